"""The names of matters as read, each matter once a comparison."""

from __future__ import annotations

from functools import lru_cache

from catalog_tool.compare.comparable import Group
from catalog_tool.domain.bodies import Bodies
from catalog_tool.domain.business_kinds import is_bare_action
from catalog_tool.domain.matter_names import MatterNames, Reading
from catalog_tool.domain.names import fold


@lru_cache(maxsize=4)
def _names_under(bodies: Bodies) -> MatterNames:
    """One reader for all the lists of a run: every list is compared with the same directory."""
    return MatterNames(bodies.lexicon)


class ReadNames:
    """Readings of matters' names for one comparison."""

    def __init__(self, bodies: Bodies) -> None:
        self._names = _names_under(bodies)
        # By identity: groups live longer than this does.
        self._read: dict[int, Reading] = {}

    def of(self, group: Group) -> Reading:
        """What the name a matter is told by says."""
        found = self._read.get(id(group))
        if found is None:
            found = self._read[id(group)] = self._names.read(self.told(group))
        return found

    def read(self, name: str) -> Reading:
        """What any name says."""
        return self._names.read(name)

    def told(self, group: Group) -> str:
        """The folded name a matter is told by: 注销 under 烟草专卖零售许可 is 烟草专卖零售许可(注销)."""
        title, main = fold(group.first.title), fold(group.first.main_name)
        return f"{main}({title})" if main and main != title and self.says_little(title) else title

    def says_little(self, folded: str) -> bool:
        """Whether a name says nothing without its main item: only what is done (注销), or for whom (个人)."""
        return is_bare_action(folded) or self._names.is_one_word(folded)
