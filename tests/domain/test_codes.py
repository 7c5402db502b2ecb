"""Codes: the examples a person can check by hand, and properties over all of them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog_tool.domain.code_forms import code_fault, code_lengths
from catalog_tool.domain.codes import (
    CREDIT_ALPHABET,
    body_check_digit,
    credit_check_digit,
    credit_code_fault,
    from_readable,
    is_code_like,
    parse_basic,
    parse_handling,
    parse_implementation,
    type_of_readable,
)
from catalog_tool.resources import Resources

PROFILES = ("national", "sichuan", "zhejiang")


@pytest.mark.parametrize(
    "code",
    [
        "91110000600037341L",
        "11440100007482575H",
        "12441500196720244T",
        "11440300MB2D072246",
        "114403006939513773",
        "11511301008778183N",
        "91350100M000100Y43",
    ],
)
def test_credit_codes_of_real_bodies(code: str) -> None:
    assert credit_code_fault(code) == ""


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("A1110000600037341L", "末位校验码不符"),
        ("11440300007542785T", "末位校验码不符"),
        ("1151130100877818", "应为 18 位，这里是 16 位"),
        ("083372204", "应为 18 位，这里是 9 位"),
        ("11440100007482575h", "含有不该出现的字符 h"),
        ("1144O100007482575H", "含有不该出现的字符 O"),
        ("1A440100007482575H", "末位校验码不符"),
        ("11A40100007482575H", "各段的写法不对"),
        ("", "应为 18 位，这里是 0 位"),
    ],
)
def test_what_is_wrong_with_a_credit_code(code: str, said: str) -> None:
    assert credit_code_fault(code).startswith(said)


def test_the_inner_check_digit_is_checked_too() -> None:
    first = "11440100" + "00748257" + "6"  # the right ninth character is 5

    assert credit_code_fault(first + credit_check_digit(first)).startswith("第 17 位")


@st.composite
def credit_codes(draw: st.DrawFn) -> str:
    head = draw(st.sampled_from("123456789ANY")) + draw(st.sampled_from("1239"))
    region = draw(st.text("0123456789", min_size=6, max_size=6))
    body = draw(st.text(CREDIT_ALPHABET, min_size=8, max_size=8).filter(lambda text: body_check_digit(text) != "X"))
    first = head + region + body + body_check_digit(body)
    return first + credit_check_digit(first)


@given(credit_codes())
def test_right_check_digits_pass(code: str) -> None:
    assert credit_code_fault(code) == ""


@given(credit_codes(), st.integers(0, 17), st.sampled_from(CREDIT_ALPHABET))
def test_any_single_slip_is_found(code: str, place: int, character: str) -> None:
    slipped = code[:place] + character + code[place + 1 :]

    assert (credit_code_fault(slipped) == "") == (slipped == code)


def test_a_basic_code_taken_apart(resources: Resources) -> None:
    code = parse_basic(resources.profile("zhejiang"), "330600142001")

    assert code == ("33", "06", "00142", "001")
    assert code.main_code == "330600142"
    assert not code.is_undivided
    assert not code.is_main_with_subs


@pytest.mark.parametrize(
    ("profile", "code", "says"),
    [
        ("national", "00016421300Y", (False, True)),
        ("national", "440118009000", (True, False)),
        ("sichuan", "511A0138000000", (True, False)),
        ("sichuan", "511A17017005", (False, False)),
    ],
)
def test_what_the_sub_part_says(profile: str, code: str, says: tuple[bool, bool], resources: Resources) -> None:
    parsed = parse_basic(resources.profile(profile), code)

    assert parsed is not None
    assert (parsed.is_undivided, parsed.is_main_with_subs) == says


def test_long_codes_taken_apart(resources: Resources) -> None:
    national, sichuan = resources.profile("national"), resources.profile("sichuan")

    assert parse_implementation(national, "11440100007482575H3440118009000") == {
        "uscc": "11440100007482575H",
        "level": "3",
        "basic": "440118009000",
    }
    assert (parse_handling(national, "114403006939513773344201505200802") or {})["order"] == "02"
    parts = parse_implementation(sichuan, "511A0138000000-511602000000-000-11511301008778183N-1-00")
    assert parts == {"basic": "511A0138000000", "region": "511602000000", "uscc": "11511301008778183N"}


def test_a_profile_without_forms_takes_nothing_apart(resources: Resources) -> None:
    neutral = resources.profile("no such profile")

    assert parse_basic(neutral, "330600142001") is None
    assert parse_implementation(neutral, "x") is None
    assert parse_handling(neutral, "x") is None


@pytest.mark.parametrize(
    ("readable", "code"),
    [
        ("给付-00142-001-01", "330600142001"),
        ("公共服务-00512-001", "331400512001"),
        ("联办事项-19996-000", "331619996000"),
        ("许可-00757-00Y", "33010075700Y"),
        ("许克-00757-000", ""),
        ("许可-0757-000", ""),
    ],
)
def test_readable_codes_convert(readable: str, code: str, resources: Resources) -> None:
    assert from_readable(resources.profile("zhejiang"), "33", readable) == code


def test_the_type_word_of_a_readable_code(resources: Resources) -> None:
    assert type_of_readable(resources.profile("zhejiang"), "给付-00142-001") == "给付"
    assert type_of_readable(resources.profile("zhejiang"), "给付-142-001") == ""
    assert type_of_readable(resources.profile("national"), "给付-00142-001") == ""


@pytest.mark.parametrize(
    "text", ["330100201000", "３３０１００２０１０００", "3301 0020 1000", "33010020100Y", "3301-00201-000"]
)
def test_meant_as_a_code(text: str) -> None:
    assert is_code_like(text)


@pytest.mark.parametrize("text", ["公章刻制", "银行开户", "12345热线咨询", "12345", ""])
def test_meant_as_a_name(text: str) -> None:
    assert not is_code_like(text)


@pytest.mark.parametrize(
    ("pattern", "lengths"),
    [
        ("[0-9]{6}", (6,)),
        ("^(?P<a>33|00)[0-9]{2}(?:[0-9]{3}|00Y)$", (7,)),
        ("a{2,4}b?", (2, 3, 4, 5)),
        (r"\d\d-x", (4,)),
        ("[^-]+-x", ()),
        ("a*", ()),
        ("(?:ab){2}|c", (1, 4)),
    ],
)
def test_lengths_read_off_a_form(pattern: str, lengths: tuple[int, ...]) -> None:
    assert code_lengths(pattern) == lengths


@given(st.data())
def test_every_code_of_a_form_has_one_of_its_lengths(data: st.DataObject) -> None:
    profile = Resources().profile(data.draw(st.sampled_from(PROFILES)))
    pattern = profile.forms[data.draw(st.sampled_from(("基本编码", "实施编码", "业务办理项编码")))]
    code = data.draw(st.from_regex(pattern.removesuffix("$"), fullmatch=True))

    assert len(code) in code_lengths(pattern)


@given(st.text(max_size=20))
def test_what_is_offered_instead_has_the_form(code: str) -> None:
    pattern = "[0-9]{11}[0-9Y]"
    if not re.fullmatch(pattern, code):
        fault = code_fault(code, pattern)
        assert fault.problem
        assert not fault.better or re.fullmatch(pattern, fault.better)
