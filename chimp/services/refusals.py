"""Why somebody is not let in."""


class NotAuthenticated(Exception):
    """That is not who they say they are."""


class UnknownEmail(NotAuthenticated):
    """There is no attendant with that e-mail."""


class WrongPassword(NotAuthenticated):
    """There is, but not with that password; or the account is disabled."""


class TooManyAttempts(Exception):
    """Nothing was checked: there were too many failures, and `wait` (ms) has to pass first."""

    def __init__(self, wait: int) -> None:
        super().__init__(f"too many failed log-ins: try again in {_seconds(wait)} s")
        self.wait = wait

    @property
    def seconds(self) -> int:
        return _seconds(self.wait)


class ServiceUnavailable(Exception):
    """The service at `auth.endpoint` gives no usable answer; `str()` says why."""


def _seconds(milliseconds: int) -> int:
    return -(-milliseconds // 1_000)
