"""Rows of a large roster that share what people are known by: they are compared one by one, all others need not be."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ketnap.ingest.bulk.folding import mixed, numbers
from ketnap.ingest.bulk.roster import Roster
from ketnap.ingest.texts import blank, cell_text
from ketnap.ingest.values import Day


def alike(roster: Roster, able: np.ndarray) -> np.ndarray:
    """For each of the rows that are `able` to count whether another could be about the same person.

    Two rows with codes are compared by them alone. One without is compared by name and birth date, and by
    its name where one of the two has no full birth date; rows of one decision by name and its number. A row
    whose name, code or number holds no letter is compared too.
    """
    codes, found = _numbers(roster, "person_code")
    coded = codes != 0
    found |= _shared(codes, able & coded)
    uncoded = able & ~coded
    if not uncoded.any() and not roster.has("decision_no"):
        return found
    names, odd = _known_by(of_people(roster))
    decisions, odd_number = _numbers(roster, "decision_no")
    found |= odd | odd_number | _shared(mixed(names, decisions), able & (names != 0) & (decisions != 0))
    if not uncoded.any():
        return found
    days = births(roster)
    born = (names != 0) & (days != 0)
    found |= _shared(mixed(names, days.astype(np.uint64)), able & born, uncoded)
    return found | _shared(names, able, uncoded, able & ~born)


def births(roster: Roster) -> np.ndarray:
    """For each row its full birth date as a number of days, 0 without one."""
    if not roster.has("birth_date"):
        return np.zeros(roster.size, np.int32)
    days = roster.days("birth_date")
    whole = [day.first.toordinal() if isinstance(day, Day) and day.precision == "day" else 0 for day in days]
    return np.array(whole, np.int32)[roster.column("birth_date").places]


def of_people(roster: Roster) -> pa.ChunkedArray:
    """For each row the name of the person."""
    if roster.has("full_name"):
        return roster.every("full_name")
    parts = [roster.every(name) for name in ("family_name", "given_name") if roster.has(name)]
    if not parts:
        return pa.chunked_array([pa.repeat("", roster.size)])
    return parts[0] if len(parts) == 1 else pc.call_function("binary_join_element_wise", [*parts, " "])


def _numbers(roster: Roster, name: str) -> tuple[np.ndarray, np.ndarray]:
    if not roster.has(name):
        return np.zeros(roster.size, np.uint64), np.zeros(roster.size, bool)
    return _known_by(roster.every(name))


def _known_by(texts: pa.ChunkedArray) -> tuple[np.ndarray, np.ndarray]:
    """For each text the number it is compared by, 0 for a blank one, and whether it says something without a letter."""
    found = np.concatenate([numbers(piece) for piece in texts.chunks])
    odd = np.zeros(len(found), bool)
    empty = np.flatnonzero(found == 0)
    said = texts.take(empty).combine_chunks().dictionary_encode()
    loud = np.array([not blank(cell_text(text)) for text in said.dictionary.to_pylist()], bool)
    odd[empty] = loud[said.indices]
    return found, odd


def _shared(keys: np.ndarray, held: np.ndarray, *among: np.ndarray) -> np.ndarray:
    """For each row that holds a key whether another one holds it too, and so does one of each of some others."""
    ordered = np.sort(keys[held])
    twice = ordered[1:][ordered[1:] == ordered[:-1]]
    at = np.flatnonzero(held) if len(twice) else np.zeros(0, np.int64)
    for wanted in (twice, *(keys[held & some] for some in among)):
        at = at[np.isin(keys[at], wanted)]
    found = np.zeros(len(keys), bool)
    found[at] = True
    return found
