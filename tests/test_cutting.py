"""A text becomes records of cells, whatever its quotation marks."""

import pytest

from ketnap.ingest.delimited.cutting import records
from ketnap.ingest.delimited.dialect import Dialect

COMMA = Dialect(",")


def cut(text: str, width: int | None = None, dialect: Dialect = COMMA) -> list[list[str]]:
    return [record.cells for record in records(text, dialect, width)]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a,b\n1,2", [["a", "b"], ["1", "2"]]),
        ("a,b\r\n1,2\r3,4\n\n", [["a", "b"], ["1", "2"], ["3", "4"], [""]]),
        ('"a","b, c"\n"","d ""e"""\n', [["a", "b, c"], ["", 'd "e"']]),
        ('x,"a\r\nb",y\nz,"",w', [["x", "a\r\nb", "y"], ["z", "", "w"]]),
        ('a, "b, c" ,d', [["a", "b, c", "d"]]),
        ('5",pipe', [['5"', "pipe"]]),
        (",,\n", [["", "", ""]]),
        ("", []),
    ],
)
def test_records_in_order_are_read_as_written(text, rows):
    assert cut(text) == rows


def test_a_record_knows_its_place_in_the_text():
    text = 'a,b\n"c\nd",e\nf,g'
    assert [text[record.begin : record.end] for record in records(text, COMMA)] == ["a,b", '"c\nd",e', "f,g"]


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ('"a,b,"c, d",e', ['"a', "b", "c, d", "e"]),
        ('a,b,""c, d",e', ["a", "b", '"c, d', "e"]),
        ('a,b,"c, d","', ["a", "b", "c, d", '"']),
        ('a,"b 48"","c, d",e', ["a", 'b 48"', "c, d", "e"]),
        ('a,"say "so" now","c, d",e', ["a", 'say "so" now', "c, d", "e"]),
        ('a,b"c, d",e', ["a", "b", "c, d", "e"]),
        ('a,b,"c, d"e', ["a", "b", "c, d", "e"]),
        ('6",8",a,b', ['6"', '8"', "a", "b"]),
    ],
    ids=[
        "opens",
        "opens twice",
        "alone",
        "not doubled",
        "inside",
        "divider lost before",
        "divider lost after",
        "inches",
    ],
)
def test_a_mark_out_of_order_costs_no_cell(line, cells):
    below = '1,2,"3, 4",5'
    assert cut(f"{line}\n{below}\n", width=4) == [cells, ["1", "2", "3, 4", "5"]]


def test_a_mark_that_opens_does_not_swallow_the_records_below():
    text = 'a,b,"c\nd,e,f\ng,h,i",j\nk,l,m\n'
    assert cut(text, width=3) == [["a", "b", '"c'], ["d", "e", "f"], ["g", "h", 'i"', "j"], ["k", "l", "m"]]


def test_a_sound_cell_of_several_lines_stays_whole_in_a_record_of_another_width():
    assert cut('1,"x\ny"\n2,"p\nq",3,4\n', width=3) == [["1", "x\ny"], ["2", "p\nq", "3", "4"]]


def test_a_cell_of_several_lines_may_have_marks_out_of_order():
    assert cut('a,"he said "so"\nand left",c\nd,e,f\n', width=3) == [
        ["a", 'he said "so"\nand left', "c"],
        ["d", "e", "f"],
    ]


def test_apostrophes_and_escapes_quote_where_the_dialect_says_so():
    assert cut("'it's, so',b\n", width=2, dialect=Dialect(",", "'")) == [["it's, so", "b"]]
    assert cut('"a \\"b\\", c",d\\,e\n', dialect=Dialect(",", '"', "\\")) == [['a "b", c', "d,e"]]


def test_runs_divide_once_and_the_ends_of_a_line_hold_no_cell():
    assert cut('  a   b "c  d"  \n1 2 3\n', dialect=Dialect(" ", runs=True)) == [["a", "b", "c  d"], ["1", "2", "3"]]


def test_without_a_delimiter_each_line_is_one_cell():
    assert cut('a, b\n"c, d"\n"e', dialect=Dialect()) == [["a, b"], ["c, d"], ['"e']]


def test_a_text_full_of_marks_out_of_order_is_still_read():
    line = ",".join(['"x"y'] * 40)
    assert len(cut(f"{line}\n" * 500, width=39)) == 500
