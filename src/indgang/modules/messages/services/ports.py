"""What messages need to know from outside the module: filled by the wiring."""

from collections.abc import Callable

from indgang.modules.identity.vocabulary import Party

Home = Callable[[Party], tuple[str, ...]]
"""The postal address of a citizen or a company below the name: the street line, and postal code with town last.

Empty when no register knows one; raises Silent when a register does not answer."""
Ask = Callable[[Party], None]
"""Ask the registers of Digital Post about a party, when what we know is older than an hour. Writes what they said
where `identity.post_facts` reads it; a register that is silent changes nothing."""


class Silent(Exception):
    """A register that is needed does not answer now."""


def _nobody_told(party: Party) -> tuple[str, ...]:
    """Without wiring nobody's address is known."""
    return ()


def _nobody_asked(party: Party) -> None:
    """Without wiring no register is asked."""


_home: list[Home] = [_nobody_told]
_ask: list[Ask] = [_nobody_asked]


def connect(*, home: Home | None = None, ask: Ask | None = None) -> None:
    """Say where an address comes from, and who asks the registers; called once, by the wiring.

    What is not given stays as it is. Tests may set another.
    """
    if home is not None:
        _home[0] = home
    if ask is not None:
        _ask[0] = ask


def home(party: Party) -> tuple[str, ...]:
    """The postal address in lines without the name; empty when nobody knows it. Raises Silent. Kept nowhere."""
    return _home[0](party)


def ask(party: Party) -> None:
    """Have the registers asked about a party. Call it outside a transaction, since it waits for another house."""
    _ask[0](party)
