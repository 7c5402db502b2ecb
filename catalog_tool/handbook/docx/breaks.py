"""Section breaks of a printed text: loops print them, and some come to stand where they break nothing.

A chapter on its side is printed between two breaks, a divider behind one. Where two
breaks meet, the section between them is empty and would be a blank sheet; the last break
of the text would leave one behind. And page numbers begin anew once, not with each part.
"""

from __future__ import annotations

import re

from catalog_tool.findings import CannotRun

_SECTION = re.compile(r"<w:sectPr[ >].*?</w:sectPr>|<w:sectPr\s*/>", re.DOTALL)
_START = re.compile(r'\s*w:start="[0-9]*"')
_FORMAT = re.compile(r'<w:pgNumType[^>]*?w:fmt="(\w+)"')
_SHOWN = ("<w:t>", "<w:t ", "<w:drawing", "<w:pict", "<w:tbl>", "<w:fldChar", "<w:sym ", "<w:ptab", "<w:tab/>")


def settled(xml: str) -> str:
    """The text with its breaks in order; the same where there are none to mend."""
    pieces: list[str] = []
    position, started = 0, set[str]()
    places = list(_SECTION.finditer(xml))
    last_of_body = places[-1] if places and not xml[places[-1].end() :].lstrip().startswith("</w:pPr>") else None
    for place in places:
        if place is last_of_body:
            break
        start, end = _paragraph(xml, place.start(), place.end())
        between = xml[position:start]
        if pieces and not _shows(between + xml[start : place.start()] + xml[place.end() : end]):
            position = end
            continue
        pieces += [between, xml[start : place.start()], _once(place.group(), started), xml[place.end() : end]]
        position = end
    rest = xml[position:]
    if last_of_body is not None:
        offset = last_of_body.start() - position
        before, after = rest[:offset], rest[offset + len(last_of_body.group()) :]
        if pieces and not _shows(before):
            # Nothing behind the last break: its section is the last one.
            head, section, tail = pieces[-3:]
            pieces[-3:] = [head, "", tail]
            return "".join([*pieces, section, after])
        return "".join([*pieces, before, _once(last_of_body.group(), started), after])
    return "".join([*pieces, rest])


def check_fields(xml: str, shown: str) -> None:
    """Raises CannotRun where the contents' field is begun but not ended: Word would not open the file."""
    if xml.count('w:fldCharType="begin"') != xml.count('w:fldCharType="end"'):
        raise CannotRun(
            f"模板 {shown} 里目录的行不完整：每一行都要同时印出 名称 和 页码，中间不能用“if”去掉一些行。"
            "请对照自带的模板改正。"
        )


def _paragraph(xml: str, start: int, end: int) -> tuple[int, int]:
    opening = max(xml.rfind("<w:p>", 0, start), xml.rfind("<w:p ", 0, start))
    return opening, xml.index("</w:p>", end) + len("</w:p>")


def _shows(xml: str) -> bool:
    return any(mark in xml for mark in _SHOWN)


def _once(section: str, started: set[str]) -> str:
    if "w:start=" not in section:
        return section
    found = _FORMAT.search(section)
    kind = found[1] if found else "decimal"
    if kind in started:
        return _START.sub("", section)
    started.add(kind)
    return section
