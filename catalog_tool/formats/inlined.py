"""What stands inside a page rather than beside it: styles and scripts with their hash, data for scripts."""

from __future__ import annotations

import json
from base64 import b64encode
from hashlib import sha256
from typing import NamedTuple

from markupsafe import Markup

from catalog_tool.findings import CannotRun


class Inlined(NamedTuple):
    """A style or a script as it stands in the page, and its hash for the Content-Security-Policy."""

    text: Markup
    hash: str


def inlined(text: str, element: str) -> Inlined:
    """A template's own style or script; it must not end its element, or the hash would not fit."""
    if f"</{element}" in text.lower():
        raise CannotRun(f"网页模板里的 {element} 不能含有 </{element}。请改正 templates 里的模板。")
    digest = b64encode(sha256(text.encode()).digest()).decode()
    return Inlined(Markup(text), f"sha256-{digest}")  # noqa: S704 - a template, not a value


def json_text(data: object) -> Markup:
    """JSON that cannot end its element, nor begin another, nor break a line of script."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704 - nothing is left that HTML would read
