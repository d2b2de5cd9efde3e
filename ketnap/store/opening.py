"""Opens the database: its key, its lock-down, its tables and views; and finds the queries."""

import hashlib
import os
import secrets
from functools import cache
from pathlib import Path

import duckdb

ROOT = Path(__file__).parent.parent.parent
QUERIES = ROOT / "queries"
KEY_LENGTH = 32


class StoreLocked(Exception):
    """Another process has the database open."""


class StoreDamaged(Exception):
    """The database cannot be opened, or was written by another version."""


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


def key(folder: Path | None) -> bytes:
    """The key of the hashes: made once, kept beside the database, readable by its owner only.

    Raises StoreDamaged if the file is not a whole key.
    """
    if folder is None:
        return secrets.token_bytes(KEY_LENGTH)
    path = folder / "ketnap.key"
    if not path.exists():
        fresh = folder / "ketnap.key.new"
        fresh.unlink(missing_ok=True)
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_bytes(KEY_LENGTH))
        fresh.replace(path)
    found = path.read_bytes()
    if len(found) != KEY_LENGTH:
        raise StoreDamaged(str(path))
    return found


def own(connection: duckdb.DuckDBPyConnection, secret: bytes) -> None:
    """Tie the database to its key; StoreDamaged if it was written with another one, under which nobody is known."""
    fingerprint = hashlib.sha256(b"ketnap" + secret).hexdigest()
    kept = connection.execute("select fingerprint from key_fingerprint").fetchone()
    if kept is None:
        connection.execute("insert into key_fingerprint values ($print)", {"print": fingerprint})
    elif kept[0] != fingerprint:
        raise StoreDamaged("ketnap.key")


def protect(folder: Path | None) -> None:
    """Make the database and its log readable by their owner only."""
    if folder:
        for path in folder.glob("ketnap.duckdb*"):
            path.chmod(0o600)


def connect(folder: Path | None) -> duckdb.DuckDBPyConnection:
    """The locked-down connection with its tables and views; raises StoreLocked or StoreDamaged."""
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
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
