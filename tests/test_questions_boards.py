"""What those ask who plan and check (questions 16 to 33), answered on the sample and derived from its files."""

import csv
import io
from datetime import date

import pandas as pd

from ketnap import account, composition, export, organizations, pool, procedure, sheets, targets, words
from ketnap.account import View
from ketnap.i18n import Translator
from ketnap.pool import Period
from ketnap.targets import Version
from tests import sample as files
from tests.rows import keep, total
from tests.sample import MONTH, admitted, asked, codes, day, now, read, reports, roster, this_year
from tests.test_story import late, unheld

VI = Translator("vi")
MAY = View(2021, date(2021, 5, 31))
OF_2020 = Period(date(2020, 1, 1), date(2020, 12, 31))
HALF_OF_2020 = Period(date(2020, 7, 1), date(2020, 12, 31))
HALF_AHEAD = Period(date(2021, 7, 1), date(2021, 12, 31))


def members_now() -> dict[str, int]:
    """Unit as it is now -> members at the start of 2021, in official order."""
    parts = pd.Series(files.members(2021))
    return parts.groupby(now).sum().reindex([unit for unit in codes() if now(unit) == unit]).to_dict()


def test_q16_what_does_three_percent_ask_of_each_unit_next_year_and_do_the_parts_add_up(sample):
    """How many people is 3 % of each unit next year, and do they add up to the block's target?

    By the members known today; the plan with its versions, which awaits, will take the members of 1 January.
    """
    next_year = View(2022, MAY.as_of, scope="as_is")
    found = account.unit_targets(sample, next_year)
    whole = asked(sum(members_now().values()))
    assert found == {codes()[unit]: count for unit, count in files.shared(whole, members_now()).items()}
    assert sum(found.values()) == account.block_target(sample, next_year).needed == whole
    assert account.block_target(sample, next_year).is_estimated


def test_q17_how_does_sharing_by_members_differ_from_sharing_by_the_pool(sample):
    """How does sharing the target by members differ from sharing it by the pool?

    Both are shared by the same function; the page that lays them side by side comes with the plan.
    """
    period = Period(date(2021, 1, 1), date(2021, 12, 31))
    told = pool.reports(sample, MAY, period).dropna(subset="in_pool").set_index("unit_name")["in_pool"]
    in_pool = reports("Năm 2021", "Quần chúng ưu tú")
    whole = asked(sum(files.members(2021).values()))
    found = targets.unit_targets(whole, {unit: int(told[unit]) for unit in codes() if unit in told}, {})
    assert found == files.shared(whole, {unit: in_pool[unit] for unit in codes() if unit in in_pool})
    moved = sum(abs(found.get(unit, 0) - count) for unit, count in files.unit_targets().items())
    assert sum(found.values()) == whole
    assert moved > 0


def test_q18_what_do_units_expect_of_the_second_half_of_the_year(sample):
    """What is expected of the second half of the year by unit, and by quarter?

    Units report halves and years; nobody reports quarters, and a half is not cut into quarters nobody named.
    """
    found = pool.reports(sample, View(2021, date(2021, 6, 21)), HALF_AHEAD).dropna(subset="expected")
    expected = reports("6 tháng cuối năm 2021", "Dự kiến kết nạp")
    assert dict(zip(found["unit_name"], found["expected"], strict=True)) == expected
    periods = set(read("pool_reports")["Kỳ"])
    assert not any("Quý" in period for period in periods)
    assert len(pool.rounds(sample, View(2021, date(2021, 6, 21)))) == len(periods)


def kept(period: str, first: str, last: str) -> dict[str, tuple[int, int]]:
    """Unit as it is now -> expected and admitted of a period of which all its parts reported before its end."""
    told, came = reports(period, "Dự kiến kết nạp"), admitted(first, last)["Đơn vị"].map(now).value_counts()
    parts = pd.Series(codes()).index.to_series().groupby(now).agg(list)
    return {
        unit: (sum(told[part] for part in of_unit), int(came.get(unit, 0)))
        for unit, of_unit in parts.items()
        if all(part in told for part in of_unit)
    }


def test_q19_how_did_what_units_expected_before_compare_with_what_came(sample):
    """What was expected earlier beside what came: how far can each unit's word be relied on?"""
    half = kept("6 tháng cuối năm 2020", "2020-07-01", "2020-12-31")
    year = kept("Năm 2020", "2020-01-01", "2020-12-31")
    found = pool.by_period(pool.outcomes(sample, MAY), MAY.as_of).set_index("period")
    for period, units in ((OF_2020, year), (HALF_OF_2020, half)):
        sums = [sum(pair[place] for pair in units.values()) for place in (0, 1)]
        assert found.loc[period, ["units", "expected", "admitted"]].tolist() == [len(units), *sums]
    # The half lies in the year: of a unit that told both only the half counts.
    past = pool.reliability(sample, MAY)
    pairs = zip(past["expected"], past["admitted"], strict=True)
    assert dict(zip(past["unit_name"], pairs, strict=True)) == year | half


def test_q22_how_many_ceremonies_were_later_than_thirty_working_days_and_in_which_units(sample):
    """How many ceremonies came more than 30 working days after the decision, and in which units?"""
    found = procedure.of_year(procedure.cases(sample, MAY), MAY)
    mine = this_year()
    for state, wanted in (("late", late(mine)), ("overdue", unheld(mine))):
        assert set(found.loc[found["ceremony"] == state, "unit_name"]) == set(wanted["Đơn vị"])
        assert procedure.totals(found)[state] == len(wanted) > 0


def test_q23_how_many_probations_end_in_the_quarter(sample):
    """How many probationary members are due for recognition in the quarter?"""
    mine = admitted("2019-01-01", "2021-05-31").dropna(subset="held")
    mine = mine[mine["Ghi chú"] != "Xóa tên đảng viên dự bị"]
    due = mine[(mine["held"] + 12 * MONTH).between("2021-04-01", "2021-06-30")]
    found = procedure.probation(procedure.cases(sample, MAY), MAY)
    assert str(procedure.quarters(MAY)[0]) == "2021Q2"
    assert found["2021Q2"].sum() == len(due)
    assert found["recognised"].sum() == due["official"].notna().sum()


def test_q24_how_many_were_struck_off_or_annulled_and_which_figure_does_that_change(sample):
    """How many probationary members were struck off, how many decisions annulled, and what figure do they change?"""
    rows = roster()[lambda all_: all_["Ghi chú"] != "Kết nạp lại"]
    years = rows["decided"].dt.year
    found = procedure.annulments(sample, MAY).set_index("year")
    for name, of_name in (("annulled", files.ANNULLED), ("struck_off", "Xóa tên đảng viên dự bị")):
        said = (rows["Ghi chú"] == of_name).groupby(years).sum()
        assert found[name].sort_index().to_dict() == said.to_dict()
        assert said.sum() > 0
    assert found["decisions"].sort_index().to_dict() == years.value_counts().sort_index().to_dict()
    # Struck off stays counted, annulled does not.
    of_2020 = (years == 2020).sum() - (rows["Ghi chú"] == files.ANNULLED)[years == 2020].sum()
    assert found.loc[2020, "counted"] == total(sample, date(2020, 12, 31)) == of_2020


def test_q27_which_rows_are_double_lack_a_date_or_name_no_unit_and_in_which_line(store):
    """Which rows are double, lack a date or name an unknown unit, and in which line of the file are they?"""
    with (files.SAMPLE / "units.csv").open(encoding="utf-8-sig") as file:
        keep(store, file.read())
    rows = read("admissions").head(6)
    rows.loc[1, ["Ngày QĐ", "Ngày kết nạp"]] = ""
    rows.loc[3, "Đơn vị"] = "Đảng bộ Sở Không Có"
    rows.loc[5] = rows.loc[0]
    (reading,) = keep(store, rows.to_csv(index=False), name="ds.csv")
    # The header is line 1. A double is named in the review and counts once; the others wait to be corrected.
    waiting = store.query("waiting_rows")
    assert dict(zip(waiting["line"], waiting["reason"], strict=True)) == {3: "missing_date", 5: "unknown_unit"}
    assert set(waiting["file_name"]) == {"ds.csv"}
    assert {problem.line for problem in reading.problems} == {3, 5, 7}
    assert total(store, date(2019, 12, 31)) == len(rows) - 3


def test_q28_how_far_do_organizations_and_roster_differ(sample):
    """How far do the organizations' own figures differ from the roster?"""
    told = read("source_figures")
    for year, span in ((2019, ("2019-01-01", "2019-12-31")), (2020, ("2020-01-01", "2020-12-31"))):
        mine, rows = admitted(*span), told[told["Kỳ"] == f"Năm {year}"]
        period = organizations.Period(*(date.fromisoformat(end) for end in span))
        found = organizations.organizations(sample, MAY, organizations.figures(sample, MAY), period)
        own = rows[rows["Tổ chức trực thuộc"] == ""].set_index("Đoàn thể")["Được kết nạp"].astype(int)
        came = mine["Nguồn giới thiệu"].value_counts()
        assert {VI(words.SOURCE_NAMES[each.source]): each.difference for each in found} == {
            name: count - came[name] for name, count in own.items()
        }


def test_q29_do_the_members_of_the_units_add_up_to_those_of_the_block(sample):
    """Do the members of all units at the start of the year add up to the block's own number?

    The sum of the units is the block's number here; a number the block declares itself is read from no file so far.
    """
    rows = read("opening_members")
    numbers = rows[["Tổng số đảng viên", "Chính thức", "Dự bị"]].astype(int).groupby(rows["Năm"].astype(int)).sum()
    members, carried = account.block_members(sample, MAY)
    assert members == numbers["Tổng số đảng viên"].to_dict()
    assert members == (numbers["Chính thức"] + numbers["Dự bị"]).to_dict()
    assert not carried


def test_q30_what_was_set_for_each_part_of_the_year_and_what_came_of_it(sample):
    """What was planned for each quarter, and what came of it?

    Quarters come with the plan. What exists: the targets as they were set, what units expected of the half when it
    began, and what each quarter brought.
    """
    rows = read("targets").query("`Năm` == '2021'")
    found = Version.all_of(sample.query("target_versions", as_of=MAY.as_of))
    set_ = [each for each in found if (each.first_year, each.last_year) == (2021, 2021)]
    assert [(each.set_by, int(each.value)) for each in set_] == [
        (by, int(value)) for by, value in zip(rows["Cấp giao"], rows["Chỉ tiêu"], strict=True)
    ]
    half = kept("6 tháng đầu năm 2021", "2021-01-01", "2021-05-31")
    begun = pool.by_period(pool.outcomes(sample, MAY), MAY.as_of).set_index("period")
    period = Period(date(2021, 1, 1), date(2021, 6, 30))
    assert begun.loc[period, ["expected", "admitted"]].tolist() == [sum(c) for c in zip(*half.values(), strict=True)]
    months = account.months(sample, MAY)["this_year"]
    assert months.loc[1:3].sum() == len(admitted("2021-01-01", "2021-03-31"))
    assert months.loc[4:5].sum() == len(admitted("2021-04-01", "2021-05-31"))


def test_q31_who_are_the_new_members(sample):
    """How many women, what ages, how many civil servants, public employees, students (groups of 3 and more)?

    Birth dates are not kept: bands of ages stand in place of a mean age.
    """
    mine = this_year()
    born = day(mine["Ngày sinh"])
    months = (mine["decided"].dt.year - born.dt.year) * 12 + mine["decided"].dt.month - born.dt.month
    bands = pd.cut(months, [0, 31 * 12 - 1, 41 * 12 - 1], labels=["18-30", "31-40"])
    wanted = {
        "gender": mine["Giới tính"].map({"Nữ": "f", "Nam": "m"}),
        "age_band": bands.dropna().astype(str),
        "occupation": mine["Nghề nghiệp"].map(
            {"Công chức": "civil_servant", "Viên chức": "public_employee", "Người lao động": "worker"}
            | {"Sinh viên": "student"}
        ),
    }
    found = composition.composition(sample, MAY).set_index(["kind", "group"])
    assert composition.admitted(sample, MAY) == len(mine)
    for kind, groups in wanted.items():
        for group, count in groups.value_counts().items():
            state = "shown" if count >= 3 else "small"
            assert found.loc[(kind, group), "state"] in (state, "hidden")
            if found.loc[(kind, group), "state"] == "shown":
                assert found.loc[(kind, group), "admissions"] == count
    assert found.loc[("gender", "f"), "admissions"] == (mine["Giới tính"] == "Nữ").sum()


def test_q32_how_were_the_same_months_of_earlier_years(sample):
    """How were the same months in earlier years?"""
    found = account.past_years(sample, MAY)
    totals = read("monthly_totals").astype({"Năm": int, "Tháng": int, "Số kết nạp": int})
    wanted = {
        year: rows.set_index("Tháng")["Số kết nạp"].reindex(range(1, 13)).tolist()
        for year, rows in totals.groupby("Năm")
    }
    for year in (2019, 2020):
        decided = admitted(f"{year}-01-01", f"{year}-12-31")["decided"].dt.month
        wanted[year] = decided.value_counts().reindex(range(1, 13), fill_value=0).tolist()
    assert found.to_dict("list") == wanted


def test_q33_can_a_table_be_taken_along_with_its_source_its_day_and_its_basis(sample):
    """Can a form be exported with source, day and basis, for the report to the provincial board?

    As CSV from every table and as a picture from every chart; a workbook awaits the report to print.
    """
    months = account.months(sample, MAY)
    table = sheets.months(months, account.target_of(sample, MAY), MAY, VI)
    data = export.frame_csv(table, VI, words.source_line(MAY, VI))
    lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))
    decided = this_year()["decided"].dt.month.value_counts()
    assert lines[0][:2] == ["Tháng", "2021"]
    assert [line[1] for line in lines[1:6]] == [str(decided[month]) for month in range(1, 6)]
    assert lines[-1][0].startswith("Nguồn: danh sách và số liệu đã nạp · Tính đến 31/5/2021 · Cơ sở tính: ngày quyết")
