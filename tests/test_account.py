"""One account of the figures: views, targets under filters, months, the term."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from ketnap import account, cuts, words
from ketnap.account import View
from ketnap.i18n import Translator
from ketnap.targets import Change
from tests.rows import ROSTER, UNITS, keep

MAY = View(2021, date(2021, 5, 31))
MEMBERS = "Đơn vị,Năm,Tổng số đảng viên\nSở A,2021,200\nSở B,2021,100\n"


def test_an_empty_store_opens_today(store):
    assert account.default_as_of(store, date(2026, 11, 22)) == date(2026, 11, 22)


def test_the_begun_month_is_left_out_by_default(store):
    keep(store, UNITS, ROSTER + "S1,M,01/02/1990,Sở A,05/05/2021,,,\nS2,L,01/02/1990,Sở A,05/06/2021,,,\n")
    assert account.default_as_of(store, date(2021, 6, 21)) == date(2021, 5, 31)
    assert account.default_as_of(store, date(2021, 7, 1)) == date(2021, 6, 30)


def test_future_months_are_blank_and_empty_months_zero(sample):
    frame = account.months(sample, MAY)
    assert frame["this_year"].notna().tolist() == [True] * 5 + [False] * 7
    # July 2019 has no admission in the sample.
    july = account.months(sample, View(2019, date(2021, 5, 31))).loc[7, "this_year"]
    assert july == 0


def test_the_usual_pace_ends_at_the_target(sample):
    added = account.cumulative(account.months(sample, MAY), 150)
    assert added["usual"].iloc[-1] == pytest.approx(150)
    # Jan-May of 2017-2020 in the sample: 67 + 75 + 71 + 124 of 143 + 151 + 149 + 186.
    assert added["usual"].loc[5] == pytest.approx(150 * 337 / 629)


def test_targets_follow_the_filters(store):
    targets = "Cấp,Đơn vị/Đoàn thể,Năm,Loại,Chỉ tiêu\nĐoàn thể,Đoàn Thanh niên,2021,Số người,5\n"
    keep(store, UNITS, MEMBERS, targets, ROSTER + "S1,M,01/02/1990,Sở A,05/05/2021,,Đoàn TN,\n")
    # 3 % of 300 are 9: 6 for A, 3 for B.
    asked = [{}, {"unit": "A"}, {"officer": "P2"}, {"source": "youth_union"}, {"source": "trade_union"}]
    found = [account.target_of(store, View(2021, date(2021, 5, 31), **filters)) for filters in asked]
    assert found == [9, 6, 3, 5, None]


def test_a_unit_of_the_sample_and_its_officer_show_their_own_figures(sample):
    rows = cuts.units(sample, View(2021, date(2021, 5, 31), officer="UV3"))
    assert len(rows) == 10
    standing = account.standing(sample, View(2021, date(2021, 5, 31), officer="UV3"))
    assert standing.admitted == rows["admissions"].sum()
    assert standing.target == rows["target"].sum()


def test_the_term_counts_only_its_own_years(sample):
    found = account.term(sample, MAY)
    assert [year.admitted for year in found.years] == [45, 0, 0, 0, 0]
    assert (found.admitted, found.target, found.every_year, found.cumulative) == (45, 750, "open", "open")
    assert found.is_estimated


def test_readmissions_are_named_apart(sample):
    assert account.standing(sample, MAY).readmissions == 1
    counted = View(2021, date(2021, 5, 31), readmissions=True)
    assert account.standing(sample, counted).admitted == 46


def test_units_by_month_add_up_to_the_units(sample):
    rows = cuts.units(sample, MAY)
    table = cuts.units_by_month(sample, MAY, rows)
    assert table.sum(axis=1).tolist() == pytest.approx(rows["admissions"].tolist())
    assert table[6].isna().all()


def test_years_to_choose_run_from_the_first_known_to_the_as_of_year(sample):
    assert account.years(sample, date(2021, 5, 31), "decision") == [2021, 2020, 2019, 2018, 2017]


def test_extent_counts_waiting_and_later_rows(sample):
    found = account.extent(sample, View(2020, date(2020, 12, 31)))
    assert isinstance(found, pd.Series)
    # 45 new members and one re-admission are dated 2021 in the sample.
    assert (found["later_rows"], found["waiting_rows"]) == (46, 0)


def test_the_letters_own_two_numbers_are_enough_for_its_sentence(store):
    # "45 … bằng 36,3% so với cùng kỳ năm 2020": nothing else need be known.
    keep(store, UNITS, "Năm,Lũy kế đến tháng,Số kết nạp\n2021,5,45\n2020,5,124\n")
    assert account.default_as_of(store, date(2021, 6, 21)) == date(2021, 5, 31)
    found = account.standing(store, MAY)
    assert (found.admitted, found.same_period.before) == (45, 124)


def test_units_that_have_not_given_their_members_are_carried_forward_and_said_so(store):
    keep(store, UNITS, MEMBERS + "Sở A,2022,210\n")
    members, incomplete = account.block_members(store, View(2022, date(2022, 3, 31)))
    # 2022: 210 of A and B's 100 of 2021.
    assert (members, incomplete) == ({2021: 300, 2022: 310}, {2022})
    assert account.block_target(store, View(2022, date(2022, 3, 31))).is_estimated


def test_a_year_known_only_for_the_block_is_unknown_by_unit_not_zero(store):
    totals = "Năm,Tháng,Số kết nạp\n" + "".join(f"2020,{month},2\n" for month in range(1, 13))
    keep(store, UNITS, ROSTER + "S1,M,01/02/1990,Sở A,05/01/2021,,,\n", totals)
    rows = cuts.units(store, MAY)
    assert rows["admissions_last_year"].isna().tolist()[:2] == [True, True]


def test_this_year_known_only_for_the_block_is_unknown_by_unit_and_officer(store):
    keep(store, UNITS, MEMBERS, "Năm,Tháng,Số kết nạp\n" + "".join(f"2021,{month},2\n" for month in range(1, 6)))
    rows = cuts.units(store, MAY)
    named = rows.dropna(subset="unit_code")
    assert named[["admissions", "still_needed"]].isna().all(axis=None)
    assert set(named["status"]) == {"unknown"}
    assert rows.loc[rows["unit_code"].isna(), "admissions"].tolist() == [10]
    assert cuts.officers(store, MAY, rows)["admissions"].isna().all()
    assert words.none_yet(rows) == []
    assert "chưa biết theo từng đơn vị" in words.units_sentence(rows, MAY, Translator("vi"))
    of_officer = account.standing(store, replace(MAY, officer="P1"))
    assert (of_officer.is_known, of_officer.same_period.now) == (False, None)
    assert words.target_card(of_officer, Translator("vi"))[1] == "–/6"


def test_a_target_set_for_an_officer_goes_before_the_sum_of_the_units(store):
    set_ = "Cấp,Mã,Năm,Loại,Giá trị\n"
    keep(store, UNITS, MEMBERS, set_ + "Ủy viên,P1,2021,Số người,9\n")
    rows = cuts.officers(store, MAY, cuts.units(store, MAY)).set_index("officer_code")
    # 3 % of A's 200 would be six; of B's 100 three.
    assert rows["target"].to_dict() == {"P1": 9, "P2": 3}


def test_past_years_are_the_whole_ones_before_the_view(sample):
    past = account.past_years(sample, MAY)
    assert list(past.columns) == [2017, 2018, 2019, 2020]
    # 2020 in the sample: 124 by May, 186 in all.
    assert (past[2020].loc[:5].sum(), past[2020].sum()) == (124, 186)


def test_what_somebody_supposes_of_the_target_changes_it_and_its_shares(sample):
    more = Change.of("3.5", 200)
    # 3.5 % of 5,200 members are 182.
    assert account.block_target(sample, MAY, more).needed == 182
    assert sum(account.unit_targets(sample, MAY, more).values()) == 182
    assert account.members_at_start(sample, MAY, more) == 5200
    known = account.term(sample, MAY, more)
    assert [year.target.needed for year in known.years] == [182] * 5
