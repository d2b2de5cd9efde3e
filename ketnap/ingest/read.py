"""An uploaded file -> accepted rows and problems, or the reason why the whole file is refused.

The chain: source (decode or workbook, cells) -> layout -> columns -> values -> match -> rows and problems.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from ketnap.ingest import bulk, structure, values
from ketnap.ingest import layout as layouts
from ketnap.ingest.bulk.kept import PlainRows
from ketnap.ingest.cells import Grid
from ketnap.ingest.decode import Refusal
from ketnap.ingest.duplicates import without_duplicates
from ketnap.ingest.layout import Layout, columns
from ketnap.ingest.layout.asked import Asked, proposed
from ketnap.ingest.layout.header import NOTHING_TOLD, Meanings
from ketnap.ingest.match import Hasher, Register, unit_of
from ketnap.ingest.people import person_hash
from ketnap.ingest.record import Cells, Context, Problem, Rejected, Row
from ketnap.ingest.rows import ROW_OF
from ketnap.ingest.source import Source, sources
from ketnap.ingest.texts import blank, cell_text
from ketnap.tables import TABLE, Table

# Refusals that end when somebody says what the columns mean.
ASKABLE = ("no_header", "wrong_table", "missing_columns", "no_date_column", "ambiguous_columns", "ambiguous_table")


@dataclass(frozen=True)
class Reading:
    """What a file holds: rows to keep (each with its `line`), problems, rows kept apart, warnings.

    `warnings` maps a warning class to the lines it is about (none for the whole file). `columns` maps
    the headers of the file to the columns they were read as; `unused` are the headers without meaning;
    `asked` is what somebody may correct of that. `sheet` is the sheet of a workbook, "" for a text. Of a large
    roster `plain` are further rows to keep, about which there is nothing to say.
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
    sheet: str = ""
    asked: Asked | None = None
    plain: PlainRows | None = None

    @property
    def kept(self) -> int:
        """The number of rows to keep."""
        return len(self.rows) + (len(self.plain) if self.plain else 0)

    @property
    def accepted(self) -> int:
        """The number of lines that gave rows to keep."""
        return len({row["line"] for row in self.rows}) + (len(self.plain) if self.plain else 0)


@dataclass(frozen=True)
class Refused:
    """A file or sheet that cannot be read: a class of `ingest.reasons.REFUSALS` and its sentence's fields.

    `asked` are the columns somebody may explain, None where that would not help.
    """

    reason: str
    fields: dict[str, object]
    sheet: str = ""
    asked: Asked | None = None


@dataclass(frozen=True)
class _Draft:
    """What a grid holds before it is compared with the other grids of the same file."""

    source: Source
    found: Layout
    context: Context
    rows: list[Row]
    problems: list[Problem]


def read(data: bytes, table: str | None, register: Register, as_of: date, hasher: Hasher) -> Reading | Refused:
    """The first table of a file's bytes, read as `table` or as the table its header shows."""
    return read_all(data, table, register, as_of, hasher)[0]


def read_all(
    data: bytes,
    table: str | None,
    register: Register,
    as_of: date,
    hasher: Hasher,
    meanings: Meanings = NOTHING_TOLD,
) -> list[Reading | Refused]:
    """Every table of a file, one for each sheet of a workbook; the sheets that hold none come last.

    `table` says what the file is, else its headers show it; `meanings` are headers somebody has explained.
    """
    if large := _large(data, table, register, as_of, hasher, meanings):
        return [large]
    try:
        grids = sources(data)
    except Refusal as refusal:
        return [Refused(refusal.reason, refusal.fields)]
    drafts: list[_Draft] = []
    refused: list[Refused] = []
    for source in grids:
        if source.skipped:
            refused.append(Refused("hidden_sheet", {}, source.sheet))
            continue
        try:
            found = _layout(source.grid, TABLE[table] if table else None, register, meanings)
            context = Context(
                found.mapping,
                register,
                as_of,
                hasher,
                month_first=frozenset(_month_first_columns(found)),
                names_units=_names_units(found),
                epoch_1904=source.epoch_1904,
                titles=found.titles,
            )
            drafts.append(_draft(source, found, context))
        except Refusal as refusal:
            told = proposed(source.grid, TABLE[table] if table else None) if refusal.reason in ASKABLE else None
            refused.append(Refused(refusal.reason, refusal.fields, source.sheet, told))
    # The sheet that comes nearest to a table says why there is none.
    refused.sort(key=lambda one: (one.reason != "no_rows", one.asked is None))
    return [*_compared(drafts), *refused]


def _large(
    data: bytes, table: str | None, register: Register, as_of: date, hasher: Hasher, meanings: Meanings
) -> Reading | None:
    """The reading of a large roster most rows of which are plain; None if it has to be read row by row."""
    found = bulk.large(data, TABLE[table] if table else None, register, as_of, hasher, meanings)
    if not found:
        return None
    source = Source(found.grid, "", "utf-8", data.endswith(b"\n"))
    try:
        layout = layouts.layout(found.grid, TABLE[table] if table else None, meanings)
        context = Context(layout.mapping, register, as_of, hasher, found.month_first)
        draft = _draft(source, layout, context)
    except Refusal:
        return None
    if not found.agrees(layout, context, draft.rows, draft.problems):
        return None
    shown = set(found.shown.lines.tolist())
    reading = _compared([replace(draft, rows=[row for row in draft.rows if row["line"] not in shown])])[0]
    return replace(reading, plain=found.rows) if isinstance(reading, Reading) else None


def _layout(grid: Grid, table: Table | None, register: Register, meanings: Meanings) -> Layout:
    """The layout of a grid; of two columns that could be the unit the one whose names the register knows.

    What somebody has explained stays, and so do the units of headings.
    """
    found = layouts.layout(grid, table, meanings)
    if "unit" not in found.mapping.positions or found.spread or found.groups or found.asked is None:
        return found
    own = found.mapping.positions["unit"][0]
    labels, names = found.asked.labels, list(found.asked.meanings)
    if columns.shape(labels) in meanings:
        return found
    rivals = [
        p for p in found.mapping.unused if p < len(labels) and columns.may_be(labels[p], found.mapping.table, "unit")
    ]
    known = {p: _share_known(found, p, register) for p in (own, *rivals)}
    best = max(known, key=lambda position: known[position])
    if known[own] or known[best] <= 0.5:
        return found
    names[own], names[best] = "", "unit"
    return layouts.layout(grid, table, {columns.shape(labels): (found.mapping.table.name, tuple(names))})


def _share_known(found: Layout, position: int, register: Register) -> float:
    """How many of a column's cells name a unit of the register."""
    said = [cell_text(record.cells[position]) for record in found.rows if position < len(record.cells)]
    codes = [register.code(text) for text in said if not blank(text)]
    return sum(isinstance(code, str) for code in codes) / len(codes) if codes else 0.0


def _draft(source: Source, found: Layout, context: Context) -> _Draft:
    """The rows and problems of one grid.

    Refusal if labels that are only like a header lead to no row at all, or if all rows lack a column that is not there.
    """
    rows, problems = _rows(found, context, structure.cut_record(found, source.complete), source.sheet)
    lacking = {problem.column for problem in problems if problem.reason == "missing_value"}
    if not rows and len(lacking) == 1 and not lacking & {"", *found.mapping.positions}:
        raise Refusal("missing_columns", columns=found.mapping.table.column(lacking.pop()).headers[0])
    if not rows and not found.mapping.sure:
        raise Refusal("wrong_table")
    return _Draft(source, found, context, rows, problems)


def _compared(drafts: list[_Draft]) -> list[Reading | Refused]:
    """The readings of the grids, doubles within and between those of the same table set aside."""
    readings = {}
    for name in {draft.found.mapping.table.name for draft in drafts}:
        alike = [draft for draft in drafts if draft.found.mapping.table.name == name]
        rows, doubles, possible = without_duplicates(TABLE[name], [row for draft in alike for row in draft.rows])
        for draft in alike:
            sheet = draft.source.sheet
            readings[sheet] = _reading(
                draft,
                [row for row in rows if row["sheet"] == sheet],
                [problem for problem in doubles if problem.sheet == sheet],
                [_line(row) for row in possible if row["sheet"] == sheet],
            )
    return [readings[draft.source.sheet] for draft in drafts]


def _reading(draft: _Draft, rows: list[Row], doubles: list[Problem], possible: list[int]) -> Reading:
    """The reading of a grid whose doubles are known."""
    source, found = draft.source, draft.found
    return Reading(
        table=found.mapping.table.name,
        rows=rows,
        problems=sorted([*draft.problems, *doubles], key=lambda problem: problem.line),
        excluded=_excluded(rows),
        warnings=source.warnings | _noticed(draft, rows, possible),
        columns=_column_names(found),
        unused=tuple(found.header[p] for p in found.mapping.unused if p < len(found.header)),
        encoding=source.encoding,
        delimiter=found.delimiter,
        sheet=source.sheet,
        asked=found.asked,
    )


def _noticed(draft: _Draft, rows: list[Row], possible: list[int]) -> dict[str, list[int]]:
    """The warnings of a grid, each with the lines it is about, none for the whole grid."""
    found, context = draft.found, draft.context
    warnings = {"date_order_mdy": []} if context.month_first else {}
    warnings |= context.warnings
    if possible:
        warnings["possible_duplicate"] = sorted(possible)
    if found.second_table:
        warnings["second_table"] = [found.second_table]
    if not len(context.register) and any(column.kind == "unit" for column in found.mapping.table.columns):
        warnings["no_register"] = []
    if found.mapping.table.name == "units":
        warnings |= _shared_names(rows)
    return warnings


def _rows(found: Layout, context: Context, cut: int | None, sheet: str) -> tuple[list[Row], list[Problem]]:
    """The rows of the data records and the problems of those that give none."""
    row_of = ROW_OF[found.mapping.table.name]
    rows: list[Row] = []
    problems: list[Problem] = []
    usual = max(len(found.header), found.width, structure.usual_width(found.rows))
    for record in found.rows:
        cells = Cells(record, context, found.groups.get(record.line, ""))
        fault = "truncated_row" if record.line == cut else structure.fault(record, found, usual)
        try:
            if fault:
                raise Rejected("", fault)
            rows.append({"line": record.line, "sheet": sheet, **row_of(cells, context)})
        except Rejected as rejected:
            if found.spread and rejected.reason == "future_date" and cells.text("admitted") == "0":
                # Nobody was admitted in a month that has not come yet.
                continue
            person = person_hash(cells, context)
            problem = Problem(record.line, rejected.column, rejected.reason, person, rejected.said, sheet)
            # Of a row with a column for every month the unit is wrong once.
            problems += [problem] if problems[-1:] != [problem] else []
    return rows, problems


def _names_units(found: Layout) -> bool:
    """Whether any row of a table names a unit, or a heading may have."""
    positions = [p for name in ("unit", "unit_code") for p in found.mapping.positions.get(name, ())]
    said = (cell_text(r.cells[p]) for r in found.rows for p in positions if p < len(r.cells))
    return found.headed or any(not blank(text) for text in said)


def _month_first_columns(found: Layout) -> list[str]:
    """The date columns of which every value is written month/day/year."""
    names = []
    for column in found.mapping.table.columns:
        if column.dated:
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
        if row.get("admission_type") in ("readmission", "transfer"):
            found[line] = str(row["admission_type"])
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
