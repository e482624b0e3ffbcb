"""Co-service: who helps in a draft, what they propose, and who is where on the page."""

from django.db import models
from django.db.models import Q

from indgang.kernel.append_only import AppendOnlyModel
from indgang.kernel.ids import new_id
from indgang.kernel.privacy import Privacy
from indgang.modules.selfservice.vocabulary import Consent, JoiningEnd, JoiningState, ProposalEnd

LIVE = (JoiningState.ASKED.value, JoiningState.JOINED.value)


class Joining(models.Model):
    """A member of staff asks to help in a draft, and does when the citizen said yes. It ends with the contact.

    `contact` is the running contact of the modules below, by id.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    draft = models.ForeignKey("selfservice.Draft", on_delete=models.CASCADE, related_name="joinings")
    contact = models.ForeignKey(
        "contacts.RunningContact", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    employee = models.ForeignKey("identity.Employee", on_delete=models.PROTECT, related_name="+")
    employee_name = models.CharField(max_length=160)
    unit = models.CharField(max_length=60)
    state = models.CharField(max_length=10)
    consent = models.CharField(max_length=10, blank=True)
    consent_by = models.CharField(max_length=80, blank=True)
    asked_at = models.DateTimeField()
    joined_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=10, blank=True)

    privacy = Privacy(
        purpose="At vise, hvem der hjalp i en kladde, hvornår, og at borgeren sagde ja til det",
        basis="Databeskyttelsesforordningens artikel 6, stk. 1, litra e, og artikel 7, stk. 1",
        days=365 * 5,
        since="asked_at",
        subjects=("borger", "medarbejder"),
        categories=("hvem der hjalp", "samtykke"),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "employee"],
                condition=Q(state__in=LIVE),
                name="selfservice_joins_a_draft_once",
                violation_error_message="Du er allerede med i kladden.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in JoiningState]),
                name="selfservice_joining_state_is_known",
                violation_error_message="Man spørger, er med, fik nej eller er færdig.",
            ),
            models.CheckConstraint(
                condition=~Q(state=JoiningState.JOINED.value)
                | Q(consent__in=[consent.value for consent in Consent], joined_at__isnull=False),
                name="selfservice_joining_has_consent",
                violation_error_message="Ingen kan være med uden et ja.",
            ),
            models.CheckConstraint(
                condition=Q(ended_by__in=["", *(end.value for end in JoiningEnd)]),
                name="selfservice_joining_end_is_known",
                violation_error_message="Hjælpen sluttede på en måde, som vi ikke kender.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee_name} {self.state}"


class Proposal(AppendOnlyModel):
    """An answer that a helper proposes. It is no answer: the citizen accepts it first.

    `value` is as in Answer; `seen_revision` is the draft that the helper saw; `form_key` makes a double press one.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    draft = models.ForeignKey("selfservice.Draft", on_delete=models.CASCADE, related_name="proposals")
    joining = models.ForeignKey(Joining, on_delete=models.CASCADE, related_name="proposals")
    key = models.CharField(max_length=60)
    value = models.JSONField()
    seen_revision = models.PositiveIntegerField()
    note = models.CharField(max_length=300, blank=True)
    actor = models.CharField(max_length=80)
    actor_name = models.CharField(max_length=160)
    at = models.DateTimeField()
    form_key = models.CharField(max_length=80, unique=True)

    privacy = Privacy(
        purpose="At vise, hvad en medarbejder foreslog, og hvad borgeren selv valgte",
        basis="Databeskyttelsesforordningens artikel 6, stk. 1, litra e",
        kept_because="Slettes sammen med kladden; en kladde, der er for gammel, tømmes med det samme",
        subjects=("borger", "medarbejder"),
        categories=("forslag til svar",),
    )

    def __str__(self) -> str:
        return self.key


class ProposalAnswer(AppendOnlyModel):
    """What became of a proposal, once."""

    proposal = models.OneToOneField(
        Proposal, on_delete=models.CASCADE, primary_key=True, related_name="answer"
    )
    kind = models.CharField(max_length=10)
    actor = models.CharField(max_length=80)
    at = models.DateTimeField()
    revision = models.PositiveIntegerField()

    privacy = Privacy(
        purpose="At vise, hvad borgeren svarede til et forslag",
        basis="Databeskyttelsesforordningens artikel 6, stk. 1, litra e",
        kept_because="Slettes sammen med kladden",
        subjects=("borger", "medarbejder"),
        categories=("svar til et forslag",),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[end.value for end in ProposalEnd]),
                name="selfservice_proposal_end_is_known",
                violation_error_message="Et forslag bliver taget, afvist eller trukket tilbage.",
            )
        ]

    def __str__(self) -> str:
        return self.kind


class Presence(models.Model):
    """Who has a page of a shared draft open now, and at which field. Written over all the time, gone in a day."""

    id = models.BigAutoField(primary_key=True)
    draft = models.ForeignKey("selfservice.Draft", on_delete=models.CASCADE, related_name="presence")
    who = models.CharField(max_length=80)
    name = models.CharField(max_length=160)
    staff = models.BooleanField()
    step = models.CharField(max_length=60, blank=True)
    field = models.CharField(max_length=60, blank=True)
    seen_at = models.DateTimeField()

    privacy = Privacy(
        purpose="At to, der hjælpes ad, kan se, hvor den anden er",
        basis="Databeskyttelsesforordningens artikel 6, stk. 1, litra e",
        days=1,
        since="seen_at",
        subjects=("borger", "medarbejder"),
        categories=("hvilket felt man er ved",),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "who"],
                name="selfservice_one_presence_each",
                violation_error_message="Man er ét sted ad gangen.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.field}"
