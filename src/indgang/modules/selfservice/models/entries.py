"""Why a draft is written in by staff: what was asked for, when, and how."""

from django.db import models
from django.db.models import Q

from indgang.kernel.append_only import AppendOnlyModel
from indgang.kernel.ids import new_id
from indgang.kernel.privacy import Privacy
from indgang.modules.selfservice.vocabulary import Circumstance, EntryReason


class StaffEntry(AppendOnlyModel):
    """Somebody asked to apply without the self-service, and why they may.

    `asked_on` and `channel` are when and how they asked; `contact` is the contact in which it was written down, by id.
    `asked_by` is who asked, the party or somebody who spoke for them on a `ground`, by a `mandate`. `need` is the wish
    that they told at the same time (a word of identity), empty when they told none. The circumstance stands here and
    nowhere else: not on the citizen, not in the trail.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    draft = models.OneToOneField("selfservice.Draft", on_delete=models.CASCADE, related_name="entry")
    reason = models.CharField(max_length=24)
    circumstance = models.CharField(max_length=16, blank=True)
    asked_on = models.DateField()
    channel = models.CharField(max_length=20)
    asked_by = models.CharField(max_length=80, blank=True)
    ground = models.CharField(max_length=20, blank=True)
    mandate = models.CharField(max_length=40, blank=True)
    contact = models.UUIDField()
    employee = models.ForeignKey("identity.Employee", on_delete=models.PROTECT, related_name="+")
    need = models.CharField(max_length=20, blank=True)
    at = models.DateTimeField()

    privacy = Privacy(
        purpose="At vise, hvorfor en ansøgning blev taget imod uden selvbetjening, og hvem der bad om det",
        basis="Reglerne om obligatorisk selvbetjening; forordningens artikel 6, stk. 1, litra e, og artikel 9, "
        "stk. 2, litra f",
        kept_because="Slettes sammen med kladden; sendes den ikke, slettes den med det samme",
        subjects=("borger", "medarbejder"),
        categories=(
            "hvem der bad om det",
            "hvorfor borgeren ikke bruger selvbetjening, herunder handicap",
        ),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(reason__in=[reason.value for reason in EntryReason]),
                name="selfservice_entry_reason_is_known",
                violation_error_message="Vælg en af de tre grunde.",
            ),
            models.CheckConstraint(
                condition=(Q(reason=EntryReason.SPECIAL.value) & ~Q(circumstance=""))
                | (~Q(reason=EntryReason.SPECIAL.value) & Q(circumstance="")),
                name="selfservice_entry_says_which_circumstance",
                violation_error_message="Særlige forhold skal have en grund, og kun de.",
            ),
            models.CheckConstraint(
                condition=Q(circumstance__in=[one.value for one in Circumstance]),
                name="selfservice_entry_circumstance_is_known",
                violation_error_message="Vælg, hvad der gør forholdene særlige.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reason} {self.asked_on}"
