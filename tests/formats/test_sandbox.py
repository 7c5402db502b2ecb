"""Templates that offices edit: what they may do, and what they are refused."""

from __future__ import annotations

from typing import Any

import pytest
from jinja2 import TemplateError

from catalog_tool.formats.sandbox import MOST_REPEATED, sandbox


def rendered(template: str, **values: Any) -> str:
    return sandbox({"page": template}).get_template("page").render(**values)


def test_values_are_escaped_and_lines_of_control_leave_no_trace() -> None:
    template = "甲\n  {% for name in names %}\n<p>{{ name }}</p>\n  {% endfor %}\n乙\n"
    assert rendered(template, names=["<b>", "丙"]) == "甲\n<p>&lt;b&gt;</p>\n<p>丙</p>\n乙\n"


def test_a_template_may_count_and_repeat_as_far_as_a_page_goes() -> None:
    assert rendered("{% for n in range(2, 8, 3) %}{{ n }}{% endfor %}") == "25"
    assert rendered("{{ '—' * 3 }}{{ 2 * '＿' }}{{ 6 * 7 }}") == "———＿＿42"
    assert len(rendered("{{ '—' * most }}", most=MOST_REPEATED)) == MOST_REPEATED
    assert len(rendered("{% for n in range(most) %}一{% endfor %}", most=MOST_REPEATED)) == MOST_REPEATED


@pytest.mark.parametrize(
    "template",
    [
        "{{ unheard_of }}",
        "{{ names.__class__ }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ names.append('乙') }}",
        "{% include '../page' %}",
        "{{ lipsum(10 ** 6) }}",
        "{{ lipsum() }}",
        "{% for n in range(100001) %}{% endfor %}",
        "{% for n in range(0, -100001, -1) %}{% endfor %}",
        "{{ '—' * 100001 }}",
        "{{ 100001 * '—' }}",
        "{{ [1, 2] * 60000 }}",
        "{{ 9 ** 9 ** 9 }}",
    ],
)
def test_what_a_template_must_not_do_is_its_fault_and_no_crash(template: str) -> None:
    names = ["甲"]
    with pytest.raises(TemplateError):
        rendered(template, names=names)
    assert names == ["甲"]


def test_whoever_edits_a_template_is_told_what_was_too_much() -> None:
    with pytest.raises(TemplateError, match="range 要数 1,000,000 步，最多 100,000 步"):
        rendered("{% for n in range(1000000) %}{% endfor %}")
