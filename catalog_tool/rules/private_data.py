"""A person's identity number, or a private mobile where everyone can read it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from catalog_tool.context import Context
from catalog_tool.domain.identity_numbers import IDENTITY_NUMBER, is_identity_number
from catalog_tool.domain.phones import PhoneKind, phones
from catalog_tool.domain.windows import windows_of
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Kind, Matter, Path, mappings_of, text_of
from catalog_tool.rules import rule

BAD = """
类别: 实施清单
办理场所:
  - {编号: XS-00, 名称: 行政服务中心, 类型: 行政服务中心, 电话: 13800571234}  # <- private-data
---
咨询: {电话: "013800571234"}  # <- private-data
备注: 张某１１０１０１１９９００３０７００２Ｘ  # <- private-data
常见问题:
  - {问: 例表怎么填？, 答: 参照张某（身份证号 11010119900307002X）的填法}  # <- private-data
办事流程:
  - {环节: 申请, 说明: 联系经办人 139-0571-1234 或 13905711234}  # <- private-data
  - {环节: 送达, 说明: 窗口领取}
"""

GOOD = """
类别: 实施清单
办理场所:
  - {编号: XS-00, 名称: 象山县行政服务中心, 类型: 行政服务中心, 地址: 示例路 1 号二楼, 时间: 工作日 8:30-17:00}
  - {编号: XS-DB, 名称: 沙塘湾村代办点, 类型: 村社代办点, 地址: 沙塘湾村委会, 时间: 每周一上午, 电话: 13800571234}
---
咨询: {电话: 0574-65710000}
办理窗口:
  - {场所: XS-00, 窗口: 3 号, 可办: [咨询, 受理, 出件]}
  - {场所: XS-DB, 可办: [收件], 电话: 13905711234}
备注: 项目代码 330225201807250012 填在右上角
"""

# The first look goes over every text of every matter. A pattern that begins with a letter of its own
# is searched for many times faster than one that begins with a choice of digits.
_MAYBE_MOBILE = re.compile(
    r"1(?:(?<![0-9A-Za-z]1)|(?<=(?<![0-9A-Za-z])861)|(?<=(?<![0-9A-Za-z])01))"
    r"[3-9][0-9](?:[-. \u3000—–－‐−()（）]{0,2}[0-9]){8}(?![0-9A-Za-z])"
)
_MAYBE_BORN = tuple(
    re.compile(rf"{century}(?<=[0-9 -]..)[0-9]{{2}}[01][0-9][0-3][0-9][ -]?[0-9]{{3}}[0-9Xx](?![0-9A-Za-z])")
    for century in ("19", "20")
)
_IDENTITY_ANYWHERE = re.compile(rf"(?<![0-9A-Za-z])(?:{IDENTITY_NUMBER.pattern})(?![0-9A-Za-z])")
# Together, or in the groups in which people say it; not the parts of a longer number with hyphens.
_MOBILE_ANYWHERE = re.compile(
    r"(?<![0-9A-Za-z])(?<![0-9A-Za-z]-)(\+?86[ -]?|0)?"
    r"(1[3-9][0-9](?:[0-9]{8}|(?:[ .-][0-9]{4}[ .-]?[0-9]{4}|[0-9]{4}[ .-][0-9]{4}|[0-9][ .-][0-9]{3}[ .-][0-9]{4})"
    r"(?!-[0-9])))(?![0-9A-Za-z])"
)
_DASHES = str.maketrans("—–‐−", "----")
_INTERNAL = frozenset({"业务流程", "表单内容", "办理系统", "归档", "审批链"})
"""Groups that the public edition does not print; what a form's field shows as a sample is no one's number."""
_VILLAGE = "村社代办点"
_AGENT = re.compile("代办点|代办员|村级便民|村便民|社区便民|便民服务站")
_ADVICE_IDENTITY = "请删去；示例改用明显不是真人的号码，如 XXXXXX"
_ADVICE_MOBILE = "请改为单位的固定电话或热线；只有村社代办点可以公布手机"


@rule(
    severity=Severity.ERROR,
    title="公开了个人信息",
    message="这里有{what} {shown}，会随指南公布；{advice}",
    source="网络安全法第四十二条；政府信息公开条例：涉及个人隐私的不得公开",
    what="任何一处都不得有公民身份号码（18 位，出生日期和校验码都成立；统一社会信用代码、各种编码不算）；"
    "咨询、投诉、窗口和其他公布的文字里不得有个人手机号，村社代办点的除外。",
    why="指南一公布就收不回来，身份号码和手机号会被人抓取利用。",
    fix="删去或换成单位电话；已经公布的尽快撤下。",
    kinds=Kind,
    as_matter=True,
)
def check(matter: Matter, context: Context) -> Iterator[Hit]:
    """Search all texts once; look for the place only where something is found."""
    text = matter.all_text
    if "１" in text or "２" in text:
        # Written in full width: every number looked for has one of these two digits.
        text = unicodedata.normalize("NFKC", text)
    if _MAYBE_MOBILE.search(text) or any(born.search(text) for born in _MAYBE_BORN):
        spared = _village_paths(matter, context)
        yield from _walk(matter.value, (), spared, public=True)


def _village_paths(matter: Matter, context: Context) -> frozenset[Path]:
    """Where a mobile may stand: windows of village agents, and the channels of a matter that has no others."""
    if context.level == "村级":
        return frozenset({()})
    windows = list(windows_of(matter.value, context))
    agents = [window for window in windows if window.kind == _VILLAGE or _AGENT.search(text_of(window.own.get("名称")))]
    spared: set[Path] = {("办理窗口", window.number) for window in agents}
    if agents and len(agents) == len(windows):
        spared |= {("咨询",), ("监督投诉",)}
    places = mappings_of(matter.value.get("办理场所"))  # where the document is the manifest
    spared |= {("办理场所", index) for index, place in places if place.get("类型") == _VILLAGE}
    return frozenset(spared)


def _walk(value: Any, path: Path, spared: frozenset[Path], *, public: bool) -> Iterator[Hit]:
    """Every private number below a value, with its path; no recursion, since a document may nest deeply."""
    waiting: list[tuple[Path, Any, bool]] = [(path, value, public)]
    while waiting:
        here, item, is_public = waiting.pop()
        is_public = is_public and here not in spared
        if isinstance(item, dict):
            for key, inner in item.items():
                hidden = not here and (key in _INTERNAL or str(key).startswith("x-"))
                waiting.append(((*here, key), inner, is_public and not hidden))
        elif isinstance(item, list):
            waiting.extend(((*here, index), inner, is_public) for index, inner in enumerate(item))
        elif isinstance(item, str) and len(item) >= 11:
            yield from _said(item, here, public=is_public)


def _said(text: str, path: Path, *, public: bool) -> Iterator[Hit]:
    text = unicodedata.normalize("NFKC", text).translate(_DASHES)
    for match in _IDENTITY_ANYWHERE.finditer(text):
        if is_identity_number(match.group()):
            # Only as much as a person needs to find it: the report must not spread it further.
            shown = f"{match.group()[:6]}…{match.group()[-2:]}"
            yield Hit.at(path, what="公民身份号码", shown=shown, advice=_ADVICE_IDENTITY)
    if not public:
        return
    for_phones = "电话" in path or path[:1] in (("咨询",), ("监督投诉",))
    mobiles = set(_mobiles(text, for_phones=for_phones))
    if for_phones:
        mobiles |= {phone.number for phone in phones(text) if phone.kind is PhoneKind.MOBILE}
    for mobile in sorted(mobiles):
        yield Hit.at(path, what="手机号", shown=f"{mobile[:3]}…{mobile[-4:]}", advice=_ADVICE_MOBILE)


def _mobiles(text: str, *, for_phones: bool) -> Iterator[str]:
    for match in _MOBILE_ANYWHERE.finditer(text):
        # Twelve or thirteen digits that fill a field which is not for telephones are a code.
        if match[1] in ("0", "86") and not for_phones and match.group() == text.strip():
            continue
        yield "".join(character for character in match[2] if character.isdigit())
