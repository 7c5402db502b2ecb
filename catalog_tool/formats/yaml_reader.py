"""A YAML file's bytes become Documents with places, or refusals with places.

libyaml does the parsing; where PyYAML was built without it (some CPUs have no
wheel) the pure-Python parser gives the same events twelve times slower, and
`parser_name()` lets `--version --verbose` say so.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import yaml

from catalog_tool.findings import RuleInfo
from catalog_tool.formats.directives import MARKER, Directive, directives
from catalog_tool.formats.places import Locator, place_of
from catalog_tool.formats.refusals import CONTROL_CHARACTER, FILE_TOO_LARGE, NOT_A_MATTER, YAML_SYNTAX, Refusal
from catalog_tool.formats.yaml_bytes import MOST_BYTES, explain_bytes, refused_bytes, strip_bom
from catalog_tool.formats.yaml_limits import MOST_DIRECTIVES, MOST_NODES
from catalog_tool.formats.yaml_pure import pure_events
from catalog_tool.formats.yaml_stream import NotReadOn, RawDocument, StreamBuilder
from catalog_tool.formats.yaml_syntax import chinese_problem
from catalog_tool.model import DIRECTORY, IMPLEMENTATION, ONE_THING, Document, Kind, Place

try:
    from yaml._yaml import CParser
except ImportError:
    CParser = None  # type: ignore[assignment,misc]

MANIFEST_NAME = "catalog.yaml"
_WATCHED = (b"&", b"*", b"!", b"\\")
_EXPLICIT_KEY = re.compile(rb"\?\s")
_GLUED_KEY = re.compile(rb"[\[{,]\s*\?[^\s,\]}]")


@dataclass(slots=True)
class ReadFile:
    """What one file holds: its documents in order, what was refused, and the ignore comments."""

    documents: list[Document] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    directives: list[Directive] = field(default_factory=list)


def parser_name() -> str:
    """Which parser reads: libyaml, or PyYAML's own in pure Python."""
    return "libyaml" if CParser is not None else "PyYAML（纯 Python）"


def read_yaml(data: bytes, file: str, *, manifest: bool = False, pure: bool = False) -> ReadFile:
    """Read a file of matters, or a catalog.yaml with `manifest`.

    `data` are the file's bytes, `file` the name findings shall show, `pure` asks for
    the pure-Python parser. Never raises on bad data: every fault is a refusal.
    """
    if len(data) > MOST_BYTES:
        return ReadFile(refusals=[too_large()])
    data = strip_bom(data)
    refusal = refused_bytes(data)
    if refusal is not None:
        return ReadFile(refusals=[refusal])
    next_event = _events(data, pure=pure)
    if isinstance(next_event, Refusal):
        return ReadFile(refusals=[next_event])
    asked = b"?" in data  # a search for one byte is free, one for a pattern costs a twentieth of the parsing
    if asked and _GLUED_KEY.search(data):
        next_event = _without_glued_keys(next_event, data.decode("utf-8"))
    watched = any(mark in data for mark in _WATCHED) or (asked and _EXPLICIT_KEY.search(data) is not None)
    # A byte makes a node at most: `? ,` in brackets is a mapping of an empty key and an empty value.
    builder = StreamBuilder(next_event, manifest=manifest, watched=watched, large=len(data) > MOST_NODES // 2)
    refused: set[int] = set()
    try:
        builder.run()
    except NotReadOn:
        pass  # already among the refusals; the documents before it stand
    except yaml.reader.ReaderError:
        return ReadFile(refusals=[explain_bytes(data) or _syntax_refusal(None, "", "", 0)])
    except yaml.MarkedYAMLError as error:
        builder.refusals.append(_marked_refusal(error, data, len(builder.documents)))
        if "<document start>" in (error.problem or ""):
            refused.add(len(builder.documents) - 1)  # what goes before is the beginning of the same fault
    except RecursionError:  # pure-Python scanner on hostile input; libyaml has no such limit
        builder.refusals.append(_syntax_refusal(None, "", "", len(builder.documents)))
    result = ReadFile(refusals=builder.refusals)
    if MARKER in data and builder.stopped != 0:
        result.directives = _ignore_comments(data, builder.stopped, pure=pure)
        if len(result.directives) > MOST_DIRECTIVES:
            return ReadFile(refusals=[_too_many_comments(result.directives[MOST_DIRECTIVES])])
    refused.update(refusal.document for refusal in builder.refusals)
    for raw in builder.documents:
        if raw.index in refused and not isinstance(raw.root, dict):
            continue  # one finding is enough to begin with
        fault = _fault(raw, manifest=manifest)
        if fault is not None:
            rule, args = fault
            place = _within(data, raw.place) if raw is builder.documents[-1] else raw.place
            result.refusals.append(Refusal(rule, place, (), raw.index, args))
        else:
            kind = Kind.MANIFEST if manifest else kind_of(raw.root)
            locate = Locator(raw.root, raw.marks, raw.holes, raw.ends)
            result.documents.append(Document(kind, raw.root, file, raw.index, locate, tuple(raw.plain_codes)))
    if not builder.documents and not builder.refusals:
        due = "目录信息" if manifest else "一个事项"
        args = {"problem": f"文件是空的；这里应是{due}，写成“键: 值”"}
        result.refusals.append(Refusal(NOT_A_MATTER, Place(1, 1), (), 0, args))
    return result


def too_large() -> Refusal:
    """The refusal of a file beyond the size limit."""
    return Refusal(FILE_TOO_LARGE, Place(1, 1), (), 0, {"most": f"{MOST_BYTES // 1024 // 1024} MiB"})


def _too_many_comments(directive: Directive) -> Refusal:
    args = {"most": f"每个文件 {MOST_DIRECTIVES} 条忽略注释"}
    return Refusal(FILE_TOO_LARGE, Place(directive.line, directive.column), (), 0, args)


def _ignore_comments(data: bytes, stopped: int | None, *, pure: bool) -> list[Directive]:
    next_event = _events(data, pure=pure)
    return [] if isinstance(next_event, Refusal) else directives(data, next_event, stopped)


def _events(data: bytes, *, pure: bool) -> Callable[[], Any] | Refusal:
    if CParser is not None and not pure:
        c_parser: Any = CParser
        next_event: Callable[[], Any] = c_parser(data).get_event
        return next_event
    try:
        return pure_events(data)
    except yaml.reader.ReaderError:
        return explain_bytes(data) or _syntax_refusal(None, "", "", 0)


def _without_glued_keys(next_event: Callable[[], Any], text: str) -> Callable[[], Any]:
    """The same events up to a `[?甲` or `{?甲: 乙}`: both parsers drop the ? and read a key 甲, YAML 1.2 a text ?甲."""

    def checked() -> Any:
        event = next_event()
        if event.__class__ is yaml.ScalarEvent:
            start: Any = event.start_mark
            end: Any = event.end_mark
            if 0 < start.index < end.index and text[start.index - 1] == "?":
                raise yaml.scanner.ScannerError(None, None, "found a key glued to its ?", start)
        return event

    return checked


def _within(data: bytes, place: Place) -> Place:
    """The place, or the file's end: libyaml counts on past a last line without a line feed."""
    if place.line <= data.count(b"\n") + 1:
        return place
    last = data.rpartition(b"\n")[2].decode("utf-8")
    return Place(place.line - 1, len(last) + 1)


def _marked_refusal(error: yaml.MarkedYAMLError, data: bytes, index: int) -> Refusal:
    """A parser's complaint where a person has to look: not where the parser gave up, but where it began."""
    problem, context = error.problem or "", error.context or ""
    opened = error.context_mark
    if opened is not None and context.startswith("while scanning a simple key"):
        return _syntax_refusal(opened, problem, context, index)
    refusal = _syntax_refusal(error.problem_mark or opened, problem, context, index)
    refusal = refusal._replace(place=_within(data, refusal.place))
    pairs = ("while parsing a flow sequence", "while parsing a flow mapping", "while scanning a quoted scalar")
    if opened is not None and opened.line + 1 != refusal.place.line and context.startswith(pairs):
        sentence = f"{refusal.args.get('problem', '')}；它是从第 {opened.line + 1} 行开始的"
        return refusal._replace(args={**refusal.args, "problem": sentence})
    return refusal


def _syntax_refusal(mark: Any, problem: str, context: str, index: int) -> Refusal:
    place = place_of(mark) if mark is not None else Place(1, 1)
    if "invalid Unicode character escape" in problem or "invalid Unicode character escape" in context:
        args = {"where": "这段文字里用转义写了", "character": "半个代理对，或不存在的字符"}
        return Refusal(CONTROL_CHARACTER, place, (), index, args)
    return Refusal(YAML_SYNTAX, place, (), index, {"problem": chinese_problem(problem, context)})


def _fault(raw: RawDocument, *, manifest: bool) -> tuple[RuleInfo, dict[str, Any]] | None:
    """Why what was read is no document of a catalog: the rule and its arguments; None if it is one."""
    due = "目录信息" if manifest else "一个事项"
    should = f"这里应是{due}，写成“键: 值”"
    if raw.root is None:
        return NOT_A_MATTER, {"problem": f"这个文档是空的；{should}"}
    if not isinstance(raw.root, dict):
        what = "列表" if isinstance(raw.root, list) else "一段文字"
        return NOT_A_MATTER, {"problem": f"这个文档是{what}；{should}"}
    if manifest and raw.index > 0:
        return NOT_A_MATTER, {"problem": f"{MANIFEST_NAME} 只写目录信息，事项请另立文件"}
    if not manifest and raw.root.get("类别") in (DIRECTORY, IMPLEMENTATION) and "基本编码" not in raw.root:
        problem = f"这是目录信息，只有名为 {MANIFEST_NAME} 的文件才作为目录信息读；请改文件名，或把它移出本目录"
        return NOT_A_MATTER, {"problem": problem}
    return None


def kind_of(value: dict[str, Any]) -> Kind:
    """Matter or one-thing: a document that says 类别 and has no 基本编码 means a one-thing."""
    category = value.get("类别")
    if category == ONE_THING or (category is not None and "基本编码" not in value):
        return Kind.ONE_THING
    return Kind.MATTER
