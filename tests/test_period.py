"""A period is read to its first and last day, or not at all."""

from datetime import date

import pytest

from ketnap.ingest.period import period
from ketnap.ingest.values import Fault

SECOND_HALF = (date(2021, 7, 1), date(2021, 12, 31))
FIRST_HALF = (date(2021, 1, 1), date(2021, 6, 30))
THIRD_QUARTER = (date(2021, 7, 1), date(2021, 9, 30))
YEAR = (date(2021, 1, 1), date(2021, 12, 31))
JULY = (date(2021, 7, 1), date(2021, 7, 31))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("6 tháng cuối năm 2021", SECOND_HALF),  # as the letter 259-CV/ĐUK says it
        ("6 THANG CUOI NAM 2021", SECOND_HALF),
        ("06 tháng cuối năm 2021.", SECOND_HALF),
        ("nửa cuối năm 2021", SECOND_HALF),
        ("6 tháng đầu năm 2021", FIRST_HALF),
        ("9 tháng đầu năm 2021", (date(2021, 1, 1), date(2021, 9, 30))),
        ("3 tháng cuối năm 2021", (date(2021, 10, 1), date(2021, 12, 31))),
        ("2 tháng đầu năm 2020", (date(2020, 1, 1), date(2020, 2, 29))),  # a leap year
        ("Quý III/2021", THIRD_QUARTER),
        ("Quý 3/2021", THIRD_QUARTER),
        ("quý III năm 2021", THIRD_QUARTER),
        ("Q3-2021", THIRD_QUARTER),
        ("Quý IV/2021", (date(2021, 10, 1), date(2021, 12, 31))),
        ("Năm 2021", YEAR),
        ("cả năm 2021", YEAR),
        ("2021", YEAR),
        ("tháng 7/2021", JULY),
        ("T7/2021", JULY),
        ("07/2021", JULY),
        ("2021-07", JULY),
        ("tháng 2 năm 2021", (date(2021, 2, 1), date(2021, 2, 28))),
        ("7/2021 - 12/2021", SECOND_HALF),
        ("7/2021-12/2021", SECOND_HALF),
        ("7/2021 – 12/2021", SECOND_HALF),
        ("7/2020 – 6/2021", (date(2020, 7, 1), date(2021, 6, 30))),
        ("T7-T12/2021", SECOND_HALF),
        ("T7-12/2021", SECOND_HALF),
        ("tháng 7 đến tháng 12 năm 2021", SECOND_HALF),
        ("từ tháng 7/2021 đến hết tháng 12/2021", SECOND_HALF),
        ("từ 1/7/2021 đến 31/12/2021", SECOND_HALF),
        ("Từ ngày 01/07/2021 đến ngày 31/12/2021", SECOND_HALF),
        ("1/7 - 31/12/2021", SECOND_HALF),
        ("1-7-2021 đến 31-12-2021", SECOND_HALF),
        ("15/6/2021 - 20/6/2021", (date(2021, 6, 15), date(2021, 6, 20))),
    ],
)
def test_a_period_that_is_certain_has_its_days(text, expected):
    assert period(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "6 tháng cuối năm",  # of which year?
        "Quý III",
        "7-12/2021",  # July to December, or 7 December
        "01/07/2021",  # a day
        "44378",
        "2021-2025",  # a term
        "12 tháng đầu năm 2021",
        "13 tháng cuối năm 2021",
        "Quý V/2021",
        "tháng 13/2021",
        "12/2021 - 7/2021",
        "T12-T7/2021",
        "31/6/2021 - 31/12/2021",
        "7/2021 - 31/12/2021",  # a month to a day
        "1/7/21 - 31/12/21",  # of which century?
        "6 tháng cuối năm 21",
        "6 tháng năm 2021",
        "quý III và quý IV năm 2021",
        "6 tháng cuối năm 1021",
        "sắp tới",
    ],
)
def test_a_period_that_is_not_certain_is_none(text):
    assert period(text) == Fault("bad_period")


@pytest.mark.parametrize("text", ["", "-", "…"])
def test_a_blank_period_says_nothing(text):
    assert period(text) is None


def test_the_error_of_a_formula_is_called_by_its_name():
    assert period("#REF!") == Fault("formula_error")
