"""Files that come together: read with one register of units, kept in one transaction."""

import getpass
from collections.abc import Callable
from datetime import date

from ketnap.ingest.match import Register
from ketnap.ingest.read import Reading, Refused, read_all
from ketnap.ingest.texts import forget
from ketnap.store import Store, Upload, sample_files
from ketnap.tables import TABLES

# One table of a file, or why the file or a sheet of it holds none.
Read = tuple[Upload, Reading | Refused]


def read_batch(
    store: Store,
    uploads: list[Upload],
    today: date,
    chosen: dict[str, str] | None = None,
    progress: Callable[[int, str], object] = lambda number, name: None,
) -> list[Read]:
    """The tables of files that came together, in the order given; a workbook has one for each sheet.

    Files of units are read first, so that the others may name units that come along. `chosen` maps a
    file's hash to the table somebody chose for it; `progress` is told the number and name of each file in turn.
    """
    chosen = chosen or {}
    meanings = store.meanings()

    def tables(register: Register) -> dict[str, list[Reading | Refused]]:
        """The tables of each file, by its hash."""
        found = {}
        for number, upload in enumerate(uploads, start=1):
            progress(number, upload.name)
            found[upload.hash] = read_all(upload.data, chosen.get(upload.hash), register, today, store.hasher, meanings)
        return found

    register = store.register()
    try:
        found = tables(register)
        # A third time where the second gave codes to two units whose names differ in accents only.
        for _ in range(2):
            known = register
            read = [one for of_file in found.values() for one in of_file if isinstance(one, Reading)]
            register = store.register(read)
            if register.units == known.units:
                break
            found = tables(register)
        return [(upload, _keyed(store, one)) for upload in uploads for one in found[upload.hash]]
    finally:
        forget()


def unread(batch: list[Read]) -> list[tuple[Upload, Refused]]:
    """The files of which nothing could be read; a sheet of notes beside a sheet of rows is none."""
    read = {upload.hash for upload, one in batch if isinstance(one, Reading)}
    return [(upload, one) for upload, one in batch if isinstance(one, Refused) and upload.hash not in read]


def _keyed(store: Store, reading: Reading | Refused) -> Reading | Refused:
    """The reading as it stands to what is kept."""
    return store.keyed(reading) if isinstance(reading, Reading) else reading


def keep_batch(store: Store, batch: list[Read], by: str) -> list[int]:
    """Import every file of the batch that could be read, all in one transaction; their import numbers.

    One of which no row was taken is kept for the sake of its rows that wait to be corrected.
    """
    order = [table.name for table in TABLES]
    readable = [(u, r) for u, r in batch if isinstance(r, Reading) and (r.kept or r.problems)]
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
