"""Where a fault of a document stands, with everything a finding says of its surroundings."""

from __future__ import annotations

from catalog_tool.domain.names import fold
from catalog_tool.findings import Anchor, Finding, Hit, Owner, placed
from catalog_tool.formats.refusals import Refusal
from catalog_tool.model import Document, Kind, Matter, Path, text_of


def owner_of(document: Document, region: str, inside: str) -> Owner:
    """What findings say of the document they are about; `inside` is its file within the catalog."""
    who: tuple[str, str] | None = None
    department = ""
    subject: tuple[str, ...]
    if document.kind is Kind.MATTER:
        matter = Matter(document.value)
        who = (matter.code, matter.title)
        department = matter.body_name or matter.department
        if matter.code:
            subject = (region, matter.code, matter.detail_name, matter.handling_code, matter.body_name)
        else:
            subject = (region, fold(matter.title) or inside)
    elif document.kind is Kind.ONE_THING:
        code = text_of(document.value.get("编码"))
        department = text_of(document.value.get("牵头部门"))
        subject = (region, code or fold(text_of(document.value.get("名称"))) or inside)
    else:
        department = text_of(document.value.get("发布机构"))
        subject = (region,)
    return Owner(document.file, inside, document.index, who, department, subject)


def anchor_at(document: Document, owner: Owner, path: Path, *, at_key: bool = False) -> Anchor:
    """A path of a document as a place."""
    return Anchor(owner, document.place(path, at_key=at_key), path)


def file_owner(shown: str, region: str, inside: str, document: int = 0) -> Owner:
    """The owner where no document could be read: the file itself."""
    return Owner(shown, inside, document, None, "", (region, inside))


def place_refusal(refusal: Refusal, owner: Owner) -> Finding:
    """Make a finding of a reader's refusal."""
    related = tuple(Anchor(owner, place, refusal.path) for place in refusal.related)
    anchor = Anchor(owner, refusal.place, refusal.path)
    return placed(refusal.rule, Hit(refusal.path, refusal.args, related=related), anchor)
