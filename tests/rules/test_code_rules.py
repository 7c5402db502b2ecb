"""Rules about one matter's codes, on real codes and on the slips people make."""

from __future__ import annotations

import pytest

REAL = [
    ("11440100007482575H3440118009000", "行政许可", "440118009000"),
    ("11440300MB2D0722464440127028001", "行政许可", "440127028001"),
    ("114403006939513773344201505200802", "公共服务", "442015052008"),
]
CODE_RULES = ("malformed-code", "code-type-conflict", "invalid-credit-code", "code-parts-disagree")


@pytest.mark.parametrize(("code", "kind", "basic"), REAL)
def test_real_national_codes_are_silent(code: str, kind: str, basic: str, messages) -> None:
    field = "实施编码" if len(code) == 31 else "业务办理项编码"
    body = {"名称": "某局", "统一社会信用代码": code[:18]}
    value = {"基本编码": basic, field: code, "事项类型": kind, "实施主体": body}

    assert [messages(rule, value, profile="national") for rule in CODE_RULES] == [[], [], [], []]


def test_a_type_number_no_one_has_explained_is_pointed_out(messages) -> None:
    value = {"基本编码": "442199806003", "事项类型": "公共服务"}

    (said,) = messages("code-type-conflict", value, profile="national")

    assert "“21”在本目录的编码规则里没有" in said
    assert "“20”" in said


def test_the_same_number_means_another_type_elsewhere(messages) -> None:
    value = {"基本编码": "330800201000", "事项类型": "行政确认"}

    assert not messages("code-type-conflict", value, profile="zhejiang")
    assert "是行政奖励的" in messages("code-type-conflict", value, profile="national")[0]


def test_what_the_state_set_keeps_its_numbers_in_a_province(messages) -> None:
    value = {"基本编码": "000700201000", "事项类型": "行政确认"}

    assert not messages("code-type-conflict", value, profile="zhejiang")


@pytest.mark.parametrize("kind", ["公共服务", "其他行政权力", "行政确认"])
def test_one_number_may_belong_to_several_types(kind: str, messages) -> None:
    assert not messages("code-type-conflict", {"基本编码": "513A0161200000", "事项类型": kind}, profile="sichuan")


def test_without_coding_rules_nothing_is_known_about_codes(messages) -> None:
    value = {
        "基本编码": "not a code",
        "实施编码": "x",
        "权力编码": "y",
        "事项类型": "行政许可",
        "前置事项": ["z"],
        "实施主体": {"名称": "某局", "统一社会信用代码": "11330225003012349P"},
    }

    assert [messages(rule, value, profile="unknown") for rule in CODE_RULES] == [[], [], [], []]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("３３０１００２０１０００", '有全角字符“３０１２”；请改成 "330100201000"'),
        ("3301 0020 1000", '有空格；请改成 "330100201000"'),
        ("3301-00201-000", '有多余的“-”；请改成 "330100201000"'),
        ("33010020100y", '有小写字母“y”；请改成 "33010020100Y"'),
        (" 330100201000　", '有全角空格、有空格；请改成 "330100201000"'),
        ("33010020100", "是 11 位，应为 12 位；"),
        ("3301002010000", "是 13 位，应为 12 位；"),
        ("3301002O1000", "位数对，但各段的写法不合编码规则；"),
        ("44010020100Y", "位数对，但各段的写法不合编码规则；"),
        ("33010020100号", "有不该出现的“号”；"),
        ("", "是空的；"),
    ],
)
def test_a_slip_is_named_and_mended_where_that_is_plain(written: str, said: str, messages) -> None:
    (message,) = messages("malformed-code", {"基本编码": written})

    assert message.startswith(f"基本编码 | 基本编码“{written}”{said}")


def test_a_province_with_two_lengths_says_both(messages) -> None:
    (message,) = messages("malformed-code", {"基本编码": "511A001380000"}, profile="sichuan")

    assert "是 13 位，应为 12 或 14 位" in message


def test_a_long_code_says_which_part_is_wrong(messages) -> None:
    value = {
        "基本编码": "512B00533007",
        "实施编码": "512B00533007-511602000000-000-083372204-1-00",
        "实施主体": {"名称": "区教科体局", "统一社会信用代码": "083372204"},
    }

    (message,) = messages("malformed-code", value, profile="sichuan")

    assert "里的统一社会信用代码“083372204”应为 18 位，这里是 9 位" in message


def test_a_letter_taken_for_a_digit_is_hinted_at(messages) -> None:
    (message,) = messages("malformed-code", {"实施编码": "11330225OO3012349P4330100201000"})

    assert "有字母“O”" in message


@pytest.mark.parametrize("code", ["给付-00142-001", "给付-00142-001-01", "许可-00757-00Y"])
def test_readable_codes_are_well_formed(code: str, messages) -> None:
    assert not messages("malformed-code", {"权力编码": code})


def test_a_readable_code_has_no_form_under_other_coding_rules(messages) -> None:
    assert not messages("malformed-code", {"权力编码": "粤-17"}, profile="national")


def test_a_readable_code_with_a_short_main_part(messages) -> None:
    (message,) = messages("malformed-code", {"权力编码": "给付-0142-001"})

    assert "如 给付-00142-001" in message


@pytest.mark.parametrize(
    "code",
    ["91110000600037341L", "12441500196720244T", "11440300MB2D072246", "11511301008778183N", "91350100M000100Y43"],
)
def test_credit_codes_of_real_bodies_pass(code: str, messages) -> None:
    assert not messages("invalid-credit-code", {"实施主体": {"名称": "某局", "统一社会信用代码": code}})


def test_one_wrong_credit_code_in_three_places_is_one_finding(messages) -> None:
    wrong = "11440300007542785T"
    value = {
        "实施主体": {"名称": "某局", "统一社会信用代码": wrong},
        "实施编码": f"{wrong}4330100201000",
        "业务办理项编码": f"{wrong}433010020100001",
    }

    (message,) = messages("invalid-credit-code", value)

    assert message.startswith("实施主体.统一社会信用代码 | ")


def test_a_wrong_credit_code_inside_a_long_code_is_found_there(messages) -> None:
    (message,) = messages("invalid-credit-code", {"实施编码": "11440300007542785T4330100201000"})

    assert message.startswith("实施编码 | 实施编码里的统一社会信用代码“11440300007542785T”末位校验码不符")


def test_long_codes_of_a_province_are_compared_by_part_not_by_position(messages) -> None:
    body = "11511301008778183N"
    value = {
        "基本编码": "511A0138000000",
        "实施编码": f"511A0138000000-511602000000-000-{body}-1-00",
        "业务办理项编码": f"511A0138000000-511602000000-000-{body}-1-03",
        "实施主体": {"名称": "区经信局", "统一社会信用代码": body},
    }
    assert not messages("code-parts-disagree", value, profile="sichuan")

    value["基本编码"] = "511A0138100000"
    (message,) = messages("code-parts-disagree", value, profile="sichuan")

    assert "实施编码里的基本编码是“511A0138000000”，而本事项的基本编码是“511A0138100000”" in message


def test_a_handling_code_alone_is_held_against_the_matter(messages) -> None:
    value = {"基本编码": "330100201000", "业务办理项编码": "11330225003012349P433010030100001"}

    (message,) = messages("code-parts-disagree", value)

    assert message.startswith("业务办理项编码 | ")


def test_parts_that_are_wrong_in_themselves_are_not_compared(messages) -> None:
    value = {
        "基本编码": "33010020100",
        "实施编码": "11440300007542785T4330100201000",
        "实施主体": {"名称": "某局", "统一社会信用代码": "11330225003012349P"},
    }

    assert not messages("code-parts-disagree", value)


def test_codes_in_manifest_and_one_thing(run) -> None:
    example = """类别: 实施清单
层级: 镇级
区划代码: "330225"
功能区: {名称: 象山经济开发区, 所属区划代码: "33022500"}
不认领:
  - {基本编码: "33010450100", 原因: 本地无此业务}
办理场所:
  - {编号: A, 名称: 甲, 区划代码: "330225101"}
  - {编号: B, 名称: 乙, 区划代码: "3302251"}
---
类别: 一件事
编码: "3316199960"
申请表: {表单名称: 一表申请, 替代: ["33010100100"]}
事项:
  - {基本编码: "33010100100", 层级: 县级, 部门: 县市场监督管理局}
  - {名称: 公章刻制, 办理单位: 刻章企业, 性质: 中介机构, 前置: ["330101001 000", 银行开户]}
"""
    findings = run(example, "malformed-code")

    assert [finding.line for finding in findings] == [3, 4, 6, 9, 12, 13, 15, 16]
    assert "应为 9 位" in findings[0].message


def test_a_regions_own_keys_and_quoted_codes_are_left_alone(run) -> None:
    assert not run("x-本地: {编码: 330225}\n前置事项: []\n", "unquoted-code")


def test_plain_codes_are_found_in_every_kind_of_document(run) -> None:
    example = """类别: 实施清单
区划代码: 330225
---
申请材料:
  - {名称: 居民身份证, 类别: 证照, 必要性: 必要, 来源事项: 330104401000}
---
类别: 一件事
事项:
  - {名称: 用水报装, 办理单位: 水务公司, 前置: [330100201000, 银行开户]}
"""
    findings = run(example, "unquoted-code")

    assert [(finding.line, finding.fixable) for finding in findings] == [(2, True), (5, True), (9, True)]
    assert findings[0].message == '区划代码“330225”没有加引号，别的程序会当成数来读；请写成 "330225"'
