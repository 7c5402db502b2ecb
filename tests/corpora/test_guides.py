"""Twenty real guides validated and printed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from html.parser import HTMLParser
from pathlib import Path

import convert
import pytest
from findings_report import report

from catalog_tool.checking import Checked
from catalog_tool.domain.codes import credit_code_fault
from catalog_tool.handbook.html import HtmlWriter
from catalog_tool.handbook.subject import Choice
from catalog_tool.publishing import Published, publish
from catalog_tool.resources import handbook_templates
from catalog_tool.store import find_catalogs

CHAPTER = "变更取水许可（一般变更）"


class Handbook(HTMLParser):
    """The chapters of a handbook as a reader sees them, page after page: title, headings, lines."""

    LINES = frozenset({"p", "li", "tr", "dl", "h1", "h2", "h3", "section"})
    CELLS = frozenset({"dt", "dd", "td", "th", "div"})

    def __init__(self, pages: Iterable[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.chapters: list[list[str]] = []
        self.headings: list[list[str]] = []
        self._in_chapter = False
        for page in pages:
            self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag == "article":
            self._in_chapter = True
            self.chapters.append([""])
            self.headings.append([])
        self._line(tag)

    def handle_endtag(self, tag: str) -> None:
        self._line(tag)
        if self._in_chapter and tag == "h2":
            self.headings[-1].append(self.chapters[-1][-2])
        if tag == "article":
            self._in_chapter = False

    def handle_data(self, data: str) -> None:
        if self._in_chapter and data.strip():
            self.chapters[-1][-1] += data.strip()

    def _line(self, tag: str) -> None:
        if not self._in_chapter:
            return
        lines = self.chapters[-1]
        if tag in self.LINES and lines[-1]:
            lines[-1] = lines[-1].rstrip(" |")
            lines.append("")
        elif tag in self.CELLS and lines[-1] and not lines[-1].endswith(" | "):
            lines[-1] += " | "

    def titles(self) -> list[str]:
        """The title of each chapter: the line before its code, which stands before its first heading."""
        return [lines[lines.index(found[0]) - 2] for lines, found in zip(self.chapters, self.headings, strict=True)]


@pytest.fixture(scope="session")
def published(guides: Path) -> Published:
    return publish(find_catalogs([str(guides)])[0], [HtmlWriter(handbook_templates("html"))], Choice(date="2021-05-31"))


@pytest.fixture(scope="session")
def handbook(published: Published) -> Handbook:
    return Handbook(pages_of(published, "m-"))


def pages_of(published: Published, prefix: str = "") -> list[str]:
    """The pages of a site whose names begin so."""
    names = {name: name.rpartition("/")[2] for name, _ in published.files}
    return [
        data.decode("utf-8")
        for name, data in published.files
        if names[name].startswith(prefix) and name.endswith(".html")
    ]  # fmt: skip


def test_findings_are_those_kept(checked_guides: Checked, golden: Callable[[str, str], None]) -> None:
    golden("guides.txt", report(checked_guides))


def test_what_the_guides_say_is_no_fault(checked_guides: Checked) -> None:
    """Names of materials, limits, codes and handling items of published guides are in order."""
    said = {finding.rule for finding in checked_guides.settled.findings}

    assert said.isdisjoint(
        {
            "catch-all-material", "promise-exceeds-statutory", "instant-conflict", "malformed-code", "duplicate-code",
            "invalid-credit-code", "code-parts-disagree", "orphan-sub-item", "uneven-brackets", "level-note-conflict",
            "unknown-key", "wrong-type", "wrong-form", "unknown-value",
        }
    )  # fmt: skip


def test_type_numbers_of_another_numbering_are_told(checked_guides: Checked, guide_rows: list[convert.Row]) -> None:
    """All five public services carry 21 and all five other powers 20: the province has numbers of its own."""
    found = {finding.matter[0] for finding in checked_guides.settled.findings if finding.rule == "code-type-conflict"}
    own = {row["catalog_code"] for row in guide_rows if row["type"] in ("公共服务", "其他行政权力")}

    assert {(row["type"], row["catalog_code"][2:4]) for row in guide_rows if row["catalog_code"] in own} == {
        ("公共服务", "21"),
        ("其他行政权力", "20"),
    }
    assert found == own


def test_credit_codes_of_provincial_bodies_are_valid(guide_rows: list[convert.Row]) -> None:
    assert not any(credit_code_fault(row["code"][:18]) for row in guide_rows)


def test_every_guide_is_a_chapter(handbook: Handbook, published: Published, guide_rows: list[convert.Row]) -> None:
    assert not published.problems
    assert len(handbook.chapters) == len(guide_rows)
    # Two of the guides are handling items of one code.
    assert published.matters == len(guide_rows) - 1
    assert len(set(handbook.titles())) == len(guide_rows)


def test_every_value_is_printed(published: Published, guide_rows: list[convert.Row]) -> None:
    page = "".join(re.sub("<[^>]+>", "", "".join(pages_of(published, "m-"))).split())
    for row in guide_rows:
        told = [row["code"], row["sub_name"], row["dept"], *row["materials"], *row["service_objects"]]
        told += [row["address"].removeprefix("办理地点：")] if row["address"] != "无线下办理窗口" else []
        for text in told:
            assert "".join(text.split()) in page


def test_brackets_of_a_detail_name_are_not_doubled(handbook: Handbook) -> None:
    assert CHAPTER in handbook.titles()
    assert not any("（（" in title for title in handbook.titles())


def test_handbook_is_the_one_kept(handbook: Handbook, golden: Callable[[str, str], None]) -> None:
    titles = handbook.titles()
    lines = [f"{len(titles)} chapters"]
    for title, headings, chapter in zip(titles, handbook.headings, handbook.chapters, strict=True):
        names = " ".join(re.sub("^[一二三四五六七八九十]+、", "", heading) for heading in headings)
        lines.append(f"{title}: {len(headings)} headings, {len(chapter)} lines: {names}")
    chapter = handbook.chapters[titles.index(CHAPTER)]
    text = "\n".join([*lines, "", "-" * 40, *chapter]).rstrip() + "\n"
    golden("guides_handbook.txt", re.sub("内容校验 [0-9a-f]+", "内容校验 …", text))
