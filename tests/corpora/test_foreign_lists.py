"""The real lists read by the packaged mappings, and by those that are proposed for them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import convert
import pytest

from catalog_tool.formats.yaml_reader import read_yaml
from catalog_tool.importing import plan_import, write_import
from catalog_tool.mappings import foreign_workbook, suggestion
from catalog_tool.reports.marked_workbook import RefusedRow, refused_copy
from catalog_tool.resources import Resources
from catalog_tool.standards import Standards
from catalog_tool.store import find_catalogs
from catalog_tool.workbooks.picked import PickedUp

LISTS = {
    "guangan_county_list.jsonl": "guangan",
    "guangdong_guides_20.json": "guangdong",
    "hangzhou_items_8.json": "hangzhou",
    "guides_transcribed_4.json": "guides",
}
SELF, HELD = "自行填写", ("投资项目主管部门意见", "省发改委")


@pytest.fixture
def read(shared: Path, resources: Resources, standards: Standards) -> Any:
    """Reads a list by a packaged mapping."""

    def reading(name: str, mapping: str = "", folder: Path | None = None) -> PickedUp:
        by = mapping or LISTS[name]
        return foreign_workbook(str((folder or shared / "data") / name), resources.mapping(by), by, standards).read

    return reading


def values(found: PickedUp) -> list[dict[str, Any]]:
    return [document.value for document in found.documents]


def test_the_county_list_is_read_as_the_tests_convert_it(read: Any, county_rows: list[convert.Row]) -> None:
    found = read("guangan_county_list.jsonl")

    assert len(found.documents) == 1135
    assert not found.notes
    assert not found.stray
    # One body's code is seven digits: no credit code, and nobody knows what it was.
    assert [(refusal.place.cell, refusal.path[-1]) for refusal in found.refusals] == [("G119", "统一社会信用代码")]
    refused = {refusal.document for refusal in found.refusals}
    expected = [convert.county_matter(row) for row in county_rows]
    assert all(value == expected[at] for at, value in enumerate(values(found)) if at not in refused)
    assert found.manifest is not None
    assert found.manifest.value == convert.COUNTY_MANIFEST


def test_the_county_list_is_imported(shared: Path, resources: Resources, standards: Standards, tmp_path: Path) -> None:
    path = str(shared / "data/guangan_county_list.jsonl")
    workbook = foreign_workbook(path, resources.mapping("guangan"), "guangan", standards)
    planned = plan_import(workbook, str(tmp_path / "广安区"), standards)
    write_import(planned)

    assert (planned.added, len(planned.held)) == (1134, 1)
    assert len(find_catalogs([str(tmp_path / "广安区")])[0].files) == 1134
    again = plan_import(workbook, str(tmp_path / "广安区"), standards)
    assert (again.added, again.changed, again.same) == (0, 0, 1134)
    assert not again.files


def test_what_is_sent_back_can_be_read_again(
    shared: Path, resources: Resources, standards: Standards, tmp_path: Path
) -> None:
    path = str(shared / "data/guangan_county_list.jsonl")
    workbook = foreign_workbook(path, resources.mapping("guangan"), "guangan", standards)
    refusal = workbook.read.refusals[0]
    row = RefusedRow("guangan_county_list", refusal.place.line, refusal.place.column, "", "", (refusal,))
    (tmp_path / "退回.xlsx").write_bytes(refused_copy([row], workbook.data, workbook.book).data)

    again = foreign_workbook(str(tmp_path / "退回.xlsx"), resources.mapping("guangan"), "guangan", standards).read
    assert values(again) == values(workbook.read)


def test_a_catalog_keeps_its_own_manifest(
    shared: Path, resources: Resources, standards: Standards, tmp_path: Path
) -> None:
    workbook = foreign_workbook(
        str(shared / "data/hangzhou_items_8.json"), resources.mapping("hangzhou"), "hangzhou", standards
    )
    write_import(plan_import(workbook, str(tmp_path), standards))
    manifest = tmp_path / "catalog.yaml"
    manifest.write_text(
        manifest.read_text(encoding="utf-8").replace("杭州市政务服务事项", "我的清单"), encoding="utf-8"
    )

    assert not plan_import(workbook, str(tmp_path), standards).files


def test_the_guides_are_read_as_the_tests_convert_them(read: Any, guide_rows: list[convert.Row]) -> None:
    found = read("guangdong_guides_20.json")

    assert values(found) == [convert.guide_matter(row) for row in guide_rows]
    assert not found.refusals
    assert not found.stray
    assert not found.notes
    assert found.documents[0].place(("申请材料", 4, "名称")).line == 2


def test_readable_codes_give_their_type(read: Any) -> None:
    found = values(read("hangzhou_items_8.json"))

    assert [(value["权力编码"], value["事项类型"]) for value in found][:3] == [
        ("其他-03026-004", "其他行政权力"),
        ("其他-05589-000", "其他行政权力"),
        ("许可-00396-000", "行政许可"),
    ]
    assert ["主项名称" in value for value in found] == [False] + [True] * 7


def test_transcribed_guides_as_far_as_they_go(read: Any) -> None:
    found = read("guides_transcribed_4.json")

    assert [len(value.get("申请材料", ())) for value in values(found)] == [3, 3, 0]
    assert values(found)[1]["办理时限"] == {
        "法定": {"数值": 60, "单位": "工作日"},
        "承诺": {"数值": 40, "单位": "工作日"},
    }
    assert found.notes == ["“guides_transcribed_4”按“跳过”略去 1 行"]


@pytest.fixture
def items(shared: Path, tmp_path: Path) -> Path:
    """The table of data items as it stands in the text it was published in."""
    text = next((shared / "seeds").glob("004_*.txt")).read_text(encoding="utf-8")
    table = text[text.index("部门\t事项名称") :].split("\n\n")[0]
    (tmp_path / "数据项.tsv").write_text(table, encoding="utf-8")
    (tmp_path / "数据项.csv").write_bytes(table.replace("\t", ",").encode("gbk"))
    return tmp_path


def test_the_data_items_with_their_shifted_rows(read: Any, items: Path) -> None:
    for name in ("数据项.tsv", "数据项.csv"):
        found = read(name, "data-items", items)
        (value,) = values(found)

        assert not found.refusals
        assert not found.stray
        assert found.notes == (["文件是 GBK 编码，已按该编码读取"] if name.endswith(".csv") else [])
        assert (value["主管部门"], value["主项名称"]) == ("省发展改革委", "投资项目备案通知书")
        assert [(each.get("类别"), each["名称"], each.get("出具单位")) for each in value["申请材料"]] == [
            ("表格", "项目备案通知书", None),
            (None, *HELD),
            ("表格", "进口设备清单", None),
            ("证照", "身份证", "省公安厅"),
            ("批文", "用地批复", "省国土厅"),
            ("批文", "环评批复", "省环保厅"),
            ("证明", "中标通知书", "省财政厅"),
        ]
        assert [(form["表单名称"], len(form["字段"])) for form in value["表单内容"]] == [
            ("项目备案通知书", 8),
            ("进口设备清单", 6),
        ]
        assert {item["数据来源"] for form in value["表单内容"] for item in form["字段"]} == {SELF}
        document = found.documents[0]
        assert document.place(("申请材料", 5, "名称")).cell == "B19"
        assert document.place(("申请材料", 1, "名称")).cell == "C10"
        assert document.place(("表单内容", 1, "字段", 2, "名称")).cell == "E13"


@pytest.mark.parametrize(("name", "matters"), [*zip(LISTS, (1135, 20, 8, 3), strict=True)])
def test_what_is_proposed_for_a_list_reads_it(shared: Path, standards: Standards, name: str, matters: int) -> None:
    path = str(shared / "data" / name)
    mapping = read_yaml(suggestion(path, standards).encode("utf-8"), "对应.yaml", manifest=True)

    assert not mapping.refusals
    assert len(foreign_workbook(path, mapping.documents[0].value, "对应.yaml", standards).read.documents) == matters


def test_what_is_proposed_for_the_data_items_reads_them(items: Path, standards: Standards) -> None:
    path = str(items / "数据项.tsv")
    mapping = read_yaml(suggestion(path, standards).encode("utf-8"), "对应.yaml", manifest=True)
    (value,) = values(foreign_workbook(path, mapping.documents[0].value, "对应.yaml", standards).read)

    # Rows shifted by two are recognised by the kind that stands first, those shifted by one are for a clerk.
    assert [each["名称"] for each in value["申请材料"]][-2:] == ["环评批复", "中标通知书"]
    assert [len(form["字段"]) for form in value["表单内容"]] == [8, 6]
