"""The version of graphkit, written once; the wheel, `graphkit --version` and every run read it."""

__version__ = "0.1.0"
