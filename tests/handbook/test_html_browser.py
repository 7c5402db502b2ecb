"""The site in a browser: search, filters, situations, keyboard, and axe."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from handbook_pages import PROJECT
from site_browsing import axe_faults, found_by, opened

from catalog_tool.handbook.book import Book
from catalog_tool.handbook.build import build
from catalog_tool.handbook.html import HtmlWriter
from catalog_tool.handbook.subject import Choice, Contents
from catalog_tool.publishing import publish
from catalog_tool.store import find_catalogs

MOVE = "m-331000701000.html"
NAMES = """
  const names = () => [...document.querySelectorAll("#found a")].map((link) => link.textContent);
  const told = () => document.querySelector("#told").textContent;
  const typed = (words) => {
    const input = document.querySelector("#words");
    input.value = words;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const press = (target, key) => target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
"""


def write(files: tuple[tuple[str, bytes], ...], folder: Path) -> None:
    for name, data in files:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory, html_writer: HtmlWriter) -> Path:
    """The example county's site on disk."""
    folder = tmp_path_factory.mktemp("site")
    (catalog,) = find_catalogs([str(PROJECT / "guides" / "tonglu")])
    write(publish(catalog, [html_writer], Choice()).files, folder)
    return next(folder.iterdir())


@pytest.fixture
def site(example: Path, tmp_path: Path) -> Path:
    """A copy for one test, whose tries stand beside the pages."""
    return Path(shutil.copytree(example, tmp_path / "site"))


def test_the_address_says_what_was_searched(site: Path) -> None:
    page = opened(site / "index.html", "#q=hkqy")
    assert "找到 1 项。" in page
    assert f'<li><a href="{MOVE}">户口迁移</a>' in page
    narrowed = opened(site / "index.html", "#部门=省公安厅&类型=公共服务")
    assert narrowed.count("<li><a href=") - page.count("<li><a href=") < 2
    assert '<details id="narrow" open="">' in narrowed


def test_matters_are_found_by_name_letters_code_and_department(site: Path) -> None:
    found = found_by(
        NAMES
        + """
        const asked = ["户口迁移", "hkqy", "hukouqianyi", "hukouqy", "qianyi", "迁户口", "331000701000", "户移",
          "省公安厅", "公安 迁移", "shebao", "查无此事", "HKQY", "１２", "<b>", "__proto__"];
        return asked.map((words) => { typed(words); return [words, names()[0] ?? "", names().length]; });
        """,
        site / "index.html",
    )
    first = {words: name for words, name, _ in found}
    for words in (
        "户口迁移",
        "hkqy",
        "hukouqianyi",
        "hukouqy",
        "qianyi",
        "迁户口",
        "331000701000",
        "户移",
        "公安 迁移",
        "HKQY",
    ):
        assert first[words] == "户口迁移", words
    assert {words: number for words, _, number in found}["省公安厅"] == 2
    assert first["shebao"] == "单位社会保险登记"  # not 申报 (shen bao), which the letters fit by chance
    assert first["查无此事"] == first["__proto__"] == ""


def test_the_keyboard_is_enough(site: Path) -> None:
    found = found_by(
        NAMES
        + """
        const said = [];
        const input = document.querySelector("#words");
        press(document.body, "/");
        said.push(document.activeElement === input);
        typed("xukezheng");
        typed("xuke");
        said.push(names().length > 1, told(), location.hash);
        press(input, "ArrowDown");
        said.push(document.activeElement.textContent === names()[0]);
        press(document.activeElement, "ArrowDown");
        said.push(document.activeElement.textContent === names()[1]);
        press(document.activeElement, "Escape");
        said.push(document.activeElement === input);
        press(input, "Escape");
        said.push(input.value, names().length, told(), location.hash, document.querySelector("#browse").hidden);
        return said;
        """,
        site / "index.html",
    )
    assert found[0] is True
    assert found[1] is True
    assert found[2].startswith("找到 ")
    assert found[3] == "#q=xuke"
    assert found[4:7] == [True, True, True]
    assert found[7:] == ["", 0, "", "", False]


def test_materials_are_those_of_the_situation(site: Path) -> None:
    found = found_by(
        """
        const table = document.querySelector("table[data-counts='材料']");
        const left = () =>
          [...table.tBodies[0].rows].filter((row) => row.offsetParent).map((row) => row.cells[1].textContent);
        const status = () => document.querySelector(".choices [role=status]").textContent;
        const tick = (value) => document.querySelector(`.choices input[value='${value}']`).click();
        const said = [left().length, status()];
        tick("婚迁");
        said.push(left(), status());
        tick("省内");
        said.push(left(), table.previousElementSibling.textContent);
        document.querySelector(".choices button").click();
        await new Promise((done) => setTimeout(done, 10));
        said.push(left().length, status(), document.querySelector(".asked").offsetParent === null);
        return said;
        """,
        site / MOVE,
    )
    assert found[0] == 5
    assert found[1] == "还没有选，全部显示。"
    assert found[2] == ["居民户口簿", "户口迁移证", "结婚证"]
    assert found[3] == "按您的情形需要 3 份材料（共 5 份）。"
    assert found[4] == ["居民户口簿", "结婚证"]
    assert found[5] == "按您的情形需要 2 份材料（共 5 份）"
    assert found[6:] == [5, "还没有选，全部显示。", True]


def test_a_single_document_asks_too(tmp_path: Path, html_writer: HtmlWriter) -> None:
    (catalog,) = find_catalogs([str(PROJECT / "guides" / "tonglu")])
    write(publish(catalog, [html_writer], Choice(matter="331000701000")).files, tmp_path)
    (file,) = tmp_path.iterdir()
    assert "还没有选，全部显示。" in opened(file)  # its own script ran, by the hash in its policy
    assert axe_faults(file, (1280, 390)) == []


def test_a_question_no_longer_asked_takes_its_rows_along(tmp_path: Path, html_writer: HtmlWriter) -> None:
    value = {
        "主项名称": "户口迁移",
        "情形": [
            {"编号": "原因", "问题": "因何", "选项": ["婚迁", "升学"]},
            {"编号": "地域", "问题": "哪里", "选项": ["省内", "省外"], "适用情形": ["婚迁"]},
            {"编号": "另需", "问题": "还要", "选项": ["寄送"], "多选": "是"},
        ],
        "申请材料": [
            {"名称": "甲", "适用情形": ["省外"]},
            {"名称": "乙", "适用情形": ["升学", "省内"]},
            {"名称": "丙", "适用情形": ["寄送"]},
            {"名称": "丁", "适用情形": ["认不得"]},
        ],
    }
    book = build(Contents({}, [value]), Choice())
    write(html_writer.open()(html_writer.tasks(book, "一")[0]).files, tmp_path)
    found = found_by(
        """
        const table = document.querySelector("table[data-counts='材料']");
        const left = () =>
          [...table.tBodies[0].rows].filter((row) => row.offsetParent).map((row) => row.cells[1].textContent).join("");
        const asked = () => document.querySelectorAll(".choices fieldset:not([hidden])").length;
        const tick = (value) => document.querySelector(`.choices input[value='${value}']`).click();
        const said = [left()];
        tick("升学");
        said.push(left(), asked());
        tick("婚迁");
        tick("省外");
        said.push(left(), asked());
        document.querySelector(".choices input[data-none]").click();
        said.push(left());
        tick("寄送");
        said.push(left(), document.querySelectorAll(".choices input[type=checkbox]:checked").length);
        return said;
        """,
        tmp_path / "一.html",
    )
    assert found == ["甲乙丙丁", "乙丙丁", 2, "甲丙丁", 3, "甲丁", "甲丙丁", 1]


def test_two_thousand_matters_are_searched_without_lag(
    tmp_path: Path, html_writer: HtmlWriter, site_of: Callable[[Book], object]
) -> None:
    kinds = ("经营许可", "设置审批", "备案", "变更登记", "资质核准")
    values = [
        {
            "基本编码": f"33{number:010}",
            "主项名称": f"道路食品建筑户外广告{number}号{kinds[number % 5]}",
            "主管部门": "省公安厅",
        }
        for number in range(2000)
    ]
    values.append({"基本编码": "1", "主项名称": "新农合参保"})
    book = build(Contents({}, values), Choice())
    write(html_writer.closing(book, "书", ()).files, tmp_path)
    slowest, found = found_by(
        NAMES
        + """
        let slowest = 0;
        for (const words of ["d", "dlsp", "daolushipin", "食品", "道食广", "33000", "省公安", "zizhi", "xkd", "aaaa"]) {
          const start = performance.now();
          typed(words);
          slowest = Math.max(slowest, performance.now() - start);
        }
        typed("xinonghe");
        return [slowest, names()];
        """,
        tmp_path / "书" / "index.html",
    )
    assert found == ["新农合参保"]  # xi and nong, not xin and ong
    assert slowest < 300  # a tenth of a second on a quiet machine would be noticed; tests run on busy ones


@pytest.mark.parametrize("page", ["index.html", MOVE, "index-laws.html", "m-331619996000.html"])
def test_axe_finds_nothing_serious_on_a_desk_or_a_phone(site: Path, page: str) -> None:
    assert axe_faults(site / page, (1280, 390), "#q=hu" if page == "index.html" else "") == []
