"""Scenarios in words: levers, what they change, and what classes and reports taught, in both languages."""

from dataclasses import replace

import numpy as np
import pytest

from ketnap import words
from ketnap.forecast import AS_IT_STANDS, Scenario, Sum
from ketnap.forecast.conversion import Conversion, Promise
from ketnap.forecast.scenario import Class, Factor, Move, Reports
from ketnap.i18n import Translator
from ketnap.outlook.learnt import Expected, Span
from tests.standings import outlook, poisson

vi, en = Translator("vi"), Translator("en")
UNITS = {"U01": "Đảng bộ A", "U02": "Chi bộ B"}


def said(scenario, _):
    """The levers of a scenario in words, without their places."""
    return [text for _field, _place, text in words.levers(scenario, UNITS, _)]


# --- levers


def test_a_scenario_without_levers_says_nothing():
    assert words.levers(AS_IT_STANDS, UNITS, vi) == []
    assert words.levers(Scenario(name="Kịch bản 1"), UNITS, vi) == []


def test_every_lever_stands_where_it_can_be_taken_away():
    scenario = Scenario(
        believe=True,
        shock="over",
        factors=(Factor(130, "2021-06", "2021-12"), Factor(0, "2021-07", "2021-07")),
        moves=(Move("2021-06", "2021-07", 3),),
        classes=(Class(60, ("2021-08",)),),
        reports=Reports(),
        pool="in_pool",
        average_units=("U01",),
        rate="3.5",
        members=-40,
    )
    places = [(field, place) for field, place, _text in words.levers(scenario, UNITS, en)]
    assert places == [
        ("believe", 0),
        ("shock", 0),
        ("factors", 0),
        ("factors", 1),
        ("moves", 0),
        ("classes", 0),
        ("reports", 0),
        ("pool", 0),
        ("average_units", 0),
        ("rate", 0),
        ("members", 0),
    ]
    # Whatever a scenario may hold is told, but its name.
    assert {field for field, _place in places} == set(Scenario.__struct_fields__) - {"name"}


@pytest.mark.parametrize(
    ("lever", "in_vietnamese", "in_english"),
    [
        (
            Factor(130, "2021-06", "2021-12"),
            "T6/2021 – T12/2021: bằng 130% mức dự báo",
            "Jun 2021 – Dec 2021: 130% of the forecast",
        ),
        (Factor(0, "2021-07", "2021-07"), "T7/2021: bằng 0% mức dự báo", "Jul 2021: 0% of the forecast"),
        (
            Factor(50, "2021-07", "2021-07", ("U01", "U99"), ("trade_union",)),
            "T7/2021: bằng 50% mức dự báo (Đảng bộ A, U99; Công đoàn)",
            "Jul 2021: 50% of the forecast (Đảng bộ A, U99; Trade union)",
        ),
    ],
)
def test_a_factor_in_words(lever, in_vietnamese, in_english):
    assert said(Scenario(factors=(lever,)), vi) == [in_vietnamese]
    assert said(Scenario(factors=(lever,)), en) == [in_english]


def test_moved_months_in_words():
    scenario = Scenario(moves=(Move("2021-06", "2021-07", 3, 40),))
    assert said(scenario, vi) == ["40% của T6/2021 – T7/2021 lùi lại 3 tháng"]
    assert said(scenario, en) == ["40% of Jun 2021 – Jul 2021 comes 3 months later"]


@pytest.mark.parametrize(
    ("lever", "in_vietnamese", "in_english"),
    [
        (
            Class(1200, ("2021-08", "2021-09")),
            "lớp 1.200 học viên, bế giảng T8–T9/2021, cộng thêm vào mức thường lệ",
            "class of 1,200 ending Aug–Sep 2021, on top of the usual",
        ),
        (
            Class(60, ("2021-08",), "U02", share=0.7, instead=True),
            "lớp 60 học viên, bế giảng T8/2021, 70% được kết nạp, chỉ tính phần vượt mức thường lệ (Chi bộ B)",
            "class of 60 ending Aug 2021, 70% admitted, counting only what exceeds the usual (Chi bộ B)",
        ),
    ],
)
def test_a_class_in_words(lever, in_vietnamese, in_english):
    assert said(Scenario(classes=(lever,)), vi) == [in_vietnamese]
    assert said(Scenario(classes=(lever,)), en) == [in_english]


@pytest.mark.parametrize(
    ("scenario", "in_vietnamese", "in_english"),
    [
        (Scenario(shock="goes_on"), "Biến động bất thường còn tiếp diễn", "The shock goes on"),
        (
            Scenario(reports=Reports()),
            "theo dự kiến của đơn vị, thay cho mức thường lệ",
            "what units expect, instead of the usual",
        ),
        (
            Scenario(reports=Reports(instead=False, share=0.5)),
            "theo dự kiến của đơn vị, cộng thêm vào mức thường lệ, thực hiện được 50%",
            "what units expect, on top of the usual, 50% of it coming true",
        ),
        (
            Scenario(pool="in_pool"),
            "không đơn vị nào kết nạp quá số nguồn phát triển đảng viên hiện có",
            "no unit admits more than its pool of candidates",
        ),
        (
            Scenario(pool="class_done"),
            "không đơn vị nào kết nạp quá số nguồn đã học lớp nhận thức về Đảng",
            "no unit admits more than its candidates with a class",
        ),
        (
            Scenario(average_units=("U01", "U02")),
            "Đảng bộ A, Chi bộ B: tỷ lệ kết nạp trên số đảng viên bằng bình quân Khối",
            "Đảng bộ A, Chi bộ B: as many per member as the block",
        ),
        (Scenario(rate="3.5"), "chỉ tiêu 3,5% số đảng viên", "target 3.5% of the members"),
        (Scenario(rate="4"), "chỉ tiêu 4% số đảng viên", "target 4% of the members"),
        (Scenario(members=1500), "thêm 1.500 đảng viên", "1,500 members more"),
        (Scenario(members=-40), "giảm 40 đảng viên", "40 members fewer"),
    ],
)
def test_the_other_levers_in_words(scenario, in_vietnamese, in_english):
    assert said(scenario, vi) == [in_vietnamese]
    assert said(scenario, en) == [in_english]


# --- what a scenario changes


def total(mean):
    """45 in hand, and a Poisson number with that mean to come."""
    return Sum(45, np.full(8, mean))


def test_a_scenario_beside_the_forecast_as_it_stands():
    before, after = outlook(0.12, year_total=total(70.0)), outlook(0.7, year_total=total(82.3))
    was, now = (45 + poisson(mean)[1] for mean in (70, 82.3))
    # 82.3 - 70 = 12.3 people more on average.
    assert words.scenario_sentence(before, after, vi) == (
        "Khả năng đạt chỉ tiêu 150: 12% → có khả năng đạt (70%);"
        f" nhiều khả năng được khoảng {was} → {now} (bình quân +12,3)."
    )
    assert words.scenario_sentence(before, after, en) == (
        f"Reaching 150: 12% → likely (70%); most likely {was} → {now} (+12.3 on average)."
    )


def test_another_target_is_named_beside_the_one_before():
    # 3 % of 5,000 is 150, 3.5 % is 175: the first chance is that of 150.
    before, after = outlook(0.5), outlook(0.04, target=175)
    assert words.scenario_sentence(before, after, en).startswith("Reaching 150 → 175: 50% → almost no chance (4%);")
    assert words.scenario_sentence(before, after, vi).startswith(
        "Khả năng đạt chỉ tiêu 150 → 175: 50% → gần như không thể đạt (4%);"
    )


@pytest.mark.parametrize(
    ("mean", "signed"), [(70.0, "±0.0"), (70.04, "±0.0"), (70.06, "+0.1"), (69.94, "−0.1"), (60.0, "−10.0")]
)
def test_without_a_target_a_scenario_changes_the_middle_only(mean, signed):
    before, after = outlook(None, None), outlook(None, None, year_total=total(mean))
    was, now = (45 + poisson(each)[1] for each in (70, mean))
    assert words.scenario_sentence(before, after, en) == (
        f"By the end of the year most likely {was} → {now} ({signed} on average)."
    )


def test_without_a_target_in_vietnamese():
    middle = 45 + poisson(70)[1]
    assert words.scenario_sentence(outlook(None, None), outlook(None, None), vi) == (
        f"Hết năm nhiều khả năng được khoảng {middle} → {middle} (bình quân ±0,0)."
    )


@pytest.mark.parametrize(
    ("difference", "in_vietnamese", "in_english"),
    [
        (0.123, "+12,3 điểm %", "+12.3 points"),
        (-0.58, "−58,0 điểm %", "−58.0 points"),
        (0.0, "±0,0 điểm %", "±0.0 points"),
        # 0.04 points are shown as none, 0.06 as 0.1.
        (-0.0004, "±0,0 điểm %", "±0.0 points"),
        (0.0006, "+0,1 điểm %", "+0.1 points"),
        (None, "–", "–"),
        (float("nan"), "–", "–"),
    ],
)
def test_a_difference_of_chances_in_points(difference, in_vietnamese, in_english):
    assert words.points(difference, vi) == in_vietnamese
    assert words.points(difference, en) == in_english


# --- what the past taught


def test_what_past_classes_taught():
    # Draws of 1 % to 100 % in any order: ten of them lie below 11 %, ninety below 91 %.
    draws = np.random.default_rng(1).permutation(np.arange(1, 101)) / 100
    found = Conversion(0.62, draws, lags=np.ones(1), classes=4, graduates=1240)
    assert words.conversion_sentence(found, vi) == (
        "Theo số liệu 4 lớp trước đây với 1.240 học viên: 62% được kết nạp về sau (11%–91%)."
    )
    assert words.conversion_sentence(found, en) == (
        "Learnt from 4 past classes with 1,240 graduates: 62% are admitted in the end (11%–91%)."
    )


def test_without_a_past_class_the_share_is_assumed():
    found = Conversion(0.6, np.full(10, 0.6), lags=np.ones(1), classes=0, graduates=0)
    assert words.conversion_sentence(found, vi) == (
        "Chưa có số liệu lớp nào trước đây: tạm tính có 60% học viên được kết nạp về sau (60%–60%)."
    )
    assert words.conversion_sentence(found, en) == (
        "No past class is known: 60% admitted in the end is assumed (60%–60%)."
    )


def expected(was=200, came=130):
    """Two of three units expect 12 and 30 people; of 200 expected earlier 130 came."""
    promise = Promise(0.65, np.full((8, 3), 0.65), was, came)
    span = Span(0, 6, np.array([12.0, 0.0, 30.0]), np.zeros(3), np.array([True, False, True]))
    return Expected((span,), reports=2, units=3, promise=promise)


def test_what_units_expect_and_how_much_of_it_came():
    # 12 + 30 = 42; 130 / 200 = 65 %.
    assert words.expected_sentence(expected(), vi) == (
        "2/3 đơn vị đã báo cáo, dự kiến tổng cộng 42."
        " Các báo cáo trước dự kiến 200, thực tế kết nạp 130; nay tính theo tỷ lệ 65%."
    )
    assert words.expected_sentence(expected(), en) == (
        "2 of 3 units have reported; they expect 42 in all."
        " Of 200 expected in earlier reports 130 were admitted; 65% is reckoned with."
    )


def test_without_earlier_reports_the_share_is_assumed():
    assert words.expected_sentence(expected(0, 0), vi) == (
        "2/3 đơn vị đã báo cáo, dự kiến tổng cộng 42."
        " Chưa có báo cáo trước nào để đối chiếu: tạm tính thực hiện được 65%."
    )
    assert words.expected_sentence(expected(0, 0), en).endswith(" No earlier report can be checked: 65% is assumed.")


def test_a_share_of_one_s_own_takes_the_place_of_the_learnt_one():
    own = replace(expected(), promise=expected().promise.fixed(0.5))
    assert words.expected_sentence(own, en).endswith("130 were admitted; 50% is reckoned with.")


def test_nobody_has_reported():
    assert words.expected_sentence(None, vi) == "Chưa đơn vị nào báo cáo dự kiến cho các tháng tới."
    assert words.expected_sentence(None, en) == "No unit has reported what it expects of the months to come."
