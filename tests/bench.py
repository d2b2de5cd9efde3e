"""What a page and a document cost: python -m tests.bench (make bench).

CPU seconds of a page's rerun on the server, warm, against an empty page's in the same run, in turn; of a document, data
and forecast warm, against packing its bytes.
"""

import statistics
import sys
import tempfile
import time
import zlib
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from streamlit.testing.v1 import AppTest

from ketnap import batch, report
from ketnap.account import View
from ketnap.i18n import Translator
from ketnap.store import ROOT, Store, sample_files
from ketnap.ui import frame

RUNS = 15
PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))


def main() -> None:
    """Print one line per page and one for an import of the whole sample."""
    store = Store(None)
    batch.load_sample(store, "bench", date.today())
    frame.store = lambda: store
    with tempfile.TemporaryDirectory() as folder:
        empty_script = Path(folder) / "empty.py"
        empty_script.write_text("import streamlit as st\nst.title('empty')\n", encoding="utf-8")
        empty = AppTest.from_file(str(empty_script), default_timeout=60).run()
        print(f"{'page':12} {'median ms':>10} {'x empty page':>13}")
        for name in PAGES:
            page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
            page.switch_page(f"pages/{name}.py").run()
            mine, floor = paired(page.run, empty.run)
            print(f"{name:12} {1000 * mine:10.1f} {mine / floor:13.1f}")
        print(f"{'(empty)':12} {1000 * floor:10.1f} {1:13.1f}")
    documents(store)
    mine, floor = paired(import_sample, lambda: [upload.data.decode("utf-8-sig") for upload in sample_files()])
    print(f"import of the sample: {1000 * mine:.0f} ms ({mine / floor:.0f} x decoding its bytes)")


def documents(store: Store) -> None:
    """Print a line per document: seconds, size, and how often packing its bytes fits into that time."""
    _, view = Translator("vi"), View(2021, date(2021, 5, 31))
    print(f"{'document':16} {'median ms':>10} {'kB':>6} {'x packing':>10}")
    for kind in report.KINDS:
        for form in report.formats(kind):
            make = partial(report.document, store, view, kind, form, date.today(), _)
            size = len(made := make())
            mine, floor = paired(make, partial(zlib.compress, made))
            print(f"{kind + '.' + form:16} {1000 * mine:10.0f} {size / 1000:6.0f} {mine / floor:10.0f}")


def import_sample() -> None:
    """Read, match and keep the sample in a new store in memory."""
    store = Store(None)
    batch.load_sample(store, "bench", date.today())
    store.close()


def paired(one: Callable[[], object], other: Callable[[], object]) -> tuple[float, float]:
    """Median CPU seconds of two calls made in turn."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(RUNS):
        for call, found in zip((one, other), times, strict=True):
            start = time.process_time()
            call()
            found.append(time.process_time() - start)
    return statistics.median(times[0]), statistics.median(times[1])


if __name__ == "__main__":
    sys.exit(main())
