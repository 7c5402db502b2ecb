"""Templates of one's own: they replace ours file by file, reach nothing outside, and their mistakes are told."""

from __future__ import annotations

import pytest
from pdf_prints import of_text, printed, sample, writer

from catalog_tool.findings import CannotRun
from catalog_tool.resources import handbook_templates

OWN = "#metadata((:))<pages>\n#let data = json(bytes(sys.inputs.data))\n"


def test_a_file_of_ones_own_replaces_ours_and_the_others_stay() -> None:
    front = handbook_templates("pdf")["front.typ"].decode()
    own = {"front.typ": front.replace('"目　录"', '"本单位目录"'), "neu.typ": '#let word = "新"'}
    assert own["front.typ"] != front
    text = printed(sample(), own).text
    assert "本单位目录" in text
    assert "户口迁移" in text


def test_a_template_may_place_any_value_of_a_document() -> None:
    own = {"handbook.typ": OWN + '#data.parts.at(0).chapters.at(0).values.at("受理条件")'}
    assert "年满十六周岁" in printed(of_text("x", values={"受理条件": "年满十六周岁"}), own).text


def test_templates_import_each_other_by_relative_path() -> None:
    own = {"handbook.typ": OWN + '#import "./neu.typ": word\n#word', "neu.typ": '#let word = "新的一页"'}
    assert "新的一页" in printed(of_text("x"), own).text


@pytest.mark.parametrize(
    "code",
    [
        '#read("/etc/passwd")',
        '#read("../../../../../../etc/passwd")',
        '#read("/../etc/passwd")',
        '#image("/proc/self/environ")',
        '#json("../secret.json")',
        '#read("@preview/cetz:0.2.2/typst.toml")',
    ],
)
def test_a_template_reads_nothing_outside_its_folder(code: str) -> None:
    with pytest.raises(
        CannotRun, match=r"^模板 pdf/handbook\.typ 第 3 行第 \d+ 列有错，Typst 说：.*去掉 --template。$"
    ):
        printed(of_text("x"), {"handbook.typ": f"{OWN}{code}\n"})


@pytest.mark.parametrize(
    "code",
    [
        '#include "../../etc/passwd.typ"',
        '#import "/etc/x.typ": *',
        '#import "@preview/cetz:0.2.2": *',
        '#import "\\u{40}preview/cetz:0.2.2": *',
        '#import ("@pre" + "view/cetz:0.2.2"): *',
        '#import/**/"@preview/cetz:0.2.2": *',
        '#include "@local/x:0.1.0"',
        '#let name = "front.typ"\n#import name: *',
        '#eval("1 + 1")',
        "#plugin(bytes((0, 97, 115, 109)))",
        '#dictionary(std).at("ev" + "al")("1")',
    ],
)
def test_what_could_fetch_a_package_is_refused_before_it_runs(code: str) -> None:
    """Typst would go to the network: in the parent, before any worker starts, and without asking Typst."""
    with pytest.raises(CannotRun, match=r"^模板 pdf/handbook\.typ 第 \d+ 行.*请改正模板，或去掉 --template。$") as told:
        writer({"handbook.typ": f"{OWN}{code}\n"}).tasks(of_text("x"), "x")
    assert "Typst 说" not in str(told.value)


def test_a_mistake_is_one_sentence_with_file_and_line() -> None:
    own = {"handbook.typ": OWN + '#import "neu.typ": *\n#f()', "neu.typ": "\n#let f() = {\n  nothing-there\n}"}
    with pytest.raises(CannotRun) as told:
        printed(of_text("x"), own)
    assert str(told.value) == (
        "模板 pdf/neu.typ 第 3 行第 2 列有错，Typst 说：unknown variable: nothing-there。"
        "请改正模板，或去掉 --template。"
    )


def test_a_template_below_the_accessibility_standard_still_prints() -> None:
    own = {"handbook.typ": OWN + "#image(bytes(\"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>\"))字"}
    assert "字" in printed(of_text("x"), own).text


def test_a_template_that_dates_the_file_dates_it_by_the_book_never_by_today() -> None:
    date = printed(of_text("x"), {"handbook.typ": f"{OWN}#set document(date: auto)\n字"}).reader.metadata
    assert date is not None
    assert str(date.get("/CreationDate")).startswith("D:20180510")
