"""A page that opens from disk and needs nothing from elsewhere: its template, style, script and data.

Values are hostile: they reach a page by autoescaping, or as JSON that its script shows
as text nodes only; a Content-Security-Policy lets nothing run but the one script whose
hash it names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jinja2.sandbox import ImmutableSandboxedEnvironment

from catalog_tool.findings import CannotRun
from catalog_tool.formats.inlined import Inlined, inlined
from catalog_tool.formats.sandbox import sandbox
from catalog_tool.reports.findings_wording import seen

Templates = Mapping[str, str]
"""Name → text, as in the folders under templates/."""


def page_environment(templates: Templates) -> ImmutableSandboxedEnvironment:
    """The sandbox that templates run in, with the filters seen and count."""
    environment = sandbox(templates)
    environment.filters |= {"seen": seen, "count": "{:,}".format}
    return environment


def style_of(templates: Templates, names: Sequence[str]) -> Inlined:
    """Style sheets as one; a later one goes before an earlier one."""
    return inlined("".join(_template(templates, name) for name in names), "style")


def script_of(templates: Templates, names: Sequence[str]) -> Inlined:
    """Scripts as one, whose names no other script and no element of the page can see or replace."""
    return inlined('"use strict";\n{\n' + "".join(_template(templates, name) for name in names) + "}\n", "script")


def must_have(templates: Templates, names: Sequence[str]) -> None:
    """CannotRun where one of the templates is not there."""
    for name in names:
        _template(templates, name)


def _template(templates: Templates, name: str) -> str:
    if name not in templates:
        raise CannotRun(f"模板不完整：缺少 {name}。请重新安装 catalog-tool。")
    return templates[name]
