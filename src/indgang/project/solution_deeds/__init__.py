"""What `./indgang solution …` does, a deed in each file. A new one is added to DEEDS."""

from indgang.project.solution_deeds import checking, listing, running, testing
from indgang.project.solution_deeds.deed import Deed

DEEDS: dict[str, Deed] = {
    deed.name: deed
    for deed in (
        listing.List(),
        checking.Check(),
        running.Run(),
        testing.Test(),
    )
}

__all__ = ["DEEDS", "Deed"]
