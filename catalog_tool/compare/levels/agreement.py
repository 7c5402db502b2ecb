"""A lower list against the list above it: what both exercise must agree in what the province unifies.

The directory judges what a list lacks or has too much, so what only one of two
neighbours has is `outside` here. Of what both exercise, three things are told apart:

- what each level sets or does for itself is not stated: its body, its own link of the
  work (业务流程), the version it follows;
- where a 审批链 gives the two levels different parts (县受理、市转报), each list writes of
  its own part, and only what holds for the matter as a whole is compared: names, code,
  type, basis and the statutory limit;
- a difference that comes from what the directory's own comparison allows one of them
  (a county that asks for a paper less) is no disagreement: the trait within-standard.

The directory may give the levels items of their own with like names, so two matters
pair by name only where it does not know the code of at least one of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from catalog_tool.compare.alignment import Aligner, Alignment
from catalog_tool.compare.changes import MIRRORS, Setting
from catalog_tool.compare.comparable import Group, Side
from catalog_tool.compare.found import Found
from catalog_tool.compare.judged import JudgedAlignment, JudgedLocal, catalogued, judge
from catalog_tool.compare.levels.elsewhere import exempt_entries
from catalog_tool.compare.levels.holdings import no_holdings
from catalog_tool.compare.matching.floors import Floors
from catalog_tool.compare.matching.pool import Match
from catalog_tool.compare.matching.tiers import match
from catalog_tool.compare.one_list import NOTHING_CONFIRMED, ruling
from catalog_tool.compare.policy import Decision, Policy
from catalog_tool.domain.bodies import Bodies
from catalog_tool.domain.levels import duties_at, levels_taking_part
from catalog_tool.model import Matter

AGAINST = "against"
WITHIN = "within-standard"
_OWN_KINDS = frozenset({"department", "level-not-allowed", "stale-version"})
_OWN_FIELD = "业务流程"
_OF_THE_WHOLE = frozenset({
    "main-name", "sub-name", "parent", "code", "type", "basis-added", "basis-dropped", "statutory-differs",
})  # fmt: skip
_DECIDING = "决定"
# A similar name is a guess, and two guesses are nothing to disagree about.
_NONE_SIMILAR = Floors(2.0, 2.0)

Key = tuple[str, tuple[str, ...], str, str]


def agreement(
    upper: Side, lower: Side, directories: Sequence[Side], policy: Policy, bodies: Bodies, day: str
) -> JudgedLocal:
    """A list (local) against the one above it (`against`); `directories` are the lower list's.

    Its alignments hold every matter of both lists; departments, problems and
    suggestions are told where each list stands by itself.
    """
    return JudgedLocal(
        catalogued(lower),
        (),
        tuple(_Neighbours(upper, lower, directories, policy, bodies, day).alignments()),
        (),
        (),
        no_holdings(lower),
        against=catalogued(upper),
    )


class _Neighbours:
    """Two lists, one above the other, with what the lower one's directories say."""

    def __init__(
        self, upper: Side, lower: Side, directories: Sequence[Side], policy: Policy, bodies: Bodies, day: str
    ) -> None:
        self._upper, self._lower = upper, lower
        self._policy, self._bodies = policy, bodies
        self._ruled = {group.code: group for group in ruling(directories) if group.code}
        self._aligner = Aligner(lower, (upper,), Setting(upper.context, lower.context, bodies, day))
        # Approving a difference from the directory approves none from the list above.
        self._region = f"{lower.context.region}/{upper.context.region}"
        self._standard = [
            Aligner(side, directories, Setting(directories[0].context, side.context, bodies, day))
            for side in (lower, upper)
            if directories
        ]

    def alignments(self) -> Iterator[JudgedAlignment]:
        """Every matter of either list in exactly one, in the order of codes and names."""
        for found in sorted(self._matches(), key=Match.order):
            is_shared = found.directory and found.local
            alignment = self._between(found) if is_shared else Alignment("outside", found)
            yield judge(alignment, self._policy, self._region)

    def _matches(self) -> Iterator[Match]:
        here = [group for group in self._upper.groups if _exercises(group, self._upper)]
        there = [group for group in self._lower.groups if _exercises(group, self._lower)]
        pairs = _by_code(here, there)
        # What the directory knows of one list may answer what it does not know of the other.
        for own_here, own_there in ((False, None), (True, False)):
            free_here, free_there = _free(here, pairs, 0), _free(there, pairs, 1)
            if own_there is not None:
                free_there = [group for group in free_there if (group.code in self._ruled) is own_there]
            free_here = [group for group in free_here if (group.code in self._ruled) is own_here]
            if free_here and free_there:
                pairs += self._match(free_here, free_there)
        yield from pairs
        yield from (Match((group,), (), None, 1.0, ()) for group in _free(self._upper.groups, pairs, 0))
        yield from (Match((), (group,), None, 1.0, ()) for group in _free(self._lower.groups, pairs, 1))

    def _match(self, here: Sequence[Group], there: Sequence[Group]) -> list[Match]:
        lower = replace(self._lower, groups=tuple(there))
        exempt = frozenset(exempt_entries(self._lower))
        found = match(here, lower, self._bodies, exempt, floors=_NONE_SIMILAR, confirmed=NOTHING_CONFIRMED)
        return [one for one in found.matches if one.directory and one.local]

    def _between(self, found: Match) -> Alignment:
        alignment = self._aligner.alignment(found)
        rules = next((self._ruled[g.code] for g in (*found.directory, *found.local) if g.code in self._ruled), None)
        if rules in found.directory:
            # The list above is itself what the lower one was judged by: its supplement to the province's directory.
            return replace(alignment, changes=(), traits=alignment.traits | {AGAINST})
        divided = self._is_divided(found, rules)
        kept = [one for one in alignment.changes if _is_stated(one, divided=divided)]
        marked = [_marked(one, rules, _NOTHING) for one in kept]
        # The directory's comparison is made anew only where something hangs on it.
        if rules is not None and self._standard and self._hangs(alignment, marked):
            standard = self._allowed(found, rules)
            marked = [_marked(one, rules, standard) for one in kept]
        return replace(alignment, changes=tuple(marked), traits=alignment.traits | {AGAINST})

    def _is_divided(self, found: Match, rules: Group | None) -> bool:
        """Whether a chain gives the two levels different parts of the matter, not both of them the decision."""
        upper = _duties(found.directory[0].first, self._upper.context.level, rules)
        lower = _duties(found.local[0].first, self._lower.context.level, rules)
        if upper == lower:
            return False
        return any(duties is not None and _DECIDING not in duties for duties in (upper, lower))

    def _hangs(self, alignment: Alignment, changes: Iterable[Found]) -> bool:
        row = alignment.directory_rows[0]
        verdicts = (self._policy.judge_change(one.change, alignment.type, row) for one in changes)
        return any(verdict.decision is not Decision.ALLOWED for verdict in verdicts)

    def _allowed(self, found: Match, rules: Group) -> _Standard:
        """What the directory's own comparison allows either list, as differences between the two."""
        exact: set[Key] = set()
        deviating: set[tuple[str, tuple[str, ...], str, int]] = set()
        for side, (aligner, groups) in enumerate(zip(self._standard, (found.local, found.directory), strict=True)):
            alignment = aligner.alignment(Match((rules,), groups, "code", 1.0, ()))
            for one in alignment.changes:
                change, row = one.change, alignment.directory_rows[one.between[0][0]]
                if self._policy.judge_change(change, alignment.type, row).decision is not Decision.ALLOWED:
                    continue
                kind = MIRRORS[change.kind] if side else change.kind
                before, after = (change.after, change.before) if side else (change.before, change.after)
                exact.add((kind, _keys(one), before, after))
                deviating.add((kind, _keys(one), change.after, side))
        return _Standard(frozenset(exact), frozenset(deviating))


@dataclass(frozen=True)
class _Standard:
    """Differences of one pair that the directory's comparison explains.

    `exact` by both values, `deviating` by the value of the side that deviates: 0 the
    lower list, 1 the upper one.
    """

    exact: frozenset[Key]
    deviating: frozenset[tuple[str, tuple[str, ...], str, int]]

    def explains(self, found: Found) -> bool:
        """Whether a difference of the two lists is what one of them may do."""
        change, keys = found.change, _keys(found)
        if (change.kind, keys, change.before, change.after) in self.exact:
            return True
        # 无 is the value of everything that one side alone states.
        if change.kind.endswith(("-added", "-dropped")):
            return False
        return not self.deviating.isdisjoint(
            {
                (change.kind, keys, change.after, 0),
                (change.kind, keys, change.before, 1),
            }
        )


_NOTHING = _Standard(frozenset(), frozenset())


def _exercises(group: Group, side: Side) -> bool:
    """Whether a list's own level takes part in a matter in use; one that names no level is its own."""
    level = side.context.level
    if not group.in_use:
        return False
    return any(not (levels := levels_taking_part(row.matter)) or level in levels for row in group.rows)


def _by_code(here: Iterable[Group], there: Iterable[Group]) -> list[Match]:
    """Matters of one code; the list's 不认领 says nothing of what it has all the same."""
    codes = {group.code: group for group in there if group.code}
    because = ("基本编码相同",)
    return [
        Match((group,), (codes[group.code],), "code", 1.0, because)
        for group in here
        if group.code and group.code in codes
    ]


def _free(groups: Iterable[Group], pairs: Iterable[Match], side: int) -> list[Group]:
    taken = {id(group) for pair in pairs for group in (pair.local if side else pair.directory)}
    return [group for group in groups if id(group) not in taken]


def _duties(matter: Matter, level: str, rules: Group | None) -> set[str] | None:
    """What a chain gives the level to do, the list's own before the directory's; None where no chain names it."""
    own = duties_at(matter, level)
    if own or matter.chain:
        return own or None
    return (duties_at(rules.first, level) or None) if rules is not None else None


def _is_stated(found: Found, *, divided: bool) -> bool:
    kind = found.change.kind
    if kind in _OWN_KINDS or found.change.path[:1] == (_OWN_FIELD,):
        return False
    return kind in _OF_THE_WHOLE if divided else True


def _marked(found: Found, rules: Group | None, standard: _Standard) -> Found:
    """The difference with what the policy needs to know of it."""
    traits = {AGAINST}
    if standard.explains(found):
        traits.add(WITHIN)
    if rules is not None and rules.rows[0].leaves_to_region(".".join(_keys(found))):
        traits.add("locally-set")
    return replace(found, change=replace(found.change, traits=found.change.traits | traits))


def _keys(found: Found) -> tuple[str, ...]:
    return tuple(step for step in found.change.path if isinstance(step, str))
