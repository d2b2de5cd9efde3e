"""The first records -> the header: which rows name the columns, of which table, under which delimiter."""

import math
import re
from collections.abc import Mapping as Known
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ketnap.ingest.cells import Grid, Record
from ketnap.ingest.decode import Refusal
from ketnap.ingest.layout import columns
from ketnap.ingest.layout.columns import UNIT_NAME, Mapping
from ketnap.ingest.texts import cell_text, folded
from ketnap.tables import ADMISSIONS, TABLE, TABLES, UNITS, Table

ROWS_SEARCHED = 60
# Headers somebody has explained: the labels' shape -> the table, and for each label its column or "".
Meanings = Known[tuple[str, ...], tuple[str, tuple[str, ...]]]
NOTHING_TOLD: Meanings = {}
LEAST_MONTHS = 3
MONTH_NUMBER = re.compile(r"(?:tháng|t)? ?0?(\d{1,2})(?:/\d{4})?", re.IGNORECASE)


@dataclass(frozen=True)
class Header:
    """A header: its mapping, its first record's index, the index of the record after it, its labels.

    `told` says that somebody has explained these labels.
    """

    mapping: Mapping
    start: int
    after: int
    labels: tuple[str, ...]
    told: bool = False

    @property
    def score(self) -> tuple[bool, int, int, int]:
        """Complete first, then the most columns found, in the most cells, then the fewest cells without a meaning."""
        return (self.mapping.complete, self.mapping.size, self.mapping.held, -len(self.mapping.unused))


@dataclass(frozen=True)
class Found:
    """The best header, the delimiter that shows it, and the first records."""

    header: Header
    delimiter: str
    head: list[Record]

    @property
    def line(self) -> int:
        """The line the header begins on."""
        return self.head[self.header.start].line

    @property
    def last_line(self) -> int:
        """The line its last row begins on."""
        return self.head[self.header.after - 1].line

    @property
    def widths(self) -> tuple[int, int]:
        """How many cells the header has: up to its last label, and with the empty ones after it."""
        written = self.head[self.header.start : self.header.after]
        return len(self.header.labels), max(len(self.header.labels), *(len(record.cells) for record in written))


def find(grid: Grid, table: Table | None, meanings: Meanings = NOTHING_TOLD) -> Found:
    """The header of a grid as `table`, or as the table it fits best.

    Raises Refusal when no row names two columns, when required columns are missing, or when two
    readings are equally good.
    """
    heads = {delimiter: grid.head(delimiter, ROWS_SEARCHED * 2) for delimiter in grid.delimiters}
    found = _told(heads, table, meanings)
    if found is None:
        found = _best(heads, (table,) if table else TABLES)
        if table is None:
            found = Found(_unambiguous(found.header, found.head), found.delimiter, found.head)
    best = found.header
    _refuse_incomplete(best, table)
    columns.refuse_doubled(best.mapping)
    if not best.told:
        columns.refuse_counts(best.mapping, best.labels)
        columns.refuse_people(best.mapping, best.labels)
    return found


def _told(heads: dict[str, list[Record]], table: Table | None, meanings: Meanings) -> Found | None:
    """The first record whose labels somebody has explained."""
    for delimiter, head in heads.items():
        for at, record in enumerate(head[:ROWS_SEARCHED] if meanings else ()):
            upper = labels_of(record)
            both = _two_rows(upper, labels_of(head[at + 1])) if at + 1 < len(head) else []
            for rows, labels in ((1, upper), (2, [readings[0] for readings in both])):
                shape = columns.shape(labels)
                name, names = meanings.get(shape, ("", ()))
                if shape and name and (table is None or table.name == name):
                    mapping = _headed(columns.told(labels, TABLE[name], names), head[at + rows :])
                    return Found(Header(mapping, at, at + rows, tuple(labels), told=True), delimiter, head)
    return None


def _best(heads: dict[str, list[Record]], tables: Sequence[Table]) -> Found:
    """The best header of all; Refusal if no row names two columns.

    Of several complete headers the first that has data below it, before the next one, counts: a better one
    further down is another table's, and a title that only sounds like a header has none. A better one above
    it is no title but that of an empty table.
    """
    candidates = [
        Found(header, delimiter, head)
        for delimiter, head in heads.items()
        for table in tables
        for header in _headers(head, table)
        if header.mapping.size > 1 and not (len(tables) > 1 and columns.is_other(header.labels, table))
    ]
    if not candidates:
        raise Refusal("no_header")
    complete = [one for one in candidates if one.header.mapping.complete]
    if followed := [one for one in complete if _followed(one, complete)]:
        first = min(followed, key=lambda one: one.last_line)
        size = max(one.header.mapping.size for one in followed if one.line <= first.last_line)
        complete = [one for one in complete if one in followed or one.header.mapping.size > size]
    if complete:
        first = min(one.last_line for one in complete)
        candidates = [one for one in complete if one.line <= first]
    return max(candidates, key=lambda one: (one.header.score, -one.header.after, one.header.start))


def _followed(found: Found, headers: list[Found]) -> bool:
    """Whether a record between a header and the next other one holds what the table is about."""
    mapping = found.header.mapping
    others = [one.line for one in headers if one.header.labels != found.header.labels]
    until = min((line for line in others if line > found.last_line), default=math.inf)
    numbers = [p for c in mapping.table.required if c.kind == "count" for p in mapping.positions.get(c.name, ())]
    names = [p for p in mapping.positions.get("unit_name", ()) if mapping.table is UNITS]
    for record in found.head[found.header.after :]:
        said = [record.cells[p] for p in (*mapping.dates, *numbers) if p < len(record.cells)]
        named = any(p < len(record.cells) and record.cells[p] for p in names)
        if record.line < until and (named or any(letter.isdecimal() for text in said for letter in text)):
            return True
    return False


def _headers(head: list[Record], table: Table) -> list[Header]:
    """Every header the first records could hold: one row, or two rows of which the lower refines the upper."""
    found = []
    for at, record in enumerate(head[:ROWS_SEARCHED]):
        labels = labels_of(record)
        if sum(bool(label) for label in labels) < 2 or _is_sentence(labels):
            continue
        single = _headed(columns.mapping([(label,) for label in labels], table), head[at + 1 :])
        found.append(Header(single, at, at + 1, tuple(labels)))
        if at + 1 < len(head):
            lower = [cell_text(cell) for cell in head[at + 1].cells]
            both = _two_rows(labels, lower)
            double = _headed(columns.mapping(both, table), head[at + 2 :])
            finer = double.size > single.size or (double.held > single.held and _divides(labels, lower))
            # An upper row that adds nothing is none, a title or a record between two pages; nor is "Đơn vị: | …".
            finer = finer and double.positions != columns.mapping([(label,) for label in lower], table).positions
            finer = finer and not _is_filled_in(labels, lower)
            if finer and not holds_data(lower) and not _is_data(labels):
                found.append(Header(double, at, at + 2, tuple(readings[0] for readings in both)))
    return found


def _headed(mapping: Mapping, below: Sequence[Record]) -> Mapping:
    """The mapping; that of a roster without a column of units looks for them in headings, if there are any."""
    if mapping.table is not ADMISSIONS or "unit" in mapping.positions or not mapping.dates:
        return mapping
    return replace(mapping, headed=any(_is_units_heading(record, mapping) for record in below))


def _is_units_heading(record: Record, mapping: Mapping) -> bool:
    """Whether a row says nothing but the name of a unit, its numeral and how many it has."""
    said = [cell_text(cell) for cell in record.cells]
    filled = [text for text in said if text]
    dated = any(p < len(said) and said[p] for p in mapping.dates)
    return len(filled) <= 3 and not dated and any(UNIT_NAME.match(folded(text)) for text in filled[:2])


def _is_sentence(labels: list[str]) -> bool:
    """Whether a row is one sentence that its commas divide: a bracket opened in one cell and closed in another."""
    open_at = [at for at, label in enumerate(labels) if label.count("(") > label.count(")")]
    return bool(open_at) and any(label.count(")") > label.count("(") for label in labels[open_at[0] :])


def _is_filled_in(labels: list[str], lower: list[str]) -> bool:
    """Whether a row above another is a line of a form, "Đơn vị: | …": labels with a colon and what is said to them."""
    asks = [label.endswith(":") for label in labels if label]
    return any(asks) and (asks == [True, False] * (len(asks) // 2) or not _divides(labels, lower))


def labels_of(record: Record) -> list[str]:
    """What a record's cells say, without the empty ones at the end."""
    labels = [cell_text(cell) for cell in record.cells]
    while labels and not labels[-1]:
        labels.pop()
    return labels


def holds_data(labels: Sequence[str]) -> bool:
    """Whether a row holds digits, as data do and second header rows do not, save for the numbers of months."""
    numbers = [label for label in labels if re.search(r"\d", label)]
    if len(numbers) >= LEAST_MONTHS and all(MONTH_NUMBER.fullmatch(label) for label in numbers):
        return False
    return any(re.search(r"\d{2}", label) for label in numbers)


def _is_data(labels: Sequence[str]) -> bool:
    """Whether the upper row of a header would be data: a number other than a year, a date, or a group's numeral."""
    return any(re.fullmatch(r"[IVX]+|[A-Z]|\d{1,3}|\d{5,}|\d+[-/. ]\d+[-/. ]?\d*", label) for label in labels)


def _divides(upper: list[str], lower: list[str]) -> bool:
    """Whether the words of a lower row stand only under cells that reach over several columns."""
    return all(
        not below or _blank_at(upper, at) or _blank_at(upper, at + 1) or below == upper[at]
        for at, below in enumerate(lower)
    )


def _two_rows(upper: list[str], lower: list[str]) -> list[tuple[str, ...]]:
    """How each cell of a two-row header may be read; a merged upper cell reaches over the blanks beside it."""
    readings, reach = [], ""
    for at in range(max(len(upper), len(lower))):
        above = upper[at] if at < len(upper) else ""
        below = lower[at] if at < len(lower) else ""
        wide = reach and not above
        reach = above or (reach if below else "")
        if not below or below == above:
            readings.append((above,))
        elif not reach:
            readings.append((below,))
        elif below.isdecimal() and "thang" in folded(reach).split() and (wide or _blank_at(upper, at + 1)):
            readings.append((f"tháng {below}", below, reach))
        else:
            readings.append((f"{reach} {below}", below, reach))
    return readings


def _blank_at(labels: list[str], at: int) -> bool:
    """Whether a label is blank, as under a merged cell beside it."""
    return at >= len(labels) or not labels[at]


def _unambiguous(best: Header, head: list[Record]) -> Header:
    """The header with the table it fits best; Refusal if it fits two tables equally well."""
    single = labels_of(head[best.after - 1])
    if tuple(single) != best.labels:
        return best
    chosen = columns.best_table([(label,) for label in single])
    return Header(chosen, best.start, best.after, best.labels) if chosen else best


def _believable(mapping: Mapping) -> bool:
    """Whether a table nobody has named is surely this one: a column of units alone makes no register of them."""
    if mapping.table is UNITS and not mapping.positions.keys() - {"order_no", "unit_name"}:
        return False
    return mapping.table is ADMISSIONS or len(mapping.unused) <= mapping.held


def _refuse_incomplete(best: Header, table: Table | None) -> None:
    """Raise Refusal if required columns are missing, saying which, or if most columns are of no table that is named."""
    guessed = table is None and not best.told
    if best.mapping.complete:
        if guessed and not _believable(best.mapping):
            raise Refusal("wrong_table")
        return
    if guessed:
        raise Refusal("wrong_table")
    table = best.mapping.table
    lacking_date = not any(name in best.mapping.positions for name in table.one_of)
    if table.name == "admissions" and lacking_date:
        raise Refusal("no_date_column")
    if not best.told and (best.mapping.size < 2 or len(best.mapping.unused) > len(best.mapping.positions)):
        raise Refusal("wrong_table")
    raise Refusal("missing_columns", columns="; ".join(best.mapping.missing))
