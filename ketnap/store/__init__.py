"""The database: opens it, runs queries/<name>.sql, and imports, undoes and redoes in one transaction each.

One process writes; every call uses a cursor of its own, because a DuckDB connection serves one thread at a
time. The database is locked down: no file, no network and no extension can be reached from a query.
"""

import hashlib
import threading
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path

import duckdb
import pandas as pd

from ketnap.ingest.match import Hasher, Register, unit_of
from ketnap.ingest.read import Reading
from ketnap.store.opening import (
    ROOT,
    StoreDamaged,
    StoreLocked,
    connect,
    key,
    own,
    parameters,
    protect,
    query_names,
    sql,
)
from ketnap.store.staging import KEPT_IN, Comparison, comparison, kept_columns, keyed, stage

__all__ = [
    "ROOT",
    "SETTINGS",
    "Comparison",
    "Store",
    "StoreDamaged",
    "StoreLocked",
    "Upload",
    "parameters",
    "query_names",
    "sample_files",
    "sample_hashes",
    "sql",
]

SAMPLE = ROOT / "data" / "sample"
SETTINGS = {
    "term_first_year": "2021",
    "term_last_year": "2025",
    "default_rate": "3",
    "denominator": "year_open",
    "count_readmissions": "no",
}


@dataclass(frozen=True)
class Upload:
    """A file as it came: its name and its bytes."""

    name: str
    data: bytes

    @property
    def hash(self) -> str:
        """SHA-256 of the bytes, hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()


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
        self._folder = folder
        self._connection = connect(folder)
        # The key comes after the lock: two processes never make one each.
        secret = key(folder)
        own(self._connection, secret)
        protect(folder)
        self.hasher = Hasher(secret)
        self._writing = threading.Lock()
        self._result = lru_cache(maxsize=512)(self._run)
        self.version = 0

    def query(self, name: str, **parameters: object) -> pd.DataFrame:
        """The result of queries/<name>.sql with its $parameters bound; the caller's own copy."""
        return self._result(self.version, name, tuple(sorted(parameters.items()))).copy()

    def _run(self, version: int, name: str, parameters: tuple[tuple[str, object], ...]) -> pd.DataFrame:
        """The result as it is while the data stay at `version`; remembered until they change."""
        with self._connection.cursor() as cursor:
            return cursor.execute(sql(name), dict(parameters)).df()

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

    def keyed(self, reading: Reading) -> Reading:
        """The reading as it stands to what is kept: rows with their keys, contradictions among its problems."""
        with self._connection.cursor() as cursor:
            return keyed(cursor, reading)

    def compare(self, reading: Reading) -> Comparison:
        """How the rows of a reading stand to what is kept; nothing is changed."""
        with self._connection.cursor() as cursor:
            reading = keyed(cursor, reading)
            stage(cursor, reading)
            return comparison(cursor, reading)

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
        reading = keyed(cursor, reading)
        stage(cursor, reading)
        found = comparison(cursor, reading)
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
        columns = ", ".join(kept_columns(cursor, reading.table))
        cursor.execute(
            f"insert into {KEPT_IN[reading.table]} (import_id, {columns}) select $id, {columns} from staged",
            {"id": row[0]},
        )
        _keep_problems(cursor, row[0], reading)
        _note_event(cursor, row[0], "kept", by)
        return int(row[0])

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
        protect(self._folder)


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
