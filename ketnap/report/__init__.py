"""Documents: the account of the figures on paper."""

from ketnap.report.officers import officer_sheets

__all__ = ["officer_sheets"]
