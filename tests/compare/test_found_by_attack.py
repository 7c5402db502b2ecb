"""What hostile input once got past `catalog-tool diff`."""

from __future__ import annotations

from pathlib import Path

import pytest
from building import (
    ABSENT,
    CODE,
    change_kinds,
    compared,
    county_manifest,
    days,
    directory_manifest,
    kinds,
    material,
    matter,
    only,
    report_of,
    side,
    write_catalog,
)

from catalog_tool.cli.app import main

POLICY = Path(__file__).parents[2] / "schemas" / "policies" / "zhejiang.yaml"


@pytest.fixture
def county(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write_catalog(tmp_path / "directory", directory_manifest(), [matter()])
    return write_catalog(tmp_path / "county", county_manifest(), [matter()])


@pytest.mark.parametrize(
    "target",
    ["directory/catalog.yaml", "directory/000.yaml", "county/approved.yaml", "county/alignments.yaml", "口径.yaml"],
)
def test_a_report_never_replaces_what_the_comparison_reads(
    target: str, county: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("口径.yaml").write_bytes(POLICY.read_bytes())
    for own in ("approved.yaml", "alignments.yaml"):
        (county / own).write_text("", encoding="utf-8")
    before = Path(target).read_bytes()

    code = main(["diff", "county", "--policy", "口径.yaml", "-o", target])

    assert (code, "结果不能写到它上面" in capsys.readouterr().err) == (2, True)
    assert Path(target).read_bytes() == before


@pytest.mark.parametrize("items", [("婚迁", "升学", "工作调动"), (ABSENT, ABSENT, ABSENT)])
def test_matters_of_one_readable_code_and_no_basic_code_pair_by_name(items: tuple[object, ...]) -> None:
    """Each is a matter of its own: a list is no split of itself."""
    rows = [matter("", f"户口迁移{n // 2}", 权力编码="许可-00701-000", 孙项名称=item) for n, item in enumerate(items)]

    result = compared(rows, rows[::-1])

    assert [(each["kind"], each["matched_by"], each["changes"]) for each in result["alignments"]] == [
        ("same", "converted-code", [])
    ] * len(items)


@pytest.mark.parametrize(
    ("fee", "decisions"),
    [
        (ABSENT, ["violation"]),
        ({"收费": "是"}, ["violation"]),
        ({"收费": "否"}, []),
        ({"收费": "是", "项目": [{"名称": "工本费", "标准": "10元/证"}]}, []),
    ],
)
def test_fee_items_left_to_the_region_need_a_local_value(fee: object, decisions: list[str]) -> None:
    result = compared([matter(地方自定=["收费.项目"])], [matter(收费=fee)])

    assert [change["decision"] for change in result["alignments"][0]["changes"]] == decisions


def test_a_usage_error_ends_before_the_hint(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "county", "--format", "json="]) == 2

    assert "--format json=报告.json。用法见 catalog-tool diff --help" in capsys.readouterr().err


@pytest.mark.parametrize("field", ["收费.项目", "受理条件"])
def test_a_directory_compared_with_itself_need_not_set_what_it_leaves_to_regions(field: str) -> None:
    row = matter(地方自定=[field])

    assert compared([row], [row])["summary"]["violation"] == 0


def papers(*materials: dict) -> dict:
    return matter(申请材料=list(materials))


def test_a_choice_more_is_no_material_more() -> None:
    """身份证 or 护照 instead of 身份证: the applicant may do more, not must."""
    one = papers(material("居民身份证"))
    either = papers(material("居民身份证", 任选组="身份"), material("护照", 任选组="身份"))

    assert set(change_kinds(compared([one], [either]))) == {"material-eased"}
    assert set(change_kinds(compared([either], [one]))) == {"material-stricter"}


def test_a_basis_that_says_none_founds_nothing() -> None:
    given = {"权力来源": "上级下放", "权力来源依据": ["无"], "权力来源机关": {"名称": "宁波市住建委"}}

    found = compared([matter(行使层级=["市级"])], [matter(**given)])

    assert [change["decision"] for change in only(found)["changes"]] == ["violation"]


def test_what_may_stand_in_an_unreadable_file_of_the_directory_is_said(
    county: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("directory/000.yaml").write_text("基本编码: [", encoding="utf-8")

    main(["diff", "county"])

    assert "省目录没有这项许可（省目录有 1 处读不了，可能就在其中，请先改好再比）" in capsys.readouterr().out


def test_a_directory_compared_with_itself_lacks_no_local_values() -> None:
    left_open = matter(地方自定=["办理时限.承诺", "收费"], 办理时限={"法定": days(20)})
    upper = side(directory_manifest(), [left_open], "directory")

    assert change_kinds(report_of([(upper, [upper])])["locals"][0]) == []


def test_a_fragment_without_code_and_name_is_itself() -> None:
    fragments = [{"申请材料": [material("申请表")]}, {"收费": {"收费": "否"}}]

    assert kinds(compared(fragments, fragments[::-1])) == ["same", "same"]


def test_what_divides_the_parts_is_no_condition_more_either_way_round() -> None:
    whole = matter(f"{CODE[:9]}000", 受理条件=["因婚迁、升学之一"])
    parts = [
        matter(f"{CODE[:9]}00{n}", 子项名称=f"施工许可证核发（{cause}）", 受理条件=[f"因{cause}"])
        for n, cause in enumerate(("婚迁", "升学"), 1)
    ]

    split, merged = only(compared([whole], parts)), only(compared(parts, [whole]))

    assert (split["kind"], split["changes"]) == ("split", [])
    assert (merged["kind"], merged["changes"]) == ("merged", [])


def test_an_empty_manifest_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "catalog.yaml").write_text("{}\n", encoding="utf-8")
    assert main(["diff", str(tmp_path), "--directory", str(tmp_path)]) == 3
    assert "catalog.yaml 里什么也没有写" in capsys.readouterr().err
