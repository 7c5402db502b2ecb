"""一件事 of both sides: aligned by 编码, then by name; what their members and promises are."""

from __future__ import annotations

import pytest
from building import CODE, compared, days, matter, one_thing

OTHER = "331400512001"


def alignments(directory: list[dict], local: list[dict]) -> list[dict]:
    return [each for each in compared(directory, local)["alignments"] if each["type"] == "one-thing"]


def only(directory: dict, local: dict) -> dict:
    (found,) = alignments([directory], [local])
    return found


def test_equal_ones_are_the_same_and_stand_beside_the_matters() -> None:
    result = compared([matter(), one_thing()], [matter(), one_thing()])

    assert [(each["type"], each["kind"], each["changes"]) for each in result["alignments"]] == [
        ("matter", "same", []),
        ("one-thing", "same", []),
    ]
    assert (result["summary"]["matters"], result["summary"]["matched"]) == (1, 1)


def test_by_code_though_renamed() -> None:
    found = only(one_thing(), one_thing(name="企业开办"))

    assert (found["kind"], found["matched_by"], found["because"]) == ("renamed", "code", ["编码相同"])
    assert (found["decision"], found["changes"]) == (None, [])


def test_by_name_though_recoded() -> None:
    found = only(one_thing(), one_thing("331619997000", "开办 企业"))

    assert (found["kind"], found["matched_by"]) == ("recoded", "name")
    assert [(each["kind"], each["path"], each["decision"]) for each in found["changes"]] == [
        ("code", ["编码"], "violation")
    ]


@pytest.mark.parametrize(
    ("here", "there", "kind", "before", "after"),
    [
        ((CODE,), (CODE, OTHER), "member-added", "无", OTHER),
        ((CODE, OTHER), (CODE,), "member-dropped", OTHER, "无"),
    ],
)
def test_members_more_and_fewer_are_the_regions_own_affair(
    here: tuple[str, ...], there: tuple[str, ...], kind: str, before: str, after: str
) -> None:
    found = only(one_thing("331619996000", "开办企业", *here), one_thing("331619996000", "开办企业", *there))

    (change,) = found["changes"]
    assert (change["kind"], change["before"], change["after"]) == (kind, before, after)
    assert (change["decision"], change["path"]) == ("allowed", ["事项", 1])


def test_a_member_without_a_code_is_known_by_its_name() -> None:
    bank = {"名称": "银行开户", "办理单位": "自选银行", "性质": "金融机构"}
    both = [{"基本编码": CODE, "层级": "县级"}, bank]

    assert only(one_thing(事项=both), one_thing(事项=[bank | {"名称": "银行 开户"}, both[0]]))["changes"] == []
    assert [each["after"] for each in only(one_thing(), one_thing(事项=both))["changes"]] == ["银行开户"]


def test_a_longer_promise_is_judged_as_for_a_matter() -> None:
    found = only(one_thing(), one_thing(办理时限={"承诺": days(5)}))

    assert [(each["kind"], each["before"], each["after"], each["decision"]) for each in found["changes"]] == [
        ("promise-longer", "3 工作日", "5 工作日", "violation")
    ]


def test_nobody_must_have_one() -> None:
    found = alignments([one_thing()], [one_thing("331619997000", "退休")])

    assert [(each["kind"], each["decision"], len(each["directory"]), len(each["local"])) for each in found] == [
        ("outside", None, 1, 0),
        ("outside", None, 0, 1),
    ]


def test_of_several_with_one_code_each_stands_in_one_alignment() -> None:
    twice = [one_thing(), one_thing(name="企业开办")]

    found = alignments(twice, [one_thing()])

    assert sum(len(each["directory"]) for each in found) == 2
    assert sum(len(each["local"]) for each in found) == 1


@pytest.mark.parametrize("odd", [{"事项": "户口"}, {"事项": [None, 3]}, {"编码": []}, {"名称": {}}, {"办理时限": []}])
def test_odd_shapes_are_compared_as_far_as_they_go(odd: dict) -> None:
    for one, other in ((one_thing(), one_thing(**odd)), (one_thing(**odd), one_thing()), (one_thing(**odd),) * 2):
        assert alignments([one], [other])
