"""How long a ground to act for somebody lasts."""

from datetime import date, timedelta

from indgang.modules.identity.vocabulary import Ground

OF_AGE = 18
"""Years. Custody ends then: forældreansvarsloven § 1."""


def last_day(ground: Ground, *, giver_born: date | None, valid_to: date | None) -> date | None:
    """The last day of a ground, None without one: a parent's is the day before the child comes of age."""
    if ground is not Ground.PARENT or giver_born is None:
        return valid_to
    year = giver_born.year + OF_AGE
    try:
        of_age = giver_born.replace(year=year)
    except ValueError:  # born on 29 February: of age on 1 March
        of_age = date(year, 3, 1)
    end = of_age - timedelta(days=1)
    return min(end, valid_to) if valid_to else end
