"""The script that cuts the packaged fonts, and the fonts it made."""

from __future__ import annotations

import importlib.util
import io
import sys
import tarfile
from pathlib import Path
from types import ModuleType

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph

PROJECT = Path(__file__).resolve().parents[1]
FONTS = ["CatalogSerifSC-Regular.ttf", "CatalogSansSC-Regular.ttf"]


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("cut_fonts", PROJECT / "scripts/cut_fonts.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def source_font(text: str) -> bytes:
    builder = FontBuilder(1000, isTTF=True)
    names = [f"glyph-{number}" for number in range(len(text))]
    builder.setupGlyphOrder([".notdef", *names])
    builder.setupCharacterMap(dict(zip(map(ord, text), names, strict=True)))
    builder.setupGlyf(dict.fromkeys([".notdef", *names], Glyph()))
    builder.setupHorizontalMetrics(dict.fromkeys([".notdef", *names], (1000, 0)))
    builder.setupHorizontalHeader()
    builder.setupNameTable(
        {
            "copyright": "(c) Someone",
            "familyName": "Noto Test SC",
            "fullName": "Noto Test SC Regular",
            "psName": "NotoTestSC-Regular",
        }
    )
    builder.setupOS2()
    builder.setupPost()
    builder.font["head"].modified = 3_600_000_000
    data = io.BytesIO()
    builder.font.recalcTimestamp = False
    builder.save(data)
    return data.getvalue()


def test_a_cut_font_has_the_wanted_characters_the_source_has_and_a_name_of_its_own(script: ModuleType) -> None:
    data = script.cut(source_font("中国abc"), frozenset(map(ord, "中a龘")), "Catalog Test SC")
    with TTFont(io.BytesIO(data)) as font:
        assert sorted(map(chr, font.getBestCmap())) == ["a", "中"]
        names = {record.nameID: str(record) for record in font["name"].names}
        assert font["post"].formatType == 3
        assert font["head"].modified == 3_600_000_000
    assert (names[0], names[1], names[4], names[6]) == (
        "(c) Someone",
        "Catalog Test SC",
        "Catalog Test SC Regular",
        "CatalogTestSC-Regular",
    )


def test_the_same_source_gives_the_same_bytes(script: ModuleType) -> None:
    font, characters = source_font("中国abc"), frozenset(map(ord, "中国a"))
    assert script.cut(font, characters, "X") == script.cut(font, characters, "X")


def test_an_archive_of_other_content_is_refused_before_it_is_opened(script: ModuleType, tmp_path: Path) -> None:
    for source in script.SOURCES:
        with tarfile.open(tmp_path / source.archive, "w:gz"):
            pass
    with pytest.raises(script.Fault, match="expected"):
        script.made(tmp_path)


def run(script: ModuleType, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> None:
    monkeypatch.setattr(sys, "argv", ["cut_fonts.py", *arguments])
    script.main()


def test_check_passes_offline_and_says_so(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def offline(folder: Path) -> Path:
        raise FileNotFoundError("npm")

    monkeypatch.setattr(script, "fetched", offline)
    run(script, monkeypatch, "--check")
    assert capsys.readouterr().out.startswith("skipped")
    with pytest.raises(SystemExit, match="cannot be fetched"):
        run(script, monkeypatch)


def test_check_names_the_files_that_differ(script: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(script, "OUTPUT", tmp_path)
    monkeypatch.setattr(script, "made", lambda _: {"a.ttf": b"1", "b.ttf": b"2"})
    (tmp_path / "a.ttf").write_bytes(b"1")
    (tmp_path / "b.ttf").write_bytes(b"other")
    with pytest.raises(SystemExit, match=r"not what the script makes: b\.ttf"):
        run(script, monkeypatch, "--check", "--from", str(tmp_path))
    run(script, monkeypatch, "--from", str(tmp_path))
    run(script, monkeypatch, "--check", "--from", str(tmp_path))


@pytest.mark.parametrize("name", FONTS)
def test_a_packaged_font_has_all_of_gb_2312_and_what_the_project_writes(script: ModuleType, name: str) -> None:
    with TTFont(PROJECT / "fonts" / name, lazy=True) as font:
        there = set(font.getBestCmap())
    # The sources lack these: Noto Sans SC 2.004 is older than Unicode 11, neither has pictures of controls.
    lacking = {chr(code) for code in script.project_characters() | script.gb2312() if code not in there}
    assert lacking <= {"鿿", "⟨", "⟩", "☐", "☑"}


@pytest.mark.parametrize("name", FONTS)
def test_a_packaged_font_carries_its_licence_and_no_reserved_name(name: str) -> None:
    with TTFont(PROJECT / "fonts" / name, lazy=True) as font:
        names = {record.nameID: str(record) for record in font["name"].names}
        assert font["OS/2"].fsType == 0, "embedding must be allowed"
    assert "SIL Open Font License, Version 1.1" in names[13]
    assert all("Source" not in names[number] and "Noto" not in names[number] for number in (1, 4, 6))
    licence = PROJECT / "fonts" / f"OFL-{name.removesuffix('-Regular.ttf')}.txt"
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence.read_text(encoding="utf-8")


def test_the_packaged_fonts_stay_small_enough_to_travel() -> None:
    assert sum((PROJECT / "fonts" / name).stat().st_size for name in FONTS) < 7_000_000
