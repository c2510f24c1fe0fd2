"""The discrepancy report: one page that holds everything, in Spanish or English, for two circles of readers."""

from pipelines.report.page import write_report
from pipelines.report.published import ReportError

__all__ = ["ReportError", "write_report"]
