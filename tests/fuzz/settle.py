"""What must come of a row, by what its cells say."""

from tests.fuzz.draft import COUNTING, Draft, Row
from tests.fuzz.outcome import Counted, Excluded, Outcome, Outcomes, Partly, Rejected
from tests.fuzz.units import UnitCell

UNKNOWN = frozenset({"unknown"})


def settled(row: Row, draft: Draft) -> Outcomes:
    """What may come of a row."""
    if row.outcomes is not None:
        return row.outcomes
    return {"roster": _admission, "totals": _total, "crosstab": _months}.get(draft.kind, _plain)(row, draft)


def _unit(row: Row, draft: Draft) -> UnitCell:
    """The unit of a row; a file without that column and without headings of units speaks of the block."""
    return row.unit if row.unit and (draft.has("unit") or draft.carried) else UnitCell("")


def _admission(row: Row, draft: Draft) -> Outcomes:
    """What may come of an admission."""
    unit = _unit(row, draft)
    whens, faults = _counting_days(row, draft)
    if not whens or (unit.reasons and not unit.code):
        return (Rejected(unit.reasons | faults),)
    faults |= unit.reasons
    codes = row.source.codes if row.source and (draft.has("source") or draft.has("by_youth")) else UNKNOWN
    found: list[Outcome] = [Counted(((unit.code, when, 1, codes),)) for when in whens]
    if row.note_says == "readmission":
        found = [Excluded(frozenset({"readmission"}))]
    elif row.note_says == "annulled":
        found.append(Excluded(frozenset({"annulled"})))
    return (*found, Rejected(faults)) if faults else tuple(found)


def _counting_days(row: Row, draft: Draft) -> tuple[list[str], frozenset[str]]:
    """When a row may count, and why it may be rejected: by the first of its dates that says anything."""
    whens: list[str] = []
    reasons: frozenset[str] = frozenset()
    for at, name in enumerate(COUNTING):
        cell = row.days.get(name)
        if cell is None or cell.blank or not draft.has(name):
            continue
        reasons |= cell.reasons
        whens += [cell.when] if cell.when else []
        if "missing_date" not in cell.reasons:
            # What is wrong with a date that does not decide may be listed, or left alone.
            later = [row.days[other] for other in COUNTING[at + 1 :] if other in row.days and draft.has(other)]
            return whens, reasons.union(*(cell.reasons for cell in later))
    return whens, reasons if whens else reasons | {"missing_date"}


def _total(row: Row, draft: Draft) -> Outcomes:
    """What may come of a number of admissions in a month."""
    unit, month, count = _unit(row, draft), row.days["month"], row.counts["admitted"]
    reasons = month.reasons | count.reasons | ({"missing_date"} if month.blank else set())
    sure = Rejected(reasons | unit.reasons)
    if reasons or (unit.reasons and not unit.code):
        return (sure,)
    codes = row.source.codes if row.source and draft.has("source") else frozenset({None})
    counted = Counted(((unit.code, month.when, count.number, codes),))
    return (counted, sure) if unit.reasons else (counted,)


def _months(row: Row, draft: Draft) -> Outcomes:
    """What may come of a unit's row with a number for every month: a wrong number may cost the month or the row."""
    unit = _unit(row, draft)
    counts = [(name, cell) for name, cell in row.counts.items() if name.startswith("m") and draft.has(name)]
    reasons = frozenset().union(*(cell.reasons for _, cell in counts))
    # A nought for a month that has not been yet may be left alone or listed.
    early = any(cell.text.strip() == "0" for name, cell in counts if _after(draft, int(name[1:])))
    noise = frozenset({"future_date"}) if early else frozenset()
    if unit.reasons and not unit.code:
        return (Rejected(unit.reasons | reasons | noise),)
    facts = [(unit.code, f"{draft.year}-{name[1:]}", cell.number, frozenset({None})) for name, cell in counts]
    kept = tuple(fact for fact in facts if fact[2])
    doubts = (*[Rejected(unit.reasons | noise)] * bool(unit.reasons), *[Partly(kept, reasons | noise)] * early)
    return (Partly(kept, reasons), Rejected(reasons), *doubts) if reasons else (Counted(kept), *doubts)


def _after(draft: Draft, month: int) -> bool:
    """Whether a month of the file's year lies after the day the figures are for."""
    return (draft.year, month) > (draft.as_of.year, draft.as_of.month)


def _plain(row: Row, draft: Draft) -> Outcomes:
    """What may come of a row that says one thing."""
    reasons = row.reasons.union(*(cell.reasons for cell in row.counts.values()))
    unit = _unit(row, draft)
    if reasons or (unit.reasons and not unit.code):
        return (Rejected(reasons | unit.reasons),)
    counted = Counted((row.fact,))
    return (counted, Rejected(unit.reasons)) if unit.reasons else (counted,)
