"""Workbooks made by hand, so that a test can put anything into them."""

from __future__ import annotations

import base64
import io
import struct
import zipfile
import zlib

TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>{}</Types>'
)
TYPE = '<Override PartName="/xl/{}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.{}+xml"/>'
RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    "{}</Relationships>"
)
RELATION = (
    '<Relationship Id="rId{}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" '
    'Target="{}"/>'
)
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
STYLES = (
    f"<styleSheet {MAIN}><fonts count='1'><font/></fonts><fills count='1'><fill><patternFill/></fill></fills>"
    "<borders count='1'><border/></borders><cellStyleXfs count='1'><xf/></cellStyleXfs><cellXfs count='5'>"
    "<xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='22'/><xf numFmtId='20'/><xf numFmtId='46'/></cellXfs>"
    "<cellStyles count='1'><cellStyle name='Normal' xfId='0'/></cellStyles></styleSheet>"
)


def sheet(rows: str, *, before: str = "", after: str = "") -> str:
    """A sheet's XML around its rows."""
    return f'<?xml version="1.0"?><worksheet {MAIN}>{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def parts(*sheets: str | bytes, texts: str = "", hidden: tuple[int, ...] = ()) -> dict[str, str | bytes]:
    """The parts of an xlsx with these sheets, named 一, 二, 三 …"""
    numbers = range(1, len(sheets) + 1)

    def state(number: int) -> str:
        return ' state="hidden"' if number in hidden else ""

    names = "".join(f'<sheet name="{"一二三四五"[n - 1]}" sheetId="{n}" r:id="rId{n}"{state(n)}/>' for n in numbers)
    relations = "".join(RELATION.format(n, "worksheet", f"worksheets/sheet{n}.xml") for n in numbers)
    relations += RELATION.format(90, "styles", "styles.xml") + RELATION.format(91, "sharedStrings", "sharedStrings.xml")
    types = "".join(TYPE.format(f"worksheets/sheet{n}.xml", "worksheet") for n in numbers)
    types += TYPE.format("styles.xml", "styles") + TYPE.format("sharedStrings.xml", "sharedStrings")
    office = f'{MAIN} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    return {
        "[Content_Types].xml": TYPES.format(types),
        "_rels/.rels": RELATIONS.format(RELATION.format(1, "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<?xml version="1.0"?><workbook {office}><sheets>{names}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": RELATIONS.format(relations),
        "xl/styles.xml": STYLES,
        "xl/sharedStrings.xml": f"<sst {MAIN}>{texts}</sst>",
        **{f"xl/worksheets/sheet{n}.xml": sheets[n - 1] for n in numbers},
    }


def zipped(content: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The parts as a zip."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, part in content.items():
            archive.writestr(name, part)
    return stream.getvalue()


def xlsx(rows: str, **more: str) -> bytes:
    """A workbook of one sheet with these rows."""
    return zipped(parts(sheet(rows, **more)))


def row(number: int, *cells: str) -> str:
    """A row of texts as XML."""
    written = "".join(
        f'<c r="{chr(65 + column)}{number}" t="inlineStr"><is><t>{text}</t></is></c>'
        for column, text in enumerate(cells)
    )
    return f'<row r="{number}">{written}</row>'


def ods(tables: str, *, styles: str = "", **more: str | bytes) -> bytes:
    """An OpenDocument workbook with these tables."""
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text", "style", "draw")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names} '
        'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": kind, "content.xml": content, **more})


def ole(streams: dict[str, bytes]) -> bytes:
    """An OLE container; every stream is padded to the size from which on it has sectors of its own."""
    padded = {name: content.ljust(4096, b"\0") for name, content in streams.items()}
    directory_sectors = len(padded) // 4 + 1
    table, sectors = [0xFFFFFFFD], []
    table += [*range(2, directory_sectors + 1), 0xFFFFFFFE]
    entries = _entry("Root Entry", 5, 0xFFFFFFFE, 0)
    for name, content in padded.items():
        first, count = len(table), -(-len(content) // 512)
        entries += _entry(name, 2, first, len(content))
        table += [*range(first + 1, first + count), 0xFFFFFFFE]
        sectors.append(content.ljust(count * 512, b"\0"))
    assert len(table) <= 128
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(10)
    header += struct.pack("<8I", 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    first_sector = struct.pack("<128I", *table, *[0xFFFFFFFF] * (128 - len(table)))
    return header + first_sector + entries.ljust(directory_sectors * 512, b"\0") + b"".join(sectors)


def _entry(name: str, kind: int, first: int, size: int) -> bytes:
    written = name.encode("utf-16-le")
    return (
        written.ljust(64, b"\0")
        + struct.pack("<HBB", len(written) + 2, kind, 1)
        + bytes(48)
        + struct.pack("<IQ", first, size)
    )


def record(kind: int, content: bytes = b"") -> bytes:
    """A record of an .xls stream."""
    return struct.pack("<HH", kind, len(content)) + content


def xls(cells: bytes, texts: bytes = b"", *, bof: bytes = struct.pack("<6H", 0x600, 5, 0, 0, 0, 0)) -> bytes:
    """An .xls of one sheet called 一 with these records of cells."""
    name = struct.pack("<BB", 1, 1) + "一".encode("utf-16-le")
    before = record(0x809, bof)
    after = texts + record(0x0A)
    offset = len(before) + 4 + 6 + len(name) + len(after)
    listed = record(0x85, struct.pack("<IBB", offset, 0, 0) + name)
    return ole({"Workbook": before + listed + after + record(0x809, bof) + cells + record(0x0A)})


def number_cell(row: int, column: int, number: float) -> bytes:
    """A record of an .xls cell with a number."""
    return record(0x203, struct.pack("<3Hd", row, column, 0, number))


OFFICE_XLS = zlib.decompress(
    base64.b64decode(
        "eNrtWGtsVEUUPnP3dbf0sS2PlkLrigKFPty2PgqKXWhR8FEI1gdmo5SypZXtI20hFKMsYv8IJBp8EENiSAoxMUGMCf7QYBv/YNTgH35o"
        "NCkkGgz+WI2PkEjX75w7u71dt6ZbiFHpbL47d747jzNzzpmZs1+eyx899l7xBUpJd5ODxuJects4BWQlCj4iQ3Nj8Xg8Qcdn0n8qXdU5"
        "69AJ/bkA1rkHMAGv1u8snc+k/1faRN349ZOf1lIX8l4aoEzSPFiMvb+ptBmbYr2pppnxpz8+79+8jzuAyfyf93z2/2wgB8gF8qwjgPKB"
        "AmA2MAeYKzZBVAgUAfOBYmABsBAoAUqBmwA/cDOwCLgFuBVYDCwBlgJlwDJgOVCu5a7UOSOA92qgRnO3I79jZp/KKHlNaNHtog9zPmeV"
        "i+4vwCJOOUfELi4CIeph22hoibT6/6m0RmRoUSzDMIx0lXLCVg06CuTSu8J/JM9VYn9IQfLXaZt+wgiK9IfkuUieuXgq+kDafC1MNSzx"
        "G7Hzl8UNFHlUA7VQhDpoK3bCDtQoprPsYXulBvuHWi1fuNa1fQ1MGBvepJpkJ+6GXzyCOl3Uh7cGeoAeFKaBSp3ZNMSeeX+4K9zbEil1"
        "5tNx9soBpFBlZ2eoctu2UmcxnWA3tJMhf/vKzs6VfX2j4qRD9Gvcb9sQhv3MsxzC/zI13siQpxuOH8LapVvncqt+LJVfNglfMQm/fBLe"
        "m5Z3JeQx0/Fl1n49Qf7jVn1nKn8iLZ/sv2ycP2ygUpTinPuiDsnzo27JC6JOyWdHPZLPibriW8Q9B2HUJ/kkgk8eaBo4MogjqMrLjq3U"
        "ucGDxFuBohFlAkTNhxRdhsPiSIo9KeO6Y7LqpnWsGTQeqijbey3NivHW8TEqmrRPYQBzWAXxDFLpTz7rsDPhXiYOM/N3eOgftEkORK/0"
        "oubtVbuR5TTHBpD9Ft74OnbPQHWgJhCAhGcOfLbn2V2nDoCrrQUbcJG6FKHXsohZNDCbdz0FOdrjmJ2XVrisA7bVnAuM28xcnRt8Clu7"
        "tW/Cbp0NUbZh8ry75cvkfJhOZcPCyxfvLK5/WvjouM5pMauEKtQ+fBlxLpcW5fJ8QeomTvH9wr0ozyXJ9pfql9rey5Lvsfpltvdj2HO9"
        "kEpUhh4qVIUqynbvH9kyWp/IFT2KLyY9J9Mm9ZKZp2eaK5lMUGzMNHzy7kA/1gafJ5xKwxlpOEcajk3ImcK5RK0TOXcKd1VHwJZarJJC"
        "SSVLBkqGLim5KTmSJa7JM3reyJJ1yYNBWd8MqelKlhRuUW5d05Calx2s7yLpLU/64pufXjIqUVzTAbaQTn9ioGYJSobYhcdW00Olii9g"
        "bjeuYLwIetGpMWjlXmqEZMOlBrncuJ05pY/EPdPKZ1GhUjU78djcZHoMD4tbs3NzkwOac2LUIjI+XVk4VPJ9kOfiklsgy6AMN0oKpTPg"
        "3cLPR/k7WRuXMIp+pI0sdWydZckxU7srLxzWMhaQ+TtjZcJ7Y740N1yDsqQdt+Hx7zUK6LTbuiQQ3SOWyXdRSzeJAZC2w9e3m/aOVOJW"
        "faP5n0o+E/6n0vhBnoxq15nfrjNzGjozbTqja9fZ3yeFaMGRZcVQPtOwji3r030cszzc0drb3dfd1u9fu7s1HPGvuKuyuWVrOBIJi/LX"
        "dLS11V1L7Kas82jaaSxOouE0/dLo4Fs/X9nQ7nvnFZPKl77/FWvhiN5ZlV5XtsV1+kgL6RVr1/Fev475ojruO6gPzx+uWjEct+nuCXf1"
        "DOyOkI7r+HtA951If3k//eqboT3fKvv79Z6/HPrnvzh/tGqB7/AbmH/FlZONfAdP4UI6Tk1cDny2OT6k42LSsSp/r9Pfg7bLBK/V6p6e"
        "x8K9fR3dXRPXiNe3tqqa/q3pev7/I+uX4kPp2vCaRnOs98cxei/twPWN5diRsfwFcjpa6xzP4H+Vi1kJP2nAuJ2IcDdAhmemNb7D9h/M"
        "VNpUAOuTfroB0WB42vrj20Gm//9U6f9qJCZFZLkT8+9ExMm6Xw8raBOdMNOPaLUbzOSpTI/vymD9bwPOJsdvxAitIkNYLDAzeeqmMf9a"
        "4O2Z//8k/Qls3kBh"
    )
)
"""An .xls as LibreOffice writes it: texts, numbers, a date, formulas, merged cells, a hidden sheet."""
