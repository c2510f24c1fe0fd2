"""The discrepancy report: one page that holds everything, in Spanish or English, for two circles of readers."""

from pipelines.report.catalog import words
from pipelines.report.content import Content, content
from pipelines.report.page import report
from pipelines.report.told import Told

__all__ = ["Content", "Told", "content", "report", "words"]
