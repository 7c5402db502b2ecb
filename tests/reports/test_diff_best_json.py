"""`best` of the JSON: who does best, in the matrix's columns, a record a matter of the directory."""

from __future__ import annotations

from typing import Any

from building import CODE, county_manifest, days, directory_manifest, limits, material, matter, report_of, side

Value = dict[str, Any]


def report(*lists: list[Value]) -> Value:
    upper = side(directory_manifest(), [matter()], "directory")
    return report_of([(side(county_manifest(), held, f"list{n}"), [upper]) for n, held in enumerate(lists)])


def test_a_record() -> None:
    more = [material(f"证明{number}") for number in range(5)]
    lists = [matter(办理时限=limits(20, 17), 申请材料=more)], [matter(办理时限=limits(20, 2))], [matter()]

    assert report(*lists)["best"] == [
        {
            "code": CODE,
            "name": "施工许可证核发",
            "standard": "5 工作日",
            "promise": {
                "shortest": [{"value": "2 工作日", "columns": [1]}],
                "certain": True,
                "longest": {"value": "17 工作日", "columns": [0]},
                "median": 5,
                "unit": "工作日",
                "regions": 3,
            },
            "materials": {
                "shortest": {"value": 2, "columns": [1, 2]},
                "longest": {"value": 5, "columns": [0]},
                "median": 2,
                "regions": 3,
            },
            "outliers": [
                {"column": 0, "of": "promise", "value": "17 工作日"},
                {"column": 0, "of": "materials", "value": 5},
            ],
        }
    ]


def test_what_cannot_be_told_apart_is_not_certain() -> None:
    (record,) = report([matter()], [matter(办理时限=limits(20, days(6, "自然日")))])["best"]

    assert record["promise"]["certain"] is False
    assert record["promise"]["shortest"] == [
        {"value": "5 工作日", "columns": [0]},
        {"value": "6 自然日", "columns": [1]},
    ]


def test_nothing_measured_is_null_and_one_list_has_an_empty_one() -> None:
    bare = matter(办理时限={}, 申请材料="见通告")

    (record,) = report([bare], [bare])["best"]

    assert (record["promise"], record["materials"], record["outliers"]) == (None, None, [])
    assert report([matter()])["best"] == []
