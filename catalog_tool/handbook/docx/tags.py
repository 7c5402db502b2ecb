"""A part of a template becomes Jinja source: tags mended, their paragraphs remembered, every value put in its run.

Word and WPS cut a tag into several runs as people type; docxtpl knows what to do with
the tags that stand for whole rows and paragraphs. What it does not do is done here:
a line of the source is a paragraph of the template, so that an error can name it; a
value is told the properties of the run it stands in, so that line breaks and links in
it look like the rest; and a table whose columns come from data gets its grid from them,
which docxtpl finds out only from the finished table, cell by cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from catalog_tool.findings import CannotRun
from catalog_tool.handbook.docx.nesting import BadTag, Nesting

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_HALF_TAG = re.compile(r"\{\{|\{%|\{#|%\}|#\}|\}\}")
_COLUMNS = re.compile(r"\{%\s*tc\s+for\s+(\w+)\s+in\s+([\w.]+\.各列)\s*%\}")
_BRACE = re.compile("[{}｛｝]")
_WIDE = re.compile("｛[｛{%％]|{[｛％]")
_RAW = re.compile(r"\{\{\s*(p|r|tr|tc)\s")
_MARK = re.compile("\ue000([0-9]+)\ue001")
_PIECE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|<[^<>{]*>|<[^<>{]*(?=\{)|[^<{]+|.", re.DOTALL)
_FIELD = f"{W}instrText"


@dataclass(slots=True)
class Source:
    """Jinja source of a part; line n of it is its n-th paragraph, whose texts are in `paragraphs`.

    `runs` are the run properties that values name by their index, `shown` is the template's file name.
    """

    shown: str
    part: str
    text: str
    paragraphs: list[str]
    runs: list[str] = field(default_factory=list)

    def where(self, line: int) -> str:
        """A paragraph as a person finds it."""
        number = min(max(line, 1), max(len(self.paragraphs), 1))
        text = " ".join(self.paragraphs[number - 1].split()) if self.paragraphs else ""
        shown = text if len(text) <= 60 else f"{text[:60]}…"
        return f"{self.part}第 {number} 段“{shown}”"

    def wrong(self, what: str, line: int) -> CannotRun:
        """The error that tells what is wrong with a paragraph."""
        return CannotRun(f"模板 {self.shown} {self.where(line)}有误：{what}。请在 Word 或 WPS 里改正这一段。")


def source_of(shown: str, part: str, element: Any) -> Source:
    """The Jinja source of a part's element (lxml, which is changed); raises CannotRun."""
    from lxml import etree

    paragraphs = list(element.iter(f"{W}p"))
    source = Source(shown, part, "", [_text(paragraph) for paragraph in paragraphs])
    for number, paragraph in enumerate(paragraphs, 1):
        try:
            _mend(paragraph, number)
        except BadTag as error:
            raise source.wrong(str(error), error.line) from error
    for table in element.iter(f"{W}tbl"):
        _give_grid(table)
    # Without pretty printing: docxtpl's patterns know XML only as Word writes it.
    patched = _template().patch_xml(etree.tostring(element, encoding="unicode"))
    try:
        placing = _Placing()
        source.text = "".join(placing.pieces(patched))
        source.runs = list(placing.runs)
    except BadTag as error:
        raise source.wrong(str(error), error.line) from error
    return source


@cache
def _template() -> Any:
    import io

    from docxtpl import DocxTemplate

    return DocxTemplate(io.BytesIO())  # opened only when it renders, which it never does


def _text(paragraph: Any) -> str:
    return "".join(node.text or "" for node in _own_texts(paragraph))


def _own_texts(paragraph: Any) -> Iterator[Any]:
    """The texts of a paragraph without those of paragraphs in it (text boxes)."""
    for node in paragraph.iter(f"{W}t", _FIELD):
        nearest = next(node.iterancestors(f"{W}p"))
        if nearest is paragraph:
            yield node


def _mend(paragraph: Any, number: int) -> None:
    """Each tag goes wholly to the text it begins in, and is marked with its paragraph's number."""
    nodes = list(_own_texts(paragraph))
    texts = [node.text or "" for node in nodes]
    whole = "".join(texts)
    if not _BRACE.search(whole):
        return
    wide = _WIDE.search(whole)
    if wide:
        raise BadTag(f"“{wide.group()}”是全角的，标签要用半角的大括号和百分号", number)
    rest = _TAG.sub("", whole)
    half = _HALF_TAG.search(rest)
    if half and half.group() != "}}":
        raise BadTag(f"“{half.group()}”没有配对，{{{{ 要有 }}}}，{{% 要有 %}}，同一段里写完", number)
    if any("{" in text for node, text in zip(nodes, texts, strict=True) if node.tag == _FIELD) and _TAG.search(whole):
        raise BadTag("域代码里不能写标签", number)
    for node, text in zip(nodes, _gathered(texts, whole, number), strict=True):
        node.text = text
        if text:
            node.set(_SPACE, "preserve")


def _gathered(texts: list[str], whole: str, number: int) -> list[str]:
    ends = []
    total = 0
    for text in texts:
        total += len(text)
        ends.append(total)
    kept = [""] * len(texts)
    position = index = 0
    for tag in _TAG.finditer(whole):
        index = _spread(kept, ends, index, whole, position, tag.start())
        while ends[index] <= tag.start():
            index += 1
        kept[index] += _marked(tag.group(), number)
        position = tag.end()
    _spread(kept, ends, index, whole, position, len(whole))
    return kept


def _spread(kept: list[str], ends: list[int], index: int, whole: str, start: int, end: int) -> int:
    """Puts the characters from start to end back where they were."""
    while start < end:
        while ends[index] <= start:
            index += 1
        until = min(end, ends[index])
        kept[index] += whole[start:until]
        start = until
    return index


def _marked(tag: str, number: int) -> str:
    raw = _RAW.match(tag)
    if raw:
        raise BadTag(f"“{{{{{raw[1]} }}}}”用不着，写成“{{{{ }}}}”就行", number)
    body = tag[2:-2].strip("-+ ")
    if tag.startswith("{#") or body in {"vm", "hm"}:
        return tag
    cut = 3 if tag[-3] in "-+" else 2
    return f"{tag[:-cut]} \ue000{number}\ue001{tag[-cut:]}"


def _give_grid(table: Any) -> None:
    """A table whose columns are `….各列` gets their widths; its cells none, for those are of one sample."""
    from lxml import etree

    text = "".join(node.text or "" for node in table.iter(f"{W}t"))
    columns = _COLUMNS.search(_MARK.sub("", text))
    grid = table.find(f"{W}tblGrid")
    if not columns or grid is None:
        return
    for child in list(grid):
        grid.remove(child)
    grid.text = f"{{% for {columns[1]} in {columns[2]} %}}"
    column = etree.SubElement(grid, f"{W}gridCol")
    column.set(f"{W}w", f"{{{{ {columns[1]}.宽 }}}}")
    column.tail = "{% endfor %}"
    for width in list(table.iter(f"{W}tcW")):
        width.getparent().remove(width)


class _Placing:
    """Goes along what docxtpl gives: where in the XML a tag stands, and the properties of its run."""

    def __init__(self) -> None:
        self.runs: dict[str, int] = {}
        self._nesting = Nesting()
        self._line = 1
        self._properties = ""
        self._collected: list[str] | None = None
        self._in_run = self._in_text = self._in_element = False

    def pieces(self, patched: str) -> Iterator[str]:
        """The source with marks turned into line numbers and values into calls that know their run."""
        for match in _PIECE.finditer(patched):
            piece = match.group()
            if piece.startswith(("{{", "{%")):
                yield self._tag(piece)
                continue
            if piece.startswith("<"):
                self._element(piece)
            elif self._in_element and ">" in piece:
                self._nesting.rest_of_element(piece)
                self._in_element = False
            yield piece.replace("\n", " ")
        self._nesting.close()

    def _tag(self, piece: str) -> str:
        mark = _MARK.search(piece)
        wanted = int(mark[1]) if mark else self._line
        piece = _MARK.sub("", piece).replace("\n", " ")
        breaks = "\n" * max(0, wanted - self._line)
        self._line = max(self._line, wanted)
        if piece.startswith("{%"):
            self._nesting.tag(piece, self._line)
            # Marks of white space stay where they are: {%- and -%}.
            head = 3 if piece[2] in "-+" else 2
            return f"{piece[:head]}{breaks} {piece[head:]}"
        if not (self._in_text or self._in_element):
            raise BadTag(f"“{piece.strip()}”不在文字里", self._line)
        inner = piece[2:-2].strip("-+ ")
        run = self.runs.setdefault(self._properties, len(self.runs))
        call = "attribute" if self._in_element else f"placed({run})"
        return f"{{{{{breaks} ({inner})|{call} }}}}"

    def _element(self, piece: str) -> None:
        self._nesting.element(piece)
        self._in_element = not piece.endswith(">")
        if self._collected is not None:
            self._collected.append(piece)
            if piece == "</w:rPr>":
                self._properties, self._collected = "".join(self._collected), None
        elif self._in_run and piece == "<w:rPr>":
            self._collected = [piece]
        elif piece.startswith(("<w:r ", "<w:r>")):
            self._in_run, self._properties = True, ""
        elif piece == "</w:r>":
            self._in_run = False
        elif piece.startswith(("<w:t ", "<w:t>")):
            self._in_text = not piece.endswith("/>")
        elif piece == "</w:t>":
            self._in_text = False
