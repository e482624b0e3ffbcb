"""The catalogue's tables. All rows come from content and are about nobody, but for what staff say about the texts."""

from django.db import models

from indgang.kernel.ids import new_id
from indgang.kernel.privacy import Privacy, no_personal_data
from indgang.modules.catalogue.vocabulary import DecidedBy, FeedbackState, TextPart


class LifeSituation(models.Model):
    """A way into the catalogue: moving, having a child, losing a job."""

    id = models.SlugField(primary_key=True, max_length=60)
    name = models.JSONField()
    summary = models.JSONField()
    position = models.PositiveSmallIntegerField(default=0)

    privacy = no_personal_data("Livssituationer, som ydelser er samlet under")

    def __str__(self) -> str:
        return self.id


class Service(models.Model):
    """What somebody can get, do or ask: one row of the catalogue.

    `life_situations` are ids in the municipality's order, `words` is `{"da": […], "en": […]}`. A service that
    has left the content is `retired` and not shown, but whatever points at it still stands.
    """

    id = models.SlugField(primary_key=True, max_length=60)
    name = models.JSONField()
    summary = models.JSONField()
    audience = models.JSONField()
    department = models.ForeignKey("identity.Department", on_delete=models.PROTECT)
    unit = models.ForeignKey("identity.Unit", on_delete=models.PROTECT)
    kle = models.CharField(max_length=8)
    kle_title = models.CharField(max_length=200)
    kle_is_group = models.BooleanField(default=False)
    decided_by = models.CharField(max_length=20, choices=[(word.value, word.value) for word in DecidedBy])
    life_situations = models.JSONField(default=list)
    words = models.JSONField(default=dict)
    keywords = models.JSONField(default=list)
    solution = models.SlugField(max_length=60, blank=True)
    authority_name = models.CharField(max_length=120, blank=True)
    authority_url = models.URLField(blank=True)
    price = models.JSONField(default=dict)
    position = models.PositiveSmallIntegerField(default=0)
    retired = models.BooleanField(default=False)

    privacy = no_personal_data("Kommunens ydelser")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(decided_by=DecidedBy.OTHER_AUTHORITY.value)
                | ~models.Q(authority_name="") & ~models.Q(authority_url=""),
                name="catalogue_another_authority_has_a_name",
                violation_error_message="Skriv, hvilken anden myndighed der afgør det.",
            ),
        ]

    def __str__(self) -> str:
        return self.id


class Guidance(models.Model):
    """The full article about a service, with the layer that only staff see. `body` has the file's shape."""

    service = models.OneToOneField(Service, on_delete=models.CASCADE, primary_key=True)
    body = models.JSONField()
    updated = models.DateField()

    privacy = no_personal_data("Vejledning til ydelserne")

    def __str__(self) -> str:
        return self.service_id


class Lexicon(models.Model):
    """One row: the inflected forms of the catalogue's words, so that a search needs no dictionary.

    `inflections` is `{form: [lemma, …]}`, all in the search's own spelling.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    hash = models.CharField(max_length=64)
    inflections = models.JSONField()

    privacy = no_personal_data("Bøjninger af ydelsernes ord, til søgningen")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="catalogue_one_lexicon")]

    def __str__(self) -> str:
        return self.hash


class Feedback(models.Model):
    """What a member of staff finds wrong or missing in a service's text, and what its editor answers.

    `given_by` is empty once that employee is gone. `seen_at`: when the giver had read the answer.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=12, choices=[(word.value, word.value) for word in TextPart])
    text = models.CharField(max_length=500)
    given_by = models.ForeignKey("identity.Employee", on_delete=models.SET_NULL, null=True, related_name="+")
    given_at = models.DateTimeField()
    state = models.CharField(
        max_length=12,
        default=FeedbackState.OPEN.value,
        choices=[(word.value, word.value) for word in FeedbackState],
    )
    answer = models.CharField(max_length=500, blank=True)
    answered_by = models.ForeignKey(
        "identity.Employee", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)

    privacy = Privacy(
        purpose="At rette tekster om ydelser, når en medarbejder siger, at de er forkerte",
        basis="Databeskyttelsesforordningens artikel 6, stk. 1, litra e",
        days=400,
        since="given_at",
        subjects=("medarbejder",),
        categories=("hvem der har skrevet om en tekst, og hvem der har svaret",),
    )

    class Meta:
        indexes = [
            models.Index(fields=["state", "given_at"], name="catalogue_feedback_open"),
            models.Index(fields=["given_by", "-given_at"], name="catalogue_feedback_of_giver"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=FeedbackState.OPEN.value, answered_at__isnull=True)
                | (
                    ~models.Q(state=FeedbackState.OPEN.value)
                    & models.Q(answered_at__isnull=False)
                    & ~models.Q(answer="")
                ),
                name="catalogue_feedback_is_answered_with_words",
                violation_error_message="Skriv en sætning til den, der skrev.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service_id} {self.part} {self.state}"
