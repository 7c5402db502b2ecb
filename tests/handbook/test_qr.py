"""QR codes: what a phone reads is the address, and what cannot be read is said."""

from __future__ import annotations

import re
import struct
import sys
import zlib
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog_tool.handbook import qr

OFFICIAL = "https://www.zjzwfw.gov.cn/zjservice/item/detail/index.do?localInnerCode=10b1d7a4-ec87"
SVG = "{http://www.w3.org/2000/svg}"


def test_the_drawing_is_black_on_white_with_a_quiet_zone_and_nothing_else() -> None:
    root = ET.fromstring(qr.svg(OFFICIAL))
    side = int(root.attrib["width"])
    assert root.attrib["viewBox"] == f"0 0 {side} {side}"
    assert [child.tag for child in root] == [f"{SVG}rect", f"{SVG}path"]
    assert [child.attrib["fill"] for child in root] == ["#fff", "#000"]
    attributes = {name for element in root.iter() for name in element.attrib}
    assert attributes == {"viewBox", "width", "height", "fill", "d"}


def filled(path: str, side: int) -> list[str]:
    """The squares a path encloses, by counting the vertical edges to the left of each."""
    edges: set[tuple[int, int]] = set()
    for piece in path.split("z")[:-1]:
        x, y = map(int, re.match(r"M(\d+) (\d+)", piece).groups())  # type: ignore[union-attr]
        for letter, number in re.findall(r"([hv])(-?\d+)", piece):
            step = int(number)
            if letter == "h":
                x += step
                continue
            edges ^= {(x, line) for line in range(min(y, y + step), max(y, y + step))}
            y += step
    return [
        "".join("#" if sum((left, y) in edges for left in range(x + 1)) % 2 else "." for x in range(side))
        for y in range(side)
    ]


def test_the_outline_encloses_exactly_the_dark_modules() -> None:
    segno = pytest.importorskip("segno")
    code = segno.make_qr(OFFICIAL, error="m")
    wanted = ["".join("#" if dark else "." for dark in row) for row in code.matrix_iter(border=4)]
    root = ET.fromstring(qr.svg(OFFICIAL))
    assert filled(root[1].attrib["d"], len(wanted)) == wanted


def test_the_picture_is_a_png_of_whole_pixels_and_the_same_each_time() -> None:
    data = qr.png(OFFICIAL, 3)
    width, height = struct.unpack(">LL", data[16:24])
    assert width == height == 3 * int(ET.fromstring(qr.svg(OFFICIAL)).attrib["width"])
    assert data == qr.png(OFFICIAL, 3)
    assert b"tIME" not in data
    assert zlib.crc32(data[12:29]) == struct.unpack(">L", data[29:33])[0]


@pytest.mark.parametrize("address", [OFFICIAL, "https://x.cn/", OFFICIAL * 6])
def test_a_phone_reads_the_picture_that_is_printed(address: str, tmp_path: Path) -> None:
    zxing, typst = pytest.importorskip("zxingcpp"), pytest.importorskip("typst")
    for name, data in (("code.svg", qr.svg(address).encode()), ("code.png", qr.png(address))):
        (tmp_path / name).write_bytes(data)
        page = f'#set page(width: 40mm, height: 40mm, margin: 0mm)\n#image("{name}", width: 40mm)'
        (tmp_path / "page.typ").write_text(page)
        picture = pixels(typst.compile(str(tmp_path / "page.typ"), root=str(tmp_path), format="png", ppi=300))
        assert [found.text for found in zxing.read_barcodes(picture)] == [address]


def pixels(png: bytes) -> memoryview:
    """The red channel of a PNG of 8 bits and four channels, row by row."""
    width, height, depth, colour = struct.unpack(">LLBB", png[16:26])
    assert (depth, colour) == (8, 6)
    data, at = b"", 8
    while at < len(png):
        (size,) = struct.unpack(">L", png[at : at + 4])
        data += png[at + 8 : at + 8 + size] if png[at + 4 : at + 8] == b"IDAT" else b""
        at += 12 + size
    lines, above, grey = zlib.decompress(data), bytearray(4 * width), bytearray()
    for number in range(height):
        begin = number * (4 * width + 1)
        row = bytearray(lines[begin + 1 : begin + 1 + 4 * width])
        for place in range(len(row)):
            left = row[place - 4] if place >= 4 else 0
            corner = above[place - 4] if place >= 4 else 0
            row[place] = (row[place] + predicted(lines[begin], left, above[place], corner)) & 0xFF
        above = row
        grey += row[::4]
    return memoryview(bytes(grey)).cast("B", (height, width))


def predicted(kind: int, left: int, up: int, corner: int) -> int:
    """The filters of PNG: none, sub, up, average, Paeth."""
    if kind == 4:
        near = left + up - corner
        return min((abs(near - left), 0, left), (abs(near - up), 1, up), (abs(near - corner), 2, corner))[2]
    return (0, left, up, (left + up) // 2)[kind]


@pytest.mark.parametrize(
    ("address", "sent"),
    [
        (
            "https://政务.中国/许可 办理?名=值#三",
            "https://xn--zfr164b.xn--fiqs8s/%E8%AE%B8%E5%8F%AF%20%E5%8A%9E%E7%90%86?%E5%90%8D=%E5%80%BC#%E4%B8%89",
        ),
        ("https://x.cn/a%20b?c=%E4%B8%80&d=1,2", "https://x.cn/a%20b?c=%E4%B8%80&d=1,2"),
        ("HTTP://X.CN:8080/A", "http://x.cn:8080/A"),
        (" http://x.cn/{a}|b ", "http://x.cn/%7Ba%7D%7Cb"),
        ("http://[::1]:80/", "http://[::1]:80/"),
    ],
)
def test_chinese_in_an_address_is_encoded_as_a_browser_does_and_never_twice(address: str, sent: str) -> None:
    assert qr.ascii_address(address) == sent
    assert qr.fault(address, 40) is None


@pytest.mark.parametrize(
    "address",
    [
        "",
        "见附件",
        "www.zjzwfw.gov.cn",
        "javascript:alert(1)",
        "ftp://x.cn/",
        "mailto:a@x.cn",
        "https://",
        "http://x .cn/",
        "http://[::1/",
        "http://x.cn:99999/",
        "http://x.cn/\nb",
        "http://x.cn/\ud800",
        "http://x..中国/",
    ],
)
def test_what_is_no_web_address_becomes_no_code_and_says_why(address: str) -> None:
    with pytest.raises(qr.NotEncodable, match="不能印成二维码。请改正网址。"):
        qr.svg(address)
    said = qr.fault(address, 40)
    assert said is not None
    assert "\n" not in said


def test_too_long_an_address_is_refused_in_words() -> None:
    address = "https://x.cn/" + "a" * 2400
    said = qr.fault(address, 100)
    assert said is not None
    assert said.startswith("网址有 2413 个字节，二维码最多放 2331 个")
    assert len(said) < 200
    assert qr.fault("https://x.cn/" + "a" * (2331 - 13), 100) is None


def test_too_small_a_print_says_how_large_it_must_be() -> None:
    address = OFFICIAL * 3
    said = qr.fault(address, 20)
    assert said is not None
    assert "小于 0.33 毫米" in said
    needed = re.search(r"放大到 (\d+) 毫米以上", said)
    assert needed is not None
    assert qr.fault(address, int(needed[1])) is None


def test_modules_are_measured_with_the_quiet_zone() -> None:
    side = int(ET.fromstring(qr.svg(OFFICIAL)).attrib["width"])
    assert qr.module_mm(OFFICIAL, side / 2) == pytest.approx(0.5)


def test_a_code_that_reads_as_something_else_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("zxingcpp")
    other = qr._matrix("https://y.cn/")
    monkeypatch.setattr(qr, "_matrix", lambda _: other)
    assert qr.fault("https://x.cn/", 30) == "二维码认出来的是“https://y.cn/”，应为“https://x.cn/”。请换一个网址后重印。"


def test_without_a_reader_size_and_length_are_still_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "zxingcpp", None)
    assert qr.fault(OFFICIAL, 25) is None
    assert qr.fault(OFFICIAL, 10) is not None
    assert qr.fault("见附件", 25) is not None


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.integers(20, 60))
def test_any_path_either_reads_back_or_is_refused_in_a_sentence(path: str, side: int) -> None:
    said = qr.fault(f"https://x.cn/{path}", side)
    assert said is None or said.endswith("。")


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40))
def test_no_text_at_all_breaks_the_check(address: str) -> None:
    said = qr.fault(address, 30)
    assert said is None or said.endswith("。")
