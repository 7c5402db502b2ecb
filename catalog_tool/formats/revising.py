"""A file's text with other values in its documents: comments stay at what they belong to, and so does its form.

Of a document that changes only what changes is written anew; one that does not is
copied byte for byte.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from catalog_tool.formats.changed_entries import EntryChanges
from catalog_tool.formats.comments import comments_of
from catalog_tool.formats.edits import applied
from catalog_tool.formats.entries import UnusualLayout, end_of_document, taken_apart
from catalog_tool.formats.key_order import KeyOrder
from catalog_tool.formats.layout import Printer, closed
from catalog_tool.formats.nodes import roots_of
from catalog_tool.formats.rereading import reads_as
from catalog_tool.formats.yaml_reader import kind_of
from catalog_tool.formats.yaml_writing import written
from catalog_tool.model import Document, Kind

__all__ = ["UnusualLayout", "revised"]

Value = Mapping[str, Any]


def revised(
    text: str,
    documents: Sequence[Document],
    order_of: Callable[[Kind], KeyOrder],
    *,
    changed: Mapping[int, Value] | None = None,
    removed: Collection[int] = (),
    added: Sequence[Value] = (),
) -> str:
    """The text of a file with new values for some documents, without others, with more at its end.

    `documents` are what the reader read of the text, all of them and without a refusal; line
    ends and a byte order mark stay. "" where no document is left. Raises UnusualLayout where
    comments would be lost, or a value be read otherwise.
    """
    changed = {
        index: value
        for index, value in (changed or {}).items()
        if index not in removed and value != documents[index].value
    }
    if not (changed or removed or added):
        return text
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    line_end = "\r\n" if text.partition("\n")[0].endswith("\r") else "\n"
    values = [changed.get(index, document.value) for index, document in enumerate(documents) if index not in removed]
    values += added
    if not values:
        return ""
    revision = _Revision(text.removeprefix("\ufeff").replace("\r\n", "\n"), documents, order_of)
    after = revision.text(changed, removed, added)
    if not reads_as(after, values, manifest=documents[0].kind is Kind.MANIFEST):
        raise UnusualLayout(1, "这里的写法不常见，改了以后内容会变")
    return mark + after.replace("\n", line_end)


class _Revision:
    """One file while it is revised."""

    def __init__(self, text: str, documents: Sequence[Document], order_of: Callable[[Kind], KeyOrder]) -> None:
        self._text = applied(text, closed(text, roots_of(text)))
        self._roots = roots_of(self._text)
        self._documents = documents
        self._order_of = order_of

    def text(self, changed: Mapping[int, Value], removed: Collection[int], added: Sequence[Value]) -> str:
        """The text with all changes made."""
        staying = [index for index in range(len(self._roots)) if index not in removed]
        last = staying[-1] if staying and not added else -1
        pieces: list[str] = []
        at = 0
        for index, root in enumerate(self._roots):
            end = end_of_document(self._text, root)
            if index in removed:
                piece = self._left_of(index, at, is_last=not staying or index > staying[-1])
            elif index in changed:
                piece = self._changed(index, at, changed[index], is_last=index == last)
            elif index == last and index + 1 < len(self._roots):
                piece = self._text[at:end].rstrip()
                piece = self._text[at : max(root.end, at + len(piece))] + "\n"
            else:
                piece = self._text[at:end]
            pieces.append(_as_first(piece) if index and index in staying[:1] else piece)
            at = end
        text = "".join([*pieces, self._text[at:] if staying else ""])
        if not added:
            return text
        more = written(added, [self._order(value) for value in added])
        text += "" if text.endswith("\n") or not text else "\n"
        return f"{text}---\n{more}" if staying else text + more

    def _order(self, value: Value) -> KeyOrder:
        if self._documents[0].kind is Kind.MANIFEST:
            return self._order_of(Kind.MANIFEST)
        return self._order_of(kind_of(dict(value)))

    def _changed(self, index: int, at: int, value: Value, *, is_last: bool) -> str:
        order = self._order(value)
        try:
            whole = taken_apart(self._text, self._roots[index], at)
        except UnusualLayout:
            if self._has_comments(index, at):
                raise
            return ("---\n" if index else "") + written([value], [order])
        while is_last and whole.below and not whole.below[-1]:
            whole.below.pop()
        EntryChanges(order).block(whole.block, self._documents[index].value, value, ())
        if whole.block.entries:
            lines = Printer(order).document(whole)
        else:
            lines = [*whole.opening, *whole.header, *whole.block.below, "{}", *whole.below]
        return "".join(f"{line}\n" for line in lines)

    def _has_comments(self, index: int, at: int) -> bool:
        end = end_of_document(self._text, self._roots[index])
        before = comments_of(self._text[:at], self._roots[:index])
        return len(comments_of(self._text[:end], self._roots[: index + 1])) > len(before)

    def _left_of(self, index: int, at: int, *, is_last: bool) -> str:
        """What stays of a document that goes: comments which a blank line parts from it."""
        try:
            whole = taken_apart(self._text, self._roots[index], at)
        except UnusualLayout:
            return ""
        lines = whole.header if index == 0 and "" in whole.header else []
        if not is_last and "" in whole.below:
            lines = [*lines, *whole.below[whole.below.index("") + 1 :]]
        return "".join(f"{line}\n" for line in lines) if any(lines) else ""


def _as_first(piece: str) -> str:
    """A document that has become the first, without the marker that parted it from the one before."""
    lines = piece.split("\n")
    while lines[0].startswith("..."):
        comment = lines.pop(0)[3:].strip()
        if comment:
            return "\n".join([comment, *lines])
    return "\n".join(lines[1:] if lines[0].rstrip() == "---" else lines)
