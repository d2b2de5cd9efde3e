"""The keyed hashes of many people, each the same as `match.Hasher` makes it, in bytes."""

import hashlib
from datetime import date

import numpy as np
import pyarrow as pa

from ketnap.ingest.bulk import people
from ketnap.ingest.bulk.folding import folded_all
from ketnap.ingest.bulk.roster import Roster
from ketnap.ingest.texts import folded

# How many bytes SHA-256 takes in at a time, and what HMAC mixes the key with.
BLOCK, INNER, OUTER = 64, 0x36, 0x5C
# How many bytes of a hash are kept.
SIZE = 16


class Hashes:
    """The hashes of a roster's plain rows."""

    def __init__(self, roster: Roster) -> None:
        self._roster, self._hasher = roster, roster.context.hasher
        self._names, self._births = people.of_people(roster), people.births(roster)
        key = self._hasher.key.ljust(BLOCK, b"\0")
        self._inner = hashlib.sha256(bytes(byte ^ INNER for byte in key))
        self._outer = hashlib.sha256(bytes(byte ^ OUTER for byte in key))

    def of(self, at: np.ndarray, said: dict[str, pa.Array]) -> dict[str, pa.Array]:
        """The hashes by name of the rows at some places; of those that have none, one of what they have `said`."""
        names, born = _folded(self._names, at), self._births[at].tolist()
        days = {day: folded(str(date.fromordinal(day))).encode() for day in set(born) - {0}}
        codes, numbers = (self._every(name, at) for name in ("person_code", "decision_no"))
        found = {
            "code_hash": [self._hash(b"code", code) if code else None for code in codes],
            "name_birth_hash": [
                self._hash(b"birth", name, days[day]) if name and day else None
                for name, day in zip(names, born, strict=True)
            ],
            "decision_hash": [
                self._hash(b"decision", name, number) if name and number else None
                for name, number in zip(names, numbers, strict=True)
            ],
        }
        known = [any(hashes) for hashes in zip(*found.values(), strict=True)]
        found["row_hash"] = [None if has else self._weak(row, at[row], said) for row, has in enumerate(known)]
        return {name: pa.array(hashes, pa.binary(SIZE)) for name, hashes in found.items()}

    def _every(self, name: str, at: np.ndarray) -> list[bytes]:
        """The folded texts of a column."""
        return _folded(self._roster.every(name), at) if self._roster.has(name) else [b""] * len(at)

    def _weak(self, row: int, at: int, said: dict[str, pa.Array]) -> bytes:
        """The hash of a row that is known by name, birth date as written, unit and date only."""
        dates = (
            ("decision_date", "decision_precision"),
            ("ceremony_date", "ceremony_precision"),
            ("admission_month", ""),
        )
        values = {name: column[row].as_py() for name, column in said.items()}
        day, precision = next((values[day], values.get(precision, "month")) for day, precision in dates if values[day])
        place = f"{values['unit_code']} {day} {precision}"
        birth = ""
        if self._roster.has("birth_date"):
            column = self._roster.column("birth_date")
            birth = column.texts[column.places[at]]
        return bytes.fromhex(self._hasher.hash("row", self._names[int(at)].as_py(), birth, place))

    def _hash(self, *parts: bytes) -> bytes:
        """The hash of folded parts."""
        inner, outer = self._inner.copy(), self._outer.copy()
        inner.update(b"\x1f".join(parts))
        outer.update(inner.digest())
        return outer.digest()[:SIZE]


def _folded(texts: pa.ChunkedArray, at: np.ndarray) -> list[bytes]:
    """The folded texts at some places, which are in order."""
    some = texts.slice(at[0], at[-1] - at[0] + 1).combine_chunks()
    return folded_all(some.take(pa.array(at - at[0])))
