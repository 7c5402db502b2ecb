"""Who issues a material: 出具单位, 来源渠道 and 来源事项 together say it."""

from __future__ import annotations

import re

from catalog_tool.context import Context, Lexicon
from catalog_tool.domain.bodies import Bodies
from catalog_tool.domain.handing_in import Material
from catalog_tool.domain.names import fold
from catalog_tool.model import text_of

GOVERNMENT = "政府部门核发"
INTERMEDIARY = "中介机构出具"
# 公证处 stands in the line of justice and is no government body.
_UNIT = re.compile("(?:局|厅|委|委员会|机关|部门|政府|派出所|街道办事处|金融办|人防办|公安|税务|海关)$")
_COMMITTEE_OF_PEOPLE = re.compile("[村居]民委员会$|[村居]委会?$|业主委员会$")
_TOWN = re.compile("[镇乡]|街道")
_ELSEWHERE = re.compile("迁出地|原籍|外地|外省|省外|境外|国外|户籍(?:所在)?地|户籍地|异地|所在国|来源地")


class Issuers:
    """Issuers of materials under one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._bodies = Bodies(lexicon)
        self._joint = lexicon.joint_duties

    def is_government(self, material: Material) -> bool:
        """Whether a government body issues the material."""
        channel = material.get("来源渠道")
        if channel == GOVERNMENT or material.get("来源事项"):
            return True
        if channel == INTERMEDIARY:
            return False
        issuer = text_of(material.get("出具单位")).strip()
        if not _UNIT.search(issuer) or _COMMITTEE_OF_PEOPLE.search(issuer):
            return False
        return bool(self._bodies.duties(issuer))

    def is_elsewhere(self, issuer: str) -> bool:
        """Whether the issuer is said to be another place's: 迁出地公安机关, 省外民政部门."""
        return _ELSEWHERE.search(issuer) is not None

    def is_same_office(self, issuer: str, body: str) -> bool:
        """Whether an issuer and a body stand in one line of duty, so that the body has what the issuer gives.

        A body that acts for many lines (a town, 行政审批局) has only what such a body issues.
        """
        if not issuer or not body or self.is_elsewhere(issuer):
            return False
        if fold(issuer) == fold(body):
            return True
        first, second = self._bodies.duties(issuer), self._bodies.duties(body)
        if (first & second) - self._joint:
            return True
        if (first | second) & self._joint:
            return bool(first & second) and bool(_TOWN.search(issuer)) and bool(_TOWN.search(body))
        return not (first and second) and self._bodies.same_line(issuer, body) is True


def issuers_of(context: Context) -> Issuers:
    """For `Context.once`: one table for all the rules of a catalog."""
    return Issuers(context.lexicon)
