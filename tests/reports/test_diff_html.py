"""The page of a comparison: values as text, both sides of each cell, 100 regions × 2,000 matters."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from attacks import HOSTILE, nothing_hidden
from browsing import Dom, nothing_from_outside, only_its_own_may_run
from building import (
    CODE,
    county_manifest,
    directory_manifest,
    exempted,
    limits,
    material,
    matter,
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

from catalog_tool.compare.changes import LABELS as CHANGE_LABELS
from catalog_tool.compare.claims.best import best_of
from catalog_tool.compare.claims.marks import mark_of
from catalog_tool.compare.claims.matrix import matrix_of
from catalog_tool.compare.compared import Compared
from catalog_tool.compare.decided.approval import Approval, Approvals, ApprovedEntry
from catalog_tool.compare.entry import Entry
from catalog_tool.compare.judged import JudgedAlignment, JudgedChange, JudgedLocal
from catalog_tool.compare.levels.chains import Hole
from catalog_tool.compare.levels.departments import DepartmentRow
from catalog_tool.compare.levels.devolved import Devolved
from catalog_tool.compare.levels.hole_kinds import LABELS as HOLE_LABELS
from catalog_tool.compare.levels.unclear_departments import UnclearDepartment
from catalog_tool.compare.policy import Decision, Verdict
from catalog_tool.findings import CannotRun, Finding, Severity, Spot
from catalog_tool.reports import diff_html
from catalog_tool.reports.diff_wording import WORDS

EXTRA = {"申请材料": [material("申请表"), material("居民身份证"), material("结婚证")]}
SLOW = {"办理时限": limits(20, 9)}


@pytest.fixture(scope="module")
def three() -> Compared:
    """A directory of six matters and three counties: sound, with more materials and longer promises, nearly empty."""
    codes = [f"33010020{number}000" for number in range(6)]
    names = ["施工许可证核发", "临时救助", "户口迁移", "取水许可", "烟草零售", "林木采伐"]
    directory = [matter(code, name) for code, name in zip(codes, names, strict=True)]
    xiangshan = [
        matter(codes[0], names[0], **EXTRA, **SLOW),
        matter(codes[1], names[1], 办理时限=limits(20, 3)),
        matter(codes[2], "户口迁入"),
        matter("330100999000", "自设许可"),
    ]
    yueqing = [matter(code, name) for code, name in zip(codes[:4], names, strict=False)]
    upper = side(directory_manifest(), directory, "directory")
    exempt = [exempted(codes[5], "本地无此业务")]
    return whole(
        [
            (side(county_manifest(不认领=exempt), xiangshan, "xiangshan"), [upper]),
            (side(county_manifest(名称="乐清市实施清单", 区划名称="乐清市"), yueqing, "yueqing"), [upper]),
            (side(county_manifest(名称="桐庐县实施清单", 区划名称="桐庐县"), [], "tonglu"), [upper]),
        ]
    )


@pytest.fixture(scope="module")
def one() -> Compared:
    upper = side(directory_manifest(), [matter(), matter("330100205000", "甲许可")], "directory")
    return whole([(side(county_manifest(), [matter(**EXTRA)], "xiangshan"), [upper])])


def changed(compared: Compared, place: int, **over: Any) -> Compared:
    """The same, with something else in one of its lists."""
    locals_ = list(compared.locals)
    locals_[place] = replace(locals_[place], **over)
    return replace(compared, locals=tuple(locals_), matrix=matrix_of(locals_))


def test_what_the_page_says_without_a_script(three: Compared) -> None:
    said = Dom(page_of(three)).said()

    assert "口径：浙江省八统一比对口径 · 比对之日：2018-08-01 · 3 个清单 · catalog-tool 0.1.0" in said
    assert "清单 对照 本地事项 对上 缺失 目录外 违规 须报备 可自行调整" in said
    summary = [[local.local.matters, local.matched, local.kinds["missing"]] for local in three.locals]
    assert summary == [[4, 3, 2], [4, 4, 2], [0, 0, 6]]
    for local, (matters, matched, missing) in zip(three.locals, summary, strict=True):
        assert f"{local.name} 省指导目录（2018.2） {matters} {matched} {missing}" in said
    assert "合计 8 7 10 1" in said


def test_what_could_not_be_read_stands_first_and_once(three: Compared) -> None:
    broken = Finding("yaml-syntax", Severity.ERROR, "第 3 行缩进不对", "directory/甲.yaml", 3, 1, ())
    both = changed(changed(three, 0, problems=(broken,)), 1, problems=(broken, replace(broken, line=4)))
    page = page_of(both)

    assert "有 2 处读不了，没有参加比对" in page
    assert page.count("directory/甲.yaml:3:1") == 1
    assert page.index("directory/甲.yaml:4:1") < page.index('id="standing"')


def test_approvals_that_do_nothing_are_named(three: Compared) -> None:
    approval = Approval("市审改办", "甬审改〔2018〕1号", "2018-06-30")
    entry = ApprovedEntry("approved.yaml", 2, approval, matter=CODE, kind="promise-longer")
    page = page_of(changed(three, 0, approvals=Approvals(1, (entry,), (replace(entry, number=3),))))

    assert "有 2 项要人核对。" in page
    assert "批准已过期：approved.yaml 第 2 条" in page
    assert "批准没有用上：approved.yaml 第 3 条" in page


def test_holes_in_chains_are_told(three: Compared) -> None:
    at, below = three.locals[0].local, three.locals[1].local
    verdict = Verdict(Decision.REPORT, "请补上")
    place, (kind, label) = Spot("directory/0.yaml", 7, 1), next(iter(HOLE_LABELS.items()))
    hole = Hole(CODE, "施工许可", kind, "县级", "审核", at, (below,), place, verdict, "f")
    said = Dom(page_of(replace(three, holes=(hole,)))).said()

    assert "审批链有 1 处缺口。" in said
    assert f"施工许可 {CODE} {label} 象山县 县级 审核 象山县实施清单 · directory/0.yaml:7 乐清市 须报备：请补上" in said
    approved = replace(hole, approved=Approval("市审改办", "甬审改〔2018〕1号", ""))
    assert (
        "请补上 已批准（市审改办，甬审改〔2018〕1号，长期）" in Dom(page_of(replace(three, holes=(approved,)))).said()
    )


def test_nothing_comes_from_outside(three: Compared) -> None:
    nothing_from_outside(page_of(three))


def test_only_the_page_s_own_script_and_style_may_run(three: Compared) -> None:
    scripts = [TEMPLATES[name] for name in diff_html.SCRIPTS_IN_ORDER]
    only_its_own_may_run(page_of(three), {"script": scripts, "style": [TEMPLATES["diff.css"]]})


def test_the_same_twice_in_pieces(three: Compared) -> None:
    pieces = list(diff_html.write(three, TEMPLATES, tool="catalog-tool 0.1.0"))

    assert len(pieces) > len(three.locals)
    assert "".join(pieces) == page_of(three)


def test_what_lists_share_stands_once(three: Compared) -> None:
    page = page_of(three)

    assert page.count('"取水许可"') == 2  # the matrix's row, and the texts
    assert page.count("省级标准之外不得增加材料") == 1


def test_broken_templates_are_the_operator_s(one: Compared) -> None:
    for name, broken, sentence in (
        ("matrix.js", None, r"缺少 matrix\.js"),
        ("matrix.js", "'</SCRIPT>'", "不能含有 </script"),
        ("page.html.j2", "{{ nothing }}", "网页模板有误"),
    ):
        templates = {key: text for key, text in {**TEMPLATES, name: broken}.items() if text is not None}
        with pytest.raises(CannotRun, match=sentence):
            "".join(diff_html.write(one, templates, tool=""))


@pytest.fixture
def hostile(one: Compared) -> Compared:
    """Every text that data can put into a comparison is an attack."""
    upper, own = entry(HOSTILE, HOSTILE, HOSTILE), entry(HOSTILE, f"{HOSTILE}甲", HOSTILE, body=HOSTILE)
    spot = Spot(HOSTILE, 1, 1, HOSTILE)
    bad = change("promise-longer", Decision.VIOLATION, HOSTILE, path=(HOSTILE, 0), before=HOSTILE, after=HOSTILE,
                 directory=spot, local=spot, approved=Approval(HOSTILE, HOSTILE, HOSTILE, HOSTILE))  # fmt: skip
    renamed = replace(judged("renamed", (upper,), (own,), bad), department=HOSTILE, type=HOSTILE, because=(HOSTILE,))
    over = {
        "problems": (Finding(HOSTILE, Severity.ERROR, HOSTILE, HOSTILE, 1, 1, ()),),
        "devolved": (Devolved(*[HOSTILE] * 5, (HOSTILE,), *[HOSTILE] * 3, "已过期", HOSTILE, 1),),
        "unclear_departments": (UnclearDepartment(HOSTILE, HOSTILE, 3, (HOSTILE,), (HOSTILE,)),),
    }
    local = replace(listed(one.locals[0], HOSTILE, renamed, **over), suggestions=(renamed,))
    rows = DepartmentRow(HOSTILE)
    rows.local[HOSTILE] = 1
    rows.exempt_causes[HOSTILE] = 1
    rows.missing_codes.append(HOSTILE)
    about = replace(local.local, path=HOSTILE, name=HOSTILE)
    return replace(together(replace(local, local=about, departments=(rows,)), local), policy=HOSTILE)


def test_values_are_text_and_stay_data(hostile: Compared) -> None:
    page = page_of(hostile, best=best_of(hostile))
    dom = Dom(page)

    assert nothing_hidden(page)
    assert not dom.tags() & {"img", "iframe"}
    assert not [name for _, attributes in dom.elements for name in attributes if name.startswith("on")]
    assert page.count("</script>") == len(hostile.locals) + 3
    for raw in re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', page, re.DOTALL):
        assert not set(raw) & set("<>&\u2028\u2029")
    assert "<img src=x onerror=alert(1)>" in data_of(page)["rows"][0][0]


def test_a_browser_runs_nothing_of_the_values(browse: Browse, hostile: Compared) -> None:
    visit = """
    const shownThere = document.body.appendChild(document.createElement("div"));
    for (const tab of document.querySelectorAll("[role=tab]")) {
      tab.click();
      shownThere.append(...[...document.getElementById("matters").childNodes].map((node) => node.cloneNode(true)));
    }
    document.querySelector("[data-view=list]").click();
    document.querySelector(".both").click();
    """
    dom = browse(hostile, more=visit, best=best_of(hostile))

    assert "img" not in dom.tags()
    assert dom.of_class("powers") == dom.of_class("lacking") == 1
    assert dom.of_class("entry") == 2
    assert any("<img src=x onerror=alert(1)>" in text for text in dom.texts)


def test_a_browser_shows_the_matrix(browse: Browse, three: Compared) -> None:
    dom = browse(three)
    said = shown_part(dom)

    assert "象山县 × 5 乐清市 × 2 桐庐县 × 6" in said
    assert "施工许可证核发 330100200000 省住房和城乡建设厅 × 有违规 时限 材料 √ 已认领 × 缺失" in said
    assert "临时救助 330100201000 省住房和城乡建设厅 ○ 已认领" in said
    assert "户口迁移 330100202000 省住房和城乡建设厅 × 名称不一致 √ 已认领" in said
    assert "林木采伐 330100205000 省住房和城乡建设厅 ○ 不认领 × 缺失 × 缺失" in said
    assert "自设许可 330100999000 省住房和城乡建设厅 × 目录外 · ·" in said
    assert dom.of_class("cell") == 21
    assert dom.by_id("shown") == "7 个事项 × 3 个地区：19 格"


FILTERS = (
    ("?text=救助", "1 个事项 × 3 个地区：3 格（共 7 个事项，3 个地区）"),
    ("?text=户口迁入", "1 个事项 × 3 个地区：3 格（共 7 个事项，3 个地区）"),
    ("?violation=1", "7 个事项 × 3 个地区：13 格符合条件"),
    ("?kind=缺失", "6 个事项 × 3 个地区：10 格符合条件（共 7 个事项，3 个地区）"),
    ("?kind=缺失,时限&violation=1", "6 个事项 × 3 个地区：11 格符合条件（共 7 个事项，3 个地区）"),
    ("?kind=材料&regions=乐清市,桐庐县", "0 个事项 × 2 个地区：0 格符合条件（共 7 个事项，3 个地区）"),
    ("?regions=乐清市", "7 个事项 × 1 个地区：6 格（共 7 个事项，3 个地区）"),
    ("?department=没有这个厅&kind=没有这种", "7 个事项 × 3 个地区：19 格"),
    ("?view=list&list=象山县", "共 7 个事项，差异 5 处"),
    ("?view=list&list=象山县&kind=缺失", "2 个事项（共 7 个）"),
    ("?view=list&list=桐庐县&text=取水", "1 个事项（共 6 个）"),
    ("?view=departments&list=乐清市", "1 个部门。应有 = 本地各部门 + 不认领 + 缺失。"),
)
VISIT = """
const visited = document.body.appendChild(document.createElement("output"));
const addresses = ADDRESSES;
addEventListener("hashchange", () => {
  visited.append(document.getElementById("shown").textContent + "|");
  if (addresses.length) location.hash = addresses.shift();
});
location.hash = addresses.shift();
"""


def test_filters_stand_in_the_address(browse: Browse, three: Compared) -> None:
    addresses = ["?" + quote(address[1:], safe="=&") for address, _ in FILTERS]
    dom = browse(three, more=VISIT.replace("ADDRESSES", json.dumps(addresses)))

    assert outputs(dom) == [shown for _, shown in FILTERS]


def test_a_cell_opens_both_sides_and_stands_in_the_address(browse: Browse, three: Compared) -> None:
    dom = browse(three, more=USE + """
    document.getElementById("cell-0-0").click();
    tell(panel.matches(":modal"));
    tell(decodeURIComponent(location.hash));
    """)  # fmt: skip
    said = Dom(dom.source[dom.source.index("<dialog") : dom.source.index("</dialog>")]).said()

    assert outputs(dom) == ["true", "#330100200000/象山县"]
    assert "施工许可证核发 330100200000 关闭 × 象山县 · 省住房和城乡建设厅 · 行政许可 · 有违规 按基本编码对上" in said
    assert "省目录 省指导目录 施工许可证核发 编码 330100200000 部门 象山县住房和城乡建设局" in said
    assert "承诺 5 工作日 材料 2 项 文件 directory/0.yaml:1 本地 象山县实施清单 施工许可证核发" in said
    assert "承诺 9 工作日 材料 3 项 文件 xiangshan/0.yaml:1 差异 2 处 什么 省目录 本地 判定 理由" in said
    assert re.search(
        "承诺时限更长 办理时限 › 承诺 5 工作日 directory/0.yaml:1 9 工作日 xiangshan/0.yaml:1 × 违规", said
    )
    assert "多要材料" in said


def test_the_keyboard_moves_opens_and_comes_back(browse: Browse, three: Compared) -> None:
    dom = browse(three, more=USE + """
    grid.focus();
    for (const name of ["ArrowDown", "ArrowRight", "End", "ArrowUp"]) key(name);
    tell(grid.getAttribute("aria-activedescendant"));
    key("Enter");
    tell(decodeURIComponent(location.hash));
    tell(document.activeElement.textContent);
    panel.addEventListener("close", () => setTimeout(() => {
      tell(location.hash);
      tell(document.activeElement.id);
      key("Home"); for (let turn = 0; turn < 9; turn += 1) key("ArrowDown");
      key("ArrowRight"); key("Enter");
      tell(grid.getAttribute("aria-activedescendant") + panel.open);
    }));
    panel.close();
    """)  # fmt: skip

    assert outputs(dom) == ["cell-0-2", "#330100200000/桐庐县", "关闭 ×", "", "matrix", "cell-6-1false"]


def test_an_address_opens_a_cell(browse: Browse, three: Compared) -> None:
    dom = browse(three, f"#330100205000/{quote('象山县')}?violation=1")

    said = Dom(dom.source[dom.source.index("<dialog") :]).said()
    assert "林木采伐 330100205000 关闭 × 象山县" in said
    assert "本地声明不认领。" in said
    assert "checked" not in dom.source or dom.by_id("shown").endswith("格符合条件")


def test_a_matter_of_one_list_only_opens(browse: Browse, three: Compared) -> None:
    said = shown_part(browse(three, f"#330100999000/{quote('象山县')}"))

    assert "省目录里没有。 本地 象山县实施清单 自设许可 编码 330100999000" in said


def test_an_address_that_changes_opens_another_cell(browse: Browse, three: Compared) -> None:
    first, second = f"330100205000/{quote('象山县')}", f"330100200000/{quote('乐清市')}"
    dom = browse(three, f"#{first}", more=USE + f"""
    location.hash = "{second}";
    setTimeout(() => {{
      tell(panel.open + " " + panel.querySelector("h2 code").textContent + " " + (location.hash === "#{second}"));
      location.hash = "{second.replace("200000", "999999")}";
      setTimeout(() => tell(panel.open), 200);
    }}, 200);
    """)  # fmt: skip

    assert outputs(dom) == ["true 330100200000 true", "false"]


def test_print_has_every_row_or_the_open_cell(browse: Browse, three: Compared) -> None:
    dom = browse(three, "#?kind=缺失", more=USE + """
    const printed = document.getElementById("printed");
    dispatchEvent(new Event("beforeprint"));
    tell(printed.querySelectorAll("tbody tr").length + " " + printed.querySelector("tr:last-child").textContent);
    dispatchEvent(new Event("afterprint"));
    tell(printed.childNodes.length);
    document.getElementById("cell-0-0").click();
    dispatchEvent(new Event("beforeprint"));
    tell(printed.querySelectorAll(".entry").length + document.body.className);
    """)  # fmt: skip

    assert outputs(dom)[1:] == ["0", "2diff panel-open"]
    assert outputs(dom)[0] == "6 事项象山县乐清市桐庐县"


def test_the_table_of_lists_sorts(browse: Browse, three: Compared) -> None:
    dom = browse(three, more=USE + """
    const head = document.querySelectorAll("#standing thead th")[4];
    const names = () => [...document.querySelectorAll("#standing tbody th")].map((cell) => cell.textContent[0]);
    const order = () => tell(names().join(""));
    head.firstChild.click(); order(); tell(head.ariaSort);
    head.firstChild.click(); order(); tell(head.ariaSort);
    """)  # fmt: skip

    assert outputs(dom) == ["桐象乐", "descending", "象乐桐", "ascending"]


def test_one_list_goes_straight_to_its_differences(browse: Browse, one: Compared) -> None:
    dom = browse(one)
    said = shown_part(dom)

    assert data_of(page_of(one))["columns"] == []
    assert dom.by_id("shown") == "共 2 个事项，差异 1 处"
    assert dom.of_class("matter") == 2
    assert dom.of_class("cell") == 0
    assert f"施工许可证核发 {CODE} 两边对照" in said
    assert "× 违规 多要材料：省目录" in said
    assert "甲许可 330100205000 缺失 两边对照" in said


def test_best_of_the_regions(browse: Browse, three: Compared) -> None:
    dom = browse(three, f"#330100201000/{quote('乐清市')}?best=1", best=best_of(three))
    said = shown_part(dom)

    assert "临时救助 330100201000 省住房和城乡建设厅 最短 3 工作日（象山县） 最少 2 项（象山县、乐清市）" in said
    assert "对标 目录承诺 5 工作日 承诺最短 3 工作日（象山县）" in said
    assert "显示对标" in said


def test_words_and_signs_of_cells(browse: Browse, one: Compared) -> None:
    kinds = [kind for kind in WORDS if kind not in ("differs", "level")]
    upper = [entry(f"33010030{number:02d}00", f"事项{kind}", "d.yaml") for number, kind in enumerate(kinds)]
    upper_lacks, local_lacks = ("undeclared", "supplement"), ("missing", "exempt")
    alignments = [
        judged(kind, () if kind in upper_lacks else (each,), () if kind in local_lacks else (each,))
        for kind, each in zip(kinds, upper, strict=True)
    ]
    level = judged(
        "same", (entry("1", "层", "d"),), (entry("1", "层", "d"),), change("level-not-allowed", Decision.VIOLATION)
    )
    pair = (entry("2", "违", "d"),), (entry("2", "违", "d"),)
    differs = judged(
        "same", *pair, change("fee-added", Decision.VIOLATION), change("promise-shorter", Decision.ALLOWED)
    )
    local = listed(one.locals[0], "甲县", *alignments, level, differs)
    taller = USE + 'grid.style.height = "3000px"; grid.dispatchEvent(new Event("scroll"));'
    said = shown_part(browse(together(local, listed(one.locals[0], "乙县")), more=taller))

    signs = {"missing": "×", "undeclared": "△", "exempt": "○"}
    for kind in kinds:
        assert f"事项{kind} 3301" in said
        assert f"{signs.get(kind, '√')} {WORDS[kind]} ·" in said
    assert "层 1 省住建厅 × 层级不符 ·" in said
    assert "违 2 省住建厅 × 有违规 收费 ·" in said


def test_approved_ones_are_marked_and_no_violation_any_more(browse: Browse, one: Compared) -> None:
    pair = (entry("1", "甲许可", "d"),), (entry("1", "甲许可", "d"),)
    approval = Approval("市审改办", "甬审改〔2018〕1号", "2019-12-31")
    local = listed(
        one.locals[0],
        "甲县",
        judged("same", *pair, change("promise-longer", Decision.VIOLATION, approved=approval)),
    )
    dom = browse(together(local, listed(one.locals[0], "乙县")), f"#1/{quote('甲县')}")
    said = shown_part(dom)

    assert "批 有违规 时限" in said
    assert "已批准（市审改办，甬审改〔2018〕1号，到期 2019-12-31）" in said
    assert data_of(page_of(together(local)))["looks"][1][1] == 4


def test_several_rows_places_and_doubts_are_told(browse: Browse, one: Compared) -> None:
    upper = entry("1", "甲许可", "directory/甲.yaml")
    parts = tuple(
        entry(f"1{number}", f"甲许可{number}", "lists/甲县/事项.xlsx", line=4 + number, sheet="基本信息")
        for number in (1, 2)
    )
    unsure = change(
        "promise-longer", Decision.REPORT, certain=False, between=((0, 1),), directory=Spot("directory/甲.yaml", 8, 3),
        local=Spot("lists/甲县/事项.xlsx", 6, 3, "时限"),
    )  # fmt: skip
    local = listed(one.locals[0], "甲县", judged("split", (upper,), parts, unsure))
    said = shown_part(browse(together(local), f"#1/{quote('甲县')}"))

    assert "甲许可2 编码 12 部门 省住建厅 承诺 5 工作日 材料 3 项 文件 lists/甲县/事项.xlsx〔基本信息!A6〕" in said
    assert "承诺时限更长 办理时限 › 承诺 不能断定 目录第 1 条与本地第 2 条 5 工作日 directory/甲.yaml:8" in said
    assert "9 工作日 lists/甲县/事项.xlsx〔时限!C6〕 △ 须报备" in said


def test_matters_without_a_code_open_too(browse: Browse, one: Compared) -> None:
    nameless = entry("", "", "lists/甲县/乙.yaml", promise=None, materials=None)
    local = listed(one.locals[0], "甲县", judged("undeclared", (), (nameless,)), judged("missing", (nameless,), ()))
    dom = browse(together(local), more=USE + """
    for (const button of document.querySelectorAll(".both")) { button.click(); tell(location.hash); panel.close(); }
    """)  # fmt: skip

    assert outputs(dom) == [f"#%401/{quote('甲县')}", f"#%400/{quote('甲县')}"]


def test_suggestions_and_departments(browse: Browse, one: Compared) -> None:
    pair = replace(
        judged("recoded", (entry("1", "甲许可", "d"),), (entry("2", "甲的许可", "d"),)),
        matched_by="similar-name", confidence=0.83, because=("名称相似 0.83",),
    )  # fmt: skip
    row = DepartmentRow("省住建厅", 9, exempt=2, missing=3, undeclared=1)
    row.local["县城管局"] = 4
    unclear = UnclearDepartment("省住建厅", "县城管局", 4, ("甲许可",), ("县住建局",))
    local = replace(
        listed(one.locals[0], "甲县"), suggestions=(pair,), departments=(row,), unclear_departments=(unclear,)
    )
    look = USE + 'document.querySelector("[data-view=departments]").click();'
    said = shown_part(browse(together(local), more=look))

    assert "疑似 1" in said
    assert "省住建厅 9 县城管局 4 2 3 1" in said
    assert "部门对应 里写 省住建厅: [县住建局, 县城管局]" in said
    said = shown_part(browse(together(local), "#?view=suggestions"))
    assert "疑似，把握 83%" in said
    assert "省目录 甲许可（1） ↔ 本地 甲的许可（2） 名称相似 0.83" in said


def test_a_county_against_its_city_is_a_list_and_no_column(browse: Browse, three: Compared) -> None:
    city = replace(three.locals[0].directories[0], name="宁波市实施清单", region="宁波市", path="ningbo")
    against = replace(three.locals[0], against=city, directories=())
    both = replace(three, locals=(*three.locals, against))
    said = Dom(page_of(both)).said()

    assert "合计（对照目录的 3 个清单） 8 7 10 1" in said
    assert "象山县实施清单 宁波市实施清单（2018.2） 4 3" in said
    dom = browse(both, f"#?view=list&list={quote('象山县（对照 宁波市）')}")
    assert "多要材料：上级清单" in shown_part(dom)


def many(base: JudgedLocal, regions: int, matters: int) -> Compared:
    """Regions × matters: one in five cells has three changes, one in sixteen is missing."""
    upper = [
        entry(f"33{number:07d}000", f"第{number}号事项", f"zhejiang/{number}.yaml", body=f"省第{number % 40}厅")
        for number in range(matters)
    ]
    verdicts = [Verdict(decision, f"{decision.label}的理由") for decision in Decision]
    missing = [judged("missing", (each,), ()) for each in upper]
    kinds = list(CHANGE_LABELS)
    path = ("办理时限", "承诺")

    def cell(region: int, number: int, each: Entry) -> JudgedAlignment:
        turn = region * 7 + number * 3
        if turn % 16 == 0:
            return missing[number]
        file = f"lists/第{region}县/{number}-{region}.yaml"
        own = Entry(each.code, each.name, f"第{region}县{number % 40}局", file, 1, "", each.promise, turn % 9)
        if turn % 5:
            return judged("same", (each,), (own,))
        there, here = Spot(each.file, 3, 1), Spot(file, turn % 80, 1)
        changes = [
            JudgedChange(kinds[(turn + more) % len(kinds)], path, f"{turn % 90} 工作日", f"{turn % 70} 件", True,
                         ((0, 0),), there, here, verdict, "f")
            for more, verdict in enumerate(verdicts)
        ]  # fmt: skip
        return judged("same", (each,), (own,), *changes)

    rows = list(enumerate(upper))
    lists = [
        listed(base, f"第{region}县", *(cell(region, number, each) for number, each in rows))
        for region in range(regions)
    ]
    return together(*lists)


SCROLL = (
    USE
    + """
const counted = () => tell(document.querySelectorAll(".cell").length < 900);
const drawnCell = (place) => tell(document.getElementById(place)?.querySelector("b").textContent);
counted();
tell(document.querySelector(".head b").textContent);
grid.scrollTop = grid.scrollHeight;
grid.scrollLeft = grid.scrollWidth;
setTimeout(() => {
  counted();
  drawnCell("cell-1999-99");
  tell(document.getElementById("cell-0-0"));
  document.querySelector("[name=violation]").click();
  setTimeout(() => {
    tell(document.getElementById("shown").textContent);
    counted();
    key("Home");
    key("Enter");
    tell(panel.querySelectorAll(".entry").length + panel.querySelectorAll(".none").length);
    for (const element of document.querySelectorAll("script")) element.remove();
  }, 300);
}, 300);
"""
)


def test_100_regions_of_2_000_matters(browse: Browse, one: Compared, tmp_path: Path) -> None:
    province = many(one.locals[0], 100, 2_000)
    assert province.matrix is not None
    violations = sum(
        any(decision is Decision.VIOLATION for decision in each.pending)
        for local in province.locals
        for each in local.alignments
    )
    last = {"same": "√ 已认领", "differs": "× 有违规", "missing": "× 缺失"}[province.matrix.cells[-1][-1] or ""]
    dom = browse(province, more=SCROLL)

    told = outputs(dom)
    assert told[:5] == ["true", "第0县", "true", last, "null"]
    assert told[5].endswith(f"：{violations:,} 格符合条件" + told[5].partition("符合条件")[2])
    assert told[6:] == ["true", "2"]
    assert (tmp_path / "比对.html").stat().st_size < 40_000_000


def test_marks_of_limits_and_materials_are_words_of_the_page() -> None:
    assert {mark_of(kind) for kind in CHANGE_LABELS} >= {"时限", "材料"}
