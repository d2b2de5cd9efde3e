"""The answer of the command line for a generated file, and what it must be by the reading behind it."""

import json
from collections import Counter
from collections.abc import Iterable
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

from ketnap.__main__ import main
from tests.fuzz.outcome import Counted, Excluded, Fact, Outcome, Partly, Rejected
from tests.fuzz.units import NAMES, UNITS
from tests.fuzz.write import File


def answer(file: File, folder: Path) -> dict[str, object]:
    """What `python -m ketnap check … --json` says of a file."""
    path, register = folder / ("tep.xlsx" if file.draft.book else "tep.csv"), folder / "units.csv"
    path.write_bytes(file.data)
    units = ["unit_code,unit_name,aliases", *(f"{u.code},{u.name},{'|'.join(u.aliases)}" for u in UNITS)]
    register.write_text("\n".join(units) + "\n", encoding="utf-8")
    said = StringIO()
    with redirect_stdout(said):
        options = ["--units", str(register), "--as-of", f"{file.draft.as_of}", "--json"]
        main(["check", str(path), "--table", file.draft.table, *options])
    return json.loads(said.getvalue())


def promised(outcomes: Iterable[tuple[int, Outcome]]) -> dict[str, object]:
    """What the answer must say if this came of the lines of a roster."""
    found = sorted(outcomes, key=lambda each: each[0])
    facts: list[Fact] = [fact for _, each in found if isinstance(each, Counted | Partly) for fact in each.facts]
    return {
        "outcome": "load",
        "rows_valid": sum(isinstance(each, Counted | Partly) for _, each in found),
        "rows_rejected": sum(isinstance(each, Rejected) for _, each in found),
        "rejects": [(line, *each.reasons) for line, each in found if isinstance(each, Rejected)],
        "excluded": [line for line, each in found if isinstance(each, Excluded)],
        "by_month": dict(Counter(str(fact[1])[:7] for fact in facts)),
        "by_unit": dict(Counter(NAMES[str(fact[0])] for fact in facts)),
        "by_source": dict(Counter(str(fact[3]) for fact in facts)),
    }
