"""What a paper form says beside its solution."""

from indgang.kernel.text import Text
from indgang.modules.selfservice.vocabulary import QuestionKind

HOW = (
    Text(
        "Skriv tydeligt med kuglepen. Sæt kryds i de bokse, der passer.",
        "Write clearly with a pen. Tick the boxes that fit.",
    ),
    Text(
        "Du skal kun svare på det, der gælder dig. Er der ikke plads nok, så skriv på et ark papir og læg det ved.",
        "Answer only what concerns you. If there is not room enough, write on a sheet of paper and enclose it.",
    ),
    Text(
        "Du får det samme svar, efter de samme regler og frister, som hvis du gør det på nettet.",
        "You get the same answer, by the same rules and dates, as if you did it online.",
    ),
)
WHO = Text("Hvem er du?", "Who are you?")
NAME = Text("Navn", "Name")
CPR = Text("CPR-nummer", "CPR number")
BIRTH = Text("Fødselsdag", "Date of birth")
LAST = Text("Fire sidste", "Last four")
CVR = Text("CVR-nummer, hvis det er en virksomhed", "CVR number, if it is a company")
FOR_WHOM = Text("Hvem gør du det for?", "Whom do you do it for?")
MYSELF = Text("mig selv", "myself")
OTHER = Text("Hvem er den anden?", "Who is the other person?")
OTHER_ONLY = Text("Kun hvis du gør det for en anden.", "Only if you do it for somebody else.")
OTHER_HELP = Text(
    "Læg fuldmagten eller papiret om værgen ved.", "Enclose the power of attorney or guardianship paper."
)

WRONG = Text("{title}: er noget forkert?", "{title}: is anything wrong?")
IS_WRONG = Text("Ja, noget er forkert", "Yes, something is wrong")

DATE = ((Text("Dag", "Day"), 2), (Text("Måned", "Month"), 2), (Text("År", "Year"), 4))
PERSON = (
    Text("Navn", "Name"),
    Text("Fødselsdag", "Date of birth"),
    Text("Hvem er det? (barn, ægtefælle …)", "Who is it? (child, spouse …)"),
)
ENCLOSED = Text("Jeg har lagt det ved", "I have enclosed it")
KRONER = Text("Kroner", "Kroner")
PERIOD = (
    Text("Fra (dag, måned, år)", "From (day, month, year)"),
    Text("Til (dag, måned, år)", "To (day, month, year)"),
)
ADDRESS = (
    Text("Vej og nummer", "Street and number"),
    Text("Etage og dør", "Floor and door"),
    Text("Postnummer og by", "Postal code and town"),
)
DOCTOR = (Text("Lægens navn", "The doctor's name"), Text("Lægens adresse", "The doctor's address"))
LIST_HELP = {
    QuestionKind.PEOPLE: Text(
        "Skriv alle, det gælder. Gælder det dig selv, så skriv også dig.",
        "Write everybody it concerns. If it concerns you, write yourself too.",
    ),
    QuestionKind.DOCTOR: Text(
        "Ring til os, hvis du vil vide, hvilke læger der har plads.",
        "Call us if you want to know which doctors take new patients.",
    ),
    QuestionKind.PICK: Text(
        "Er du i tvivl om, hvad du kan vælge, så ring til os.",
        "Call us if you are not sure what you can choose.",
    ),
    QuestionKind.PICKS: Text(
        "Er du i tvivl om, hvad du kan vælge, så ring til os.",
        "Call us if you are not sure what you can choose.",
    ),
}

OTHERS = Text("Til {who}", "For: {who}")
OTHERS_HELP = Text(
    "Vi spørger også andre, når det er nødvendigt. De kan svare her og skrive under. Ellers skriver vi selv til dem.",
    "We also ask others when we need to. They can answer here and sign. Otherwise we write to them ourselves.",
)
SKIP = Text("Spring over, hvis det ikke gælder jer.", "Skip this if it does not concern you.")
LAW = Text("Det står i {law}.", "See {law}.")

HEAR = Text("Sådan vil du høre fra os", "How you wish to hear from us")
WISHES_TITLE = Text("Ønsker", "Wishes")
WISHES_HELP = Text(
    "Har du sagt det før, ved vi det. Du skal ikke skrive hvorfor.",
    "If you have told us before, we know. You need not write why.",
)
WISHES = (
    Text("Send mine breve på papir", "Send my letters on paper"),
    Text("Skriv med stor skrift", "Write in large print"),
    Text("Jeg vil helst tale med et menneske", "I prefer to talk with a person"),
    Text(
        "Jeg har brug for tolk. Skriv sproget ved siden af",
        "I need an interpreter. Write the language beside it",
    ),
)
SIGN = Text("Skriv under, og send blanketten", "Sign and send the form")
SEND_TO = Text(
    "Send den til {name}, {address}. Eller aflever den i Borgerservice.",
    "Send it to {name}, {address}. Or hand it in at the citizen service centre.",
)
CALL = Text(
    "Vil du have hjælp til at udfylde den? Ring {phone}, eller kom ind til os.",
    "Do you want help to fill it in? Call {phone}, or come and see us.",
)
RULES = Text("Det siger reglerne", "What the rules say")
RULES_HELP = Text(
    "Du kan læse mere på vores hjemmeside, eller ringe til os.",
    "You can read more on our website, or call us.",
)
PROCESSING = Text("Sådan bruger vi dine oplysninger", "How we use your data")
CONTROLLER = Text(
    "{name}, {address}, telefon {phone}, har ansvaret for dine oplysninger. Spørg efter databeskyttelsesrådgiveren.",
    "{name}, {address}, telephone {phone}, is responsible for your data. Ask for our data protection officer.",
)
PURPOSE = Text(
    "Vi bruger dem til: {title}. Vi har lov efter {basis} og databeskyttelsesforordningens artikel 6, stk. 1, litra e.",
    "We use them for: {title}. We may do so under {basis} and article 6(1)(e) of the GDPR.",
)
SOURCES = Text("Vi slår også op her: {sources}.", "We also look up here: {sources}.")
RECEIVERS = Text(
    "Vi giver det videre, der er brug for, til: {receivers}.", "We pass on what is needed to: {receivers}."
)
KEPT = Text(
    "Vi gemmer sagen i fem år, efter at den er slut, eller så længe loven siger.",
    "We keep the case for five years after it ends, or as long as the law says.",
)
RIGHTS = Text(
    "Du kan få at vide, hvad vi har om dig, og få rettet det, der er forkert. Du kan sige fra over for brugen. "
    "Du kan klage til Datatilsynet, datatilsynet.dk.",
    "You can be told what we have about you, and have what is wrong corrected. You can object to the use. "
    "You can complain to the Danish Data Protection Agency, datatilsynet.dk.",
)
