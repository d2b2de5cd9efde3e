"""What a file is about before any mess: people, counts, units, targets, cleanly written."""

from datetime import date, timedelta
from random import Random

from tests.fuzz import days, units, words
from tests.fuzz.days import DayCell
from tests.fuzz.draft import Column, Draft, Line, Row
from tests.fuzz.words import CountCell, SourceCell

AS_OF = (date(2021, 6, 21), date(2021, 12, 31), date(2026, 11, 22), date(2024, 2, 29), date(2022, 1, 5))
SIZES = (3, 4, 5, 8, 8, 12, 16, 24, 40)
DATES = (("ceremony_date",), ("decision_date",), ("decision_date", "ceremony_date"), ("admission_month",))
LABELS = {
    **{"row_no": "STT", "person_code": "Mã ĐV", "full_name": "Họ và tên", "birth_date": "Ngày sinh"},
    **{"unit": "Đơn vị", "decision_date": "Ngày QĐ", "ceremony_date": "Ngày kết nạp"},
    **{"admission_month": "Tháng kết nạp", "source": "Nguồn giới thiệu", "note": "Ghi chú"},
    **{"month": "Tháng/Năm", "admitted": "Số kết nạp", "year": "Năm", "members": "Số đảng viên đầu năm"},
    **{"official": "Chính thức", "probationary": "Dự bị", "total": "Tổng cộng"},
    **{"unit_code": "Mã đơn vị", "unit_name": "Tên đơn vị", "aliases": "Tên gọi khác", "unit_type": "Loại hình"},
    **{"officer_label": "Ủy viên phụ trách", "scope": "Cấp", "scope_code": "Đơn vị/Đoàn thể", "term": "Nhiệm kỳ"},
    **{"kind": "Loại chỉ tiêu", "value": "Chỉ tiêu", "set_by": "Cấp giao"},
}


def clean(seed: int, kind: str, size: int | None = None) -> Draft:
    """A seed's file before any mess, with so many rows if told so."""
    rng = Random(f"{seed} truth")
    drawn = rng.choice(SIZES)
    draft = Draft(seed, kind, rng.choice(AS_OF), [], [])
    draft.guess_table = rng.random() < 0.2
    draft.year = draft.as_of.year
    names = _columns(draft, rng)
    draft.columns = [Column(name, LABELS.get(name, f"T{name[1:].lstrip('0')}")) for name in names]
    most = 40 if kind in ("roster", "totals") else len(units.UNITS)
    draft.rows = [another(number, draft) for number in range(min(size or drawn, most))]
    return draft


def another(number: int, draft: Draft) -> Row:
    """One row of a file."""
    make = {"roster": _person, "totals": _total, "crosstab": _months, "opening": _opening, "units": _unit}
    return make.get(draft.kind, _target)(number, draft)


def _columns(draft: Draft, rng: Random) -> list[str]:
    """The columns of a clean file."""
    if draft.kind == "roster":
        dates = rng.choices(DATES, (6, 4, 6, 1))[0]
        return ["row_no", "person_code", "full_name", "birth_date", "unit", *dates, "source", "note"]
    if draft.kind == "crosstab":
        draft.year -= rng.randint(0, 1)
        draft.above = [Line([f"KẾT QUẢ KẾT NẠP ĐẢNG VIÊN NĂM {draft.year}"])]
        return ["row_no", "unit", *(f"m{month:02}" for month in range(1, 13)), *["total"] * (rng.random() < 0.6)]
    return {
        "totals": ["row_no", "unit", "month", "admitted"],
        "opening": ["row_no", "unit", "year", "members", *["official", "probationary"] * (rng.random() < 0.4)],
        "units": ["row_no", "unit_code", "unit_name", "aliases", "unit_type", "officer_label"],
        "targets": ["scope", "scope_code", rng.choice(("year", "term")), "kind", "value", "set_by"],
    }[draft.kind]


def _person(number: int, draft: Draft) -> Row:
    """One admission."""
    rng = draft.rng("person", number)
    day = draft.as_of - timedelta(days=int(rng.triangular(0, 900, 60)))
    if rng.random() < 0.03:
        day = date(rng.randint(1960, 1999), rng.randint(1, 12), rng.randint(1, 28))
    ceremony = min(day + timedelta(days=rng.randint(0, 30)), draft.as_of)
    birth = date(day.year - rng.randint(18, 55), rng.randint(1, 12), rng.randint(1, 28))
    code, home = rng.choice(list(words.SOURCE_WORDS)), rng.choice(units.UNITS).code
    texts = {
        "row_no": f"{number + 1}",
        "person_code": f"NV{number + 1:04}",
        "full_name": f"{rng.choice(words.SURNAMES)} {number + 1:03}",
        "birth_date": f"{birth:%d/%m/%Y}",
        "decision_no": f"{number + 1}-QĐ/ĐUK",
        "gender": rng.choice(("Nam", "Nữ")),
        "union_date": f"26/03/{birth.year + 16}",
        "certificate_date": f"{day - timedelta(days=rng.randint(90, 900)):%d/%m/%Y}",
        "official_date": f"{ceremony + timedelta(days=365):%d/%m/%Y}",
        "ethnicity": "Kinh",
        "phone": f"09{number:08}",
        "home": "Xã Mẫu, huyện Thử",
        "occupation": rng.choice(("Viên chức", "Công chức", "Giáo viên")),
    }
    dated = {
        "decision_date": days.plain(day),
        "ceremony_date": days.plain(ceremony),
        "admission_month": DayCell(f"{day:%m/%Y}", f"{day:%Y-%m}"),
    }
    source = SourceCell(words.SOURCE_WORDS[code][0], frozenset({code}))
    return Row(number, texts, home, units.plain(home), dated, source=source, day=day)


def _total(number: int, draft: Draft) -> Row:
    """One count of admissions of a unit in a month; no two of the same unit and month."""
    rng = draft.rng("total", number)
    back = number // len(units.UNITS) + draft.rng("first month").randint(1, 12)
    year, month = divmod(draft.as_of.year * 12 + draft.as_of.month - 1 - back, 12)
    people = rng.choice((0, 1, 1, 2, 3, 4, 5, 8, 12, 1234, 2005))
    home = units.UNITS[number % len(units.UNITS)].code
    dated = {"month": DayCell(f"{month + 1:02}/{year}", f"{year}-{month + 1:02}")}
    counts = {"admitted": CountCell(f"{people}", people)}
    return Row(
        number, {"row_no": f"{number + 1}"}, home, units.plain(home), dated, counts, day=date(year, month + 1, 1)
    )


def _months(number: int, draft: Draft) -> Row:
    """The counts of a unit in every month of a year."""
    rng, home = draft.rng("months", number), units.UNITS[number].code
    numbers = {f"m{month:02}": rng.choice((0, 0, 1, 1, 2, 3, 12)) for month in range(1, 13)}
    last = draft.as_of.month if draft.year == draft.as_of.year else 12
    counts = {
        n: CountCell(f"{people}", people) if int(n[1:]) <= last else CountCell("", 0) for n, people in numbers.items()
    }
    total = sum(cell.number or 0 for cell in counts.values())
    return Row(number, {"row_no": f"{number + 1}", "total": f"{total}"}, home, units.plain(home), counts=counts)


def _opening(number: int, draft: Draft) -> Row:
    """The members of a unit at the start of a year."""
    rng, home = draft.rng("opening", number), units.UNITS[number].code
    official, probationary = rng.choice((12, 30, 79, 1188)), rng.randint(0, 12)
    members = official + probationary
    numbers = {"members": members, "official": official, "probationary": probationary}
    counts = {name: CountCell(f"{people}", people) for name, people in numbers.items()}
    texts = {"row_no": f"{number + 1}", "year": f"{draft.year}"}
    return Row(number, texts, home, units.plain(home), counts=counts, fact=(home, draft.year, members))


def _unit(number: int, draft: Draft) -> Row:
    """A unit of the register."""
    unit = units.UNITS[number]
    texts = {
        "row_no": f"{number + 1}",
        "unit_code": unit.code,
        "unit_name": unit.name,
        "aliases": "|".join(unit.aliases),
        "unit_type": "Chi bộ cơ sở" if unit.name.startswith("Chi bộ") else "Đảng bộ cơ sở",
        "officer_label": f"Ủy viên phụ trách {number % 3 + 1}",
    }
    return Row(number, texts, unit.code, fact=(unit.code, unit.name, texts["aliases"]))


def _target(number: int, draft: Draft) -> Row:
    """A target of a unit, or of the block."""
    rng, home = draft.rng("target", number), units.UNITS[number].code
    rate = rng.random() < 0.5
    value = rng.choice((3, 5)) if rate else rng.choice((2, 10, 150))
    texts = {
        "scope": "Đơn vị" if number else "Khối",
        "scope_code": units.NAMES[home] if number else "",
        "year": f"{draft.year}",
        "term": f"{draft.year}-{draft.year + 4}",
        "kind": "Tỷ lệ (%)" if rate else "Số người",
        "value": f"{value}",
        "set_by": "Đại hội IX",
    }
    years = (draft.year, draft.year + 4) if draft.has("term") else (draft.year, draft.year)
    fact = ("unit" if number else "block", home if number else "", *years, "rate" if rate else "count", value)
    return Row(number, texts, home, fact=fact)
