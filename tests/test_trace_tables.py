"""The lines of members, reports, classes, organizations and changes are those their figures rest on."""

from datetime import date

import pandas as pd
import pytest

from ketnap import account, classes, organizations, sheets, trace
from ketnap.account import View
from ketnap.i18n import Translator
from ketnap.pool.kept import standing_reports
from ketnap.trace import SUBJECTS
from tests.rows import UNITS, keep

MAY = View(2021, date(2021, 5, 31))
SCOPES = ["as_was", "as_is", "like"]


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("year", [2020, 2021])
def test_the_lines_of_members_add_up_to_the_blocks_and_to_each_units(sample, year, scope):
    view = View(year, MAY.as_of, scope=scope)
    found = trace.lines(sample, view, SUBJECTS["opening_members"], year)
    assert found["members"].sum() == account.block_members(sample, view)[0][year] == {2020: 4930, 2021: 5000}[year]
    units = account.opening_members(sample, view).query("year == @year").set_index("unit_code")["members"]
    assert found.groupby("unit_code")["members"].sum().to_dict() == units.to_dict()
    assert ("U45" in units) == (scope == "as_was")


def test_the_lines_of_members_hold_those_carried_forward(store):
    keep(store, UNITS, "Đơn vị,Năm,Tổng số đảng viên\nSở A,2021,200\nSở B,2021,100\nSở A,2022,210\n")
    view = View(2022, date(2022, 5, 31))
    found = trace.lines(store, view, SUBJECTS["opening_members"], 2022)
    assert found[["line", "kind", "members"]].values.tolist() == [[3, "carried", 100], [4, "given", 210]]
    assert found["members"].sum() == account.block_members(store, view)[0][2022]


@pytest.mark.parametrize(
    ("table", "query", "count"),
    [("pool_reports", "pool_reports", "expected"), ("targets", "target_versions", "value")],
)
def test_the_other_lines_are_those_the_figures_come_from(sample, table, query, count):
    found = trace.lines(sample, MAY, SUBJECTS[table], 2021)
    kept = sample.query(query, as_of=MAY.as_of)
    first, last = ("first_year", "last_year") if table == "targets" else ("period_start", "period_end")
    bounds = kept[[first, last]] if table == "targets" else kept[[first, last]].apply(lambda days: days.dt.year)
    of_year = kept[(bounds[first] <= 2021) & (bounds[last] >= 2021)]
    assert len(found) == len(of_year) > 0
    assert found[count].sum() == pytest.approx(of_year[count].astype(float).sum())


@pytest.mark.parametrize("filters", [{}, {"unit": "U07"}, {"officer": "UV3", "source": "youth_union"}], ids=str)
def test_the_lines_of_classes_add_up_to_their_graduates(sample, filters):
    view = View(2021, MAY.as_of, **filters)
    found = trace.lines(sample, view, SUBJECTS["class_graduates"], None)
    # Nobody is admitted or waiting in two classes; who counts elsewhere stands in a list all the same.
    known = classes.people(sample, view)
    assert found["graduates"].sum() == known["people"].sum() > 0
    months = known.groupby(known["ended_on"].dt.to_period("M"))["people"].sum()
    assert found.groupby(pd.to_datetime(found["month"]).dt.to_period("M"))["graduates"].sum().to_dict() == (
        months.to_dict()
    )


@pytest.mark.parametrize("filters", [{}, {"unit": "U07"}, {"officer": "UV3"}], ids=str)
def test_the_lines_of_classes_for_new_members_add_up_apart(sample, filters):
    view = View(2021, MAY.as_of, **filters)
    found = trace.lines(sample, view, SUBJECTS["new_member_classes"], None)
    assert found["graduates"].sum() == classes.new_member(sample, view)["graduates"].sum() > 0


def test_a_class_known_by_number_and_one_failed_are_traced_as_they_count(store):
    kind = "Đối tượng kết nạp Đảng"
    keep(store, UNITS)
    numbers = f"Lớp,Loại lớp,Ngày bế giảng,Đơn vị,Nguồn,Số hoàn thành\nL1,{kind},5/3/2021,Sở A,,7\n"
    # Three of the seven stand in a line by source: the line of all leaves four.
    keep(store, f"{numbers}L1,{kind},5/3/2021,Sở A,Đoàn TN,3\n", name="so.csv")
    people = "Họ và tên,Ngày sinh,Đơn vị cử đi học,Lớp,Loại lớp,Ngày bế giảng,Xếp loại\n"
    rows = f"An,1/2/1995,Sở B,L2,{kind},6/4/2021,Khá\nBình,3/4/1996,Sở B,L2,{kind},6/4/2021,Không đạt\n"
    keep(store, people + rows, name="ten.csv")
    found = trace.lines(store, MAY, SUBJECTS["class_graduates"], 2021)
    columns = ["file_name", "line", "unit_code", "kind", "graduates"]
    assert found[columns].values.tolist() == [
        ["ten.csv", 2, "B", "person", 1],
        ["so.csv", 2, "A", "number", 4],
        ["so.csv", 3, "A", "number", 3],
    ]


def test_expectations_of_earlier_reports_are_traced_where_they_count(store):
    text = "Đơn vị,Ngày báo cáo,Kỳ,Nguồn,Dự kiến kết nạp\nSở A,{},Quý III/2021,9,{}\n"
    keep(store, UNITS)
    keep(store, text.format("20/06/2021", 4), name="dau.csv")
    keep(store, text.format("20/07/2021", 6), name="sau.csv")
    view = View(2021, date(2021, 9, 30))
    newest, versions = (
        trace.lines(store, view, SUBJECTS[name], 2021) for name in ("pool_reports", "pool_report_versions")
    )
    assert newest[["file_name", "expected"]].values.tolist() == [["sau.csv", 6]]
    assert versions[["file_name", "kind", "expected"]].values.tolist() == [
        ["sau.csv", "report", 6],
        ["dau.csv", "earlier_report", 4],
    ]
    assert trace.adds_up(newest)
    assert not trace.adds_up(versions)
    # The first one was in time and is what the quarter is measured by.
    assert standing_reports(store, view)["expected"].tolist() == [4]


FIGURES = "Đoàn thể,Tổ chức trực thuộc,Đơn vị,Kỳ,Ngày báo cáo,Số giới thiệu,Được kết nạp\n"


def test_the_lines_of_organizations_are_their_newest(store):
    text = FIGURES + "Đoàn Thanh niên,,,Quý I/2021,,{},2\n"
    keep(store, UNITS)
    keep(store, text.format(5), name="q1.csv")
    keep(store, text.format(7), name="q2.csv")
    found = trace.lines(store, MAY, SUBJECTS["source_figures"], 2021)
    assert found[["file_name", "line", "source", "introduced"]].values.tolist() == [["q2.csv", 2, "youth_union", 7]]


def test_a_report_of_an_organization_is_traced_from_its_day_or_the_end_of_its_period(store):
    text = "Đoàn Thanh niên,,,Quý I/2021,,5,2\nCông đoàn,,,Năm 2021,31/05/2021,6,3\nCông đoàn,,,Quý II/2021,,4,1\n"
    keep(store, UNITS, FIGURES + text)
    subject = SUBJECTS["source_figures"]
    known = {
        day: trace.lines(store, View(2021, day), subject, 2021)["line"].tolist()
        for day in (date(2021, 3, 30), date(2021, 3, 31), date(2021, 5, 31), date(2021, 6, 30))
    }
    assert list(known.values()) == [[], [2], [2, 3], [2, 3, 4]]


@pytest.mark.parametrize(
    "filters",
    [
        {},
        {"unit": "U09"},
        {"officer": "UV3"},
        {"source": "trade_union"},
        {"scope": "as_is", "unit": "U27"},
        {"scope": "like"},
    ],
    ids=str,
)
def test_the_lines_of_organizations_are_the_rows_their_page_shows(sample, filters):
    view = View(2021, MAY.as_of, **filters)
    found = trace.lines(sample, view, SUBJECTS["source_figures"], None)
    known = organizations.figures(sample, view)
    columns = ["source", "unit_code", "introduced", "admitted"]
    assert sorted(map(str, found[columns].fillna("").values.tolist())) == sorted(
        map(str, known[columns].astype(object).fillna("").values.tolist())
    )
    assert len(found) > 0


def test_lines_add_up_only_of_one_period_and_not_with_those_below(sample):
    found = trace.lines(sample, MAY, SUBJECTS["source_figures"], None)
    assert not trace.adds_up(found)
    year = (date(2019, 1, 1), date(2019, 12, 31))
    of_year = trace.narrowed(found, period=year)
    assert year in trace.periods(found)
    assert trace.periods(of_year) == [year]
    assert not trace.adds_up(of_year)
    assert trace.adds_up(of_year[of_year["kind"] == "organization"])


CHANGES = "Ngày thay đổi,Loại thay đổi,Đơn vị cũ,Đơn vị mới\n"


def test_the_lines_of_changes_are_those_known_of_either_unit(store):
    text = "01/03/2021,Sáp nhập,Sở B,Sở A\n01/04/2021,Tiếp nhận,,Sở C\n01/06/2021,Đổi tên,Sở A,Sở D\n"
    units = UNITS + "C,Chi bộ Sở C,P2,Ủy viên 2\nD,Đảng bộ Sở D,P1,Ủy viên 1\n"
    keep(store, units, CHANGES + text)
    columns = ["line", "unit_code", "kind", "to_unit"]
    subject = SUBJECTS["unit_changes"]

    def told(**filters: object) -> list[list[object]]:
        """The lines of a view."""
        found = trace.lines(store, View(2021, MAY.as_of, **filters), subject, None)
        return found[columns].astype(object).fillna("").values.tolist()

    merged, joined = [2, "B", "merge", "Đảng bộ Sở A"], [3, "C", "join", ""]
    assert told() == [joined, merged]
    assert told(unit="A") == told(unit="B") == [merged]
    assert told(officer="P1") == [merged]
    assert told(officer="P2") == [joined, merged]
    shown = sheets.lines(trace.lines(store, MAY, subject, 2021), (), Translator("en"))
    assert shown["Note"].tolist() == ["", "→ Đảng bộ Sở A"]


def test_the_lines_of_assignments_say_who_was_followed_when_but_not_by_whom(store):
    text = "Sở A,P1,Ủy viên 1,01/01/2019,\nSở A,P2,Ủy viên 2,01/08/2020,\nSở B,P1,Ủy viên 1,01/02/2020,31/03/2021\n"
    keep(store, UNITS, "Đơn vị,Mã phụ trách,Ủy viên BTV phụ trách,Từ ngày,Đến ngày\n" + text)
    subject, columns = SUBJECTS["officer_assignments"], ["line", "unit_code", "kind"]

    def told(year: int | None, day: date = MAY.as_of, **filters: object) -> list[list[object]]:
        """The lines of a view."""
        return trace.lines(store, View(day.year, day, **filters), subject, year)[columns].values.tolist()

    first, second, third = [2, "A", "charge_over"], [3, "A", "in_charge"], [4, "B", "charge_over"]
    assert told(None) == [third, first, second]
    assert told(2021) == [third, second]
    assert told(2019) == [first]
    assert told(None, date(2020, 7, 31)) == [[4, "B", "in_charge"], [2, "A", "in_charge"]]
    assert told(None, unit="B") == [third]
    assert told(None, officer="P2") == [third, first, second]


def test_the_lines_of_milestones_are_those_of_every_year_and_of_the_year(store):
    keep(store, "Ngày,Sự kiện,Hằng năm\n3/2,Ngày thành lập Đảng,x\n11/7/2020,Đại hội,\n")
    subject = SUBJECTS["milestones"]
    assert trace.lines(store, MAY, subject, 2021)[["line", "kind"]].values.tolist() == [[2, "every_year"]]
    found = trace.lines(store, MAY, subject, 2020)
    assert found[["line", "kind"]].values.tolist() == [[2, "every_year"], [3, "one_year"]]
    assert pd.to_datetime(found["month"]).dt.strftime("%m/%Y").tolist() == ["02/2020", "07/2020"]


@pytest.mark.parametrize("table", ["unit_changes", "officer_assignments", "milestones"])
def test_the_sample_has_lines_of_each_of_these(sample, table):
    kept = sample.query("imports")
    rows = int(kept.loc[kept["table_name"] == table, "rows_kept"].sum())
    year = 2020 if table == "milestones" else None
    assert len(trace.lines(sample, MAY, SUBJECTS[table], year)) == rows > 0


def test_what_a_view_leaves_out_is_shown_beside_its_figures():
    assert trace.filtered_by(MAY) == []
    narrowed = View(2021, MAY.as_of, officer="UV3", scope="like")
    assert trace.filtered_by(narrowed) == ["officer_assignments", "unit_changes"]
