"""How far two places are from each other."""

import math

EARTH = 6371
"""The mean radius of the earth in kilometres."""


def kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """As the crow flies between two places in WGS84 degrees, rounded to 100 metres (haversine)."""
    return round(_apart(lat, lon, other_lat, other_lon), 1)


def metres(lat: float, lon: float, other_lat: float, other_lon: float) -> int:
    """As `kilometres`, in whole metres: what two places are ranked by."""
    return round(_apart(lat, lon, other_lat, other_lon) * 1000)


def _apart(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    one, other = math.radians(lat), math.radians(other_lat)
    east = math.sin(math.radians(other_lon - lon) / 2) ** 2
    half = math.sin((other - one) / 2) ** 2 + math.cos(one) * math.cos(other) * east
    return 2 * EARTH * math.asin(math.sqrt(half))
