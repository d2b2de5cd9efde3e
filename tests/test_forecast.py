"""The closed-form forecast: honest, monotone, and the same every time."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from ketnap import forecast as forecasts
from ketnap.forecast import Forecast, Level, TooLittle, Total, forecast


def history(first: str, counts: list[float]) -> pd.DataFrame:
    """Monthly counts from a first month on."""
    months = pd.date_range(first, periods=len(counts), freq="MS")
    return pd.DataFrame({"month": months, "year": months.year, "month_number": months.month, "admissions": counts})


FLAT = [10.0] * 12


def made(counts: list[float], as_of: date, first: str = "2019-01-01") -> Forecast:
    """The forecast, which there must be."""
    found = forecast(history(first, counts), as_of)
    assert isinstance(found, Forecast)
    return found


@pytest.mark.parametrize("months", [0, 1, 2])
def test_under_three_months_there_is_no_forecast(months):
    found = forecast(history("2021-01-01", [9.0] * months), date(2021, months + 1, 28))
    assert found == TooLittle(months)


def test_three_months_are_enough_for_a_wide_one():
    found = made([9.0, 9.0, 9.0], date(2021, 3, 31), "2021-01-01").year_total()
    # 9 a month for the nine months left are 81 on top of 27; the range must be wide.
    assert found.quantile(0.5) == pytest.approx(108, abs=6)
    assert found.quantile(0.9) - found.quantile(0.1) > 30


def test_flat_years_go_on_flat():
    found = made(FLAT * 2 + [10.0] * 5, date(2021, 5, 31)).year_total()
    assert found.quantile(0.5) == pytest.approx(120, abs=3)
    assert found.chance_of_reaching(120) == pytest.approx(0.5, abs=0.08)


def test_the_month_shape_is_learnt():
    busy_end = [2.0] * 11 + [60.0]
    found = made(busy_end * 3 + [2.0] * 5, date(2022, 5, 31))
    assert found.level.shares[11] > 0.5
    assert found.level.shares.sum() == pytest.approx(1)
    assert found.year_total().quantile(0.5) > 60


def test_a_target_that_is_met_is_certain_and_one_out_of_reach_is_not_quite_impossible():
    total = made(FLAT * 2 + [10.0] * 5, date(2021, 5, 31)).year_total()
    assert total.chance_of_reaching(50) == 1.0
    assert total.chance_of_reaching(51) < 1.0
    assert 0.0 < total.chance_of_reaching(400) < 0.001


def test_the_chance_falls_as_the_target_rises():
    total = made(FLAT * 2 + [10.0] * 5, date(2021, 5, 31)).year_total()
    chances = [total.chance_of_reaching(target) for target in range(40, 260)]
    assert (np.diff(chances) <= 0).all()


def test_quantiles_rise_and_agree_with_the_chances():
    total = made(FLAT * 2 + [10.0] * 5, date(2021, 5, 31)).year_total()
    quantiles = [total.quantile(p) for p in (0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975)]
    assert quantiles == sorted(quantiles)
    assert total.chance_of_reaching(total.quantile(0.9)) >= 0.1
    assert total.chance_of_reaching(total.quantile(0.9) + 1) <= 0.1


def test_the_rest_is_the_negative_binomial_of_its_mean_and_size():
    # Mean 60 and size 30: variance 60 + 60²/30 = 180, by the formula in the docstring.
    total = Total(admitted=45, mean=60.0, size=30.0, floor=45)
    peer = stats.nbinom(30, 30 / 90)
    assert peer.var() == pytest.approx(180)
    assert total.chance_of_reaching(105) == pytest.approx(peer.sf(59))


def test_it_is_the_conjugate_update_where_nothing_is_overdispersed():
    # Prior gamma(20, 20/120) after 50 in 5/12 of a year, each month worth .7: by hand.
    shape, rate = 20 + 0.7 * 50, 20 / 120 + 0.7 * 5 / 12
    level = Level(shape, rate, np.full(12, 1 / 12), 0.05, dispersion=1.0)
    total = Forecast(level, 2021, 5, 50, 50, 29, 2).year_total()
    assert total.mean == pytest.approx(shape / rate * 7 / 12)
    assert total.size == pytest.approx(shape)


def test_the_begun_month_is_a_lower_bound_not_an_observation():
    counts = FLAT * 2 + [10.0] * 5
    whole = made(counts, date(2021, 5, 31))
    begun = made([*counts, 3.0], date(2021, 6, 10))
    assert begun.level.mean == pytest.approx(whole.level.mean)
    assert (begun.admitted, begun.floor, begun.months_done) == (50, 53, 5)
    assert begun.year_total().chance_of_reaching(53) == 1.0
    assert begun.year_total().quantile(0.0001) >= 53


def test_unknown_months_are_left_out_and_known_zeros_are_not():
    nan = float("nan")
    unknown = made([nan] * 12 + FLAT + [10.0] * 5, date(2021, 5, 31))
    zeros = made([0.0] * 12 + FLAT + [10.0] * 5, date(2021, 5, 31))
    assert unknown.months_seen == 17
    assert zeros.level.mean < unknown.level.mean


def test_all_months_empty_means_hardly_anybody():
    total = made([0.0] * 24, date(2020, 12, 31)).year_total()
    assert (total.quantile(0.5), total.chance_of_reaching(5)) == (0, 0.0)
    following = made([0.0] * 24 + [0.0], date(2021, 1, 31)).year_total()
    assert following.quantile(0.9) <= 3


def test_negative_counts_are_refused():
    with pytest.raises(ValueError, match="negative"):
        forecast(history("2021-01-01", [1.0, -1.0, 1.0, 1.0]), date(2021, 4, 30))


def test_a_year_that_is_over_is_a_fact():
    total = made(FLAT * 2, date(2020, 12, 31)).year_total()
    assert (total.quantile(0.1), total.quantile(0.9)) == (120, 120)
    assert (total.chance_of_reaching(120), total.chance_of_reaching(121)) == (1.0, 0.0)


def test_the_further_the_term_the_wider():
    found = made(FLAT * 2 + [10.0] * 5, date(2021, 5, 31))
    widths = []
    for last in (2021, 2023, 2025):
        total = found.term_total(0, last)
        widths.append((total.quantile(0.9) - total.quantile(0.1)) / total.quantile(0.5))
    assert widths == sorted(widths)
    # Five flat years of 120; the gamma posterior mean is pulled nowhere else.
    assert found.term_total(0, 2025).quantile(0.5) == pytest.approx(600, rel=0.06)


def test_every_year_is_harder_than_each_and_than_the_sum():
    found = made(FLAT * 2 + [10.0] * 5, date(2021, 5, 31))
    every = found.chance_of_every_year([115] * 5)
    assert every < found.year_total().chance_of_reaching(115)
    assert every < found.term_total(0, 2025).chance_of_reaching(575)
    # Years share their level, so all five together are likelier than independent years would be.
    assert every > 0.5**5


def test_in_a_term_of_one_year_the_three_chances_agree():
    lumpy = [3.0, 25.0, 2.0, 0.0, 30.0, 1.0, 4.0, 20.0, 2.0, 3.0, 28.0, 2.0]
    found = made(lumpy * 2 + [5.0, 20.0, 0.0, 1.0, 33.0], date(2021, 5, 31))
    year = found.year_total().chance_of_reaching(125)
    assert found.term_total(0, 2021).chance_of_reaching(125) == pytest.approx(year)
    # The mixture over levels and the negative binomial of the same mean and variance differ in shape only.
    assert found.chance_of_every_year([125]) == pytest.approx(year, abs=0.01)


def test_the_same_data_give_the_same_figures():
    counts = FLAT * 2 + [12.0, 3.0, 9.0, 20.0, 1.0]
    first, second = (made(counts, date(2021, 5, 31)).year_total() for _ in range(2))
    assert first == second


# 100 % always belongs to a word; bounds after ICD 203.
@pytest.mark.parametrize(
    ("chance", "word"),
    [
        (0.0, "almost_none"),
        (0.049, "almost_none"),
        (0.05, "very_unlikely"),
        (0.38, "unlikely"),
        (0.5, "even"),
        (0.55, "likely"),
        (0.8, "very_likely"),
        (0.95, "almost_certain"),
        (1.0, "almost_certain"),
    ],
)
def test_words_for_a_chance(chance, word):
    assert forecasts.chance_word(chance) == word


def test_intervals_hold_about_what_they_say_on_simulated_years():
    # 300 blocks whose level changes from year to year (cv .2), batches of variance 2 x mean.
    random = np.random.default_rng(7)
    shape = np.array([3, 1, 1, 1, 3, 1, 0.5, 2, 1, 1, 2, 2.0])
    shape /= shape.sum()
    inside = 0
    for _ in range(300):
        levels = 150 * random.gamma(25, 1 / 25, 4)
        means = np.outer(levels, shape)
        counts = random.negative_binomial(means, 0.5)
        found = made([*counts.ravel()[:41].astype(float)], date(2022, 5, 31)).year_total()
        inside += found.quantile(0.1) <= counts[3].sum() <= found.quantile(0.9)
    # 80 % stated; binomial noise of 300 is 2.3 points, discreteness adds coverage.
    assert 0.70 <= inside / 300 <= 0.92


def test_the_usual_pace_uses_whole_earlier_years_only():
    frame = history("2019-07-01", [5.0] * 6 + [1.0] * 6 + [3.0] * 6 + [9.0])
    pace = forecasts.usual_pace(frame, 2021)
    # Only 2020 is whole: 6 x 1 then 6 x 3, so a quarter of it by June.
    assert pace is not None
    assert pace[5] == pytest.approx(6 / 24)
    assert pace[-1] == pytest.approx(1)
    assert forecasts.usual_pace(frame, 2020) is None
