"""Tests and measurements of Chimp."""
