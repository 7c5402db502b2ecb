"""The order of keys, and moving a document's top-level entries into it line by line."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from catalog_tool.formats.comments import belonging_before, belonging_to_document
from catalog_tool.formats.edits import Edit
from catalog_tool.formats.nodes import MAPPING, Node
from catalog_tool.model import Path

KeyOrder = Callable[[Path], Sequence[str]]
"""The keys an object at a path may have, in their order; none where any may stand."""


def in_order(keys: Sequence[str], known: Sequence[str]) -> list[int]:
    """The indices of keys in their order: the known ones as known, then the region's own x- keys.

    A key that is neither (a slip, which is reported) stays behind the one it stands behind.
    """
    if not known:
        return [*range(len(keys))]
    ranks: list[int] = []
    for key in keys:
        if key.startswith("x-"):
            ranks.append(len(known))
        elif key in known:
            ranks.append(known.index(key))
        else:
            ranks.append(ranks[-1] if ranks else -1)
    return sorted(range(len(keys)), key=ranks.__getitem__)


def moved(text: str, root: Node, known: Sequence[str]) -> Edit | None:
    """The edit that brings a document's entries into order; None where they are, or where it is not surely safe.

    Entries move as whole lines with the comments that belong to them; every other byte stays.
    """
    if root.style != MAPPING or "\t" in text or not all(_begins_line(text, key) for key, _ in root.pairs):
        return None
    order = in_order([key.text for key, _ in root.pairs], known)
    if order == sorted(order):
        return None
    bounds = _bounds(text, root)
    pieces = [text[bounds[index] : bounds[index + 1]] for index in order]
    if not pieces[order.index(len(order) - 1)].endswith("\n"):
        end = "\r\n" if "\r\n" in text else "\n"
        pieces = [piece if piece.endswith("\n") else piece + end for piece in pieces]
        pieces[-1] = pieces[-1].removesuffix(end)
    return Edit(bounds[0], bounds[-1], "".join(pieces))


def _begins_line(text: str, key: Node) -> bool:
    return not text[text.rfind("\n", 0, key.start) + 1 : key.start].strip()


def _bounds(text: str, root: Node) -> list[int]:
    """Where each entry begins, its comments included, and where the last one ends."""
    column = root.start - (text.rfind("\n", 0, root.start) + 1)
    first = _line_start(text, root.start)
    above = _comment_lines_above(text, first)
    bounds = [first - len("".join(above[belonging_to_document(above) :]))]
    for (_, before), (key, _) in zip(root.pairs, root.pairs[1:], strict=False):
        start, stop = _after_line(text, before.end), _line_start(text, key.start)
        lines = text[start:stop].splitlines(keepends=True)
        bounds.append(start + len("".join(lines[: belonging_before(lines, column)])))
    end = _after_line(text, root.end)
    following = _comment_lines_below(text, end)
    return [*bounds, end + len("".join(following[: belonging_before(following, column)]))]


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _after_line(text: str, at: int) -> int:
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1


def _comment_lines_above(text: str, at: int) -> list[str]:
    lines: list[str] = []
    while at > 0:
        start = _line_start(text, at - 1)
        if not _is_comment_or_blank(text[start:at]):
            break
        lines.append(text[start:at])
        at = start
    return lines[::-1]


def _comment_lines_below(text: str, at: int) -> list[str]:
    lines: list[str] = []
    while at < len(text):
        end = _after_line(text, at)
        if not _is_comment_or_blank(text[at:end]):
            break
        lines.append(text[at:end])
        at = end
    return lines


def _is_comment_or_blank(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")
