"""Events from PyYAML's own parser, for CPUs where libyaml has no wheel.

It lets pass what libyaml refuses: an escape that spells half a surrogate pair, or
crashes on one beyond Unicode. Here both are the same fault at the same place.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import yaml
from yaml.scanner import ScannerError

_LARGEST = 0x10FFFF
# One step of a double-quoted text: an escape with its digits, any other escape, or its end.
_STEP = re.compile(r"""\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|[\s\S])|["\s\x00]""")


class _Loader(yaml.BaseLoader):
    """The stock loader, whose scanner refuses impossible escapes."""

    buffer: str
    pointer: int

    def scan_flow_scalar_non_spaces(self, double: Any, start_mark: Any) -> Any:
        """Scan up to the next space; ScannerError at the digits of an impossible escape."""
        for step in _STEP.finditer(self.buffer, self.pointer) if double else ():
            digits = step.group(1) or step.group(2)
            if not step.group().startswith("\\"):
                break
            if digits and _is_impossible(int(digits, 16)):
                self.forward(step.end() - len(digits) - self.pointer)
                problem = "found invalid Unicode character escape code"
                raise ScannerError("while parsing a quoted scalar", start_mark, problem, self.get_mark())
        scan: Any = super()
        return scan.scan_flow_scalar_non_spaces(double, start_mark)

    # The scanner's own methods have no types.
    forward: Any
    get_mark: Any


def _is_impossible(code: int) -> bool:
    return code > _LARGEST or 0xD800 <= code <= 0xDFFF


def pure_events(data: bytes) -> Callable[[], Any]:
    """A function that gives the next event, None at the end; raises yaml.YAMLError as libyaml does."""
    loader: Any = _Loader(data)

    def next_event() -> Any:
        return loader.get_event() if loader.check_event() else None

    return next_event
