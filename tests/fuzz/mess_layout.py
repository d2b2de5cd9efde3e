"""Messes of layout: what stands above, between and below the rows, and how the header is written."""

from random import Random

from ketnap.tables import TABLE, UNIT_CODE_HEADERS
from tests.fuzz import units
from tests.fuzz.draft import COUNTING, Draft, Line, Row
from tests.fuzz.mess import ANY, CROSSTAB, ROSTER, mess
from tests.fuzz.mess_rows import SHIFTED
from tests.fuzz.outcome import NOT_DATA, Ignored, Rejected, rejected
from tests.fuzz.settle import settled
from tests.fuzz.truth import another
from tests.fuzz.units import NAMES, PREFIX, without_accents

# Headers that name another column too; which of the two is meant hangs on the columns beside it.
SHARED = {"Ngày vào Đảng", "Chi bộ", "Quyết định", "Mã", "Mã đơn vị", "Ngày", "Đảng bộ", "Tên", "Cơ quan", "Họ"}
# What may be said of a heading that was taken for a row.
HEADLESS = frozenset(
    {
        *("missing_date", "bad_date", "missing_count", "bad_count", "too_few_fields", "missing_unit", "unknown_unit"),
        *("missing_value", "unknown_word", "future_date"),
    }
)
PERSONAL = {"person_code", "full_name", "unit", "unit_name"}
ORDINARY = {"row_no", "person_code", "full_name", "birth_date", "unit", "source", "note", "admitted", "month", "year"}
ORDINARY |= {"decision_date", "ceremony_date", "admission_month", "decision_no", "members", "aliases", "scope", "kind"}
ORDINARY |= {"unit_name", "unit_code", "officer_label", "value", "set_by", "term", "official", "probationary"}


@mess(ROSTER, place="refused")
def no_date_column(draft: Draft, rng: Random) -> None:
    """No column says when anybody was admitted."""
    if rng.random() < 0.3 and not draft.cut:
        draft.columns = [
            c for c in draft.columns if c.name not in ("decision_date", "ceremony_date", "admission_month")
        ]
        for row in draft.rows:
            row.fault, row.short = "", 0
        draft.require_refusal(
            "no_date_column", "wrong_table", "no_header", "missing_columns", "no_rows", "ambiguous_columns"
        )


@mess(place="refused")
def no_header(draft: Draft, rng: Random) -> None:
    """Nothing says what the columns mean."""
    if rng.random() < 0.3:
        draft.headers = [Line(raw="", outcomes=NOT_DATA)]
        draft.under_header = []
        draft.require_refusal("no_header", "wrong_table", "no_date_column", "missing_columns")


@mess(place="refused")
def no_rows(draft: Draft, rng: Random) -> None:
    """A header and nothing under it."""
    if rng.random() < 0.5 and not draft.cut:
        draft.body = [Line(raw="")]
        draft.warnings.clear()
        # A workbook may be refused for the reason of another of its sheets.
        others = ("no_header", "no_date_column") if draft.book else ()
        draft.require_refusal("no_rows", "empty_file", "wrong_table", "missing_columns", "ambiguous_columns", *others)


@mess()
def header_spellings(draft: Draft, rng: Random) -> None:
    """Headers in the variants offices use."""
    table = TABLE[draft.table]
    for column in draft.columns:
        if column.name in ORDINARY and any(column.name == each.name for each in table.columns):
            said = [h for h in table.column(column.name).headers if h not in SHARED]
            if column.name == "unit" and draft.has("branch_name"):
                # A code beside the branch's name may be the branch's.
                said = [h for h in said if h not in UNIT_CODE_HEADERS]
            column.label = rng.choice(said)


@mess()
def header_dress(draft: Draft, rng: Random) -> None:
    """Headers in capitals, without accents, with brackets, colons, line breaks, doubled spaces."""
    alike = rng.choice((str.upper, without_accents, str.lower, None, None))
    for column in draft.columns:
        label = alike(column.label) if alike else column.label
        dresses = (f"{label}:", label.replace(" ", "\n", 1), label.replace(" ", "  "), f" {label} ", f"{label}\u200b")
        dresses += (f"{label} (*)", label.replace(" ", "\u00a0"), f"{label}.")
        if column.name in ("decision_date", "ceremony_date", "birth_date"):
            dresses += (f"{label} (dd/mm/yyyy)", f"{label}\n(ngày/tháng/năm)")
        column.label = rng.choice((label, label, *dresses))


@mess(ANY - CROSSTAB)
def merged_header(draft: Draft, rng: Random) -> None:
    """A second row above the header, whose cells reach over several columns."""
    if any(column.above for column in draft.columns):
        return
    at = rng.randint(0, len(draft.columns) - 2)
    above = rng.choice(("Thông tin chung", "Kết nạp Đảng", "Lý lịch", "Quá trình"))
    for offset, column in enumerate(draft.columns[at : at + rng.randint(2, 3)]):
        column.above = above if offset == 0 else "<"


@mess(CROSSTAB)
def month_labels(draft: Draft, rng: Random) -> None:
    """The months of a crosstab named in other ways, perhaps with the year, perhaps under one merged cell."""
    form = rng.choice(("Tháng {m}", "{m}", "{m:02}", "T{m}/{y}", "{m:02}/{y}", "Tháng {m}/{y}", "THÁNG {m}", "T{m:02}"))
    for column in draft.columns:
        if column.name.startswith("m"):
            column.label = form.format(m=int(column.name[1:]), y=draft.year)
            column.above = "<"
    if rng.random() < 0.4:
        draft.columns[draft.column("m01")].above = rng.choice(
            ("Tháng", "Số kết nạp", f"Năm {draft.year}", "Chia theo tháng")
        )
    else:
        for column in draft.columns:
            column.above = ""


@mess(CROSSTAB, place="refused")
def no_year(draft: Draft, rng: Random) -> None:
    """A crosstab of months that does not say of which year."""
    if any(f"{draft.year}" in column.label + column.above for column in draft.columns):
        return
    draft.above = [Line(["KẾT QUẢ KẾT NẠP ĐẢNG VIÊN"])]
    draft.require_refusal("no_year", "wrong_table", "no_date_column", "no_header", "missing_columns")


@mess()
def numbering_row(draft: Draft, rng: Random) -> None:
    """A row under the header that numbers the columns."""
    form = rng.choice(("{}", "({})"))
    numbers = [form.format(number + 1) for number in range(len(draft.columns))]
    draft.under_header = [Line(numbers)]
    if rng.random() < 0.2 and draft.refusal != "required":
        # Of letters the policy says nothing.
        letters = Line(["A", "B", *numbers[:-2]], (Ignored(), Rejected(HEADLESS)))
        draft.under_header = [letters]


def header_lines(draft: Draft) -> list[Line]:
    """The header as it stands in the file: one row, or two if a merged cell stands above some columns."""
    if not any(column.above for column in draft.columns):
        return [Line([column.label for column in draft.columns])]
    upper = [column.above.replace("<", "") if column.above else column.label for column in draft.columns]
    return [Line(upper), Line([column.label if column.above else "" for column in draft.columns])]


def _padded(draft: Draft, texts: dict[int, str]) -> Line:
    """A line with the texts at their positions and blanks beside them."""
    cells = [""] * len(draft.columns)
    for at, text in texts.items():
        cells[min(at, len(cells) - 1)] = text
    return Line(cells)


def _written(draft: Draft, text: str, rng: Random, at: int = 0) -> Line:
    """A text of its own line, padded with delimiters or not."""
    return Line(raw=text) if rng.random() < 0.4 else _padded(draft, {at: text})


def _dated(draft: Draft) -> tuple[str, ...]:
    """Titles that name a year, unless the file must not say which one it is about."""
    return () if draft.refusal == "required" else (f"NĂM {draft.year}", f"Tháng {draft.as_of:%m/%Y}")


@mess(ANY - CROSSTAB, place="head")
def titles_like_headers(draft: Draft, rng: Random) -> None:
    """A title whose words are those of the header."""
    text = "Danh sách (họ và tên, ngày sinh, đơn vị, ngày kết nạp, nguồn giới thiệu)"
    texts = (Line(raw=text), Line(["Đơn vị", "Đảng bộ Khối", "Năm", f"{draft.year}"]), _padded(draft, {0: text}))
    draft.above.append(rng.choice((*texts, Line(["Mẫu 2: Danh sách kết nạp", "Đơn vị", "Đồng chí"]))))


@mess()
def titles(draft: Draft, rng: Random) -> None:
    """The head of an official document above the table."""
    day = draft.as_of
    left = ("ĐẢNG BỘ TỈNH MẪU", "ĐẢNG ỦY KHỐI CÁC CƠ QUAN TỈNH", "BAN TỔ CHỨC")
    title = ("DANH SÁCH ĐẢNG VIÊN MỚI KẾT NẠP", *_dated(draft))
    title += (f"(Kèm theo Báo cáo số 01-BC/ĐUK, ngày {day.day}/{day.month}/{day.year})", "Đơn vị: Đảng ủy Khối")
    lines = [
        _padded(draft, {0: text, 4: other})
        for text, other in zip(left, ("ĐẢNG CỘNG SẢN VIỆT NAM", "*", ""), strict=True)
    ]
    lines = lines[: rng.randint(0, 3)]
    place = f"Mẫu, ngày {day.day} tháng {day.month} năm {day.year}"
    lines += [_padded(draft, {4: place})] * (rng.random() < 0.5)
    lines += [Line(raw="")] * (rng.random() < 0.5)
    lines += [_written(draft, text, rng, rng.randint(0, 2)) for text in title if rng.random() < 0.6]
    lines += [_padded(draft, {0: "Đơn vị:", 1: "Đảng bộ Khối Mẫu"})] * (rng.random() < 0.2)
    lines += [_padded(draft, {0: "Tháng", 1: f"{day.month}/{day.year}"})] * (rng.random() < 0.2)
    lines += [_padded(draft, {})] * (rng.random() < 0.5)
    draft.above += lines


def assembled(draft: Draft) -> list[Row | Line]:
    """The rows in order, under their headings."""
    body: list[Row | Line] = []
    groups: list[str] = []
    rng = draft.rng("headings")
    for row in draft.rows:
        group = f"Khối {row.number % 1000 % 3 + 1}" if draft.heading == "block" else row.home
        if draft.heading and (not groups or groups[-1] != group):
            groups.append(group)
            size = sum(other.home == row.home for other in draft.rows)
            if draft.nested and draft.heading != "block" and len(groups) % 3 == 1:
                body.append(_padded(draft, {0: "ABCDEF"[len(groups) // 3], 1: f"KHỐI SỐ {len(groups) // 3 + 1}"}))
            body.append(_heading(draft, group, len(groups), size, rng))
        if draft.carried and draft.heading in ("counted", "no prefix") and not row.unit.text:
            # The heading need not be understood, but then the rows must say so.
            draft.warnings.discard("possible_duplicate")
            row.outcomes = (*settled(row, draft), rejected("missing_unit", "unknown_unit"))
        body.append(row)
    return body


def _heading(draft: Draft, group: str, number: int, size: int, rng: Random) -> Line:
    """The heading of a group in the form the file has chosen."""
    name = NAMES.get(group, group)
    roman = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI")
    numeral = roman[(number - 1) % 16]
    at = 1 + rng.randint(0, 1)
    forms = {
        "roman beside": {0: numeral, at: name},
        "roman": {0: f"{numeral}. {name}"},
        "bare": {0: name},
        "bare shifted": {at: name},
        "letter": {0: chr(ord("A") + (number - 1) % 16), at: name},
        "counted": {0: f"{name} ({size} đồng chí)"},
        "counted beside": {0: numeral, len(draft.columns) - 1: f"{size}", at: name},
        "no prefix": {0: name if group in units.ALIKE_BARE else PREFIX.sub("", name)},
        "block": {0: numeral, at: name},
    }
    if draft.heading == "raw":
        return Line(raw=f"{numeral}. {name}")
    line = _padded(draft, forms[draft.heading])
    if draft.heading in ("no prefix", "counted beside"):
        line.outcomes = (Ignored(), Rejected(HEADLESS))
    return line


@mess()
def subtotals(draft: Draft, rng: Random) -> None:
    """Sums under every group, or in the midst of the rows."""
    body: list[Row | Line] = []
    size = 0
    for at, item in enumerate(draft.body):
        body.append(item)
        size = size + 1 if isinstance(item, Row) else 0
        ends = at + 1 == len(draft.body) or isinstance(draft.body[at + 1], Line)
        if size and ends and (draft.heading or rng.random() < 0.5):
            body.append(_sum(draft, rng.choice(("Cộng", "Cộng:", "CỘNG", "Tổng", f"Cộng: {size}")), size, rng))
    draft.body = body


def _sum(draft: Draft, word: str, size: int, rng: Random) -> Line:
    """A sum: its word in one of the first cells, its number somewhere behind it or in the same cell."""
    at = rng.randint(0, min(2, len(draft.columns) - 2))
    texts = {at: word} if any(letter.isdigit() for letter in word) else {at: word, rng.randint(at + 1, 9): f"{size}"}
    return _padded(draft, texts)


@mess()
def blank_rows(draft: Draft, rng: Random) -> None:
    """Empty lines and lines of delimiters or spaces among the rows."""
    for _ in range(rng.randint(1, 4)):
        at = rng.randint(0, len(draft.body))
        blanks = (Line(raw=""), _padded(draft, {}), Line(raw="   "), _padded(draft, {0: " ", 1: "\u00a0"}))
        draft.body.insert(at, rng.choice(blanks))


@mess()
def page_breaks(draft: Draft, rng: Random) -> None:
    """The header once more at the top of every page, with the numbers of the columns if it has them."""
    for _ in range(rng.randint(1, 2) if not draft.headers else 0):
        at = rng.randint(1, len(draft.body))
        draft.body[at:at] = [*header_lines(draft), *draft.under_header]


@mess(ROSTER, place="head")
def header_among_rows(draft: Draft, rng: Random) -> None:
    """Rows sorted together with their header: those above it count or are listed, or the file is refused."""
    if draft.headers or draft.heading or (draft.book and draft.book.sheets > 1):
        return
    rows = [at for at, item in enumerate(draft.body) if isinstance(item, Row)]
    if len(rows) < 2:
        return
    at = rng.choice(rows[1:])
    for item in draft.body[:at]:
        if isinstance(item, Row):
            item.outcomes = (*settled(item, draft), Rejected(SHIFTED))
    draft.body[at:at] = [*header_lines(draft), *draft.under_header]
    draft.headers, draft.under_header = [Line(raw="")], []
    draft.allow_refusal()


@mess(ROSTER, place="end")
def second_list(draft: Draft, rng: Random) -> None:
    """Another roster below with its columns in another order: read rightly, listed, or left out with a warning."""
    columns = [column for column in draft.columns if not column.above]
    if draft.book or draft.refusal == "required" or len(columns) != len(draft.columns):
        return
    rng.shuffle(columns)
    draft.below += [Line(raw=""), Line([column.label for column in columns])]
    for number in range(900, 903):
        row = another(number, draft)
        outcomes = (*settled(row, draft), Rejected(SHIFTED), Ignored())
        draft.below.append(Line([row.text(column.name) for column in columns], outcomes))


@mess()
def grand_total(draft: Draft, rng: Random) -> None:
    """The sum of all rows at the end."""
    size = len(draft.rows)
    word = rng.choice(
        (
            "Tổng toàn Khối",
            "CỘNG (I+II)",
            "Tổng cộng (I + II)",
            "Tổng cộng",
            "TỔNG CỘNG:",
            "Tổng số",
            f"Tổng số: {size} đồng chí",
            f"Tổng cộng: {size}",
            "Cộng",
        )
    )
    draft.below.append(_sum(draft, word, size, rng))


@mess(place="end")
def signature(draft: Draft, rng: Random) -> None:
    """Who made the list and who signs it."""
    day, right = draft.as_of, max(0, len(draft.columns) - 3)
    texts = [(right, f"Mẫu, ngày {day.day} tháng {day.month} năm {day.year}"), (right, "T/M BAN THƯỜNG VỤ")]
    texts += [(right, "PHÓ BÍ THƯ"), (right, "(Ký, ghi rõ họ tên)"), (right, "Tống Mẫu Thử")]
    texts += [(0, "Nơi nhận:"), (0, "- Như trên;"), (0, "- Lưu VP, BTC."), (0, "NGƯỜI LẬP BIỂU"), (1, "(Đã ký)")]
    kept = [text for text in texts if rng.random() < 0.6]
    draft.below += [Line(raw="")] * (rng.random() < 0.6)
    signed = [_written(draft, text, rng, at) for at, text in kept]
    for line, (at, text) in zip(signed, kept, strict=True):
        # A name where the list keeps names, or the day of signing among the dates: a row may lack the rest.
        named = text == "Tống Mẫu Thử" and draft.columns[0 if line.raw else at].name in PERSONAL
        dated = line.raw and draft.delimiter in line.raw and draft.columns[1].name in (*COUNTING, "month", "year")
        if named or dated:
            line.outcomes = (Ignored(), Rejected(HEADLESS))
    draft.below += signed
    if rng.random() < 0.3:
        draft.below.append(_padded(draft, {0: "NGƯỜI LẬP BIỂU", right: "THỦ TRƯỞNG ĐƠN VỊ"}))


@mess()
def footnotes(draft: Draft, rng: Random) -> None:
    """Remarks below the table."""
    texts = ("(*) Số liệu tính đến ngày 31/5/2021", "Ghi chú: danh sách xếp theo đơn vị", "Danh sách có 20 đồng chí./.")
    texts += ("* Đồng chí kết nạp tại chi bộ sinh viên", "(1) Theo Quyết định số 12-QĐ/ĐUK ngày 05/02/2021")
    draft.below += [_written(draft, text, rng) for text in rng.sample(texts, rng.randint(1, 2))]


@mess(place="end")
def second_table(draft: Draft, rng: Random) -> None:
    """Another table below the first, with a header of its own."""
    forms = (
        (("STT", "Đơn vị", "Số lượng"), ("1", NAMES["D01"], "5"), ("2", NAMES["D03"], "12")),
        (
            ("TT", "Nguồn giới thiệu", "Số người", "Tỷ lệ"),
            ("1", "Đoàn Thanh niên", "9", "60%"),
            ("2", "Công đoàn", "6", "40%"),
        ),
        (
            ("STT", "Họ và tên", "Đơn vị", "Ngày công nhận chính thức"),
            ("1", "Mẫu Chính Thức 901", NAMES["D02"], "03/02/2021"),
            ("2", "Mẫu Chính Thức 902", NAMES["D09"], "04/02/2021"),
            ("3", "Mẫu Chính Thức 903", NAMES["D13"], "05/02/2021"),
        ),
    )
    draft.below += [Line(raw="")] * rng.randint(0, 2)
    draft.below += [_written(draft, "II. TỔNG HỢP", rng)] * (rng.random() < 0.5)
    for cells in rng.choice(forms):
        draft.below.append(Line([*cells] + [""] * max(0, len(draft.columns) - len(cells))))
