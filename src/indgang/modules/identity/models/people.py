"""Citizens, companies, who acts for whom, and the account that a login opens."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from indgang.kernel.ids import new_id
from indgang.kernel.privacy import Privacy
from indgang.modules.identity.models.organisation import Employee


class Person(models.Model):
    """A citizen we know. The CPR number is encrypted; it is found by its HMAC.

    `exempt`: from Digital Post, as its register said at `exempt_at` (None: it has not been asked).
    `dp_registered`, `nemsms`: whether the registers know them there, as they said at `post_asked_at`.
    `open_needs`: the words of the open wishes of `DeclaredNeed`, so that a page that has the person need not ask.

    Cases, drafts and messages point here with PROTECT: retention removes a person two years after we last
    saw them, and only when nothing about them is kept any more.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    subject = models.CharField(max_length=100, unique=True, null=True)
    cpr_encrypted = models.BinaryField()
    cpr_hash = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=160)
    born = models.DateField()
    exempt = models.BooleanField(default=False)
    exempt_at = models.DateTimeField(null=True)
    dp_registered = models.BooleanField(null=True)
    nemsms = models.BooleanField(null=True)
    post_asked_at = models.DateTimeField(null=True)
    protected = models.BooleanField(default=False)
    seen_at = models.DateTimeField(null=True)
    open_needs = models.JSONField(default=list)

    privacy = Privacy(
        purpose="At kende den borger, som en sag, en kladde eller en besked handler om",
        basis="Databeskyttelseslovens § 11, stk. 1, og forordningens artikel 6, stk. 1, litra e",
        days=365 * 2,
        since="seen_at",
        subjects=("borger",),
        categories=(
            "navn",
            "CPR-nummer",
            "fritagelse for Digital Post",
            "tilmelding til Digital Post og NemSMS",
            "adressebeskyttelse",
            "ønsker om hjælp",
        ),
    )

    def __str__(self) -> str:
        return self.name


class Company(models.Model):
    """A company or association, known by its CVR number. `closed`: the register says that it is no more."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    cvr = models.CharField(max_length=8, unique=True)
    name = models.CharField(max_length=160)
    closed = models.BooleanField(default=False)
    dp_registered = models.BooleanField(null=True)
    post_asked_at = models.DateTimeField(null=True)

    privacy = Privacy(
        purpose="At kende den virksomhed, som en sag handler om",
        basis="Databeskyttelsesforordningens artikel 6, stk. 1, litra e",
        kept_because="Oplysningerne er offentlige i CVR",
        subjects=("virksomhed",),
        categories=("navn", "CVR-nummer", "om virksomheden er lukket", "tilmelding til Digital Post"),
    )

    def __str__(self) -> str:
        return self.name


class Mandate(models.Model):
    """The ground on which `holder` acts for a giver: stated, limited in scope, channel and time."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    holder = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="mandates_held")
    giver_person = models.ForeignKey(
        Person, on_delete=models.CASCADE, null=True, related_name="mandates_given"
    )
    giver_company = models.ForeignKey(Company, on_delete=models.CASCADE, null=True)
    ground = models.CharField(max_length=20)
    scope = models.JSONField(default=list)
    channels = models.JSONField(default=list)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    basis = models.JSONField(default=dict)

    privacy = Privacy(
        purpose="At vide, hvem der må handle for hvem, og i hvad",
        basis="Forvaltningslovens § 8",
        days=365 * 5,
        since="valid_to",
        subjects=("borger", "virksomhed"),
        categories=("fuldmagt", "værgemål"),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(giver_person__isnull=True) ^ models.Q(giver_company__isnull=True),
                name="identity_mandate_has_one_giver",
                violation_error_message="En fuldmagt har én giver.",
            )
        ]

    def __str__(self) -> str:
        return str(self.id)


class AccountManager(BaseUserManager["Account"]):
    """Accounts are found by id; nobody has a password."""


class Account(AbstractBaseUser):
    """What a session belongs to: exactly one citizen or one member of staff. It has no password."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.OneToOneField(Person, on_delete=models.CASCADE, null=True)
    employee = models.OneToOneField(Employee, on_delete=models.CASCADE, null=True)
    is_active = models.BooleanField(default=True)

    objects: ClassVar[AccountManager] = AccountManager()
    USERNAME_FIELD = "id"

    privacy = Privacy(
        purpose="At holde styr på, hvem der er logget ind",
        basis="Databeskyttelsesforordningens artikel 32",
        kept_because="Slettes sammen med borgeren. En medarbejders konto gemmes, så længe sager viser navnet",
        subjects=("borger", "medarbejder"),
        categories=("tidspunkt for login",),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=True) ^ models.Q(employee__isnull=True),
                name="identity_account_is_one_of_two",
                violation_error_message="En konto er enten en borgers eller en medarbejders.",
            )
        ]

    def __str__(self) -> str:
        return str(self.id)
