"""What the operating system complains of, said in Chinese.

Its own sentences are English or in the system's language: neither helps the reader,
and the same fault must read the same everywhere.
"""

from __future__ import annotations

import errno

_PROBLEMS = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "这个位置是只读的",
    errno.ENOENT: "没有这个文件或文件夹（可能刚被删除或改名）",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "它是文件夹",
    errno.ELOOP: "链接绕成了圈",
    errno.ENAMETOOLONG: "名称或路径太长",
    errno.EINVAL: "系统不接受这个名称或操作",
    errno.EMFILE: "打开的文件太多",
    errno.EIO: "磁盘读写出错",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "超过了磁盘配额",
}


def said(error: OSError) -> str:
    """Say in Chinese what the system complains of."""
    known = _PROBLEMS.get(error.errno or 0)
    return known or f"系统不允许（{errno.errorcode.get(error.errno or 0, type(error).__name__)}）"


def not_written(shown: str, error: OSError, *, existed: bool) -> str:
    """Say that a file could not be written, why, and what to do."""
    kept = "（原文件未动）" if existed else ""
    if isinstance(error, (NotADirectoryError, FileExistsError, IsADirectoryError)):
        return f"没有写成 {shown}：这个位置上已有同名的文件或文件夹。请换个位置。"
    if isinstance(error, PermissionError):
        reason = "没有写入权限，或文件正被 Excel、WPS 等程序打开"
        return f"没有写成 {shown}{kept}：{reason}。请关闭后重试，或换个位置。"
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"没有写成 {shown}{kept}：{said(error)}。请腾出空间后重试。"
    return f"没有写成 {shown}{kept}：{said(error)}。请换个位置。"
