"""Any delimited text is read as a table without being told how; nothing in it is lost or moved."""

import csv
import io
import json
import unicodedata
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ketnap.__main__ import main
from ketnap.ingest.decode import Refusal
from ketnap.ingest.delimited import Table, read, text_of

TABLE = "Name,Born,Height,Town\nAn,2001-02-03,1.5,Hue\nBinh,2002-03-04,1.6,Vinh\nChi,2003-04-05,1.7,Hue\n"
HEADER = ["Name", "Born", "Height", "Town"]
ROWS = [["An", "2001-02-03", "1.5", "Hue"], ["Binh", "2002-03-04", "1.6", "Vinh"], ["Chi", "2003-04-05", "1.7", "Hue"]]


def table(text: str) -> Table:
    return read(text.encode())


def encoded_1258(text: str) -> bytes:
    """A text in Windows-1258, where most tones are letters of their own."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    letters = []
    for letter in text:
        apart = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in apart if mark in tones)
        letters.append(unicodedata.normalize("NFC", "".join(mark for mark in apart if mark not in tones)) + tone)
    return "".join(letters).encode("cp1258")


def everything(found: Table) -> list[list[str]]:
    """All records of a text whose header takes one line, in their order."""
    return [*found.above, found.header, *found.rows, *(cells for one in found.more for cells in one)]


@pytest.mark.parametrize("sign", [",", ";", "\t", "|", ", "])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_header_and_rows_whatever_divides_them(sign, end):
    found = table(TABLE.replace(",", sign).replace("\n", end))
    assert (found.header, found.rows, found.above, found.more) == (HEADER, ROWS, [], [])


@pytest.mark.parametrize("text", ["", "\n\n\r\n", "   ", "\ufeff"])
def test_a_text_of_nothing_is_an_empty_table(text):
    assert (table(text).header, table(text).rows) == ([], [])


def test_header_only_one_cell_and_one_row():
    assert table("a,b").as_json() == {"header": ["a", "b"], "rows": []}
    assert table("x").as_json() == {"header": ["x"], "rows": []}
    assert table("a,b\n1,2").rows == [["1", "2"]]


@pytest.mark.parametrize(
    ("above", "kept"),
    [
        ("A report\n\n", [["A report"]]),
        ("# by office, of May\n", [["# by office", " of May"]]),
        ("A report,,,\n,,,\n", [["A report", "", "", ""], ["", "", "", ""]]),
        ("A report,,,\n", [["A report", "", "", ""]]),
    ],
)
def test_titles_stand_above_the_table(above, kept):
    found = table(above + TABLE)
    assert (found.above, found.header, found.rows) == (kept, HEADER, ROWS)


def test_a_short_line_over_values_without_names_is_their_header():
    found = table("height in metres\n1,2.5,3\n4,5.5,6\n")
    assert (found.header, len(found.rows)) == (["height in metres"], 2)


def test_a_header_written_twice_is_one_and_below_the_rows_begins_a_table():
    first = TABLE.splitlines()[0] + "\n"
    narrow = "".join(line.rsplit(",", 1)[0] + "\n" for line in TABLE.splitlines())
    twice, again = table(first + TABLE), table(TABLE + narrow)
    assert (twice.header, twice.header_lines, twice.rows) == ([f"{name} {name}" for name in HEADER], 2, ROWS)
    assert (again.header, again.rows) == (HEADER, ROWS)
    assert [len(one) for one in again.more] == [4]
    assert again.more[0][0] == HEADER[:3]


def test_rows_keep_cells_too_few_or_too_many_and_a_delimiter_of_their_own():
    found = table(TABLE + "Dung,2004-05-06\nEm,2005-06-07,1.8,Hue,x\nGiang;2006-07-08;1.9;Hue\n")
    assert found.rows[3:] == [
        ["Dung", "2004-05-06"],
        ["Em", "2005-06-07", "1.8", "Hue", "x"],
        ["Giang", "2006-07-08", "1.9", "Hue"],
    ]


def test_a_title_of_as_many_words_as_columns_stays_a_title():
    assert table("Heights of some people\n" + TABLE).above == [["Heights of some people"]]


def test_blank_lines_are_no_rows_but_cells_of_a_single_column():
    assert table("a,b\n\n1,2\n \n3,4\n\n").rows == [["1", "2"], ["3", "4"]]
    assert table("a\n\n1\n\n").rows == [[""], ["1"]]


def test_a_declared_delimiter_stands_above():
    assert table("sep=;\na,b;c\n1,2;3\n").as_json() == {
        "header": ["a,b", "c"],
        "rows": [["1,2", "3"]],
        "above": [["sep=;"]],
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_the_encoding_is_found(encoding):
    assert read("Tên;Số\nĐông;1\n".encode(encoding)).rows == [["Đông", "1"]]


def test_an_old_vietnamese_encoding_is_found():
    rows = "Đơn vị,Số\nChi bộ Sở Y tế,3\nĐảng bộ Sở Xây dựng,4\nChi bộ Văn phòng,5\n"
    assert read(encoded_1258(rows)).rows[0] == ["Chi bộ Sở Y tế", "3"]


def test_other_old_encodings_are_read_as_western_letters():
    assert read("Straße;Größe\nMüllerweg;5\n".encode("latin-1")).rows == [["Müllerweg", "5"]]
    assert read(b"item,price\ntea,\xa35\n").rows == [["tea", "£5"]]
    assert read(b"a,b\n\x81\xff,1\n").rows == [["\x81ÿ", "1"]]


def test_letters_stay_as_written():
    assert text_of("Nguye\u0302\u0303n,\u200bx\xa0\n".encode()) == "Nguye\u0302\u0303n,\u200bx\xa0\n"
    assert table("a,b\n1\x00,\x00\n").rows == [["1\x00", "\x00"]]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n\x00", "not_csv"),
        (b"PK\x03\x04rest", "workbook"),
        (b"%PDF-1.7", "not_csv"),
        (b"\x00" * 50, "not_csv"),
        (bytes(range(256)) * 4, "not_csv"),
        (b"<!DOCTYPE html><html>", "html"),
        (b'<?xml version="1.0"?><a/>', "html"),
        (b'{"a": [1, 2]}', "not_csv"),
        (b'[{"a": 1}]', "not_csv"),
        (b'{"a": 1}\n{"a": 2}\n', "not_csv"),
    ],
)
def test_what_is_no_table_is_refused(data, reason):
    with pytest.raises(Refusal, match=reason):
        read(data)


def test_wide_and_long_ones_are_read():
    wide = table(",".join(f"c{number}" for number in range(2000)) + "\n" + ",".join(["1"] * 2000))
    assert (len(wide.header), len(wide.rows[0])) == (2000, 2000)
    assert table("a,b\n" + "x" * 1_000_000 + ",1\n").rows == [["x" * 1_000_000, "1"]]


@st.composite
def written(draw) -> tuple[list[list[str]], str]:
    """A grid of two columns and rows at least, and the text that the csv module makes of it in some dialect."""
    sign, end = draw(st.sampled_from(",;\t|")), draw(st.sampled_from(["\n", "\r\n"]))
    quoting = draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]))
    # Another delimiter in every record would divide it as well.
    cell = st.text(st.sampled_from([*"ab01 .-'\"\nđé", sign]), max_size=6)
    width = draw(st.integers(2, 5))
    grid = draw(
        st.lists(st.lists(cell, min_size=width, max_size=width), min_size=2, max_size=7).filter(
            lambda g: any(map(any, g))
        )
    )
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=sign, quoting=quoting, lineterminator=end).writerows(grid)
    return grid, text.getvalue()


@settings(max_examples=200, deadline=None)
@given(written())
def test_what_the_csv_module_writes_is_read_back(grid_and_text):
    grid, text = grid_and_text
    assert everything(table(text)) == grid


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("ab12,;|\t \"'\\\r\n"), max_size=120))
def test_no_letter_of_any_text_is_lost_or_moved(text):
    found = table(text)
    letters = "".join(cell for cells in everything(found) for cell in cells)
    assert list(filter(str.isalnum, letters)) == list(filter(str.isalnum, text))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_a_table_or_refused(data):
    with suppress(Refusal):
        assert isinstance(read(data), Table)


def test_cells_prints_a_line_for_each_file(tmp_path, capsys):
    good, image, gone = (tmp_path / name for name in ("good.csv", "image.csv", "gone.csv"))
    good.write_text("Tên;Số\nĐông;1\n", encoding="utf-8")
    image.write_bytes(b"\x89PNG")
    assert main(["cells", str(good), str(image), str(gone), "--json"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert lines[0] == {"file": str(good), "header": ["Tên", "Số"], "rows": [["Đông", "1"]]}
    assert lines[1] == {"file": str(image), "error": "not_csv"}
    assert (lines[2]["file"], set(lines[2])) == (str(gone), {"file", "error"})
