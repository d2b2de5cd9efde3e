"""The lines of a large text that are read row by row: the unusual ones, and plain ones that show where they stand."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ketnap.ingest.bulk.chunks import Chunk, lines_at
from ketnap.ingest.cells import Lines, Record, records
from ketnap.ingest.layout import SAMPLED

# The first lines below the header are read row by row, whatever they hold.
BEGINNING = 2 * SAMPLED


@dataclass(frozen=True)
class Picked(Lines):
    """The first lines of a text, and some of the records below its header."""

    picked: tuple[Record, ...] = ()

    def below(self, line: int, delimiter: str, width: int) -> list[Record]:
        """The picked records from a line on."""
        return [record for record in self.picked if record.line >= line]


def shown(plain: np.ndarray, sure: np.ndarray, also: np.ndarray, odd: int) -> np.ndarray:
    """For each line whether it is not plain, or shows where those stand: below one not `sure` to be data, the last.

    More plain lines are shown than there are `odd` ones, with another number of cells than usual.
    """
    found = ~plain
    found[1:] |= ~sure[:-1]
    found[np.flatnonzero(plain)[-1:]] = True
    found[also] = True
    missing = max(0, odd + 1 - np.count_nonzero(found & plain))
    found[np.flatnonzero(~found)[:missing]] = True
    return found


def picked(data: bytes, chunks: Sequence[Chunk], wanted: np.ndarray, delimiter: str) -> tuple[Record, ...]:
    """The records on wanted lines; every line is a record."""
    found: list[Record] = []
    for chunk in chunks:
        lines = wanted[(wanted >= chunk.first) & (wanted < chunk.first + chunk.lines)]
        if len(lines):
            texts = [unicodedata.normalize("NFC", line.decode()) for line in lines_at(data, chunk, lines)]
            cut = zip(records(texts, delimiter), lines.tolist(), strict=True)
            found += [replace(record, line=line) for record, line in cut]
    return tuple(found)
