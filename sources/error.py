"""The one error of this package."""


class SourceError(Exception):
    """What is declared or published cannot be used.

    The message names the file, the row or key, the value, and what to do about it.
    Several faults stand on several lines.
    """
