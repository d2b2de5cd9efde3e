"""What a Standing Committee asks in a meeting (questions 1 to 15), answered on the sample, derived from its files."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pandas as pd
import pytest

from ketnap import account, cuts, officers, organizations, outlook, pool, words
from ketnap.account import View
from ketnap.i18n import Translator
from ketnap.outlook import Outlook
from ketnap.pool import Period
from tests import sample as files
from tests.sample import CUTOFF, admitted, asked, codes, day, read, reports, roster, this_year

VI = Translator("vi")
MAY = View(2021, date(2021, 5, 31))
OF_2021 = Period(date(2021, 1, 1), date(2021, 12, 31))
SECOND_HALF = Period(date(2021, 7, 1), date(2021, 12, 31))
# Of seven months, June to December.
LEFT = 7


@pytest.fixture(scope="module")
def standing(sample):
    return account.standing(sample, MAY)


@pytest.fixture(scope="module")
def units(sample):
    return cuts.units(sample, MAY).set_index("unit_name")


@pytest.fixture(scope="module")
def ahead(sample):
    found = outlook.outlook(sample, MAY)
    assert isinstance(found, Outlook)
    return found


def in_months(year: int, first: int, last: int) -> int:
    """New members of some months of a year, of years before the roster by their totals."""
    totals = read("monthly_totals").astype({"Năm": int, "Tháng": int, "Số kết nạp": int})
    known = totals[(totals["Năm"] == year) & totals["Tháng"].between(first, last)]
    begin, end = pd.Timestamp(year, first, 1), pd.Timestamp(year, last, 1) + pd.offsets.MonthEnd()
    return int(known["Số kết nạp"].sum()) + len(admitted(str(begin), str(end)))


def test_q01_how_many_are_admitted_and_what_share_of_the_target_is_that(standing):
    """How many have been admitted up to now, and what percentage of the year's target is that?"""
    target = asked(sum(files.members(2021).values()))
    assert (standing.admitted, standing.target) == (len(this_year()), target)
    assert words.target_card(standing, VI)[1] == f"{100 * len(this_year()) / target:.1f}%".replace(".", ",")


def test_q02_how_does_that_compare_with_the_same_period_of_last_year(standing):
    """What percentage of the same period of last year is that, and how many people more or fewer?"""
    before = len(admitted("2020-01-01", "2020-05-31"))
    found = standing.same_period
    assert (found.now, found.before, found.difference) == (len(this_year()), before, len(this_year()) - before)


def test_q03_how_many_by_the_end_of_the_year_and_how_likely_is_the_target(ahead):
    """At this pace, how many by the end of the year, will 3 % be reached, and how likely is that?

    The forecast is no sum of cells; its middle must agree with what the months left brought in earlier years, in
    proportion to how those years began, and the chance with what the best of them would bring.
    """
    years, now = range(2017, 2021), len(this_year())
    begun, rest = ([in_months(year, *span) for year in years] for span in ((1, 5), (6, 12)))
    usual = now + now * sum(rest) / sum(begun)
    low, high = ahead.year_total.quantile(0.1), ahead.year_total.quantile(0.9)
    assert low <= usual <= high
    needed = asked(sum(files.members(2021).values())) - now
    assert needed > max(rest)
    assert ahead.chance == ahead.year_total.chance_of_reaching(now + needed) < 0.1


def test_q04_where_does_the_term_stand_and_are_both_of_its_goals_reached(sample):
    """How many so far in the term, how many are needed; does each year and does the term as a whole reach its goal?"""
    found = account.term(sample, MAY)
    # Years that have not begun are reckoned with the members of 2021.
    of_a_year = asked(sum(files.members(2021).values()))
    assert [year.target.year for year in found.years] == [2021, 2022, 2023, 2024, 2025]
    assert (found.admitted, found.target) == (len(this_year()), 5 * of_a_year)
    assert len(this_year()) < of_a_year
    assert (found.every_year, found.cumulative) == ("open", "open")


def test_q05_how_many_a_month_are_needed_in_the_months_left(standing):
    """How many people does each month left need?"""
    needed = asked(sum(files.members(2021).values())) - len(this_year())
    assert (standing.months_left, standing.pace_needed) == (LEFT, Fraction(needed, LEFT))
    assert standing.pace_so_far == Fraction(len(this_year()), 12 - LEFT)


def test_q06_which_months_bring_many_and_do_they_follow_the_days_that_matter(sample):
    """Which months bring many, which few; do they follow the batches before 3/2, 19/5, 2/9 and 7/11?"""
    decided = this_year()["decided"]
    by_month = decided.dt.month.value_counts().reindex(range(1, 6), fill_value=0)
    assert account.months(sample, MAY)["this_year"].dropna().to_dict() == by_month.to_dict()
    days = {f"{text}/2021" for text in read("milestones").query("`Hằng năm` == 'x'")["Ngày"]}
    before = {
        end: set(pd.date_range(end - pd.Timedelta(days=13), end)) for end in pd.to_datetime([*days], format="%d/%m/%Y")
    }
    found = cuts.batches(sample, MAY)
    assert found is not None
    counted = found.rows.dropna(subset="admissions")
    assert dict(zip(pd.to_datetime(counted["milestone_date"]), counted["admissions"], strict=True)) == {
        end: int(decided.isin(near).sum()) for end, near in before.items() if end <= CUTOFF
    }
    assert set(pd.to_datetime(found.rows["milestone_date"])) == set(before)
    near = set().union(*before.values())
    assert (found.near, found.dated) == (decided.isin(near).sum(), len(decided))
    so_far = pd.date_range("2021-01-01", CUTOFF)
    assert (found.near_days, found.days) == (so_far.isin(near).sum(), len(so_far))


def test_q07_which_units_have_admitted_nobody_this_year(sample):
    """Which units have not admitted anybody this year?"""
    none = [unit for unit in codes() if unit not in set(this_year()["Đơn vị"])]
    assert words.none_yet(cuts.units(sample, MAY)) == none


def test_q08_which_units_have_reached_their_target_and_how_many_do_the_others_lack(units):
    """Which units have met or exceeded their target, which lack how many people?"""
    came = this_year()["Đơn vị"].value_counts().reindex(codes(), fill_value=0)
    targets = pd.Series(files.unit_targets())
    assert units["target"].to_dict() == targets.to_dict()
    assert units["still_needed"].to_dict() == files.still_needed()
    reached = units["status"].isin(["met", "exceeded"]) & (targets > 0)
    assert set(units.index[reached]) == set(targets.index[(came >= targets) & (targets > 0)])
    assert set(units.index[units["status"] == "exceeded"]) == set(targets.index[came > targets])


def test_q09_how_do_the_units_i_follow_stand(sample):
    """How do the units I am in charge of stand against their targets?"""
    charge = read("units").set_index("Tên đơn vị")["Mã phụ trách"]
    came = this_year()["Đơn vị"].map(charge).value_counts()
    targets = pd.Series(files.unit_targets()).groupby(charge).sum()
    found = officers.summary(sample, MAY, officers.followed(sample, MAY, OF_2021)).set_index("officer_code")
    assert found["units"].to_dict() == charge.value_counts().to_dict()
    assert found["admissions"].to_dict() == came.reindex(found.index, fill_value=0).to_dict()
    assert found["target"].to_dict() == targets.to_dict()
    mine = account.standing(sample, replace(MAY, officer="UV3"))
    assert (mine.admitted, mine.target) == (came["UV3"], targets["UV3"])


def test_q10_which_units_have_not_reported_their_pool_in_time(sample):
    """Which units have not reported the review of their pool in time (within June)?"""
    in_time = set(reports("6 tháng cuối năm 2021", "Dự kiến kết nạp"))
    open_ = [unit for unit in codes() if unit not in in_time | set(files.heirs())]
    for today, state in ((date(2021, 6, 30), "not_due"), (date(2021, 7, 1), "missing")):
        found = pool.reports(sample, View(2021, today), SECOND_HALF)
        assert found.loc[found["state"] == state, "unit_name"].tolist() == open_
    year_before = read("pool_reports").query("`Kỳ` == '6 tháng cuối năm 2020'")
    found = pool.reports(sample, MAY, Period(date(2020, 7, 1), date(2020, 12, 31)))
    late = set(year_before.loc[day(year_before["Ngày báo cáo"]) > "2020-06-30", "Đơn vị"])
    assert set(found.loc[found["state"] == "late", "unit_name"]) == late != set()


def left_of(column: str) -> dict[str, int]:
    """Unit -> people of its report on 2021, less those admitted since the day it was made."""
    rows = read("pool_reports").query("`Kỳ` == 'Năm 2021'")
    # Of the month of the report those of its second half know the admissions.
    made = day(rows["Ngày báo cáo"])
    since = dict(zip(rows["Đơn vị"], made.dt.month + (made.dt.day > 15), strict=True))
    came = this_year()
    came = came[came["decided"].dt.month >= came["Đơn vị"].map(since)]["Đơn vị"].value_counts()
    told = reports("Năm 2021", column)
    return {unit: max(count - int(came.get(unit, 0)), 0) for unit, count in told.items()}


@pytest.mark.parametrize(("stage", "column"), [("class_done", "Đã học lớp nhận thức"), ("in_pool", "Quần chúng ưu tú")])
def test_q11_does_the_pool_suffice_for_the_target_and_where_does_it_not(sample, stage, column):
    """Is the present pool enough to reach the target, and where is it short?"""
    left, needed = left_of(column), files.still_needed()
    found = pool.judged(sample, MAY, OF_2021, stage)
    assert found is not None
    short = {unit: needed[unit] - count for unit, count in left.items() if needed[unit] > count}
    rows = found.rows[found.rows["state"] == "short"]
    assert dict(zip(rows["unit_name"], rows["short"], strict=True)) == short != {}
    untold = sum(count for unit, count in needed.items() if unit not in left)
    assert (found.needed, found.short, found.unknown) == (sum(needed.values()), sum(short.values()), untold)
    listed = found.lacking.rows
    assert listed["short"].tolist() == sorted(short.values(), reverse=True)
    assert set(listed["unit_name"]) == set(short)


def test_q12_what_did_the_youth_union_and_the_trade_union_introduce_and_how_many_were_admitted(sample):
    """The Youth Union and the trade union: how many did each introduce, and how many were admitted?"""
    told = read("source_figures").query("`Tổ chức trực thuộc` == '' and `Kỳ` == '5 tháng đầu năm 2021'")
    told = told.set_index("Đoàn thể")[["Số giới thiệu", "Được kết nạp"]].astype(int)
    period = organizations.Period(date(2021, 1, 1), date(2021, 5, 31))
    found = organizations.organizations(sample, MAY, organizations.figures(sample, MAY), period)
    named = {"youth_union": "Đoàn Thanh niên", "trade_union": "Công đoàn"}
    assert {named[each.source] for each in found} == set(told.index)
    for each in found:
        name = named[each.source]
        assert each.told is not None
        assert [each.told.count("introduced"), each.told.count("admitted")] == told.loc[name].tolist()
        assert each.roster == (this_year()["Nguồn giới thiệu"] == name).sum()


def test_q13_by_which_date_up_to_which_day_and_with_how_many_rows_still_wrong(sample, standing):
    """Is this by the decision or by the ceremony; up to which day; how many rows are not yet valid?"""
    said = words.data_notes(account.extent(sample, MAY), standing, VI)
    assert "Tính đến 31/5/2021 · Cơ sở tính: ngày quyết định" in said[0]
    # The sample has no faulty row.
    assert said[0].endswith("0 dòng chờ sửa")
    held = roster()["held"].fillna(roster()["decided"])
    counted = held.between("2021-01-01", "2021-05-31") & ~roster()["Ghi chú"].isin(["Kết nạp lại", files.ANNULLED])
    by_ceremony = account.standing(sample, replace(MAY, basis="ceremony"))
    assert by_ceremony.admitted == counted.sum() != standing.admitted
    assert "ngày kết nạp" in words.source_line(by_ceremony.view, VI)


def test_q14_of_what_is_that_percentage(standing):
    """ "36,3 %": of what is that?"""
    now, before = len(this_year()), len(admitted("2020-01-01", "2020-05-31"))
    label, figure, note = words.same_period_card(standing.same_period, MAY, VI)
    assert (label, figure) == ("So với cùng kỳ năm 2020", f"{100 * now / before:.1f}%".replace(".", ","))
    assert note.startswith(f"**{now}/{before}** · giảm {before - now} đồng chí")
    how = words.trace.same_period(standing.same_period, MAY, VI)
    for side in (f"{now} =", f"{before} ="):
        assert side in how


def test_q15_what_if_units_that_were_merged_are_compared_alike(sample):
    """What are the figures without units that came new, so that the same is compared with the same?

    In the sample one unit was merged into another of the block: its people go with it, and nobody leaves the block.
    """
    ((merged, heir),) = files.heirs().items()
    like = replace(MAY, scope="like")
    found = account.standing(sample, like).same_period
    assert (found.now, found.before) == (len(this_year()), len(admitted("2020-01-01", "2020-05-31")))
    rows = cuts.units(sample, like).set_index("unit_name")
    assert merged not in rows.index
    both = [(admitted(f"{year}-01-01", f"{year}-12-31")["Đơn vị"].isin([merged, heir])).sum() for year in (2021, 2020)]
    assert rows.loc[heir, ["admissions", "admissions_last_year"]].tolist() == both
    assert rows.loc[heir, "members"] == files.members(2021)[merged] + files.members(2021)[heir]
