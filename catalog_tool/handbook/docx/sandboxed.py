"""The environment a template's tags run in, and what it says where one is wrong.

The shared sandbox is tightened: nothing can be called but `range` and what a loop has,
the filters are the few that arrange text, and what a template builds cannot outgrow
memory by a product, a width or by joining itself again and again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Any

from jinja2 import TemplateError, TemplateSyntaxError, UndefinedError, nodes
from jinja2.environment import Template
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

from catalog_tool.formats.sandbox import MOST_REPEATED, sandbox
from catalog_tool.handbook.docx.fields import Fields, MissingField, Value
from catalog_tool.handbook.docx.runs import attribute, placing
from catalog_tool.handbook.docx.tags import Source

FILTERS = frozenset({
    "default", "d", "first", "last", "length", "count", "join", "lower", "upper", "trim", "string", "int", "abs",
    "round", "list", "sort", "unique", "reverse", "sum", "min", "max", "selectattr", "rejectattr", "map",
})  # fmt: skip
MOST_WRITTEN = 400_000_000
"""Characters of one part: a hundred times what a volume has."""
_FORBIDDEN = (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends, nodes.Macro, nodes.CallBlock)
_TELLING = (
    (re.compile("Unexpected end of template.*?innermost block that needs to be closed is '(\\w+)'", re.DOTALL),
     "“{{% {0} %}}”没有结束，缺少“{{% end{0} %}}”"),
    (re.compile("Encountered unknown tag 'end(\\w+)'"), "“{{% end{0} %}}”多了，前面没有没结束的“{{% {0} %}}”"),
    (re.compile("Encountered unknown tag '(\\w+)'"), "没有“{{% {0} %}}”这种标签"),
    (re.compile("No filter named '(\\w+)'"), "没有“|{0}”这种写法，或者不许用"),
    (re.compile("No test named '(\\w+)'"), "没有“is {0}”这种写法"),
    (re.compile("'(\\w+)' is undefined"), "没有“{0}”这个名称"),
)  # fmt: skip


class _Joined(NodeTransformer):
    """`a ~ b` as a sum, which is measured."""

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802 - named after the node
        self.generic_visit(node)
        return nodes.Filter(nodes.List(node.nodes, lineno=node.lineno), "_joined", [], [], None, None,
                            lineno=node.lineno)  # fmt: skip


def _environment(filters: Mapping[str, Callable[..., Any]]) -> ImmutableSandboxedEnvironment:
    made = _Tight(sandbox({}))
    made.filters = {name: made.filters[name] for name in FILTERS} | {"_joined": _joined, **filters}
    return made


class _Tight(ImmutableSandboxedEnvironment):
    """The shared sandbox with quick reads of our own objects and hardly anything to call."""

    intercepted_binops = frozenset({"*", "**", "%", "+"})

    def __init__(self, shared: ImmutableSandboxedEnvironment) -> None:
        super().__init__(loader=shared.loader, autoescape=True, undefined=shared.undefined, keep_trailing_newline=True)
        self.globals = {"range": shared.globals["range"]}
        self._shared = shared

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A field of ours, or whatever the sandbox allows."""
        if type(obj) is Fields or type(obj) is Value:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """The same by brackets; items of a matter count from 1, as its paths do."""
        if type(obj) is Fields or type(obj) is Value:
            return obj[str(argument)]
        return super().getitem(obj, argument)

    def is_safe_callable(self, obj: Any) -> bool:
        """Only range, and what a loop gives."""
        return obj is self.globals["range"] or isinstance(getattr(obj, "__self__", None), LoopContext)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Products as in the shared sandbox; no formats, whose widths can be of any size; sums up to a size."""
        if operator == "%" and not isinstance(left, (int, float)):
            raise SecurityError("模板里不能用 % 排格式")
        if operator == "+":
            return _measured(left + right)
        return self._shared.call_binop(context, operator, left, right)


def _grown(size: int, piece: str) -> int:
    if size + len(piece) > MOST_WRITTEN:
        raise SecurityError("印出来的东西太多，没有个完")
    return size + len(piece)


def _joined(parts: Sequence[Any]) -> str:
    return str(_measured("".join(str(part) for part in parts)))


def _measured(value: Any) -> Any:
    if isinstance(value, (str, list, tuple)) and len(value) > MOST_REPEATED:
        raise SecurityError(f"接起来太长，最多 {MOST_REPEATED:,} 个字")
    return value


class Filled:
    """A part's source, compiled once; prints any number of volumes.

    `inline` says whether the part may hold links, pictures and fields.
    """

    def __init__(self, source: Source, *, inline: bool) -> None:
        self._source = source
        environment = _environment({"placed": placing(source.runs, inline=inline), "attribute": attribute})
        try:
            tree = environment.parse(source.text)
            _check(tree)
            self._template = Template.from_code(
                environment, environment.compile(_Joined().visit(tree), filename="<template>"), environment.globals
            )
        except TemplateSyntaxError as error:
            raise self._source.wrong(_said(error), error.lineno) from error
        except RecursionError as error:
            raise self._source.wrong("套得太深", 1) from error

    def print(self, values: dict[str, Any]) -> str:
        """The part with these values; raises CannotRun with the paragraph that is wrong."""
        pieces: list[str] = []
        size = 0
        try:
            for piece in self._template.root_render_func(self._template.new_context(values)):
                size = _grown(size, piece)
                pieces.append(piece)
        except Exception as error:
            raise self._source.wrong(_said(error), self._line(error.__traceback__)) from error
        return "".join(pieces)

    def _line(self, traceback: TracebackType | None) -> int:
        line = 1
        while traceback is not None:
            if traceback.tb_frame.f_code.co_filename == "<template>":
                line = self._template.get_corresponding_lineno(traceback.tb_lineno)
            traceback = traceback.tb_next
        return line


def _check(tree: nodes.Template) -> None:
    for node in tree.find_all(_FORBIDDEN):
        raise TemplateSyntaxError(
            "模板里不能取用别的文件，也不能定义宏（include、import、extends、macro）", node.lineno
        )


def _said(error: BaseException) -> str:
    """What is wrong, for a clerk."""
    if isinstance(error, (MissingField, SecurityError)) and not (error.message or "").isascii():
        return str(error.message)
    message = (error.message if isinstance(error, TemplateError) else str(error)) or ""
    for pattern, sentence in _TELLING:
        found = pattern.search(message)
        if found:
            return sentence.format(*found.groups())
    if not message.isascii() and isinstance(error, TemplateSyntaxError) and message.startswith("模板"):
        return message
    if isinstance(error, SecurityError):
        return "用了不许用的写法"
    if isinstance(error, UndefinedError):
        return f"没有这个名称（{message}）"
    if isinstance(error, TemplateError):
        return f"标签写得不对（{message}）"
    return f"这样算不出来（{type(error).__name__}：{message[:200]}）"
