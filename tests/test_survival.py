"""A kill, a full disk, another process, a missing right: all of a change is kept, or nothing of it."""

import hashlib
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import date
from pathlib import Path

import duckdb
import pytest

from ketnap import batch
from ketnap.__main__ import main
from ketnap.ingest.read import Reading
from ketnap.store import ROOT, SAMPLE, Store, StoreDamaged, StoreForbidden, StoreFull, StoreLocked, Upload, opening
from tests.rows import TODAY, total

resource = pytest.importorskip("resource", reason="limits as POSIX has them")

NOBODY = 65534
BLINK = 0.0003
HEADER = "Mã số,Họ và tên,Ngày sinh,Đơn vị,Ngày QĐ,Nguồn giới thiệu\n"
FULL = {
    "vi": "Ổ đĩa đã đầy. Chưa có gì thay đổi; hãy giải phóng dung lượng rồi thử lại.\n",
    "en": "The disk is full. Nothing was changed; free some space, then try again.\n",
}
# Runs each command it is told in a child, as `python -m ketnap` does, but with everything imported before. A child
# may be told how large its files may grow; where it would write more, the write fails, or it dies in the middle of it.
COMMANDS = """
import json, os, resource, signal, sys
from ketnap.__main__ import main
from ketnap.i18n import Translator
Translator("vi")("The children need not read the catalogue.")
for line in sys.stdin:
    arguments, limit, dies = json.loads(line)
    said, says = os.pipe()
    child = os.fork()
    if not child:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.dup2(says, 2)
        os.close(says)
        if limit is not None:
            signal.signal(signal.SIGXFSZ, signal.SIG_DFL if dies else signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        sys.exit(main(arguments))
    os.close(says)
    print(child, flush=True)
    with open(said, encoding="utf-8") as errors:
        text = errors.read()
    print(json.dumps([os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), text]), flush=True)
"""
HOLDS_THE_STORE = """
import sys
from pathlib import Path
from ketnap.store import Store
store = Store(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.readline()
store.add_alias("Chi bộ Tên Cũ", "U01", "người giữ")
print("changed", flush=True)
sys.stdin.readline()
"""


# Of each table the number of its rows and a hash of what they say.
State = dict[str, tuple[int, str]]


class Commands:
    """A process that runs commands in children of its own."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", COMMANDS], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
        )

    def start(self, *arguments: object, limit: int | None = None, dies: bool = True) -> int:
        """Start a command, its files limited to so many bytes; its process number."""
        self.process.stdin.write(json.dumps([[*map(str, arguments)], limit, dies]).encode() + b"\n")
        return int(self.process.stdout.readline())

    def has_ended(self, seconds: float) -> bool:
        """Whether the command has ended, or does so within some seconds."""
        return bool(select.select([self.process.stdout], [], [], seconds)[0])

    def end(self) -> tuple[int, str]:
        """How the command ended, with an exit code or by a signal (a negative number), and what errors it told."""
        return tuple(json.loads(self.process.stdout.readline()))

    def run(self, *arguments: object, limit: int | None = None, dies: bool = True) -> tuple[int, str]:
        """How a command ends."""
        self.start(*arguments, limit=limit, dies=dies)
        return self.end()


@pytest.fixture(scope="module")
def commands() -> Iterator[Commands]:
    """The process that runs the commands of these tests."""
    started = Commands()
    with started.process:
        yield started


@pytest.fixture(scope="module")
def before(tmp_path_factory, filled) -> Path:
    """A folder with the sample, an undone import, a given name and an explained header."""
    folder = shutil.copytree(filled, tmp_path_factory.mktemp("before") / "data")
    with closing(Store(folder)) as store:
        store.undo(4, "test")
        store.add_alias("Chi bộ Tên Lạ", "U02", "test")
        store.remember(("don vi cong tac", "ngay"), "admissions", ("unit", "decision_date"), "test")
    return folder


@pytest.fixture(scope="module")
def roster(tmp_path_factory) -> Path:
    """A roster of some hundred people, the last of whom belongs to no unit that is known."""
    path = tmp_path_factory.mktemp("roster") / "danh-sach.csv"
    lines = [
        f"X{number},Đảng viên Mẫu {number},{1 + number % 28:02}/{1 + number % 12:02}/{1980 + number % 20},"
        f"{'U01' if number else 'Chi bộ Không Có'},{1 + number % 28:02}/{1 + number % 5:02}/2021,Đoàn TN\n"
        for number in reversed(range(400))
    ]
    path.write_text(HEADER + "".join(lines), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def unharmed(before) -> State:
    """The state before the import of the roster."""
    return state(before)


@pytest.fixture(scope="module")
def changed(commands, before, roster, tmp_path_factory) -> State:
    """The state after the import of the roster."""
    here = shutil.copytree(before, tmp_path_factory.mktemp("changed") / "data")
    assert keep(commands, roster, here) == (0, "")
    return state(here)


def keep(commands: Commands, roster: Path, folder: Path, **limits: object) -> tuple[int, str]:
    """How an import of the roster into a folder ends."""
    return commands.run("import", roster, "--table", "admissions", "--data", folder, **limits)


def state(folder: Path) -> State:
    """What a folder keeps, as the next who opens it finds it: of each table the rows, but for moments."""
    with closing(Store(folder)) as store, store._database.cursor() as cursor:
        columns: dict[str, list[str]] = {}
        for table, column in cursor.execute(
            "select table_name, column_name from duckdb_columns() join duckdb_tables() using (table_name)"
            " where data_type <> 'TIMESTAMP' order by all"
        ).fetchall():
            columns.setdefault(table, []).append(column)
        rows = {
            table: cursor.execute(f"select {', '.join(names)} from {table} order by all").fetchall()
            for table, names in columns.items()
        }
    return {table: (len(found), hashlib.sha256(repr(found).encode()).hexdigest()) for table, found in rows.items()}


def size(folder: Path) -> int:
    """The bytes of the database and its log."""
    found = 0
    for name in ("ketnap.duckdb", "ketnap.duckdb.wal"):
        with suppress(FileNotFoundError):
            found += (folder / name).stat().st_size
    return found


def watched(commands: Commands, folder: Path, *arguments: object) -> tuple[float, list[int]]:
    """How long a command on a folder takes, and the sizes its files pass through on the way."""
    started = time.perf_counter()
    commands.start(*arguments, "--data", folder)
    sizes = [size(folder)]
    while not commands.has_ended(BLINK):
        if (now := size(folder)) > sizes[-1]:
            sizes.append(now)
    assert commands.end() == (0, "")
    return time.perf_counter() - started, sizes[1:]


def killed(commands: Commands, folder: Path, moment: float | int, *arguments: object) -> int:
    """How a command ends that is killed after some seconds, or when its files have reached a number of bytes."""
    process = commands.start(*arguments, "--data", folder)
    if isinstance(moment, float):
        commands.has_ended(moment)
    while isinstance(moment, int) and size(folder) < moment and not commands.has_ended(BLINK):
        pass
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)
    return commands.end()[0]


def spread(values: list[int], count: int) -> list[int]:
    """Some of the values, from the first to the last."""
    return [values[at * (len(values) - 1) // (count - 1)] for at in range(count)]


def counts(folder: Path) -> dict[str, int]:
    """How many rows each table of a folder has; hashes and keys differ from folder to folder."""
    return {table: rows for table, (rows, _hash) in state(folder).items()}


def kill_in_turn(commands: Commands, tmp_path: Path, start: Path | None, count: int, *arguments: object) -> list[int]:
    """Kill a command at that many moments of the way it takes from a folder; how it ended at each.

    Half of the moments are seconds of the whole run, half are sizes of the files while they are written. Each
    time the state must be that before or that after the command.
    """

    def folder(name: str) -> Path:
        return shutil.copytree(start, tmp_path / name) if start else tmp_path / name

    kept = state if start else counts
    unharmed, done = kept(folder("unharmed")), folder("done")
    seconds, sizes = watched(commands, done, *arguments)
    changed = kept(done)
    assert changed != unharmed
    in_time = [seconds * at / (count // 2) for at in range(count // 2)]
    ends, found = [], []
    for number, moment in enumerate([*in_time, *spread(sizes, count - count // 2)]):
        here = folder(str(number))
        ends.append(killed(commands, here, moment, *arguments))
        found.append(kept(here))
        assert found[-1] in (unharmed, changed), (number, moment, ends[-1])
    # The first kill comes before anything is written, the last when all of it is.
    assert (found[0], found[-1]) == (unharmed, changed)
    return ends


def test_an_import_killed_at_twenty_moments_is_kept_whole_or_not_at_all(commands, tmp_path, before, roster):
    ends = kill_in_turn(commands, tmp_path, before, 20, "import", roster, "--table", "admissions")
    assert ends.count(-signal.SIGKILL) >= 10, ends


@pytest.mark.parametrize(("command", "number"), [("undo", 5), ("redo", 4)])
def test_an_undo_or_redo_killed_at_any_moment_is_done_or_not(commands, tmp_path, before, command, number):
    kill_in_turn(commands, tmp_path, before, 4, command, number)


def test_the_first_import_of_all_killed_at_any_moment_is_kept_whole_or_not_at_all(commands, tmp_path):
    kill_in_turn(commands, tmp_path, None, 6, "import", SAMPLE / "units.csv", "--table", "units")


def test_a_process_that_dies_in_the_middle_of_a_write_leaves_all_of_it_or_nothing(
    commands, tmp_path, before, roster, unharmed, changed
):
    ends, found = [], []
    # First the log is cut off where it is written, at last the database where it takes the log in.
    for limit in (0, 1_000, 20_000, 60_000, size(before) - 200_000):
        here = shutil.copytree(before, tmp_path / str(limit))
        ends.append(keep(commands, roster, here, limit=limit)[0])
        found.append(state(here))
    assert [one in (unharmed, changed) for one in found] == [True] * len(found), ends
    assert (ends, found[0], found[-1]) == ([-signal.SIGXFSZ] * len(ends), unharmed, changed)


def test_a_death_while_the_database_is_made_leaves_a_folder_that_opens(commands, tmp_path):
    units = SAMPLE / "units.csv"
    for limit in (0, 1, 4_096, 12_287, 12_288, 20_000, 40_000):
        here = tmp_path / str(limit)
        assert commands.run("import", units, "--table", "units", "--data", here, limit=limit)[0] == -signal.SIGXFSZ
        assert counts(here)["imports"] == 0
        assert sorted(path.name for path in here.iterdir()) == ["ketnap.duckdb", "ketnap.key"]
    assert commands.run("import", units, "--data", here) == (0, "")
    assert counts(here)["unit_rows"] == 70


def test_what_a_kill_left_unfinished_does_no_harm_and_goes(tmp_path, before, unharmed):
    here = shutil.copytree(before, tmp_path / "data")
    for name in ("ketnap.key.new", "ketnap.duckdb.0a1b2c3d.new"):
        (here / name).write_bytes(b"half of it")
    (here / "ketnap.key").rename(tmp_path / "key")
    with pytest.raises(StoreDamaged):
        Store(here)
    (tmp_path / "key").rename(here / "ketnap.key")
    assert state(here) == unharmed
    assert not list(here.glob("ketnap.duckdb.*"))
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    (fresh / "ketnap.key.new").write_bytes(b"half of it")
    Store(fresh).close()
    assert sorted(path.name for path in fresh.iterdir()) == ["ketnap.duckdb", "ketnap.key"]


def test_a_log_without_its_database_is_not_thrown_away(tmp_path, before):
    here = shutil.copytree(before, tmp_path / "data")
    log = here / "ketnap.duckdb.wal"
    with closing(Store(here)) as store:
        store.add_alias("Tên Lạ", "U02", "test")
        shutil.copy(log, tmp_path / "log")
    (here / "ketnap.duckdb").unlink()
    (tmp_path / "log").rename(log)
    with pytest.raises(StoreDamaged):
        Store(here)
    assert [path.name for path in here.glob("ketnap.duckdb*")] == [log.name]


def test_an_import_onto_a_full_disk_says_so_and_changes_nothing(commands, tmp_path, before, roster, unharmed, changed):
    here = shutil.copytree(before, tmp_path / "data")
    for language, sentence in FULL.items():
        arguments = ["import", roster, "--data", here, "--language", language]
        assert commands.run(*arguments, limit=20_000, dies=False) == (1, sentence)
        assert state(here) == unharmed
    assert keep(commands, roster, here) == (0, "")
    assert state(here) == changed


def test_what_is_said_of_an_import_is_what_is_kept_however_much_room_there_is(
    commands, tmp_path, before, roster, unharmed, changed
):
    expected = {(1, FULL["vi"]): unharmed, (0, ""): changed}
    ends = []
    for limit in (0, 60_000, size(before) - 200_000, 2 * size(before)):
        here = shutil.copytree(before, tmp_path / str(limit))
        ends.append(keep(commands, roster, here, limit=limit, dies=False))
        assert state(here) == expected[ends[-1]], limit
    assert set(ends) == set(expected)
    assert ends == sorted(ends, reverse=True)


def test_a_folder_cannot_be_made_on_a_full_disk_but_can_later(commands, tmp_path):
    for limit in (0, 8_192, 12_288, 30_000):
        here = tmp_path / str(limit)
        assert commands.run("sample", "--data", here, limit=limit, dies=False) == (1, FULL["vi"])
        assert counts(here)["imports"] == 0


def test_what_is_kept_can_be_looked_at_on_a_full_disk(commands, tmp_path, before, unharmed):
    here = shutil.copytree(before, tmp_path / "data")
    assert commands.run("history", "--data", here, limit=0, dies=False) == (0, "")
    assert state(here) == unharmed


@contextmanager
def room(size: int) -> Iterator[None]:
    """No file may grow beyond so many bytes meanwhile, as if the disk were full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture
def opened(tmp_path, before) -> Iterator[Store]:
    """A store as a running dashboard holds it."""
    store = Store(shutil.copytree(before, tmp_path / "data"))
    yield store
    store.close()


@pytest.fixture
def soon_tidied(monkeypatch) -> None:
    """DuckDB takes its log into the database after every change, not only after large ones."""
    monkeypatch.setitem(opening.CONFIGURATION, "checkpoint_threshold", "1KB")


def reading_of(store: Store, roster: Path) -> list[tuple[Upload, Reading]]:
    """A roster as it would be kept."""
    [(upload, reading)] = batch.read_batch(store, [Upload(roster.name, roster.read_bytes())], TODAY)
    assert isinstance(reading, Reading)
    return [(upload, reading)]


def test_a_store_goes_on_after_a_full_disk(opened, tmp_path, roster, changed):
    found = reading_of(opened, roster)
    with room(20_000), pytest.raises(StoreFull):
        opened.keep(found, batch.signature())
    assert len(opened.query("imports")) == 11
    assert opened.keep(found, batch.signature()) == [12]
    # What a kill would leave now: the log of the failed import must not hide that of the next.
    killed_now = shutil.copytree(tmp_path / "data", tmp_path / "killed")
    opened.close()
    assert state(killed_now) == state(tmp_path / "data") == changed


def test_a_database_that_duckdb_gave_up_is_opened_again(soon_tidied, opened, roster):
    found = reading_of(opened, roster)
    with room(20_000):
        with pytest.raises(StoreFull) as failure:
            opened.keep(found, "test")
        assert isinstance(failure.value.__cause__, duckdb.FatalException)
        assert len(opened.query("imports")) == 11
        with pytest.raises(StoreFull):
            opened.undo(5, "test")
    assert opened.keep(found, "test") == [12]
    opened.undo(12, "test")
    assert len(opened.query("imports")) == 12
    assert opened.register().code("Chi bộ Tên Lạ") == "U02"


def test_a_change_that_is_durable_is_none_that_failed(soon_tidied, monkeypatch, tmp_path, before):
    monkeypatch.setitem(opening.CONFIGURATION, "auto_checkpoint_skip_wal_threshold", "1000000000")
    opened = Store(shutil.copytree(before, tmp_path / "data"))
    done = shutil.copytree(before, tmp_path / "done")
    with closing(Store(done)) as store:
        store.undo(5, "test")
    # There is room for the log, and none for the database to take it in.
    with room(1_000_000):
        opened.undo(5, "test")
        assert opened.query("imports").query("undone")["import_id"].tolist() == [5, 4]
    opened.close()
    assert state(tmp_path / "data") == state(done)


def test_readers_get_their_answers_while_the_disk_is_full(soon_tidied, opened, roster):
    found = reading_of(opened, roster)
    expected = total(opened)
    said, stop = [], threading.Event()

    def look(day: int) -> None:
        while not stop.is_set():
            said.append(total(opened, date(2021, 12, day)) - expected)

    readers = [threading.Thread(target=look, args=(day,)) for day in (31, 31)]
    with room(20_000):
        for reader in readers:
            reader.start()
        for _ in range(5):
            with pytest.raises(StoreFull):
                opened.keep(found, "test")
        stop.set()
        for reader in readers:
            reader.join()
    assert set(said) == {0}


def test_an_import_while_a_dashboard_holds_the_data_loses_nothing_of_either(commands, tmp_path, before, roster):
    here = shutil.copytree(before, tmp_path / "data")
    script = [sys.executable, "-c", HOLDS_THE_STORE, str(here)]
    sentence = "Một Ketnap khác đang mở dữ liệu. Hãy đóng nó rồi thử lại.\n"
    with subprocess.Popen(script, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout.readline() == "open\n"
        assert keep(commands, roster, here) == (1, sentence)
        print(file=holder.stdin, flush=True)
        assert holder.stdout.readline() == "changed\n"
        assert keep(commands, roster, here) == (1, sentence)
        with pytest.raises(StoreLocked):
            Store(here)
        holder.kill()
    assert keep(commands, roster, here) == (0, "")
    with closing(Store(here)) as store:
        assert store.query("unit_aliases")["alias"].tolist() == ["Chi bộ Tên Lạ", "Chi bộ Tên Cũ"]
        assert len(store.query("imports")) == 12


@pytest.fixture
def guarded(before) -> Iterator[Path]:
    """The folder again, owned by an ordinary user, whom the system lets do only what the modes say."""
    root = os.geteuid() == 0
    with tempfile.TemporaryDirectory() as parent:
        here = shutil.copytree(before, Path(parent) / "data")
        Path(parent).chmod(0o755)
        for path in (here, *here.iterdir()):
            os.chown(path, NOBODY if root else -1, -1)
        if root:
            os.seteuid(NOBODY)
        try:
            yield here
        finally:
            if root:
                os.seteuid(0)
            here.chmod(0o755)


@pytest.mark.parametrize(
    ("name", "mode"), [("ketnap.duckdb", 0o000), ("ketnap.key", 0o000), (".", 0o000), ("ketnap.duckdb", 0o400)]
)
def test_data_that_may_not_be_read_say_so(guarded, name, mode):
    (guarded / name).chmod(mode)
    with pytest.raises(StoreForbidden):
        Store(guarded)


def test_a_folder_that_may_not_be_written_to_says_so_and_can_be_looked_at(guarded, roster):
    guarded.chmod(0o555)
    with pytest.raises(StoreForbidden):
        Store(guarded / "neu")
    with closing(Store(guarded)) as store:
        with pytest.raises(StoreForbidden):
            store.undo(5, "test")
        assert total(store) > 0


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (
            "vi",
            "Không được phép ghi vào thư mục dữ liệu. Chưa có gì thay đổi; hãy xin quyền ghi hoặc chọn thư mục khác.\n",
        ),
        (
            "en",
            "The data folder may not be written to. Nothing was changed; ask for the right to write there, or choose"
            " another folder.\n",
        ),
    ],
)
def test_a_folder_that_cannot_be_one_is_told_in_a_sentence(tmp_path, capsys, language, sentence):
    (tmp_path / "file").write_bytes(b"somebody's")
    assert main(["history", "--data", str(tmp_path / "file"), "--language", language]) == 1
    assert capsys.readouterr() == ("", sentence)


def test_a_directory_in_the_place_of_the_database_is_left_alone(tmp_path):
    (tmp_path / "ketnap.duckdb").mkdir()
    with pytest.raises(StoreDamaged):
        Store(tmp_path)
