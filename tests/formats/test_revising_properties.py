"""New values in any old text: the text says them afterwards, in the one form, with every comment of what stays."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from plain_values import documents as any_documents
from yaml_texts import texts

from catalog_tool.formats.comments import comments_of
from catalog_tool.formats.entries import UnusualLayout
from catalog_tool.formats.nodes import content_of, roots_of
from catalog_tool.formats.revising import revised
from catalog_tool.formats.yaml_reader import kind_of, read_yaml
from catalog_tool.formats.yaml_writing import written
from catalog_tool.formatting import Formatter
from catalog_tool.resources import Resources
from catalog_tool.schema.key_order import KeyOrders
from catalog_tool.store import SourceFile

SCHEMAS = Resources().schemas
ORDERS = KeyOrders(SCHEMAS)
FORMATTER = Formatter(SCHEMAS)
FILE = SourceFile("甲.yaml", "甲.yaml")
INDENTED_BLOCK = re.compile(r"[|>][-+]?[1-9]")


def values_of(text: str) -> list[Any]:
    read = read_yaml(text.encode(), "")
    assert not read.refusals
    return [document.value for document in read.documents]


def comments(text: str) -> list[str]:
    plain = content_of(text.encode())
    return sorted(comments_of(plain, roots_of(plain)))


@given(texts(), st.data())
@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_text_takes_any_values(data: bytes, chance: Any) -> None:
    read = read_yaml(data, "")
    assume(not read.refusals)
    text = data.decode()
    count = len(read.documents)
    changes = chance.draw(
        st.dictionaries(st.integers(0, count - 1), st.one_of(any_documents(), _varied(read.documents[0].value)))
    )
    removed = chance.draw(st.sets(st.integers(0, count - 1)) if count > 1 else st.just(set()))
    added = chance.draw(st.lists(any_documents(), max_size=2))
    due = [changes.get(index, document.value) for index, document in enumerate(read.documents) if index not in removed]
    after = revised(text, read.documents, ORDERS.of, changed=changes, removed=removed, added=added)
    if not due + added:
        assert after == ""
        return
    assert values_of(after) == due + added
    assert after.startswith("\ufeff") == text.startswith("\ufeff")


def _varied(value: Any) -> st.SearchStrategy[Any]:
    """The same value with something put in, taken out, put elsewhere or changed here and there."""
    if isinstance(value, dict):
        parts = {key: st.one_of(st.just(item), _varied(item)) for key, item in value.items()}
        more = st.sampled_from([{}, {}, {"备注": "新"}, {"名称": "新"}, {"x-新": {"甲": ["乙"]}}, {"数值": 5}])
        return st.builds(lambda some, new: {**some, **new}, st.fixed_dictionaries({}, optional=parts), more)
    if isinstance(value, list):
        items = st.tuples(*(st.one_of(st.just(item), _varied(item)) for item in value))
        return st.builds(
            lambda items, new, keep: [item for index, item in enumerate([*items, *new]) if index not in keep],
            items.flatmap(lambda items: st.permutations(list(items)) if items else st.just([])),
            st.lists(st.sampled_from(["新", {"名称": "新"}, {"名称": "甲", "说明": "新\n二"}]), max_size=2),
            st.sets(st.integers(0, 3), max_size=2),
        )
    return st.sampled_from([value, "新", "新: 二", "新\n二", "新\n二\n", "5"])


@given(texts(), st.data())
@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
def test_where_nothing_goes_no_comment_goes(data: bytes, chance: Any) -> None:
    read = read_yaml(data, "")
    assume(not read.refusals)
    text = data.decode()
    grown = {document.index: chance.draw(_grown(document.value)) for document in read.documents}
    try:
        after = revised(text, read.documents, ORDERS.of, changed=grown)
    except UnusualLayout:
        # Refused rather than harmed; but only where a block text says its own indentation, as nobody does by hand.
        assert INDENTED_BLOCK.search(text)
        return
    assert values_of(after) == list(grown.values())
    assert comments(after) == comments(text)


def _grown(value: Any) -> st.SearchStrategy[Any]:
    """The same value with other texts and with more in it; nothing taken out."""
    if isinstance(value, dict):
        more = st.sampled_from([{}, {"备注": "新"}, {"x-新": {"甲": ["乙" * 50]}}, {"依据": ["甲", "乙"]}])
        parts = st.fixed_dictionaries({key: _grown(item) for key, item in value.items()})
        return st.builds(lambda some, new: {**new, **some}, parts, more)
    if isinstance(value, list):
        more = st.lists(st.sampled_from(["新", {"名称": "新"}]), max_size=2)
        return st.builds(lambda new: [*value, *new], more)
    return st.sampled_from([value, value, "新", "新\n二", ["新", {"a": "新" * 50}], {}])


@given(st.lists(any_documents(), min_size=1, max_size=3), st.data())
@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_one_form_stays_the_one_form(values: list[Any], chance: Any) -> None:
    assume(all(values))
    text = written(values, [ORDERS.of(kind_of(value)) for value in values])
    new = {index: chance.draw(_varied(value).filter(bool)) for index, value in enumerate(values)}
    assume(all(value.get("类别") not in ("指导目录", "实施清单") for value in new.values()))
    after = revised(text, read_yaml(text.encode(), "").documents, ORDERS.of, changed=new)
    assert values_of(after) == list(new.values())
    assert FORMATTER.rewrite(after.encode(), FILE, manifest=False) is None
