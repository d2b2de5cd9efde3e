"""Files that come together: read with one register of units, kept in one transaction."""

import getpass
from datetime import date

from ketnap.ingest.read import Reading, Refused, read
from ketnap.store import Store, Upload, sample_files
from ketnap.tables import TABLES


def read_batch(
    store: Store, uploads: list[Upload], today: date, chosen: dict[str, str] | None = None
) -> list[tuple[Upload, Reading | Refused]]:
    """The readings of files that came together, in the order given.

    Files of units are read first, so that the others may name units that come along. `chosen` maps a
    file's hash to the table somebody chose for it.
    """
    chosen = chosen or {}
    register, found = store.register(), {}
    for upload in uploads:
        table = chosen.get(upload.hash)
        found[upload.hash] = read(upload.data, table, register, today, store.hasher)
    with_units = [r for r in found.values() if isinstance(r, Reading) and r.table == "units"]
    if with_units:
        register = store.register(with_units)
        for upload in uploads:
            first = found[upload.hash]
            if not (isinstance(first, Reading) and first.table == "units"):
                found[upload.hash] = read(upload.data, chosen.get(upload.hash), register, today, store.hasher)
    return [(upload, _keyed(store, found[upload.hash])) for upload in uploads]


def _keyed(store: Store, reading: Reading | Refused) -> Reading | Refused:
    """The reading as it stands to what is kept."""
    return store.keyed(reading) if isinstance(reading, Reading) else reading


def keep_batch(store: Store, batch: list[tuple[Upload, Reading | Refused]], by: str) -> list[int]:
    """Import every file of the batch that could be read, all in one transaction; their import numbers."""
    order = [table.name for table in TABLES]
    readable = [(upload, reading) for upload, reading in batch if isinstance(reading, Reading) and reading.rows]
    readable.sort(key=lambda pair: order.index(pair[1].table))
    return store.keep(readable, by)


def signature() -> str:
    """The name imports are signed with where nobody gives one: the system's user."""
    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):
        return "?"


def load_sample(store: Store, by: str, today: date) -> list[int]:
    """Import the sample; its import numbers."""
    return keep_batch(store, read_batch(store, list(sample_files()), today), by)
