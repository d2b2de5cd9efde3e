"""What came of a file against what had to."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ketnap.ingest.read import Reading, Refused
from tests.fuzz.draft import Draft
from tests.fuzz.outcome import Counted, Excluded, Fact, Guesswork, Ignored, Outcome, Outcomes, Partly, Rejected
from tests.fuzz.write import File

# A line of a sheet; a text is one sheet without a name.
Place = tuple[str, int]
# From good to unforgivable.
MARKS = ("right", "refused rightly", "REFUSED", "TOO MUCH", "WRONG", "SILENT", "CRASH")
BAD = frozenset({"WRONG", "SILENT", "CRASH"})


@dataclass(frozen=True)
class Verdict:
    """The mark of a file and what speaks for it, line by line."""

    mark: str
    why: tuple[str, ...] = ()


def judge(file: File, given: Sequence[Reading | Refused] | BaseException) -> Verdict:
    """The verdict on what came of a file, one answer for each of its sheets."""
    draft = file.draft
    if isinstance(given, BaseException):
        return Verdict("CRASH", (f"{type(given).__name__}: {given}",))
    if draft.lawless:
        return Verdict("right")
    readings = [each for each in given if isinstance(each, Reading)]
    if not readings:
        return _refused(draft, next(each.reason for each in given if isinstance(each, Refused)))
    if draft.refusal == "required":
        return Verdict("SILENT", (f"loaded what had to be refused ({', '.join(sorted(draft.refusal_classes))})",))
    if wrong := {reading.table for reading in readings} - {draft.table}:
        return Verdict("SILENT", (f"read as {', '.join(wrong)}, is {draft.table}",))
    outcomes: dict[Place, Outcome] = {}
    for reading in readings:
        outcomes |= outcomes_of(reading, draft.kind != "crosstab")
    missing = draft.warnings.difference(*(reading.warnings for reading in readings))
    twice = [f"line {line} is listed {times} times for {column}" for (line, column), times in _listed(readings)]
    found = [
        *_by_line(file.lines, outcomes),
        *(("WRONG", why) for why in twice),
        *(("WRONG", f"no warning {name}") for name in sorted(missing)),
    ]
    mark = max((mark for mark, _ in found), key=MARKS.index, default="right")
    return Verdict(mark, tuple(f"{mark}: {why}" for mark, why in found))


def _listed(readings: Sequence[Reading]) -> list[tuple[tuple[int, str], int]]:
    """The lines listed more than once for one and the same cell; a crosstab has many counts."""
    places = ((p.line, p.column) for each in readings for p in each.problems if p.column != "admitted")
    return [(place, times) for place, times in Counter(places).items() if times > 1 and len(readings) == 1]


def _refused(draft: Draft, reason: str) -> Verdict:
    """The verdict on a refusal."""
    if draft.refusal == "wrong":
        return Verdict("REFUSED", (reason,))
    known = draft.refusal == "allowed" or reason in draft.refusal_classes
    return Verdict("refused rightly" if known else "WRONG", (reason,))


def outcomes_of(reading: Reading, with_zeros: bool) -> dict[Place, Outcome]:
    """What came of each line of a sheet; a crosstab says nothing about zeros."""
    reasons: defaultdict[int, set[str]] = defaultdict(set)
    facts: defaultdict[int, list[Fact]] = defaultdict(list)
    for problem in reading.problems:
        reasons[problem.line].add(problem.reason)
    for row in reading.rows:
        if with_zeros or row["admitted"]:
            facts[int(str(row["line"]))].append(_fact(reading.table, row))
    found: dict[int, Outcome] = {line: Counted(tuple(said)) for line, said in facts.items()}
    for line, said in reasons.items():
        found[line] = Partly(tuple(facts[line]), frozenset(said)) if facts[line] else Rejected(frozenset(said))
    found |= {line: Excluded(frozenset({kind})) for line, kind in reading.excluded.items()}
    return {(reading.sheet, line): outcome for line, outcome in found.items()}


def _fact(table: str, row: Mapping[str, object]) -> Fact:
    """What a row adds: unit, when, number, source, or what else its table keeps."""
    if table == "monthly_totals":
        return row["unit_code"], f"{row['year']}-{row['month']:02}", row["admitted"], row["source"]
    if table == "opening_members":
        return row["unit_code"], row["year"], row["members"]
    if table == "units":
        return row["unit_code"], row["unit_name"], row["aliases"] or ""
    if table == "targets":
        names = ("scope", "scope_code", "first_year", "last_year", "kind", "value")
        return tuple(row[name] for name in names)
    for name in ("decision", "ceremony"):
        day = row[f"{name}_date"]
        if isinstance(day, date):
            return row["unit_code"], _when(day, row[f"{name}_precision"]), 1, row["source"]
    return row["unit_code"], _when(row["admission_month"], "month"), 1, row["source"]


def _when(day: object, precision: object) -> str:
    """A date as precisely as it was understood."""
    assert isinstance(day, date)
    if precision == "quarter":
        return f"{day.year}-Q{(day.month + 2) // 3}"
    return f"{day}" if precision == "day" else f"{day:%Y-%m}"


def _by_line(wanted: Mapping[Place, Outcomes], given: Mapping[Place, Outcome]) -> list[tuple[str, str]]:
    """What is wrong with each line."""
    found = []
    for line in sorted({*wanted, *given}):
        allowed, got = wanted.get(line, ()), given.get(line)
        if not _fits(allowed, got):
            found.append(
                (
                    _mark(allowed, got),
                    f"line {line[1]}{' of ' * bool(line[0])}{line[0]}: expected {_said(allowed)}, got {_said((got,))}",
                )
            )
    return _moved(found, wanted, given)


def _moved(
    found: list[tuple[str, str]], wanted: Mapping[Place, Outcomes], given: Mapping[Place, Outcome]
) -> list[tuple[str, str]]:
    """The same, but a rejected line listed under another number is a wrong line, not a lost one."""
    lost = [line for line in wanted if line not in given and not _fits(wanted[line], None)]
    noise = [line for line, got in given.items() if line not in wanted and isinstance(got, Rejected)]
    if lost and len(noise) >= len(lost) and all(_can_be(wanted[line], Rejected) for line in lost):
        return [("WRONG" if "got nothing" in why else mark, why) for mark, why in found]
    return found


def _fits(allowed: Outcomes, got: Outcome | None) -> bool:
    """Whether what came of a line is among what may come of it."""
    if got is None:
        return not allowed or any(isinstance(each, Ignored) or each == Counted(()) for each in allowed)
    return any(_matches(each, got) for each in allowed)


def _matches(wanted: Outcome, got: Outcome) -> bool:
    """Whether an outcome is the one that was wanted."""
    if isinstance(wanted, Guesswork):
        return isinstance(got, Counted | Excluded)
    if isinstance(wanted, Partly) and not wanted.facts:
        wanted = Rejected(wanted.reasons)
    if type(wanted) is not type(got):
        return False
    if isinstance(wanted, Rejected | Partly) and not got.reasons <= wanted.reasons:
        return False
    if isinstance(wanted, Excluded):
        return got.kinds <= wanted.kinds
    return isinstance(wanted, Rejected) or _same_facts(wanted.facts, got.facts)


def _same_facts(wanted: tuple[Fact, ...], got: tuple[Fact, ...]) -> bool:
    """Whether facts agree, in any order; a set stands for any of its members."""
    if len(wanted) != len(got):
        return False
    by_time = (sorted(facts, key=lambda fact: str(fact[:3])) for facts in (wanted, got))
    return all(
        g in w if isinstance(w, frozenset) else g == w
        for one, other in zip(*by_time, strict=True)
        for w, g in zip(one, other, strict=True)
    )


def _can_be(allowed: Outcomes, kind: type) -> bool:
    """Whether one of the allowed outcomes is of a kind."""
    return any(isinstance(each, kind) for each in allowed)


def _mark(allowed: Outcomes, got: Outcome | None) -> str:
    """How bad it is that a line came out so."""
    if got is None:
        return "SILENT"
    if isinstance(got, Rejected):
        return "TOO MUCH" if allowed and not _can_be(allowed, Rejected) else "WRONG"
    if isinstance(got, Excluded):
        return "TOO MUCH" if _can_be(allowed, Counted) else "WRONG"
    facts = [each.facts for each in allowed if isinstance(each, Counted | Partly)]
    without_source = [fact[:3] for fact in got.facts]
    return "WRONG" if any([fact[:3] for fact in each] == without_source for each in facts) else "SILENT"


def _said(outcomes: tuple[Outcome | None, ...]) -> str:
    """Outcomes in few words."""
    return " or ".join(map(_one, outcomes)) or "no data"


def _one(outcome: Outcome | None) -> str:
    """An outcome in few words."""
    if isinstance(outcome, Rejected | Partly):
        listed = "rejected " + "|".join(sorted(outcome.reasons))
        return f"{_one(Counted(outcome.facts))} and {listed}" if isinstance(outcome, Partly) else listed
    if isinstance(outcome, Excluded):
        return "excluded " + "|".join(sorted(outcome.kinds))
    if isinstance(outcome, Counted):
        return "counted " + " ".join(" ".join(map(_value, fact)) for fact in outcome.facts)
    return {Guesswork: "a guess", Ignored: "passed over", type(None): "nothing"}[type(outcome)]


def _value(value: object) -> str:
    """A value of a fact, or the values it may have."""
    return "|".join(sorted(map(str, value))) if isinstance(value, frozenset) else str(value)
