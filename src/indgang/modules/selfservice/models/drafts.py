"""A draft and its answers."""

from django.db import models
from django.db.models import Q

from indgang.kernel.append_only import AppendOnlyModel
from indgang.kernel.ids import new_id
from indgang.kernel.privacy import Privacy
from indgang.modules.selfservice.vocabulary import AnswerSource, DraftState, Shared


class Draft(models.Model):
    """A begun solution. It belongs to the party; `actor` fills it in on a stated ground.

    Without an actor a member of staff writes it in for the party, on request (StaffEntry): `entered_by` is who wrote in
    it last, and `mandate` the contact that it was begun in. One is open for each party and solution, whoever began it,
    so that a colleague goes on where the first one stopped.

    It stays on the version it began on. `revision` counts every save; `step` is the last one that was saved.
    `shared` says whether anybody helps in it, and `shared_mark` counts what happens between them (joined, proposed,
    accepted), so that a page can ask whether there is anything new.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.ForeignKey("selfservice.SolutionVersion", on_delete=models.PROTECT)
    solution = models.SlugField(max_length=60)
    person = models.ForeignKey("identity.Person", on_delete=models.CASCADE, null=True, related_name="+")
    company = models.ForeignKey("identity.Company", on_delete=models.CASCADE, null=True, related_name="+")
    actor = models.ForeignKey("identity.Person", on_delete=models.CASCADE, null=True, related_name="+")
    entered_by = models.ForeignKey("identity.Employee", on_delete=models.PROTECT, null=True, related_name="+")
    ground = models.CharField(max_length=20)
    mandate = models.CharField(max_length=40, blank=True)
    journey = models.ForeignKey("contacts.Journey", on_delete=models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=10, default=DraftState.OPEN.value)
    revision = models.PositiveIntegerField(default=0)
    step = models.SlugField(max_length=60, blank=True)
    shared = models.CharField(max_length=10, blank=True, default=Shared.ALONE.value)
    shared_mark = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    reminded_for = models.DateTimeField(null=True)
    """The `expires_at` that somebody was reminded of."""

    privacy = Privacy(
        purpose="At gemme det, en borger er ved at udfylde, så intet går tabt",
        basis="Databeskyttelsesforordningens artikel 6, stk. 1, litra e",
        days=365 * 5,
        since="updated_at",
        subjects=("borger", "virksomhed", "medarbejder"),
        categories=("hvad man er ved at søge eller melde", "hvem der skriver det ind"),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=True) ^ Q(company__isnull=True),
                name="selfservice_draft_has_one_party",
                violation_error_message="En kladde handler om én borger eller én virksomhed.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in DraftState]),
                name="selfservice_draft_state_is_known",
                violation_error_message="En kladde er åben, sendt, slettet eller for gammel.",
            ),
            models.CheckConstraint(
                condition=Q(shared__in=[shared.value for shared in Shared]),
                name="selfservice_draft_shared_is_known",
                violation_error_message="En kladde udfyldes alene eller med hjælp.",
            ),
            models.CheckConstraint(
                condition=Q(actor__isnull=True) ^ Q(entered_by__isnull=True),
                name="selfservice_draft_has_one_writer",
                violation_error_message="En kladde udfyldes af en borger eller skrives ind af en medarbejder.",
            ),
            models.UniqueConstraint(
                fields=["person", "solution", "actor"],
                condition=Q(state="open", person__isnull=False),
                name="selfservice_one_open_draft_person",
                violation_error_message="Du har allerede en kladde. Gå videre i den.",
            ),
            models.UniqueConstraint(
                fields=["company", "solution", "actor"],
                condition=Q(state="open", company__isnull=False),
                name="selfservice_one_open_draft_company",
                violation_error_message="Du har allerede en kladde. Gå videre i den.",
            ),
            models.UniqueConstraint(
                fields=["person", "solution"],
                condition=Q(state="open", person__isnull=False, actor__isnull=True),
                name="selfservice_one_open_entry_person",
                violation_error_message="En kollega er allerede i gang. Skriv videre i den.",
            ),
            models.UniqueConstraint(
                fields=["company", "solution"],
                condition=Q(state="open", company__isnull=False, actor__isnull=True),
                name="selfservice_one_open_entry_company",
                violation_error_message="En kollega er allerede i gang. Skriv videre i den.",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "state"], name="selfservice_draft_person"),
            models.Index(fields=["state", "expires_at"], name="selfservice_draft_expires"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Answer(AppendOnlyModel):
    """One value of one question at one revision, as typed, right or wrong. Rows are only ever added.

    `value` is `{"typed": …, "found": …}` for an answer; for what a register said (`source` register, key
    `fact:<name>`) it is `{"value": …, "asked": …, "at": …}`.
    """

    id = models.BigAutoField(primary_key=True)
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="answers")
    key = models.CharField(max_length=60)
    value = models.JSONField()
    source = models.CharField(max_length=10)
    actor = models.CharField(max_length=80)
    actor_name = models.CharField(max_length=160, blank=True)
    at = models.DateTimeField()
    revision = models.PositiveIntegerField()

    privacy = Privacy(
        purpose="At vise, hvad der blev svaret, hvornår og af hvem, og aldrig miste det",
        basis="Databeskyttelsesforordningens artikel 6, stk. 1, litra e",
        kept_because="Slettes sammen med kladden; en kladde, der er for gammel, tømmes med det samme",
        subjects=("borger", "husstand"),
        categories=("svar", "oplysninger fra registre"),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "key", "revision"],
                name="selfservice_one_answer_a_revision",
                violation_error_message="Svaret er allerede gemt.",
            ),
            models.CheckConstraint(
                condition=Q(source__in=[source.value for source in AnswerSource]),
                name="selfservice_answer_source_is_known",
                violation_error_message="Et svar kommer fra borgeren, en medarbejder, et register eller et forslag.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.revision}"
