"""What may go wrong outside the rules, and everybody has to live with."""


class Undecided(Exception):
    """Who somebody is can not be found out right now; `str()` says why."""


class StoreError(Exception):
    """The database can not be used; `str()` is one line that names the file."""
