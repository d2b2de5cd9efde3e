"""Which dialect a text is in, found from the text alone."""

import pytest

from ketnap.ingest.delimited.sniff import guessed, is_value

ONE_COLUMN = ""


def delimiter(text: str) -> str:
    return guessed(text).dialect.delimiter


@pytest.mark.parametrize("sign", [",", ";", "\t", "|", "~", "^", "\x01", "§"])
def test_a_plain_table_is_divided_by_its_delimiter(sign):
    text = "".join(sign.join(row) + "\n" for row in ("ab", "12", "34"))
    assert (delimiter(text), guessed(text).width) == (sign, 2)


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("name;price;rate\nx;1,5;2,25\ny;3,75;4,1\n", ";"),
        ("1,5;2,25\n3,75;4,1\n", ";"),
        ('"1","2,5"\n"3","4,5"\n', ","),
        ("id;note\n1;Well, yes, so\n2;No, not\n3;Why\n", ";"),
        ("mail,link,day\na@b.vn,http://x.y/z?a=1:2,2020-01-01 10:00\nc@d.vn,https://q.r:80/,2020-01-02 11:30\n", ","),
        ("a,b\n1;2;3,4;5;6\nx;y;z,p;q;r\n", ","),
        ('key,value\n1,"{""a"": [1, 2], ""b"": ""x;y""}"\n2,"{""a"": [3], ""b"": ""z""}"\n', ","),
        ("root:x:0:0:/root:/bin/sh\nuser:x:1:1:/home:/bin/sh\nbin:x:2:2:/bin:/bin/sh\n", ":"),
        ("1.0 2.0 3.0\n4.0 5.0 6.0\n7.5 8.5 9.5\n", " "),
        ('one two "three four"\nfive six "seven"\n', " "),
        ("Report on May, 2021\nName\tBorn\tUnit, town\nA\t2001\tX, Y\nB\t2002\tZ\n", "\t"),
        ("a, b, c\n1, 2, 3\n4, 5, 6\n", ", "),
        ("a , b , c\n1 , 2 , 3\n4 , 5 , 6\n", ","),
    ],
)
def test_the_delimiter_is_the_one_that_leaves_sound_cells(text, sign):
    assert delimiter(text) == sign


@pytest.mark.parametrize(
    "text",
    [
        "",
        "name\nAn\nBinh\n",
        "full name\nNguyen An\nLe Binh\nTran Chi\n",
        "remark\nGood, very good\nBad\nOk, fine, thanks\nSo so\n",
        "link\nhttp://a.b/c:1\nhttp://d.e/f:2\n",
        "10:00\n11:30\n12:45\n",
        "2020-01-01 10:00:00\n2020-01-02 11:00:00\n2020-01-03 12:00:00\n",
        "price\n1,5\n2,7\n3,9\n",
        '"one, two"\n"three, four"\n',
        "It was the best of times, it was the worst of times.\nIt was late.\nIt was, I think, dark; well, dim.\n",
    ],
)
def test_a_text_of_one_column_is_not_divided(text):
    assert delimiter(text) == ONE_COLUMN


def test_columns_aligned_by_spaces_or_tabs_are_divided_by_their_runs():
    for text in ("Name   Age\nJo     12\nAnna   13\nB      14\n", "Name\t\tAge\nJo\t\t12\nLongname\t13\n"):
        guess = guessed(text)
        assert (guess.dialect.runs, guess.width) == (True, 2)


@pytest.mark.parametrize(
    ("text", "quote", "escape"),
    [
        ("a,b\n'x, y',1\n'it's, so',2\n", "'", ""),
        ("id,day\n1,'05/02/2021\n2,'06/02/2021\n", '"', ""),
        ('a,b\n1,"x \\"q\\" y"\n2,"z, \\"w\\""\n', '"', "\\"),
        ('a,b\n1,"C:\\dir\\"\n2,"D:\\x\\"\n', '"', ""),
        ("a,b\n1,x\\,y\n2,z\n3,q\\,r\n", '"', "\\"),
    ],
)
def test_marks_around_cells_and_marks_that_mean_themselves(text, quote, escape):
    dialect = guessed(text).dialect
    assert (dialect.delimiter, dialect.quote, dialect.escape) == (",", quote, escape)


def test_a_declared_delimiter_counts_whatever_the_text_looks_like():
    guess = guessed("sep=;\na,b;c,d\n1,2;3,4\n")
    assert (guess.dialect.delimiter, guess.width, guess.begin) == (";", 2, len("sep=;\n"))


def test_line_feeds_inside_records_that_end_otherwise_end_none():
    assert guessed("a,b\r\n1,x\ny\r\n2,z\r\n").dialect.line_end == "\r\n"
    mixed = guessed("a,b\n1,2\r\n3,4\r5,6").dialect
    assert mixed == guessed("a,b\n1,2\n3,4\n5,6").dialect


@pytest.mark.parametrize(
    "cell", ["12", "-1.234,5", "$74.69", "36,3%", "1e-5", "21/6/2021", "2021-06-21T10:30:00", "10:30"]
)
def test_numbers_amounts_dates_and_times_are_values(cell):
    assert is_value(cell)


@pytest.mark.parametrize("cell", ["", "x", "1 2 3", "1;2", "2 kg", "NA"])
def test_words_and_lists_are_no_values(cell):
    assert not is_value(cell)
