"""The parts of the forecast model: paths that widen and hardly depend on luck, shares that learn."""

import numpy as np
import pytest

from ketnap.forecast.level import level
from ketnap.forecast.months import YEAR, months, number_of
from ketnap.forecast.paths import Sum, paths
from ketnap.forecast.split import shares

# Two years and five months around 12 a month, uneven and without a trend.
UNEVEN = [8.0, 14, 12, 9, 20, 11, 10, 7, 15, 12, 17, 9] * 2 + [9.0, 13, 12, 8, 21]


def test_not_knowing_the_drift_leaves_the_middle_where_it_is_and_widens_the_range():
    seen = months(number_of(2019, 1), np.array(UNEVEN[:12]))
    found = paths(seen, level(seen), number_of(2027, 12), number=40_000)
    next_year, last_year = (found.rest(number_of(year, 1), number_of(year, YEAR)) for year in (2020, 2027))
    assert np.median(last_year) / np.median(next_year) == pytest.approx(1, abs=0.06)
    assert last_year.std() > 1.5 * next_year.std()


def test_paths_come_in_pairs_that_mirror_each_other():
    seen = months(number_of(2019, 1), np.array(UNEVEN))
    found = paths(seen, level(seen), number_of(2025, 12))
    late = np.log(found.rest(number_of(2025, 1), number_of(2025, 12)))
    one, other = np.split(late, 2)
    assert np.corrcoef(one, other)[0, 1] < -0.5


def test_the_chance_of_a_term_hardly_depends_on_the_seed():
    seen = months(number_of(2019, 1), np.array(UNEVEN))
    known = level(seen)
    sums = [
        Sum(0, paths(seen, known, number_of(2025, 12), seed=seed).rest(0, number_of(2025, 12))) for seed in range(12)
    ]
    for target in (500, 650, 800):
        found = [total.chance_of_reaching(target) for total in sums]
        assert max(found) - min(found) < 0.02


def test_what_is_long_ago_weighs_less_in_a_share():
    counts = np.ones((36, 2))
    counts[24:, 0] = 4
    # Of all admissions 72 of 108 are the first part's, of last year's 48 of 60.
    assert 72 / 108 + 0.02 < shares(counts).mean(axis=0)[0] < 48 / 60


def test_shares_of_few_months_are_those_of_the_members():
    assert shares(np.zeros((3, 2)), np.array([300, 100])).mean(axis=0)[0] == pytest.approx(0.75, abs=0.05)
