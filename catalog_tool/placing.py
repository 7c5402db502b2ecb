"""Where a fault of a document stands, with everything a finding says of its surroundings."""

from __future__ import annotations

from dataclasses import replace

from catalog_tool.domain.names import fold
from catalog_tool.findings import Anchor, Finding, Hit, placed
from catalog_tool.formats.refusals import Refusal
from catalog_tool.model import Document, Kind, Matter, Path, text_of


def anchor_at(document: Document, path: Path, region: str, *, at_key: bool = False) -> Anchor:
    """A path of a document with everything a finding needs to know of its surroundings."""
    place = document.place(path, at_key=at_key)
    who: tuple[str, str] | None = None
    subject: tuple[str, ...]
    if document.kind is Kind.MATTER:
        matter = Matter(document.value)
        who = (matter.code, matter.title)
        if matter.code:
            subject = (region, matter.code, matter.detail_name, matter.handling_code, matter.body_name)
        else:
            subject = (region, fold(matter.title) or document.file)
    elif document.kind is Kind.ONE_THING:
        code = text_of(document.value.get("编码"))
        subject = (region, code or fold(text_of(document.value.get("名称"))) or document.file)
    else:
        subject = (region,)
    return Anchor(document.file, place, path, document.index, who, subject)


def place_refusal(refusal: Refusal, shown: str, region: str, document: Document | None = None) -> Finding:
    """Make a finding of a reader's refusal; with its matter where the document could still be read."""
    anchor = Anchor(shown, refusal.place, refusal.path, refusal.document, None, (region, shown))
    if document is not None:
        known = anchor_at(document, (), region)
        anchor = replace(anchor, matter=known.matter, subject=known.subject)
    related = tuple(replace(anchor, place=place) for place in refusal.related)
    return placed(refusal.rule, Hit(refusal.path, refusal.args, related=related), anchor)
