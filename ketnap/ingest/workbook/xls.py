"""A workbook as Excel kept it until 2003 (.xls) -> its sheets, read in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import xlrd

from ketnap.ingest.decode import Refusal
from ketnap.ingest.workbook.formats import number_format, number_text
from ketnap.ingest.workbook.grid import Allowance, Grid
from ketnap.ingest.workbook.package import plain_text

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LARGEST_XLS = 20 * 1024 * 1024
SECONDS, LONGEST_WAIT = 10, 30
MEMORY = 512 * 1024 * 1024
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
MACROS = "_VBA_PROJECT".encode("utf-16-le")
OTHERS = tuple(name.encode("utf-16-le") for name in ("WordDocument", "PowerPoint", "Visio", "__properties", "__substg"))
READER = f"from {__name__} import answer; answer()"
ROOT = Path(__file__).parents[3]
# Name, whether visible, whether of the 1904 system, rows (number, whether hidden, texts), ranges as in a grid.
Tab = tuple[str, bool, bool, list[tuple[int, bool, list[str]]], list[tuple[int, int, int]]]


def tabs(data: bytes) -> list[tuple[str, bool, Grid]]:
    """The sheets of a workbook: name, whether it can be seen, grid. Raises Refusal for other files of this kind."""
    if ENCRYPTED in data:
        raise Refusal("encrypted")
    if any(name in data for name in OTHERS):
        raise Refusal("not_csv")
    if MACROS in data:
        raise Refusal("macros")
    if len(data) > LARGEST_XLS:
        raise Refusal("too_large", megabytes=LARGEST_XLS >> 20)
    allowance = Allowance()
    return [(tab[0], tab[1], _grid(tab, allowance)) for tab in _answer(data)]


def _grid(tab: Tab, allowance: Allowance) -> Grid:
    """The grid of a sheet."""
    _, _, epoch_1904, rows, merged = tab
    grid = Grid(allowance, epoch_1904)
    for number, hidden, texts in rows:
        grid.take(str(number), hidden, (("", text) for text in texts))
    for column, first, last in merged:
        grid.merge(column, first, last)
    return grid


def _answer(data: bytes) -> list[Tab]:
    """What the process that reads the workbook says; raises Refusal if it does not get that far."""
    command = [sys.executable, "-c", READER]
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        run = subprocess.run(
            command, input=data, capture_output=True, cwd=ROOT, timeout=LONGEST_WAIT, creationflags=flags
        )
    except subprocess.TimeoutExpired:
        raise Refusal("workbook") from None
    if run.returncode:
        raise Refusal("workbook")
    said = json.loads(run.stdout)
    if isinstance(said, str):
        raise Refusal(said)
    return said


def answer() -> None:
    """Read the workbook on standard input; write its sheets, or the class of a refusal, on standard output."""
    _limit()
    data = sys.stdin.buffer.read()
    try:
        with open(os.devnull, "w", encoding="utf-8") as silence:
            book = xlrd.open_workbook(
                file_contents=data, logfile=silence, formatting_info=True, on_demand=True, ragged_rows=True
            )
            said = [_tab(book, book.sheet_by_index(number)) for number in range(book.nsheets)]
    except MemoryError:
        said = "workbook"
    except Exception as error:  # Damage shows as whatever it makes the reader stumble over.
        said = "encrypted" if "encrypted" in str(error) else "broken_file"
    json.dump(said, sys.stdout)


def _limit() -> None:
    """Limit the time and the memory of this process, where the system can."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _tab(book: xlrd.Book, sheet: xlrd.sheet.Sheet) -> Tab:
    """A sheet of a workbook."""
    hidden = {row for row, info in sheet.rowinfo_map.items() if info.hidden}
    rows = [
        (row + 1, row in hidden, [_text(book, sheet, row, column) for column in range(sheet.row_len(row))])
        for row in range(sheet.nrows)
        if sheet.row_len(row)
    ]
    merged = [(left, top + 1, bottom) for top, bottom, left, _ in sheet.merged_cells]
    return sheet.name, sheet.visibility == 0, bool(book.datemode), rows, merged


def _text(book: xlrd.Book, sheet: xlrd.sheet.Sheet, row: int, column: int) -> str:
    """The text of a cell."""
    kind, value = sheet.cell_type(row, column), sheet.cell_value(row, column)
    if kind in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        style = book.xf_list[sheet.cell_xf_index(row, column)]
        shown = number_format(book.format_map[style.format_key].format_str)
        return number_text(repr(value).removesuffix(".0"), shown, bool(book.datemode))
    if kind == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if value else "FALSE"
    if kind == xlrd.XL_CELL_ERROR:
        return xlrd.error_text_from_code.get(value, "#N/A")
    return plain_text(value) if kind == xlrd.XL_CELL_TEXT else ""
