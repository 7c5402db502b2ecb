"""Bases taken apart: names that are one law, numbers, articles, ranks."""

from __future__ import annotations

import time

import pytest

from catalog_tool.domain.bases import names_a_basis
from catalog_tool.domain.citations import (
    Citation,
    articles_of,
    basis_lists,
    figure,
    fold_law,
    is_local_law,
    may_set_licence,
    mended_number,
    parse,
    rank_of,
    serial_of,
    written_number,
)


@pytest.mark.parametrize(
    "name",
    [
        "《中华人民共和国建筑法》",
        "《建筑法》",
        "建筑法",
        "《建筑法》（2019年修正）",
        "《建筑法（2011年修正）》",
        "《 建筑法 》(2019修订)",
    ],
)
def test_one_law_under_several_names(name: str) -> None:
    assert fold_law(name) == "建筑法"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("《企业破产法》", "《企业破产法（试行）》"),
        ("《合同法》", "《劳动合同法》"),
        ("《建筑法》", "《关于贯彻〈建筑法〉的通知》"),
        ("《公司登记管理条例》", "《公司登记管理条例施行细则》"),
    ],
)
def test_names_that_are_two(one: str, other: str) -> None:
    assert fold_law(one) != fold_law(other)


@pytest.mark.parametrize(
    ("text", "articles"),
    [
        ("第七条、第八条", ("7", "8")),
        ("第十条第二款第（三）项", ("10",)),
        ("第二十三条", ("23",)),
        ("第7、8条", ("7", "8")),
        ("第七至九条", ("7", "8", "9")),
        ("第七条至第九条", ("7", "8", "9")),
        ("第一百二十条之一", ("120之1",)),
        ("第一千二百六十条", ("1260",)),
        ("第八条、第八条", ("8",)),
        ("第九条至第七条", ("7", "9")),
        ("附件第三项", ()),
        ("", ()),
    ],
)
def test_articles_in_either_kind_of_figures(text: str, articles: tuple[str, ...]) -> None:
    assert articles_of(text) == articles


@pytest.mark.parametrize(
    ("text", "number"), [("十", 10), ("二十", 20), ("一百零五", 105), ("12", 12), ("甲", None), ("", None)]
)
def test_figures(text: str, number: int | None) -> None:
    assert figure(text) == number


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("浙政发[2017]6号", "〔2017〕6号"),
        ("浙政发（2017）06号", "〔2017〕6号"),
        ("财税【2016】79 号", "〔2016〕79号"),
        ("浙政发〔2017〕6号", ""),
        ("住房和城乡建设部令第18号", ""),
        ("（2018）浙01民初1号", ""),
        ("交通运输部令2016年第64号", ""),
    ],
)
def test_a_year_that_is_not_in_its_brackets(text: str, mended: str) -> None:
    assert mended_number(text) == mended


def test_serials_tell_two_of_one_name_apart() -> None:
    assert serial_of("国家食品药品监督管理总局令第8号") == serial_of("总局令第8号") == ("", "8")
    assert serial_of("浙政发〔2017〕06号") == ("2017", "6")
    assert serial_of("交通运输部令2016年第64号") == ("2016", "64")
    assert serial_of("无") == ("", "")


def test_the_number_is_cut_out_of_a_text() -> None:
    assert written_number("（住房和城乡建设部令第18号）第四条") == "住房和城乡建设部令第18号"
    assert written_number("见浙政发〔2017〕6号第三条") == "见浙政发〔2017〕6号"


def test_texts_and_objects_read_alike() -> None:
    (text,) = parse("《建筑工程施工许可管理办法》（住房和城乡建设部令第18号）第四条")
    (item,) = parse({"名称": "《建筑工程施工许可管理办法》", "文号": "住房和城乡建设部令第18号", "条款": "第四条"})

    assert (text.key, text.serial, text.articles) == (item.key, item.serial, item.articles)


def test_one_text_may_cite_several() -> None:
    first, second = parse("《甲法》第一条、《乙条例》（国务院令第1号）第二、三条")

    assert (first.name, first.articles, first.number) == ("甲法", ("1",), "")
    assert (second.name, second.articles, second.number) == ("乙条例", ("2", "3"), "国务院令第1号")


def test_a_name_inside_a_name_belongs_to_it() -> None:
    (one,) = parse("《关于贯彻《建筑法》的通知》（浙建〔2017〕1号）")

    assert one.name == "关于贯彻《建筑法》的通知"
    assert one.number == "浙建〔2017〕1号"


def test_a_bare_number_is_a_basis_without_a_name() -> None:
    assert parse("发改价格规〔2016〕2559号") == (Citation("", "发改价格规〔2016〕2559号", "发改价格规〔2016〕2559号"),)


@pytest.mark.parametrize(
    "value",
    [None, 3, [], {}, "", " ", {"名称": 3}, {"名称": " "}, {"条款": "第一条"},
     "无", "《》", "《 》", " 无。", "《无》", "/", "无依据", {"名称": "《》"}, {"名称": "无", "文号": "无"}],
)  # fmt: skip
def test_what_names_nothing(value: object) -> None:
    assert not names_a_basis([value])
    assert not names_a_basis(value)


@pytest.mark.parametrize(
    "value", ["《建筑法》", "浙政发〔2017〕1号", {"名称": "《建筑法》"}, {"名称": "", "文号": "浙政发〔2017〕1号"}]
)
def test_what_names_something(value: object) -> None:
    assert names_a_basis(["", value])
    assert names_a_basis(value)


@pytest.mark.parametrize(
    ("item", "rank"),
    [
        ("《建筑法》第八条", "法律"),
        ("《建设工程质量管理条例》（国务院令第279号）", "行政法规"),
        ("《浙江省地质灾害防治条例》", "地方性法规"),
        ("《杭州市城乡规划条例》", "地方性法规"),
        ("《浙江省建设工程造价管理办法》（浙江省人民政府令第296号）", "政府规章"),
        ("《建筑工程施工许可管理办法》（住房和城乡建设部令第18号）", "部门规章"),
        ("《城市市容和环境卫生管理条例》", ""),
        ("《公共租赁住房管理办法》", ""),
        ("《杭州市公共租赁住房管理办法》", ""),
        ({"名称": "《甲办法》", "类别": "行政法规"}, "行政法规"),
    ],
)
def test_rank_is_stated_or_certain(item: object, rank: str) -> None:
    (one,) = parse(item)
    assert rank_of(one) == rank


@pytest.mark.parametrize(
    ("number", "local"),
    [
        ("浙江省人民政府令第332号", True),
        ("上海市人民政府令第1号", True),
        ("杭州市人民政府令第2号", False),
        ("政府令第2号", None),
    ],
)
def test_rules_of_a_province_and_of_a_city(number: str, local: bool | None) -> None:
    (one,) = parse({"名称": "《渣土管理办法》", "文号": number, "类别": "政府规章"})

    assert is_local_law(one) is local
    assert may_set_licence(one) is local


def test_every_list_of_bases_is_found() -> None:
    value = {
        "适用依据": [{"名称": "《甲》"}],
        "权力来源依据": ["乙"],
        "申请材料": [{"名称": "表"}, {"依据": ["丙"]}],
        "前置事项": ["330100201000", {"依据": ["丁"]}],
        "办理时限": {"法定": {"依据": ["戊"]}, "分情形": [{"法定": {"依据": ["己"]}}]},
        "特别程序": [{"依据": ["庚"]}],
        "中介服务": [{"依据": ["辛"]}],
        "收费": {"项目": [{"依据": ["壬"]}]},
        "地方补充": {"依据": ["癸"]},
        "调整说明": {"依据": ["旧"]},
    }

    found = {path: bases[0] for path, bases in basis_lists(value)}

    assert len(found) == 10
    assert found["办理时限", "分情形", 0, "法定", "依据"] == "己"
    assert found["申请材料", 1, "依据"] == "丙"


@pytest.mark.parametrize("value", [None, 3, "x", [], [None], [3], {"依据": 3}, {"项目": "x"}])
def test_wrong_shapes_hold_no_bases(value: object) -> None:
    keys = ("适用依据", "申请材料", "前置事项", "办理时限", "特别程序", "收费", "地方补充", "中介服务", "权力来源依据")

    for _, bases in basis_lists(dict.fromkeys(keys, value)):
        assert not names_a_basis(bases)


@pytest.mark.parametrize(
    "text", ["（2018" * 20000, "第1" * 40000, "第一、" * 30000, "《" * 50000, "〔2018〕" * 20000, " " * 80000]
)
def test_hostile_texts_cost_little(text: str) -> None:
    begin = time.perf_counter()
    for one in parse(text):
        assert one.key is not None
        assert one.articles is not None
        assert one.number_fault is not None
        rank_of(one)
    assert time.perf_counter() - begin < 1.5
