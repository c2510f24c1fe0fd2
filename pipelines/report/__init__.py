"""The discrepancy report: one page that holds everything, in Spanish or English, for two circles of readers."""

from pipelines.report.page import report, write_report

__all__ = ["report", "write_report"]
