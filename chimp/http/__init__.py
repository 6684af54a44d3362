"""The HTTP side: section 5 of the contract, health, and metrics."""
