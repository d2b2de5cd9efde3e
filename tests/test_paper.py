"""Paper and its tables: heads that come again, columns as wide as their texts, and what no name can do."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pandas as pd
import pytest
from docx import Document
from openpyxl import load_workbook
from pptx import Presentation

from ketnap import report
from ketnap.account import View
from ketnap.i18n import Translator
from ketnap.report import deck, papers, workbook
from ketnap.report.tables import figures, texts, widths
from ketnap.report.told import BARS, COLUMNS, Chart, Report, Section, Series, Table
from tests.rows import ROSTER, keep

MAY, SIGNED = View(2021, date(2021, 5, 31)), date(2021, 6, 21)
VI, EN = Translator("vi"), Translator("en")
# A name that a spreadsheet would run, that XML would take for its own, and that no XML can hold.
HOSTILE = '=HYPERLINK("http://x") & <b>Sở</b> ]]>\x01\x0b @SUM(1)'
HARMLESS = '=HYPERLINK("http://x") & <b>Sở</b> ]]> @SUM(1)'


def test_heads_of_tables_come_again_and_no_row_is_parted(sample):
    told = report.report(sample, MAY, VI)
    made = Document(BytesIO(papers.report(sample, MAY, told, SIGNED, VI)))
    shown = [table for table in made.tables if table.style.name == "Table Grid"]
    of_cards = sum(bool(section.cards) for section in told.sections)
    assert len(shown) == of_cards + sum(len(section.tables) for section in told.sections)
    for table in shown:
        assert len(table._tbl.xpath("./w:tr[1]/w:trPr/w:tblHeader")) == 1
        assert len(table._tbl.xpath("./w:tr/w:trPr/w:cantSplit")) == len(table._tbl.xpath("./w:tr"))


def hostile() -> Report:
    """An account in which every name is what nobody should call a unit."""
    values = Series(HOSTILE, "actual", (1, None)), Series("Chỉ tiêu", "target", (2, 3))
    charts = tuple(Chart(kind, HOSTILE, (HOSTILE, "B"), values) for kind in (BARS, COLUMNS))
    rows = pd.DataFrame({HOSTILE: [HOSTILE, "B"], "Số": [1, 2]})
    cards = ((HOSTILE, "1", HOSTILE),)
    section = Section("units", HOSTILE, HOSTILE, (HOSTILE,), cards, (HOSTILE,), charts, (Table(HOSTILE, rows),))
    return Report(HOSTILE, (HOSTILE,), True, (section,))


def test_a_name_breaks_no_document_and_runs_in_none(store):
    made = papers.report(store, MAY, hostile(), SIGNED, VI)
    paper = Document(BytesIO(made))
    assert sum(HARMLESS in line.text for line in paper.paragraphs) >= 8
    assert paper.tables[-2].cell(1, 0).text == HARMLESS
    for number in (1, 2):
        sheet = load_workbook(BytesIO(ZipFile(BytesIO(made)).read(f"word/embeddings/chart{number}.xlsx"))).active
        assert [(cell.value, cell.data_type) for cell in (sheet["A2"], sheet["B1"])] == [(HARMLESS, "s")] * 2
    # A slide shows the points of a section rather than its chart.
    told = hostile()
    drawable = replace(told, sections=tuple(replace(section, listed=()) for section in told.sections))
    slides = Presentation(BytesIO(deck.deck(drawable, VI)))
    drawn = next(shape for shape in slides.slides[1].shapes if shape.has_chart)
    inside = load_workbook(BytesIO(drawn.chart.part.chart_workbook.xlsx_part.blob)).active
    assert (inside["A2"].value, inside["A2"].data_type) == (HARMLESS, "s")
    book = load_workbook(BytesIO(workbook.workbook(hostile(), VI)))
    assert {cell.data_type for sheet in book for row in sheet for cell in row} <= {"s", "n"}


def test_a_notice_asks_for_the_candidates_that_are_missing(store):
    keep(
        store,
        "STT,Mã đơn vị,Tên đơn vị\n1,A,Đảng bộ Sở A\n2,B,Chi bộ Sở B\n",
        # 3 % of 200 are six: A's part is three, B's three.
        "Đơn vị,Năm,Tổng số đảng viên\nSở A,2021,100\nSở B,2021,100\n",
        ROSTER + "S4,H,01/02/1993,Sở A,08/02/2021,,,\n",
        # A needs two more: of five in the pool one has been to the class, and that was before A's admission.
        "Đơn vị,Ngày báo cáo,Kỳ,Quần chúng ưu tú,Đã học lớp nhận thức,Dự kiến kết nạp\nSở A,04/3/2021,Năm 2021,5,1,2\n",
    )
    stamped = Report("Kết nạp đảng viên năm 2021", ("Số liệu đến ngày 31/5/2021",), False, ())
    made = Document(BytesIO(papers.notices(store, MAY, stamped, SIGNED, VI)))
    said = [line.text for line in made.paragraphs]
    of_a = said[: said.index("Kính gửi: Chi bộ Sở B")]
    assert "1. Kết nạp thêm 2 đảng viên trong 7 tháng còn lại." in of_a
    assert any("thêm 1 quần chúng" in line for line in of_a)
    of_b = said[said.index("Kính gửi: Chi bộ Sở B") :]
    assert "1. Kết nạp thêm 3 đảng viên trong 7 tháng còn lại." in of_b
    assert not any("quần chúng và đăng ký" in line for line in of_b)
    assert any(line.startswith("2. ") and "báo cáo" in line for line in of_b)


def test_a_column_is_written_with_as_many_decimals_throughout():
    rows = pd.DataFrame({"Tháng": ["T1", "T2", "T3"], "Cần": [15.0, 15.25, None], "Số": [1.0, 1234.0, None]})
    cells = texts(rows, VI)
    assert cells == [["T1", "15,0", "1"], ["T2", "15,3", "1.234"], ["T3", "–", "–"]]
    assert figures(cells) == [False, True, True]
    assert texts(rows, EN)[1] == ["T2", "15.3", "1,234"]


def test_columns_fill_the_page_and_break_no_word_where_there_is_room():
    names, cells = ["Đơn vị", "Chỉ tiêu"], [["Đảng bộ Sở Nông nghiệp và Phát triển nông thôn", "5"], ["Chi bộ A", "1"]]
    first, second = widths(names, cells, 165, 10)
    assert first + second == pytest.approx(165)
    assert first > second
    narrow = widths(names, cells, 20, 10)
    assert sum(narrow) == pytest.approx(20)
