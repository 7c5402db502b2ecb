"""The policy decides everything and says why; a broken file is one sentence and exit 3."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from building import CODE, POLICY, RESOURCES, compared, limits, matter, only

from catalog_tool.compare.alignment import LABELS as ALIGNMENTS
from catalog_tool.compare.changes import LABELS, MIRRORS, all_comparators
from catalog_tool.compare.levels.hole_kinds import JUDGED_HOLES, LACKS
from catalog_tool.compare.levels.hole_kinds import LABELS as HOLES
from catalog_tool.compare.policy import ANY, UNJUDGED, Decision
from catalog_tool.compare.policy_file import TRAITS, parse_policy
from catalog_tool.findings import CannotRun

STATED = {kind for kinds, _ in all_comparators().values() for kind in kinds}
CLAUSES = {(clause.subject, clause.kind) for clause in POLICY.clauses}


@pytest.mark.parametrize("kind", sorted(STATED | set(MIRRORS)))
def test_every_kind_of_change_has_a_clause_a_mirror_a_label_and_a_comparator(kind: str) -> None:
    assert ("change", kind) in CLAUSES
    assert MIRRORS[MIRRORS[kind]] == kind
    assert kind in LABELS
    assert kind in STATED


@pytest.mark.parametrize("kind", sorted(set(ALIGNMENTS) - UNJUDGED))
def test_every_judged_kind_of_alignment_has_a_clause_that_always_fits(kind: str) -> None:
    assert any((clause.subject, clause.kind) == ("alignment", kind) and not clause.traits for clause in POLICY.clauses)


@pytest.mark.parametrize(("subject", "kind"), sorted(CLAUSES))
def test_every_clause_has_a_kind(subject: str, kind: str) -> None:
    known = {"alignment": set(ALIGNMENTS) - UNJUDGED, "change": {*STATED, ANY}, "chain": JUDGED_HOLES}

    assert kind in known[subject]


@pytest.mark.parametrize("kind", sorted(HOLES))
def test_a_hole_has_a_clause_unless_it_is_judged_as_something_missing(kind: str) -> None:
    assert (("chain", kind) in CLAUSES) == (kind != LACKS)


def test_every_clause_says_why_and_where_from() -> None:
    assert all(clause.reason and clause.source for clause in POLICY.clauses)


def test_every_clause_can_be_reached() -> None:
    for index, clause in enumerate(POLICY.clauses):
        earlier = [other for other in POLICY.clauses[:index] if other.subject == clause.subject]
        covering = [
            other
            for other in earlier
            if other.kind in (clause.kind, ANY)
            and other.traits <= clause.traits
            and (not other.types or (clause.types and clause.types <= other.types))
        ]
        assert not covering, clause


def test_every_trait_is_explained_in_the_file() -> None:
    text = (Path(__file__).parents[2] / "schemas/policies/zhejiang.yaml").read_text(encoding="utf-8")
    header = text.partition("\n名称:")[0]

    assert all(trait in header for trait in TRAITS)


def policy_of(*clauses: dict, **top: object):
    return parse_policy({"名称": "试", "条款": list(clauses), **top}, "试.yaml")


LONGER = {"change": "promise-longer", "decision": "allowed", "reason": "本地说可以"}


def test_the_first_clause_that_fits_decides() -> None:
    policy = policy_of(
        {**LONGER, "types": ["公共服务"], "decision": "violation"}, LONGER, {**LONGER, "decision": "report"}
    )

    found = only(compared([matter()], [matter(办理时限=limits(20, 9))], policy=policy))["changes"][0]

    assert (found["decision"], found["reason"]) == ("allowed", "本地说可以")


def test_what_a_policy_does_not_say_is_reported_rather_than_let_pass() -> None:
    found = only(compared([matter()], [matter(事项类型="公共服务")], policy=policy_of(LONGER)))["changes"][0]

    assert found["decision"] == "report"
    assert "人工核对" in found["reason"]


def test_placeholders_are_filled_and_doubled_braces_printed() -> None:
    policy = policy_of({"alignment": "split", "decision": "report", "reason": "并回 {code} {{照办}}"})
    local = [matter(f"{CODE[:9]}00{n}", 子项名称=f"施工{n}") for n in (1, 2)]

    assert only(compared([matter()], local, policy=policy))["reason"] == f"并回 {CODE} {{照办}}"


BROKEN: dict[str, tuple[dict, str]] = {
    "unknown key": ({**LONGER, "reasons": "x"}, "reasons"),
    "unknown kind": ({**LONGER, "change": "promise-longr"}, "promise-longr"),
    "kind of the other subject": ({"alignment": "promise-longer", "decision": "report", "reason": "x"}, "alignment"),
    "alignment that is not judged": ({"alignment": "same", "decision": "report", "reason": "x"}, "same"),
    "any alignment": ({"alignment": "*", "decision": "report", "reason": "x"}, "alignment"),
    "no subject": ({"decision": "report", "reason": "x"}, "alignment、change 和 chain"),
    "two subjects": ({**LONGER, "alignment": "split"}, "alignment、change 和 chain"),
    "bad decision": ({**LONGER, "decision": "forbidden"}, "forbidden"),
    "no decision": ({"change": "type", "reason": "x"}, "decision"),
    "no reason": ({"change": "type", "decision": "report"}, "reason"),
    "open brace": ({**LONGER, "reason": "{"}, "花括号"),
    "closing brace": ({**LONGER, "reason": "}"}, "花括号"),
    "attribute": ({**LONGER, "reason": "{code.__class__}"}, "花括号"),
    "index": ({**LONGER, "reason": "{code[0]}"}, "花括号"),
    "position": ({**LONGER, "reason": "{0}"}, "花括号"),
    "empty brace": ({**LONGER, "reason": "{}"}, "花括号"),
    "wide format": ({**LONGER, "reason": "{code:>999999999999}"}, "花括号"),
    "conversion": ({**LONGER, "reason": "{code!x}"}, "花括号"),
    "unknown placeholder": ({**LONGER, "reason": "{cod}"}, "cod"),
    "unknown trait": ({**LONGER, "traits": ["necesary"]}, "necesary"),
    "traits of another shape": ({**LONGER, "traits": {"necessary": "是"}}, "traits"),
    "types of another shape": ({**LONGER, "types": []}, "types"),
}


def one_sentence(error: CannotRun) -> str:
    text = str(error)
    assert "\n" not in text
    assert text.endswith("。")
    assert any("\u4e00" <= character <= "\u9fff" for character in text)
    return text


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_clause_is_named_in_one_sentence(name: str) -> None:
    clause, word = BROKEN[name]

    with pytest.raises(CannotRun) as caught:
        policy_of(LONGER, clause)

    sentence = one_sentence(caught.value)
    assert "试.yaml 第 2 条" in sentence
    assert word in sentence


@pytest.mark.parametrize("value", [{}, {"条款": []}, {"条款": "无"}, {"条款": {"change": "type"}}, {"条款": ["type"]}])
def test_a_file_without_clauses_is_named(value: dict) -> None:
    with pytest.raises(CannotRun) as caught:
        parse_policy(value, "试.yaml")

    assert "试.yaml" in one_sentence(caught.value)


def test_an_unknown_key_of_the_file_is_named() -> None:
    with pytest.raises(CannotRun, match="条目"):
        policy_of(LONGER, 条目=[])


@pytest.mark.parametrize(
    "text",
    ["", "# 空的\n", "条款: [\n", "条款: &a [*a]\n", "- 条款\n", "一句话\n", "条款: []\n---\n条款: []\n", "\ufffe"],
)
def test_a_file_that_cannot_be_read_is_named(text: str, tmp_path: Path) -> None:
    path = tmp_path / "policy.yaml"
    path.write_text(text, encoding="utf-8")
    load: Callable[[], object] = lambda: parse_policy(RESOURCES.policy(str(path)), str(path))  # noqa: E731

    with pytest.raises(CannotRun) as caught:
        load()

    assert "policy.yaml" in one_sentence(caught.value)


def test_decisions_are_ordered_from_the_worst() -> None:
    assert [decision.rank for decision in Decision] == [0, 1, 2]
    assert [decision.label for decision in Decision] == ["违规", "须报备", "可自行调整"]
