"""The comment on a merge request: the worst first, both values, never longer than it may be, nothing but text."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest
from attacks import HOSTILE, nothing_hidden
from building import county_manifest, directory_manifest, limits, material, matter, side, whole
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from catalog_tool.compare.claims.best import best_of
from catalog_tool.compare.compared import Compared
from catalog_tool.compare.decided.approval import Approval
from catalog_tool.compare.levels.chains import Hole
from catalog_tool.compare.levels.hole_kinds import LABELS
from catalog_tool.compare.policy import Decision, Verdict
from catalog_tool.domain.visible import one_line
from catalog_tool.findings import Spot
from catalog_tool.reports import diff_markdown
from catalog_tool.reports.markdown_text import code, head, plain, row

Value = dict[str, Any]
RENDERER = MarkdownIt("commonmark", {"html": True}).enable("table")


class Seen(HTMLParser):
    """What a browser makes of it: the texts of table cells, and every tag."""

    def __init__(self, markdown: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self._in_cell = False
        self.feed(RENDERER.render(markdown))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {f"{name}={value}" for name, value in attrs}
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")
            self._in_cell = True

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._in_cell = False

    def handle_data(self, data: str) -> None:
        if self._in_cell:
            self.rows[-1][-1] += data


def compared_of(*lists: tuple[Value, list[Value]], directory: list[Value]) -> Compared:
    upper = side(directory_manifest(), directory, "zhejiang")
    return whole([(side(county_manifest(**says), held, f"list{n}"), [upper]) for n, (says, held) in enumerate(lists)])


def written(compared: Compared) -> str:
    return diff_markdown.write(compared, best_of(compared))


def test_both_values_the_reason_and_the_place() -> None:
    text = written(compared_of(({}, [matter(办理时限=limits(20, 7))]), directory=[matter()]))

    assert text.startswith("## 清单比对：违规 1，须报备 0，可自行调整 0\n")
    assert Seen(text).rows == [
        ["清单", "事项", "对上", "缺失", "目录外", "违规", "须报备", "可自行调整"],
        ["象山县实施清单", "1", "1", "0", "0", "1", "0", "0"],
        ["事项", "差异", "目录", "本地", "理由", "位置"],
        [
            "施工许可证核发（330100201000）", "承诺时限更长", "5 工作日", "7 工作日", "承诺时限不得长于省定标准",
            "list0/0.yaml:1",
        ],
    ]  # fmt: skip
    assert text.endswith("口径：浙江省八统一比对口径；比对之日：2018-08-01\n")


def test_the_worst_first_over_all_lists() -> None:
    better, worse = matter(办理时限=limits(20, 3)), matter(办理时限=limits(20, 7))

    text = written(compared_of(({}, [better]), ({"名称": "乐清市实施清单"}, [worse]), directory=[matter()]))

    assert text.index("### 违规") < text.index("乐清市实施清单 | 施工") < text.index("### 可自行调整")
    assert text.index("### 可自行调整") < text.index("象山县实施清单 | 施工")


def test_what_repeats_is_told_once() -> None:
    codes = [f"33010020{number}000" for number in range(8)]
    directory = [matter(each, f"许可{each}") for each in codes]
    local = [matter(each, f"许可{each}", 实施主体={"名称": "象山县档案局"}) for each in codes]

    text = written(compared_of(({}, local), directory=directory))

    assert text.count("象山县档案局") == 1
    assert "8 个事项，如 许可330100200000（330100200000）" in text


def test_what_is_approved_is_not_brought_up_again() -> None:
    compared = compared_of(({}, []), directory=[matter()])
    local = compared.locals[0]
    approved = tuple(replace(each, approved=Approval("县府办", "1号", "")) for each in local.alignments)

    text = written(replace(compared, locals=(replace(local, alignments=approved),)))

    assert "没有需要处理的差异" in text
    assert "缺失 |" in text


def test_who_does_best() -> None:
    slow, fast = matter(办理时限=limits(20, 7)), matter(办理时限=limits(20, 2))

    text = written(compared_of(({}, [slow]), ({"区划名称": "乐清市"}, [fast]), directory=[matter()]))

    assert "承诺 最快 乐清市 2 工作日；最慢 象山县 7 工作日；中位数 4.5 工作日（2 地）" in text


@pytest.mark.parametrize("filler", ["许可", "@#%|", HOSTILE])
def test_it_is_never_longer_than_a_comment_may_be(filler: str) -> None:
    """Also where every character grows as it is made harmless; what has no room is counted."""
    long = filler * (300 // len(filler))
    directory = [matter(f"3301{number:05d}000", f"{long}{number}") for number in range(150)]
    missing = {"名称": long, "区划名称": long}
    slow = [
        {**each, "办理时限": limits(200, 6 + number), "申请材料": [material(f"{number}{long}")]}
        for number, each in enumerate(directory)
    ]

    compared = compared_of((missing, []), ({**missing, "名称": f"{long}二"}, slow), directory=directory)
    text = written(compared)

    assert 20_000 < len(text) <= diff_markdown.MOST_CHARACTERS
    assert "还有没有列出的：违规 " in text
    assert "--format xlsx" in text


def test_many_lists_are_counted_too() -> None:
    one = compared_of(({}, []), directory=[matter()])
    named = [replace(one.locals[0], local=replace(one.locals[0].local, name=f"@{n}#" * 10)) for n in range(200)]

    text = written(replace(one, locals=tuple(named)))

    assert len(text) <= diff_markdown.MOST_CHARACTERS
    shown = text.count("| 0 | 0 | 1 | 0 | 1 | 0 | 0 |")
    assert f"只列违规最多的 {shown} 个清单，另有 {200 - shown} 个。" in text


def test_values_are_text_and_nothing_else() -> None:
    held = matter(
        name=HOSTILE,
        实施主体={"名称": HOSTILE},
        申请材料=[material("申请表"), material("居民身份证"), material(HOSTILE)],
    )

    text = written(compared_of(({"名称": HOSTILE}, [held]), directory=[matter()]))
    seen = Seen(text)

    assert nothing_hidden(text)
    assert set(seen.tags) <= {"h2", "h3", "p", "table", "thead", "tbody", "tr", "th", "td", "span", "code", "ul", "li"}
    assert seen.attributes <= {"style=text-align:left", "style=text-align:right"}
    assert len({len(found) for found in seen.rows if len(found) > 2}) == 2


_PIECES = st.sampled_from([*"|`<>&\\*_[]()!@#%~${}:/.\n\r\t -+=^'\"w甲1", "www.", "http://", "<!--", "&amp;", "\\|"])
_TEXTS = st.lists(_PIECES, max_size=12).map("".join)


@given(st.lists(_TEXTS, min_size=3, max_size=3))
def test_cells_stay_cells_and_say_what_was_said(texts: list[str]) -> None:
    markdown = head(["甲", "乙", "丙"], [False, True, False]) + row([plain(texts[0]), plain(texts[1]), code(texts[2])])

    seen = Seen(markdown)

    assert len(seen.rows) == 2
    assert set(seen.tags) <= {"table", "thead", "tbody", "tr", "th", "td", "span", "code", "ul", "li"}
    assert [cell.split() for cell in seen.rows[1]] == [one_line(text).split() for text in texts]


@pytest.mark.parametrize("sought", ["@all", "#12", "%1", "http://x.cn", "www.x.cn"])
def test_nothing_is_left_that_a_platform_looks_for(sought: str) -> None:
    assert sought not in plain(sought).replace("&#64;", "@").replace("&#35;", "#").replace("&#37;", "%")
    assert Seen(head([""], [False]) + row([plain(sought)])).rows[1] == [sought]


def test_long_values_are_cut() -> None:
    assert plain("长" * 400) == "长" * 299 + "…"
    assert plain("短" * 300) == "短" * 300


def a_hole(compared: Compared, number: int = 0) -> Hole:
    at, verdict = compared.locals[0].local, Verdict(Decision.VIOLATION, "受理后没有人审查 <b>")
    return Hole(
        f"33010{number:04d}000", "许可|链", next(iter(LABELS)), "县级", "审查", at, (), Spot("a", 1, 1), verdict, "f"
    )


def test_chains_that_break_off() -> None:
    compared = compared_of(({}, [matter()]), directory=[matter()])

    text = written(replace(compared, holes=(a_hole(compared),)))

    label = LABELS[next(iter(LABELS))]
    expected = ["许可|链（330100000000）", label, "县级 审查", "象山县", "违规", "受理后没有人审查 <b>"]
    assert expected in Seen(text).rows
    many = written(replace(compared, holes=tuple(a_hole(compared, number) for number in range(900))))
    assert len(many) < 12_000
    assert f"另有 {900 - many.count('许可&#124;链')} 处" in many
    assert "审批链" not in written(compared)
