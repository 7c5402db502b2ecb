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

from catalog_tool.formats.refusals import (
    ANCHOR_OR_TAG,
    CONTROL_CHARACTER,
    DUPLICATE_KEY,
    TOO_DEEP,
    YAML_SYNTAX,
    Refusal,
)
from catalog_tool.formats.yaml_bytes import UNWANTED, character_name
from catalog_tool.model import Path, Place

MOST_DEPTH = 50
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

Marks = dict[int, list[Any]]
"""For each container, by id: parser marks of key, value, key, value … or of its items."""


class TooDeep(Exception):
    """Nesting beyond MOST_DEPTH: the rest of the file is not read."""


class RawDocument:
    """A document as read: its root value, the marks of its containers, the plain codes."""

    __slots__ = ("index", "keep", "marks", "plain_codes", "root", "root_mark")

    def __init__(self, index: int, root_mark: Any) -> None:
        self.index = index
        self.root: Any = None
        self.root_mark = root_mark
        self.marks: Marks = {}
        self.keep: list[Any] = []
        self.plain_codes: list[Path] = []


class StreamBuilder:
    """Builds documents from events; collects refusals as it goes.

    `manifest` says that 版本 is text here (catalog.yaml); `watched` that the bytes
    hold one of & * ! or a backslash, so that scalars must be looked at closely.
    """

    def __init__(self, next_event: Callable[[], Event | None], *, manifest: bool, watched: bool) -> None:
        self.next_event = next_event
        self.manifest = manifest
        self.watched = watched
        self.documents: list[RawDocument] = []
        self.refusals: list[Refusal] = []
        self._stack: list[tuple[Any, list[Any], str | None, bool]] = []

    def run(self) -> None:
        """Read all documents; parser errors pass through with what was read so far kept."""
        while (event := self.next_event()) is not None:
            if event.__class__ is DocumentStartEvent:
                document = RawDocument(len(self.documents), event.start_mark)
                self._stack = []
                self._document(document)
                self.documents.append(document)

    def _document(self, document: RawDocument) -> None:
        # One local per thing the loop touches for each event: attribute reads would
        # cost as much as the work itself.
        next_event, stack, all_marks, watched = self.next_event, self._stack, document.marks, self.watched
        container: Any = None
        marks: list[Any] = []
        key: str | None = None
        key_mark: Any = None
        codes = False
        while True:
            event: Any = next_event()
            kind = event.__class__
            if kind is ScalarEvent:
                if watched:
                    self._look_closely(event, container, key, document.index)
                text = event.value
                if container.__class__ is dict:
                    if key is None:
                        key, key_mark = text, event.start_mark
                        continue
                    if key in SPECIAL_KEYS:
                        text = self._special(event, key, document)
                    elif len(text) < 5 and text in NULLS and not event.style:
                        text = None
                    if text is None:
                        pass
                    elif key in container:
                        self._duplicate(container, marks, key, key_mark, document.index)
                    else:
                        container[key] = text
                        marks += (key_mark, event.start_mark)
                    key = None
                    continue
                if text in NULLS and not event.style:
                    text = None
                if container is None:
                    document.root, document.root_mark = text, event.start_mark
                else:
                    if codes and text and not event.style and CODE_LIKE.fullmatch(text):
                        document.plain_codes.append((*self._path(), len(container)))
                    container.append(text)
                    marks.append(event.start_mark)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                if len(stack) >= MOST_DEPTH:
                    self._refuse(TOO_DEEP, event.start_mark, (), document.index, most=MOST_DEPTH)
                    raise TooDeep
                if watched:
                    self._look_closely(event, container, key, document.index)
                child: Any = {} if kind is MappingStartEvent else []
                attached = self._attach(document, container, marks, key, key_mark, child, event.start_mark)
                stack.append((container, marks, attached, codes))
                codes = kind is SequenceStartEvent and attached in CODE_LIST_KEYS
                container, marks, key = child, [], None
                all_marks[id(child)] = marks
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                container, marks, attached, codes = stack.pop()
                # After a list or mapping in a key's place its value is still to come.
                key = COMPLEX_KEY if attached is COMPLEX_KEY else None
            elif kind is AliasEvent:
                key = self._alias(event, container, marks, key, document.index)
                key_mark = event.start_mark
            else:
                return

    def _attach(
        self,
        document: RawDocument,
        container: Any,
        marks: list[Any],
        key: str | None,
        key_mark: Any,
        child: Any,
        mark: Any,
    ) -> str | None:
        """Hang a new container into its parent; the key it got there, None for an item or an orphan."""
        if container is None:
            document.root, document.root_mark = child, mark
            return None
        # The document owns every container it marks: marks are kept by id().
        document.keep.append(child)
        if container.__class__ is list:
            container.append(child)
            marks.append(mark)
            return None
        if key is None:
            path = (*self._path(), COMPLEX_KEY)
            problem = "键必须是文字，这里却是列表或一组键值；文字以 [ 或 { 开头时请加引号"
            self._refuse(YAML_SYNTAX, mark, path, document.index, problem=problem)
            return COMPLEX_KEY
        if key in container:
            self._duplicate(container, marks, key, key_mark, document.index)
            return None
        container[key] = child
        marks += (key_mark, mark)
        return key

    def _path(self) -> Path:
        """The path of the container being filled."""
        path: list[str | int] = []
        for parent, _, key, _ in self._stack:
            if parent.__class__ is list:
                path.append(len(parent) - 1)
            elif key is not None:
                path.append(key)
        return tuple(path)

    def _special(self, event: Any, key: str, document: RawDocument) -> Any:
        """The value of a number field as an integer, None for a null; a code without quotes is noted."""
        text: str = event.value
        if event.style:
            return text
        if text in NULLS:
            return None
        if key in CODE_KEYS:
            document.plain_codes.append((*self._path(), key))
            return text
        if key == "版本":
            number = len(self._stack) == 1 and not self.manifest
        else:
            number = key in NUMBER_KEYS or self._stack[-1][2] == "份数"
        return int(text) if number and NUMBER.fullmatch(text) else text

    def _look_closely(self, event: Any, container: Any, key: str | None, index: int) -> None:
        """Anchors, tags, and control characters that came in by an escape."""
        found = None
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
            self._refuse(ANCHOR_OR_TAG, mark, path, index, feature="锚点", text=f"&{event.anchor}")
        if event.tag is not None:
            self._refuse(ANCHOR_OR_TAG, mark, path, index, feature="标签", text=event.tag)
        if found is not None:
            name = character_name(found.group())
            # What is kept must be text every writer can encode.
            event.value = ESCAPED_UNWANTED.sub("\ufffd", event.value)
            self._refuse(CONTROL_CHARACTER, mark, path, index, where="这段文字里用转义写了", character=name)

    def _alias(self, event: Any, container: Any, marks: list[Any], key: str | None, index: int) -> str | None:
        """Refuse an alias; what it stood for reads as absent. The key that is now pending."""
        path, text, pending = self._path(), f"*{event.anchor}", None
        if container.__class__ is list:
            path = (*path, len(container))
            container.append(None)
            marks.append(event.start_mark)
        elif key is not None:
            path = (*path, key)
        else:
            path, pending = (*path, text), text
        self._refuse(ANCHOR_OR_TAG, event.start_mark, path, index, feature="引用", text=text)
        return pending

    def _duplicate(self, container: Any, marks: list[Any], key: str, key_mark: Any, index: int) -> None:
        first = marks[2 * list(container).index(key)]
        self._refuse(DUPLICATE_KEY, key_mark, (*self._path(), key), index, key=key, first=first.line + 1)

    def _refuse(self, rule: Any, mark: Any, path: Path, index: int, **args: Any) -> None:
        self.refusals.append(Refusal(rule, place_of(mark), path, index, args))


def place_of(mark: Any) -> Place:
    """A parser's mark (from 0) as a Place (from 1)."""
    return Place(mark.line + 1, mark.column + 1)
