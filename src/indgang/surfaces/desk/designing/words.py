"""What designers read: kinds of questions, outcomes, statuses of parameters and what each means."""

from django.utils.translation import gettext_lazy as _

KINDS = {
    "date": _("dag"),
    "yes_no": _("ja eller nej"),
    "choice": _("et svar af flere"),
    "people": _("personer fra registret"),
    "address": _("adresse"),
    "doctor": _("læge"),
    "text": _("tekst"),
    "phone": _("telefon"),
    "email": _("e-mail"),
    "confirm": _("flueben"),
    "money": _("beløb"),
    "whole": _("helt tal"),
    "period": _("fra dag til dag"),
    "vehicle": _("nummerplade"),
    "company": _("CVR-nummer"),
    "cpr": _("CPR-nummer"),
    "upload": _("filer"),
    "pick": _("en fra en liste"),
    "picks": _("flere fra en liste"),
}
OUTCOMES = {
    "granted": (_("Skal holde for et ja"), "good"),
    "case": (_("En medarbejder ser på det"), "busy"),
    "prepared_refusal": (_("Et nej er gjort klar"), "late"),
    "prepared_part_grant": (_("En del er gjort klar"), "late"),
    "handed_over": (_("Givet videre"), "quiet"),
}
CAME_OUT = {
    "granted": (_("Ja med det samme"), "good"),
    "case": (_("En medarbejder ser på det"), "busy"),
    "prepared_refusal": (_("Nej, klar til underskrift"), "late"),
    "prepared_part_grant": (_("En del, klar til underskrift"), "late"),
    "handed_over": (_("Givet videre"), "quiet"),
}
STATUSES = {
    "found": (_("Fundet"), _("En kilde er læst. Reglerne må bruge værdien.")),
    "derived": (_("Regnet ud"), _("Værdien er regnet ud fra en kilde. Reglerne må bruge den.")),
    "own": (_("Vores egen viden"), _("Reglerne må bruge værdien, når en medarbejder har sagt god for den.")),
    "demo": (_("Valgt til demoen"), _("Kun demoen må bruge værdien. En rigtig kommune skal finde sin egen.")),
    "missing": (_("Mangler"), _("Der er ingen værdi. Alt, der bygger på den, går til en medarbejder.")),
}
NOT_SENT = _("Kan ikke sendes")
SORTS = {"added": "good", "removed": "late", "changed": "busy", "moved": "quiet"}
