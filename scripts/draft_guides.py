"""Draft a region's implementation list from the provincial directory.

The example province in guides/ was begun with this script and finished matter by matter afterwards. It has two jobs:

    python scripts/draft_guides.py list guides/_regions/tonglu.yaml    # first drafts of a list
    python scripts/draft_guides.py forms guides/tonglu    # forms, filled samples, result samples

A region description names the list's folder, its bodies (per provincial department, or per code where one
matter lies elsewhere: name, code stem, windows, phones) and the matters to draft. What a region must write
itself is printed, never invented. A file that exists is left alone unless --force is given.
"""

from __future__ import annotations

import argparse
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import yaml

Mapping = dict[str, Any]

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
BODY_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
LEVEL_DIGITS = {"国家级": "1", "省级": "2", "市级": "3", "县级": "4", "镇级": "5", "村级": "6"}
DIRECTORY_ONLY = ("地方自定", "分级说明")
FIELDS = """
基本编码 权力编码 实施编码 业务办理项编码 主项名称 子项名称 孙项名称 通俗名称 事项类型
行使层级 审批链 权力来源 权力来源依据 权力来源机关 地方补充 实施主体 主管部门
状态 版本 生效日期 取消日期 调整说明 地方自定 分级说明 适用范围 服务对象 主题
办件类型 办理形式 到现场次数 必须现场原因 未实现原因 通办范围 通办方式 网办地址
不宜网办原因 便民方式 审批方式 改革标签 进驻 情形 受理条件 批准条件
不予受理情形 不予批准情形 前置事项 中介服务 适用依据 申请材料 办事流程 业务流程
办理时限 特别程序 表单内容 收费 审批结果 办理窗口 咨询 监督投诉 权利救济
常见问题 年办件量 备注
"""
REQUIRED = """
适用依据 申请材料 办事流程 业务流程 办理时限 表单内容 服务对象 办件类型 办理形式 到现场次数 受理条件 收费 审批结果
"""
CODES = """
基本编码 实施编码 业务办理项编码 统一社会信用代码 区划代码 编码 来源事项 上级目录版本 版本
"""
KEY_ORDER = FIELDS.split()
CODE_KEYS = set(CODES.split())
FLOW_WIDTH = 88

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
RELATIONS = "application/vnd.openxmlformats-package.relationships+xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
PARTS = (
    f'<Default Extension="rels" ContentType="{RELATIONS}"/>'
    f'<Override PartName="/word/document.xml" ContentType="{DOCUMENT}"/>'
)
RELATION = f'<Relationship Id="rId1" Type="{OFFICE}" Target="word/document.xml"/>'
EDGES = "".join(
    f'<w:{edge} w:val="single" w:sz="4"/>' for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
)
TABLE = (
    f"<w:tbl><w:tblPr><w:tblBorders>{EDGES}</w:tblBorders></w:tblPr>"
    '<w:tblGrid><w:gridCol w:w="3000"/><w:gridCol w:w="6000"/></w:tblGrid>{cells}</w:tbl>'
)


class GuideDumper(yaml.SafeDumper):
    """Writes YAML for people: indented lists, short values on one line, codes quoted."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        """Indent the items of a block list under their key."""
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        """Repeat equal values: the format has no anchors."""
        return True


class Quoted(str):
    """Text that is always written in double quotes."""

    __slots__ = ()


class Date(str):
    """A date, which the format reads as text and people write without quotes."""

    __slots__ = ()


def _short(value: Any) -> bool:
    """Tell whether a value fits on one line."""
    if isinstance(value, dict):
        leaves: list[Any] = [*value, *value.values()]
    elif isinstance(value, list):
        leaves = value
    else:
        return True
    nested = [leaf for leaf in leaves if isinstance(leaf, dict | list)]
    if isinstance(value, list) and len(value) > 1 and nested:
        return False
    if any(not leaf or not _short(leaf) for leaf in nested):
        return False
    return sum(_width(leaf) + 2 for leaf in leaves) <= FLOW_WIDTH


def _width(value: Any) -> int:
    """Estimate the columns a value needs on a line; a Chinese character needs two."""
    return sum(2 if ord(char) > 0x2E80 else 1 for char in str(value))


def _represent_mapping(dumper: GuideDumper, data: Mapping) -> yaml.Node:
    return dumper.represent_mapping("tag:yaml.org,2002:map", data.items(), flow_style=_short(data))


def _represent_list(dumper: GuideDumper, data: list[Any]) -> yaml.Node:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=_short(data))


def _represent_quoted(dumper: GuideDumper, data: Quoted) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", data, style='"')


def _represent_date(dumper: GuideDumper, data: Date) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:timestamp", data)


GuideDumper.add_representer(dict, _represent_mapping)
GuideDumper.add_representer(list, _represent_list)
GuideDumper.add_representer(Quoted, _represent_quoted)
GuideDumper.add_representer(Date, _represent_date)


def quoted(value: Any, key: str = "") -> Any:
    """Mark what must keep its quotes: codes and all-digit text."""
    if isinstance(value, dict):
        return {name: quoted(child, name) for name, child in value.items()}
    if isinstance(value, list):
        return [quoted(child, key) for child in value]
    if isinstance(value, str):
        parts = value.split("-")
        if [len(part) for part in parts] == [4, 2, 2] and all(part.isdigit() for part in parts):
            return Date(value)
        if key in CODE_KEYS or (value[:1].isdigit() and value.rstrip("Y").isdigit()):
            return Quoted(value)
    return value


def write_yaml(documents: list[Mapping]) -> str:
    """Write the documents of one file; the matter itself is always block style."""
    texts = []
    for document in documents:
        lines = (_entry(key, value) for key, value in quoted(document).items())
        texts.append("".join(lines))
    return "---\n".join(texts)


def _entry(key: str, value: Any) -> str:
    """Write one key of a matter, a short mapping or list on the key's own line."""
    if isinstance(value, dict | list) and not _short(value):
        return _dump({key: value})
    return f"{key}: " + _dump(value).removesuffix("...\n")


def _dump(value: Any) -> str:
    text: str = yaml.dump(value, Dumper=GuideDumper, allow_unicode=True, sort_keys=False, width=10**6)
    return text


class TextLoader(yaml.SafeLoader):
    """Reads every scalar as text, integers and null excepted."""


TextLoader.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if tag.endswith((":int", ":null"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_yaml(path: Path) -> list[Mapping]:
    """Read the documents of one file."""
    return [document for document in yaml.load_all(path.read_text(encoding="utf-8"), TextLoader) if document]


def credit_code(stem: str) -> str:
    """Complete a 统一社会信用代码 from its first 16 characters with both check digits."""
    body = stem[8:16]
    total = sum(int(char, 36) * weight for char, weight in zip(body, BODY_WEIGHTS, strict=True))
    code = stem + "0123456789X0"[11 - total % 11]
    total = sum(ALPHABET.index(char) * pow(3, place, 31) for place, char in enumerate(code))
    return code + ALPHABET[(31 - total % 31) % 31]


def draft(matter: Mapping, region: Mapping, catalog: Mapping, order: int) -> Mapping:
    """Turn one matter of the directory into a first draft for the region."""
    body = region["部门"].get(matter["基本编码"]) or region["部门"][matter["主管部门"]]
    code = credit_code(body["主干"])
    made = {key: value for key, value in matter.items() if key not in DIRECTORY_ONLY}
    made["实施编码"] = code + LEVEL_DIGITS[catalog["层级"]] + matter["基本编码"]
    if "孙项名称" in matter:
        made["业务办理项编码"] = f"{made['实施编码']}{order:02d}"
    made |= {
        "行使层级": [catalog["层级"]],
        "权力来源": "法定本级行使",
        "实施主体": {"名称": body["名称"], "统一社会信用代码": code, "性质": "法定机关"},
        "状态": "在用",
        "版本": 1,
        "生效日期": catalog["施行日期"],
        "进驻": body.get("进驻", region["进驻"]),
        "办理窗口": body["窗口"],
        "咨询": body["咨询"],
        "监督投诉": region["监督投诉"],
    }
    if "网上办理" in matter.get("办理形式", []):
        made["网办地址"] = region["网办地址"]
    if "权利救济" in matter:
        made["权利救济"] = region["权利救济"]
    made["业务流程"] = [{"环节": step["环节"], "部门": body["名称"]} | step for step in matter["业务流程"]]
    return {key: made[key] for key in KEY_ORDER if key in made}


def to_write(matter: Mapping) -> Iterator[str]:
    """Name what an implementation list needs and the directory leaves to the region."""
    yield from (key for key in REQUIRED.split() if key not in matter)
    if "承诺" not in matter.get("办理时限", {}):
        yield "办理时限.承诺"


def draft_list(description: Path, *, force: bool) -> int:
    """Write the drafts of every matter that the region description asks for."""
    region = read_yaml(description)[0]
    folder = (description.parent / region["清单"]).resolve()
    catalog = read_yaml(folder / "catalog.yaml")[0]
    directory = (folder / catalog["上级目录"]).resolve()
    wanted = set(region["事项"])
    for source in sorted(directory.rglob("*.yaml")):
        matters = [matter for matter in read_yaml(source) if matter.get("基本编码") in wanted]
        target = folder / source.relative_to(directory)
        if not matters or (target.exists() and not force):
            continue
        seen: dict[str, int] = {}
        drafts = []
        for matter in matters:
            seen[matter["基本编码"]] = seen.get(matter["基本编码"], 0) + 1
            drafts.append(draft(matter, region, catalog, seen[matter["基本编码"]]))
            for key in to_write(drafts[-1]):
                print(f"{target.name}: still to write: {key}", file=sys.stderr)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(write_yaml(drafts), encoding="utf-8")
        wanted -= {matter["基本编码"] for matter in matters}
    return 0


def docx(title: str, rows: list[tuple[str, str]]) -> dict[str, str]:
    """Make the parts of a small Word document: a title and a table of two columns."""

    def line(text: str) -> str:
        return f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'

    cells = "".join(f"<w:tr><w:tc>{line(left)}</w:tc><w:tc>{line(right)}</w:tc></w:tr>" for left, right in rows)
    table = TABLE.format(cells=cells) + line("") if rows else ""
    return {
        "[Content_Types].xml": f'{XML}<Types xmlns="{PACKAGE}/content-types">{PARTS}</Types>',
        "_rels/.rels": f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{RELATION}</Relationships>',
        "word/document.xml": f'{XML}<w:document xmlns:w="{WORD}"><w:body>{line(title)}{table}</w:body></w:document>',
    }


def attachments(matter: Mapping) -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    """List the attachments a matter names: path, title and rows."""
    forms = {form["表单名称"]: form["字段"] for form in matter.get("表单内容", [])}
    for material in matter.get("申请材料", []):
        fields = forms.get(material["名称"], [])
        if "空白表格" in material:
            yield material["空白表格"], material["名称"], [(field["名称"], "") for field in fields]
        if "示范文本" in material:
            hints = [field.get("填写要求") or f"示例（{field['数据来源']}）" for field in fields]
            rows = [(field["名称"], hint) for field, hint in zip(fields, hints, strict=True)]
            yield material["示范文本"], material["名称"] + "（示范文本）", rows
    results = matter.get("审批结果", [])
    for result in [results] if isinstance(results, dict) else results:
        if "样本" in result:
            name = matter.get("子项名称") or matter.get("名称", "")
            yield result["样本"], result["名称"] + "（样本）", [("事项", name)]


def write_forms(catalog: Path, *, force: bool) -> int:
    """Write every attachment that the matters of a catalog name and that is not there."""
    for source in sorted(catalog.rglob("*.yaml")):
        for matter in read_yaml(source):
            for path, title, rows in attachments(matter):
                target = catalog / path
                if target.exists() and not force:
                    continue
                target.parent.mkdir(parents=True, exist_ok=True)
                with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
                    for name, text in docx(title, rows).items():
                        archive.writestr(zipfile.ZipInfo(name, (2018, 6, 1, 0, 0, 0)), text)
    return 0


def main() -> int:
    """Run one of the two jobs."""
    parser = argparse.ArgumentParser(description="Draft a region's list from the directory.")
    parser.add_argument("job", choices=("list", "forms"), help="list: draft matters; forms: draft attachments")
    parser.add_argument("path", type=Path, help="a region description (list) or a catalog folder (forms)")
    parser.add_argument("--force", action="store_true", help="overwrite what is there")
    arguments = parser.parse_args()
    job = draft_list if arguments.job == "list" else write_forms
    return job(arguments.path, force=arguments.force)


if __name__ == "__main__":
    sys.exit(main())
