"""LibreOffice opens every document: pages are counted, words are found, letters are whole."""

import re
import subprocess
from datetime import date

import pytest
from pypdf import PdfReader

from ketnap import cuts, report
from ketnap.account import View
from ketnap.i18n import LANGUAGES, Translator
from tests.conftest import OFFICE

MAY, TODAY = View(2021, date(2021, 5, 31)), date(2021, 6, 21)
pytestmark = pytest.mark.office
MONTHS = (
    r"\b(January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Apr|Jun|Jul)\b"
)
STAMP = {
    "vi": ("DỮ LIỆU GIẢ LẬP", "31/5/2021", "Lưu hành nội bộ"),
    "en": ("SYNTHETIC DATA", "31 May 2021", "Internal use"),
}
MADE = [
    ("report", "docx", "vi"),
    ("report", "pptx", "vi"),
    ("report", "xlsx", "vi"),
    ("notices", "docx", "vi"),
    ("officers", "docx", "vi"),
    ("units", "docx", "vi"),
    ("report", "docx", "en"),
    ("report", "pptx", "en"),
]


@pytest.fixture(scope="module")
def papers(sample, tmp_path_factory) -> dict[str, PdfReader]:
    """Each document as LibreOffice prints it, and the template to begin with filled in; all in one call."""
    folder = tmp_path_factory.mktemp("office")
    for kind, form, language in MADE:
        made = report.document(sample, MAY, kind, form, TODAY, Translator(language))
        (folder / f"{kind}-{form}-{language}.{form}").write_bytes(made)
    for language in LANGUAGES:
        _ = Translator(language)
        made = report.document(sample, MAY, "report", "docx", TODAY, _, template=report.starter(_))
        (folder / f"own-docx-{language}.docx").write_bytes(made)
    files = sorted(map(str, folder.iterdir()))
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = [str(OFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=570)
    return {path.stem: PdfReader(path) for path in sorted(folder.glob("*.pdf"))}


@pytest.fixture(scope="module")
def pages(papers) -> dict[str, list[str]]:
    """The texts of the pages of each document, spaces and broken lines made one space."""
    return {name: [re.sub(r"\s+", " ", page.extract_text()) for page in paper.pages] for name, paper in papers.items()}


@pytest.fixture(scope="module")
def accounts(sample) -> dict[str, report.Report]:
    """The account of the sample in each language."""
    return {language: report.report(sample, MAY, Translator(language)) for language in LANGUAGES}


def test_every_unit_has_its_notice_and_its_sheet_on_a_page_of_its_own(pages, sample):
    units = cuts.units(sample, MAY).dropna(subset="unit_code")["unit_name"].tolist()
    assert len(pages["notices-docx-vi"]) == len(pages["units-docx-vi"]) == len(units) == 70
    for name, notice, sheet in zip(units, pages["notices-docx-vi"], pages["units-docx-vi"], strict=True):
        assert f"Kính gửi: {name}" in notice
        assert name in sheet


def test_every_officer_has_a_page(pages, sample):
    officers = sample.query("officers", as_of=MAY.as_of)["officer_label"]
    assert len(pages["officers-docx-vi"]) == len(officers) == 7
    for label, page in zip(officers, pages["officers-docx-vi"], strict=True):
        assert page.replace("2 ", "", 1).strip().startswith(label) or label in page[: len(label) + 8]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_deck_has_a_page_for_each_slide_and_its_answer_on_it(pages, accounts, language):
    account = accounts[language]
    found = pages[f"report-pptx-{language}"]
    assert len(found) == 1 + len(account.sections)
    for section, page in zip(account.sections, found[1:], strict=True):
        assert section.answer.split(";")[0].split(".")[0] in page


def test_the_report_has_its_head_its_sections_and_its_foot(pages, accounts):
    account = accounts["vi"]
    found, whole = pages["report-docx-vi"], " ".join(pages["report-docx-vi"])
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in found[0]
    assert "ngày 21 tháng 6 năm 2021" in found[0]
    assert found[0].index("BÁO CÁO") < found[0].index("DỮ LIỆU GIẢ LẬP")
    for number, section in zip(("I", "II", "III"), account.sections, strict=False):
        assert f"{number}. {section.heading}" in whole
    assert "Nơi nhận:" in whole
    # Whoever signs stands below the last lines of the report.
    signed = next(page for page in found if "BÍ THƯ" in page)
    assert 0 < signed.index("phụ lục") < signed.index("Nơi nhận:")
    # Ten pages of report and the annex of 70 units; twice as many would be a table gone wrong.
    assert 10 <= len(found) <= 40


def test_no_heading_of_a_section_stands_last_on_a_page(pages, accounts):
    for language in ("vi", "en"):
        account = accounts[language]
        for page in pages[f"report-docx-{language}"]:
            body = page.split(account.stamp[0])[0].rstrip()
            assert not any(body.endswith(section.heading) for section in account.sections)


@pytest.mark.parametrize("name", ["-".join(each) for each in MADE])
def test_no_word_of_the_machine_and_no_month_of_another_language(pages, name):
    whole = " ".join(pages[name])
    assert not re.search(r"\b(None|nan|NaT)\b|<NA>|\{\{|%\}", whole)
    if name.endswith("vi"):
        assert not re.search(MONTHS, whole)
    else:
        assert "tháng" not in whole.replace("Ủy viên", "")


def test_the_workbook_prints_with_its_charts_and_tables(pages):
    whole = " ".join(pages["report-xlsx-vi"])
    assert "Kết luận" not in whole[:10]
    assert "Kết nạp đảng viên năm 2021" in whole
    assert "Đảng bộ Văn phòng Tỉnh ủy" in whole


@pytest.mark.parametrize(
    "name", ["-".join(each) for each in MADE if each[1] == "docx"] + ["own-docx-vi", "own-docx-en"]
)
def test_every_page_says_as_of_when_for_whom_and_that_it_is_invented(pages, name):
    for page in pages[name]:
        for line in STAMP[name[-2:]]:
            assert line in page


def test_one_font_holds_every_vietnamese_letter(papers):
    for name in ("report-docx-vi", "notices-docx-vi", "own-docx-vi"):
        fonts = [page["/Resources"].get_object()["/Font"].values() for page in papers[name].pages]
        names = {str(font.get_object()["/BaseFont"]) for found in fonts for font in found}
        # Liberation Serif stands for Times New Roman; another family would fill in for letters it lacks.
        assert {re.sub(r"^/(\w+\+)?|-\w+$", "", font) for font in names} == {"LiberationSerif"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_template_to_begin_with_holds_every_answer(pages, accounts, language):
    whole = " ".join(pages[f"own-docx-{language}"])
    assert "{" not in whole
    assert all(section.answer in whole for section in accounts[language].sections)
    assert "Đảng bộ Văn phòng Tỉnh ủy" in whole
