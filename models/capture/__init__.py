"""Capture and recapture: how many are on none of several lists, and when that cannot be told.

A table of capture histories is an array of 2^t counts for t lists: bit j of a cell's number says whether list j
(from 0) names the units of the cell. Cell 0, of those on no list, holds nothing.
"""
