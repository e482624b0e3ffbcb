"""A file with many applications, and its rows."""

from django.db import models
from django.db.models import Q

from indgang.kernel.ids import new_id
from indgang.kernel.privacy import Privacy
from indgang.modules.selfservice.vocabulary import ManyState, RowState


class ManyFile(models.Model):
    """One file that somebody sends for a company. It stays on the version it was checked with.

    `sha256` is the file's; the file itself is not kept. `columns`: the names of the columns that we use, in the order
    of the file; `unused`: headers that we passed over. `turn` counts the steps of the worker, so that of two workers
    for the same step the second does nothing. `seen_at`: when a worker last took a step. `why` says what stopped it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.ForeignKey("selfservice.SolutionVersion", on_delete=models.PROTECT)
    solution = models.SlugField(max_length=60)
    company = models.ForeignKey("identity.Company", on_delete=models.CASCADE, related_name="+")
    actor = models.ForeignKey("identity.Person", on_delete=models.CASCADE, related_name="+")
    ground = models.CharField(max_length=20)
    mandate = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    columns = models.JSONField(default=list)
    unused = models.JSONField(default=list)
    state = models.CharField(max_length=10, default=ManyState.CHECKING.value)
    total = models.PositiveIntegerField(default=0)
    turn = models.PositiveIntegerField(default=0)
    why = models.JSONField(default=dict)
    uploaded_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    sent_by = models.CharField(max_length=80, blank=True)
    sent_by_name = models.CharField(max_length=160, blank=True)
    done_at = models.DateTimeField(null=True)

    privacy = Privacy(
        purpose="At vise en virksomhed, hvad der blev af hver række i en fil, den sendte",
        basis="Databeskyttelsesforordningens artikel 6, stk. 1, litra e",
        days=90,
        since="uploaded_at",
        subjects=("virksomhed", "borger"),
        categories=("filens navn", "hvem der sendte den"),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["company", "solution", "sha256"],
                name="selfservice_one_file_once",
                violation_error_message="Den fil har I lagt op før.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in ManyState]),
                name="selfservice_many_state_is_known",
                violation_error_message="En fil bliver læst igennem, venter, bliver sendt, er sendt eller stoppet.",
            ),
        ]
        indexes = [models.Index(fields=["state", "seen_at"], name="selfservice_many_at_work")]

    def __str__(self) -> str:
        return self.name


class ManyRow(models.Model):
    """One row. `line` is its number in the file, counted from 1 with the headers; `cells` what was written, by column,
    encrypted: a file of many has many people's CPR numbers.

    `errors`: by column, what to do; under no column what the whole row is about. `mark` tells a row from another: an
    HMAC of all that is written in it. When it is sent the cells are emptied: what was sent stands in the submission.
    """

    id = models.BigAutoField(primary_key=True)
    file = models.ForeignKey(ManyFile, on_delete=models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField()
    cells = models.BinaryField(default=b"")
    errors = models.JSONField(default=dict)
    mark = models.CharField(max_length=64)
    state = models.CharField(max_length=8, default=RowState.WAITING.value)
    draft = models.OneToOneField(
        "selfservice.Draft", on_delete=models.SET_NULL, null=True, related_name="many_row"
    )
    submission = models.OneToOneField(
        "selfservice.Submission", on_delete=models.SET_NULL, null=True, related_name="many_row"
    )
    added_at = models.DateTimeField()

    privacy = Privacy(
        purpose="At en virksomhed kan rette de rækker, der var noget galt med",
        basis="Databeskyttelsesforordningens artikel 6, stk. 1, litra e",
        days=90,
        since="added_at",
        subjects=("borger", "virksomhed"),
        categories=("det, virksomheden skrev i en række, til den er sendt",),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["file", "line"],
                name="selfservice_one_row_a_line",
                violation_error_message="Rækken er læst.",
            ),
            models.UniqueConstraint(
                fields=["mark"],
                condition=Q(draft__isnull=False),
                name="selfservice_same_row_once",
                violation_error_message="Den samme række er sendt.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in RowState]),
                name="selfservice_row_state_is_known",
                violation_error_message="En række venter, er god, er forkert eller er sendt.",
            ),
        ]
        indexes = [
            models.Index(fields=["file", "state", "line"], name="selfservice_many_rows"),
            models.Index(fields=["mark"], name="selfservice_many_mark"),
        ]

    def __str__(self) -> str:
        return f"{self.file_id} {self.line}"
