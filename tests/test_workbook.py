"""Workbooks come as rows of texts that say what the sheet shows, each with the number of its row."""

import re
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from ketnap.ingest.decode import Refusal
from ketnap.ingest.workbook import sheets
from ketnap.ingest.workbook.formats import number_format, number_text
from tests.workbooks import MAIN, OFFICE, PACKAGE, STRICT, STRICT_OFFICE, book, inline, parts_of, rows, written, zipped


def texts(data, sheet=0):
    """Row number -> texts of a sheet."""
    return {record.line: record.cells for record in sheets(data)[sheet].records}


def only(cell, **options):
    """The text of the only filled cell of a sheet, "" if there is none."""
    found = [sheet.records[0].cells[-1] for sheet in sheets(book(rows(cell), **options))]
    return found[0] if found else ""


def usual(part):
    """A part as nearly every program writes it."""
    return part


def by_parser(part):
    """The same part, written so that nothing has the shape that is read by pattern."""
    return part.replace("<sheetData>", "<sheetData><!-- -->").replace(
        f'<sst xmlns="{MAIN}">', f'<sst xmlns="{MAIN}"><!-- -->'
    )


def prefixed(part):
    """The same part with a prefix before every name."""
    named = re.sub(r"<(/?)(?=[A-Za-z])", r"<\1x:", part).replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"')
    return re.sub(r"(?<=<!\[CDATA\[).*?(?=\]\]>)", lambda found: found[0].replace("<x:", "<"), named)


def shaped(data, shape):
    """A workbook with its sheets and shared texts in another shape."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    return zipped({name: shape(part) if "sheet1" in name or "shared" in name else part for name, part in parts.items()})


SHAPES = pytest.mark.parametrize("shape", [usual, by_parser, prefixed])


def test_rows_keep_their_numbers_and_blank_ones_are_left_out():
    row = '<row r="{0}" spans="1:2" ht="15.75" customHeight="1" x14ac:dyDescent="0.25" xmlns:x14ac="x">{1}</row>'
    data = book(
        "<sheetData>"
        + row.format(3, inline("A3", "Họ và tên") + inline("B3", "Đơn vị"))
        + '<row r="4"/><row r="5"><c r="A5" s="0"/></row>'
        + row.format(9, inline("A9", "An") + '<c r="C9" t="s"><v>0</v></c>')
        + "</sheetData>",
        texts=("<t>x</t>",),
    )
    assert texts(data) == {3: ("Họ và tên", "Đơn vị", ""), 9: ("An", "", "x")}


CELLS = {
    '<c r="A1"><v>5</v></c>': "5",
    '<c r="A1" t="n"><v>5</v></c>': "5",
    '<c r="A1"><v>5.0</v></c>': "5",
    '<c r="A1"><v>-12</v></c>': "-12",
    '<c r="A1"><v>079</v></c>': "79",
    '<c r="A1"><v>36.299999999999997</v></c>': "36.3",
    '<c r="A1"><v>0.30000000000000004</v></c>': "0.3",
    '<c r="A1"><v>1.5E-3</v></c>': "0.0015",
    '<c r="A1"><v>7.9123456789E+10</v></c>': "79123456789",
    '<c r="A1"><v>123456789012345678</v></c>': "123456789012345678",
    '<c r="A1"><v>1.2345678901234568E+17</v></c>': "123456789012346000",
    '<c r="A1"><v>5</v><is><t>x</t></is></c>': "5",
    '<c r="A1" t="inlineStr"><is><t>a_x0000_b</t></is></c>': "ab",
    '<c r="A1" t="str"><v>_x0000_</v></c>': "",
    '<c r="A1"><v/></c>': "",
    '<c r="A1"><v></v></c>': "",
    '<c r="A1"/>': "",
    '<c r="A1" s="0" />': "",
    '<c r="A1" t="b"><v>1</v></c>': "TRUE",
    '<c r="A1" t="b"><v>0</v></c>': "FALSE",
    '<c r="A1" t="e"><v>#REF!</v></c>': "#REF!",
    '<c r="A1" t="str"><v>0012</v></c>': "0012",
    '<c r="A1" t="str"><v xml:space="preserve"> hai  cách </v></c>': " hai  cách ",
    '<c r="A1" t="inlineStr"><is><t>079123456789</t></is></c>': "079123456789",
    '<c r="A1" t="inlineStr"><is><t xml:space="preserve"> a </t></is></c>': " a ",
    '<c r="A1" t="inlineStr"><is><t>Sở A &amp; B &lt;1&gt; &#7840;</t></is></c>': "Sở A & B <1> Ạ",
    '<c r="A1" t="inlineStr"><is><t><![CDATA[a <b> c]]></t></is></c>': "a <b> c",
    '<c r="A1" t="inlineStr"><is><r><rPr><b/></rPr><t>Chi bộ </t></r><r><t>Sở A</t></r></is></c>': "Chi bộ Sở A",
    '<c r="A1" t="inlineStr"><is><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></is></c>': "東京",
    '<c r="A1" t="inlineStr"><is><t>dòng 1_x000D_\ndòng 2&#13;&#10;dòng 3\rx_x005F_y</t></is></c>': (
        "dòng 1\ndòng 2\ndòng 3\nx_y"
    ),
    '<c r="A1" t="inlineStr"><is><t>_xD83D_ _x12_</t></is></c>': "_xD83D_ _x12_",
    '<c r="A1" t="d"><v>2021-02-05T00:00:00</v></c>': "2021-02-05",
    '<c r="A1" t="d"><v>2021-02-05T13:45:00.000Z</v></c>': "2021-02-05 13:45",
    '<c r="A1" t="d"><v>13:45:30</v></c>': "13:45:30",
    '<c r="A1" t="s"><v>1</v></c>': "'05/02/2021",
    '<c r="A1"><f>SUM(B1:B9)</f><v>12</v></c>': "12",
    '<c r="A1"><f>B1</f><v>0</v></c>': "0",
    '<c r="A1"><f t="shared" ref="A1:A9" si="0">B1&lt;2</f><v>3</v></c>': "3",
    '<c r="A1"><f t="shared" si="0"/><v>4</v></c>': "4",
    '<c r="A1"><f t="array" ref="A1" aca="false">B1</f><v>6</v></c>': "6",
    '<c r="A1" t="str"><f>B1</f><v>Sở A &amp; B</v></c>': "Sở A & B",
    '<c r="A1" t="str"><f>""</f><v></v></c>': "",
    '<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>': "#DIV/0!",
    '<c r="A1"><f>DATE(2021,2,5)</f></c>': "#N/A",
    '<c r="A1"><f>DATE(2021,2,5)</f><v></v></c>': "#N/A",
    '<c r="A1"><f>DATE(2021,2,5)</f><v/></c>': "#N/A",
    '<c r="A1" t="str"><f>B1</f></c>': "#N/A",
    '<c\n  r="A1"\n  t="str"\n><v>xuống dòng</v\n></c>': "xuống dòng",
    "<c t='str' r='A1'><v>nháy đơn</v></c>": "nháy đơn",
    '<c r="A1" s="0" t="s" cm="1"><v>0</v></c>': "không",
}


@SHAPES
@pytest.mark.parametrize("cell", CELLS)
def test_a_cell_says_what_the_sheet_shows(cell, shape):
    data = book(rows(cell + inline("B1", ".")), texts=("<t>không</t>", "<t>'05/02/2021</t>"))
    found = sheets(shaped(data, shape))
    assert found[0].records[0].cells == (CELLS[cell], ".")


def test_a_text_beside_a_value_goes_into_no_other_cell():
    data = book(rows('<c r="A1"><v>5</v><is><t>x</t></is></c><c r="B1"><v></v></c>' + inline("C1", ".")))
    assert texts(data) == {1: ("5", "", ".")}


def test_a_zero_of_a_program_that_leaves_calculating_to_the_next_is_no_value():
    cells = '<c r="A1"><f>SUM(B1)</f><v>0</v></c><c r="B1"><v>0</v></c><c r="C1"><f>B1+2</f><v>2</v></c>'
    assert texts(book(rows(cells), settings='<calcPr fullCalcOnLoad="1"/>')) == {1: ("#N/A", "0", "2")}
    assert texts(written(lambda workbook: workbook.add_worksheet().write_formula(0, 0, "=SUM(B1:B9)"))) == {
        1: ("#N/A",)
    }


@SHAPES
def test_shared_texts_join_their_runs_and_leave_out_how_they_are_pronounced(shape):
    shared = (
        '<t xml:space="preserve">Đảng Viên Mẫu 001 </t>',
        '<r><t xml:space="preserve">Chi bộ </t></r><r><rPr><b/></rPr><t>Sở Y tế</t></r>',
        "<t>東京</t><rPh sb='0' eb='2'><t>トウキョウ</t></rPh><phoneticPr fontId='1'/>",
        "<t/>",
        "<t>Sở A &amp; B</t>",
        "<t>hai_x000D_\ndòng</t>",
    )
    cells = "".join(f'<c r="{column}1" t="s"><v>{at}</v></c>' for at, column in enumerate("ABCDEF"))
    assert texts(shaped(book(rows(cells), texts=shared), shape)) == {
        1: ("Đảng Viên Mẫu 001 ", "Chi bộ Sở Y tế", "東京", "", "Sở A & B", "hai\ndòng")
    }


# 44368 is 21/6/2021 in the 1900 system: 44197 is 1/1/2021 (Excel's own figure), 31+28+31+30+31+20 days later.
DATES = [
    ("44368", "dd/mm/yyyy", "2021-06-21"),
    ("44368", "d/m/yy;@", "2021-06-21"),
    ("44368", "[$-42A]dd/mm/yyyy;@", "2021-06-21"),
    ("44368", '[$-42A]"ngày" d "tháng" m "năm" yyyy', "2021-06-21"),
    ("44368", "[$-101042A]dd mmmm yyyy", "2021-06-21"),
    ("44368", r"dd\-mm\-yyyy", "2021-06-21"),
    ("44368", "[Red]dd.mm.yyyy_)", "2021-06-21"),
    ("44368", "yyyy-mm-dd hh:mm:ss", "2021-06-21"),
    ("44368", "DD/MM/YYYY", "2021-06-21"),
    ("44368", "d-mmm", "2021-06-21"),
    ("44368.572916666664", "dd/mm/yyyy hh:mm", "2021-06-21 13:45"),
    ("44368.572916666664", "dd/mm/yyyy", "2021-06-21 13:45"),
    ("44368.57295138889", "dd/mm/yyyy h:mm:ss AM/PM", "2021-06-21 13:45:03"),
    ("44368", "mmm-yy", "2021-06-21"),
    ("44348", "mmm-yy", "2021-06"),
    ("44348", "mm/yyyy", "2021-06"),
    ("44348", '"T"m/yyyy', "2021-06"),
    ("44348", "dd/mm/yyyy", "2021-06-01"),
    ("44197", "yyyy", "2021"),
    ("44348", "yyyy", "2021-06"),
    ("0.572916666666667", "h:mm", "13:45"),
    ("0.57295138889", "h:mm:ss", "13:45:03"),
    ("44368.572916666664", "h:mm", "2021-06-21 13:45"),
    ("1.5", "[h]:mm", "36:00"),
    ("1.5", "[h]:mm:ss;@", "36:00"),
    ("0.5", "mm:ss.0", "12:00"),
    ("1", "dd/mm/yyyy", "1900-01-01"),
    ("59", "dd/mm/yyyy", "1900-02-28"),
    ("60", "dd/mm/yyyy", "1900-02-29"),
    ("61", "dd/mm/yyyy", "1900-03-01"),
    ("0", "dd/mm/yyyy", "1900-01-00"),
    ("-1", "dd/mm/yyyy", "-1"),
    ("2958465", "dd/mm/yyyy", "9999-12-31"),
    ("2958466", "dd/mm/yyyy", "2958466"),
    ("44368", "General", "44368"),
    ("44368", "@", "44368"),
    ("44368", "0", "44368"),
    ("44368", '#,##0 "đồng/tháng"', "44368"),
    ("44368", '_-* #,##0\\ "₫"_-;\\-* #,##0\\ "₫"_-', "44368"),
    ("44368", r"\d\m\y 0", "44368"),
    ("0.36299999999999999", "0.0%", "36.3%"),
    ("0.03", "0%", "3%"),
    ("1", "0%", "100%"),
    ("1234.5", "#,##0.00", "1234.5"),
    ("79123456789", "000000000000", "079123456789"),
    ("7", "00", "07"),
    ("2.5", "00", "2.5"),
    ("1500000", "0.00E+00", "1500000"),
    ("chữ", "dd/mm/yyyy", "chữ"),
    ("nan", "dd/mm/yyyy", "nan"),
    ("1e400", "0%", "1e400"),
    ("1e305", "dd/mm/yyyy", f"1{'0' * 305}"),
    ("1e305", "[h]:mm", f"1{'0' * 305}"),
    ("2.125", "General", "2.1250"),  # 2.125 would be 2125
    ("-2.125", "0.00", "-2.1250"),
    ("0.333", "General", "0.3330"),
    ("0.36125", "0.0%", "36.125%"),
]


@pytest.mark.parametrize(("raw", "code", "text"), DATES)
def test_a_number_is_what_its_format_shows(raw, code, text):
    assert number_text(raw, number_format(code)) == text
    assert only(f'<c r="A1" s="1"><v>{raw}</v></c>', formats=(code,)) == text


@pytest.mark.parametrize(
    ("number", "text"), [(14, "2021-06-21"), (22, "2021-06-21"), (31, "2021-06-21"), (9, "4436800%")]
)
def test_formats_that_are_known_by_number_need_no_code(number, text):
    parts = parts_of(rows('<c r="A1" s="1"><v>44368</v></c>'))
    parts["xl/styles.xml"] = (
        f'<styleSheet xmlns="{MAIN}"><dxfs><dxf><numFmt numFmtId="{number}" formatCode="General"/></dxf></dxfs>'
        f'<cellXfs><xf/><xf numFmtId="{number}"/></cellXfs></styleSheet>'
    )
    assert texts(zipped(parts)) == {1: (text,)}


def test_the_1904_system_counts_from_another_day():
    def dated(epoch):
        cell = '<c r="A1" s="1"><v>42906</v></c>'
        return only(cell, formats=("dd/mm/yyyy",), settings=f'<workbookPr date1904="{epoch}"/>')

    plain = book(rows('<c r="A1"><v>42906</v></c>'), settings='<workbookPr date1904="1"/>')
    assert [(sheet.records[0].cells, sheet.epoch_1904) for sheet in sheets(plain)] == [(("42906",), True)]
    # 42906 is 44368 less the 1462 days between the epochs.
    assert (dated("1"), dated("true"), dated("0")) == ("2021-06-21", "2021-06-21", "2017-06-20")


def test_texts_that_look_like_numbers_or_formulas_stay_as_they_are():
    kept = ("079123456789", "=1+1", "+84 912", "@SUM", "05/02/2021", "1E5", "'đã", "\tx", '=HYPERLINK("x")')

    def write(workbook):
        for column, text in enumerate(kept):
            workbook.add_worksheet() if not workbook.worksheets() else None
            workbook.worksheets()[0].write_string(0, column, text)

    assert texts(written(write)) == {1: kept}


def test_what_a_spreadsheet_library_writes_is_read_alike():
    sheet = openpyxl.Workbook()
    page = sheet.active
    page.append(["Mã", 12, 2.5, True, date(2021, 2, 5), datetime(2021, 2, 5, 13, 45), time(7, 30), None, "=A1"])
    page.append([None, timedelta(hours=30), 0.363, "#N/A", "dòng\nhai"])
    page["C2"].number_format = "0.0%"
    file = BytesIO()
    sheet.save(file)
    assert texts(file.getvalue()) == {
        1: ("Mã", "12", "2.5", "TRUE", "2021-02-05", "2021-02-05 13:45", "07:30", "", "#N/A"),
        2: ("", "30:00", "36.3%", "#N/A", "dòng\nhai", "", "", "", ""),
    }


def test_rows_and_cells_without_references_follow_one_another():
    cells = '<c t="str"><v>{}</v></c><c><v>1</v></c>'
    sheet = f"<sheetData><row>{cells.format('a')}</row><row/><row>{cells.format('b')}</row></sheetData>"
    assert texts(book(sheet)) == {1: ("a", "1"), 3: ("b", "1")}
    mixed = '<row r="5"><c r="B5"><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>'
    later = '<row><c r="A9"><v>4</v></c></row>'
    assert texts(book(f"<sheetData>{mixed}{later}</sheetData>")) == {
        5: ("", "1", "2"),
        6: ("3", "", ""),
        9: ("4", "", ""),
    }


def test_rows_in_any_order_are_sorted():
    sheet = f'<sheetData><row r="7">{inline("A7", "b")}</row><row r="2">{inline("A2", "a")}</row></sheetData>'
    assert list(texts(book(sheet))) == [2, 7]


@pytest.mark.parametrize(
    "sheet",
    [
        rows('<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>'),
        rows('<c r="A2"><v>1</v></c>'),
        '<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="B1"><v>1</v></c></row></sheetData>',
        '<sheetData><row r="0"><c r="A0"><v>1</v></c></row></sheetData>',
        rows('<c r="1"><v>1</v></c>'),
        rows('<c r="A1" t="s"><v>1</v></c>'),
        rows('<c r="A1" t="s"><v>-1</v></c>'),
        rows('<c r="A1" s="9"><v>1</v></c>'),
        rows('<c r="A1" t="z"><v>1</v></c>'),
        rows('<c r="A1"><v>1</w></c>'),
    ],
)
@SHAPES
def test_a_sheet_that_contradicts_itself_is_refused(sheet, shape):
    with pytest.raises(Refusal, match="broken_file"):
        sheets(shaped(book(sheet, texts=("<t>a</t>",)), shape))


def test_rows_of_other_shapes_among_usual_ones_keep_their_places():
    odd = [
        '<row r="{0}"><c r="A{0}" t="inlineStr"><is><r><t>r</t></r></is></c></row>',
        '<row r="{0}">\n<c r="A{0}" t="str"><v>&amp;</v></c></row>',
        '<!-- </row> --><row r="{0}"><c r="A{0}" t="str"><v><![CDATA[</row>]]></v></c></row>',
        '<row><c t="str"><v>n</v></c></row>',
    ]
    for shape in odd:
        written = [shape if at % 5 == 0 else '<row r="{0}"><c r="A{0}"><v>{0}</v></c></row>' for at in range(1, 5000)]
        sheet = f"<sheetData>{''.join(row.format(at) for at, row in enumerate(written, start=1))}</sheetData>"
        found = texts(book(sheet + '<mergeCells><mergeCell ref="B1:C1"/></mergeCells>'))
        assert list(found) == list(range(1, 5000))
        assert {cells[0] for at, cells in found.items() if at % 5 == 0} in ({"r"}, {"&"}, {"</row>"}, {"n"})
        assert all(cells == (str(at),) for at, cells in found.items() if at % 5)


def test_sheets_come_in_the_order_of_their_tabs_from_wherever_they_are_kept():
    parts = parts_of(
        rows(inline("A1", "một")),
        rows(inline("A1", "hai")),
        rows(inline("A1", "ba")),
        names=("Tháng 3", "Tháng 1 & 2", "Ẩn"),
        targets=("/xl/worksheets/Sheet1.XML", "../other%20place/two.xml", "worksheets/sheet3.xml"),
    )
    parts["other place/two.xml"] = parts.pop("xl/worksheets/sheet2.xml")
    book_xml = str(parts["xl/workbook.xml"])
    first, second = (
        book_xml[book_xml.index(f'<sheet name="{n}') :].split("/>")[0] + "/>" for n in ("Tháng 3", "Tháng 1")
    )
    parts["xl/workbook.xml"] = book_xml.replace(first, "").replace(second, second + first)
    found = [(sheet.name, sheet.records[0].cells) for sheet in sheets(zipped(parts))]
    assert found == [("Tháng 1 & 2", ("hai",)), ("Tháng 3", ("một",)), ("Ẩn", ("ba",))]


def test_hidden_sheets_are_named_and_empty_ones_left_out():
    data = book(
        *[rows(inline("A1", text) if text else "") for text in ("mẫu", "", "danh mục", "dữ liệu", "")],
        states=("hidden", "visible", "veryHidden", "visible", "hidden"),
    )
    found = [(sheet.name, sheet.skipped, len(sheet.records), sheet.warnings) for sheet in sheets(data)]
    assert found == [("Sheet4", False, 1, {}), ("Sheet1", True, 0, {}), ("Sheet3", True, 0, {})]


@pytest.mark.parametrize("second", ["Tháng 1", "THÁNG 1"])
def test_two_sheets_of_one_name_are_refused(second):
    with pytest.raises(Refusal, match="broken_file"):
        sheets(book(rows(inline("A1", "a")), rows(inline("A1", "b")), names=("Tháng 1", second)))


def test_hidden_sheets_are_read_with_a_warning_if_no_other_holds_anything():
    data = book(rows(""), rows(inline("A1", "a")), states=("visible", "hidden"))
    assert [(sheet.name, sheet.warnings) for sheet in sheets(data)] == [("Sheet2", {"hidden_sheet": []})]
    assert sheets(book(rows(""))) == []


def test_charts_are_no_sheets():
    parts = parts_of(rows(inline("A1", "a")), rows(inline("A1", "b")))
    links = str(parts["xl/_rels/workbook.xml.rels"])
    first = links.index("worksheet")
    parts["xl/_rels/workbook.xml.rels"] = links[:first] + "chartsheet" + links[first + len("worksheet") :]
    assert [sheet.name for sheet in sheets(zipped(parts))] == ["Sheet2"]


@SHAPES
def test_hidden_rows_are_data_like_others_and_told(shape):
    row = '<row r="{0}" hidden="{1}"><c r="A{0}"><v>{0}</v></c></row>'
    sheet = "<sheetData>" + "".join(map(row.format, range(1, 5), ("0", "1", "true", "false"))) + "</sheetData>"
    data = book(sheet.replace("</sheetData>", '<row r="9" hidden="1"/></sheetData>'))
    found = sheets(shaped(data, shape))[0]
    assert [record.line for record in found.records] == [1, 2, 3, 4]
    assert found.warnings == {"hidden_rows": [2, 3]}


def test_a_merged_cell_lends_its_text_to_the_rows_below_it_inside_its_range():
    def write(workbook):
        page = workbook.add_worksheet()
        page.merge_range("A1:D1", "DANH SÁCH")
        page.merge_range("A3:A5", "Chi bộ Sở Y tế")
        page.merge_range("B4:C5", 7)
        page.merge_range("D2:D90", "ghi chú")
        for row, text in ((2, "a"), (3, "b"), (4, "c"), (6, "d")):
            page.write(row, 4, text)

    found = sheets(written(write))[0].records
    assert [(record.line, record.cells, sorted(record.filled)) for record in found] == [
        (1, ("DANH SÁCH", "", "", "", ""), []),
        (2, ("", "", "", "ghi chú", ""), []),
        (3, ("Chi bộ Sở Y tế", "", "", "ghi chú", "a"), [3]),
        (4, ("Chi bộ Sở Y tế", "7", "", "ghi chú", "b"), [0, 3]),
        (5, ("Chi bộ Sở Y tế", "7", "", "ghi chú", "c"), [0, 1, 3]),
        (6, ("", "", "", "ghi chú", ""), [3]),
        (7, ("", "", "", "ghi chú", "d"), [3]),
    ]


def test_a_text_of_its_own_is_not_covered_by_a_merged_cell():
    merged = '<mergeCells count="1"><mergeCell ref="A1:A3"/></mergeCells>'
    data = book(rows(inline("A1", "a"), inline("A2", "b"), inline("B3", "c")) + merged)
    found = sheets(data)[0].records
    assert [(record.cells, sorted(record.filled)) for record in found] == [
        (("a", ""), []),
        (("b", ""), []),
        (("a", "c"), [0]),
    ]


def other_spellings():
    """One workbook in the spellings programs use for its parts."""
    plain = parts_of(rows(inline("A1", "Đơn vị"), '<c r="A2" s="1"><v>44368</v></c>'), formats=("dd/mm/yyyy",))
    links = "xl/_rels/workbook.xml.rels"

    def respelt(change):
        return {name: change(str(part)) for name, part in plain.items()}

    def declared(encoding, part):
        return f'<?xml version="1.0" encoding="{encoding}"?>\r\n{part}'

    moved = {name.replace("xl/workbook", "xl/book2"): part for name, part in plain.items() if name != links}
    moved["xl/_rels/book2.xml.rels"] = plain[links]
    main = f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="/xl/book2.xml"/>'
    moved["_rels/.rels"] = f'<Relationships xmlns="{PACKAGE}">{main}</Relationships>'
    return {
        "as usual": plain,
        "with a prefix": {n: prefixed(p) if MAIN in str(p) else p for n, p in plain.items()},
        "strict": respelt(lambda part: part.replace(MAIN, STRICT).replace(OFFICE, STRICT_OFFICE)),
        "UTF-16": {n: declared("UTF-16", p).encode("utf-16") for n, p in plain.items()},
        "mark before": {n: declared("UTF-8", p).encode("utf-8-sig") for n, p in plain.items()},
        "old encoding": {
            n: declared("windows-1258", p).encode("cp1258", "xmlcharrefreplace") for n, p in plain.items()
        },
        "backslashes": {n.replace("/", "\\") if "sheet" in n else n: p for n, p in plain.items()},
        "elsewhere": moved,
        "no namespace": respelt(lambda part: part.replace(f' xmlns="{MAIN}"', "")),
    }


@pytest.mark.parametrize("name", other_spellings())
def test_a_workbook_may_be_spelt_in_many_ways(name):
    assert texts(zipped(other_spellings()[name])) == {1: ("Đơn vị",), 2: ("2021-06-21",)}


def test_a_workbook_as_excel_kept_it_until_2003_is_read_alike():
    found = sheets((Path(__file__).parent / "rosters" / "excel_2003.xls").read_bytes())
    told = [(sheet.name, sheet.skipped, sheet.warnings) for sheet in found]
    assert told == [("Năm 2021", False, {"hidden_rows": [5]}), ("Ẩn", True, {})]
    assert [(record.line, record.cells, set(record.filled)) for record in found[0].records] == [
        (1, ("DANH SÁCH KẾT NẠP", "", "", "", ""), set()),
        (3, ("Mã", "Họ và tên", "Ngày kết nạp", "Tỷ lệ", "Đơn vị"), set()),
        (4, ("079123456789", "Đảng Viên Mẫu 001", "2021-06-21", "36.3%", "Chi bộ Sở Y tế"), set()),
        (5, ("2.5", "dòng một\ndòng hai", "2021-06", "TRUE", "Chi bộ Sở Y tế"), {4}),
        (7, ("0012", "=1+1", "2021-06-21 13:45", "#REF!", ""), set()),
    ]


def test_several_workbooks_are_read_at_once():
    old = (Path(__file__).parent / "rosters" / "excel_2003.xls").read_bytes()
    new = book(rows(*[inline(f"A{row}", "Chi bộ Sở Y tế") for row in range(1, 300)]))
    bad = book(rows(inline("XFD1", "x")))

    def outcome(data):
        try:
            return [len(sheet.records) for sheet in sheets(data)]
        except Refusal as refusal:
            return refusal.reason

    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(outcome, [old, new, bad] * 4)) == [[5, 0], [299], "too_many_columns"] * 4
