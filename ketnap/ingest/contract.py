"""What a file holds as one JSON object: outcome, counts, rejects by line, totals by month, unit and source."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import chain

from ketnap.i18n import Translator
from ketnap.ingest import reasons
from ketnap.ingest.match import Register
from ketnap.ingest.read import Reading, Refused
from ketnap.ingest.record import Problem, Row

# The tables whose rows are numbers of people -> their column of the number.
COUNTED = {
    "monthly_totals": "admitted",
    "pool_reports": "expected",
    "class_graduates": "graduates",
    "source_figures": "introduced",
    "plans": "planned",
}


def contract(found: Sequence[Reading | Refused], register: Register, _: Translator) -> dict[str, object]:
    """The tables of one file together; sheets that hold none are left out unless there is nothing else."""
    readings = [one for one in found if isinstance(one, Reading)]
    if not readings:
        refused = next(one for one in found if isinstance(one, Refused))
        return {"outcome": "refuse", "refuse_class": refused.reason, "message": sentence(refused, _)}
    counted = [row for reading in readings for row in reading.rows if row["line"] not in reading.excluded]
    people = [_people(row, readings[0].table) for row in counted]
    names = {code: unit.name for code, unit in register.units.items()}
    plain = [reading.plain for reading in readings if reading.plain]
    of_units = [{names.get(code): number for code, number in rows.by("unit_code").items()} for rows in plain]
    rejects = [_reject(problem, _) for reading in readings for problem in reading.problems]
    return {
        "outcome": "load",
        "table": readings[0].table,
        "rows_valid": len({(row["sheet"], row["line"]) for row in counted}) + sum(map(len, plain)),
        "rows_rejected": len(rejects),
        "rejects": rejects,
        "excluded": [
            {"line": line, "class": kind} for reading in readings for line, kind in sorted(reading.excluded.items())
        ],
        "by_month": _totals(people, [_month(row) for row in counted], [rows.by_month() for rows in plain]),
        "by_unit": _totals(people, [names.get(str(row.get("unit_code"))) for row in counted], of_units),
        "by_source": _totals(
            people, [_text(row.get("source")) for row in counted], [rows.by("source") for rows in plain]
        ),
        "warnings": [f"{kind}: {_(reasons.WARNINGS[kind])}" for kind in _warnings(found)],
    }


def _people(row: Row, table: str) -> int:
    """How many people a row counts as."""
    return int(str(row[COUNTED[table]])) if table in COUNTED else 1


def _warnings(found: Iterable[Reading | Refused]) -> list[str]:
    """What was noticed in the tables of a file; a sheet somebody may explain or unhide was not read."""
    return [kind for one in found for kind in (one.warnings if isinstance(one, Reading) else _unread(one))]


def _unread(refused: Refused) -> list[str]:
    """The warning of a sheet that may hold a table."""
    return ["sheet_not_read"] if refused.asked or refused.reason == "hidden_sheet" else []


def sentence(refused: Refused, _: Translator) -> str:
    """Why a file was refused and what to do."""
    return _(reasons.REFUSALS[refused.reason], **refused.fields)


def _reject(problem: Problem, _: Translator) -> dict[str, object]:
    """One row that was not taken."""
    found = {"line": problem.line, "column": problem.column, "class": problem.reason}
    found["message"] = _(reasons.ROW_REASONS[problem.reason])
    return {**found, "sheet": problem.sheet} if problem.sheet else found


def _totals(
    people: list[int], labels: list[str | None], more: Iterable[Mapping[str | None, int] | Mapping[str, int]]
) -> dict[str, int]:
    """The people added up by label, and `more` of them; those without one are left out."""
    summed: Counter[str] = Counter()
    for label, number in chain(zip(labels, people, strict=True), *(rows.items() for rows in more)):
        if label is not None:
            summed[label] += number
    return dict(sorted(summed.items()))


def _month(row: Row) -> str | None:
    """The month a row counts in, as 2021-05; of a row that names only the quarter that, as 2021-Q2."""
    for name in ("decision_date", "ceremony_date", "admission_month", "end_date", "certificate_date"):
        day = row.get(name)
        if isinstance(day, date):
            is_quarter = row.get(f"{name.partition('_')[0]}_precision") == "quarter"
            return f"{day.year}-Q{day.month // 3}" if is_quarter else f"{day:%Y-%m}"
    return f"{row['year']}-{row['month']:02d}" if row.get("month") else None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
