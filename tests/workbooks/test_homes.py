"""Which document of the catalog a row continues, by examples."""

from __future__ import annotations

from typing import Any

from catalog_tool.workbooks.homes import Standing, homes

CODE = "330104501000"


def matter(code: str = "", name: str = "户口迁移", **more: str) -> dict[str, Any]:
    more = {"孙项名称": "", "业务办理项编码": "", **more}
    return {key: value for key, value in {"基本编码": code, "子项名称": name, **more}.items() if value}


def paired(
    standing: dict[str, dict[str, Any]], incoming: list[dict[str, Any]], said: list[str] | None = None
) -> list[str | None]:
    """The names of the homes; a file holds one document, `甲.yaml#2` is the second of its file."""
    found = homes([Standing(*_place(name), value) for name, value in standing.items()], incoming, [
        _place(name) if name else None for name in said or [""] * len(incoming)
    ])  # fmt: skip
    return [None if home is None else home.file + (f"#{home.index + 1}" if home.index else "") for home in found]


def _place(name: str) -> tuple[str, int]:
    file, _, number = name.partition("#")
    return file, int(number or 1) - 1


def test_by_code() -> None:
    standing = {"甲.yaml": matter(CODE), "乙.yaml": matter("330104502000")}
    assert paired(standing, [matter("330104502000"), matter(CODE)]) == ["乙.yaml", "甲.yaml"]
    assert paired(standing, [matter("330104503000")]) == [None]


def test_handling_items_of_one_code_by_what_tells_them_apart() -> None:
    standing = {"甲.yaml#1": matter(CODE, 孙项名称="婚迁"), "甲.yaml#2": matter(CODE, 孙项名称="投靠")}
    assert paired(standing, [matter(CODE, 孙项名称="投靠"), matter(CODE, 孙项名称="婚迁")]) == ["甲.yaml#2", "甲.yaml"]
    # One that is renamed is the one that is left.
    assert paired(standing, [matter(CODE, 孙项名称="投靠亲属"), matter(CODE, 孙项名称="婚迁")]) == [
        "甲.yaml#2",
        "甲.yaml",
    ]


def test_a_new_handling_item_takes_nobodys_place() -> None:
    standing = {"甲.yaml": matter(CODE, 孙项名称="婚迁")}
    incoming = [matter(CODE, 孙项名称="婚迁"), matter(CODE, 孙项名称="投靠")]
    assert paired(standing, incoming) == ["甲.yaml", None]


def test_a_changed_code_by_the_file_the_row_came_from() -> None:
    standing = {"甲.yaml": matter(CODE), "乙.yaml": matter("330104502000")}
    assert paired(standing, [matter("330104509000")], ["甲.yaml"]) == ["甲.yaml"]


def test_the_code_goes_before_the_file() -> None:
    # A clerk copied a row, its 文件 with it: the copy continues nothing.
    standing = {"甲.yaml": matter(CODE)}
    assert paired(standing, [matter(CODE), matter("330104509000")], ["甲.yaml", "甲.yaml"]) == ["甲.yaml", None]
    assert paired(standing, [matter("330104509000"), matter("330104508000")], ["甲.yaml", "甲.yaml"]) == [None, None]


def test_a_file_of_another_kind_is_no_home() -> None:
    standing = {"甲.yaml": {"类别": "一件事", "名称": "开办企业", "编码": "331619996000"}}
    assert paired(standing, [matter(CODE)], ["甲.yaml"]) == [None]
    assert paired(standing, [matter("331619996000")]) == [None]


def test_without_a_code_by_name() -> None:
    standing = {"甲.yaml": matter(name="户口迁移（县级）"), "乙.yaml": matter(name="户口登记")}
    assert paired(standing, [matter(name="户口登记"), matter(name="户口注销")]) == ["乙.yaml", None]


def test_a_name_that_two_have_decides_nothing() -> None:
    standing = {"甲.yaml": matter(), "乙.yaml": matter()}
    assert paired(standing, [matter()]) == [None]
    assert paired(standing, [matter()], ["乙.yaml"]) == ["乙.yaml"]
    assert paired({"甲.yaml": matter()}, [matter(), matter()]) == [None, None]
