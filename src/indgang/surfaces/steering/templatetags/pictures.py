"""Template tags of the pictures that one page needs."""

from typing import Any

from django import template

from indgang.surfaces.steering.pictures.scatter import Scatter
from indgang.surfaces.steering.pictures.waterfall import Waterfall

register = template.Library()


@register.inclusion_tag("steering/pictures/waterfall.html")
def waterfall(chart: Waterfall) -> dict[str, Any]:
    """How one total becomes another. Put its table beside it."""
    return {"chart": chart}


@register.inclusion_tag("steering/pictures/scatter.html")
def scatter(chart: Scatter) -> dict[str, Any]:
    """Points of two values. Put its table beside it."""
    return {"chart": chart}
