"""The examples in docs/decisions.md are read as the page says."""

from __future__ import annotations

import re
from pathlib import Path

from catalog_tool.compare.decided.approved_list import parse_approved
from catalog_tool.compare.decided.confirmations import parse_confirmations
from catalog_tool.formats.yaml_reader import read_yaml

PAGE = (Path(__file__).resolve().parents[2] / "docs/decisions.md").read_text(encoding="utf-8")


def example(name: str) -> dict:
    (block,) = re.findall(rf"^```yaml {name}\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    read = read_yaml(block.encode(), f"{name}.yaml", manifest=True)
    assert read.refusals == []
    return read.documents[0].value


def test_alignments() -> None:
    found = parse_confirmations(example("alignments"), "alignments.yaml")

    assert found.confirmed.same == {("330100205000", "330100305000")}
    assert [one.judgement for one in found.decided] == ["同一", "同一条线"]


def test_approved() -> None:
    one, other = parse_approved(example("approved"), "approved.yaml")

    assert (one.fingerprint, one.approval.expires) == ("3f5a0c1b2d4e6f78", "2019-06-30")
    assert (other.matter, other.kind, other.value, other.region, other.approval.expires) == (
        "330100201000", "promise-longer", "7 工作日", "330225", "",
    )  # fmt: skip
