"""The page: nothing from outside, values as text, filters in the address, bearable with 20,000 findings."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from attacks import nothing_hidden
from browsing import Dom, nothing_from_outside, only_its_own_may_run, opened

from catalog_tool.findings import CannotRun, Report, RuleInfo, Settled
from catalog_tool.reports import findings_html
from catalog_tool.resources import template_texts

Page = Callable[[Report], str]
Browse = Callable[..., Dom]


@pytest.fixture(scope="module")
def templates() -> dict[str, str]:
    return template_texts("page", "findings")


@pytest.fixture
def page(rules: dict[str, RuleInfo], templates: dict[str, str]) -> Page:
    return lambda report: findings_html.write(report, rules, templates)


@pytest.fixture
def browse(rules: dict[str, RuleInfo], templates: dict[str, str], tmp_path: Path) -> Browse:
    """What a browser makes of the page at an address with these filters, after some more script."""

    def look(report: Report, filters: str = "", more: str = "") -> Dom:
        file = tmp_path / "报告.html"
        own = {**templates, "page.js": f"{templates['page.js']}{{\n{more}}}\n"}
        file.write_bytes(findings_html.write(report, rules, own).encode("utf-8", "replace"))
        return opened(file, filters)

    return look


def many(example: Report, count: int) -> Report:
    first = example.settled.findings[2]
    findings = tuple(
        replace(first, file=f"象山/{index:05d}.yaml", matter=(f"{index:012d}", f"事项{index}"), line=line)
        for index in range(count // 4)
        for line in range(1, 5)
    )
    return replace(example, settled=Settled(findings, {}))


def test_what_the_page_says_without_a_script(page: Page, example: Report) -> None:
    dom = Dom(page(example))
    text = " ".join(" ".join(dom.texts).split())

    assert "有问题的事项 3 20.0%" in text
    assert "象山县民政局 2 0 0 2 4 50.0%" in text
    assert "象山县水利局 0 0 0 0 3 0.0%" in text
    assert (
        "编码重复 duplicate-code 查什么 查的是什么。 为什么 因为要紧。 怎么改 改过来。 出处 GB/T 39554.1-2020" in text
    )
    assert "有 1 个文件的问题没有列全" in text
    assert "警告 象山县公安局 户口迁移（婚迁）（331000701001） 括号不成对 xiangshan/公安/户口迁移.yaml:2 名称" in text


def test_a_cell_is_named(page: Page, mixed: Report, hostile_sheet: Report) -> None:
    dom = Dom(page(mixed))
    text = " ".join(" ".join(dom.texts).split())

    assert "330600107000 出现了 2 次 甲/事项.xlsx〔基本信息!C5〕 基本编码" in text
    assert "330600107000 出现了 2 次 甲/救助.yaml:1 基本编码" in text
    raw = re.search(r'id="data">(.*?)</script>', dom.source, re.DOTALL)
    assert raw
    rows = [row for *_, found in json.loads(raw[1])["matters"] for row in found]
    assert [row[3:] for row in rows] == [
        [5, 3, "基本编码", ["甲/救助.yaml:1:7"], "基本信息!C5"],
        [1, 7, "基本编码", ["甲/事项.xlsx〔基本信息!C5〕"]],
    ]
    assert nothing_hidden(page(hostile_sheet))


def test_nothing_found(page: Page, clean: Report) -> None:
    dom = Dom(page(clean))

    assert "没有发现问题。" in dom.texts
    assert "script" not in dom.tags()


def test_without_a_script_the_first_are_listed(page: Page, example: Report) -> None:
    text = page(many(example, 1_000))

    assert "下面只列前 200 处，共 1,000 处。" in text
    assert text.count("<tr><td class") == 200


def test_nothing_comes_from_outside(page: Page, example: Report) -> None:
    nothing_from_outside(page(example))


def test_only_the_page_s_own_script_and_style_may_run(page: Page, example: Report, templates: dict[str, str]) -> None:
    only_its_own_may_run(page(example), {"script": [templates["page.js"]], "style": [templates["style.css"]]})


def test_values_are_text_and_stay_data(page: Page, hostile: Report) -> None:
    text = page(hostile)
    dom = Dom(text)

    assert nothing_hidden(text)
    assert not dom.tags() & {"img", "b", "iframe"}
    assert not [name for _, attributes in dom.elements for name in attributes if name.startswith("on")]
    assert text.count("</script>") == 2
    raw = re.search(r'id="data">(.*?)</script>', text, re.DOTALL)
    assert raw
    assert not set(raw[1]) & set("<>&\u2028\u2029")
    assert "<img src=x onerror=alert(1)>" in json.loads(raw[1])["matters"][0][2]


def test_the_same_twice(page: Page, example: Report) -> None:
    assert page(example) == page(example)


def test_broken_templates_are_the_operator_s(example: Report, rules: dict[str, RuleInfo]) -> None:
    whole = template_texts("page", "findings")
    with pytest.raises(CannotRun, match=r"缺少 page\.js"):
        findings_html.write(example, rules, {name: text for name, text in whole.items() if name != "page.js"})
    with pytest.raises(CannotRun, match="不能含有 </script"):
        findings_html.write(example, rules, {**whole, "page.js": "'</SCRIPT>'"})
    with pytest.raises(CannotRun, match="网页模板有误"):
        findings_html.write(example, rules, {**whole, "page.html.j2": "{{ nothing }}"})


def test_a_browser_lists_findings_by_department_and_matter(browse: Browse, example: Report) -> None:
    dom = browse(example)
    text = " ".join(" ".join(dom.texts[dom.texts.index("问题清单") :]).split())

    assert dom.by_id("shown") == "共 5 处，涉及 3 个事项"
    assert dom.of_class("matter") == 4
    assert (
        "象山县公安局 户口迁移（婚迁） 331000701001 xiangshan/公安/户口迁移.yaml 警告 括号不成对 第 2 行第 7 列 · 名称"
        in text
    )
    assert "另见 xiangshan/民政/临时 救助#1%41:乙.yaml:80:7" in text


def test_a_browser_names_cells_and_finds_them(browse: Browse, mixed: Report) -> None:
    text = " ".join(" ".join(browse(mixed).texts).split())

    assert "单元格 基本信息!C5 · 基本编码 另见 甲/救助.yaml:1:7" in text
    assert "第 1 行第 7 列 · 基本编码 另见 甲/事项.xlsx〔基本信息!C5〕" in text
    found = browse(mixed, f"#text={quote('基本信息!c5')}")
    assert found.by_id("shown") == "1 处，涉及 1 个事项（共 2 处）"


FILTERS = (
    ({"department": "象山县公安局"}, "2 处，涉及 1 个事项（共 5 处）"),
    ({"department": "（未归部门）"}, "1 处，涉及 0 个事项（共 5 处）"),
    ({"rule": "duplicate-code", "level": "error,info"}, "2 处，涉及 2 个事项（共 5 处）"),
    ({"level": "warning"}, "1 处，涉及 1 个事项（共 5 处）"),
    ({"text": "户口 ＰＲＯＭＩＳＥ"}, "1 处，涉及 1 个事项（共 5 处）"),
    ({"text": "没有这样的"}, "0 处，涉及 0 个事项（共 5 处）"),
    ({"department": "没有这个局", "page": "x"}, "共 5 处，涉及 3 个事项"),
)
VISIT = """
const visited = document.body.appendChild(document.createElement("output"));
const waiting = ADDRESSES;
addEventListener("hashchange", () => {
  visited.append(document.getElementById("shown").textContent + "|");
  if (waiting.length) location.hash = waiting.shift();
});
location.hash = waiting.shift();
"""


def test_filters_stand_in_the_address(browse: Browse, example: Report) -> None:
    addresses = ["&".join(f"{name}={quote(value)}" for name, value in filters.items()) for filters, _ in FILTERS]
    dom = browse(example, more=VISIT.replace("ADDRESSES", json.dumps(addresses)))

    assert "".join(dom.texts).rstrip().split("\n")[-1].split("|")[:-1] == [shown for _, shown in FILTERS]


TYPE = """
document.querySelector("[name=text]").value = "括号";
document.querySelector("[name=text]").dispatchEvent(new Event("input", { bubbles: true }));
setTimeout(() => { document.title = decodeURIComponent(location.hash); }, 500);
"""


def test_what_is_typed_filters_and_goes_into_the_address(browse: Browse, example: Report) -> None:
    dom = browse(example, "#level=warning&page=1", more=TYPE)

    assert dom.by_id("shown") == "1 处，涉及 1 个事项（共 5 处）"
    assert "#level=warning&text=括号" in dom.texts


def test_of_20_000_findings_a_page_is_drawn(browse: Browse, example: Report) -> None:
    dom = browse(many(example, 20_000), "#page=200")

    assert dom.by_id("shown") == "共 20,000 处，涉及 5,000 个事项"
    assert dom.of_class("matter") == 25
    assert "第 200 页，共 200 页" in dom.texts
    assert "事项4999" in dom.texts


def test_a_browser_runs_nothing_of_the_values(browse: Browse, hostile: Report) -> None:
    dom = browse(hostile)

    assert "img" not in dom.tags()
    assert dom.of_class("matter") == 1
    assert any("<img src=x onerror=alert(1)>" in text for text in dom.texts)
