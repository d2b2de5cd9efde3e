"""The plain rows of a large roster: what they count as, and what is kept of them."""

import hmac
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cached_property

import numpy as np
import pyarrow as pa

from ketnap.ingest import values
from ketnap.ingest.bulk import plain
from ketnap.ingest.bulk.messages import MESSAGES, Messages
from ketnap.ingest.bulk.roster import Roster
from ketnap.ingest.match import Hasher
from ketnap.ingest.people import AGE_BANDS, OLDEST_BAND
from ketnap.ingest.record import Cells, Rejected, Row
from ketnap.ingest.values import Day

AT_ONCE = 100_000
EPOCH = date(1970, 1, 1).toordinal()
Reader = Callable[[Cells], object]
# What is kept -> the column it is read from, how, and its type.
READ: dict[str, tuple[str, Reader, pa.DataType]] = {
    "unit_code": ("unit", Cells.unit, pa.string()),
    "decision_date": ("decision_date", lambda cells: _first(cells.day("decision_date")), pa.date32()),
    "decision_precision": ("decision_date", lambda cells: _precision(cells.day("decision_date")), pa.string()),
    "ceremony_date": ("ceremony_date", lambda cells: _first(cells.day("ceremony_date")), pa.date32()),
    "ceremony_precision": ("ceremony_date", lambda cells: _precision(cells.day("ceremony_date")), pa.string()),
    "admission_month": ("admission_month", lambda cells: _month(cells), pa.date32()),
    "admission_precision": ("admission_month", lambda cells: "month" if _month(cells) else None, pa.string()),
    "source": ("source", Cells.source, pa.string()),
    "gender": ("gender", lambda cells: cells.lenient_choice("gender"), pa.string()),
    "occupation": ("occupation", lambda cells: cells.optional("occupation"), pa.string()),
    "class_code": ("class_code", lambda cells: cells.optional("class_code"), pa.string()),
    "certificate_date": ("certificate_date", lambda cells: cells.last_day("certificate_date"), pa.date32()),
    "official_date": ("official_date", lambda cells: cells.last_day("official_date"), pa.date32()),
}


class PlainRows:
    """Rows of a roster, by their places `at` among all of it."""

    def __init__(self, roster: Roster, at: np.ndarray) -> None:
        self._roster = roster
        self._at = at

    def __len__(self) -> int:
        return len(self._at)

    @property
    def lines(self) -> np.ndarray:
        """The lines of the rows."""
        return self._roster.lines[self._at]

    def first(self, number: int) -> "PlainRows":
        """The first so many rows."""
        return PlainRows(self._roster, self._at[:number])

    def on(self, lines: Iterable[int]) -> "PlainRows":
        """The rows on some lines."""
        return PlainRows(self._roster, self._at[np.isin(self.lines, list(lines))])

    def without(self, lines: Iterable[int]) -> "PlainRows":
        """The rows but for those on some lines."""
        return PlainRows(self._roster, self._at[~np.isin(self.lines, list(lines))])

    @property
    def hasher(self) -> Hasher:
        """What people are hashed with."""
        return self._roster.context.hasher

    def rows(self) -> list[Row]:
        """The rows one by one, each with its hashes."""
        found = []
        for row in (row for batch in self.batches() for row in batch.to_pylist()):
            for hash_, message in MESSAGES.items():
                said = row.pop(message)
                row[hash_] = said and hmac.digest(self.hasher.key, said.encode(), "sha256").hex()[:32]
            found.append({"sheet": "", **row})
        return found

    def by(self, name: str) -> dict[str, int]:
        """How many rows have each unit's code or each source."""
        column, _, _ = READ[name]
        if not self._roster.has(column):
            return {"unknown": len(self)}
        found: Counter[str] = Counter()
        for value, number in zip(self._values[name].to_pylist(), self._numbers(column), strict=True):
            if number:
                found[value] += int(number)
        return found

    def by_month(self) -> dict[str, int]:
        """How many rows count in each month, as 2021-05."""
        found: Counter[str] = Counter()
        for day, number in zip(*np.unique(self._days[self._at], return_counts=True), strict=True):
            found[f"{date.fromordinal(day):%Y-%m}"] += int(number)
        return found

    def batches(self) -> Iterator[pa.RecordBatch]:
        """What is kept of the rows, some at a time, and the messages of their hashes."""
        messages = Messages(self._roster)
        for begin in range(0, len(self), AT_ONCE):
            at = self._at[begin : begin + AT_ONCE]
            said = self._columns(at)
            yield pa.RecordBatch.from_pydict(said | messages.of(at, said))

    @cached_property
    def _days(self) -> np.ndarray:
        """For each row of the roster the day it counts by."""
        return plain.counting(self._roster)

    def _numbers(self, column: str) -> np.ndarray:
        """How many rows hold each of the distinct texts of a column."""
        held = self._roster.column(column)
        return np.bincount(held.places[self._at], minlength=len(held.texts))

    @cached_property
    def _values(self) -> dict[str, pa.Array]:
        """What the distinct texts of each column are read as, those that rows hold."""
        found = {}
        for name, (column, read, kind) in READ.items():
            if self._roster.has(column):
                numbers = self._numbers(column)
                said = [read(self._roster.cells(column, at)) if number else None for at, number in enumerate(numbers)]
                found[name] = pa.array(said, kind)
        return found

    def _columns(self, at: np.ndarray) -> dict[str, pa.Array]:
        """What some rows say."""
        found: dict[str, pa.Array] = {"line": pa.array(self._roster.lines[at])}
        for name, (column, _, kind) in READ.items():
            known = name in self._values
            found[name] = self._values[name].take(self._places(column, at)) if known else pa.nulls(len(at), kind)
        if "source" not in self._values:
            found["source"] = pa.repeat("unknown", len(at))
        if "admission_month" in self._values:
            # A month beside a date says nothing.
            dated = [found[name].is_valid().to_numpy(False) for name in ("decision_date", "ceremony_date")]
            places = self._places("admission_month", at, np.logical_or(*dated))
            for name in ("admission_month", "admission_precision"):
                found[name] = self._values[name].take(places)
        return found | {
            "admission_type": pa.repeat("new", len(at)),
            "age_band": self._age_bands(at),
            "revoked_date": pa.nulls(len(at), pa.date32()),
            "annulled": pa.repeat(False, len(at)),
            "struck_off": pa.repeat(False, len(at)),
        }

    def _places(self, column: str, at: np.ndarray, hidden: np.ndarray | None = None) -> pa.Array:
        """For some rows the places of their texts among the distinct ones of a column, but for hidden ones."""
        return pa.array(self._roster.column(column).places[at], mask=hidden)

    @cached_property
    def _born(self) -> np.ndarray:
        """Year and month that the distinct texts of the births are, month 0 of a year alone, year 0 of none."""
        born = []
        for day, text in zip(self._roster.days("birth_date"), self._roster.texts("birth_date"), strict=True):
            year = day.first.year if isinstance(day, Day) else values.year(text)
            born.append((year if isinstance(year, int) else 0, day.first.month if isinstance(day, Day) else 0))
        return np.array(born)

    def _age_bands(self, at: np.ndarray) -> pa.Array:
        """The bands of ages people were in when they were admitted."""
        if not self._roster.has("birth_date"):
            return pa.nulls(len(at), pa.string())
        years, months = self._born[self._roster.column("birth_date").places[at]].T
        admitted = (self._days[at] - EPOCH).astype("M8[D]").astype("M8[M]").astype(np.int64)
        ages = admitted + 12 * (1970 - years) - np.where(months > 0, months - 1, admitted % 12)
        limits = [last for last, _ in AGE_BANDS]
        bands = pa.array([*(band for _, band in AGE_BANDS), OLDEST_BAND])
        return bands.take(pa.array(np.searchsorted(limits, ages), mask=years == 0))


def _first(day: Day | None) -> date | None:
    """The day, or the first one of a month."""
    return day.first if day else None


def _precision(day: Day | None) -> str | None:
    """Whether a date is a day or a month."""
    return day.precision if day else None


def _month(cells: Cells) -> date | None:
    """The first day of the month; beside a date the cell may say anything."""
    try:
        day = cells.day("admission_month")
    except Rejected:
        return None
    return day.first.replace(day=1) if day else None
