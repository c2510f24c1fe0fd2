"""The discrepancy report on paper: the content of the page as a PDF, set without anything from outside."""

from pipelines.pdf.document import pdf

__all__ = ["pdf"]
