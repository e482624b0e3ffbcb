"""Rounds in which places are shared out among all who applied."""

from django.db import models
from django.db.models import F, Q

from indgang.kernel.append_only import AppendOnlyModel
from indgang.kernel.ids import new_id
from indgang.kernel.privacy import Privacy, no_personal_data
from indgang.modules.selfservice.vocabulary import RoundState


class Round(models.Model):
    """One round of one solution. `share` is what the solution calls the sharing out; `unit` is the unit that signs.

    Who sends from `opens` to `closes` takes part. `seed` is the secret of the lot, encrypted until it is run; `seal`
    its SHA-256, shown from the start. `order` holds the criteria, as `rules.sharing.order_of`.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    solution = models.SlugField(max_length=60)
    share = models.CharField(max_length=40)
    unit = models.CharField(max_length=60)
    label = models.CharField(max_length=120)
    opens = models.DateField()
    closes = models.DateField()
    seed = models.BinaryField()
    seal = models.CharField(max_length=64)
    order = models.JSONField()
    state = models.CharField(max_length=8, default=RoundState.OPEN.value)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)

    privacy = no_personal_data("Hvornår pladser fordeles, og efter hvad")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["solution"],
                condition=Q(state=RoundState.OPEN.value),
                name="selfservice_one_open_round",
                violation_error_message="Der er allerede en åben fordeling.",
            ),
            models.CheckConstraint(
                condition=Q(closes__gte=F("opens")),
                name="selfservice_round_closes_after_it_opens",
                violation_error_message="En fordeling lukker efter, at den er åbnet.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in RoundState]),
                name="selfservice_round_state_is_known",
                violation_error_message="En fordeling er åben, kørt eller besvaret.",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class RoundPlace(models.Model):
    """Where there are seats in a round. `ref` is the answer that names it; `kept` of its `seats` are kept for those
    who belong there, so that the rest are shared out.
    """

    id = models.BigAutoField(primary_key=True)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="places")
    ref = models.CharField(max_length=80)
    name = models.CharField(max_length=160)
    seats = models.PositiveIntegerField(default=0)
    kept = models.PositiveIntegerField(default=0)

    privacy = no_personal_data("Hvor mange pladser der er i en fordeling")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "ref"],
                name="selfservice_place_stands_once",
                violation_error_message="Stedet er med i forvejen.",
            ),
            models.CheckConstraint(
                condition=Q(kept__lte=F("seats")),
                name="selfservice_keeps_no_more_than_there_are",
                violation_error_message="Der kan ikke holdes flere pladser, end der er.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def free(self) -> int:
        """The seats that are shared out."""
        return self.seats - self.kept


class RoundRun(AppendOnlyModel):
    """A round was worked out, once. `inputs`: seats, order and entries; `seed` is shown from now on; `result` what each
    got; `digest` the SHA-256 of both. `rules.sharing_out.run_again` makes the result again.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="run")
    inputs = models.JSONField()
    seed = models.CharField(max_length=64)
    result = models.JSONField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    by_name = models.CharField(max_length=160)

    privacy = Privacy(
        purpose="At kunne regne en fordeling af pladser efter",
        basis="Offentlighedslovens §§ 13 og 15 og forvaltningslovens § 24",
        days=365 * 5,
        since="at",
        subjects=("borger", "husstand"),
        categories=("ønsker", "hvad rækkefølgen bygger på", "lodnummer", "hvem der fik hvad"),
    )

    def __str__(self) -> str:
        return self.digest[:12]


class RoundEntry(models.Model):
    """A submission takes part in a round. `brought` is what it brings, as `rules.sharing_out.Entry`; `stands`: the
    round is all that it waits for. `result`: what it got, once it is run; `carried_at`: the case has been told.
    `admitted_by`: a caseworker let it take part, though something else in the case is for a person.
    """

    submission = models.OneToOneField(
        "selfservice.Submission", on_delete=models.CASCADE, primary_key=True, related_name="entry"
    )
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="entries")
    brought = models.JSONField()
    stands = models.BooleanField(default=True)
    admitted_by = models.CharField(max_length=80, blank=True)
    result = models.JSONField(null=True)
    carried_at = models.DateTimeField(null=True)
    at = models.DateTimeField()

    privacy = Privacy(
        purpose="At fordele pladser og forklare hver familie, hvad den fik",
        basis="Databeskyttelsesforordningens artikel 6, stk. 1, litra e",
        kept_because="Slettes sammen med indsendelsen",
        subjects=("borger", "husstand", "medarbejder"),
        categories=("ønsker", "hvad rækkefølgen bygger på", "lodnummer", "plads", "hvem der tog den med"),
    )

    class Meta:
        indexes = [models.Index(fields=["round", "stands"], name="selfservice_round_entries")]
        constraints = [
            models.CheckConstraint(
                condition=Q(carried_at__isnull=True) | Q(result__isnull=False),
                name="selfservice_entry_is_carried_out_when_run",
                violation_error_message="Der er intet svar at give, før fordelingen er kørt.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.submission_id} in {self.round_id}"
