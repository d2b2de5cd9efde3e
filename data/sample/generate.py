"""Writes the synthetic sample data (seven CSV files) that the dashboard opens with."""

import csv
import sys
from calendar import monthrange
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import NormalDist
from typing import NamedTuple

import numpy as np

SEED = 20210621  # the day the letter 259-CV/ĐUK was signed
CUTOFF = date(2021, 5, 31)
CONGRESS_CLOSED = date(2020, 7, 11)
OFFICERS = 7
MEMBERS = {2019: 4860, 2020: 4930, 2021: 5000}
PEOPLE_PER_SESSION = 8
WINDOW_PULL = 6  # a working day just before an anniversary, against any other working day

# January to December. The letter fixes two sums: 124 in Jan-May 2020 and 45 in Jan-May 2021.
NEW_ADMISSIONS = {
    2019: (27, 9, 6, 7, 22, 5, 0, 20, 6, 11, 16, 20),
    2020: (38, 17, 20, 12, 37, 9, 4, 14, 5, 8, 10, 12),
    2021: (14, 6, 7, 5, 13),
}
EARLIER_TOTALS = {
    2017: (25, 8, 7, 6, 21, 6, 4, 18, 6, 10, 15, 17),
    2018: (28, 10, 6, 8, 23, 6, 3, 19, 7, 10, 16, 15),
}
ANNIVERSARIES = ((2, 3), (5, 19), (9, 2), (11, 7))
PUBLIC_HOLIDAYS = (
    (date(2019, 1, 1), 1),
    (date(2019, 2, 2), 9),
    (date(2019, 4, 15), 1),
    (date(2019, 4, 29), 3),
    (date(2019, 9, 2), 1),
    (date(2020, 1, 1), 1),
    (date(2020, 1, 23), 7),
    (date(2020, 4, 2), 1),
    (date(2020, 4, 30), 2),
    (date(2020, 9, 2), 1),
    (date(2021, 1, 1), 1),
    (date(2021, 2, 10), 7),
    (date(2021, 4, 21), 1),
    (date(2021, 4, 30), 4),
)
DAYS_OFF = {first + timedelta(n) for first, days in PUBLIC_HOLIDAYS for n in range(days)}

# The last days of the awareness classes. Invented: every few months, fewer and smaller in the pandemic.
CLASSES = (
    date(2018, 10, 26),
    date(2019, 3, 29),
    date(2019, 7, 26),
    date(2019, 11, 8),
    date(2020, 3, 6),
    date(2020, 6, 26),
    date(2020, 10, 30),
    date(2021, 4, 28),
)
# Of a class that has had its time so many were admitted; the younger ones are as large as could be held.
CONVERTED = (0.57, 0.68)
YOUNG_CLASSES = {date(2020, 6, 26): 14, date(2020, 10, 30): 18, date(2021, 4, 28): 42}
LONGEST_WAIT = timedelta(426)  # 14 months; who waited longer had a certificate from elsewhere
RESULTS = {"Khá": 0.60, "Giỏi": 0.25, "Trung bình": 0.15}
NOT_FINISHED = ("Không đạt", "Vắng")


class Round(NamedTuple):
    """A round of reports on the pool: period, first and last day, how many units reported, what they expected."""

    period: str
    first: date
    last: date
    units: int
    expected: int


HALVES = {"6 tháng đầu": (False,), "6 tháng cuối": (True,)}
# Expected against admitted afterwards (NEW_ADMISSIONS): 186 / 275, 53 / 80, 45 until May / 72.
ROUNDS = (
    Round("Năm 2020", date(2020, 1, 6), date(2020, 1, 17), 69, 275),
    Round("6 tháng cuối năm 2020", date(2020, 6, 15), date(2020, 7, 10), 66, 80),
    Round("6 tháng đầu năm 2021", date(2020, 12, 7), date(2020, 12, 25), 68, 72),
    Round("Năm 2021", date(2021, 1, 5), date(2021, 1, 22), 69, 163),
    # The letter asks for this one within June 2021; it was written on the 21st.
    Round("6 tháng cuối năm 2021", date(2021, 6, 8), date(2021, 6, 21), 52, 96),
)

YOUTH, UNION, TWO_MEMBERS = "Đoàn Thanh niên", "Công đoàn", "Hai đảng viên"
SOURCE_ODDS = {YOUTH: 0.62, UNION: 0.30, TWO_MEMBERS: 0.05, "": 0.03}
AGES = {YOUTH: (20, 30), UNION: (27, 52), TWO_MEMBERS: (32, 58), "": (22, 50)}
STUDENT_AGES = (19, 23)
STUDENT = "Sinh viên"
OCCUPATIONS = ("Công chức", "Viên chức", "Người lao động")
OCCUPATION_ODDS = {
    "Đảng - đoàn thể": (0.80, 0.10, 0.10),
    "Quản lý nhà nước": (0.75, 0.17, 0.08),
    "Tư pháp": (0.90, 0.00, 0.10),
    "Sự nghiệp": (0.02, 0.85, 0.13),
    "Doanh nghiệp": (0.00, 0.00, 1.00),
}

# Official order. Each line: how large (1-5), name without its prefix, "=" other names.
UNITS = {
    "Đảng - đoàn thể": """
        3 Văn phòng Tỉnh ủy = VPTU|VP Tỉnh ủy
        2 Ban Tổ chức Tỉnh ủy = BTCTU
        2 Ban Tuyên giáo Tỉnh ủy = BTGTU
        1 Ban Dân vận Tỉnh ủy
        1 Ban Nội chính Tỉnh ủy
        2 Cơ quan Ủy ban Kiểm tra Tỉnh ủy = UBKTTU|Cơ quan UBKT Tỉnh ủy
        1 Cơ quan Đảng ủy Khối
        2 Cơ quan Mặt trận Tổ quốc tỉnh = MTTQ tỉnh
        2 Liên đoàn Lao động tỉnh = LĐLĐ tỉnh
        2 Cơ quan Tỉnh đoàn
        1 Hội Liên hiệp Phụ nữ tỉnh = Hội LHPN tỉnh
        1 Hội Nông dân tỉnh
        1 Hội Cựu chiến binh tỉnh
        1 Hội Chữ thập đỏ tỉnh
        1 Hội Văn học - Nghệ thuật tỉnh
        1 Liên minh Hợp tác xã tỉnh
    """,
    "Quản lý nhà nước": """
        2 Văn phòng Hội đồng nhân dân tỉnh = VP HĐND tỉnh
        3 Văn phòng Ủy ban nhân dân tỉnh = VP UBND tỉnh
        2 Sở Nội vụ = SNV
        3 Sở Tài chính = STC
        3 Sở Kế hoạch và Đầu tư = SKHĐT|Sở KH&ĐT
        3 Sở Y tế = SYT|Sở YT
        3 Sở Giáo dục và Đào tạo = SGDĐT|Sở GD&ĐT
        3 Sở Công Thương = SCT
        3 Sở Xây dựng = SXD
        4 Sở Giao thông vận tải = SGTVT|Sở GTVT
        5 Sở Nông nghiệp và Phát triển nông thôn = SNNPTNT|Sở NN&PTNT
        4 Sở Tài nguyên và Môi trường = STNMT|Sở TN&MT
        3 Sở Khoa học và Công nghệ = SKHCN|Sở KH&CN
        2 Sở Thông tin và Truyền thông = STTTT|Sở TT&TT
        4 Sở Văn hóa và Thể thao = SVHTT
        2 Sở Du lịch
        4 Sở Lao động - Thương binh và Xã hội = SLĐTBXH|Sở LĐTBXH
        1 Sở Ngoại vụ
        2 Sở Tư pháp = STP
        2 Thanh tra tỉnh
        1 Ban Dân tộc tỉnh
        2 Ban Quản lý Khu kinh tế
        4 Cục Thuế tỉnh
        3 Kho bạc Nhà nước tỉnh = KBNN tỉnh
        2 Cục Thống kê tỉnh
        3 Cục Quản lý thị trường tỉnh = QLTT tỉnh
        3 Bảo hiểm xã hội tỉnh = BHXH tỉnh
        2 Chi cục Kiểm lâm
        1 Chi cục Thủy lợi
    """,
    "Tư pháp": """
        3 Tòa án nhân dân tỉnh = TAND tỉnh
        3 Viện Kiểm sát nhân dân tỉnh = VKSND tỉnh
        2 Cục Thi hành án dân sự tỉnh
    """,
    "Sự nghiệp": """
        2 Báo tỉnh
        3 Đài Phát thanh - Truyền hình tỉnh = Đài PTTH tỉnh
        2 Trường Chính trị tỉnh
        5 Trường Đại học Mẫu
        4 Trường Cao đẳng Số 1
        4 Trường Cao đẳng Số 2
        3 Trường Cao đẳng Số 3
        5 Bệnh viện Đa khoa Số 1
        4 Bệnh viện Đa khoa Số 2
        4 Bệnh viện Chuyên khoa Mẫu
        3 Trung tâm Kiểm soát bệnh tật tỉnh = CDC tỉnh
        1 Trung tâm Hành chính công tỉnh
        1 Trung tâm Xúc tiến đầu tư tỉnh
        1 Trung tâm Khuyến nông tỉnh
        1 Bảo tàng tỉnh
        1 Thư viện tỉnh
        2 Ban Quản lý dự án Số 1
    """,
    "Doanh nghiệp": """
        3 Công ty Cấp nước Mẫu
        3 Công ty Môi trường Mẫu
        2 Công ty Thủy nông Mẫu
        1 Quỹ Đầu tư phát triển Mẫu
        2 Ngân hàng Mẫu - Chi nhánh tỉnh
    """,
}


class Listing(NamedTuple):
    """One line of UNITS with its sector."""

    sector: str
    scale: int
    name: str
    aliases: str

    @property
    def is_college(self):
        """Whether the unit admits students."""
        return self.name.startswith(("Trường Đại học", "Trường Cao đẳng"))


class Unit(NamedTuple):
    """A grassroots unit, its yearly members and how often it admits."""

    listing: Listing
    name: str
    members: dict
    pull: float


class Decision(NamedTuple):
    """One admission decision before the person is filled in."""

    day: date
    unit: int
    note: str = ""


def text(day):
    """The day as dd/mm/yyyy, or nothing."""
    return f"{day:%d/%m/%Y}" if day else ""


def pick(rng, odds):
    """One key of a mapping from keys to probabilities."""
    return list(odds)[rng.choice(len(odds), p=list(odds.values()))]


def working_days(first, last):
    """The days of an inclusive range that are neither weekends nor public holidays."""
    days = (first + timedelta(n) for n in range((last - first).days + 1))
    return [day for day in days if day.weekday() < 5 and day not in DAYS_OFF]


def before_anniversary(day):
    """Whether the day falls in the two weeks that end on an anniversary."""
    return any(0 <= (date(day.year, *md) - day).days <= 14 for md in ANNIVERSARIES)


def share_out(total, weights):
    """Whole numbers in proportion to the weights that sum to the total."""
    exact = np.asarray(weights) / np.sum(weights) * total
    whole = np.floor(exact).astype(int)
    largest_remainders = np.argsort(whole - exact, kind="stable")[: total - whole.sum()]
    whole[largest_remainders] += 1
    return whole.tolist()


def listing(sector, line):
    """One line of UNITS, read."""
    left, _, aliases = line.strip().partition(" = ")
    scale, name = left.split(" ", 1)
    return Listing(sector, int(scale), name, aliases)


def listings():
    """All lines of UNITS in official order."""
    return [listing(s, line) for s, block in UNITS.items() for line in block.split("\n")[1:-1]]


def sizes(rng, scales):
    """Lognormal numbers of members, the larger for units of larger scale."""
    # Quantiles rather than draws: the shape does not depend on the luck of one seed.
    ranks = [NormalDist().inv_cdf((n + 0.5) / len(scales)) for n in range(len(scales))]
    order = np.argsort(np.asarray(scales) + rng.uniform(0, 1.5, len(scales)))
    by_unit = np.empty(len(scales))
    by_unit[order] = np.maximum(50 * np.exp(0.85 * np.array(ranks)), 9)
    return by_unit


def yearly_members(rng, base):
    """The members of each unit by year, near its base size, with the block's exact totals."""
    drift = {2019: 0.03, 2020: 0.015, 2021: 0}
    years = [share_out(n, base * rng.normal(1, drift[y], len(base))) for y, n in MEMBERS.items()]
    return [dict(zip(MEMBERS, unit, strict=True)) for unit in zip(*years, strict=True)]


def make_units(rng):
    """The units in official order."""
    lines = listings()
    years = yearly_members(rng, sizes(rng, [line.scale for line in lines]))
    keen = rng.gamma(4, 1 / 4, len(lines))
    return [make_unit(*parts) for parts in zip(lines, years, keen, strict=True)]


def make_unit(line, members, keen):
    """One unit, named after its size: 30 members make a Đảng bộ."""
    prefix = "Đảng bộ" if members[2021] >= 30 else "Chi bộ"
    # Colleges admit students beside staff; in such blocks one is often the largest source.
    pull = members[2021] * keen * (2 if line.is_college else 1)
    return Unit(line, f"{prefix} {line.name}", members, pull)


def founded(rng):
    """A founding day decades ago, for one unit in ten unknown."""
    day = date(int(rng.integers(1964, 2013)), int(rng.integers(1, 13)), int(rng.integers(1, 29)))
    return text(day) if rng.random() > 0.1 else ""


def unit_rows(rng, units):
    """The rows of units.csv."""
    for n, unit in enumerate(units):
        officer = n % OFFICERS + 1
        yield (
            n + 1,
            f"U{n + 1:02}",
            unit.name,
            unit.listing.aliases,
            f"{unit.name[: unit.name.index('bộ') + 2]} cơ sở",
            unit.listing.sector,
            f"UV{officer}",
            f"Ủy viên phụ trách {officer}",
            founded(rng),
        )


def sessions(rng, year, month):
    """The decision days of a month and the pull of each."""
    people = NEW_ADMISSIONS[year][month - 1]
    days = working_days(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    pull = np.array([WINDOW_PULL if before_anniversary(day) else 1 for day in days], float)
    held = rng.choice(len(days), people // PEOPLE_PER_SESSION + 1, False, pull / pull.sum())
    return [days[n] for n in held], pull[held] / pull[held].sum()


def month_decisions(rng, year, month, unit_odds):
    """The new admissions decided in a month."""
    people = NEW_ADMISSIONS[year][month - 1]
    days, odds = sessions(rng, year, month)
    chosen = rng.choice(len(days), people, p=odds)
    units = rng.choice(len(unit_odds), people, p=unit_odds)
    return [Decision(days[d], int(u)) for d, u in zip(chosen, units, strict=True)]


def readmissions(rng, new, unit_odds):
    """One readmission a year, decided on a day that also had new admissions."""
    for year in NEW_ADMISSIONS:
        days = sorted({decision.day for decision in new if decision.day.year == year})
        unit = int(rng.choice(len(unit_odds), p=unit_odds))
        yield Decision(days[rng.integers(len(days) // 2)], unit, "Kết nạp lại")


def make_decisions(rng, units):
    """All decisions from 2019 on, by day and then official order of units."""
    pull = np.array([unit.pull for unit in units])
    odds = pull / pull.sum()
    months = [(y, m + 1) for y, counts in NEW_ADMISSIONS.items() for m in range(len(counts))]
    new = [d for y, m in months for d in month_decisions(rng, y, m, odds)]
    return sorted([*new, *readmissions(rng, new, odds)])


def make_ceremonies(rng, decisions):
    """The ceremony day of each decision; a unit holds one ceremony for one decision day."""
    held = {}
    for day, unit, _ in decisions:
        if (day, unit) not in held:
            days = working_days(day + timedelta(3), day + timedelta(25))
            held[day, unit] = days[rng.integers(len(days))]
    return [held[day, unit] for day, unit, _ in decisions]


def decision_numbers(rng, decisions):
    """The number of each decision."""
    number, previous, numbers = 1300, CUTOFF, []
    for day, _, _ in decisions:
        # Party bodies number documents through a term, so a congress starts again at 01.
        if previous <= CONGRESS_CLOSED < day:
            number = 0
        number += 1 if day == previous else int(rng.integers(2, 12))
        numbers.append(f"{number:02}-QĐ/ĐUK")
        previous = day
    return numbers


def birth(rng, day, ages):
    """A birth day that gives an age within the range at the given day."""
    youngest, oldest = ages
    return day - timedelta(int(rng.integers(youngest * 366, oldest * 365)))


def certificate(rng, day, born):
    """A class certificate day 2 to 40 months before the decision, at 18 or later."""
    longest = min(1200, (day - born).days - 18 * 366)
    awarded = day - timedelta(int(rng.integers(70, longest)))
    return working_days(awarded - timedelta(10), awarded)[-1]


def introducers(rng, decisions):
    """The source organization of each decision; youth cannot introduce a readmission."""
    counts = share_out(len(decisions), list(SOURCE_ODDS.values()))
    shuffled = rng.permutation(np.repeat(list(SOURCE_ODDS), counts)).tolist()
    return [TWO_MEMBERS if d.note else s for d, s in zip(decisions, shuffled, strict=True)]


def person(rng, decision, unit, source):
    """Birth day, gender, occupation and certificate day of one admitted person."""
    student = source == YOUTH and unit.is_college and rng.random() < 0.75
    odds = dict(zip(OCCUPATIONS, OCCUPATION_ODDS[unit.sector], strict=True))
    occupation = STUDENT if student else pick(rng, odds)
    born = birth(rng, decision.day, STUDENT_AGES if student else AGES[source])
    gender = "Nữ" if rng.random() < 0.48 else "Nam"
    return born, gender, occupation, certificate(rng, decision.day, born)


def admission_rows(rng, units, decisions, ceremonies):
    """The rows of admissions.csv."""
    numbers, sources = decision_numbers(rng, decisions), introducers(rng, decisions)
    columns = zip(decisions, ceremonies, numbers, sources, strict=True)
    for n, (decision, held, number, source) in enumerate(columns, start=1):
        unit = units[decision.unit]
        born, gender, occupation, awarded = person(rng, decision, unit.listing, source)
        yield (
            n,
            f"ĐV-{n:04}",
            f"Đảng viên Mẫu {n:04}",
            text(born),
            gender,
            unit.name,
            number,
            text(decision.day),
            text(held if held <= CUTOFF else None),
            source,
            occupation,
            text(awarded),
            decision.note,
        )


def probationers(rng, units, decisions, ceremonies):
    """Members still on their 12 months of probation, counted by (year at 1 January, unit)."""
    pull = np.array([unit.pull for unit in units])
    in_2018 = rng.choice(len(units), sum(EARLIER_TOTALS[2018]), p=pull / pull.sum())
    later = ((h.year + 1, d.unit) for h, d in zip(ceremonies, decisions, strict=True))
    return Counter([*((2019, int(unit)) for unit in in_2018), *later])


def opening_rows(units, probation):
    """The rows of opening_members.csv."""
    for year in MEMBERS:
        for n, unit in enumerate(units):
            total, on_probation = unit.members[year], probation[year, n]
            yield unit.name, year, total, total - on_probation, on_probation


def target_rows():
    """The rows of targets.csv."""
    eighth = ("Đại hội VIII", "Nghị quyết Đại hội VIII (giả lập)", "01/01/2019")
    ninth = ("Đại hội IX", "Nghị quyết Đại hội IX (giả lập)", text(CONGRESS_CLOSED))
    return [
        ("Khối", "", 2019, "", "Tỷ lệ (%)", 3, *eighth),
        ("Khối", "", 2020, "", "Tỷ lệ (%)", 3, *eighth),
        ("Khối", "", "", "2021-2025", "Tỷ lệ (%)", 3, *ninth),
        ("Khối", "", 2021, "", "Số người", 150, *ninth),
    ]


def earlier_rows():
    """The rows of monthly_totals.csv."""
    for year, counts in EARLIER_TOTALS.items():
        for month, admitted in enumerate(counts, start=1):
            yield year, month, "", "", admitted, "Ngày quyết định"


def class_rows(units, roster):
    """The rows of class_graduates.csv: who of the roster was admitted after a class, and others who were not."""
    rng = np.random.default_rng([SEED, 1])
    pull = np.array([unit.pull for unit in units])
    number = 0
    for n, ended in enumerate(CLASSES):
        code, name = class_names(n)
        until = CLASSES[n + 1] if n + 1 < len(CLASSES) else CUTOFF
        admitted = [row for row in roster if is_of_class(row, ended, until)]
        size = YOUNG_CLASSES.get(ended) or round(len(admitted) / rng.uniform(*CONVERTED))
        people = [(row[2], row[3], row[5], row[9], pick(rng, RESULTS)) for row in admitted]
        for _ in range(size - len(admitted) + len(NOT_FINISHED)):
            number += 1
            unit = units[rng.choice(len(units), p=pull / pull.sum())]
            source = YOUTH if rng.random() < 0.7 else UNION
            result = pick(rng, RESULTS) if len(people) < size else NOT_FINISHED[len(people) - size]
            born = text(birth(rng, ended, AGES[source]))
            people.append((f"Quần chúng Mẫu {number:04}", born, unit.name, source, result))
        for at, chosen in enumerate(rng.permutation(len(people)), start=1):
            yield (at, code, name, "Đối tượng kết nạp Đảng", text(ended), *people[chosen])


def class_names(n):
    """Code and name of a class: its number within its year."""
    year = CLASSES[n].year
    of_year = sum(day.year == year for day in CLASSES[: n + 1])
    return f"NT{of_year:02}/{year}", f"Lớp bồi dưỡng nhận thức về Đảng khóa {of_year} năm {year}"


def is_of_class(row, ended, until):
    """Whether a row of the roster is of a new member with a certificate of the class."""
    decided, awarded = (datetime.strptime(row[at], "%d/%m/%Y").date() for at in (7, 11))
    return not row[12] and ended <= awarded < until and decided - ended <= LONGEST_WAIT


def report_rows(units, decisions):
    """The rows of pool_reports.csv, round by round in the official order of units."""
    rng = np.random.default_rng([SEED, 2])
    admitted = Counter((d.unit, d.day.year, d.day.month > 6) for d in decisions if not d.note)
    hope = rng.gamma(8, 1 / 8, len(units))
    for held in ROUNDS:
        year, halves = int(held.period[-4:]), HALVES.get(held.period.partition(" năm ")[0], (False, True))
        reporting = sorted(rng.choice(len(units), held.units, replace=False))
        became = np.array([sum(admitted[n, year, half] for half in halves) for n in reporting], float)
        pull = np.array([units[n].pull * hope[n] for n in reporting])
        weights = pull / pull.sum() + (became / became.sum() if became.any() else 0)
        days = working_days(held.first, held.last)
        for n, expected in zip(reporting, share_out(held.expected, weights), strict=True):
            made = days[rng.integers(len(days))]
            yield (units[n].name, text(made), held.period, *pool(rng, units[n], year, expected))


def pool(rng, unit, year, expected):
    """The numbers of one report: each part of the pool within the whole."""
    in_pool = expected + int(rng.poisson(1 + unit.members[year] / 40))
    class_done = int(rng.binomial(in_pool, 0.6))
    ready = int(rng.binomial(class_done, 0.3))
    verified = int(rng.binomial(class_done - ready, 0.4))
    others = int(unit.members[year] * rng.uniform(0.3, 0.9))
    youth = int(rng.binomial(expected, 0.65))
    union = int(rng.binomial(expected - youth, 0.9))
    return in_pool + others, in_pool, class_done, verified, ready, expected, youth, union, "", ""


def write(path, header, rows):
    """Write one CSV file that spreadsheets open with its accents intact."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header.split(","))
        writer.writerows(rows)


HEADERS = {
    "units": "STT,Mã đơn vị,Tên đơn vị,Tên gọi khác,Loại hình,Lĩnh vực,Mã phụ trách,"
    "Ủy viên BTV phụ trách,Ngày thành lập",
    "admissions": "STT,Mã số,Họ và tên,Ngày sinh,Giới tính,Đơn vị,Số QĐ,Ngày QĐ,Ngày kết nạp,"
    "Nguồn giới thiệu,Nghề nghiệp,Ngày cấp GCN,Ghi chú",
    "opening_members": "Đơn vị,Năm,Tổng số đảng viên,Chính thức,Dự bị",
    "targets": "Cấp,Đơn vị/Đoàn thể,Năm,Nhiệm kỳ,Loại,Chỉ tiêu,Cấp giao,Văn bản số,Ngày hiệu lực",
    "monthly_totals": "Năm,Tháng,Đơn vị,Nguồn giới thiệu,Số kết nạp,Cơ sở tính",
    "pool_reports": "Đơn vị,Ngày báo cáo,Kỳ,Tổng số quần chúng,Quần chúng ưu tú,Đã học lớp nhận thức,"
    "Đang thẩm tra lý lịch,Hồ sơ hoàn thiện,Dự kiến kết nạp,Dự kiến từ Đoàn Thanh niên,Dự kiến từ Công đoàn,"
    "Khó khăn,Kiến nghị",
    "class_graduates": "STT,Mã lớp,Tên lớp,Loại lớp,Ngày bế giảng,Họ và tên,Ngày sinh,Đơn vị cử đi học,"
    "Nguồn giới thiệu,Xếp loại",
}


def tables(rng):
    """The rows of each file, by name."""
    units = make_units(rng)
    decisions = make_decisions(rng, units)
    ceremonies = make_ceremonies(rng, decisions)
    probation = probationers(rng, units, decisions, ceremonies)
    register = list(unit_rows(rng, units))
    roster = list(admission_rows(rng, units, decisions, ceremonies))
    return {
        "units": register,
        "admissions": roster,
        "opening_members": opening_rows(units, probation),
        "targets": target_rows(),
        "monthly_totals": earlier_rows(),
        "pool_reports": report_rows(units, decisions),
        "class_graduates": class_rows(units, roster),
    }


def main(folder):
    """Write the seven files into the folder."""
    for name, rows in tables(np.random.default_rng(SEED)).items():
        write(Path(folder) / f"{name}.csv", HEADERS[name], rows)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent)
