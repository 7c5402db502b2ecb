"""JUnit XML as Jenkins reads it: errors fail, the rest is listed and fails nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import xmlschema
from attacks import nothing_hidden

from catalog_tool.findings import INTERNAL_ERROR, Report, Settled
from catalog_tool.reports.findings_junit import write

EXAMPLE = """\
<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="catalog-tool 0.1.0" tests="5" failures="2" errors="0">
  <testsuite name="xiangshan/catalog.yaml" file="xiangshan/catalog.yaml" tests="1" failures="0" errors="0" skipped="1">
    <testcase name="unknown-key" classname="xiangshan.catalog_yaml">
      <skipped message="多出的键“备住”" type="提示">xiangshan/catalog.yaml:9:1 提示 多出的键“备住”
  字段：备住</skipped>
    </testcase>
  </testsuite>
  <testsuite name="xiangshan/公安/户口迁移.yaml" file="xiangshan/公安/户口迁移.yaml" tests="2" failures="1" errors="0" skipped="1">
    <testcase name="promise-exceeds-statutory" classname="xiangshan.公安.户口迁移_yaml">
      <failure message="承诺 30 工作日，长于法定 20 工作日" type="错误">xiangshan/公安/户口迁移.yaml:41:13 错误 承诺 30 工作日，长于法定 20 工作日
  事项：户口迁移（婚迁）（331000701001）
  部门：象山县公安局
  字段：办理时限 › 承诺 › 数值</failure>
    </testcase>
    <testcase name="uneven-brackets" classname="xiangshan.公安.户口迁移_yaml">
      <skipped message="括号不成对" type="警告">xiangshan/公安/户口迁移.yaml:2:7 警告 括号不成对
  事项：户口迁移（婚迁）（331000701001）
  部门：象山县公安局
  字段：名称</skipped>
    </testcase>
  </testsuite>
  <testsuite name="xiangshan/民政/临时 救助#1%41:乙.yaml" file="xiangshan/民政/临时 救助#1%41:乙.yaml" tests="1" failures="1" errors="0" skipped="0">
    <testcase name="duplicate-code" classname="xiangshan.民政.临时 救助#1%41:乙_yaml">
      <failure message="2 处：330600107000 出现了 2 次" type="错误">xiangshan/民政/临时 救助#1%41:乙.yaml:1:7 错误 330600107000 出现了 2 次
  事项：临时救助（330600107000）
  部门：象山县民政局
  字段：基本编码
  另见 xiangshan/民政/临时 救助#1%41:乙.yaml:80:7
xiangshan/民政/临时 救助#1%41:乙.yaml:80:7 错误 330600107000 出现了 2 次
  事项：临时救助（330600107000）
  部门：象山县民政局
  字段：申请材料第 3 项 › 名称
  另见 xiangshan/民政/临时 救助#1%41:乙.yaml:1:7</failure>
    </testcase>
    <system-out>另有 3 处没有列出；请先改上面的，再查一次。</system-out>
  </testsuite>
  <testsuite name="没有问题的文件" tests="1" failures="0" errors="0" skipped="0">
    <testcase name="9 个文件没有问题" classname="没有问题的文件" />
  </testsuite>
</testsuites>
"""  # noqa: E501 - as Jenkins gets it

SCHEMA = xmlschema.XMLSchema(str(Path(__file__).with_name("schemas") / "junit-10.xsd"))


def test_the_whole(example: Report) -> None:
    assert write(example) == EXAMPLE


def test_jenkins_accepts_it(example: Report, clean: Report, hostile: Report) -> None:
    for report in (example, clean, hostile):
        SCHEMA.validate(ET.ElementTree(ET.fromstring(write(report))))


def test_a_clean_run_is_not_an_empty_report(clean: Report) -> None:
    root = ET.fromstring(write(clean))

    assert root.attrib == {"name": "catalog-tool 0.1.0", "tests": "1", "failures": "0", "errors": "0"}
    assert [case.get("name") for case in root.iter("testcase")] == ["12 个文件没有问题"]


def test_a_crash_is_an_error_not_a_failure(example: Report) -> None:
    crashed = replace(example.settled.findings[2], rule=INTERNAL_ERROR.name)
    root = ET.fromstring(write(replace(example, settled=Settled((crashed,), {}))))

    assert (root.get("failures"), root.get("errors")) == ("0", "1")
    assert root.find("testsuite/testcase/error") is not None


def test_values_stay_values(hostile: Report) -> None:
    text = write(hostile)
    root = ET.fromstring(text)

    assert nothing_hidden(text)
    assert {element.tag for element in root.iter()} <= {"testsuites", "testsuite", "testcase", "failure", "system-out"}


def test_a_cell_is_named(mixed: Report, hostile_sheet: Report) -> None:
    root = ET.fromstring(write(mixed))
    cell, line = root.iter("failure")

    assert cell.get("message") == "330600107000 出现了 2 次〔基本信息!C5〕"
    assert (cell.text or "").startswith("甲/事项.xlsx〔基本信息!C5〕 错误 330600107000 出现了 2 次\n")
    assert (cell.text or "").endswith("\n  另见 甲/救助.yaml:1:7")
    assert line.get("message") == "330600107000 出现了 2 次"
    assert (line.text or "").endswith("\n  另见 甲/事项.xlsx〔基本信息!C5〕")
    for report in (mixed, hostile_sheet):
        assert nothing_hidden(write(report))
        SCHEMA.validate(ET.ElementTree(ET.fromstring(write(report))))
