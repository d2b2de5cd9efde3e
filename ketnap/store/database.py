"""The open database of a folder: many readers, one change at a time, each whole or not at all.

DuckDB gives a database up when the disk is full at a bad moment; it is then opened again as it is kept.
"""

import contextlib
import threading
from collections.abc import Callable, Generator
from pathlib import Path
from typing import TypeVar

import duckdb
import pyarrow as pa

from ketnap.store.failures import failure
from ketnap.store.opening import opened, protect

T = TypeVar("T")
# Seconds that a database which is to be opened again waits for those who still use it.
PATIENCE = 60
# Every change adds a row to one of these; none is ever taken away.
GROWING = ("import_events", "setting_changes", "unit_aliases", "header_meanings", "scenarios")
GROWING += ("plan_versions", "plan_events")
# What a database says of itself alone.
OWN = ("schema_fingerprint", "key_fingerprint")
CHANGES = "select " + " + ".join(f"(select count(*) from {name})" for name in GROWING)


class Database:
    """The database of a folder, `None` for one in memory; `version` grows with every change."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._connection: duckdb.DuckDBPyConnection | None
        self._connection, self.secret = opened(folder)
        self._writing = threading.Lock()
        self._using = 0
        self._used = threading.Condition()
        self.version = 0

    def close(self) -> None:
        """Close the database."""
        if self._connection:
            self._connection.close()

    @contextlib.contextmanager
    def transaction(self) -> Generator[duckdb.DuckDBPyConnection]:
        """A cursor inside a transaction that is kept as a whole, or changes nothing at all."""
        with self._writing:
            before = self._changes()
            try:
                with self.cursor() as cursor:
                    cursor.begin()
                    yield cursor
                    cursor.commit()
            except duckdb.Error as error:
                # An error after the commit is none: DuckDB fails to tidy up, and the next opening does.
                if self._changes() == before:
                    if meant := failure(error):
                        raise meant from error
                    raise
            self.version += 1
            # What is kept is kept, whoever owns the files; the next opening says if nobody may protect them.
            with contextlib.suppress(OSError):
                protect(self._folder)

    def _changes(self) -> int:
        """How many changes were ever made."""
        row = self.read(lambda cursor: cursor.execute(CHANGES).fetchone())
        assert row is not None
        return row[0]

    def read(self, reading: Callable[[duckdb.DuckDBPyConnection], T]) -> T:
        """What is read with a cursor; at a second try if DuckDB has given the database up."""
        try:
            with self.cursor() as cursor:
                return reading(cursor)
        except duckdb.FatalException:
            if self._folder is None:
                raise
        self._close_given_up()
        with self.cursor() as cursor:
            return reading(cursor)

    def tables(self) -> dict[str, pa.Table]:
        """The rows of every table, all of the same moment, by the table's name."""
        return self.read(_tables)

    def take(self, tables: dict[str, pa.Table]) -> None:
        """Replace the rows of tables."""
        with self.transaction() as cursor:
            for name, rows in tables.items():
                cursor.register("taken", rows)
                cursor.execute(f"delete from {name}")
                cursor.execute(f"insert into {name} by name select * from taken")
                cursor.unregister("taken")

    @contextlib.contextmanager
    def cursor(self) -> Generator[duckdb.DuckDBPyConnection]:
        """A cursor of one's own; nobody asks for a second one before giving the first back."""
        with self._used:
            if self._connection is None:
                self._connection, _secret = opened(self._folder)
                self.version += 1
            self._using += 1
            connection = self._connection
        try:
            with connection.cursor() as cursor:
                yield cursor
        finally:
            with self._used:
                self._using -= 1
                self._used.notify_all()

    def _close_given_up(self) -> None:
        """Close a database that DuckDB has given up as soon as nobody uses it; the next cursor opens it again."""
        with self._used:
            self._used.wait_for(lambda: not self._using, PATIENCE)
            if self._connection and not self._using and _given_up(self._connection):
                self._connection.close()
                self._connection = None


def _tables(cursor: duckdb.DuckDBPyConnection) -> dict[str, pa.Table]:
    """The rows of every table in one transaction, which sees no change made meanwhile."""
    cursor.begin()
    try:
        names = [name for (name,) in cursor.execute("select table_name from duckdb_tables()").fetchall()]
        return {name: cursor.sql(f"from {name}").to_arrow_table() for name in names if name not in OWN}
    finally:
        cursor.rollback()


def _given_up(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether DuckDB refuses every query until the database is opened again."""
    try:
        connection.execute("select 1")
    except duckdb.FatalException:
        return True
    return False
