"""What is kept: runs queries/<name>.sql, and imports, undoes and redoes in one transaction each.

One process writes; every call uses a cursor of its own, because a DuckDB connection serves one thread at a
time. The database is locked down: no file, no network and no extension can be reached from a query.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, cached_property, lru_cache, partial
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import pandas as pd
import pyarrow as pa

from ketnap.ingest.match import Hasher, Register, unit_of
from ketnap.ingest.read import Reading
from ketnap.store import plans
from ketnap.store.database import Database
from ketnap.store.failures import StoreDamaged, StoreFailure, StoreForbidden, StoreFull, StoreLocked
from ketnap.store.given import GivenNames
from ketnap.store.memory import remembered
from ketnap.store.opening import ROOT, parameters, query_names, refresh, sql
from ketnap.store.staging import KEPT_IN, Comparison, comparison, kept_columns, keyed, stage
from ketnap.tables import TABLE

__all__ = [
    "ROOT",
    "SETTINGS",
    "Comparison",
    "Store",
    "StoreDamaged",
    "StoreFailure",
    "StoreForbidden",
    "StoreFull",
    "StoreLocked",
    "Upload",
    "parameters",
    "query_names",
    "remembered",
    "sample_files",
    "sample_hashes",
    "sql",
]

T = TypeVar("T")
SAMPLE = ROOT / "data" / "sample"
SETTINGS = {
    "term_first_year": "2021",
    "term_last_year": "2025",
    "default_rate": "3",
    "denominator": "year_open",
    "count_readmissions": "no",
    # Of the forecast: months of a shock ("2021-02,2021-03"), who leaves in a year and whose rows come late, in percent.
    "shock_months": "",
    "leaving_percent": "1.5",
    "transfers": "0",
    "late_percent": "0",
    # The days reports are asked for by, where not the usual ones: "2021-07-01..2021-12-31=2021-06-25;...".
    "report_deadlines": "",
    # Groups of fewer people than this are not shown by sex, age or occupation.
    "smallest_cell": "3",
    # What each indicator of an organization weighs: "introduced=20,admitted=40,..."; "" for all alike.
    "organization_weights": "",
    # What documents say in their head and at their foot.
    "office_superior": "ĐẢNG BỘ TỈNH ……",
    "office_name": "ĐẢNG ỦY KHỐI CÁC CƠ QUAN TỈNH",
    "office_symbol": "ĐUK",
    "office_place": "……",
    "office_role": "T/M BAN THƯỜNG VỤ\nBÍ THƯ",
    "office_signatory": "",
    "office_recipients": "Ban Thường vụ Đảng ủy,\nLưu Văn phòng.",
}


@dataclass(frozen=True)
class Upload:
    """A file as it came: its name and its bytes; `sheet` is the sheet of a workbook that a text stands for."""

    name: str
    data: bytes
    sheet: str = ""

    @cached_property
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
        self._database = Database(folder)
        self.hasher = Hasher(self._database.secret)
        self._result = lru_cache(maxsize=512)(self._run)
        self._memory: dict[Callable[..., Any], Callable[..., Any]] = {}
        self._assumed: dict[str, str] = {}
        self._times_assumed = 0

    @property
    def version(self) -> int:
        """A number that grows with every change."""
        return self._database.version + self._times_assumed

    def query(self, name: str, **parameters: object) -> pd.DataFrame:
        """The result of queries/<name>.sql with its $parameters bound; the caller's own copy."""
        return self._result(self.version, name, tuple(sorted(parameters.items()))).copy()

    def _run(self, version: int, name: str, parameters: tuple[tuple[str, object], ...]) -> pd.DataFrame:
        """The result as it is while the data stay at `version`; remembered until they change."""
        return self._database.read(lambda cursor: cursor.execute(sql(name), dict(parameters)).df())

    def memory(self, function: Callable[..., T], maxsize: int) -> Callable[..., T]:
        """A function of this store that remembers its last results (ketnap.store.memory)."""
        if function not in self._memory:
            self._memory[function] = lru_cache(maxsize)(partial(function, self))
        return self._memory[function]

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    def frozen(self) -> "Store":
        """A store in memory with what is kept now: it sees no later change, and what it is given is not kept."""
        copy = Store(None)
        copy._database.take(self._database.tables())
        copy._assumed = dict(self._assumed)
        return copy

    def register(self, readings: Iterable[Reading] = ()) -> Register:
        """The units that are kept and those that `readings` would add, with the names somebody gave them."""
        kept = self.query("units")
        known = zip(kept["unit_code"], kept["unit_name"], kept["aliases"], strict=True)
        units = {code: unit_of(code, name, aliases) for code, name, aliases in known}
        for reading in readings:
            if reading.table == "units":
                for row in reading.rows:
                    code = str(row["unit_code"])
                    units[code] = unit_of(code, row["unit_name"], row["aliases"])
        given = self.query("unit_aliases")
        return GivenNames(units.values(), zip(given["alias"], given["unit_code"], strict=True))

    def add_alias(self, alias: str, unit_code: str, by: str) -> None:
        """Let a name stand for a unit from now on, or for none again (""); KeyError for an unknown unit."""
        if unit_code and unit_code not in set(self.query("units")["unit_code"]):
            raise KeyError(unit_code)
        with self._database.transaction() as cursor:
            cursor.execute(
                "insert into unit_aliases values ($alias, $unit, $now, $by)",
                {"alias": alias, "unit": unit_code, "now": datetime.now(), "by": by},
            )

    def meanings(self) -> dict[tuple[str, ...], tuple[str, tuple[str, ...]]]:
        """What somebody said that the columns of a header mean: shape -> table and its column at each place."""
        told = self.query("header_meanings")
        return {
            tuple(json.loads(shape)): (table, tuple(json.loads(meaning)))
            for shape, table, meaning in zip(told["shape"], told["table_name"], told["meaning"], strict=True)
            if table
        }

    def remember(self, shape: tuple[str, ...], table: str, columns: tuple[str, ...], by: str) -> None:
        """Remember what the columns of a header mean, "" for one to leave out; the table "" takes it back.

        KeyError for an unknown table or column; ValueError unless each place of the header has its meaning.
        """
        if table:
            known = TABLE[table]
            for name in filter(None, columns):
                known.column(name)
        if len(columns) != (len(shape) if table else 0):
            raise ValueError(columns)
        with self._database.transaction() as cursor:
            cursor.execute(
                "insert into header_meanings values ($shape, $table, $meaning, $now, $by)",
                {
                    "shape": json.dumps(shape, ensure_ascii=False),
                    "table": table,
                    "meaning": json.dumps(columns),
                    "now": datetime.now(),
                    "by": by,
                },
            )

    def setting(self, name: str) -> str:
        """The value of a setting: one assumed, else the last one made, else the default."""
        if name in self._assumed:
            return self._assumed[name]
        made = self.query("settings")
        found = made.loc[made["name"] == name, "value"]
        return str(found.iloc[0]) if len(found) else SETTINGS[name]

    def assume(self, settings: Mapping[str, str]) -> None:
        """Take settings for made while this store is open, and keep nothing; KeyError for an unknown name."""
        for name in settings:
            SETTINGS[name]
        self._assumed = dict(settings)
        self._times_assumed += 1

    def set(self, name: str, value: str, by: str) -> None:
        """Make a setting; KeyError for an unknown name."""
        if name not in SETTINGS:
            raise KeyError(name)
        with self._database.transaction() as cursor:
            cursor.execute(
                "insert into setting_changes values ($name, $value, $now, $by)",
                {"name": name, "value": value, "now": datetime.now(), "by": by},
            )

    def keep_scenario(self, name: str, content: str, by: str) -> None:
        """Keep what somebody supposes under a name; the newest counts, an empty content takes the name back."""
        with self._database.transaction() as cursor:
            cursor.execute(
                "insert into scenarios values ($name, $content, $now, $by)",
                {"name": name, "content": content, "now": datetime.now(), "by": by},
            )

    def keep_plan(self, year: int, target: int, method: str, rows: Sequence[tuple[str, int, int]], by: str) -> str:
        """Keep a version of a year's plan: rows of unit, month and number; the version's name."""
        with self._database.transaction() as cursor:
            return plans.keep(cursor, year, target, method, rows, by)

    def note_plan(
        self, version: str, year: int, event: str, by: str, document: str = "", decided_on: date | None = None
    ) -> None:
        """Note what was done to a version of a plan, with the document that says so."""
        with self._database.transaction() as cursor:
            plans.note(cursor, version, year, event, by, document, decided_on)

    def keyed(self, reading: Reading) -> Reading:
        """The reading as it stands to what is kept: rows with their keys, contradictions among its problems."""
        return self._database.read(lambda cursor: keyed(cursor, reading))

    def compare(self, reading: Reading) -> Comparison:
        """How the rows of a reading stand to what is kept; nothing is changed."""
        return self._database.read(lambda cursor: _staged(cursor, reading)[1])

    def keep(self, readings: Sequence[tuple[Upload, Reading]], by: str) -> list[int]:
        """Import the readings in one transaction, all or none; their import numbers."""
        with self._database.transaction() as cursor:
            numbers = [self._keep_one(cursor, upload, reading, by) for upload, reading in readings]
            refresh(cursor)
            return numbers

    def undo(self, import_id: int, by: str) -> None:
        """Take an import out of every figure; nothing is deleted. KeyError if there is none to undo."""
        self._mark(import_id, undone=True, by=by)

    def redo(self, import_id: int, by: str) -> None:
        """Bring an undone import back. KeyError if there is none to bring back."""
        self._mark(import_id, undone=False, by=by)

    def _mark(self, import_id: int, undone: bool, by: str) -> None:
        """Mark an import as undone or not, with its event, and compute anew what is derived."""
        with self._database.transaction() as cursor:
            changed = cursor.execute(
                "update imports set undone = $undone where import_id = $id and undone <> $undone returning 1",
                {"undone": undone, "id": import_id},
            ).fetchall()
            if not changed:
                raise KeyError(import_id)
            _note_event(cursor, import_id, "undone" if undone else "redone", by)
            refresh(cursor)

    def _keep_one(self, cursor: duckdb.DuckDBPyConnection, upload: Upload, reading: Reading, by: str) -> int:
        """Import one reading inside a transaction; its import number."""
        reading, found = _staged(cursor, reading)
        row = cursor.execute(
            "insert into imports (import_id, table_name, file_name, sheet, file_hash, imported_at, imported_by,"
            " rows_kept, rows_rejected, rows_new, rows_same, rows_changed, is_sample)"
            " select coalesce(max(import_id), 0) + 1, $table, $file, $sheet, $hash, $now, $by,"
            " $kept, $rejected, $new, $same, $changed, $sample from imports returning import_id",
            {
                "table": reading.table,
                "file": upload.name,
                "sheet": reading.sheet or upload.sheet,
                "hash": upload.hash,
                "now": datetime.now(),
                "by": by,
                "kept": reading.kept,
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


def _staged(cursor: duckdb.DuckDBPyConnection, reading: Reading) -> tuple[Reading, Comparison]:
    """The reading as it stands to what is kept, its rows staged and compared."""
    reading = keyed(cursor, reading)
    stage(cursor, reading)
    return reading, comparison(cursor, reading)


def _keep_problems(cursor: duckdb.DuckDBPyConnection, import_id: int, reading: Reading) -> None:
    """Keep where and why rows were not taken, all of them at once."""
    rows = [(import_id, p.line, p.column, p.reason, p.person) for p in reading.problems]
    if rows:
        cursor.register(
            "problems", pa.table(list(zip(*rows, strict=True)), ["id", "line", "column", "reason", "person"])
        )
        cursor.execute('insert into rejected_rows select id, line, "column", reason, person from problems')
        cursor.unregister("problems")


def _note_event(cursor: duckdb.DuckDBPyConnection, import_id: int, event: str, by: str) -> None:
    """Note what was done to an import, when and by whom."""
    cursor.execute(
        "insert into import_events values ($id, $event, $now, $by)",
        {"id": import_id, "event": event, "now": datetime.now(), "by": by},
    )
