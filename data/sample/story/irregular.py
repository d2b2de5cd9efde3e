"""The few cases that do not go by the rules, each of another unit, and the one decision that was annulled."""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from story.chance import pick, stream
from story.classes import class_of
from story.days import months_later, working_day_after, working_days
from story.people import (
    ANNULLED,
    OCCUPATION_ODDS,
    OCCUPATIONS,
    STRUCK_OFF,
    TWO_MEMBERS,
    UNION,
    YOUTH,
    Admission,
    birth,
)

CEREMONY_WITHIN = 30  # working days
CERTIFICATE_VALID = 60  # months
ANNULLED_IN, ANNULLED_ON = (2020, 9), date(2020, 11, 12)
CERTIFIED = date(2018, 6, 18), date(2018, 6, 22)  # before the first class of the sample


class Case(NamedTuple):
    """One person decided on between two days of whom something holds, and what goes otherwise with them."""

    first: date
    last: date
    fits: Callable
    change: Callable


def is_worker(admission):
    """Whether somebody is old enough and of no class of the sample, so that another certificate contradicts nothing."""
    return class_of(admission) is None and admission.decided - admission.born > timedelta(25 * 366)


def is_older(admission):
    """Whether somebody may as well be over sixty."""
    return is_worker(admission) and admission.source in (UNION, TWO_MEMBERS)


def decided_midweek(admission):
    """Whether two days before the decision was a working day."""
    before = admission.decided - timedelta(2)
    return working_days(before, before) == [before]


def always(admission):
    """Anybody will do."""
    return True


def late(rng, admission):
    """A ceremony held too late."""
    days = CEREMONY_WITHIN + int(rng.integers(4, 15))
    return admission._replace(held=working_day_after(admission.decided, days))


def without_ceremony(rng, admission):
    """No ceremony, long after the decision."""
    return admission._replace(held=None)


def before_decision(rng, admission):
    """A ceremony two days before its decision."""
    return admission._replace(held=admission.decided - timedelta(2))


def old_certificate(rng, admission):
    """A certificate no longer valid."""
    expired = months_later(admission.decided, -CERTIFICATE_VALID) - timedelta(int(rng.integers(20, 200)))
    return admission._replace(awarded=working_days(expired - timedelta(10), expired)[-1])


def over_sixty(rng, admission):
    """Somebody of 61."""
    return admission._replace(born=months_later(admission.decided, -61 * 12) - timedelta(int(rng.integers(40, 200))))


def struck_off(rng, admission):
    """A probationary member who was not recognized."""
    return admission._replace(note=STRUCK_OFF)


def overdue(rng, admission):
    """A probationary member on whom nobody has decided, long after the time had come."""
    return admission._replace(is_overdue=True)


CASES = (
    # The first, third and fifth run over the new year's holidays of Tet.
    Case(date(2019, 1, 2), date(2019, 1, 18), always, late),
    Case(date(2019, 10, 1), date(2019, 11, 30), always, late),
    Case(date(2020, 1, 2), date(2020, 1, 17), always, late),
    Case(date(2020, 5, 4), date(2020, 5, 29), always, late),
    Case(date(2021, 1, 4), date(2021, 1, 29), always, late),
    Case(date(2021, 3, 1), date(2021, 3, 19), always, late),
    Case(date(2020, 10, 1), date(2020, 11, 30), always, without_ceremony),
    Case(date(2021, 2, 1), date(2021, 3, 31), always, without_ceremony),
    Case(date(2019, 5, 1), date(2019, 9, 30), decided_midweek, before_decision),
    Case(date(2019, 1, 1), date(2019, 5, 31), is_worker, old_certificate),
    Case(date(2019, 8, 1), date(2019, 12, 31), is_worker, old_certificate),
    Case(date(2020, 1, 1), date(2020, 12, 31), is_worker, old_certificate),
    Case(date(2021, 1, 1), date(2021, 5, 31), is_worker, old_certificate),
    Case(date(2019, 1, 1), date(2019, 12, 31), is_older, over_sixty),
    Case(date(2019, 3, 1), date(2019, 9, 30), always, struck_off),
    Case(date(2020, 1, 1), date(2020, 2, 28), always, struck_off),
    Case(date(2019, 11, 1), date(2019, 11, 30), always, overdue),
    Case(date(2019, 12, 1), date(2019, 12, 31), always, overdue),
    Case(date(2020, 1, 1), date(2020, 1, 31), always, overdue),
    Case(date(2020, 2, 1), date(2020, 2, 28), always, overdue),
)


def with_irregular(units, admissions):
    """The admissions with the irregular cases among them."""
    rng = stream(3)
    # Who is alone with a ceremony can be late alone.
    ceremonies = Counter((a.decided, a.unit) for a in admissions)
    alone = [a for a in admissions if a.is_new and ceremonies[a.decided, a.unit] == 1]
    changed = {}
    for case in CASES:
        of_case = [a for a in alone if case.first <= a.decided <= case.last and a.unit not in changed and case.fits(a)]
        chosen = of_case[rng.integers(len(of_case))]
        changed[chosen.unit] = case.change(rng, chosen)
    by_person = {a.person: a for a in (*admissions, *changed.values(), annulled(rng, units, admissions, changed))}
    return sorted(by_person.values(), key=lambda a: (a.decided, a.number))


def annulled(rng, units, admissions, taken):
    """The decision that was annulled two months later: one more than the roster has today."""
    decided = max(a.decided for a in admissions if (a.decided.year, a.decided.month) == ANNULLED_IN)
    unit = int(rng.choice([n for n in range(len(units)) if n not in taken]))
    number = 1 + max(a.number for a in admissions if a.decided == decided)
    occupation = pick(rng, dict(zip(OCCUPATIONS, OCCUPATION_ODDS[units[unit].listing.sector], strict=True)))
    return Admission(
        *(len(admissions) + 1, unit, decided, number, working_day_after(decided, 8), YOUTH),
        *(birth(rng, decided, (24, 30)), "Nam", occupation, working_days(*CERTIFIED)[0]),
        note=ANNULLED,
        revoked=ANNULLED_ON,
    )
