"""Web addresses as QR codes (ISO/IEC 18004), at error correction level M or better.

Nothing in a picture but black shapes on white with the quiet zone of four modules the
standard asks for: no ids, no styles, so it can stand many times in one page and under a
Content-Security-Policy.
"""

from __future__ import annotations

import io
import math
import re
from functools import lru_cache
from urllib.parse import quote, urlsplit, urlunsplit

from catalog_tool.domain.visible import one_line

Matrix = tuple[tuple[bool, ...], ...]
"""Rows of modules, True is dark, without the quiet zone."""
QUIET = 4
SMALLEST_MM = 0.33
"""Four dots of a 300 dpi printer, the least that DENSO WAVE, who made the code, advises for print."""
_LONGEST = 2331
"""Bytes at level M in the largest code, version 40 (ISO/IEC 18004, table 7)."""
_SCALE = 4


class NotEncodable(ValueError):
    """The text is no web address, or too long for a QR code; the message is a Chinese sentence."""


def ascii_address(address: str) -> str:
    """The address as a browser sends it: 政务.cn/许可 → xn--…/%E8%AE%B8…; NotEncodable if it is none of http(s)."""
    address = address.strip()
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
        if not host.isascii():
            host = host.encode("idna").decode("ascii")
    except ValueError as error:  # UnicodeError of idna among them, an impossible port, a broken [::1]
        raise NotEncodable(f"“{_shown(address)}”的域名或端口不正确，不能印成二维码。请改正网址。") from error
    # urlsplit drops tabs and line feeds without a word: what is left would be another address.
    if parts.scheme not in {"http", "https"} or _CONTROL.search(address):
        raise NotEncodable(f"“{_shown(address)}”不是 http:// 或 https:// 开头的网址，不能印成二维码。请改正网址。")
    if not _HOST.fullmatch(host):
        raise NotEncodable(f"“{_shown(address)}”的域名不正确，不能印成二维码。请改正网址。")
    if ":" in host:
        host = f"[{host}]"
    user, at, _ = parts.netloc.rpartition("@")
    network = quote(user, safe=_KEPT) + at + host + (f":{port}" if port is not None else "")
    path, query, fragment = (quote(part, safe=_KEPT) for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme, network, path, query, fragment))


def _shown(address: str) -> str:
    """As much of it as a sentence bears."""
    return one_line(address) if len(address) <= _SHOWN else f"{one_line(address[:_SHOWN])}……"


_SHOWN = 80
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_HOST = re.compile(r"[a-z0-9._\-]+|[0-9a-f:.]+")
_KEPT = "!#$%&'()*+,/:;=?@[]~"
"""What has a meaning in an address, and % so that nothing is encoded twice (RFC 3986)."""


@lru_cache(maxsize=256)
def _matrix(address: str) -> Matrix:
    import segno

    encoded = ascii_address(address)
    try:
        code = segno.make_qr(encoded, error="m")
    except segno.DataOverflowError as error:
        raise NotEncodable(
            f"网址有 {len(encoded)} 个字节，二维码最多放 {_LONGEST} 个：{_shown(encoded)}。请换一个短些的网址。"
        ) from error
    return tuple(tuple(bool(module) for module in row) for row in code.matrix)


def svg(address: str) -> str:
    """The code as an SVG element, one unit a module, quiet zone included; NotEncodable as ascii_address says."""
    matrix = _matrix(address)
    side = len(matrix) + 2 * QUIET
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" width="{side}" height="{side}">'
        f'<rect width="{side}" height="{side}" fill="#fff"/><path d="{_outline(matrix)}" fill="#000"/></svg>'
    )


def png(address: str, scale: int = 8) -> bytes:
    """The code as a black and white PNG, `scale` pixels a module, quiet zone included."""
    import segno

    _matrix(address)  # the same refusals, in our words
    stream = io.BytesIO()
    segno.make_qr(ascii_address(address), error="m").save(stream, kind="png", scale=scale, border=QUIET)
    return stream.getvalue()


def module_mm(address: str, side_mm: float) -> float:
    """Millimetres a module is wide where the whole picture, quiet zone included, is `side_mm` wide."""
    return side_mm / (len(_matrix(address)) + 2 * QUIET)


def fault(address: str, side_mm: float) -> str | None:
    """What keeps a phone from reading the code printed at this size, in Chinese; None if nothing does.

    Decoding is tried where zxing-cpp is installed, else only size and length are checked.
    """
    try:
        size = module_mm(address, side_mm)
    except NotEncodable as refused:
        return str(refused)
    if size < SMALLEST_MM:
        needed = math.ceil(SMALLEST_MM * side_mm / size)
        shown = math.floor(size * 100) / 100  # rounded up, 0.329 would be said to be less than 0.33 as 0.33
        return (
            f"二维码印成 {side_mm:g} 毫米见方时每格只有 {shown:g} 毫米，小于 {SMALLEST_MM} 毫米，手机可能认不出："
            f"{_shown(address)}。请换一个短些的网址，或把二维码放大到 {needed} 毫米以上。"
        )
    read = _decoded(_matrix(address))
    wanted = ascii_address(address)
    if read is not None and read != wanted:
        return f"二维码认出来的是“{_shown(read)}”，应为“{_shown(wanted)}”。请换一个网址后重印。"
    return None


def _decoded(matrix: Matrix) -> str | None:
    """What a reader makes of the picture, "" for nothing; None where there is no reader."""
    try:
        import zxingcpp
    except ImportError:
        return None
    side = (len(matrix) + 2 * QUIET) * _SCALE
    white = b"\xff" * side
    margin = b"\xff" * (QUIET * _SCALE)
    rows = [white] * (QUIET * _SCALE)
    for row in matrix:
        line = margin + b"".join((b"\x00" if dark else b"\xff") * _SCALE for dark in row) + margin
        rows += [line] * _SCALE
    pixels = b"".join(rows + [white] * (QUIET * _SCALE))
    picture = memoryview(pixels).cast("B", (side, side))
    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode]))
    return found[0].text if found else ""


def _outline(matrix: Matrix) -> str:
    """The dark shapes as closed paths along their edges.

    Squares side by side would show hairlines between them on screens and in PDF viewers.
    """
    follows: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for y, row in enumerate(matrix):
        for x, dark in enumerate(row):
            if not dark:
                continue
            corners = ((x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1))
            sides = ((x, y - 1), (x + 1, y), (x, y + 1), (x - 1, y))
            for number, (column, line) in enumerate(sides):
                inside = 0 <= line < len(matrix) and 0 <= column < len(row)
                if not (inside and matrix[line][column]):
                    follows.setdefault(corners[number], []).append(corners[(number + 1) % 4])
    paths = []
    while follows:
        start = min(follows)
        point, steps = start, ""
        while point in follows:
            ahead = follows[point].pop()
            if not follows[point]:
                del follows[point]
            steps += f"h{ahead[0] - point[0]}" if ahead[1] == point[1] else f"v{ahead[1] - point[1]}"
            point = ahead
        paths.append(f"M{start[0] + QUIET} {start[1] + QUIET}{steps}z")
    return "".join(paths)
