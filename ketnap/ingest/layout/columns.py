"""Header cells -> columns of the data dictionary."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from ketnap.ingest import values
from ketnap.ingest.decode import Refusal
from ketnap.ingest.layout.alike import is_like
from ketnap.ingest.texts import folded, forgetful
from ketnap.tables import ADMISSIONS, CLASS_GRADUATES, ERROR, MONTHLY_TOTALS, TABLES, Column, Table

# One header cell may be read several ways (a two-row header: the lower row alone, or under its upper one).
Header = Sequence[tuple[str, ...]]
ERROR_KEYS = frozenset(map(folded, ERROR.headers))
OTHER_DATE = re.compile(r"\b(doan|chinh thuc)\b")
# T1, Tháng 01, Tháng 1/2021, 01/2021, 2021-01: a column of the admissions of one month.
MONTH_LABEL = re.compile(
    r"(?:thang|t) ?0?(?P<month>\d{1,2})(?: (?:nam )?(?P<year>\d{4}))?"
    r"|0?(?P<month_first>\d{1,2}) (?P<then_year>\d{4})|(?P<year_first>\d{4}) 0?(?P<then_month>\d{1,2})(?: 0?1)?"
)
# Months of a plan are not admissions.
# Figures of months that are no admissions: planned, added up, or of other events in a member's life.
NOT_ADMITTED = re.compile(
    r"\b(ke hoach|du kien|chi tieu|luy ke|cong don|chinh thuc|chuyen|ra khoi|khai tru|xoa ten|tu tran|giam|boi duong"
    r"|cam tinh|quy hoach|gioi thieu nguon)\b"
)
# What stands above months of which only the number is written.
PERIOD = re.compile(r"\b(nam|quy|thang)\b")
# How the name of a unit begins, perhaps behind a numeral.
UNIT_NAME = re.compile(r"^([ivxlc]+ |[a-h] |\d+ )?(dang bo|chi bo|db|cb)\b")
# The rank of a label that is only like a known header.
ONLY_LIKE = 1000
# What a table of months spreads over its columns.
SPREAD = ("month", "through_month", "admitted")
# What only a roster of admissions tells of a person.
OF_ADMISSION = ("decision_no", "decision_date", "ceremony_date", "official_date")


@dataclass(frozen=True)
class Mapping:
    """Which cell holds which column of a table, and the positions that hold none.

    `months` are the columns of a crosstab: position -> year, if its label says one, and month. `marks` are
    columns that say by a mark what others say by a word: "x" under "Công đoàn" is a source. `sure` says that
    every column that decides what is counted has a header that is known, not one that is only like it; `headed` that
    no column names the units, but headings among the rows do.
    """

    table: Table
    positions: dict[str, tuple[int, ...]]
    unused: tuple[int, ...]
    months: dict[int, tuple[int | None, int]] = field(default_factory=dict)
    marks: dict[str, dict[int, str]] = field(default_factory=dict)
    sure: bool = True
    headed: bool = False

    @property
    def size(self) -> int:
        """The number of columns that have a meaning."""
        return len(self.positions) + len(self.months) + sum(map(len, self.marks.values()))

    @property
    def held(self) -> int:
        """The number of cells that have a meaning; a column may be spread over several."""
        return sum(map(len, (*self.positions.values(), self.months, *self.marks.values())))

    @property
    def dates(self) -> tuple[int, ...]:
        """The positions of the dates or months a row is counted by."""
        return tuple(self.months) or tuple(p for name in self.table.one_of for p in self.positions.get(name, ()))

    @property
    def complete(self) -> bool:
        """Whether every required column is there."""
        return not self.missing

    @property
    def missing(self) -> tuple[str, ...]:
        """The required columns that are not there, by their first header."""
        if self.months:
            rows = [self.table.column(name) for name in ("unit", "source", "year")]
            return () if any(c.name in self.positions for c in rows) else (rows[0].headers[0],)
        needed = [c for c in self.table.required if not (self.headed and c.kind == "unit")]
        lacking = [c.headers[0] for c in needed if c.name not in self.positions]
        alternatives = [self.table.column(name) for name in self.table.one_of]
        if alternatives and not any(c.name in self.positions for c in alternatives):
            lacking.append(" / ".join(c.headers[0] for c in alternatives))
        return tuple(lacking)


@cache
def _known(table: Table) -> dict[str, tuple[tuple[int, str], ...]]:
    """Folded header -> the columns it names, each with its rank (0 is the best header of a column)."""
    found: dict[str, dict[str, int]] = {}
    for column in table.columns:
        for rank, header in enumerate((*column.headers, column.name)):
            found.setdefault(folded(header), {}).setdefault(column.name, rank)
    return {key: tuple((rank, name) for name, rank in named.items()) for key, named in found.items()}


@forgetful
@lru_cache(maxsize=16384)
def _alike(label: str, table: Table) -> tuple[str, ...]:
    """The columns a label is like."""
    return tuple(column.name for column in table.columns if is_like(label, column.name))


@forgetful
@lru_cache(maxsize=16384)
def header_keys(text: str) -> frozenset[str]:
    """The folded keys a header cell answers to: as written, and without what stands in brackets.

    Brackets that make another date of it stay: "Ngày kết nạp (Đoàn)", "Ngày kết nạp (chính thức)".
    """
    bare = re.sub(r"\([^()]*\)", lambda found: found[0] if OTHER_DATE.search(folded(found[0])) else " ", text)
    return frozenset({folded(text), folded(bare)}) - {""}


def is_label(text: str) -> bool:
    """Whether a text is the header of a column of any table."""
    return any(header_keys(text) & _known(table).keys() for table in TABLES)


def may_be(label: str, table: Table, column: str) -> bool:
    """Whether a label is a known header of a column."""
    return any(column == name for key in header_keys(label) for _, name in _known(table).get(key, ()))


def mapping(header: Header, table: Table) -> Mapping:
    """The columns of `table` that the header cells name; each cell serves one column, the better match first."""
    wishes = []
    known = _known(table)
    for position, readings in enumerate(header):
        ranks: dict[str, int] = {}
        # A label that is known as a whole is not read in parts.
        whole = header_keys(readings[0]) if header_keys(readings[0]) & known.keys() else None
        for key in whole or {key for text in readings for key in header_keys(text)}:
            for rank, name in known.get(key, ()):
                # No note is better than another: all are read.
                rank = 0 if table.column(name).kind == "note" else rank
                ranks[name] = min(rank, ranks.get(name, rank))
        for name in _alike(readings[0], table):
            ranks.setdefault(name, ONLY_LIKE)
        wishes += [(rank, position, name) for name, rank in ranks.items()]
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
    for name in [n for n, held in positions.items() if len(held) > 1 and rank_of[n] == ONLY_LIKE]:
        if not _decides(table.column(name), table):
            # Two labels are like a column nobody counts by: neither is it surely.
            taken -= set(positions.pop(name))
    months = _months(header) if table is MONTHLY_TOTALS else {}
    positions = {name: held for name, held in positions.items() if not (months and name in SPREAD)}
    marks = _marks(header, table, positions, taken)
    positions = {name: held for name, held in positions.items() if name not in marks}
    used = {p for held in (*positions.values(), months, *marks.values()) for p in held}
    unused = tuple(p for p, readings in enumerate(header) if p not in used and any(readings))
    sure = not any(rank_of.get(name) == ONLY_LIKE and _decides(table.column(name), table) for name in positions)
    return Mapping(table, positions, unused, months, marks, sure)


def named(labels: Sequence[str], table: Table) -> int:
    """How many columns of a table labels name outright, not only in a way like their headers."""
    known = _known(table)
    return len({name for label in labels for key in header_keys(label) for _, name in known.get(key, ())})


def _decides(column: Column, table: Table) -> bool:
    """Whether a wrong column in its place would change what is counted, where or when."""
    return column.required or column.name in table.one_of or column.kind in ("unit", "source", "count")


def _months(header: Header) -> dict[int, tuple[int | None, int]]:
    """The columns that are months, if there are at least two."""
    found = {}
    for position, readings in enumerate(header):
        month = next((month for text in readings for key in header_keys(text) if (month := month_label(key))), None)
        other = any(NOT_ADMITTED.search(folded(text)) for text in readings)
        if month and not other:
            found[position] = month
    numbered = _numbered_months(header)
    return numbered if len(found) < 2 or numbered.keys() > found.keys() else found


def _numbered_months(header: Header) -> dict[int, tuple[int | None, int]]:
    """The columns called 1, 2, 3 … beside others that have names, if there are at least three and at most twelve."""
    own = [readings[min(1, len(readings) - 1)] for readings in header]
    numbers = {p: int(label) for p, label in enumerate(own) if label.isdecimal()}
    # "Chi bộ Một | 1 | 2 | 3" may be data: a label that is only like a header is none here.
    labels = [label for readings in header for label in readings if label and not label.isdecimal()]
    under_months = any(len(header[p]) > 1 for p in numbers)
    sure = under_months or named(labels, MONTHLY_TOTALS)
    follow = list(numbers.values()) == list(range(1, len(numbers) + 1))
    above = {folded(" ".join(header[p][2:])) for p in numbers}
    if len(above) > 1 and not all(PERIOD.search(label) for label in above):
        # Each number stands under a label of its own: the row only numbers the columns.
        return {}
    return {p: (None, n) for p, n in numbers.items()} if sure and follow and 3 <= len(numbers) <= 12 else {}


def month_label(text: str) -> tuple[int | None, int] | None:
    """The year, if it says one, and the month a column's label names; None for other labels."""
    found = MONTH_LABEL.fullmatch(folded(text))
    if not found:
        return None
    said = found.groupdict()
    year = said["year"] or said["then_year"] or said["year_first"]
    month = int(said["month"] or said["month_first"] or said["then_month"])
    return (int(year) if year else None, month) if 1 <= month <= 12 else None


def _marks(
    header: Header, table: Table, positions: dict[str, tuple[int, ...]], taken: set[int]
) -> dict[str, dict[int, str]]:
    """The columns that are words of a source or of a choice, to be marked by a cross: all of them, or none."""
    found = {}
    for column in table.columns:
        if column.kind not in ("source", "choice"):
            continue
        held = positions.get(column.name, ())
        own = {p: header[p][min(1, len(header[p]) - 1)] for p in held}
        if len(held) > 1 and all(_is_word(label, column) for label in own.values()):
            found[column.name] = own
        elif not held:
            free = {p: r[0] for p, r in enumerate(header) if p not in taken and len(r) == 1 and _is_word(r[0], column)}
            if len(free) > 1:
                found[column.name] = free
    return found


def _is_word(label: str, column: Column) -> bool:
    """Whether a label is a word the column's cells hold."""
    if column.kind == "source":
        return folded(label) in values.SOURCE_OF
    return isinstance(values.choice(label, column), str)


def told(labels: Sequence[str], table: Table, names: Sequence[str]) -> Mapping:
    """The mapping somebody has given: for each label the column it names, "" for none.

    Columns of months and columns to be marked, which are no column each, are those that have no other name.
    """
    positions: dict[str, tuple[int, ...]] = {}
    for position, name in enumerate(names):
        if name:
            positions[name] = (*positions.get(name, ()), position)
    for position, label in enumerate(labels):
        if folded(label) in ERROR_KEYS:
            positions["error"] = (position,)
    named = {p for held in positions.values() for p in held}
    free = [("",) if p in named else (label,) for p, label in enumerate(labels)]
    months = _months(free) if table is MONTHLY_TOTALS and not SPREAD & positions.keys() else {}
    marks = _marks([(label,) for label in labels], table, positions, named)
    positions = {name: held for name, held in positions.items() if name not in marks}
    used = named.union(months, *marks.values())
    unused = tuple(p for p, label in enumerate(labels) if label and p not in used)
    return Mapping(table, positions, unused, months, marks)


def shape(labels: Sequence[str]) -> tuple[str, ...]:
    """The labels of a header for recognising the same header again."""
    # A label of other letters folds to nothing; it stands for itself.
    keys = [folded(label) or label for label in labels]
    while keys and (not keys[-1] or keys[-1] in ERROR_KEYS):
        keys.pop()
    return tuple(keys)


def _give_required(table: Table, wishes: list[tuple[int, int, str]], positions: dict[str, tuple[int, ...]]) -> None:
    """Give a required column, or the unit, that came away empty the cell that only an optional one has taken."""
    required = {column.name for column in table.columns if column.required or column.kind == "unit"}
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
    for month, number in Counter(found.months.values()).items():
        if number > 1:
            raise Refusal("ambiguous_columns", column=f"T{month[1]}")


def is_other(labels: Sequence[str], table: Table) -> bool:
    """Whether labels are surely not of a table: people who were admitted are a roster, whatever class they were in."""
    of_admission = (may_be(label, ADMISSIONS, name) for label in labels for name in OF_ADMISSION)
    return table is CLASS_GRADUATES and any(of_admission)


def best_table(header: Header) -> Mapping | None:
    """The mapping to the table the header fits best; None if it fits none; Refusal if it fits two alike."""
    tables = [table for table in TABLES if not is_other([readings[0] for readings in header], table)]
    complete = [found for found in (mapping(header, table) for table in tables) if found.complete]
    if not complete:
        return None
    complete.sort(key=lambda found: len(found.unused))
    if len(complete) > 1 and len(complete[0].unused) == len(complete[1].unused):
        raise Refusal("ambiguous_table")
    return complete[0]
