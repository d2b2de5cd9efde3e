"""Files made to break a reader are refused with a reason, whatever they say about themselves."""

import random
import zipfile
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest

from ketnap.ingest.decode import Refusal
from ketnap.ingest.reasons import REFUSALS
from ketnap.ingest.workbook import gate, sheets, xls
from ketnap.ingest.workbook.grid import Allowance
from ketnap.ingest.workbook.package import RichText
from tests.workbooks import MAIN, PACKAGE, book, inline, parts_of, renamed, repeated, rows, with_sizes, zipped

NOISE = random.Random(3).randbytes(400_000)
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
)


def outcome(data):
    """The texts of a file, or the refusal; any other exception is a failure."""
    try:
        return [(sheet.name, [record.cells for record in sheet.records]) for sheet in sheets(data)]
    except Refusal as refusal:
        return refusal


def reason(data):
    """Why a file is refused, None if it is not."""
    found = outcome(data)
    return found.reason if isinstance(found, Refusal) else None


def with_part(name, content):
    """A workbook one part of which is another, and so much noise that it is not refused for its ratio alone."""
    return zipped({**parts_of(rows(inline("A1", "a"))), "noise.bin": NOISE, name: content})


def sheet_of(cells):
    """Such a workbook of cells given as XML."""
    return with_part(
        "xl/worksheets/sheet1.xml", f'<worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData></worksheet>'
    )


@pytest.fixture
def small(monkeypatch):
    """Bounds so small that a test reaches them soon."""
    monkeypatch.setattr(gate.Follower, "most", 20_000)
    for follower in gate.Follower.__subclasses__() + RichText.__subclasses__():
        monkeypatch.setattr(follower, "most", 20_000)
    monkeypatch.setattr("ketnap.ingest.workbook.Allowance", partial(Allowance, cells=10_000, letters=100_000))


def test_a_workbook_as_usual_passes_the_gate():
    assert reason(book(rows(inline("A1", "a")))) is None
    assert reason(sheet_of("")) is None


@pytest.mark.parametrize("megabytes", [30, 120])
def test_a_part_that_grows_a_thousandfold_is_refused_before_it_is_opened(megabytes):
    parts = parts_of(rows(inline("A1", "a"))) | {"xl/media/image1.bmp": bytes(megabytes << 20)}
    assert reason(zipped(parts)) == "too_large"


def test_parts_of_a_hundred_megabytes_together_are_refused():
    noisy = NOISE + bytes(40 << 20)
    parts = parts_of(rows(inline("A1", "a"))) | {f"xl/media/{n}.bin": noisy for n in range(3)}
    assert reason(zipped(parts)) == "too_large"


def test_a_directory_that_lies_about_sizes_is_not_believed():
    sheet = f"<sheetData>{'<row/>' * 4_000_000}</sheetData>"
    assert reason(with_sizes(book(sheet), 5_000)) == "broken_file"
    assert reason(with_sizes(book(rows(inline("A1", "a"))), 4_000_000_000)) == "too_large"


def test_parts_that_lie_upon_each_other_are_refused():
    one = zipped({"x" * 8: NOISE[:2000]})
    assert reason(repeated(one, 3)) == "broken_file"
    assert reason(repeated(one, 6_000)) == "too_large"


def test_two_parts_of_one_name_are_refused():
    parts = {**parts_of(rows(inline("A1", "a"))), "xl/worksheets/sheet9.xml": "<x/>"}
    twice = renamed(zipped(parts), b"xl/worksheets/sheet9.xml", b"XL/worksheets/sheet1.xml")
    assert reason(twice) == "broken_file"


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"]
)
@pytest.mark.parametrize("document", [f"{LAUGHS}]><x>&j;</x>", '<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'])
def test_document_types_and_entities_are_refused(part, document):
    assert reason(with_part(part, document)) == "xml_entities"
    assert (
        reason(with_part(part, f'<?xml version="1.0" encoding="UTF-16"?>{document}'.encode("utf-16"))) == "xml_entities"
    )


FAR = {
    "XFD1048576": "too_many_rows",
    "A1048576": "too_many_rows",
    "B200001": "too_many_rows",
    "XFD2": "too_many_columns",
    "GS1": "too_many_columns",
    "XFE1": "broken_file",
    "ZZZ1": "broken_file",
    "A99999999": "too_many_rows",
}


@pytest.mark.parametrize("reference", FAR)
@pytest.mark.parametrize("dimension", ["", '<dimension ref="A1:B2"/>'])
def test_a_cell_where_no_roster_reaches_is_refused(reference, dimension):
    row = reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    cells = f'<row r="{row}">{inline(reference, "x")}</row>'
    assert reason(book(f"{dimension}<sheetData>{cells}</sheetData>")) == FAR[reference]
    assert reason(book(f"{dimension}<sheetData><!-- -->{cells}</sheetData><a/>")) == FAR[reference]
    blank = cells.replace(inline(reference, "x"), f'<c r="{reference}" s="0"/>')
    assert reason(book(f"<sheetData>{blank}</sheetData>")) == (
        None if FAR[reference] != "broken_file" else "broken_file"
    )


def test_a_huge_dimension_is_not_believed_either():
    assert reason(book('<dimension ref="A1:XFD1048576"/>' + rows(inline("A1", "a")))) is None


def test_cells_and_rows_without_references_count_too(small):
    assert reason(book(rows("<c><v>1</v></c>" * 200))) is None
    assert reason(book(rows("<c><v>1</v></c>" * 201))) == "too_many_columns"
    assert reason(sheet_of("<row>" + "<c/>" * 16_385 + "</row>")) == "broken_file"
    assert reason(sheet_of("<row/>" * 3_000)) is None
    assert reason(sheet_of("<row/>" * 4_000)) == "too_many_cells"
    assert reason(sheet_of('<row><c r="A1"/></row>' * 4_000)) == "too_many_cells"
    assert reason(sheet_of("".join(f'<row r="{n}"/>' for n in range(1, 4_000)))) == "too_many_cells"
    assert reason(sheet_of("<x/>" * 20_000)) == "too_large"


def test_blank_rows_far_below_are_no_reason_to_refuse():
    blank = "".join(f'<row r="{n}" ht="15"/>' for n in range(900_000, 1_048_577))
    assert reason(book(f'<sheetData><row r="1">{inline("A1", "a")}</row>{blank}</sheetData>')) is None


def test_the_last_row_is_looked_at_first(small):
    cells = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(190_000, 200_002))
    assert reason(book(f"<sheetData>{cells}</sheetData>")) == "too_many_rows"
    assert reason(book(f"<sheetData>{cells.rpartition('<row')[0]}</sheetData>")) == "too_many_cells"


def test_one_long_text_shown_by_many_cells_is_refused(small):
    shared = (f"<t>{'x' * 30_000}</t>",)
    cells = [f'<c r="A{n}" t="s"><v>0</v></c>' for n in range(1, 5)]
    assert reason(book(rows(*cells[:3]), texts=shared)) is None
    assert reason(book(rows(*cells), texts=shared)) == "too_many_cells"


def test_a_text_of_a_megabyte_is_refused():
    assert reason(sheet_of(f'<row r="1">{inline("A1", "x" * 1_000_000)}</row>')) == "broken_file"
    piece = "<r><t>" + "x" * 1000 + "</t></r>"
    cell = '<row r="1"><c r="A1" t="inlineStr"><is>{}</is></c></row>'
    assert reason(sheet_of(cell.format(piece * 1000))) is None
    assert reason(sheet_of(cell.format(piece * 1001))) == "line_too_long"


@pytest.mark.parametrize(
    "text", [f"<v>{'1' * 600_000}</v>", f"<!--{'x' * 600_000}-->", f'<f a="{"x" * 600_000}"/>', f"<{'x' * 600_000}/>"]
)
def test_a_name_text_or_comment_beyond_any_cell_is_refused(text):
    assert reason(sheet_of(f'<row r="1"><c r="A1">{text}</c></row>')) == "broken_file"


def test_elements_inside_each_other_without_end_are_refused():
    for name in ("c", "row", "v", "is", "x"):
        assert reason(sheet_of(f"<{name}>" * 100_000)) == "broken_file"
    assert reason(with_part("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">{"<si>" * 100_000}')) == "broken_file"


def test_styles_and_texts_without_end_are_refused(small):
    styles = f'<styleSheet xmlns="{MAIN}"><cellXfs>{"<xf/>" * 20_000}</cellXfs></styleSheet>'
    assert reason(with_part("xl/styles.xml", styles)) == "too_large"
    texts = f'<sst xmlns="{MAIN}">{"<si/>" * 20_000}</sst>'
    assert reason(with_part("xl/sharedStrings.xml", texts)) == "too_large"
    links = f'<Relationships xmlns="{PACKAGE}">{"<x/>" * 20_000}</Relationships>'
    assert reason(with_part("xl/_rels/workbook.xml.rels", links)) == "too_large"


def test_a_merged_range_of_a_whole_sheet_fills_no_more_than_its_rows():
    merged = '<mergeCells><mergeCell ref="A1:XFD1048576"/><mergeCell ref="A2:A1048576"/></mergeCells>'
    found = sheets(book(rows(inline("A1", "a"), inline("B2", "b"), inline("B3", "c")) + merged))[0].records
    assert [record.cells for record in found] == [("a", ""), ("a", "b"), ("a", "c")]


def test_merged_ranges_over_every_row_are_refused(small):
    first = "".join(inline(f"{column}1", "a") for column in "ABC")
    cells = f'<sheetData><row r="1">{first}</row><row r="600">{inline("D600", "b")}</row></sheetData>'
    merged = ['<mergeCell ref="A1:A600"/>', '<mergeCell ref="B1:B600"/>', '<mergeCell ref="C1:C600"/>']
    assert reason(book(f"{cells}<mergeCells>{''.join(merged[:2])}</mergeCells>")) is None
    assert reason(book(f"{cells}<mergeCells>{''.join(merged)}</mergeCells>")) == "too_many_cells"
    assert reason(book(f"{cells}<mergeCells>{merged[0] * 2_500}</mergeCells>")) == "too_many_cells"


def test_wide_rows_over_many_lines_are_refused():
    cells = f'<row r="1">{inline("GR1", "a")}</row>' + "".join(
        f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(2, 21_000)
    )
    assert reason(book(f"<sheetData>{cells}</sheetData>")) == "too_many_cells"


def test_thousands_of_sheets_are_refused():
    assert reason(book(*["<sheetData/>"] * 501)) == "too_many_sheets"
    twice = str(parts_of("", "")["xl/workbook.xml"]).replace("rId2", "rId1")
    assert reason(with_part("xl/workbook.xml", twice)) == "broken_file"
    assert reason(book(*[rows(inline("A1", "a"))] * 500)) is None


def test_links_lead_nowhere_but_into_the_file():
    for target in ("../../../etc/passwd", "file:///etc/passwd", "http://127.0.0.1/x", "", "/", "sheet9.xml"):
        assert reason(book(rows(inline("A1", "a")), targets=(target,))) == "broken_file"
    links = str(parts_of("")["xl/_rels/workbook.xml.rels"]).replace("rId1", "rId2")
    assert reason(with_part("xl/_rels/workbook.xml.rels", links)) == "broken_file"
    assert (
        reason(with_part("xl/_rels/workbook.xml.rels", "<Relationships><Relationship/></Relationships>"))
        == "broken_file"
    )
    assert (
        reason(with_part("xl/workbook.xml", f'<workbook xmlns="{MAIN}"><sheets><sheet/></sheets></workbook>'))
        == "broken_file"
    )


OTHER_FILES = {
    "document": (zipped({"[Content_Types].xml": "", "word/document.xml": "<x/>"}), "not_csv"),
    "slides": (zipped({"ppt/presentation.xml": "<x/>"}), "not_csv"),
    "open text": (zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}), "not_csv"),
    "open sheet": (
        zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}),
        "workbook",
    ),
    "binary sheet": (zipped({"xl/workbook.bin": b"\x83"}), "workbook"),
    "archive": (zipped({"roster.csv": "a,b"}), "archive"),
    "workbook in an archive": (zipped({"roster.xlsx": book(rows(inline("A1", "a")))}), "archive"),
    "nothing": (zipped({}), "archive"),
    "bomb in an archive": (
        zipped({"inner.zip": zipped({"zeros": bytes(50 << 20)}), "x": bytes(100 << 20)}),
        "too_large",
    ),
    "macros": (with_part("xl/vbaProject.bin", b"\xcc\x61"), "macros"),
    "macro sheets": (with_part("xl/macrosheets/sheet1.xml", "<x/>"), "macros"),
    "lzma": (zipped(parts_of(rows(inline("A1", "a"))), zipfile.ZIP_LZMA), "broken_file"),
    "main part of a document": (
        zipped(
            {
                "_rels/.rels": '<x><Relationship Id="1" Type="x/officeDocument" Target="word/document.xml"/></x>',
                "word/document.xml": "<document/>",
            }
        ),
        "not_csv",
    ),
}


@pytest.mark.parametrize("name", OTHER_FILES)
def test_other_files_in_a_zip_are_named(name):
    data, expected = OTHER_FILES[name]
    assert reason(data) == expected


def test_a_zip_with_a_password_is_encrypted():
    data = bytearray(book(rows(inline("A1", "a"))))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(signature, at + 4)
    assert reason(bytes(data)) == "encrypted"


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("EncryptedPackage", "encrypted"),
        ("WordDocument\x00", "not_csv"),
        ("Workbook\x00 _VBA_PROJECT_CUR\x00", "macros"),
        ("Workbook\x00", "broken_file"),
        ("PowerPoint Document\x00", "not_csv"),
        ("", "broken_file"),
    ],
)
def test_compound_files_are_told_by_what_they_hold(content, expected):
    assert reason(OLE + bytes(500) + content.encode("utf-16-le") + bytes(2000)) == expected


def test_a_compound_file_beyond_any_roster_is_refused():
    assert reason(OLE + "Workbook\x00".encode("utf-16-le") + bytes(21 << 20)) == "too_large"


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"PK\x03\x04" + NOISE, b"PK\x05\x06", b"", b"Chi b\xe1"])
def test_what_only_looks_like_a_zip_is_broken(data):
    assert reason(data) == "broken_file"


def sample_workbook():
    """A workbook with something of everything."""
    cells = rows(
        inline("A1", "Họ và tên") + inline("B1", "Ngày kết nạp"),
        '<c r="A2" t="s"><v>0</v></c><c r="B2" s="1"><v>44368</v></c>',
        '<c r="B3" t="str"><f>A1</f><v>x</v></c><c r="C3" t="inlineStr"><is><r><t>r</t></r></is></c>',
    )
    merged = '<mergeCells><mergeCell ref="A2:A3"/></mergeCells>'
    return book(cells + merged, rows(inline("A1", "b")), texts=("<t>An</t>",), formats=("dd/mm/yyyy",))


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
def test_a_workbook_cut_anywhere_is_refused(method):
    whole = sample_workbook() if method == zipfile.ZIP_DEFLATED else stored(sample_workbook())
    for at in random.Random(5).sample(range(4, len(whole) - 1), 150):
        assert reason(whole[:at]) == "broken_file"


def test_a_workbook_with_wrong_bytes_is_read_or_refused_and_never_read_otherwise():
    whole = stored(sample_workbook())
    right = outcome(whole)
    chance = random.Random(7)
    for _ in range(400):
        wrong = bytearray(whole)
        wrong[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        found = outcome(bytes(wrong))
        assert found == right or isinstance(found, Refusal)


@pytest.mark.parametrize(
    "data",
    [
        book(rows(inline("A200001", "x"))),
        book(rows(inline("GS1", "x"))),
        book(*["<sheetData/>"] * 501),
        with_sizes(book(""), 4_000_000_000),
        sheet_of("<x>" * 100),
    ],
)
def test_the_sentence_of_a_refusal_is_complete(data):
    refusal = outcome(data)
    assert "{" not in REFUSALS[refusal.reason].format(**refusal.fields)


def stored(data):
    """The same zip file without compression."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return zipped({name: archive.read(name) for name in archive.namelist()}, zipfile.ZIP_STORED)


@pytest.fixture
def old():
    """A workbook as Excel kept it until 2003."""
    return (Path(__file__).parent / "rosters" / "excel_2003.xls").read_bytes()


def test_an_old_workbook_cut_or_overwritten_is_read_or_refused(old):
    chance = random.Random(11)
    found = [reason(old[:at]) for at in chance.sample(range(512, len(old) - 600), 3)]
    found += [reason(old[:at] + chance.randbytes(64) + old[at + 64 :]) for at in chance.sample(range(512, 4_000), 3)]
    assert set(found) <= {None, "broken_file"}
    assert found.count("broken_file") > 3


def test_a_reader_that_takes_too_long_or_dies_ends_alone(old, monkeypatch):
    monkeypatch.setattr(xls, "LONGEST_WAIT", 0.001)
    assert reason(old) == "workbook"
    monkeypatch.undo()
    monkeypatch.setattr(xls, "READER", "import os; os.abort()")
    assert reason(old) == "workbook"
    monkeypatch.setattr(xls, "READER", "import json, sys; json.dump('encrypted', sys.stdout)")
    assert reason(old) == "encrypted"
