"""What is posted to every address: all fields of all forms at once, in order or as nonsense."""

BODY = {
    "svar": "lives_here", "text": "Et notat om sagen.", "reason": "Den hører til hos jer.",
    "reasons": "Efter CPR-lovens § 6 bor man, hvor man sover.", "question": "Hvornår?", "why": "Det er forkert.",
    "reply_by-day": "1", "reply_by-month": "1", "reply_by-year": "2031", "due-day": "1", "due-month": "1",
    "due-year": "2031", "unit": "borgerservice", "step": "send", "seen_version": "2", "option": "self",
    "_key": "a-key-of-ours", "_revision": "8", "_shown": "moving_date", "moving_date": "2026-12-24",
    "ease": "easy", "_search": "new_address", "new_address-text": "Birkevej", "_field": "moving_date",
    "tekst": "De flytter ind.", "hvorfor": "Jeg flytter ikke alligevel.", "_yes": "yes", "_take": "yes",
    "code": "123456", "consent": "yes", "note": "Se her", "form_key": "another key", "channel": "telephone",
    "how": "photo_id", "mark": "",
    "person_name": "Torben Klitholm", "phone": "99 99 12 34", "about": "", "day-day": "1", "day-month": "12",
    "day-year": "2030", "from_time": "10.00", "to_time": "12.00", "call_unit": "borgerservice", "reached": "ja",
    "website_first": "no", "minutes": "5", "level": "information", "kind": "status", "outcome": "resolved",
    "give_to": "alle", "because": "share", "seen": "", "checked": "fine", "show": "day",
    "feedback_service": "pas", "feedback_part": "price", "feedback_text": "Prisen er forkert.", "of": "x",
    "what": "telephone", "service": "", "entrance": "", "text_da": "Det tager en time.", "text_en": "",
    "kanal": "telephone", "hvad": "information", "noegle": "a-press", "hjemmeside": "no", "dagen": "counted",
    "dag": "2026-11-24", "indgang": "borgerservice-midtby", "once": "a-press", "owner": "oekf", "gerning": "laes",
    "mapping": "sf-311", "rapport": "citizen-2012:2009", "tal": "copenhagen-2009:2009",
    "emne": "andet", "overskrift": "Åbningstid", "hvordan": "Vi ringede til dem.", "naeste": "",
    "slags": "sms", "goer": "tilfoej", "nummer": "99 99 12 34", "mail": "", "kode-sms": "123456",
    "amount": "50", "seen_left": "20000",
    "agrees": "agree", "facts": "0", "no_hearing": "Borgeren har selv oplyst det i telefonen.",
    "loesning": "skoleindskrivning", "navn": "Pladser", "fra-day": "1", "fra-month": "1", "fra-year": "2031",
    "til-day": "2", "til-month": "1", "til-year": "2031", "kode-1": "havnen", "navn-1": "Havnen", "pladser-1": "3",
    "holdt-1": "1",
    "svar-faktor-hjemmeside": "yes", "note-faktor-hjemmeside": "Vi er i gang.",
}  # fmt: skip
"""Enough to carry out any deed, so that a refusal is one."""
STEERS = frozenset(
    [
        *(
            "step",
            "seen_version",
            "seen_left",
            "_shown",
            "_field",
            "_key",
            "_revision",
            "unit",
            "option",
            "_yes",
            "_take",
            "consent",
        ),
        *("channel", "how", "level", "kind", "outcome", "website_first", "from_time", "to_time", "call_unit"),
        *("give_to", "because", "checked", "show"),
        *("emne", "slags", "goer"),
        *("kanal", "hvad", "dagen", "dag", "indgang", "mapping", "gerning", "rapport", "tal", "owner"),
    ]
)
"""Fields that lead to the deed: with them in order the nonsense in the others comes as far as it can."""
FORM = "application/x-www-form-urlencoded"
NONSENSE = (
    *("%00", "%ED%A0%80", "a" * 10_000, "%F0%9F%98%80" * 200),
    *("-1", "9" * 30, "%D9%A1", "%FF", "..%2F", "%27%20OR%201%3D1--", "%3Cscript%3E", ""),
)  # fmt: skip
