"""fmt --from: the text is the same, the original is kept, what is of another encoding is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog_tool.converting import to_utf8
from catalog_tool.findings import CannotRun
from catalog_tool.formats.yaml_bytes import guessed_encoding

TEXT = "名称: 户口迁移\r\n主管部门: 省公安厅\r\n"


@pytest.mark.parametrize(
    ("codec", "encoding"),
    [("gbk", "gbk"), ("gb18030", "gbk"), ("utf-16", "utf-16"), ("utf-16-le", "utf-16"), ("utf-16-be", "utf-16")],
)
def test_the_text_stays_and_so_does_the_original(codec: str, encoding: str, tmp_path: Path) -> None:
    file = tmp_path / "甲.yaml"
    file.write_bytes(TEXT.encode(codec))
    done = to_utf8(str(file), encoding)

    assert file.read_bytes().decode() == TEXT.replace("\r\n", "\n")
    assert (tmp_path / f"甲.yaml.{encoding}.bak").read_bytes() == TEXT.encode(codec)
    assert done.kept.endswith(f"甲.yaml.{encoding}.bak")


def test_an_earlier_original_is_never_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "甲.yaml"
    for text in ("甲: 乙\n", "甲: 丙\n", "甲: 乙\n"):
        file.write_bytes(text.encode("gbk"))
        to_utf8(str(file), "gbk")

    kept = {path.name: path.read_bytes().decode("gbk") for path in tmp_path.glob("*.bak")}
    assert kept == {"甲.yaml.gbk.bak": "甲: 乙\n", "甲.yaml.gbk.2.bak": "甲: 丙\n"}


@pytest.mark.parametrize("data", [TEXT.encode(), TEXT.encode("utf-8-sig"), b"", b"a: b\n"])
def test_utf8_is_left_alone(data: bytes, tmp_path: Path) -> None:
    file = tmp_path / "甲.yaml"
    file.write_bytes(data)

    assert to_utf8(str(file), "gbk").kept == ""
    assert [path.name for path in tmp_path.iterdir()] == ["甲.yaml"]
    assert file.read_bytes() == data


@pytest.mark.parametrize(
    ("data", "encoding", "words"),
    [
        (TEXT.encode("utf-16"), "gbk", "像是 UTF-16"),
        (TEXT.encode("utf-16-be"), "gbk", "像是 UTF-16"),
        (TEXT.encode("gbk"), "utf-16", "像是 GBK"),
        (b"\xff\x00\x81", "gbk", "没有改动"),
    ],
)
def test_another_encoding_is_said_and_nothing_touched(data: bytes, encoding: str, words: str, tmp_path: Path) -> None:
    file = tmp_path / "甲.yaml"
    file.write_bytes(data)

    with pytest.raises(CannotRun, match=words):
        to_utf8(str(file), encoding)
    assert file.read_bytes() == data
    assert len(list(tmp_path.iterdir())) == 1


def test_what_is_no_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match="没有这个文件"):
        to_utf8(str(tmp_path / "没有"), "gbk")
    with pytest.raises(CannotRun, match="不是普通文件"):
        to_utf8(str(tmp_path), "gbk")


@given(st.text(st.characters(codec="gb18030", exclude_categories=["Cs"], exclude_characters="\0"), max_size=200))
def test_no_text_without_nul_passes_for_utf16(text: str) -> None:
    assert guessed_encoding(text.encode()) == "utf-8"
    if not text.encode("gb18030").startswith((b"\xff\xfe", b"\xfe\xff")):
        assert guessed_encoding(text.encode("gb18030")) in ("gbk", "utf-8")
