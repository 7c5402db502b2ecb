"""The county list against a directory derived from it: what was seeded is found, and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import convert
import drift
import pytest

from catalog_tool.compare.alignment import LABELS
from catalog_tool.compare.changes import MIRRORS
from catalog_tool.compare.entry import Entry
from catalog_tool.compare.judged import JudgedAlignment, JudgedLocal
from catalog_tool.compare.policy_file import parse_policy
from catalog_tool.comparing import Comparing
from catalog_tool.resources import Resources
from catalog_tool.standards import Standards
from catalog_tool.store import find_catalogs

NO_MATTERS = {"member-added", "member-dropped", "stale-version"}
"""Said of 一件事 and of a list as a whole."""


@dataclass(frozen=True)
class Run:
    """What was seeded, and what comparing says."""

    drifted: drift.Drifted
    judged: JudgedLocal

    @property
    def found(self) -> dict[drift.Key, drift.Seed]:
        return {key_of(judged): seed_of(judged) for judged in self.judged.alignments}


def key_of(judged: JudgedAlignment) -> drift.Key:
    return known_by(judged.directory), known_by(judged.local)


def known_by(entries: tuple[Entry, ...]) -> tuple[str, ...]:
    """Each matter by its code, or by its name without one."""
    coded = dict.fromkeys(entry.code for entry in entries if entry.code)
    return drift.known_by(
        [{"基本编码": code} for code in coded] + [{"子项名称": entry.name} for entry in entries if not entry.code]
    )


def seed_of(judged: JudgedAlignment) -> drift.Seed:
    changes = sorted((change.kind, str(change.verdict.decision), change.certain) for change in judged.changes)
    decision = judged.verdict.decision
    return drift.Seed(judged.kind, decision and decision.value, tuple(changes))


@pytest.fixture(scope="module", params=[(2018, False), (2025, True)], ids=["apart", "crowded"])
def run(
    request: pytest.FixtureRequest,
    county_rows: list[convert.Row],
    resources: Resources,
    standards: Standards,
    tmp_path_factory: pytest.TempPathFactory,
) -> Run:
    """The list and the city's, compared with the directory."""
    seed, crowded = request.param
    drifted = drift.derive_directory(county_rows, seed, crowded=crowded)
    base = tmp_path_factory.mktemp("drift")
    directory = convert.write_catalog(
        base / "directory", drift.DIRECTORY_MANIFEST, drifted.directory, by_department=True
    )
    local = convert.write_catalog(base / "county", drifted.local_manifest, drifted.local, by_department=True)
    city = convert.write_catalog(base / "city", drift.CITY_MANIFEST, drifted.city)
    comparing = Comparing(standards, parse_policy(resources.policy(), "policy"), drift.DAY)
    compared = comparing.compare(find_catalogs([str(local), str(city)]), str(directory))
    return Run(drifted, compared.locals[0])


def test_what_was_seeded_is_found_and_nothing_else(run: Run) -> None:
    record, found = run.drifted.record, run.found

    assert {key: (record.get(key), seed) for key, seed in found.items() if record.get(key) != seed} == {}
    assert record.keys() == found.keys()


def test_every_kind_was_seeded(run: Run) -> None:
    """A new kind of alignment or change wants a seed in drift.py."""
    seeds = list(run.drifted.record.values())

    assert {seed.kind for seed in seeds} == set(LABELS)
    assert {kind for seed in seeds for kind, _, _ in seed.changes} == set(MIRRORS) - NO_MATTERS


def test_every_matter_stands_in_one_alignment(run: Run) -> None:
    alignments = run.judged.alignments

    assert sum(len(alignment.directory) for alignment in alignments) == len(run.drifted.directory)
    assert sum(len(alignment.local) for alignment in alignments) == len(run.drifted.local)
    assert not run.judged.problems


def test_a_change_stands_in_the_file_of_its_matter(run: Run) -> None:
    for judged in run.judged.alignments:
        for change in judged.changes:
            for one, other in change.between[:1]:
                assert change.directory.file == judged.directory[one].file
                assert change.local.file == judged.local[other].file


def test_departments_add_up(run: Run) -> None:
    seeds = run.drifted.record.items()
    counted = sum(len(key[0]) for key, seed in seeds if seed.kind != "outside")

    assert sum(row.matters for row in run.judged.departments) == counted
    for row in run.judged.departments:
        assert row.matters == row.local.total() + row.exempt + row.missing


def test_only_the_last_days_of_a_term_decide(run: Run) -> None:
    terms = [
        change.verdict.reason or ""
        for judged in run.judged.alignments
        for change in judged.changes
        if change.kind == "level-not-allowed"
    ]

    assert sum("2024-12-31" in reason and "期限已过" in reason for reason in terms) == 1


def test_an_unchanged_list_has_nothing_but_the_same(
    county: Path, resources: Resources, standards: Standards, county_rows: list[convert.Row]
) -> None:
    comparing = Comparing(standards, parse_policy(resources.policy(), "policy"), drift.DAY)
    judged = comparing.compare(find_catalogs([str(county)]), str(county)).locals[0]

    assert judged.kinds == {"same": len(county_rows)}
    assert not any(alignment.changes for alignment in judged.alignments)


def test_comparison_is_the_one_kept(
    run: Run, request: pytest.FixtureRequest, golden: Callable[[str, str], None]
) -> None:
    kinds, decisions = run.judged.kinds, run.judged.decisions
    changes = Counter(kind for seed in run.found.values() for kind, _, _ in seed.changes)
    lines = [f"directory {len(run.drifted.directory)}, list {len(run.drifted.local)}, matched {run.judged.matched}"]
    for name, counts in (("kinds", kinds), ("decisions", decisions), ("changes", changes)):
        lines += ["", f"{name}:", *(f"{count:6} {word}" for word, count in sorted(counts.items()))]
    lines += ["", "decided:"]
    for judged in run.judged.alignments:
        if judged.kind != "same" or judged.changes:
            lines += ["", *told(judged)]
    golden(f"drift_{request.node.callspec.id}.txt", "\n".join(lines) + "\n")


def told(judged: JudgedAlignment) -> list[str]:
    """An alignment with its changes as lines."""
    lines = [f"{judged.kind} {judged.matched_by or '-'}: {_verdict(judged)}"]
    for side, entries in (("directory", judged.directory), ("local", judged.local)):
        lines += [f"  {side} {entry.code} {entry.name}" for entry in entries]
    for change in judged.changes:
        doubt = "" if change.certain else " (uncertain)"
        lines.append(f"  {change.kind}{doubt} {'.'.join(map(str, change.path))}: {change.before} → {change.after}")
        lines.append(f"    {change.verdict.decision}: {change.verdict.reason}")
    return lines


def _verdict(judged: JudgedAlignment) -> str:
    decision = judged.verdict.decision
    return f"{decision}: {judged.verdict.reason}" if decision else "not judged by itself"
