"""A large roster read column by column: the same, to the letter, as row by row."""

import os
import random
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date, timedelta

import pytest

from ketnap.i18n import Translator
from ketnap.ingest import bulk, layout
from ketnap.ingest.bulk import chunks, picked
from ketnap.ingest.contract import contract
from ketnap.ingest.match import Hasher, Register, Unit
from ketnap.ingest.read import Reading, Refused, read_all
from ketnap.store import Store, Upload

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
    "Mã đảng viên": ["", "-", "…", "'00123", "dv 00001", "ĐV-00001", "Đ V/00001", "㍿", "chưa có", "#N/A", "000"],
    "Họ và tên": ["", "-", "NA", "nan", "Tổng", "Cộng", "nguyen van an 1", "Nguyễn Văn An 1", "李", "***", "Ý"],
    "Họ và tên đệm": ["", "-", "."],
    "Tên": ["", "-", "李", "Ê"],
    "Ngày sinh": ["", "2/2/1990", "02/02/1990", "1990", "05/13/1990", "15/6/1960", "1960", "6/2003", "2003", "1900"],
    "Đơn vị": ["", "-", "Đơn vị lạ", "Dong Son", "  SNV\u00a0", '="SNV"', "Khối"],
    "Ngày QĐ": ["", "31/2/2021", "2020", "#REF!", "1/1/2030", "1/1/1920", "6/2021", "44300", "13/13/2020"],
    "Ngày kết nạp": ["", "x", "quý 1/2021", "1/1/2031", "tháng 5 năm 2021", "12-Jan-2021", "'05/02/2021", "02/28/2020"],
    "Tháng kết nạp": ["", "13/2020", "T5/2021", "2021", "15/5/2022", "30/6/2022", "2/2/1930", "2/1930", "tháng"],
    "Nguồn giới thiệu": ["NULL", "ĐTN, CĐ", "Hội Nông dân", "chưa có"],
    "Ghi chú": [
        "kết nạp lại",
        "xóa tên dự bị",
        "Hủy QĐ",
        "Đã huỷ bỏ quyết định",
        "không hủy quyết định",
        "kết nạp",
        "lần 2?",
    ],
    "Hình thức": ["Kết nạp lại", "lại"],
    "Tình trạng": ["đã thu hồi quyết định"],
    "Ngày hủy QĐ": ["1/3/2022", "3/2022", "hôm qua"],
    "Số QĐ": ["", "1-QĐ/ĐUK"],
    "Giới tính": ["nam giới", "1"],
    "Dân tộc": ["x, y", "Tổng số", "Ð", "Ω", "a\u0300", "mất ?"],
}
NO_ROWS = ["", "Chi bộ Báo Mẫu", "II. Đảng bộ Sở Nội vụ", "Tổng cộng", "Người lập biểu", "(*) ghi chú", "Cộng: 12", "7"]
# `make fuzz` tries many more.
SEEDS = range(int(os.environ.get("KETNAP_SEEDS", "40")))


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
        self.as_of = self.random.choice([date(2022, 6, 30), date(2022, 5, 10)])
        self.table = self.random.choice([None, "admissions", "admissions"])

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
            "Lớp": choice(["K1", "K 2", "N/A", "null"]),
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
            return self.random.choice([self.columns, ["STT", "Họ và tên", "Ngày sinh", "Đơn vị"]])
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
        if self.chance(0.05):
            # Sorted together with its header.
            lines.insert(lines.index(self.columns) + 4, lines.pop(lines.index(self.columns)))
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
    monkeypatch.setattr(chunks, "SIZE", 2000)
    monkeypatch.setattr(layout, "SAMPLED", 4)


def both(
    data: bytes, monkeypatch, table: str | None = "admissions", as_of: date = date(2022, 6, 30)
) -> tuple[Reading | Refused, Reading | Refused]:
    """The reading of a file column by column and row by row."""
    quick = read_all(data, table, REGISTER, as_of, HASHER)
    with monkeypatch.context() as patched:
        patched.setattr(bulk, "LARGE", bulk.LARGEST + 1)
        slow = read_all(data, table, REGISTER, as_of, HASHER)
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


def compare_and_keep(data: bytes, readings: Sequence[Reading], stores: list[Store]) -> list[Reading]:
    """Keep both readings of a file, each in its store; they and the stores have to be the same before and after."""
    assert told(readings[0]) == told(readings[1])
    found = [store.keyed(reading) for store, reading in zip(stores, readings, strict=True)]
    assert told(found[0]) == told(found[1])
    for store, reading in zip(stores, found, strict=True):
        store.keep([(Upload("tep.csv", data), reading)], "test")
    assert kept(stores[0]) == kept(stores[1])
    return found


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.usefixtures("small")
def test_column_by_column_and_row_by_row_are_the_same(seed, stores, monkeypatch):
    mess = Mess(seed)
    for text in (mess.text(), mess.again()):
        readings = both(text.encode(), monkeypatch, mess.table, mess.as_of)
        assert told(readings[0]) == told(readings[1])
        if isinstance(readings[0], Reading):
            compare_and_keep(text.encode(), readings, stores)


@pytest.mark.usefixtures("small")
def test_most_rosters_drawn_by_chance_are_read_column_by_column():
    drawn = [
        read_all(Mess(seed).text().encode(), "admissions", REGISTER, date(2022, 6, 30), HASHER) for seed in range(12)
    ]
    assert sum(bool(plain_lines(reading)) for (reading,) in drawn) > 6


HEADER = "Mã đảng viên,Họ và tên,Ngày sinh,Đơn vị,Ngày QĐ,Nguồn giới thiệu,Ghi chú"


def clean(number: int, note: str = "") -> list[str]:
    """Lines of people nobody has to be asked about."""
    return [
        f"ĐV-{at:05d},Nguyễn Văn {at},{date(1990, 1, 1) + timedelta(days=at % 900):%d/%m/%Y},{UNITS[at % 2 + 2]},"
        f"{date(2019, 1, 1) + timedelta(days=at % 1000):%d/%m/%Y},Công đoàn,{note}"
        for at in range(number)
    ]


def file_of(lines: list[str]) -> bytes:
    return "\n".join([HEADER, *lines, ""]).encode()


def plain_lines(reading: Reading | Refused) -> list[int]:
    """The lines that were read column by column."""
    return reading.plain.lines.tolist() if isinstance(reading, Reading) and reading.plain else []


@pytest.mark.usefixtures("small")
def test_all_clean_rows_but_the_first_and_the_last_are_read_column_by_column(monkeypatch):
    quick, slow = both(file_of(clean(100)), monkeypatch)
    assert plain_lines(quick) == list(range(10, 101))
    assert not plain_lines(slow)
    assert told(quick) == told(slow)


def in_line(text: str, at: int = 50) -> bytes:
    """A roster with something else on one of its lines."""
    lines = clean(100)
    return file_of([*lines[:at], lines[at].replace("Công đoàn,", text), *lines[at + 1 :]])


@pytest.mark.parametrize(
    "data",
    [
        in_line('"Công ""đoàn""",'),
        in_line('Công "đoàn",'),
        in_line('"Công\nđoàn",'),
        in_line("Công đoàn?,"),
        in_line("Công \ufeffđoàn,"),
        in_line("Công\rđoàn,"),
        in_line("Công đoàn,\0"),
        in_line("Công đoàn,Ω"),
        in_line("Công đoàn,×"),
        in_line("Công đoàn,\u037e"),
        in_line("Công đoàn,X").replace(b"X", b"\xe1"),
        in_line("Công đoàn,,,X").replace(b"X", b"\xe1"),
        file_of(clean(100)).decode().encode("utf-16"),
        file_of(clean(100)) + b"\x1a",
        file_of(clean(100)).replace("Ghi chú".encode(), "Mã đơn vị".encode(), 1),
        HEADER.encode() + b"\n" + b"\n".join([b"Ten,,,,,,\xe2\x88\x9a\xe2\x80\xa0"] * 30),
    ],
)
@pytest.mark.usefixtures("small")
def test_a_file_that_has_to_be_seen_as_a_whole_is_read_row_by_row(data, monkeypatch):
    quick, slow = both(data, monkeypatch)
    assert not plain_lines(quick)
    assert told(quick) == told(slow)


@pytest.mark.usefixtures("small")
def test_ages_at_the_limits_are_the_same(monkeypatch):
    births = [f"{written}{year}" for year in range(1955, 2010) for written in ("", "5/", "15/6/", "1/12/")]
    lines = [line.replace(line.split(",")[2], birth, 1) for line, birth in zip(clean(220), births, strict=True)]
    quick, slow = both(file_of(lines), monkeypatch)
    assert len(plain_lines(quick)) > 200
    assert told(quick) == told(slow)
    assert {row["age_band"] for row in rows_of(quick).values()} == {
        *("under 18", "18-30", "31-40", "41-50", "51-60", "over 60")
    }


@pytest.mark.usefixtures("small")
def test_people_above_the_header_are_compared_with_those_below(monkeypatch):
    lines = clean(100)
    data = "\n".join([lines[50], lines[51].replace("Nguyễn", "Trần"), HEADER, *lines, ""]).encode()
    quick, slow = both(data, monkeypatch)
    assert told(quick) == told(slow)
    assert isinstance(quick, Reading)
    assert [(problem.line, problem.reason) for problem in quick.problems] == [(54, "duplicate"), (55, "duplicate")]


@pytest.mark.usefixtures("small")
def test_a_day_for_a_month_has_to_be_in_range_itself(monkeypatch):
    lines = [",".join([*line.split(",")[:4], "5/2021"]) for line in clean(60)]
    for at, day in ((20, "11/5/2022"), (21, "9/5/2022"), (22, "2/2/1930")):
        lines[at] = lines[at].replace("5/2021", day)
    header = "Mã đảng viên,Họ và tên,Ngày sinh,Đơn vị,Tháng kết nạp"
    quick, slow = both("\n".join([header, *lines, ""]).encode(), monkeypatch, as_of=date(2022, 5, 10))
    assert told(quick) == told(slow)
    assert isinstance(quick, Reading)
    assert [(problem.line, problem.reason) for problem in quick.problems] == [(22, "future_date"), (24, "before_1930")]
    assert 23 in plain_lines(quick)


@pytest.mark.parametrize("names", ["Họ và tên", "Tên", "Họ và tên đệm,Tên"])
@pytest.mark.usefixtures("small")
def test_a_name_without_letters_is_what_it_is_row_by_row(names, stores, monkeypatch):
    found = ["", "-", "***", "李", "Ý", "'", "\u200b", "'-"]
    pairs = [f"{one},{other}" for one in found for other in found] if "," in names else found * 4
    lines = [line.replace(f"Nguyễn Văn {at}", pairs[at]) for at, line in enumerate(clean(len(pairs)))]
    ending = [line.replace(",", ",B," if "," in names else ",", 1) for line in clean(100)[len(pairs) :]]
    data = file_of([*lines, *ending]).replace("Họ và tên".encode(), names.encode(), 1)
    readings = both(data, monkeypatch)
    assert plain_lines(readings[0])
    compare_and_keep(data, readings, stores)


def test_a_roster_large_indeed_is_the_same_and_can_be_kept_twice_and_taken_back(stores, monkeypatch):
    lines = clean(6_000, note="chuyển đến " + "x" * 300)
    lines[3_000] = lines[3_000].replace("Công đoàn", "Hội Nông dân")
    lines[4_000] = lines[4_000].replace("ĐV-04000", "ĐV-00777")
    lines[5_000] = "Tổng cộng" + "," * 6
    data = file_of(lines)
    assert len(data) > bulk.LARGE
    readings = both(data, monkeypatch)
    # The first hundred lines and the last one are always read row by row, those that are like another one or odd too.
    assert plain_lines(readings[0]) == [line for line in range(102, 6_001) if line not in (779, 3_002, 4_002, 5_002)]
    assert [(one.line, one.reason) for one in readings[0].problems] == [(4_002, "conflict_duplicate")]
    first = compare_and_keep(data, readings, stores)
    assert (first[0].kept, len(first[0].rows)) == (5_998, 103)
    keys = admission_keys(stores[0])
    assert len(keys) == 5_998
    second = compare_and_keep(data, readings, stores)
    assert len(second[0].plain) == len(first[0].plain)
    assert admission_keys(stores[0]) == keys
    assert stores[0].query("imports").set_index("import_id").loc[2, ["rows_new", "rows_same"]].tolist() == [0, 5_998]
    for store in stores:
        store.undo(2, "test")
        assert admission_keys(store) == keys
        store.undo(1, "test")
        assert not admission_keys(store)
    assert kept(stores[0]) == kept(stores[1])


def admission_keys(store: Store) -> list[str]:
    """The keys of the admissions that count, each as often as it is there."""
    found = store._database.read(lambda cursor: cursor.execute("select admission_key from admissions").fetchall())
    return sorted(key for (key,) in found)


@pytest.mark.usefixtures("small")
def test_a_row_with_the_code_of_somebody_else_who_is_kept_is_looked_at(stores, monkeypatch):
    lines = clean(60)
    before = [lines[20].replace("21/01/1990", "22/02/1992"), lines[30], lines[40].replace("10/02/1990", "")]
    compare_and_keep(file_of(before), both(file_of(before), monkeypatch), stores)
    readings = both(file_of(lines), monkeypatch)
    assert {22, 32, 42} <= set(plain_lines(readings[0]))
    found = compare_and_keep(file_of(lines), readings, stores)
    assert [(one.line, one.column, one.reason) for one in found[0].problems] == [(22, "person_code", "other_person")]
    assert 22 not in plain_lines(found[0])
    assert {32, 42} <= set(plain_lines(found[0]))
    assert len(admission_keys(stores[0])) == 60
