"""libyaml's bare events: the least that reading YAML costs, and what our times are set against.

    python benchmarks/events.py FOLDER [FOLDER ...]

Reads every .yaml below the folders, one after the other in one process, and looks at nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from yaml.cyaml import CParser  # type: ignore[attr-defined]


def bare_events(files: Iterable[bytes]) -> None:
    """All that libyaml needs: every event of the bytes, looked at by nobody."""
    for data in files:
        next_event = CParser(data).get_event
        while next_event() is not None:
            pass


def main() -> None:
    """The command."""
    for folder in sys.argv[1:]:
        bare_events(path.read_bytes() for path in sorted(Path(folder).rglob("*.yaml")))


if __name__ == "__main__":
    main()
