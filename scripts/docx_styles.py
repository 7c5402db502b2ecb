"""Styles and settings of the packaged Word templates (build_docx_template.py)."""

from __future__ import annotations

from typing import NamedTuple

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FANG, HEI, KAI, SONG, TITLE = "仿宋", "黑体", "楷体", "宋体", "方正小标宋简体"
LATIN = "Times New Roman"
PITCH = 579
"""Twentieths of a point between lines: 22 of them in 225 mm."""
LINE = 8845
"""Twentieths of a point in a line: 156 mm."""
TIGHT = '<w:spacing w:val="-5"/>'
"""A quarter of a point less between letters of 16 points: 28 of them in 156 mm, as the standard has it."""


def fonts(family: str, latin: str = LATIN) -> str:
    """East-Asian and Latin font of a run; the hint makes quotation marks and dashes Chinese ones."""
    return f'<w:rFonts w:hint="eastAsia" w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{family}" w:cs="{latin}"/>'


def size(half_points: int) -> str:
    """The size of letters in half points, for every script."""
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def indent(first: int = 0, left: int = 0, hanging: int = 0, right: int = 0) -> str:
    """Indents in twentieths of a point; the first line's also in letters, for Word counts those first."""
    if hanging:
        return f'<w:ind w:left="{left}" w:hanging="{hanging}"/>'
    ends = f'w:left="{left}" ' * bool(left) + f'w:right="{right}" ' * bool(right)
    return f'<w:ind {ends}w:firstLineChars="{first * 200 // 640}" w:firstLine="{first}"/>'


def _spacing(line: int, before: int = 0, after: int = 0) -> str:
    rule = f'w:line="{line}" w:lineRule="exact"' if line else 'w:line="240" w:lineRule="auto"'
    return f'<w:spacing w:before="{before}" w:after="{after}" {rule}/>'


class Look(NamedTuple):
    """A paragraph style: names, what comes before the spacing, spacing, what comes after, and its letters.

    The order is the schema's: Word mends what stands elsewhere.
    """

    key: str
    name: str
    before: str
    spacing: str
    after: str
    run: str = ""
    following: str = ""

    @property
    def xml(self) -> str:
        """The style."""
        custom = ' w:customStyle="1"' if self.name[0] > "\x7f" else ""
        following = f'<w:next w:val="{self.following}"/>' if self.following else ""
        priority = '<w:uiPriority w:val="39"/>' if self.name.startswith("toc ") else ""
        return (
            f'<w:style w:type="paragraph"{custom} w:styleId="{self.key}"><w:name w:val="{self.name}"/>'
            f'<w:basedOn w:val="Normal"/>{following}{priority}<w:qFormat/>'
            f"<w:pPr>{self.before}{self.spacing}{self.after}</w:pPr><w:rPr>{self.run}</w:rPr></w:style>"
        )


_KEEP = "<w:keepNext/><w:keepLines/>"
_WRAP = '<w:wordWrap w:val="0"/>'
"""Long codes and addresses break anywhere instead of running out of a cell."""
_OFF = '<w:snapToGrid w:val="0"/>'
"""Where lines are not those of the grid: LibreOffice would make two lines of the grid of a higher one."""
_TURN = "<w:pageBreakBefore/>"
_FLAT, _FIRST = indent(), indent(640)
_CENTRE, _LEFT, _RIGHT = (f'<w:jc w:val="{side}"/>' for side in ("center", "left", "right"))
_MIDDLE = _FLAT + _CENTRE
_LEADER = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{LINE}"/></w:tabs>{_WRAP}{_OFF}'


def _level(number: int) -> str:
    return f'<w:outlineLvl w:val="{number - 1}"/>'


def _headings(body: int, line: int, *, compact: bool) -> list[Look]:
    title = size(32 if compact else 44)
    gap = 40 if compact else 120
    return [
        Look("Heading1", "heading 1", _KEEP + _OFF, _spacing(800, 4600, 600), _MIDDLE + _level(1),
             fonts(TITLE) + size(44), "DividerNote"),
        Look("Heading2", "heading 2", _KEEP + _TURN + _OFF,
             _spacing(520, 0, 80) if compact else _spacing(800, 0, 200),
             _MIDDLE + _level(2), fonts(TITLE) + title, "Subtitle2"),
        Look("Heading3", "heading 3", _KEEP, _spacing(line, gap, 60), _FIRST + _level(3),
             fonts(HEI) + TIGHT + size(body), "BodyText1"),
        Look("Heading4", "heading 4", _KEEP, _spacing(line, 60, 60), _FIRST + _level(4),
             fonts(KAI) + TIGHT + size(body), "BodyText1"),
        Look("Subtitle2", "题下文字", _KEEP + _WRAP, _spacing(line, 0, 60), _MIDDLE, fonts(KAI) + size(min(body, 28))),
        Look("Notice", "提示", _KEEP, _spacing(line, 0, 60), _MIDDLE, fonts(HEI) + size(body)),
    ]  # fmt: skip


def _front() -> list[Look]:
    return [
        Look("Title", "Title", _OFF, _spacing(900, 3600, 400), _MIDDLE, fonts(TITLE) + size(52)),
        Look("CoverLine", "封面文字", _OFF, _spacing(640), _MIDDLE),
        Look("CoverSmall", "封面小字", _WRAP + _OFF, _spacing(400, 400), _MIDDLE, fonts(SONG) + size(21)),
        Look(
            "TOCHeading", "TOC Heading", _KEEP + _TURN + _OFF, _spacing(800, 0, 300), _MIDDLE, fonts(TITLE) + size(44)
        ),
        Look("TOC1", "toc 1", _LEADER, _spacing(480, 120), _FLAT, fonts(HEI) + size(28)),
        Look("TOC2", "toc 2", _LEADER, _spacing(440), indent(left=280), fonts(FANG) + size(28)),
        Look("DividerNote", "隔页说明", "", _spacing(PITCH), _MIDDLE),
        Look("SeeAlso", "另见", _LEADER, _spacing(440), _FLAT, size(28)),
    ]


def _body(body: int, line: int, *, compact: bool) -> list[Look]:
    letters, pitch = (size(18), 250) if compact else (size(21), 320)
    return [
        Look("BodyText1", "正文段落", _WRAP, _spacing(line), _FIRST, TIGHT),
        Look("ListItem", "条目", _WRAP, _spacing(line), _FIRST, TIGHT),
        Look("StepName", "步骤名称", "<w:keepNext/>" + _WRAP, _spacing(line), _FIRST, fonts(KAI) + TIGHT),
        Look("TableText", "表格文字", _WRAP + _OFF, _spacing(pitch), _FLAT + _LEFT, letters),
        Look("TableHead", "表头文字", "<w:keepNext/>" + _WRAP + _OFF, _spacing(pitch), _MIDDLE, fonts(HEI) + letters),
        Look("TableLabel", "字段名称", _WRAP + _OFF, _spacing(pitch), _MIDDLE, fonts(HEI) + letters),
        Look("AfterTable", "表后空行", _OFF, _spacing(20, 0, 100), _FLAT, size(2)),
        Look("Picture", "图", "<w:keepLines/>" + _OFF, _spacing(0, 60, 60), _MIDDLE),
        Look("Caption1", "图下文字", _WRAP + _OFF, _spacing(360, 0, 60), _MIDDLE, size(min(body, 24))),
        Look("Signing", "落款", "<w:keepLines/>", _spacing(line), indent(right=640) + _RIGHT),
    ]


def _back() -> list[Look]:
    return [
        Look("IndexTitle", "索引标题", _KEEP + _TURN + _OFF, _spacing(800, 0, 300), _MIDDLE + _level(1),
             fonts(TITLE) + size(44)),
        Look("IndexGroup", "索引分组", _KEEP + _WRAP + _OFF, _spacing(440, 120), _FLAT, fonts(HEI) + size(28)),
        Look("IndexEntry", "索引条目", _LEADER, _spacing(400), indent(left=280, hanging=280), size(24)),
        Look("Header", "header", _OFF, _spacing(0), _MIDDLE, fonts(SONG) + size(18)),
        Look("Footer", "footer", _OFF, _spacing(0), _FLAT, fonts(SONG, SONG) + size(28)),
        Look("Tag", "模板标签", _OFF, _spacing(0), _FLAT, fonts(SONG) + '<w:color w:val="2E74B5"/>' + size(18)),
        Look("Break", "分节", _OFF, _spacing(20), _FLAT, size(2)),
    ]  # fmt: skip


def _margins(vertical: int, horizontal: int) -> str:
    sides = (("top", vertical), ("left", horizontal), ("bottom", vertical), ("right", horizontal))
    inside = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in sides)
    return f"<w:tblCellMar>{inside}</w:tblCellMar>"


def _tables() -> str:
    ruled = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/>'
        f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>{_margins(0, 108)}</w:tblPr></w:style>'
        '<w:style w:type="table" w:customStyle="1" w:styleId="GuideTable"><w:name w:val="指南表格"/>'
        '<w:basedOn w:val="TableNormal"/><w:qFormat/>'
        f"<w:tblPr><w:tblBorders>{ruled}</w:tblBorders>{_margins(30, 70)}</w:tblPr></w:style>"
    )


def styles_xml(*, compact: bool) -> str:
    """The styles; built-in names, so that Word and WPS show them as 标题 1, 目录 1 … and know the outline."""
    body, line = (21, 310) if compact else (32, PITCH)
    looks = [*_headings(body, line, compact=compact), *_front(), *_body(body, line, compact=compact), *_back()]
    language = '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts(FANG)}{language}</w:rPr></w:rPrDefault>"
        "<w:pPrDefault/></w:docDefaults>"
    )
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        '<w:pPr><w:widowControl/><w:jc w:val="both"/></w:pPr>'
        f'<w:rPr>{fonts(FANG)}<w:kern w:val="2"/>{size(body)}</w:rPr></w:style>'
    )
    every = "".join(look.xml for look in looks)
    return f'{HEAD}<w:styles xmlns:w="{WORD}">{defaults}{normal}{every}{_tables()}</w:styles>'


def settings_xml() -> str:
    """Mirrored margins for binding, different odd and even pages, Chinese punctuation."""
    compatible = "".join(
        f"<w:{name}/>"
        for name in (
            "spaceForUL", "balanceSingleByteDoubleByteWidth", "doNotLeaveBackslashAlone", "ulTrailSpace",
            "doNotExpandShiftReturn", "adjustLineHeightInTable", "useFELayout",
        )
    )  # fmt: skip
    mode = 'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"'
    return (
        f'{HEAD}<w:settings xmlns:w="{WORD}"><w:zoom w:percent="100"/><w:mirrorMargins/>'
        '<w:bordersDoNotSurroundHeader/><w:bordersDoNotSurroundFooter/><w:defaultTabStop w:val="420"/>'
        '<w:evenAndOddHeaders/><w:drawingGridVerticalSpacing w:val="156"/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        f"<w:compat>{compatible}<w:compatSetting {mode}/></w:compat>"
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
        "</w:settings>"
    )
