"""The questions of contacts."""

from indgang.modules.contacts.rules import StepSeen, Suggestion, id_checks
from indgang.modules.contacts.selectors.batches import (
    UnknownBatch,
    batch,
    batches,
    live_batch,
    live_batch_name,
)
from indgang.modules.contacts.selectors.call_backs import CallBackInfo, CallBackList, call_backs
from indgang.modules.contacts.selectors.desk import (
    Desk,
    EarlierContact,
    call_back_promised,
    contact_on,
    contacts_in,
    desk_of,
)
from indgang.modules.contacts.selectors.journeys import ease_is_answered, journeys_of
from indgang.modules.contacts.selectors.ledger import (
    Mark,
    contact_batches,
    contact_mark,
    measurement_batches,
    measurement_mark,
)
from indgang.modules.contacts.selectors.rows import contact_rows, measurement_rows
from indgang.modules.contacts.selectors.running import (
    ContactOver,
    Matter,
    Matters,
    Running,
    address_key,
    contact,
    handed_to,
    kept_from,
    matters_of,
    running,
    running_of,
    steps_of,
    suggestion,
)
from indgang.modules.contacts.selectors.service_figures import (
    AtTheDesk,
    ServiceFigures,
    Share,
    desk_counts,
    service_figures,
)
from indgang.modules.contacts.selectors.team import (
    HandedOver,
    InHand,
    OwedCall,
    TeamContacts,
    call_was_ours,
    contact_was_ours,
    team_contacts,
)
from indgang.modules.contacts.selectors.this_week import contacts_this_week
from indgang.modules.contacts.selectors.usage import most_used

__all__ = [
    "AtTheDesk",
    "CallBackInfo",
    "CallBackList",
    "ContactOver",
    "Desk",
    "EarlierContact",
    "HandedOver",
    "InHand",
    "Mark",
    "Matter",
    "Matters",
    "OwedCall",
    "Running",
    "ServiceFigures",
    "Share",
    "StepSeen",
    "Suggestion",
    "TeamContacts",
    "UnknownBatch",
    "address_key",
    "batch",
    "batches",
    "call_back_promised",
    "call_backs",
    "call_was_ours",
    "contact",
    "contact_batches",
    "contact_mark",
    "contact_on",
    "contact_rows",
    "contact_was_ours",
    "contacts_in",
    "contacts_this_week",
    "desk_counts",
    "desk_of",
    "ease_is_answered",
    "handed_to",
    "id_checks",
    "journeys_of",
    "kept_from",
    "live_batch",
    "live_batch_name",
    "matters_of",
    "measurement_batches",
    "measurement_mark",
    "measurement_rows",
    "most_used",
    "running",
    "running_of",
    "service_figures",
    "steps_of",
    "suggestion",
    "team_contacts",
]
