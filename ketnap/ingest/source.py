"""The bytes of a file -> its grids of cells: the one of a text, or one for each sheet of a workbook."""

from dataclasses import dataclass, field, replace
from itertools import islice

from ketnap.ingest import workbook
from ketnap.ingest.cells import Grid, Rows, grid_of
from ketnap.ingest.decode import Refusal, Text, decode, repaired
from ketnap.ingest.workbook import Sheet

# How zip files (.xlsx) and compound files (.xls, encrypted .xlsx) begin.
WORKBOOK = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0")
# Between the cells of a sheet whose letters are looked at together; the reader leaves it in no text.
CELL_END = "\x00"


@dataclass(frozen=True)
class Source:
    """A grid of cells and where it comes from; `complete` says that nothing of its end can be missing.

    One that is `skipped` is a hidden sheet that was not read.
    """

    grid: Grid
    sheet: str = ""
    encoding: str = "xlsx"
    complete: bool = True
    warnings: dict[str, list[int]] = field(default_factory=dict)
    epoch_1904: bool = False
    skipped: bool = False


def sources(data: bytes) -> list[Source]:
    """The grids of a file; Refusal if nothing can be read in it."""
    if data.startswith(WORKBOOK):
        sheets = workbook.sheets(data)
        if not sheets:
            raise Refusal("empty_file")
        return [_source_of(sheet) for sheet in sheets]
    text = decode(data)
    complete = text.text.endswith(("\n", "\r"))
    return [Source(grid_of(text.text), "", text.encoding, complete, {warning: [] for warning in text.warnings})]


def _source_of(sheet: Sheet) -> Source:
    """The grid of a sheet, its letters repaired if they were typed in an old font."""
    found = repaired(Text(CELL_END.join(cell for record in sheet.records for cell in record.cells), "xlsx"))
    texts = found.text.split(CELL_END) if sheet.records else []
    if len(texts) != sum(len(record.cells) for record in sheet.records):
        raise Refusal("broken_file")
    cells = iter(texts)
    records = tuple(replace(record, cells=tuple(islice(cells, len(record.cells)))) for record in sheet.records)
    warnings = sheet.warnings | {warning: [] for warning in found.warnings}
    return Source(Rows(records), sheet.name, "xlsx", True, warnings, sheet.epoch_1904, sheet.skipped)
