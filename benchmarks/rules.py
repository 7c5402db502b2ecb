"""What each rule costs on a matter without faults.

    python benchmarks/rules.py [--matters 300]

Complete, clean matters are made and read once. As in a run, one matter after the other
goes through all the rules. What a matter keeps for all of them (its lists, its whole
text) is made beforehand and told as a row of its own; what a rule keeps from matter to
matter has been warmed by a hundred others. A row is the median over the matters, less
what an empty rule costs, and the same as a share of libyaml's bare events for the
matters' bytes. Of rules across matters the facts are timed, and in a column of their
own the judging, per matter.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from events import bare_events
from synthetic import SAMPLE, manifest, matter, text_of

from catalog_tool.cli.inputs import standards
from catalog_tool.context import Context
from catalog_tool.formats.yaml_reader import read_yaml
from catalog_tool.model import Document, Kind, Matter
from catalog_tool.placing import anchor_at, owner_of
from catalog_tool.rules import PlacedFact, Rule, Surroundings, all_rules, subject_of

WARMING = 100
"""Matters that every rule sees before it is timed."""
_EMPTY, _SHARED, _EVENTS = "an empty rule", "what they share", "events"
Subject = tuple[Document, Matter]


def made(count: int, seed: int) -> list[bytes]:
    """So many matters as people write them."""
    chance = random.Random(seed)
    return [text_of(matter(number, chance)).encode() for number in range(1, count + 1)]


def microseconds(work: Callable[[], object]) -> float:
    """What one call takes."""
    start = time.perf_counter_ns()
    work()
    return (time.perf_counter_ns() - start) / 1000


def nothing(_subject: Matter, _context: Context) -> Iterator[object]:
    """A rule that does nothing, as a generator like the others."""
    yield from ()


def looked(rule: Rule, subject: Subject, context: Context) -> None:
    """Have a rule look at a matter, or gather its facts; it has to find nothing."""
    document, value = subject
    given = subject_of(rule, document, value)
    if rule.check is not None:
        for hit in rule.check(given, context):
            raise SystemExit(f"{rule.name} finds something in a clean matter: {hit}")
    elif rule.facts is not None:
        for _ in rule.facts(given, context):
            pass


def measured(files: Sequence[bytes], rules: Sequence[Rule], context: Context) -> tuple[dict[str, float], list[Subject]]:
    """The median of each rule and of what else is told, and the matters looked at."""
    times: dict[str, list[float]] = defaultdict(list)
    subjects: list[Subject] = []
    lists: list[str] = []
    for number, data in enumerate(files):
        document = read_yaml(data, f"{number}.yaml").documents[0]
        subject = document, Matter(document.value)
        if number < WARMING:
            for rule in rules:
                looked(rule, subject, context)
            lists[:] = subject[1]._lists  # noqa: SLF001
            continue
        times[_SHARED].append(microseconds(partial(share, subject[1], lists)))
        for _ in range(3):
            empty = microseconds(partial(list, nothing(subject[1], context)))
        times[_EMPTY].append(empty)
        for rule in rules:
            times[rule.name].append(microseconds(partial(looked, rule, subject, context)))
        times[_EVENTS].append(microseconds(partial(bare_events, [data])))
        subjects.append(subject)
    return {name: statistics.median(each) for name, each in times.items()}, subjects


def share(subject: Matter, lists: Sequence[str]) -> None:
    """What the first rule that asks makes for all others."""
    for key in lists:
        subject.listed(key)
    assert subject.all_text


def judging(rule: Rule, subjects: Sequence[Subject], context: Context) -> float:
    """What judging the facts of all matters costs, per matter."""
    if rule.judge is None or rule.facts is None or rule.only_since:
        return 0.0
    judge = rule.judge
    facts: list[PlacedFact] = []
    for document, value in subjects:
        owner = owner_of(document, context.region, document.file)
        found = rule.facts(subject_of(rule, document, value), context)
        facts += [PlacedFact(anchor_at(document, owner, fact.path), fact.data) for fact in found]
    around = (Surroundings(others=tuple),) if rule.wide else ()
    return min(microseconds(lambda: list(judge(facts, context, *around))) for _ in range(3)) / len(subjects)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--matters", type=int, default=300)
    arguments = parser.parse_args()
    _, given = standards()
    context = given.context(manifest(), [SAMPLE])
    files = made(WARMING + arguments.matters, seed=1)
    # A rule that is run under --since alone costs nothing in a plain run.
    rules = [rule for rule in all_rules() if Kind.MATTER in rule.kinds and not rule.only_since]
    medians, subjects = measured(files, rules, context)
    events, shared = medians[_EVENTS], medians[_SHARED]
    rows = [
        (max(medians[rule.name] - medians[_EMPTY], 0.0), judging(rule, subjects, context), rule.name) for rule in rules
    ]
    rows.sort(key=lambda row: (-row[0], row[2]))
    size = sum(map(len, files)) / len(files) / 1024
    print(f"{len(subjects)} clean matters of {size:.1f} kB; libyaml's bare events: {events:.0f} µs each")
    print("    µs   of events   judge   rule")
    total = sum(row[0] for row in rows)
    rows.append((total, sum(row[1] for row in rows), f"all {len(rules)} rules"))
    for cost, judged, name in rows:
        print(f"{cost:6.2f}    {cost / events:8.2%}   {judged:5.2f}   {name}")
    print(f"{shared:6.2f}    {shared / events:8.2%}           {_SHARED}")
    print(f"{total + shared:6.2f}    {(total + shared) / events:8.2%}           together")


if __name__ == "__main__":
    main()
