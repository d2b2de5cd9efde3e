"""The office's own Word template: what it may name, what it may not do, and what is said when it is wrong."""

from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document

from ketnap import report
from ketnap.account import View
from ketnap.i18n import Translator
from ketnap.report import own
from ketnap.report.office import office
from ketnap.store import Store
from tests.dashboard import opened, text
from tests.rows import ROSTER, keep

MAY, SIGNED = View(2021, date(2021, 5, 31)), date(2021, 6, 21)
VI, EN = Translator("vi"), Translator("en")
REGISTER = "STT,Mã đơn vị,Tên đơn vị\n1,DV1,Sở A & <b>B</b>\n2,DV2,Chi bộ Sở C\n"
MEMBERS = "Đơn vị,Năm,Tổng số đảng viên\nDV1,2021,100\nDV2,2021,100\n"
PEOPLE = ROSTER + "S4,H,01/02/1993,DV1,08/02/2021,,,\nS5,N,01/02/1994,DV1,09/03/2021,,,\n"


@pytest.fixture(scope="module")
def filled():
    """Two units with a target of three each; the first admitted two."""
    store = Store(None)
    keep(store, REGISTER, MEMBERS, PEOPLE)
    store.set("office_name", "ĐẢNG ỦY KHỐI MẪU", "test")
    yield store
    store.close()


@pytest.fixture(scope="module")
def held(filled):
    """What the fields hold."""
    return own.fields(filled, MAY, report.report(filled, MAY, VI), office(filled), SIGNED, VI)


def template(*lines: str, cells: tuple[str, ...] = ()) -> bytes:
    """A Word file of some lines, and of a table of one column."""
    paper = Document()
    for line in lines:
        paper.add_paragraph(line)
    if cells:
        grid = paper.add_table(len(cells), 1)
        for row, cell in zip(grid.rows, cells, strict=True):
            row.cells[0].text = cell
    held = BytesIO()
    paper.save(held)
    return held.getvalue()


def test_fields_hold_what_the_pages_show(filled):
    def said(*lines, _=VI):
        data = report.document(filled, MAY, "report", "docx", SIGNED, _, template=template(*lines))
        return [line.text for line in Document(BytesIO(data)).paragraphs]

    lines = (
        "{{ office.name }}, {{ date }}",
        "{{ figures.admitted }}/{{ figures.target }} = {{ figures.share }}; {{ figures.needed }}; {{ figures.pace }}",
        "{{ answer.answer }}",
    )
    found = said(*lines)
    # 3 % of 200 are six, of which two have come: a third; four in seven months are 0,6 a month.
    assert found[:2] == ["ĐẢNG ỦY KHỐI MẪU, ngày 21 tháng 6 năm 2021", "2/6 = 33,3%; 4; 0,6"]
    assert found[2] == report.report(filled, MAY, VI).section("answer").answer
    assert said("{{ date }}: {{ figures.pace }}", _=EN) == ["21 June 2021: 0.6"]


def test_rows_come_unit_by_unit_and_names_stay_names(held):
    rows = ("{%tr for row in by_unit %}", "{{ row.unit }}: {{ row.admitted }}/{{ row.target }}", "{%tr endfor %}")
    (table,) = Document(BytesIO(own.filled(template(cells=rows), held))).tables
    assert [row.cells[0].text for row in table.rows] == ["Sở A & <b>B</b>: 2/3", "Chi bộ Sở C: 0/3"]


@pytest.mark.parametrize(
    ("line", "sentence", "reason"),
    [
        ("{{ nguoi_ky }}", own.UNKNOWN_FIELD, "nguoi_ky"),
        ("{{ office.ten }}", own.UNKNOWN_FIELD, "ten"),
        ("{% for unit in sections %}{{ unit.so }}{% endfor %}", own.UNKNOWN_FIELD, "so"),
        ("{{ title", own.WRONG_COMMAND, "{{ title"),
        ("{% if title %}x", own.WRONG_COMMAND, "{% if title %}x"),
        ("{{ title|nowhere }}", own.WRONG_COMMAND, "{{ title|nowhere }}"),
    ],
)
def test_what_is_wrong_with_a_template_is_said(held, line, sentence, reason):
    with pytest.raises(report.WrongTemplate) as wrong:
        own.filled(template(line), held)
    assert wrong.value.sentence == sentence
    assert reason in wrong.value.reason
    assert reason in VI(sentence, reason=wrong.value.reason)


@pytest.mark.parametrize(
    "line",
    [
        "{{ ''.join(['x']) }}",
        "{{ 'x' * 999999999 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ '%999999999d' % 1 }}",
        "{{ title.center(999999999) }}",
        "{{ '{0.__class__}'.format(title) }}",
        "{{ range(9) }}",
        "{% set x = 'x' %}",
        "{{ title ~ title }}",
        "{% macro a() %}{% endmacro %}",
        "{% include 'x' %}",
        "{% import 'os' as os %}",
        "{% autoescape false %}{{ title }}{% endautoescape %}",
        "{% for a in title %}{% for b in title %}{% for c in title %}x{% endfor %}{% endfor %}{% endfor %}",
        "{% for a in by_unit %}{% for b in a.unit|default(title) %}x{% endfor %}{% endfor %}",
        "{% for a in [1, 2] %}{{ a }}{% endfor %}",
    ],
)
def test_a_template_neither_calls_nor_computes(held, line):
    with pytest.raises(report.WrongTemplate) as wrong:
        own.filled(template(line), held)
    assert wrong.value.sentence == own.FORBIDDEN


@pytest.mark.parametrize(
    "line", ["{{ title.__class__ }}", "{{ ''.join.__globals__ }}", "{{ self.__init__ }}", "{{ cycler }}", "{{ range }}"]
)
def test_what_lies_behind_a_field_is_out_of_reach(held, line):
    with pytest.raises(report.WrongTemplate):
        own.filled(template(line), held)


def grown() -> bytes:
    """A file of a few kilobytes that unpacks to more than anybody reads."""
    held = BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (own.LARGEST_UNPACKED + 1))
    return held.getvalue()


@pytest.mark.parametrize(
    "data", [b"", b"no zip", grown(), template("x")[:900], b"x" * (own.LARGEST_TEMPLATE + 1)], ids=range(5)
)
def test_what_is_no_word_file_is_refused(held, data):
    with pytest.raises(report.WrongTemplate) as wrong:
        own.filled(data, held)
    assert wrong.value.sentence == own.NO_TEMPLATE


def damaged(name: str, change) -> bytes:
    """A Word file one part of which is changed."""
    held = BytesIO()
    with ZipFile(BytesIO(template("{{ title }}"))) as source, ZipFile(held, "w", ZIP_DEFLATED) as archive:
        for entry in source.namelist():
            data = source.read(entry)
            archive.writestr(entry, change(data) if entry == name else data)
    return held.getvalue()


@pytest.mark.parametrize("name", ["word/document.xml", "word/styles.xml", "docProps/core.xml", "[Content_Types].xml"])
def test_a_damaged_file_is_refused_in_a_sentence(held, name):
    with pytest.raises(report.WrongTemplate) as wrong:
        own.filled(damaged(name, lambda data: data[: len(data) // 2]), held)
    assert wrong.value.sentence == own.UNFIT


def test_a_command_without_end_is_refused_in_a_sentence(held):
    with pytest.raises(report.WrongTemplate) as wrong:
        own.filled(template("{{ " + "(" * 3000 + "title" + ")" * 3000 + " }}"), held)
    assert wrong.value.sentence in (own.UNFIT, own.WRONG_COMMAND)


def test_a_text_too_long_is_refused(held, monkeypatch):
    monkeypatch.setattr(own, "LONGEST", 100_000)
    with pytest.raises(report.WrongTemplate) as wrong:
        own.filled(template("{% for a in by_unit %}" + "x" * 90_000 + "{{ a.unit }}{% endfor %}"), held)
    assert wrong.value.sentence == own.FORBIDDEN


def test_a_list_of_a_list_is_walked_through(held):
    line = "{% for s in sections %}{% for t in s.tables %}{% for r in t.rows %}{% for c in r %}x" + "{% endfor %}" * 4
    (found,) = [one.text for one in Document(BytesIO(own.filled(template(line), held))).paragraphs]
    tables = [table for section in held["sections"] for table in section["tables"]]
    assert len(found) == sum(len(row) for table in tables for row in table["rows"])


def test_a_zip_file_that_is_no_word_file_is_refused(held):
    archived = BytesIO()
    with ZipFile(archived, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    with pytest.raises(report.WrongTemplate):
        own.filled(archived.getvalue(), held)


def test_every_field_that_is_named_to_the_reader_exists(held):
    for names in own.FIELDS:
        first, *more = [name.strip() for name in names.split(",")]
        parent = first.partition(".")[0] if "." in first else ""
        for name in [first, *more]:
            if name == "…":
                continue
            inside = held[parent] if parent else held
            assert name.rpartition(".")[2] in inside, name


def test_the_page_says_what_is_wrong_with_a_template_and_takes_a_right_one(monkeypatch, filled):
    app = opened(monkeypatch, filled, as_of="2021-05-31").run().switch_page("pages/documents.py").run()
    media = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    app.file_uploader[0].set_value(("mau.docx", template("{{ nguoi_ky }}"), media)).run()
    assert not app.exception
    assert "nguoi" in app.error[0].value
    app.file_uploader[0].set_value(("mau2.docx", template("{{ title }}"), media)).run()
    assert not app.error
    assert "{{" not in text(app)
