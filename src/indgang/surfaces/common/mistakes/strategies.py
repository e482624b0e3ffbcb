"""What is wrong with a strategy or a price sheet."""

STRATEGIES = (
    ("There is no strategy `{0}`. Nearest: {1}.", "Der er ingen strategi `{0}`. Nærmest er: {1}."),
    (
        "The strategies extend each other in a circle. Remove one.",
        "Strategierne bygger på hinanden i ring. Fjern en `extends`.",
    ),
    (
        "At most {0} strategies stand above each other.",
        "Højst {0} strategier kan bygge på hinanden. Fjern en `extends`.",
    ),
    (
        "`{0}` is the baseline of {1}. Choose another name.",
        "`{0}` er udgangspunktet for {1}. Vælg et andet navn.",
    ),
    (
        "There is no price sheet `{0}`. Use one of: {1}.",
        "Der er ingen prisliste `{0}`. Brug en af dem her: {1}.",
    ),
    ("A target on cost needs `price_sheet`. Add it.", "Et mål for pris skal have `price_sheet`. Skriv den."),
    (
        "{0} has no prices in {1}: they begin in {2}. Choose another sheet.",
        "{0} har ingen priser i {1}: de begynder i {2}. Vælg en anden prisliste.",
    ),
    (
        "There is no baseline. Add one, or write `measured_on: nothing`.",
        "Der er intet udgangspunkt. Skriv `baseline`, eller skriv `measured_on: nothing`.",
    ),
    ("A baseline needs `{0}`. Add it.", "Et udgangspunkt skal have `{0}`. Skriv den."),
    (
        "A strategy cannot extend itself. Name another, or remove it.",
        "En strategi kan ikke bygge på sig selv. Skriv en anden, eller fjern den.",
    ),
    (
        "`{0}` stands here twice. Give each item its own {1}.",
        "`{0}` står her to gange. Giv hver sit eget {1}.",
    ),
    (
        "`{0}` stands here twice. Give each row its own id.",
        "`{0}` står her to gange. Giv hver række sit eget id.",
    ),
    (
        "`{0}` belongs to {1}, which this extends. Choose another id.",
        "`{0}` hører til {1}, som den her bygger på. Vælg et andet id.",
    ),
    (
        "`{0}` names `{1}`, which is not here. Nearest: {2}.",
        "`{0}` nævner `{1}`, som ikke er her. Nærmest er: {2}.",
    ),
    (
        "No row has channel {0} and service {1}. Add it, or remove this.",
        "Ingen række har kanalen {0} og ydelsen {1}. Skriv den, eller fjern det her.",
    ),
    (
        "`{0}` has `value` or `values`, one of them. Write null if empty.",
        "`{0}` skal have enten `value` eller `values`. Skriv null, hvis der ikke er et tal.",
    ),
    ("The lowest is above the highest. Change places.", "Det laveste er over det højeste. Byt om på dem."),
    ("{0} % is more than everything. Write at most 100.", "{0} % er mere end det hele. Skriv højst 100."),
    ("There is no row `{0}`.", "Der er ingen række `{0}`. Ret navnet."),
    (
        "The parts of `{0}` make {1} in {2}, not {3}. Correct one of them.",
        "Delene af `{0}` giver {1} i {2}, ikke {3}. Ret en af dem.",
    ),
    (
        "The rows make {0} in {1}, not {2}. Correct one of them.",
        "Rækkerne giver {0} i {1}, ikke {2}. Ret en af dem.",
    ),
    ("`{0}` is no indicator. Nearest: {1}.", "`{0}` er ikke et nøgletal. Nærmest er: {1}."),
    ("`{0}` is counted in `{1}`. Write that.", "`{0}` tælles i `{1}`. Skriv det."),
    (
        "{0} is outside the period {1}. Correct the year, or write `kind: printed`.",
        "{0} ligger uden for perioden {1}. Ret året, eller skriv `kind: printed`.",
    ),
    ("`{0}` is no group of {1}. Use: {2}.", "`{0}` er ikke en gruppe i {1}. Brug: {2}."),
    ("{0}, {1}, {2} stands here twice.", "{0}, {1}, {2} står her to gange. Behold den ene."),
    (
        (
            "The shares make {0} per cent, not 100. Correct them. If the document prints it so, write a note about it, "
            "and `rounded:` with the note's id."
        ),
        (
            "Andelene giver {0} procent, ikke 100. Ret dem. Står det sådan i dokumentet, så skriv en note om det, og "
            "`rounded:` med notens id."
        ),
    ),
    ("The shares make 100. Remove `rounded`.", "Andelene giver 100. Fjern `rounded`."),
    (
        "There is no strategy. Add strategies/<name>/strategy.yaml.",
        "Der er ingen strategi. Skriv strategies/<navn>/strategy.yaml.",
    ),
    ("The file is larger than {0} characters. Split it.", "Filen er længere end {0} tegn. Del den op."),
    ("Write `department: {0}`, which is yours.", "Skriv `department: {0}`. Det er din forvaltning."),
    (
        "There is no strategy here. Write a strategy.yaml in it.",
        "Der er ingen strategi her. Skriv en strategy.yaml i mappen.",
    ),
    ("Write {0}, as the folder is named.", "Skriv {0}, som mappen hedder."),
    ("Write {0}, as the file is named.", "Skriv {0}, som filen hedder."),
    (
        "There are other rows of the name `{0}`. Choose another name.",
        "Der er andre rækker med navnet `{0}`. Vælg et andet navn.",
    ),
    (
        "{0} extends this, and has an id that you now use too. Change yours.",
        "{0} bygger på den her og har et id, som du nu også bruger. Ret dit.",
    ),
    ("{0} extends this, and needs `{1}`. Keep it.", "{0} bygger på den her og skal bruge `{1}`. Behold den."),
    (
        "Run `./indgang strategy remove {0}`, and load it anew.",
        "Kør `./indgang strategy remove {0}`, og indlæs den igen.",
    ),
    (
        "The strategy has no baseline. Add one, or write `rows: live`.",
        "Strategien har intet udgangspunkt. Skriv et, eller skriv `rows: live`.",
    ),
    ("The baseline is of {0}. Write that.", "Udgangspunktet er fra {0}. Skriv det."),
    ("`{0}` from {1} stands here twice.", "`{0}` fra {1} står her to gange. Behold den ene."),
)
