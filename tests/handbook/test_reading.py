"""Reading documents for print: short cuts give what the long way gives."""

from __future__ import annotations

import pickle
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from catalog_tool.domain.visible import visible
from catalog_tool.handbook.reading import Node, scalar_text
from catalog_tool.handbook.values import Values, values_of

DOCUMENT = {"主项名称": "户口迁移", "决定机构": "省公安厅", "办理时限": {"承诺": {"数值": 5, "单位": "工作日"}}}


@given(
    st.text() | st.text("甲 \u3000\u00a0\n\u202e\u200b\ufeff\U000e0041a", max_size=6) | st.integers() | st.booleans()
)
def test_a_scalar_is_printed_with_symbols_for_what_cannot_be_seen(value: Any) -> None:
    assert scalar_text(value) == visible(str(value)).strip()


def test_texts_asked_for_count_as_printed_and_the_rest_is_left_over() -> None:
    node = Node({"甲": ["一", None, "", ["二"], "三"], "乙": "四", "x-丙": "五"})
    assert node["甲"].texts == ("一", "三")
    assert [item.value for item in node["甲"]] == ["一", None, "", ["二"], "三"]
    assert node["没有"]["也没有"].texts == ()
    assert node.left_over() == [(("甲", 3, 0), "二"), (("乙",), "四")]


def test_only_mappings_of_a_list_or_the_mapping_itself_are_items() -> None:
    node = Node({"单": {"名称": "甲"}, "列": ["乙", {"名称": "丙"}, {"名称": "丁"}], "字": "戊"})
    assert [item["名称"].text for item in node["单"].mappings] == ["甲"]
    assert [item["名称"].text for item in node["列"].mappings] == ["丙", "丁"]
    assert node["字"].mappings == []
    assert node["没有"].mappings == []
    assert node.left_over() == [(("列", 0), "乙"), (("字",), "戊")]


def test_values_are_made_when_asked_for_and_travel_as_the_document() -> None:
    values = Values(DOCUMENT, {"决定机构": "市公安局", "受理机构": "县公安局"})
    travelled = pickle.loads(pickle.dumps(values))
    for found in (values, travelled):
        assert found["办理时限.承诺"] == "5 工作日"
        # What the document says itself goes before what is computed.
        assert found["决定机构"] == "省公安厅"
        assert found["受理机构"] == "县公安局"
    assert dict(travelled) == {**values_of(DOCUMENT), "受理机构": "县公安局"}
    assert travelled == values
