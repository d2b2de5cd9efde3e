"""Documents: the account of the figures on paper, on slides and in a workbook.

`told` is what an account is made of, `results`, `preparation`, `ahead` and `plan` are its sections, `account` the
whole; `papers` (Word), `deck` (PowerPoint) and `workbook` (Excel) write it down, `documents` knows them all.
"""

from ketnap.report.account import narrowed, report
from ketnap.report.documents import FORMATS, KINDS, document, file_name, formats
from ketnap.report.officers import officer_sheets
from ketnap.report.own import FIELDS, LARGEST_TEMPLATE, WrongTemplate
from ketnap.report.starter import starter
from ketnap.report.told import Chart, Report, Section, Series, Table

__all__ = [
    "FIELDS",
    "FORMATS",
    "KINDS",
    "LARGEST_TEMPLATE",
    "Chart",
    "Report",
    "Section",
    "Series",
    "Table",
    "WrongTemplate",
    "document",
    "file_name",
    "formats",
    "narrowed",
    "officer_sheets",
    "report",
    "starter",
]
