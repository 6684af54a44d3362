"""The rules for attendants whose activity monitor is silent: they get no new sessions.

The monitor speaks on another broker (contract, section 7). What can not be heard is no silence: it
counts only while that broker is connected, and begins anew with each connection, so that a fault of
ours keeps nobody from work.
"""

from chimp.core import effects, events
from chimp.core.effects import Console, Effect
from chimp.core.floor import MONITOR, Floor
from chimp.core.people import Attendant


class Monitoring:
    """Knows since when whose monitor was not heard. Who has shown no e-mail is not monitored."""

    def __init__(self, floor: Floor) -> None:
        self._floor = floor
        self._is_connected = False
        self._heard_at: dict[str, int] = {}
        """Of whom a report is awaited, and when the last one came or the waiting began."""
        self._emails: dict[str, str] = {}
        self._named: dict[str, set[str]] = {}
        """Their e-mails without case, and the other way round."""
        self._untold: set[str] = set()

    def inherit(self, former: "Monitoring", now: int) -> None:
        """Go on with what is known, and say it again: what was said last may not have been."""
        # One of our own kind may look at us.
        self._is_connected = former._is_connected  # noqa: SLF001
        self._heard_at = dict(former._heard_at)  # noqa: SLF001
        for attendant_key, email in former._emails.items():  # noqa: SLF001
            self._name(attendant_key, email)
        self._untold = set(self._heard_at)
        for attendant_key in self._untold:
            self._floor.deadlines.set((MONITOR, attendant_key), now)

    def handle(self, event: events.FromMonitor, now: int) -> list[Effect]:
        match event:
            case events.MonitorConnected():
                return self._connected(now)
            case events.MonitorLost():
                return self._lost(now)
            case events.MonitorHeard(email=email):
                return self._heard(email, now)

    def _connected(self, now: int) -> list[Effect]:
        """The monitor can be heard from now on."""
        self._is_connected = True
        for presence in self._floor.attendance:
            if presence.attendant is not None:
                self._await(presence.attendant, now)
        return []

    def _lost(self, now: int) -> list[Effect]:
        """It can not be heard any more, so nobody is silent."""
        self._is_connected = False
        for attendant_key in self._heard_at:
            self._floor.deadlines.drop((MONITOR, attendant_key))
        for known in (self._heard_at, self._emails, self._named, self._untold):
            known.clear()
        return self._release(
            set(self._floor.attendance.silent), "the monitor can not be heard", now
        )

    def _heard(self, email: str, now: int) -> list[Effect]:
        """Whoever has that e-mail is at work."""
        meant = self._named.get(email.casefold(), set())
        for attendant_key in meant:
            self._heard_at[attendant_key] = now
            if attendant_key not in self._untold:
                self._look_at(attendant_key)
        return self._release(meant, "their monitor was heard", now)

    def arriving(self, attendant: Attendant, now: int) -> list[Effect]:
        """They are about to be online, or still are; who is silent is told so again."""
        if self.is_silent(attendant):
            return [effects.Instruct(attendant.id, Console.BLOCK)]
        self._await(attendant, now)
        return []

    def is_silent(self, attendant: Attendant) -> bool:
        return attendant.key in self._floor.attendance.silent

    @staticmethod
    def refused() -> list[Effect]:
        """Why somebody who is silent may not take a session of their own accord."""
        text = "your activity monitor is not heard"
        return [effects.Refuse(code="monitor_silent", message=text)]

    def ran_out(self, attendant_key: str, now: int) -> list[Effect]:
        """Look whether somebody is silent by now."""
        attendant = self._floor.attendant(attendant_key)
        is_silent = attendant_key in self._floor.attendance.silent
        if attendant is None:
            if not is_silent:
                self._forget(attendant_key)
            return []
        if attendant_key in self._untold:
            self._untold.discard(attendant_key)
            if not is_silent:
                self._look_at(attendant_key)
            state = Console.BLOCK if is_silent else Console.UNBLOCK
            return [effects.Instruct(attendant.id, state)]
        if is_silent:
            return []
        self._floor.attendance.set_silent(attendant_key, is_silent=True)
        seconds = (now - self._heard_at[attendant_key]) / 1000
        because = f"their monitor was not heard for {seconds:.0f} s"
        return [
            effects.Record(
                kind="attendant.monitor_silent", attendant_key=attendant_key, because=because
            ),
            effects.Instruct(attendant.id, Console.BLOCK),
        ]

    def _await(self, attendant: Attendant, now: int) -> None:
        """From now on a report about them is due."""
        if not self._is_connected or attendant.email is None:
            return
        self._name(attendant.key, attendant.email.casefold())
        if attendant.key not in self._heard_at:
            self._heard_at[attendant.key] = now
            self._look_at(attendant.key)

    def _look_at(self, attendant_key: str) -> None:
        due = self._heard_at[attendant_key] + self._floor.patience.monitor_silence
        self._floor.deadlines.set((MONITOR, attendant_key), due)

    def _release(self, attendant_keys: set[str], why: str, now: int) -> list[Effect]:
        """Those of them who were silent get new sessions again."""
        done: list[Effect] = []
        for attendant_key in sorted(attendant_keys & self._floor.attendance.silent):
            self._floor.attendance.set_silent(attendant_key, is_silent=False)
            attendant = self._floor.attendant(attendant_key)
            if attendant is not None:
                kind = "attendant.monitor_heard"
                done += [
                    effects.Record(kind=kind, attendant_key=attendant_key, because=why),
                    effects.Instruct(attendant.id, Console.UNBLOCK),
                ]
        return [*done, *self._floor.assign_all(now)] if done else []

    def _name(self, attendant_key: str, email: str) -> None:
        former = self._emails.get(attendant_key)
        if former is not None and former != email:
            self._unname(attendant_key, former)
        self._emails[attendant_key] = email
        self._named.setdefault(email, set()).add(attendant_key)

    def _unname(self, attendant_key: str, email: str) -> None:
        self._named[email].discard(attendant_key)
        if not self._named[email]:
            del self._named[email]

    def _forget(self, attendant_key: str) -> None:
        self._heard_at.pop(attendant_key, None)
        self._untold.discard(attendant_key)
        if (email := self._emails.pop(attendant_key, None)) is not None:
            self._unname(attendant_key, email)
