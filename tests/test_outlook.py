"""The outlook of views: one set of paths for all of them, so that they agree with one another."""

from collections.abc import Iterator
from datetime import date

import pandas as pd
import pytest

from ketnap import account, outlook
from ketnap.account import View
from ketnap.forecast import READINGS, Scenario, TooLittle
from ketnap.forecast.scenario import Class, Factor, Move, Reports
from ketnap.outlook import Outlook, learnt
from ketnap.store import Store
from tests.rows import ROSTER, UNITS, keep

MAY = View(2021, date(2021, 5, 31))
MEMBERS = "Đơn vị,Năm,Tổng số đảng viên\nSở A,2021,200\nSở B,2021,100\n"
SPRING = "2021-02,2021-03,2021-04,2021-05"


def found(store: Store, view: View = MAY, **supposed) -> Outlook:
    """The outlook, which there must be."""
    made = outlook.outlook(store, view, Scenario(**supposed))
    assert isinstance(made, Outlook)
    return made


def roster(*rows: tuple[str, str]) -> str:
    """A roster of invented people: unit and day of each."""
    lines = (f"S{at},N{at},01/02/19{at % 40 + 50},{unit},{day},,Đoàn TN,\n" for at, (unit, day) in enumerate(rows))
    return ROSTER + "".join(lines)


def monthly(unit: str, first_year: int, years: int, each: int = 1) -> list[tuple[str, str]]:
    """So many admissions of a unit in every month of some years."""
    return [
        (unit, f"{day + 1:02d}/{month:02d}/{year}")
        for year in range(first_year, first_year + years)
        for month in range(1, 13)
        for day in range(each)
    ]


# --- the year


def test_two_months_of_data_give_no_probability(store):
    keep(store, UNITS, MEMBERS, roster(("Sở A", "05/01/2021"), ("Sở A", "05/02/2021")))
    view = View(2021, date(2021, 2, 28))
    assert outlook.outlook(store, view) == TooLittle(2)
    assert outlook.units(store, view).empty
    assert outlook.compared(store, view, [Scenario(rate="4")]).empty


def test_without_history_the_target_can_be_taken_for_a_usual_year(store):
    keep(store, UNITS, MEMBERS, roster(("Sở A", "05/01/2021"), ("Sở A", "05/02/2021")))
    made = outlook.outlook(store, View(2021, date(2021, 2, 28)), Scenario(believe=True))
    assert isinstance(made, Outlook)
    # The target is 9; two came in two months, about 0.75 a month was believed.
    assert 7 <= made.year_total.quantile(0.5) <= 13
    assert made.year_total.quantile(0.9) - made.year_total.quantile(0.1) >= 6


def test_the_fan_starts_at_what_is_admitted_and_widens(sample):
    made = found(sample)
    pace = outlook.pace(sample, MAY, made)
    fan = outlook.fan(account.months(sample, MAY), made.forecast, pace["needed"])
    assert fan.loc[5, ["this_year", "median", "low80", "high80", "needed"]].tolist() == [45] * 5
    assert (fan["high80"] - fan["low80"]).loc[5:].is_monotonic_increasing
    for inner, outer in (("50", "80"), ("80", "95")):
        assert (fan[f"low{outer}"] <= fan[f"low{inner}"]).loc[5:].all()
        assert (fan[f"high{inner}"] <= fan[f"high{outer}"]).loc[5:].all()
    assert fan["this_year"].loc[6:].isna().all()
    # The path to the target ends at it: 45 and the 105 still needed.
    assert fan["needed"].iloc[-1] == 150


def test_the_pace_needs_what_is_missing_and_knows_earlier_years(sample):
    pace = outlook.pace(sample, MAY, found(sample))
    assert list(pace.index) == [6, 7, 8, 9, 10, 11, 12]
    assert pace["needed"].sum() == 105
    # June of 2017-2020 in the sample: 6, 6, 5, 9.
    assert pace.loc[6, "usual"] == pytest.approx(26 / 4)
    assert pace["expected"].sum() == pytest.approx(found(sample).year_total.mean - 45)


def test_a_year_that_is_over_is_a_fact(sample):
    made = found(sample, View(2020, date(2021, 5, 31)))
    assert (made.forecast.months_done, made.year_total.certain, made.chance) == (12, 186, 1.0)
    assert len(outlook.pace(sample, View(2020, date(2021, 5, 31)), made)) == 0


def test_the_smallest_lift_reaches_its_chance_and_a_smaller_one_does_not(sample):
    made = found(sample)
    for chance, lift in zip((0.5, 0.8), made.lifts, strict=True):
        assert made.year_total.lifted(lift).chance_of_reaching(150) >= chance
        assert made.year_total.lifted(lift - 0.002).chance_of_reaching(150) < chance
    assert made.lifts[0] < made.lifts[1]


# --- units and sources


def test_units_and_sources_add_up_to_the_block(sample):
    made = found(sample)
    for rows in (outlook.units(sample, MAY), outlook.sources(sample, MAY)):
        assert rows["expected"].sum() == pytest.approx(made.year_total.mean, rel=1e-6)
        assert rows["admitted"].sum() == 45


def test_a_unit_has_the_same_figures_on_every_page(sample):
    row = outlook.units(sample, MAY).set_index("unit_code").loc["U53"]
    alone = found(sample, View(2021, date(2021, 5, 31), unit="U53"))
    assert alone.year_total.mean == pytest.approx(row["expected"])
    assert (alone.target, alone.year_total.certain) == (row["target"], row["admitted"])
    assert alone.chance == pytest.approx(row["chance"])


def test_an_officers_units_and_a_unit_by_sources_are_parts_of_the_same_paths(sample):
    officer = View(2021, date(2021, 5, 31), officer="UV3")
    assert found(sample, officer).year_total.mean == pytest.approx(outlook.units(sample, officer)["expected"].sum())
    by_source = [
        found(sample, View(2021, date(2021, 5, 31), officer="UV3", source=source)).year_total.mean
        for source in ("youth_union", "trade_union", "two_members", "other", "unknown")
    ]
    assert sum(by_source) == pytest.approx(found(sample, officer).year_total.mean)


def test_units_are_sorted_by_expected_shortfall_not_by_chance(sample):
    rows = outlook.units(sample, MAY)
    assert rows["shortfall"].is_monotonic_decreasing
    assert not rows["chance"].is_monotonic_increasing


def test_a_merged_unit_hands_on_its_past_and_its_members(store):
    register = "Mã đơn vị,Tên đơn vị,Ngày kết thúc,Sáp nhập vào\nA,Đảng bộ Sở A,,\nB,Chi bộ Sở B,31/12/2020,A\n"
    register += "C,Chi bộ Sở C,,\n"
    members = "Đơn vị,Năm,Tổng số đảng viên\nSở A,2020,100\nSở B,2020,100\nSở C,2020,100\n"
    rows = [row for unit in ("Sở A", "Sở B", "Sở C") for row in monthly(unit, 2018, 3)]
    keep(store, register, members, roster(*rows))
    made = outlook.units(store, View(2021, date(2021, 1, 31))).set_index("unit_code")
    assert "B" not in made.index
    assert made.loc["A", "expected"] == pytest.approx(2 * made.loc["C", "expected"], rel=0.1)


def test_a_unit_just_opened_is_not_judged_by_the_years_before_it_was_there(store):
    register = "Mã đơn vị,Tên đơn vị,Ngày thành lập\nA,Đảng bộ Sở A,\nB,Chi bộ Sở B,1/1/2021\nC,Chi bộ Sở C,\n"
    members = "Đơn vị,Năm,Tổng số đảng viên\nSở A,2021,100\nSở B,2021,100\nSở C,2021,100\n"
    keep(store, register, members, roster(*monthly("Sở A", 2018, 3, 2)))
    made = outlook.units(store, View(2021, date(2021, 1, 31))).set_index("unit_code")
    # Of two units as large without an admission one had three years to show it, the other none.
    assert made.loc["B", "expected"] > 3 * made.loc["C", "expected"]


def test_a_unit_of_which_the_year_is_unknown_gets_no_forecast(store):
    totals = "Năm,Tháng,Số kết nạp\n" + "".join(
        f"{y},{m},9\n" for y in (2020, 2021) for m in range(1, 13 if y < 2021 else 6)
    )
    keep(store, UNITS, MEMBERS, totals)
    assert found(store).year_total.certain == 45
    assert isinstance(outlook.outlook(store, View(2021, date(2021, 5, 31), unit="A")), TooLittle)


# --- shocks, late rows, settings


@pytest.fixture
def struck(sample) -> Iterator[Store]:
    """The sample with the spring of 2021 marked as a shock, for one test only."""
    sample.assume({"shock_months": SPRING})
    yield sample
    sample.assume({})


def test_the_three_readings_of_a_shock_stand_in_order(struck):
    totals = [found(struck, shock=reading).year_total.mean for reading in READINGS]
    assert READINGS == ("goes_on", "unmarked", "over")
    assert totals == sorted(totals)
    assert totals[0] < totals[2] - 10


def test_a_shock_that_struck_the_last_month_is_taken_to_go_on(struck):
    assert found(struck).reading == "goes_on"
    assert found(struck).year_total.mean == found(struck, shock="goes_on").year_total.mean


def test_a_shock_that_goes_on_ends_with_the_year(struck):
    on, over = found(struck, shock="goes_on").forecast, found(struck, shock="over").forecast
    assert on.total_of(2022).mean == pytest.approx(over.total_of(2022).mean)


def test_months_marked_change_nothing_where_they_are_read_as_unmarked(sample):
    plain = found(sample).year_total.mean
    sample.assume({"shock_months": SPRING})
    marked = found(sample, shock="unmarked").year_total.mean
    sample.assume({})
    assert marked == plain


def test_late_rows_open_the_last_month_again(sample):
    plain = found(sample)
    sample.assume({"late_percent": "40"})
    late = found(sample)
    sample.assume({})
    assert (plain.forecast.months_done, late.forecast.months_done) == (5, 4)
    # 13 of May are in; 40 % of a May are still to come.
    assert late.forecast.begun == 13
    assert late.year_total.mean > plain.year_total.mean + 3


def test_what_is_assumed_is_not_kept(sample):
    sample.assume({"leaving_percent": "9"})
    assert sample.setting("leaving_percent") == "9"
    sample.assume({})
    assert sample.setting("leaving_percent") == "1.5"
    with pytest.raises(KeyError):
        sample.assume({"no_such": "1"})


# --- the term


def test_a_filtered_view_has_no_term(sample):
    assert found(sample, View(2021, date(2021, 5, 31), unit="U01")).term is None


def test_the_terms_three_chances_are_in_order(sample):
    term = found(sample).term
    assert term is not None
    assert term.chances is not None
    assert list(term.chances.of_year) == [2021, 2022, 2023, 2024, 2025]
    assert term.chances.every <= min(term.chances.of_year.values())
    assert term.weakest == 2021
    assert term.chances.of_year[2021] == pytest.approx(found(sample).chance, abs=1e-6)
    # 5,000 members, 95 in and about 75 out: about 5,020 at the start of 2022, and 3 % of them.
    assert term.chances.members[2022] == pytest.approx(5020, abs=6)
    assert term.chances.targets[2022] == -(-term.chances.members[2022] * 3 // 100)
    assert term.target == sum(term.chances.targets.values())


def test_more_who_leave_lower_later_targets(sample):
    few = found(sample).term
    sample.assume({"leaving_percent": "8"})
    many = found(sample).term
    sample.assume({})
    assert many.chances.targets[2025] < few.chances.targets[2025]


def test_members_who_come_by_transfer_raise_later_targets(sample):
    sample.assume({"transfers": "500"})
    more = found(sample).term
    sample.assume({})
    # 3 % of 500 more members are 15 more to admit in 2022.
    assert more.chances.targets[2022] - found(sample).term.chances.targets[2022] == pytest.approx(15, abs=1)


def test_closed_years_are_facts_in_the_terms_chances(sample):
    made = found(sample, View(2022, date(2022, 3, 31)))
    # 2021 closed at 45 of 150 on that day: every year can no longer be met.
    assert made.term.chances.every == 0.0
    assert 2021 not in made.term.chances.of_year
    assert made.term.total.certain == 45


def test_a_term_with_an_unknown_earlier_year_gets_no_chance(store):
    keep(store, UNITS, MEMBERS, roster(*((("Sở A"), f"05/{month:02d}/2022") for month in range(1, 7))))
    assert found(store, View(2022, date(2022, 6, 30))).term.chances is None


def test_a_year_before_the_term_has_no_term_chances(sample):
    assert found(sample, View(2020, date(2020, 5, 31))).term.chances is None


# --- what if


def test_a_scenario_without_levers_changes_nothing(sample):
    rows = outlook.compared(sample, MAY, [Scenario(name="không đổi gì")])
    assert rows["more"].tolist() == [0, 0]
    assert rows["chance_more"].tolist() == [0, 0]


def test_a_factor_on_all_months_left_multiplies_what_is_to_come(sample):
    made = found(sample, factors=(Factor(200, "2021-06", "2021-12"),))
    plain = found(sample)
    assert made.year_total.mean - 45 == pytest.approx(2 * (plain.year_total.mean - 45))
    # It is the lift the page names: twice as much gives the chance of a factor of 2.
    assert made.chance == pytest.approx(plain.year_total.lifted(2).chance_of_reaching(150))


def test_a_factor_on_one_unit_changes_that_unit_alone(sample):
    lever = (Factor(300, "2021-06", "2021-12", ("U53",)),)
    before = outlook.units(sample, MAY).set_index("unit_code")["expected"]
    after = outlook.units(sample, MAY, Scenario(factors=lever)).set_index("unit_code")["expected"]
    admitted = outlook.units(sample, MAY).set_index("unit_code").loc["U53", "admitted"]
    assert after["U53"] - admitted == pytest.approx(3 * (before["U53"] - admitted))
    assert after.drop("U53").sort_index().tolist() == pytest.approx(before.drop("U53").sort_index().tolist())


def test_months_put_off_past_december_are_lost_to_the_year_not_to_the_term(sample):
    plain, later = found(sample), found(sample, moves=(Move("2021-10", "2021-12", 3),))
    lost = plain.year_total.mean - later.year_total.mean
    autumn = outlook.pace(sample, MAY, plain).loc[10:, "expected"].sum()
    assert lost == pytest.approx(autumn)
    assert later.forecast.total_of(2022).mean == pytest.approx(plain.forecast.total_of(2022).mean + lost)


def test_another_rate_or_other_members_change_the_target_alone(sample):
    rows = outlook.compared(sample, MAY, [Scenario(rate="3.5"), Scenario(rate="4"), Scenario(members=1000)])
    assert rows["target"].tolist() == [150, 175, 200, 180]
    assert rows["more"].tolist() == [0, 0, 0, 0]
    assert rows["chance"].loc[[0, 1, 2]].is_monotonic_decreasing
    assert rows["term_chance"].loc[[0, 1, 2]].is_monotonic_decreasing


def test_a_unit_like_the_average_admits_as_many_per_member(sample):
    rows = outlook.units(sample, MAY, Scenario(average_units=("U27",))).set_index("unit_code")
    members = (
        sample.query("opening_members_by_unit", as_of=MAY.as_of, scope="as_is")
        .query("year == 2021")
        .set_index("unit_code")["members"]
    )
    coming = found(sample).year_total.mean - 45
    assert rows.loc["U27", "expected"] - rows.loc["U27", "admitted"] == pytest.approx(coming * members["U27"] / 5000)


def test_scenarios_are_kept_by_name_and_taken_back(store):
    store.keep_scenario("Mở lớp", "[1]", "test")
    store.keep_scenario("Hoãn", "[2]", "test")
    store.keep_scenario("Mở lớp", "[3]", "test")
    assert store.query("scenarios")[["name", "content"]].values.tolist() == [["Hoãn", "[2]"], ["Mở lớp", "[3]"]]
    store.keep_scenario("Hoãn", "", "test")
    assert store.query("scenarios")["name"].tolist() == ["Mở lớp"]


def test_the_track_record_counts_outcomes_inside_the_range(sample):
    tried = outlook.tried(sample, MAY)
    assert len(tried) == 9
    assert {each.outcome for each in tried} == {151, 149, 186}


def test_what_is_asked_of_a_table_cannot_change_the_next_answer(sample):
    rows = outlook.units(sample, MAY)
    rows.loc[:, "expected"] = -1
    assert isinstance(outlook.units(sample, MAY), pd.DataFrame)
    assert outlook.units(sample, MAY)["expected"].min() >= 0


# --- what is not as it should be


def totals(*rows: tuple[int, int, int]) -> str:
    """Monthly totals of the block: year, month, number."""
    return "Năm,Tháng,Số kết nạp\n" + "".join(f"{year},{month},{count}\n" for year, month, count in rows)


def test_late_rows_in_january_open_december_and_nothing_else(sample):
    sample.assume({"late_percent": "20"})
    view = View(2021, date(2021, 1, 15))
    made = found(sample, view)
    pace = outlook.pace(sample, view, made)
    by_unit = outlook.units(sample, view)["expected"].sum()
    sample.assume({})
    assert made.forecast.months_done == 0
    assert list(pace.index) == list(range(1, 13))
    assert by_unit == pytest.approx(made.year_total.mean)


def test_rows_of_a_year_gone_by_come_late_no_more(sample):
    sample.assume({"late_percent": "20"})
    made = found(sample, View(2020, date(2021, 5, 31)))
    sample.assume({})
    assert (made.forecast.months_done, made.year_total.quantile(0.9)) == (12, 186)


def test_what_is_needed_counts_the_month_that_has_begun(sample):
    sample.assume({"late_percent": "20"})
    pace = outlook.pace(sample, MAY, found(sample))
    sample.assume({})
    assert pace["needed"].sum() == 105


def test_months_of_the_year_that_nobody_gave_are_no_zeros(store):
    year = [(2020, month, 10) for month in range(1, 13)]
    keep(store, UNITS, MEMBERS, totals(*year, (2021, 3, 10), (2021, 4, 10), (2021, 5, 10)))
    assert outlook.outlook(store, MAY) == TooLittle(15, "gap")


def test_the_letters_own_sum_is_enough_where_last_year_is_known_by_month(store):
    year = [(2020, month, 10) for month in range(1, 13)]
    keep(store, UNITS, MEMBERS, totals(*year), "Năm,Lũy kế đến tháng,Số kết nạp\n2021,5,45\n")
    made = found(store)
    assert (made.forecast.months_done, made.year_total.certain) == (5, 45)
    # Nine a month so far, ten before: about 65 more.
    assert made.year_total.quantile(0.5) == pytest.approx(45 + 65, abs=8)


def test_without_members_later_targets_are_unknown_and_the_term_has_no_chance(store):
    year = [(y, month, 10) for y in (2019, 2020, 2021) for month in range(1, 13 if y < 2021 else 4)]
    keep(store, UNITS, totals(*year), "Cấp,Năm,Loại,Chỉ tiêu\nKhối,2021,Số người,150\n")
    term = found(store, View(2021, date(2021, 3, 31))).term
    assert term.chances is None


def test_a_year_that_closed_short_is_a_fact_on_its_last_day(sample):
    term = found(sample, View(2021, date(2021, 12, 31))).term
    assert (term.chances.of_year[2021], term.chances.every) == (0.0, 0.0)


def test_nobody_is_asked_of_a_unit_without_a_target(sample):
    rows = outlook.units(sample, MAY)
    assert rows.loc[rows["target"] == 0, "chance"].isna().all()
    assert rows.loc[rows["target"] == 0, "shortfall"].eq(0).all()


def test_a_merged_unit_has_one_row_with_both_targets(store):
    register = "Mã đơn vị,Tên đơn vị,Ngày kết thúc,Sáp nhập vào\nA,Đảng bộ Sở A,,\nB,Chi bộ Sở B,31/3/2021,A\n"
    members = "Đơn vị,Năm,Tổng số đảng viên\nSở A,2021,200\nSở B,2021,100\n"
    rows = [row for unit in ("Sở A", "Sở B") for row in monthly(unit, 2019, 2)]
    keep(store, register, members, roster(*rows, ("Sở B", "05/02/2021"), ("Sở A", "05/05/2021")))
    table = outlook.units(store, MAY)
    # 3 % of 300: 6 and 3; one admitted by each.
    assert table[["unit_code", "target", "admitted"]].values.tolist() == [["A", 9, 2]]
    assert table["expected"].sum() == pytest.approx(found(store).year_total.mean)


def test_an_unknown_source_of_a_class_is_no_source(sample):
    odd = Scenario(classes=(Class(60, ("2021-06",), source="typo"),))
    made = found(sample, classes=odd.classes)
    assert outlook.units(sample, MAY, odd)["expected"].sum() == pytest.approx(made.year_total.mean)
    assert outlook.sources(sample, MAY, odd)["expected"].sum() == pytest.approx(made.year_total.mean)


# --- what units expect


REPORTS = "Đơn vị,Ngày báo cáo,Kỳ,Nguồn,Dự kiến kết nạp\n"


def reported(store: Store, *reports: str) -> None:
    """Two units with one admission a month each, and what they report."""
    rows = [row for unit in ("Sở A", "Sở B") for row in monthly(unit, 2019, 2)]
    spring = [(unit, f"05/{month:02d}/2021") for unit in ("Sở A", "Sở B") for month in range(1, 6)]
    keep(store, UNITS, MEMBERS, roster(*rows, *spring), REPORTS + "".join(f"{line}\n" for line in reports))


def test_a_report_takes_the_place_of_its_own_months_only(store):
    reported(store, "Sở A,20/5/2021,Quý IV/2021,20,6")
    plain, made = found(store), found(store, reports=Reports(share=1.0))
    pace, before = outlook.pace(store, MAY, made)["expected"], outlook.pace(store, MAY, plain)["expected"]
    by_unit = outlook.units(store, MAY, Scenario(reports=Reports(share=1.0))).set_index("unit_code")["expected"]
    assert pace.loc[6:9].tolist() == pytest.approx(before.loc[6:9].tolist())
    was = outlook.units(store, MAY).set_index("unit_code")["expected"]
    assert by_unit["B"] == pytest.approx(was["B"])
    # Five in, the usual until September, six in the last quarter.
    assert by_unit["A"] == pytest.approx(was["A"] - before.loc[10:].sum() / 2 + 6, abs=0.3)


def test_a_report_of_nobody_is_a_report(store):
    reported(store, "Sở A,20/5/2021,6 tháng cuối năm 2021,20,0")
    by_unit = outlook.units(store, MAY, Scenario(reports=Reports())).set_index("unit_code")["expected"]
    plain = outlook.pace(store, MAY, found(store))["expected"]
    # Five in, and what June usually brings.
    assert by_unit["A"] == pytest.approx(5 + plain.loc[6] / 2, abs=0.2)


def test_reports_of_months_nobody_knows_teach_nothing(store):
    reported(store, "Sở A,20/5/2021,6 tháng cuối năm 2021,20,6", "Sở A,5/1/2017,Năm 2017,20,12")
    assert learnt.expected(store, MAY).promise.expected == 0


def test_past_reports_teach_how_much_comes_true(store):
    reported(store, "Sở A,20/5/2021,6 tháng cuối năm 2021,20,6", "Sở A,5/1/2020,Năm 2020,40,24")
    promise = learnt.expected(store, MAY).promise
    # 24 expected in 2020, twelve came.
    assert (promise.expected, promise.came) == (24, 12)


def test_a_pool_is_left_after_those_admitted_since_the_report(store):
    reported(store, "Sở A,31/3/2021,6 tháng đầu năm 2021,10,6")
    # In April and May one each.
    assert learnt.candidates_left(store, MAY, "in_pool") == {"A": 8}
