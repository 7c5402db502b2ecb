"""What hostile input once got past `catalog-tool diff`."""

from __future__ import annotations

from pathlib import Path

import pytest
from building import county_manifest, directory_manifest, matter, write_catalog

from catalog_tool.cli.app import main

POLICY = Path(__file__).parents[2] / "schemas" / "policies" / "zhejiang.yaml"

@pytest.fixture
def county(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write_catalog(tmp_path / "directory", directory_manifest(), [matter()])
    return write_catalog(tmp_path / "county", county_manifest(), [matter()])


@pytest.mark.parametrize(
    "target",
    ["directory/catalog.yaml", "directory/000.yaml", "county/approved.yaml", "county/alignments.yaml", "口径.yaml"],
)
def test_a_report_never_replaces_what_the_comparison_reads(
    target: str, county: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("口径.yaml").write_bytes(POLICY.read_bytes())
    for own in ("approved.yaml", "alignments.yaml"):
        (county / own).write_text("", encoding="utf-8")
    before = Path(target).read_bytes()

    code = main(["diff", "county", "--policy", "口径.yaml", "-o", target])

    assert (code, "结果不能写到它上面" in capsys.readouterr().err) == (2, True)
    assert Path(target).read_bytes() == before
