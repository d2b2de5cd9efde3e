"""What if (questions 34 to 45), answered on the sample and derived from its files as far as no chance is in it."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

from ketnap import account, cuts, outlook, targets, words
from ketnap.account import View
from ketnap.forecast import Scenario
from ketnap.forecast import scenario as scenarios
from ketnap.forecast.scenario import Class, Reports
from ketnap.i18n import Translator
from ketnap.outlook import Outlook, learnt
from ketnap.targets import Rule
from tests import sample as files
from tests.sample import admitted, asked, codes, day, now, read, reports, this_year

VI = Translator("vi")
MAY = View(2021, date(2021, 5, 31))
SIZE, SHARE = 60, 0.6
MAY_NUMBER, DECEMBER = 2021 * 12 + 5, 2021 * 12 + 12


@pytest.fixture(scope="module")
def ahead(sample):
    found = outlook.outlook(sample, MAY)
    assert isinstance(found, Outlook)
    return found


def compared(sample, *supposed: Scenario) -> pd.DataFrame:
    """The scenarios beside the forecast as it stands, by name."""
    return outlook.compared(sample, MAY, supposed).set_index("name")


def number(days: pd.Series) -> pd.Series:
    """The numbers of the months of days."""
    return days.dt.year * 12 + days.dt.month


def within() -> np.ndarray:
    """Of those of past classes who are admitted in the end, the share admitted by each month after the class.

    Product limit over the classes the roster follows: whoever still waits counts for the months seen.
    """
    rows = files.followed()
    lag, seen = number(rows["decided"]) - number(rows["ended"]), MAY_NUMBER - number(rows["ended"])
    left = [1.0]
    for months in range(int(seen.max()) + 1):
        here = (lag.fillna(np.inf) >= months) & (seen >= months)
        left.append(left[-1] * (1 - (lag[here] == months).sum() / here.sum()))
    came = 1 - np.array(left[1:])
    return came / came[-1]


def planned(*months: int) -> float:
    """How many of classes of the size and share supposed, ending in months of 2021, are admitted by December."""
    return sum(SIZE * SHARE * within()[12 - month] for month in months if month <= 12)


def classes_in(name: str, *months: int) -> Scenario:
    """Classes that end in months of 2021 on; those beyond December in 2022."""
    ends = tuple(f"{2021 + (month - 1) // 12}-{(month - 1) % 12 + 1:02d}" for month in months)
    return Scenario(name, classes=(Class(SIZE, ends, share=SHARE),))


def test_q34_what_would_a_class_of_60_each_quarter_bring_by_the_end_of_the_year(sample):
    """With one class a quarter, 60 participants each, how many by the end of the year?"""
    found = compared(sample, classes_in("q", 6, 9, 12))
    # A few of what is believed before anything is seen stand beside the 190 graduates.
    assert found.loc["q", "more"] == pytest.approx(planned(6, 9, 12), abs=1)
    assert planned(6, 9, 12) > 10


def test_q35_what_is_lost_if_a_class_is_put_off_by_three_months(sample):
    """If the classes are put off by three months because of the epidemic, how many are lost this year?"""
    found = compared(sample, classes_in("as planned", 6, 9, 12), classes_in("put off", 9, 12, 15))
    lost = found.loc["as planned", "expected"] - found.loc["put off", "expected"]
    assert lost == pytest.approx(planned(6, 9, 12) - planned(9, 12), abs=1)
    assert lost > 5


def still_expected(ratio: Fraction) -> Fraction:
    """What is still to come of what units expect of 2021 if so much of it comes true; the newest report counts."""
    told = reports("6 tháng đầu năm 2021", "Dự kiến kết nạp") | reports("Năm 2021", "Dự kiến kết nạp")
    expected = pd.Series(told).groupby(now).sum()
    came = this_year()["Đơn vị"].map(now).value_counts()
    return sum((max(ratio * int(count) - int(came.get(unit, 0)), 0) for unit, count in expected.items()), Fraction())


def test_q36_what_if_sixty_instead_of_eighty_percent_of_what_is_expected_comes_true(sample):
    """What if 60 % of what units expect comes true instead of 80 %?"""
    found = compared(sample, *(Scenario(str(p), reports=Reports(share=p / 100)) for p in (60, 80)))
    difference = still_expected(Fraction(8, 10)) - still_expected(Fraction(6, 10))
    assert difference > 10
    assert found.loc["80", "expected"] - found.loc["60", "expected"] == pytest.approx(float(difference))


def test_q37_what_if_a_unit_did_as_well_as_the_block_on_average(sample, ahead):
    """What if unit X did as well as the block does on average?"""
    unit = "Đảng bộ Sở Tài nguyên và Môi trường"
    like = Scenario("x", average_units=(codes()[unit],))
    found = outlook.units(sample, MAY, like).set_index("unit_name")
    came = (this_year()["Đơn vị"] == unit).sum()
    share = files.members(2021)[unit] / sum(files.members(2021).values())
    assert found.loc[unit, "expected"] - came == pytest.approx((ahead.year_total.mean - len(this_year())) * share)


@pytest.mark.parametrize("rate", ["3.5", "4"])
def test_q38_what_if_the_target_were_three_and_a_half_or_four_percent(sample, rate):
    """What if the target were 3,5 % or 4 %?"""
    found = compared(sample, Scenario(rate, rate=rate))
    assert found.loc[rate, "target"] == asked(sum(files.members(2021).values()), Fraction(rate))
    assert found.loc[rate, "median"] == found.loc["", "median"]
    assert found.loc[rate, "chance"] < found.loc["", "chance"]


def test_q39_what_if_mergers_change_the_members_at_the_start_of_the_year(sample):
    """What if the members at the start of the year are more or fewer by mergers and cuts?"""
    before = sum(files.members(2021).values())
    found = compared(sample, *(Scenario(str(more), members=more) for more in (200, -200)))
    for more in (200, -200):
        assert found.loc[str(more), "target"] == asked(before + more) != asked(before)
    ((merged, heir),) = files.heirs().items()
    rows = account.opening_members(sample, replace(MAY, scope="as_is")).query("year == 2021").set_index("unit_code")
    assert rows.loc[codes()[heir], "members"] == files.members(2021)[heir] + files.members(2021)[merged]
    assert rows["members"].sum() == before


def test_q40_what_if_2020_counts_as_a_year_of_the_term_or_the_term_ends_early(sample):
    """What if 2020 is a year of the term, or the term ends at the beginning of 2025?"""
    of_year = {year: asked(sum(files.members(year).values())) for year in (2020, 2021)}
    came = {2020: len(admitted("2020-01-01", "2020-12-31")), 2021: len(this_year())}
    facts = (account.admitted_by_year(sample, MAY), account.block_members(sample, MAY)[0])
    for first, last in ((2020, 2025), (2021, 2024), (2020, 2024)):
        rule = Rule(term=(first, last))
        found = targets.term(*facts, account.versions(sample, MAY.as_of), rule, MAY.as_of)
        wanted = [of_year.get(year, of_year[2021]) for year in range(first, last + 1)]
        assert [year.target.needed for year in found.years] == wanted
        assert found.admitted == sum(count for year, count in came.items() if year >= first)


def test_q41_what_must_the_ten_units_that_lack_most_bring_so_that_the_block_reaches_its_target(sample):
    """How many more must the ten units that lack most bring so that the whole block reaches its target?"""
    rows = cuts.units(sample, MAY)
    most = cuts.most_needed(rows)
    lacking = sorted(files.still_needed().items(), key=lambda pair: -pair[1])[:10]
    assert list(zip(most["unit_name"], most["still_needed"], strict=True)) == lacking
    own = sum(count for _unit, count in lacking)
    missing = asked(sum(files.members(2021).values())) - len(this_year())
    said = words.most_needed_sentence(rows, most, VI)
    assert said.startswith(f"10 đơn vị này còn thiếu {own} so với chỉ tiêu của mình; tất cả các đơn vị còn thiếu")
    assert f"thiếu {missing}. " in said
    assert said.endswith(f"vượt chỉ tiêu của mình {missing - own} đồng chí.")


def test_q42_what_must_the_years_left_bring_to_make_up_for_this_one(sample, ahead):
    """How many a year must the years left bring to make up for what 2021 lacks?"""
    median = ahead.year_total.quantile(0.5)
    of_a_year = asked(sum(files.members(2021).values()))
    found = account.term(sample, MAY).after(2021, median)
    assert found.needed_per_year == Fraction(5 * of_a_year - median, 4)
    assert found.every_year == "missed"
    pace = VI.number(Fraction(5 * of_a_year - median, 4), 1)
    assert f"4 năm còn lại phải kết nạp bình quân {pace} mỗi năm" in words.catch_up_sentence(
        account.term(sample, MAY), ahead, VI
    )


def test_q43_what_are_the_low_the_middle_and_the_high_course(ahead):
    """What is the low, the middle, the high scenario?

    Of ten courses one ends below the low one and one above the high one: the chances of these very numbers say so.
    """
    total = ahead.year_total
    low, middle, high = (total.quantile(p) for p in (0.1, 0.5, 0.9))
    assert len(this_year()) < low < middle < high
    for level, at in ((0.1, low), (0.5, middle), (0.9, high)):
        assert total.chance_of_reaching(at + 1) <= 1 - level <= total.chance_of_reaching(at)


def test_q44_can_two_scenarios_be_laid_side_by_side_named_and_kept(store, sample):
    """Can two scenarios be compared side by side, named and kept?"""
    rate, members = Scenario("Chỉ tiêu 4%", rate="4"), Scenario("Thêm 200 đảng viên", members=200)
    for each in (rate, members):
        store.keep_scenario(each.name, scenarios.written([each]).decode(), "test")
    kept = [each for content in store.query("scenarios")["content"] for each in scenarios.read(content.encode())]
    assert {each.name: each for each in kept} == {rate.name: rate, members.name: members}
    before = sum(files.members(2021).values())
    assert compared(sample, *kept)["target"].to_dict() == {
        "": asked(before),
        rate.name: asked(before, 4),
        members.name: asked(before + 200),
    }


def candidates(column: str) -> dict[str, int]:
    """Unit as it is now -> people of its newest report, less those admitted since the day it was made."""
    rows = read("pool_reports").assign(made=lambda all_: day(all_["Ngày báo cáo"]))
    newest = rows[rows["made"] <= files.CUTOFF].sort_values("made", kind="stable").groupby("Đơn vị").last()
    # Of the month of the report those of its second half know the admissions.
    since = number(newest["made"]) + (newest["made"].dt.day > 15)
    people = admitted("2019-01-01", "2021-05-31")
    came = people[number(people["decided"]) >= people["Đơn vị"].map(since)]["Đơn vị"].value_counts()
    left = (newest[column].astype(int) - came.reindex(newest.index, fill_value=0)).clip(lower=0)
    return left.groupby(now).sum().to_dict()


def test_q45_what_does_the_pool_allow_at_most(sample):
    """The limit of the pool: nobody can be admitted who has not done a class that is still valid."""
    left = candidates("Đã học lớp nhận thức")
    assert learnt.candidates_left(sample, MAY, "class_done") == {codes()[unit]: count for unit, count in left.items()}
    capped = outlook.units(sample, MAY, Scenario("pool", pool="class_done")).set_index("unit_name")
    free = outlook.units(sample, MAY).set_index("unit_name")["expected"]
    for unit, most in left.items():
        ahead = capped.loc[unit, "expected"] - capped.loc[unit, "admitted"]
        assert ahead <= min(most, free[unit] - capped.loc[unit, "admitted"]) + 1e-9
    nobody = [unit for unit, most in left.items() if not most]
    assert nobody
    assert (capped.loc[nobody, "expected"] == capped.loc[nobody, "admitted"]).all()
