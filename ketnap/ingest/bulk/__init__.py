"""A large roster of admissions, read column by column as far as it is plain.

Of most rows of a large file nothing can be said but what they say. What they mean is told by the same functions as
everywhere, but once for each distinct text of a column instead of once for each row. A row with anything unusual about
it, and every row that could be about the same person as another, is left to those who read row by row, between the
plain rows that stand beside it. A file that cannot be told apart like this is read row by row as a whole.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from ketnap.ingest import layout as layouts
from ketnap.ingest.bulk import picked as picking
from ketnap.ingest.bulk.chunks import Chunk, Unfit, chunked, holds_strange, is_unicode
from ketnap.ingest.bulk.cut import Cutter
from ketnap.ingest.bulk.kept import PlainRows
from ketnap.ingest.bulk.picked import Picked
from ketnap.ingest.bulk.plain import is_plain, sure
from ketnap.ingest.bulk.roster import Roster, is_usable, month_first, wanted
from ketnap.ingest.cells import MOST_COLUMNS, Lines, grid_of, records
from ketnap.ingest.decode import Refusal, decode
from ketnap.ingest.layout import Layout, header
from ketnap.ingest.layout.columns import Mapping
from ketnap.ingest.match import Hasher, Register
from ketnap.ingest.record import Context, Problem, Row
from ketnap.ingest.structure import usual_width
from ketnap.tables import Table

# A file of fewer bytes is read row by row; one of more than the second number would not fit into memory.
LARGE, LARGEST = 2 << 20, 1 << 30
HEAD = 256 << 10
MOST_ODD, MOST_PICKED = 10_000, 500_000
COMPARED = 1_000


@dataclass(frozen=True)
class Large:
    """A large roster: its plain rows, and a grid of the lines that are read row by row.

    `shown` are the plain rows that are in the grid too; `first` is the first line below the header.
    """

    rows: PlainRows
    grid: Picked
    month_first: frozenset[str]
    shown: PlainRows
    first: int

    def agrees(self, found: Layout, context: Context, rows: Sequence[Row], problems: Sequence[Problem]) -> bool:
        """Whether the grid, read row by row, shows the plain rows in it as they are here, and no data elsewhere."""
        if found.second_table or len(found.rows) < layouts.SAMPLED or found.rows[0].line < self.first:
            return False
        if found.rows[layouts.SAMPLED - 1].line >= self.first + picking.BEGINNING:
            return False
        by_line = {row["line"]: row for row in rows}
        lines = self.shown.lines.tolist()
        noted = {problem.line for problem in problems}.union(*context.warnings.values())
        if not by_line.keys() >= set(lines) or not noted.isdisjoint(lines):
            return False
        said = self.shown.first(COMPARED).rows()
        return all(_says(row) == {name: by_line[row["line"]][name] for name in _says(row)} for row in said)


def _says(row: Row) -> Row:
    """What a plain row says; the hash of all that is made only if there is no other."""
    return row if row["row_hash"] else {name: value for name, value in row.items() if name != "row_hash"}


@dataclass(frozen=True)
class _Start:
    """Where the data of a text begin, and how they are cut."""

    head: Lines
    mapping: Mapping
    labels: int
    delimiter: str
    width: int
    first: int
    begin: int


def large(
    data: bytes, table: Table | None, register: Register, as_of: date, hasher: Hasher, meanings: header.Meanings
) -> Large | None:
    """The roster in the bytes of a file; None if it has to be read row by row."""
    if not LARGE <= len(data) <= LARGEST:
        return None
    try:
        start = _start(data, table, meanings)
        return _large(data, start, Context(start.mapping, register, as_of, hasher))
    except (Refusal, Unfit, UnicodeDecodeError):
        return None


def _start(data: bytes, table: Table | None, meanings: header.Meanings) -> _Start:
    """Where the data begin; Unfit if the first lines are not those of a roster that can be read column by column."""
    text = decode(data[: data.rfind(b"\n", 0, HEAD) + 1])
    if text.encoding != "utf-8" or text.warnings or not is_unicode(data):
        raise Unfit
    head = grid_of(text.text)
    if len(head.lines) < 2 * header.ROWS_SEARCHED and len(data) > HEAD:
        raise Unfit
    found = header.find(head, table, meanings)
    best = found.header
    if not is_usable(best.mapping) or best.after >= len(found.head):
        raise Unfit
    first, begin = found.head[best.after].line, 0
    for _ in range(first - 1):
        begin = data.find(b"\n", begin) + 1
    width = usual_width(records(head.lines[first - 1 :][: picking.BEGINNING], found.delimiter))
    above = data[:begin]
    if above.count(b"\r") != above.count(b"\r\n") or holds_strange(data, 0, begin):
        raise Unfit
    if not max(p for held in best.mapping.positions.values() for p in held) < width <= MOST_COLUMNS:
        raise Unfit
    return _Start(head, best.mapping, len(best.labels), found.delimiter, width, first, begin)


def _large(data: bytes, start: _Start, context: Context) -> Large:
    """The roster below its header; Unfit if it cannot be read column by column."""
    pieces = chunked(data, start.begin, start.first, start.delimiter)
    cutter = _cut(data, start, pieces)
    roster = Roster(cutter.columns(), context)
    data_for_certain = sure(roster, range(start.labels, start.width))
    context.month_first = month_first(roster, data_for_certain)
    clean = is_plain(roster, data_for_certain)
    places = roster.lines - start.first
    clean &= (places >= picking.BEGINNING) & (places < roster.size - 1)
    # The odd ones, which were added at the end.
    clean[roster.size - len(cutter.odd) :] = data_for_certain[roster.size - len(cutter.odd) :] = False
    at = np.flatnonzero(clean)
    if len(at) <= len(cutter.odd):
        raise Unfit
    by_line = np.argsort(places)
    also = places[_of_each_text(data, start, roster, at)]
    shown = picking.shown(clean[by_line], data_for_certain[by_line], also, len(cutter.odd))
    lines = np.flatnonzero(shown) + start.first
    if len(lines) > MOST_PICKED:
        raise Unfit
    grid = Picked(start.head.lines, start.head.declared, picking.picked(data, pieces, lines, start.delimiter))
    beside = PlainRows(roster, at[shown[places[at]]])
    return Large(PlainRows(roster, at), grid, context.month_first, beside, start.first)


def _cut(data: bytes, start: _Start, pieces: Sequence[Chunk]) -> Cutter:
    """The cells of all lines; Unfit if they cannot be cut, or too many have another number of cells than the others."""
    distinct, every = wanted(start.mapping, start.labels, start.width)
    cutter = Cutter(data, start.delimiter, start.width, distinct, every)
    for piece in pieces:
        cutter.cut(piece)
        if len(cutter.odd) > MOST_ODD:
            raise Unfit
    for record in picking.picked(data, pieces, np.array(cutter.odd, np.int64), start.delimiter):
        cutter.add(record.line, record.cells)
    return cutter


def _of_each_text(data: bytes, start: _Start, roster: Roster, at: np.ndarray) -> np.ndarray:
    """Where the end of a file without a last line end may be cut: plain rows with each text of their last date."""
    last = start.width - 1
    dates = [p for name in start.mapping.table.one_of for p in start.mapping.positions.get(name, ())]
    if data.endswith(b"\n") or last not in dates:
        return at[:0]
    _, first = np.unique(roster.columns.distinct[last].places[at], return_index=True)
    return at[first]
