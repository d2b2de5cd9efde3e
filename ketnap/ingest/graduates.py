"""A record of a class -> who or how many finished it: of a person only keyed hashes."""

import re
from datetime import date

from ketnap.ingest import values
from ketnap.ingest.people import identity
from ketnap.ingest.record import Cells, Context, Rejected, Row
from ketnap.ingest.texts import blank, folded
from ketnap.ingest.values import Day, Fault

# What a class is for, by the words of its name or of the title above the list.
KINDS = {
    "awareness": re.compile(
        r"\b(nhan thuc( ve)? dang|cam tinh( dang)?|doi tuong( ket nap)? dang|boi duong ket nap dang|awareness)\b"
    ),
    "new_member": re.compile(r"\b(dang vien|dv) moi\b|\bnew member\b"),
}
# 26-29/4/2021, từ 26/4 đến 29/4/2021: a class that ran over several days ends on the last.
SEVERAL_DAYS = re.compile(
    r"(?:từ )?(?:ngày )?\d{1,2}(?:[/.]\d{1,2}(?:[/.]\d{4})?)? ?(?:-|–|đến(?: hết)?)"
    r" ?(?:ngày )?(\d{1,2}[/.]\d{1,2}[/.]\d{4})",
    re.IGNORECASE,
)
CROSS = "✓✔☑"
NOT_ADMITTED = ("khong", "chua", "chua ket nap", "chua duoc ket nap")


def class_graduate_row(cells: Cells, context: Context) -> Row:
    """A person who has been to a class, or a number of people who have finished it."""
    name = cells.present("class_code", cells.optional("class_code"))
    ended, certified = _dates(cells, context)
    counting, unit = ended or certified, cells.unit()
    assert counting is not None
    known = identity(cells, context, f"{unit} {name} {counting.year}")
    # "Lớp 1" is held every year; "Lớp 1/2021" is the same class with another date.
    place = name.lower() if re.search(r"\d{4}", name) else f"{name.lower()} {counting.year}"
    row = {
        "unit_code": unit,
        "class_code": name,
        "class_place": place,
        "class_name": cells.optional("class_name"),
        "class_kind": _kind(cells, context),
        "end_date": ended,
        "certificate_date": certified,
    }
    if known["name_hash"] or known["code_hash"]:
        return {**row, **known, **_of_person(cells)}
    many = _of_many(cells)
    return {**row, **dict.fromkeys(known), **many, "graduate_key": f"{unit}:{many['source'] or ''}:{place}"}


def _dates(cells: Cells, context: Context) -> tuple[date | None, date | None]:
    """Last day of the class and day of the certificate; Rejected if the one that counts is missing or wrong."""
    ended = cells.checked("end_date", _last_of(cells, context))
    certified = cells.day("certificate_date") if ended is None else None
    name, counting = ("end_date", ended) if ended else ("certificate_date", certified)
    if counting is None:
        raise Rejected("end_date", "missing_date")
    cells.checked(name, values.outside_range(counting, context.as_of))
    return ended.last if ended else None, cells.last_day("certificate_date")


def _last_of(cells: Cells, context: Context) -> Day | Fault | None:
    """The date of the cell, of several days the last."""
    several = SEVERAL_DAYS.fullmatch(cells.text("end_date"))
    return values.day_or_month(several[1], context.as_of) if several else cells.day("end_date")


def _kind(cells: Cells, context: Context) -> str:
    """What the class is for: what its own cell says, else its name, else the title; Rejected if nothing says it."""
    said = cells.text("class_kind")
    if not blank(said):
        return cells.present("class_kind", kind_of(said), "unknown_word")
    texts = (cells.text("class_name"), cells.text("class_code"), " ".join(context.titles))
    found = next((kind for text in texts if (kind := kind_of(text))), None)
    return cells.present("class_kind", found)


def kind_of(text: str) -> str | None:
    """The kind of class a text names; None if it names none or both."""
    found = [kind for kind, words in KINDS.items() if words.search(folded(text))]
    return found[0] if len(found) == 1 else None


def _of_person(cells: Cells) -> Row:
    """One person: a graduate unless the result says failed or absent."""
    if cells.count("graduates") not in (None, 0, 1):
        # A name beside a number of people: whose name, and of how many?
        raise Rejected("graduates", "bad_count")
    result = cells.choice("result")
    return {
        "is_person": True,
        "source": cells.source(),
        "result": result,
        "graduates": int(result != "failed"),
        "admitted": _admitted(cells.text("admitted")),
    }


def _admitted(text: str) -> int | None:
    """Whether a person is marked as admitted, as a number; None for anything else, a date among it."""
    if folded(text) == "x" or (text and text in CROSS):
        return 1
    number = 0 if folded(text) in NOT_ADMITTED else values.count(text)
    return number if isinstance(number, int) and number <= 1 else None


def _of_many(cells: Cells) -> Row:
    """A number of people of a unit, of one source or of all."""
    return {
        "is_person": False,
        "source": None if blank(cells.text("source")) else cells.source(),
        "result": None,
        "graduates": cells.present("graduates", cells.count("graduates"), "missing_count"),
        "admitted": cells.count("admitted"),
    }
