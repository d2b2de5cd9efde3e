"""The tables beside the charts: the figures under the reader's headers."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from ketnap import sheets
from ketnap.account import View
from ketnap.forecast import Sum
from ketnap.forecast.term import Chances
from ketnap.forecast.track import Tried
from ketnap.i18n import Translator
from ketnap.outlook import TermOutlook
from ketnap.sheets.cells import counts, with_sum
from ketnap.targets import AnnualTarget, Term, TermYear

vi, en = Translator("vi"), Translator("en")
NAN = float("nan")
MAY = View(2021, date(2021, 5, 31))


def shown(table):
    """The rows of a table as lists, None where a cell is empty."""
    return [[None if pd.isna(value) else value for value in row] for row in table.itertuples(index=False)]


def year_of_term(year, admitted, *, members=5000, members_year=None, needed=150, is_closed=False, by_count=None):
    target = AnnualTarget(
        year=year,
        rate=Decimal(3),
        members=members,
        members_year=members_year or year,
        by_rate=needed,
        by_count=by_count,
        set_by="Đại hội IX",
        is_estimated=members_year is not None,
    )
    return TermYear(target, admitted, is_closed)


TERM = Term(
    [
        # The letter: 3 % of about 5,000, or 150; 45 in five months.
        year_of_term(2021, 45, by_count=150),
        year_of_term(2022, 0, members_year=2021),
        year_of_term(2023, 0, members=None, members_year=2021, needed=None),
    ]
)


# --- months


def months(**changed):
    given = {
        "this_year": [10, 0, 9, 6, 20] + [NAN] * 7,
        "last_year": [30, 12, 20, 26, 36, 9, 8, 10, 9, 7, 9, 10],
        "usual": [step / 12 for step in range(1, 13)],
    }
    return pd.DataFrame(given | changed, index=pd.RangeIndex(1, 13, name="month"), dtype=float)


def test_months_alone_and_added_up():
    table = sheets.months(months(), 150, MAY, vi)
    assert list(table.columns) == [
        "Tháng",
        "2021",
        "2020",
        "Lũy kế 2021",
        "Lũy kế 2020",
        "Tiến độ thông thường để đạt chỉ tiêu",
    ]
    # 10 + 0 + 9 + 6 + 20 = 45; 30 + 12 + 20 + 26 + 36 = 124; 150 x 5/12 = 62.5, to even.
    assert shown(table)[4] == ["T5", 20, 36, 45, 124, 62]
    assert shown(table)[5] == ["T6", None, 9, None, 133, 75]
    assert len(table) == 12


@pytest.mark.parametrize(("frame", "target"), [(months(), None), (months(usual=NAN), 150)])
def test_without_target_or_earlier_years_there_is_no_usual_pace(frame, target):
    assert list(sheets.months(frame, target, MAY, en)) == ["Month", "2021", "2020", "2021 added up", "2020 added up"]


# --- the term


def test_figures_of_the_term_are_empty_where_nothing_is_known():
    assert shown(sheets.term_figures(TERM, MAY)) == [[2021, 45, 150], [2022, None, 150], [2023, None, None]]


def test_the_term_year_by_year():
    table = sheets.term(TERM, MAY, vi)
    assert list(table.columns) == [
        "Năm",
        "Số đảng viên ngày 1/1",
        "Chỉ tiêu theo tỷ lệ",
        "Chỉ tiêu theo số tuyệt đối",
        "Đã kết nạp",
        "Kết quả",
    ]
    assert shown(table) == [
        ["2021", "5.000", 150, 150, 45, "chưa kết thúc"],
        ["2022", "5.000 (ước tính)", 150, None, None, "chưa kết thúc"],
        ["2023", "– (ước tính)", None, None, None, "chưa đủ số liệu"],
    ]


@pytest.mark.parametrize(("admitted", "verdict"), [(149, "not met"), (150, "met"), (None, "not enough data")])
def test_the_verdict_on_a_year_gone_by(admitted, verdict):
    closed = Term([year_of_term(2021, admitted, is_closed=True)])
    assert sheets.term(closed, View(2022, date(2022, 1, 31)), en)["Verdict"].tolist() == [verdict]


# --- units and officers


def units():
    return pd.DataFrame(
        {
            "unit_code": ["U01", "U02", "U03", None],
            "unit_name": ["Đảng bộ A", "Chi bộ B", None, None],
            "admissions": [3, 1, 0, 4],
            "target": pd.array([4, 2, 0, None], dtype="Int64"),
            "still_needed": pd.array([1, 1, 0, None], dtype="Int64"),
            "status": ["not_yet", "not_yet", "no_target", "no_target"],
            "admissions_last_year": [5, 0, 1, 0],
            "members": [120.0, 40.0, NAN, NAN],
            "officer_label": ["Ủy viên 1", "Ủy viên 2", None, None],
        }
    )


def test_units_in_the_order_given():
    table = sheets.units(units(), MAY, vi)
    assert list(table.columns) == [
        "Đơn vị",
        "Chỉ tiêu",
        "Đã kết nạp",
        "Còn thiếu",
        "Trạng thái",
        "Tỷ lệ đạt",
        "Cả năm 2020",
        "Số đảng viên",
        "Ủy viên phụ trách",
    ]
    # 3/4 = 75 %; no percentage of a target of 2 or fewer (domain.md §5.5).
    assert shown(table) == [
        ["Đảng bộ A", 4, 3, 1, "Chưa đạt", "75,0%", 5, 120, "Ủy viên 1"],
        ["Chi bộ B", 2, 1, 1, "Chưa đạt", "–", 0, 40, "Ủy viên 2"],
        ["U03", 0, 0, 0, "Không có chỉ tiêu", "–", 1, None, None],
        ["Chưa rõ đơn vị", None, 4, None, "Không có chỉ tiêu", "–", 0, None, None],
    ]


def test_whole_numbers_stay_whole_beside_missing_ones():
    table = sheets.units(units(), MAY, en)
    assert [str(table[name].dtype) for name in ("Target", "Still needed", "Members")] == ["Int64"] * 3


def test_a_unit_without_name_is_called_by_its_code():
    assert sheets.unit_names(units(), en) == ["Đảng bộ A", "Chi bộ B", "U03", "Unit not stated"]


def test_officers_with_what_their_units_still_need():
    rows = pd.DataFrame(
        {
            "officer_label": ["Ủy viên 1", "Ủy viên 2"],
            "units": [10, 10],
            "without": [4, 0],
            "target": pd.array([21, 20], dtype="Int64"),
            "admissions": [6, 23],
        }
    )
    table = sheets.by_officer(rows, en)
    assert list(table.columns) == [
        "Officer in charge",
        "Units",
        "Units with none yet",
        "Target",
        "Admitted",
        "Still needed",
    ]
    # 21 - 6 = 15; 23 of 20 leave nothing to need.
    assert shown(table) == [["Ủy viên 1", 10, 4, 21, 6, 15], ["Ủy viên 2", 10, 0, 20, 23, 0]]


def test_units_by_month_with_the_sum_of_the_year():
    counts = pd.DataFrame(0.0, index=units()["unit_code"], columns=range(1, 13))
    counts.loc["U01", [1, 5]] = [1, 2]
    counts.loc[:, range(6, 13)] = NAN
    table = sheets.units_by_month(units(), counts, vi)
    assert list(table.columns) == ["Đơn vị", *[f"T{month}" for month in range(1, 13)], "Năm"]
    assert shown(table)[0] == ["Đảng bộ A", 1, 0, 0, 0, 2, *[None] * 7, 3]
    assert shown(table)[3][0] == "Chưa rõ đơn vị"
    assert list(sheets.units_by_month(units(), counts, en).columns[1:3]) == ["Jan", "Feb"]


# --- sources


def test_sources_add_up_both_ways():
    counts = pd.DataFrame({1: [3, 1], 2: [0, 2], 3: [NAN, NAN]}, index=["youth_union", "unknown"])
    table = sheets.sources(counts, {1: "T1", 2: "T2", 3: "T3"}, vi)
    assert list(table.columns) == ["Nguồn", "T1", "T2", "T3", "Tổng"]
    # 3 + 0 = 3; 1 + 2 = 3; a month ahead has no sum.
    assert shown(table) == [
        ["Đoàn Thanh niên", 3, 0, None, 3],
        ["Chưa rõ nguồn", 1, 2, None, 3],
        ["Tổng", 4, 2, None, 6],
    ]


# --- the forecast


BANDS = {"low50": 52.0, "high50": 54.0, "low80": 50.0, "high80": 57.0, "low95": 47.0, "high95": 61.0}


def fan(**changed):
    """May known, June forecast: 45 in hand, 53 in the middle, 60 on the path to the target."""
    june = {"median": 53.0, **BANDS, "needed": 60.0} | changed
    return pd.DataFrame({"this_year": [45.0, NAN], **{name: [45.0, end] for name, end in june.items()}}, index=[5, 6])


def test_the_forecast_month_by_month():
    table = sheets.fan(fan(), vi)
    assert list(table.columns) == [
        "Tháng",
        "Đã kết nạp",
        "Mức giữa của dự báo",
        "50%: từ",
        "50%: đến",
        "80%: từ",
        "80%: đến",
        "95%: từ",
        "95%: đến",
        "Lộ trình tới chỉ tiêu",
    ]
    assert shown(table) == [["T5", *[45] * 9], ["T6", None, 53, 52, 54, 50, 57, 47, 61, 60]]


def test_without_a_target_the_forecast_has_no_path_to_it():
    assert "Path to the target" not in sheets.fan(fan().assign(needed=NAN), en)


def test_the_pace_of_the_months_left_adds_up():
    left = pd.DataFrame({"usual": [9.0, 8.25], "expected": [7.5, 6.75], "needed": [55.0, 50.0]}, index=[11, 12])
    table = sheets.pace(left, vi)
    assert list(table.columns) == ["Tháng", "Bình quân các năm trước", "Dự báo", "Cần để đạt chỉ tiêu"]
    # 9 + 8.25 = 17.25 and 7.5 + 6.75 = 14.25, to one digit; 55 + 50 = 105 people, in whole numbers.
    assert shown(table) == [
        ["T11", "9,0", "7,5", "55"],
        ["T12", "8,3", "6,8", "50"],
        ["Tổng", "17,3", "14,3", "105"],
    ]


def test_a_pace_without_earlier_years_and_target_has_dashes():
    left = pd.DataFrame({"usual": [NAN], "expected": [7.5], "needed": [NAN]}, index=[12])
    assert shown(sheets.pace(left, en)) == [["Dec", "–", "7.5", "–"], ["Sum", "–", "7.5", "–"]]


def forecasts(**names):
    """Two parts of a block, of the second no target is known."""
    figures = {
        "target": [4, None],
        "admitted": [3, 0],
        "expected": [5.25, 1.04],
        "low": [4, 0],
        "high": [1207, 2],
        "chance": [0.995, None],
        "shortfall": [0.06, None],
    }
    return pd.DataFrame(names | figures, dtype=object)


FORECAST_COLUMNS = ["Chỉ tiêu", "Đã kết nạp", "Ước còn thiếu", "Ước cả năm", "Khoảng 80%", "Khả năng đạt"]


def test_what_the_year_of_units_will_probably_bring():
    table = sheets.unit_forecasts(forecasts(unit_code=["U01", "U02"], unit_name=["Đảng bộ A", None]), vi)
    assert list(table.columns) == ["Đơn vị", *FORECAST_COLUMNS]
    assert shown(table) == [
        ["Đảng bộ A", 4, 3, "0,1", "5,3", "4–1.207", "trên 99%"],
        ["U02", None, 0, "–", "1,0", "0–2", "–"],
    ]


def test_what_the_year_of_sources_will_probably_bring():
    table = sheets.source_forecasts(forecasts(source=["youth_union", "other"]), vi)
    assert list(table.columns) == ["Nguồn", *FORECAST_COLUMNS]
    assert table["Nguồn"].tolist() == ["Đoàn Thanh niên", "Nguồn khác"]
    assert table["Khoảng 80%"].tolist() == ["4–1.207", "0–2"]


def test_sources_without_targets_have_no_columns_for_them():
    rows = forecasts(source=["youth_union", "other"]).assign(target=None, chance=None, shortfall=None)
    assert list(sheets.source_forecasts(rows, vi)) == ["Nguồn", "Đã kết nạp", "Ước cả năm", "Khoảng 80%"]


def test_a_source_that_brought_nobody_and_will_bring_nobody_is_left_out():
    rows = forecasts(source=["youth_union", "other"]).assign(admitted=0, high=[0, 1])
    assert sheets.source_forecasts(rows, en)["Source"].tolist() == ["Other source"]


# 2020 missed its target, 2021 runs with 45 in hand and about 100 to come, 2022 has about 160 to come.
AHEAD = TermOutlook(
    term=Term(
        [
            year_of_term(2020, 130, members=4950, is_closed=True),
            year_of_term(2021, 45),
            year_of_term(2022, 0, members_year=2021),
        ]
    ),
    of_year={2021: Sum(45, np.full(8, 100.0)), 2022: Sum(0, np.full(8, 160.0))},
    total=Sum(175, np.full(8, 260.0)),
    chances=Chances(
        of_year={2021: 0.38, 2022: 0.71}, every=0.0, total=0.2, targets={2021: 150, 2022: 152}, members={2022: 5060}
    ),
    leaving=0.015,
    transfers=0,
)


def poisson(mean):
    """The 50, 10 and 90 % quantiles of a Poisson number, by scipy."""
    return [int(stats.poisson.ppf(p, mean)) for p in (0.5, 0.1, 0.9)]


def test_figures_of_the_term_ahead_open_with_the_year_that_runs():
    figures = sheets.term_ahead_figures(AHEAD, MAY)
    assert list(figures.columns) == ["year", "admitted", "median", "low", "high", "target"]
    # The year gone by is known, of the year ahead nothing is: an empty cell, not a zero.
    assert shown(figures) == [
        [2020, 130, None, None, None, 150],
        [2021, 45, *(45 + count for count in poisson(100)), 150],
        [2022, None, *poisson(160), 152],
    ]


def test_the_term_ahead_year_by_year():
    table = sheets.term_ahead(AHEAD, MAY, vi)
    assert list(table.columns) == [
        "Năm",
        "Số đảng viên ngày 1/1",
        "Chỉ tiêu",
        "Đã kết nạp",
        "Mức giữa của dự báo",
        "Khoảng 80%",
        "Khả năng đạt",
    ]
    (this, this_low, this_high), (ahead, low, high) = poisson(100), poisson(160)
    assert shown(table) == [
        ["2020", 4950, 150, 130, None, "–", "không đạt"],
        ["2021", 5000, 150, 45, 45 + this, f"{45 + this_low}–{45 + this_high}", "38%"],
        ["2022", 5060, 152, None, ahead, f"{low}–{high}", "71%"],
    ]


def test_a_term_without_chances_keeps_the_targets_and_verdicts_it_has():
    table = sheets.term_ahead(replace(AHEAD, chances=None), MAY, en)
    assert table["Target"].tolist() == [150, 150, 150]
    assert table["Members on 1/1"].tolist() == [4950, 5000, 5000]
    assert table["Chance of the target"].tolist() == ["not met", "still open", "still open"]


def test_forecasts_of_the_past_beside_what_came():
    # 45 in five months are 9 a month, 108 a year in a straight line.
    told = [
        Tried(2019, 5, admitted=45, median=140, low=115, high=170, straight=108, outcome=171),
        Tried(2019, 8, admitted=90, median=150, low=130, high=171, straight=135, outcome=171),
    ]
    table = sheets.tried(told, vi)
    assert list(table.columns) == [
        "Năm",
        "Lập cuối tháng",
        "Đã kết nạp khi đó",
        "Mức giữa của dự báo",
        "Khoảng 80%",
        "Chia đều",
        "Thực tế",
        "Trong khoảng dự báo",
    ]
    # 171 lies one above 170, and on the upper end of the second.
    assert shown(table) == [
        ["2019", "T5", 45, 140, "115–170", 108, 171, "không"],
        ["2019", "T8", 90, 150, "130–171", 135, 171, "có"],
    ]


def scenarios():
    """As it stands, and with a class more; no factor whatever reaches the second target with 8 chances in 10."""
    return pd.DataFrame(
        {
            "label": ["Như hiện nay", "Mở thêm lớp"],
            "target": [150, None],
            "median": [125, 137],
            "low": [101, 110],
            "high": [152, 1165],
            "more": [0.0, 12.25],
            "chance": [0.12, None],
            "chance_more": [0.0, None],
            "term_chance": [0.004, 0.5],
            "every_chance": [0.0, None],
            "lift50": [1.3125, 1.0],
            "lift80": [1.6, None],
        }
    )


def test_scenarios_beside_one_another():
    table = sheets.scenarios(scenarios(), vi)
    assert list(table.columns) == [
        "Kịch bản",
        "Chỉ tiêu",
        "Mức giữa của dự báo",
        "Khoảng 80%",
        "Tăng, giảm so với hiện nay",
        "Khả năng đạt chỉ tiêu năm",
        "Chênh lệch",
        "Tổng cả nhiệm kỳ",
        "Năm nào cũng đạt",
        "Hệ số để có 50%",
        "Hệ số để có 80%",
    ]
    # 0 is a fact of a year missed already; 0.4 % is none, and shown as under 1 %.
    assert shown(table) == [
        ["Như hiện nay", 150, 125, "101–152", "0,0", "12%", "±0,0 điểm %", "dưới 1%", "0%", "× 1,31", "× 1,60"],
        ["Mở thêm lớp", None, 137, "110–1.165", "12,3", "–", "–", "50%", "–", "× 1,00", "–"],
    ]


def test_the_chart_of_scenarios_gets_their_ranges():
    ranges = sheets.scenario_ranges(scenarios())
    assert list(ranges.columns) == ["label", "low", "median", "high", "target"]
    assert shown(ranges) == [["Như hiện nay", 101, 125, 152, 150], ["Mở thêm lớp", 110, 137, 1165, None]]
    assert ranges["target"].dtype == float


def test_a_sum_stands_below_numbers_and_is_missing_where_a_part_of_the_whole_is():
    table = pd.DataFrame({"Unit": ["A", "B"], "all": counts([1, None]), "told": counts([1, None]), "why": ["x", "y"]})
    below = with_sum(table, en, whole=["all"])
    assert below["Unit"].tolist() == ["A", "B", "Sum"]
    assert shown(below.tail(1)) == [["Sum", None, 1, ""]]
    assert below.dtypes.tolist() == table.dtypes.tolist()
    assert len(with_sum(table[:1], en)) == 1
