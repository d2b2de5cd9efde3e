"""What is asked of awareness classes (questions 20, 21, 25, 26), answered on the sample and derived from its files."""

import math
from datetime import date
from fractions import Fraction

import pandas as pd
import pytest

from ketnap import classes
from ketnap.account import View
from tests import sample as files
from tests.sample import CUTOFF, MONTH, asked, day, now, read

MAY = View(2021, date(2021, 5, 31))
MEAN_MONTH = 365.25 / 12


@pytest.fixture(scope="module")
def people(sample):
    """Who finished an awareness class, as the dashboard knows them."""
    return classes.people(sample, MAY)


@pytest.fixture(scope="module")
def followed():
    """Who finished one since the roster begins, as the files say."""
    return files.followed()


def test_q20_how_many_have_done_a_class_and_are_not_admitted_and_whose_certificates_end_soon(sample, people, followed):
    """How many have done the class and are not yet admitted, and how many certificates are about to reach 60 months?

    Of classes before the roster begins nobody knows who was admitted before: their certificates count, nobody waits.
    """
    waiting, named = followed[followed["decided"].isna()], files.finished()
    found = classes.standing(people)
    assert (found.graduates, found.waiting) == (len(followed), len(waiting))
    by_number = read("class_graduates").query("`Số hoàn thành` != ''")
    ends = pd.concat(
        [
            named.loc[named["decided"].isna(), "ended"],
            day(by_number["Ngày bế giảng"]).repeat(by_number["Số hoàn thành"].astype(int)),
        ]
    )
    ends = ends + 60 * MONTH
    assert found.valid == (ends >= CUTOFF).sum() > len(waiting)
    assert found.ending == ((ends >= CUTOFF) & (ends <= CUTOFF + 12 * MONTH)).sum() > 0
    rows = classes.by_unit(sample, people).set_index("unit_name")["waiting"]
    assert rows[rows > 0].to_dict() == waiting["Đơn vị cử đi học"].map(now).value_counts().to_dict()


def test_q21_how_long_does_it_take_from_the_certificate_to_the_admission(people, followed):
    """How many months pass, in the median, from the certificate to the admission?

    Beside the median of those admitted stands the month by which half of all would be, who still waits counting for
    as long as that (product limit).
    """
    found = classes.wait(people, MAY)
    came = (followed["decided"] - followed["ended"]).dt.days / MEAN_MONTH
    assert found.of_admitted == pytest.approx(came.median())
    lived = came.fillna((CUTOFF - followed["ended"]).dt.days / MEAN_MONTH)
    left, half = 1.0, None
    for months in sorted(came.dropna().unique()):
        left *= 1 - (came == months).sum() / (lived >= months).sum()
        half = months if half is None and left <= 0.5 else half
    assert found.of_all == pytest.approx(half)


def test_q25_how_many_classes_and_participants_does_next_year_need(sample, people, followed):
    """How many classes and participants are needed so that next year has enough (target ÷ share admitted)?

    How many who wait already will be admitted next year is a forecast and taken as it is.
    """
    found = classes.plan(sample, MAY, people)
    grown = followed[followed["ended"] + 24 * MONTH <= CUTOFF]
    came = (grown["decided"] <= grown["ended"] + 24 * MONTH).sum()
    share = Fraction(int(came), len(grown))
    recent = followed[followed["ended"] + 24 * MONTH > CUTOFF].groupby("Mã lớp").size()
    target = asked(sum(files.members(2021).values()))
    assert found.share == pytest.approx(float(share))
    assert (found.year, found.target, found.size) == (2022, target, round(recent.mean()))
    participants = math.ceil((target - found.expected) / share)
    assert 0 < found.expected < followed["decided"].isna().sum()
    assert found.participants(found.share) == participants
    assert found.classes(found.share) == math.ceil(participants / round(recent.mean()))


def test_q26_how_many_of_the_classes_of_a_year_are_admitted_in_it_and_in_the_next_two(people, followed):
    """Of the graduates of a year N, how many are admitted in N, in N+1 and in N+2, class by class?"""
    found = classes.cohorts(people, MAY, classes.RIPE).set_index("class_code")
    later = followed["decided"].dt.year - followed["ended"].dt.year
    for code, years in later.groupby(followed["Mã lớp"]):
        began = 2021 - int(code[-4:])
        wanted = [int((years == k).sum()) if k <= began else pd.NA for k in (0, 1, 2)]
        assert found.loc[code, ["year_0", "year_1", "year_2"]].tolist() == wanted
    assert set(followed["Mã lớp"]) <= set(found.index)
