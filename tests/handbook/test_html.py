"""The page: hostile values are text, nothing is fetched, every reader can find the way."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from handbook_pages import CATALOGS, Page, Value, expected, parsed, read
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog_tool.domain.visible import visible
from catalog_tool.findings import CannotRun
from catalog_tool.handbook.book import Book, Chapter, Fields, Link, Paragraphs, Part, Section
from catalog_tool.handbook.build import build
from catalog_tool.handbook.html import page as html
from catalog_tool.handbook.subject import Choice, Contents

Printed = Callable[..., Page]
HOSTILE = [
    "<script>alert(1)</script>",
    "</style></title></head><img src=x onerror=alert(1)>",
    "\"'><a href=javascript:alert(1)>点</a>",
    "{{ 7*7 }}",
    "{% for x in y %}",
    "{# 注释 #}",
    "]]><!-- --><![CDATA[",
    "&lt;&amp;&#60;",
    "javascript:alert(1)",
    "data:text/html,<b>",
    "//evil.example/x",
    'http://evil.example/" onclick="alert(1)',
    "\u202e倒着写\u2066",
    "零\u200b宽\ufeff",
    "铃\x07\x1b[31m红\x00",
    "a" * 3000,
    "长" * 3000,
    "👩‍👩‍👧🏳️‍🌈",
    "عربي עברית",
    "第一行\n第二行\t制表",
    "%s %(x)d {0} {x.__class__}",
    "\ud800",
]
FULL = [value for folder in CATALOGS[:2] for path in sorted(folder.rglob("*.yaml")) for value in read(path)]
TAGS = {
    "html", "head", "meta", "title", "style", "body", "a", "header", "div", "h1", "h2", "h3", "h4", "h5", "p", "nav",
    "ol", "ul", "li", "main", "section", "article", "dl", "dt", "dd", "table", "colgroup", "col", "thead", "tbody",
    "tr", "th", "td", "strong", "span", "footer",
}  # fmt: skip


def with_texts(value: Any, texts: Callable[[], str]) -> Any:
    if isinstance(value, dict):
        return {key: with_texts(item, texts) for key, item in value.items()}
    if isinstance(value, list):
        return [with_texts(item, texts) for item in value]
    return texts() if isinstance(value, str) else value


def assert_harmless(page: Page) -> None:
    assert page.tags <= TAGS
    assert not [name for name in page.attributes if name.startswith("on")]
    for tag, target in page.targets:
        assert tag == "a"
        assert re.fullmatch("#[0-9A-Za-z-]+|https?://[!-~]+", target), target
    assert len(set(page.ids)) == len(page.ids)
    assert {target[1:] for _, target in page.targets if target.startswith("#")} <= set(page.ids)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:12]))
def test_a_hostile_text_in_every_field_is_text(printed: Printed, text: str) -> None:
    values = [with_texts(value, lambda: text) for value in FULL[:6]]
    manifest = {
        "区划名称": text,
        "版本": text,
        "发布机构": text,
        "名称": text,
        "发布日期": text,
        "功能区": {"名称": text},
    }
    page = printed(*values, manifest=manifest)
    assert_harmless(page)
    assert page.holds(visible(text).strip())


@settings(deadline=None)
@given(st.sampled_from(FULL), st.lists(st.text(max_size=12) | st.sampled_from(HOSTILE), min_size=1, max_size=6))
def test_any_text_in_any_field_is_found_as_text(printed: Printed, value: Value, texts: list[str]) -> None:
    turn = iter(range(10**9))
    hostile = with_texts(value, lambda: texts[next(turn) % len(texts)])
    page = printed(hostile, manifest={"版本": texts[0], "区划名称": texts[-1]})
    assert_harmless(page)
    if hostile.get("状态") != "取消":
        assert [text for text in expected(hostile) if not page.holds(text)] == []


def test_nothing_is_fetched_from_anywhere(printed: Printed) -> None:
    page = printed(*FULL)
    assert_harmless(page)
    given_links = {text for value in FULL for text in expected(value) if text.startswith("http")}
    assert {target for _, target in page.targets if not target.startswith("#")} <= given_links
    style = page.source[page.source.index("<style>") : page.source.index("</style>")]
    assert not re.search(r"@import|url\(|expression|https?:", style)
    assert "default-src 'none'" in page.source
    assert "<script" not in page.source


def test_only_a_web_address_becomes_a_link(printed: Printed) -> None:
    value = {"主项名称": "甲", "网办地址": "https://www.zjzwfw.gov.cn/item?id=1&x=2", "咨询": {"网址": "ftp://x/y"}}
    page = printed(value)
    assert ("a", "https://www.zjzwfw.gov.cn/item?id=1&x=2") in page.targets
    assert page.holds("https://www.zjzwfw.gov.cn/item?id=1&x=2")
    assert page.holds("ftp://x/y")
    assert not any("ftp" in target for _, target in page.targets)
    assert 'rel="noopener noreferrer"' in page.source


def test_the_page_can_be_walked_without_eyes(printed: Printed) -> None:
    page = printed(*FULL)
    assert '<html lang="zh-CN"' in page.source
    assert 'href="#content"' in page.source
    levels = [int(level) for level in re.findall("<h([1-6])", page.source)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(following <= level + 1 for level, following in pairwise(levels))
    assert 'scope="col"' in page.source
    assert 'scope="row"' in page.source
    assert not re.search("<th(?! ?ead|[^>]*scope)", page.source.replace("<thead", ""))


def test_every_chapter_says_of_which_content_it_is(printed: Printed) -> None:
    values = [value for value in FULL if value.get("类别") != "实施清单"][:5]
    page = printed(*values, manifest={"版本": "2018.2", "发布日期": "2018-05-10"})
    footers = re.findall('<footer class="imprint">(.*?)<a', page.source)
    assert len(footers) == len(values)
    assert all("版本 2018.2" in text and "2018年5月10日" in text and "0123456789ab" in text for text in footers)


def test_the_same_values_give_the_same_bytes(templates: dict[str, str]) -> None:
    def source(values: list[Value]) -> str:
        return html.write(build(Contents({}, values), Choice()), templates)

    assert source(FULL) == source(list(FULL))


def test_a_writer_knows_no_matter(templates: dict[str, str]) -> None:
    blocks = (Paragraphs(("一段", Link("去第二章", "#b"))), Fields((("甲", ("乙",)), ("丙", ("丁",)))))
    chapters = (Chapter("a", "第一章", (Section("栏目", blocks),), code="1"), Chapter("b", "第二章", ()))
    book = Book("书", "public", "完整版", "", "", "", "x", (), (Part("p", "部分", "", chapters),))
    page = parsed(html.write(book, templates))
    assert page.holds("第一部分部分") or page.holds("第一部分　部分")
    assert page.sections == ["一、栏目"]
    assert ("a", "#b") in page.targets


@pytest.mark.parametrize(
    ("template", "reason"),
    [
        ("{{ book.nothing }}", "nothing"),
        ("{% for %}", "第 1 行"),
        ("{{ book.__class__.__mro__ }}", "有误"),
        ("{% include 'secrets.txt' %}", "secrets.txt"),
    ],
)
def test_a_faulty_template_is_one_sentence(template: str, reason: str) -> None:
    book = Book("书", "public", "完整版", "", "", "", "x", (), ())
    with pytest.raises(CannotRun, match="模板") as caught:
        html.write(book, {html.PAGE: template, html.STYLE: ""})
    assert reason in str(caught.value)


def test_a_missing_template_is_one_sentence() -> None:
    book = Book("书", "public", "完整版", "", "", "", "x", (), ())
    with pytest.raises(CannotRun, match=html.STYLE):
        html.write(book, {html.PAGE: ""})
