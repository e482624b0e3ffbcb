"""The help is over: what the clerk reads at the very next request, and what they can do."""

from dataclasses import dataclass

from indgang.kernel.text import Text
from indgang.modules.selfservice.vocabulary import JoiningEnd


@dataclass(frozen=True)
class Gone:
    """Why there is nothing to see any more. `ask_again`: the citizen can let one in again with a new code."""

    heading: Text
    text: Text
    next: Text
    ask_again: bool


_KEPT = Text(
    "Du kan ikke længere se kladden. Borgerens svar er gemt, og borgeren kan gå videre selv.",
    "You can no longer see the draft. The citizen's answers are saved, and the citizen can go on alone.",
)
_NEW_CODE = Text(
    "Vil borgeren have hjælp igen? Bed om en ny kode.",
    "Does the citizen want help again? Ask for a new code.",
)

DECLINED = Gone(
    Text("Borgeren sagde nej tak", "The citizen said no, thank you"),
    Text(
        "Du kan ikke se kladden. Du kan stadig vejlede og svare på spørgsmål.",
        "You cannot see the draft. You can still guide and answer questions.",
    ),
    Text(
        "Var det en fejl? Bed borgeren om en ny kode.",
        "Was it a mistake? Ask the citizen for a new code.",
    ),
    ask_again=True,
)

OUTLIVED = Gone(
    Text("Du kan ikke se kladden mere", "You can no longer see the draft"),
    Text(
        "Kladden er for gammel, eller fuldmagten til at udfylde den er slut. Svarene er gemt.",
        "The draft is too old, or the power of attorney to fill it in is over. The answers are saved.",
    ),
    Text(
        "Den, som kladden handler om, kan begynde igen eller give en ny fuldmagt.",
        "The person whom the draft is about can begin again or give a new power of attorney.",
    ),
    ask_again=False,
)

ENDED = {
    JoiningEnd.CITIZEN: Gone(
        Text("Borgeren har stoppet hjælpen", "The citizen has stopped the help"), _KEPT, _NEW_CODE, True
    ),
    JoiningEnd.CLERK: Gone(Text("Du har forladt kladden", "You have left the draft"), _KEPT, _NEW_CODE, True),
    JoiningEnd.CONTACT: Gone(
        Text("Henvendelsen er slut", "The contact is over"),
        _KEPT,
        Text(
            "Et ja til hjælp gælder kun, mens I taler sammen. Ringer borgeren igen, begynder du en ny henvendelse.",
            "A yes to help counts only while you speak. If the citizen calls again, begin a new contact.",
        ),
        False,
    ),
    JoiningEnd.DRAFT: Gone(
        Text("Kladden er ikke åben mere", "The draft is no longer open"),
        Text(
            "Borgeren har sendt kladden eller slettet den, eller den blev for gammel. Derfor sluttede hjælpen.",
            "The citizen has sent or deleted the draft, or it became too old. Therefore the help ended.",
        ),
        Text(
            "Blev den sendt, har borgeren en kvittering på sin side.",
            "If it was sent, the citizen has a receipt on their page.",
        ),
        False,
    ),
}
