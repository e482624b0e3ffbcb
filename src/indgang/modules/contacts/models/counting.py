"""Counting weeks: contacts ticked off by hand at the entrances."""

from django.db import models
from django.db.models import F, Q

from indgang.kernel.append_only import AppendOnlyModel
from indgang.kernel.ids import new_id
from indgang.kernel.privacy import no_personal_data
from indgang.modules.channels.vocabulary import Channel
from indgang.modules.contacts.vocabulary import Kind, Outcome, SlotState, WeekState

_WHAT = "Tælleuger: hvor mange der henvendte sig, talt i hånden uden oplysninger om nogen"


class CountingWeek(models.Model):
    """At most fourteen days in which entrances tick their contacts; closed, it becomes a batch of the ledger.

    `entrances` lists the ids of those that count. `every_nth`: only each nth contact is ticked (1: every one).
    """

    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    begins = models.DateField()
    ends = models.DateField()
    entrances = models.JSONField(default=list)
    every_nth = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, default=WeekState.OPEN)
    batch = models.ForeignKey("contacts.Batch", on_delete=models.PROTECT, null=True)

    privacy = no_personal_data(_WHAT)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(begins__lte=F("ends")),
                name="contacts_week_ends_after_it_begins",
                violation_error_message="En tælleuge slutter ikke, før den begynder.",
            ),
            models.CheckConstraint(
                condition=Q(every_nth__gte=1),
                name="contacts_week_counts_something",
                violation_error_message="Tæl hver gang eller hver anden, tredje …",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[word.value for word in WeekState]),
                name="contacts_week_state_is_known",
                violation_error_message="En tælleuge er åben eller lukket.",
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class CountingTick(AppendOnlyModel):
    """One contact ticked, or the taking back of one (`taken_back` is its id). Nothing says who ticked.

    `client_key` is made by the page, so that pressing twice is one tick. `website_first` is `yes`, `no` or empty.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    week = models.ForeignKey(CountingWeek, on_delete=models.PROTECT)
    at = models.DateTimeField()
    entrance = models.CharField(max_length=60)
    channel = models.CharField(max_length=20, choices=[(word.value, word.value) for word in Channel])
    kind = models.CharField(max_length=20, choices=[(word.value, word.value) for word in Kind])
    outcome = models.CharField(max_length=20, choices=[(word.value, word.value) for word in Outcome])
    service = models.CharField(max_length=60, blank=True)
    kle = models.CharField(max_length=20, blank=True)
    help = models.BooleanField(default=False)
    website_first = models.CharField(max_length=10, blank=True)
    taken_back = models.UUIDField(null=True, unique=True)
    client_key = models.CharField(max_length=64, unique=True)

    privacy = no_personal_data(_WHAT)

    class Meta:
        indexes = [models.Index(fields=["week", "entrance", "at"], name="contacts_tick_by_entrance")]

    def __str__(self) -> str:
        return f"{self.entrance} {self.at:%Y-%m-%d}"


class CountingSlot(models.Model):
    """What an entrance said about a day of the week: counted, closed, or not counted."""

    week = models.ForeignKey(CountingWeek, on_delete=models.CASCADE)
    entrance = models.CharField(max_length=60)
    day = models.DateField()
    state = models.CharField(max_length=10)

    privacy = no_personal_data(_WHAT)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["week", "entrance", "day"], name="contacts_slot_once"),
            models.CheckConstraint(
                condition=Q(state__in=[word.value for word in SlotState]),
                name="contacts_slot_state_is_known",
                violation_error_message="En dag er talt, lukket eller ikke talt.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entrance} {self.day}"
