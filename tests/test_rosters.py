"""Rosters as offices really have them: one defect to a file, and what must come of it."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from ketnap.ingest.match import Hasher, Register, unit_of
from ketnap.ingest.read import Reading, Refused, read

ROSTERS = Path(__file__).parent / "rosters"
AS_OF = date(2021, 6, 21)
# Three people: February, March, and the 31st of April.
THREE = ({"2021-02": 1, "2021-03": 1}, [(4, "bad_date")])

# File -> people admitted in each month; line and reason of every row not taken.
EXPECTED = {
    "bom_semicolon_crlf.csv": THREE,
    "utf16_tabs.csv": THREE,
    "windows_1258.csv": THREE,
    "mojibake.csv": THREE,
    "enc_tcvn3.csv": THREE,
    "enc_tcvn3_capitals.csv": THREE,
    "enc_vni.csv": THREE,
    "enc_vni_capitals.csv": THREE,
    "enc_viscii.csv": THREE,
    "enc_old_font_in_utf8.csv": THREE,
    "enc_mojibake_twice.csv": THREE,
    "enc_mojibake_of_1258.csv": THREE,
    "enc_utf16_without_mark.csv": THREE,
    "enc_icelandic_d.csv": THREE,
    "carriage_returns.csv": THREE,
    "decomposed_accents.csv": THREE,
    "sep_line.csv": ({"2021-02": 1, "2021-03": 1}, [(5, "bad_date")]),  # one line lower
    "no_final_newline.csv": ({"2021-02": 2, "2021-03": 1}, [(4, "bad_date")]),  # whole all the same
    "cut_inside_a_letter.csv": ({"2021-02": 1, "2021-03": 1}, [(4, "bad_date"), (5, "truncated_row")]),
    "cut_inside_the_year.csv": ({"2021-02": 1}, [(3, "truncated_row")]),  # 15/02/20 is no year 2020
    "title_total_signature.csv": ({"2021-02": 1, "2021-03": 1}, [(8, "bad_date")]),
    "two_row_header.csv": ({"2021-02": 1, "2021-03": 1}, [(6, "missing_date")]),
    "group_headings.csv": (
        {"2021-02": 2, "2021-03": 1},
        # Line 10 may be a heading: what follows is not Sở Tài chính's.
        [(7, "unknown_unit"), (10, "missing_date"), (11, "missing_unit")],
    ),
    "stray_quotes.csv": ({"2021-02": 2, "2021-03": 1}, [(3, "broken_quote"), (5, "broken_quote")]),
    "quoted_newlines.csv": ({"2021-02": 1, "2021-03": 1}, [(4, "bad_date")]),  # records start at 2, 4, 6
    "ragged.csv": (
        {"2021-02": 1, "2021-03": 1},
        [(3, "too_few_fields"), (4, "too_many_fields"), (5, "too_many_fields")],
    ),
    "months_alone.csv": (
        {"2021-02": 2, "2021-03": 2, "2021-Q1": 1},
        [(6, "bad_date"), (8, "date_no_month")],
    ),
    "month_day_year.csv": ({"2021-02": 2, "2021-03": 2}, []),  # three days after the 12th prove the order
    "one_month_day_year.csv": ({"2021-02": 1, "2021-03": 1}, [(3, "bad_date")]),
    "impossible_dates.csv": (
        {"2020-02": 1},  # 29/2 of a leap year
        [
            *((2, "bad_date"), (3, "bad_date"), (5, "future_date"), (6, "before_1930"), (7, "missing_date")),
            *((8, "formula_error"), (9, "date_no_month")),
        ],
    ),
    "spreadsheet_guards.csv": ({"2021-02": 3, "2021-03": 2}, []),
    "unit_spellings.csv": (
        {"2021-02": 9},
        [(9, "ambiguous_unit"), (11, "unknown_unit"), (13, "missing_unit")],
    ),
    "duplicates.csv": ({"2021-02": 1, "2021-03": 3}, [(3, "duplicate"), (4, "conflict_duplicate")]),
    "totals_by_unit.csv": (
        {"2021-02": 3 + 1234 + 5, "2021-03": 4},
        [
            *((5, "bad_count"), (6, "negative_count"), (7, "missing_count")),
            *((8, "missing_unit"), (10, "future_date")),
        ],
    ),
}
WARNINGS = {
    "windows_1258.csv": {"legacy_encoding": []},
    "mojibake.csv": {"mojibake_repaired": []},
    "enc_tcvn3.csv": {"legacy_encoding": []},
    "enc_tcvn3_capitals.csv": {"legacy_encoding": []},
    "enc_vni.csv": {"legacy_encoding": []},
    "enc_vni_capitals.csv": {"legacy_encoding": []},
    "enc_viscii.csv": {"legacy_encoding": []},
    "enc_old_font_in_utf8.csv": {"legacy_encoding": []},
    "enc_mojibake_twice.csv": {"mojibake_repaired": []},
    "enc_mojibake_of_1258.csv": {"mojibake_repaired": []},
    "cut_inside_a_letter.csv": {"invalid_bytes": []},
    "month_day_year.csv": {"date_order_mdy": []},
    "months_alone.csv": {"quarter_only": [7]},
    "duplicates.csv": {"possible_duplicate": [5, 6]},
}
REFUSED = {
    "question_marks.csv": "lossy_encoding",
    "enc_replacement_marks.csv": "lossy_encoding",
    "enc_two_fonts.csv": "unknown_encoding",
    "web_page.csv": "html",
    "totals_as_roster.csv": "wrong_table",  # numbers of people would count as one each
}


@pytest.fixture(scope="module")
def register():
    units = roster("units.csv", "units", Register([]))
    return Register(unit_of(row["unit_code"], row["unit_name"], row["aliases"]) for row in units.rows)


def roster(name, table, register):
    return read((ROSTERS / name).read_bytes(), table, register, AS_OF, Hasher(b"key"))


def kind(name):
    return "monthly_totals" if name == "totals_by_unit.csv" else "admissions"


def months(reading):
    """Admissions by the month that counts."""
    found = Counter()
    for row in reading.rows:
        if reading.table == "monthly_totals":
            found[f"{row['year']}-{row['month']:02}"] += row["admitted"]
        else:
            day = row["decision_date"] or row["ceremony_date"] or row["admission_month"]
            is_quarter = "quarter" in (row["decision_precision"], row["ceremony_precision"])
            found[f"{day.year}-Q{day.month // 3}" if is_quarter else f"{day:%Y-%m}"] += 1
    return dict(found)


@pytest.mark.parametrize("name", EXPECTED)
def test_every_row_is_counted_in_its_month_or_listed_with_its_line(name, register):
    found = roster(name, kind(name), register)
    assert isinstance(found, Reading)
    by_month, problems = EXPECTED[name]
    assert months(found) == by_month
    assert [(problem.line, problem.reason) for problem in found.problems] == problems
    assert found.warnings == WARNINGS.get(name, {})


@pytest.mark.parametrize("name", EXPECTED)
def test_the_table_is_recognised_without_being_named(name, register):
    named, guessed = (roster(name, table, register) for table in (kind(name), None))
    assert guessed == named


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_would_be_counted_wrong_is_refused(name, register):
    found = roster(name, "admissions", register)
    assert isinstance(found, Refused)
    assert (found.reason, found.fields) == (REFUSED[name], {})


def test_every_file_has_its_place_in_a_table():
    assert {path.name for path in ROSTERS.glob("*.csv")} == {"units.csv", *EXPECTED, *REFUSED}


def test_the_line_ends_of_the_files_survived_version_control():
    assert b"\r\n" in (ROSTERS / "bom_semicolon_crlf.csv").read_bytes()
    assert b"\n" not in (ROSTERS / "carriage_returns.csv").read_bytes()


@pytest.mark.parametrize(
    ("name", "units"),
    [
        ("unit_spellings.csv", {"U01": 3, "U02": 1, "U03": 1, "U04": 1, "U06": 1, "U07": 1, "U09": 1}),
        ("group_headings.csv", {"U01": 2, "U02": 1}),
        ("spreadsheet_guards.csv", {"U01": 5}),  # "=SYT" is text and names the unit
    ],
)
def test_rows_belong_to_their_units(name, units, register):
    assert Counter(row["unit_code"] for row in roster(name, "admissions", register).rows) == units


def test_a_month_or_quarter_alone_keeps_its_precision_and_a_readmission_its_place(register):
    alone = roster("months_alone.csv", "admissions", register)
    assert {row["ceremony_precision"] for row in alone.rows} == {"month", "quarter"}
    assert roster("duplicates.csv", "admissions", register).excluded == {7: "readmission"}
