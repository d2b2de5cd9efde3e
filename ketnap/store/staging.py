"""Rows of a reading beside what is kept: staged in a temporary table, given their keys, compared."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import duckdb
import pyarrow as pa

from ketnap.ingest.duplicates import double
from ketnap.ingest.read import Reading
from ketnap.ingest.record import Problem
from ketnap.store import bulk
from ketnap.tables import TABLE, Table

KEPT_IN = {
    "units": "unit_rows",
    "opening_members": "opening_member_rows",
    "targets": "target_rows",
    "monthly_totals": "monthly_total_rows",
    "admissions": "admission_rows",
    "pool_reports": "pool_report_rows",
    "class_graduates": "class_graduate_rows",
    "source_figures": "source_figure_rows",
    "unit_changes": "unit_change_rows",
    "officer_assignments": "officer_assignment_rows",
    "milestones": "milestone_rows",
    "plans": "plan_rows",
}
# Where the newest of each row is, if the table's own view leaves some out.
NEWEST_IN = {"class_graduates": "known_graduates"}
# Columns by which a row is recognised or located; two rows that differ only here say the same.
NOT_CONTENT = {"line", "code_hash", "name_birth_hash", "decision_hash"}
# What a person is recognised by, the surest first.
PERSON_HASHES = ("code_hash", "name_birth_hash", "decision_hash")


@dataclass(frozen=True)
class Comparison:
    """How a file's rows stand to what is kept: the number new, the same, changed, and kept but not in the file.

    `missing` counts kept rows of the months (admissions) or years the file covers that it does not bring.
    """

    new: int
    same: int
    changed: int
    missing: int


def stage(cursor: duckdb.DuckDBPyConnection, reading: Reading) -> None:
    """Put the rows of a keyed reading into the temporary table `staged`."""
    columns = kept_columns(cursor, reading.table)
    arrow = pa.table(
        {name: pa.array([row[name] for row in reading.rows], _arrow_type(kind)) for name, kind in columns.items()}
    )
    cursor.register("staged_rows", arrow)
    cursor.execute("create or replace temporary table staged as select * from staged_rows")
    cursor.unregister("staged_rows")
    if reading.plain:
        bulk.stage(cursor, reading.plain)


def kept_columns(cursor: duckdb.DuckDBPyConnection, table: str) -> dict[str, str]:
    """The columns a table is kept with and their SQL types, the import number apart."""
    found = cursor.execute(
        "select column_name, data_type from duckdb_columns()"
        " where table_name = $name and column_name <> 'import_id' order by column_index",
        {"name": KEPT_IN[table]},
    ).fetchall()
    return dict(found)


def _arrow_type(kind: str) -> pa.DataType:
    """The Arrow type of a column's SQL type."""
    if kind.startswith("DECIMAL"):
        return pa.decimal128(12, 4)
    return {
        "INTEGER": pa.int32(),
        "VARCHAR": pa.string(),
        "DATE": pa.date32(),
        "BOOLEAN": pa.bool_(),
    }[kind]


def comparison(cursor: duckdb.DuckDBPyConnection, reading: Reading) -> Comparison:
    """The staged rows against the current ones."""
    key, newest = TABLE[reading.table].key, NEWEST_IN.get(reading.table, reading.table)
    content = [c for c in kept_columns(cursor, reading.table) if c not in NOT_CONTENT and c not in key]
    joined = " and ".join(f"staged.{name} is not distinct from kept.{name}" for name in key)
    same = " and ".join(f"staged.{name} is not distinct from kept.{name}" for name in content) or "true"
    if TABLE[reading.table].once_per:
        # A cell that says nothing takes nothing back: see the view admissions.
        same = " and ".join(
            f"(staged.{name} is null or staged.{name}::varchar in ('unknown', 'false')"
            f" or staged.{name} is not distinct from kept.{name})"
            for name in content
        )
    found = cursor.execute(
        f"select count(*) filter (where kept.{key[0]} is null),"
        f" count(*) filter (where kept.{key[0]} is not null and ({same})),"
        f" count(*) filter (where kept.{key[0]} is not null and not ({same}))"
        f" from staged left join {newest} as kept on {joined}"
    ).fetchone()
    assert found is not None
    missing = cursor.execute(
        f"select count(*) from {newest} as kept anti join staged on {joined} where {_covered(reading.table)}"
    ).fetchone()
    assert missing is not None
    return Comparison(*found, missing[0])


def _covered(table: str) -> str:
    """The condition that a kept row lies in the months, years, reports or classes the staged file covers."""
    if table == "admissions":
        day = "coalesce({0}.decision_date, {0}.ceremony_date, {0}.admission_month)"
        kept, staged = day.format("kept"), day.format("staged")
        return f"{kept} between (select min({staged}) from staged) and (select max({staged}) from staged)"
    if table in ("opening_members", "monthly_totals", "plans"):
        return "kept.year in (select year from staged)"
    if table == "pool_reports":
        return "kept.report_date in (select report_date from staged)"
    if table == "class_graduates":
        return "kept.class_place in (select class_place from staged)"
    if table == "source_figures":
        return "(kept.source, kept.period_end) in (select (source, period_end) from staged)"
    return "true"


def keyed(cursor: duckdb.DuckDBPyConnection, reading: Reading) -> Reading:
    """The reading with the key of what each row about a person is about; other rows have keys of their own.

    A person already kept is found by code, else by name and full birth date, else by name and decision
    number, and keeps the key of that time, so that a corrected date or unit changes a row and adds none.
    A row whose code belongs to somebody else, or that is about the same kept admission as a row above it,
    becomes a problem.
    """
    if not TABLE[reading.table].once_per:
        return reading
    looked_at = set(bulk.unclear(cursor, reading.plain)) if reading.plain else set()
    while True:
        plain = reading.plain and reading.plain.without(looked_at)
        rows: list[dict] = [*reading.rows, *(reading.plain.on(looked_at).rows() if reading.plain else [])]
        rows.sort(key=lambda row: row["line"])
        found = _with_keys(cursor, replace(reading, rows=rows, plain=plain))
        more = bulk.about(cursor, [str(row["admission_key"]) for row in found.rows]) if plain else []
        if looked_at.issuperset(more):
            return found
        looked_at.update(more)


def _with_keys(cursor: duckdb.DuckDBPyConnection, reading: Reading) -> Reading:
    """The reading with the key of what each of its rows is about, none of them twice."""
    table = TABLE[reading.table]
    kept = _KeptPeople(cursor, table, reading.rows)
    once: dict[str, dict] = {}
    problems = list(reading.problems)
    rows: list[dict] = list(reading.rows)
    for row in rows:
        key = kept.key(row) if row.get("is_person", True) else row[table.key[0]]
        if key is None:
            problems.append(Problem(row["line"], "person_code", "other_person", row["code_hash"], sheet=reading.sheet))
        elif key in once:
            problems.append(double(row, once[key], same=False))
        else:
            once[key] = {**row, table.key[0]: key}
    wrong = {problem.line for problem in problems}
    return replace(
        reading,
        rows=list(once.values()),
        problems=sorted(problems, key=lambda problem: problem.line),
        excluded={line: kind for line, kind in reading.excluded.items() if line not in wrong},
    )


class _KeptPeople:
    """Whom the kept rows are about that have to do with some rows, by each hash a person is recognised by."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, table: Table, wanted: Iterable[dict]) -> None:
        self._once_per = table.once_per
        self._hashes = [name for name in PERSON_HASHES if name in kept_columns(cursor, table.name)]
        hashes = {row[name] for row in wanted for name in self._hashes if row[name]}
        cursor.register("wanted_hashes", pa.table({"hash": pa.array(hashes, pa.string())}))
        known = " or ".join(f"{name} in (from wanted_hashes)" for name in self._hashes)
        rows = cursor.execute(
            f"select {table.key[0]}, {table.once_per}, {', '.join(self._hashes)} from {KEPT_IN[table.name]}"
            f" where {table.key[0]} in (select {table.key[0]} from {KEPT_IN[table.name]} where {known})"
            " order by import_id, line"
        ).fetchall()
        cursor.unregister("wanted_hashes")
        self._known: dict[str, dict[str, str]] = {}
        self._keys: dict[tuple[str, str, str], str] = {}
        for key, kind, *hashes in rows:
            for name, value in zip(self._hashes, hashes, strict=True):
                if value:
                    self._known.setdefault(key, {})[name] = value
                    self._keys[name, value, kind] = key

    def key(self, row: dict) -> str | None:
        """The key of what a row is about, a new one if nobody kept fits; None if its code is another's."""
        kind = row[self._once_per]
        for name in self._hashes:
            key = self._keys.get((name, row[name], kind)) if row[name] else None
            if key is None:
                continue
            if not self._contradicts(key, row):
                return key
            if name == "code_hash":
                return None
        best = next((row[name] for name in self._hashes if row[name]), row["row_hash"])
        return f"{best}:{kind}"

    def _contradicts(self, key: str, row: dict) -> bool:
        """Whether a row's code or birth date differ from those kept under a key."""
        known = self._known[key]
        return any(row[name] and known.get(name, row[name]) != row[name] for name in PERSON_HASHES[:2])
