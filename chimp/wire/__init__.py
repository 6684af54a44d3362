"""Bytes and JSON to events, effects to bytes and JSON: the seed dialect and that of 2019."""
