"""Rows of a large roster that hold nothing unusual: which they are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import pandas as pd

from ketnap.ingest import values
from ketnap.ingest.bulk import people
from ketnap.ingest.bulk.roster import COUNTED, Roster
from ketnap.ingest.layout.body import DATE
from ketnap.ingest.texts import blank
from ketnap.ingest.values import Day, Fault

NOTES = ("note", "status", "admission_type")
PLANNED = timedelta(days=366)
NONE, ALL = np.False_, np.True_


@dataclass(frozen=True)
class Dates:
    """For each row the date of one column: whether there is one, whether the cell can be read, and what it is.

    `counts` says whether a row may be counted by it, `planned` whether it may stand beside one that counts.
    """

    given: np.ndarray | np.bool = NONE
    sound: np.ndarray | np.bool = ALL
    counts: np.ndarray | np.bool = NONE
    planned: np.ndarray | np.bool = NONE
    day: np.ndarray | np.bool = NONE
    exact: np.ndarray | np.bool = NONE


def is_plain(roster: Roster, sure: np.ndarray) -> np.ndarray:
    """For each row whether it is `sure` to be data, all its cells are clean, nobody is like its person."""
    register = roster.context.register
    found = sure & _counts(roster) & _quiet(roster)
    found &= roster.are("unit", lambda text: isinstance(register.code(text), str))
    if roster.has("source"):
        found &= roster.are("source", lambda text: values.source(text)[1] is None)
    if roster.has("revoked_date"):
        found &= roster.are("revoked_date", blank)
    return found & ~people.alike(roster, _able(roster))


def sure(roster: Roster, unlabelled: Iterable[int]) -> np.ndarray:
    """For each row whether it is data for certain: it names a unit, has a date as no total has, no cell too many."""
    found = np.logical_or.reduce([roster.are(name, _is_dated) for name in _counted(roster)])
    found &= ~roster.are("unit", blank)
    for position in unlabelled:
        empty = np.array([blank(text) for text in roster.said(position)])
        found &= empty[roster.columns.distinct[position].places]
    return found


def _able(roster: Roster) -> np.ndarray:
    """For each row whether it could count: one without a date never does."""
    return ~np.logical_and.reduce([roster.are(name, blank) for name in _counted(roster)])


def counting(roster: Roster) -> np.ndarray:
    """For each row the day it counts by, as a number of days."""
    decision, ceremony, month = (_dates(roster, name) for name in COUNTED)
    return np.where(decision.given, decision.day, np.where(ceremony.given, ceremony.day, month.day))


def _counted(roster: Roster) -> list[str]:
    """The columns a row may be counted by that the roster has."""
    return [name for name in COUNTED if roster.has(name)]


def _is_dated(text: str) -> bool:
    """Whether a cell holds what only a row of data does."""
    return not blank(text) and bool(DATE.search(text.casefold()))


def _counts(roster: Roster) -> np.ndarray:
    """For each row whether the date that counts is sound, and one beside it too."""
    decision, ceremony, month = (_dates(roster, name) for name in COUNTED)
    early = (decision.exact == ceremony.exact) & (ceremony.day < decision.day)
    alone = np.where(ceremony.given, ceremony.counts, month.counts) & ceremony.sound
    beside = decision.counts & ceremony.sound & (~ceremony.given | (ceremony.planned & ~early))
    return np.where(decision.given, beside, alone & decision.sound)


def _dates(roster: Roster, name: str) -> Dates:
    """The dates of a column; of one that the roster does not have, none."""
    if not roster.has(name):
        return Dates()
    days = roster.days(name)
    known = [day if isinstance(day, Day) else None for day in days]
    in_range = [
        [day is not None and values.outside_range(day, last) is None for day in known]
        for last in (roster.context.as_of, roster.context.as_of + PLANNED)
    ]
    if name == "admission_month":
        # The day counts as its month, and both have to be in range.
        known = [Day(day.first.replace(day=1), "month") if day else None for day in known]
        in_month = [day is not None and values.outside_range(day, roster.context.as_of) is None for day in known]
        in_range[0] = list(map(all, zip(in_range[0], in_month, strict=True)))
    found = [
        [day is not None for day in known],
        [not isinstance(day, Fault) for day in days],
        *in_range,
        [day.first.toordinal() if day else 0 for day in known],
        [day is not None and day.precision == "day" for day in known],
    ]
    at = roster.column(name).places
    return Dates(*(np.array(texts)[at] for texts in found))


def _quiet(roster: Roster) -> np.ndarray:
    """For each row whether its notes, taken together, say nothing of a re-admission, an annulment or a strike-off."""
    notes, at = [""], np.zeros(roster.size, np.int64)
    here = np.ones(roster.size, bool)
    for position in (p for name in NOTES for p in roster.context.mapping.positions.get(name, ())):
        said = roster.said(position)
        here &= ~np.array([values.is_transfer(text) for text in said])[roster.columns.distinct[position].places]
        at, pairs = pd.factorize(at * len(said) + roster.columns.distinct[position].places)
        notes = [f"{notes[pair // len(said)]} {said[pair % len(said)]}" for pair in pairs]
    heard = (values.is_readmission, values.is_annulled, values.is_struck_off, values.is_recognition)
    return here & np.array([not any(says(text) for says in heard) for text in notes])[at]
