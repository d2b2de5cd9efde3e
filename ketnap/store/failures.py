"""What can keep the data from being opened or changed, told apart by what DuckDB and the system say."""

import errno
import os

from ketnap.i18n import mark

LOCKED = ("Could not set lock on file", "File is already open in", "being used by another process")
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)


class StoreFailure(Exception):
    """The data cannot be opened or changed, and nothing of it was; `sentence` says what to do."""

    sentence = mark("The data file cannot be opened. Nothing was changed; restore it from a backup or ask for help.")


class StoreDamaged(StoreFailure):
    """The database cannot be opened, or was written by another version or under another key."""


class StoreLocked(StoreFailure):
    """Another process has the database open."""

    sentence = mark("Another Ketnap has the data open. Close it, then try again.")


class StoreFull(StoreFailure):
    """The disk has no room for a change."""

    sentence = mark("The disk is full. Nothing was changed; free some space, then try again.")


class StoreForbidden(StoreFailure):
    """The system does not allow the data to be read or written."""

    sentence = mark(
        "The data folder may not be written to. Nothing was changed; ask for the right to write there, or choose"
        " another folder."
    )


def failure(error: Exception) -> StoreFailure | None:
    """The failure that an error of DuckDB or of the system means; None if it means no such thing."""
    said = str(error)
    if isinstance(error, OSError):
        return StoreFull(said) if error.errno in FULL else StoreForbidden(said)
    if any(text in said for text in LOCKED):
        return StoreLocked(said)
    # A write to a file that is open already is refused for want of room, whatever the system calls it.
    if any(text in said for text in ("Could not write", *map(os.strerror, FULL))):
        return StoreFull(said)
    if any(text in said for text in map(os.strerror, FORBIDDEN)):
        return StoreForbidden(said)
    return None
