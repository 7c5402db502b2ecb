"""What the pages for clerks say of Word templates is so: names, examples, the sentence for a slip."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docx_prints import book, chapter, printed, template, words_of

from catalog_tool.findings import CannotRun
from catalog_tool.handbook.book import Part
from catalog_tool.handbook.docx.blocks import Paper
from catalog_tool.handbook.docx.context import context_of
from catalog_tool.handbook.docx.fields import Fields, Known
from catalog_tool.handbook.docx.shelf import Shelf
from catalog_tool.handbook.values import values_of

PROJECT = Path(__file__).resolve().parents[2]
PAGE = (PROJECT / "docs/templates.md").read_text(encoding="utf-8")
README = (PROJECT / "templates/docx/README.md").read_text(encoding="utf-8")
NAMES = {
    line.partition("\t")[0] for line in (PROJECT / "templates/docx/fields.txt").read_text(encoding="utf-8").splitlines()
}
BELOW = {"材料": "申请材料", "窗": "办理窗口"}


def test_the_example_of_a_card_prints() -> None:
    example = next(text for text in re.findall("```text\n(.*?)```", PAGE, re.DOTALL) if "{%p for" in text)
    value = {"主项名称": "户口迁移", "办理时限": {"承诺": {"数值": 5, "单位": "工作日"}}, "到现场次数": 1}
    matter = replace(chapter("m-1", "户口迁移"), values=values_of(value))
    data = printed(book(Part("p", "省公安厅", "", (matter,)), indexes=()), template(*example.splitlines()))
    assert words_of(data) == ["户口迁移", "办结时限：5 工作日，最多跑 1 次"]


def test_the_fields_it_names_are_fields() -> None:
    listed = re.findall(r"事项\.([\w.]+)", PAGE)
    listed += [f"{BELOW[name]}.{rest}" for name, rest in re.findall(r"(材料|窗)\.(\w+)", PAGE)]
    listed += [f"业务流程.{name}" for name in re.findall(r"步\.(\w+)", PAGE)]
    assert len(listed) > 40
    unknown = [name for name in listed if re.sub(r"\.[0-9]+", "", name) not in NAMES | {"书签", "申请材料"}]
    assert unknown == []


def test_the_sentence_for_a_slip_is_what_is_said() -> None:
    said = next(line for line in PAGE.splitlines() if line.startswith("模板 handbook.docx 第"))
    with pytest.raises(CannotRun) as caught:
        printed(book(), template(*["段"] * 11, "{{ 手册.名字 }}"))
    assert str(caught.value) == said


def test_every_name_a_template_can_use_is_explained() -> None:
    paper = Paper(Shelf(book()), {}, 8845, 12756)
    whole = book()
    charts = dict.fromkeys(_drawings(whole), b"")
    context = context_of(whole, replace(paper, charts=charts), Known([]), Known([], "手册."))
    assert [name for name in sorted(set(_names(context))) if name not in README] == []


def _drawings(whole: Any) -> Any:
    from catalog_tool.handbook.docx.pictures import drawings_of

    return drawings_of(whole)


def _names(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if not isinstance(value, Fields):
            yield from value
        for name, item in value.items():
            yield (
                f"{value.kind}.{name}" if isinstance(value, Fields) and value.kind in {"手册", "栏目", "索引"} else name
            )
            yield from _names(item)
    elif isinstance(value, list):
        for item in value:
            yield from _names(item)
