"""What tests of reports share: the catalogs of comparing, and example findings, harmless and hostile."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from attacks import HOSTILE, ODD_FILE
from browsing import Dom, opened
from diff_pages import TEMPLATES, Browse

from catalog_tool.compare.compared import Compared
from catalog_tool.findings import Finding, Report, RuleInfo, Settled, Severity, Spot
from catalog_tool.reports import diff_html

sys.path.append(str(Path(__file__).parents[1] / "compare"))


@pytest.fixture(scope="session")
def rules() -> dict[str, RuleInfo]:
    """Three rules, two of which find something."""
    told = {"what": "查的是什么。", "why": "因为要紧。", "fix": "改过来。"}
    infos = [
        RuleInfo("duplicate-code", Severity.ERROR, "编码重复", "{code}", "GB/T 39554.1-2020", **told),
        RuleInfo("promise-exceeds-statutory", Severity.ERROR, "承诺时限超过法定时限", "{a}", "行政许可法", **told),
        RuleInfo("uneven-brackets", Severity.WARNING, "括号不齐", "{a}", "清单", **told, fixable=True),
    ]
    return {info.name: info for info in infos}


@pytest.fixture(scope="session")
def example() -> Report:
    """Two files with findings of every level, one with a name that needs escaping, one fingerprint twice."""
    moving = {"file": "xiangshan/公安/户口迁移.yaml", "matter": ("331000701001", "户口迁移（婚迁）")}
    police = {**moving, "department": "象山县公安局"}
    relief = {"file": ODD_FILE, "matter": ("330600107000", "临时救助"), "department": "象山县民政局"}
    findings = (
        Finding(
            "unknown-key", Severity.INFO, "多出的键“备住”", "xiangshan/catalog.yaml", 9, 1, ("备住",), fingerprint="f1"
        ),
        Finding(
            "uneven-brackets", Severity.WARNING, "括号不成对", line=2, column=7, path=("名称",), fixable=True,
            fingerprint="f2", **police,
        ),
        Finding(
            "promise-exceeds-statutory", Severity.ERROR, "承诺 30 工作日，长于法定 20 工作日", line=41, column=13,
            path=("办理时限", "承诺", "数值"), args={"promised": 30, "statutory": 20}, fingerprint="f3", **police,
        ),
        Finding(
            "duplicate-code", Severity.ERROR, "330600107000 出现了 2 次", line=1, column=7, path=("基本编码",),
            related=(Spot(ODD_FILE, 80, 7),), fingerprint="f4", **relief,
        ),
        Finding(
            "duplicate-code", Severity.ERROR, "330600107000 出现了 2 次", line=80, column=7,
            path=("申请材料", 2, "名称"), document=1, related=(Spot(ODD_FILE, 1, 7),), fingerprint="f4", **relief,
        ),
    )  # fmt: skip
    shares = {"象山县公安局": 8, "象山县民政局": 4, "象山县水利局": 3}
    return Report(Settled(findings, {ODD_FILE: 3}), 15, 12, "catalog-tool 0.1.0", "sha256:0123456789abcdef", shares)


@pytest.fixture(scope="session")
def mixed() -> Report:
    """A code that stands in a file and in a workbook, a fault each, with the other place beside it."""
    file = Spot("甲/救助.yaml", 1, 7)
    cell = Spot("甲/事项.xlsx", 5, 3, "基本信息")
    relief: dict[str, Any] = {
        "rule": "duplicate-code", "severity": Severity.ERROR, "message": "330600107000 出现了 2 次",
        "path": ("基本编码",), "matter": ("330600107000", "临时救助"), "department": "象山县民政局",
    }  # fmt: skip
    findings = (
        Finding(**cell._asdict(), document=3, related=(file,), fingerprint="w", **relief),
        Finding(**file._asdict(), related=(cell,), fingerprint="y", **relief),
    )
    return Report(Settled(findings, {}), 8, 2, "catalog-tool 0.1.0", "sha256:0", {"象山县民政局": 8})


@pytest.fixture(scope="session")
def clean() -> Report:
    """A run that found nothing."""
    return Report(Settled((), {}), 15, 12, "catalog-tool 0.1.0", "sha256:0", {"象山县公安局": 15})


@pytest.fixture(scope="session")
def hostile() -> Report:
    """Every text that data can put into a report is an attack."""
    finding = Finding(
        HOSTILE, Severity.ERROR, f"{HOSTILE}\r\n第二行", f"甲/{HOSTILE}", 1, 1, (HOSTILE, 0),
        related=(Spot(HOSTILE, 1, 1),), matter=(HOSTILE, HOSTILE), args={"a": HOSTILE}, fingerprint="f",
        department=HOSTILE,
    )  # fmt: skip
    return Report(Settled((finding,), {HOSTILE: 1}), 1, 1, HOSTILE, HOSTILE, {HOSTILE: 1})


@pytest.fixture(scope="session")
def hostile_sheet(hostile: Report) -> Report:
    """The same in a workbook whose sheet has such a name."""
    (finding,) = hostile.settled.findings
    there = replace(finding, sheet=HOSTILE, related=(Spot(HOSTILE, 1, 1, HOSTILE),))
    return replace(hostile, settled=Settled((there,), {}))


@pytest.fixture
def browse(tmp_path: Path) -> Browse:
    """What a browser makes of the page at an address, after some more script."""

    def look(compared: Compared, address: str = "", more: str = "", **options: Any) -> Dom:
        file = tmp_path / "比对.html"
        own = {**TEMPLATES, "page.js": f"{TEMPLATES['page.js']}{{\n{more}}}\n"}
        pieces = diff_html.write(compared, own, tool="catalog-tool", **options)
        file.write_bytes("".join(pieces).encode("utf-8", "replace"))
        return opened(file, address)

    return look
