"""A real county's list validated: what is wrong with it is found, and nothing that is lawful."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

import convert
from findings_report import keys_of, report

from catalog_tool.checking import Checked
from catalog_tool.findings import Finding
from catalog_tool.standards import Standards

NAMES = ("主项名称", "子项名称", "孙项名称")
FORM_RULES = {
    "missing-key", "uneven-brackets", "level-note-conflict", "overlong-name", "duplicate-name", "sub-name-of-undivided",
    "arrows-in-name",
}  # fmt: skip
"""What may be found in a name without judging its words."""
ACROSS_MATTERS = {"duplicate-code", "orphan-sub-item", "siblings-disagree", "reused-code", "duplicate-name"}


def of(checked: Checked, rule: str) -> list[Finding]:
    return [finding for finding in checked.settled.findings if finding.rule == rule]


def seen(findings: tuple[Finding, ...] | list[Finding]) -> Counter[tuple[object, ...]]:
    """Findings by what they say of which matter, wherever that stands."""
    return Counter((finding.rule, finding.matter, keys_of(finding), finding.message) for finding in findings)


def test_findings_are_those_kept(checked_county: Checked, golden: Callable[[str, str], None]) -> None:
    golden("county_list.txt", report(checked_county))


def test_every_matter_is_read(checked_county: Checked) -> None:
    assert checked_county.matters == 1135


def test_no_wording_rule_fires_on_a_lawful_name(checked_county: Checked, county_rows: list[convert.Row]) -> None:
    other = {row["sub_name"] for row in county_rows if "其他" in row["sub_name"]}
    related = {row["sub_name"] for row in county_rows if re.search("相关|有关", row["sub_name"])}

    assert (len(other), len(related)) == (22, 6)
    for finding in checked_county.settled.findings:
        if finding.matter and finding.matter[1] in other | related:
            assert keys_of(finding) not in NAMES or finding.rule in FORM_RULES, finding.message


def test_words_of_steps_in_names_are_no_fault(checked_county: Checked, county_rows: list[convert.Row]) -> None:
    said = {finding.rule for finding in checked_county.settled.findings if keys_of(finding) in NAMES}

    assert sum(bool(re.search("审批|审查|办理|受理", row["sub_name"])) for row in county_rows) > 200
    assert said <= FORM_RULES


def test_departments_may_share_a_main_code(
    county_rows: list[convert.Row],
    checked_county: Checked,
    check: Callable[[Path], Checked],
    tmp_path: Path,
) -> None:
    departments = defaultdict(set)
    for row in county_rows:
        if row["main_code"]:
            departments[row["main_code"]].add(row["dept"])
    shared_codes = tuple(code for code, names in departments.items() if len(names) > 1)
    assert len(shared_codes) == 13

    for finding in checked_county.settled.findings:
        if finding.matter and finding.matter[0].startswith(shared_codes):
            assert finding.rule not in ACROSS_MATTERS, finding.message

    # Were the sharing a fault, it would be none once one department has them all.
    one = [row | {"dept": min(departments[row["main_code"]])} if row["main_code"] else row for row in county_rows]
    checked_one = check(convert.write_catalog(tmp_path, convert.COUNTY_MANIFEST, map(convert.county_matter, one)))
    for rule in ACROSS_MATTERS:
        assert seen(of(checked_one, rule)) == seen(of(checked_county, rule))


def test_invalid_credit_codes_are_found(checked_county: Checked, county_rows: list[convert.Row]) -> None:
    found = Counter(finding.args["code"] for finding in of(checked_county, "invalid-credit-code"))

    assert len(found) == 14
    assert found.total() == 151
    assert found == Counter(row["org_code"] for row in county_rows if row["org_code"] in found)


def test_bodies_that_stand_only_in_a_long_code_are_found_there(checked_county: Checked) -> None:
    """Two rows give no credit code, but a row of ones or fours within 实施编码: with them 153 rows are wrong."""
    codes = [finding.args["code"] for finding in of(checked_county, "malformed-code")]

    assert [code for code in codes if re.search("-(1{16}|4{10})$", code)] == [
        "E-000021-001-1111111111111111",
        "H-000185-001-4444444444",
    ]


def test_malformed_basic_codes_are_found(checked_county: Checked, standards: Standards) -> None:
    found = {finding.args["code"] for finding in of(checked_county, "malformed-code") if keys_of(finding) == "基本编码"}

    assert len(found) == 18
    assert not any(re.fullmatch(standards.profile("sichuan").forms["基本编码"], code) for code in found)


def test_uneven_names_are_found(checked_county: Checked) -> None:
    slips = [finding.args["slips"] for finding in of(checked_county, "uneven-brackets")]

    assert sum("不成对" in text for text in slips) == 8
    assert sum("全角数字" in text for text in slips) == 4


def test_level_notes_of_the_own_level_are_no_fault(checked_county: Checked, county_rows: list[convert.Row]) -> None:
    note = re.compile(r"[（(][市县/级]{2,}(行使|权限)?[）)]$")
    notes = [row["sub_name"] for row in county_rows if note.search(row["sub_name"])]
    found = [finding.matter[1] for finding in of(checked_county, "level-note-conflict") if finding.matter]

    assert len(notes) > 100
    assert len(found) == 8
    assert all(re.search(r"[（(]市级[）)]$", name) for name in found)


def test_main_codes_under_several_names_are_warnings(checked_county: Checked) -> None:
    found = of(checked_county, "orphan-sub-item")

    assert {finding.severity.value for finding in found} == {"warning"}
    assert len({finding.matter[0][:9] for finding in found if finding.matter}) == 17


def test_file_names_do_not_matter(
    county_rows: list[convert.Row], checked_county: Checked, check: Callable[[Path], Checked], tmp_path: Path
) -> None:
    matters = [convert.county_matter(row) for row in reversed(county_rows)]
    findings = check(convert.write_catalog(tmp_path, convert.COUNTY_MANIFEST, matters)).settled.findings

    assert seen(findings) == seen(checked_county.settled.findings)
    assert Counter(finding.fingerprint for finding in findings) == Counter(
        finding.fingerprint for finding in checked_county.settled.findings
    )
