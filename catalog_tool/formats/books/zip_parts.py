"""The parts of a zip container (xlsx, ods …), inflated in memory under limits.

What was checked is what is read: no reader ever sees the container that was sent,
only a new one made of the parts inflated here. So it does not matter what other
programs make of duplicate names, overlapping entries or sizes that lie.
Nothing is written to disk, so a name that climbs out of a folder leads nowhere.
"""

from __future__ import annotations

import codecs
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping

from catalog_tool.formats.books.refusals import damaged, refused, too_large

MOST_ENTRIES = 20_000
MOST_INFLATED = 512 * 1024 * 1024
# Deflate cannot do better than 1030 to 1; sheets reach 100 to 1, rarely a little more.
_MOST_RATIO, _RATIO_COUNTS_FROM = 400, 16 * 1024 * 1024
_LOCAL_HEADER = struct.Struct("<4s5H3L2H")
_DECLARED = re.compile(rb"""\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["'][^>]*?\?>""")
_LONGEST_DECLARATION = 1024
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_OTHER_CODECS = ("utf-16", "utf-16-le", "utf-16-be", "gbk", "gb2312", "gb18030")


class Container:
    """The entries of a zip, checked; their bytes are inflated on demand and counted."""

    def __init__(self, data: bytes, shown: str) -> None:
        self._data, self._shown, self._inflated = memoryview(data), shown, 0
        self._entries: dict[str, zipfile.ZipInfo] = {}
        try:
            archive = zipfile.ZipFile(io.BytesIO(data))
        except Exception as error:
            # zipfile lets many kinds of errors escape on hostile bytes.
            raise damaged(shown, "压缩包的目录读不出来，文件可能没有传完") from error
        entries = archive.infolist()
        if len(entries) > MOST_ENTRIES:
            raise too_large(shown, f"文件里的部件有 {len(entries)} 个，超过 {MOST_ENTRIES} 个")
        self._refuse_overlaps(entries, archive.start_dir)
        for entry in entries:
            name = entry.filename.replace("\\", "/").lstrip("/")
            if name.casefold() in self._entries:
                raise damaged(shown, "压缩包里有同名的部件")
            self._entries[name.casefold()] = entry
        self.names = [entry.filename.replace("\\", "/").lstrip("/") for entry in entries]

    def _refuse_overlaps(self, entries: list[zipfile.ZipInfo], directory: int) -> None:
        # A bomb of many entries shares one run of bytes among them.
        end = 0
        for entry in sorted(entries, key=lambda entry: entry.header_offset):
            if entry.header_offset < end:
                raise damaged(self._shown, "压缩包里的部件互相重叠")
            end = entry.header_offset + _LOCAL_HEADER.size + entry.compress_size
        if end > directory:
            raise damaged(self._shown, "压缩包里的部件不完整")

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._entries

    def read(self, name: str) -> bytes:
        """The inflated bytes of a part; its declared size is a promise it must keep, not trusted."""
        entry, shown = self._entries[name.casefold()], self._shown
        if entry.flag_bits & 0x1:
            raise refused(shown, "文件加了密码", "请在 Excel 或 WPS 里去掉打开密码，保存后再试。")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise refused(shown, "文件用了不常见的压缩方式")
        self._allow(entry)
        start = entry.header_offset
        try:
            header = _LOCAL_HEADER.unpack_from(self._data, start)
        except struct.error as error:
            raise damaged(shown) from error
        start += _LOCAL_HEADER.size + header[9] + header[10]
        packed = self._data[start : start + entry.compress_size]
        if header[0] != b"PK\x03\x04" or len(packed) != entry.compress_size:
            raise damaged(shown, "压缩包里的部件不完整")
        content = bytes(packed) if entry.compress_type == zipfile.ZIP_STORED else self._inflate(packed, entry.file_size)
        if len(content) != entry.file_size or zlib.crc32(content) != entry.CRC:
            raise damaged(shown, "压缩包里部件的内容与校验和不符")
        return content

    def _allow(self, entry: zipfile.ZipInfo) -> None:
        # Inflating stops at the declared size, so adding those up is enough.
        self._inflated += entry.file_size
        if self._inflated > MOST_INFLATED:
            limit = MOST_INFLATED // 1024 // 1024
            raise too_large(self._shown, f"解压后的内容超过 {limit} MB，可能是压缩炸弹")
        if entry.file_size > _RATIO_COUNTS_FROM and entry.file_size > _MOST_RATIO * entry.compress_size:
            raise too_large(self._shown, f"内容解压后会膨胀 {_MOST_RATIO} 倍以上，可能是压缩炸弹")

    def _inflate(self, packed: memoryview, size: int) -> bytes:
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            content = inflater.decompress(packed, size + 1)
        except zlib.error as error:
            raise damaged(self._shown, "压缩的内容解不开") from error
        return content

    def xml_parts(self, wanted: Callable[[str], bool]) -> dict[str, bytes]:
        """The parts whose name is wanted, by name, as UTF-8 XML without document type."""
        return {name: self._xml(name) for name in self.names if wanted(name)}

    def _xml(self, name: str) -> bytes:
        content = self.read(name)
        declared = _DECLARED.match(content, 0, _LONGEST_DECLARATION)
        if content.startswith(b"<?xml") and b"?>" not in content[:_LONGEST_DECLARATION]:
            raise damaged(self._shown, "文件内部的声明不合格式")
        codec = content.startswith((b"\xff\xfe", b"\xfe\xff")) and "utf-16"
        if not codec and b"\0" in content[:4]:
            codec = "utf-16-be" if content[:1] == b"\0" else "utf-16-le"
        if not codec and declared:
            codec = declared[1].decode("ascii", "replace").lower()
        content = self._as_utf8(content, codec) if codec else content.removeprefix(codecs.BOM_UTF8)
        # A text that has no "<!" at all is found at once; comments and CDATA are allowed.
        if b"<!" in content and _DOCTYPE.search(content):
            raise refused(self._shown, f"部件 {name[:80]} 里有文档类型声明（DOCTYPE），正常的表格没有，可能是恶意文件")
        return content

    def _as_utf8(self, content: bytes, codec: str) -> bytes:
        if codec in ("utf-8", "utf8", "us-ascii", "ascii"):
            return content.removeprefix(codecs.BOM_UTF8)
        if codec not in _OTHER_CODECS:
            raise refused(self._shown, "文件内部用了不常见的编码")
        try:
            text = content.decode("gb18030" if codec.startswith("gb") else codec)
        except UnicodeDecodeError as error:
            raise damaged(self._shown, "文件内部的编码与声明不符") from error
        content = text.removeprefix("\ufeff").encode("utf-8", "replace")
        return re.sub(rb"^\s*<\?xml.*?\?>", b"", content, count=1, flags=re.DOTALL)


def packed(parts: Mapping[str, bytes]) -> bytes:
    """A new container of these parts, not compressed: it is read at once and thrown away."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return stream.getvalue()
