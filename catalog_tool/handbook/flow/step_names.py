"""What the name of a step says about it: whether it applies, accepts, corrects, refuses, decides, hands over.

Names are free text; those here are the words of the canonical chain (domain.md §6.6).
"""

from __future__ import annotations

import re

ACCEPTING = re.compile("受理|收件")
CORRECTING = re.compile("补正|补齐")
"""The applicant hands in what was missing."""
TELLING = re.compile("补正|补齐|一次性?告知")
NOT_ACCEPTED = re.compile("不予受理|不受理")
REFUSED = re.compile("不予(?!受理)|不准予|不批准|驳回")
_EITHER = re.compile("或|/|／|是否|(?<!不)准予|(?<!不)(?<!不予)受理[^不]{0,30}不")
"""In a step's name: what may end either way is the question itself, not one of its answers."""
DECIDING = re.compile("决定|审批|批准|核准|核定|审定|签发")
REVIEWING = re.compile("审查|审核|核查|复核|初审|评审|勘|查验")
_APPLYING = re.compile("(?:网上|在线|现场|窗口|线上|提出|提交|书面|申请人)*(?:申请|申报|申办|提交材料)")
_RECEIVING = re.compile("送达|领取|领证|取件|取证")
_APPLICANT_NAMES = re.compile("申请人|申办人|当事人|申请单位|申报单位|办事群众|办事企业")


def is_not_accepted(name: str) -> bool:
    """Whether a step of this name is the refusal to accept."""
    return bool(NOT_ACCEPTED.search(name)) and not _EITHER.search(name)


def is_refusal(name: str) -> bool:
    """Whether a step of this name refuses what was applied for."""
    return bool(REFUSED.search(name)) and not _EITHER.search(name)


def is_accepting(name: str) -> bool:
    """Whether a step of this name accepts applications."""
    return bool(ACCEPTING.search(name)) and not is_not_accepted(name)


def is_correction(name: str) -> bool:
    """Whether a step of this name is the applicant's correction, not an acceptance that speaks of it."""
    return bool(CORRECTING.search(name)) and not is_accepting(name)


def begins_with_applying(name: str) -> bool:
    """Whether a step of this name is the application."""
    return bool(_APPLYING.match(name))


def is_applicant(name: str) -> bool:
    """Whether the words mean the applicant."""
    return bool(_APPLICANT_NAMES.search(name))


def is_the_applicants(name: str) -> bool:
    """Whether a step of this name is the applicant's, where no 部门 says otherwise."""
    own = _APPLYING.match(name) or is_correction(name) or _RECEIVING.search(name)
    return bool(own) and not is_not_accepted(name)


def names_the_applicant(department: str) -> bool:
    """Whether a 部门 is the applicant."""
    return bool(_APPLICANT_NAMES.fullmatch(department))
