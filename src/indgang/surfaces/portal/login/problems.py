"""What a citizen reads when a login did not succeed, and what they can do now."""

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
        _("Svaret fra MitID passede ikke med det, vi bad om. Log ind igen. Sker det igen, så ring til os."),
        400,
    ),
    Reason.TOO_LOW: Problem(
        _("Dit MitID er ikke sikkert nok her"),
        _("Du loggede ind på et lavt niveau. Log ind igen med MitID-appen eller en kodeviser."),
        403,
    ),
    Reason.INCOMPLETE: Problem(
        _("Vi mangler dit CPR-nummer"),
        _(
            "MitID gav os ikke dit CPR-nummer. Derfor ved vi ikke, hvem du er. Log ind igen, eller ring til os."
        ),
        403,
    ),
    Reason.COMPANY_CLOSED: Problem(
        _("Virksomheden er lukket"),
        _(
            "CVR siger, at virksomheden er lukket. Derfor kan du ikke handle for den. "
            "Du kan logge ind som dig selv. Ring til os, hvis det er en fejl."
        ),
        403,
    ),
    Reason.NO_ROLE: Problem(
        _("Du har ikke adgang"),
        _("Dit login giver ikke adgang til siden. Ring til os, hvis det er en fejl."),
        403,
    ),
}
