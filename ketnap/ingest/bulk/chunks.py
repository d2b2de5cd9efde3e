"""The bytes of a large text -> chunks of whole lines, every one of which can be cut at its delimiters as it stands."""

import re
from dataclasses import dataclass

import numpy as np

from ketnap.ingest.cells import DELIMITERS, LONGEST_LINE
from ketnap.ingest.decode import FOREIGN, PIECE, PLAIN

SIZE = 16 << 20
BREAK, QUOTE, RETURN = b'\n"\r'
# Zero bytes and lost letters: the decoder looks at such files as a whole.
NEVER = (b"\x00", b"?")
# Marks of byte order, damaged letters, and the Greek question mark, which is a semicolon to Unicode.
NEVER_AFTER = {b"\xef": (b"\xef\xbb\xbf", b"\xef\xbf\xbd"), b"\xcd": (b"\xcd\xbe",)}
# The first byte of letters of Latin-1 -> second bytes of those that Vietnamese does not use.
STRANGE = {
    lead: np.array([bytes([lead, after]).decode().encode("latin-1") not in PLAIN for after in range(128, 192)])
    for lead in (0xC2, 0xC3)
}


# Letters of Vietnamese that no code page has for which programs take UTF-8.
VIETNAMESE = re.compile("[\u1ea0-\u1ef9]")


class Unfit(Exception):
    """A file has to be read row by row."""


@dataclass(frozen=True)
class Chunk:
    """Where some lines begin and end in the bytes, the number of the first, how many; if they hold quotation marks."""

    begin: int
    end: int
    first: int
    lines: int
    quoted: bool


def chunked(data: bytes, begin: int, first: int, delimiter: str) -> list[Chunk]:
    """The chunks from line `first` on, which begins at a place; Unfit if they cannot be cut as they stand."""
    if delimiter not in DELIMITERS or data.endswith(b"\x1a"):
        raise Unfit
    found = []
    while begin < len(data):
        end = len(data) if len(data) - begin <= SIZE else data.rfind(b"\n", begin, begin + SIZE) + 1
        if not end or not _is_plain(data, begin, end):
            raise Unfit
        quoted = data.find(b'"', begin, end) >= 0
        if quoted and not _quoted_in_order(data, begin, end, delimiter):
            raise Unfit
        lines = data.count(b"\n", begin, end) + (data[end - 1] != BREAK)
        found.append(Chunk(begin, end, first, lines, quoted))
        begin, first = end, first + lines
    return found


def is_unicode(data: bytes) -> bool:
    """Whether a file was never anything else than UTF-8, if all of it can be read as that."""
    head = data[: 4 * PIECE].decode(errors="ignore")
    return not FOREIGN.search(head, 0, PIECE) and (data.isascii() or bool(VIETNAMESE.search(head)))


def lines_at(data: bytes, chunk: Chunk, wanted: np.ndarray) -> list[bytes]:
    """The lines of a chunk with the wanted numbers, without their ends."""
    breaks = np.flatnonzero(np.frombuffer(data, np.uint8, chunk.end - chunk.begin, chunk.begin) == BREAK)
    bounds = np.concatenate([[0], breaks + 1, [chunk.end - chunk.begin + 1]]) + chunk.begin
    at = wanted - chunk.first
    return [data[begin : end - 1].removesuffix(b"\r") for begin, end in zip(bounds[at], bounds[at + 1], strict=True)]


def _is_plain(data: bytes, begin: int, end: int) -> bool:
    """Whether some lines need nothing but to be cut: no letter in question, one kind of line end, no endless line."""
    if any(data.find(byte, begin, end) >= 0 for byte in NEVER):
        return False
    for lead, marks in NEVER_AFTER.items():
        if data.find(lead, begin, end) >= 0 and any(data.find(mark, begin, end) >= 0 for mark in marks):
            return False
    if data.find(b"\r", begin, end) >= 0 and data.count(b"\r", begin, end) != data.count(b"\r\n", begin, end):
        return False
    half = LONGEST_LINE // 2
    if any(data.find(b"\n", at, at + half) < 0 for at in range(begin, end - half, half)):
        return False
    return not holds_strange(data, begin, end)


def holds_strange(data: bytes, begin: int, end: int) -> bool:
    """Whether bytes hold a Latin letter that Vietnamese does not use."""
    letters = np.frombuffer(data, np.uint8, end - begin, begin)
    for lead, strange in STRANGE.items():
        if data.find(bytes([lead]), begin, end) >= 0:
            after = letters[np.minimum(np.flatnonzero(letters == lead) + 1, len(letters) - 1)]
            if strange[after & 63].any():
                return True
    return False


def _quoted_in_order(data: bytes, begin: int, end: int, delimiter: str) -> bool:
    """Whether each cell in quotation marks has one before and one behind, and none inside; nor a line end."""
    letters = np.frombuffer(data, np.uint8, end - begin, begin)
    marks = np.flatnonzero(letters == QUOTE)
    if len(marks) % 2:
        return False
    opening, closing = marks[::2], marks[1::2]
    before = np.where(opening > 0, letters[opening - 1], BREAK)
    behind = np.where(closing + 1 < len(letters), letters[np.minimum(closing + 1, len(letters) - 1)], BREAK)
    breaks = np.flatnonzero(letters == BREAK)
    return bool(
        np.isin(before, (BREAK, ord(delimiter))).all()
        and np.isin(behind, (BREAK, RETURN, ord(delimiter))).all()
        and (np.searchsorted(breaks, opening) == np.searchsorted(breaks, closing)).all()
    )
