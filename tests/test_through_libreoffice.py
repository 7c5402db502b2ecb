"""An export that LibreOffice opened and saved again comes back as it was; skipped where there is no LibreOffice."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.workbooks.catalogs import copy_of, files_in, run

SOFFICE = shutil.which("soffice")


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
def test_what_was_saved_there_changes_nothing(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    catalog = copy_of("yueqing", tmp_path)
    before = files_in(catalog)
    assert run("export", catalog, "-o", "甲.xlsx") == 0
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", kind, "--outdir", "存过", "甲.xlsx"]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    capsys.readouterr()

    assert run("import", Path("存过", f"甲.{kind}"), "-o", catalog) == 0
    assert capsys.readouterr().out == "不变 20 件。\n"
    assert files_in(catalog) == before
