"""The type inside a code is another than 事项类型 says."""

from __future__ import annotations

from collections.abc import Iterator

from catalog_tool.context import Context, Profile, TypeEntry
from catalog_tool.domain.codes import has_own_types, parse_basic, type_of_readable
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Matter
from catalog_tool.rules import rule

BAD = """
事项类型: 行政许可
基本编码: "330800201000"  # <- code-type-conflict
权力编码: 确认-00201-000  # <- code-type-conflict
"""

GOOD = """
事项类型: 行政确认
基本编码: "330800201000"
权力编码: 确认-00201-000
"""


@rule(
    severity=Severity.ERROR,
    title="编码里的类型与事项类型不一致",
    message="{field} {code} 里的类型“{written}”{meaning}，而事项类型写的是{type}（应为“{expected}”）；"
    "请核对后改编码或改事项类型",
    source="浙江、国家、四川三套编码的类型编号十种里有七种互不相同",
    what="基本编码里的类型编号、权力编码开头的类型词，按本目录的编码规则应与 事项类型 相符。"
    "设定地为 00 的国家事项用国家编号，省编码规则下不核对。",
    why="类型决定适用哪部法、统计进哪一类；常见的错是照抄了另一套编码（国家的 07 是行政确认，浙江的 07 是行政裁决）。",
    fix="以省目录为准：编码抄错的改编码；类型填错的改事项类型；整个目录都报，多半是 catalog.yaml 的 编码规则 选错了。",
)
def check(matter: Matter, context: Context) -> Iterator[Hit]:
    """Compare type number and type word with the profile's entry for 事项类型."""
    profile = context.profile
    entry = profile.types.get(matter.type)
    if entry is None:
        return
    code = parse_basic(profile, matter.code)
    if code is not None and entry.codes and code.type not in entry.codes and has_own_types(profile, code):
        yield _hit("基本编码", matter, profile, code.type, "”或“".join(entry.codes))
    if matter.power_code:
        word = type_of_readable(profile, matter.power_code)
        if word and entry.word and word != entry.word:
            yield _hit("权力编码", matter, profile, word, entry.word)


def _hit(field: str, matter: Matter, profile: Profile, written: str, expected: str) -> Hit:
    owners = [name for name, entry in profile.types.items() if _carries(entry, written)]
    meaning = f"是{'、'.join(owners)}的" if owners else "在本目录的编码规则里没有"
    return Hit.at(
        (field,),
        field=field,
        code=matter.value[field],
        written=written,
        meaning=meaning,
        type=matter.type,
        expected=expected,
    )


def _carries(entry: TypeEntry, written: str) -> bool:
    return written in entry.codes or written == entry.word
