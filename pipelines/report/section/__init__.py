"""The parts of a report. A part is a module with `section(told)`, named in `pipelines.report.page`."""
