"""Units that changed, seen from another year than that of the change."""

from dataclasses import replace
from datetime import date

import pandas as pd

from ketnap import account, cuts, officers, pool, trace
from ketnap.account import View
from ketnap.pool import Period
from tests.rows import ROSTER, keep, total

REGISTER = (
    "STT,Mã đơn vị,Tên đơn vị,Mã phụ trách,Ủy viên BTV phụ trách\n"
    "1,A,Đảng bộ Sở A,P1,Ủy viên 1\n2,B,Chi bộ Sở B,P2,Ủy viên 2\n3,C,Chi bộ Sở C,P2,Ủy viên 2\n"
)
# 3 % of 200 are six: three of A, at 50 members each the other three of B and C, the one listed first two.
MEMBERS = "Đơn vị,Năm,Tổng số đảng viên\nSở A,2021,100\nSở B,2021,50\nSở C,2021,50\n"
CHANGES = "Ngày,Loại thay đổi,Đơn vị cũ,Đơn vị mới,Số đảng viên\n"
MERGED = CHANGES + "01/3/2021,Sáp nhập,Sở B,Sở A,50\n"
IN_MAY = View(2021, date(2021, 5, 31))
NEXT_YEAR = View(2022, date(2022, 5, 31))
APRIL = date(2021, 4, 1)


def base_of(store, year: int, as_of: date) -> int:
    """The block's members at the start of a year, as known on a day."""
    return account.block_members(store, View(as_of.year, as_of))[0][year]


def test_a_unit_gone_before_the_year_is_not_listed_for_its_admissions_of_the_year_before(store):
    keep(store, REGISTER, MEMBERS, MERGED, ROSTER + "S1,M,01/02/1990,Sở B,09/02/2021,,,\n")
    assert cuts.units(store, NEXT_YEAR)["unit_code"].tolist() == ["A", "C"]
    # In the year of the merger it is; and later too, should somebody be recorded under its name.
    assert cuts.units(store, View(2021, date(2022, 5, 31)))["unit_code"].tolist() == ["A", "B", "C"]
    keep(store, ROSTER + "S2,L,01/02/1991,Sở B,09/02/2022,,,\n", name="muon.csv")
    assert cuts.units(store, NEXT_YEAR)["unit_code"].tolist() == ["A", "B", "C"]


def test_the_members_of_a_merged_unit_weigh_for_its_heir_in_a_later_years_targets(store):
    keep(store, REGISTER, MEMBERS, MERGED)
    # Nobody gave members for 2022 yet: 3 % of the 200 of 2021 are six, shared as 150 : 50.
    assert account.unit_targets(store, View(2021, date(2021, 5, 31))) == {"A": 3, "B": 2, "C": 1}
    assert account.unit_targets(store, NEXT_YEAR) == {"A": 5, "C": 1}
    shared = cuts.officers(store, NEXT_YEAR, cuts.units(store, NEXT_YEAR)).set_index("officer_code")["target"].to_dict()
    cards = {code: account.target_of(store, replace(NEXT_YEAR, officer=code)) for code in ("P1", "P2")}
    assert shared == cards == {"P1": 5, "P2": 1}


def test_a_unit_that_left_has_no_part_of_a_later_years_target(store):
    keep(store, REGISTER, MEMBERS, CHANGES + "15/4/2021,Chuyển khỏi Khối,Sở C,,50\n")
    # The block's six are still of the 200 of 2021, and A and B share them as 100 : 50.
    assert account.unit_targets(store, NEXT_YEAR) == {"A": 4, "B": 2}


def test_on_the_eve_of_a_merger_the_coming_years_base_holds_the_merged_unit(store):
    keep(store, REGISTER, MEMBERS, CHANGES + "01/1/2022,Sáp nhập,Sở B,Sở A,50\n")
    keep(store, "Đơn vị,Năm,Tổng số đảng viên\nSở C,2022,55\n", name="nam_sau.csv")
    # 100 and 50 are carried on, whoever they belong to.
    assert [base_of(store, 2022, day) for day in (date(2021, 12, 31), date(2022, 1, 1))] == [205, 205]


LEFT_AND_BACK = CHANGES + "15/4/2019,Chuyển khỏi Khối,Sở C,,\n01/02/2021,Tiếp nhận vào Khối,,Sở C,\n"
BEFORE = "Đơn vị,Năm,Tổng số đảng viên\nSở A,2019,90\nSở C,2019,40\nSở A,2020,95\n"


def test_a_unit_that_left_and_came_back_counts_again(store):
    keep(store, REGISTER, LEFT_AND_BACK)
    keep(store, "Đơn vị,Năm,Tổng số đảng viên\nSở A,2022,100\nSở B,2022,50\nSở C,2022,60\n", name="nam_sau.csv")
    assert base_of(store, 2022, date(2022, 5, 31)) == 210
    found = {day: store.query("officers", as_of=day) for day in (date(2020, 5, 31), date(2021, 5, 31))}
    followed = {day: dict(zip(rows["officer_code"], rows["units"], strict=True)) for day, rows in found.items()}
    assert followed == {date(2020, 5, 31): {"P1": 1, "P2": 1}, date(2021, 5, 31): {"P1": 1, "P2": 2}}
    for year, listed in ((2018, "ABC"), (2020, "AB"), (2021, "ABC"), (2022, "ABC")):
        assert "".join(cuts.units(store, View(year, date(year, 5, 31)))["unit_code"]) == listed


def test_between_its_leaving_and_coming_back_a_unit_is_no_part_of_the_base(store):
    keep(store, REGISTER, LEFT_AND_BACK, BEFORE)
    # 90 and C's 40; 95 alone on 1 January 2020.
    assert account.block_members(store, NEXT_YEAR)[0] == {2019: 130, 2020: 95}


def test_like_for_like_a_unit_that_came_back_is_back_in_the_second_year_after(store):
    keep(store, REGISTER, LEFT_AND_BACK)
    shown = [cuts.units(store, View(year, date(year, 5, 31), scope="like")) for year in (2018, 2021, 2022, 2023)]
    assert ["".join(rows["unit_code"]) for rows in shown] == ["ABC", "AB", "AB", "ABC"]


def test_admissions_under_a_unit_gone_before_the_year_stay_with_its_officer(store):
    merged = CHANGES + "01/3/2020,Sáp nhập,Sở B,Sở A,50\n"
    people = "S1,M,01/02/1990,Sở B,08/02/2021,,,\nS2,L,01/02/1991,Sở C,09/02/2021,,,\n"
    keep(store, REGISTER, merged, ROSTER + people)
    rows = cuts.units(store, IN_MAY)
    assert cuts.officers(store, IN_MAY, rows).set_index("officer_code")["admissions"].to_dict() == {"P1": 0, "P2": 2}


def test_admissions_of_a_unit_that_joins_later_are_its_officers(store):
    joins = CHANGES + "01/7/2021,Tiếp nhận vào Khối,,Sở C,50\n"
    keep(store, REGISTER, joins, ROSTER + "S1,M,01/02/1990,Sở C,08/03/2021,,,\n")
    rows = cuts.units(store, View(2021, date(2021, 5, 31))).set_index("unit_code")
    assert rows.loc["C", ["officer_code", "admissions"]].tolist() == ["P2", 1]


def test_before_the_first_assignment_of_a_unit_nobody_is_known_to_follow_it(store):
    keep(store, REGISTER, "Đơn vị,Mã phụ trách,Ủy viên BTV phụ trách,Từ ngày\nSở B,P2,Ủy viên 2,01/04/2021\n")
    found = {day: store.query("units_on", as_of=day).set_index("unit_code") for day in (date(2021, 3, 31), APRIL)}
    followed = {day: rows["officer_code"].dropna().to_dict() for day, rows in found.items()}
    assert followed == {date(2021, 3, 31): {"A": "P1", "C": "P2"}, APRIL: {"A": "P1", "B": "P2", "C": "P2"}}


def test_a_unit_known_by_an_annulled_decision_alone_is_placed_without_a_register(store):
    keep(store, REGISTER)
    people = ROSTER.strip() + ",Ngày hủy QĐ\nS1,M,01/02/1990,Sở B,08/02/2021,,,,10/04/2021\n"
    people += "S2,L,01/02/1991,Sở A,09/02/2021,,,,\n"
    keep(store, people, name="nguoi.csv")
    imports = store.query("imports")
    store.undo(int(imports.loc[imports["table_name"] == "units", "import_id"].iloc[0]), by="test")
    assert [total(store, APRIL), total(store, date(2021, 4, 30))] == [2, 1]


def test_like_for_like_is_by_the_year_looked_at_whatever_the_day(store):
    joined = CHANGES + "01/7/2019,Tiếp nhận vào Khối,,Sở C,50\n"
    people = (
        "S1,M,01/02/1990,Sở A,05/02/2019,,,\nS2,L,01/02/1991,Sở C,05/03/2020,,,\nS3,K,01/02/1992,Sở A,06/03/2020,,,\n"
    )
    keep(store, REGISTER, joined, ROSTER + people)
    for day in (date(2020, 12, 31), date(2021, 5, 31)):
        compared = account.standing(store, View(2020, day, scope="like")).same_period
        assert (compared.now, compared.before) == (1, 1)


POOL = "Đơn vị,Ngày báo cáo,Kỳ,Quần chúng ưu tú,Đã học lớp nhận thức,Dự kiến kết nạp\n"
SECOND_HALF = Period(date(2021, 7, 1), date(2021, 12, 31))
IN_AUGUST = View(2021, date(2021, 8, 31))
MERGED_IN_JULY = CHANGES + "15/7/2021,Sáp nhập,Sở B,Sở A,50\n"


def pool_rows(store, view: View) -> dict[str, list]:
    rows = pool.reports(store, view, SECOND_HALF).set_index("unit_code")
    return {str(code): [row["state"], row["in_pool"]] for code, row in rows.iterrows()}


def test_as_is_a_units_report_is_that_of_all_it_carries_on_until_it_tells_of_them_itself(store):
    of_period = "6 tháng cuối năm 2021"
    told = f"Sở A,20/6/2021,{of_period},9,5,4\nSở B,21/6/2021,{of_period},3,2,1\n"
    keep(store, REGISTER, MEMBERS, MERGED_IN_JULY, POOL + told, ROSTER + "S1,M,01/02/1990,Sở A,05/02/2020,,,\n")
    now = replace(IN_AUGUST, scope="as_is")
    assert pool_rows(store, IN_AUGUST)["B"] == ["in_time", 3]
    assert pool_rows(store, now) == {"A": ["in_time", 12], "C": ["missing", pd.NA]}
    # The target of both, five of six, stands beside the candidates of both.
    rows = pool.judged(store, now, SECOND_HALF, "in_pool").rows.set_index("unit_code")
    assert rows.loc["A", ["target", "told"]].tolist() == [5, 12]
    summed = officers.summary(store, now, officers.followed(store, now, SECOND_HALF)).set_index("officer_code")
    assert summed.loc["P1", ["in_pool", "missing"]].tolist() == [12, 0]

    keep(store, POOL + f"Sở A,10/8/2021,{of_period},10,5,4\n")
    assert pool_rows(store, now)["A"] == ["in_time", 10]


def test_as_is_a_unit_has_not_reported_while_one_it_carries_on_has_not(store):
    keep(store, REGISTER, MEMBERS, MERGED_IN_JULY, POOL + "Sở A,20/6/2021,6 tháng cuối năm 2021,9,5,4\n")
    assert pool_rows(store, replace(IN_AUGUST, scope="as_is"))["A"] == ["missing", pd.NA]


def test_like_for_like_a_unit_that_left_reports_no_more(store):
    left = CHANGES + "15/7/2021,Chuyển ra khỏi Khối,Sở B,,50\n"
    keep(store, REGISTER, MEMBERS, left, POOL + "Sở B,20/6/2021,6 tháng cuối năm 2021,9,5,4\n")
    assert list(pool_rows(store, replace(IN_AUGUST, scope="like"))) == ["A", "C"]


def test_reports_are_traced_to_the_unit_that_carries_them_on(store):
    keep(store, REGISTER, MERGED_IN_JULY, POOL + "Sở B,20/6/2021,6 tháng cuối năm 2021,9,5,4\n")
    subject = trace.SUBJECTS["pool_report_versions"]
    for view in (IN_AUGUST, replace(IN_AUGUST, scope="as_is", unit="A")):
        assert trace.lines(store, view, subject, 2021)["unit_code"].tolist() == ["A"]
