"""What grants have given: certificates and licences, and when one ended before its time."""

from django.db import models
from django.db.models import Q

from indgang.kernel.append_only import AppendOnlyModel
from indgang.kernel.ids import new_id
from indgang.kernel.privacy import Privacy
from indgang.modules.selfservice.vocabulary import ProofEndWhy, ProofKind


class Proof(AppendOnlyModel):
    """A certificate or a licence, as it was made. It never changes; a row of ProofEnd ends it.

    `sequence` counts those of one submission: there is another only when the one before has ended.

    `code` is what somebody else checks it by: 12 signs without spaces. `rows` are {id, label, lines, open, veil}, texts
    as {da, en}: only those that are `open` are shown to whoever has the code, and those with `veil` only while the
    holder has no hidden address. `plate`, `zone` and `address` are what a licence is found by. `replaces`: the id of
    what ends on the first day of this one.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=12, unique=True)
    submission = models.ForeignKey("selfservice.Submission", on_delete=models.CASCADE, related_name="proofs")
    sequence = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12)
    solution = models.SlugField(max_length=60)
    gives = models.CharField(max_length=40)
    service_id = models.CharField(max_length=60)
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, null=True, related_name="+")
    company = models.ForeignKey("identity.Company", on_delete=models.PROTECT, null=True, related_name="+")
    party_name = models.CharField(max_length=160)
    language = models.CharField(max_length=2)
    title = models.JSONField()
    intro = models.JSONField()
    note = models.JSONField()
    rows = models.JSONField()
    plate = models.CharField(max_length=20, blank=True)
    zone = models.CharField(max_length=60, blank=True)
    address = models.CharField(max_length=80, blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    at = models.DateTimeField()
    replaces = models.UUIDField(null=True)

    privacy = Privacy(
        purpose="At give attester og licenser, og at andre kan se, om de er ægte og gælder",
        basis="Databeskyttelsesforordningens artikel 6, stk. 1, litra e",
        days=365 * 5,
        since="at",
        subjects=("borger", "virksomhed", "husstand"),
        categories=("hvad der står på attesten eller licensen", "nummerplade", "adresse"),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "sequence"],
                name="selfservice_proof_is_made_once",
                violation_error_message="Beviset er allerede lavet.",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=True) ^ Q(company__isnull=True),
                name="selfservice_proof_has_one_party",
                violation_error_message="Et bevis er givet til én borger eller én virksomhed.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in ProofKind]),
                name="selfservice_proof_kind_is_known",
                violation_error_message="Et bevis er en attest eller en licens.",
            ),
            models.CheckConstraint(
                condition=Q(language__in=["da", "en"]),
                name="selfservice_proof_language_is_known",
                violation_error_message="Et bevis er på dansk eller engelsk.",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-at"], name="selfservice_proof_person"),
            models.Index(fields=["solution", "address"], name="selfservice_proof_address"),
            models.Index(fields=["plate"], condition=~Q(plate=""), name="selfservice_proof_plate"),
            models.Index(
                fields=["valid_from"], condition=Q(replaces__isnull=False), name="selfservice_proof_replaces"
            ),
            models.Index(
                fields=["valid_until"],
                condition=Q(kind=ProofKind.LICENCE.value),
                name="selfservice_proof_until",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class ProofEnd(AppendOnlyModel):
    """A proof ended before its time, once. `by` is who did it, as elsewhere in the trail; `note` what staff wrote."""

    proof = models.OneToOneField(Proof, on_delete=models.CASCADE, primary_key=True, related_name="end")
    why = models.CharField(max_length=12)
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    note = models.CharField(max_length=500, blank=True)

    privacy = Privacy(
        purpose="At vise, at en attest eller en licens ikke længere gælder, og hvorfor",
        basis="Databeskyttelsesforordningens artikel 6, stk. 1, litra e",
        kept_because="Slettes sammen med beviset",
        subjects=("borger", "virksomhed", "medarbejder"),
        categories=("hvorfor et bevis ikke længere gælder",),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(why__in=[why.value for why in ProofEndWhy]),
                name="selfservice_proof_end_is_known",
                violation_error_message="Et bevis slutter på en måde, som vi ikke kender.",
            )
        ]

    def __str__(self) -> str:
        return self.why


class ProofNotice(AppendOnlyModel):
    """The holder was told something about a proof that holds, once: `what` is `renew:30` or `moved:<address>`."""

    id = models.BigAutoField(primary_key=True)
    proof = models.ForeignKey(Proof, on_delete=models.CASCADE, related_name="notices")
    what = models.CharField(max_length=100)
    at = models.DateTimeField()

    privacy = Privacy(
        purpose="At minde om, at en licens snart slutter eller ikke passer mere, kun én gang",
        basis="Databeskyttelsesforordningens artikel 6, stk. 1, litra e",
        kept_because="Slettes sammen med beviset",
        subjects=("borger", "virksomhed"),
        categories=("hvad vi har mindet om", "adresse"),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["proof", "what"],
                name="selfservice_proof_notice_once",
                violation_error_message="Det er sagt i forvejen.",
            )
        ]

    def __str__(self) -> str:
        return self.what


class ProofWaiting(models.Model):
    """Something was granted, and what it gives cannot be made yet, since a register is silent.

    It counts as the licence that it will be: `plate` and `address` are what is known of it now, and may be empty. The
    row goes when it is made, or is not to be made any more.
    """

    submission = models.OneToOneField(
        "selfservice.Submission", on_delete=models.CASCADE, primary_key=True, related_name="proof_waiting"
    )
    solution = models.SlugField(max_length=60)
    kind = models.CharField(max_length=12)
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, null=True, related_name="+")
    company = models.ForeignKey("identity.Company", on_delete=models.PROTECT, null=True, related_name="+")
    plate = models.CharField(max_length=20, blank=True)
    address = models.CharField(max_length=80, blank=True)
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    since = models.DateTimeField()

    privacy = Privacy(
        purpose="At en licens, der er sagt ja til, gælder, selv om et register er nede, når den skal skrives",
        basis="Databeskyttelsesforordningens artikel 6, stk. 1, litra e",
        days=365 * 5,
        since="since",
        subjects=("borger", "virksomhed", "husstand"),
        categories=("nummerplade", "adresse"),
    )

    class Meta:
        indexes = [
            models.Index(fields=["person"], name="selfservice_waiting_person"),
            models.Index(fields=["plate"], condition=~Q(plate=""), name="selfservice_waiting_plate"),
        ]

    def __str__(self) -> str:
        return str(self.submission_id)
