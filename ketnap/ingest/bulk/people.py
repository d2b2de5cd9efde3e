"""Rows of a large roster that share what people are known by: they are compared one by one, all others need not be."""

from collections.abc import Callable
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ketnap.ingest.bulk.folding import mixed, numbers
from ketnap.ingest.bulk.roster import Roster
from ketnap.ingest.texts import blank, cell_text, folded
from ketnap.ingest.values import CODE_DIGIT, Day


def alike(roster: Roster, able: np.ndarray) -> np.ndarray:
    """For each of the rows that are `able` to count whether another could be about the same person.

    Two rows with codes are compared by them alone. One without is compared by name and birth date, and by
    its name where one of the two has no full birth date; rows of one decision by name and its number. A row
    whose name, code or number holds no letter is compared too.
    """
    found = _wordless(of_people(roster), _is_blank if roster.has("full_name") else _is_empty)
    if roster.has("decision_no"):
        found |= _wordless(roster.every("decision_no"), _is_blank)
    codes = _numbers(roster, "person_code")
    if roster.has("person_code"):
        codes[~holds_code(roster.every("person_code")).to_numpy()] = 0
    uncoded = able & (codes == 0)
    found |= _shared(codes, able & (codes != 0))
    if not uncoded.any() and not roster.has("decision_no"):
        return found
    names, decisions = _known_by(of_people(roster)), _numbers(roster, "decision_no")
    found |= _shared(mixed(names, decisions), able & (names != 0) & (decisions != 0))
    if not uncoded.any():
        return found
    days = births(roster)
    born = (names != 0) & (days != 0)
    found |= _shared(mixed(names, days.astype(np.uint64)), able & born, uncoded)
    return found | _shared(names, able, uncoded, able & ~born)


def holds_code(texts: pa.ChunkedArray | pa.Array) -> pa.ChunkedArray | pa.Array:
    """For each text whether it is a code."""
    return pc.call_function("match_substring_regex", [texts], pc.MatchSubstringOptions(CODE_DIGIT.pattern))


def full_births(roster: Roster) -> list[date | None]:
    """The distinct texts of the birth dates as dates, None where it is not a full one."""
    days = roster.days("birth_date")
    return [day.first if isinstance(day, Day) and day.precision == "day" else None for day in days]


def births(roster: Roster) -> np.ndarray:
    """For each row the full birth date as a number of days, 0 without one."""
    if not roster.has("birth_date"):
        return np.zeros(roster.size, np.int32)
    days = [day.toordinal() if day else 0 for day in full_births(roster)]
    return np.array(days, np.int32)[roster.column("birth_date").places]


def of_people(roster: Roster) -> pa.ChunkedArray:
    """For each row the name of the person."""
    if roster.has("full_name"):
        return roster.every("full_name")
    parts = [roster.every(name) for name in ("family_name", "given_name") if roster.has(name)]
    if not parts:
        return pa.chunked_array([pa.repeat("", roster.size)])
    return parts[0] if len(parts) == 1 else pc.call_function("binary_join_element_wise", [*parts, " "])


def _numbers(roster: Roster, name: str) -> np.ndarray:
    """For each row the number its text in a column is compared by, 0 if there is none."""
    return _known_by(roster.every(name)) if roster.has(name) else np.zeros(roster.size, np.uint64)


def _known_by(texts: pa.ChunkedArray) -> np.ndarray:
    """For each text the number it is compared by, 0 where nothing is left of it."""
    return np.concatenate([numbers(piece) for piece in texts.chunks])


def _wordless(texts: pa.ChunkedArray, is_silent: Callable[[str], bool]) -> np.ndarray:
    """For each text whether it says something of which nothing is left when it is folded."""
    spelt = pc.call_function("match_substring_regex", [texts], pc.MatchSubstringOptions("[0-9A-Za-z]"))
    found = ~spelt.to_numpy()
    said = texts.filter(pa.array(found)).combine_chunks().dictionary_encode()
    odd = [not folded(text) and not is_silent(text) for text in said.dictionary.to_pylist()]
    found[found] = np.array(odd, bool)[said.indices]
    return found


def _is_blank(text: str) -> bool:
    """Whether a cell says nothing."""
    return blank(cell_text(text))


def _is_empty(text: str) -> bool:
    """Whether a name put together of two cells is none; a stroke is one."""
    return not text.strip()


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
