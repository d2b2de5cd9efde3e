"""A large roster read column by column: the same, to the letter, as row by row."""

import random
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta

import pytest

from ketnap.i18n import Translator
from ketnap.ingest import bulk, layout
from ketnap.ingest.bulk import picked
from ketnap.ingest.contract import contract
from ketnap.ingest.match import Hasher, Register, Unit
from ketnap.ingest.read import Reading, Refused, read_all
from ketnap.store import Store, Upload

AS_OF = date(2022, 6, 30)
HASHER = Hasher(b"k" * 32)
REGISTER = Register(
    [
        Unit("A1", "Đảng bộ Sở Văn hóa, Thể thao", ("Sở VHTT",)),
        Unit("A2", "Chi bộ Trường Đông Sơn"),
        Unit("A3", "Chi bộ Trường Đồng Sơn"),
        Unit("A4", "Đảng bộ Sở Nội vụ", ("SNV", "Nội vụ")),
        Unit("A5", "Chi bộ Báo Mẫu"),
    ]
)
UNITS = ["Đảng bộ Sở Văn hóa, Thể thao", "Sở VHTT", "Trường Đồng Sơn", "SNV", "sở nội vụ", "Báo Mẫu", "A1"]
# Cells that keep a row from being plain, and some that only look like it.
SPOILT = {
    "STT": ["Tổng cộng", "I", "1"],
    "Mã đảng viên": ["", "-", "…", "'00123", "dv 00001", "ĐV-00001", "Đ V/00001", "㍿"],
    "Họ và tên": ["", "-", "Tổng", "Cộng", "nguyen van an 1", "Nguyễn Văn An 1"],
    "Ngày sinh": ["", "2/2/1990", "02/02/1990", "1990", "05/13/1990"],
    "Đơn vị": ["", "-", "Đơn vị lạ", "Dong Son", "  SNV\u00a0", '="SNV"', "Khối"],
    "Ngày QĐ": ["", "31/2/2021", "2020", "#REF!", "1/1/2030", "1/1/1920", "6/2021", "44300", "13/13/2020"],
    "Ngày kết nạp": ["", "x", "quý 1/2021", "1/1/2031", "tháng 5 năm 2021", "12-Jan-2021", "'05/02/2021", "02/28/2020"],
    "Tháng kết nạp": ["", "13/2020", "T5/2021", "2021"],
    "Nguồn giới thiệu": ["ĐTN, CĐ", "Hội Nông dân", "chưa có"],
    "Ghi chú": ["kết nạp lại", "Hủy QĐ", "Đã huỷ bỏ quyết định", "không hủy quyết định", "kết nạp", "lần 2?"],
    "Hình thức": ["Kết nạp lại", "lại"],
    "Tình trạng": ["đã thu hồi quyết định"],
    "Ngày hủy QĐ": ["1/3/2022", "3/2022", "hôm qua"],
    "Số QĐ": ["", "1-QĐ/ĐUK"],
    "Giới tính": ["nam giới", "1"],
    "Dân tộc": ["x, y", "Tổng số", "Ð"],
}
NO_ROWS = ["", "Chi bộ Báo Mẫu", "II. Đảng bộ Sở Nội vụ", "Tổng cộng", "Người lập biểu", "(*) ghi chú", "Cộng: 12", "7"]
SEEDS = range(300)


class Mess:
    """A roster drawn by chance: some columns, mostly clean rows, some mess; `again` draws another one of its people."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.rate = self.random.choice([0, 0.02, 0.1])
        self.month_first = self.chance(0.15)
        self.uncoded = self.random.choice([0, 0, 0, 0.03, 1])
        self.columns = self.drawn_columns()
        self.people: list[dict[str, str]] = []
        for number in range(1, self.random.randrange(40, 130)):
            row = self.row(number)
            self.people.append(self.spoilt(row) if self.chance(self.rate) else row)

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def again(self) -> str:
        """The list of the same people, some changed and some new, perhaps with other columns."""
        self.columns = self.columns if self.chance(0.5) else self.drawn_columns()
        for row in self.people:
            if self.chance(0.1):
                column = self.random.choice(self.columns)
                row[column] = self.random.choice(self.people)[column]
        self.people += [self.row(number) for number in range(self.random.randrange(20))]
        return self.text()

    def drawn_columns(self) -> list[str]:
        pick = self.chance
        dates = self.random.choice([["Ngày QĐ"], ["Ngày kết nạp"], ["Ngày QĐ", "Ngày kết nạp"], ["Tháng kết nạp"]])
        if "Tháng kết nạp" not in dates and pick(0.1):
            dates = [*dates, "Tháng kết nạp"]
        columns = [
            *(["STT"] if pick(0.6) else []),
            *(["Mã đảng viên"] if self.uncoded < 1 or pick(0.1) else []),
            *(["Họ và tên"] if pick(0.8) else ["Họ và tên đệm", "Tên"]),
            *(["Ngày sinh"] if pick(0.85) else []),
            "Đơn vị",
            *dates,
            *(name for name in ("Nguồn giới thiệu", "Ghi chú") if pick(0.7)),
            *(name for name in ("Số QĐ", "Giới tính", "Tình trạng", "Hình thức", "Ngày hủy QĐ") if pick(0.2)),
            *(name for name in ("Ngày cấp GCN", "Nghề nghiệp", "Lớp", "Dân tộc", "Ngày chính thức") if pick(0.2)),
        ]
        if pick(0.3):
            self.random.shuffle(columns)
        return columns

    def day(self, first: date = date(2019, 1, 1), days: int = 1270) -> str:
        found = first + timedelta(days=self.random.randrange(days))
        forms = ["%Y-%m-%d", "%d.%m.%y", "%d %m %Y"] if self.chance(self.rate) else ["%d/%m/%Y"]
        return found.strftime("%m/%d/%Y" if self.month_first else self.random.choice(forms))

    def row(self, number: int) -> dict[str, str]:
        pick, choice = self.chance, self.random.choice
        words = [choice(["Nguyễn", "Trần", "Đỗ"]), choice(["Văn", "Thị", "Minh"]), choice(["An", "Bình", "Ái"])]
        given = f"{words[2]} {self.random.randrange(40)}" if pick(0.7) else words[2]
        decided, held = self.day(), self.day()
        return {
            "STT": str(number),
            "Mã đảng viên": "" if pick(self.uncoded) else f"ĐV-{self.random.randrange(10**5):05d}",
            "Họ và tên": f"{words[0]} {words[1]} {given}",
            "Họ và tên đệm": f"{words[0]} {words[1]}",
            "Tên": given,
            "Ngày sinh": choice(["1990", "5/1991", "", "năm 1989"]) if pick(0.1) else self.day(date(1990, 1, 1), 400),
            "Đơn vị": choice(UNITS),
            "Ngày QĐ": decided,
            "Ngày kết nạp": held if pick(self.rate) else choice([decided, decided, held] if pick(0.2) else [decided]),
            "Tháng kết nạp": f"{self.random.randrange(1, 13)}/{self.random.randrange(2019, 2022)}",
            "Nguồn giới thiệu": choice(["Đoàn Thanh niên", "Công đoàn", "Hai đảng viên", "", "-"]),
            "Ghi chú": choice(["", "", "chuyển đến", "x"]),
            "Số QĐ": f"{self.random.randrange(30)}-QĐ/ĐUK",
            "Giới tính": choice(["Nam", "Nữ", ""]),
            "Tình trạng": choice(["", "đang sinh hoạt"]),
            "Hình thức": choice(["mới", ""]),
            "Ngày hủy QĐ": "",
            "Ngày cấp GCN": self.day(),
            "Nghề nghiệp": choice(["Viên chức", "Giáo viên", "-"]),
            "Lớp": choice(["K1", "K 2"]),
            "Dân tộc": choice(["Kinh", "Ê Đê"]),
            "Ngày chính thức": choice([self.day(), "", "sắp"]),
        }

    def spoilt(self, row: dict[str, str]) -> dict[str, str]:
        """The row with something unusual in it, or nearly the same as another one."""
        if self.people and self.chance(0.4):
            changed = self.random.sample(self.columns, self.random.randrange(3))
            return {**self.random.choice(self.people), **{column: row[column] for column in changed}}
        column = self.random.choice([column for column in self.columns if column in SPOILT])
        return {**row, column: self.random.choice(SPOILT[column])}

    def between(self) -> list[str]:
        """Cells that are no row."""
        width = len(self.columns)
        cells = [""] * self.random.choice([0, 0, 0, 1]) + [self.random.choice(NO_ROWS)] + [""] * width
        if self.chance(0.1):
            return self.columns
        return cells[: self.random.choice([1, width, width, width + 1])]

    def text(self) -> str:
        """The roster as a file, or the beginning of one."""
        self.delimiter = self.random.choice([",", ",", ";", "\t", "|"])
        self.quoting = self.random.choice(["needed", "needed", "all", "never"])
        lines = [["DANH SÁCH KẾT NẠP"], []] if self.chance(0.3) else []
        lines.append(self.columns)
        more = [""] * self.chance(0.1)
        for row in self.people:
            cells = [row[column] for column in self.columns] + more
            if self.chance(self.rate / 8):
                cells = cells[: self.random.randrange(1, len(cells))] if self.chance(0.5) else [*cells, "thừa"]
            lines.append(cells)
            if self.chance(self.rate / 4):
                lines.append(self.between())
        lines += [self.between() for _ in range(self.random.choice([0, 0, 1, 3]))]
        end = self.random.choice(["\n", "\r\n"])
        text = end.join(map(self.line, lines)) + (end if self.chance(0.7) else "")
        if self.chance(0.1):
            text = text[: -self.random.randrange(1, 12)]
        return ("\ufeff" if self.chance(0.2) else "") + text

    def line(self, cells: list[str]) -> str:
        """The cells as a line, in quotation marks where it is the habit."""
        marked = [self.quoting == "all" or (self.quoting == "needed" and self.delimiter in cell) for cell in cells]
        return self.delimiter.join(f'"{cell}"' if wanted else cell for cell, wanted in zip(cells, marked, strict=True))


@pytest.fixture
def small(monkeypatch):
    """Every file is a large one, and few of its rows are read row by row for being the first."""
    monkeypatch.setattr(bulk, "LARGE", 0)
    monkeypatch.setattr(picked, "BEGINNING", 8)
    monkeypatch.setattr(layout, "SAMPLED", 4)


def both(text: str, monkeypatch) -> tuple[Reading | Refused, Reading | Refused]:
    """The reading of a file column by column and row by row."""
    quick = read_all(text.encode(), None, REGISTER, AS_OF, HASHER)
    with monkeypatch.context() as patched:
        patched.setattr(bulk, "LARGE", bulk.LARGEST + 1)
        slow = read_all(text.encode(), None, REGISTER, AS_OF, HASHER)
    assert len(quick) == len(slow) == 1
    return quick[0], slow[0]


def rows_of(reading: Reading) -> dict[int, dict]:
    """All rows by line; the hash of a whole row only where it counts."""
    found = {}
    for row in [*reading.rows, *(reading.plain.rows() if reading.plain else [])]:
        known = row["code_hash"] or row["name_birth_hash"] or row["decision_hash"]
        left_out = {"sheet", "name_hash", "admission_key"} | ({"row_hash"} if known else set())
        assert row["line"] not in found
        found[row["line"]] = {name: value for name, value in row.items() if name not in left_out}
    return found


@pytest.fixture
def stores() -> Iterator[list[Store]]:
    """Two empty stores."""
    with closing(Store(None)) as one, closing(Store(None)) as other:
        yield [one, other]


def told(reading: Reading | Refused) -> object:
    """All that a reading tells."""
    if isinstance(reading, Refused):
        return reading
    names = ("table", "problems", "excluded", "warnings", "columns", "unused", "encoding", "delimiter", "asked")
    said = [getattr(reading, name) for name in (*names, "accepted", "kept")]
    return [rows_of(reading), contract([reading], REGISTER, Translator("vi")), list(reading.warnings), *said]


def kept(store: Store) -> list[object]:
    """All that a store keeps of people, rejected rows and imports."""
    columns = "exclude (imported_at)"
    return [
        store._database.read(lambda cursor, query=query: cursor.execute(query).fetchall())
        for query in (
            "from admission_rows order by import_id, line",
            "from rejected_rows order by all",
            f"select * {columns} from imports order by import_id",
            "from monthly_cube order by all",
        )
    ]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.usefixtures("small")
def test_column_by_column_and_row_by_row_are_the_same(seed, stores, monkeypatch):
    mess = Mess(seed)
    for text in (mess.text(), mess.again()):
        readings = both(text, monkeypatch)
        assert told(readings[0]) == told(readings[1])
        if isinstance(readings[0], Reading):
            found = [store.keyed(reading) for store, reading in zip(stores, readings, strict=True)]
            assert told(found[0]) == told(found[1])
            for store, reading in zip(stores, found, strict=True):
                store.keep([(Upload("tep.csv", text.encode()), reading)], "test")
            assert kept(stores[0]) == kept(stores[1])
