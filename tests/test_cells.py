"""Lines become records that keep the line they start on, whatever their quotation marks."""

import pytest

from ketnap.ingest.cells import grid_of, lines_of, records
from ketnap.ingest.decode import Refusal


def split(*lines, delimiter=",", width=None):
    return [(record.line, *record.cells) for record in records(list(lines), delimiter, width)]


def faults(*lines, width):
    return [(record.line, record.fault) for record in records(list(lines), ",", width)]


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_every_line_end_makes_one_line(end):
    assert lines_of(f"a{end}b{end}{end}c{end}") == ["a", "b", "", "c"]
    assert lines_of(f"a{end}b") == ["a", "b"]


def test_mixed_line_ends_count_once_each():
    assert lines_of("a\r\nb\rc\n\rd") == ["a", "b", "c", "", "d"]


def test_other_separators_of_unicode_end_no_line():
    assert lines_of("a\u2028b\x0bc\x85d") == ["a\u2028b\x0bc\x85d"]


def test_a_line_of_more_than_a_megabyte_is_refused():
    with pytest.raises(Refusal, match="line_too_long"):
        lines_of("a\n" + "b" * 1_000_001)


@pytest.mark.parametrize(
    ("line", "delimiter"),
    [("sep=;", ";"), ('"sep=,"', ","), ("sep=\t", "\t"), ("\ufeffsep=|", "|"), ("Đơn vị;Tháng", None), ("", None)],
)
def test_a_sep_line_declares_the_delimiter(line, delimiter):
    assert grid_of(line).declared == delimiter


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_record_is_split_at_its_delimiter(delimiter):
    assert split(delimiter.join("abc"), delimiter=delimiter) == [(1, "a", "b", "c")]


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ('a,"b,c",d', ("a", "b,c", "d")),
        ('a,"b ""c"" d",e', ("a", 'b "c" d', "e")),
        ('a,"",b', ("a", "", "b")),
        ('a, "b,c" ,d', ("a", "b,c", "d")),
        ('a,b "c" d,e', ("a", 'b "c" d', "e")),
        ('a,="05/02/2021",b', ("a", '="05/02/2021"', "b")),
        ("a,,", ("a", "", "")),
        ("", ("",)),
    ],
)
def test_quotation_marks_within_one_line(line, cells):
    assert split(line) == [(1, *cells)]


def test_a_quoted_cell_may_hold_line_breaks_and_later_lines_keep_their_numbers():
    assert split("a,b,c", 'd,"e', 'f",g', "h,i,j", width=3) == [
        (1, "a", "b", "c"),
        (2, "d", "e\nf", "g"),
        (4, "h", "i", "j"),
    ]


def test_a_mark_never_closed_spoils_its_own_line_only():
    assert faults("a,b,c", 'd,"e,f', "g,h,i", width=3) == [(1, None), (2, "broken_quote"), (3, None)]


@pytest.mark.parametrize("closing", ['j,"k,l', 'j,k",l'], ids=["another opens", "another closes"])
def test_a_mark_closed_by_a_later_rows_mark_does_not_swallow_the_rows_between(closing):
    found = faults('d,"e,f', "g,h,i", closing, "m,n,o", width=3)
    assert [line for line, _ in found] == [1, 2, 3, 4]
    assert (found[0], found[1], found[3]) == ((1, "broken_quote"), (2, None), (4, None))


def test_a_note_of_two_lines_may_hold_a_comma():
    assert split('a,b,c,"một, hai', 'ba"', width=4) == [(1, "a", "b", "c", "một, hai\nba")]


def test_a_cell_of_more_than_twelve_lines_is_a_forgotten_mark():
    lines = ['a,"b', *["c"] * 12, 'd",e']
    assert faults(*lines, width=3)[0] == (1, "broken_quote")


def test_more_than_two_hundred_filled_columns_are_refused_and_blank_ones_are_not():
    with pytest.raises(Refusal, match="too_many_columns"):
        split(",".join(["x"] * 201))
    assert len(split("x" + "," * 300)[0]) == 302


@pytest.mark.parametrize("below", ['Bình",B,2,', 'Bình",B,2', 'Bình",B,2,x'])
def test_a_record_over_lines_has_not_the_cells_of_two(below):
    assert faults('An,A,1,"chú ý', below, "Chi,B,3,", width=4) == [(1, "broken_quote"), (2, None), (3, None)]


def test_a_record_over_lines_may_have_blank_cells_beyond_its_header_or_one_cell_too_many():
    assert faults('An,A,"chú', 'ý",,,', width=3) == [(1, None)]
    assert faults('"1","Chi', 'bộ A","2","thừa"', width=3) == [(1, None)]


def test_a_cell_over_lines_of_more_than_ten_thousand_letters_is_a_forgotten_mark():
    assert faults(f'a,"{"b" * 9_000}', 'c",d', width=3) == [(1, None)]
    assert faults(f'a,"{"b" * 11_000}', 'c",d', width=3) == [(1, "broken_quote"), (2, None)]


def test_each_cell_of_a_record_over_lines_may_end_on_another_line():
    assert split('a,"b', 'c","d ""e', 'f"" g",h', width=4) == [(1, "a", "b\nc", 'd "e\nf" g', "h")]
