"""`init`: a new catalog, and the empty workbook to fill one in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from catalog_tool.cli.init import HELP
from catalog_tool.resources import resource_folder
from tests.workbooks.catalogs import append, column, edit, files_in, put, run, values_in

FACTS = ("--name", "象山县政务服务事项实施清单", "--region", "330225", "--published", "2018-05-10")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_new_catalog(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("init", "新/象山", *FACTS) == 0
    assert capsys.readouterr().out.startswith("已建好 新/象山/catalog.yaml。")
    assert values_in(here / "新/象山") == {
        "catalog.yaml": [
            {
                "类别": "实施清单",
                "名称": "象山县政务服务事项实施清单",
                "层级": "县级",
                "区划代码": "330225",
                "区划名称": "象山县",
                "版本": "2018.1",
                "发布日期": "2018-05-10",
                "编码规则": "zhejiang",
                "收录范围": ["县级"],
            }
        ]
    }
    # Nothing but matters is missing in it.
    assert run("validate", "新/象山", "--no-cache") == 0


def test_the_examples_of_the_help_work(here: Path) -> None:
    for line in HELP.splitlines():
        if "catalog-tool init" in line:
            assert run(*line.split("catalog-tool ")[1].split()) == 0


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--region", "33022"], "县级的区划代码是 6 位数字，--region 写的是 33022"),
        (["--region", "33022X"], "县级的区划代码是 6 位数字"),
        (["--level", "镇级"], "镇级的区划代码是 9 位数字"),
        (["--level", "村级", "--region", "330225101"], "村级的区划代码是 12 位数字"),
        (["--published", "2018年5月"], "--published 写的是 2018年5月，日期要写成 2018-05-10 的样子"),
        (["--published", "2018-02-30"], "日期要写成 2018-05-10 的样子"),
        (["--name", ""], "新建目录要写明 --name"),
    ],
)
def test_facts_that_cannot_be_right(
    options: list[str], said: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("init", "新", *FACTS, *options) == 2
    assert said in capsys.readouterr().err
    assert files_in(here) == {}


@pytest.mark.parametrize(
    "arguments", [[], ["新", *FACTS, "--profile", "甲"], ["--xlsx", "甲.csv"], ["新", *FACTS, "--level", "区级"]]
)
def test_wrong_usage(arguments: list[str], here: Path) -> None:
    assert run("init", *arguments) == 2
    assert files_in(here) == {}


def test_nothing_half_is_made(here: Path) -> None:
    assert run("init", "新", *FACTS, "--xlsx", "甲.csv") == 2
    assert files_in(here) == {}


def test_no_catalog_in_above_or_below_another(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("init", "县/甲", *FACTS) == 0
    before = files_in(here)
    for folder in ("县/甲", "县/甲/乙", "县", "."):
        capsys.readouterr()
        assert run("init", folder, *FACTS) == 3
        said = capsys.readouterr().err
        assert "已经有 县/甲/catalog.yaml，没有改动。" in said or "目录里不能再有目录" in said
    assert files_in(here) == before
    (here / "文件").touch()
    assert run("init", "文件", *FACTS) == 3


def test_the_empty_workbook_filled_in(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("init", "--xlsx", "空白.xlsx") == 0
    book = load_workbook("空白.xlsx")
    assert {"目录信息", "事项", "申请材料", "一件事", "一件事·事项"} <= set(book.sheetnames)
    assert all(sheet.max_row == 1 for sheet in book.worksheets if sheet.title not in ("目录信息", "选项"))

    def fill(book: Any) -> None:
        facts = {"名称*": "象山县清单", "区划代码*": "330225", "区划名称*": "象山县", "版本*": "2018.1"}
        for field, value in {**facts, "发布日期*": "2018-05-10", "收录范围*": "县级"}.items():
            put(book, "目录信息", field, "内容", value)
        append(book, "事项", 基本编码="330104501000", 子项名称="户口迁移", 主管部门="省公安厅", 办理时限__承诺__数值=3)
        append(book, "申请材料", 基本编码="330104501000", 名称="户口簿")
        append(book, "一件事", 编码="331619996000", 名称="开办企业", 类别="一件事")
        append(book, "一件事·事项", 编码="331619996000", 基本编码="330104501000")

    edit(here / "空白.xlsx", fill)
    assert run("import", "空白.xlsx", "-o", "象山") == 0
    assert "新增 2 件，写入目录信息。\n" in capsys.readouterr().out
    values = values_in(here / "象山")
    assert set(values) == {"catalog.yaml", "省公安厅/330104501000-户口迁移.yaml", "一件事/331619996000-开办企业.yaml"}
    assert values["catalog.yaml"][0]["收录范围"] == ["县级"]
    assert values["省公安厅/330104501000-户口迁移.yaml"] == [
        {
            "基本编码": "330104501000",
            "子项名称": "户口迁移",
            "主管部门": "省公安厅",
            "申请材料": [{"名称": "户口簿"}],
            "办理时限": {"承诺": {"数值": 3}},
        }
    ]
    assert values["一件事/331619996000-开办企业.yaml"][0]["事项"] == [{"基本编码": "330104501000"}]


def test_the_workbook_of_what_is_known(here: Path) -> None:
    assert run("init", "--xlsx", "空白.xlsx", *FACTS, "--category", "指导目录", "--level", "县级") == 0
    sheet = load_workbook("空白.xlsx")["目录信息"]
    told = {str(row[0].value).rstrip("*"): row[1].value for row in sheet.iter_rows(min_row=2)}
    assert (told["类别"], told["名称"], told["区划代码"]) == ("指导目录", FACTS[1], "330225")
    assert column(sheet, "说明") == 3


def test_the_templates_of_handbooks_to_be_changed(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("init", "--templates", "模板") == 0
    assert "render 目录 --template 模板" in capsys.readouterr().out
    packaged = resource_folder("templates")
    for name in ("html", "pdf", "docx"):
        copied = {path.name: path.read_bytes() for path in (here / "模板" / name).iterdir()}
        assert copied == {path.name: path.read_bytes() for path in (packaged / name).iterdir() if path.is_file()}

    (here / "模板/html/style.css").write_text("改过", encoding="utf-8")
    assert run("init", "--templates", "模板") == 3
    assert "换一个新文件夹" in capsys.readouterr().err
    assert (here / "模板/html/style.css").read_text(encoding="utf-8") == "改过"
