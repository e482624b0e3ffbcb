"""What `./indgang solution …` does, a deed in each file. A new one is added to DEEDS."""

from indgang.project.solution_deeds import (
    beginning,
    checking,
    comparing,
    listing,
    replaying,
    running,
    schema,
    showing,
    testing,
    zipping,
)
from indgang.project.solution_deeds.deed import Deed

DEEDS: dict[str, Deed] = {
    deed.name: deed
    for deed in (
        beginning.New(),
        checking.Check(),
        testing.Test(),
        showing.Preview(),
        running.Run(),
        listing.List(),
        comparing.Diff(),
        replaying.Replay(),
        zipping.Zip(),
        zipping.Unzip(),
        schema.Schema(),
    )
}

__all__ = ["DEEDS", "Deed"]
