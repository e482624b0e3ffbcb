"""Danish texts are found in templates and code; what lacks good English is named."""

import gettext
from pathlib import Path

import pytest

from indgang.project.frontdoor import translations
from indgang.project.frontdoor.console import BAD_INPUT, Stop

PAGE = """{% load i18n %}
<h1>{% translate "Find hjælp" %}</h1>
      {# a comment with (brackets #}
  <p title="{% translate 'Skal du flytte?' context 'front page' %}">{{ _("Luk") }} (
{% blocktranslate trimmed count antal=drafts|length %}
    Du har {{ antal }} kladde
{% plural %}
    Du har {{ antal }} kladder, 100 % sikkert
{% endblocktranslate %}
{% blocktranslate %}To
linjer{% endblocktranslate %}
"""
CODE = """
from django.utils.translation import gettext_lazy as _, ngettext
TITLE = _("Min side")
HINT = _("Skriv dit navn "
         "og din adresse")
def count(n):
    return ngettext("%(n)s sag", "%(n)s sager", n)
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    package = tmp_path / "shop"
    (package / "templates" / "shop").mkdir(parents=True)
    (package / "tests").mkdir()
    (package / "templates" / "shop" / "page.html").write_text(PAGE)
    (package / "words.py").write_text(CODE)
    (package / "tests" / "test_words.py").write_text('_("Står kun i en test")')
    return package


def translate(package: Path, danish: str, *english: str) -> None:
    """Write English into the catalogue as a translator would."""
    path = translations.catalogue_file(package)
    lines = path.read_text().splitlines()
    at = lines.index(f'msgid "{danish}"')
    for text in english:
        at = next(number for number in range(at, len(lines)) if lines[number].startswith("msgstr"))
        lines[at] = f'{lines[at].partition(" ")[0]} "{text}"'
        at += 1
    path.write_text("\n".join(lines) + "\n")


def test_texts_are_found_in_templates_and_in_code(package: Path) -> None:
    found = {message.id: message for message in translations.extract(package) if message.id}
    assert set(found) == {
        "Find hjælp",
        "Skal du flytte?",
        "Luk",
        ("Du har %(antal)s kladde", "Du har %(antal)s kladder, 100 %% sikkert"),
        "To\nlinjer",
        "Min side",
        "Skriv dit navn og din adresse",
        ("%(n)s sag", "%(n)s sager"),
    }
    assert found["Skal du flytte?"].context == "front page"
    assert found["Min side"].locations == [("shop/words.py", 3)]
    assert found["Find hjælp"].locations == [("shop/templates/shop/page.html", 2)]


def test_a_block_that_django_refuses_is_named_with_its_file(package: Path) -> None:
    page = package / "templates" / "shop" / "page.html"
    page.write_text("{% blocktranslate %}a {% if x %}b{% endif %}{% endblocktranslate %}")
    with pytest.raises(Stop, match=r"page\.html.*must not include other block tags") as stop:
        translations.extract(package)
    assert stop.value.code == BAD_INPUT


def test_update_adds_keeps_and_removes(package: Path) -> None:
    translations.update(package)
    translate(package, "Min side", "My page")
    (package / "words.py").write_text('TITLE = _("Min side")\nNEW = _("Log ud")\n')
    translations.update(package)
    catalogue = {m.id: m.string for m in translations.read(translations.catalogue_file(package)) if m.id}
    assert catalogue["Min side"] == "My page"
    assert catalogue["Log ud"] == ""
    assert "Skriv dit navn og din adresse" not in catalogue
    assert "#~" not in translations.catalogue_file(package).read_text()


def test_update_twice_changes_nothing(package: Path) -> None:
    translations.update(package)
    first = translations.catalogue_file(package).read_bytes()
    translations.update(package)
    assert translations.catalogue_file(package).read_bytes() == first


def test_untranslated_names_the_text_and_its_place(package: Path) -> None:
    assert ("Min side", "shop/words.py:3") in translations.untranslated(package)
    translations.update(package)
    assert ("Min side", "shop/words.py:3") in translations.untranslated(package)
    translate(package, "Min side", "My page")
    assert "Min side" not in dict(translations.untranslated(package))


def test_one_plural_form_is_not_enough(package: Path) -> None:
    translations.update(package)
    translate(package, "%(n)s sag", "%(n)s case")
    assert "%(n)s sag" in dict(translations.untranslated(package))
    translate(package, "%(n)s sag", "%(n)s case", "%(n)s cases")
    assert "%(n)s sag" not in dict(translations.untranslated(package))


def test_fuzzy_lost_placeholders_and_unused_texts_are_flaws(package: Path) -> None:
    translations.update(package)
    translate(package, "%(n)s sag", "%(number)s case", "%(n)s cases")
    translate(package, "Luk", "Close")
    path = translations.catalogue_file(package)
    path.write_text(path.read_text().replace('msgid "Luk"', '#, fuzzy\nmsgid "Luk"'))
    path.write_text(path.read_text() + '\nmsgid "Ingen bruger mig"\nmsgstr "Nobody uses me"\n')
    problems = {flaw.text: flaw.problem for flaw in translations.flaws(package)}
    assert "named placeholder" in problems["%(n)s sag"]
    assert problems["Luk"] == "marked as fuzzy"
    assert "no longer used" in problems["Ingen bruger mig"]


def test_a_broken_catalogue_is_named(package: Path) -> None:
    path = translations.catalogue_file(package)
    path.parent.mkdir(parents=True)
    path.write_text('msgid "Luk"\nmgsstr "Close"\n')
    with pytest.raises(Stop, match=r"django\.po"):
        translations.read(path)


def test_the_compiled_file_is_what_gettext_reads(package: Path) -> None:
    translations.update(package)
    translate(package, "Min side", "My page")
    translate(package, "%(n)s sag", "%(n)s case", "%(n)s cases")
    with translations.compile(package).open("rb") as file:
        english = gettext.GNUTranslations(file)
    assert english.gettext("Min side") == "My page"
    assert english.gettext("Luk") == "Luk"
    assert english.ngettext("%(n)s sag", "%(n)s sager", 2) == "%(n)s cases"
