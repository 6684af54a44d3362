"""Migrations of the database: append-only, run by `chimp.store.upgrade`."""
