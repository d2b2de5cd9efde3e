"""Opens the database: its key, its lock-down, its tables and views; and finds the queries."""

import contextlib
import hashlib
import os
import secrets
from functools import cache
from pathlib import Path

import duckdb

from ketnap.store.failures import StoreDamaged, failure

ROOT = Path(__file__).parent.parent.parent
QUERIES = ROOT / "queries"
DATABASE = "ketnap.duckdb"
KEY = "ketnap.key"
KEY_LENGTH = 32
CONFIGURATION: dict[str, str | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
}
LOCK_DOWN = """
set enable_external_access = false;
set enable_progress_bar = false;
set lock_configuration = true;
"""


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


def opened(folder: Path | None) -> tuple[duckdb.DuckDBPyConnection, bytes]:
    """The locked-down connection with its tables and views, and the key of the hashes; raises a StoreFailure.

    A folder that is up to date is opened without a write, so that it opens on a full disk too.
    """
    connection = None
    try:
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
            _make(folder / DATABASE)
        connection = duckdb.connect(str(folder / DATABASE) if folder else ":memory:", config=CONFIGURATION)
        _furnish(connection)
        # The key comes after the lock: two processes never make one each.
        secret = _owned(connection, folder)
        protect(folder)
        connection.execute(LOCK_DOWN)
        return connection, secret
    except BaseException as error:
        if connection:
            connection.close()
        if isinstance(error, duckdb.Error | OSError):
            raise failure(error) or StoreDamaged(str(error)) from error
        raise


def protect(folder: Path | None) -> None:
    """Make the database and its log readable by their owner only."""
    for path in folder.glob(f"{DATABASE}*") if folder else ():
        # The log comes and goes, and so does a folder in which DuckDB keeps what does not fit into memory.
        with contextlib.suppress(FileNotFoundError):
            path.chmod(0o700 if path.is_dir() else 0o600)


def refresh(connection: duckdb.DuckDBPyConnection) -> None:
    """Compute the monthly cube, and where each unit stood, from what is kept."""
    for table, rows in (("monthly_cube", "monthly_cube_rows"), ("unit_places", "unit_place_rows")):
        connection.execute(f"delete from {table}")
        connection.execute(f"insert into {table} by name select * from {rows}")


def _make(path: Path) -> None:
    """Make an empty database if there is none: whole, or not at all.

    It gets its name when it is whole, since DuckDB opens none whose first bytes are missing. A log without
    its database holds what somebody kept and is no place for a new one.
    """
    if path.with_name(f"{path.name}.wal").exists() and not path.exists():
        raise StoreDamaged(str(path))
    if not path.exists():
        fresh = path.with_name(f"{path.name}.{secrets.token_hex(4)}.new")
        try:
            duckdb.connect(str(fresh)).close()
            _name(fresh, path)
        finally:
            fresh.unlink(missing_ok=True)
    # What a process that was killed here left behind; one that is still at it finds the database made.
    for left in path.parent.glob(f"{path.name}.*.new"):
        left.unlink(missing_ok=True)


def _name(fresh: Path, path: Path) -> None:
    """Give a file its name unless another process was faster."""
    try:
        os.link(fresh, path)
    except (FileExistsError, FileNotFoundError):
        return
    except OSError:
        # A disk without hard links.
        fresh.rename(path)


def _furnish(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the tables and views of schema.sql and views.sql, all or none; nothing if they are there already."""
    text = "".join((QUERIES / f"{name}.sql").read_text(encoding="utf-8") for name in ("schema", "views"))
    fingerprint = hashlib.sha256(text.encode()).hexdigest()
    tables = connection.execute("select table_name from duckdb_tables()").fetchall()
    if ("schema_fingerprint",) in tables:
        made = connection.execute("select fingerprint from schema_fingerprint").fetchall()
        if made == [(fingerprint,)]:
            return
    connection.begin()
    connection.execute(text)
    refresh(connection)
    connection.execute("delete from schema_fingerprint")
    connection.execute("insert into schema_fingerprint values ($print)", {"print": fingerprint})
    connection.commit()


def _key(folder: Path | None, kept: str | None) -> bytes:
    """The key of the hashes: made once, kept beside the database, readable by its owner only.

    Raises StoreDamaged if the file is not a whole key, or not the one whose fingerprint is kept: under another
    nobody is known.
    """
    if folder is None:
        return secrets.token_bytes(KEY_LENGTH)
    path = folder / KEY
    if not path.exists() and kept is None:
        fresh = folder / f"{KEY}.new"
        fresh.unlink(missing_ok=True)
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_bytes(KEY_LENGTH))
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    found = path.read_bytes() if path.exists() else b""
    if len(found) != KEY_LENGTH or kept not in (None, _fingerprint(found)):
        raise StoreDamaged(str(path))
    return found


def _fingerprint(secret: bytes) -> str:
    """By what a key is known without being told."""
    return hashlib.sha256(b"ketnap" + secret).hexdigest()


def _owned(connection: duckdb.DuckDBPyConnection, folder: Path | None) -> bytes:
    """The key the database is tied to; a new database is tied to its key."""
    row = connection.execute("select fingerprint from key_fingerprint").fetchone()
    secret = _key(folder, row[0] if row else None)
    if row is None:
        connection.execute("insert into key_fingerprint values ($print)", {"print": _fingerprint(secret)})
    return secret
