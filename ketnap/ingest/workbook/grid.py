"""The filled cells of a sheet by row and column, as far as a roster can reach."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from ketnap.ingest.cells import LONGEST_LINE, MOST_COLUMNS
from ketnap.ingest.decode import Refusal

MOST_ROWS = 200_000
MOST_CELLS = 4_000_000
MOST_LETTERS = 100_000_000
LAST_COLUMN = 16_384
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# What a row, a merged range and a cell it fills weigh: a sheet may have all its million rows, if they are blank.
ROW_WEIGHT, RANGE_WEIGHT, FILLED_WEIGHT = 3, 4, 8


@dataclass
class Allowance:
    """What the sheets of a workbook may still hold: cells, blank ones and rows among them, and letters shown."""

    cells: int = MOST_CELLS
    letters: int = MOST_LETTERS

    def take(self, cells: int, letters: int = 0) -> None:
        """Take some cells with their letters; raises Refusal when nothing is left."""
        self.cells -= cells
        self.letters -= letters
        if self.cells < 0 or self.letters < 0:
            raise Refusal("too_many_cells", cells=MOST_CELLS)


@dataclass
class Grid:
    """The texts of a sheet by row (from 1) and column (from 0), its ranges merged downwards, its hidden rows.

    A merged range is its first column, its first row and its last row.
    """

    allowance: Allowance
    epoch_1904: bool = False
    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    merged: list[tuple[int, int, int]] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    row: int = 0

    def take(self, digits: str, hidden: bool, cells: Iterable[tuple[str, str]]) -> None:
        """Take a row of references ("B7") and texts; what has no number or reference follows the one before.

        Raises Refusal outside what a roster can reach, and where rows and references contradict each other.
        """
        self.row = int(digits) if digits else self.row + 1
        row = str(self.row)
        texts, column, count, letters = {}, -1, ROW_WEIGHT, 0
        for reference, text in cells:
            count += 1
            column = column_number(reference.removesuffix(row)) if reference else column + 1
            if text:
                if column in texts:
                    raise Refusal("broken_file")
                texts[column] = text
                letters += len(text)
        self.allowance.take(count, letters)
        if texts:
            self._place(texts, letters)
            if hidden:
                self.hidden.add(self.row)

    def _place(self, texts: dict[int, str], letters: int) -> None:
        """Keep the texts of the row."""
        refuse_far(self.row)
        if max(texts) >= MOST_COLUMNS:
            raise Refusal("too_many_columns", columns=MOST_COLUMNS)
        if letters > LONGEST_LINE:
            raise Refusal("line_too_long", line=self.row)
        if self.row in self.rows or self.row < 1:
            raise Refusal("broken_file")
        self.rows[self.row] = texts

    def merge(self, column: int, first: int, last: int) -> None:
        """Note a merged range if it reaches down."""
        if first < last:
            self.allowance.take(RANGE_WEIGHT)
            self.merged.append((column, first, last))

    def fill(self) -> dict[int, set[int]]:
        """Carry the texts of merged ranges down, no further than the sheet is filled; the columns filled, by row."""
        filled: dict[int, set[int]] = {}
        end = max(self.rows, default=0)
        for column, first, last in self.merged:
            text = self.rows.get(first, {}).get(column, "")
            for row in range(first + 1, min(last, end) + 1) if text else ():
                self.allowance.take(FILLED_WEIGHT, len(text))
                if column not in self.rows.setdefault(row, {}):
                    self.rows[row][column] = text
                    filled.setdefault(row, set()).add(column)
        return filled


def refuse_far(row: int) -> None:
    """Raise Refusal if a row lies beyond what a roster can reach."""
    if row > MOST_ROWS:
        raise Refusal("too_many_rows", rows=MOST_ROWS)


@lru_cache(maxsize=32768)
def column_number(letters: str) -> int:
    """The column of its letters, A is 0."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + LETTERS.index(letter) + 1
    if not 0 < number <= LAST_COLUMN:
        raise Refusal("broken_file")
    return number - 1
