"""Why a workbook is not read: one sentence each, with what the clerk can do about it."""

from __future__ import annotations

from catalog_tool.findings import CannotRun

RESAVE = "请用 Excel 或 WPS 打开，另存为 .xlsx 后再试。"


def refused(shown: str, problem: str, advice: str = RESAVE) -> CannotRun:
    """What is wrong and what to do, as one sentence about the file people know."""
    return CannotRun(f"没有读 {shown}：{problem}。{advice}")


def damaged(shown: str, detail: str = "") -> CannotRun:
    """The bytes contradict themselves or are cut off."""
    said = f"文件已损坏或不完整（{detail}）" if detail else "文件已损坏或不完整"
    return refused(shown, said, "请重新取得该文件，或用 Excel、WPS 打开修复后另存为 .xlsx 再试。")


def too_large(shown: str, what: str) -> CannotRun:
    """Reading it would take more memory than an office computer has."""
    advice = "请删去多余的内容，或把数据分成几个文件后再试；如果文件不是你们自己做的，先别打开它。"
    return refused(shown, what, advice)


def far_cell(shown: str, where: str) -> CannotRun:
    """A cell so far out that the table up to it would fill the memory."""
    problem = f"表格的范围太大，最远的内容在 {where}，按这个范围读会占满内存"
    return refused(shown, problem, "请在 Excel 或 WPS 里删去远处多余的内容（按 Ctrl+End 可跳到那里），保存后再试。")
