"""Every text exists in both languages, and numbers, shares and dates are written as each language writes them."""

import ast
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.extract import extract_from_dir, extract_from_file
from babel.messages.pofile import read_po

from ketnap import words
from ketnap.i18n import CATALOGUE, LANGUAGES, Translator, mark
from ketnap.ingest import reasons

ROOT = Path(__file__).parents[1]
KEYWORDS = {"_": None, "mark": None}
SOURCES = [ROOT / "app.py", *sorted((ROOT / "ketnap").rglob("*.py")), *sorted((ROOT / "pages").rglob("*.py"))]
NAMES = {
    f"{module.__name__.rpartition('.')[2]}.{name}": found
    for module in (words, reasons)
    for name, found in vars(module).items()
    if name.isupper() and isinstance(found, dict)
}

vi, en = Translator("vi"), Translator("en")


@pytest.fixture(scope="module")
def catalogue():
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="vi")


@pytest.fixture(scope="module")
def texts(catalogue):
    """English text -> Vietnamese text; the first entry, the catalogue's header, left out."""
    return {message.id: message.string for message in catalogue if message.id}


def extracted():
    """The texts Babel finds in the code, as `pybabel extract` would."""
    found = [text for _line, text, *_rest in extract_from_file("python", ROOT / "app.py", keywords=KEYWORDS)]
    for folder in ("ketnap", "pages"):
        found += [text for _file, _line, text, *_rest in extract_from_dir(ROOT / folder, keywords=KEYWORDS)]
    return set(found)


def calls_of(names):
    """Every call of `_`, `here._`, `page._` or `mark` in the code, with the place it stands at."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                called = getattr(node.func, "attr", getattr(node.func, "id", None))
                if called in names and node.args:
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def fields(text):
    return {name for _literal, name, _spec, _conversion in Formatter().parse(text) if name is not None}


def test_the_catalogue_holds_exactly_the_texts_of_the_code(texts):
    assert extracted() - set(texts) == set(), "missing in vi.po"
    assert set(texts) - extracted() == set(), "in vi.po, but no longer in the code"


def test_no_translation_is_empty_doubtful_or_left_behind(catalogue, texts):
    assert [text for text, translated in texts.items() if not translated.strip()] == []
    assert [message.id for message in catalogue if message.id and message.fuzzy] == []
    assert list(catalogue.obsolete) == []


def test_both_sides_of_the_catalogue_have_the_same_fields(texts):
    assert {text for text, translated in texts.items() if fields(text) != fields(translated)} == set()


def test_spaces_at_the_ends_are_kept(texts):
    def ends(text):
        return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]

    assert {text for text, translated in texts.items() if ends(text) != ends(translated)} == set()


def test_every_text_in_a_call_is_in_the_catalogue(texts):
    # Babel does not look into f-strings (Python 3.11); the syntax tree does.
    unknown = [
        f"{place}: {node.args[0].value}"
        for place, node in calls_of({"_", "mark"})
        if isinstance(node.args[0], ast.Constant) and node.args[0].value not in texts
    ]
    assert unknown == []


def test_no_text_is_put_together_before_it_is_translated():
    glued = [
        place
        for place, node in calls_of({"_", "mark"})
        if isinstance(node.args[0], ast.JoinedStr | ast.BinOp)
        or (isinstance(node.args[0], ast.Call) and getattr(node.args[0].func, "attr", "") in ("format", "join"))
    ]
    assert glued == []


def test_calls_fill_exactly_the_fields_of_their_text():
    wrong = []
    for place, node in calls_of({"_"}):
        given = {keyword.arg for keyword in node.keywords}
        if isinstance(node.args[0], ast.Constant) and None not in given and given != fields(node.args[0].value):
            wrong.append(f"{place}: {node.args[0].value}")
    assert wrong == []


def test_the_names_of_codes_are_found():
    # Five dicts of ketnap.words at the least, three of ketnap.ingest.reasons.
    assert {"words.SOURCE_NAMES", "words.CHANCE_NAMES", "words.VERDICT_NAMES", "words.TABLE_NAMES"} <= set(NAMES)
    assert {"reasons.ROW_REASONS", "reasons.WARNINGS", "reasons.REFUSALS", "reasons.EXCLUSIONS"} <= set(NAMES)


@pytest.mark.parametrize("names", NAMES.values(), ids=NAMES)
def test_every_name_of_a_code_is_translated(names, texts):
    for name in names.values():
        assert vi(name) == texts[name]
        assert vi(name) != name
        assert en(name) == name


def test_codes_have_names_of_their_own_in_both_languages():
    for names in (words.SOURCE_NAMES, words.STATUS_NAMES, words.VERDICT_NAMES, words.CHANCE_NAMES, words.TABLE_NAMES):
        for _ in (vi, en):
            assert len({_(name) for name in names.values()}) == len(names)


def test_marking_changes_nothing():
    assert mark("Targets") == "Targets"


def test_a_text_is_given_with_its_fields_filled():
    assert vi("Year {year}", year=2021) == "Năm 2021"
    assert en("Year {year}", year=2021) == "Year 2021"


def test_a_text_without_translation_stays_english():
    assert vi("No such text") == "No such text"


@pytest.mark.parametrize("language", ["de", "", "VI", None])
def test_an_unknown_language_is_refused(language):
    with pytest.raises(ValueError, match="unknown language"):
        Translator(language)


def test_both_languages_are_spoken():
    assert [Translator(language).language for language in LANGUAGES] == ["vi", "en"]


# domain.md §6.4: numbers 1.234,5 in Vietnamese; a point and a comma change places in English.
@pytest.mark.parametrize(
    ("value", "digits", "in_vietnamese", "in_english"),
    [
        (1234.5, 1, "1.234,5", "1,234.5"),
        (1234567, 0, "1.234.567", "1,234,567"),
        (0, 0, "0", "0"),
        (15, 1, "15,0", "15.0"),
        (Fraction(105, 7), 1, "15,0", "15.0"),  # the letter: 105 still needed in 7 months
        (Decimal("2.75"), 2, "2,75", "2.75"),
        (2.25, 1, "2,3", "2.3"),  # halves up, as a spreadsheet's ROUND
        (0.5, 0, "1", "1"),
        (-0.4, 0, "0", "0"),
        (-79, 0, "-79", "-79"),
        (None, 0, "–", "–"),
        (float("nan"), 1, "–", "–"),
    ],
)
def test_numbers(value, digits, in_vietnamese, in_english):
    assert vi.number(value, digits) == in_vietnamese
    assert en.number(value, digits) == in_english


@pytest.mark.parametrize(
    ("numerator", "denominator", "digits", "in_vietnamese", "in_english"),
    [
        (45, 124, 1, "36,3%", "36.3%"),  # the letter: 45 are 36.3 % of the same period
        (45, 150, 1, "30,0%", "30.0%"),
        (13, 80, 1, "16,3%", "16.3%"),  # 16.25: a spreadsheet shows 16.3
        (9996, 10000, 1, "99,9%", "99.9%"),  # domain.md §5.15: 99.96 is not 100
        (2499, 2500, 0, "99%", "99%"),
        (150, 150, 1, "100,0%", "100.0%"),
        (10001, 10000, 1, "100,0%", "100.0%"),
        (186, 148, 1, "125,7%", "125.7%"),  # 186 / 148 = 1.2567
        (0, 150, 1, "0,0%", "0.0%"),
        (45, 0, 1, "–", "–"),
        (45, None, 1, "–", "–"),
    ],
)
def test_shares(numerator, denominator, digits, in_vietnamese, in_english):
    assert vi.percent(numerator, denominator, digits) == in_vietnamese
    assert en.percent(numerator, denominator, digits) == in_english


@pytest.mark.parametrize("target", [3, 7, 150, 151, 1999, 5034])
def test_a_share_says_hundred_only_when_the_target_is_met(target):
    for admitted in range(target + 1):
        assert (vi.percent(admitted, target) == "100,0%") == (admitted == target)


def test_dates():
    # domain.md §6.4: 21/6/2021, the day of the letter.
    assert vi.date(date(2021, 6, 21)) == "21/6/2021"
    assert en.date(date(2021, 6, 21)) == "21 Jun 2021"
    assert vi.date(None) == en.date(None) == "–"
    assert vi.time(datetime(2021, 6, 21, 8, 5)) == "21/6/2021 08:05"
    assert en.time(datetime(2021, 6, 21, 8, 5)) == "21 Jun 2021 08:05"


def test_months_on_an_axis():
    assert [vi.month(month) for month in range(1, 13)] == [f"T{month}" for month in range(1, 13)]
    assert " ".join(en.month(month) for month in range(1, 13)) == "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"


def test_separators_are_those_of_the_numbers():
    for _ in (vi, en):
        decimal, thousands = _.separators
        assert _.number(1234.5, 1) == f"1{thousands}234{decimal}5"
