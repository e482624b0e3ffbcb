"""Journeys, and the two append-only tables of the ledger."""

from decimal import Decimal
from enum import StrEnum

from django.db import models
from django.db.models import F, Q

from indgang.kernel.append_only import AppendOnlyModel
from indgang.kernel.ids import new_id
from indgang.kernel.privacy import Privacy, no_personal_data
from indgang.modules.channels.vocabulary import Channel, Level
from indgang.modules.contacts.vocabulary import (
    Audience,
    BatchKind,
    BatchState,
    Direction,
    Ease,
    Handling,
    Kind,
    MeasurementKind,
    Outcome,
    Quality,
)


def _one_of(field: str, words: type[StrEnum], *extra: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": [*(str(word) for word in words), *extra]}),
        name=f"contacts_%(class)s_{field}_is_known",
        violation_error_message=f"Et af felterne har en værdi, som hovedbogen ikke kender: {field}.",
    )


class Journey(models.Model):
    """One matter: one service for one party. Made at a draft, a login, a contact or a call for help."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("identity.Person", on_delete=models.CASCADE, null=True)
    company = models.ForeignKey("identity.Company", on_delete=models.CASCADE, null=True)
    service = models.CharField(max_length=60)
    begun_at = models.DateTimeField()
    touched_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    privacy = Privacy(
        purpose="At holde sammen på henvendelser, kladder, sager og beskeder om det samme",
        basis="Databeskyttelsesforordningens artikel 6, stk. 1, litra e",
        days=365 * 5,
        since="touched_at",
        only={"closed_at__isnull": False},
        subjects=("borger", "virksomhed"),
        categories=("ydelse", "tidspunkt"),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=True) ^ Q(company__isnull=True),
                name="contacts_journey_has_one_party",
                violation_error_message="Et forløb handler om én borger eller én virksomhed.",
            ),
            models.UniqueConstraint(
                fields=["person", "service"],
                condition=Q(closed_at__isnull=True, person__isnull=False),
                name="contacts_one_open_journey_person",
                violation_error_message="Der er allerede et åbent forløb om ydelsen.",
            ),
            models.UniqueConstraint(
                fields=["company", "service"],
                condition=Q(closed_at__isnull=True, company__isnull=False),
                name="contacts_one_open_journey_company",
                violation_error_message="Der er allerede et åbent forløb om ydelsen.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service} {self.id}"


class Batch(models.Model):
    """Where rows of the ledger come from, and by which rule they were counted.

    A file that changes makes a new batch; `current` says which one of a name the figures use. A batch that
    does not know channels has each group of channels in one generic channel.

    The rows of an import stand in Parquet files (LedgerPart) and not in the table of contacts; its batch belongs
    to a series. `mapping` is the text it was read by.
    """

    name = models.SlugField(max_length=80)
    kind = models.CharField(max_length=20)
    current = models.BooleanField(default=True)
    state = models.CharField(max_length=10, default=BatchState.CURRENT)
    series = models.ForeignKey("contacts.Series", on_delete=models.PROTECT, null=True)
    title = models.JSONField()
    municipality = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField(null=True)
    document = models.CharField(max_length=200, blank=True)
    counting_rule = models.JSONField()
    knows_channels = models.BooleanField(default=True)
    marks = models.JSONField(default=dict)
    sources = models.JSONField(default=dict)
    hash = models.CharField(max_length=64, blank=True)
    loaded_at = models.DateTimeField()
    mapping = models.TextField(blank=True)
    file_name = models.CharField(max_length=255, blank=True)
    rows = models.PositiveBigIntegerField(default=0)
    rejected = models.PositiveBigIntegerField(default=0)
    duplicates = models.PositiveBigIntegerField(default=0)
    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True)
    undone_at = models.DateTimeField(null=True)

    privacy = no_personal_data("Hvor tallene kommer fra, og hvordan de er talt")

    class Meta:
        constraints = [
            _one_of("kind", BatchKind),
            _one_of("state", BatchState),
            models.CheckConstraint(
                condition=Q(current=True, state="current") | (Q(current=False) & ~Q(state="current")),
                name="contacts_batch_counts_when_current",
                violation_error_message="Et parti, der gælder, tæller med, og kun det.",
            ),
            models.UniqueConstraint(fields=["name", "hash"], name="contacts_batch_once"),
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(current=True),
                name="contacts_one_current_batch",
                violation_error_message="Kun ét parti af hvert navn gælder.",
            ),
            models.CheckConstraint(
                condition=~Q(kind="archive") | Q(year__isnull=False),
                name="contacts_archive_has_a_year",
                violation_error_message="Et arkiv hører til et år.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Contact(AppendOnlyModel):
    """One touch between somebody and the municipality, in or out, in one channel.

    One digital contact is one draft or logged-in session on one service; one call with three questions is
    one contact with three subjects; co-service is one telephone or in-person contact and one digital
    transaction. No CPR number, no member of staff, no foreign key to a person.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField()
    direction = models.CharField(max_length=3)
    channel = models.CharField(max_length=20)
    entrance = models.CharField(max_length=60, blank=True)
    service = models.CharField(max_length=60, blank=True)
    subjects = models.JSONField(default=list)
    department = models.CharField(max_length=20, blank=True)
    kind = models.CharField(max_length=20)
    level = models.CharField(max_length=30, blank=True)
    outcome = models.CharField(max_length=20)
    journey = models.UUIDField(null=True)
    party_key = models.CharField(max_length=64, blank=True)
    audience = models.CharField(max_length=20)
    exempt = models.BooleanField(null=True)
    handling = models.CharField(max_length=20)
    minutes = models.FloatField(null=True)
    weight = models.DecimalField(max_digits=14, decimal_places=4, default=Decimal(1))
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT)
    source_row = models.CharField(max_length=120, blank=True)
    quality = models.CharField(max_length=20)
    caused_by = models.CharField(max_length=120, blank=True)
    corrects = models.UUIDField(null=True)

    privacy = Privacy(
        purpose="At vide, hvor mange der henvender sig, hvordan, til hvilken pris og med hvilket resultat",
        basis="Databeskyttelsesforordningens artikel 6, stk. 1, litra e, og artikel 89",
        kept_because="Rækken peger ikke på nogen, når årets nøgle er slettet ved oprydningen efter 60 dage",
        subjects=("borger", "virksomhed"),
        categories=("kanal", "ydelse", "tidspunkt", "pseudonym, der skifter hvert år"),
    )

    class Meta:
        constraints = [
            _one_of("direction", Direction),
            _one_of("channel", Channel),
            _one_of("kind", Kind),
            _one_of("level", Level, ""),
            _one_of("outcome", Outcome),
            _one_of("handling", Handling),
            _one_of("audience", Audience),
            _one_of("quality", Quality),
            models.CheckConstraint(
                condition=Q(weight__gt=0),
                name="contacts_contact_weighs_something",
                violation_error_message="En henvendelse vejer mere end nul.",
            ),
            models.CheckConstraint(
                condition=Q(minutes__isnull=True) | Q(minutes__gte=0),
                name="contacts_contact_takes_time",
                violation_error_message="Et tidsforbrug er ikke under nul minutter.",
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | ~Q(corrects=F("id")),
                name="contacts_contact_corrects_another",
                violation_error_message="En række kan ikke rette sig selv.",
            ),
            models.UniqueConstraint(
                fields=["batch", "source_row"],
                condition=~Q(source_row=""),
                name="contacts_source_row_once",
                violation_error_message="Rækken er allerede skrevet.",
            ),
            models.UniqueConstraint(
                fields=["corrects"],
                condition=Q(corrects__isnull=False),
                name="contacts_corrected_once",
                violation_error_message="Rækken er allerede rettet. Ret rettelsen.",
            ),
        ]
        indexes = [models.Index(fields=["batch", "-at", "-id"], name="contacts_by_time")]

    def __str__(self) -> str:
        return f"{self.channel} {self.at:%Y-%m-%d}"


class Measurement(AppendOnlyModel):
    """A figure about a journey or a page. MeasurementKind says what subject and value mean for each kind."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField()
    journey = models.UUIDField(null=True)
    service = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=20)
    subject_key = models.CharField(max_length=120, blank=True)
    value = models.FloatField(null=True)
    audience = models.CharField(max_length=20, blank=True)
    exempt = models.BooleanField(null=True)
    department = models.CharField(max_length=20, blank=True)

    privacy = Privacy(
        purpose="At vide, hvor mange der gør en selvbetjening færdig, og hvor lang tid et svar tager",
        basis="Databeskyttelsesforordningens artikel 6, stk. 1, litra e, og artikel 89",
        kept_because="Rækken peger ikke på nogen, når forløbet er slettet",
        subjects=("borger", "virksomhed"),
        categories=("ydelse", "tidspunkt"),
    )

    class Meta:
        constraints = [
            _one_of("kind", MeasurementKind),
            _one_of("audience", Audience, ""),
            models.CheckConstraint(
                condition=~Q(kind="decided") | Q(subject_key__in=["automatic", "staff"]),
                name="contacts_decided_by_whom",
                violation_error_message="En afgørelse er automatisk eller en medarbejders.",
            ),
            models.CheckConstraint(
                condition=~Q(kind="decision_time") | Q(value__gte=0, value__isnull=False),
                name="contacts_decision_took_time",
                violation_error_message="En svartid er et antal dage.",
            ),
            models.CheckConstraint(
                condition=~Q(kind="satisfaction") | Q(subject_key__in=[answer.value for answer in Ease]),
                name="contacts_satisfaction_is_an_answer",
                violation_error_message="Der er fem svar på, hvor let det var.",
            ),
            models.UniqueConstraint(
                fields=["journey"],
                condition=Q(kind="satisfaction", journey__isnull=False),
                name="contacts_one_answer_a_journey",
                violation_error_message="Der er allerede svaret på, hvor let det var.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d}"


class YearKey(models.Model):
    """The random key that turns parties into pseudonyms for one year; itself encrypted.

    When it is gone, nobody can say who stands behind the year's rows, we neither.
    """

    year = models.PositiveSmallIntegerField(primary_key=True)
    key_encrypted = models.BinaryField()
    last_day = models.DateField()

    privacy = Privacy(
        purpose="At kunne se, om en henvendelse følger efter en anden, uden at vide hvem der henvendte sig",
        basis="Databeskyttelsesforordningens artikel 25 og artikel 89",
        days=60,
        since="last_day",
        subjects=("borger", "virksomhed"),
        categories=("krypteringsnøgle",),
    )

    def __str__(self) -> str:
        return str(self.year)
