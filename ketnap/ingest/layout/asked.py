"""What somebody may be asked about a file: which row names its columns, and what each of them means."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from ketnap.ingest.cells import Grid, Record
from ketnap.ingest.decode import Refusal
from ketnap.ingest.layout import columns, header
from ketnap.ingest.layout.columns import Mapping
from ketnap.ingest.texts import blank, cell_text, folded
from ketnap.tables import ADMISSIONS, TABLES, Table

SAMPLES = 3
# How alike a label and a known header must be for the one to be proposed for the other (difflib's ratio).
ALIKE = 0.75


@dataclass(frozen=True)
class Asked:
    """The columns of a file as they were understood: line of the header, labels, meanings, sample values.

    `meanings` are column names of `table`, "" where a column has none. The samples are what the file says;
    they are shown to who brought it and kept nowhere.
    """

    table: str
    line: int
    labels: tuple[str, ...]
    meanings: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]


def asked(mapping: Mapping, line: int, labels: Sequence[str], rows: Sequence[Record]) -> Asked:
    """The columns of a header that was understood."""
    return _asked(mapping.table, line, labels, _meanings(mapping, labels), rows)


def proposed(grid: Grid, table: Table | None) -> Asked | None:
    """The columns of the row that is most likely the header of a file that was refused; None if there is none.

    What a label means is a proposal, made where it is like a header that is known.
    """
    rows = _likely(grid)
    if not rows:
        return None
    labels = header.labels_of(rows[0])
    tables = (table,) if table else TABLES
    mappings = [columns.mapping([(label,) for label in labels], one) for one in tables]
    best = max(mappings, key=lambda mapping: (len(mapping.positions), mapping.table is ADMISSIONS))
    meanings = _with_alike(best.table, labels, _meanings(best, labels))
    return _asked(best.table, rows[0].line, labels, meanings, rows[1:])


def _asked(table: Table, line: int, labels: Sequence[str], meanings: Sequence[str], rows: Sequence[Record]) -> Asked:
    """The columns with the first values each holds."""
    samples = []
    for position in range(len(labels)):
        said = [cell_text(row.cells[position]) for row in rows if position < len(row.cells)]
        samples.append(tuple([text for text in said if not blank(text)][:SAMPLES]))
    return Asked(table.name, line, tuple(labels), tuple(meanings), tuple(samples))


def _meanings(mapping: Mapping, labels: Sequence[str]) -> list[str]:
    """The column each label names, "" for none."""
    name_of = {position: name for name, held in mapping.positions.items() for position in held}
    return [name_of.get(position, "") for position in range(len(labels))]


def _with_alike(table: Table, labels: Sequence[str], meanings: list[str]) -> list[str]:
    """The meanings, completed by columns nobody has taken whose headers are like a label."""
    for position, label in enumerate(labels):
        known = {folded(h): c.name for c in table.columns if c.name not in meanings for h in c.headers}
        alike = get_close_matches(folded(label), known, n=1, cutoff=ALIKE)
        if alike and not meanings[position]:
            meanings[position] = known[alike[0]]
    return meanings


def _likely(grid: Grid) -> list[Record]:
    """The row with the most words among the first ones and the rows below it, under the delimiter that shows most."""
    best: tuple[int, list[Record]] = (2, [])
    for delimiter in grid.delimiters:
        try:
            head = grid.head(delimiter, header.ROWS_SEARCHED * 2)
        except Refusal:
            continue
        for at, record in enumerate(head[: header.ROWS_SEARCHED]):
            labels = header.labels_of(record)
            words = sum(1 for label in labels if any(letter.isalpha() for letter in label))
            # Data are no labels, and what they say of people is not to be remembered.
            if words > best[0] and not header.holds_data(labels):
                best = (words, head[at:])
    return best[1]
