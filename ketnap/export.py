"""Tables as CSV files that spreadsheets open rightly and that no cell of can run as a formula."""

import csv
import io
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

import pandas as pd
import xlsxwriter

from ketnap.i18n import LANGUAGES, Translator, mark
from ketnap.ingest import reasons, values
from ketnap.ingest.cells import Record
from ketnap.ingest.layout import header as headers
from ketnap.ingest.layout.columns import ERROR_KEYS
from ketnap.ingest.layout.header import Meanings
from ketnap.ingest.read import Reading
from ketnap.ingest.record import Problem
from ketnap.ingest.source import sources
from ketnap.ingest.texts import cell_text, folded, forget, squeeze
from ketnap.store import Upload
from ketnap.tables import TABLE, Column, Table

SIGN = "[=+\\-@|＝＋－＠｜]"
# Spaces and letters without width do not hide a formula.
UNSEEN = r"\s\x00\u00ad\u200b-\u200f\u2060-\u2064\ufeff"
FORMULA = re.compile(rf"[{UNSEEN}]*{SIGN}|[\t\r\n\x00]")
# What is the border of two cells, or of two lines, to whom opens the file with another delimiter; then a formula.
BORDER = re.compile(rf'([,;\t|\r\n])(?=[{UNSEEN}"]*{SIGN})')
NUMBER = re.compile(r"-?\d+([.,]\d+)?")
# What a spreadsheet set to the language takes for the border between two cells.
DELIMITER = {"vi": ";", "en": ","}
LINE_BREAK = re.compile(r"[\r\n]+")
# Most cells: they begin with a letter or digit and hold no border.
HARMLESS = re.compile(r"\w[^\r\n\x00,;\t|]*")
# Faults of the source's shape, which the well-formed cells of a copy no longer show.
OF_SHAPE = ("broken_quote", "too_few_fields", "too_many_fields", "truncated_row")
# What no file's name may hold, and the wide letters that stand for it in the name of a copy.
FORBIDDEN, WIDE = '\\/:*?"<>|', "＼／：＊？＂＜＞｜"
# A second download of the same name is called "ds.csv-loi (1).csv".
OF_COPY = re.compile(r"(.+?\.(?:csv|txt|tsv|xlsx?))(?:-(.+))?-loi(?: ?\(\d+\))?\.csv", re.IGNORECASE)
UNTIL_EMPTIED = mark("← Row corrected? Then empty this cell.")


def safe(value: object) -> str:
    """A cell's text; what a spreadsheet would run as a formula, or a part of it, gets an apostrophe before it."""
    if value is None or value is pd.NA or value != value:
        return ""
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    if NUMBER.fullmatch(text):
        return text
    text = BORDER.sub(r"\1'", text)
    return f"'{text}" if FORMULA.match(text) else text


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[object]], _: Translator, *notes: str) -> bytes:
    """A CSV file (UTF-8 with byte-order mark, the delimiter of the language), `notes` as its last lines."""
    lines = [header, *rows, *([note] for note in notes)]
    return _written(([safe(value) for value in line] for line in lines), _)


def _written(lines: Iterable[Sequence[str]], _: Translator) -> bytes:
    """The bytes of a CSV file of cells that are safe already."""
    out = io.StringIO()
    csv.writer(out, delimiter=DELIMITER[_.language], lineterminator="\r\n").writerows(lines)
    return out.getvalue().encode("utf-8-sig")


def frame_csv(frame: pd.DataFrame, _: Translator, *notes: str) -> bytes:
    """A table as it is shown, as CSV."""
    rows = ([_in_language(value, _) for value in row] for row in frame.itertuples(index=False))
    return csv_bytes([str(name) for name in frame.columns], rows, _, *notes)


def _in_language(value: object, _: Translator) -> object:
    """A broken number with the decimal sign by which a spreadsheet set to the language knows it; others as they are."""
    if not isinstance(value, float) or not math.isfinite(value) or value.is_integer():
        return value
    return f"{value:.10g}".replace(".", "," if _.language == "vi" else ".")


def frame_xlsx(frame: pd.DataFrame, sheet: str) -> bytes:
    """A table as a workbook of one sheet: numbers as numbers, no text as a formula."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        page = book.add_worksheet(sheet)
        for column, name in enumerate(frame.columns):
            page.write(0, column, str(name), book.add_format({"bold": True}))
            for row, value in enumerate(frame[name], start=1):
                page.write(row, column, value if isinstance(value, int | float) else safe(value))
        page.freeze_panes(1, 0)
        page.autofit()
    return out.getvalue()


def template(table: Table, _: Translator) -> bytes:
    """An empty file of a table: its header and one example row, to be overwritten."""
    columns = [column for column in table.columns if column.name in table.example]
    return csv_bytes([column.headers[0] for column in columns], [[table.example[column.name] for column in columns]], _)


def copy_name(file: str, sheet: str) -> str:
    """The name of the marked copy of a file or of a sheet of it: "ds.csv-loi.csv", "ds.xlsx-T5-loi.csv"."""
    bare = sheet.translate(str.maketrans(FORBIDDEN, WIDE))
    return f"{file}-{bare}-loi.csv" if sheet else f"{file}-loi.csv"


def upload(name: str, data: bytes) -> Upload:
    """A file as it came; a marked copy takes the place of the file, or of the sheet of it, that it is of."""
    of_copy = OF_COPY.fullmatch(name)
    if not of_copy:
        return Upload(name, data)
    return Upload(of_copy[1], data, (of_copy[2] or "").translate(str.maketrans(WIDE, FORBIDDEN)))


def marked_copy(data: bytes, reading: Reading, meanings: Meanings, _: Translator) -> bytes:
    """The file, or the sheet of it, that was read with `meanings`, as CSV with a last column "Lỗi".

    Row n is line n, and rows that were not taken say why. Read again as it is, the copy gives the same
    reading: where its cells no longer show the fault, one more cell keeps the row out until somebody
    empties it.
    """
    try:
        return _marked_copy(_source(data, reading.sheet, meanings), reading, _)
    finally:
        forget()


@dataclass(frozen=True)
class _Source:
    """Every record of a file or sheet, the lines its header stands on, page by page, and the header's labels.

    `beside` says that the file has other sheets, `epoch_1904` that numbers which are dates count from 1904.
    """

    records: list[Record]
    titled: list[int]
    labels: tuple[str, ...]
    beside: bool
    epoch_1904: bool


def _source(data: bytes, sheet: str, meanings: Meanings) -> _Source:
    """The records of a file, or of a sheet of it, as they were read."""
    grids = {source.sheet: source for source in sources(data) if not source.skipped}
    grid = grids[sheet].grid
    found = headers.find(grid, None, meanings)
    best, rows = found.header, found.head[found.header.start : found.header.after]
    next_one = found.head[best.after : best.after + 1]
    below = grid.below(next_one[0].line, found.delimiter, found.widths[0]) if next_one else []
    if below and not sheet:
        # Its cells may hold line breaks. What is left of their lines must not part the rows of the header.
        rows = [replace(row, line=below[0].line - len(rows) + at) for at, row in enumerate(rows)]
    records = [*found.head[: best.start], *rows, *below]
    titled = [record.line for record in records if headers.labels_of(record) == headers.labels_of(rows[0])]
    return _Source(records, titled, best.labels, len(grids) > 1, grids[sheet].epoch_1904)


def _marked_copy(source: _Source, reading: Reading, _: Translator) -> bytes:
    """The marked copy of a file or sheet."""
    problems: defaultdict[int, list[Problem]] = defaultdict(list)
    for problem in reading.problems:
        problems[problem.line].append(problem)
    taken = {row["line"] for row in reading.rows} | set(problems)
    lines = {record.line: _copied(record, reading, source, record.line in taken) for record in source.records}
    width = max(map(len, lines.values()))
    at = next((p for p, label in enumerate(source.labels) if folded(label) in ERROR_KEYS), width)
    for record in source.records:
        cells, found = lines[record.line], problems.get(record.line, [])
        cells += [""] * (max(width, at + 1) - len(cells))
        cells[at] = _why(found, reading, _) if found else ""
        if found and (_is_mended(record, cells, found) or (source.beside and _is_double(found))):
            cells.append(_(UNTIL_EMPTIED))
    for line in source.titled:
        lines[line][at] = _("Error")
    in_order = (lines.get(line, []) for line in range(1, max(lines) + 1))
    return _written((cells if any(cells) else [] for cells in in_order), _)


def _copied(record: Record, reading: Reading, source: _Source, taken: bool) -> list[str]:
    """A record's cells, safe, without blank ones at the end and without what an earlier copy has added there.

    Merged cells are written out in rows of data, so that each row says all that it was read with, and so are
    dates from 1904.
    """
    cells = [_as_written(text) for text in record.cells]
    for position in record.filled:
        if not (taken and _is_lent(position, record.cells[position], reading)):
            cells[position] = ""
    for position, text in enumerate(cells) if source.epoch_1904 else ():
        column = _column(position, reading)
        cells[position] = values.from_1904(text) if column and column.dated else text
    while cells and (not cells[-1] or cells[-1] in _added()):
        cells.pop()
    return cells


@cache
def _added() -> frozenset[str]:
    """What a copy adds beyond its last column, in every language."""
    return frozenset(Translator(language)(UNTIL_EMPTIED) for language in LANGUAGES)


def _is_lent(position: int, text: str, reading: Reading) -> bool:
    """Whether a row was read with the text a merged cell above it lends; the number of a month never."""
    column = _column(position, reading)
    return column.shared if column else not text.isdecimal()


def _column(position: int, reading: Reading) -> Column | None:
    """The column a cell was read as; None if it was not."""
    meanings = reading.asked.meanings if reading.asked else ()
    name = meanings[position] if position < len(meanings) else ""
    return TABLE[reading.table].column(name) if name else None


def _as_written(text: str) -> str:
    """A cell as the file has it, in one line and safe; a guard ="…" becomes an apostrophe, which is none to run."""
    if not text or HARMLESS.fullmatch(text):
        return text
    text = LINE_BREAK.sub(" ", text.replace("\x00", ""))
    guarded = squeeze(text).startswith("=") and cell_text(text) != squeeze(text)
    return f"'{cell_text(text)}" if guarded else safe(text)


def _why(problems: Iterable[Problem], reading: Reading, _: Translator) -> str:
    """Why a row was not taken, each reason under the column it is about."""
    said = []
    for problem in problems:
        header = next((header for header, name in reading.columns.items() if name == problem.column), None)
        where = _(" Lines: {lines}.", lines=problem.beside) if problem.beside else ""
        said.append((f"{header}: " if header else "") + _(reasons.ROW_REASONS[problem.reason]) + where)
    return safe(" · ".join(dict.fromkeys(said)))


def _is_mended(record: Record, cells: Sequence[str], problems: Iterable[Problem]) -> bool:
    """Whether the copy of a row that was not taken does not show its fault any more."""
    withheld = any(record.cells[position] and not cells[position] for position in record.filled)
    return withheld or any(problem.reason in OF_SHAPE for problem in problems)


def _is_double(problems: Iterable[Problem]) -> bool:
    """Whether a row stands elsewhere too, perhaps on another sheet."""
    return any(problem.reason in ("duplicate", "conflict_duplicate") for problem in problems)
