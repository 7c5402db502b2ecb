"""Annotations: escaped as the runner reads them, the worst first, the counts always in the log."""

from __future__ import annotations

import re
from dataclasses import replace

from attacks import nothing_hidden

from catalog_tool.findings import Report, Settled
from catalog_tool.reports.findings_github import write

EXAMPLE = """\
::error file=xiangshan/公安/户口迁移.yaml,line=41,col=13,title=promise-exceeds-statutory::承诺 30 工作日，长于法定 20 工作日〔户口迁移（婚迁）（331000701001）〕
::error file=xiangshan/民政/临时 救助#1%2541%3A乙.yaml,line=1,col=7,title=duplicate-code::330600107000 出现了 2 次〔临时救助（330600107000）〕
::error file=xiangshan/民政/临时 救助#1%2541%3A乙.yaml,line=80,col=7,title=duplicate-code::330600107000 出现了 2 次〔临时救助（330600107000）〕
::warning file=xiangshan/公安/户口迁移.yaml,line=2,col=7,title=uneven-brackets::括号不成对〔户口迁移（婚迁）（331000701001）〕
::notice file=xiangshan/catalog.yaml,line=9,col=1,title=unknown-key::多出的键“备住”
共检查 12 个文件、15 个事项：错误 3、警告 1、提示 1；另有 1 个文件的 3 处没有列出。
"""  # noqa: E501 - an annotation is one line


def test_the_whole(example: Report) -> None:
    assert write(example) == EXAMPLE


def test_nothing_found(clean: Report) -> None:
    assert write(clean) == "共检查 12 个文件、15 个事项：错误 0、警告 0、提示 0。\n"


def test_what_github_does_not_show_names_its_place(example: Report) -> None:
    first = example.settled.findings[0]
    many = tuple(replace(first, line=line) for line in range(1, 13))

    lines = write(replace(example, settled=Settled(many, {}))).splitlines()

    assert lines[9].endswith("title=unknown-key::多出的键“备住”")
    assert lines[10].endswith("title=unknown-key::xiangshan/catalog.yaml:11:1：多出的键“备住”")
    assert lines[-1].endswith("提示 12；GitHub 每级只显示 10 条注释，其余 2 条只在上面的日志里。")


def test_values_cannot_end_a_property_a_line_or_a_command(hostile: Report) -> None:
    lines = write(hostile).split("\n")

    assert len(lines) == 3
    command = re.fullmatch(r"::error file=([^,:]*),line=1,col=1,title=([^,:]*)::(.*)", lines[0])
    assert command
    assert nothing_hidden(command[2])
    assert nothing_hidden(command[3])
    assert "%0A第二行" in command[3]
    assert "%250A" in command[3]


def test_a_cell_is_named(mixed: Report) -> None:
    cell, line = write(mixed).splitlines()[:2]

    assert cell.startswith("::error file=甲/事项.xlsx,line=5,col=3,")
    assert cell.endswith("::330600107000 出现了 2 次〔临时救助（330600107000），基本信息!C5〕")
    assert line.endswith("::330600107000 出现了 2 次〔临时救助（330600107000）〕")


def test_a_cell_that_github_does_not_show_is_named_once(mixed: Report) -> None:
    many = tuple(replace(mixed.settled.findings[0], line=line) for line in range(1, 12))

    last = write(replace(mixed, settled=Settled(many, {}))).splitlines()[10]

    assert last.endswith("::甲/事项.xlsx〔基本信息!C11〕：330600107000 出现了 2 次〔临时救助（330600107000）〕")


def test_a_sheet_cannot_end_a_line(hostile_sheet: Report) -> None:
    text = write(hostile_sheet)

    assert nothing_hidden(text)
    assert len(text.splitlines()) == 2
