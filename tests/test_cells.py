"""Months, units and sources of one set of paths: they add up, and every lever does what it says and no more."""

from math import exp

import numpy as np
import pytest

from ketnap.forecast.cells import Added, Cells, Parts, cells
from ketnap.forecast.paths import Paths, Sum

FIRST = 10
PATHS = 500


def made(months: int = 4) -> Cells:
    """Paths of some months, three units and two sources, all of them drawn."""
    random = np.random.default_rng(5)
    units = Parts(("A", "B", "C"), random.dirichlet([4, 2, 1], PATHS))
    sources = Parts(("youth_union", "trade_union"), random.dirichlet([3, 1], PATHS))
    return cells(Paths(FIRST, random.gamma(9, 1, (PATHS, months))), units, sources)


def total(found: Cells, **parts) -> np.ndarray:
    """What all months bring on each path."""
    return found.of(**parts).intensities.sum(axis=1)


def levered(found: Cells) -> Cells:
    """Several levers at once."""
    people = np.full((PATHS, 3), 2.0)
    found = found.scaled(1.5, FIRST + 1, FIRST + 2, ["A", "B"]).scaled(0.5, FIRST + 2, FIRST + 3, None, ["trade_union"])
    found = found.moved(FIRST, FIRST, 2, 0.5).joined(Added(people, np.array([0, 0.25, 0.25, 0]), np.array([0.3, 0.7])))
    return found.capped({"A": 6}, FIRST + 2)


@pytest.mark.parametrize("found", [made(), levered(made())], ids=["as it stands", "levered"])
def test_units_and_sources_add_up_to_the_total_on_every_path(found):
    last = FIRST + 3
    assert found.by_unit(FIRST, last).sum(axis=1) == pytest.approx(total(found))
    assert found.by_source(FIRST, last).sum(axis=1) == pytest.approx(total(found))
    for place, unit in enumerate("ABC"):
        assert found.by_unit(FIRST, last)[:, place] == pytest.approx(total(found, units=[unit]))
    assert total(found, sources=["youth_union"]) == pytest.approx(found.by_source(FIRST, last)[:, 0])
    months = sum(found.by_unit(month, month) for month in range(FIRST, last + 1))
    assert months == pytest.approx(found.by_unit(FIRST, last))


def test_without_levers_the_cells_are_the_paths():
    found = made()
    assert found.of().intensities == pytest.approx(found.paths.intensities)


def test_a_factor_multiplies_its_months_units_and_sources_alone():
    before, after = made(), made().scaled(2, FIRST, FIRST + 1, ["B"], ["trade_union"])
    more = total(after) - total(before)
    share = before.units.shares[:, 1] * before.sources.shares[:, 1]
    assert more == pytest.approx(before.paths.intensities[:, :2].sum(axis=1) * share)
    assert total(after, units=["A", "C"]) == pytest.approx(total(before, units=["A", "C"]))
    assert after.of().intensities[:, 2:] == pytest.approx(before.of().intensities[:, 2:])


def test_two_factors_on_the_same_cell_multiply():
    twice = made().scaled(2, FIRST, FIRST + 3).scaled(3, FIRST, FIRST + 3)
    assert total(twice) == pytest.approx(6 * total(made()))


def test_what_is_put_off_comes_later_or_is_lost_after_the_last_month():
    before, after = made(), made().moved(FIRST, FIRST + 1, 3, 0.5)
    was, now = before.paths.intensities, after.of().intensities
    assert now[:, 0] == pytest.approx(was[:, 0] / 2)
    assert now[:, 1] == pytest.approx(was[:, 1] / 2)
    # Half of the first month arrives in the fourth; half of the second would come in a fifth.
    assert now[:, 3] == pytest.approx(was[:, 3] + was[:, 0] / 2)


def test_a_unit_like_the_average_admits_by_its_members():
    found = made().like_average(["C"], np.array([100.0, 100, 200]))
    assert found.by_unit(FIRST, FIRST)[:, 2] == pytest.approx(made().paths.intensities[:, 0] / 2)
    assert found.by_unit(FIRST, FIRST)[:, :2] == pytest.approx(made().by_unit(FIRST, FIRST)[:, :2])


def test_people_who_come_besides_go_to_their_units_months_and_sources():
    people = np.tile([0.0, 12.0, 0.0], (PATHS, 1))
    found = made().joined(Added(people, np.array([0, 0.5, 0.25, 0]), np.array([1.0, 0.0])))
    more = found.of().intensities - made().of().intensities
    assert more.mean(axis=0) == pytest.approx([0, 6, 3, 0])
    assert total(found, units=["A"]) == pytest.approx(total(made(), units=["A"]))
    assert total(found, sources=["youth_union"]) - total(made(), sources=["youth_union"]) == pytest.approx(9)


def test_a_pool_caps_its_unit_until_its_month_and_frees_the_others():
    found = made().capped({"A": 3, "B": 0}, FIRST + 1)
    within = found.by_unit(FIRST, FIRST + 1)
    assert within[:, 0].max() <= 3
    assert within[:, 1].max() == 0
    assert within[:, 2] == pytest.approx(made().by_unit(FIRST, FIRST + 1)[:, 2])
    assert found.by_unit(FIRST + 2, FIRST + 3) == pytest.approx(made().by_unit(FIRST + 2, FIRST + 3))


def test_a_capped_unit_expects_the_smaller_of_its_people_and_its_pool():
    one = Cells(
        Paths(FIRST, np.full((1, 1), 2.0)),
        Parts(("A",), np.ones((1, 1))),
        Parts(("x",), np.ones((1, 1))),
        np.ones((1, 1, 1)),
    )
    # E min(N, 2) for Poisson 2: P(1) + 2 P(N >= 2) = 2e^-2 + 2 (1 - 3e^-2) = 2 - 4e^-2.
    assert one.capped({"A": 2}, FIRST).by_unit(FIRST, FIRST)[0, 0] == pytest.approx(2 - 4 * exp(-2))


@pytest.mark.parametrize(
    "lever",
    [
        lambda found, size: found.scaled(size / 10, FIRST, FIRST + 2),
        lambda found, size: found.joined(Added(np.full((PATHS, 3), size), np.full(4, 0.25), np.array([0.5, 0.5]))),
        lambda found, size: found.capped({"A": size, "B": size}, FIRST + 3),
    ],
    ids=["factor", "people", "pool"],
)
def test_more_of_a_lever_never_lowers_a_chance(lever):
    chances = [Sum(0, total(lever(made(), size))).chance_of_reaching(36) for size in range(0, 30, 3)]
    assert chances == sorted(chances)
    assert chances[0] < chances[-1]


def test_unknown_units_are_nobody():
    assert made().of(units=["Z"]).intensities.max() == 0
