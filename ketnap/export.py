"""Tables as CSV files that spreadsheets open rightly and that no cell of can run as a formula."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

import pandas as pd

from ketnap.i18n import Translator
from ketnap.tables import Table

# Spaces and letters without width do not hide a formula.
FORMULA = re.compile(r"[\s\x00\u00ad\u200b-\u200f\u2060-\u2064\ufeff]*[=+\-@|＝＋－＠｜]|[\t\r\n\x00]")
NUMBER = re.compile(r"-?\d+([.,]\d+)?")
# What a spreadsheet set to the language takes for the border between two cells.
DELIMITER = {"vi": ";", "en": ","}


def safe(value: object) -> str:
    """A cell's text; what a spreadsheet would run as a formula gets an apostrophe before it."""
    if value is None or value is pd.NA or value != value:
        return ""
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    if NUMBER.fullmatch(text):
        return text
    return f"'{text}" if FORMULA.match(text) else text


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[object]], _: Translator, *notes: str) -> bytes:
    """A CSV file (UTF-8 with byte-order mark, the delimiter of the language), `notes` as its last lines."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=DELIMITER[_.language], lineterminator="\r\n")
    writer.writerow([safe(name) for name in header])
    writer.writerows([safe(value) for value in row] for row in rows)
    for note in notes:
        writer.writerow([safe(note)])
    return out.getvalue().encode("utf-8-sig")


def frame_csv(frame: pd.DataFrame, _: Translator, *notes: str) -> bytes:
    """A table as it is shown, as CSV."""
    return csv_bytes([str(name) for name in frame.columns], frame.itertuples(index=False), _, *notes)


def template(table: Table, _: Translator) -> bytes:
    """An empty file of a table: its header and one example row, to be overwritten."""
    columns = [column for column in table.columns if column.name in table.example]
    return csv_bytes([column.headers[0] for column in columns], [[table.example[column.name] for column in columns]], _)
