"""One card number in the shapes that people write it in."""

NUMBER = "4242424242424242"
AMEX = "378282246310005"
_SPOKEN = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def grouped(number: str, separator: str) -> str:
    return separator.join(number[i : i + 4] for i in range(0, len(number), 4))


def in_digits_from(zero: str, number: str = NUMBER) -> str:
    """The number in the digits of another script, by its zero."""
    return "".join(chr(ord(zero) + int(digit)) for digit in number)


SHAPES = {
    "bare": NUMBER,
    "spaced": grouped(NUMBER, " "),
    "dashed": grouped(NUMBER, "-"),
    "dotted": grouped(NUMBER, "."),
    "under lines": grouped(NUMBER, "\n"),
    "no-break": grouped(NUMBER, "\u00a0"),
    "zero width": grouped(NUMBER, "\u200b"),
    "each digit apart": " ".join(NUMBER),
    "slashes": grouped(NUMBER, " / "),
    "underscores": grouped(NUMBER, "_"),
    "full width": in_digits_from("\uff10"),
    "arabic": grouped(in_digits_from("\u0660"), " "),
    "devanagari": in_digits_from("\u0966"),
    "circled": "".join(chr(0x245F + int(digit)) for digit in NUMBER),
    "raised": "".join("⁰¹²³⁴⁵⁶⁷⁸⁹"[int(digit)] for digit in NUMBER),
    "keycaps": "".join(f"{digit}\ufe0f\u20e3" for digit in NUMBER),
    "spoken": " ".join(_SPOKEN[int(digit)] for digit in NUMBER),
    "spoken in tens": " ".join(["forty-two"] * 8),
    "spoken and written": "forty two 42 four two 42 4242 four two four two",
    "read aloud": "4242, then 4242, and then 4242, finally 4242",
    "first four": "the first four digits are 4242, the next four 4242, then 4242, and the last four are 4242",
    "in tags": "".join(f"<b>{NUMBER[i : i + 4]}</b>" for i in range(0, 16, 4)),
    "with its code": NUMBER + "123",
    "with date and code": f"{grouped(NUMBER, ' ')} 12/27 123",
    "amex": "3782 822463 10005",
    "inside words": f"ref{NUMBER}end",
}
