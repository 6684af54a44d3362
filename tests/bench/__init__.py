"""Measures a running server from outside: `python -m tests.bench`."""
