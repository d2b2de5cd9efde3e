"""Many texts at once: each folded as `texts.folded` does, and a number of 64 bits that stands for it."""

from collections.abc import Iterator
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ketnap.ingest.texts import folded

# So many texts are folded at once; if one of them holds a letter that is not below, all of them one by one.
AT_ONCE = 20_000
LETTERS = (range(0x0, 0x250), range(0x300, 0x370), range(0x1E00, 0x1F00), range(0x2000, 0x2070))
UNKNOWN, SPACE, BREAK = 1, 32, 10
FIRST, FACTOR = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xFF51AFD7ED558CCD)
MASKS = np.array([(1 << 8 * size) - 1 for size in range(9)], np.uint64)


def numbers(texts: pa.Array) -> np.ndarray:
    """A number for each text: the same for texts that fold alike, for others hardly ever; 0 if nothing is left."""
    return np.concatenate([_numbers(*lines) for lines in _folded_lines(texts)] or [np.zeros(0, np.uint64)])


def folded_all(texts: pa.Array) -> pa.Array:
    """The folded texts, null where nothing is left."""
    return pa.concat_arrays([_texts(*lines) for lines in _folded_lines(texts)])


def mixed(numbers: np.ndarray, more: np.ndarray) -> np.ndarray:
    """One number for two."""
    both = (numbers ^ more) * FACTOR
    return (both ^ (both >> np.uint64(29))) + FIRST


def _texts(lines: np.ndarray, breaks: np.ndarray) -> pa.Array:
    """The lines as texts."""
    ends = (breaks - np.arange(len(breaks))).astype(np.int32)
    letters = pa.py_buffer(lines[lines != BREAK])
    begin = np.append(np.int32(0), ends)
    filled = pa.array(np.diff(begin) > 0).buffers()[1]
    return pa.StringArray.from_buffers(len(breaks), pa.py_buffer(begin), letters, filled)


def _numbers(lines: np.ndarray, breaks: np.ndarray) -> np.ndarray:
    """A number for each line."""
    begin = np.append(0, breaks[:-1] + 1)
    left = breaks - begin
    words = np.ndarray((len(lines),), "<u8", lines.tobytes() + bytes(8), strides=(1,))
    found = np.where(left > 0, FIRST, np.uint64(0))
    for at in range(0, int(left.max()), 8):
        rest = slice(None) if left.min() > at else np.flatnonzero(left > at)
        word = words[begin[rest] + at] & MASKS[np.minimum(left[rest] - at, 8)]
        found[rest] = mixed(found[rest], word)
    return found


def _folded_lines(texts: pa.Array) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """The folded texts as bytes, each ended by a line break, and where these are; some texts at a time."""
    for at in range(0, len(texts), AT_ONCE):
        some = texts.slice(at, AT_ONCE)
        lines = _folds().take(_letters(some), mode="clip")
        if (lines == UNKNOWN).any():
            lines = _folds().take(_letters(pa.array(map(folded, some.to_pylist()), pa.string())))
        if not lines.all():
            lines = lines[lines != 0]
        if (lines == SPACE).any():
            lines = _with_single_spaces(lines)
        yield lines, np.flatnonzero(lines == BREAK)


def _with_single_spaces(lines: np.ndarray) -> np.ndarray:
    """The lines with one space where there were several, and none at the ends of a line."""
    gap = lines <= SPACE
    lines = lines[~((lines == SPACE) & np.append(gap[1:], True))]
    return lines[~((lines == SPACE) & np.append(True, lines[:-1] == BREAK))]


def _letters(texts: pa.Array) -> np.ndarray:
    """The letters of the texts as numbers, a line break after each text."""
    one = pa.ListArray.from_arrays(pa.array([0, len(texts)], pa.int32()), texts)
    joined = pc.call_function("binary_join", [one, "\n"])[0].as_py() + "\n"
    return np.frombuffer(joined.encode("utf-32-le"), "<i4")


@cache
def _folds() -> np.ndarray:
    """Letter -> what it folds to: one letter or digit, a space, 0 for nothing; `UNKNOWN` if it is not so simple."""
    found = np.full(LETTERS[-1].stop + 1, UNKNOWN, np.uint8)
    for letter in (number for letters in LETTERS for number in letters):
        between = folded(f"a{chr(letter)}a")[1:-1]
        if len(between) < 2:
            found[letter] = ord(between) if between else 0
    found[ord("\n")] = BREAK
    return found
