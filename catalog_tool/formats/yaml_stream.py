"""From parser events to plain values with places, in one loop.

Every scalar stays text as written: stock loaders turn 010200 into 4224 and keep
the last of two equal keys. Only the fields of format.md §5 become integers. The
loop is the hot path of the whole program (a nation's catalogs are tens of millions
of events), so it holds its state in local names and leaves everything unusual to
methods. Events, not nodes: libyaml's composer recurses and dies on 50,000 brackets.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice
from typing import Any

from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from catalog_tool.findings import RuleInfo
from catalog_tool.formats.places import Locator, place_of
from catalog_tool.formats.refusals import (
    ANCHOR_OR_TAG,
    CONTROL_CHARACTER,
    DUPLICATE_KEY,
    FILE_TOO_LARGE,
    TOO_DEEP,
    YAML_SYNTAX,
    Refusal,
)
from catalog_tool.formats.repeated import Empty, repeated_empty
from catalog_tool.formats.yaml_bytes import UNWANTED, character_name
from catalog_tool.formats.yaml_limits import LONGEST_KEY, MOST_DEPTH, MOST_DOCUMENTS, MOST_NODES, MOST_REFUSALS, short
from catalog_tool.model import Path, Place

NULLS = frozenset({"", "~", "null"})
NUMBER = re.compile("0|[1-9][0-9]{0,8}")
NUMBER_KEYS = frozenset({"到现场次数", "数值", "年办件量", "金额"})
COPY_KEYS = frozenset({"原件", "复印件"})
"""Numbers under 份数 only."""
CODE_KEYS = frozenset(
    {"基本编码", "实施编码", "业务办理项编码", "统一社会信用代码", "区划代码", "所属区划代码", "编码", "来源事项"}
)
CODE_LIST_KEYS = frozenset({"前置事项", "前置", "替代"})
"""Lists whose members may be codes; a member that is a name may stand plain."""
CODE_LIKE = re.compile("[0-9][0-9A-Za-z-]{5,}")
SPECIAL_KEYS = NUMBER_KEYS | COPY_KEYS | CODE_KEYS | {"版本"}

COMPLEX_KEY = "?"
"""Stands for a list or mapping where a key is due; its value is read under this name."""
ESCAPED_UNWANTED = re.compile(UNWANTED.pattern + "|\r")
"""An escape may spell a CR that is followed by LF; as text it is still none."""


class NotReadOn(Exception):
    """Nesting beyond MOST_DEPTH, too many nodes or refusals: the rest of the file is not read."""


class RawDocument:
    """A document as read: its root value, the marks of its nodes with their holes, the plain codes.

    `ends` are the numbers of marks there were when each collection directly under the
    root ended, in their order: places late in a document are found without counting it.
    """

    __slots__ = ("ends", "holes", "index", "marks", "plain_codes", "root", "start_mark")

    def __init__(self, index: int, start_mark: Any) -> None:
        self.index = index
        self.root: Any = None
        self.start_mark = start_mark
        self.marks: list[Any] = []
        self.ends: list[int] = []
        self.holes: dict[int, int] = {}
        self.plain_codes: list[Path] = []

    @property
    def place(self) -> Place:
        """Where the root value stands, or the document begins."""
        return place_of(self.marks[0] if self.marks else self.start_mark)


class StreamBuilder:
    """Builds documents from events; collects refusals as it goes.

    `manifest` says that 版本 is text here (catalog.yaml); `watched` that the bytes
    hold one of & * ! `? ` or a backslash, so that scalars must be looked at closely;
    `large` that they are enough for MOST_NODES, so that nodes must be counted.
    """

    def __init__(
        self, next_event: Callable[[], Event | None], *, manifest: bool, watched: bool, large: bool = False
    ) -> None:
        self.next_event = self._counting(next_event) if large else next_event
        self.manifest = manifest
        self.watched = watched
        self.documents: list[RawDocument] = []
        self.refusals: list[Refusal] = []
        self.stopped: int | None = None
        """The offset beyond which nothing counts, where the file was not read to its end."""
        self._document = RawDocument(0, None)
        self._duplicates: list[int] = []
        self._nulls: list[Empty] = []
        # Parents of the container being filled: (container, is it a mapping, the key
        # under which the child hangs or where its hole begins, are items codes).
        self._stack: list[tuple[Any, bool, str | int | None, bool]] = []

    def run(self) -> None:
        """Read all documents; parser errors pass through with what was read so far kept."""
        hollow = 0
        while max(hollow, len(self.refusals)) < MOST_REFUSALS and (event := self.next_event()) is not None:
            if event.__class__ is DocumentStartEvent:
                if len(self.documents) >= MOST_DOCUMENTS:
                    self._give_up(event.start_mark)
                    return
                self._document = RawDocument(len(self.documents), event.start_mark)
                self._stack = []
                try:
                    self._read()
                finally:
                    self._settle_duplicates()
                self.documents.append(self._document)
                # Each that holds no mapping will be refused as no matter.
                hollow += not isinstance(self._document.root, dict)

    def _give_up(self, mark: Any) -> None:
        """Refuse the file for its number of documents: none of them is looked at, as in one of too many bytes."""
        args = {"most": f"每个文件 {MOST_DOCUMENTS} 个文档"}
        self.refusals = [Refusal(FILE_TOO_LARGE, place_of(mark), (), 0, args)]
        self.documents.clear()
        self.stopped = 0

    def _counting(self, next_event: Callable[[], Event | None]) -> Callable[[], Event | None]:
        """Events of a file that is large enough for too many nodes, up to where they are too many."""

        def counted() -> Event | None:
            marks = self._document.marks
            if len(marks) > MOST_NODES:
                self.stopped = marks[0].index
                self._refuse(FILE_TOO_LARGE, marks[0], (), most=f"每个文档 {MOST_NODES} 项内容")
                raise NotReadOn
            return next_event()

        return counted

    def _read(self) -> None:
        # The hot path: state is in local names and containers are hung inline, since
        # attribute reads and calls would cost as much as the work itself.
        next_event, stack, watched = self.next_event, self._stack, self.watched
        marks, special, nulls = self._document.marks, SPECIAL_KEYS, NULLS
        add_mark, add_end = marks.append, self._document.ends.append
        container: Any = None
        in_mapping = codes = False
        key: str | None = None
        while True:
            event: Any = next_event()
            kind = event.__class__
            if kind is ScalarEvent:
                if watched:
                    self._look_closely(event, container, key)
                add_mark(event.start_mark)
                text = event.value
                if in_mapping:
                    if key is None:
                        key = text
                        continue
                    if key in special:
                        text = self._special(event, key)
                    elif len(text) < 5 and text in nulls and not event.style:
                        text = None
                    if text is None:
                        self._nulls.append(Empty(container, key, (*self._path(), key), marks[-2]))
                        self._leave_hole(len(marks) - 2)
                    elif key in container:
                        self._duplicate(key, marks[-2])
                        self._leave_hole(len(marks) - 2)
                    else:
                        container[key] = text
                    key = None
                    continue
                if text in nulls and not event.style:
                    text = None
                if container is None:
                    self._document.root = text
                else:
                    if codes and text and not event.style and CODE_LIKE.fullmatch(text):
                        self._document.plain_codes.append((*self._path(), len(container)))
                    container.append(text)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                if len(stack) >= MOST_DEPTH:
                    self.stopped = event.start_mark.index
                    self._refuse(TOO_DEEP, event.start_mark, (), most=MOST_DEPTH)
                    raise NotReadOn
                if watched:
                    self._look_closely(event, container, key)
                add_mark(event.start_mark)
                child: Any = {} if kind is MappingStartEvent else []
                attached: str | int | None = key
                if in_mapping:
                    if key is None or key in container:
                        attached = self._orphan(key)
                    else:
                        container[key] = child
                elif container is None:
                    self._document.root = child
                else:
                    container.append(child)
                stack.append((container, in_mapping, attached, codes))
                container, in_mapping, key = child, kind is MappingStartEvent, None
                codes = attached in CODE_LIST_KEYS
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                container, in_mapping, attached, codes = stack.pop()
                if len(stack) == 1:
                    add_end(len(marks))
                key = self._close_orphan(attached) if attached.__class__ is int else None
            elif kind is AliasEvent:
                add_mark(event.start_mark)
                key = self._alias(event, container, key)
            else:
                return

    def _leave_hole(self, start: int) -> None:
        """The marks from `start` to the last belong to nothing that was kept."""
        self._document.holes[start] = len(self._document.marks)

    def _orphan(self, key: str | None) -> int:
        """Refuse a container that cannot be hung; the mark index at which its hole begins.

        A list or mapping where a key is due has a negative one: its first mark stands
        for the key it should have been, and its value is still to come.
        """
        marks = self._document.marks
        if key is not None:
            self._duplicate(key, marks[-2])
            return len(marks) - 2
        problem = "键必须是文字，这里却是列表或一组键值；文字以 [ 或 { 开头时请加引号"
        self._refuse(YAML_SYNTAX, marks[-1], (*self._path(), COMPLEX_KEY), problem=problem)
        return -len(marks)

    def _close_orphan(self, start: Any) -> str | None:
        """End an orphan's hole; the key that is now pending."""
        if start >= 0:
            self._leave_hole(start)
            return None
        if -start < len(self._document.marks):
            self._leave_hole(-start)
        return COMPLEX_KEY

    def _path(self) -> Path:
        """The path of the container being filled."""
        path: list[str | int] = []
        for parent, _, key, _ in self._stack:
            if parent.__class__ is list:
                path.append(len(parent) - 1)
            elif isinstance(key, str):
                path.append(key)
        return tuple(path)

    def _special(self, event: Any, key: str) -> Any:
        """The value of a number field as an integer, None for a null; a code without quotes is noted."""
        text: str = event.value
        if event.style:
            return text
        if text in NULLS:
            return None
        if key in CODE_KEYS:
            self._document.plain_codes.append((*self._path(), key))
            return text
        if key == "版本":
            number = len(self._stack) == 1 and not self.manifest
        else:
            number = key in NUMBER_KEYS or self._stack[-1][2] == "份数"
        return int(text) if number and NUMBER.fullmatch(text) else text

    def _look_closely(self, event: Any, container: Any, key: str | None) -> None:
        """Anchors, tags, keys beyond all measure, and control characters that came in by an escape."""
        found = None
        if key is None and container.__class__ is dict and len(getattr(event, "value", "")) > LONGEST_KEY:
            event.value = short(event.value)
            problem = f"键超过了 {LONGEST_KEY} 个字；请检查是不是把内容写到了键的位置"
            self._refuse(YAML_SYNTAX, event.start_mark, (*self._path(), event.value), problem=problem)
        if event.__class__ is ScalarEvent and event.style == '"':
            found = ESCAPED_UNWANTED.search(event.value)
        if event.anchor is None and event.tag is None and found is None:
            return
        path = self._path()
        if container.__class__ is list:
            path = (*path, len(container))
        elif container is not None:
            path = (*path, key if key is not None else event.value if event.__class__ is ScalarEvent else COMPLEX_KEY)
        mark = event.start_mark
        if event.anchor is not None:
            self._refuse(ANCHOR_OR_TAG, mark, path, feature="锚点", text=short(f"&{event.anchor}"))
        if event.tag is not None:
            self._refuse(ANCHOR_OR_TAG, mark, path, feature="标签", text=short(event.tag))
        if found is not None:
            name = character_name(found.group())
            # What is kept must be text every writer can encode.
            event.value = ESCAPED_UNWANTED.sub("\ufffd", event.value)
            self._refuse(CONTROL_CHARACTER, mark, path, where="这段文字里用转义写了", character=name)

    def _alias(self, event: Any, container: Any, key: str | None) -> str | None:
        """Refuse an alias; what it stood for reads as absent. The key that is now pending."""
        path, text, pending = self._path(), short(f"*{event.anchor}"), None
        if container.__class__ is list:
            path = (*path, len(container))
            container.append(None)
        elif key is not None:
            path = (*path, key)
            self._leave_hole(len(self._document.marks) - 2)
        else:
            path, pending = (*path, text), text
        self._refuse(ANCHOR_OR_TAG, event.start_mark, path, feature="引用", text=text)
        return pending

    def _duplicate(self, key: str, key_mark: Any) -> None:
        path = (*self._path(), key)
        if key == COMPLEX_KEY and any(refusal.path == path for refusal in self.refusals):
            return  # it stands for two different ones
        self._duplicates.append(len(self.refusals))
        self._refuse(DUPLICATE_KEY, key_mark, path, key=key)

    def _settle_duplicates(self) -> None:
        """Give each second key the place of the first: asked for all at once, since each question walks."""
        document = self._document
        locate = Locator(document.root, document.marks, document.holes, document.ends)
        for index in self._duplicates:
            refusal = self.refusals[index]
            self.refusals[index] = refusal._replace(related=(locate(refusal.path, at_key=True),))
        room = max(0, MOST_REFUSALS - len(self.refusals))
        self.refusals += islice(repeated_empty(self._nulls, locate, document.index), room)
        self._duplicates.clear()
        self._nulls.clear()

    def _refuse(self, rule: RuleInfo, mark: Any, path: Path, **args: Any) -> None:
        self.refusals.append(Refusal(rule, place_of(mark), path, self._document.index, args))
        if len(self.refusals) >= MOST_REFUSALS:
            self.stopped = mark.index
            raise NotReadOn
