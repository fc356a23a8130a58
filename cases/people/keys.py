"""The single letters that run commands outside of fields: the usual ones, and what a person made of them. Pure."""

from collections.abc import Mapping

# The command, its letter and its name in the product.
USUAL: Mapping[str, tuple[str, str]] = {
    "accept": ("a", "Accept the offer"),
    "next": ("j", "Next case"),
    "previous": ("k", "Previous case"),
    "reply": ("r", "Reply to the customer"),
    "note": ("n", "Add an internal note"),
    "dismiss": ("x", "Dismiss the suggestion"),
    "resolve": ("e", "Resolve and wrap up"),
    "transfer": ("t", "Transfer"),
    "help": ("h", "Ask for help"),
}
TAKEN = "g"  # begins "go to"


def letters_of(chosen: Mapping[str, str]) -> dict[str, str]:
    """The letter of every command; "" for one that was switched off."""
    return {name: chosen.get(name, letter) for name, (letter, _) in USUAL.items()}


def commands_of(chosen: Mapping[str, str]) -> dict[str, str]:
    """The command of every letter. A person's choice holds against a command that came to the product later."""
    letters = letters_of(chosen).items()
    return {letter: name for name, letter in sorted(letters, key=lambda pair: pair[0] in chosen) if letter}


def changed(letters: Mapping[str, str]) -> dict[str, str]:
    """What differs from the usual letters, which is all that is kept."""
    return {name: letter for name, letter in letters.items() if letter != USUAL[name][0]}


def fault_of(name: str, letters: Mapping[str, str]) -> str:
    """Why the letter of that command cannot be, in words; "" when it can."""
    letter = letters[name]
    if not letter:
        return ""
    if not (len(letter) == 1 and letter.isalnum()):
        return "One letter or figure."
    if letter == TAKEN:
        return "G begins “go to”."
    others = [USUAL[other][1] for other in letters if other != name and letters[other] == letter]
    return f"Also the key for “{others[0]}”." if others else ""
