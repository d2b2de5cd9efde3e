"""Every figure is the sum of lines of files that can be named."""

import ast
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from ketnap import account, batch, classes, organizations, sheets, trace
from ketnap.account import View
from ketnap.i18n import Translator
from ketnap.store import ROOT, Store
from ketnap.trace import SAME_PERIOD, SUBJECTS
from tests import dashboard
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
SCOPES = ["as_was", "as_is", "like"]
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


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("year", [2020, 2021])
def test_the_lines_of_members_add_up_to_the_blocks_and_to_each_units(sample, year, scope):
    view = View(year, MAY.as_of, scope=scope)
    found = trace.lines(sample, view, SUBJECTS["opening_members"], year)
    assert found["members"].sum() == account.block_members(sample, view)[0][year] == {2020: 4930, 2021: 5000}[year]
    units = account.opening_members(sample, view).query("year == @year").set_index("unit_code")["members"]
    assert found.groupby("unit_code")["members"].sum().to_dict() == units.to_dict()
    assert ("U45" in units) == (scope == "as_was")


def test_the_lines_of_members_hold_those_carried_forward(store):
    keep(store, UNITS, "Đơn vị,Năm,Tổng số đảng viên\nSở A,2021,200\nSở B,2021,100\nSở A,2022,210\n")
    view = View(2022, date(2022, 5, 31))
    found = trace.lines(store, view, SUBJECTS["opening_members"], 2022)
    assert found[["line", "kind", "members"]].values.tolist() == [[3, "carried", 100], [4, "given", 210]]
    assert found["members"].sum() == account.block_members(store, view)[0][2022]


@pytest.mark.parametrize(
    ("table", "query", "count"),
    [("pool_reports", "pool_reports", "expected"), ("targets", "target_versions", "value")],
)
def test_the_other_lines_are_those_the_figures_come_from(sample, table, query, count):
    found = trace.lines(sample, MAY, SUBJECTS[table], 2021)
    kept = sample.query(query, as_of=MAY.as_of)
    first, last = ("first_year", "last_year") if table == "targets" else ("period_start", "period_end")
    bounds = kept[[first, last]] if table == "targets" else kept[[first, last]].apply(lambda days: days.dt.year)
    of_year = kept[(bounds[first] <= 2021) & (bounds[last] >= 2021)]
    assert len(found) == len(of_year) > 0
    assert found[count].sum() == pytest.approx(of_year[count].astype(float).sum())


@pytest.mark.parametrize("filters", [{}, {"unit": "U07"}, {"officer": "UV3", "source": "youth_union"}], ids=str)
def test_the_lines_of_classes_add_up_to_their_graduates(sample, filters):
    view = View(2021, MAY.as_of, **filters)
    found = trace.lines(sample, view, SUBJECTS["class_graduates"], None)
    # Nobody is admitted or waiting in two classes; who counts elsewhere stands in a list all the same.
    known = classes.people(sample, view)
    assert found["graduates"].sum() == known["people"].sum() > 0
    months = known.groupby(known["ended_on"].dt.to_period("M"))["people"].sum()
    assert found.groupby(pd.to_datetime(found["month"]).dt.to_period("M"))["graduates"].sum().to_dict() == (
        months.to_dict()
    )


@pytest.mark.parametrize("filters", [{}, {"unit": "U07"}, {"officer": "UV3"}], ids=str)
def test_the_lines_of_classes_for_new_members_add_up_apart(sample, filters):
    view = View(2021, MAY.as_of, **filters)
    found = trace.lines(sample, view, SUBJECTS["new_member_classes"], None)
    assert found["graduates"].sum() == classes.new_member(sample, view)["graduates"].sum() > 0


def test_a_class_known_by_number_and_one_failed_are_traced_as_they_count(store):
    kind = "Đối tượng kết nạp Đảng"
    keep(store, UNITS)
    numbers = f"Lớp,Loại lớp,Ngày bế giảng,Đơn vị,Nguồn,Số hoàn thành\nL1,{kind},5/3/2021,Sở A,,7\n"
    # Three of the seven stand in a line by source: the line of all leaves four.
    keep(store, f"{numbers}L1,{kind},5/3/2021,Sở A,Đoàn TN,3\n", name="so.csv")
    people = "Họ và tên,Ngày sinh,Đơn vị cử đi học,Lớp,Loại lớp,Ngày bế giảng,Xếp loại\n"
    rows = f"An,1/2/1995,Sở B,L2,{kind},6/4/2021,Khá\nBình,3/4/1996,Sở B,L2,{kind},6/4/2021,Không đạt\n"
    keep(store, people + rows, name="ten.csv")
    found = trace.lines(store, MAY, SUBJECTS["class_graduates"], 2021)
    columns = ["file_name", "line", "unit_code", "kind", "graduates"]
    assert found[columns].values.tolist() == [
        ["ten.csv", 2, "B", "person", 1],
        ["so.csv", 2, "A", "number", 4],
        ["so.csv", 3, "A", "number", 3],
    ]


FIGURES = "Đoàn thể,Tổ chức trực thuộc,Đơn vị,Kỳ,Ngày báo cáo,Số giới thiệu,Được kết nạp\n"


def test_the_lines_of_organizations_are_their_newest(store):
    text = FIGURES + "Đoàn Thanh niên,,,Quý I/2021,,{},2\n"
    keep(store, UNITS)
    keep(store, text.format(5), name="q1.csv")
    keep(store, text.format(7), name="q2.csv")
    found = trace.lines(store, MAY, SUBJECTS["source_figures"], 2021)
    assert found[["file_name", "line", "source", "introduced"]].values.tolist() == [["q2.csv", 2, "youth_union", 7]]


def test_a_report_of_an_organization_is_traced_from_its_day_or_the_end_of_its_period(store):
    text = "Đoàn Thanh niên,,,Quý I/2021,,5,2\nCông đoàn,,,Năm 2021,31/05/2021,6,3\nCông đoàn,,,Quý II/2021,,4,1\n"
    keep(store, UNITS, FIGURES + text)
    subject = SUBJECTS["source_figures"]
    known = {
        day: trace.lines(store, View(2021, day), subject, 2021)["line"].tolist()
        for day in (date(2021, 3, 30), date(2021, 3, 31), date(2021, 5, 31), date(2021, 6, 30))
    }
    assert list(known.values()) == [[], [2], [2, 3], [2, 3, 4]]


@pytest.mark.parametrize(
    "filters",
    [
        {},
        {"unit": "U09"},
        {"officer": "UV3"},
        {"source": "trade_union"},
        {"scope": "as_is", "unit": "U27"},
        {"scope": "like"},
    ],
    ids=str,
)
def test_the_lines_of_organizations_are_the_rows_their_page_shows(sample, filters):
    view = View(2021, MAY.as_of, **filters)
    found = trace.lines(sample, view, SUBJECTS["source_figures"], None)
    known = organizations.figures(sample, view)
    columns = ["source", "unit_code", "introduced", "admitted"]
    assert sorted(map(str, found[columns].fillna("").values.tolist())) == sorted(
        map(str, known[columns].astype(object).fillna("").values.tolist())
    )
    assert len(found) > 0


def test_lines_add_up_only_of_one_period_and_not_with_those_below(sample):
    found = trace.lines(sample, MAY, SUBJECTS["source_figures"], None)
    assert not trace.adds_up(found)
    year = (date(2019, 1, 1), date(2019, 12, 31))
    of_year = trace.narrowed(found, period=year)
    assert year in trace.periods(found)
    assert trace.periods(of_year) == [year]
    assert not trace.adds_up(of_year)
    assert trace.adds_up(of_year[of_year["kind"] == "organization"])


CHANGES = "Ngày thay đổi,Loại thay đổi,Đơn vị cũ,Đơn vị mới\n"


def test_the_lines_of_changes_are_those_known_of_either_unit(store):
    text = "01/03/2021,Sáp nhập,Sở B,Sở A\n01/04/2021,Tiếp nhận,,Sở C\n01/06/2021,Đổi tên,Sở A,Sở D\n"
    units = UNITS + "C,Chi bộ Sở C,P2,Ủy viên 2\nD,Đảng bộ Sở D,P1,Ủy viên 1\n"
    keep(store, units, CHANGES + text)
    columns = ["line", "unit_code", "kind", "to_unit"]
    subject = SUBJECTS["unit_changes"]

    def told(**filters: object) -> list[list[object]]:
        """The lines of a view."""
        found = trace.lines(store, View(2021, MAY.as_of, **filters), subject, None)
        return found[columns].astype(object).fillna("").values.tolist()

    merged, joined = [2, "B", "merge", "Đảng bộ Sở A"], [3, "C", "join", ""]
    assert told() == [joined, merged]
    assert told(unit="A") == told(unit="B") == [merged]
    assert told(officer="P1") == [merged]
    assert told(officer="P2") == [joined, merged]
    shown = sheets.lines(trace.lines(store, MAY, subject, 2021), (), Translator("en"))
    assert shown["Note"].tolist() == ["", "→ Đảng bộ Sở A"]


def test_the_lines_of_assignments_say_who_was_followed_when_but_not_by_whom(store):
    text = "Sở A,P1,Ủy viên 1,01/01/2019,\nSở A,P2,Ủy viên 2,01/08/2020,\nSở B,P1,Ủy viên 1,01/02/2020,31/03/2021\n"
    keep(store, UNITS, "Đơn vị,Mã phụ trách,Ủy viên BTV phụ trách,Từ ngày,Đến ngày\n" + text)
    subject, columns = SUBJECTS["officer_assignments"], ["line", "unit_code", "kind"]

    def told(year: int | None, day: date = MAY.as_of, **filters: object) -> list[list[object]]:
        """The lines of a view."""
        return trace.lines(store, View(day.year, day, **filters), subject, year)[columns].values.tolist()

    first, second, third = [2, "A", "charge_over"], [3, "A", "in_charge"], [4, "B", "charge_over"]
    assert told(None) == [third, first, second]
    assert told(2021) == [third, second]
    assert told(2019) == [first]
    assert told(None, date(2020, 7, 31)) == [[4, "B", "in_charge"], [2, "A", "in_charge"]]
    assert told(None, unit="B") == [third]
    assert told(None, officer="P2") == [third, first, second]


def test_the_lines_of_milestones_are_those_of_every_year_and_of_the_year(store):
    keep(store, "Ngày,Sự kiện,Hằng năm\n3/2,Ngày thành lập Đảng,x\n11/7/2020,Đại hội,\n")
    subject = SUBJECTS["milestones"]
    assert trace.lines(store, MAY, subject, 2021)[["line", "kind"]].values.tolist() == [[2, "every_year"]]
    found = trace.lines(store, MAY, subject, 2020)
    assert found[["line", "kind"]].values.tolist() == [[2, "every_year"], [3, "one_year"]]
    assert pd.to_datetime(found["month"]).dt.strftime("%m/%Y").tolist() == ["02/2020", "07/2020"]


@pytest.mark.parametrize("table", ["unit_changes", "officer_assignments", "milestones"])
def test_the_sample_has_lines_of_each_of_these(sample, table):
    kept = sample.query("imports")
    rows = int(kept.loc[kept["table_name"] == table, "rows_kept"].sum())
    year = 2020 if table == "milestones" else None
    assert len(trace.lines(sample, MAY, SUBJECTS[table], year)) == rows > 0


def test_what_a_view_leaves_out_is_shown_beside_its_figures():
    assert trace.filtered_by(MAY) == []
    narrowed = View(2021, MAY.as_of, officer="UV3", scope="like")
    assert trace.filtered_by(narrowed) == ["officer_assignments", "unit_changes"]


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
    allowed |= {"month_only", "substituted", "annulled_later", "earlier_lines", "of_month", "to_same_day"}
    allowed |= {"period_start", "period_end", "to_unit"}
    assert set(found.columns) <= allowed | set(SUBJECTS[name].counts)


# Where `how` stands among what a part of a page takes.
PLACE = {"chart": 5, "table": 5, "headed": 3, "cards": 1}
SHOWING = [*sorted((ROOT / "pages").glob("*.py")), *sorted((ROOT / "ketnap" / "ui").glob("*.py"))]


def shown_figures(path: Path) -> list[tuple[ast.Call, ast.expr | None]]:
    """The calls of a file that show figures, each with what it says of how they are made."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {f"parts.{name}" for name in PLACE}:
            place = PLACE[ast.unparse(node.func).removeprefix("parts.")]
            named = next((word.value for word in node.keywords if word.arg == "how"), None)
            found.append((node, node.args[place] if len(node.args) > place else named))
    return found


@pytest.mark.parametrize("path", SHOWING, ids=lambda path: path.stem)
def test_whatever_shows_a_figure_says_how_it_is_made(path):
    for node, how in shown_figures(path):
        assert how is not None, f"{path.name}:{node.lineno}"
        assert not isinstance(how, ast.Constant), f"{path.name}:{node.lineno}"


@pytest.fixture(scope="module")
def loaded() -> Iterator[Store]:
    """The sample, which the dialogs only read."""
    opened = Store(None)
    batch.load_sample(opened, "test", date(2021, 6, 21))
    yield opened
    opened.close()


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", sorted(path.stem for path in (ROOT / "pages").glob("*.py")))
def test_from_every_figure_of_every_page_opens_how_it_was_made(monkeypatch, loaded, name, language):
    app = dashboard.opened(monkeypatch, loaded, language=language).run()
    app.switch_page(f"pages/{name}.py").run()
    buttons = [button.key for button in app.button if str(button.key).endswith("_trace")]
    assert buttons or name == "data"
    assert len(set(buttons)) == len(buttons) >= len(app.get("plotly_chart"))
    for key in buttons:
        app.button(key=key).click().run()
        assert not app.exception, key
        assert {"vi": "Các lần nạp làm căn cứ", "en": "Imports it rests on"}[language] in dashboard.text(app), key


def test_the_overviews_dialog_says_the_letters_figures_and_shows_their_lines(monkeypatch, loaded):
    app = dashboard.opened(monkeypatch, loaded).run()
    app.button(key="cards_trace").click().run()
    said = dashboard.text(app).replace("\\", "")
    assert "45 = số đảng viên kết nạp có ngày quyết định từ 1/1/2021 đến 31/5/2021, không tính kết nạp lại" in said
    assert "150 = 3% × 5.000 đảng viên có ngày 1/1/2021, làm tròn lên" in said
    assert "124 = số đảng viên kết nạp có ngày quyết định từ 1/1/2020 đến 31/5/2020" in said
    assert "36,3% = 45 ÷ 124" in said
    assert "cộng số kết nạp: **45**" in said
    lines = next(table.value for table in app.dataframe if "Dòng" in table.value)
    assert len(lines) == 45
    assert list(lines.columns) == ["Tệp", "Dòng", "Đơn vị", "Tháng", "Nguồn", "Loại", "Tính là"]


def test_nothing_of_a_dialog_is_asked_before_it_opens(monkeypatch, loaded):
    asked = []
    query = loaded.query
    monkeypatch.setattr(loaded, "query", lambda name, **given: asked.append(name) or query(name, **given))
    app = dashboard.opened(monkeypatch, loaded).run()
    assert "admissions_by_month" in asked
    assert not [name for name in asked if name.startswith("traced")]
    app.button(key="cards_trace").click().run()
    assert "traced_admissions" in asked


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
