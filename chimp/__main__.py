"""`python -m chimp` is `chimp`."""

from chimp.cli import main

if __name__ == "__main__":
    main()
