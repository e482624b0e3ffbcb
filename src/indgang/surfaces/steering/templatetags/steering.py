"""Template tags of steering."""

from typing import Any

from django import template

from indgang.surfaces.common.people import employee_or_none
from indgang.surfaces.steering import choosing, nav
from indgang.surfaces.steering.charts import Chart, LineChart
from indgang.surfaces.steering.reading import Shown

register = template.Library()


@register.inclusion_tag("steering/charts/bars.html")
def bars(chart: Chart) -> dict[str, Any]:
    """A chart of bars as SVG. It has a name and a description; put its table beside it."""
    return {"chart": chart}


@register.inclusion_tag("steering/charts/line.html")
def year_line(chart: LineChart) -> dict[str, Any]:
    """A year as a line, with its goal and the band of its forecast. Put its table beside it."""
    return {"chart": chart}


@register.inclusion_tag("steering/charts/number.html")
def figure(shown: Shown | None) -> dict[str, Any]:
    """A number that opens its definition; "Ingen tal" when there are no data, with a link to why."""
    return {"shown": shown}


@register.simple_tag(takes_context=True)
def steering_nav(context: dict[str, Any]) -> dict[str, Any]:
    """The links between the pages of steering; `strategy` in the page's context is the one that they keep to."""
    request = context["request"]
    name = request.resolver_match.url_name or "" if request.resolver_match else ""
    employee = employee_or_none(request)
    shown = getattr(context.get("strategy"), "id", "")
    chosen = shown or choosing.usual()
    more = nav.links(nav.MORE, employee, name, chosen)
    return {
        "often": nav.links(nav.OFTEN, employee, name, chosen),
        "more": more,
        "inside": any(link.here for link in more),
    }
