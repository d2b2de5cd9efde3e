"""What the keyed hashes of many people are made of: for each row the same bytes as `match.Hasher` takes in."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ketnap.ingest.bulk import people
from ketnap.ingest.bulk.folding import folded_all
from ketnap.ingest.bulk.roster import COUNTED, Roster
from ketnap.ingest.texts import folded

# Hash -> what its message is called.
MESSAGES = {"code_hash": "code", "name_birth_hash": "birth", "decision_hash": "decision", "row_hash": "row"}
BETWEEN = "\x1f"


class Messages:
    """The messages of a roster's plain rows."""

    def __init__(self, roster: Roster) -> None:
        self._roster = roster
        self._names = people.of_people(roster)
        days = people.full_births(roster) if roster.has("birth_date") else []
        self._births = pa.array([folded(str(day)) if day else None for day in days], pa.string())

    def of(self, at: np.ndarray, said: dict[str, pa.Array]) -> dict[str, pa.Array]:
        """The messages by name of the rows at some places; of those that have none, one of what they have `said`."""
        names, born = _folded(self._names, at), pa.nulls(len(at), pa.string())
        if self._roster.has("birth_date"):
            born = self._births.take(pa.array(self._roster.column("birth_date").places[at]))
        found = {
            "code": _joined("code", self._codes(at)),
            "birth": _joined("birth", names, born),
            "decision": _joined("decision", names, self._every("decision_no", at)),
        }
        weak = np.logical_and.reduce([message.is_null() for message in found.values()])
        rows = [self._row(at[row], row, said) if weak[row] else None for row in range(len(at))] if weak.any() else None
        return {**found, "row": pa.array(rows, pa.string()) if rows else pa.nulls(len(at), pa.string())}

    def _every(self, name: str, at: np.ndarray) -> pa.Array:
        """The folded texts of a column, null if there is none."""
        return _folded(self._roster.every(name), at) if self._roster.has(name) else pa.nulls(len(at), pa.string())

    def _codes(self, at: np.ndarray) -> pa.Array:
        """The folded codes of people, null if there is none."""
        codes = self._every("person_code", at)
        return pc.call_function("if_else", [people.holds_code(codes), codes, pa.scalar(None, pa.string())])

    def _row(self, at: int, row: int, said: dict[str, pa.Array]) -> str:
        """The message of a row that is known by name, birth date as written, unit and date only."""
        values = {name: column[row].as_py() for name, column in said.items()}
        counted = next(name for name in COUNTED if values[name])
        precision = values.get(f"{counted.removesuffix('date')}precision", "month")
        birth = ""
        if self._roster.has("birth_date"):
            column = self._roster.column("birth_date")
            birth = column.texts[column.places[at]]
        place = f"{values['unit_code']} {values[counted]} {precision}"
        return BETWEEN.join(["row", *map(folded, (self._names[int(at)].as_py(), birth, place))])


def _joined(kind: str, *parts: pa.Array) -> pa.Array:
    """The messages of a kind; none where a part is missing."""
    return pc.call_function("binary_join_element_wise", [kind, *parts, BETWEEN])


def _folded(texts: pa.ChunkedArray, at: np.ndarray) -> pa.Array:
    """The folded texts at some places, which are in order; null where nothing is left."""
    some = texts.slice(at[0], at[-1] - at[0] + 1).combine_chunks()
    return folded_all(some.take(pa.array(at - at[0])))
