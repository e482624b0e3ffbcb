"""What comes to us, and what is sent to many."""

from enum import StrEnum

from indgang.kernel.text import Text


class InboundSource(StrEnum):
    """Where something came from. `own_page`: written on our own pages. `receipt`: one that could not be read."""

    MEMO = "memo"
    EMAIL = "email"
    BOUNCE = "bounce"
    LETTER_BACK = "letter_back"
    OWN_PAGE = "own_page"
    RECEIPT = "receipt"


INBOUND_SOURCE_NAMES = {
    InboundSource.MEMO: Text("Digital Post", "Digital Post"),
    InboundSource.EMAIL: Text("E-mail", "E-mail"),
    InboundSource.BOUNCE: Text("E-mail, der kom retur", "E-mail that came back"),
    InboundSource.LETTER_BACK: Text("Brev, der kom retur", "Letter that came back"),
    InboundSource.OWN_PAGE: Text("Min side", "My page"),
    InboundSource.RECEIPT: Text("Kvittering", "Receipt"),
}


class InboundState(StrEnum):
    """`stored`: received, nobody has looked. `filed`: a message on a case or a reply. `queued`: waits for a person.

    `set_aside`: a person said that it needs nothing. `ignored`: an answer of a machine, kept and counted only.
    """

    STORED = "stored"
    FILED = "filed"
    QUEUED = "queued"
    SET_ASIDE = "set_aside"
    IGNORED = "ignored"


INBOUND_STATE_NAMES = {
    InboundState.STORED: Text("Modtaget", "Received"),
    InboundState.FILED: Text("Lagt på sagen", "Filed on the case"),
    InboundState.QUEUED: Text("Venter på en medarbejder", "Waits for a member of staff"),
    InboundState.SET_ASIDE: Text("Lagt til side", "Set aside"),
    InboundState.IGNORED: Text("Automatisk svar", "Automatic reply"),
}


class BulkState(StrEnum):
    """A letter to many: `draft` (recipients being read), `ready`, `running`, `paused`, `done`, `stopped`."""

    DRAFT = "draft"
    READY = "ready"
    RUNNING = "running"
    PAUSED = "paused"
    DONE = "done"
    STOPPED = "stopped"


BULK_STATE_NAMES = {
    BulkState.DRAFT: Text("Kladde", "Draft"),
    BulkState.READY: Text("Klar", "Ready"),
    BulkState.RUNNING: Text("I gang", "Running"),
    BulkState.PAUSED: Text("Sat på pause", "Paused"),
    BulkState.DONE: Text("Færdig", "Done"),
    BulkState.STOPPED: Text("Stoppet", "Stopped"),
}


class RecipientState(StrEnum):
    WAITING = "waiting"
    MADE = "made"
    REFUSED = "refused"
