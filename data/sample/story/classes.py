"""The classes and who finished them: the rows of class_graduates.csv."""

from datetime import date, timedelta

from story.chance import pick, stream
from story.days import text
from story.people import AGES, UNION, YOUTH, birth
from story.units import odds

AWARENESS, NEW_MEMBERS = "Đối tượng kết nạp Đảng", "Đảng viên mới"
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
# Known by number only: its certificates hold for 60 months, until 24/3/2022.
EARLY_CLASS = date(2017, 3, 24)
EARLY_UNITS, EARLY_GRADUATES, EARLY_ADMITTED = 14, 34, 19
# The last days of the classes of new members, who go there between a month and a year after their ceremony.
NEW_MEMBER_CLASSES = (
    date(2019, 5, 24),
    date(2019, 11, 29),
    date(2020, 6, 19),
    date(2020, 12, 11),
    date(2021, 4, 16),
)
FIRST_MONTH = timedelta(30)
MISSES_ONE = 0.1


def class_rows(units, admissions):
    """The rows of class_graduates.csv."""
    yield from early_rows(units)
    yield from awareness_rows(units, admissions)
    # Who has not been to a class of new members is not recognized: the overdue and those struck off.
    yield from new_member_rows(units, [a for a in admissions if a.goes_by_the_rules])


def early_rows(units):
    """How many of each unit finished the class of 2017, and how many of them the class knows to be admitted."""
    rng, chances = stream(5), odds(units)
    sent = sorted(rng.choice(len(units), EARLY_UNITS, replace=False, p=chances))
    more = rng.multinomial(EARLY_GRADUATES - EARLY_UNITS, chances[sent] / chances[sent].sum())
    admitted = rng.multivariate_hypergeometric(more + 1, EARLY_ADMITTED)
    for at, (n, finished, became) in enumerate(zip(sent, more + 1, admitted, strict=True), start=1):
        named = (*awareness_names((EARLY_CLASS,), 0), AWARENESS, text(EARLY_CLASS))
        yield (at, *named, "", "", units[n].name, "", "", finished, became)


def awareness_rows(units, admissions):
    """Who of the roster was admitted after an awareness class, and others who were not."""
    rng, chances = stream(1), odds(units)
    number = 0
    for n, ended in enumerate(CLASSES):
        admitted = [a for a in admissions if class_of(a) == ended]
        size = YOUNG_CLASSES.get(ended) or round(len(admitted) / rng.uniform(*CONVERTED))
        people = [(*member(units, a), a.source, pick(rng, RESULTS)) for a in admitted]
        for _ in range(size - len(admitted) + len(NOT_FINISHED)):
            number += 1
            unit = units[rng.choice(len(units), p=chances)]
            source = YOUTH if rng.random() < 0.7 else UNION
            result = pick(rng, RESULTS) if len(people) < size else NOT_FINISHED[len(people) - size]
            born = text(birth(rng, ended, AGES[source]))
            people.append((f"Quần chúng Mẫu {number:04}", born, unit.name, source, result))
        for at, chosen in enumerate(rng.permutation(len(people)), start=1):
            yield (at, *awareness_names(CLASSES, n), AWARENESS, text(ended), *people[chosen], "", "")


def awareness_names(classes, n):
    """Code and name of an awareness class."""
    year, of_year = place(classes, n)
    return f"NT{of_year:02}/{year}", f"Lớp bồi dưỡng nhận thức về Đảng khóa {of_year} năm {year}"


def place(classes, n):
    """The year of a class and its number within the year."""
    year = classes[n].year
    return year, sum(day.year == year for day in classes[: n + 1])


def member(units, admission):
    """Name, birth day and unit of a person of the roster."""
    return f"Đảng viên Mẫu {admission.person:04}", text(admission.born), units[admission.unit].name


def class_of(admission):
    """The last day of the awareness class a new member's certificate is of; None if it is from elsewhere."""
    before = [ended for ended in CLASSES if ended <= admission.awarded]
    ended = before[-1] if before and admission.is_new else None
    return ended if ended and admission.decided - ended <= LONGEST_WAIT else None


def new_member_rows(units, admissions):
    """Who of the roster has been to which class of new members."""
    rng = stream(6)
    gone_to = [new_member_class(rng, a) for a in admissions]
    for n, ended in enumerate(NEW_MEMBER_CLASSES):
        year, of_year = place(NEW_MEMBER_CLASSES, n)
        name = f"Lớp bồi dưỡng lý luận chính trị cho đảng viên mới khóa {of_year} năm {year}"
        people = [a for a, chosen in zip(admissions, gone_to, strict=True) if chosen == ended]
        for at, chosen in enumerate(rng.permutation(len(people)), start=1):
            named = (f"ĐVM{of_year:02}/{year}", name, NEW_MEMBERS, text(ended))
            known = (*member(units, people[chosen]), people[chosen].source)
            yield (at, *named, *known, pick(rng, RESULTS), "", "")


def new_member_class(rng, admission):
    """The class somebody has been to: the first that could be, or now and then the next if probation lasts as long."""
    held = admission.held
    open_to = [day for day in NEW_MEMBER_CLASSES if held and held + FIRST_MONTH <= day <= admission.probation_over]
    misses = rng.random() < MISSES_ONE
    return open_to[misses and len(open_to) > 1] if open_to else None
