"""Readers: one for each form in which lists are published."""
