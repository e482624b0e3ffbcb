"""Every table says what it is for, on which ground, and how long it is kept."""

from django.apps import apps

from indgang.kernel.privacy import Privacy
from indgang.project.privacy import FOREIGN_TABLES


def test_every_table_declares_purpose_basis_and_retention() -> None:
    wrong = []
    for model in apps.get_models(include_auto_created=True):
        declared = getattr(model, "privacy", None) or FOREIGN_TABLES.get(model._meta.label)
        if not isinstance(declared, Privacy):
            wrong.append(model._meta.label)
            continue
        if declared.days is not None:
            model._meta.get_field(declared.since.split("__")[0])
    assert not wrong


def test_no_declaration_is_left_over() -> None:
    known = {model._meta.label for model in apps.get_models(include_auto_created=True)}
    assert set(FOREIGN_TABLES) <= known
