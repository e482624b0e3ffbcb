"""Companies as the registers know them."""

from uuid import UUID

from indgang.modules.identity.models import Company


def cvr_of(company_id: UUID | str) -> str:
    """The CVR number of a company, which is no secret. Raises Company.DoesNotExist."""
    return Company.objects.values_list("cvr", flat=True).get(pk=company_id)
