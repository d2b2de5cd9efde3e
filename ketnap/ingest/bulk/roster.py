"""The columns of a large roster by name: what its distinct texts mean, looked up once for each of them."""

from collections.abc import Callable

import numpy as np
import pyarrow as pa

from ketnap.ingest import values
from ketnap.ingest.bulk.chunks import Unfit
from ketnap.ingest.bulk.cut import Column, Columns
from ketnap.ingest.cells import Record
from ketnap.ingest.layout.columns import Mapping
from ketnap.ingest.record import Cells, Context
from ketnap.ingest.texts import cell_text
from ketnap.ingest.values import Day, Fault

# Columns of which every row may hold another text.
EVERY = ("person_code", "full_name", "family_name", "given_name", "decision_no")
# The columns a row may be counted by, the first of them by which it is.
COUNTED = ("decision_date", "ceremony_date", "admission_month")
MONTH_FIRST = "12/31/2000"
# So many rows mostly show that a column is written day first.
SOME = 500


class Roster:
    """The rows of a large roster, and what their reading may look at beside them."""

    def __init__(self, columns: Columns, context: Context) -> None:
        self.columns = columns
        self.context = context
        self.lines = columns.lines
        self.size = len(columns.lines)
        self._said: dict[int, list[str]] = {}
        self._days: dict[str, list[Day | Fault | None]] = {}

    def has(self, name: str) -> bool:
        """Whether the roster has a column."""
        return name in self.context.mapping.positions

    def column(self, name: str) -> Column:
        """The column called `name`."""
        return self.columns.distinct[self.context.mapping.positions[name][0]]

    def every(self, name: str) -> pa.ChunkedArray:
        """Every text of a column of names or codes."""
        return self.columns.every[self.context.mapping.positions[name][0]]

    def texts(self, name: str) -> list[str]:
        """The distinct texts of a column without spreadsheet guards."""
        return self.said(self.context.mapping.positions[name][0])

    def said(self, position: int) -> list[str]:
        """The distinct texts at a position without spreadsheet guards."""
        if position not in self._said:
            self._said[position] = [cell_text(text) for text in self.columns.distinct[position].texts]
        return self._said[position]

    def are(self, name: str, test: Callable[[str], object]) -> np.ndarray:
        """For each row whether its text in a column passes a test."""
        return np.array([bool(test(text)) for text in self.texts(name)])[self.column(name).places]

    def days(self, name: str) -> list[Day | Fault | None]:
        """The dates that the distinct texts of a column are."""
        if name not in self._days:
            as_of, month_first = self.context.as_of, name in self.context.month_first
            self._days[name] = [values.day_or_month(text, as_of, month_first) for text in self.texts(name)]
        return self._days[name]

    def cells(self, name: str, place: int) -> Cells:
        """The cells of a record that says nothing but one of the distinct texts of a column."""
        before = ("",) * self.context.mapping.positions[name][0]
        return Cells(Record(0, (*before, self.column(name).texts[place])), self.context)


def is_usable(mapping: Mapping) -> bool:
    """Whether each column that matters stands in one place; notes may stand in several."""
    kind_of = {column.name: column.kind for column in mapping.table.columns}
    alone = all(len(held) == 1 or kind_of[name] in ("note", "ignored") for name, held in mapping.positions.items())
    parts = {"family_name", "given_name"} & mapping.positions.keys()
    named_once = not (parts and "full_name" in mapping.positions)
    simple = (
        "unit" in mapping.positions and "unit_code" not in mapping.positions and not (mapping.months or mapping.marks)
    )
    return mapping.table.name == "admissions" and alone and named_once and simple


def wanted(mapping: Mapping, labels: int, width: int) -> tuple[list[int], list[int]]:
    """The positions of which the distinct texts are wanted, those without a label too, and of which every text."""
    kind_of = {column.name: column.kind for column in mapping.table.columns}
    held = [(p, name) for name, at in mapping.positions.items() for p in at if kind_of[name] != "ignored"]
    distinct = [p for p, name in held if name not in EVERY]
    return [*distinct, *range(labels, width)], [p for p, name in held if name in EVERY]


def month_first(roster: Roster, sure: np.ndarray) -> frozenset[str]:
    """The columns of dates written month/day/year; Unfit if that hangs on rows that are not `sure` to be data."""
    found = set()
    for column in roster.context.mapping.table.columns:
        if not roster.has(column.name) or not column.dated:
            continue
        texts, at = roster.texts(column.name), roster.column(column.name).places
        if not values.column_is_month_first([*(texts[place] for place in at[sure][:SOME]), *[MONTH_FIRST] * 3]):
            continue
        # The rule for a column tells of a single text, given three times, whether it is impossible as day/month.
        proof = np.array([values.column_is_month_first([text] * 3) for text in texts])[at]
        if np.count_nonzero(proof) < 3:
            continue
        against = np.array([not values.column_is_month_first([text, *[MONTH_FIRST] * 3]) for text in texts])[at]
        if against[sure].any():
            continue
        if against.any() or np.count_nonzero(proof[sure]) < 3:
            raise Unfit
        found.add(column.name)
    return frozenset(found)
