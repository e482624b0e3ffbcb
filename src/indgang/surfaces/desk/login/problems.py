"""What a member of staff reads when a login did not succeed, and what they can do now."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from indgang.adapters.oidc.flow import Problem
from indgang.adapters.oidc.types import Reason

PROBLEMS: Mapping[Reason, Problem] = {
    Reason.CANCELLED: Problem(
        _("Du er ikke logget ind"),
        _("Du stoppede, før du var logget ind. Du kan prøve igen, når du vil."),
        200,
    ),
    Reason.EXPIRED: Problem(
        _("Login blev ikke færdigt"),
        _("Der gik for lang tid, eller siden blev åbnet to gange. Log ind igen."),
        400,
    ),
    Reason.NOT_TRUSTED: Problem(
        _("Vi kan ikke stole på dette login"),
        _(
            "Svaret fra login passede ikke med det, vi bad om. Log ind igen. Sker det igen, så ring til it-vagten."
        ),
        400,
    ),
    Reason.TOO_LOW: Problem(
        _("Dit login er ikke sikkert nok"),
        _("Du loggede ind på et lavt niveau. Log ind igen med to trin."),
        403,
    ),
    Reason.INCOMPLETE: Problem(
        _("Dit login mangler oplysninger"),
        _("Vi fik ikke dit navn. Bed it-vagten om at rette din brugerprofil."),
        403,
    ),
    Reason.NO_ROLE: Problem(
        _("Du har ingen rolle her"),
        _("Dit login er i orden, men du har ikke en rolle i Indgang. Bed din leder om at give dig en."),
        403,
    ),
}
