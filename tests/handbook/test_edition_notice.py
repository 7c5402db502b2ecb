"""一次性告知单 and the papers that answer an application: filled from the data, signed in the right name."""

from __future__ import annotations

from edition_books import chapters, column, inside, pairs, said, section

from catalog_tool.handbook.book import Chapter, Signature, Table

LICENCE = {
    "基本编码": "330101202001",
    "主项名称": "第三类医疗器械经营许可",
    "事项类型": "行政许可",
    "权力来源": "上级委托",
    "权力来源机关": {"名称": "杭州市市场监督管理局"},
    "实施主体": {"名称": "桐庐县市场监督管理局", "性质": "受委托组织"},
    "适用依据": [{"名称": "《医疗器械监督管理条例》", "条款": "第二十九条", "内容": "很长的条文", "类别": "行政法规"}],
    "情形": [{"编号": "场所", "问题": "场所怎么来", "选项": ["自有", "租用"]}],
    "受理条件": ["已取得营业执照"],
    "不予受理情形": ["提交虚假材料"],
    "申请材料": [
        {"名称": "申请表", "形式": "原件", "必要性": "必要", "受理标准": "填写完整", "空白表格": "附件/申请表.docx"},
        {"名称": "营业执照", "必要性": "必要", "免提交": "数据共享"},
        {"名称": "租赁合同", "必要性": "必要", "适用情形": ["租用"], "容缺": {"期限": {"数值": 5, "单位": "工作日"}}},
    ],
    "办事流程": [{"环节": "申请", "说明": "在线提交"}, {"环节": "受理"}],
    "办理时限": {"承诺": {"数值": 12, "单位": "工作日"}},
    "特别程序": [{"名称": "现场核查", "时限": {"数值": 4, "单位": "工作日"}, "计入时限": "否"}],
    "收费": {"收费": "否"},
    "咨询": {"电话": "0571-64210055"},
    "监督投诉": {"电话": "12345"},
    "权利救济": {"行政复议": "杭州市人民政府", "行政诉讼": "有管辖权的人民法院"},
}
FORMS = ["一次性告知单", "容缺受理承诺书", "受理通知书", "补正材料告知书", "不予受理决定书"]


def papers(*values: dict, **more) -> dict[str, Chapter]:
    return {
        chapter.title.removeprefix("第三类医疗器械经营许可"): chapter for chapter in chapters("notice", *values, **more)
    }


def test_a_matter_has_its_notice_and_the_four_papers() -> None:
    found = chapters("notice", LICENCE)
    assert [chapter.title for chapter in found] == [f"第三类医疗器械经营许可{name}" for name in FORMS]
    assert [chapter.key for chapter in found] == [
        "m-330101202001", *(f"m-330101202001-n{number}" for number in (1, 2, 3, 4)),
    ]  # fmt: skip


def test_everything_is_told_once() -> None:
    told = papers(LICENCE)["一次性告知单"]
    head = pairs(section(told, "办理的事项"))
    assert head["事项名称"] == "第三类医疗器械经营许可"
    assert head["办理依据"] == "《医疗器械监督管理条例》第二十九条［行政法规］"
    assert head["受理机构"] == "桐庐县市场监督管理局"
    assert head["决定机构"] == "杭州市市场监督管理局"
    assert said(section(told, "受理条件").blocks) == "已取得营业执照"
    assert said(section(told, "办理流程").blocks) == "申请：在线提交\n受理"
    assert pairs(section(told, "时限、收费和结果")) == {
        "承诺办结时限": "12 工作日",
        "特别程序": "现场核查（4 工作日，不计入时限）",
        "收费": "不收费",
    }
    assert pairs(section(told, "咨询和监督")) == {"咨询": "0571-64210055", "监督投诉": "12345"}
    (table,) = inside(section(told, "要交的材料").blocks, Table)
    assert column(table, "说明") == ["", "部门共享数据，不用交", "限：租用\n可容缺：受理后 5 工作日内补交"]
    assert column(table, "表格和示范文本")[0] == "空白表格：附件/申请表.docx"


def test_it_is_for_one_situation_where_one_is_given() -> None:
    found = papers(LICENCE, answers=(("场所", "自有"),))
    told = found["一次性告知单"]
    assert pairs(section(told, "您的情形")) == {"场所怎么来": "自有"}
    (table,) = inside(section(told, "要交的材料").blocks, Table)
    assert column(table, "材料名称") == ["申请表", "营业执照"]
    # Nothing may be deferred then, so there is nothing to promise.
    assert "容缺受理承诺书" not in found
    assert "容缺" not in said(found["受理通知书"].sections)
    assert pairs(section(papers(LICENCE)["一次性告知单"], "您的情形")) == {"场所怎么来": "□ 自有　□ 租用"}


def test_what_may_be_deferred_is_promised_with_its_term() -> None:
    found = papers(LICENCE)
    for name in ("容缺受理承诺书", "受理通知书"):
        table = list(inside(found[name].sections[0].blocks, Table))[-1]
        assert column(table, "暂缺的材料") == ["□ 租赁合同"]
        assert column(table, "补交期限") == ["受理后 5 工作日内补交"]
        assert table.blank == ""


def test_papers_are_signed_in_the_givers_name() -> None:
    found = papers(LICENCE)
    for name in ("受理通知书", "补正材料告知书", "不予受理决定书"):
        signature = list(inside(found[name].sections[0].blocks, Signature))[-1]
        assert signature.lines[0] == "杭州市市场监督管理局"
    own = papers({**LICENCE, "权力来源机关": {"名称": "杭州市市场监督管理局", "权限": ["决定"]}})
    signature = list(inside(own["受理通知书"].sections[0].blocks, Signature))[-1]
    assert signature.lines[0] == "桐庐县市场监督管理局"


def test_law_is_cited_for_licences_only() -> None:
    correction = said(papers(LICENCE)["补正材料告知书"].sections)
    assert "根据《中华人民共和国行政许可法》第三十二条" in correction
    assert "五日内" in correction
    other = papers({**LICENCE, "事项类型": "行政确认"})
    assert not [name for name, chapter in other.items() if "行政许可法" in said(chapter.sections)]
    assert "一次告知" in said(other["补正材料告知书"].sections)


def test_a_refusal_gives_the_reasons_and_remedies_of_the_data() -> None:
    text = said(papers(LICENCE)["不予受理决定书"].sections)
    assert "□ 提交虚假材料" in text
    assert "杭州市人民政府" in text
    bare = {key: value for key, value in LICENCE.items() if key != "权利救济"}
    assert "途径" not in said(papers(bare)["不予受理决定书"].sections)


def test_only_what_is_handed_in_can_be_received_or_mended() -> None:
    found = papers(LICENCE)
    received = next(inside(found["受理通知书"].sections[0].blocks, Table))
    assert column(received, "收到的材料") == ["□ 申请表", "□ 租赁合同"]
    mended = next(inside(found["补正材料告知书"].sections[0].blocks, Table))
    assert column(mended, "材料") == ["□ 申请表", "□ 租赁合同"]
    assert column(mended, "要补正的内容") == ["", ""]
