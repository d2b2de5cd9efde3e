"""CSV files that a spreadsheet opens rightly, that run no formula, and that can be read back."""

import csv
import io
from datetime import date
from fractions import Fraction

import pandas as pd
import pytest

from ketnap.export import csv_bytes, frame_csv, safe, template
from ketnap.i18n import Translator
from ketnap.ingest.match import Hasher, Register, unit_of
from ketnap.ingest.read import Reading, read
from ketnap.tables import TABLE, TABLES

vi, en = Translator("vi"), Translator("en")
HASHER = Hasher(b"a key of the tests")
DAY = date(2021, 6, 21)


# OWASP, "CSV Injection": cells that begin with = + - @ tab or carriage return, and the full-width forms.
@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1+1",
        "-1+1",
        "@SUM(A1)",
        "|cmd",
        '=HYPERLINK("http://example.org";"Xem")',
        "\t=1+1",
        "\r=1+1",
        "\n=1+1",
        "\x00=1+1",
        "\tĐảng bộ Sở Mẫu",
        "＝1+1",
        "＋1+1",
        "－1+1",
        "＠SUM(A1)",
        "｜cmd",
        "  =1+1",
        "\u00a0=1+1",
        "\u200b=1+1",
        "\ufeff=1+1",
        " \u200b\u00a0 @SUM(A1)",
        "\u200c=1+1",
        "\u200d=1+1",
        "\u2060=1+1",
        " \x00=1+1",
        "-5%",
        "- Đảng bộ Sở Mẫu",
        "--5",
        "-1,2,3",
    ],
)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text):
    assert safe(text) == "'" + text


@pytest.mark.parametrize(
    "text",
    [
        "Đảng bộ Sở Mẫu",
        "12-QĐ/ĐUK",
        "a=b",
        "2020 – 2025",
        "",
        "0",
        "007",
        "-79",
        "-1,5",
        "-1.5",
        "1.234",
        "'=1+1",
        "– ",
    ],
)
def test_other_texts_stay_as_they_are(text):
    assert safe(text) == text


def test_numbers_stay_numbers():
    assert [safe(value) for value in (0, 45, -79, 150.0, -3.0, True)] == ["0", "45", "-79", "150", "-3", "True"]


@pytest.mark.parametrize("missing", [None, pd.NA, float("nan"), pd.NaT])
def test_missing_values_are_empty(missing):
    assert safe(missing) == ""


def test_a_file_has_mark_delimiter_and_line_ends_of_spreadsheets():
    rows = [["Đảng bộ Sở Mẫu", 3], ["Chi bộ A; B", None]]
    # Windows set to Vietnamese divides cells by ";", set to English by ",".
    assert csv_bytes(["Đơn vị", "Kết nạp"], rows, vi) == (
        b"\xef\xbb\xbf" + 'Đơn vị;Kết nạp\r\nĐảng bộ Sở Mẫu;3\r\n"Chi bộ A; B";\r\n'.encode()
    )
    assert csv_bytes(["Unit", "Admitted"], rows, en) == (
        b"\xef\xbb\xbf" + "Unit,Admitted\r\nĐảng bộ Sở Mẫu,3\r\nChi bộ A; B,\r\n".encode()
    )


def test_headers_cells_and_notes_are_all_made_safe():
    content = csv_bytes(["=A1"], [["@B1"]], en, "+C1").decode("utf-8-sig")
    assert content.split("\r\n") == ["'=A1", "'@B1", "'+C1", ""]


def test_notes_come_last_one_a_line():
    content = csv_bytes(["Month"], [["May"]], en, "As of 31 May 2021", "SYNTHETIC DATA").decode("utf-8-sig")
    assert content.split("\r\n") == ["Month", "May", "As of 31 May 2021", "SYNTHETIC DATA", ""]


def test_a_cell_of_several_lines_stays_one_cell():
    content = csv_bytes(["Unit"], [['Đảng bộ "Sở"\nMẫu']], vi).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(content, newline=""), delimiter=";")) == [["Unit"], ['Đảng bộ "Sở"\nMẫu']]


def test_a_table_as_it_is_shown():
    frame = pd.DataFrame(
        {
            "Tháng": ["T4", "T5", "T6"],
            "2021": [15.0, 30.0, float("nan")],
            "Chỉ tiêu": pd.array([None, 150, 150], dtype="Int64"),
            "Tỷ lệ": ["–", "20,0%", "-"],
        }
    )
    assert frame_csv(frame, vi, "Nguồn: số liệu đã nạp").decode("utf-8-sig").split("\r\n") == [
        "Tháng;2021;Chỉ tiêu;Tỷ lệ",
        "T4;15;;–",
        "T5;30;150;20,0%",
        "T6;;150;'-",
        "Nguồn: số liệu đã nạp",
        "",
    ]


def test_a_fraction_is_no_formula():
    assert safe(Fraction(-1, 3)) == "'-1/3"


def units_of_template():
    return read(template(TABLE["units"], vi), "units", Register([]), DAY, HASHER)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
@pytest.mark.parametrize("chosen", [True, False], ids=["chosen", "by its header"])
def test_every_template_is_read_back_whole(table, language, chosen):
    register = Register(unit_of(r["unit_code"], r["unit_name"], r["aliases"]) for r in units_of_template().rows)
    file = template(table, Translator(language))
    found = read(file, table.name if chosen else None, register, DAY, HASHER)
    assert isinstance(found, Reading), found
    assert found.table == table.name
    assert found.problems == []
    assert found.warnings == {}
    assert found.unused == ()
    assert [row["line"] for row in found.rows] == [2]
    assert set(found.columns.values()) == set(table.example)


def test_the_examples_of_the_templates_say_what_they_seem_to_say():
    (unit,) = units_of_template().rows
    assert (unit["unit_code"], unit["unit_name"], unit["unit_type"]) == ("U01", "Đảng bộ Sở Mẫu", "dang_bo_co_so")
    register = Register([unit_of(unit["unit_code"], unit["unit_name"], unit["aliases"])])
    rows = {t.name: read(template(t, vi), t.name, register, DAY, HASHER).rows[0] for t in TABLES}
    assert rows["admissions"]["unit_code"] == "U01"
    assert rows["admissions"]["decision_date"] == date(2021, 5, 11)
    assert rows["admissions"]["source"] == "youth_union"
    assert (rows["opening_members"]["year"], rows["opening_members"]["members"]) == (2021, 120)
    assert (rows["targets"]["scope"], rows["targets"]["kind"], rows["targets"]["value"]) == ("block", "rate", 3)
    assert (rows["monthly_totals"]["month"], rows["monthly_totals"]["admitted"]) == (5, 3)
