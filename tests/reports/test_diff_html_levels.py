"""The page of a comparison: departments' accounts, given powers, 一件事, what people decided, print and keyboard."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any
from urllib.parse import quote

import pytest
from browsing import Dom
from building import (
    city_manifest,
    county_manifest,
    days,
    directory_manifest,
    exempted,
    matter,
    one_thing,
    side,
    whole,
)
from diff_pages import (
    TEMPLATES,
    USE,
    Browse,
    change,
    data_of,
    entry,
    judged,
    listed,
    outputs,
    page_of,
    shown_part,
    together,
)

from catalog_tool.compare.compared import Compared
from catalog_tool.compare.judged import ONE_THING
from catalog_tool.compare.levels.devolved import Devolved
from catalog_tool.compare.policy import UNDECIDED, Decision

CODES = [f"3301{number:02d}200000" for number in range(9)]
NAMES = ["施工许可", "规划许可", "户外广告", "取水许可", "供水许可", "燃气许可", "市政许可", "绿化许可", "房产登记"]
BODIES = {0: "象山县住房和城乡建设局", 1: "象山县行政审批局", 2: "象山县综合行政执法局", 3: "象山县水利局"}
GIVEN = {
    "权力来源": "上级委托",
    "权力来源机关": {
        "名称": "宁波市住房和城乡建设局", "层级": "市级", "权限": ["受理", "决定"], "范围": "县域内",
        "起": "2017-09-01", "止": "2020-08-31",
    },
    "权力来源依据": [{"名称": "关于委托行政许可的通知", "文号": "甬建发〔2017〕9号"}],
}  # fmt: skip


def here(**query: str) -> str:
    """The address of a list's view: here(view="departments", list="象山县")."""
    return "#?" + "&".join(f"{key}={quote(value)}" for key, value in query.items())


@pytest.fixture(scope="module")
def province() -> Compared:
    """Nine matters of one provincial department and two without a code: where a county's went, and two other lists."""
    directory = [matter(code, name) for code, name in zip(CODES, NAMES, strict=True)]
    directory += [matter("", "无码许可"), matter("", "另一无码许可")]
    county = [
        matter(CODES[place], NAMES[place], 实施主体={"名称": body}, **(GIVEN if place == 1 else {}))
        for place, body in BODIES.items()
    ]
    exempt = [
        exempted(CODES[4], "本地无此业务"),
        exempted(CODES[5], "本地无此业务"),
        exempted(CODES[6], "暂不承接"),
    ]
    upper = side(directory_manifest(), directory, "directory")
    return whole(
        [
            (side(county_manifest(不认领=exempt), county, "xiangshan"), [upper]),
            (side(city_manifest(), [matter(CODES[0], NAMES[0], 行使层级=["市级"])], "ningbo"), [upper]),
        ]
    )


def test_a_department_s_account_says_where_its_matters_went(browse: Browse, province: Compared) -> None:
    said = shown_part(browse(province, here(view="departments", list="象山县")))

    assert "省住房和城乡建设厅 11 象山县住房和城乡建设局 1，象山县水利局 1，" in said
    assert "其中在本条线 1，集中到行政审批局（集中许可权） 1，划入综合行政执法 1，在其他机构 1" in said
    assert "不认领：本地无此业务 2，暂不承接 1" in said
    assert f"缺失 4 个 没有编码 另一无码许可 没有编码 无码许可 {CODES[7]} 绿化许可 {CODES[8]} 房产登记 3 4 0" in said


def test_a_missing_matter_opens_from_the_account(browse: Browse, province: Compared) -> None:
    dom = browse(province, here(view="departments", list="象山县"), USE + """
    for (const place of [0, 3]) {
      document.querySelectorAll(".lacking button")[place].click();
      tell(panel.querySelector("h2").textContent);
      tell(decodeURIComponent(location.hash).split("?")[0].replace(/@\\d+/, "@"));
      panel.close();
    }
    """)  # fmt: skip

    assert outputs(dom) == ["另一无码许可 ", "#@/象山县", f"房产登记 {CODES[8]}", f"#{CODES[8]}/象山县"]


def test_accounts_are_found_by_what_is_missing(browse: Browse, province: Compared) -> None:
    for words, count in (("绿化", 1), (CODES[8], 1), ("暂不承接", 1), ("水利", 1), ("烟草", 0)):
        dom = browse(province, here(view="departments", list="象山县", text=words))
        assert dom.by_id("shown").startswith(f"{count} 个部门")


def test_missing_matters_of_one_name_are_each_their_own() -> None:
    directory = [matter("", "无码许可"), matter("", "无码许可", 主管部门="省自然资源厅"), matter(CODES[0], "甲")]
    upper = side(directory_manifest(), directory, "directory")
    found = whole([(side(county_manifest(), [], "xiangshan"), [upper])])
    data = data_of(page_of(found), "list-0")

    places = sorted(place for row in data["departments"] for place in row[8])
    assert places == [0, 1, 2]


def test_a_county_against_its_city_has_no_accounts(browse: Browse, province: Compared) -> None:
    said = shown_part(browse(province, here(view="departments", list="象山县（对照 宁波市）")))

    assert "这是和上级清单的对照；部门对账列在它和省目录的对照里。" in said


def test_given_powers(browse: Browse, province: Compared) -> None:
    dom = browse(province, here(view="devolved", list="象山县"), USE + """
    document.querySelector(".powers button").click();
    tell(panel.querySelector("h2").textContent);
    panel.close();
    """)  # fmt: skip
    said = shown_part(dom)

    assert outputs(dom) == [f"规划许可 {CODES[1]}"]
    assert "承接的权力 1" in said
    assert "事项 编码 权力来源 给权机关 层级 权限 范围 起止 状态 规划许可 xiangshan/1.yaml:1" in said
    row = "上级委托 宁波市住房和城乡建设局 市级 受理、决定 县域内 2017-09-01 至 2020-08-31 在期"
    assert f"{CODES[1]} {row}" in said
    assert dom.by_id("shown") == "承接的权力（下放、授权、委托）1 项"
    assert re.search('<fieldset id="states" hidden', dom.source)


def test_who_has_no_given_powers_is_told_who_has(browse: Browse, province: Compared) -> None:
    dom = browse(province, here(view="devolved", list="宁波市"), USE + """
    tell(document.querySelector("#matters .none").textContent);
    document.querySelector("#matters .none button").click();
    tell(document.getElementById("shown").textContent);
    tell(document.activeElement.name);
    """)  # fmt: skip

    told = ["这个清单没有承接的权力。 有的清单：象山县（1）", "承接的权力（下放、授权、委托）1 项", "list"]
    assert outputs(dom) == told


def test_no_tab_where_nobody_was_given_power(browse: Browse) -> None:
    upper = side(directory_manifest(), [matter()], "directory")
    dom = browse(whole([(side(county_manifest(), [matter()]), [upper])]), here(view="devolved"))

    assert re.search('data-view="devolved"[^>]* hidden', dom.source)
    assert dom.by_id("shown") == "共 0 个事项"


def given(number: int, state: str, **over: Any) -> Devolved:
    """A power that stands in a workbook, of which no matter is known."""
    made = Devolved(
        f"33{number:010d}", f"第{number}项", "同级授权", "县政府", "县级", ("决定",), "", "", "", state, "", number
    )
    return made._replace(**{"file": "lists/甲县/事项.xlsx", **over})


def test_given_powers_are_filtered_by_state_in_pages(browse: Browse, province: Compared) -> None:
    powers = [given(number, "未写期限" if number % 4 else "已过期") for number in range(60)]
    powers.append(given(99, "在期", since="2018-01-01", file="别处/甲.yaml"))
    compared = together(listed(province.locals[0], "甲县", devolved=tuple(powers)))
    dom = browse(compared, more=USE + """
    const count = () => document.querySelectorAll("#matters tbody tr").length;
    const counted = document.getElementById("shown");
    const told = () => tell(`${count()} ${counted.textContent} ${decodeURIComponent(location.hash)}`);
    document.querySelector("[data-view=devolved]").click();
    told();
    document.querySelector("#states [value='1']").click();
    setTimeout(() => {
      told();
      tell(document.querySelector("#states").textContent);
      tell(document.querySelector("#matters tbody tr").textContent);
      document.querySelector("[type=reset]").click();
      setTimeout(told, 50);
    }, 50);
    """)  # fmt: skip

    others = "其中 15 项要核对（共 61 项）"
    whole_list = "50 承接的权力（下放、授权、委托）61 项，其中 60 项要核对 #?view=devolved"
    assert outputs(dom) == [
        whole_list,
        f"15 承接的权力（下放、授权、委托）15 项，{others} #?state=已过期&amp;view=devolved",
        "状态在期1已过期15未写期限45",
        "第0项lists/甲县/事项.xlsx:0330000000000同级授权县政府县级决定没有写没有写已过期",
        whole_list,
    ]
    dom = browse(compared, here(view="devolved", state="在期,没有这种"))
    assert "第99项 别处/甲.yaml:99 330000000099 同级授权 县政府 县级 决定 没有写 2018-01-01 起 在期" in shown_part(dom)


def test_a_row_of_a_workbook_is_not_told_as_a_line(province: Compared) -> None:
    own = entry("1", "甲许可", "lists/甲县/事项.xlsx", line=4, sheet="基本信息")
    power = given(7, "在期", code="1", name="甲许可")
    local = listed(province.locals[0], "甲县", judged("undeclared", (), (own,)), devolved=(power,))

    row = data_of(page_of(together(local)), "list-0")["devolved"][0]
    assert row[10:] == ["事项.xlsx", 1]


@pytest.fixture(scope="module")
def with_one_things() -> Compared:
    """A 一件事 that promises more in one county, and has the code of a matter."""
    upper = side(directory_manifest(), [matter(CODES[0], "甲许可"), one_thing(CODES[0], "开办企业")], "directory")
    slow = [matter(CODES[0], "甲许可"), one_thing(CODES[0], "开办企业", 办理时限={"承诺": days(5)})]
    other = county_manifest(名称="乐清市实施清单", 区划名称="乐清市")
    return whole(
        [
            (side(county_manifest(), slow, "xiangshan"), [upper]),
            (side(other, [matter(CODES[0], "甲许可")], "yueqing"), [upper]),
        ]
    )


def test_a_one_thing_is_a_difference_with_a_mark(browse: Browse, with_one_things: Compared) -> None:
    dom = browse(with_one_things, here(view="list", list="象山县"), USE + """
    document.querySelector(".both").click();
    tell(panel.textContent.replace(/\\s+/g, " "));
    """)  # fmt: skip

    assert dom.by_id("shown") == "共 1 个事项（含一件事 1 件），差异 1 处"
    assert f"一件事 开办企业 {CODES[0]}" in shown_part(dom)
    (panel,) = outputs(dom)
    assert "象山县 · 县市场监督管理局 · 一件事 · 有违规" in panel
    assert "牵头部门县市场监督管理局承诺3 工作日文件" in panel
    assert "材料" not in panel


def test_a_one_thing_is_never_in_the_matrix(browse: Browse, with_one_things: Compared) -> None:
    dom = browse(with_one_things, f"#{CODES[0]}/{quote('象山县')}")
    said = shown_part(dom)

    assert [row[1] for row in data_of(page_of(with_one_things))["rows"]] == ["甲许可"]
    assert f"甲许可 {CODES[0]} 省住房和城乡建设厅 √ 已认领 √ 已认领" in said
    assert f"甲许可 {CODES[0]} 关闭 ×" in said
    assert said.endswith("各项内容没有别的差异。")


def test_a_one_thing_that_agrees_is_with_both(browse: Browse, province: Compared) -> None:
    pair = (entry("9", "开办企业", "d"),), (entry("9", "开办企业", "d"),)
    shorter = change("promise-shorter", Decision.ALLOWED)
    both = replace(judged("same", *pair, shorter), subject=ONE_THING, type="一件事")
    matter_so_called = replace(judged("same", *pair, shorter), type="一件事")
    dom = browse(together(listed(province.locals[0], "甲县", both, matter_so_called)), more=USE + """
    for (const button of document.querySelectorAll(".both")) {
      button.click(); tell(panel.querySelector(".about").textContent); panel.close();
    }
    """)  # fmt: skip

    assert [told.rpartition(" · ")[2] for told in outputs(dom)] == ["两边都有", "已认领"]
    assert dom.of_class("mark") == 1


def test_what_a_person_confirmed_is_said_so(browse: Browse, province: Compared) -> None:
    pair = judged("renamed", (entry("1", "甲许可", "d"),), (entry("1", "甲证", "d"),))
    by_hand = replace(pair, matched_by="confirmed", because=("已由人确认为同一事项",))
    local = listed(province.locals[0], "甲县", by_hand)
    said = shown_part(browse(together(local, listed(province.locals[1], "乙县")), f"#1/{quote('甲县')}"))

    assert "名称不一致 已由人确认为同一事项 省目录" in said


def test_a_suggestion_is_not_called_a_match(browse: Browse, province: Compared) -> None:
    pair = replace(
        judged("recoded", (entry("1", "甲许可", "d"),), (entry("2", "甲的许可", "d"),)),
        matched_by="similar-name", confidence=0.83, because=("名称相似 0.83",), verdict=UNDECIDED,
    )  # fmt: skip
    local = replace(listed(province.locals[0], "甲县"), suggestions=(pair,))
    dom = browse(together(local), here(view="suggestions"), USE + 'document.querySelector(".both").click();')
    said = Dom(dom.source[dom.source.index("<dialog") : dom.source.index("</dialog>")]).said()

    assert "疑似同一事项，把握 83%：名称相似 0.83" in said
    assert said.endswith("还没有逐项比对：要先由人判断是不是同一个事项。")
    assert "对上" not in said


def test_another_edition_is_said_of_the_whole_list(browse: Browse) -> None:
    upper = side(directory_manifest(), [matter(), matter(CODES[0], "甲")], "directory")
    own = [matter(), matter(CODES[0], "甲")]
    other = county_manifest(上级目录版本="2017.1")
    compared = whole([(side(other, own), [upper])])
    said = shown_part(browse(compared, here(view="list"), USE + 'document.querySelector(".both").click();'))

    assert "所依据的目录版本不同 上级目录版本 说的是整个清单，只在这里说一次 2018.2 directory/catalog.yaml:6" in said


def test_the_legend_and_what_is_folded_are_printed(browse: Browse, province: Compared) -> None:
    dom = browse(province, more=USE + """
    const legend = () => document.querySelector("#printed .legend");
    dispatchEvent(new Event("beforeprint"));
    tell([...legend().querySelectorAll(".key")].map((each) => each.textContent).join(" "));
    tell(legend().textContent.includes("点一格"));
    tell(document.querySelectorAll("#printed td.key.violation").length > 0);
    dispatchEvent(new Event("afterprint"));
    tell(legend());
    document.querySelector("[data-view=departments]").click();
    const folded = document.querySelector(".lacking");
    folded.open = false;
    dispatchEvent(new Event("beforeprint"));
    tell(folded.open);
    """)  # fmt: skip

    signs = "× 违规 △ 须报备 ○ 可自行调整 √ 一致 批 已批准 · 不归本级"
    assert outputs(dom) == [signs, "false", "true", "null", "true"]


def test_print_is_grey() -> None:
    """Every colour that is not a grey on the screen is one on paper."""
    colours: dict[str, dict[str, str]] = {"screen": {}, "print": {}}
    for name in ("style.css", "diff.css"):
        screen, _, paper = TEMPLATES[name].partition("@media print")
        for medium, text in (("screen", screen), ("print", paper)):
            colours[medium] |= dict(re.findall(r"(--[a-z-]+): (#[0-9a-f]+);", text))
        assert all(len(set(re.findall("..", one) if len(one) == 6 else one)) == 1
                   for one in re.findall(r"#([0-9a-f]{6}|[0-9a-f]{3})\b", paper))  # fmt: skip
    assert colours["screen"].keys() == colours["print"].keys()


REACHED = """
const controls = "a[href], button, input, select, summary, [tabindex='0']";
const name = (each) => each.outerHTML.slice(0, 80).replaceAll("|", "");
// Of the style sheet, not of the computed style: a browser whose window is not in front draws no ring at all.
const rings = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules])
  .filter((rule) => /:focus(-visible)?/.test(rule.selectorText ?? ""));
const ring = (each) => rings
  .filter(({ selectorText }) => each.matches(selectorText.replace(/:focus(-visible)?/g, "") || "*"))
  .map(({ style }) => style.getPropertyValue("outline")).filter(Boolean).at(-1) ?? "";
function unreached() {
  const wrong = [];
  for (const each of document.querySelectorAll(controls)) {
    if (!each.checkVisibility() || each.disabled || (each.tabIndex < 0 && each.role === "tab")) continue;
    if (panel.open !== panel.contains(each)) continue;
    each.focus();
    if (document.activeElement !== each || each.tabIndex < 0) wrong.push(`not reached: ${name(each)}`);
    else if (!/^[2-9]px solid /.test(ring(each))) wrong.push(`not seen: ${name(each)}`);
  }
  for (const each of document.querySelectorAll("main *, dialog")) {
    const scrolls = /auto|scroll/.test(getComputedStyle(each).overflowY) && each.scrollHeight > each.clientHeight + 1;
    if (!scrolls || !each.checkVisibility() || each.tabIndex >= 0 || each.querySelector(controls)) continue;
    wrong.push(`does not scroll: ${name(each)}`);
  }
  tell(`${wrong.join(" ")}`);
}
for (const each of document.querySelectorAll("details")) each.open = true;
for (const tab of document.querySelectorAll("[role=tab]:not([hidden])")) { tab.click(); unreached(); }
document.querySelector("[data-view=list]").click();
document.querySelector(".both").click();
unreached();
"""


def test_every_control_is_reached_and_seen_by_keyboard(browse: Browse, province: Compared) -> None:
    powers = tuple(given(number, "已过期" if number % 2 else "在期") for number in range(70))
    locals_ = (replace(province.locals[0], devolved=powers), *province.locals[1:])
    dom = browse(replace(province, locals=locals_), more=USE + REACHED)

    assert outputs(dom) == ["", "", "", "", ""]
