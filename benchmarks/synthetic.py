"""Makes a catalog of N matters, the same bytes for the same seed.

    python benchmarks/synthetic.py FOLDER [--matters 2000] [--size large] [--faulty 20] [--seed 1]

`large` are complete matters of 8–16 kB each, `small` ones of about 2 kB with what an
implementation list requires and little else. Every matter is valid under schema and
rules, so a run measures checking, not the writing of findings; with --faulty N one file
in N has two faults: a value that is none of the allowed, and a required one that is
empty. Dates are quoted, so that peers that type YAML read the same text.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from catalog_tool.domain.codes import body_check_digit, credit_check_digit

SAMPLE = "附件/许可证-样本.docx"
_LAWS = (
    "《中华人民共和国行政许可法》第三十一条",
    "《中华人民共和国建筑法》第八条",
    "《中华人民共和国食品安全法》第三十五条",
    "《中华人民共和国居民身份证法》第十四条",
)
_SUBJECTS = ("道路", "食品", "建筑", "户外广告", "医疗器械", "人力资源服务", "劳务派遣", "水资源", "林木", "药品")
_STEPS = ("申请", "受理", "审查", "决定", "送达")
_ACTIONS = ("经营许可", "设置审批", "备案", "变更登记", "资质核准", "使用确认")


FAULTY = 20
"""Where files have faults: one in so many."""
_KEPT = Path(__file__).resolve().parent.parent / "build" / "bench"
_SMALL_KEYS = (
    "基本编码", "实施编码", "主项名称", "子项名称", "事项类型", "行使层级", "权力来源", "实施主体", "主管部门", "状态",
    "版本", "生效日期", "服务对象", "办件类型", "办理形式", "到现场次数", "必须现场原因", "受理条件", "适用依据",
    "申请材料", "办事流程", "业务流程", "办理时限", "表单内容", "收费", "审批结果", "办理窗口", "咨询", "监督投诉",
    "权利救济",
)  # fmt: skip
"""What the schema requires of an implementation list's matter, and the two keys without which rules complain."""


class _Dumper(yaml.CSafeDumper):
    """Quotes what looks like a code or a date, as the format asks; writes None as nothing."""


def _represent(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    style = '"' if text[:1].isdigit() else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _represent_none(dumper: _Dumper, _none: None) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:null", "")


_Dumper.add_representer(str, _represent)
_Dumper.add_representer(type(None), _represent_none)


def credit_code(number: int) -> str:
    """A well-formed credit code of a county body; both check digits hold."""
    body = f"{number:08d}"
    first = f"11330225{body}{body_check_digit(body)}"
    return first + credit_check_digit(first)


def manifest() -> dict[str, Any]:
    """catalog.yaml of the made catalog."""
    return {
        "类别": "实施清单", "名称": "测速用实施清单", "层级": "县级", "区划代码": "330225", "区划名称": "象山县",
        "版本": "2018.2", "发布日期": "2018-05-10", "编码规则": "zhejiang", "收录范围": ["县级"],
    }  # fmt: skip


def matter(number: int, chance: random.Random) -> dict[str, Any]:
    """One complete matter; its number makes code and names its own."""
    code = f"3301{number:05d}000"
    name = f"{chance.choice(_SUBJECTS)}{chance.choice(_ACTIONS)}第{number}号"
    body = credit_code(10_000_000 + number % 40)
    return {
        "基本编码": code,
        "实施编码": f"{body}4{code}",
        "主项名称": name, "子项名称": name, "事项类型": "行政许可", "行使层级": ["县级"],
        "权力来源": "法定本级行使",
        "实施主体": {"名称": f"象山县第{number % 40}局", "统一社会信用代码": body, "性质": "法定机关"},
        "主管部门": "省住房和城乡建设厅", "状态": "在用", "版本": 1, "生效日期": "2018-06-01",
        "服务对象": ["自然人", "企业法人"], "办件类型": "承诺件", "办理形式": ["窗口办理", "网上办理"],
        "到现场次数": 1, "必须现场原因": "领取许可证原件",
        "受理条件": [f"具备第 {index} 项条件，并能说明来源和用途" for index in range(1, 7)],
        "适用依据": [_citation(law) for law in _LAWS],
        "申请材料": [_material(index, chance) for index in range(chance.randint(7, 12))],
        "办事流程": [{"环节": step, "说明": f"{step}时由窗口告知申请人进度和需要配合的事"} for step in _STEPS],
        "业务流程": [
            {
                "环节": step, "部门": "象山县行政服务中心", "岗位": "综合窗口", "时限": {"数值": 1, "单位": "工作日"},
                "审查标准": "材料齐全，符合法定形式，内容与共享数据一致", "产出文书": f"{step}文书",
            }
            for step in ("受理", "审查", "现场核对", "决定", "送达")
        ],
        "办理时限": {"法定": {"数值": 20, "单位": "工作日"}, "承诺": {"数值": 5, "单位": "工作日"}},
        "表单内容": [
            {
                "表单名称": "申请表",
                "字段": [
                    {"名称": f"字段{index}", "数据来源": "自行填写", "必填": "是"}
                    for index in range(chance.randint(10, 30))
                ],
            }
        ],
        "收费": {"收费": "否"},
        "审批结果": {"名称": f"{name}许可证", "类型": "证照", "样本": SAMPLE, "有效期": "5 年"},
        "办理窗口": [
            {"名称": "象山县行政服务中心", "地址": "丹东街道一层", "窗口": "3 号", "时间": "工作日 8:30-17:00"}
        ],
        "咨询": "0574-65700000", "监督投诉": "0574-12345",
        "权利救济": {
            "行政复议": "自知道该决定之日起六十日内向象山县人民政府申请行政复议",
            "行政诉讼": "自知道该决定之日起六个月内向象山县人民法院起诉",
        },
        "常见问题": [
            {"问": f"第 {index} 个问题怎么办？", "答": "按本指南准备材料，到窗口或网上申请即可。"}
            for index in range(8)
        ],
    }  # fmt: skip


def _citation(law: str) -> dict[str, str]:
    end = law.index("》") + 1
    return {"名称": law[:end], "条款": law[end:], "类别": "法律"}


def _material(index: int, chance: random.Random) -> dict[str, Any]:
    return {
        "名称": f"第 {index + 1} 号登记证书", "类别": "证照", "介质": "纸质", "形式": "原件和复印件",
        "份数": {"原件": 1, "复印件": chance.randint(1, 3)}, "必要性": "必要", "容缺": "否",
        "来源渠道": "政府部门核发", "出具单位": "公安机关", "未共享原因": "省外数据", "依据": [chance.choice(_LAWS)],
        "受理标准": "在有效期内，页面完整，字迹清楚，复印件加盖公章并注明与原件一致",
        "填报须知": "复印件用 A4 纸，双面复印的标明页次",
    }  # fmt: skip


def small_matter(number: int, chance: random.Random) -> dict[str, Any]:
    """The same matter with what is required, and as little of it as passes."""
    full = matter(number, chance)
    value = {key: full[key] for key in _SMALL_KEYS}
    value["受理条件"], value["适用依据"], value["表单内容"] = full["受理条件"][:1], full["适用依据"][:1], []
    material = {**full["申请材料"][0], "受理标准": "在有效期内"}
    del material["填报须知"]
    value["申请材料"] = [material]
    value["办事流程"] = [{"环节": step, "说明": f"到窗口{step}"} for step in ("申请", "送达")]
    value["业务流程"] = [
        {"环节": step, "部门": "象山县行政服务中心", "时限": {"数值": 1, "单位": "工作日"}, "审查标准": "材料齐全"}
        for step in ("受理", "送达")
    ]
    value["权利救济"] = {"行政复议": "六十日内向象山县人民政府申请", "行政诉讼": "六个月内向象山县人民法院起诉"}
    return value


def with_faults(value: dict[str, Any]) -> dict[str, Any]:
    """The matter with a value that is none of the allowed and a required one that is empty."""
    return {**value, "办件类型": "承诺", "状态": None}


class Size(NamedTuple):
    """A kind of matter, and how many bytes one has at least and at most."""

    make: Callable[[int, random.Random], dict[str, Any]]
    least: int
    most: int


SIZES = {"large": Size(matter, 8 * 1024, 16 * 1024), "small": Size(small_matter, 1800, 2300)}


def text_of(value: dict[str, Any]) -> str:
    """A document as people write it: block style, keys in order."""
    text: str = yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=200)
    return text


def write_catalog(folder: Path, matters: int, seed: int, size: str = "large", faulty: int = 0) -> int:
    """Write the catalog, with faults in one file of `faulty` (0: in none); how many bytes of matters."""
    chance = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "catalog.yaml").write_text(text_of(manifest()), encoding="utf-8")
    (folder / SAMPLE).parent.mkdir(exist_ok=True)
    (folder / SAMPLE).touch()
    make, least, most = SIZES[size]
    total = 0
    for number in range(1, matters + 1):
        value = make(number, chance)
        data = text_of(with_faults(value) if faulty and number % faulty == 0 else value).encode()
        if not least <= len(data) <= most:
            raise SystemExit(f"matter {number} has {len(data)} bytes; {size} ones have {least} to {most}")
        part = folder / f"{number // 200:03d}"
        part.mkdir(exist_ok=True)
        (part / f"{number:05d}.yaml").write_bytes(data)
        total += len(data)
    return total


def kept_catalog(matters: int, size: str) -> Path:
    """The folder of a catalog with faults below build/, made where there is none as this module makes it."""
    folder, mark = _KEPT / f"{size}-{matters}", _KEPT / f"{size}-{matters}.made"
    state = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()
    if not mark.exists() or mark.read_text() != state:
        shutil.rmtree(folder, ignore_errors=True)
        write_catalog(folder, matters, seed=1, size=size, faulty=FAULTY)
        mark.write_text(state)
    return folder


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--matters", type=int, default=2000)
    parser.add_argument("--size", choices=SIZES, default="large")
    parser.add_argument("--faulty", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    total = write_catalog(arguments.folder, arguments.matters, arguments.seed, arguments.size, arguments.faulty)
    print(f"{arguments.matters} matters, {total / arguments.matters / 1024:.1f} kB each, in {arguments.folder}")


if __name__ == "__main__":
    main()
