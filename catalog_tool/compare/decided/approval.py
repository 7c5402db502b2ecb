"""What somebody has approved: differences that stay in sight and no longer fail a run."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approved a difference, by which document, until which day (YYYY-MM-DD, "" for always), and a remark."""

    approver: str
    document: str
    expires: str
    note: str = ""

    @property
    def until(self) -> str:
        """Its end as people read it."""
        return f"到期 {self.expires}" if self.expires else "长期"


@dataclass(frozen=True, slots=True)
class ApprovedEntry:
    """One entry of an approved list: what it approves, and the approval.

    `number` counts from 1 in `file`. A `fingerprint` names one difference with its
    values. Without one, `matter` (基本编码, or a folded name) and `kind` name all
    differences of a kind in a matter: those whose local value is `value`, of any value
    where it is ""; `region` is a 区划代码, "" for any.
    """

    file: str
    number: int
    approval: Approval
    fingerprint: str = ""
    matter: str = ""
    kind: str = ""
    value: str = ""
    region: str = ""

    def is_over(self, day: str) -> bool:
        """Whether it has expired: it holds on its last day still."""
        return bool(self.approval.expires) and self.approval.expires < day


@dataclass(frozen=True)
class Approvals:
    """What became of approved lists: how many differences were approved, and the entries that did nothing."""

    applied: int = 0
    expired: tuple[ApprovedEntry, ...] = ()
    unused: tuple[ApprovedEntry, ...] = ()


NO_APPROVALS = Approvals()
