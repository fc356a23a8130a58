"""Markdown of articles: as safe HTML for the page, and as sections of plain text for the search."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

from assist.knowledge.words import fold

# No images either: one from elsewhere would tell its server who reads what, and when.
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).disable("image")
_ENDS_A_LINE = {"paragraph_close", "list_item_close", "tr_close", "heading_close", "fence", "code_block"}


@dataclass(frozen=True)
class Section:
    """What stands under one heading. The lines before the first heading have the heading "" and the anchor
    ""."""

    heading: str
    anchor: str
    text: str


def html_of(body: str) -> str:
    """HTML of an article's body. Raw HTML in it is shown as text; headings carry their anchor as id."""
    tokens = _MARKDOWN.parse(body)
    taken: set[str] = set()
    for opening, inline in _headings(tokens):
        opening.attrSet("id", anchor_of(inline.content, taken))
    return str(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {}))


def sections_of(body: str) -> list[Section]:
    """The sections of the body that have text, in order, as plain text with one line a paragraph, item or
    row."""
    heading, anchor, lines, found = "", "", [""], []
    taken: set[str] = set()
    for title, piece in _pieces(_MARKDOWN.parse(body)):
        if title is not None:
            found.append(Section(heading, anchor, _joined(lines)))
            heading, anchor, lines = title, anchor_of(title, taken), [""]
        elif piece == "\n":
            lines.append("")
        else:
            lines[-1] = f"{lines[-1]} {piece}".strip()
    return [section for section in [*found, Section(heading, anchor, _joined(lines))] if section.text]


def anchor_of(heading: str, taken: set[str]) -> str:
    """The id of a heading, unique among `taken`, which gets it too."""
    stem = re.sub(r"[^a-z0-9]+", "-", fold(heading)).strip("-") or "section"
    number = 1
    anchor = stem
    while anchor in taken:
        number += 1
        anchor = f"{stem}-{number}"
    taken.add(anchor)
    return anchor


def _pieces(tokens: list[Token]) -> Iterator[tuple[str | None, str]]:
    in_heading = False
    for token in tokens:
        if token.type == "heading_open":
            in_heading = True
        elif token.type == "heading_close":
            in_heading = False
        elif token.type == "inline" and in_heading:
            yield _plain(token), ""
        else:
            if token.type == "inline" or token.content:
                yield None, _plain(token)
            if token.type in _ENDS_A_LINE:
                yield None, "\n"


def _plain(token: Token) -> str:
    if token.children is None:
        return " ".join(token.content.split())
    words = [" " if child.type in ("softbreak", "hardbreak") else child.content for child in token.children]
    return " ".join("".join(words).split())


def _headings(tokens: list[Token]) -> Iterator[tuple[Token, Token]]:
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            yield token, tokens[index + 1]


def _joined(lines: list[str]) -> str:
    return "\n".join(line for line in lines if line)
