"""What the reader refuses (format.md §5): one entry a rule, as `explain` prints it.

The reader's rules have no `check` of their own, so they stand in one table; the
sentences are for a clerk who never heard of YAML.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from catalog_tool.findings import RuleInfo, Severity
from catalog_tool.model import Path, Place


class Refusal(NamedTuple):
    """One thing the reader refused: which rule, where, the arguments of its sentence, the other places of it."""

    rule: RuleInfo
    place: Place
    path: Path
    document: int
    args: dict[str, Any]
    related: tuple[Place, ...] = ()


def _rule(name: str, title: str, message: str, *, what: str, fix: str) -> RuleInfo:
    return RuleInfo(name, Severity.ERROR, title, message, "format.md §5", what=what, fix=fix)


NOT_UTF8 = _rule(
    "not-utf8",
    "文件不是 UTF-8 编码",
    "{problem}；{advice}",
    what="目录文件一律用 UTF-8 编码。Windows 记事本和旧系统常存成 GBK 或 UTF-16，别的程序读出来就是乱码。",
    fix="运行 catalog-tool fmt --from gbk 文件名（或 --from utf-16）转换，原文件会另存一份；或在编辑器里另存为 UTF-8。",
)
YAML_SYNTAX = _rule(
    "yaml-syntax",
    "不符合 YAML 语法",
    "{problem}",
    what="文件写法有误，从这里起读不下去；同一文件中此处之前的事项照常检查。",
    fix="按提示改正该行；常见原因是缩进用了制表符、冒号后没有空格、括号或引号没有配对。",
)
DUPLICATE_KEY = _rule(
    "duplicate-key",
    "同一处写了两次同名的键",
    "“{key}”在同一处写了不止一次；请合并成一处",
    what="同一层里同名的键出现两次。多数程序会悄悄只取后一个，前一个就丢了。",
    fix="合并两处内容，删去一处。",
)
ANCHOR_OR_TAG = _rule(
    "anchor-or-tag",
    "用了锚点、引用或标签",
    "这里用了 YAML 的{feature}“{text}”，本格式不用；请直接写出内容（文字以 & * ! 开头时请加引号）",
    what="锚点（&）、引用（*）和标签（!）让同一段内容在别处生效，人看不出来，各程序的解释也不同。",
    fix="把内容直接写在需要的地方；若本来就是文字，加双引号。",
)
TOO_DEEP = _rule(
    "too-deep",
    "嵌套过深",
    "嵌套超过 {most} 层，本文件未检查；请检查括号和缩进",
    what="正常的事项不超过十来层，超过 50 层的多半是括号未闭合或恶意文件。",
    fix="检查是否漏写了右括号，或缩进一路加深。",
)
FILE_TOO_LARGE = _rule(
    "file-too-large",
    "文件过大",
    "文件超过上限 {most}，未检查；请一个文件只写一个事项",
    what="单个文件上限 5 MiB、五千个文档、五千条忽略注释，每个文档上限十万项内容。一个事项通常 8 至 16 kB、几百项。",
    fix="把文件拆开，一个文件写一个事项。",
)
CONTROL_CHARACTER = _rule(
    "control-character",
    "含有不可见的控制字符",
    "{where}不可见的控制字符 {character}；请删去",
    what="控制字符、半个代理对、夹在中间的字节顺序标记，以及 CR、NEL、U+2028、U+2029 这类特殊换行，"
    "看不见却会改变内容或行号；写成转义的同样不收。",
    fix="在编辑器中打开“显示不可见字符”后删去，或重新输入该行。",
)
UNREADABLE_FILE = _rule(
    "unreadable-file",
    "文件读不了",
    "文件读不了：{problem}；请检查权限，或把它移出目录",
    what="没有读的权限、不是普通文件（管道、设备），或者读的时候被删了。",
    fix="检查文件权限；不是目录内容的文件请移走。",
)
LINK_OUTSIDE = _rule(
    "link-outside",
    "链接不跟随",
    "这是指向 {target} 的{thing}，{why}；请把文件本身放进目录",
    what="指向目录之外的链接和指向文件夹的链接不跟随：别人拿到这份目录时它们指不到东西，还可能成环。",
    fix="用文件本身替换链接。",
)
NESTED_CATALOG = _rule(
    "nested-catalog",
    "目录里又有一个目录",
    "{inner} 在另一个目录 {outer} 之内；请把它移到外面，一个目录不包含另一个目录",
    what="catalog.yaml 所在的文件夹就是一个目录，里面不能再有 catalog.yaml，否则事项归谁说不清。",
    fix="把里层的文件夹移到外层目录之外。",
)
NOT_A_MATTER = _rule(
    "not-a-matter",
    "不是事项",
    "{problem}",
    what="目录里的每个 *.yaml 都应是事项或一件事，内容是“键: 值”；空文档、列表或一段文字都不是。",
    fix="补写内容，或删去这个文档（多余的 --- 也会产生空文档）。",
)
UNREAD_EXTENSION = _rule(
    "unread-extension",
    "扩展名不对，文件没有读",
    "扩展名是“{extension}”，只读“.yaml”；请改名为 {better}",
    what="只读小写的 .yaml。写成 .yml 或 .YAML 的文件会被漏掉而没有人发觉。",
    fix="把扩展名改为 .yaml。",
)
DAMAGED_CELL = _rule(
    "damaged-cell",
    "单元格里的内容读不出",
    "{problem}",
    what="工作簿里的这一格不是原来的内容：Excel 把编码变成了数字、把条款变成了日期，公式出了错，或大括号里的写法有误。",
    fix="把单元格设为文本格式，照原件重新输入。少了几个 0、变成了哪一天，程序不猜。",
)
UNREAD_COLUMN = _rule(
    "unread-column",
    "表头不认识，整列没有读",
    "表头“{header}”不认识，这一列没有读；{advice}",
    what="表头要与格式中的字段同名，下级字段用点连接，如 办理时限.承诺.数值；本地自己的字段以 x- 开头。",
    fix="把表头改成字段名；不要的列请删去；本地自己的内容，表头写成 x- 开头。",
)
UNREAD_ROW = _rule(
    "unread-row",
    "这一行不属于任何事项",
    "{problem}",
    what="每一行靠编码（同码时加上“区分”）认到它的事项；编码对不上、重复、空着的行没有读。",
    fix="核对这一行的编码和“区分”，要与“事项”表中的一行相同。",
)
READER_RULES = (
    NOT_UTF8,
    YAML_SYNTAX,
    DUPLICATE_KEY,
    ANCHOR_OR_TAG,
    TOO_DEEP,
    FILE_TOO_LARGE,
    CONTROL_CHARACTER,
    UNREADABLE_FILE,
    LINK_OUTSIDE,
    NESTED_CATALOG,
    NOT_A_MATTER,
    UNREAD_EXTENSION,
    DAMAGED_CELL,
    UNREAD_COLUMN,
    UNREAD_ROW,
)
