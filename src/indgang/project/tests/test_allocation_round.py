"""`manage allocation_round`: a round is run, and worked out again."""

import json
from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command

from indgang.kernel import clock
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.selfservice.models import Round, RoundEntry
from indgang.modules.selfservice.tests.conftest import *  # noqa: F403  # the same Lyngsø
from indgang.modules.selfservice.tests.conftest import NOW
from indgang.modules.selfservice.tests.sharing.conftest import *  # noqa: F403
from indgang.modules.selfservice.tests.sharing.conftest import Apply

pytestmark = pytest.mark.django_db


def said(*words: str) -> str:
    out = StringIO()
    call_command("allocation_round", *words, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_it_is_run_and_comes_out_again(opened: Round, apply: Apply, ole: EmployeeInfo) -> None:
    apply("mads", "rosen")
    apply("sofie", "rosen", "bakken")
    clock.freeze(NOW + timedelta(days=12))
    run = json.loads(said("run", str(opened.pk), "--by", "Ole Damgård", "--json"))
    assert run["told"] == 2
    verified = json.loads(said("verify", str(opened.pk), "--json"))
    assert (verified["same"], verified["again"], verified["entries"]) == (True, run["digest"], 2)
    [line] = json.loads(said("list", "--json"))
    assert (line["state"], line["entries"]) == ("run", 2)
    entry = RoundEntry.objects.order_by("pk")[0]
    entry.brought = {**entry.brought, "fallback": "somewhere"}
    entry.save()
    with pytest.raises(CommandError) as differs:
        said("verify", str(opened.pk))
    assert differs.value.returncode == 1


@pytest.mark.parametrize(
    "words",
    [("run", ""), ("run", "x"), ("verify", str(uuid4())), ("run", str(uuid4()), "--by", "Ole Damgård")],
    ids=["none", "no id", "not there", "not there to run"],
)
def test_what_is_no_round_is_bad_input(haver: None, ole: EmployeeInfo, words: tuple[str, ...]) -> None:
    with pytest.raises(CommandError) as bad:
        said(*words)
    assert bad.value.returncode == 2


def test_nobody_runs_a_round_without_a_name(opened: Round, maria: EmployeeInfo) -> None:
    for name in ("", "Maria Kongshøj", "Ingen"):
        with pytest.raises(CommandError) as bad:
            said("run", str(opened.pk), *(("--by", name) if name else ()))
        assert bad.value.returncode == 2
