"""Where templates run: they are texts that offices edit, and what they print are other people's values.

Values are escaped, what a template names must be there, and it reaches nothing but what
it is given. The limits are against slips of whoever edits a template; they are no proof
against one written to fill the memory.
"""

from __future__ import annotations

from collections.abc import Mapping, Sized
from typing import Any

from jinja2 import FunctionLoader, StrictUndefined
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

MOST_REPEATED = 100_000
"""Steps of one range, and characters or items of one product: no page counts further."""


class _Sandbox(ImmutableSandboxedEnvironment):
    """The sandbox in which a number cannot make a text or a list of any length."""

    intercepted_binops = frozenset({"*", "**"})

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """The product, unless it is too large."""
        if operator == "**":
            raise SecurityError("模板里不能用乘方（**）")
        for repeated, times in ((left, right), (right, left)):
            if isinstance(repeated, Sized) and isinstance(times, int) and len(repeated) * times > MOST_REPEATED:
                raise SecurityError(f"重复 {times} 次太多，乘出来最多 {MOST_REPEATED:,} 个")
        return super().call_binop(context, operator, left, right)


def sandbox(templates: Mapping[str, str]) -> ImmutableSandboxedEnvironment:
    """An environment for templates given as name → text; whatever they must not do is a TemplateError."""
    environment = _Sandbox(
        # With a file name, so that a fault can be told by the template and line it is in.
        loader=FunctionLoader(lambda name: (templates[name], name, None) if name in templates else None),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    # Jinja's own range refuses with an OverflowError, which nobody takes for a template's fault.
    environment.globals["range"] = _range
    del environment.globals["lipsum"]
    return environment


def _range(*bounds: int) -> range:
    steps = range(*bounds)
    if len(steps) > MOST_REPEATED:
        raise SecurityError(f"range 要数 {len(steps):,} 步，最多 {MOST_REPEATED:,} 步")
    return steps
