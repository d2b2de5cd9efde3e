"""An uploaded file -> accepted rows and problems, or the reason why the whole file is refused.

The chain: decode -> cells -> layout -> columns -> values -> match -> rows and problems.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from statistics import median_low

from ketnap.ingest import layout as layouts
from ketnap.ingest import values
from ketnap.ingest.cells import Record, lines_of
from ketnap.ingest.decode import Refusal, decode
from ketnap.ingest.duplicates import without_duplicates
from ketnap.ingest.layout import Layout
from ketnap.ingest.match import Hasher, Register, unit_of
from ketnap.ingest.record import Cells, Context, Problem, Rejected, Row
from ketnap.ingest.rows import ROW_OF, person_hash
from ketnap.ingest.texts import blank, cell_text
from ketnap.tables import TABLE


@dataclass(frozen=True)
class Reading:
    """What a file holds: rows to keep (each with its `line`), problems, rows kept apart, warnings.

    `warnings` maps a warning class to the lines it is about (none for the whole file). `columns` maps
    the headers of the file to the columns they were read as; `unused` are the headers without meaning.
    """

    table: str
    rows: list[Row]
    problems: list[Problem] = field(default_factory=list)
    excluded: dict[int, str] = field(default_factory=dict)
    warnings: dict[str, list[int]] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)
    unused: tuple[str, ...] = ()
    encoding: str = "utf-8"
    delimiter: str = ","


@dataclass(frozen=True)
class Refused:
    """A file that cannot be read at all: a class of `ingest.reasons.REFUSALS` and its sentence's fields."""

    reason: str
    fields: dict[str, object]


def read(data: bytes, table: str | None, register: Register, as_of: date, hasher: Hasher) -> Reading | Refused:
    """The rows and problems of a file's bytes, read as `table` or as the table its header shows."""
    try:
        text = decode(data)
        found = layouts.layout(lines_of(text.text), TABLE[table] if table else None)
    except Refusal as refusal:
        return Refused(refusal.reason, refusal.fields)
    cut = _cut_record(found, complete=text.text.endswith(("\n", "\r")))
    month_first = frozenset(_month_first_columns(found))
    context = Context(found.mapping, register, as_of, hasher, month_first)
    rows, problems = _rows(found, context, cut)
    rows, doubled, noticed = without_duplicates(found.mapping.table, rows)
    warnings = {warning: [] for warning in text.warnings}
    if month_first:
        warnings["date_order_mdy"] = []
    if not len(register) and any(column.kind == "unit" for column in found.mapping.table.columns):
        noticed["no_register"] = []
    if found.mapping.table.name == "units":
        noticed |= _shared_names(rows)
    return Reading(
        table=found.mapping.table.name,
        rows=rows,
        problems=sorted([*problems, *doubled], key=lambda problem: problem.line),
        excluded=_excluded(rows),
        warnings=warnings | context.warnings | noticed,
        columns=_column_names(found),
        unused=tuple(found.header[p] for p in found.mapping.unused if p < len(found.header)),
        encoding=text.encoding,
        delimiter=found.delimiter,
    )


def _rows(found: Layout, context: Context, cut: int | None) -> tuple[list[Row], list[Problem]]:
    """The rows of the data records and the problems of those that give none."""
    row_of = ROW_OF[found.mapping.table.name]
    rows: list[Row] = []
    problems: list[Problem] = []
    usual = max(len(found.header), _usual_width(found.rows))
    for record in found.rows:
        cells = Cells(record, context, found.groups.get(record.line, ""))
        fault = "truncated_row" if record.line == cut else _structure_fault(record, found, usual)
        if fault:
            problems.append(Problem(record.line, "", fault, person_hash(cells, context)))
            continue
        try:
            row = row_of(cells, context)
        except Rejected as rejected:
            person = person_hash(cells, context)
            problems.append(Problem(record.line, rejected.column, rejected.reason, person))
        else:
            rows.append({"line": record.line, **row})
    return _with_units(rows, problems) if found.mapping.table.name == "monthly_totals" else (rows, problems)


def _with_units(rows: list[Row], problems: list[Problem]) -> tuple[list[Row], list[Problem]]:
    """Totals of units, and of the whole block for a month that units have too or where no row names a unit.

    Any other blank unit is a forgotten or merged cell.
    """
    named = {_period(row) for row in rows if row["unit_code"] is not None}
    kept = [row for row in rows if not named or row["unit_code"] is not None or _period(row) in named]
    left = {_line(row) for row in rows} - {_line(row) for row in kept}
    return kept, [*problems, *(Problem(line, "unit", "missing_unit") for line in left)]


def _period(row: Row) -> tuple[object, ...]:
    """The time a total is about."""
    return row["year"], row["month"], row["through_month"]


def _usual_width(records: Iterable[Record]) -> int:
    """The number of cells of the record in the middle, were they sorted by it."""
    return median_low(len(record.cells) for record in records)


def _structure_fault(record: Record, found: Layout, usual: int) -> str | None:
    """The fault of a record's shape: a stray quotation mark, too many cells, or a required one missing."""
    if record.fault:
        return record.fault
    if any(not blank(cell_text(cell)) for cell in record.cells[len(found.header) :]):
        return "too_many_fields"
    # One cell more than usual and the last named one filled: a separator inside a cell has shifted the rest.
    if len(record.cells) > usual and not blank(cell_text(record.cells[len(found.header) - 1])):
        return "too_many_fields"
    needed = [p for c in found.mapping.table.required for p in found.mapping.positions.get(c.name, ())]
    needed += [p for name in found.mapping.table.one_of for p in found.mapping.positions.get(name, ())][:1]
    return "too_few_fields" if needed and max(needed) >= len(record.cells) else None


def _cut_record(found: Layout, complete: bool) -> int | None:
    """The line of a last record cut off in the middle: no line end after it, and shorter than the others."""
    if complete or len(found.rows) < 2:
        return None
    last, others = found.rows[-1], found.rows[:-1]
    cut = last.fault or len(last.cells) < _usual_width(others) or last.cells[-1].endswith("\ufffd")
    return last.line if cut or _date_is_cut(last, others, found) else None


def _date_is_cut(last: Record, others: Iterable[Record], found: Layout) -> bool:
    """Whether the last record ends in a date, or its year, shorter than every other of its column."""
    at = len(last.cells) - 1
    if not any(at in found.mapping.positions.get(name, ()) for name in found.mapping.table.one_of):
        return False
    texts = [r.cells[at].strip() for r in others if len(r.cells) > at and r.cells[at].strip()]
    text = last.cells[at].strip()
    shorter = [len(text) < min(map(len, texts)), _last_digits(text) < min(map(_last_digits, texts))] if texts else []
    return bool(text) and any(shorter)


def _last_digits(text: str) -> int:
    """How many digits a text ends with."""
    return len(text) - len(text.rstrip("0123456789"))


def _month_first_columns(found: Layout) -> list[str]:
    """The date columns of which every value is written month/day/year."""
    names = []
    for column in found.mapping.table.columns:
        if column.kind in ("date", "month") or column.name == "birth_date":
            positions = found.mapping.positions.get(column.name, ())
            texts = [cell_text(r.cells[p]) for r in found.rows for p in positions if p < len(r.cells)]
            if values.column_is_month_first(texts):
                names.append(column.name)
    return names


def _shared_names(rows: list[Row]) -> dict[str, list[int]]:
    """The lines of units one of whose names belongs to another unit too."""
    units = {row["line"]: unit_of(row["unit_code"], row["unit_name"], row["aliases"]) for row in rows}
    register = Register(units.values())
    lines = [
        int(str(line))
        for line, unit in units.items()
        if any(register.code(name) != unit.code for name in (unit.name, *unit.aliases))
    ]
    return {"ambiguous_names": lines} if lines else {}


def _excluded(rows: Iterable[Row]) -> dict[int, str]:
    """The lines of rows that are kept but not counted as new members, and why."""
    found: dict[int, str] = {}
    for row in rows:
        line = _line(row)
        if row.get("admission_type") == "readmission":
            found[line] = "readmission"
        elif row.get("annulled") and row.get("revoked_date") is None:
            found[line] = "annulled"
    return found


def _line(row: Row) -> int:
    """The line a row stands on."""
    line = row["line"]
    assert isinstance(line, int)
    return line


def _column_names(found: Layout) -> dict[str, str]:
    """Header as written -> name of the column it was read as."""
    return {
        found.header[position]: name
        for name, positions in found.mapping.positions.items()
        for position in positions
        if position < len(found.header)
    }
