"""Others whom a submission is about, too: who was asked, what they said, and what the rules found then."""

from django.db import models
from django.db.models import Q

from indgang.kernel.append_only import AppendOnlyModel
from indgang.kernel.ids import new_id
from indgang.kernel.privacy import Privacy
from indgang.modules.selfservice.vocabulary import InvitationState, Meaning


class Invitation(models.Model):
    """Somebody is asked about another's submission, and has until a day to answer.

    `ask` is the solution's name for it. `is_stranger`: the applicant may not learn who it is. `is_veiled`: nor what
    they answer, since they have a hidden address; for the applicant they are silent, and a person decides.
    `made_by` is the system, or whoever pressed "Spørg".
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    submission = models.ForeignKey(
        "selfservice.Submission", on_delete=models.CASCADE, related_name="invitations"
    )
    ask = models.CharField(max_length=40)
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    is_stranger = models.BooleanField()
    is_veiled = models.BooleanField(default=False)
    state = models.CharField(max_length=10, default=InvitationState.OPEN.value)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    answer_by = models.DateField()
    reminders = models.PositiveSmallIntegerField(default=0)

    privacy = Privacy(
        purpose="At spørge den, som en andens anmeldelse også handler om, og at vise, at vi gjorde det",
        basis="CPR-lovens § 10, stk. 2 til 5, og forvaltningslovens § 19",
        days=365 * 5,
        since="made_at",
        subjects=("borger",),
        categories=("hvem der blev spurgt", "frist"),
    )

    class Meta:
        indexes = [
            models.Index(fields=["state", "answer_by"], name="selfservice_invitation_due"),
            models.Index(fields=["person", "state"], name="selfservice_invitation_person"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "ask", "person"],
                name="selfservice_asked_once",
                violation_error_message="Den person er allerede spurgt.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in InvitationState]),
                name="selfservice_invitation_state_is_known",
                violation_error_message="Et spørgsmål er åbent, besvaret, udløbet eller aflyst.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ask} {self.state}"


class InvitationAnswer(AppendOnlyModel):
    """What somebody answered who was asked. They may think again: the newest counts."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="answers")
    value = models.CharField(max_length=40)
    meaning = models.CharField(max_length=10)
    text = models.CharField(max_length=2000, blank=True)
    actor = models.CharField(max_length=80)
    actor_name = models.CharField(max_length=160)
    ground = models.CharField(max_length=20)
    mandate = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()

    privacy = Privacy(
        purpose="At afgøre en sag med det, som den, vi spurgte, har svaret",
        basis="CPR-lovens § 10, stk. 2 til 5, og forvaltningslovens § 19",
        kept_because="Slettes sammen med spørgsmålet",
        subjects=("borger",),
        categories=("svar", "egne ord"),
    )

    class Meta:
        indexes = [models.Index(fields=["invitation", "-at"], name="selfservice_invitation_answer")]
        constraints = [
            models.CheckConstraint(
                condition=Q(meaning__in=[meaning.value for meaning in Meaning]),
                name="selfservice_meaning_is_known",
                violation_error_message="Et svar er ja, nej eller tvivl.",
            )
        ]

    def __str__(self) -> str:
        return self.value


class Reconsideration(AppendOnlyModel):
    """The rules were asked again, since somebody answered or was silent: the newest is what holds.

    `inputs`, `finding` and `follow_ups` are as in Submission, so that it can be decided again and compared.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    submission = models.ForeignKey(
        "selfservice.Submission", on_delete=models.CASCADE, related_name="reconsiderations"
    )
    at = models.DateTimeField()
    because = models.CharField(max_length=80)
    inputs = models.JSONField()
    finding = models.JSONField()
    follow_ups = models.JSONField(default=list)

    privacy = Privacy(
        purpose="At kunne vise, hvad reglerne kom frem til, da andre havde svaret, og regne det efter",
        basis="Offentlighedslovens §§ 13 og 15 og forordningens artikel 22, stk. 3",
        kept_because="Slettes sammen med det, der blev sendt",
        subjects=("borger", "virksomhed", "husstand"),
        categories=("svar", "oplysninger fra registre", "hvad reglerne kom frem til"),
    )

    class Meta:
        indexes = [models.Index(fields=["submission", "-at"], name="selfservice_reconsidered")]

    def __str__(self) -> str:
        return self.because
