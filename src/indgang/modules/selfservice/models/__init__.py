"""The tables of self-service."""

from indgang.modules.selfservice.models.corrections import Correction
from indgang.modules.selfservice.models.drafts import Answer, Draft
from indgang.modules.selfservice.models.entries import StaffEntry
from indgang.modules.selfservice.models.invitations import Invitation, InvitationAnswer, Reconsideration
from indgang.modules.selfservice.models.joining import Joining, Presence, Proposal, ProposalAnswer
from indgang.modules.selfservice.models.many import ManyFile, ManyRow
from indgang.modules.selfservice.models.payments import Payment, PaymentEvent
from indgang.modules.selfservice.models.proofs import Proof, ProofEnd, ProofNotice, ProofWaiting
from indgang.modules.selfservice.models.recalculations import Recalculation, RecalculationRun
from indgang.modules.selfservice.models.reusing import NeverReuse
from indgang.modules.selfservice.models.rounds import Round, RoundEntry, RoundPlace, RoundRun
from indgang.modules.selfservice.models.submissions import Note, ReceiptCounter, Submission
from indgang.modules.selfservice.models.versions import SolutionVersion

__all__ = [
    "Answer",
    "Correction",
    "Draft",
    "Invitation",
    "InvitationAnswer",
    "Joining",
    "ManyFile",
    "ManyRow",
    "NeverReuse",
    "Note",
    "Payment",
    "PaymentEvent",
    "Presence",
    "Proof",
    "ProofEnd",
    "ProofNotice",
    "ProofWaiting",
    "Proposal",
    "ProposalAnswer",
    "Recalculation",
    "RecalculationRun",
    "ReceiptCounter",
    "Reconsideration",
    "Round",
    "RoundEntry",
    "RoundPlace",
    "RoundRun",
    "SolutionVersion",
    "StaffEntry",
    "Submission",
]
