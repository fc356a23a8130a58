"""The styles and the scripts of a page as one small text each. Pure: text in, text out; `read` gives the text of a file.

The sources stay small files, one a component or behaviour; joined, they travel in one request and compress together.
"""

import re
from collections.abc import Callable
from posixpath import dirname, join, normpath

Read = Callable[[str], str]
_STYLE = re.compile(r'@import "([^"]+)";\n?')
_ADDRESS = re.compile(r'url\("([^"]+)"\)')
_IMPORT = re.compile(r'^import (?:\{([^}]*)\} from )?"(\.[^"]+)";\n', re.M)
_EXPORT = re.compile(r"^export ((?:async )?function|const|class) (\w+)", re.M)


def packed_styles(name: str, read: Read) -> str:
    """The style sheet `name` with what it imports in its place, without comments and needless space."""

    def beside(found: re.Match[str], of: str) -> str:
        depth = "../" * dirname(name).count("/") + "../" if dirname(name) else ""
        return f'url("{depth}{normpath(join(dirname(of), found[1]))}")'

    def whole(of: str) -> str:
        text = _ADDRESS.sub(lambda found: beside(found, of), read(of))
        return _STYLE.sub(lambda found: whole(normpath(join(dirname(of), found[1]))), text)

    bare = re.sub(r"/\*.*?\*/", "", whole(name), flags=re.S)
    return re.sub(r" ?([{};,]) ?", r"\1", re.sub(r"\s+", " ", bare)).replace(";}", "}").strip()


def packed_scripts(name: str, read: Read) -> str:
    """The module `name` after all the modules that it needs, each in a scope of its own, as one module."""
    parts: dict[str, str] = {}
    _add(name, read, parts)
    return "".join(parts.values())


def _add(name: str, read: Read, parts: dict[str, str]) -> None:
    if name in parts:
        return
    text, folder = read(name), dirname(name)
    needed = [(names, normpath(join(folder, path))) for names, path in _IMPORT.findall(text)]
    for _, path in needed:
        _add(path, read, parts)
    uses = "".join(f"const {{{names.strip()}}} = {_scope(path)};\n" for names, path in needed if names)
    gives = ", ".join(match[1] for match in _EXPORT.findall(text))
    body = _EXPORT.sub(r"\1 \2", _IMPORT.sub("", text))
    lines = (line.strip() for line in body.splitlines())
    bare = "\n".join(line for line in lines if line and not line.startswith("//"))
    parts[name] = f"const {_scope(name)} = (() => {{\n{uses}{bare}\nreturn {{ {gives} }};\n}})();\n"


def _scope(name: str) -> str:
    return "$" + re.sub(r"\W", "_", name.removesuffix(".js"))
