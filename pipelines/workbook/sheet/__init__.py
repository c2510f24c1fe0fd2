"""The sheets of the workbook. A sheet is a module with `sheet(shown)`, None where the edition has none."""
