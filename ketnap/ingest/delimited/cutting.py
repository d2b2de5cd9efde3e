"""A text and its dialect -> records, whatever their quotation marks: a stray one costs its own line at most."""

from collections.abc import Iterator
from dataclasses import dataclass

from ketnap.ingest.delimited.dialect import Dialect, Record
from ketnap.ingest.delimited.mending import cheapest, divided_once_more, effort

# A quoted cell out of order ends within so many lines.
LONGEST_CELL = 12
# So much effort goes into the lines of a text that are out of order; any further ones are read the quick way.
PATIENCE = 8_000_000


def records(text: str, dialect: Dialect, width: int | None = None) -> Iterator[Record]:
    """The records of a text; those whose quotation marks are out of order are cut to `width` cells if they can be."""
    return _Text(text, dialect, width).records()


@dataclass
class _Text:
    """A text on its way to records."""

    text: str
    dialect: Dialect
    width: int | None
    patience: int = PATIENCE

    def records(self) -> Iterator[Record]:
        """The records from top to bottom."""
        at = 0
        for end, begin in self._line_ends():
            if end < at or at == len(self.text):
                continue
            line = self.text[at:end]
            cells = self.dialect.cut(line)
            if cells:
                yield Record(cells, at, end, self.dialect.quote in line)
                at = begin
            else:
                record = self._in_order(at, end) or self._out_of_order(at, end)
                yield record
                at = self._next_line(record.end)

    def _line_ends(self) -> Iterator[tuple[int, int]]:
        """Where each line ends and the next begins."""
        begin = 0
        for found in self.dialect.ending.finditer(self.text):
            end, begin = found.span()
            yield end, begin
        if begin < len(self.text):
            yield len(self.text), len(self.text)

    def _line_end(self, at: int) -> int:
        """Where the line that holds a place ends."""
        found = self.dialect.ending.search(self.text, at)
        return found.start() if found else len(self.text)

    def _next_line(self, end: int) -> int:
        """Where the line after the end of another begins."""
        found = self.dialect.ending.match(self.text, end)
        return found.end() if found else len(self.text)

    def _in_order(self, at: int, end: int) -> Record | None:
        """The record that begins in a line and may span some; None if it has to be looked at closely."""
        record = self.dialect.strict(self.text, at)
        if record is None or self.width is None:
            return record
        right = len(record.cells) == self.width or not self._swallows(end, record.end)
        return record if record.sound and right else None

    def _swallows(self, at: int, end: int) -> bool:
        """Whether one of the lines from the end of a line to the end of a record is a record of its own."""
        for _ in range(LONGEST_CELL):
            if at >= end:
                return False
            begin = self._next_line(at)
            at = self._line_end(begin)
            alone = self.dialect.cut(self.text[begin:at])
            if alone and len(alone) == self.width:
                return True
        return False

    def _out_of_order(self, at: int, end: int) -> Record:
        """The record that begins in a line, cut to the width with as few quotation marks out of order as possible."""
        line, dialect, width = self.text[at:end], self.dialect, self.width
        cells = dialect.lenient(line)
        if width and self._has_patience(line):
            divided = divided_once_more(line, dialect, width)
            if divided or len(cells) != width:
                cells = divided or cheapest(line, dialect, width)
            over_lines = self._over_lines(at, end, width) if len(cells) != width else None
            return over_lines or Record(cells, at, end, marked=True, sound=False)
        return Record(cells, at, end, marked=True, sound=False)

    def _has_patience(self, line: str) -> bool:
        """Whether all ways to cut a line can be compared; takes the effort off what is left."""
        if not self.dialect.delimiter or self.dialect.runs:
            return False
        needed = effort(line, self.dialect)
        if needed > self.patience:
            return False
        self.patience -= needed
        return True

    def _over_lines(self, at: int, first: int, width: int) -> Record | None:
        """The record that begins in a line if cells of several lines give it the right width; None if not."""
        end = first
        for _ in range(LONGEST_CELL - 1):
            end = self._line_end(self._next_line(end))
            if end == len(self.text) or self._swallows(first, end) or not self._has_patience(self.text[at:end]):
                return None
            cells = cheapest(self.text[at:end], self.dialect, width)
            if len(cells) == width:
                return Record(cells, at, end, marked=True, sound=False)
        return None
