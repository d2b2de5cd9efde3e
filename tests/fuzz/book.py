"""A draft -> a workbook, with dates, numbers, formulas and merged cells as spreadsheets keep them."""

from datetime import date, datetime
from io import BytesIO
from random import Random

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from tests.fuzz.days import plain
from tests.fuzz.draft import Draft, Line, Row
from tests.fuzz.outcome import Outcomes
from tests.fuzz.settle import settled

# The first day of either date system, less one; the older one takes 1900 for a leap year.
EPOCHS = {False: date(1899, 12, 30), True: date(1904, 1, 1)}
NOTES = (
    ("HƯỚNG DẪN NHẬP LIỆU",),
    ("1. Ghi ngày theo mẫu ngày/tháng/năm",),
    ("2. Cột Đơn vị ghi đúng tên trong danh mục",),
    ("Mọi thắc mắc gửi về Ban Tổ chức", "Số điện thoại", "0900000000"),
)

SUMMARY = (
    ("TỔNG HỢP KẾT NẠP THEO ĐƠN VỊ",),
    ("STT", "Đơn vị", "Số lượng"),
    ("1", "Chi bộ Sở Y tế", "5"),
    ("2", "Chi bộ Sở Tài chính", "12"),
    ("", "Tổng cộng", "17"),
)


class Book:
    """The workbook of a draft and what must come of the lines of its sheets."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.rng = draft.rng("book")
        self.lines: dict[tuple[str, int], Outcomes] = {}
        self.file = BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self.book = xlsxwriter.Workbook(self.file, options | {"date_1904": draft.book.epoch_1904})
        self.book.set_properties({"created": datetime(2020, 1, 1)})
        self.formats = [
            self.book.add_format({"num_format": code})
            for code in ("dd/mm/yyyy", "d/m/yy", "yyyy-mm-dd", "mmm-yy", '[$-42A]dd "tháng" mm "năm" yyyy')
        ]

    def written(self, parts: list[list[Row | Line]], head: list[Line], below: list[Line]) -> bytes:
        """The bytes of the workbook; each part of the rows on a sheet of its own, under the same head."""
        if self.draft.book.notes_first:
            self._listed("Hướng dẫn", NOTES)
        names = ["Danh sách"] if len(parts) == 1 else [f"T{number}" for number in range(1, len(parts) + 1)]
        for name, part in zip(names, parts, strict=True):
            sheet = self.book.add_worksheet(name)
            last = part is parts[-1]
            self._fill(sheet, name, [*head, *part, *(below if last else ())], len(head))
        if self.draft.book.summary:
            self._listed("Tổng hợp", SUMMARY)
        if self.draft.book.hidden_list:
            self._listed("DanhMuc", (("Danh mục đơn vị",), ("Chi bộ Sở Y tế",), ("Chi bộ Sở Tài chính",))).hide()
        if not self.draft.book.notes_first:
            self.book.worksheets()[0].activate()
        self.book.close()
        return self.file.getvalue()

    def _listed(self, name: str, rows: tuple[tuple[str, ...], ...]) -> Worksheet:
        """A sheet of plain texts."""
        sheet = self.book.add_worksheet(name)
        for at, cells in enumerate(rows):
            sheet.write_row(at, 0, cells)
        return sheet

    def _fill(self, sheet: Worksheet, name: str, items: list[Row | Line], head: int) -> None:
        """Write the rows and lines of a sheet, merged where the draft says so."""
        merged = self._merged_units(items) if self.draft.book.merged_units else {}
        for at, item in enumerate(items):
            number = at + self.draft.book.top
            if isinstance(item, Row):
                self._row(sheet, number, item, at in merged)
                if hidden := self.rng.random() < self.draft.book.hidden_rows:
                    sheet.set_row(number, None, None, {"hidden": True})
                said = settled(item, self.draft)
                self.lines[name, number + 1] = (*said, *self.draft.book.of_hidden) if hidden else said
            else:
                self._line(sheet, number, item, at < head - 1)
                if item.outcomes:
                    self.lines[name, number + 1] = item.outcomes
        for first, last in set(merged.values()):
            self._merge(sheet, first, last, items[first])

    def _merged_units(self, items: list[Row | Line]) -> dict[int, tuple[int, int]]:
        """For each row that shares its unit with its neighbours: the first and the last row of the merged cell."""
        spans: dict[int, tuple[int, int]] = {}
        first = 0
        for at in range(1, len(items) + 1):
            here, before = items[at] if at < len(items) else None, items[at - 1]
            same = isinstance(here, Row) and isinstance(before, Row) and here.home == before.home
            if same and here.unit and before.unit and here.unit.code and here.unit == before.unit:
                continue
            if at - first > 1:
                spans |= dict.fromkeys(range(first, at), (first, at - 1))
            first = at
        return spans

    def _merge(self, sheet: Worksheet, first: int, last: int, row: Row | Line) -> None:
        """Merge the unit's cells of neighbouring rows."""
        assert isinstance(row, Row)
        top, column = self.draft.book.top, self.draft.column("unit") + self.draft.book.left
        sheet.merge_range(first + top, column, last + top, column, row.text("unit"))

    def _row(self, sheet: Worksheet, number: int, row: Row, merged: bool) -> None:
        """Write a row of data, each cell as the kind of value it is."""
        for at, column in enumerate(self.draft.columns):
            text = row.text(column.name)
            if merged and column.name == "unit":
                continue
            where = number, at + self.draft.book.left
            day = self._day_in(row, column.name)
            if day:
                self._day(sheet, where, day, text)
            elif text.startswith("#"):
                sheet.write_formula(*where, "=NA()", None, text)
            elif text.isdigit() and (column.name in row.counts or column.name in ("row_no", "year", "total")):
                self._number(sheet, where, int(text))
            elif text:
                sheet.write_string(*where, self._in_epoch(text) if column.name in row.days else text)

    def _in_epoch(self, text: str) -> str:
        """A date that is written as its number, as the workbook counts days."""
        if not (text.isdigit() and len(text) == 5):
            return text
        return str(int(text) - (EPOCHS[self.draft.book.epoch_1904] - EPOCHS[False]).days)

    def _day_in(self, row: Row, name: str) -> date | None:
        """The date a cell keeps, if it is one that a spreadsheet would know."""
        if name in row.days:
            when = row.days[name].when or ""
            whole = len(when) == 10 and when >= "1905" and row.days[name] == plain(date.fromisoformat(when))
            return date.fromisoformat(when) if whole and "date_order_mdy" not in self.draft.warnings else None
        return _plain_day(row.text(name)) if name.endswith("_date") else None

    def _day(self, sheet: Worksheet, where: tuple[int, int], day: date, text: str) -> None:
        """Write a date as a date, a formula, a bare number, or text."""
        how = self.rng.choices(("date", "formula", "number", "text"), self.draft.book.dates)[0]
        serial = (day - EPOCHS[self.draft.book.epoch_1904]).days
        if how == "date":
            sheet.write_datetime(*where, datetime(day.year, day.month, day.day), self.rng.choice(self.formats[:3]))
        elif how == "formula":
            sheet.write_formula(*where, f"=DATE({day.year},{day.month},{day.day})", self.formats[0], serial)
        elif how == "number":
            sheet.write_number(*where, serial)
        else:
            sheet.write_string(*where, text)

    def _number(self, sheet: Worksheet, where: tuple[int, int], number: int) -> None:
        """Write a number as a number, a formula, or text."""
        how = self.rng.choice(("number", "number", "number", "formula", "text"))
        # A formula whose result is 0 may be one that nobody has calculated yet.
        if how == "formula" and number:
            sheet.write_formula(*where, f"={number}+0", None, number)
        elif how == "number":
            sheet.write_number(*where, number)
        else:
            sheet.write_string(*where, f"{number}")

    def _line(self, sheet: Worksheet, number: int, line: Line, title: bool) -> None:
        """Write a line that is no data; a title may reach over the whole table."""
        cells = [line.raw] if line.raw is not None else line.cells
        left = self.draft.book.left
        if title and self.draft.book.merged_titles and cells and cells[0] and not any(cells[1:]):
            sheet.merge_range(number, left, number, left + len(self.draft.columns) - 1, cells[0])
            return
        for at, text in enumerate(cells):
            if text:
                sheet.write_string(number, at + left, text)


def _plain_day(text: str) -> date | None:
    """The date of a text like 05/02/2021, if there is one that spreadsheets can keep."""
    try:
        day = datetime.strptime(text, "%d/%m/%Y").date()
    except ValueError:
        return None
    return day if day.year >= 1905 else None


def split(body: list[Row | Line], parts: int, rng: Random) -> list[list[Row | Line]]:
    """The rows in so many parts, none of them without a row."""
    at = [i for i, item in enumerate(body) if isinstance(item, Row)][1:]
    cuts = sorted(rng.sample(at, min(parts - 1, len(at))))
    return [body[first:last] for first, last in zip([0, *cuts], [*cuts, len(body)], strict=True)]
