"""Chimp: self-hosted customer-service chat in one process."""

__version__ = "0.1.0"
