"""What the numbers of a funnel are called, and how they are counted."""

from indgang.kernel.text import Text

BEGUN = Text("Begyndt", "Begun")
COMPLETED = Text("Sendt", "Sent")
NOT_ENTITLED = Text("Fik at vide, at det ikke er for dem", "Were told that it is not for them")
ALREADY_DONE = Text("Fik at vide, at det er gjort", "Were told that it is done already")
SUMMARY = Text("Se det hele igennem", "Look it all over")

FIGURES = {
    "begun": BEGUN,
    "completed": COMPLETED,
    "not_entitled": NOT_ENTITLED,
    "already_done": ALREADY_DONE,
    "step": Text("Nåede trinnet", "Reached the step"),
    "left": Text("Forlod trinnet", "Left at the step"),
    "help": Text("Bad om hjælp på trinnet", "Asked for help at the step"),
    "error": Text("Fejl i feltet", "Error in the field"),
    "then": Text("Efter at de forlod den", "After they left"),
}
"""The numbers that have rows of their own, by their name in an address."""

THEN = {
    "phoned": Text("Ringede", "Phoned"),
    "came": Text("Kom", "Came"),
    "wrote": Text("Skrev", "Wrote"),
    "sent": Text("Gik videre og sendte", "Went on, and sent it"),
    "other": Text("Brugte en anden vej", "Used another way"),
    "gave_up": Text("Gav op", "Gave up"),
    "too_early": Text("Dagene er ikke gået endnu", "The days have not passed yet"),
    "unknown": Text("Det ved vi ikke", "We do not know"),
}

HOW_STEPS = Text(
    "Hver kladde tæller én gang på hvert trin, den kommer til. Den tæller som forladt på det sted, den stod, da den "
    "blev slettet eller blev for gammel. Den er ikke forladt, hvis svarene førte til, at der ikke er mere at gøre. "
    "Kladder, der er i gang, er hverken forladt eller sendt. Det, en medarbejder skriver ind, er ikke med.",
    "Each draft counts once at each step that it reaches. It counts as left where it stood when it was deleted or "
    "became too old. It was not left when the answers led to nothing more being to do. Drafts under way are neither "
    "left nor sent. What staff write in is not counted.",
)
HOW_THEN = Text(
    "Vi ser efter den første henvendelse inden for syv dage, efter at de sidst var der. Den skal handle om det samme "
    "forløb, eller komme fra den samme om den samme ydelse. Er der ingen, har de givet op. Den, der forlod den i "
    "årets sidste uge, følger vi kun til nytår.",
    "We look for the first contact within seven days of when they were last there. It must be about the same matter, "
    "or come from the same party about the same service. If there is none, they gave up. Who left in the last week of "
    "the year is followed to New Year only.",
)
HOW_TIME = Text(
    "Fra den blev begyndt, til den blev sendt, med pauser. Halvdelen brugte kortere tid end den midterste.",
    "From when it was begun to when it was sent, breaks included. Half took less time than the middle.",
)
HOW_ERRORS = Text(
    "En fejl tæller, når det, der står i feltet, er nyt. Samme fejl igen i samme felt tæller altså, hvis der er "
    "skrevet noget andet.",
    "An error counts when what stands in the field is new. So the same error counts again when something else was "
    "typed.",
)
HOW_SERVICE = Text(
    "Ydelsen har flere løsninger på nettet. Tallene i tabellen her gælder dem alle. Resten af siden gælder kun denne.",
    "The service has several online solutions. The figures in this table are for all of them. The rest of the page is "
    "for this one only.",
)
