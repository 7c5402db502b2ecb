"""What a person reads of levels: lists that disagree with the one above, holes in chains, and their exit code."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from building import (
    city_manifest,
    county_manifest,
    directory_manifest,
    limits,
    matter,
    side,
    whole,
    write_catalog,
)

from catalog_tool.cli.app import main
from catalog_tool.reports import diff_text, styled

CHAIN = [
    {"层级": "县级", "职责": ["受理", "初审"]},
    {"层级": "市级", "职责": ["转报"]},
    {"层级": "省级", "职责": ["决定"]},
]
CODE = "331301101000"


def text_of(directory: list[Any], city: list[Any], county: list[Any], **says: Any) -> str:
    upper = side(directory_manifest(), directory, "directory")
    above, below = side(city_manifest(), city, "city"), side(county_manifest(**says), county, "county")
    return styled.render(diff_text.write(whole([(above, [upper]), (below, [upper])])), color=False)


def section(text: str, title: str) -> list[str]:
    return text[text.index(title) :].partition("\n\n")[0].splitlines()


def test_a_list_that_disagrees_with_the_one_above_it() -> None:
    county = [matter(办理时限=limits(25, 4)), matter("330100205000", "甲许可")]
    city = [matter(行使层级=["市级"]), matter("330100205000", "甲许可", 行使层级=["市级"])]

    lines = section(text_of([matter(行使层级=["市级", "县级"])], city, county), "上下级清单对照")

    assert lines[1:] == [
        "  象山县 对照 宁波市：都行使 2 个，一致 1 个，不一致 1 个",
        "    施工许可证核发（330100201000）  county/0.yaml:1",
        "      · 法定时限不同：上级 20 工作日 → 本级 25 工作日",
        "        须报备：上下级都行使这个事项，这一处应当一致；哪一方不对以省目录为准，请与上级商定后改成一致",
    ]


def test_one_reason_for_several_differences_is_told_once() -> None:
    text = text_of([], [matter(行使层级=["市级"])], [matter(办理时限=limits(25, 5), 事项类型="行政确认")])

    assert text.count("请与上级商定后改成一致") == 1
    assert text.index("事项类型不同：上级 行政许可 → 本级 行政确认") < text.index("请与上级商定后改成一致")


def forwarded(*levels: str, chain: Any = CHAIN) -> dict[str, Any]:
    return matter(CODE, "融资担保审核", 事项类型="审核转报", 行使层级=list(levels), 审批链=chain)


def test_holes_say_where_whom_they_stop_and_what_to_do() -> None:
    lines = section(text_of([forwarded("省级")], [], [forwarded("县级", chain=CHAIN[1:])]), "审批链有缺口")

    advice = "的审批链没有写，这条线上也没有别的层级承担；请与上下级商定由谁办，写进 审批链"
    assert lines[1:] == [
        "  融资担保审核（331301101000）",
        "    · 链上的清单缺这个事项：市级（宁波市）  directory/0.yaml:1",
        "      经过这里的下级清单：象山县",
        "      怎样判见宁波市清单的“缺失”",
        "    · 职责没有人承担：县级 初审（象山县）  county/0.yaml:1",
        f"        须报备：省目录的审批链把“初审”交给县级，象山县{advice}",
        "    · 职责没有人承担：县级 受理（象山县）  county/0.yaml:1",
        f"        须报备：省目录的审批链把“受理”交给县级，象山县{advice}",
    ]


def test_nothing_is_said_where_there_is_nothing() -> None:
    text = text_of([forwarded("省级")], [forwarded("市级")], [forwarded("县级")])

    assert "不一致 0 个" in text
    assert "审批链有缺口" not in text
    assert "承接的权力" not in text


@pytest.mark.parametrize(("chain", "code"), [(CHAIN, 0), (CHAIN[1:], 1)])
def test_a_hole_counts_for_the_exit_code(
    chain: Any, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    write_catalog(tmp_path / "directory", directory_manifest(), [forwarded("省级")])
    write_catalog(tmp_path / "county", county_manifest(), [forwarded("县级", chain=chain)])

    assert main(["diff", "county", "--fail-on", "report", "--date", "2018-08-01"]) == code
    assert ("审批链有缺口" in capsys.readouterr().out) == bool(code)


@pytest.mark.parametrize("hostile", ["\x1b[31m红", "行\n二", "\u202e倒", "[red]x[/red]"])
def test_values_are_shown_and_never_obeyed(hostile: str) -> None:
    giver = {"名称": hostile, "层级": hostile}
    county = [
        matter(名称=hostile, 事项类型=hostile, 权力来源="上级委托", 权力来源机关=giver, 实施主体={"名称": hostile}),
        forwarded("县级", chain=[{"层级": hostile, "职责": [hostile]}]),
    ]
    chain = [{"层级": "县级", "职责": [hostile]}, {"层级": hostile, "职责": ["决定"]}]
    directory = [
        forwarded("省级", chain=chain),
        matter(主管部门=hostile),
        matter("330100205000", "甲", 主管部门=hostile),
    ]

    text = text_of(directory, [matter(行使层级=["市级"])], county, 区划名称=hostile)

    assert all(sign not in text for sign in ("\x1b", "\u202e", "行\n二"))


def test_of_many_pairs_those_with_most_to_settle_are_told() -> None:
    upper = side(directory_manifest(), [], "directory")
    lists = [side(city_manifest(), [matter(行使层级=["市级"])], "city")]
    for number in range(12):
        says = county_manifest(区划代码=f"3302{number + 10}", 区划名称=f"县{number}")
        lists.append(side(says, [matter(办理时限=limits(20 + (number == 11), 5))], f"county{number}"))

    text = styled.render(diff_text.write(whole([(each, [upper]) for each in lists])), color=False)

    lines = section(text, "上下级清单对照")
    assert lines[1] == "  县11 对照 宁波市：都行使 1 个，一致 0 个，不一致 1 个"
    assert lines[2] == "  县0 对照 宁波市：都行使 1 个，一致 1 个，不一致 0 个"
    assert lines[-1] == "  另有 4 对清单；全部见 --format json。"
