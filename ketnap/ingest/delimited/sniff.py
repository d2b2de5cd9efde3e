"""A text -> the dialect that divides it best, and the number of cells most of its records have."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from ketnap.ingest.cells import grid_of
from ketnap.ingest.delimited.cutting import records
from ketnap.ingest.delimited.dialect import LINE_END, Dialect, Record

# Letters and records that are looked at.
SAMPLE, MOST_RECORDS = 100_000, 400
COMMON = (",", ";", "\t", "|")
# These stand between words too: they divide a table only if columns of values come of it.
WORDY = (" ", ":", "/", "&", "=", "*", "!")
RARE = (*WORDY, "^", "~", "#", "\x01", "\x1e", "\x1f", "¬", "§", "¦")
# A rare delimiter counts less than a common one, and only if records are even or quotation marks prove it.
RARE_WEIGHT, RARE_EVEN, PROVEN = 0.5, 0.8, 0.95
# Below this no delimiter makes a table: every line is one cell.
LOWEST = 0.05
# Quotation marks that are nowhere in order speak against a dialect, but a text may be full of 5" and 7".
LOWEST_ORDER = 0.2
# How much few columns, a first record of another width and apostrophes for quotation marks speak against a dialect.
NARROW_WEIGHT, FIRST_WEIGHT, APOSTROPHE_WEIGHT = 0.4, 0.6, 0.8
# A space is a part of the delimiter if it stands beside at least so many, and beside all.
FEWEST_SPACES = 6
MOST = 0.5

NUMBER = r"(?:\d{1,3}(?:[ ,.'\u00a0\u202f]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?|[.,]\d+)"
DAY = r"\d{1,4}([-/.])\d{1,2}\1\d{1,4}"
CLOCK = r"\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?[AaPp]\.?[Mm]\.?)?"
VALUE = re.compile(
    rf"\s*(?:[-+(]?\s?[$€£¥₫]?\s?[-+]?{NUMBER}(?:[eE][-+]?\d+)?\s?[%$€£¥₫]?\)?"
    rf"|{DAY}(?:[T ]{CLOCK})?(?:Z|[-+]\d\d:?\d\d)?|{CLOCK})\s*"
)
LONE_RETURN, LONE_FEED = re.compile(r"\r(?!\n)"), re.compile(r"(?<!\r)\n")
STAMP = re.compile(rf"{DAY}|{CLOCK}")
ADDRESS = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*://\S*|[\w.+-]+@[\w-]+\.[\w.-]+|(?:[A-Za-z]:)?[/\\]\S+)\s*")
# What shows that a cell should have been divided, or was where it should not be.
AMISS = re.compile(r"\t|[;|](?! )|(?<!\d),(?! )|,(?![ \d])|^\s*([\"']).*\1\s*$")


@dataclass(frozen=True)
class Guess:
    """A dialect, the number of cells most records have in it, how well it divides, and the share of those records.

    The table begins at the place `begin`, after a line that declares its delimiter.
    """

    dialect: Dialect
    width: int = 1
    score: float = 0.0
    even: float = 0.0
    begin: int = 0


def is_value(cell: str) -> bool:
    """Whether a cell is a number, an amount, a date or a time rather than words."""
    return VALUE.fullmatch(cell) is not None


def is_blank(record: Record) -> bool:
    """Whether a record is a blank line."""
    return len(record.cells) == 1 and not record.cells[0].strip()


def value_columns(shown: list[list[str]], width: int) -> list[int]:
    """The columns in which most cells are numbers, amounts, dates or times."""
    columns = []
    for column in range(width):
        filled = [cells[column] for cells in shown if len(cells) == width and cells[column].strip()]
        if len(filled) > 1 and sum(map(is_value, filled)) > MOST * len(filled):
            columns.append(column)
    return columns


def guessed(text: str) -> Guess:
    """The dialect of a text: what its first line declares, else what divides its beginning into the best table."""
    first = LINE_END.search(text[:10])
    declared = grid_of(text[: first.start()]).declared if first else None
    if first and declared:
        return replace(_best(_sample(text[first.end() :]), declared), begin=first.end())
    sample = _sample(text)
    found = _best(sample, COMMON)
    if found.score < RARE_WEIGHT:
        rare = _best(sample, RARE)
        found = rare if rare.score * RARE_WEIGHT > found.score and _is_table(rare, sample) else found
    if found.score < LOWEST or _is_list_of_values(found, sample):
        return Guess(Dialect())
    return _with_spaces(_with_line_end(found, sample), sample)


def _sample(text: str) -> str:
    """The whole lines with which a text begins, or the beginning of its only one."""
    if len(text) <= SAMPLE:
        return text
    whole = max(text.rfind("\n", 0, SAMPLE), text.rfind("\r", 0, SAMPLE))
    return text[: whole + 1] if whole >= 0 else text[:SAMPLE]


def _best(sample: str, delimiters: Iterable[str]) -> Guess:
    """The best guess with one of the delimiters."""
    present = [delimiter for delimiter in delimiters if delimiter in sample]
    tried = [_tried(sample, dialect) for delimiter in present for dialect in _dialects(sample, delimiter)]
    return max(tried, key=lambda guess: guess.score, default=Guess(Dialect()))


def _dialects(sample: str, delimiter: str) -> Iterator[Dialect]:
    """The dialects with a delimiter that a text may be in, the usual one first."""
    runs = [False] + [True] * (delimiter in " \t" and delimiter * 2 in sample)
    divider = rf"(?:^|$|{re.escape(delimiter)})"
    apostrophes = len(re.findall(rf"(?m){divider}'|'{divider}", sample)) > 1
    for quote in ['"'] + ["'"] * apostrophes:
        escapes = ["", "\\"] if "\\" + quote in sample or "\\" + delimiter in sample else [""]
        yield from (Dialect(delimiter, quote, escape, run) for escape in escapes for run in runs)


def _tried(sample: str, dialect: Dialect) -> Guess:
    """A dialect with the score it deserves."""
    found = _first(sample, dialect)
    widths = Counter(len(record.cells) for record in found)
    width = max(widths, key=lambda width: (widths[width], width), default=1)
    if width == 1:
        return Guess(dialect)
    even = widths[width] / len(found)
    if even < RARE_EVEN and all(cell.startswith(" ") for record in found for cell in record.cells[1:]):
        # Sentences, not a table.
        return Guess(dialect)
    # The delimiter itself stands in a cell only between quotation marks, where it belongs.
    cells = [cell.replace(dialect.delimiter, " ") for record in found for cell in record.cells]
    amiss = sum(AMISS.search(cell) is not None and not is_value(cell) for cell in cells) / len(cells)
    order = sum(record.sound for record in found) / len(found)
    score = even**2 * (1 - amiss) * max(order, LOWEST_ORDER) * (1 - NARROW_WEIGHT / width)
    score *= (1 if len(found[0].cells) == width else FIRST_WEIGHT) * (APOSTROPHE_WEIGHT if dialect.quote == "'" else 1)
    return Guess(dialect, width, score, even)


def _first(sample: str, dialect: Dialect) -> list[Record]:
    """The first records that are no blank lines."""
    return [record for record in islice(records(sample, dialect), MOST_RECORDS) if not is_blank(record)]


def _is_table(guess: Guess, sample: str) -> bool:
    """Whether a rare delimiter divides a text so well that it cannot be by chance."""
    records_found = _first(sample, guess.dialect)
    marked = [record.sound for record in records_found if record.marked]
    if len(marked) > 1 and sum(marked) >= PROVEN * len(marked):
        return True
    found = [record.cells for record in records_found]
    delimiter = guess.dialect.delimiter
    if guess.even < RARE_EVEN or len(found) < 2 or _share(sample, ADDRESS.fullmatch, VALUE.fullmatch) > 0.5:
        return False
    if delimiter not in WORDY:
        return True
    if len(found) < 3 or (delimiter in ":/" and _share(sample, STAMP.search) > 0.5):
        return False
    values = len(value_columns(found, guess.width))
    return values == guess.width or (values > 0 and (guess.width > 2 or guess.dialect.runs))


def _is_list_of_values(guess: Guess, sample: str) -> bool:
    """Whether every line is one value under a heading, such as 1,5."""
    return len(_first(sample, guess.dialect)[0].cells) == 1 and _share(sample, VALUE.fullmatch) > 0.5


def _share(sample: str, *tests: Callable[[str], object]) -> float:
    """The share of lines that pass one of the tests."""
    lines = [line for line in LINE_END.split(sample) if line.strip()]
    return sum(any(test(line) for test in tests) for line in lines) / max(1, len(lines))


def _with_line_end(guess: Guess, sample: str) -> Guess:
    """The guess with the one kind of line end that ends records, if others stand in cells without quotation marks."""
    returns, feeds = LONE_RETURN.search(sample), LONE_FEED.search(sample)
    kinds = ["\r\n"] * ("\r\n" in sample and bool(returns or feeds)) + ["\n"] * bool(returns and feeds)
    tried = [_tried(sample, replace(guess.dialect, line_end=kind)) for kind in kinds]
    return max([guess, *(one for one in tried if one.width == guess.width)], key=lambda one: one.even)


def _with_spaces(guess: Guess, sample: str) -> Guess:
    """The guess with the space after the delimiter as a part of it, if one stands there and only there every time."""
    delimiter = guess.dialect.delimiter
    if delimiter == " " or guess.dialect.runs:
        return guess
    after, before = (replace(guess.dialect, delimiter=longer) for longer in (f"{delimiter} ", f" {delimiter}"))
    widths = _widths(sample, guess.dialect)
    enough = sum(widths) - len(widths) >= FEWEST_SPACES
    if enough and _widths(sample, after) == widths != _widths(sample, before):
        return replace(guess, dialect=after)
    return guess


def _widths(sample: str, dialect: Dialect) -> list[int]:
    """The number of cells of each record."""
    return [len(record.cells) for record in _first(sample, dialect)]
