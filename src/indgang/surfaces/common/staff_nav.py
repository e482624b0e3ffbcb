"""Where staff can go: one line of links at the top of each of their pages, by what they may do."""

from collections.abc import Sequence
from functools import lru_cache

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Right

CONTACTS = ("cont", "call_", "shared_", "entry", "needs", "asked", "use_code")
ENTRIES: Sequence[tuple[Right, str, str, Sequence[str]]] = (
    (Right.HANDLE_CONTACTS, "desk:contacts", gettext_noop("Henvendelser"), CONTACTS),
    (Right.SEE_WORK_LIST, "desk:work_list", gettext_noop("Arbejdsliste"), ("case", "work")),
    (Right.READ_INBOX, "desk:inbox", gettext_noop("Indbakke"), ("inbox",)),
    (Right.SEE_TEAM, "desk:team", gettext_noop("Enheden"), ("team",)),
    (Right.SEE_ACCESS, "desk:access", gettext_noop("Kontrol"), ("access",)),
    (Right.ANSWER_FEEDBACK, "desk:feedback", gettext_noop("Meldinger om tekster"), ("feedback",)),
    (Right.ANSWER_FEEDBACK, "desk:templates", gettext_noop("Skabeloner"), ("template",)),
    (Right.DESIGN_SOLUTIONS, "desk:designing", gettext_noop("Løsninger"), ("designing",)),
    (Right.TELL_OF_OUTAGES, "desk:outages", gettext_noop("Drift"), ("outage",)),
    (Right.PRINT_LETTERS, "desk:letters_to_print", gettext_noop("Breve"), ("letter",)),
    (Right.SEND_TO_MANY, "desk:many", gettext_noop("Breve til mange"), ("many",)),
    (Right.SEE_POST, "desk:post", gettext_noop("Ikke nået frem"), ("post",)),
    (Right.SEE_STEERING, "steering:overview", gettext_noop("Styring"), ("",)),
)
"""What it takes, where it leads, what it is called, and how the names of the addresses begin that belong to it."""

# Whoever decides cases begins at the work list, who meets people at what they have in hand, who leads at the unit.
HOMES = (
    (Right.SEE_TEAM, "desk:team"),
    (Right.HANDLE_CASES, "desk:work_list"),
    (Right.HANDLE_CONTACTS, "desk:contacts"),
    (Right.SEE_WORK_LIST, "desk:work_list"),
    (Right.SEE_ACCESS, "desk:access"),
    (Right.SEE_STEERING, "steering:overview"),
)


def staff_home(employee: EmployeeInfo | None) -> str:
    """The address of somebody's first page, by the rights of their roles; empty for who may see none of them."""
    for right, page in HOMES:
        if employee and employee.may(right):
            try:
                return reverse(page)
            except NoReverseMatch:  # an installation without this page
                continue
    return ""


def staff_nav(employee: EmployeeInfo, surface: str, name: str) -> SafeString:
    """The links of somebody. `surface` and `name` say which page they are at."""
    return _drawn(employee.rights, surface, name, get_language() or "da", settings.ROOT_URLCONF)


@lru_cache(maxsize=1024)
def _drawn(rights: frozenset[Right], surface: str, name: str, language: str, urlconf: str) -> SafeString:
    """There are few kinds of staff and few pages, so each line is drawn once."""
    links = [
        _link(address, title, here=address.startswith(f"{surface}:") and name.startswith(tuple(begins)))
        for right, address, title, begins in ENTRIES
        if right in rights
    ]
    inside = "\n      ".join(link for link in links if link)
    label = escape(_("Arbejdsområder"))
    return mark_safe(f'<nav class="staff-nav" aria-label="{label}">\n      {inside}\n    </nav>')  # noqa: S308


def _link(address: str, title: str, *, here: bool) -> str:
    try:
        url = reverse(address)
    except NoReverseMatch:  # an installation without this page
        return ""
    current = ' aria-current="true"' if here else ""
    return f'<a href="{escape(url)}"{current}>{escape(_(title))}</a>'
