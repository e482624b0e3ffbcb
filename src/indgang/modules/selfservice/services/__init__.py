"""The deeds of self-service."""

from indgang.modules.selfservice.services.answering import answer
from indgang.modules.selfservice.services.attaching import attach, detach
from indgang.modules.selfservice.services.beginning import begin
from indgang.modules.selfservice.services.billing import bill_instead, paid_elsewhere
from indgang.modules.selfservice.services.checking import check_code
from indgang.modules.selfservice.services.content import check_solution, load_solutions
from indgang.modules.selfservice.services.correcting import CannotCorrect, DraftInTheWay, correct
from indgang.modules.selfservice.services.enclosing import enclose, enclosed, take_out
from indgang.modules.selfservice.services.ending import (
    CannotEnd,
    RefundChanged,
    end_licence_for,
    end_own_licence,
    end_replaced,
)
from indgang.modules.selfservice.services.entering import (
    NoSuchDay,
    NotExempt,
    StaffRequest,
    WhichCircumstance,
    begin_for,
    go_on,
    is_exempt,
)
from indgang.modules.selfservice.services.examples import Worked, run_examples
from indgang.modules.selfservice.services.expiring import delete_draft, expire_drafts
from indgang.modules.selfservice.services.giving_back import give_back, take_notice
from indgang.modules.selfservice.services.handing_over import lead_onward
from indgang.modules.selfservice.services.hearing import (
    BadAnswer,
    CannotAsk,
    NoLongerAsked,
    answer_invitation,
    answer_invitation_for,
    ask_others,
    withdraw,
)
from indgang.modules.selfservice.services.homes import (
    RegistersSilent,
    home_for_post,
    home_of,
    learn_protection,
)
from indgang.modules.selfservice.services.joining import (
    HelpIsOver,
    ask_for_help,
    confirm,
    end_unused_help,
    stop,
)
from indgang.modules.selfservice.services.knocking import (
    Knocked,
    MandateDoesNotReach,
    NotAtTheCounter,
    join_at_counter,
    knock,
    leave,
)
from indgang.modules.selfservice.services.licence_news import remind_of_ends
from indgang.modules.selfservice.services.paper import paper_file
from indgang.modules.selfservice.services.paying import (
    NothingToPay,
    PaymentDown,
    Ways,
    begin_payment,
    pay_what_is_granted,
)
from indgang.modules.selfservice.services.payment_rows import PayFirst, PayOnline
from indgang.modules.selfservice.services.payment_steps import look_after_payments, settle
from indgang.modules.selfservice.services.presence import beat
from indgang.modules.selfservice.services.proof_ends import end_proof, end_proofs_of
from indgang.modules.selfservice.services.proofs import (
    CannotWithdraw,
    withdraw_certificate,
)
from indgang.modules.selfservice.services.proposing import (
    CannotPropose,
    propose,
    settle_proposal,
    withdraw_proposal,
)
from indgang.modules.selfservice.services.proposing_rows import propose_row
from indgang.modules.selfservice.services.recalculation_runs import (
    Looked,
    NotYet,
    recalculate_due,
    recalculate_month,
)
from indgang.modules.selfservice.services.reminding import remind_of_drafts
from indgang.modules.selfservice.services.reservations import look_after_reservations
from indgang.modules.selfservice.services.results import (
    AlreadySent,
    DraftChanged,
    DraftExpired,
    FieldConflict,
    HandedOver,
    NotFinished,
    NotForYou,
    NoYes,
    SaveResult,
    SubmissionInfo,
    UnknownSolution,
)
from indgang.modules.selfservice.services.reusing import never_offer, use_again
from indgang.modules.selfservice.services.submitting import submit
from indgang.modules.selfservice.services.taking_back import CorrectedAlready, TooLateToCorrect
from indgang.modules.selfservice.services.telling import remind_and_expire
from indgang.modules.selfservice.services.trying import BadTrial, Trial, try_out
from indgang.modules.selfservice.services.working_out_anew import (
    AtItsEnd,
    NoFigures,
    OncePerMonth,
    work_out_anew,
)

__all__ = [
    "AlreadySent",
    "AtItsEnd",
    "BadAnswer",
    "BadTrial",
    "CannotAsk",
    "CannotCorrect",
    "CannotEnd",
    "CannotPropose",
    "CannotWithdraw",
    "CorrectedAlready",
    "DraftChanged",
    "DraftExpired",
    "DraftInTheWay",
    "FieldConflict",
    "HandedOver",
    "HelpIsOver",
    "Knocked",
    "Looked",
    "MandateDoesNotReach",
    "NoFigures",
    "NoLongerAsked",
    "NoSuchDay",
    "NoYes",
    "NotAtTheCounter",
    "NotExempt",
    "NotFinished",
    "NotForYou",
    "NotYet",
    "NothingToPay",
    "OncePerMonth",
    "PayFirst",
    "PayOnline",
    "PaymentDown",
    "RefundChanged",
    "RegistersSilent",
    "SaveResult",
    "StaffRequest",
    "SubmissionInfo",
    "TooLateToCorrect",
    "Trial",
    "UnknownSolution",
    "Ways",
    "WhichCircumstance",
    "Worked",
    "answer",
    "answer_invitation",
    "answer_invitation_for",
    "ask_for_help",
    "ask_others",
    "attach",
    "beat",
    "begin",
    "begin_for",
    "begin_payment",
    "bill_instead",
    "check_code",
    "check_solution",
    "confirm",
    "correct",
    "delete_draft",
    "detach",
    "enclose",
    "enclosed",
    "end_licence_for",
    "end_own_licence",
    "end_proof",
    "end_proofs_of",
    "end_replaced",
    "end_unused_help",
    "expire_drafts",
    "give_back",
    "go_on",
    "home_for_post",
    "home_of",
    "is_exempt",
    "join_at_counter",
    "knock",
    "lead_onward",
    "learn_protection",
    "leave",
    "load_solutions",
    "look_after_payments",
    "look_after_reservations",
    "never_offer",
    "paid_elsewhere",
    "paper_file",
    "pay_what_is_granted",
    "propose",
    "propose_row",
    "recalculate_due",
    "recalculate_month",
    "remind_and_expire",
    "remind_of_drafts",
    "remind_of_ends",
    "run_examples",
    "settle",
    "settle_proposal",
    "stop",
    "submit",
    "take_notice",
    "take_out",
    "try_out",
    "use_again",
    "withdraw",
    "withdraw_certificate",
    "withdraw_proposal",
    "work_out_anew",
]
