"""Why an account can not be made or changed like that."""


class AccountRefused(Exception):
    """`str()` says why in one line, `code` says it to programs, and `field` names where."""

    def __init__(self, message: str, *, code: str = "invalid", field: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.field = field


class UnknownAccount(AccountRefused):
    """There is none."""

    def __init__(self, message: str) -> None:
        super().__init__(message, code="attendant_unknown")


class AccountConflict(AccountRefused):
    """It would go against what else there is."""


def unknown_id(key: str) -> UnknownAccount:
    return UnknownAccount(f"there is no attendant with the id {key}")


def unknown_email(email: str) -> UnknownAccount:
    return UnknownAccount(f"there is no attendant with the e-mail {email}")


def taken_id(key: str) -> AccountConflict:
    message = f"there is an attendant with the id {key} already"
    return AccountConflict(message, code="id_taken", field="id")


def taken_email(email: str) -> AccountConflict:
    message = f"there is an attendant with the e-mail {email} already"
    return AccountConflict(message, code="email_taken", field="email")


def another_password() -> AccountConflict:
    message = "there is another password since this was asked for: log in with it"
    return AccountConflict(message, code="password_changed", field="current")


def last_administrator(email: str) -> AccountConflict:
    message = (
        f"{email} is the last one who can administer the server: make somebody else an"
        " administrator first"
    )
    return AccountConflict(message, code="last_administrator")
