"""Which of the citizen's grounds a draft or a receipt belongs to.

Somebody may have a ward's form in one window and their own in another. The window says whom it is about, so
the draft decides, and the choice at the top of the page follows it.
"""

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpRequest

from indgang.kernel.errors import NotYours
from indgang.modules.identity.vocabulary import Acting
from indgang.surfaces.common import people

Found = TypeVar("Found")


def as_owner(request: HttpRequest, ask: Callable[[Acting], Found]) -> Found:
    """What `ask` answers for the ground that the thing belongs to: the present one, else another that holds today.

    Raises NotYours when it belongs to none of them. `ask` must not have changed anything when it raises that.
    """
    now = people.acting_option(request)
    try:
        return ask(now.acting)
    except NotYours:
        for option in people.acting_options(request):
            if option.key != now.key:
                try:
                    found = ask(option.acting)
                except NotYours:
                    continue
                people.act_for(request, option.key)
                return found
        raise
