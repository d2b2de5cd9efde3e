"""The XML of a sheet -> its cells: rows of the usual shape by pattern, which is fast, all others by the XML parser."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from ketnap.ingest.decode import Refusal
from ketnap.ingest.workbook.grid import LAST_COLUMN, LETTERS, Grid, column_number
from ketnap.ingest.workbook.package import Package, RichText, is_true, local_name, plain_text
from ketnap.ingest.workbook.sift import left_over

MOST_KNOWN = 50_000
RANGE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7}):\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
ROW_NUMBER = re.compile(rb'<(?:\w+:)?row r="([0-9]{1,7})"')
HIDDEN = re.compile(r' hidden="(?:1|true)"')


class Shape(NamedTuple):
    """How nearly every program writes rows and cells: patterns of a row's start and of a cell after its reference."""

    row: re.Pattern[str]
    row_end: str
    cell_begin: str
    cell: re.Pattern[str]


@lru_cache(maxsize=16)
def usual_shape(x: str) -> Shape:
    """The shape of rows and cells whose names have a prefix ("x:") or none."""
    formula = rf'<{x}f(?: [\w:]+="[^"<&]*")* ?(?:/>|>[^<]*</{x}f>)'
    value = rf"<{x}v>([^<>&]*)</{x}v>"
    inline = rf'<{x}is><{x}t(?: xml:space="preserve")?>([^<>&]*)</{x}t></{x}is>'
    return Shape(
        re.compile(rf'<{x}row r="([0-9]{{1,7}})"((?: [\w:.]+="[^"<&]*")*) ?(/?)>'),
        f"</{x}row>",
        f'<{x}c r="',
        re.compile(
            rf'(?: s="([0-9]{{1,5}})")?(?: t="([A-Za-z]{{1,9}})")? ?(?:/>|>(?:({formula})?{value}|{inline})?</{x}c>)'
        ),
    )


def last_row(end: bytes) -> int:
    """The number of the last filled row in the last bytes of a sheet, 0 if it cannot be told by looking."""
    filled = max(end.rfind(b"v>"), end.rfind(b"is>"), 0)
    numbers = ROW_NUMBER.findall(end, 0, filled)
    return int(numbers[-1]) if numbers else 0


class SheetReader(RichText):
    """Follows the part of a sheet and hands its rows to a grid."""

    most = 400_000

    def __init__(self, package: Package, grid: Grid) -> None:
        super().__init__()
        self._package = package
        self._grid = grid
        self._row: dict[str, str] = {}
        self._cells: list[tuple[str, str]] = []
        self._known: dict[str, str] = {}
        self._cell: dict[str, str] = {}
        self._value: str | None = None
        self._formula = False

    def sifted(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        """Read the rows of usual shape; the bytes left over are for the parser."""
        return left_over(pieces, "sheetData", "row ", self._take_rows)

    def _take_rows(self, prefix: str, rows: str, at: int) -> int:
        """Hand on the rows of usual shape from here; where the next one is of another shape."""
        shape = usual_shape(prefix)
        while row := shape.row.match(rows, at):
            after, cells = row.end(), []
            if not row[3]:
                end = rows.find(shape.row_end, after)
                found = self._usual_cells(shape, rows[after:end]) if end >= 0 else None
                if found is None:
                    break
                cells, after = found, end + len(shape.row_end)
            self._grid.take(row[1], bool(HIDDEN.search(row[2])), cells)
            at = after
        return at

    def _usual_cells(self, shape: Shape, row: str) -> list[tuple[str, str]] | None:
        """The cells of a row, None if they are not all of the usual shape."""
        before, *spelt = row.split(shape.cell_begin)
        if before:
            return None
        cells, known = [], self._known
        for cell in spelt:
            reference, _, rest = cell.partition('"')
            text = known.get(rest)
            if text is None:
                text = self._usual_text(shape, rest)
                if text is None:
                    return None
                known[rest] = text
            cells.append((reference, text))
        return cells

    def _usual_text(self, shape: Shape, spelt: str) -> str | None:
        """The text of a cell spelt after its reference, None if it is not of the usual shape."""
        found = shape.cell.fullmatch(spelt)
        if not found:
            return None
        if len(self._known) > MOST_KNOWN:
            self._known.clear()
        style, kind, formula, value, text = found.groups("")
        return self._package.text(kind, style, value, bool(formula)) or plain_text(text)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """A row, a cell, what is in it, or a merged range begins."""
        super().start(name, attributes)
        local = local_name(name)
        if local == "row":
            self._row, self._cells = attributes, []
        elif local == "c":
            self._cell, self._value, self._formula = attributes, None, False
        elif local == "f":
            self._formula = True
        elif local == "mergeCell":
            found = RANGE.fullmatch(attributes["ref"])
            if found:
                self._grid.merge(column_number(found[1]), int(found[2]), int(found[4]))

    def end(self, name: str) -> None:
        """A row, a cell or its value is complete."""
        super().end(name)
        local = local_name(name)
        if local == "v":
            self._value = "".join(self.pieces)
        elif local == "c":
            self._take_cell()
        elif local == "row":
            digits = self._row.get("r") or "".join(reference.lstrip(LETTERS) for reference, _ in self._cells[:1])
            self._grid.take(digits, is_true(self._row.get("hidden")), self._cells)

    def _take_cell(self) -> None:
        """Keep the cell that ends for its row."""
        text = self._package.text(self._cell.get("t", ""), self._cell.get("s", ""), self._value, self._formula)
        inline = plain_text(self.taken())
        self._cells.append((self._cell.get("r", ""), text or inline))
        if len(self._cells) > LAST_COLUMN:
            raise Refusal("broken_file")
