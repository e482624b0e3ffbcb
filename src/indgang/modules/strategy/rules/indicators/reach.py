"""What the municipality offers: entrances and digital solutions. Counted in its own content, not in the ledger."""

from indgang.kernel.text import Text
from indgang.modules.strategy.rules.registry import Answer, Facts, fact_indicator
from indgang.modules.strategy.vocabulary import Unit


@fact_indicator(
    id="reach",
    name=Text("Indgange og løsninger", "Entrances and solutions"),
    unit=Unit.COUNT,
    groups=("entrances", "solutions", "services_with_solution", "new_solutions"),
    danish=(
        "Så mange steder kan du møde kommunen, og så mange løsninger har vi på nettet i dag. Desuden: hvor mange "
        "ydelser har en løsning, og hvor mange løsninger er nye i år? Tallene står i kanalplanen og i kataloget."
    ),
    source="Citizen.2012, s. 14 og 18",
)
def reach(facts: Facts) -> Answer:
    """How many physical entrances and digital solutions the municipality has today, how many services have a
    solution, and how many solutions are new this year: their plan did not offer self-service at New Year. From the
    channel plans and the catalogue."""
    return Answer(
        None,
        None,
        known={
            "entrances": facts.entrances,
            "solutions": facts.solutions,
            "services_with_solution": facts.services_with_solution,
            "new_solutions": facts.new_solutions,
        },
    )
