"""stale-version: the list goes by another edition of its directory; said once, where catalog.yaml says it."""

from __future__ import annotations

from building import compared, county_manifest, directory_manifest, matter, report_of, side

TWO = [matter(), matter("330100202000", "房屋拆除备案")]


def stale(local_says: dict, matters: list[dict] | None = None) -> list[dict]:
    result = compared(TWO, TWO if matters is None else matters, local_says=local_says)
    return [each for alignment in result["alignments"] for each in alignment["changes"]]


def test_another_edition_is_told_once_with_its_place() -> None:
    (change,) = stale({"上级目录版本": "2018.1"})

    assert (change["kind"], change["decision"]) == ("stale-version", "report")
    assert (change["before"], change["after"]) == ("2018.2", "2018.1")
    assert change["places"] == {
        "directory": {"file": "directory/catalog.yaml", "line": 6, "column": 7},
        "local": {"file": "local/catalog.yaml", "line": 11, "column": 9},
    }
    assert "核对" in change["reason"]


def test_the_same_edition_and_none_at_all_say_nothing() -> None:
    assert stale({"上级目录版本": "2018.2"}) == []
    assert stale({}) == []


def test_the_edition_that_stands_with_the_path_counts() -> None:
    assert [change["after"] for change in stale({"上级目录": [{"路径": "../directory", "版本": "2017.9"}]})] == [
        "2017.9"
    ]


def test_a_list_with_nothing_in_common_has_no_place_to_tell_it() -> None:
    assert stale({"上级目录版本": "2018.1"}, []) == []


def test_with_the_sides_swapped_the_values_are_swapped() -> None:
    list_above = side(county_manifest(上级目录版本="2018.1"), TWO, "list")
    directory_below = side(directory_manifest(), TWO, "directory")

    report = report_of([(directory_below, [list_above])])["locals"][0]

    (change,) = [each for alignment in report["alignments"] for each in alignment["changes"]]
    assert (change["kind"], change["before"], change["after"]) == ("stale-version", "2018.1", "2018.2")
