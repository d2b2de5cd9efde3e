"""Chunks of lines -> columns: of most the distinct texts and which of them each row holds, of some every text."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv

from ketnap.ingest.bulk.chunks import Chunk, Unfit


@dataclass
class Column:
    """A column: its distinct texts, and for each row the place of its own among them."""

    _pieces: list[np.ndarray] = field(default_factory=list)
    _places: dict[str, int] = field(default_factory=dict)

    def add(self, places: np.ndarray, texts: Iterable[str]) -> None:
        """Add rows whose texts are those at some places of a list."""
        known = self._places
        own = np.array([known.setdefault(text, len(known)) for text in texts], np.int32)
        self._pieces.append(own[places])

    @cached_property
    def texts(self) -> list[str]:
        """The distinct texts."""
        return list(self._places)

    @cached_property
    def places(self) -> np.ndarray:
        """For each row the place of its text among the distinct ones."""
        pieces, self._pieces = self._pieces, []
        return np.concatenate(pieces)


@dataclass(frozen=True)
class Columns:
    """The rows of a text by column: the line of each row, the columns by position, `every` text of some of them."""

    lines: np.ndarray
    distinct: dict[int, Column]
    every: dict[int, pa.ChunkedArray]


class Cutter:
    """Cuts chunks into cells; lines with another number of cells than `width` are `odd` and left out."""

    def __init__(self, data: bytes, delimiter: str, width: int, distinct: Iterable[int], every: Iterable[int]) -> None:
        self._bytes = pa.py_buffer(data)
        self._delimiter = delimiter
        self._names = [str(position) for position in range(width)]
        self._distinct = {position: Column() for position in distinct}
        self._every: dict[int, list[pa.Array]] = {position: [] for position in every}
        self._lines: list[np.ndarray] = []
        self.odd: list[int] = []

    def cut(self, chunk: Chunk) -> None:
        """Cut the lines of a chunk; Unfit if that cannot be done."""
        odd: list[int] = []
        try:
            table = pacsv.read_csv(
                pa.BufferReader(self._bytes.slice(chunk.begin, chunk.end - chunk.begin)),
                pacsv.ReadOptions(use_threads=False, block_size=chunk.end - chunk.begin + 1, column_names=self._names),
                self._parsing(chunk.quoted, odd),
                self._converting(),
            )
        except pa.ArrowInvalid as invalid:
            raise Unfit from invalid
        left = np.delete(np.arange(chunk.lines, dtype=np.int32), np.array(odd, np.int32) - 1)
        if len(left) != len(table):
            raise Unfit
        self._lines.append(left + np.int32(chunk.first))
        self.odd += [chunk.first + number - 1 for number in odd]
        for position, column in self._distinct.items():
            for piece in table[str(position)].chunks:
                column.add(piece.indices.to_numpy(), piece.dictionary.to_pylist())
        for position, pieces in self._every.items():
            pieces += table[str(position)].chunks

    def add(self, line: int, cells: tuple[str, ...]) -> None:
        """Add a row that was cut elsewhere; cells it lacks are empty."""
        cells += ("",) * len(self._names)
        self._lines.append(np.array([line], np.int32))
        for position, column in self._distinct.items():
            column.add(np.zeros(1, np.int32), [cells[position]])
        for position, pieces in self._every.items():
            pieces.append(pa.array([cells[position]], pa.string()))

    def columns(self) -> Columns:
        """All rows that were cut or added."""
        every = {position: pa.chunked_array(pieces, pa.string()) for position, pieces in self._every.items()}
        return Columns(np.concatenate(self._lines), self._distinct, every)

    def _parsing(self, quoted: bool, odd: list[int]) -> pacsv.ParseOptions:
        """How lines are cut, and that odd ones are noted and left out."""

        def note(row: pacsv.InvalidRow) -> str:
            """Leave a line out."""
            odd.append(row.number)
            return "skip"

        return pacsv.ParseOptions(
            delimiter=self._delimiter,
            quote_char='"' if quoted else False,
            double_quote=False,
            ignore_empty_lines=False,
            invalid_row_handler=note,
        )

    def _converting(self) -> pacsv.ConvertOptions:
        """That cells are texts; even those nobody asks for, since all letters have to be sound."""
        texts, places = pa.string(), pa.dictionary(pa.int32(), pa.string())
        kinds = {name: places if int(name) in self._distinct else texts for name in self._names}
        return pacsv.ConvertOptions(column_types=kinds, strings_can_be_null=False, check_utf8=True)
