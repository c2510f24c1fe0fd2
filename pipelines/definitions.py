"""What Dagster loads: the case that COTEJO_CASE names, else the repository's own."""

from pipelines.case import case_of
from pipelines.graph import definitions

defs = definitions(case_of(None))
