"""Units that are merged, renamed, split, that come into the block or leave it; officers that change."""

from dataclasses import replace
from datetime import date

import pytest

from ketnap import account, cuts
from ketnap.account import View
from tests.rows import ROSTER, keep, total

REGISTER = (
    "STT,Mã đơn vị,Tên đơn vị,Mã phụ trách,Ủy viên BTV phụ trách\n"
    "1,A,Đảng bộ Sở A,P1,Ủy viên 1\n2,B,Chi bộ Sở B,P2,Ủy viên 2\n3,C,Chi bộ Sở C,P2,Ủy viên 2\n"
)
CHANGES = "Ngày,Loại thay đổi,Đơn vị cũ,Đơn vị mới,Số đảng viên\n"
# Two of A, one of B and one of C in 2020, one of each in 2021; B's of 2021 before its merger.
PEOPLE = (
    "S1,M,01/02/1990,Sở A,05/03/2020,,,\nS2,L,01/02/1991,Sở A,06/10/2020,,,\nS3,K,01/02/1992,Sở B,07/04/2020,,,\n"
    "S4,H,01/02/1993,Sở C,08/05/2020,,,\nS5,N,01/02/1994,Sở A,05/02/2021,,,\nS6,T,01/02/1995,Sở B,06/02/2021,,,\n"
    "S7,V,01/02/1996,Sở C,07/04/2021,,,\n"
)
MEMBERS = (
    "Đơn vị,Năm,Tổng số đảng viên\nSở A,2020,100\nSở B,2020,20\nSở C,2020,30\n"
    "Sở A,2021,110\nSở B,2021,22\nSở C,2021,31\n"
)
MAY = View(2021, date(2021, 5, 31))
MERGED = CHANGES + "01/3/2021,Sáp nhập,Sở B,Sở A,22\n"


def by_unit(store, view: View) -> dict[str, tuple[int, int]]:
    """Unit -> admissions of the view's year and of the year before."""
    rows = cuts.units(store, view)
    columns = (rows[name] for name in ("unit_code", "admissions", "admissions_last_year"))
    return {code: (now, before) for code, now, before in zip(*columns, strict=True)}


def test_a_merged_unit_is_shown_as_it_was_or_with_the_one_that_carries_it_on(store):
    keep(store, REGISTER, ROSTER + PEOPLE, MEMBERS, MERGED)
    assert by_unit(store, MAY) == {"A": (1, 2), "B": (1, 1), "C": (1, 1)}
    assert by_unit(store, replace(MAY, scope="as_is")) == {"A": (2, 3), "C": (1, 1)}
    # Nobody came into the block or left it.
    assert by_unit(store, replace(MAY, scope="like")) == {"A": (2, 3), "C": (1, 1)}


def test_before_its_day_a_merger_is_not_known(store):
    keep(store, REGISTER, ROSTER + PEOPLE, MERGED)
    assert list(by_unit(store, View(2021, date(2021, 2, 28), scope="as_is"))) == ["A", "B", "C"]


def test_the_year_after_a_merger_does_not_list_the_merged_unit(store):
    keep(store, REGISTER, ROSTER + PEOPLE, MERGED)
    # B admitted somebody in 2021.
    for year in (2022, 2023):
        assert list(by_unit(store, View(year, date(year, 3, 31)))) == ["A", "C"]


def test_members_of_a_merged_unit_are_the_sum_of_its_parts_and_the_block_stays_as_large(store):
    keep(store, REGISTER, ROSTER + PEOPLE, MEMBERS, MERGED)
    for scope in account.SCOPES:
        members, incomplete = account.block_members(store, replace(MAY, scope=scope))
        assert (members, incomplete) == ({2020: 150, 2021: 163}, frozenset())
    found = account.opening_members(store, replace(MAY, scope="as_is")).query("year == 2021")
    assert dict(zip(found["unit_code"], found["members"], strict=True)) == {"A": 132, "C": 31}
    # 3 % of 163 are 4.89: five, shared by members, 132 : 31 or 110 : 22 : 31.
    assert account.unit_targets(store, replace(MAY, scope="as_is")) == {"A": 4, "C": 1}
    assert account.unit_targets(store, MAY) == {"A": 3, "B": 1, "C": 1}


def test_after_a_merger_the_number_of_the_unit_that_carries_on_speaks_for_both(store):
    keep(store, REGISTER, MEMBERS, MERGED, ROSTER + PEOPLE)
    next_year = View(2022, date(2022, 3, 31))
    keep(store, "Đơn vị,Năm,Tổng số đảng viên\nSở C,2022,33\n", name="c.csv")
    # A gave none since: 110 and 22 are carried forward.
    assert account.block_members(store, next_year) == ({2020: 150, 2021: 163, 2022: 165}, frozenset({2022}))
    keep(store, "Đơn vị,Năm,Tổng số đảng viên\nSở A,2022,135\n", name="a.csv")
    assert account.block_members(store, next_year) == ({2020: 150, 2021: 163, 2022: 168}, frozenset())


def test_mergers_one_after_another_lead_to_the_last_unit_and_a_circle_leads_nowhere(store):
    keep(store, REGISTER, ROSTER + PEOPLE, CHANGES + "01/3/2021,Sáp nhập,Sở B,Sở C,\n01/4/2021,Sáp nhập,Sở C,Sở A,\n")
    assert by_unit(store, View(2021, date(2021, 3, 31), scope="as_is")) == {"A": (1, 2), "C": (1, 2)}
    assert by_unit(store, replace(MAY, scope="as_is")) == {"A": (3, 4)}
    keep(store, CHANGES + "02/4/2021,Sáp nhập,Sở A,Sở C,\n", name="vong.csv")
    assert by_unit(store, replace(MAY, scope="as_is"))["A"] == (1, 2)


def test_a_split_takes_nothing_from_the_unit_that_was(store):
    keep(store, REGISTER, ROSTER + PEOPLE, CHANGES + "01/3/2021,Chia tách,Sở A,Sở C,40\n")
    assert by_unit(store, replace(MAY, scope="as_is")) == by_unit(store, MAY)


def test_a_unit_taken_into_the_block_is_no_part_of_its_base_that_year_nor_of_a_comparison_like_for_like(store):
    joined = CHANGES + "01/2/2021,Tiếp nhận vào Khối,,Sở C,31\n"
    keep(store, REGISTER, ROSTER + PEOPLE, MEMBERS, joined)
    # Its 31 members of 1/1/2021 were not in the block on that day, nor its 30 of 2020.
    assert account.block_members(store, MAY)[0] == {2020: 120, 2021: 132}
    standing = account.standing(store, MAY)
    assert (standing.admitted, standing.same_period.before) == (3, 3)
    like = account.standing(store, replace(MAY, scope="like"))
    assert (like.admitted, like.same_period.before) == (2, 2)
    assert list(by_unit(store, replace(MAY, scope="like"))) == ["A", "B"]


def test_a_unit_that_left_is_left_out_like_for_like_and_its_members_are_not_carried_on(store):
    keep(store, REGISTER, ROSTER + PEOPLE, MEMBERS, CHANGES + "15/4/2021,Chuyển khỏi Khối,Sở C,,31\n")
    like = account.standing(store, replace(MAY, scope="like"))
    assert (like.admitted, like.same_period.before) == (2, 2)
    keep(store, "Đơn vị,Năm,Tổng số đảng viên\nSở A,2022,112\n", name="a.csv")
    # 112 and B's 22; C had left.
    assert account.block_members(store, View(2022, date(2022, 3, 31)))[0][2022] == 134


def test_a_newly_founded_unit_is_new_to_the_block_unless_it_was_made_of_others(store):
    register = "Mã đơn vị,Tên đơn vị,Ngày thành lập\nA,Đảng bộ Sở A,\nB,Chi bộ Sở B,\nC,Chi bộ Sở C,01/2/2021\n"
    keep(store, register, ROSTER + PEOPLE)
    assert sorted(by_unit(store, replace(MAY, scope="like"))) == ["A", "B"]
    keep(store, CHANGES + "01/2/2021,Chia tách,Sở A,Sở C,31\n", name="tach.csv")
    assert set(by_unit(store, replace(MAY, scope="like"))) == {"A", "B", "C"}


def test_a_comparison_in_the_midst_of_a_month_keeps_the_scope(store):
    keep(store, REGISTER, ROSTER + PEOPLE, CHANGES + "01/2/2021,Tiếp nhận vào Khối,,Sở C,31\n")
    view = View(2021, date(2021, 4, 10), scope="like")
    # To 10/4: A in February 2021, B in February; A in March and B on 7/4 of 2020.
    assert (account.standing(store, view).admitted, account.standing(store, view).same_period.before) == (2, 2)


@pytest.mark.parametrize(
    ("day", "officers"),
    [
        # Who followed C before the first assignment nobody said.
        (date(2020, 7, 31), {"P1": 1, "P2": 1}),
        (date(2020, 8, 1), {"P1": 2, "P2": 1}),
        (date(2021, 3, 1), {"P1": 1, "P2": 1, "P3": 1}),
    ],
)
def test_an_officer_follows_the_units_assigned_on_the_day(store, day, officers):
    assigned = "Đơn vị,Ủy viên BTV phụ trách,Từ ngày,Đến ngày\nSở C,Ủy viên 1,01/08/2020,28/02/2021\n"
    keep(store, REGISTER, ROSTER + PEOPLE, assigned)
    keep(store, "Đơn vị,Mã phụ trách,Ủy viên BTV phụ trách,Từ ngày\nSở C,P3,Ủy viên 3,01/03/2021\n", name="moi.csv")
    found = store.query("officers", as_of=day)
    assert dict(zip(found["officer_code"], found["units"], strict=True)) == officers


def test_the_officers_filter_follows_the_assignment_and_a_charge_that_is_over_leaves_nobody(store):
    assigned = "Đơn vị,Ủy viên BTV phụ trách,Từ ngày,Đến ngày\nSở C,Ủy viên 2,01/01/2019,28/02/2021\n"
    keep(store, REGISTER, ROSTER + PEOPLE, assigned)
    assert total(store, date(2021, 2, 28), officer="P2") == 1
    # From March nobody follows C: only B's admission of February is left to officer 2.
    assert total(store, date(2021, 5, 31), officer="P2") == 1
    assert total(store, date(2021, 5, 31)) == 3


def test_members_of_a_year_to_come_are_not_known_before_it(store):
    keep(store, REGISTER, MEMBERS)
    assert list(account.block_members(store, View(2020, date(2020, 12, 30)))[0]) == [2020]
    assert list(account.block_members(store, View(2020, date(2020, 12, 31)))[0]) == [2020, 2021]
