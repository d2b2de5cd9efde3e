"""Admissions before the days that matter."""

from dataclasses import replace
from datetime import date

from ketnap import cuts, words
from ketnap.account import View
from ketnap.i18n import Translator
from tests.rows import ROSTER, UNITS, keep

# The fourteen days up to 3/2 are 21/1 to 3/2; those up to 10/2 are 28/1 to 10/2.
PEOPLE = (
    "S1,M,01/02/1990,Sở A,20/01/2021,,,\nS2,L,01/02/1991,Sở A,21/01/2021,,,\nS3,K,01/02/1992,Sở A,03/02/2021,,,\n"
    "S4,H,01/02/1993,Sở B,04/02/2021,,,\nS5,N,01/02/1994,Sở A,2/2021,,,\nS6,T,01/02/1995,Sở A,02/02/2020,,,\n"
)
MILESTONES = "Ngày,Sự kiện\n3/2,Ngày thành lập Đảng\n19/5,Sinh nhật Bác\n10/02/2021,Một lần\n10/02/2020,Năm trước\n"
MARCH = View(2021, date(2021, 3, 31))


def test_admissions_count_before_each_day_and_once_before_any(store):
    keep(store, UNITS, ROSTER + PEOPLE, MILESTONES)
    found = cuts.batches(store, MARCH)
    assert found is not None
    assert found.rows["milestone"].tolist() == ["Ngày thành lập Đảng", "Một lần", "Sinh nhật Bác"]
    # Of 20/1, 21/1, 3/2, 4/2: two up to 3/2, two up to 10/2; 19/5 lies ahead.
    assert found.rows["admissions"].tolist()[:2] == [2, 2]
    assert found.rows["admissions"].isna().tolist() == [False, False, True]
    # The one known by its month alone is in no window; 21/1 to 10/2 are 21 of the 90 days to 31/3.
    assert (found.near, found.dated, found.near_days, found.days) == (3, 4, 21, 90)
    said = words.batches_sentence(found, MARCH, Translator("vi"))
    assert "3/4" in said
    assert "75,0%" in said
    assert "23,3%" in said


def test_the_filters_hold_for_the_days_too(store):
    keep(store, UNITS, ROSTER + PEOPLE, MILESTONES)
    found = cuts.batches(store, replace(MARCH, unit="B"))
    assert found is not None
    assert (found.rows["admissions"].tolist()[:2], found.near, found.dated) == ([0, 1], 1, 1)


def test_a_leap_day_is_kept_on_the_28th_and_without_days_there_is_nothing_to_say(store):
    keep(store, UNITS, ROSTER + PEOPLE)
    assert cuts.batches(store, MARCH) is None
    keep(store, "Ngày,Sự kiện\n29/2,Ngày nhuận\n")
    for year, day in ((2020, date(2020, 2, 29)), (2021, date(2021, 2, 28))):
        found = cuts.batches(store, View(year, date(year, 3, 31)))
        assert found is not None
        assert found.rows["milestone_date"].iloc[0].date() == day
