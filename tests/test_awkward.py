"""The awkward cases: what counts as an admission, when, and how long, so that a printed figure can be made again."""

from dataclasses import replace
from datetime import date

import pytest

from ketnap import account, words
from ketnap.account import View
from ketnap.i18n import Translator
from tests.rows import ROSTER, UNITS, keep, total

MAY, JUNE = View(2021, date(2021, 5, 31)), View(2021, date(2021, 6, 30))
WITH_ANNULMENT = "Mã số,Đơn vị,Ngày QĐ,Ngày hủy QĐ,Ghi chú\n"


def standing(store, as_of: date, **filters: object) -> int:
    """Admitted of the year as the overview says it on a day."""
    return account.standing(store, View(as_of.year, as_of, **filters)).admitted


def same_period(store, view: View) -> account.SamePeriod:
    """The year to its day beside the same days of the year before."""
    return account.same_period(store, view, account.months(store, view))


def periods(store, as_of: date) -> tuple[int, int | None, int]:
    """Admitted up to a day, up to the same day of the year before, and how many rows may lie on the other side."""
    found = same_period(store, View(as_of.year, as_of))
    return found.now, found.before, found.in_doubt


def test_a_printed_figure_is_made_again_after_the_annulment_and_the_new_one_leaves_it_out(store):
    keep(store, UNITS, WITH_ANNULMENT + "S1,Sở A,05/03/2021,,\nS2,Sở A,06/04/2021,,\n")
    printed = standing(store, MAY.as_of)
    keep(store, WITH_ANNULMENT + "S2,Sở A,06/04/2021,20/06/2021,\n", name="huy.csv")
    assert standing(store, MAY.as_of) == printed == 2
    assert [standing(store, day) for day in (date(2021, 6, 19), date(2021, 6, 20), date(2021, 12, 31))] == [2, 1, 1]
    # A year later the year of the decision stays without it.
    assert total(store, date(2021, 12, 31)) == 1
    assert same_period(store, View(2022, date(2022, 5, 31))).before == 1


def test_an_annulment_without_a_day_never_counted(store):
    keep(store, UNITS, WITH_ANNULMENT + "S1,Sở A,05/03/2021,,Hủy quyết định\nS2,Sở A,06/04/2021,,\n")
    assert standing(store, MAY.as_of) == standing(store, date(2021, 12, 31)) == 1


def test_who_is_struck_off_on_probation_stays_counted(store):
    keep(store, UNITS, ROSTER + "S1,M,01/02/1990,Sở A,05/03/2021,,,Xóa tên\n")
    assert [standing(store, day) for day in (MAY.as_of, date(2021, 12, 31))] == [1, 1]


@pytest.mark.parametrize(("readmissions", "admitted"), [(False, 1), (True, 2)])
def test_a_readmission_is_no_new_member_unless_the_block_counts_it(store, readmissions, admitted):
    keep(store, UNITS, ROSTER + "S1,M,,Sở A,05/03/2021,,,Kết nạp lại\nS2,L,,Sở A,06/03/2021,,,\n")
    assert standing(store, MAY.as_of, readmissions=readmissions) == admitted
    assert account.standing(store, MAY).readmissions == 1


@pytest.mark.parametrize("note", ["Chuyển đến từ Đảng bộ khác", "Chuyển sinh hoạt đảng đến", "Khôi phục đảng tịch"])
def test_who_came_from_elsewhere_was_not_admitted_here(store, note):
    found = keep(store, UNITS, ROSTER + f"S1,M,,Sở A,05/03/2021,,,{note}\nS2,L,,Sở A,06/03/2021,,,\n")
    assert standing(store, MAY.as_of) == 1
    assert found[1].excluded == {2: "transfer"}


@pytest.mark.parametrize("note", ["Đã chuyển sinh hoạt đảng đến Đảng bộ tỉnh khác", "Chuyển đi", "chuyển chính thức"])
def test_who_left_later_was_admitted_here(store, note):
    keep(store, UNITS, ROSTER + f"S1,M,,Sở A,05/03/2021,,,{note}\n")
    assert standing(store, MAY.as_of) == 1


def test_a_row_about_full_membership_is_taken_with_a_warning(store):
    found = keep(store, UNITS, ROSTER + "S1,M,,Sở A,05/03/2021,,,Chuyển đảng chính thức\nS2,L,,Sở A,06/03/2021,,,\n")
    assert found[1].warnings == {"recognised": [2]}


def test_where_nothing_is_known_the_answer_is_not_zero(store):
    keep(store, UNITS)
    found = account.standing(store, MAY)
    assert not found.is_known
    assert words.headline(found, Translator("vi")).startswith("Chưa có số liệu kết nạp năm 2021")


def test_the_same_person_in_another_unit_later_is_one_admission(store):
    keep(store, UNITS, ROSTER + "S1,M,01/02/1990,Sở A,05/03/2021,,,\n")
    keep(store, ROSTER + "S1,M,01/02/1990,Sở B,05/03/2021,,,\n", name="moi.csv")
    assert standing(store, MAY.as_of) == 1
    assert standing(store, MAY.as_of, unit="B") == 1


def test_a_month_alone_counts_in_the_begun_month_of_both_years_and_the_card_says_how_many(store):
    rows = "S1,M,,Sở A,06/2021,,,\nS2,L,,Sở A,10/06/2021,,,\nS3,N,,Sở A,25/06/2021,,,\n"
    before = "S4,K,,Sở A,06/2020,,,\nS5,H,,Sở A,20/06/2020,,,\nS6,G,,Sở A,22/06/2020,,,\nS7,E,,Sở A,05/01/2020,,,\n"
    keep(store, UNITS, ROSTER + rows + before)
    day = date(2021, 6, 21)
    # 06/2021 and 10/6 of 2021; 06/2020, 20/6 and 5/1 of 2020.
    assert periods(store, day) == (2, 3, 2)
    found = same_period(store, View(2021, day))
    assert "2 dòng chỉ ghi tháng hoặc quý" in words.same_period_card(found, View(2021, day), Translator("vi"))[2]
    assert periods(store, JUNE.as_of) == (3, 4, 0)


def test_a_quarter_alone_counts_from_its_last_month_on_in_every_year_alike(store):
    rows = "S1,M,,Sở A,Quý II/2021,,,\nS2,L,,Sở A,10/03/2021,,,\n"
    before = "S4,K,,Sở A,quý 2 năm 2020,,,\nS5,H,,Sở A,05/01/2020,,,\n"
    readings = keep(store, UNITS, ROSTER + rows + before)
    assert "quarter_only" in readings[1].warnings
    assert periods(store, date(2021, 3, 31)) == (1, 1, 0)
    # In April and May nobody knows whether they were admitted yet: both are left out and said to be in doubt.
    assert periods(store, date(2021, 4, 15)) == periods(store, MAY.as_of) == (1, 1, 2)
    assert periods(store, date(2021, 6, 15)) == (2, 2, 2)
    assert periods(store, JUNE.as_of) == (2, 2, 0)
    months = store.query("admissions_by_month", **replace(MAY, as_of=date(2021, 12, 31)).parameters)
    found = months[(months["year"] == 2021) & (months["admissions"] > 0)]
    assert found[["month_number", "admissions"]].values.tolist() == [[3, 1], [6, 1]]


def test_a_quarter_stands_in_the_column_of_months_too(store):
    header = "Mã số,Đơn vị,Tháng kết nạp\n"
    keep(store, UNITS, header + "S1,Sở A,Quý I/2021\nS2,Sở A,02/2021\n")
    assert [standing(store, day) for day in (date(2021, 2, 28), date(2021, 3, 31))] == [1, 2]


def test_a_list_that_comes_late_counts_by_its_dates_and_changes_the_months_it_is_about(store):
    keep(store, UNITS, ROSTER + "S1,M,,Sở A,05/03/2021,,,\nS2,L,,Sở A,06/05/2021,,,\n")
    keep(store, ROSTER + "S3,N,,Sở B,15/03/2021,,,\n", name="muon.csv")
    assert standing(store, MAY.as_of) == 3
    # Figures printed before the list came are those without it: undone, they are there again.
    store.undo(3, "test")
    assert standing(store, MAY.as_of) == 2
