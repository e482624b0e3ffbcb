"""The banner of what is down: `{% outages %}` in the base template, on every page."""

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from indgang.surfaces.common import outages as told

register = template.Library()
NOTHING = SafeString("")


@register.simple_tag(takes_context=True)
def outages(context: template.Context) -> SafeString:
    """What is down and concerns the page; empty on most days. Costs no query.

    A page that says some of it itself puts those words of `Down` into `outages_told_here`.
    """
    page = context.get("page")
    if (
        page is None or context.get("municipality") is None
    ):  # a page must have a frame even when content is away
        return NOTHING
    if page.for_staff:
        notices = told.staff_banner()
        return render_to_string("common/outages/staff.html", {"notices": notices}) if notices else NOTHING
    match = page.request.resolver_match
    banner = told.banner(
        service_id=told.service_of(context),
        page=match.url_name or "" if match else "",
        leave_out=context.get("outages_told_here") or (),
    )
    return render_to_string("common/outages/portal.html", {"banner": banner}) if banner else NOTHING
