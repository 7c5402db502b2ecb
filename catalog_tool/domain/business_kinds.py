"""Kinds of business a name speaks of: those that follow an earlier result, and the rest.

A licence can be changed, extended, replaced or given up only by who holds it, so a
matter of such a kind may ask for what its own code once issued; and no one can get
a result for the first time by changing it.
"""

from __future__ import annotations

import re

_FOLLOWING = re.compile("变更|延续|延期|换证|换发|换领|补证|补发|补领|补办|注销")


def follows_result(*names: str) -> bool:
    """Whether a matter of these names (子项名称, 孙项名称) presupposes its own earlier result."""
    return _FOLLOWING.search("\n".join(names)) is not None


# 注销 and 变更登记 say what is done, not with what: as a 子项名称 they stand under many main items.
_ACTIONS = re.compile(
    "(?:首次|新|重新|到期|临时|申请|新办|新设|设立|核发|颁发|办理|变更|延续|延期|换证|换发|换领|补证|补发|补领|补办|注销|"
    "年检|年审|登记|备案|审批|审核|许可|认定|确认|查询|打印|其他|[()、/及和或])+"
)


def is_bare_action(folded: str) -> bool:
    """Whether a folded name consists of words for actions alone."""
    return _ACTIONS.fullmatch(folded) is not None
