"""The invented people of the roster: the rows of admissions.csv."""

from collections import Counter
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from story.chance import pick, share_out, stream
from story.days import CUTOFF, months_later, text, working_days
from story.decisions import EARLIER_TOTALS, decision_numbers
from story.units import odds

YOUTH, UNION, TWO_MEMBERS = "Đoàn Thanh niên", "Công đoàn", "Hai đảng viên"
SOURCE_ODDS = {YOUTH: 0.62, UNION: 0.30, TWO_MEMBERS: 0.05, "": 0.03}
AGES = {YOUTH: (20, 30), UNION: (27, 52), TWO_MEMBERS: (32, 58), "": (22, 50)}
STUDENT_AGES = (19, 23)
STUDENT = "Sinh viên"
OCCUPATIONS = ("Công chức", "Viên chức", "Người lao động")
OCCUPATION_ODDS = {
    "Đảng - đoàn thể": (0.80, 0.10, 0.10),
    "Quản lý nhà nước": (0.75, 0.17, 0.08),
    "Tư pháp": (0.90, 0.00, 0.10),
    "Sự nghiệp": (0.02, 0.85, 0.13),
    "Doanh nghiệp": (0.00, 0.00, 1.00),
}
READMITTED, STRUCK_OFF, ANNULLED = "Kết nạp lại", "Xóa tên đảng viên dự bị", "Hủy quyết định"
PROBATION = 12  # months from the ceremony
LATEST_REVIEW = timedelta(25)  # after the probation


class Admission(NamedTuple):
    """One person of the roster; a ceremony after the cut-off is known here and shown nowhere."""

    person: int
    unit: int
    decided: date
    number: int
    held: date | None
    source: str
    born: date
    gender: str
    occupation: str
    awarded: date
    note: str = ""
    official: date | None = None
    revoked: date | None = None
    is_overdue: bool = False

    @property
    def is_new(self):
        """Whether it is no readmission."""
        return self.note != READMITTED

    @property
    def probation_over(self):
        """The day on which twelve months of probation are over; None without a ceremony."""
        return self.held and months_later(self.held, PROBATION)

    @property
    def goes_by_the_rules(self):
        """Whether the probation ends as it should, once its time has come."""
        return not (self.is_overdue or self.revoked or self.note == STRUCK_OFF)

    def is_on_probation(self, day):
        """Whether somebody is a probationary member on a day."""
        over = day if self.is_overdue else self.official or self.probation_over
        return bool(self.held and self.held < day <= over and not self.revoked)


def birth(rng, day, ages):
    """A birth day that gives an age within the range at the given day."""
    youngest, oldest = ages
    return day - timedelta(int(rng.integers(youngest * 366, oldest * 365)))


def certificate(rng, day, born):
    """A class certificate day 2 to 40 months before the decision, at 18 or later."""
    longest = min(1200, (day - born).days - 18 * 366)
    awarded = day - timedelta(int(rng.integers(70, longest)))
    return working_days(awarded - timedelta(10), awarded)[-1]


def introducers(rng, decisions):
    """The source organization of each decision; youth cannot introduce a readmission."""
    counts = share_out(len(decisions), list(SOURCE_ODDS.values()))
    shuffled = rng.permutation(np.repeat(list(SOURCE_ODDS), counts)).tolist()
    return [TWO_MEMBERS if d.note else s for d, s in zip(decisions, shuffled, strict=True)]


def person(rng, decision, unit, source):
    """Birth day, gender, occupation and certificate day of one admitted person."""
    student = source == YOUTH and unit.is_college and rng.random() < 0.75
    chances = dict(zip(OCCUPATIONS, OCCUPATION_ODDS[unit.sector], strict=True))
    occupation = STUDENT if student else pick(rng, chances)
    born = birth(rng, decision.day, STUDENT_AGES if student else AGES[source])
    gender = "Nữ" if rng.random() < 0.48 else "Nam"
    return born, gender, occupation, certificate(rng, decision.day, born)


def make_admissions(rng, units, decisions, ceremonies):
    """The people of the decisions, before anything goes other than by the rules."""
    numbers, sources = decision_numbers(rng, decisions), introducers(rng, decisions)
    columns = zip(decisions, ceremonies, numbers, sources, strict=True)
    return [
        Admission(
            *(n, decision.unit, decision.day, number, held, source),
            *person(rng, decision, units[decision.unit].listing, source),
            decision.note,
        )
        for n, (decision, held, number, source) in enumerate(columns, start=1)
    ]


def earlier_probationers(rng, units):
    """The units of the people admitted in 2018, who are on probation at the start of 2019."""
    return rng.choice(len(units), sum(EARLIER_TOTALS[2018]), p=odds(units))


def probationers(in_2018, admissions):
    """Members on their twelve months of probation, counted by (year at 1 January, unit)."""
    later = ((y, a.unit) for y in (2020, 2021) for a in admissions if a.is_on_probation(date(y, 1, 1)))
    return Counter([*((2019, int(unit)) for unit in in_2018), *later])


def recognized(admissions):
    """The admissions with the days of full membership of those whose time has come."""
    rng = stream(4)
    for admission in admissions:
        over = admission.probation_over
        if over and over <= CUTOFF and admission.goes_by_the_rules:
            days = working_days(over, min(over + LATEST_REVIEW, CUTOFF))
            admission = admission._replace(official=days[rng.integers(len(days))])
        yield admission


def admission_rows(units, admissions):
    """The rows of admissions.csv."""
    for n, a in enumerate(admissions, start=1):
        yield (
            *(n, f"ĐV-{a.person:04}", f"Đảng viên Mẫu {a.person:04}", text(a.born), a.gender, units[a.unit].name),
            *(f"{a.number:02}-QĐ/ĐUK", text(a.decided), text(a.held if a.held and a.held <= CUTOFF else None)),
            *(a.source, a.occupation, text(a.awarded), text(a.official), text(a.revoked), a.note),
        )
