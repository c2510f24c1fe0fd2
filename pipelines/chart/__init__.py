"""Charts of a publication, drawn once as SVG for every format that shows them."""
