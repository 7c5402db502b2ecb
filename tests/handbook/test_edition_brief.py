"""简版: everything to bring, on one page; what does not fit is said to stand elsewhere."""

from __future__ import annotations

from edition_books import chapters, column, inside, pairs, said, section

from catalog_tool.handbook.book import QrCode, Table

HUKOU = {
    "基本编码": "331000701000",
    "主项名称": "户口迁移",
    "实施主体": {"名称": "桐庐县公安局"},
    "服务对象": ["自然人"],
    "情形": [{"编号": "原因", "问题": "因何迁移", "选项": ["婚迁", "升学"]}],
    "申请材料": [
        {"名称": "身份证", "形式": "原件", "份数": {"原件": 1}, "必要性": "必要", "任选组": "身份"},
        {"名称": "护照", "必要性": "必要", "任选组": "身份"},
        {"名称": "户口簿", "必要性": "必要", "免提交": "部门核验"},
        {"名称": "结婚证", "必要性": "必要", "适用情形": ["婚迁"], "免提交": "电子证照", "免提交范围": ["省内"]},
        {"名称": "录取通知书", "必要性": "非必要", "容缺": {"期限": {"数值": 5, "单位": "工作日"}}},
        {"名称": "无房承诺", "必要性": "必要", "免提交": "告知承诺"},
    ],
    "到现场次数": 0,
    "办理时限": {"承诺": {"数值": 3, "单位": "工作日"}},
    "收费": {"收费": "否"},
    "审批结果": {"名称": "户口簿", "类型": "证照", "有效期": "长期", "送达方式": ["窗口领取", "快递送达"]},
    "网办地址": "https://www.zjzwfw.gov.cn/",
    "咨询": {"电话": "0571-64210011"},
    "监督投诉": {"电话": "12345"},
}


def test_it_says_what_to_bring_and_what_need_not_be_brought() -> None:
    (chapter,) = chapters("brief", HUKOU)
    assert chapter.one_page
    materials = section(chapter, "要带的材料")
    (table,) = inside(materials.blocks, Table)
    assert column(table, "材料") == ["身份证", "护照", "结婚证", "录取通知书", "无房承诺"]
    assert column(table, "形式份数")[0] == "原件 1 份"
    assert column(table, "说明") == [
        "“身份”任选其一",
        "“身份”任选其一",
        "限：婚迁\n省内的，用电子证照，不用交",
        "非必要\n可容缺：受理后 5 工作日内补交",
        "可以书面承诺代替",
    ]
    assert pairs(materials) == {"不用交的": "户口簿（部门核验）"}


def test_it_says_where_how_long_and_how_much() -> None:
    (chapter,) = chapters("brief", HUKOU)
    assert pairs(section(chapter, "要多久、多少钱")) == {
        "承诺办结时限": "3 工作日",
        "到现场次数": "0 次，不用到现场",
        "收费": "不收费",
        "办理结果": "户口簿（有效期 长期）",
        "送达方式": "窗口领取、快递送达",
    }
    assert pairs(section(chapter, "到哪里办")) == {
        "受理机构": "桐庐县公安局",
        "咨询": "0571-64210011",
        "监督投诉": "12345",
    }
    assert section(chapter, "网上办").blocks == (QrCode("https://www.zjzwfw.gov.cn/", "扫码办理"),)


def test_what_is_no_web_address_becomes_no_code_to_scan() -> None:
    (chapter,) = chapters("brief", {**HUKOU, "网办地址": "浙里办 App"})
    assert said(section(chapter, "网上办").blocks) == "浙里办 App"


def test_a_long_matter_says_less_of_the_rest_but_names_every_material() -> None:
    long = {
        **HUKOU,
        "受理条件": [f"第{number}条" for number in range(9)],
        "申请材料": [{"名称": f"材料{number}", "必要性": "必要"} for number in range(30)],
        "办理窗口": [{"名称": f"窗口{number}"} for number in range(9)],
    }
    (chapter,) = chapters("brief", long)
    (table,) = inside(section(chapter, "要带的材料").blocks, Table)
    assert column(table, "材料") == [f"材料{number}" for number in range(30)]
    where = said(section(chapter, "到哪里办").blocks)
    assert "窗口1" in where
    assert "窗口2" not in where
    assert "另有 7 处可办，其余见完整版" in where
    assert "其余见完整版" in pairs(section(chapter, "谁可以办"))["受理条件"]


def test_none_and_unfilled_are_two_things() -> None:
    (chapter,) = chapters("brief", {"主项名称": "甲", "申请材料": []})
    assert [each.name for each in chapter.sections] == ["要带的材料"]
    assert said(section(chapter, "要带的材料").blocks) == "无"
    (chapter,) = chapters("brief", {"主项名称": "甲"})
    assert chapter.sections == ()


def test_only_verified_materials_are_nothing_to_bring() -> None:
    (chapter,) = chapters("brief", {**HUKOU, "申请材料": [HUKOU["申请材料"][2]]})
    assert "不用带材料。" in said(section(chapter, "要带的材料").blocks)


def test_what_a_fee_is_made_of_is_said_in_short() -> None:
    tiers = [{"档次": "住宅", "金额": 80, "单位": "元/件"}, {"档次": "其他", "金额": 550, "单位": "元/件"}]
    fee = {"收费": "是", "项目": [{"名称": "登记费", "标准": tiers, "减免": "小微企业免收"}]}
    (chapter,) = chapters("brief", {"主项名称": "甲", "收费": fee})
    assert pairs(section(chapter, "要多久、多少钱"))["收费"] == (
        "登记费：住宅 80 元/件；其他 550 元/件\n减免：小微企业免收"
    )
