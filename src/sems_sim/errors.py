"""Every error the program raises on purpose, and the tree they hang on.

    SemsError                     70   a bug of ours, unless a branch says otherwise
    ├── WrongInputError            2   what was given is wrong
    │   ├── ScenarioError              the file: carries every fault found
    │   ├── ArgumentError              the command line or a call
    │   ├── QuantityError              one piece of text (also a ValueError)
    │   ├── CommandRefusedError        an exercise cannot do that now; nothing was recorded
    │   └── JournalError               a journal cannot be opened, read or written
    ├── TrustError                 3   refused for safety
    ├── SimulationError            2   the scenario cannot be run to its end
    │   ├── ZeroTimeCircleError        a circle of events that takes no time
    │   └── EndlessRunError            more events than a machine can bear
    └── InterruptedRunError      130   stopped by the user; what was finished is saved

`exit_status` is what a shell sees. The words are ours: no library's message reaches the user.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in one place of a file, with what to do about it.

    `line` and `column` count from 1; 0 means that the place is unknown. `width` is the number of characters
    to mark, and `text_line` the line of the file itself.
    """

    file: str
    line: int
    column: int
    message: str
    remedy: str = ""
    text_line: str = ""
    width: int = 1
    severity: Severity = "error"

    def __str__(self) -> str:
        """The fault as people read it: place and message, the line with a mark, the remedy."""
        lines = [f"{self._place()}{self._label()}{self.message}"]
        if self.text_line:
            lines += self._picture()
        if self.remedy:
            lines.append(f"    {self.remedy}")
        return "\n".join(lines)

    def _place(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: " if self.line else f"{self.file}: "

    def _label(self) -> str:
        return "" if self.severity == "error" else f"{self.severity}: "

    def _picture(self) -> list[str]:
        start, shown = _window(self.text_line, self.column)
        mark = max(0, self.column - 1 - start)
        width = max(1, min(self.width, len(shown) - mark))
        return [f"    {shown}", f"    {' ' * mark}^{'~' * (width - 1)}"]

    def in_order(self) -> tuple[str, int, int, str]:
        """The key faults are sorted by: file, line, column, message."""
        return (self.file, self.line, self.column, self.message)

    def as_severity(self, severity: Severity) -> Fault:
        """The same fault, weighed differently."""
        return replace(self, severity=severity)


_LONGEST_LINE_SHOWN = 140


def _window(line: str, column: int) -> tuple[int, str]:
    """The part of a long line around the column, and where that part starts; tabs become spaces."""
    start = max(0, min(column - _LONGEST_LINE_SHOWN // 2, len(line) - _LONGEST_LINE_SHOWN))
    if len(line) <= _LONGEST_LINE_SHOWN:
        start = 0
    part = line[start : start + _LONGEST_LINE_SHOWN]
    return start, "".join(character if character.isprintable() else " " for character in part).rstrip()


class SemsError(Exception):
    """The root of the tree; catch this to catch everything raised on purpose."""

    exit_status: int = 70


class WrongInputError(SemsError):
    """What was given cannot be used."""

    exit_status = 2


class ScenarioError(WrongInputError):
    """A scenario file is wrong. `faults` has all of them, sorted by place."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        """Keep the faults, sorted; the message is all of them, one under the other."""
        self.faults: tuple[Fault, ...] = tuple(sorted(set(faults), key=Fault.in_order))
        super().__init__("\n".join(str(fault) for fault in self.faults))


class ArgumentError(WrongInputError):
    """An argument of a command or a call is wrong; `remedy` says what would be right."""

    def __init__(self, message: str, remedy: str = "") -> None:
        """Keep what is wrong and what would be right."""
        self.message = message
        self.remedy = remedy
        super().__init__(f"{message}\n    {remedy}" if remedy else message)


class QuantityError(WrongInputError, ValueError):
    """A piece of text is no quantity, condition or name of the kind that is due.

    `offset` and `width` mark the place inside the text, for the arrow under the line.
    """

    def __init__(self, message: str, remedy: str = "", offset: int = 0, width: int = 0) -> None:
        """Keep what is wrong, what would be right, and where in the text."""
        self.message = message
        self.remedy = remedy
        self.offset = offset
        self.width = width
        super().__init__(message)


class CommandRefusedError(WrongInputError):
    """An exercise cannot do what a command asks; nothing was recorded. `remedy` says what would work."""

    def __init__(self, message: str, remedy: str = "") -> None:
        """Keep why not, and what would work."""
        self.message = message
        self.remedy = remedy
        super().__init__(f"{message}: {remedy}" if remedy else message)


class JournalError(WrongInputError):
    """A journal cannot be opened, read or written; `remedy` says what to do. Nothing that it holds is lost."""

    def __init__(self, message: str, remedy: str = "") -> None:
        """Keep what is wrong and what to do."""
        self.message = message
        self.remedy = remedy
        super().__init__(f"{message}\n    {remedy}" if remedy else message)


class TrustError(SemsError):
    """Refused for safety: an extension that is not trusted, a path outside the folder."""

    exit_status = 3


class SimulationError(SemsError):
    """A run could not go on, because of what the scenario asks for."""

    exit_status = 2


class ZeroTimeCircleError(SimulationError):
    """More than a thousand runs of one event in one instant: a circle in zero time."""

    def __init__(self, at_ms: int, records: Iterable[str]) -> None:
        """Keep the instant and the names of the records that chase each other."""
        self.at_ms = at_ms
        self.records: tuple[str, ...] = tuple(records)
        super().__init__(f"circle in zero time at {at_ms} ms: {', '.join(self.records)}")


class EndlessRunError(SimulationError):
    """A run has more events than a machine can bear: something happens far too often."""

    def __init__(self, at_ms: int, events: int, often: Iterable[str]) -> None:
        """Keep when it was stopped, after how many events, and what happened most often."""
        self.at_ms = at_ms
        self.events = events
        self.often: tuple[str, ...] = tuple(often)
        hours = at_ms / 3_600_000
        super().__init__(
            f"more than {events:,} events by T+{hours:.2f} h: something happens far too often; most often: "
            f"{', '.join(self.often)}. Make it rarer, or let the run end earlier"
        )


class InterruptedRunError(SemsError):
    """The user stopped the work; what was finished has been saved."""

    exit_status = 130
