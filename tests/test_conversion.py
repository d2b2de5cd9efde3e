"""What past classes and reports teach of the next, and what is believed without them."""

import numpy as np
import pytest

from ketnap.forecast.conversion import PRIOR_SHARE, Cohort, of_classes, of_reports


def cohort(graduates: int, seen: int, **admitted: int) -> Cohort:
    """A class seen for some months after its end, with those admitted in month m3, m6 and so on."""
    counts = np.zeros(seen + 1)
    for month, count in admitted.items():
        counts[int(month[1:])] = count
    return Cohort(graduates, counts)


def test_without_classes_six_of_ten_are_believed_widely():
    found = of_classes([])
    assert found.mean == pytest.approx(PRIOR_SHARE, abs=0.01)
    assert found.draws.std() > 0.2
    assert (found.classes, found.graduates) == (0, 0)
    assert found.lags.sum() == pytest.approx(1)


def test_ripe_classes_teach_their_share_and_when():
    found = of_classes([cohort(50, 40, m3=10, m6=5)] * 8)
    # 15 of 50 each: 30 %, two thirds of them after three months.
    assert found.mean == pytest.approx(0.30, abs=0.03)
    assert found.lags[3] == pytest.approx(10 / 15, abs=0.05)
    assert found.draws.std() < 0.1
    assert (found.classes, found.graduates) == (8, 400)


def test_a_young_class_is_not_taken_for_a_bad_one():
    old = [cohort(60, 40, m6=36)] * 4
    with_young = of_classes([*old, cohort(60, 1), cohort(60, 2)])
    assert with_young.mean == pytest.approx(of_classes(old).mean, abs=0.02)
    assert of_classes([*old, cohort(60, 40)]).mean < of_classes(old).mean - 0.05


def test_classes_that_differ_leave_the_next_one_open():
    alike, apart = [cohort(50, 40, m4=25)] * 6, [cohort(50, 40, m4=5), cohort(50, 40, m4=45)] * 3
    assert of_classes(apart).draws.std() > 2 * of_classes(alike).draws.std()


def test_a_share_somebody_gives_stands():
    found = of_classes([]).fixed(0.25)
    assert (found.mean, found.draws.min(), found.draws.max()) == (0.25, 0.25, 0.25)


def test_draws_are_the_same_every_time_and_lie_between_none_and_all():
    classes = [cohort(30, 20, m2=30)]
    assert (of_classes(classes).draws == of_classes(classes).draws).all()
    assert 0 <= of_classes(classes).draws.min() <= of_classes(classes).draws.max() <= 1


def test_reports_are_never_taken_at_face_value_without_a_record():
    found = of_reports(np.zeros(3), np.zeros(3))
    assert found.mean == pytest.approx(0.69, abs=0.05)
    assert (found.expected, found.came) == (0, 0)


def test_what_reports_kept_is_learnt_and_units_differ():
    # 200 of 400 came; the first unit keeps what it says, the second does not.
    expected, came = np.array([40.0, 40, 160, 160, 0]), np.array([40.0, 4, 78, 78, 0])
    found = of_reports(expected, came)
    assert found.mean == pytest.approx(0.5, abs=0.15)
    by_unit = found.draws.mean(axis=0)
    assert by_unit[0] > 0.75
    assert by_unit[1] < 0.3
    assert by_unit[1] < by_unit[4] < by_unit[0]
    assert (found.expected, found.came) == (400, 200)


def test_a_unit_that_kept_nothing_is_not_believed_to_keep_nothing_for_ever():
    found = of_reports(np.array([3.0, 50, 50]), np.array([0.0, 30, 30]))
    assert 0 < found.draws.mean(axis=0)[0] < found.draws.mean(axis=0)[1]
