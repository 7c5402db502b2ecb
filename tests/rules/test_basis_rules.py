"""Rules about 依据: each lawful case beside the fault, each boundary, wrong shapes."""

from __future__ import annotations

from typing import Any

import pytest

from catalog_tool.context import Context, Lexicon
from catalog_tool.model import Document, Kind, Matter, Place
from catalog_tool.rules import placeholder_text, repealed_basis


def cited(name: str, category: str = "", **fields: str) -> dict[str, Any]:
    return {"适用依据": [{"名称": name, **({"类别": category} if category else {}), **fields}]}


# missing-basis


@pytest.mark.parametrize(
    "bases", [[], [{"名称": "《》", "类别": "法律"}], [{"类别": "法律"}, {"名称": " "}], [{"名称": "无"}]]
)
def test_a_basis_that_names_nothing_is_none(bases: object, messages) -> None:
    (message,) = messages("missing-basis", {"适用依据": bases})

    assert message.startswith("适用依据")


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"适用依据": None},
        {"适用依据": "《建筑法》"},
        {"适用依据": [{"名称": "《建筑法》"}]},
        {"适用依据": [{"类别": "法律"}, {"名称": "《建筑法》"}]},
        {"适用依据": [], "状态": "取消"},
        {"适用依据": [3]},
    ],
)
def test_what_the_schema_says_or_what_names_a_law(value: dict[str, Any], messages) -> None:
    assert not messages("missing-basis", value)


# incomplete-citation


@pytest.mark.parametrize(
    ("value", "part"),
    [
        (cited("中华人民共和国建筑法", "法律", 条款="第八条"), "书名号"),
        (cited("《建筑法》", "法律"), "第几条"),
        (cited("《建筑法》"), "第几条"),
        (cited("《建筑法》", "法律", 条款="有关条款"), "第几条"),
        (cited("《建筑法》", "法律", 条款="7"), "第几条"),
        (cited("《若干意见》", "规范性文件", 文号="象政发2017年6号"), "〔2017〕6号"),
        (cited("《若干意见》", "规范性文件", 文号="象政发2017第6号"), "〔2017〕6号"),
        (cited("《若干意见》", "规范性文件", 文号="象政发[2017]6"), "〔2017〕6号"),
        (cited("《浙江省城乡规划条例》", "地方性法规"), "第几条"),
        (cited("《某某管理办法》", "部门规章", 条款="第四条"), "文号"),
        (cited("《若干意见》", "规范性文件"), "文号"),
        (cited("《若干意见》", "规范性文件", 文号="浙政发（2017）6号"), "〔2017〕6号"),
        ({"申请材料": [{"名称": "表", "依据": ["户口登记条例第十条"]}]}, "书名号"),
        ({"申请材料": [{"名称": "表", "依据": ["《户口登记条例》"]}]}, "第几条"),
        ({"申请材料": [{"名称": "表", "依据": ["《户口登记条例》第一条、《居民身份证法》"]}]}, "《居民身份证法》"),
        ({"收费": {"收费": "是", "项目": [{"依据": ["财税[2016]79号"]}]}}, "〔2016〕79号"),
    ],
)
def test_what_cannot_be_looked_up(value: dict[str, Any], part: str, messages) -> None:
    (message,) = messages("incomplete-citation", value)

    assert part in message


@pytest.mark.parametrize(
    "value",
    [
        cited("《建筑法》", "法律", 条款="第八条"),
        cited("《建筑法》第八条", "法律"),
        cited("《建筑法》", "法律", 内容="第八条 申请领取施工许可证，应当具备下列条件"),
        cited("《关于推进桐庐县改革的决定》", "人大决定"),
        cited("《行政许可委托书》", "委托书", 文号="示意〔2017〕8号"),
        cited("《国务院对确需保留的行政审批项目设定行政许可的决定》", "行政法规", 文号="国务院令第412号"),
        cited("《政府核准的投资项目目录》", "行政法规"),
        cited("《某某管理办法》", "部门规章", 文号="住房和城乡建设部令第18号", 条款="第四条"),
        cited("《公共租赁住房管理办法》", 条款="第七条"),
        cited("《若干意见》", "规范性文件", 文号="浙政发〔2017〕6号"),
        cited("《若干意见》"),
        cited("《关于某事的公告》", "规范性文件", 文号="海关总署公告2018年第60号"),
        cited("《建筑法》（2019）", "法律", 条款="第七条"),
        {"适用依据": [{"名称": "无"}]},
        cited("中华人民共和国建筑法", "法律", 状态="x") | {"状态": "取消"},
        {
            "申请材料": [
                {"依据": ["《公共租赁住房管理办法》第七条", "发改价格规〔2016〕2559号", "《居民身份证法》第十四条"]}
            ]
        },
        {"申请材料": [{"依据": ["待补充"]}]},
        {"申请材料": [{"依据": ["", None, 3, {"条款": "第一条"}]}]},
        {"调整说明": {"依据": ["建筑法"]}},
    ],
)
def test_what_can_be_looked_up(value: dict[str, Any], messages) -> None:
    assert not messages("incomplete-citation", value)


# repealed-basis

GONE = "《中华人民共和国婚姻法》"


@pytest.mark.parametrize("name", ["《中华人民共和国婚姻法》", "《婚姻法》", "《婚姻法》（2001年修正）"])
def test_a_repealed_law_under_any_name(name: str, messages) -> None:
    (message,) = messages("repealed-basis", cited(name, 条款="第八条"), 发布日期="2021-01-01")

    assert "2021-01-01" in message
    assert "《中华人民共和国民法典》" in message


@pytest.mark.parametrize(
    "manifest",
    [{"发布日期": "2018-07-25"}, {"发布日期": "2020-12-31"}, {}, {"施行日期": "2020-12-31"}],
)
def test_a_catalog_may_cite_what_held_on_its_day(manifest: dict[str, str], messages) -> None:
    assert not messages("repealed-basis", cited(GONE), **manifest)


def test_without_a_day_of_publication_the_day_in_force_counts(messages) -> None:
    assert messages("repealed-basis", cited(GONE), 施行日期="2021-03-01")


@pytest.mark.parametrize(
    "name", ["《劳动合同法》", "《民法典》", "《最高人民法院关于适用〈婚姻法〉的解释》", "婚姻法学"]
)
def test_other_laws_of_like_names(name: str, messages) -> None:
    assert not messages("repealed-basis", cited(name), 发布日期="2022-01-01")


@pytest.mark.parametrize(
    "value",
    [
        {"申请材料": [{"名称": "结婚证", "依据": ["《婚姻法》第八条"]}]},
        {"申请材料": [{"名称": "结婚证", "依据": [{"名称": "《婚姻法》", "条款": "第八条"}]}]},
        {"办理时限": {"法定": {"依据": ["《建筑法》第八条、《婚姻法》第八条"]}}},
        {"前置事项": [{"基本编码": "330100201000", "依据": ["《婚姻法》第八条"]}]},
    ],
)
def test_wherever_a_basis_stands(value: dict[str, Any], messages) -> None:
    assert len(messages("repealed-basis", value, 发布日期="2022-01-01")) == 1


@pytest.mark.parametrize("region", ["330100", "330108", "330122", "330122100"])
def test_what_a_city_repealed_is_gone_in_it_and_below(region: str, messages) -> None:
    value = cited("《杭州市强制性清洁生产实施办法》")

    assert messages("repealed-basis", value, 发布日期="2018-09-01", 区划代码=region)


@pytest.mark.parametrize("region", ["330000", "330225", "310100", ""])
def test_what_a_city_repealed_is_nothing_to_others(region: str, messages) -> None:
    value = cited("《杭州市强制性清洁生产实施办法》")

    assert not messages("repealed-basis", value, 发布日期="2018-09-01", 区划代码=region)


@pytest.mark.parametrize(
    ("number", "is_gone"),
    [("国家食品药品监督管理总局令第8号", True), ("国家市场监督管理总局令第54号", False), ("", False)],
)
def test_of_two_regulations_of_one_name_the_number_tells(number: str, is_gone: bool, messages) -> None:
    value = cited("《医疗器械经营监督管理办法》", 文号=number)

    assert bool(messages("repealed-basis", value, 发布日期="2022-06-01")) is is_gone


def test_an_abolished_matter_keeps_its_old_basis(messages) -> None:
    assert not messages("repealed-basis", {**cited(GONE), "状态": "取消"}, 发布日期="2022-01-01")


def test_a_new_title_is_only_a_hint(run) -> None:
    findings = run(
        "适用依据:\n  - {名称: 《出租汽车经营服务管理规定》, 文号: 交通运输部令2014年第16号, 条款: 第八条}",
        "repealed-basis",
    )

    assert [finding.severity.value for finding in findings] == ["info"]
    assert "《巡游出租汽车经营服务管理规定》" in findings[0].message


def test_the_list_of_what_is_repealed_is_sorted_and_each_row_says_by_what(resources) -> None:
    rows = resources.lexicon.lists[repealed_basis.LIST]

    assert [row["名称"] for row in rows] == sorted(row["名称"] for row in rows)
    for row in rows:
        assert row["状态"] in ("废止", "更名")
        assert row["来源"]
        assert row["名称"].startswith("《")
        assert row["名称"].endswith("》")
        assert len(row["日期"]) == 10
        assert row["区划代码"] == "国家级" or len(row["区划代码"]) == 6


def test_without_the_lists_nothing_is_repealed_or_a_placeholder(resources) -> None:
    context = Context({"发布日期": "2022-01-01"}, resources.profile("zhejiang"), Lexicon())
    value = {**cited(GONE), "批准条件": "待补充"}
    document = Document(Kind.MATTER, value, "matter.yaml", 0, lambda _path, _at_key: Place(1, 1))

    assert not list(repealed_basis.check(document, context))
    assert not list(placeholder_text.check(Matter(value), context))


# placeholder-text


@pytest.mark.parametrize(
    "text",
    ["待补充", "待补充。", "详见附件", "请见附件1", "按上级规定", "按照国家规定执行", "以窗口为准",
     "具体材料以窗口告知为准", "XXX", "另行通知", "略", "内容待完善"],
)  # fmt: skip
def test_texts_that_say_nothing(text: str, messages) -> None:
    assert messages("placeholder-text", {"受理条件": [text]}) == [
        f"受理条件第 1 项 | 这里只写了“{text}”，等于没有填；请写出具体内容，确实没有的删去这一项"
    ]


@pytest.mark.parametrize(
    "text",
    ["无", "长期", "不限", "无法定时限", "由县（市、区）规定", "见《实施细则》第三条", "见人防审查要点", "补正",
     "见证书", "按材料受理标准", "工作日 8:30-17:00，节假日以公告为准", "省内数据以系统调取为准",
     "按国家标准 GB 50016 审查", "待遇发放", "附件/申请表.docx", "象山县丹东街道××路1号", "按规定缴纳社会保险满六个月"],
)  # fmt: skip
def test_texts_that_say_something(text: str, messages) -> None:
    assert not messages("placeholder-text", {"受理条件": [text]})


@pytest.mark.parametrize(
    "value",
    [
        {"备注": "待补充"},
        {"x-内部": {"说明": "待补充"}},
        {"批准条件": "待补充", "状态": "取消"},
        {"批准条件": 3, "受理条件": [None, {"x": 1}]},
    ],
)
def test_where_no_content_is_due(value: dict[str, Any], messages) -> None:
    assert not messages("placeholder-text", value)


@pytest.mark.parametrize(
    "example",
    ["类别: 一件事\n受理机构: 待补充", "类别: 实施清单\n发布机构: 待补充", "类别: 指导目录\n发布机构: 待补充"],
)
def test_a_one_thing_and_the_catalog_itself_are_looked_at_too(example: str, run) -> None:
    assert [finding.line for finding in run(example, "placeholder-text")] == [2]


def test_a_directory_may_leave_a_field_to_the_regions(messages) -> None:
    value = {"办理时限": {"承诺": {"说明": "以当地公布为准"}}, "地方自定": ["办理时限.承诺"]}

    assert not messages("placeholder-text", value, 类别="指导目录")
    assert messages("placeholder-text", value, 类别="实施清单")
    assert messages("placeholder-text", {**value, "地方自定": ["办理时限.法定"]}, 类别="指导目录")


def test_the_heads_of_each_placeholder_are_complete(resources) -> None:
    known = placeholder_text.placeholders(Context({}, resources.profile("zhejiang"), resources.lexicon))

    texts = (
        "tbd ××× ……… 届时公布 均以现场为准 地点以实际情况为准 信息尚待录入 数据待更新 空缺 依照现行规定办理 "
        "清单参见附表二 名称见附图 流程另见官网 条件请参阅公告栏 待定 遵照上级文件精神执行"
    )
    for text in texts.split():
        assert known.is_placeholder(text), text
        assert known.stands_in(f"甲\n{text}\n乙"), text


# licence-without-law


def licence(*bases: tuple[str, str, str]) -> dict[str, Any]:
    return {
        "事项类型": "行政许可",
        "适用依据": [{"名称": name, "文号": number, "类别": kind} for name, number, kind in bases],
    }


RULE = ("《某某管理办法》", "交通运输部令第1号", "部门规章")


@pytest.mark.parametrize(
    "bases",
    [
        (RULE,),
        (RULE, ("《通知》", "浙政发〔2017〕1号", "规范性文件")),
        (("《渣土管理办法》", "杭州市人民政府令第2号", "政府规章"),),
        (("《授权决定》", "", "下放决定"),),
    ],
)
def test_what_may_set_no_licence(bases: Any, messages) -> None:
    (message,) = messages("licence-without-law", licence(*bases))

    assert bases[0][2] in message


@pytest.mark.parametrize(
    "value",
    [
        licence(RULE, ("《建筑法》", "", "法律")),
        licence(("《某条例》", "", "行政法规")),
        licence(("《某决定》", "国务院令第412号", "国务院决定")),
        licence(("《某条例》", "", "地方性法规")),
        licence(("《浙江省某办法》", "浙江省人民政府令第3号", "政府规章")),
        licence(("《某办法》", "政府令第3号", "政府规章")),
        licence(RULE, ("《某办法》", "", "")),
        licence(("《全国人大常委会关于某事的决定》", "", "人大决定")),
        licence(),
        {**licence(RULE), "事项类型": "行政确认"},
        {**licence(RULE), "状态": "取消"},
        {"事项类型": "行政许可", "适用依据": "《某办法》"},
        {"事项类型": "行政许可", "适用依据": ["《某办法》", None]},
    ],
)
def test_what_sets_a_licence_or_may(value: dict[str, Any], messages) -> None:
    assert not messages("licence-without-law", value)


# supplement-unfounded

LOCAL = {"名称": "《浙江省地质灾害防治条例》", "条款": "第二十条", "类别": "地方性法规"}


@pytest.mark.parametrize(
    ("supplement", "parts"),
    [
        ({}, ["依据", "备案号"]),
        ({"备案号": "浙编办备〔2018〕1号"}, ["依据"]),
        ({"备案号": " ", "依据": [LOCAL]}, ["备案号"]),
        ({"备案号": "无", "依据": ["无"]}, ["依据", "备案号"]),
        ({"备案号": "1", "依据": [{"名称": "《建筑法》", "类别": "法律"}]}, ["依据"]),
        (
            {"备案号": "1", "依据": [{"名称": "《某办法》", "文号": "杭州市人民政府令第2号", "类别": "政府规章"}]},
            ["依据"],
        ),
    ],
)
def test_a_supplement_needs_basis_and_filing(supplement: dict[str, Any], parts: list[str], messages) -> None:
    found = messages("supplement-unfounded", {"事项类型": "行政许可", "地方补充": supplement})

    assert [message.split(" | ")[0] for message in found] == [f"地方补充.{part}" for part in parts]


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"地方补充": "有"},
        {"事项类型": "行政许可", "地方补充": {"依据": [LOCAL], "备案号": "1"}},
        {"事项类型": "行政许可", "地方补充": {"依据": ["《浙江省地质灾害防治条例》第二十条"], "备案号": "1"}},
        {"事项类型": "行政许可", "地方补充": {"依据": ["《某办法》第二条"], "备案号": "1"}},
        {"事项类型": "行政许可", "适用依据": [LOCAL], "地方补充": {"依据": ["浙编办发〔2018〕1号"], "备案号": "1"}},
        {"事项类型": "公共服务", "地方补充": {"依据": [{"名称": "《意见》", "类别": "规范性文件"}], "备案号": "1"}},
        {"事项类型": "行政许可", "地方补充": {}, "状态": "取消"},
    ],
)
def test_a_supplement_that_is_founded(value: dict[str, Any], messages) -> None:
    assert not messages("supplement-unfounded", value)
