"""Why a deed in a contact is not done, in sentences."""

from indgang.kernel.errors import Expected
from indgang.kernel.text import Text


class NotAClerk(Expected):
    """A member of staff whose role answers no contacts."""

    status = 403
    message = Text("Din rolle tager ikke imod henvendelser.", "Your role does not answer calls and visits.")


class UnknownEntrance(Expected):
    """There is no such entrance, or nobody comes that way by this channel."""

    status = 400
    message = Text(
        "Vi kender ikke den indgang. Vælg en anden.", "We do not know that entrance. Choose another."
    )


class WhoFirst(Expected):
    """A deed that needs to know who the contact is about."""

    message = Text("Find først den, det handler om.", "First find the one it is about.")


class MayNotSpeak(Expected):
    """Whoever turned to us may not act for the party by this channel."""

    status = 403
    message = Text(
        "Den, du taler med, må ikke handle for borgeren her. Sig, at borgeren selv skal kontakte os, eller at der "
        "skal en fuldmagt til, som også gælder her.",
        "The one you are speaking with may not act for the citizen here. Say that the citizen must contact us, or "
        "that a power of attorney is needed that covers this channel too.",
    )


class WrongCheck(Expected):
    """A check of ID that cannot be made by this channel."""

    status = 400
    message = Text(
        "Vælg en kontrol, der passer. En underskrift kan kun bruges, når henvendelsen er et brev.",
        "Choose a check that fits. A signature can only be used when the contact is a letter.",
    )


class UnknownUnit(Expected):
    """There is no such unit, or it is the one that has the contact already."""

    status = 400
    message = Text("Vælg en anden enhed.", "Choose another unit.")


class TakenAlready(Expected):
    """A colleague took the contact first."""

    status = 409
    message = Text("En kollega har taget henvendelsen.", "A colleague has taken the contact.")


class ReasonNeeded(Expected):
    """Unmasking and handing over need a reason."""

    status = 400
    message = Text("Skriv hvorfor.", "Write why.")
