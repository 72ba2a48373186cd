"""A study as reports see it: tables, charts of estimates, and words, whatever was studied."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    title: str
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class StudyTable:
    """Rows of words; the first column names what a row is about."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """One estimate of a chart, with its interval; an infinite end is open."""

    label: str
    low: float
    value: float
    high: float
    is_clear: bool = True
    """Whether it can be told from chance."""
    group: int = 0
    """Marks of one label stand in one row; the group gives its colour and its shape."""


@dataclass(frozen=True, slots=True)
class Chart:
    """Estimates on one axis, a row for each label."""

    name: str
    """Its own within a report, of letters and hyphens."""
    axis: str
    """What is along the axis, with its unit."""
    marks: tuple[Mark, ...]
    alt: str
    zero: float | None = 0.0
    """Where no effect is; None where nothing is drawn."""
    floor: float | None = None
    """Below this nothing can be told from noise."""
    floor_word: str = "the noise floor: what a factor that does nothing seems to do"
    groups: tuple[str, ...] = ()
    """The names of the groups, where there are several."""
    is_share: bool = False
    """Whether values are shares, written as percents."""
    is_small: bool = True
    """Whether a terminal has room for it beside its table."""


@dataclass(frozen=True, slots=True)
class Study:
    """What one study found."""

    name: str
    title: str
    lead: str
    """What was asked and how it was answered, in a sentence or two."""
    findings: tuple[str, ...] = ()
    """What was found, the most telling first."""
    tables: tuple[StudyTable, ...] = ()
    charts: tuple[Chart, ...] = ()
    notes: tuple[str, ...] = ()
