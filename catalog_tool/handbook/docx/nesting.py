"""Whether tags and the elements of a Word file are nested in each other.

`{% if %}` in one cell of a table and its `{% endif %}` in another print a file that no
program opens. So each end must stand where the element it began in is open again.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_NAME = re.compile(r"</?([^\s/>{]+)")
_WORD = re.compile(r"\{%[-+]?\s*(\w+)(.*?)[-+]?%\}", re.DOTALL)
_OPENING = frozenset({"if", "for", "filter", "with", "call", "macro", "autoescape", "block"})
_BETWEEN = frozenset({"else", "elif"})


class BadTag(Exception):
    """A tag that cannot stand where it does: what is wrong with it, and the paragraph's number."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


class _Block(NamedTuple):
    word: str
    shown: str
    line: int
    elements: tuple[str, ...]


class Nesting:
    """Goes along a source piece by piece; raises BadTag at the piece that is wrong."""

    def __init__(self) -> None:
        self._elements: list[str] = []
        self._blocks: list[_Block] = []
        self._begun = ""

    def element(self, piece: str) -> None:
        """A tag of XML, or as much of it as stands before a value in an attribute."""
        name = _NAME.match(piece)
        if name is None or piece.startswith(("<?", "<!")):
            return
        if not piece.endswith(">"):
            self._begun = name[1]
        elif piece.startswith("</"):
            if self._elements:
                self._elements.pop()
        elif not piece.endswith("/>"):
            self._elements.append(name[1])

    def rest_of_element(self, piece: str) -> None:
        """What follows a value in an attribute, up to the end of the tag of XML."""
        end = piece.find(">")
        if self._begun and end >= 0:
            if piece[end - 1 : end] != "/":
                self._elements.append(self._begun)
            self._begun = ""

    def tag(self, piece: str, line: int) -> None:
        """A `{% … %}` of the paragraph of that number."""
        found = _WORD.match(piece)
        if found is None:
            return
        word, rest = found[1], found[2]
        if word in _OPENING or (word == "set" and "=" not in rest):
            self._blocks.append(_Block(word, " ".join(piece.split()), line, tuple(self._elements)))
        elif word in _BETWEEN or word.startswith("end"):
            if not self._blocks:
                return  # said by Jinja, with the paragraph
            block = self._blocks[-1]
            if block.elements != tuple(self._elements):
                shown = " ".join(piece.split())
                raise BadTag(
                    f"“{shown}”和第 {block.line} 段的“{block.shown}”套错了，要在同一层：同一段里，"
                    "或各占一段（{%p），或各占一行表格（{%tr）",
                    line,
                )
            if word.startswith("end"):
                self._blocks.pop()

    def close(self) -> None:
        """The end of the source."""
        if self._blocks:
            block = self._blocks[-1]
            raise BadTag(f"“{{% {block.word} %}}”没有结束，缺少“{{% end{block.word} %}}”", block.line)
