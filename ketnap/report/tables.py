"""Tables as documents show them: their cells as texts, which columns hold figures, and how wide columns are."""

import re
from collections.abc import Sequence
from typing import Any

import pandas as pd

from ketnap.i18n import Translator
from ketnap.report.told import plain

FIGURE = re.compile(r"[<>≤≥×+−±-]?\d[\d.,]*([–/]\d[\d.,]*)*( ?%)?|–")
# The width of a letter in the mean in millimetres for each point of its height, and both margins of a cell.
WIDTH, MARGINS = 0.18, 4.2
# How much wider the bold letters of a header are, and so many lines it may take.
BOLD, HEAD_LINES = 1.1, 3
# Texts of so many letters are not parted; of so many they still want to stand in one line.
SHORT, ONE_LINE = 12, 60


def texts(rows: pd.DataFrame, _: Translator) -> list[list[str]]:
    """The cells row by row: a column with broken numbers to one decimal throughout, a dash for what is not known."""
    columns = []
    for at in range(rows.shape[1]):
        column = rows.iloc[:, at]
        numbers = [cell for cell in column if not isinstance(cell, str) and not pd.isna(cell)]
        digits = 1 if any(float(number) % 1 for number in numbers) else 0
        columns.append([_text(cell, digits, _) for cell in column])
    return [list(row) for row in zip(*columns, strict=True)]


def _text(cell: Any, digits: int, _: Translator) -> str:
    """A cell as text."""
    if isinstance(cell, str):
        return plain(cell)
    return "–" if pd.isna(cell) else _.number(cell, digits)


def figures(rows: Sequence[Sequence[str]]) -> list[bool]:
    """Which columns hold figures alone; those stand to the right."""
    return [all(FIGURE.fullmatch(cell) for cell in column) for column in zip(*rows, strict=True)]


def widths(names: Sequence[str], rows: Sequence[Sequence[str]], room: float, points: float) -> list[float]:
    """The width of each column in millimetres: no word is broken if that can be, long texts get what is left."""
    columns = list(zip(names, zip(*rows, strict=True), strict=True))
    least = [
        _wide(max(BOLD * _longest_word(name), *(_unparted(cell) for cell in cells)), points) for name, cells in columns
    ]
    if sum(least) >= room:
        return [width * room / sum(least) for width in least]
    wished = [
        max(low, _wide(max(BOLD * len(name) / HEAD_LINES, *(min(len(cell), ONE_LINE) for cell in cells)), points))
        for low, (name, cells) in zip(least, columns, strict=True)
    ]
    left, more = room - sum(least), [wish - low for wish, low in zip(wished, least, strict=True)]
    if sum(more) > left:
        return [low + extra * left / sum(more) for low, extra in zip(least, more, strict=True)]
    return [wish * room / sum(wished) for wish in wished]


def _unparted(text: str) -> int:
    """How many letters of a text stand in one line whatever happens: a short one whole."""
    return len(text) if len(text) <= SHORT else _longest_word(text)


def _longest_word(text: str) -> int:
    """The length of the longest word."""
    return max(map(len, text.split()), default=1)


def _wide(letters: float, points: float) -> float:
    """How wide a cell of so many letters is."""
    return letters * points * WIDTH + MARGINS
