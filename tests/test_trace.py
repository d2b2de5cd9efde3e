"""Every figure is the sum of lines of files that can be named."""

from datetime import date

import pandas as pd
import pytest

from ketnap import account, sheets, trace
from ketnap.account import View
from ketnap.i18n import Translator
from ketnap.store import Store
from ketnap.trace import SAME_PERIOD, SUBJECTS
from tests.rows import ROSTER, UNITS, keep

MAY = View(2021, date(2021, 5, 31))
ADMISSIONS = SUBJECTS["admissions"]
FILTERS = [
    {},
    {"unit": "U07"},
    {"officer": "UV3"},
    {"source": "youth_union"},
    {"source": "unknown"},
    {"unit": "U07", "source": "youth_union"},
    {"readmissions": True},
    {"basis": "ceremony"},
    {"basis": "ceremony", "officer": "UV3", "readmissions": True},
]
DAYS = [date(2021, 5, 31), date(2021, 5, 10), date(2021, 1, 1), date(2020, 12, 31), date(2017, 3, 15)]
VIEWS = [View(day.year, day, **filters) for day in DAYS for filters in FILTERS]
# U45 of the sample carries on in U27 since March 2021.
VIEWS += [
    View(2021, DAYS[0], scope=scope, **filters)
    for scope in ("as_is", "like")
    for filters in ({}, {"unit": "U27"}, {"basis": "ceremony", "officer": "UV3"})
]


def shown(view: View) -> str:
    """A view as the name of a case: its day and what differs from the whole block as it was."""
    plain = View(view.year, view.as_of).parameters
    return " ".join([str(view.as_of), *(f"{k}={v}" for k, v in view.parameters.items() if plain[k] != v)])


def traced(store: Store, view: View, year: int, **narrowed: object) -> pd.DataFrame:
    """The lines of admissions of a year."""
    return trace.narrowed(trace.lines(store, view, ADMISSIONS, year), **narrowed)


def by_month(found: pd.DataFrame) -> dict[int, int]:
    """Month -> admissions of lines, months of none left out."""
    summed = found["admissions"].groupby(pd.to_datetime(found["month"]).dt.month).sum()
    return {int(month): int(count) for month, count in summed.items() if count}


@pytest.mark.parametrize("view", VIEWS, ids=shown)
def test_the_lines_of_every_month_of_the_sample_add_up_to_its_figure(sample, view):
    known = account.history(sample, view).dropna(subset="admissions")
    for year in range(2017, view.year + 1):
        of_year = known[known["year"] == year]
        figures = {int(m): int(n) for m, n in zip(of_year["month_number"], of_year["admissions"], strict=True) if n}
        assert by_month(traced(sample, view, year)) == figures, year
    assert known["admissions"].sum() > 0 or view != View(view.year, view.as_of)


@pytest.mark.parametrize("view", VIEWS, ids=shown)
def test_the_lines_up_to_the_same_day_add_up_to_the_same_period(sample, view):
    periods = sample.query("admissions_to_same_day", **view.parameters)
    for year, admissions in zip(periods["year"], periods["admissions"], strict=True):
        assert traced(sample, view, int(year), month=SAME_PERIOD)["admissions"].sum() == admissions, year


def test_the_lines_of_a_unit_that_another_was_merged_into_hold_those_of_both(sample):
    def lines_of(unit: str, scope: str) -> int:
        """How many admissions of 2020 stand in the lines of a unit."""
        return int(traced(sample, View(2021, MAY.as_of, unit=unit, scope=scope), 2020)["admissions"].sum())

    both = lines_of("U27", "as_was"), lines_of("U45", "as_was")
    assert lines_of("U27", "as_is") == lines_of("U27", "like") == sum(both) > max(both) > 0
    assert lines_of("U45", "as_is") == 0


def test_every_cell_of_unit_month_and_source_is_the_sum_of_its_lines(sample):
    cells = sample.query("admissions_by_unit_and_month", year=2021, **MAY.parameters)
    found = trace.lines(sample, MAY, ADMISSIONS, 2021)
    for unit, month, admissions in cells[["unit_code", "month_number", "admissions"]].itertuples(index=False):
        assert trace.narrowed(found, unit=unit, month=month)["admissions"].sum() == admissions
    sources = sample.query("admissions_by_source", **MAY.parameters)
    of_year = sources[sources["year"] == 2021]
    for source, month, admissions in of_year[["source", "month_number", "admissions"]].itertuples(index=False):
        assert trace.narrowed(found, month=month, source=source)["admissions"].sum() == admissions


def test_a_person_of_two_files_is_traced_to_the_newest_line_and_the_earlier_one_is_told(store):
    text = "S1,M,01/02/1990,Sở A,05/03/2021,,Đoàn TN,\n"
    keep(store, UNITS)
    keep(store, ROSTER + text, name="t3.csv")
    keep(store, ROSTER + "S2,L,02/02/1991,Sở B,06/04/2021,,,\n" + text, name="t4.csv")
    found = traced(store, MAY, 2021)
    columns = ["file_name", "line", "unit_code", "source", "earlier_lines"]
    assert found[columns].values.tolist() == [
        ["t4.csv", 2, "B", "unknown", 0],
        ["t4.csv", 3, "A", "youth_union", 1],
    ]
    assert trace.imports(store, ADMISSIONS, found)[["file_name", "lines"]].values.tolist() == [["t4.csv", 2]]


def test_an_undone_import_is_named_as_not_counted_and_its_lines_are_those_before(store):
    keep(store, UNITS)
    keep(store, ROSTER + "S1,M,01/02/1990,Sở A,05/03/2021,,,\n", name="t3.csv")
    keep(store, ROSTER + "S1,M,01/02/1990,Sở A,05/03/2021,,,\n", name="t4.csv")
    store.undo(3, "test")
    found = traced(store, MAY, 2021)
    assert found[["file_name", "earlier_lines"]].values.tolist() == [["t3.csv", 0]]
    rests_on = trace.imports(store, ADMISSIONS, found)
    assert rests_on[["file_name", "lines", "undone"]].values.tolist() == [["t4.csv", 0, True], ["t3.csv", 1, False]]


def test_a_decision_annulled_later_is_traced_while_it_counts_and_says_so(store):
    text = "Mã số,Đơn vị,Ngày QĐ,Ngày hủy QĐ\nS1,Sở A,05/03/2021,20/06/2021\nS2,Sở A,06/03/2021,\n"
    keep(store, UNITS, text)
    assert traced(store, MAY, 2021)[["line", "annulled_later"]].values.tolist() == [[2, True], [3, False]]
    assert traced(store, View(2021, date(2021, 6, 20)), 2021)["line"].tolist() == [3]


def test_a_readmission_is_traced_only_where_it_counts(store):
    keep(store, UNITS, ROSTER + "S1,M,01/02/1990,Sở A,05/03/2021,,,Kết nạp lại\n")
    assert traced(store, MAY, 2021).empty
    counted = View(2021, MAY.as_of, readmissions=True)
    assert traced(store, counted, 2021)["kind"].tolist() == ["readmission"]


def test_a_month_known_as_a_number_is_traced_to_its_lines_and_what_is_beyond_the_units_to_the_blocks(store):
    keep(store, UNITS, "Năm,Tháng,Đơn vị,Số kết nạp\n2020,5,Sở A,3\n2020,5,Sở B,1\n2020,5,Toàn Khối,6\n")
    found = traced(store, View(2020, date(2020, 5, 31)), 2020)
    # 6 of the block, of which the units' lines count 3 and 1.
    assert found[["line", "unit_code", "kind", "admissions"]].fillna("").values.tolist() == [
        [2, "A", "number", 3],
        [3, "B", "number", 1],
        [4, "", "rest", 2],
    ]


def test_what_the_sources_numbers_have_beyond_the_units_is_counted_once(store):
    text = (
        "Năm,Tháng,Đơn vị,Nguồn,Số kết nạp\n2020,5,Sở A,,3\n2020,5,Toàn Khối,Đoàn TN,4\n2020,5,Toàn Khối,Công đoàn,2\n"
    )
    keep(store, UNITS, text)
    view = View(2020, date(2020, 5, 31))
    found = traced(store, view, 2020)
    # 4 + 2 by source, of which the unit's line counts 3.
    assert sorted(found["admissions"]) == [0, 3, 3]
    assert found["admissions"].sum() == account.history(store, view)["admissions"].sum() == 6


def test_numbers_by_source_leave_the_rest_of_a_unit_to_its_own_line(store):
    keep(store, UNITS, "Năm,Tháng,Đơn vị,Nguồn,Số kết nạp\n2020,5,Sở A,,5\n2020,5,Sở A,Đoàn TN,3\n")
    found = traced(store, View(2020, date(2020, 5, 31)), 2020)
    assert found[["line", "source", "admissions"]].values.tolist() == [[2, "unknown", 2], [3, "youth_union", 3]]


def test_a_year_known_as_a_sum_only_is_traced_to_that_line(store):
    keep(store, UNITS, "Năm,Lũy kế đến tháng,Số kết nạp\n2021,5,45\n2020,5,124\n")
    found = trace.lines(store, MAY, ADMISSIONS, 2020)
    assert trace.has_only_a_sum(found)
    assert trace.narrowed(found, month=SAME_PERIOD)[["line", "kind", "admissions"]].values.tolist() == [[3, "sum", 124]]
    assert trace.narrowed(found).empty


def test_a_sum_beside_months_that_are_all_known_is_not_counted(store):
    months = "".join(f"2021,{month},,3\n" for month in range(1, 6))
    keep(store, UNITS, f"Năm,Tháng,Lũy kế đến tháng,Số kết nạp\n{months}2021,,5,45\n")
    found = traced(store, MAY, 2021, month=SAME_PERIOD)
    assert found["kind"].tolist() == ["number"] * 5
    assert found["admissions"].sum() == account.standing(store, MAY).admitted == 15


def test_a_table_without_traced_lines_shows_its_imports(sample):
    subject = trace.subjects(["units"])["units"]
    found = trace.lines(sample, MAY, subject, 2021)
    assert found.empty
    assert trace.imports(sample, subject, found)["file_name"].tolist() == ["units.csv"]


def test_a_roster_and_its_totals_are_one_subject():
    assert list(trace.subjects(["admissions", "monthly_totals", "targets"])) == ["admissions", "targets"]


@pytest.mark.parametrize("name", SUBJECTS)
def test_a_line_says_nothing_of_whom_it_is_about(sample, name):
    found = trace.lines(sample, MAY, SUBJECTS[name], 2020)
    allowed = {"import_id", "file_name", "sheet", "line", "unit_code", "unit_name", "month", "source", "kind", "query"}
    allowed |= {"month_only", "quarter_only", "substituted", "annulled_later", "earlier_lines"}
    allowed |= {"of_month", "to_same_day"}
    allowed |= {"period_start", "period_end", "to_unit"}
    assert set(found.columns) <= allowed | set(SUBJECTS[name].counts)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("table", SUBJECTS)
def test_lines_of_every_table_are_shown_in_the_readers_language(sample, table, language):
    _ = Translator(language)
    subject = SUBJECTS[table]
    found = trace.lines(sample, MAY, subject, 2020)
    assert len(found) > 0
    shown = sheets.lines(found, subject.counts, _)
    assert len(shown) == len(found)
    assert list(shown.columns[:3]) == [_("File"), _("Line"), _("Unit")]
    assert sheets.imports(trace.imports(sample, subject, found), _)[_("Lines here")].tolist() == ([str(len(found))])


def test_a_line_tells_what_is_special_about_it(store):
    text = "Mã số,Đơn vị,Ngày QĐ,Ngày kết nạp,Ngày hủy QĐ\nS1,Sở A,,05/03/2021,20/06/2021\nS2,Sở A,3/2021,,\n"
    keep(store, UNITS, text)
    found = traced(store, MAY, 2021)
    assert sheets.lines(found, ("admissions",), Translator("en"))["Note"].tolist() == [
        "counts by the other date; annulled after this day",
        "only the month is known",
    ]
