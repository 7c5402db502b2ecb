"""How much one file may hold, and that what is refused for it says so once."""

from __future__ import annotations

import pytest

from catalog_tool.formats.refusals import Refusal
from catalog_tool.formats.yaml_limits import LONGEST_KEY, MOST_DIRECTIVES, MOST_DOCUMENTS, MOST_NODES, MOST_REFUSALS
from catalog_tool.formats.yaml_reader import ReadFile, read_yaml

IGNORE = "# catalog-tool: ignore[unknown-key] 试行"


def read(text: str, *, pure: bool = False) -> ReadFile:
    return read_yaml(text.encode(), "f", pure=pure)


def said(refusal: Refusal) -> str:
    return refusal.rule.message.format_map(refusal.args)


def test_too_many_documents_are_not_looked_at() -> None:
    most = read("---\n甲: 乙\n" * MOST_DOCUMENTS)
    more = read("---\n甲: 乙\n" * (MOST_DOCUMENTS + 1))

    assert (len(most.documents), most.refusals) == (MOST_DOCUMENTS, [])
    assert more.documents == []
    assert [(each.rule.name, each.place) for each in more.refusals] == [("file-too-large", (2 * MOST_DOCUMENTS + 1, 1))]
    assert f"每个文件 {MOST_DOCUMENTS} 个文档" in said(more.refusals[0])


def test_too_many_ignore_comments_are_refused() -> None:
    most = read("甲: 乙\n" + f"{IGNORE}\n" * MOST_DIRECTIVES)
    more = read("甲: 乙\n" + f"{IGNORE}\n" * (MOST_DIRECTIVES + 1))

    assert (len(most.directives), most.refusals) == (MOST_DIRECTIVES, [])
    assert [(each.rule.name, each.place.line) for each in more.refusals] == [("file-too-large", MOST_DIRECTIVES + 2)]
    assert (more.documents, more.directives) == ([], [])


@pytest.mark.parametrize("nodes", [MOST_NODES, MOST_NODES + 1])
def test_the_limit_of_nodes_is_exact(nodes: int) -> None:
    # The mapping, the key and the list are nodes too.
    found = read(f"甲: [{'1,' * (nodes - 3)}]\n---\n乙: 丙\n")

    assert [each.rule.name for each in found.refusals] == (["file-too-large"] if nodes > MOST_NODES else [])
    assert len(found.documents) == (0 if nodes > MOST_NODES else 2)


@pytest.mark.parametrize("pure", [False, True], ids=["libyaml", "pure"])
def test_a_key_has_an_end(pure: bool) -> None:
    most, more = (read(f"? {'键' * length}\n: [甲, 甲]\n", pure=pure) for length in (LONGEST_KEY, LONGEST_KEY + 1))

    assert most.refusals == []
    assert [(each.rule.name, each.place) for each in more.refusals] == [("yaml-syntax", (1, 3))]
    assert len(said(more.refusals[0])) < 100
    assert len(str(more.refusals[0].path)) < 100


@pytest.mark.parametrize("mark", ["&", "*", "!"])
def test_a_long_name_is_shown_as_far_as_a_sentence_can(mark: str) -> None:
    (refusal,) = read(f"甲: {mark}{'a' * 100_000} \n").refusals

    assert len(said(refusal)) < 200


def test_keys_without_a_value_are_counted_like_others() -> None:
    found = read("甲:\n" * 3 + "乙: 一\n乙:\n" + "丙:\n丙: 一\n丙:\n")

    assert [(each.place.line, each.related[0].line) for each in found.refusals] == [
        (2, 1),
        (3, 1),
        (5, 4),
        (7, 6),
        (8, 6),
    ]
    assert len(read("甲:\n" * 40_000).refusals) == MOST_REFUSALS


@pytest.mark.parametrize("pure", [False, True], ids=["libyaml", "pure"])
@pytest.mark.parametrize("text", ["甲: [?乙]", "甲: [一, ?乙]", "甲: {?乙: 丙}", '甲: [?"乙"]', "甲: [\n  ?乙]"])
def test_a_question_mark_at_the_beginning_is_not_lost(text: str, pure: bool) -> None:
    (refusal,) = read(text, pure=pure).refusals

    assert refusal.rule.name == "yaml-syntax"
    assert "以 ? 开头时请加引号" in said(refusal)


@pytest.mark.parametrize(
    "text", ["甲: ?乙", '甲: ["?乙", 丙?]', "甲: [乙?丙]", "甲: {? 乙: 丙}", "? 甲\n: 乙", "甲: '[?乙'"]
)
def test_other_question_marks_are_nothing_special(text: str) -> None:
    assert read(text).refusals == []


def test_ignore_comments_before_what_is_not_read_count() -> None:
    found = read(f"甲: 乙 {IGNORE}\n---\n丙: {'[' * 60}\n丁: 戊 {IGNORE}\n")

    assert [each.line for each in found.directives] == [1, 4]
    assert [each.rule.name for each in found.refusals] == ["too-deep"]
