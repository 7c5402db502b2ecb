"""`fmt`: one form for every way of writing, the same values, every comment."""

from __future__ import annotations

import io
import shutil
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from yaml_texts import texts

from catalog_tool import fixing
from catalog_tool.cli.app import main
from catalog_tool.formats.comments import comments_of
from catalog_tool.formats.key_order import in_order
from catalog_tool.formats.nodes import content_of, roots_of
from catalog_tool.formats.yaml_reader import read_yaml
from catalog_tool.formatting import Formatter, format_bytes, format_catalogs
from catalog_tool.model import Kind
from catalog_tool.resources import Resources, resource_folder
from catalog_tool.schema.key_order import KeyOrders
from catalog_tool.store import SourceFile, find_catalogs

SCHEMAS = Resources().schemas
FORMATTER = Formatter(SCHEMAS)
FILE = SourceFile("甲.yaml", "甲.yaml")


def formatted(data: bytes, *, manifest: bool = False) -> bytes:
    done = FORMATTER.rewrite(data, FILE, manifest=manifest)
    assert done is None or not done.left, done.left
    return data if done is None else done.after


def comments(data: bytes) -> list[str]:
    text = content_of(data)
    return sorted(comments_of(text, roots_of(text)))


@given(texts())
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
def test_any_way_of_writing_comes_to_rest_in_one_form(data: bytes) -> None:
    read = read_yaml(data, "")
    assume(not read.refusals)
    after = formatted(data)
    again = read_yaml(after, "")

    assert [document.value for document in again.documents] == [document.value for document in read.documents]
    assert comments(after) == comments(data)
    assert formatted(after) == after
    assert after.endswith(b"\n")
    assert b"\r" not in after
    assert not after.startswith(b"\xef\xbb\xbf")
    orders = KeyOrders(SCHEMAS).of(Kind.MATTER)(())
    for document in again.documents:
        known = [key for key in document.value if key in orders]
        assert known == sorted(known, key=orders.index)
        assert not [path for path in document.plain_codes if not any(str(step).startswith("x-") for step in path)]


SCATTERED = (
    "\ufeff# 全文  \r\n\r\n主项名称 :   甲\t\r\n基本编码: '330100201000' # 码\r\n"
    "申请材料:\r\n      # 第一份\r\n      -\r\n          类别: 证照\r\n          名称: 居民户口簿\r\n"
    "          份数: {原件: 1,   复印件: 2}\r\n          # 户口簿说完\r\n"
    "      -   类别: 证照\r\n          # 名\r\n          名称: 结婚证\r\n"
    "前置事项: # 两个\r\n- 330100301000\r\n-   {基本编码: 330100302000}\r\n"
    "x-内部: \r\n   基本编码: 33\r\n   编码: '44'\r\n"
    "备注: |\r\n     甲\r\n       乙  \r\n\r\n     丙\r\n承诺时限:\r\n       甲\r\n       乙\r\n# 完\r\n\r\n \r\n"
)
LAID_OUT = """\
# 全文

基本编码: "330100201000" # 码
主项名称: 甲
前置事项: # 两个
  - "330100301000"
  - {基本编码: "330100302000"}
申请材料:
  # 第一份
  - 名称: 居民户口簿
    类别: 证照
    份数: {原件: 1,   复印件: 2}
    # 户口簿说完
  -
    # 名
    名称: 结婚证
    类别: 证照
备注: |
  甲
    乙 \x20

  丙
承诺时限:
  甲
  乙
x-内部:
  基本编码: 33
  编码: '44'
# 完
"""


def test_a_scattered_file_comes_into_form() -> None:
    assert formatted(SCATTERED.encode()).decode() == LAID_OUT
    assert formatted(LAID_OUT.encode()).decode() == LAID_OUT


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("备注: 甲\n---\n\n主项名称: 乙\n\n\n...\n", "备注: 甲\n---\n主项名称: 乙\n\n\n...\n"),
        ("  备注: 甲\n  主项名称: 乙\n", "主项名称: 乙\n备注: 甲\n"),
        ("%YAML 1.2\n---  # 头\n备注: 甲", "%YAML 1.2\n---  # 头\n备注: 甲\n"),
        ("主项名称: |\n   甲", "主项名称: |-\n  甲\n"),
        ("备注: |+\n  甲\n\n\n", "备注: |+\n  甲\n\n\n"),
        (
            "备注: |+\n  甲\n\n# 名\n\n主项名称: 乙\n通俗名称: 丙\n",
            "# 名\n\n主项名称: 乙\n通俗名称: 丙\n备注: |+\n  甲\n\n",
        ),
        ('备注: "甲\\ \n 乙 \n"\n', '备注: "甲\\ \n  乙\n  "\n'),
        ("备注: >2-\n     甲\n   乙\n", "备注: >2-\n     甲\n   乙\n"),
        ("行使层级:\n-   县级\n  # 级\n# 备\n备注: 甲\n", "行使层级:\n  - 县级\n  # 级\n# 备\n备注: 甲\n"),
        ("备注: 甲\n\n通俗名称: 乙\n子项名称: |+\n  丙\n", "子项名称: |+\n  丙\n通俗名称: 乙\n备注: 甲\n"),
        ("甲:\n  乙:\n  - 丙\n  # 乙完\n丁: 戊\n", "甲:\n  乙:\n    - 丙\n  # 乙完\n丁: 戊\n"),
        ("情形:\n- - 甲\n  -  乙\n", "情形:\n  - - 甲\n    - 乙\n"),
        ("部门对应: {}\n", "部门对应: {}\n"),
        ("主项名称: [甲,\n  乙]\n基本编码: ~\n", "基本编码: ~\n主项名称: [甲,\n  乙]\n"),
    ],
)
def test_small_things_of_layout(before: str, after: str) -> None:
    assert formatted(before.encode()).decode() == after


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("甲: 乙\n甲: 丙\n", 2, "不止一次"),
        ("甲: [\n", 2, "这里"),
        ("甲: 乙\n---\n{丙: 丁}\n", 3, "一对括号里"),
        ("--- {丙: 丁}\n", 1, "写在同一行"),
        ("甲: 乙\n? 丙\n: 丁\n", 2, "“? 键”"),
        ("甲: 乙\n丙\n", 3, "“键: 值”"),
    ],
)
def test_what_cannot_be_laid_out_is_left_and_said(text: str, line: int, why: str) -> None:
    done = FORMATTER.rewrite(text.encode(), FILE, manifest=False)

    assert done is not None
    assert not done.is_changed
    (left,) = done.left
    assert why in left.why or line != left.line
    assert left.line in (line, line - 1)


def test_a_layout_that_reads_otherwise_is_not_given_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("catalog_tool.formatting.laid_out", lambda *_: "主项名称: 别的\n")
    done = FORMATTER.rewrite("主项名称: 甲 # 注\n".encode(), FILE, manifest=False)
    assert done is not None
    assert not done.is_changed
    monkeypatch.setattr("catalog_tool.formatting.laid_out", lambda *_: "主项名称: 甲\n")
    done = FORMATTER.rewrite("主项名称: 甲 # 注\n".encode(), FILE, manifest=False)
    assert done is not None
    assert "请手工整理" in done.left[0].why


@pytest.mark.parametrize(
    ("keys", "ordered"),
    [
        (["丙", "甲"], ["甲", "丙"]),
        (["x-乙", "丙", "x-甲"], ["丙", "x-乙", "x-甲"]),
        (["丙", "错", "甲"], ["甲", "丙", "错"]),
        (["错", "丙", "甲"], ["错", "甲", "丙"]),
    ],
)
def test_order_of_keys(keys: list[str], ordered: list[str]) -> None:
    assert [keys[index] for index in in_order(keys, ["甲", "乙", "丙"])] == ordered
    assert in_order(keys, ()) == [*range(len(keys))]


def test_a_manifest_from_standard_input_is_seen_by_what_it_says() -> None:
    done = format_bytes("名称: 甲\n类别: 实施清单\n版本: 2018.2\n".encode(), "-", SCHEMAS)
    assert done.after.decode() == "类别: 实施清单\n名称: 甲\n版本: 2018.2\n"
    done = format_bytes('主项名称: 甲\n基本编码: "1"\n'.encode(), "-", SCHEMAS)
    assert done.after.decode() == '基本编码: "1"\n主项名称: 甲\n'


def test_the_example_province_changes_in_the_order_of_keys_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(resource_folder("guides"), tmp_path / "guides")
    monkeypatch.chdir(tmp_path)
    plan = format_catalogs(find_catalogs(["guides"]), SCHEMAS)

    assert not [left for file in plan.files for left in file.left]
    assert plan.looked_at > 100
    for file in plan.changed:
        before, after = (
            # Which key stands first in an item shows in the dash.
            Counter(line.replace("- ", "  ", 1).replace('"', "") for line in data.decode().split("\n"))
            for data in (file.before, file.after)
        )
        assert before == after, file.file
    assert fixing.write(plan) == []
    assert format_catalogs(find_catalogs(["guides"]), SCHEMAS).files == ()


def said(capfdbinary: pytest.CaptureFixture[bytes]) -> tuple[str, str]:
    out, err = capfdbinary.readouterr()
    return out.decode(), err.decode()


def test_standard_input_comes_out_whole_or_not_at_all(
    capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("主项名称: 甲\n基本编码: 33".encode())))
    assert main(["fmt", "-"]) == 0
    assert said(capfdbinary) == ('基本编码: "33"\n主项名称: 甲\n', "")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("甲: 乙\n甲: 丙\n".encode())))
    assert main(["fmt", "-"]) == 1
    out, err = said(capfdbinary)
    assert out == ""
    assert err.startswith("-:2 duplicate-key 没有改：")


@pytest.mark.parametrize(
    "arguments",
    [["-", "--check"], ["-", "甲"], ["--from", "gbk", "--check", "甲"], ["--from", "gbk", "-"], ["--dry-run", "-"]],
)
def test_options_that_do_not_go_together(arguments: list[str], capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["fmt", *arguments]) == 2
    assert "一起用" in said(capfdbinary)[1]


def test_a_file_that_could_not_be_written_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "catalog.yaml").write_text("类别: 实施清单\n", encoding="utf-8")
    (tmp_path / "甲.yaml").write_text("备注: 甲\n主项名称: 乙\n", encoding="utf-8")
    (tmp_path / "甲.yaml").chmod(0o444)

    assert main(["fmt", "."]) == 3
    out, err = said(capfdbinary)
    assert out == "2 个文件，整理了 0 个。\n"
    assert "只读" in err
