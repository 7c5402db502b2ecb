"""A page that opens from disk and needs nothing from elsewhere: its template, style, script and data.

Values are hostile: they reach a page by autoescaping, or as JSON that its script shows
as text nodes only; a Content-Security-Policy lets nothing run but the one script whose
hash it names.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import NamedTuple

from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from catalog_tool.findings import CannotRun
from catalog_tool.formats.sandbox import sandbox
from catalog_tool.reports.findings_wording import seen

Templates = Mapping[str, str]
"""Name → text, as in the folders under templates/."""


class Inlined(NamedTuple):
    """A style or a script as it stands in the page, and its hash for the Content-Security-Policy."""

    text: Markup
    hash: str


def page_environment(templates: Templates) -> ImmutableSandboxedEnvironment:
    """The sandbox that templates run in, with the filters seen and count."""
    environment = sandbox(templates)
    environment.filters |= {"seen": seen, "count": "{:,}".format}
    return environment


def style_of(templates: Templates, names: Sequence[str]) -> Inlined:
    """Style sheets as one; a later one goes before an earlier one."""
    return _inlined("".join(_template(templates, name) for name in names), "style")


def script_of(templates: Templates, names: Sequence[str]) -> Inlined:
    """Scripts as one, whose names no other script and no element of the page can see or replace."""
    return _inlined('"use strict";\n{\n' + "".join(_template(templates, name) for name in names) + "}\n", "script")


def json_text(data: object) -> Markup:
    """JSON that cannot end its element, nor begin another, nor break a line of script."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704 - nothing is left that HTML would read


def must_have(templates: Templates, names: Sequence[str]) -> None:
    """CannotRun where one of the templates is not there."""
    for name in names:
        _template(templates, name)


def _template(templates: Templates, name: str) -> str:
    if name not in templates:
        raise CannotRun(f"模板不完整：缺少 {name}。请重新安装 catalog-tool。")
    return templates[name]


def _inlined(text: str, element: str) -> Inlined:
    """The template's own style or script; it must not end its element, or the hash would not fit."""
    if f"</{element}" in text.lower():
        raise CannotRun(f"网页模板里的 {element} 不能含有 </{element}。请改正 templates 里的模板。")
    digest = b64encode(sha256(text.encode()).digest()).decode()
    return Inlined(Markup(text), f"sha256-{digest}")  # noqa: S704 - a template, not a value
