"""The tables beside the charts: the figures under the reader's headers."""

from datetime import date
from decimal import Decimal

import pandas as pd
import pytest

from ketnap import sheets
from ketnap.account import View
from ketnap.i18n import Translator
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
    table = sheets.officers(rows, en)
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


def test_the_forecast_month_by_month():
    bands = {"median": 53.0, "low50": 52.0, "high50": 54.0, "low80": 50.0, "high80": 57.0}
    added = pd.DataFrame({"this_year": [45.0, NAN], **{name: [45.0, end] for name, end in bands.items()}}, index=[5, 6])
    table = sheets.fan(added, vi)
    assert list(table.columns) == [
        "Tháng",
        "Đã kết nạp",
        "Mức giữa của dự báo",
        "50%: từ",
        "50%: đến",
        "80%: từ",
        "80%: đến",
    ]
    assert shown(table) == [["T5", 45, 45, 45, 45, 45, 45], ["T6", None, 53, 52, 54, 50, 57]]
