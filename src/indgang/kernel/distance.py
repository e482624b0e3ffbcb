"""How far two places are from each other."""

import math

EARTH = 6371
"""The mean radius of the earth in kilometres."""


def kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """As the crow flies between two places in WGS84 degrees, rounded to 100 metres (haversine)."""
    one, other = math.radians(lat), math.radians(other_lat)
    east = math.sin(math.radians(other_lon - lon) / 2) ** 2
    half = math.sin((other - one) / 2) ** 2 + math.cos(one) * math.cos(other) * east
    return round(2 * EARTH * math.asin(math.sqrt(half)), 1)
