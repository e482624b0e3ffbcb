"""Template tags of steering."""

from typing import Any

from django import template

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
