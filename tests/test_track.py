"""The track record is made by the forecast itself, from what was known on the day; and the pace to a target."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from ketnap.forecast import forecast, planned, usual_pace
from ketnap.forecast.months import number_of
from ketnap.forecast.track import track


def history(first: str, counts: list[float]) -> pd.DataFrame:
    """Monthly counts from a first month on."""
    days = pd.date_range(first, periods=len(counts), freq="MS")
    return pd.DataFrame({"month": days, "year": days.year, "month_number": days.month, "admissions": counts})


EVEN = history("2018-01-01", [10.0] * 41)


def test_every_whole_year_with_a_year_before_it_is_tried_at_three_days():
    found = track(EVEN, date(2021, 5, 31))
    # 2018 has no year before it; of 2021 nothing is known yet.
    assert [(each.year, each.month) for each in found] == [(y, m) for y in (2019, 2020) for m in (2, 5, 8)]
    assert {each.outcome for each in found} == {120}
    assert all(each.is_inside for each in found)
    assert [each.admitted for each in found[:3]] == [20, 50, 80]
    assert {each.straight for each in found} == {120}


def test_a_year_that_ends_on_the_day_is_tried_too():
    assert track(EVEN, date(2020, 12, 31))[-1].year == 2020
    assert track(EVEN, date(2020, 12, 30))[-1].year == 2019


def test_a_try_knows_nothing_of_later_months():
    quiet, loud = [10.0] * 29 + [10.0] * 7, [10.0] * 29 + [40.0] * 7
    of_quiet, of_loud = (track(history("2018-01-01", counts), date(2020, 12, 31)) for counts in (quiet, loud))
    # May 2020 is the 29th month: what was said by then is the same, what came is not.
    for before, after in zip(of_quiet[:-1], of_loud[:-1], strict=True):
        assert (before.median, before.low, before.high) == (after.median, after.low, after.high)
    assert not of_loud[-2].is_inside
    assert of_loud[-2].outcome == 50 + 7 * 40


def test_a_try_is_the_forecast_of_that_day():
    counts = list(np.random.default_rng(3).poisson(12, 36).astype(float))
    last = track(history("2018-01-01", counts), date(2020, 12, 31))[-1]
    made = forecast(history("2018-01-01", counts[:32]), date(2020, 8, 31))
    assert last.median == made.year_total().quantile(0.5)
    assert last.straight == round(sum(counts[24:32]) / 8 * 12)


def test_marked_months_count_only_once_they_have_come():
    counts = [10.0] * 26 + [2.0] * 10
    struck = [number_of(2020, month) for month in range(3, 13)]
    plain, marked = (track(history("2018-01-01", counts), date(2020, 12, 31), s) for s in ((), struck))
    assert plain[3] == marked[3]
    # By May three months were struck, the last of them too: the shock is taken to go on.
    assert abs(marked[4].median - marked[4].outcome) < abs(plain[4].median - plain[4].outcome)


def test_too_short_a_history_has_no_record():
    assert track(history("2020-01-01", [10.0] * 15), date(2021, 3, 31)) == []


def test_the_usual_pace_uses_whole_earlier_years_only():
    frame = history("2019-07-01", [5.0] * 6 + [1.0] * 6 + [3.0] * 6 + [9.0])
    pace = usual_pace(frame, 2021)
    # Only 2020 is whole: 6 x 1 then 6 x 3, so a quarter of it by June.
    assert pace is not None
    assert pace[5] == pytest.approx(6 / 24)
    assert pace[-1] == pytest.approx(1)
    assert usual_pace(frame, 2020) is None


def test_a_plan_by_months_adds_up_and_follows_the_months():
    assert planned(10, np.array([1.0, 2, 2])) == [2, 4, 4]
    assert planned(105, np.array([4.5, 2.3, 11.8, 4.4, 6.7, 9.7, 10.8])) == [9, 5, 25, 9, 14, 20, 23]
    assert planned(3, np.zeros(4)) == [1, 1, 1, 0]
    assert planned(0, np.array([1.0, 1])) == [0, 0]
