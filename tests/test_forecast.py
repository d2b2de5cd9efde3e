"""The forecast: honest, coherent, monotone, and the same every time; every degenerate case is answered or refused."""

from datetime import date
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from ketnap import forecast as forecasts
from ketnap.forecast import Forecast, TooLittle, forecast
from ketnap.forecast.level import level
from ketnap.forecast.months import covered_on, months, named, number_of
from ketnap.forecast.paths import Paths, Sum
from ketnap.forecast.shock import going_on
from ketnap.forecast.split import shares
from ketnap.forecast.term import Year, chances

FLAT = [10.0] * 12
# The letter's own year: 124 in five months of 2020, 45 in those of 2021; the other months of 2020 are invented.
LETTER = [24.0, 20, 26, 26, 28, 22, 18, 18, 24, 24, 22, 38] + [9.0] * 5
STRUCK = [number_of(2021, month) for month in range(1, 6)]


def history(first: str, counts: list[float]) -> pd.DataFrame:
    """Monthly counts from a first month on."""
    days = pd.date_range(first, periods=len(counts), freq="MS")
    return pd.DataFrame({"month": days, "year": days.year, "month_number": days.month, "admissions": counts})


def made(counts: list[float], as_of: date, first: str = "2019-01-01", **more) -> Forecast:
    """The forecast, which there must be."""
    found = forecast(history(first, counts), as_of, **more)
    assert isinstance(found, Forecast)
    return found


def rest(found: Forecast) -> list[int]:
    """The 10, 50 and 90 % quantiles of what is still to come in the year."""
    total = found.year_total()
    return [total.quantile(p) - total.certain for p in (0.1, 0.5, 0.9)]


@pytest.mark.parametrize("seen", [0, 1, 2])
def test_under_three_months_there_is_no_forecast(seen):
    assert forecast(history("2021-01-01", [9.0] * seen), date(2021, seen + 1, 27)) == TooLittle(seen)


def test_few_months_give_a_wide_forecast_around_their_pace():
    low, middle, high = rest(made([8.0, 10, 9, 9, 9], date(2021, 5, 31), "2021-01-01"))
    assert middle == pytest.approx(63, abs=5)
    assert high - low > 30


def test_flat_years_go_on_flat():
    found = made(FLAT * 2 + [10.0] * 5, date(2021, 5, 31))
    assert found.year_total().quantile(0.5) == pytest.approx(120, abs=4)
    assert found.year_total().chance_of_reaching(120) == pytest.approx(0.5, abs=0.08)
    assert (found.months_done, found.admitted, found.months_seen, found.years_seen) == (5, 50, 29, 2)


def test_the_month_shape_is_learnt():
    found = made(([2.0] * 11 + [60.0]) * 3 + [2.0] * 5, date(2022, 5, 31))
    assert found.share_left > 0.7
    assert 60 < found.year_total().quantile(0.5) < 110


def test_the_same_months_give_the_same_figures():
    forecasts.prospect._forecast.cache_clear()
    one = made(LETTER, date(2021, 5, 31), "2020-01-01").year_total()
    forecasts.prospect._forecast.cache_clear()
    other = made(LETTER, date(2021, 5, 31), "2020-01-01").year_total()
    assert one.chance_of_reaching(150) == other.chance_of_reaching(150)
    assert [one.quantile(p) for p in (0.1, 0.9)] == [other.quantile(p) for p in (0.1, 0.9)]


def test_another_seed_hardly_changes_a_chance():
    seen = months(number_of(2020, 1), np.array(LETTER))
    known = level(seen)
    first, last = number_of(2021, 6), number_of(2021, 12)
    found = [
        Sum(45, forecasts.paths.paths(seen, known, last, seed=seed).rest(first, last)).chance_of_reaching(150)
        for seed in range(12)
    ]
    assert max(found) - min(found) < 0.03


def test_quantiles_rise_chances_fall_and_both_agree():
    total = made(FLAT * 2 + [10.0] * 5, date(2021, 5, 31)).year_total()
    quantiles = [total.quantile(p) for p in (0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975)]
    assert quantiles == sorted(quantiles)
    fall = [total.chance_of_reaching(target) for target in range(40, 260)]
    assert (np.diff(fall) <= 0).all()
    assert total.chance_of_reaching(total.quantile(0.9)) > 0.09
    assert total.chance_of_reaching(total.quantile(0.9) + 2) < 0.11


def test_a_sum_is_the_mixture_of_poisson_distributions_it_says():
    rng = np.random.default_rng(1)
    rest_ = rng.gamma(30, 2, 4000)
    total = Sum(45, rest_)
    # A gamma mixture of Poisson distributions is negative binomial: size 30, mean 60.
    peer = stats.nbinom(30, 30 / 90)
    assert total.chance_of_reaching(110) == pytest.approx(peer.sf(64), abs=0.01)
    assert total.quantile(0.9) == pytest.approx(45 + peer.ppf(0.9), abs=1)
    assert total.shortfall(110) == pytest.approx(sum((65 - k) * peer.pmf(k) for k in range(65)), rel=0.05)


def test_met_is_certain_and_out_of_reach_is_not_quite_impossible():
    total = made(FLAT * 2 + [10.0] * 5, date(2021, 5, 31)).year_total()
    assert total.chance_of_reaching(50) == 1.0
    assert total.chance_of_reaching(51) < 1.0
    assert 0.0 < total.chance_of_reaching(900) < 0.001


def test_a_year_that_is_over_is_a_fact():
    total = made(FLAT * 2, date(2020, 12, 31)).year_total()
    assert (total.quantile(0.1), total.quantile(0.9)) == (120, 120)
    assert (total.chance_of_reaching(120), total.chance_of_reaching(121)) == (1.0, 0.0)


def test_all_months_empty_means_hardly_anybody():
    total = made([0.0] * 25, date(2021, 1, 31)).year_total()
    assert total.quantile(0.95) <= 2
    assert total.chance_of_reaching(5) < 0.01


def test_after_a_stop_it_is_unclear_whether_it_is_over():
    low, _, high = rest(made([10.0] * 24 + [0.0] * 5, date(2021, 5, 31)))
    assert low < 15
    assert high > 50


def test_ceremonies_every_third_month_widen_no_more_than_they_must():
    low, middle, high = rest(made([0.0, 0, 30] * 9, date(2021, 3, 31)))
    assert middle == pytest.approx(90, abs=8)
    assert (low, high) != (middle, middle)
    assert high - low < 60


def test_a_begun_month_counts_for_the_part_that_has_passed():
    whole = made([10.0] * 28, date(2021, 4, 30))
    as_usual = made([*[10.0] * 28, 3.0], date(2021, 5, 10))
    none_yet = made([*[10.0] * 28, 0.0], date(2021, 5, 30))
    assert as_usual.year_total().quantile(0.5) == pytest.approx(whole.year_total().quantile(0.5), abs=4)
    assert none_yet.year_total().quantile(0.5) < whole.year_total().quantile(0.5) - 4
    assert (as_usual.begun, as_usual.months_done) == (3, 4)
    assert as_usual.year_total().chance_of_reaching(43) == 1.0


def test_unknown_months_are_left_out_and_known_zeros_are_not():
    nan = float("nan")
    unknown = made([nan] * 12 + FLAT + [10.0] * 5, date(2021, 5, 31))
    gap = made(FLAT + [nan] * 4 + [10.0] * 13, date(2021, 5, 31))
    zeros = made([0.0] * 12 + FLAT + [10.0] * 5, date(2021, 5, 31))
    assert unknown.months_seen == 17
    assert gap.months_seen == 25
    assert rest(gap)[1] == pytest.approx(70, abs=5)
    assert rest(zeros)[1] < rest(gap)[1] + 5


@pytest.mark.parametrize("bad", [-1.0, 1.5])
def test_counts_that_are_none_are_refused(bad):
    with pytest.raises(ValueError, match="whole numbers"):
        forecast(history("2021-01-01", [1.0, bad, 1.0, 1.0]), date(2021, 4, 30))


def test_what_a_shock_means_is_a_choice():
    day, first = date(2021, 5, 31), "2020-01-01"
    unmarked = made(LETTER, day, first)
    over = made(LETTER, day, first, struck=STRUCK)
    goes_on = going_on(over, number_of(2021, 12))
    found = [each.year_total().chance_of_reaching(150) for each in (goes_on, unmarked, over)]
    assert found[0] < 0.06
    assert 0.15 < found[1] < 0.5
    assert found[2] > 0.95
    # 37 % of what is usual, about 60 of 162.
    assert rest(goes_on)[1] == pytest.approx(0.37 * rest(over)[1], rel=0.1)
    with pytest.raises(ValueError, match="struck"):
        going_on(unmarked, number_of(2021, 12))


def test_units_add_up_to_the_total_on_every_path():
    counts = np.random.default_rng(2).poisson([0.2, 1, 3, 0.01], (30, 4)).astype(float)
    found = shares(counts)
    assert found.sum(axis=1) == pytest.approx(1)
    assert found.mean(axis=0)[2] == pytest.approx(3 / 4.21, abs=0.05)
    assert (found.mean(axis=0) > 0).all()


def test_a_unit_without_admissions_is_drawn_towards_its_members():
    counts = np.zeros((24, 3))
    counts[:, 0] = 2.0
    small, large = shares(counts, np.array([100, 5, 400])).mean(axis=0)[1:]
    assert large > small > 0


def test_closed_units_get_nothing_and_one_unit_gets_all():
    assert shares(np.ones((12, 3)), np.array([10, 0, 10]))[:, 1].max() == 0
    assert (shares(np.ones((12, 1))) == 1).all()
    with pytest.raises(ValueError, match="open"):
        shares(np.ones((12, 2)), np.zeros(2))


def years_of(found: Forecast, first_target: int, last: int) -> list[Year]:
    """The open years of a term at 3 %."""
    sums = {year: found.total_of(year) for year in range(2021, last + 1)}
    return [
        Year(year, total.certain, total.rest, first_target if year == 2021 else None, Fraction(3))
        for year, total in sums.items()
    ]


def test_targets_follow_the_members():
    found = made([13.0] * 29, date(2021, 5, 31), last_year=2025)
    term = chances(years_of(found, 150, 2025), 5000, 0.015)
    assert list(term.targets.values()) == sorted(term.targets.values())
    # 5,000 members, 156 admitted and 75 gone in 2021: 5,081 members ask for 153 in 2022.
    assert term.targets[2022] == pytest.approx(153, abs=1)
    fewer = chances(years_of(found, 150, 2025), 5000, 0.05)
    assert fewer.targets[2025] < term.targets[2025]


def test_every_year_is_harder_than_each_and_easier_than_independent_years():
    found = made([13.0] * 29, date(2021, 5, 31), last_year=2025)
    term = chances(years_of(found, 150, 2025), 5000, 0.015)
    assert term.every <= min(term.of_year.values())
    assert term.every > np.prod(list(term.of_year.values()))


def test_closed_years_are_facts():
    found = made([13.0] * 29, date(2021, 5, 31), last_year=2025)
    open_ = years_of(found, 150, 2025)
    assert chances(open_, 5000, 0.015, missed=True).every == 0.0
    behind, ahead = chances(open_, 5000, 0.015, missing_before=100), chances(open_, 5000, 0.015, missing_before=-100)
    assert behind.total < chances(open_, 5000, 0.015).total < ahead.total
    assert chances(open_, 5000, 0.015, missing_before=-5000).total == 1.0
    assert chances(years_of(found, 10, 2021), 5000, 0.0).every == 1.0


def test_levers_on_the_same_paths_are_monotone():
    found = Paths(0, np.random.default_rng(1).gamma(5, 2, (4000, 7)))
    lifted = [Sum(45, found.scaled(np.full(7, factor)).rest(0, 6)).chance_of_reaching(130) for factor in (0.8, 1, 1.2)]
    assert lifted == sorted(lifted)
    assert lifted[0] < lifted[2]


def test_months_are_numbered_named_and_covered():
    assert named(number_of(2021, 12)) == (2021, 12)
    assert covered_on(date(2021, 4, 15)) == 0.5
    assert covered_on(date(2024, 2, 29)) == covered_on(date(2021, 12, 31)) == 1.0


@pytest.mark.parametrize(
    ("chance", "word"),
    [(0.0, "almost_none"), (0.05, "very_unlikely"), (0.38, "unlikely"), (0.5, "even"), (0.8, "very_likely")],
)
def test_a_probability_has_its_word(chance, word):
    assert forecasts.chance_word(chance) == word
