"""权力编码 and 基本编码 do not convert into each other."""

from __future__ import annotations

from collections.abc import Iterator

from catalog_tool.context import Context
from catalog_tool.domain.codes import from_readable, has_own_types, matches, parse_basic
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Matter
from catalog_tool.rules import rule

BAD = """
基本编码: "330100201000"
权力编码: 许可-00301-000  # <- code-forms-disagree
---
基本编码: "330100202001"
权力编码: 许可-00202-000  # <- code-forms-disagree
"""

GOOD = """
基本编码: "330100201000"
权力编码: 许可-00201-000
---
基本编码: "330100202001"
主项名称: 道路货物运输经营许可
子项名称: 道路货物运输经营许可（新增车辆）
孙项名称: 普通货运
权力编码: 许可-00202-001-01
"""


@rule(
    severity=Severity.ERROR,
    title="权力编码与基本编码换算不上",
    message="权力编码 {readable} 换算成基本编码应是 {expected}，而这里的基本编码是 {code}；请核对后改错的那一个",
    source="浙江政务服务网公开的编码：公共服务-00512-001 即 331400512001",
    what="有权力编码的编码规则下，权力编码的类型词、五位主项、三位子项换成数字，应与基本编码一致；末尾两位孙项不参加换算。"
    "设定地为 00 的国家事项用国家的类型编号，只比主项和子项。",
    why="两种写法是同一个编码，系统之间有的认这一种，有的认那一种；对不上，同一件事就成了两件。",
    fix="以省目录为准，改抄错的那一个；换了主项或子项的，两处一起换。",
)
def check(matter: Matter, context: Context) -> Iterator[Hit]:
    """Convert the readable code and compare; what has not its form is another rule's."""
    readable = matter.value.get("权力编码")
    if not isinstance(readable, str) or not readable:
        return
    profile = context.profile
    code = parse_basic(profile, matter.code)
    if code is None or "权力编码" not in profile.forms or not matches(profile, "权力编码", readable):
        return
    expected = from_readable(profile, code.origin, readable)
    if expected and not has_own_types(profile, code):
        expected = matter.code[:4] + expected[4:]
    if expected and expected != matter.code:
        yield Hit.at(("权力编码",), readable=readable, expected=expected, code=matter.code)
