"""Files read in the background, so that the page stays usable: one reading at a time for each visitor, the newest wins."""

import logging
import re
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import SequenceMatcher, get_close_matches

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from ketnap import batch, export
from ketnap.ingest.layout.header import Meanings
from ketnap.ingest.match import PREFIX, Register
from ketnap.ingest.read import Reading, Refused
from ketnap.ingest.texts import accented_key
from ketnap.ingest.values import Fault
from ketnap.store import Comparison, Store, StoreFailure, Upload
from ketnap.ui import frame, parts
from ketnap.ui.frame import Page

# Seconds a page waits for a reading before it says that it is under way.
PATIENCE = 0.4
# How alike two names must be for one to be proposed for the other, and how much more than the next one.
ALIKE, AHEAD = 0.85, 0.1
# A proposal is looked for among all units for so many names; the others move up when these are answered.
PROPOSED = 40
UNIT_UNKNOWN = ("unknown_unit", "ambiguous_unit")
# A word that counts: 13, IV, 2A, B.
NUMBER = re.compile(r"\w|[ivxlc]+|\w*\d\w*")


@dataclass(frozen=True)
class Found:
    """A table of a file, or why there is none; how its rows stand to what is kept; a key for its widgets."""

    upload: Upload
    one: Reading | Refused
    key: str
    beside: Comparison | None

    @property
    def name(self) -> str:
        """The file's name, of a workbook with that of the sheet."""
        return f"{self.upload.name} › {self.sheet}" if self.sheet else self.upload.name

    @property
    def sheet(self) -> str:
        """The sheet the table is of, "" in a text."""
        return self.one.sheet or self.upload.sheet


@dataclass(frozen=True)
class UnitName:
    """A unit's name that the register does not know: in how many rows it stands, the code of the unit most like it."""

    name: str
    rows: int
    likely: str | None


@dataclass(frozen=True)
class Findings:
    """What the chosen files hold, the names of units that are not known, the meanings of headers that were told.

    Not `current` are those that something has been answered to since; the files are being read anew.
    """

    found: tuple[Found, ...]
    unit_names: tuple[UnitName, ...]
    meanings: Meanings
    current: bool = True


@dataclass
class _Job:
    """A reading under way: of which files and data, what was found in them before, what will come of it, since when.

    `at` are the number and the name of the file that is being read, 0 before the first.
    """

    files: object
    version: int
    before: Findings | None = None
    result: Future[Findings] = field(default_factory=Future)
    begun: float = field(default_factory=time.monotonic)
    at: tuple[int, str] = (0, "")

    def tell(self, number: int, name: str) -> None:
        """Note the number and the name of the file that is being read."""
        self.at = number, name


def findings(page: Page, files: Sequence[UploadedFile]) -> Findings | None:
    """What the files hold; what they held before, or None, while they are being read or if they cannot be."""
    job = _job(page, files)
    try:
        return job.result.result(max(0.0, job.begun + PATIENCE - time.monotonic()))
    except TimeoutError:
        _under_way(page, job, len(files))
        return job.before and _left_open(page, job.before)
    except StoreFailure as failure:
        st.error(page._(failure.sentence), icon=":material/block:")
    except Exception:
        st.error(page._("The files could not be read, and nothing was kept. Try them one by one, or ask for help."))
    return None


def _job(page: Page, files: Sequence[UploadedFile]) -> _Job:
    """The reading of these files with the data as they are, begun if it is not yet."""
    chosen = tuple(file.file_id for file in files)
    job: _Job | None = st.session_state.get("reading")
    if job and (job.files, job.version) == (chosen, page.store.version):
        return job
    before = None
    if job:
        job.result.cancel()
        done = job.result.done() and not job.result.cancelled() and not job.result.exception()
        before = (job.result.result() if done else job.before) if job.files == chosen else None
    uploads = [export.upload(file.name, file.getvalue()) for file in files]
    job = st.session_state["reading"] = _Job(chosen, page.store.version, before)
    store, today = page.store, frame.today()
    _begin(job.result, lambda: _read(store, uploads, today, job.tell), _turn())
    return job


def _left_open(page: Page, before: Findings) -> Findings:
    """What was found before, less the names of units that have been answered since."""
    register = page.store.register()
    names = tuple(name for name in before.unit_names if isinstance(register.code(name.name), Fault))
    return replace(before, unit_names=names, current=False)


def _turn() -> threading.Lock:
    """Who holds it may read for this visitor."""
    if "reading_turn" not in st.session_state:
        st.session_state["reading_turn"] = threading.Lock()
    return st.session_state["reading_turn"]


def _begin(result: Future[Findings], work: Callable[[], Findings], turn: threading.Lock) -> None:
    """Do the work in a thread of its own, after the one before; not at all if it is called off by then."""

    def run() -> None:
        """The work, unless it is called off."""
        with turn:
            if not result.set_running_or_notify_cancel():
                return
            try:
                result.set_result(work())
            except Exception as error:
                _note(error)
                result.set_exception(error)

    threading.Thread(target=run, name="reading", daemon=True).start()


def _note(error: Exception) -> None:
    """Log where a reading failed, without the error's text: that may quote a cell."""
    where = "".join(traceback.format_tb(error.__traceback__))
    logging.getLogger(__name__).error("reading failed: %s\n%s", type(error).__name__, where)


@st.fragment(run_every=0.5)
def _under_way(page: Page, job: _Job, files: int) -> None:
    """Say which file is being read and for how long they have been, until they are."""
    if job.result.done():
        st.rerun()
    _ = page._
    seconds = int(time.monotonic() - job.begun)
    number, name = job.at
    where = f"{number}/{files}: {parts.plain(name)}" if number else str(files)
    st.status(_("Reading {where} ({seconds} s). You may go on working.", where=where, seconds=seconds))


def _read(store: Store, uploads: Sequence[Upload], today: date, tell: Callable[[int, str], None]) -> Findings:
    """What distinct files hold."""
    distinct = list({upload.hash: upload for upload in uploads}.values())
    read = batch.read_batch(store, distinct, today, progress=tell)
    found = []
    for number, (upload, one) in enumerate(read):
        beside = store.compare(one) if isinstance(one, Reading) else None
        found.append(Found(upload, one, f"{upload.hash[:8]}_{number}", beside))
    return Findings(tuple(found), unit_names([one for _, one in read], store.register()), store.meanings())


def unit_names(read: Sequence[Reading | Refused], register: Register) -> tuple[UnitName, ...]:
    """The names of units that are unknown or ambiguous, the most frequent first."""
    written: dict[str, str] = {}
    rows: Counter[str] = Counter()
    for reading in read:
        for problem in reading.problems if isinstance(reading, Reading) else ():
            key = accented_key(problem.said) if problem.reason in UNIT_UNKNOWN else ""
            if key:
                written.setdefault(key, problem.said)
                rows[key] += 1
    known = [(_bare(name), unit.code) for unit in register.units.values() for name in (unit.name, *unit.aliases)]
    return tuple(
        UnitName(written[key], number, likely(written[key], known) if place < PROPOSED else None)
        for place, (key, number) in enumerate(rows.most_common())
    )


def likely(name: str, known: Sequence[tuple[str, str]]) -> str | None:
    """The code of the unit whose name is clearly the most alike, its numbers being the same; None if none is."""
    bare = _bare(name)
    same_numbers = [(key, code) for key, code in known if _numbers(key) == _numbers(bare)]
    close = get_close_matches(bare, {key for key, _ in same_numbers}, n=5, cutoff=ALIKE - AHEAD)
    ratio = {key: SequenceMatcher(None, key, bare).ratio() for key in close}
    best: dict[str, float] = {}
    for key, code in same_numbers:
        best[code] = max(best.get(code, 0.0), ratio.get(key, 0.0))
    first, second = [*sorted(best.values(), reverse=True), 0.0, 0.0][:2]
    return max(best, key=lambda code: best[code]) if first >= ALIKE and first - second >= AHEAD else None


def _bare(name: str) -> str:
    """A unit's name for comparing: small letters, without "Đảng bộ" or "Chi bộ" before it."""
    return PREFIX.sub("", accented_key(name))


def _numbers(key: str) -> list[str]:
    """The numbers in a name: "Chi bộ 3" is not nearly "Chi bộ 13"."""
    return [word for word in key.split() if NUMBER.fullmatch(word)]
