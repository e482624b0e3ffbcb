"""What each figure of a service is called and how it is counted: the text that stands beside it."""

from indgang.kernel.text import Text

NAMES = {
    "desk": Text("Henvendelser hos medarbejdere", "Contacts with staff"),
    "resolved": Text("Løst med det samme", "Resolved at once"),
    "website_first": Text("Havde prøvet hjemmesiden først", "Had tried the website first"),
    "help_asked": Text("Hvor der blev bedt om hjælp", "Where help was asked for"),
    "completed": Text("Gjort færdig alene eller med hjælp", "Completed alone or with help"),
    "graduation": Text("Kunne selv næste gang", "Could do the next one alone"),
}

DEFINITIONS = {
    "desk": Text(
        "Henvendelser til os, som en medarbejder har haft i hånden, på alle kanaler. Et opkald om flere ting tæller "
        "under den ydelse, det først handlede om. Minutter er midten: halvdelen tog kortere tid.",
        "Contacts to us that a member of staff had in hand, by all channels. A call about several things counts under "
        "the service that it was first about. Minutes are the middle: half took less time.",
    ),
    "resolved": Text(
        "Løst uden at blive stillet videre, af dem hvor vi ved, hvordan det gik.",
        "Resolved without being transferred, of those where we know how it went.",
    ),
    "website_first": Text(
        "De, der sagde ja, af dem, vi spurgte, da de ringede eller kom. Det er KL’s spørgsmål.",
        "Those who said yes, of those we asked when they called or came. It is Local Government Denmark’s question.",
    ),
    "help_asked": Text(
        "Så mange gange er der lavet en hjælpekode på hvert trin.",
        "How often a help code was made at each step.",
    ),
    "completed": Text(
        "Af alle, der er sendt: alene, med hjælp i borgerens egen kladde, eller skrevet ind af en medarbejder.",
        "Of all that were sent: alone, with a member of staff in the citizen’s own draft, or entered by staff.",
    ),
    "graduation": Text(
        "Af dem, der fik hjælp i deres kladde og senere sendte en til i samme år: de, der gjorde den næste alene.",
        "Of those who were helped in their draft and later sent another in the same year: those who did the next one "
        "alone.",
    ),
}

NO_DATA = {
    "desk": Text("Ingen henvendelser er talt.", "No contacts have been counted."),
    "resolved": Text("Vi ved ikke, hvordan nogen af dem gik.", "We do not know how any of them went."),
    "website_first": Text("Ingen er blevet spurgt.", "Nobody has been asked."),
    "help_asked": Text("Ingen har bedt om hjælp.", "Nobody has asked for help."),
    "completed": Text("Ingen er gjort færdig.", "None has been completed."),
    "graduation": Text(
        "Ingen, der fik hjælp, har sendt en til endnu.", "Nobody who was helped has sent another yet."
    ),
}

HOW_NAMES = {
    "alone": Text("Alene", "Alone"),
    "co_served": Text("Med hjælp i kladden", "With help in the draft"),
    "by_staff": Text("Skrevet ind af en medarbejder", "Entered by staff"),
}

SUBJECT_NAMES = {**HOW_NAMES, "yes": Text("Ja", "Yes"), "no": Text("Nej", "No")}
