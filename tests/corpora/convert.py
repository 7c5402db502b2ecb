"""Real published lists turned into catalogs: what the source says, nothing added.

A list has no materials and a guide no flow; what a source lacks stays absent, so that
the findings show what a real list lacks. Codes are written as published, dirty ones too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

Value = dict[str, Any]
Row = Mapping[str, Any]

TYPES = {
    "1": "行政许可",
    "5": "行政给付",
    "7": "行政确认",
    "8": "行政奖励",
    "9": "行政裁决",
    "10": "其他行政权力",
    "20": "公共服务",
}
"""事项类型 by the national number that the county list uses."""

_CODE_KEYS = frozenset({"基本编码", "实施编码", "业务办理项编码", "统一社会信用代码", "区划代码"})
_LIMIT = re.compile(r"(?P<number>[0-9]+)\((?P<unit>[^()]+)\)")
_SICHUAN = re.compile(r"51[0-9A-Z]{2}[0-9]{5}(?P<sub>[0-9]{3}|[0-9]{5})")
_IMPLEMENTATION = 31
_CREDIT = 18
_NO_WINDOW = "无线下办理窗口"
_FILE_UNSAFE = re.compile(r"[^\w-]")


def read_county(shared: Path) -> list[Row]:
    """The county list, one row a matter."""
    text = (shared / "data/guangan_county_list.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines() if line]


def read_guides(shared: Path) -> list[Row]:
    """The provincial guides."""
    return json.loads((shared / "data/guangdong_guides_20.json").read_text(encoding="utf-8"))


COUNTY_MANIFEST: Value = {
    "类别": "实施清单",
    "名称": "广安区政务服务事项清单",
    "层级": "县级",
    "区划代码": "511602",
    "区划名称": "广安区",
    "版本": "2025.4",
    "编码规则": "sichuan",
    "收录范围": ["县级"],
}
GUIDES_MANIFEST: Value = {
    "类别": "实施清单",
    "名称": "广东省办事指南二十份",
    "层级": "省级",
    "区划代码": "440000",
    "区划名称": "广东省",
    "版本": "2021.5",
    "编码规则": "national",
}


def county_matter(row: Row) -> Value:
    """A row of the county list as a matter.

    Where the row names no main item, the matter's own name is the main item's only if
    its code does not say that it is one sub-item of several: the format writes an
    undivided matter's name twice, but a sub-item's is not its main item's.
    """
    body = {"名称": row["dept"], "统一社会信用代码": row["org_code"]}
    return _present(
        {
            "基本编码": row["catalog_code"],
            "实施编码": row["code"],
            "主项名称": row["main_name"] or (None if _is_sub(row["catalog_code"]) else row["sub_name"]),
            "子项名称": row["sub_name"],
            "事项类型": TYPES[row["task_type"]],
            "行使层级": ["县级"],
            "实施主体": _present(body),
        }
    )


def _is_sub(code: str | None) -> bool:
    found = _SICHUAN.fullmatch(code or "")
    return found is not None and found["sub"].strip("0") != ""


def guide_matter(row: Row) -> Value:
    """A guide as a matter; its long code begins with the body's credit code and may end in two digits more."""
    code = row["code"]
    return _present(
        {
            "基本编码": row["catalog_code"],
            "实施编码": code[:_IMPLEMENTATION],
            "业务办理项编码": code if len(code) > _IMPLEMENTATION else None,
            "主项名称": row["main_name"],
            "子项名称": row["sub_name"],
            "孙项名称": row["case_name"],
            "事项类型": row["type"],
            "行使层级": ["省级"],
            "实施主体": {"名称": row["dept"], "统一社会信用代码": code[:_CREDIT]},
            "主管部门": row["dept"],
            "服务对象": row["service_objects"],
            "到现场次数": int(row["visits"]),
            "受理条件": [row["conditions"]],
            "申请材料": [{"名称": name} for name in row["materials"]],
            "办理时限": {"法定": limit(row["legal_limit"]), "承诺": limit(row["promise_limit"])},
            "办理窗口": windows(row["address"]),
            "咨询": row["phone"],
            "监督投诉": row["complaint"],
        }
    )


def limit(text: str) -> Value:
    """A limit such as 20(工作日) as number and unit."""
    found = _LIMIT.fullmatch(text)
    assert found is not None, text
    return {"数值": int(found["number"]), "单位": found["unit"]}


def windows(address: str) -> list[Value]:
    """The address as the only thing known of a window; none where the guide says that there is none."""
    return [] if address == _NO_WINDOW else [{"地址": address.removeprefix("办理地点：")}]


def _present(fields: Mapping[str, Any]) -> Value:
    return {key: value for key, value in fields.items() if value is not None}


class _Quoted(str):
    __slots__ = ()


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):
    """Writes codes in double quotes and repeats equal values: the format has no anchors."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True


def _quoted(dumper: Any, data: _Quoted) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(data), style='"')


_Dumper.add_representer(_Quoted, _quoted)


def _with_quotes(value: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _with_quotes(item, name) for name, item in value.items()}
    if isinstance(value, list):
        return [_with_quotes(item) for item in value]
    return _Quoted(value) if key in _CODE_KEYS and isinstance(value, str) else value


def text_of_documents(values: Iterable[Value]) -> str:
    """Values as the documents of one file."""
    return "---\n".join(
        yaml.dump(_with_quotes(value), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)
        for value in values
    )


def write_catalog(folder: Path, manifest: Value, matters: Iterable[Value], *, by_department: bool = False) -> Path:
    """Write a catalog: one file a matter, or one a department with all its matters."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "catalog.yaml").write_text(text_of_documents([manifest]), encoding="utf-8")
    files: dict[str, list[Value]] = {}
    for number, matter in enumerate(matters):
        department = _FILE_UNSAFE.sub("_", matter["实施主体"]["名称"])
        name = department if by_department else f"{department}/{number:04d}"
        files.setdefault(name, []).append(matter)
    for name, values in files.items():
        path = folder / f"{name}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text_of_documents(values), encoding="utf-8")
    return folder
