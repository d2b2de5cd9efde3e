"""Header cells -> columns of the data dictionary."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ketnap.ingest.decode import Refusal
from ketnap.ingest.texts import folded
from ketnap.tables import ADMISSIONS, MONTHLY_TOTALS, TABLES, Table

# One header cell may be read several ways (a two-row header: the lower row alone, or under its upper one).
Header = Sequence[tuple[str, ...]]
OTHER_DATE = re.compile(r"\b(doan|chinh thuc)\b")


@dataclass(frozen=True)
class Mapping:
    """Which cell holds which column of a table, and the positions that hold none."""

    table: Table
    positions: dict[str, tuple[int, ...]]
    unused: tuple[int, ...]

    @property
    def complete(self) -> bool:
        """Whether every required column is there."""
        return not self.missing

    @property
    def missing(self) -> tuple[str, ...]:
        """The required columns that are not there, by their first header."""
        lacking = [c.headers[0] for c in self.table.required if c.name not in self.positions]
        alternatives = [self.table.column(name) for name in self.table.one_of]
        if alternatives and not any(c.name in self.positions for c in alternatives):
            lacking.append(" / ".join(c.headers[0] for c in alternatives))
        return tuple(lacking)


@cache
def _variants(table: Table) -> tuple[tuple[str, dict[str, int]], ...]:
    """For every column its header variants as folded keys, each with its rank (0 is best)."""
    return tuple(
        (
            column.name,
            {folded(header): rank for rank, header in reversed(list(enumerate((*column.headers, column.name))))},
        )
        for column in table.columns
    )


@cache
def header_keys(text: str) -> frozenset[str]:
    """The folded keys a header cell answers to: as written, and without what stands in brackets.

    Brackets that make another date of it stay: "Ngày kết nạp (Đoàn)", "Ngày kết nạp (chính thức)".
    """
    bare = re.sub(r"\([^()]*\)", lambda found: found[0] if OTHER_DATE.search(folded(found[0])) else " ", text)
    return frozenset({folded(text), folded(bare)}) - {""}


def mapping(header: Header, table: Table) -> Mapping:
    """The columns of `table` that the header cells name; each cell serves one column, the better match first."""
    wishes = []
    for name, ranks in _variants(table):
        for position, readings in enumerate(header):
            found = [ranks[key] for text in readings for key in header_keys(text) if key in ranks]
            if found:
                wishes.append((min(found), position, name))
    positions: dict[str, tuple[int, ...]] = {}
    rank_of: dict[str, int] = {}
    taken: set[int] = set()
    for rank, position, name in sorted(wishes):
        if position in taken or (name in positions and rank > rank_of[name]):
            continue
        positions[name] = (*positions.get(name, ()), position)
        rank_of[name] = rank
        taken.add(position)
    _give_required(table, wishes, positions)
    unused = tuple(p for p, readings in enumerate(header) if p not in taken and any(readings))
    return Mapping(table, positions, unused)


def _give_required(table: Table, wishes: list[tuple[int, int, str]], positions: dict[str, tuple[int, ...]]) -> None:
    """Give a required column that came away empty the cell that only an optional one has taken."""
    required = {column.name for column in table.required}
    for _, position, name in sorted(wishes):
        owner = next((o for o, held in positions.items() if held == (position,)), None)
        if name in required and name not in positions and owner and owner not in required:
            positions[name] = positions.pop(owner)


def refuse_counts(found: Mapping, labels: Sequence[str]) -> None:
    """Raise Refusal if rows of "admissions" are numbers of people: a column of counts and none of names."""
    if found.table is not ADMISSIONS or {"full_name", "given_name", "person_code"} & found.positions.keys():
        return
    counts = {folded(header) for header in MONTHLY_TOTALS.column("admitted").headers}
    if any(header_keys(labels[position]) & counts for position in found.unused if position < len(labels)):
        raise Refusal("wrong_table")


def refuse_people(found: Mapping, labels: Sequence[str]) -> None:
    """Raise Refusal if a table without people was chosen for a list of people: their data are not to be kept."""
    if any(column.kind == "person" for column in found.table.columns):
        return
    of_people = ("full_name", "birth_date")
    headers = {folded(header) for name in of_people for header in ADMISSIONS.column(name).headers}
    if any(header_keys(label) & headers for label in labels):
        raise Refusal("wrong_table")


def refuse_doubled(found: Mapping) -> None:
    """Raise Refusal if two header cells claim a column that can be read from one only."""
    for name, positions in found.positions.items():
        column = found.table.column(name)
        if len(positions) > 1 and column.kind not in ("ignored", "note", "person"):
            raise Refusal("ambiguous_columns", column=column.headers[0])


def best_table(header: Header) -> Mapping | None:
    """The mapping to the table the header fits best; None if it fits none; Refusal if it fits two alike."""
    complete = [found for found in (mapping(header, table) for table in TABLES) if found.complete]
    if not complete:
        return None
    complete.sort(key=lambda found: len(found.unused))
    if len(complete) > 1 and len(complete[0].unused) == len(complete[1].unused):
        raise Refusal("ambiguous_table")
    return complete[0]
