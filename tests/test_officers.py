"""Officers in charge: their units against target, same period, pool and reports; sheets to print."""

from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader

from ketnap import officers, pool, report, words
from ketnap.account import View
from ketnap.i18n import Translator
from ketnap.pool import Period
from tests.dashboard import opened, text
from tests.rows import ROSTER, keep

REGISTER = (
    "STT,Mã đơn vị,Tên đơn vị,Mã phụ trách,Ủy viên BTV phụ trách\n"
    "1,A,Đảng bộ Sở A,P1,Ủy viên 1\n2,B,Chi bộ Sở B,P2,Ủy viên 2\n3,C,Chi bộ Sở C,P2,Ủy viên 2\n"
)
MEMBERS = "Đơn vị,Năm,Tổng số đảng viên\nSở A,2021,100\nSở B,2021,50\nSở C,2021,50\n"
# 3 % of 200 are six: three of A, at 50 members each two of B and C rounded down to sum up.
PEOPLE = (
    "S1,M,01/02/1990,Sở A,05/03/2020,,,\nS2,L,01/02/1991,Sở B,06/04/2020,,,\nS3,K,01/02/1992,Sở C,07/12/2020,,,\n"
    "S4,H,01/02/1993,Sở A,08/02/2021,,,\nS5,N,01/02/1994,Sở B,09/03/2021,,,\nS6,T,01/02/1995,Sở B,10/04/2021,,,\n"
)
REPORTS = (
    "Đơn vị,Ngày báo cáo,Kỳ,Quần chúng ưu tú,Đã học lớp nhận thức,Dự kiến kết nạp\nSở B,04/1/2021,Năm 2021,9,5,4\n"
)
ASSIGNED = (
    "Đơn vị,Mã phụ trách,Ủy viên BTV phụ trách,Từ ngày\nSở B,P1,Ủy viên 1,01/01/2020\nSở B,P2,Ủy viên 2,01/04/2021\n"
)
YEAR = Period(date(2021, 1, 1), date(2021, 12, 31))
MAY = View(2021, date(2021, 5, 31))


@pytest.fixture
def filled(store):
    keep(store, REGISTER, MEMBERS, ROSTER + PEOPLE, REPORTS, ASSIGNED)
    return store


def test_each_officers_units_add_up(filled):
    rows = officers.summary(filled, MAY, officers.followed(filled, MAY, YEAR)).set_index("officer_code")
    assert rows[["units", "without", "target", "admissions", "before"]].values.tolist() == [
        [1, 0, 3, 1, 1],
        # B admitted two and C none; in the same period of 2020 B one, C's of December not.
        [2, 1, 3, 2, 1],
    ]
    # A and C have not reported, which is no zero.
    assert rows["in_pool"].isna().tolist() == [True, False]
    assert rows.loc["P2", ["in_pool", "class_done", "expected", "reported", "missing"]].tolist() == [9, 5, 4, 1, 1]


def test_units_whose_report_is_not_due_yet_have_not_reported_either(filled):
    pool.set_deadline(filled, YEAR, date(2021, 6, 30), "test")
    rows = officers.followed(filled, MAY, YEAR)
    assert rows["state"].tolist() == ["not_due", "in_time", "not_due"]
    assert officers.summary(filled, MAY, rows)["missing"].tolist() == [1, 1]
    (sheet,) = officers.sheets(filled, replace(MAY, officer="P2"))
    assert "1 without a report on their pool" in words.officer_sentence(sheet, MAY, Translator("en"))


@pytest.mark.parametrize(
    "numbers", ["Năm,Lũy kế đến tháng,Số kết nạp\n2020,5,124\n", "Năm,Tháng,Số kết nạp\n2020,1,60\n2020,2,64\n"]
)
def test_last_year_known_for_the_block_alone_is_unknown_by_unit(store, numbers):
    keep(store, REGISTER, MEMBERS, ROSTER + "S4,H,01/02/1993,Sở A,08/02/2021,,,\n", numbers)
    rows = officers.followed(store, View(2021, date(2021, 5, 31)), YEAR)
    assert rows["before"].isna().all()
    assert officers.summary(store, MAY, rows)["before"].isna().all()


def test_a_sheet_is_of_one_officer_and_says_who_followed_before(filled):
    (sheet,) = officers.sheets(filled, replace(MAY, officer="P2"))
    assert sheet.units["unit_code"].tolist() == ["B", "C"]
    assert (sheet.standing.admitted, sheet.standing.target) == (2, 3)
    told = sheet.spells[["unit_code", "officer_code", "admissions"]].values.tolist()
    # Of B's one in 2020, one in March and one in April 2021 the last was admitted under officer 2. Who followed B
    # before officer 1 nobody said.
    assert told == [["B", "P1", 2], ["B", "P2", 1]]
    assert sheet.spells["to_date"].isna().tolist() == [False, True]


def test_spells_count_readmissions_where_the_block_does(filled):
    keep(filled, ROSTER + "S9,O,01/02/1980,Sở B,15/05/2021,,,Kết nạp lại\n", name="lai.csv")
    found = []
    for readmissions in (False, True):
        view = replace(MAY, readmissions=readmissions)
        rows = officers.spells(filled, view, officers.followed(filled, view, YEAR)).set_index("officer_code")
        found.append(int(rows.loc["P2", "admissions"].sum()))
    # S6 of 10/4, and the one of 15/5.
    assert found == [1, 2]


def test_in_a_year_gone_by_reports_are_with_the_officer_whom_the_table_names(filled):
    # Looked at from May 2021, when officer 2 follows B, whose report of 2020 came under officer 1.
    keep(filled, REPORTS.replace("04/1/2021,Năm 2021", "04/1/2020,Năm 2020"))
    last_year = View(2020, date(2021, 5, 31))
    rows = officers.followed(filled, replace(last_year, officer="P2"), Period(date(2020, 1, 1), date(2020, 12, 31)))
    assert rows.set_index("unit_code")["in_pool"].dropna().to_dict() == {"B": 9}


def test_before_the_change_the_unit_is_the_other_officers(filled):
    march = View(2021, date(2021, 3, 31))
    assert [sheet.units["unit_code"].tolist() for sheet in officers.sheets(filled, march)] == [["A", "B"], ["C"]]


def test_where_last_year_is_unknown_nothing_is_compared(store):
    keep(store, REGISTER, MEMBERS, ROSTER + "S4,H,01/02/1993,Sở A,08/02/2021,,,\n")
    assert officers.followed(store, MAY, YEAR)["before"].isna().all()


def test_a_year_gone_by_is_compared_as_a_whole(filled):
    rows = officers.followed(filled, View(2021, date(2022, 3, 31)), YEAR).set_index("unit_code")
    # C's of December 2020 counts now.
    assert rows["before"].to_dict() == {"A": 1, "B": 1, "C": 1}


def test_the_sentence_of_an_officer_names_what_is_open(filled):
    (sheet,) = officers.sheets(filled, replace(MAY, officer="P2"))
    said = words.officer_sentence(sheet, MAY, Translator("vi"))
    assert "2 đơn vị: kết nạp 2/3 = 66,7%" in said
    assert "1 đơn vị chưa có kết nạp năm 2021, 1 đơn vị chưa báo cáo nguồn (năm 2021)" in said


def test_sheets_say_what_files_say_as_text(store):
    keep(store, REGISTER.replace("Đảng bộ Sở A", "<b>Sở A</b>"), MEMBERS.replace("Sở A", "A"), REPORTS)
    page = report.officer_sheets(store, MAY, Translator("vi")).decode()
    assert "&lt;b&gt;Sở A&lt;/b&gt;" in page
    assert "<b>Sở A" not in page


@pytest.mark.browser
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_officers_sheet_prints_on_one_page_of_its_own(sample, browser, tmp_path, language):
    path, paper = tmp_path / "phieu.html", tmp_path / "phieu.pdf"
    path.write_bytes(report.officer_sheets(sample, MAY, Translator(language)))
    tab = browser.new_page()
    tab.goto(path.as_uri())
    tab.pdf(path=paper, prefer_css_page_size=True)
    pages = [page.extract_text() for page in PdfReader(paper).pages]
    labels = [sheet.label for sheet in officers.sheets(sample, MAY)]
    assert len(pages) == len(labels) == 7
    for page, label in zip(pages, labels, strict=True):
        assert label in page
        assert {"vi": "DỮ LIỆU GIẢ LẬP", "en": "SYNTHETIC DATA"}[language] in page


def test_without_officers_the_page_says_what_to_load(monkeypatch, store):
    keep(store, "Mã đơn vị,Tên đơn vị\nA,Đảng bộ Sở A\n", ROSTER + "S4,H,01/02/1993,Sở A,08/02/2021,,,\n")
    app = opened(monkeypatch, store).run()
    app.switch_page("pages/officers.py").run()
    assert not app.exception
    assert "Chưa biết ủy viên phụ trách" in text(app)


def test_the_chosen_officers_units_and_what_they_have_not_reported(monkeypatch, filled):
    app = opened(monkeypatch, filled, officer="P2", as_of="2021-05-31").run()
    app.switch_page("pages/officers.py").run()
    assert not app.exception
    assert app.dataframe[0].value["Đơn vị"].tolist() == ["Chi bộ Sở B", "Chi bộ Sở C"]
    assert app.dataframe[0].value["Báo cáo"].tolist() == ["Đúng hạn", "Chưa báo cáo"]
    assert pool.default_period(filled, MAY) == YEAR
