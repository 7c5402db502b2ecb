"""The text of the packaged Word templates: paragraphs, tables and tags (build_docx_template.py)."""

from __future__ import annotations

from docx_styles import FANG, HEAD, HEI, KAI, LINE, SONG, TITLE, WORD, fonts, indent, size
from markupsafe import escape

_ROOT = f'xmlns:w="{WORD}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_FAMILIES = {
    "Heading1": TITLE, "Heading2": TITLE, "Title": TITLE, "TOCHeading": TITLE, "IndexTitle": TITLE, "Heading3": HEI,
    "Heading4": KAI, "TOC1": HEI, "IndexGroup": HEI, "TableHead": HEI, "TableLabel": HEI, "Notice": HEI,
    "Subtitle2": KAI, "StepName": KAI,
    "Header": SONG, "Footer": SONG, "CoverSmall": SONG, "Tag": SONG,
}  # fmt: skip
"""The East-Asian font of a style's runs, where it is another than 仿宋."""

_PAPER = {
    False: (11906, 16838, 2098, 1474, 1984, 1587, 1134, 1000),
    # The upright page turned: its binding edge is above.
    True: (16838, 11906, 1588, 2098, 1474, 1984, 850, 600),
}
"""A4 and its margins (top, right, bottom, left, header, footer) in twentieths of a point."""


def run(text: str, style: str, properties: str = "") -> str:
    """A run with its own East-Asian font, so that it stays when a style is changed by another program."""
    family = _FAMILIES.get(style, FANG)
    made = fonts(family, SONG) if style == "Footer" else fonts(family)
    pieces = []
    for number, piece in enumerate(text.split("\t")):
        tab = "<w:tab/>" if number else ""
        pieces.append(
            f'<w:r><w:rPr>{made}{properties}</w:rPr>{tab}<w:t xml:space="preserve">{escape(piece)}</w:t></w:r>'
        )
    return "".join(pieces)


def paragraph(style: str, text: str) -> str:
    """A paragraph of one style."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run(text, style) if text else ""}</w:p>'


def tag(text: str) -> str:
    """A paragraph that is only a tag; it leaves nothing behind in print."""
    return paragraph("Tag", f"{{%p {text} %}}")


def when(condition: str, *inner: str) -> str:
    """Paragraphs that are printed on a condition."""
    return tag(f"if {condition}") + "".join(inner) + tag("endif")


def each(name: str, of: str, *inner: str) -> str:
    """Paragraphs that are printed once for each thing."""
    return tag(f"for {name} in {of}") + "".join(inner) + tag("endfor")


_GRID = '<w:docGrid w:type="lines" w:linePitch="579" w:charSpace="-849"/>'
"""22 lines a page."""


def section(start: str, *, landscape: bool = False, numbers: str = "", cover: bool = False) -> str:
    """Properties of the section that ends here: how it starts, A4, margins of GB/T 9704, numbers, grid."""
    parts = (
        "".join(f'<w:headerReference w:type="{side}" r:id="header"/>' for side in ("default", "even"))
        + '<w:footerReference w:type="default" r:id="footer-odd"/><w:footerReference w:type="even" r:id="footer-even"/>'
    )
    width, height, top, right, bottom, left, header, footer = _PAPER[landscape]
    turned = ' w:orient="landscape"' if landscape else ""
    page = (
        f'<w:pgSz w:w="{width}" w:h="{height}"{turned}/><w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" '
        f'w:left="{left}" w:header="{header}" w:footer="{footer}" w:gutter="0"/>'
    )
    title = "<w:titlePg/>" if cover else ""
    # Lines only: on a grid of characters LibreOffice gives a letter wider than its cell two of them. 28 characters
    # come from the letters' spacing (docx_styles.TIGHT), in every program.
    return f'<w:sectPr>{parts}<w:type w:val="{start}"/>{page}{numbers}<w:cols w:space="425"/>{title}{_GRID}</w:sectPr>'


def turn(properties: str) -> str:
    """A paragraph too small to be seen that ends a section."""
    return f'<w:p><w:pPr><w:pStyle w:val="Break"/>{properties}</w:pPr></w:p>'


def cell(style: str, text: str, width: int) -> str:
    """A cell of a table."""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{paragraph(style, text)}</w:tc>'


def row(*cells: str, head: bool = False) -> str:
    """A row that does not break; heads are repeated on every page."""
    repeated = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{''.join(cells)}</w:tr>"


def table(widths: tuple[int, ...], *rows: str) -> str:
    """A table of fixed layout, and the little space after it that keeps it apart from the next."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    properties = '<w:tblStyle w:val="GuideTable"/><w:tblW w:w="5000" w:type="pct"/><w:tblLayout w:type="fixed"/>'
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>" + paragraph(
        "AfterTable", ""
    )


def _row_tag(text: str, columns: int) -> str:
    return row(
        f'<w:tc><w:tcPr><w:tcW w:w="{LINE}" w:type="dxa"/><w:gridSpan w:val="{columns}"/></w:tcPr>'
        f"{paragraph('Tag', f'{{%tr {text} %}}')}</w:tc>"
    )


def _any_table() -> str:
    third = (2948, 2949, 2948)
    return table(
        third,
        row(
            cell("TableHead", "{%tc for 列 in 块.各列 %}", third[0]),
            cell("TableHead", "{{ 列.名称 }}", third[1]),
            cell("TableHead", "{%tc endfor %}", third[2]),
            head=True,
        ),
        _row_tag("for 行 in 块.各行", 3),
        row(
            cell("TableText", "{%tc for 格 in 行.各格 %}", third[0]),
            cell("TableText", "{{ 格 }}", third[1]),
            cell("TableText", "{%tc endfor %}", third[2]),
        ),
        _row_tag("endfor", 3),
    )


def _field_table() -> str:
    widths = (2200, 6645)
    return table(
        widths,
        _row_tag("for 项 in 块.各项", 2),
        row(cell("TableLabel", "{{ 项.名称 }}", widths[0]), cell("TableText", "{{ 项.内容 }}", widths[1])),
        _row_tag("endfor", 2),
    )


def blocks(of: str) -> str:
    """Every kind of block, one after another."""
    kinds = (
        ("段落", paragraph("BodyText1", "{{ 块.文 }}")),
        ("条目", paragraph("ListItem", "{{ 块.序号 }}{{ 块.文 }}")),
        ("小标题", paragraph("Heading4", "{{ 块.序号 }}{{ 块.名称 }}")),
        ("字段", _field_table()),
        ("表格", _any_table()),
        (
            "步骤",
            paragraph("StepName", "{{ 块.序号 }}{{ 块.名称 }}")
            + each("行", "块.各行", paragraph("BodyText1", "{{ 行 }}")),
        ),
        ("图", paragraph("Picture", "{{ 块.图 }}")),
        ("二维码", paragraph("Picture", "{{ 块.图 }}") + paragraph("Caption1", "{{ 块.说明 }}　{{ 块.网址 }}")),
        ("落款", each("行", "块.各行", paragraph("Signing", "{{ 行 }}"))),
    )
    chain = "".join(
        tag(f'{"elif" if number else "if"} 块.类别 == "{kind}"') + inner for number, (kind, inner) in enumerate(kinds)
    )
    return each("块", of, chain, tag("endif"))


def _cover() -> str:
    return when(
        "not 手册.散页",
        paragraph("Title", "{{ 手册.名称 }}")
        + when("手册.版别", paragraph("CoverLine", "（{{ 手册.版别 }}）"))
        + when("手册.分册", paragraph("CoverLine", "{{ 手册.分册 }}"))
        + paragraph("CoverLine", "") * 5
        + when("手册.发布机构", paragraph("CoverLine", "{{ 手册.发布机构 }}"))
        + when("手册.发布日期", paragraph("CoverLine", "{{ 手册.发布日期 }}发布"))
        + when("手册.施行日期", paragraph("CoverLine", "{{ 手册.施行日期 }}施行"))
        + paragraph("CoverSmall", "{{ 手册.版本标识 }}")
        + turn(section("nextPage", cover=True)),
    )


def _front() -> str:
    lines = (
        tag("if 条.级 == 1") + paragraph("TOC1", "{{ 条.名称 }}\t{{ 条.页码 }}") + tag("else")
        + paragraph("TOC2", "{{ 条.名称 }}\t{{ 条.页码 }}") + tag("endif")
    )  # fmt: skip
    return when(
        "编制说明 or 目录",
        when("编制说明", paragraph("TOCHeading", "编制说明"), blocks("编制说明")),
        when("目录", paragraph("TOCHeading", "目　录"), each("条", "目录", lines)),
        turn(section("oddPage", numbers='<w:pgNumType w:fmt="upperRoman" w:start="1"/>')),
    )


def _chapter() -> str:
    upright = turn(section("nextPage", numbers='<w:pgNumType w:start="1"/>'))
    return (
        when("章.横排", upright)
        + paragraph("Heading2", "{{ 章.书签 }}{{ 章.名称 }}")
        + when("章.主项", paragraph("Subtitle2", "{{ 章.主项 }}"))
        + when("章.编码", paragraph("Subtitle2", "编码：{{ 章.编码 }}"))
        + when("章.提示", paragraph("Notice", "{{ 章.提示 }}"))
        + each(
            "栏目",
            "章.各栏目",
            when("栏目.名称", paragraph("Heading3", "{{ 栏目.序号 }}{{ 栏目.名称 }}")),
            blocks("栏目.各块"),
        )
        + when("章.横排", turn(section("nextPage", landscape=True, numbers='<w:pgNumType w:start="1"/>')))
    )


def _divider() -> str:
    see = each("条", "部分.另见", paragraph("SeeAlso", "{{ 条.名称 }}　{{ 条.编码 }}\t{{ 条.页码 }}"))
    return when(
        "部分.有隔页",
        paragraph("Heading1", "{{ 部分.书签 }}{{ 部分.全称 }}"),
        when("部分.说明", paragraph("DividerNote", "{{ 部分.说明 }}")),
        when("部分.另见", paragraph("DividerNote", "以下事项也与此有关，印在别处："), see),
        turn(section("oddPage", numbers='<w:pgNumType w:start="1"/>')),
    )


def _indexes() -> str:
    entries = each("条", "组.各条", paragraph("IndexEntry", "{{ 条.名称 }}　{{ 条.编码 }}\t{{ 条.页码 }}"))
    return each(
        "索引",
        "各索引",
        paragraph("IndexTitle", "{{ 索引.书签 }}{{ 索引.名称 }}"),
        each("组", "索引.各组", when("组.名称", paragraph("IndexGroup", "{{ 组.名称 }}")), entries),
    )


def document_xml(*, compact: bool) -> str:
    """The whole text; a compact one has lines as close as its styles say, not 22 on a page."""
    ending = turn(section("nextPage", numbers='<w:pgNumType w:start="1"/>'))
    body = (
        _cover()
        + _front()
        + each("部分", "各部分", _divider(), each("章", "部分.各章", _chapter()), ending)
        + _indexes()
        + section("nextPage", numbers='<w:pgNumType w:start="1"/>')
    )
    if compact:
        body = body.replace(_GRID, '<w:docGrid w:linePitch="312"/>')
    return f"{HEAD}<w:document {_ROOT}><w:body>{body}</w:body></w:document>"


def header_xml() -> str:
    """Which handbook a page is of."""
    text = "{{ 手册.名称 }}{% if 手册.分册 %}（{{ 手册.分册 }}）{% endif %}"
    return f"{HEAD}<w:hdr {_ROOT}>{paragraph('Header', text)}</w:hdr>"


def footer_xml(side: str) -> str:
    """The page's number on the outer side, —1—, and below it which version of which content."""
    letters = f"<w:rPr>{fonts(SONG, SONG)}{size(28)}</w:rPr>"
    begin, separate, end = (
        f'<w:r>{letters}<w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    code = f'<w:r>{letters}<w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    number = f"{begin}{code}{separate}{run('1', 'Footer', size(28))}{end}"
    number = run("— ", "Footer", size(28)) + number + run(" —", "Footer", size(28))
    properties = f'<w:pStyle w:val="Footer"/>{indent(left=280, right=280)}<w:jc w:val="{side}"/>'
    version = run("{{ 手册.版本标识 }}", "Footer", size(15))
    return (
        f"{HEAD}<w:ftr {_ROOT}><w:p><w:pPr>{properties}</w:pPr>{number}</w:p>"
        f'<w:p><w:pPr><w:pStyle w:val="Footer"/><w:jc w:val="center"/></w:pPr>{version}</w:p></w:ftr>'
    )
