"""A grid of cells -> a recognised table: what its columns mean, and which of its records are data."""

from dataclasses import dataclass, replace

from ketnap.ingest.cells import Grid, Record
from ketnap.ingest.decode import Refusal
from ketnap.ingest.layout import body as bodies
from ketnap.ingest.layout import columns, crosstab, header
from ketnap.ingest.layout.asked import Asked, asked
from ketnap.ingest.layout.columns import Mapping
from ketnap.ingest.texts import cell_text, folded
from ketnap.tables import Table

# The rows whose values are shown to who is asked what a column means.
SAMPLED = 50


@dataclass(frozen=True)
class Layout:
    """A recognised table: its column mapping, the header as written, the data records and group names.

    `headed` says that there are headings, whether they name a unit or not; `last` is the line of the last
    record, data or not; `width` is the number of cells of the header's rows, empty ones included; `spread` says
    that months were columns, `written` are the rows as they stood then; `second_table` is the line where another
    table begins, which is not read; `titles` is what stands above the header; `asked` is what somebody may correct
    of the columns.
    """

    mapping: Mapping
    header: tuple[str, ...]
    delimiter: str
    rows: tuple[Record, ...]
    groups: dict[int, str]
    headed: bool = False
    last: int = 0
    width: int = 0
    spread: bool = False
    written: tuple[Record, ...] = ()
    second_table: int | None = None
    titles: tuple[str, ...] = ()
    asked: Asked | None = None


def layout(grid: Grid, table: Table | None, meanings: header.Meanings = header.NOTHING_TOLD) -> Layout:
    """The layout of a grid as `table`, or as the table its header fits best.

    Raises Refusal when no row names the columns, when required columns are missing, when two readings
    are equally good, or when there is no data.
    """
    found = header.find(grid, table, meanings)
    best = found.header
    above = found.head[: best.after]
    first = found.head[best.after].line if best.after < len(found.head) else above[-1].line + 1
    below = grid.below(first, found.delimiter, found.widths[0]) if best.after < len(found.head) else []
    notes = best.mapping.positions.get("error", ())
    below = [_without_note(record, notes[0]) for record in below] if notes else below
    body = bodies.body(below, above, best)
    if not body.rows:
        raise Refusal("no_rows")
    shown = asked(best.mapping, above[best.start].line, best.labels, body.rows[:SAMPLED])
    rows, mapping, labels = body.rows, best.mapping, best.labels
    if mapping.months:
        rows, mapping, labels = crosstab.unpivoted(rows, mapping, labels, above[: best.start], above[best.start :])
    return Layout(
        mapping=mapping,
        header=labels,
        delimiter=found.delimiter,
        rows=rows,
        groups=body.groups,
        headed=body.headed,
        last=body.last,
        width=found.widths[1],
        spread=bool(best.mapping.months),
        written=body.rows,
        second_table=body.second_table,
        titles=tuple(text for record in above[: best.start] for cell in record.cells if (text := cell_text(cell))),
        asked=shown,
    )


def _without_note(record: Record, position: int) -> Record:
    """The record without what an earlier review noted in a cell; a header that is repeated stays whole."""
    cells = record.cells
    if position >= len(cells) or folded(cells[position]) in columns.ERROR_KEYS:
        return record
    return replace(record, cells=(*cells[:position], "", *cells[position + 1 :]))
