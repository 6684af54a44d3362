"""One module for each step; the newest is `chimp.store.upgrade.HEAD`."""
