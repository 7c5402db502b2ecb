"""Installed elsewhere: the wheel carries schemas, templates and guides, and CPUs without Rust wheels do as well."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder, without what this environment would lend it."""
    environment = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "VIRTUAL_ENV")}
    environment["PYTHONUTF8"] = "1"
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    built = run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], ROOT)
    assert built.returncode == 0, built.stderr
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_what_stands_beside_the_package(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())

    for folder in ("schemas", "templates", "guides"):
        tracked = run(["git", "ls-files", "-z", folder], ROOT).stdout.split("\0")
        names = {name for name in tracked if name and (ROOT / name).exists()}
        missing = {name for name in names if f"catalog_tool/_data/{name}" not in inside}
        assert not missing


def environment_in(folder: Path, *packages: str) -> Path:
    """An empty environment with packages; its folder of programs."""
    venv.create(folder, with_pip=True)
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    installed = run([str(scripts / "python"), "-m", "pip", "install", "-q", *packages], folder)
    assert installed.returncode == 0, installed.stderr
    return scripts


def test_the_installed_wheel_does_the_main_job_elsewhere(wheel: Path, tmp_path: Path) -> None:
    work = tmp_path / "elsewhere"
    work.mkdir()
    tool = str(environment_in(tmp_path / "environment", str(wheel)) / "catalog-tool")

    demo = run([tool, "demo", "-o", "out"], work)
    assert demo.returncode == 0, demo.stderr
    assert len(demo.stdout.splitlines()) == 10
    assert "桐庐县" in demo.stdout
    assert "对标" in (work / "out/diff.txt").read_text(encoding="utf-8")

    clean = run([tool, "validate", "out/guides/zhejiang", "out/guides/tonglu", "--format", "json"], work)
    assert clean.returncode == 0, clean.stdout
    assert json.loads(clean.stdout)["findings"] == []

    compared = run([tool, "diff", "out/guides/yueqing", "--date", "2018-08-01", "--format", "json"], work)
    assert compared.returncode == 1
    kinds = {alignment["kind"] for alignment in json.loads(compared.stdout)["locals"][0]["alignments"]}
    assert "split" in kinds

    printed = run([tool, "render", "out/guides/tonglu", "-o", "handbook"], work)
    assert printed.returncode == 0, printed.stderr
    pages = list((work / "handbook").rglob("*.html"))
    assert len(pages) > 20
    assert all(page.stat().st_size > 1_000 for page in pages)

    printed = run([tool, "render", "out/guides/tonglu", "-o", "paper", "--format", "pdf", "--format", "docx"], work)
    assert printed.returncode == 0, printed.stderr
    assert {path.suffix for path in (work / "paper").iterdir()} == {".pdf", ".docx"}


def test_without_any_rust_wheel_the_same_is_found(wheel: Path, tmp_path: Path) -> None:
    """loongarch64 and the like: jsonschema 4.17.3 in pure Python, no jsonschema-rs, no rpds-py."""
    scripts = environment_in(
        tmp_path / "environment", "PyYAML", "rich", "Jinja2", "platformdirs", "typer>=0.28,<0.29", "jsonschema==4.17.3"
    )
    python = str(scripts / "python")
    assert run([python, "-m", "pip", "install", "-q", "--no-deps", str(wheel)], tmp_path).returncode == 0
    assert run([python, "-c", "import rpds"], tmp_path).returncode != 0

    told = run([python, "-m", "catalog_tool", "--version", "--verbose"], tmp_path)
    portable = run([python, "-m", "catalog_tool", "validate", str(ROOT / "guides"), "--format", "json"], tmp_path)
    here = run([sys.executable, "-m", "catalog_tool", "validate", str(ROOT / "guides"), "--format", "json"], tmp_path)

    assert "jsonschema：" in told.stdout
    findings = json.loads(portable.stdout)["findings"]
    assert findings
    assert findings == json.loads(here.stdout)["findings"]
