"""How a certificate or a licence stands, in words and as a label."""

from indgang.kernel.text import Text
from indgang.modules.selfservice.selectors import ProofInfo
from indgang.modules.selfservice.vocabulary import ProofEndWhy, ProofState
from indgang.surfaces.common.fields import Field, Option

STATE_NAMES = {
    ProofState.COMING: Text("Gælder ikke endnu", "Does not hold yet"),
    ProofState.VALID: Text("Gælder", "Valid"),
    ProofState.EXPIRED: Text("Udløbet", "Expired"),
    ProofState.WITHDRAWN: Text("Trukket tilbage", "Withdrawn"),
}
OVER = Text("Gælder ikke længere", "No longer holds")
RESULTS = {
    ProofState.COMING: Text("Det er ægte, men gælder ikke endnu", "It is genuine, but does not hold yet"),
    ProofState.VALID: Text("Det er ægte og gælder", "It is genuine and holds"),
    ProofState.EXPIRED: Text("Det er udløbet", "It has expired"),
    ProofState.WITHDRAWN: Text("Det er trukket tilbage", "It has been withdrawn"),
}
"""What somebody reads who looks up a code."""


def state_name(info: ProofInfo) -> Text:
    """How it stands. Only what was withdrawn is called so; a licence may have ended because somebody moved."""
    if info.why not in (None, ProofEndWhy.WITHDRAWN):
        return OVER
    return STATE_NAMES[info.state]


STATE_KINDS = {
    ProofState.COMING: "busy",
    ProofState.VALID: "good",
    ProofState.EXPIRED: "late",
    ProofState.WITHDRAWN: "late",
}
"""Which `{% status %}` it is drawn as."""

WHYS = {
    ProofEndWhy.WITHDRAWN: Text("Jeg skal ikke bruge den mere", "I do not need it any more"),
    ProofEndWhy.MOVED: Text("Jeg er flyttet", "I have moved"),
}
"""Why a holder ends a licence, as they choose it."""


def end_field(value: str, error: str) -> Field:
    """Why it ends."""
    options = [Option(why.value, words) for why, words in WHYS.items()]
    label = Text("Hvorfor slutter du den?", "Why do you end it?")
    return Field("slut", label, kind="radio", value=value, error=error, options=options)
