"""What messages need to know from modules above: filled by the wiring."""

from collections.abc import Callable

Home = Callable[[str], tuple[str, ...]]
"""The postal address of a person (by id) below the name: the street line, and postal code with town last.

Empty when no register knows one; raises Silent when a register does not answer."""


class Silent(Exception):
    """A register that is needed does not answer now."""


def _nobody_told(person_id: str) -> tuple[str, ...]:
    """Without wiring nobody's address is known."""
    return ()


_home: list[Home] = [_nobody_told]


def connect(*, home: Home) -> None:
    """Say where a person's address comes from; called once, by the wiring. Tests may set another."""
    _home[0] = home


def home(person_id: str) -> tuple[str, ...]:
    """The postal address in lines without the name; empty when nobody knows it. Raises Silent. Kept nowhere."""
    return _home[0](person_id)
