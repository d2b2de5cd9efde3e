"""A target spread over units and months: whole people, nothing lost, by rules that can be checked by hand."""

import math
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketnap.plan.months import by_month, quarters, rounded, through, with_classes, with_holidays, working_days
from ketnap.plan.split import hamilton, mixed, split, spread


def weights(**members: int) -> dict[str, Fraction]:
    """Weights of units."""
    return {code: Fraction(count) for code, count in members.items()}


def test_largest_remainders_get_the_seats_left_and_of_equal_ones_the_unit_listed_first():
    # 10 x 47/100 = 4.7, 16/100 = 1.6, 16/100 = 1.6, 12/100 = 1.2, 9/100 = 0.9: 4 1 1 1 0 and three seats left.
    found = split(10, weights(A=47, B=16, C=16, D=12, E=9))
    assert found.planned == {"A": 5, "B": 2, "C": 1, "D": 1, "E": 1}
    assert (found.total, found.unplaced, found.excess) == (10, 0, 0)


def test_what_somebody_fixed_stays_and_the_others_share_the_rest():
    # Of 10 the others share 8: 8 x 47/84 = 4.48, 1.52, 1.14, 0.86.
    found = split(10, weights(A=47, B=16, C=16, D=12, E=9), fixed={"C": 2})
    assert found.planned == {"A": 4, "B": 2, "C": 2, "D": 1, "E": 1}
    assert found.fixed == {"C"}


def test_more_fixed_than_asked_for_is_said_and_nobody_else_gets_anything():
    found = split(5, weights(A=1, B=1), fixed={"A": 7})
    assert (found.planned, found.excess, found.unplaced) == ({"A": 7, "B": 0}, 2, 0)


def test_what_a_unit_has_no_candidates_for_goes_to_the_others_and_then_stays_unplaced():
    # 10 shared 5 5; A has 2, so that B gets 8, of which it has 6: 2 are left.
    found = split(10, weights(A=50, B=50), limits={"A": 2, "B": 6})
    assert (found.planned, found.unplaced, found.limited) == ({"A": 2, "B": 6}, 2, {"A", "B"})
    # A unit that has not reported has no limit.
    found = split(10, weights(A=50, B=50), limits={"A": 2})
    assert (found.planned, found.unplaced, found.limited) == ({"A": 2, "B": 8}, 0, {"A"})


def test_what_is_fixed_beyond_a_limit_stays():
    assert split(6, weights(A=1, B=1), fixed={"A": 5}, limits={"A": 2, "B": 9}).planned == {"A": 5, "B": 1}


def test_a_unit_of_ten_members_gets_one_every_third_year_or_so():
    # Ten units of 10 members and one of 100: 3 % are 6 a year, 3 for the large one and 3 for all small ones.
    small = [f"S{number}" for number in range(10)]
    members = weights(**dict.fromkeys(small, 10), L=100)
    carried = dict.fromkeys(members, Fraction(0))
    got: dict[str, list[int]] = {code: [] for code in members}
    for _year in range(10):
        found = split(6, members, carried=carried)
        for code, number in found.planned.items():
            got[code].append(number)
            carried[code] += 6 * members[code] / 200 - number
    assert got["L"] == [3] * 10
    # 10 x 0.3 = 3 in ten years for each: the first three in the first year, the next three in the second, and so on.
    assert {code: sum(got[code]) for code in small} == dict.fromkeys(small, 3)
    assert got["S0"] == [1, 0, 0, 1, 0, 0, 1, 0, 0, 0]
    assert got["S9"] == [0, 0, 0, 1, 0, 0, 1, 0, 0, 1]


def test_without_turns_small_units_compete_by_their_remainder_of_the_year():
    assert split(3, weights(A=70, B=10, C=10, D=10)).planned == {"A": 2, "B": 1, "C": 0, "D": 0}
    # With turns D, short by a third of a person, comes first.
    found = split(3, weights(A=70, B=10, C=10, D=10), carried={"D": Fraction(1, 3)})
    assert (found.planned, found.small) == ({"A": 2, "B": 0, "C": 0, "D": 1}, {"B", "C", "D"})


def test_a_mix_of_keys_weighs_each_by_its_part_and_leaves_out_one_nobody_has():
    parts = {"members": weights(A=60, B=40), "pool": weights(A=1, B=3), "past": weights(A=0, B=0)}
    # A: 50 x 0.6 + 50 x 0.25 = 42.5; B: 50 x 0.4 + 50 x 0.75 = 57.5.
    assert mixed(parts, {"members": 50, "pool": 50, "past": 30}) == {"A": Fraction(85, 2), "B": Fraction(115, 2)}


def test_a_unit_that_told_nothing_counts_with_the_usual_for_its_members():
    # A and B told 6 of 60 members: 0.1 a member.
    assert spread({"A": 2, "B": 4, "C": None}, {"A": 20, "B": 40, "C": 30}) == weights(A=2, B=4, C=3)


UNITS = st.dictionaries(
    st.text("ABCDEFGH", min_size=1, max_size=3), st.fractions(0, 500, max_denominator=60), min_size=1, max_size=12
)


@given(st.integers(0, 400), UNITS, st.data())
def test_whatever_the_limits_and_what_is_fixed_nobody_is_lost(target, parts, data):
    codes = st.sampled_from(sorted(parts))
    fixed = data.draw(st.dictionaries(codes, st.integers(0, 40), max_size=4))
    limits = data.draw(st.dictionaries(codes, st.integers(0, 60), max_size=6))
    carried = data.draw(st.none() | st.dictionaries(codes, st.fractions(-2, 2, max_denominator=9)))
    found = split(target, parts, fixed, limits, carried)
    assert found.total == target - found.unplaced + found.excess
    assert all(isinstance(number, int) and number >= 0 for number in found.planned.values())
    assert {code: found.planned[code] for code in fixed} == fixed
    assert all(found.planned[code] <= limit for code, limit in limits.items() if code not in fixed)
    free = {code: weight for code, weight in parts.items() if code not in fixed and weight}
    if any(code not in limits for code in free):
        assert not found.unplaced
    assert not (found.unplaced and found.excess)


@given(st.integers(0, 400), UNITS, st.booleans())
def test_everybody_gets_the_exact_part_rounded_down_or_up(target, parts, in_turn):
    found = split(target, parts, carried={} if in_turn else None)
    whole = sum(parts.values())
    for code, weight in parts.items():
        quota = target * weight / whole if whole else 0
        assert math.floor(quota) <= found.planned[code] <= math.ceil(quota)


@given(UNITS, st.integers(0, 60))
def test_seats_by_fractions_are_those_by_the_same_whole_numbers(parts, seats):
    assert hamilton(seats, parts) == hamilton(seats, {code: weight * 60060 for code, weight in parts.items()})


COUNTS = st.lists(st.integers(0, 30), min_size=1, max_size=9)


@given(COUNTS, st.lists(st.integers(1, 30), min_size=1, max_size=12))
def test_cells_are_whole_next_to_their_exact_part_and_both_margins_hold(rows, shape):
    total = sum(rows)
    columns = np.array(list(hamilton(total, {str(at): Fraction(part) for at, part in enumerate(shape)}).values()))
    found = rounded(np.array(rows), columns)
    assert found.sum(axis=1).tolist() == rows
    assert found.sum(axis=0).tolist() == columns.tolist()
    exact = np.outer(rows, columns) / max(total, 1)
    assert (np.abs(found - exact) < 1).all()


def test_sums_that_differ_cannot_be_rounded():
    with pytest.raises(ValueError, match="different sums"):
        rounded(np.array([1, 2]), np.array([2]))


def test_units_by_month_follow_the_shape_of_the_year():
    shape = np.array([4, 0, 0, 0, 4, 0, 0, 0, 2, 0, 2, 0])
    found = by_month(pd.Series({"A": 3, "B": 3, "C": 0}), shape)
    assert found.sum().tolist() == [2, 0, 0, 0, 2, 0, 0, 0, 1, 0, 1, 0]
    assert found.sum(axis=1).tolist() == [3, 3, 0]
    assert found.loc[["A", "B"], [1, 5]].to_numpy().tolist() == [[1, 1], [1, 1]]
    assert quarters(found).sum().tolist() == [2, 2, 1, 1]


def test_tet_takes_working_days_from_february_2021_and_2022_and_from_january_2023():
    # 2021: 1 and 12 February; Tet from Wednesday 10 to Tuesday 16 February: 20 weekdays less 5.
    assert working_days(2021)[1] == 15
    # 2022: New Year's Day on a Saturday is made up on Monday 3 January; Tet from 31 January to 4 February.
    assert (working_days(2022)[0], working_days(2022)[1]) == (19, 16)
    # 2023: Tet from Friday 20 to Thursday 26 January, and 2 January for New Year's Day: 22 weekdays less 6.
    assert working_days(2023)[0] == 16


def test_a_month_with_tet_gets_less_than_in_years_whose_tet_was_elsewhere():
    flat = np.ones(12)
    found = with_holidays(flat, 2023, [2021, 2022])
    assert found[0] == pytest.approx(16 / ((20 + 19) / 2))
    assert found[1] > 1 > found[0]
    assert (with_holidays(flat, 2023, []) == flat).all()


def test_admissions_follow_the_classes_of_the_year():
    flat, lags = np.ones(12), np.array([0, 0.5, 0.5])
    # Half of all come from a class of March: a quarter each in April and May; the others are even.
    found = with_classes(flat, 0.5, lags, [3])
    assert found.tolist() == pytest.approx([1 / 24] * 3 + [1 / 24 + 1 / 4] * 2 + [1 / 24] * 7)
    # Nobody of a class of December comes within the year.
    assert (with_classes(flat, 0.5, lags, [12]) == flat).all()


def test_a_month_that_has_begun_counts_for_its_days():
    assert through([3, 4, 5], 1, Fraction(1, 2)) == 5
    assert through([3, 4, 5], 3, Fraction(0)) == 12
