"""The rules about decisions themselves: ignore comments and baseline entries can be faulty too."""

from __future__ import annotations

from catalog_tool.findings import INTERNAL_ERROR, RuleInfo, Severity
from catalog_tool.formats.refusals import READER_RULES

INVALID_IGNORE = RuleInfo(
    name="invalid-ignore",
    severity=Severity.ERROR,
    title="忽略注释写得不对",
    message="这条忽略注释不起作用：{problem}；写法是 # catalog-tool: ignore[规则] 理由",
    source="本项目约定：每一处例外都要有人写明理由",
    what="写法是 # catalog-tool: ignore[规则] 理由，冒号和方括号都用半角，几条规则用逗号隔开；"
    "规则要存在，也不能是读不了的文件、程序出错一类，"
    "不能是口径文件写明 不得关闭 的规则。",
    why="写错的注释看上去像是处理过了，其实什么也没有做；没有理由的例外，过一年谁也说不清。",
    fix="按写法改好，补上理由；用不着的删去。",
)
UNUSED_IGNORE = RuleInfo(
    name="unused-ignore",
    severity=Severity.WARNING,
    title="忽略注释没有用处",
    message="这里已经没有 {rule} 的问题，这条忽略注释没有用处；请把它删去",
    source="本项目约定：例外到期即撤",
    what="忽略注释所管的那几行里，并没有它写的规则报出的问题。注释在值的右边时管这一行，"
    "单独成行时管下一行开始的那个键或那一项的全部内容。",
    why="问题改好以后注释还留着，以后同样的问题再出现就没有人知道了。",
    fix="删去这条注释，或从方括号里删去这条规则。",
)
STALE_BASELINE = RuleInfo(
    name="stale-baseline",
    severity=Severity.WARNING,
    title="基线里的旧账已经了结",
    message="基线记着 {rule} 的 {recorded} 处，现在只有 {found} 处{about}；请用 --write-baseline 重写基线",
    source="本项目约定：基线只减不增",
    what="基线（--baseline）里的一条，这次全部检查下来没有再出现，或者比记的少。",
    why="改好了的留在基线里，同样的问题再犯就会被当作旧账放过。",
    fix="加 --write-baseline 再跑一次，把基线换成新的，连同这次修改一起提交。",
)
SETTLING_RULES = (INVALID_IGNORE, UNUSED_IGNORE, STALE_BASELINE)

UNREAD = frozenset({
    "control-character", "file-too-large", "not-utf8", "too-deep", "unreadable-file", "yaml-syntax",
})  # fmt: skip
"""Files of which something was not read: no choice of rules may turn them into a clean result."""
UNIGNORABLE = frozenset(info.name for info in (*READER_RULES, *SETTLING_RULES, INTERNAL_ERROR))
"""What no comment, policy or baseline can hide: a file that was not read has not been checked."""
