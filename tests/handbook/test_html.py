"""The pages: hostile values are text, nothing is fetched, every reader can find the way."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from itertools import pairwise
from typing import Any

import pytest
from handbook_pages import CATALOGS, Page, Value, expected, read
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog_tool.domain.visible import visible
from catalog_tool.findings import CannotRun
from catalog_tool.handbook.book import (
    Book,
    Chapter,
    Drawing,
    Fields,
    Flow,
    Group,
    Items,
    Link,
    Paragraphs,
    Part,
    QrCode,
    Section,
    Signature,
    Step,
    Steps,
    Table,
)  # fmt: skip
from catalog_tool.handbook.build import build
from catalog_tool.handbook.html import HtmlWriter
from catalog_tool.handbook.subject import Choice, Contents
from catalog_tool.resources import handbook_templates

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
    "a" * 400,
    "长" * 400,
    "👩‍👩‍👧🏳️‍🌈",
    "عربي עברית",
    "第一行\n第二行\t制表",
    "%s %(x)d {0} {x.__class__}",
    "\ud800",
]
FULL = [value for folder in CATALOGS[:2] for path in sorted(folder.rglob("*.yaml")) for value in read(path)]
TAGS = {
    "html", "head", "meta", "title", "style", "link", "script", "body", "a", "header", "div", "h1", "h2", "h3", "h4",
    "p", "nav", "ol", "ul", "li", "main", "section", "article", "dl", "dt", "dd", "table", "colgroup", "col", "thead",
    "tbody", "tr", "th", "td", "strong", "span", "small", "footer", "form", "fieldset", "legend", "label", "input",
    "select", "option", "button", "details", "summary", "figure", "figcaption", "br",
    "svg", "g", "rect", "path", "polygon", "polyline", "line", "circle", "ellipse", "text", "tspan",
}  # fmt: skip
FILES = {("link", "style.css"), ("script", "site.js"), ("script", "search-data.js")}


def with_texts(value: Any, texts: Callable[[], str]) -> Any:
    if isinstance(value, dict):
        return {key: with_texts(item, texts) for key, item in value.items()}
    if isinstance(value, list):
        return [with_texts(item, texts) for item in value]
    return texts() if isinstance(value, str) else value


def assert_harmless(site: Page) -> None:
    for name, page in site.pages.items():
        assert page.tags <= TAGS, page.tags - TAGS
        assert not [attribute for attribute in page.attributes if attribute.startswith("on") or attribute == "style"]
        assert len(set(page.ids)) == len(page.ids)
        for tag, target in page.targets:
            file, hash_, place = target.partition("#")
            if tag != "a":
                assert (tag, target) in FILES
            elif hash_ or file in site.pages:
                inside = site.pages[file or name]
                assert not hash_ or place in inside.ids, target
            else:
                assert re.fullmatch("https?://[!-~]+", target), target
    if data := site.assets.get("search-data.js"):
        assert "<" not in data
        assert json.loads(data.removeprefix("const HANDBOOK = ").removesuffix(";\n"))


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:12]))
def test_a_hostile_text_in_every_field_is_text(printed: Printed, text: str) -> None:
    values = [{**with_texts(value, lambda: text), "基本编码": f"{text}{n}"} for n, value in enumerate(FULL[:3])]
    manifest = {
        "区划名称": text,
        "版本": text,
        "发布机构": text,
        "名称": text,
        "发布日期": text,
        "功能区": {"名称": text},
    }
    site = printed(*values, manifest=manifest)
    assert_harmless(site)
    assert site.holds(visible(text).strip())


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
    site = printed(*FULL)
    assert_harmless(site)
    given_links = {text for value in FULL for text in expected(value) if text.startswith("http")}
    links = {target for tag, target in site.targets if tag == "a" and "://" in target}
    assert links <= given_links
    assert not re.search(r"@import|url\(|expression|https?:", site.assets["style.css"])
    assert "://" not in site.assets["site.js"]
    for page in site.pages.values():
        (policy,) = re.findall('http-equiv="Content-Security-Policy" content="([^"]*)"', page.source)
        assert policy.startswith("default-src 'none';")
        assert "unsafe" not in policy


def test_a_single_document_is_one_file_that_runs_nothing_but_its_own(site_of: Callable[[Book], Page]) -> None:
    site = site_of(build(Contents({}, [FULL[0]]), Choice()))
    (page,) = site.pages.values()
    assert not site.assets
    assert {target for tag, target in page.targets if tag != "a"} == set()
    for element in ("style", "script"):
        (text,) = re.findall(f"<{element}>(.*?)</{element}>", page.source, re.DOTALL)
        digest = b64encode(sha256(text.encode()).digest()).decode()
        assert f"{element}-src 'sha256-{digest}'" in page.source


def test_only_a_web_address_becomes_a_link(printed: Printed) -> None:
    value = {"主项名称": "甲", "网办地址": "https://www.zjzwfw.gov.cn/item?id=1&x=2", "咨询": {"网址": "ftp://x/y"}}
    page = printed(value)
    assert ("a", "https://www.zjzwfw.gov.cn/item?id=1&x=2") in page.targets
    assert page.holds("https://www.zjzwfw.gov.cn/item?id=1&x=2")
    assert page.holds("ftp://x/y")
    assert not any("ftp" in target for _, target in page.targets)
    assert 'rel="noopener noreferrer"' in page.source


def test_every_page_can_be_walked_without_eyes(printed: Printed) -> None:
    for name, page in printed(*FULL).pages.items():
        assert '<html lang="zh-CN"' in page.source
        assert 'href="#content"' in page.source
        assert page.source.count("<main ") == 1
        levels = [int(level) for level in re.findall("<h([1-6])", page.source)]
        assert levels[0] == 1, name
        assert levels.count(1) == 1, name
        assert all(following <= level + 1 for level, following in pairwise(levels)), name
        assert not re.search("<th(?! ?ead|[^>]*scope)", page.source.replace("<thead", "")), name


def test_every_page_says_of_which_content_it_is(printed: Printed) -> None:
    site = printed(*FULL[:5], manifest={"版本": "2018.2", "发布日期": "2018-05-10"})
    assert len(site.pages) > 5
    for page in site.pages.values():
        (text,) = re.findall('<p class="imprint">(.*?)</p>', page.source)
        assert all(part in text for part in ("版本 2018.2", "2018年5月10日", "0123456789ab"))


def test_the_same_values_give_the_same_bytes(site_of: Callable[[Book], Page]) -> None:
    def files(values: list[Value]) -> tuple[str, dict[str, str]]:
        site = site_of(build(Contents({}, values), Choice()))
        return site.source, site.assets

    assert files(FULL) == files(list(FULL))


def test_a_writer_knows_no_matter(site_of: Callable[[Book], Page]) -> None:
    blocks = (Paragraphs(("一段", Link("去第二章", "#b"))), Fields((("甲", ("乙",)), ("丙", ("丁",)))))
    chapters = (Chapter("a", "第一章", (Section("栏目", blocks),), code="1"), Chapter("b", "第二章", ()))
    site = site_of(Book("书", "public", "完整版", "", "", "", "x", (), (Part("p", "部分", "", chapters),)))
    assert site.sections == ["一、栏目"]
    assert ("a", "b.html") in site.pages["a.html"].targets


def test_every_kind_of_block_is_printed(site_of: Callable[[Book], Page]) -> None:
    table = Table(("甲", "乙"), ((("一",), ()),), (1, 1), blank="")
    blocks = (
        Items((("第一",), ("第二",), (Link("点我", "javascript:alert(2)"), "不点")), numbered=False),
        Steps((Step("受理", ("核对",), (("时限", ("1 天",)),)),)),
        table,
        Flow((Drawing('<svg viewBox="0 0 9 9"></svg>', 9, 9),) * 2, "先受理，后决定", table),
        QrCode("https://www.zjzwfw.gov.cn/", "扫码办理"),
        QrCode("javascript:alert(1)", "不能扫"),
        Signature(("签字：", "日期：")),
        Group("外组", (Group("内组", (Paragraphs(("深处",)),)),)),
    )
    chapter = Chapter("a", "章", (Section("", (Paragraphs(("没有标题",)),)), Section("栏", blocks)), numbered=False)
    site = site_of(Book("书", "public", "完整版", "", "", "", "x", (), (Part("p", "部分", "", (chapter,)),)))
    assert_harmless(site)
    assert site.sections == ["栏"]
    for text in (
        "第二",
        "核对",
        "1天",
        "一",
        "扫码办理",
        "javascript:alert(1)",
        "点我",
        "签字",
        "内组",
        "深处",
        "没有标题",
    ):
        assert site.holds(text)
    assert '<div role="img" aria-label="先受理，后决定（第 1 张，共 2 张）' in site.source
    assert '<div role="img" aria-label="流程图续（第 2 张，共 2 张）' in site.source
    assert ("a", "https://www.zjzwfw.gov.cn/") in site.targets
    assert "—" not in site.source[site.source.index("<table") : site.source.index("</table>")]


def written(name: str, template: str) -> None:
    book = Book("书", "public", "完整版", "", "", "", "x", (), (Part("p", "部", "", (Chapter("a", "章", ()),) * 2),))
    writer = HtmlWriter(handbook_templates("html") | {name: template.encode()})
    work = writer.open()
    for task in writer.tasks(book, "书"):
        work(task)
    writer.closing(book, "书", ())


@pytest.mark.parametrize(
    ("name", "template", "reason"),
    [
        ("chapter.html.j2", "\n{{ book.nothing }}", "chapter.html.j2 第 2 行.*nothing"),
        ("index.html.j2", "{% for %}", "index.html.j2 第 1 行"),
        ("listing.html.j2", "{{ book.__class__.__mro__ }}", "listing.html.j2 第 1 行"),
        ("preface.html.j2", "", ""),
        ("chapter.html.j2", "{% include 'secrets.txt' %}", "secrets.txt"),
        ("chapter.html.j2", "\n\n{{ 1 / 0 }}", "第 3 行"),
        ("chapter.html.j2", "{{ book.title + 1 }}", "第 1 行"),
        ("layout.html.j2", "{% block body %}{% endblock %}\n{{ nothing }}", "layout.html.j2 第 2 行.*nothing"),
    ],
)
def test_a_faulty_template_is_one_sentence(name: str, template: str, reason: str) -> None:
    if not reason:
        return written(name, template)
    with pytest.raises(CannotRun, match=f"模板.*{reason}") as caught:
        written(name, template)
    return None if "\n" not in str(caught.value) else pytest.fail("more than a line")


def test_a_missing_template_is_one_sentence() -> None:
    writer = HtmlWriter({"style.css": b""})
    book = Book("书", "public", "完整版", "", "", "", "x", (), (Part("p", "部", "", (Chapter("a", "章", ()),)),))
    with pytest.raises(CannotRun, match=r"缺少 screen\.css"):
        writer.open()(writer.tasks(book, "书")[0])


def test_what_the_users_folder_adds_goes_before_what_is_packaged(site_of: Callable[[Book], Page]) -> None:
    book = build(Contents({}, FULL), Choice())
    writer = HtmlWriter(handbook_templates("html") | {"本省.css": b"h1 { color: green; }"})
    texts = {name.rpartition("/")[2]: data.decode() for name, data in writer.closing(book, "书", ()).files}
    assert texts["style.css"].index("green") > texts["style.css"].index("@media print")
    assert texts["index.html"] == site_of(book).pages["index.html"].source


def test_a_template_may_place_any_value(site_of: Callable[[Book], Page]) -> None:
    values = [{"基本编码": "1", "主项名称": "甲", "x-二维码": "本省自有"}, {"基本编码": "2", "主项名称": "乙"}]
    book = build(Contents({}, values), Choice())
    assert not site_of(book).holds("本省自有")
    own = handbook_templates("html")["chapter.html.j2"].replace(
        b"<h1>{{ chapter.title }}</h1>",
        '<h1>{{ chapter.title }}</h1><p>{{ chapter.values.get("x-二维码", "") }}</p>'.encode(),
    )
    writer = HtmlWriter(handbook_templates("html") | {"chapter.html.j2": own})
    files = writer.open()(writer.tasks(book, "书")[0]).files
    assert ["本省自有" in data.decode() for _, data in files] == [True, False]
