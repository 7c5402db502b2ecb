"""Spans of nodes: they hold what the node says, whichever parser reads."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from yaml_texts import texts

from catalog_tool.formats import nodes
from catalog_tool.formats.nodes import LIST, MAPPING, content_of, roots_of
from catalog_tool.formats.yaml_reader import read_yaml


@given(texts())
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
def test_both_parsers_give_the_same_spans(data: bytes) -> None:
    assume(not read_yaml(data, "").refusals)
    text = content_of(data)
    found = roots_of(text)
    for root in found:
        for scalar in root.scalars():
            raw = text[scalar.start : scalar.end]
            if scalar.style == "" and "\n" not in raw:
                assert raw == scalar.text
            elif scalar.style:
                assert raw.startswith(scalar.style)
                assert "+" in raw.partition("\n")[0] or not raw.endswith("\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nodes, "CParser", None)
        assert roots_of(text) == found


def test_nodes_are_found_by_path() -> None:
    (root,) = roots_of("甲:\n- 乙\n- {丙: 丁, 丙: 戊}\n己:\n")

    assert (root.style, root.pairs[0][1].style) == (MAPPING, LIST)
    found = root.at(("甲", 1, "丙"))
    assert found is not None
    assert (found.text, found.start, found.end) == ("丁", 13, 14)
    assert root.at(("甲", 2)) is None
    assert root.at(("庚",)) is None
    absent = root.at(("己",))
    assert absent is not None
    assert absent.is_absent
