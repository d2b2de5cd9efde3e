"""What the import of a roster costs: python -m tests.bench_import [ROWS ...] (make bench).

CPU seconds, all threads together, and peak memory of a process of its own for each measurement, in turn: DuckDB's
bare read_csv of the rows into a table of texts; our check of the file, from its bytes to the totals; and an import
that keeps it in a new data folder. First a workbook of dirty rows, as people bring it, then clean texts of many rows.
"""

import csv
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import duckdb
import xlsxwriter

from ketnap import batch
from ketnap.i18n import Translator
from ketnap.ingest.contract import contract
from ketnap.ingest.read import read_all
from ketnap.store import Store, Upload

ROWS = (100_000, 1_000_000)
ROUNDS = 3
# Files as large as this are measured once.
MANY = 1_000_000
DIRTY_ROWS, DIRTY = 5_000, 0.1
AT_ONCE = 100_000
HEADER = ("STT", "Mã đảng viên", "Họ và tên", "Ngày sinh", "Đơn vị", "Ngày quyết định", "Nguồn giới thiệu", "Ghi chú")
UNITS = [
    f"{kind} {number}"
    for number in range(1, 36)
    for kind in ("Đảng bộ cơ sở Cơ quan Sở Mẫu số", "Chi bộ cơ sở Trường Cao đẳng Mẫu số")
]
SOURCES = ("Đoàn Thanh niên", "Công đoàn", "Hai đảng viên", "")
NAMES = (
    ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng"],
    ["Văn", "Thị", "Đức", "Minh", "Ngọc", "Thanh", "Hữu", "Xuân", "Quốc", "Bảo"],
    ["Anh", "Hải", "Kim", "Thu", "Hồng", "Tuấn", "Gia", "Mạnh", "Phương", "Diệu"],
    ["An", "Bình", "Dũng", "Giang", "Hà", "Khánh", "Lan", "Mai", "Nam", "Oanh", "Phúc", "Sơn", "Trang", "Uyên", "Yến"],
)
TODAY = date(2026, 1, 1)
SPOILT = {3: "19/5/85", 4: "Đơn vị không có", 5: "31/02/2021", 6: "Hội Nông dân", 7: "kết nạp lại"}


def main(arguments: list[str]) -> None:
    """Print a table of figures, or measure one thing in this process."""
    if arguments[:1] == ["measure"]:
        print(json.dumps(MEASURED[arguments[1]](Path(arguments[2]))))
        return
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "units.csv").write_text("Mã đơn vị,Tên đơn vị\n" + "".join(_units()), encoding="utf-8")
        print(f"{'rows':>9} {'MB':>5} {'':5} {'':16} {'CPU s':>7} {'x bare':>7} {'peak MB':>8}")
        _compare(DIRTY_ROWS, *_dirty(Path(folder)))
        for rows in map(int, arguments or ROWS):
            path = Path(folder) / f"{rows}.csv"
            with path.open("w", encoding="utf-8", newline="\n") as file:
                file.write(",".join(HEADER) + "\n")
                file.writelines(clean_lines(rows, random.Random(rows)))
            _compare(rows, path, path)
            path.unlink()


def _compare(rows: int, path: Path, bare: Path) -> None:
    """Measure a roster of so many rows, which `bare` holds too."""
    found: dict[str, list[tuple[float, int]]] = {name: [] for name in MEASURED}
    for _ in range(1 if rows >= MANY else ROUNDS):
        for name, taken in found.items():
            file = bare if name == "bare" else path
            command = [sys.executable, "-m", "tests.bench_import", "measure", name, str(file)]
            taken.append(tuple(json.loads(subprocess.run(command, check=True, capture_output=True).stdout)))
    for name, taken in found.items():
        ratio = statistics.median(mine / bare for (mine, _), (bare, _) in zip(taken, found["bare"], strict=True))
        seconds, peak = statistics.median(cpu for cpu, _ in taken), max(peak for _, peak in taken)
        size = f"{rows:>9} {path.stat().st_size / (1 << 20):>5.1f} {path.suffix:5}"
        print(f"{size} {NAMED[name]:16} {seconds:7.2f} {ratio:7.2f} {peak:8}", flush=True)


def clean_lines(rows: int, chance: random.Random) -> Iterator[str]:
    """Lines of a roster nobody has to correct, some at a time."""
    days = [f"{TODAY - timedelta(days=days):%d/%m/%Y}" for days in range(1, 11 * 365)]
    births = [f"{date(1975, 1, 1) + timedelta(days=days):%d/%m/%Y}" for days in range(28 * 365)]
    for first in range(1, rows + 1, AT_ONCE):
        number = min(AT_ONCE, rows + 1 - first)
        names = map(" ".join, zip(*(chance.choices(words, k=number) for words in NAMES), strict=True))
        drawn = (chance.choices(values, k=number) for values in (births, UNITS, days, SOURCES))
        lines = zip(range(first, first + number), names, *drawn, strict=True)
        yield "".join(
            f"{at},ĐV{at:08d},{name},{b},{unit},{day},{source},\n" for at, name, b, unit, day, source in lines
        )


def _units() -> Iterator[str]:
    """The lines of the register."""
    return (f"U{number},{name}\n" for number, name in enumerate(UNITS, start=1))


def _measured(work: Callable[[], object]) -> tuple[float, int]:
    """CPU seconds of some work, and the most memory the process has ever held, in MB."""
    before = time.process_time()
    work()
    return time.process_time() - before, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10


def _bare(path: Path) -> tuple[float, int]:
    """DuckDB's own reading, told everything, into a table of texts."""
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in HEADER)
    query = (
        f"create table roster as from read_csv($path, auto_detect=false, header=true, delim=',', columns={{{columns}}})"
    )
    with closing(duckdb.connect()) as connection:
        return _measured(lambda: connection.execute(query, {"path": str(path)}).fetchall())


def _check(path: Path) -> tuple[float, int]:
    """Our check of a file, from its bytes to the totals."""
    with closing(Store(None)) as store:
        batch.keep_batch(store, batch.read_batch(store, [_upload(path.with_name("units.csv"))], TODAY), "bench")
        register = store.register()

        def work() -> None:
            found = read_all(path.read_bytes(), None, register, TODAY, store.hasher)
            contract(found, register, Translator("vi"))

        return _measured(work)


def _import(path: Path) -> tuple[float, int]:
    """Our import of a file into a new data folder."""
    with tempfile.TemporaryDirectory() as folder, closing(Store(Path(folder))) as store:
        batch.keep_batch(store, batch.read_batch(store, [_upload(path.with_name("units.csv"))], TODAY), "bench")
        return _measured(lambda: batch.keep_batch(store, batch.read_batch(store, [_upload(path)], TODAY), "bench"))


def _upload(path: Path) -> Upload:
    """A file as it comes."""
    return Upload(path.name, path.read_bytes())


MEASURED = {"bare": _bare, "check": _check, "import": _import}
NAMED = {"bare": "bare read_csv", "check": "our check", "import": "our import"}


def _dirty(folder: Path) -> tuple[Path, Path]:
    """A workbook of a roster some rows of which are dirty, and a text with nothing but its rows."""
    chance = random.Random(5)
    rows = [line.split(",") for line in "".join(clean_lines(DIRTY_ROWS, chance)).splitlines()]
    for row in chance.sample(rows, int(DIRTY * DIRTY_ROWS)):
        at = chance.choice(list(SPOILT))
        row[at] = SPOILT[at]
    above, below = [["DANH SÁCH KẾT NẠP ĐẢNG VIÊN"], [], list(HEADER)], [["", "Tổng cộng"], ["", "", "Người lập biểu"]]
    text, book = folder / "dirty.csv", folder / "dirty.xlsx"
    with text.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADER, *rows])
    with xlsxwriter.Workbook(book) as workbook:
        sheet = workbook.add_worksheet()
        for at, row in enumerate([*above, *rows, *below]):
            sheet.write_row(at, 0, row)
    return book, text


if __name__ == "__main__":
    main(sys.argv[1:])
