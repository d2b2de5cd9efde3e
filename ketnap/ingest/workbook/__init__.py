"""The bytes of a workbook -> its sheets: every filled row with the text of its cells.

A gate looks at the file before anything reads it, and the reader stops where a roster would. It is ours and not a
library's, because a roster needs what they leave out: a share is 36.3% and not 0.363, a date shown as 6/2021 is a
month, an identity number shown with a zero has one, a formula without a result is no blank, a hidden row is told.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from ketnap.ingest.cells import Record
from ketnap.ingest.decode import Refusal
from ketnap.ingest.workbook import gate, xls
from ketnap.ingest.workbook.grid import Allowance, Grid, refuse_far
from ketnap.ingest.workbook.package import package_of
from ketnap.ingest.workbook.sheet_xml import SheetReader, last_row

MOST_PLACES = 4_000_000


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, its rows that are not wholly empty, and what was noticed, with the rows it is about.

    A record's line is the row's number. All records are as wide as the sheet. `epoch_1904` says how to read
    numbers that are dates without being shown as such. One that is `skipped` holds something, but is hidden beside
    others that do not: it was not read.
    """

    name: str
    records: tuple[Record, ...]
    warnings: dict[str, list[int]]
    epoch_1904: bool = False
    skipped: bool = False


def sheets(data: bytes) -> list[Sheet]:
    """The visible sheets that hold anything, in order, then the hidden ones: skipped unless no other does.

    Raises Refusal for what is not a workbook or must not be opened.
    """
    tabs = xls.tabs(data) if data.startswith(xls.SIGNATURE) else list(_tabs(data))
    if len({name.casefold() for name, _, _ in tabs}) < len(tabs):
        # No program writes such a workbook, and rows are told apart by their sheet's name.
        raise Refusal("broken_file")
    for seen in (True, False):
        found = [(name, grid) for name, visible, grid in tabs if visible is seen and grid.rows]
        if found:
            if sum(_width(grid) * len(grid.rows) for _, grid in found) > MOST_PLACES:
                raise Refusal("too_many_cells", cells=MOST_PLACES)
            read = [_sheet(name, grid, {} if seen else {"hidden_sheet": []}) for name, grid in found]
            hidden = [name for name, visible, grid in tabs if seen and not visible and grid.rows]
            return [*read, *(Sheet(name, (), {}, skipped=True) for name in hidden)]
    return []


def _tabs(data: bytes) -> Iterator[tuple[str, bool, Grid]]:
    """The sheets of an .xlsx: name, whether it can be seen, grid; of hidden ones beside others only the last row."""
    parts = gate.parts(data)
    book = package_of(parts)
    allowance = Allowance()
    empty = True
    for tab in sorted(book.tabs, key=lambda tab: not tab.visible):
        grid = Grid(allowance, book.epoch_1904)
        last = last_row(parts.last_bytes(tab.part))
        if tab.visible or empty:
            refuse_far(last)
            parts.follow(tab.part, SheetReader(book, grid))
            empty = empty and not (tab.visible and grid.rows)
        elif last:
            grid.rows[last] = {}
        yield tab.name, tab.visible, grid


def _width(grid: Grid) -> int:
    """The number of columns up to the last one filled."""
    return 1 + max(max(texts) for texts in grid.rows.values())


def _sheet(name: str, grid: Grid, warnings: dict[str, list[int]]) -> Sheet:
    """The sheet of a grid."""
    filled = grid.fill()
    blank = [""] * _width(grid)
    records = []
    for row in sorted(grid.rows):
        texts = blank.copy()
        for column, text in grid.rows[row].items():
            texts[column] = text
        records.append(Record(row, tuple(texts), filled=frozenset(filled.get(row, ()))))
    hidden = sorted(grid.hidden)
    warnings = warnings | {"hidden_rows": hidden} if hidden else warnings
    return Sheet(name, tuple(records), warnings, grid.epoch_1904)
