"""What the Youth Union and the trade union tell of their members: the rows of source_figures.csv."""

from collections import Counter
from datetime import date
from typing import NamedTuple

from story.chance import stream
from story.days import text
from story.people import UNION, YOUTH

LISTED = {YOUTH: 25, UNION: 15}
DRIFT = 0.02  # of the members of an organization from one report to the next
COUNTS_CEREMONIES = 0.35  # of the organizations; the others count decisions


class Period(NamedTuple):
    """A period of reports: name, first and last day, day of the reports."""

    name: str
    first: date
    last: date
    told: date


PERIODS = (
    Period("Năm 2019", date(2019, 1, 1), date(2019, 12, 31), date(2020, 1, 6)),
    Period("Năm 2020", date(2020, 1, 1), date(2020, 12, 31), date(2021, 1, 6)),
    Period("Quý I/2021", date(2021, 1, 1), date(2021, 3, 31), date(2021, 4, 5)),
    Period("5 tháng đầu năm 2021", date(2021, 1, 1), date(2021, 5, 31), date(2021, 5, 31)),
)
NOT_TOLD = UNION, "Năm 2020", 4  # which of those listed says nothing of its members outside the Party


class Figures(NamedTuple):
    """What an organization tells for a period, in the order of the columns."""

    members: int
    eligible: int
    introduced: int
    sent: int
    admitted: int


def source_rows(units, admissions, learners):
    """The rows of source_figures.csv: period by period the organization, then some of those below it."""
    by_source = {source: figures(units, source, admissions, learners) for source in LISTED}
    for at, period in enumerate(PERIODS):
        for source, of_units in by_source.items():
            ended = period.name, text(period.told)
            whole = Figures(*map(sum, zip(*(told[at] for told in of_units), strict=True)))
            yield source, "", "", *ended, *whole
            for number, n in enumerate(listed(units, source, admissions)):
                of_unit = of_units[n][at]
                if (source, period.name, number) == NOT_TOLD:
                    of_unit = of_unit._replace(eligible="")
                yield source, name(units[n], source), units[n].name, *ended, *of_unit


def listed(units, source, admissions):
    """The units whose organization is named: those with the most admissions, in official order."""
    admitted = Counter(a.unit for a in admissions if a.source == source)
    return sorted(sorted(range(len(units)), key=lambda n: -admitted[n])[: LISTED[source]])


def name(unit, source):
    """What the organization of a unit is called."""
    if source == UNION:
        return f"Công đoàn cơ sở {unit.listing.name}"
    large = unit.listing.is_college or unit.listing.scale >= 4
    return f"{'Đoàn cơ sở' if large else 'Chi đoàn'} {unit.listing.name}"


def figures(units, source, admissions, learners):
    """What the organization of each unit tells, period by period."""
    rng = stream(7, list(LISTED).index(source))
    return [
        by_period(
            rng,
            strength(rng, unit, source),
            admitted(rng, [a for a in admissions if a.is_new and (a.unit, a.source) == (n, source)]),
            [sent(unit, source, period, learners) for period in PERIODS],
        )
        for n, unit in enumerate(units)
    ]


def strength(rng, unit, source):
    """Members of an organization and how many of them are no members of the Party."""
    party = unit.members[2021]
    if source == UNION:
        members = round(party * rng.uniform(1.5, 2.2))
        return members, members - round(0.97 * party)
    students = unit.listing.is_college
    members = round(party * (rng.uniform(4, 7) if students else rng.uniform(0.4, 0.7)))
    return members, round(members * (rng.uniform(0.88, 0.95) if students else rng.uniform(0.5, 0.75)))


def admitted(rng, people):
    """How many were admitted in each period as the organization counts: by the ceremony or by the decision."""
    by_ceremony = rng.random() < COUNTS_CEREMONIES
    days = [a.held if by_ceremony else a.decided for a in people]
    return [sum(day is not None and p.first <= day <= p.last for day in days) for p in PERIODS]


def sent(unit, source, period, learners):
    """How many people of a unit's organization have been to the awareness classes of a period."""
    mine = [day for named, of_source, day in learners if (named, of_source) == (unit.name, source)]
    return sum(period.first <= day <= period.last for day in mine)


def by_period(rng, members, came, went):
    """The figures of one organization, period by period; a longer period goes on from the shorter one before."""
    told, first = [], None
    for at, period in enumerate(PERIODS):
        introduced, known = (told[-1].introduced, told[-1].admitted) if period.first == first else (0, 0)
        introduced = max(introduced + newly_introduced(rng, came[at] - known), went[at])
        drift = rng.normal(1, DRIFT)
        whole, eligible = (round(count * drift) for count in members)
        told.append(Figures(whole, max(eligible, introduced), introduced, went[at], came[at]))
        first = period.first
    return told


def newly_introduced(rng, admitted):
    """How many were introduced beside so many admitted: more than these, and now and then where nobody was admitted."""
    return admitted + int(rng.binomial(admitted, 0.5)) if admitted else int(rng.random() < 0.03)
