"""What documents and slides are made of: sentences, cards, tables and charts, free of any file format."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

# The kinds of charts: bars lie, columns stand.
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
BARS, STACKED_BARS, COLUMNS, STACKED_COLUMNS, LINES = "bars", "stacked_bars", "columns", "stacked_columns", "lines"


@dataclass(frozen=True)
class Series:
    """Numbers of a chart, None where nothing is known; `role` is what they are, which says how they look.

    A role is "actual", "before", "usual", "target", "low", "high", "middle", "plan", "covered", "short", "unknown", or
    the code of a source.
    """

    name: str
    role: str
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class Chart:
    """A chart of a kind (BARS to LINES): `labels` name the places of its axis, in the order in which they are read."""

    kind: str
    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    percent: bool = False


@dataclass(frozen=True)
class Table:
    """A table in the reader's language; whole numbers and fractions stay numbers, NaN where nothing is known."""

    title: str
    rows: pd.DataFrame


@dataclass(frozen=True)
class Section:
    """A part of the account: its answer in a sentence, what there is to add, cards (label, figure, note), and figures.

    `listed` are points to be numbered or marked one by one.
    """

    key: str
    heading: str
    answer: str
    said: tuple[str, ...] = ()
    cards: tuple[tuple[str, str, str], ...] = ()
    listed: tuple[str, ...] = ()
    charts: tuple[Chart, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True)
class Report:
    """The whole account: what it is about, its stamp line by line, whether the sample is among it, and its sections."""

    title: str
    stamp: tuple[str, ...]
    is_synthetic: bool
    sections: tuple[Section, ...]

    def section(self, key: str) -> Section | None:
        """The section of a key, None where the view has none."""
        return next((section for section in self.sections if section.key == key), None)


def plain(text: object) -> str:
    """A text without what XML cannot hold, and without the marks of bold that pages use."""
    return UNPRINTABLE.sub("", str(text)).replace("**", "")


def series(name: str, role: str, values: Iterable[float]) -> Series:
    """A series of what pandas holds, what is missing as None and whole numbers as such."""
    return Series(name, role, tuple(None if pd.isna(value) else _number(float(value)) for value in values))


def known(*found: Series) -> tuple[Series, ...]:
    """Those of the series of which anything is known."""
    return tuple(each for each in found if any(value is not None for value in each.values))


def _number(value: float) -> float:
    """A whole number as int, any other as it is."""
    return int(value) if value % 1 == 0 else value


def tables(*found: tuple[str, pd.DataFrame]) -> tuple[Table, ...]:
    """Titles with their tables, the empty ones left out."""
    return tuple(Table(title, rows) for title, rows in found if len(rows))


def lines(said: Sequence[str | None]) -> tuple[str, ...]:
    """The sentences that say anything."""
    return tuple(each for each in said if each)
