"""Every address of the platform, tried by everybody: nobody gets what is another's, and nothing breaks.

The addresses come from the resolver, so a new page is tried without a word here. A page that anybody may see is
named in every_address.OPEN, on purpose; every other asks who is there.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import cycle
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import transaction
from django.http import QueryDict
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from indgang.modules.audit.models import Event
from indgang.modules.cases.models import Case
from indgang.modules.identity.models import Person
from indgang.modules.identity.vocabulary import Right
from indgang.modules.messages.models import Delivery
from indgang.modules.selfservice.models import Draft
from indgang.project.demo import registers
from indgang.surfaces.common import people
from tests.architecture import steering_given
from tests.architecture.every_address import (
    HOLDER,
    MATTERS,
    NOTHING,
    OFFICE,
    OPEN,
    Address,
    World,
    addresses,
    living_lyngsoe,
    plain_parts,
    with_right,
)
from tests.architecture.help_given import FOUND, POSTED
from tests.architecture.what_is_posted import BODY, FORM, NONSENSE, STEERS
from tests.architecture.who_may import matters, near, outsiders, rightful

MACHINES = [one for one in addresses() if one.mark == people.MACHINES]
ALL = [one for one in addresses() if one not in MACHINES]
pytestmark = pytest.mark.django_db
WAYS = {"portal": ("get", "post", "htmx"), "desk": ("get", "post"), "steering": ("get", "post")}
BROKER = {"desk:login_start", "desk:login_callback", "portal:login_start", "portal:login_callback"}
"""These answer 503 when the broker is away, and here there is none."""
UNDER_WAY = ("rasmus", "kirsten")


@pytest.fixture(scope="module")
def lyngsoe(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """One living municipality for the whole file; each test undoes what it did."""
    with django_db_blocker.unblock(), living_lyngsoe(tmp_path_factory.mktemp("data")) as world:
        yield world


@pytest.fixture
def world(lyngsoe: World) -> Iterator[World]:
    with transaction.atomic():
        yield lyngsoe
        transaction.set_rollback(True)


def named(address: Address) -> str:
    return address.name


def ask(client: Client, way: str, path: str) -> HttpResponseBase:
    """One request; a file is read to its end, which closes it."""
    found = next((mark for contact, mark in FOUND.items() if contact in path), "")
    data = {**BODY, **POSTED, **steering_given.POSTED, "found": found}
    if way == "htmx":
        response: HttpResponseBase = client.post(path, data, headers={"HX-Request": "true"})
    else:
        response = getattr(client, way)(path, **({"data": data} if way == "post" else {}))
    if response.streaming:
        response.text_read = b"".join(response).decode(errors="replace")  # type: ignore[attr-defined]
    return response


def body(response: Any) -> str:
    return str(response.text_read if response.streaming else response.content.decode(errors="replace"))


def is_login(response: Any) -> bool:
    address = response.headers.get("Location", "") + response.headers.get("HX-Redirect", "")
    return bool(re.match(r"/(medarbejder/)?login/\?next=", address))


def refused(response: HttpResponseBase) -> bool:
    return response.status_code in (403, 404, 405) or is_login(response)


def state_of_everything() -> Counter[str]:
    """Rows of every table but the trail and the sessions, and what counts up when something changes."""
    tables = (
        model for model in apps.get_models() if model._meta.label not in ("audit.Event", "sessions.Session")
    )
    found = Counter({model._meta.label: model._default_manager.count() for model in tables})
    found["versions"] = sum(Case.objects.values_list("version", flat=True))
    found["revisions"] = sum(Draft.objects.values_list("revision", flat=True))
    found["drafts left"] = Draft.objects.filter(state="open").count()
    found["letters read"] = Delivery.objects.filter(state="opened").count()
    return found


def test_every_address_says_whom_it_is_for_and_only_those_named_are_for_all() -> None:
    assert {one.name for one in ALL if one.mark == people.EVERYBODY} == OPEN
    citizens = {one.name for one in ALL if one.surface == "portal"} - OPEN
    assert {one.name for one in ALL if one.mark == people.CITIZENS} == citizens
    assert {one.mark for one in ALL if one.name not in OPEN | citizens} <= set(Right)


@pytest.mark.parametrize("address", MACHINES, ids=named)
def test_a_door_for_machines_opens_to_its_secret_alone(
    world: World, address: Address, settings: Settings
) -> None:
    settings.POST = None
    before, path = state_of_everything(), address.path(NOTHING) or ""
    for visitor in ("anonymous", "stranger", "caseworker", "administrator"):
        for way in ("get", "post", "put"):
            for secret in ("", "Basic Og==", "Basic bm9ib2R5Om5vdGhpbmc=", "Bearer x", "Basic \u00f8"):
                asked = getattr(world.browser(visitor), way)(path, headers={"Authorization": secret})
                assert asked.status_code in (401, 405), f"{visitor}: {way} {path} gave {asked.status_code}"
    assert state_of_everything() == before


def test_the_table_of_rights_is_as_the_roles_and_addresses_are() -> None:
    call_command("rights_matrix", "--check")


@pytest.mark.parametrize("right", Right)
def test_each_right_is_somebodys_and_not_everybodys(right: Right) -> None:
    assert set() < set(with_right(right)) < set(OFFICE)


@pytest.mark.parametrize("address", [one for one in ALL if one.name not in OPEN], ids=named)
def test_nobody_gets_what_is_anothers(world: World, address: Address) -> None:
    before = state_of_everything()
    for matter, path in matters(world, address):
        for visitor in outsiders(address, matter):
            client = world.browser(visitor)
            for way in WAYS[address.surface]:
                response = ask(client, way, path)
                told = f"{visitor}: {way} {path} ({matter}) gave {response.status_code}"
                assert refused(response), told
                assert visitor != "anonymous" or is_login(response) or response.status_code == 405, told
    assert state_of_everything() == before


@pytest.mark.parametrize("address", [one for one in ALL if one.names_an_object], ids=named)
def test_what_is_anothers_is_as_what_is_not_there_and_leaves_a_trace(world: World, address: Address) -> None:
    nothing = address.path({**NOTHING, **plain_parts(address)}) or ""
    for matter, path in matters(world, address):
        outsider = near(address, matter)
        for way in ("get", "post") if outsider else ():
            client = world.browser(outsider)
            traces = Event.objects.filter(action="refused_not_yours", object=f"page:{path}"[:120])
            before = traces.count()
            there, missing = ask(client, way, path).status_code, ask(client, way, nothing).status_code
            assert there == missing, f"{way} {path}"
            assert there in (404, 405)
            assert traces.count() == before + (there == 404), f"{way} {path} left no trace"


@pytest.mark.parametrize("address", ALL, ids=named)
def test_who_may_gets_an_answer_and_nothing_breaks(world: World, address: Address) -> None:
    answers = []
    for matter, path in matters(world, address):
        for visitor in rightful(address, matter):
            for way in (*WAYS.get(address.surface, ("get", "post")), "put"):
                with transaction.atomic():
                    response = ask(world.browser(visitor), way, path)
                    transaction.set_rollback(True)
                told = f"{visitor}: {way} {path} ({matter}) gave {response.status_code}"
                may_be_away = address.name in BROKER and response.status_code == 503
                assert response.status_code < 500 or may_be_away, told
                assert not [cpr for cpr in cprs() if cpr in body(response)], f"{told} with a CPR number"
                check_headers(address, response, told)
                answers.append(may_be_away or not refused(response))
    assert any(answers), "nobody gets anything here: say in every_address.PARTS what there is"


def check_headers(address: Address, response: HttpResponseBase, told: str) -> None:
    """What every answer carries, good or bad."""
    headers = response.headers
    policy = headers.get("Content-Security-Policy", "")
    assert "default-src 'none'" in policy, f"{told} has no content security policy"
    assert "unsafe" not in policy or "sandbox" in policy, told
    assert headers.get("X-Frame-Options") == "DENY", told
    assert headers.get("X-Content-Type-Options") == "nosniff", told
    assert headers.get("Referrer-Policy") == "same-origin", told
    kept = headers.get("Cache-Control", "")
    if address.name not in OPEN and response.status_code in (200, 202, 422):
        assert "no-store" in kept, f"{told} may be kept: {kept}"
        assert "private" in kept, told
    if "public" in kept:
        assert not response.cookies, f"{told}, is public and sets {list(response.cookies)}"


@pytest.mark.postgres
@pytest.mark.parametrize("address", [one for one in ALL if one.name not in OPEN], ids=named)
def test_nonsense_in_a_form_breaks_nothing(world: World, address: Address) -> None:
    open_ones = [(matter, path) for matter, path in matters(world, address) if matter in UNDER_WAY]
    for matter, path in open_ones or [next(matters(world, address))]:
        client = world.browser(rightful(address, matter)[-1])
        for turn, kept in ((0, STEERS), (2, STEERS), (1, frozenset[str]())):
            texts = dict(zip(BODY, cycle(NONSENSE[turn : turn + 2]), strict=False))
            form = "&".join(
                f"{name}={value if name in kept else texts[name]}" for name, value in BODY.items()
            )
            with transaction.atomic():
                status = client.post(path, form, FORM).status_code
                transaction.set_rollback(True)
            assert status < 500, f"{path}: nonsense {turn}"


@pytest.mark.postgres
@pytest.mark.parametrize("address", ALL, ids=named)
def test_nonsense_in_an_address_breaks_nothing(
    world: World, address: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = {"next", "side"}
    for name in ("get", "__getitem__", "__contains__", "getlist"):
        monkeypatch.setattr(QueryDict, name, noting(getattr(QueryDict, name), asked))
    matter, path = next(matters(world, address))
    client = world.browser(rightful(address, matter)[0])
    ask(client, "get", path)
    bent = [f"{path}{text}/" for text in NONSENSE]
    for text in NONSENSE:
        bent += [f"{path}?{name}={text}" for name in sorted(asked)]
    for part, kind in address.parts.items():
        here = str(plain_parts(address).get(part, ""))
        if here and kind in ("SlugConverter", "IntConverter"):
            bent += [
                path.replace(here, text) for text in ("9" * 30, "0", *(["a" * 10_000] * (kind[0] == "S")))
            ]
    for one in bent:
        status = ask(client, "get", one).status_code
        assert status < 500 or address.name in BROKER, one[:200]


def noting(original: Any, asked: set[str]) -> Any:
    def noted(self: QueryDict, key: str, *more: Any, **named: Any) -> Any:
        asked.add(key)
        return original(self, key, *more, **named)

    return noted


def cprs() -> set[str]:
    plain = {row.cpr for row in registers.people().values()}
    return plain | {f"{cpr[:6]}-{cpr[6:]}" for cpr in plain}


def test_no_table_holds_a_cpr_number_in_clear(world: World) -> None:
    """The trail, the ledger, sessions, tasks, drafts and cases: nowhere but encrypted."""
    for model in apps.get_models():
        for row in model._default_manager.values():
            written = str(
                {name: value for name, value in row.items() if not isinstance(value, bytes | memoryview)}
            )
            assert not [cpr for cpr in cprs() if cpr in written], model._meta.label


def test_an_address_that_is_not_there_says_so_with_the_same_protection(world: World) -> None:
    for visitor in ("anonymous", "stranger", "caseworker"):
        client = world.browser(visitor)
        for path in (
            "/findes-ikke/",
            "/en/findes-ikke/",
            "/medarbejder/sag/x/",
            "/%00",
            "/min-side/\N{GRINNING FACE}/",
        ):
            response = client.get(path)
            assert response.status_code in (400, 404), path
            assert "default-src 'none'" in response.headers.get("Content-Security-Policy", ""), path


def test_a_host_that_is_not_ours_is_refused_in_words(world: World) -> None:
    response = world.browser("anonymous").get("/", headers={"Host": "ondsindet.example"})
    assert response.status_code == 400
    assert "ondsindet.example" not in body(response)
    assert "default-src 'none'" in response.headers.get("Content-Security-Policy", "")


def test_a_letter_of_another_case_is_not_opened_through_ones_own(world: World) -> None:
    mixed = [world.things["torben"]["case_id"], world.things["rasmus"]["message_id"]]
    for name in ("desk:case_letter", "desk:case_letter_file"):
        assert world.browser("caseworker").get(reverse(name, args=mixed)).status_code == 404


def test_what_belongs_to_another_contact_is_not_reached_through_ones_own(world: World) -> None:
    """Maria has both contacts in hand, and still each shows its own citizen's things only."""
    torben, kirsten = world.things["torben"], world.things["kirsten"]
    mixed = [
        *(
            reverse(name, args=[torben["contact_id"], kirsten["draft_id"]])
            for name in ("desk:shared_draft", "desk:news")
        ),
        reverse("desk:shared_step", args=[torben["contact_id"], kirsten["draft_id"], "dato"]),
    ]
    for path in mixed:
        for way in ("get", "post"):
            assert refused(ask(world.browser(HOLDER), way, path)), f"{way} {path}"
    invited = reverse("portal:invitation", args=[torben["invitation_id"]])
    assert refused(ask(world.browser("owner of rasmus"), "post", invited))


@pytest.mark.parametrize("to", ["//ond.example/", "https://ond.example/", "/\\ond.example", "javascript:alert(1)",
                                "/%5cond.example", "\thttps://ond.example", "https:ond.example"])  # fmt: skip
def test_nobody_is_sent_off_to_another_site(world: World, to: str) -> None:
    for visitor, path in (("stranger", "/login/"), ("caseworker", "/medarbejder/login/")):
        answer = world.browser(visitor).get(path, {"next": to})
        assert "ond.example" not in re.sub(r"^/[^/\\].*", "", answer.headers.get("Location", ""))
    answer = world.browser("stranger").post("/min-side/handl-for/", {"option": "self", "next": to})
    assert answer.status_code == 302
    assert not re.match(r"^([a-z]+:|//|/\\)", answer.headers["Location"])


def test_every_deed_asks_for_its_token(world: World) -> None:
    """Every address that takes a POST refuses one without the token of the page."""
    for address in ALL:
        for matter, path in [] if address.name in BROKER else matters(world, address):
            client = world.browser(rightful(address, matter)[0])
            client.handler.enforce_csrf_checks = True
            assert client.post(path, BODY).status_code in (403, 405), path


@pytest.mark.parametrize("matter", MATTERS)
def test_a_helper_sees_the_giver_and_nothing_that_the_mandate_does_not_cover(
    world: World, matter: str
) -> None:
    giver = Person.objects.get(pk=world.people[matter])
    page = body(ask(world.browser(f"helper of {matter}"), "get", reverse("portal:my_page")))
    assert giver.name in page
    for case in Case.objects.filter(person=giver):
        assert case.number not in page
    for thing in world.things[matter].values():
        assert str(thing) not in page
