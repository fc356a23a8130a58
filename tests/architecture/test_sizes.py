"""Short on purpose: half of the functions within 7 lines, nine in ten within 15, few above 25."""

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import quantiles

from tests.architecture.source import modules, short, tree_of

Function = ast.FunctionDef | ast.AsyncFunctionDef
LONGEST_FUNCTION, LONGEST_FILE = 45, 400


def functions_of(tree: ast.AST) -> Iterator[Function]:
    for node in ast.walk(tree):
        if isinstance(node, Function):
            yield node


def length_of(function: Function) -> int:
    """Lines from `def` to the end, without the docstring."""
    first = function.body[0]
    is_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    docstring = (
        (first.end_lineno or 0) - first.lineno + 1 if is_docstring and ast.get_docstring(function) else 0
    )
    return (function.end_lineno or 0) - function.lineno + 1 - docstring


def test_the_measure_counts_lines_without_the_docstring() -> None:
    source = 'def f(\n    a,\n):\n    """One.\n\n    Two.\n    """\n    b = a\n    return b\n'
    assert [length_of(one) for one in functions_of(ast.parse(source))] == [5]


def test_most_functions_are_short() -> None:
    lengths = sorted(length_of(one) for path in modules() for one in functions_of(tree_of(path)))
    cuts = quantiles(lengths, n=20)
    above_25 = sum(1 for length in lengths if length > 25)
    assert cuts[9] <= 7, f"half of the functions are longer than {cuts[9]} lines"
    assert cuts[17] <= 15, f"one in ten functions is longer than {cuts[17]} lines"
    assert above_25 / len(lengths) <= 0.02, f"{above_25} of {len(lengths)} functions have more than 25 lines"


def test_no_function_is_long() -> None:
    long = [
        f"{short(path)}:{one.lineno} {one.name} has {length_of(one)} lines"
        for path in modules()
        for one in functions_of(tree_of(path))
        if length_of(one) > LONGEST_FUNCTION
    ]
    assert not long, "\n".join(long)


def lines_of(path: Path) -> int:
    return len(path.read_text().splitlines())


def test_about_nine_files_in_ten_have_at_most_150_lines() -> None:
    lengths = [lines_of(path) for path in modules()]
    assert sum(1 for length in lengths if length > 150) / len(lengths) <= 0.12


def test_no_file_is_long() -> None:
    long = [
        f"{short(path)} has {lines_of(path)} lines" for path in modules() if lines_of(path) > LONGEST_FILE
    ]
    assert not long, "\n".join(long)
