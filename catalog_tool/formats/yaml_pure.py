"""Events from PyYAML's own parser, for CPUs where libyaml has no wheel.

The two differ where PyYAML is stricter (tabs between words, ? in brackets) or laxer
(escapes that spell half a surrogate pair, unknown directives). What an office may
write must not depend on its CPU: the methods here follow libyaml, so that both give
the same values and refuse the same texts at the same places.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import yaml
from yaml.scanner import ScannerError
from yaml.tokens import ScalarToken, TagToken

_LARGEST = 0x10FFFF
_BLANKS = "\0 \t\r\n"
_DIRECTIVES = {"YAML", "TAG"}
_VERSION = re.compile(r"[ \t]*([0-9]{1,9})\.([0-9]{1,9})(?![0-9])")
_TAG = re.compile(r"!(?:([0-9A-Za-z_-]*!))?([-;/?:@&=+$.!~*'()%0-9A-Za-z_]*)")
_HEADER = re.compile(r"([+-])([0-9])?|([0-9])([+-])?|")
# One step of a double-quoted text: an escape with its digits, any other escape, or the end of a word.
_STEP = re.compile(
    r"""\\(?:x[0-9A-Fa-f]{2}|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|\r?\n[ \t\r\n]*|[0abt\tnvfre "\\/N_LP]|.?)|["\s\0]"""
)


class _Loader(yaml.BaseLoader):
    """The stock loader with a scanner that takes and refuses what libyaml does."""

    # The scanner's own attributes and methods have no types.
    allow_simple_key: bool
    buffer: str
    column: int
    flow_level: int
    forward: Any
    get_mark: Any
    indent: int
    peek: Any
    pointer: int
    prefix: Any
    scan_line_break: Any

    def scan_to_next_token(self) -> None:
        """Skip blanks, line ends and comments; tabs too where they indent nothing."""
        while True:
            while self.peek() == " " or (self.peek() == "\t" and (self.flow_level or not self.allow_simple_key)):
                self.forward()
            if self.peek() == "#":
                while self.peek() not in "\0\r\n":
                    self.forward()
            if not self.scan_line_break():
                return
            if not self.flow_level:
                self.allow_simple_key = True

    def scan_plain(self) -> ScalarToken:
        """Scan an unquoted text."""
        chunks: list[str] = []
        spaces: list[str] | None = []
        start_mark = end_mark = self.get_mark()
        indent = self.indent + 1
        while self.peek() != "#":
            length = self._word_length(start_mark)
            if not length:
                break
            self.allow_simple_key = False
            chunks += [*(spaces or ()), self.prefix(length)]
            self.forward(length)
            end_mark = self.get_mark()
            spaces = self.scan_plain_spaces(indent, start_mark)
            if not spaces or (not self.flow_level and self.column < indent):
                break
        return ScalarToken("".join(chunks), True, start_mark, end_mark)

    def _word_length(self, start_mark: Any) -> int:
        length = 0
        while (character := self.peek(length)) not in _BLANKS:
            following = self.peek(length + 1) if character == ":" else ""
            if following and following in _BLANKS:
                break
            if self.flow_level:
                if following and following in ",?[]{}":
                    self.forward(length)
                    raise ScannerError(
                        "while scanning a plain scalar", start_mark, "found unexpected ':'", self.get_mark()
                    )
                if character in ",[]{}":
                    break
            length += 1
        return length

    def scan_plain_spaces(self, indent: int, start_mark: Any) -> list[str] | None:
        """Scan what stands between two words of an unquoted text; None before a document marker."""
        length = 0
        while self.peek(length) in (" ", "\t"):
            length += 1
        blanks: str = self.prefix(length)
        self.forward(length)
        if self.peek() not in "\r\n":
            return [blanks] if blanks else []
        self.scan_line_break()
        self.allow_simple_key = True
        breaks: list[str] = []
        while not self._at_document_marker():
            if self.peek() in "\r\n":
                breaks.append(self.scan_line_break())
            elif self.peek() in (" ", "\t"):
                if self.peek() == "\t" and self.column < indent:
                    problem = "found a tab character that violates indentation"
                    raise ScannerError("while scanning a plain scalar", start_mark, problem, self.get_mark())
                self.forward()
            else:
                return breaks or [" "]
        return None

    def _at_document_marker(self) -> bool:
        return self.column == 0 and self.prefix(3) in ("---", "...") and self.peek(3) in _BLANKS

    def scan_directive(self) -> Any:
        """Scan a line that begins with %; ScannerError on one that libyaml does not know."""
        start_mark = self.get_mark()
        scan: Any = super()
        token = scan.scan_directive()
        if token.name not in _DIRECTIVES:
            raise ScannerError("while scanning a directive", start_mark, "found unknown directive name", token.end_mark)
        if token.name == "YAML" and token.value not in ((1, 1), (1, 2)):
            raise ScannerError(None, None, "found incompatible YAML document", token.start_mark)
        return token

    def scan_yaml_directive_value(self, start_mark: Any) -> tuple[int, int]:
        """Scan the version after %YAML; what follows it may be a comment without a blank before it."""
        version = _VERSION.match(self.buffer, self.pointer)
        if version is None:
            # Python will not read a number of thousands of digits, and says so by another error.
            problem = "did not find expected digit or '.' character, or found extremely long version number"
            raise ScannerError("while scanning a %YAML directive", start_mark, problem, self.get_mark())
        self.forward(len(version.group()))
        return int(version[1]), int(version[2])

    def scan_directive_ignored_line(self, start_mark: Any) -> None:
        """Skip the rest of a directive's line; tabs too."""
        self._skip_blanks()
        scan: Any = super()
        scan.scan_directive_ignored_line(start_mark)

    def scan_tag(self) -> TagToken:
        """Scan a tag: of brackets and commas it takes none, but a comma in brackets may follow it."""
        found = _TAG.match(self.buffer, self.pointer)
        if found is None or self.peek(1) == "<" or "%" in found.group():
            scan: Any = super()
            token: TagToken = scan.scan_tag()
            return token
        start_mark, handle, suffix = self.get_mark(), found[1], found[2]
        self.forward(len(found.group()))
        if handle and not suffix:
            raise ScannerError("while parsing a tag", start_mark, "did not find expected tag URI", self.get_mark())
        if self.peek() not in _BLANKS and not (self.flow_level and self.peek() == ","):
            problem = "did not find expected whitespace or line break"
            raise ScannerError("while scanning a tag", start_mark, problem, self.get_mark())
        value = (f"!{handle}", suffix) if handle else ("!", suffix) if suffix else (None, "!")
        return TagToken(value, start_mark, self.get_mark())

    def scan_block_scalar_indicators(self, start_mark: Any) -> tuple[bool | None, int | None]:
        """Scan what follows | or >; a comment may come right after it."""
        header = _HEADER.match(self.buffer, self.pointer)
        assert header is not None
        sign, digit = header[1] or header[4], header[2] or header[3]
        if digit == "0":
            scan: Any = super()
            scan.scan_block_scalar_indicators(start_mark)
        self.forward(len(header.group()))
        return {"+": True, "-": False}.get(sign or ""), int(digit) if digit else None

    def scan_block_scalar_ignored_line(self, start_mark: Any) -> None:
        """Skip the rest of the line with | or >; tabs too."""
        self._skip_blanks()
        scan: Any = super()
        scan.scan_block_scalar_ignored_line(start_mark)

    def scan_block_scalar_indentation(self) -> Any:
        """Find how far a block text is indented; ScannerError where a tab takes part."""
        scan: Any = super()
        found = scan.scan_block_scalar_indentation()
        if self.peek() == "\t":
            self._refuse_tab()
        return found

    def scan_block_scalar_breaks(self, indent: int) -> Any:
        """Skip empty lines of a block text; ScannerError where a tab stands for its indentation."""
        scan: Any = super()
        found = scan.scan_block_scalar_breaks(indent)
        if self.column < indent and self.peek() == "\t":
            self._refuse_tab()
        return found

    def _refuse_tab(self) -> None:
        problem = "found a tab character where an indentation space is expected"
        raise ScannerError("while scanning a block scalar", None, problem, self.get_mark())

    def _skip_blanks(self) -> None:
        while self.peek() in (" ", "\t"):
            self.forward()

    def scan_flow_scalar_non_spaces(self, double: Any, start_mark: Any) -> Any:
        """Scan up to the next space; ScannerError at an impossible escape."""
        for step in _STEP.finditer(self.buffer, self.pointer) if double else ():
            text = step.group()
            if not text.startswith("\\"):
                break
            digits = step.group(1) or step.group(2)
            if digits and _is_impossible(int(digits, 16)):
                self._refuse_escape(step.end() - len(digits), "found invalid Unicode character escape code", start_mark)
            if len(text) == 2 and text[1] in "xuU":
                self._refuse_escape(step.end(), "did not find expected hexdecimal number", start_mark)
            if len(text) < 2 or not _KNOWN_ESCAPE.match(text):
                self._refuse_escape(step.start(), "found unknown escape character", start_mark)
        scan: Any = super()
        return scan.scan_flow_scalar_non_spaces(double, start_mark)

    def _refuse_escape(self, at: int, problem: str, start_mark: Any) -> None:
        self.forward(at - self.pointer)
        raise ScannerError("while parsing a quoted scalar", start_mark, problem, self.get_mark())


_KNOWN_ESCAPE = re.compile(r"""\\[xuU0abt\tnvfre "\\/N_LP\r\n]""")


def _is_impossible(code: int) -> bool:
    return code > _LARGEST or 0xD800 <= code <= 0xDFFF


def pure_events(data: bytes) -> Callable[[], Any]:
    """A function that gives the next event, None at the end; raises yaml.YAMLError as libyaml does."""
    loader: Any = _Loader(data)

    def next_event() -> Any:
        return loader.get_event() if loader.check_event() else None

    return next_event
