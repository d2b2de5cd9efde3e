"""Rows of a reading beside what is kept: staged in a temporary table, given their keys, compared."""

from dataclasses import dataclass, replace

import duckdb
import pyarrow as pa

from ketnap.ingest.read import Reading
from ketnap.ingest.record import Problem
from ketnap.tables import TABLE

KEPT_IN = {
    "units": "unit_rows",
    "opening_members": "opening_member_rows",
    "targets": "target_rows",
    "monthly_totals": "monthly_total_rows",
    "admissions": "admission_rows",
}
# Columns by which a row is recognised or located; two rows that differ only here say the same.
NOT_CONTENT = {"line", "code_hash", "name_birth_hash", "decision_hash"}


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
    key = TABLE[reading.table].key
    content = [c for c in kept_columns(cursor, reading.table) if c not in NOT_CONTENT and c not in key]
    joined = " and ".join(f"staged.{name} is not distinct from kept.{name}" for name in key)
    same = " and ".join(f"staged.{name} is not distinct from kept.{name}" for name in content) or "true"
    found = cursor.execute(
        f"select count(*) filter (where kept.{key[0]} is null),"
        f" count(*) filter (where kept.{key[0]} is not null and ({same})),"
        f" count(*) filter (where kept.{key[0]} is not null and not ({same}))"
        f" from staged left join {reading.table} as kept on {joined}"
    ).fetchone()
    assert found is not None
    missing = cursor.execute(
        f"select count(*) from {reading.table} as kept anti join staged on {joined} where {_covered(reading.table)}"
    ).fetchone()
    assert missing is not None
    return Comparison(*found, missing[0])


def _covered(table: str) -> str:
    """The condition that a kept row lies in the months or years the staged file covers."""
    if table == "admissions":
        day = "coalesce({0}.decision_date, {0}.ceremony_date, {0}.admission_month)"
        kept, staged = day.format("kept"), day.format("staged")
        return f"{kept} between (select min({staged}) from staged) and (select max({staged}) from staged)"
    if table in ("opening_members", "monthly_totals"):
        return "kept.year in (select year from staged)"
    return "true"


def keyed(cursor: duckdb.DuckDBPyConnection, reading: Reading) -> Reading:
    """The reading with the key of the admission each row is about; other tables have keys of their own.

    A person already kept is found by code, else by name and full birth date, else by name and decision
    number, and keeps the key of that time, so that a corrected date or unit changes a row and adds none.
    Two rows that turn out to be about the same kept admission contradict each other: the later one
    becomes a problem.
    """
    if reading.table != "admissions":
        return reading
    once: dict[str, dict] = {}
    problems = list(reading.problems)
    for row in _with_admission_keys(cursor, reading.rows):
        if once.setdefault(row["admission_key"], row) is not row:
            problems.append(Problem(row["line"], "", "conflict_duplicate"))
    return replace(reading, rows=list(once.values()), problems=sorted(problems, key=lambda problem: problem.line))


def _with_admission_keys(cursor: duckdb.DuckDBPyConnection, rows: list[dict]) -> list[dict]:
    """The rows, each with its admission key."""
    kept = cursor.execute(
        "select admission_key, admission_type, code_hash, name_birth_hash, decision_hash from admission_rows"
    ).fetchall()
    by_code = {(code, kind): key for key, kind, code, _, _ in kept if code}
    by_birth = {(birth, kind): (key, code) for key, kind, code, birth, _ in kept if birth}
    by_decision = {(number, kind): key for key, kind, code, birth, number in kept if number and not (code or birth)}
    return [{**row, "admission_key": _admission_key(row, by_code, by_birth, by_decision)} for row in rows]


def _admission_key(row: dict, by_code: dict, by_birth: dict, by_decision: dict) -> str:
    """The key of one row: that of the person already kept, else a new one from the best hash it has."""
    kind, code, birth, number = (row[n] for n in ("admission_type", "code_hash", "name_birth_hash", "decision_hash"))
    if code and (code, kind) in by_code:
        return by_code[code, kind]
    if birth and (birth, kind) in by_birth:
        key, other_code = by_birth[birth, kind]
        if not code or not other_code or code == other_code:
            return key
    if number and not (code or birth) and (number, kind) in by_decision:
        return by_decision[number, kind]
    best = code or birth or number or row["row_hash"]
    return f"{best}:{kind}"
