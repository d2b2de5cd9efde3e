"""A year's plan on a store: its size, what units bring, its versions, its file, and how it goes."""

import io
from dataclasses import replace
from datetime import date
from fractions import Fraction

import numpy as np
import openpyxl
import pandas as pd
import pytest

from ketnap import batch, export, plan, sheets, words
from ketnap.account import View
from ketnap.i18n import Translator
from ketnap.ingest.read import Reading
from ketnap.outlook import as_read
from ketnap.plan import Method
from ketnap.plan.method import read, written
from ketnap.plan.months import by_month
from ketnap.plan.size import size
from ketnap.plan.units import carried, units
from ketnap.store import Upload
from tests.rows import ROSTER, keep

VI = Translator("vi")
READ = as_read("")
NEW_YEAR = View(2021, date(2021, 12, 31))
UNITS = (
    "STT,Mã đơn vị,Tên đơn vị,Mã phụ trách,Ủy viên BTV phụ trách\n"
    "1,A,Đảng bộ Sở A,P1,Ủy viên 1\n2,B,Chi bộ Sở B,P2,Ủy viên 2\n"
)
MEMBERS = "Đơn vị,Năm,Tổng số đảng viên\nSở A,2021,200\nSở B,2021,100\nSở A,2022,210\nSở B,2022,110\n"
MONTHS = ",".join(f"T{month}" for month in range(1, 13))
PLAN = f"Đơn vị,Năm,{MONTHS},Kế hoạch năm,Văn bản số,Ngày duyệt\n"


def person(number: int, unit: str, day: str) -> str:
    """A row of the roster."""
    return f"M{number},Người {number},01/02/1990,{unit},{day},,Đoàn TN,\n"


@pytest.fixture
def term(store):
    """A store with two units, their members, and five admissions in the first year of the term, which asked for 9."""
    days = ["10/01/2021", "12/03/2021", "15/05/2021", "16/05/2021", "01/09/2021"]
    roster = ROSTER + "".join(person(n, "Sở A" if n < 4 else "Sở B", day) for n, day in enumerate(days))
    keep(store, UNITS, MEMBERS, roster)
    return store


def planned(store, method: Method, view: View = NEW_YEAR) -> dict[str, int]:
    """Unit -> its number in a plan."""
    found = plan.proposal(store, view, method, READ)
    assert found.months.sum(axis=1).tolist() == found.rows["planned"].tolist()
    return dict(zip(found.rows["unit_code"], found.rows["planned"], strict=True))


def test_a_plan_by_rate_asks_for_three_percent_rounded_up_and_shares_it_by_members(term):
    # 3 % of 320 = 9.6, rounded up 10: 10 x 210/320 = 6.56 and 3.44.
    assert planned(term, Method(2022)) == {"A": 7, "B": 3}
    # 4 % are 12.8, rounded up 13: 8.53 and 4.47.
    assert planned(term, Method(2022, rate="4")) == {"A": 9, "B": 4}
    assert planned(term, Method(2022, size="number", number=20)) == {"A": 13, "B": 7}


def test_catching_up_spreads_what_the_term_lacks_over_the_years_left(term):
    found = size(term, NEW_YEAR, Method(2022, size="catch_up"), READ)
    # 2021 asked for 3 % of 300 = 9 and got 5: 4 short in the years 2022 to 2025, one each.
    assert found.catch_up == plan.CatchUp(4, 4, None, None, ())
    assert found.target == 11
    assert (
        words.plan.size_note(found, VI)
        == "3% của 320 đảng viên đầu năm 2022 + 1 = thiếu 4 của nhiệm kỳ ÷ 4 năm còn lại"
    )


def test_a_year_that_is_not_over_counts_as_met_where_it_has_no_forecast(store):
    keep(store, UNITS, MEMBERS)
    found = size(store, View(2021, date(2021, 6, 30)), Method(2023, size="catch_up"), READ).catch_up
    assert found == plan.CatchUp(0, 3, 2021, None, (2022,))


def test_after_the_term_there_is_nothing_to_catch_up(term):
    found = size(term, NEW_YEAR, Method(2026, size="catch_up"), READ)
    assert (found.catch_up, found.target) == (None, 10)
    assert found.annual.is_estimated
    assert words.plan.size_notes(found, VI) == ["Chỉ tiêu là số ước tính: chưa có số đảng viên đầu năm 2026."]


def test_without_members_nothing_can_be_told_by_rate(store):
    keep(store, UNITS)
    found = plan.proposal(store, NEW_YEAR, Method(2022), READ)
    assert (found.size.target, found.split.total) == (None, 0)
    assert "Chưa tính được" in words.plan.answer(found, VI)


REPORTS = "Đơn vị,Ngày báo cáo,Kỳ,Quần chúng ưu tú,Dự kiến kết nạp\n"


def test_candidates_weigh_and_limit_but_a_unit_without_a_report_is_not_held_at_nothing(term):
    keep(term, REPORTS + "Sở A,15/12/2021,Năm 2022,4,2\n")
    rows, period = units(term, plan.plan_view(NEW_YEAR, 2022), Method(2022))
    assert (rows["reported"][0], rows["reported"].isna().tolist()) == (4, [False, True])
    assert period is not None
    # A reported 4 of 210 members, B counts with as many a member: shared like members.
    assert planned(term, Method(2022, members=0, pool=100)) == {"A": 7, "B": 3}
    assert planned(term, Method(2022, limited=True)) == {"A": 4, "B": 6}
    assert planned(term, Method(2022, limited=True, stage="expected")) == {"A": 2, "B": 8}
    keep(term, REPORTS + "Sở B,16/12/2021,Năm 2022,3,3\n")
    found = plan.proposal(term, NEW_YEAR, Method(2022, limited=True), READ)
    assert found.rows["planned"].tolist() == [4, 3]
    assert words.plan.unplaced(found, VI).startswith("3 trong 10 chưa phân bổ được")


def test_past_admissions_weigh(term):
    # A admitted 4 in 2021, B 1: 8 and 2 of 10.
    assert planned(term, Method(2022, members=0, past=100, years=1)) == {"A": 8, "B": 2}


def test_what_a_unit_was_short_is_its_exact_part_less_its_plan_or_else_what_it_admitted(term):
    rows, _period = units(term, plan.plan_view(NEW_YEAR, 2022), Method(2022))
    # 2021 asked for 9: 6 of A, which admitted 4, and 3 of B, which admitted 1.
    assert rows["carried"].tolist() == [Fraction(2), Fraction(2)]
    keep(term, PLAN + f"Sở A,2021,{',' * 11},7,1-KH,05/01/2021\nSở B,2021,{',' * 11},2,1-KH,05/01/2021\n")
    rows, _period = units(term, plan.plan_view(NEW_YEAR, 2022), Method(2022))
    assert rows["carried"].tolist() == [Fraction(-1), Fraction(1)]


def test_a_number_set_for_a_unit_stays_and_the_others_share_the_rest(term):
    method = Method(2022).fixing({"A": 2})
    assert planned(term, method) == {"A": 2, "B": 8}
    assert planned(term, method.fixing({"A": None})) == {"A": 7, "B": 3}
    found = plan.proposal(term, NEW_YEAR, method.fixing({"B": 30}), READ)
    assert words.plan.excess(found, VI).startswith("Số đã khóa vượt 22 so với 10")
    # A unit nobody knows is left out.
    assert planned(term, Method(2022).fixing({"X": 5})) == {"A": 7, "B": 3}


def test_a_method_is_kept_as_it_is():
    method = Method(2022, size="catch_up", rate="3.5", pool=40, classes=(3, 9), fixed=(("A", 2),))
    assert read(written(method)) == method
    assert read("{}") is None
    assert Method(2022, members=0).shares == {"members": 100, "pool": 0, "past": 0}


def draft(store, method: Method, view: View = NEW_YEAR) -> plan.Version:
    """A version of a plan just kept."""
    found = plan.proposal(store, view, method, READ)
    name = plan.keep(store, method, found.split.target, found.months, "Ban Tổ chức")
    return next(each for each in plan.versions(store, method.year, view.as_of) if each.name == name)


def test_of_several_approved_versions_the_newest_document_counts_and_the_others_are_kept(term):
    first, second = draft(term, Method(2022)), draft(term, Method(2022, rate="4"))
    assert [(each.name, each.state) for each in plan.versions(term, 2022, NEW_YEAR.as_of)] == [
        ("v2", "draft"),
        ("v1", "draft"),
    ]
    plan.note(term, first, "submitted", "Ban Tổ chức")
    plan.note(term, first, "approved", "Ban Thường vụ", "12-KH/ĐUK", date(2021, 12, 20))
    plan.note(term, second, "approved", "Ban Thường vụ", "15-KH/ĐUK", date(2022, 4, 1))

    def states(day: date) -> dict[str, str]:
        return {each.name: each.state for each in plan.versions(term, 2022, day)}

    assert states(date(2021, 12, 19)) == {"v1": "submitted", "v2": "draft"}
    assert states(date(2021, 12, 20)) == {"v1": "approved", "v2": "draft"}
    assert states(date(2022, 4, 1)) == {"v1": "replaced", "v2": "approved"}
    counts = plan.approved(term, 2022, date(2022, 4, 1))
    assert counts is not None
    assert (counts.document, counts.decided_on, counts.total, counts.done_by) == (
        *("15-KH/ĐUK", date(2022, 4, 1), 13),
        "Ban Thường vụ",
    )
    plan.note(term, second, "withdrawn", "Ban Thường vụ")
    assert states(date(2022, 4, 1)) == {"v1": "approved", "v2": "withdrawn"}
    plan.note(term, second, "restored", "Ban Thường vụ")
    assert states(date(2022, 4, 1)) == {"v1": "replaced", "v2": "approved"}
    assert plan.approved(term, 2023, date(2022, 4, 1)) is None


def test_an_approval_needs_its_day(term):
    version = draft(term, Method(2022))
    with pytest.raises(ValueError, match="approved"):
        plan.note(term, version, "approved", "Ban Thường vụ")
    with pytest.raises(ValueError, match="burnt"):
        plan.note(term, version, "burnt", "Ban Thường vụ")


def test_two_versions_unit_by_unit(term):
    first, second = draft(term, Method(2022)), draft(term, Method(2022, rate="4"))
    names = term.query("units_on", as_of=NEW_YEAR.as_of)
    rows = plan.compared(first.numbers, second.numbers, names)
    assert rows[["one", "other", "difference"]].to_numpy().tolist() == [[7, 9, 2], [3, 4, 1]]
    shown = sheets.plan.compared(rows, "v1", "v2", VI)
    assert shown.iloc[-1].tolist() == ["Tổng", 10, 13, "+3"]


def test_a_plan_written_to_a_file_is_read_again_as_the_same_plan(term):
    found = plan.proposal(term, NEW_YEAR, Method(2022), READ)
    file = sheets.plan.to_file(found.rows, found.months, 2022)
    for name, data in (
        ("ke-hoach.csv", export.frame_csv(file, VI)),
        ("ke-hoach.xlsx", export.frame_xlsx(file, "2022")),
    ):
        reading = batch.read_batch(term, [Upload(name, data)], date(2022, 1, 10))
        assert [one.table for _upload, one in reading if isinstance(one, Reading)] == ["plans"]
        (number,) = batch.keep_batch(term, reading, "test")
        version = next(each for each in plan.versions(term, 2022, NEW_YEAR.as_of) if each.name == f"f{number}")
        assert (version.state, version.file, version.has_months) == ("draft", name, True)
        pd.testing.assert_frame_equal(version.numbers, found.months, check_names=False, check_dtype=False)
    book = openpyxl.load_workbook(io.BytesIO(export.frame_xlsx(file, "2022")))
    assert [cell.value for cell in book["2022"][2]][:3] == ["A", "Đảng bộ Sở A", 2022]
    assert book["2022"]["P2"].value == 7


def test_no_cell_of_the_workbook_is_a_formula():
    data = export.frame_xlsx(pd.DataFrame({"Đơn vị": ["=1+1", "Sở A"], "T1": [1, 2]}), "2022")
    sheet = openpyxl.load_workbook(io.BytesIO(data))["2022"]
    assert [(cell.value, cell.data_type) for cell in sheet["A"][1:]] == [("'=1+1", "s"), ("Sở A", "s")]
    assert sheet["B2"].data_type == "n"


def test_a_file_of_totals_gets_the_usual_months_and_undone_it_is_gone(term):
    keep(term, PLAN + f"Sở A,2022,{',' * 11},4,,\nChi bộ Sở B,2022,{',' * 11},1,,\n")
    (version,) = plan.versions(term, 2022, NEW_YEAR.as_of)
    # The only year before had 1 in January, March and September each, and 2 in May, of 5: the file asks for 5.
    assert version.numbers.sum().tolist() == [1, 0, 1, 0, 2, 0, 0, 0, 1, 0, 0, 0]
    assert version.numbers.sum(axis=1).to_dict() == {"A": 4, "B": 1}
    assert not version.has_months
    term.undo(int(version.name[1:]), "test")
    assert plan.versions(term, 2022, NEW_YEAR.as_of) == []


def test_rows_of_a_plan_that_cannot_be_right_are_listed_with_their_line_and_reason(term):
    no_months = "," * 11
    text = PLAN + "Sở A,2022,1,,,,2,,,,,,,,3,,\n"
    text += "Sở B,2022,1,,,,,,,,,,,,2,,\n"
    text += f"Sở C,2022,{no_months},1,,\n"
    text += f'Sở B,2022,{no_months},"36,3",,\n'
    text += f"Sở B,2022,{no_months},1.234,9-KH,6/2022\n"
    ((_upload, found),) = batch.read_batch(term, [Upload("kh.csv", text.encode())], date(2022, 1, 10))
    assert isinstance(found, Reading)
    assert [(problem.line, problem.column, problem.reason) for problem in found.problems] == [
        (3, "planned", "plan_does_not_add_up"),
        (4, "unit", "unknown_unit"),
        (5, "planned", "bad_count"),
        (6, "approved_on", "bad_date"),
    ]
    assert [(row["unit_code"], row["planned"], row["t1"], row["t2"]) for row in found.rows] == [("A", 3, 1, 0)]


def test_a_table_of_admissions_by_month_is_no_plan(term):
    text = f"Đơn vị,Năm,{MONTHS}\nSở A,2021,1,,,,2,,,,,,,\n"
    ((_upload, found),) = batch.read_batch(term, [Upload("th.csv", text.encode())], date(2022, 1, 10))
    assert isinstance(found, Reading)
    assert found.table == "monthly_totals"


@pytest.fixture
def going(term):
    """The same, with an approved plan of 2021: 6 of A and 3 of B in January, May and September."""
    rows = "Sở A,2021,2,,,,2,,,,2,,,,6,1-KH/ĐUK,05/01/2021\nSở B,2021,1,,,,2,,,,,,,,3,1-KH/ĐUK,05/01/2021\n"
    keep(term, PLAN + rows)
    return term


def test_the_approved_plan_beside_what_came(going):
    found = plan.progress(going, View(2021, date(2021, 5, 31)))
    assert found is not None
    # Planned 3 in January and 4 in May; admitted in January, March, and two in May.
    assert (found.total, found.so_far, found.admitted, found.difference) == (9, 7, 4, -3)
    assert found.months["planned_sum"].tolist() == [3, 3, 3, 3, 7, 7, 7, 7, 9, 9, 9, 9]
    assert found.months["admitted_sum"].head(5).tolist() == [1, 1, 2, 2, 4]
    columns = ["planned", "planned_so_far", "admitted", "difference"]
    assert found.units[columns].to_numpy().tolist() == [[6, 4, 4, 0], [3, 3, 0, -3]]
    assert words.plan.progress_sentence(found, View(2021, date(2021, 5, 31)), VI) == (
        "Kế hoạch năm 2021 đã duyệt là 9, đến 31/5/2021 là 7; đã kết nạp 4, ít hơn 3."
    )


def test_of_a_month_that_has_begun_the_part_of_its_days_is_asked_for(going):
    found = plan.progress(going, View(2021, date(2021, 9, 15)))
    # Of the 2 of September half, 15 of 30 days: 7 + 1, all of it A's.
    assert found is not None
    assert found.so_far == 8
    assert found.units["planned_so_far"].tolist() == [5, 3]


def test_the_plan_follows_the_readers_units_and_has_no_sources(going):
    view = View(2021, date(2021, 5, 31))
    of_unit, of_officer = (plan.progress(going, replace(view, **each)) for each in ({"unit": "B"}, {"officer": "P1"}))
    assert of_unit is not None
    assert of_officer is not None
    assert (of_unit.total, of_unit.so_far, of_unit.admitted) == (3, 3, 0)
    assert (of_officer.total, of_officer.so_far, of_officer.admitted) == (6, 4, 4)
    assert plan.progress(going, replace(view, source="youth_union")) is None
    # Before its document nobody knew of it.
    assert plan.progress(going, View(2021, date(2021, 1, 4))) is None


def test_a_merged_units_plan_is_asked_of_the_one_that_carries_it_on(going):
    keep(going, "Ngày,Loại thay đổi,Đơn vị cũ,Đơn vị mới\n01/04/2021,Sáp nhập,Sở B,Sở A\n")
    view = View(2021, date(2021, 5, 31), scope="as_is")
    found = plan.progress(going, view)
    assert found is not None
    assert found.units[["unit_code", "planned"]].to_numpy().tolist() == [["A", 9]]
    assert found.total == 9


def test_pages_get_the_plan_beside_their_own_figures(going):
    view = View(2021, date(2021, 5, 31))
    found = plan.progress(going, view)
    months = pd.DataFrame({"this_year": [1.0] * 12}, index=range(1, 13))
    assert plan.beside(months, found)["planned"].tolist() == [3, 3, 3, 3, 7, 7, 7, 7, 9, 9, 9, 9]
    assert "planned" not in plan.beside(months, None)
    rows = pd.DataFrame({"unit_code": ["B", "A", None]})
    assert plan.beside_units(rows, found)["planned"].fillna(-1).tolist() == [3, 6, -1]
    assert plan.beside_units(rows, None) is rows


def test_how_likely_a_plan_is_falls_with_its_number(sample):
    view = plan.plan_view(View(2021, date(2021, 5, 31)), 2022)
    low, of_units = plan.chances(sample, view, {"U01": 1, "U02": 1}, READ)
    high, of_more = plan.chances(sample, view, {"U01": 3, "U02": 400}, READ)
    assert low is not None
    assert high is not None
    assert 1 > low > high > 0
    assert of_units["U01"] > of_more["U01"] > of_more["U02"] > 0
    assert plan.chances(sample, view, {"U01": 0}, READ) == (None, {})


def test_without_a_forecast_there_is_no_chance(store):
    keep(store, UNITS, MEMBERS)
    assert plan.chances(store, plan.plan_view(NEW_YEAR, 2022), {"A": 1}, READ) == (None, {})


# --- what changes after a plan was made

MERGER = "Ngày,Loại thay đổi,Đơn vị cũ,Đơn vị mới\n15/12/2021,Sáp nhập,Sở B,Sở A\n"
NO_MONTHS = "," * 11


def told(store, year: int = 2022, day: date = date(2021, 12, 31)) -> list[tuple[str, str, int]]:
    """Name, state and sum of each version."""
    return [(each.name, each.state, each.total) for each in plan.versions(store, year, day)]


def test_a_plan_of_a_year_that_is_over_knows_what_came_after_it_and_does_not_count_it(term):
    keep(term, ROSTER + person(9, "Sở A", "10/02/2022"), name="2022.csv")
    found = plan.proposal(term, View(2021, date(2022, 5, 31)), Method(2021), READ)
    # 3 % of the 300 members of 2021.
    assert (found.split.total, found.rows["past"].tolist()) == (9, [0, 0])


def test_units_merged_since_keep_their_numbers_under_their_names(term):
    version = draft(term, Method(2022))
    keep(term, MERGER)
    rows = plan.proposal(term, NEW_YEAR, Method(2022), READ).rows
    assert rows["unit_code"].tolist() == ["A"]
    names = plan.named(term, rows, version.numbers)
    assert names.to_numpy().tolist() == [["A", "Đảng bộ Sở A"], ["B", "Chi bộ Sở B"]]
    table = sheets.plan.by_month(names, version.numbers, VI)
    assert table[["Đơn vị", "Năm"]].to_numpy().tolist() == [["Đảng bộ Sở A", 7], ["Chi bộ Sở B", 3], ["Tổng", 10]]
    assert plan.compared(version.numbers, version.numbers, names)["one"].tolist() == [7, 3]


def test_what_a_merged_unit_got_is_what_the_one_that_carries_it_on_got(term):
    keep(term, PLAN + f"Sở A,2021,{NO_MONTHS},6,1-KH,05/01/2021\nSở B,2021,{NO_MONTHS},3,1-KH,05/01/2021\n")
    keep(term, MERGER)
    # 9 of 2021 were planned for the 300 members of both, and 9 were due.
    assert carried(term, plan.plan_view(NEW_YEAR, 2022)) == {"A": Fraction(0)}


def test_of_two_approvals_of_one_day_the_later_counts_whether_by_page_or_file(term):
    plan.note(term, draft(term, Method(2022)), "approved", "test", "1-KH", date(2021, 12, 20))
    file = PLAN + f"Sở A,2022,{NO_MONTHS},40,2-KH,20/12/2021\nSở B,2022,{NO_MONTHS},10,2-KH,20/12/2021\n"
    keep(term, file)
    assert [found[1:] for found in told(term)] == [("approved", 50), ("replaced", 10)]


def test_corrected_rows_of_a_file_join_their_version(term):
    rows = f"Sở A,2022,{NO_MONTHS},4,1-KH,20/12/2021\n"
    keep(term, PLAN + rows + f"Sở B,2022,{NO_MONTHS},x,1-KH,20/12/2021\n", name="kh.csv")
    assert [found[1:] for found in told(term)] == [("approved", 4)]
    for number in (3, 2):
        keep(term, PLAN + f"Sở B,2022,{NO_MONTHS},{number},1-KH,20/12/2021\n", name="kh.csv")
        assert [found[1:] for found in told(term)] == [("approved", 4 + number)]
    # All of it again is another version, and so is a file of another name.
    keep(term, PLAN + rows + f"Sở B,2022,{NO_MONTHS},9,1-KH,20/12/2021\n", name="kh.csv")
    assert [found[1:] for found in told(term)] == [("approved", 13), ("replaced", 6)]
    keep(term, PLAN + f"Sở B,2022,{NO_MONTHS},1,,\n", name="khac.csv")
    assert [found[1:] for found in told(term)] == [("approved", 13), ("draft", 1), ("replaced", 6)]


def test_numbers_beyond_all_measure_are_added_up(term):
    many = "".join(f"{name},2022,{NO_MONTHS},999999999,,\n" for name in ("Sở A", "Sở B", "Sở C"))
    keep(term, "STT,Mã đơn vị,Tên đơn vị\n3,C,Chi bộ Sở C\n", PLAN + many)
    assert [found[1:] for found in told(term)] == [("draft", 2_999_999_997)]


@pytest.mark.parametrize(
    "method", [Method(2022, number=2_000_000), Method(2022, rate="100"), Method(2022, fixed=(("A", 3_000_000),))]
)
def test_a_method_beyond_its_limits_is_not_kept(term, method):
    found = plan.proposal(term, NEW_YEAR, Method(2022), READ)
    with pytest.raises(ValueError, match="Method"):
        plan.keep(term, method, 10, found.months, "test")
    assert told(term) == []


def test_months_of_equal_parts_are_always_given_the_same_way():
    shares = np.ones(12) / 12
    planned = pd.Series([1] * 6, index=list("ABCDEF"))
    first = by_month(planned, shares)
    assert first.equals(by_month(planned, shares))
    assert (first.sum(axis=1).tolist(), sorted(first.sum())) == ([1] * 6, [0] * 6 + [1] * 6)
