"""Builds, runs and publishes: the only package that knows all the others."""
