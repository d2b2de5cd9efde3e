"""What a file holds as one JSON object leaves no sheet out in silence."""

from datetime import date

import pytest

from ketnap.i18n import Translator
from ketnap.ingest.contract import contract
from ketnap.ingest.match import Hasher, Register, Unit
from ketnap.ingest.read import read_all
from tests.workbooks import book, inline, rows

REGISTER = Register([Unit("A", "Chi bộ A")])
ROSTER = (("Họ và tên", "Đơn vị", "Ngày QĐ"), ("Mẫu 01", "Chi bộ A", "05/02/2021"))


def sheet(*lines):
    """A sheet of texts."""
    cells = [
        [inline(f"{letter}{number}", text) for letter, text in zip("ABC", line, strict=False)]
        for number, line in enumerate(lines, start=1)
    ]
    return rows(*map("".join, cells))


@pytest.mark.parametrize(
    ("second", "warned"),
    [
        ((("Họ và tên", "Nơi nào đó", "Ngày QĐ"), ("Mẫu 02", "Chi bộ A", "06/02/2021")), ["sheet_not_read"]),
        ((("Ghi chú cho người nhập",), ("Xem trang đầu",)), []),
    ],
)
def test_a_sheet_that_was_not_read_is_told_if_its_columns_could_be_explained(second, warned):
    found = read_all(book(sheet(*ROSTER), sheet(*second)), None, REGISTER, date(2021, 6, 21), Hasher(b"key"))
    said = contract(found, REGISTER, Translator("en"))
    assert (said["outcome"], said["rows_valid"]) == ("load", 1)
    assert [warning.split(":")[0] for warning in said["warnings"]] == warned


@pytest.mark.parametrize(
    ("text", "by_unit", "by_month", "by_source"),
    [
        ("Đơn vị,Ngày báo cáo,Kỳ,Nguồn,Dự kiến kết nạp\nChi bộ A,15/6/2021,Năm 2021,12,4\n", {"Chi bộ A": 4}, {}, {}),
        (
            "Lớp,Tên lớp,Ngày bế giảng,Đơn vị,Nguồn,Số hoàn thành\nNT1,Cảm tình Đảng,28/4/2021,Chi bộ A,Công đoàn,7\n",
            *({"Chi bộ A": 7}, {"2021-04": 7}, {"trade_union": 7}),
        ),
    ],
)
def test_reports_and_classes_are_counted_by_people(text, by_unit, by_month, by_source):
    found = read_all(text.encode(), None, REGISTER, date(2021, 6, 21), Hasher(b"key"))
    said = contract(found, REGISTER, Translator("en"))
    assert (said["rows_valid"], said["by_unit"], said["by_month"], said["by_source"]) == (
        1,
        by_unit,
        by_month,
        by_source,
    )
