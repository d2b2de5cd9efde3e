"""Messes of columns that depend on what the cells say: split in two, doubled, summed."""

from dataclasses import replace
from random import Random

from tests.fuzz.draft import Column, Draft
from tests.fuzz.mess import CROSSTAB, ROSTER, TARGETS, TOTALS, UNITS, mess
from tests.fuzz.words import SourceCell


@mess(TOTALS)
def month_and_year(draft: Draft, rng: Random) -> None:
    """Month and year in columns of their own."""
    draft.columns.insert(draft.column("month") + rng.randint(0, 1), Column("year", "Năm"))
    draft.columns[draft.column("month")].label = "Tháng"
    for row in draft.rows:
        cell, chance = row.days["month"], draft.rng("month_and_year", row.number)
        row.texts["year"] = f"{row.day.year}"
        if cell.when and not cell.reasons:
            month = int(cell.when[-2:])
            row.days["month"] = replace(
                cell, text=chance.choice((f"{month}", f"{month:02}", f"T{month}", f"Tháng {month}"))
            )
        elif "future_date" in cell.reasons:
            row.texts["year"] = cell.text[-4:]
        elif "date_no_month" in cell.reasons:
            row.days["month"] = replace(cell, reasons=cell.reasons | {"bad_date"})


@mess(ROSTER)
def halves_of_columns(draft: Draft, rng: Random) -> None:
    """Merged headers that say only with the row below them what a column is."""
    at = draft.column("birth_date") if draft.has("birth_date") else -1
    if at >= 0 and rng.random() < 0.5:
        draft.columns[at : at + 1] = [Column("born_m", "Nam", "Ngày sinh"), Column("born_f", "Nữ", "<")]
        for row in draft.rows:
            row.texts["born_m" if row.texts["gender"] == "Nam" else "born_f"] = row.texts["birth_date"]
    if draft.has("decision_date") and rng.random() < 0.5:
        at = draft.column("decision_date")
        draft.columns[at] = Column("decision_date", "Ngày", "<")
        draft.columns.insert(at, Column("decision_no", "Số", "Quyết định kết nạp"))
    if draft.has("source") and rng.random() < 0.5:
        at = draft.column("source")
        halves = [Column("by_youth", "Đoàn TN", "Nguồn giới thiệu"), Column("by_union", "Công đoàn", "<")]
        draft.columns[at : at + 1] = halves
        for row in draft.rows:
            column, code = rng.choice((("by_youth", "youth_union"), ("by_union", "trade_union")))
            row.texts[column] = rng.choice(("x", "X"))
            row.source = SourceCell("", frozenset({code, "unknown"}))


@mess(ROSTER)
def doubled_columns(draft: Draft, rng: Random) -> None:
    """Two columns that could be the unit: its name and its code or the workplace; or two that are notes."""
    label = rng.choice(("Mã đơn vị", "Đơn vị công tác", "Ghi chú"))
    between = [at for at, column in enumerate(draft.columns) if at and column.above != "<"]
    draft.columns.insert(rng.choice(between), Column(f"other_{label}", label))
    for row in draft.rows:
        row.texts["other_Mã đơn vị"] = row.unit.code or ""
        if label == "Mã đơn vị" and not row.unit.code:
            row.unit = replace(row.unit, reasons=row.unit.reasons | {"missing_unit"})
        row.texts["other_Đơn vị công tác"] = f"Phòng Mẫu {row.number % 4}"
    if label != "Ghi chú":
        draft.allow_refusal()


@mess(CROSSTAB)
def quarter_columns(draft: Draft, rng: Random) -> None:
    """Sums of quarters or halves between the months: not counted again, or the file is refused."""
    for last, label in rng.choice((((3, "Quý I"), (6, "Quý II"), (9, "Quý III"), (12, "Quý IV")), ((6, "6 tháng"),))):
        draft.columns.insert(draft.column(f"m{last:02}") + 1, Column(f"q{last}", label))
        for row in draft.rows:
            months = range(last - 2 if label.startswith("Quý") else 1, last + 1)
            row.texts[f"q{last}"] = str(sum(row.counts[f"m{month:02}"].number or 0 for month in months))
    draft.allow_refusal()


@mess(TARGETS)
def target_styles(draft: Draft, rng: Random) -> None:
    """Rates with a percent sign or in words, numbers with a thousands dot, terms with other dashes."""
    for row in draft.rows:
        chance = draft.rng("target_styles", row.number)
        number, rate = int(row.texts["value"]), row.fact[4] == "rate"
        rates = (f"{number}%", f"{number:02}%", f"{number},0", f"từ {number:02}% trở lên", f"{number} %", f"{number}.0")
        row.texts["value"] = chance.choice(rates if rate else (f"{number}", f"{number:02}", f"{number} đồng chí"))
        row.texts["term"] = row.texts["term"].replace("-", chance.choice(("-", " - ", " – ", "–")))
        row.texts["year"] = chance.choice(("{}", "Năm {}", " {} ")).format(row.texts["year"])


@mess(TARGETS)
def bad_targets(draft: Draft, rng: Random) -> None:
    """Targets that are none, and words that no column knows."""
    for row in draft.rows:
        chance = draft.rng("bad_targets", row.number)
        if chance.random() < 0.3:
            name, text, reasons = chance.choice(
                (
                    *(("value", "abc", {"bad_count"}), ("value", "", {"missing_count", "missing_value"})),
                    *(("value", "-3", {"negative_count", "bad_count"}), ("kind", "xyz", {"unknown_word"})),
                    *(
                        ("scope", "xyz", {"unknown_word"}),
                        ("value", "101%" if row.fact[4] == "rate" else "x", {"bad_count"}),
                    ),
                )
            )
            row.texts[name], row.reasons = text, frozenset(reasons)


@mess(UNITS)
def nameless_units(draft: Draft, rng: Random) -> None:
    """Units without a name."""
    for row in draft.rows:
        if draft.rng("nameless_units", row.number).random() < 0.3:
            row.texts["unit_name"], row.reasons = "", frozenset({"missing_unit", "missing_value"})


@mess(UNITS)
def listed_aliases(draft: Draft, rng: Random) -> None:
    """Other names of a unit divided by semicolons, spaced, or none at all."""
    for row in draft.rows:
        names = draft.rng("listed_aliases", row.number).choice(("Tên Một|Tên Hai", "Tên Một; Tên Hai", "", "Tên Một"))
        row.texts["aliases"] = names
        row.fact = (*row.fact[:2], names)
