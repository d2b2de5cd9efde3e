"""Documents: what they hold is the account, in every format; hostile names stay text; the office's own template."""

import json
from dataclasses import replace
from datetime import date
from io import BytesIO

import openpyxl
import pandas as pd
import pytest
from docx import Document
from pptx import Presentation

from ketnap import officers, plan, pool, report
from ketnap.__main__ import main
from ketnap.account import View
from ketnap.i18n import Translator
from ketnap.plan import Method
from ketnap.report import deck, own, papers, told, workbook
from ketnap.report.office import Office
from ketnap.store import Store
from tests.dashboard import opened, text
from tests.rows import UNITS, keep

MAY, TODAY = View(2021, date(2021, 5, 31)), date(2021, 6, 21)
VI, EN = Translator("vi"), Translator("en")
HOSTILE = '=HYPERLINK("http://x") <A&B> \x07{{ 7*7 }}'
KEYS = ["answer", "months", "units", "sources", "officers", "pool", "classes", "organizations", "procedure"]
KEYS += ["forecast", "term", "plan", "asked"]
OFFICE = Office("TRÊN", "TA", "ĐUK", "Đây", "T/M", "", ())


@pytest.fixture(scope="module")
def account(sample) -> report.Report:
    """The account of the letter's day."""
    return report.report(sample, MAY, VI)


def words_of(made: bytes) -> str:
    """Every text of a Word document, in tables too."""
    document = Document(BytesIO(made))
    return "\n".join(node.text or "" for node in document.element.body.iter() if node.tag.endswith("}t"))


def words_of_slides(made: bytes) -> list[str]:
    """The texts of each slide."""
    shapes = ((slide, shape) for slide in Presentation(BytesIO(made)).slides for shape in slide.shapes)
    texts: dict[int, list[str]] = {}
    for slide, shape in shapes:
        texts.setdefault(slide.slide_id, []).extend([shape.text_frame.text] if shape.has_text_frame else [])
    return ["\n".join(found) for found in texts.values()]


def cells_of(made: bytes) -> dict[str, list[object]]:
    """The cells of each sheet of a workbook that hold anything."""
    book = openpyxl.load_workbook(BytesIO(made))
    return {
        sheet.title: [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None]
        for sheet in book.worksheets
    }


def test_the_account_has_every_section_of_a_meeting_and_its_stamp(account):
    assert [section.key for section in account.sections] == KEYS
    assert account.is_synthetic
    assert account.stamp[0].startswith("DỮ LIỆU GIẢ LẬP")
    assert "Số liệu đến ngày 31/5/2021" in account.stamp
    assert any("Lưu hành nội bộ" in line for line in account.stamp)


def test_a_view_of_one_officer_says_so_and_has_no_term(sample):
    found = report.report(sample, View(2021, date(2021, 5, 31), officer="UV3"), VI)
    assert found.section("term") is None
    assert found.section("officers") is None
    assert "Ủy viên phụ trách 3" in found.stamp[-1]


def test_every_answer_stands_in_every_format(sample, account):
    paper_text = words_of(report.document(sample, MAY, "report", "docx", TODAY, VI))
    slides = "\n".join(words_of_slides(report.document(sample, MAY, "report", "pptx", TODAY, VI)))
    sheet = cells_of(report.document(sample, MAY, "report", "xlsx", TODAY, VI))["Kết luận"]
    for section in account.sections:
        assert section.answer in paper_text, section.key
        assert section.answer in slides, section.key
        assert section.answer in sheet, section.key
        for point in section.listed:
            assert point in paper_text
            assert point in slides
            assert point in sheet


def test_the_charts_of_slides_hold_the_numbers_of_the_account(sample, account):
    slides = Presentation(BytesIO(deck.deck(account, VI))).slides
    drawn = [shape.chart for slide in slides for shape in slide.shapes if shape.has_chart]
    told_of = [section.charts[0] for section in account.sections if section.charts]
    assert len(drawn) == len(told_of) > 5
    for chart, found in zip(drawn, told_of, strict=True):
        series = {each.name: each.values for plot in chart.plots for each in plot.series}
        for each in found.series:
            assert series[each.name] == each.values, (found.title, each.name)


def test_word_owns_its_charts_with_their_numbers_inside(sample, account):
    made = Document(BytesIO(papers.report(sample, MAY, account, TODAY, VI)))
    parts = [part for part in made.part.package.iter_parts() if "/charts/" in part.partname]
    charts = [chart for section in account.sections for chart in section.charts]
    assert len(parts) == len(charts)
    parts.sort(key=lambda part: int("".join(filter(str.isdigit, part.partname))))
    for part, chart in zip(parts, charts, strict=True):
        (book,) = [relation.target_part for relation in part.rels.values()]
        rows = list(openpyxl.load_workbook(BytesIO(book.blob)).active.iter_rows(values_only=True))
        assert list(rows[0][1:]) == [each.name for each in chart.series]
        held = {row[0]: row[1:] for row in rows[1:]}
        for at, label in enumerate(chart.labels):
            # A workbook keeps 16 digits of a number.
            assert held[label] == tuple(
                each.values[at] if each.values[at] is None else pytest.approx(each.values[at]) for each in chart.series
            )


def test_numbers_of_a_workbook_are_numbers_and_the_tables_are_the_accounts(account):
    book = openpyxl.load_workbook(BytesIO(workbook.workbook(account, VI)))
    units = next(sheet for sheet in book.worksheets if sheet["A1"].value == account.section("units").tables[0].title)
    table = account.section("units").tables[0].rows
    assert [cell.value for cell in units[4]] == list(table.columns)
    admitted = [units.cell(row, 3).value for row in range(5, 5 + len(table))]
    assert admitted == table.iloc[:, 2].tolist()
    assert sum(admitted) == 45
    assert len(book.sheetnames) == len({name.casefold() for name in book.sheetnames})
    assert sum(len(sheet._charts) for sheet in book.worksheets) == sum(len(each.charts) for each in account.sections)


def hostile() -> report.Report:
    """An account whose names try to be formulas, marks and fields, and hold what XML cannot."""
    rows = pd.DataFrame({HOSTILE: [HOSTILE, "+84"], "Số": [1.5, float("nan")]})
    series = (told.series(HOSTILE, "actual", [1, float("nan")]), told.series("Chỉ tiêu", "target", [2, 3]))
    charts = tuple(
        report.Chart(kind, HOSTILE, (HOSTILE, HOSTILE + "2"), series)
        for kind in (told.BARS, told.COLUMNS, told.LINES, told.STACKED_BARS, told.STACKED_COLUMNS)
    )
    sections = tuple(
        report.Section(
            f"k{at}",
            HOSTILE,
            HOSTILE,
            (HOSTILE,),
            ((HOSTILE, HOSTILE, HOSTILE),),
            (),
            (chart,),
            (report.Table(HOSTILE, rows),),
        )
        for at, chart in enumerate(charts)
    )
    return report.Report(HOSTILE, (HOSTILE,), False, sections)


def test_names_that_try_to_be_more_stay_text(sample):
    account, shown = hostile(), HOSTILE.replace("\x07", "")
    assert shown in words_of(papers.report(sample, MAY, account, TODAY, VI))
    assert any(shown in slide for slide in words_of_slides(deck.deck(account, VI)))
    made = workbook.workbook(account, VI)
    cells = [cell for found in cells_of(made).values() for cell in found]
    assert shown in cells
    assert "+84" in cells
    book = openpyxl.load_workbook(BytesIO(made))
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    filled = own.filled(report.starter(VI), own.fields(sample, MAY, account, OFFICE, TODAY, VI))
    assert shown in words_of(filled)


def test_a_notice_says_what_a_unit_needs_has_and_is_asked(sample):
    view = View(2021, date(2021, 5, 31), unit="U01")
    found = words_of(report.document(sample, view, "notices", "docx", TODAY, VI))
    # The first unit of the sample: 3 due, none admitted in 2021, 8 candidates, 2 of them with the class done.
    assert "Kính gửi: Đảng bộ Văn phòng Tỉnh ủy" in found
    assert "là 3; đến 31/5/2021 đơn vị đã kết nạp 0" in found
    assert "đơn vị có 8 quần chúng trong nguồn, 2 người đã học lớp" in found
    assert "Kết nạp thêm 3 đảng viên trong 7 tháng còn lại." in found
    assert "Phát hiện, bồi dưỡng thêm 1 quần chúng" in found
    assert found.count("THÔNG BÁO") == 1


def test_a_unit_that_has_not_reported_is_asked_for_its_report(sample):
    found = words_of(report.document(sample, MAY, "notices", "docx", TODAY, VI))
    # One of the sample's 70 units has not reported for 2021.
    assert found.count("Đơn vị chưa gửi báo cáo nguồn") == 1
    assert found.count("Gửi báo cáo nguồn") == 1
    assert found.count("Kính gửi:") == 70


def test_an_approved_plan_stands_beside_what_came(sample_copy):
    numbers = pd.DataFrame(0, index=["U01"], columns=range(1, 13))
    numbers.loc["U01", [1, 6]] = [60, 90]
    name = plan.keep(sample_copy, Method(2021, size="number", number=150), 150, numbers, "test")
    kept = next(each for each in plan.versions(sample_copy, 2021, date(2021, 5, 31)) if each.name == name)
    plan.note(sample_copy, kept, "approved", "test", "12-KH/ĐUK", date(2021, 1, 10))
    section = report.report(sample_copy, MAY, VI).section("plan")
    # 60 planned up to May, 45 admitted.
    assert "60" in section.answer
    assert "45" in section.answer
    assert section.charts[0].series[0].values[4] == 60
    assert section.charts[0].series[1].values[4] == 45


@pytest.fixture
def sample_copy(sample) -> Store:
    """The sample in a store of the test's own."""
    return sample.frozen()


def test_nothing_missing_is_written_as_a_word_of_the_machine(store):
    keep(store, UNITS)
    for _ in (VI, EN):
        for form in report.FORMATS:
            made = report.document(store, MAY, "report", form, TODAY, _)
            found = {"docx": words_of, "pptx": words_of_slides, "xlsx": cells_of}[form](made)
            for word in ("None", "nan", "NaT", "<NA>"):
                assert word not in json.dumps(found, ensure_ascii=False, default=str).split(), (form, word)


def test_a_day_is_dated_as_offices_do():
    assert VI.long_date(date(2021, 2, 5)) == "ngày 05 tháng 02 năm 2021"
    assert VI.long_date(date(2021, 6, 21)) == "ngày 21 tháng 6 năm 2021"
    assert EN.long_date(date(2021, 2, 5)) == "5 February 2021"


def test_the_command_line_writes_each_format_and_refuses_what_there_is_not(sample_folder, tmp_path, capsys):
    for form in report.FORMATS:
        out = tmp_path / f"bc.{form}"
        arguments = [
            "report",
            "--data",
            str(sample_folder),
            "--as-of",
            "2021-05-31",
            "--format",
            form,
            "--out",
            str(out),
        ]
        assert main(arguments) == 0
        assert out.read_bytes()[:2] == b"PK"
    assert main(["report", "--data", str(sample_folder), "--kind", "notices", "--format", "xlsx"]) == 1
    assert "Word" in capsys.readouterr().err
    assert main(["report", "--data", str(sample_folder), "--unit", "X"]) == 1
    wrong = tmp_path / "mau.docx"
    wrong.write_bytes(b"x")
    assert main(["report", "--data", str(sample_folder), "--template", str(wrong)]) == 1
    assert "không phải mẫu Word" in capsys.readouterr().err


@pytest.fixture(scope="module")
def sample_folder(filled):
    """A folder with the sample, no process using it."""
    return filled


def test_the_page_offers_the_report_and_only_word_for_notices(monkeypatch, sample):
    app = opened(monkeypatch, sample, as_of="2021-05-31").switch_page("pages/documents.py").run()
    assert not app.exception
    assert app.selectbox(key="format_report").options == ["Word (.docx)", "PowerPoint (.pptx)", "Excel (.xlsx)"]
    app.selectbox(key="document_vi").select("notices").run()
    assert app.selectbox(key="format_notices").options == ["Word (.docx)"]
    assert "Tính đến 31/5/2021" in text(app)


def test_the_names_of_the_office_stand_in_the_head(monkeypatch, sample_copy):
    app = opened(monkeypatch, sample_copy, as_of="2021-05-31").switch_page("pages/documents.py").run()
    app.text_input(key="office_name").input("ĐẢNG ỦY KHỐI MẪU")
    app.text_area(key="office_recipients").input("Nơi thứ nhất,\nNơi thứ hai.")
    next(button for button in app.button if button.label == "Lưu cho mọi người dùng").click().run()
    found = words_of(report.document(sample_copy, MAY, "report", "docx", TODAY, VI))
    assert "ĐẢNG ỦY KHỐI MẪU" in found
    assert "- Nơi thứ nhất," in found
    assert "- Nơi thứ hai." in found
    assert found.index("ĐẢNG CỘNG SẢN VIỆT NAM") < found.index("BÁO CÁO")


def test_another_reader_setting_a_name_meanwhile_is_not_overwritten(monkeypatch, sample_copy):
    app = opened(monkeypatch, sample_copy, as_of="2021-05-31").switch_page("pages/documents.py").run()
    sample_copy.set("office_name", "TÊN MỚI", "somebody else")
    app.text_input(key="office_place").input("Nơi khác")
    next(button for button in app.button if button.label == "Lưu cho mọi người dùng").click().run()
    assert (sample_copy.setting("office_name"), sample_copy.setting("office_place")) == ("TÊN MỚI", "Nơi khác")


@pytest.mark.parametrize("form", report.FORMATS)
@pytest.mark.parametrize("day", [date(2020, 12, 31), date(2020, 2, 29), date(2019, 6, 30)])
def test_there_is_a_report_before_the_term_has_admissions(sample, form, day):
    assert report.document(sample, View(day.year, day), "report", form, TODAY, VI)


@pytest.mark.parametrize("kind", ["notices", "officers", "units"])
@pytest.mark.parametrize("narrowed", [{"unit": "U07"}, {"officer": "UV3"}, {"source": "youth_union"}], ids=str)
def test_every_paper_of_a_narrowed_view_is_made(sample, kind, narrowed):
    view = View(2021, date(2021, 5, 31), **narrowed)
    assert len(words_of(report.document(sample, view, kind, "docx", TODAY, VI))) > 100


def test_a_notice_tells_the_targets_of_all_sources_and_none_of_zero_as_met(sample):
    found = [
        words_of(report.document(sample, replace(MAY, source=source), "notices", "docx", TODAY, VI))
        for source in (None, "youth_union")
    ]
    assert found[0] == found[1]
    # Seven units of the sample have no target of their own.
    assert found[0].count("không có chỉ tiêu riêng") == 7
    rows = officers.followed(sample, MAY, pool.default_period(sample, MAY))
    met = rows["still_needed"].eq(0) & rows["target"].gt(0)
    assert found[0].count("Đơn vị đã đạt chỉ tiêu năm 2021") == int(met.sum())


def test_the_plan_of_next_year_is_told_of_the_whole_block_in_the_year_before(sample):
    assert report.report(sample, MAY, VI).section("plan") is not None
    assert report.report(sample, replace(MAY, officer="UV3"), VI).section("plan") is None
    assert report.report(sample, View(2020, date(2021, 5, 31)), VI).section("plan") is None


def test_a_withdrawn_version_is_no_plan(sample_copy):
    numbers = pd.DataFrame(1, index=["U01"], columns=range(1, 13))
    for event in ("submitted", "withdrawn"):
        name = plan.keep(sample_copy, Method(2022), 12, numbers, "test")
        kept = next(each for each in plan.versions(sample_copy, 2022, MAY.as_of) if each.name == name)
        plan.note(sample_copy, kept, event, "test")
    assert "v1 · đã trình" in report.report(sample_copy, MAY, VI).section("plan").answer


def test_a_template_is_for_the_report_in_word(sample_folder, tmp_path, capsys):
    file = tmp_path / "mau.docx"
    file.write_bytes(b"x")
    command = ["report", "--data", str(sample_folder), "--template", str(file), "--out", str(tmp_path / "x")]
    for more in (["--kind", "notices"], ["--format", "xlsx"]):
        assert main([*command, *more]) == 1
        assert "Mẫu riêng của cơ quan" in capsys.readouterr().err
