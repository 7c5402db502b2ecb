"""How much one file may hold: what is beyond helps nobody, and would cost everybody's time and memory.

The size in bytes stands with the bytes (yaml_bytes); these bound what few bytes can
be made to mean.
"""

from __future__ import annotations

MOST_DEPTH = 50
MOST_REFUSALS = 400
"""More than this in one file help nobody, and each costs a walk: the rest is not read."""
MOST_DOCUMENTS = 20_000
"""A matter with its required keys alone takes more than 262 bytes, so 5 MiB of matters never hold as many.

Of `---` and a word they hold half a million, each of which would be checked.
"""
MOST_NODES = 100_000
"""Keys, values and items of one document; a matter has some hundreds, and each may be a fault."""
MOST_DIRECTIVES = 5_000
"""Ignore comments; each is asked about each finding of the file."""
LONGEST_KEY = 1024
"""What YAML allows without `?`; a key is in the path of every finding below it."""
_LONGEST_SHOWN = 40


def short(text: str) -> str:
    """A name as far as a sentence can show it."""
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
