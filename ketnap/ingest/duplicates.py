"""Rows that stand in one file twice: the later one is set aside with its reason."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable

from ketnap.ingest.record import Problem, Row
from ketnap.tables import Table

# What may differ between two lines of the same fact.
NOT_CONTENT = frozenset({"line", "sheet", "row_hash", "name_hash", "decision_hash", "code_hash", "name_birth_hash"})


def without_duplicates(table: Table, rows: list[Row]) -> tuple[list[Row], list[Problem], list[Row]]:
    """The rows once each, a problem for every later double, and the rows that only may be doubles."""
    if not table.once_per:
        return *_keys_once(table, rows), []
    people, problems = _people_once(table, [row for row in rows if row.get("is_person", True)])
    others, further = _keys_once(table, [row for row in rows if not row.get("is_person", True)])
    for row in (*people, *others):
        # Compared, never kept.
        del row["born"]
    return [*_numbered(people), *others], problems + further, _possible(people)


def _keys_once(table: Table, rows: list[Row]) -> tuple[list[Row], list[Problem]]:
    """Rows with distinct natural keys; a later one with the same key is the same or contradicts."""
    first: dict[Hashable, Row] = {}
    kept, problems = [], []
    for row in rows:
        earlier = first.setdefault(tuple(row[name] for name in table.key), row)
        if earlier is row:
            kept.append(row)
        else:
            same = _content(earlier) == _content(row)
            problems.append(double(row, earlier, same))
    return kept, problems


def _people_once(table: Table, rows: list[Row]) -> tuple[list[Row], list[Problem]]:
    """Rows of distinct people; people are told apart by code, else by name and full birth date.

    A re-admission is another admission of the same person, and another class another place for them.
    """
    seen: dict[Hashable, Row] = {}
    kept, problems = [], []
    for row in rows:
        keys = [(name, row[name], row[table.once_per]) for name in ("code_hash", "name_birth_hash") if row[name]]
        earlier = _same_person(row, keys, seen)
        if earlier is not None:
            same = _counted(earlier) == _counted(row) and not _contradict(earlier, row)
            problems.append(double(row, earlier, same))
            continue
        kept.append(row)
        for key in keys:
            seen.setdefault(key, row)
    return kept, problems


def _same_person(row: Row, keys: Iterable[Hashable], seen: dict[Hashable, Row]) -> Row | None:
    """An earlier row of the same person; two different codes are two people whatever their names."""
    for key in keys:
        earlier = seen.get(key)
        if earlier and (not row["code_hash"] or not earlier["code_hash"] or row["code_hash"] == earlier["code_hash"]):
            return earlier
    return None


def _contradict(row: Row, other: Row) -> bool:
    """Whether rows of one code are about two people: by full birth date, by name if both lack it."""
    births, names = ({one[name] for one in (row, other)} for name in ("born", "name_hash"))
    return len(births - {None}) > 1 or (births == {None} and len(names - {None}) > 1)


def _counted(row: Row) -> Row:
    """What a row counts as: its dates, its unit, and whether its person has finished the class."""
    names = ("decision_date", "ceremony_date", "admission_month", "unit_code", "end_date", "graduates")
    return {name: row.get(name) for name in names}


def _content(row: Row) -> Row:
    """What a row says, apart from where it stands and how it is recognised."""
    return {name: value for name, value in row.items() if name not in NOT_CONTENT}


def double(row: Row, earlier: Row, same: bool) -> Problem:
    """The problem of a row that repeats an earlier one, or contradicts it if it is not the same."""
    line, sheet = row["line"], row["sheet"]
    assert isinstance(line, int)
    assert isinstance(sheet, str)
    place = f"{earlier['line']}" if earlier["sheet"] == sheet else f"{earlier['sheet']}!{earlier['line']}"
    return Problem(line, "", "duplicate" if same else "conflict_duplicate", sheet=sheet, beside=place)


def _numbered(rows: list[Row]) -> list[Row]:
    """The rows with equal hashes told apart by their order, so that a second upload finds each again."""
    met: Counter[tuple[str, object]] = Counter()
    for row in rows:
        for name in ("row_hash", "decision_hash"):
            met[name, row[name]] += 1
            if row[name] and met[name, row[name]] > 1:
                row[name] = f"{row[name]}-{met[name, row[name]]}"
    return rows


def _possible(rows: list[Row]) -> list[Row]:
    """The rows that share a name and lack what would tell the people apart.

    Two rows are told apart by a code that both have, or by a full birth date that both have.
    """
    by_name: defaultdict[object, list[Row]] = defaultdict(list)
    for row in rows:
        if row["name_hash"]:
            by_name[row["name_hash"], row.get("class_place")].append(row)
    found = []
    for group in by_name.values():
        known = [{name for name in ("code_hash", "name_birth_hash") if row[name]} for row in group]
        kinds = Counter(map(frozenset, known))
        for row, mine in zip(group, known, strict=True):
            alike = sum(number for kind, number in kinds.items() if not kind & mine)
            if alike > (not mine):
                found.append(row)
    return found
