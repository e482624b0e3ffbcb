"""Fill the amounts and deadlines of today into guidance."""

from collections.abc import Mapping

from indgang.kernel.parameters import Value
from indgang.kernel.text import Text
from indgang.modules.catalogue.schema.placeholders import PLACEHOLDER

ASK_US = Text("Spørg os. Tallet er ikke bekræftet endnu.", "Ask us. The figure has not been confirmed yet.")


def keys_in(text: Text) -> set[str]:
    """The parameters that a text names."""
    return set(PLACEHOLDER.findall(text.da)) | set(PLACEHOLDER.findall(text.en))


def fill(text: Text, values: Mapping[str, Value]) -> Text:
    """The text with its figures. A figure we may not use makes the whole text say that one should ask."""
    keys = keys_in(text)
    if not keys:
        return text
    if any(not isinstance(values.get(key), str) for key in keys):
        return ASK_US
    return Text(
        PLACEHOLDER.sub(lambda found: number(str(values[found[1]]), ".", ","), text.da),
        PLACEHOLDER.sub(lambda found: number(str(values[found[1]]), ",", "."), text.en),
    )


def number(raw: str, thousands: str, decimal: str) -> str:
    """`12345.5` as `12.345,5` in Danish; anything else as it is."""
    whole, dot, rest = raw.partition(".")
    if not whole.isdigit() or (dot and not rest.isdigit()):
        return raw
    grouped = f"{int(whole):,}".replace(",", thousands)
    return grouped + (decimal + rest if dot else "")
