"""The database: opens it, runs queries/<name>.sql, and imports, undoes and redoes in one transaction each.

One process writes; every call uses a cursor of its own, because a DuckDB connection serves one thread at a
time. The database is locked down: no file, no network and no extension can be reached from a query.
"""

import hashlib
import os
import secrets
import threading
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa

from ketnap.ingest.match import Hasher, Register, unit_of
from ketnap.ingest.read import Reading
from ketnap.tables import TABLE

ROOT = Path(__file__).parent.parent
QUERIES = ROOT / "queries"
SAMPLE = ROOT / "data" / "sample"
KEPT_IN = {
    "units": "unit_rows",
    "opening_members": "opening_member_rows",
    "targets": "target_rows",
    "monthly_totals": "monthly_total_rows",
    "admissions": "admission_rows",
}
SETTINGS = {
    "term_first_year": "2021",
    "term_last_year": "2025",
    "default_rate": "3",
    "denominator": "year_open",
    "count_readmissions": "no",
}
# Columns by which a row is recognised or located; two rows that differ only here say the same.
NOT_CONTENT = {"line", "code_hash", "name_birth_hash", "decision_hash"}


class StoreLocked(Exception):
    """Another process has the database open."""


class StoreDamaged(Exception):
    """The database cannot be opened, or was written by another version."""


@dataclass(frozen=True)
class Upload:
    """A file as it came: its name and its bytes."""

    name: str
    data: bytes

    @property
    def hash(self) -> str:
        """SHA-256 of the bytes, hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True)
class Comparison:
    """How a file's rows stand to what is kept: the number new, the same, changed, and kept but not in the file.

    `missing` counts kept rows of the months (admissions) or years the file covers that it does not bring.
    """

    new: int
    same: int
    changed: int
    missing: int


@cache
def sql(name: str) -> str:
    """The text of queries/<name>.sql; KeyError if there is no such query."""
    if name not in query_names():
        raise KeyError(name)
    return (QUERIES / f"{name}.sql").read_text(encoding="utf-8")


@cache
def query_names() -> tuple[str, ...]:
    """The names of all queries, in alphabetical order."""
    return tuple(sorted(p.stem for p in QUERIES.glob("*.sql") if p.stem not in ("schema", "views")))


@cache
def parameters(name: str) -> frozenset[str]:
    """The names of the $parameters of queries/<name>.sql."""
    return frozenset(duckdb.extract_statements(sql(name))[0].named_parameters)


@cache
def sample_files() -> tuple[Upload, ...]:
    """The files of the synthetic sample."""
    return tuple(Upload(path.name, path.read_bytes()) for path in sorted(SAMPLE.glob("*.csv")))


def sample_hashes() -> frozenset[str]:
    """The hashes by which the sample is known however it was loaded."""
    return frozenset(upload.hash for upload in sample_files())


class Store:
    """What is kept, in one folder: the database and the key of the hashes. `None` keeps it in memory."""

    def __init__(self, folder: Path | None) -> None:
        self.hasher = Hasher(_key(folder))
        self._connection = _connect(folder)
        self._writing = threading.Lock()
        self.version = 0

    def query(self, name: str, **parameters: object) -> pd.DataFrame:
        """The result of queries/<name>.sql with its $parameters bound."""
        with self._connection.cursor() as cursor:
            return cursor.execute(sql(name), parameters).df()

    def close(self) -> None:
        """Close the database."""
        self._connection.close()

    def register(self, readings: Iterable[Reading] = ()) -> Register:
        """The units that are kept and those that `readings` would add."""
        kept = self.query("units")
        known = zip(kept["unit_code"], kept["unit_name"], kept["aliases"], strict=True)
        units = {code: unit_of(code, name, aliases) for code, name, aliases in known}
        for reading in readings:
            if reading.table == "units":
                for row in reading.rows:
                    code = str(row["unit_code"])
                    units[code] = unit_of(code, row["unit_name"], row["aliases"])
        return Register(units.values())

    def setting(self, name: str) -> str:
        """The value of a setting: the last one made, else the default."""
        made = self.query("settings")
        found = made.loc[made["name"] == name, "value"]
        return str(found.iloc[0]) if len(found) else SETTINGS[name]

    def set(self, name: str, value: str, by: str) -> None:
        """Make a setting; KeyError for an unknown name."""
        if name not in SETTINGS:
            raise KeyError(name)
        with self._transaction() as cursor:
            cursor.execute(
                "insert into setting_changes values ($name, $value, $now, $by)",
                {"name": name, "value": value, "now": datetime.now(), "by": by},
            )

    def compare(self, reading: Reading) -> Comparison:
        """How the rows of a reading stand to what is kept; nothing is changed."""
        with self._connection.cursor() as cursor:
            self._stage(cursor, reading)
            return _comparison(cursor, reading)

    def keep(self, readings: Sequence[tuple[Upload, Reading]], by: str) -> list[int]:
        """Import the readings in one transaction, all or none; their import numbers."""
        with self._transaction() as cursor:
            return [self._keep_one(cursor, upload, reading, by) for upload, reading in readings]

    def undo(self, import_id: int, by: str) -> None:
        """Take an import out of every figure; nothing is deleted. KeyError if there is none to undo."""
        self._mark(import_id, undone=True, by=by)

    def redo(self, import_id: int, by: str) -> None:
        """Bring an undone import back. KeyError if there is none to bring back."""
        self._mark(import_id, undone=False, by=by)

    def _mark(self, import_id: int, undone: bool, by: str) -> None:
        """Mark an import as undone or not, with its event, and refresh the cube."""
        with self._transaction() as cursor:
            changed = cursor.execute(
                "update imports set undone = $undone where import_id = $id and undone <> $undone returning 1",
                {"undone": undone, "id": import_id},
            ).fetchall()
            if not changed:
                raise KeyError(import_id)
            _note_event(cursor, import_id, "undone" if undone else "redone", by)

    def _keep_one(self, cursor: duckdb.DuckDBPyConnection, upload: Upload, reading: Reading, by: str) -> int:
        """Import one reading inside a transaction; its import number."""
        self._stage(cursor, reading)
        found = _comparison(cursor, reading)
        row = cursor.execute(
            "insert into imports (table_name, file_name, file_hash, imported_at, imported_by, rows_kept,"
            " rows_rejected, rows_new, rows_same, rows_changed, is_sample) values ($table, $file, $hash, $now,"
            " $by, $kept, $rejected, $new, $same, $changed, $sample) returning import_id",
            {
                "table": reading.table,
                "file": upload.name,
                "hash": upload.hash,
                "now": datetime.now(),
                "by": by,
                "kept": len(reading.rows),
                "rejected": len(reading.problems),
                "new": found.new,
                "same": found.same,
                "changed": found.changed,
                "sample": upload.hash in sample_hashes(),
            },
        ).fetchone()
        assert row is not None
        columns = ", ".join(_kept_columns(cursor, reading.table))
        cursor.execute(
            f"insert into {KEPT_IN[reading.table]} (import_id, {columns}) select $id, {columns} from staged",
            {"id": row[0]},
        )
        _keep_problems(cursor, row[0], reading)
        _note_event(cursor, row[0], "kept", by)
        return int(row[0])

    def _stage(self, cursor: duckdb.DuckDBPyConnection, reading: Reading) -> None:
        """Put the rows of a reading into the temporary table `staged`, admissions with their keys."""
        rows = _with_admission_keys(cursor, reading.rows) if reading.table == "admissions" else reading.rows
        columns = _kept_columns(cursor, reading.table)
        arrow = pa.table(
            {name: pa.array([row[name] for row in rows], _arrow_type(kind)) for name, kind in columns.items()}
        )
        cursor.register("staged_rows", arrow)
        cursor.execute("create or replace temporary table staged as select * from staged_rows")
        cursor.unregister("staged_rows")

    @contextmanager
    def _transaction(self) -> Generator[duckdb.DuckDBPyConnection]:
        """A cursor inside a transaction that ends with the cube refreshed, or changes nothing at all."""
        with self._writing, self._connection.cursor() as cursor:
            cursor.begin()
            try:
                yield cursor
                cursor.execute("delete from monthly_cube")
                cursor.execute("insert into monthly_cube by name select * from monthly_cube_rows")
            except BaseException:
                cursor.rollback()
                raise
            cursor.commit()
            self.version += 1


def _key(folder: Path | None) -> bytes:
    """The key of the hashes: made once, kept beside the database, readable by its owner only."""
    if folder is None:
        return secrets.token_bytes(32)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "ketnap.key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_bytes()
    with os.fdopen(handle, "wb") as file:
        file.write(secrets.token_bytes(32))
    return path.read_bytes()


def _connect(folder: Path | None) -> duckdb.DuckDBPyConnection:
    """The locked-down connection with its tables and views; raises StoreLocked or StoreDamaged."""
    path = str(folder / "ketnap.duckdb") if folder else ":memory:"
    try:
        connection = duckdb.connect(
            path,
            config={
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
                "python_enable_replacements": "false",
            },
        )
        for name in ("schema", "views"):
            connection.execute((QUERIES / f"{name}.sql").read_text(encoding="utf-8"))
    except duckdb.IOException as error:
        if "lock" in str(error).lower():
            raise StoreLocked(path) from error
        raise StoreDamaged(path) from error
    except duckdb.Error as error:
        raise StoreDamaged(path) from error
    for statement in (
        "set enable_external_access = false",
        "set enable_progress_bar = false",
        "set lock_configuration = true",
    ):
        connection.execute(statement)
    return connection


def _kept_columns(cursor: duckdb.DuckDBPyConnection, table: str) -> dict[str, str]:
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


def _comparison(cursor: duckdb.DuckDBPyConnection, reading: Reading) -> Comparison:
    """The staged rows against the current ones."""
    key = TABLE[reading.table].key
    content = [c for c in _kept_columns(cursor, reading.table) if c not in NOT_CONTENT and c not in key]
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


def _with_admission_keys(cursor: duckdb.DuckDBPyConnection, rows: list[dict]) -> list[dict]:
    """The rows, each with the key of the admission it is about.

    A person already kept is found by code, else by name and full birth date, else by name and decision
    number, and keeps the key of that time, so that a corrected date or unit changes a row and adds none.
    """
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


def _keep_problems(cursor: duckdb.DuckDBPyConnection, import_id: int, reading: Reading) -> None:
    """Keep where and why rows were not taken."""
    if reading.problems:
        cursor.executemany(
            "insert into rejected_rows values (?, ?, ?, ?, ?)",
            [[import_id, p.line, p.column, p.reason, p.person] for p in reading.problems],
        )


def _note_event(cursor: duckdb.DuckDBPyConnection, import_id: int, event: str, by: str) -> None:
    """Note what was done to an import, when and by whom."""
    cursor.execute(
        "insert into import_events values ($id, $event, $now, $by)",
        {"id": import_id, "event": event, "now": datetime.now(), "by": by},
    )
