"""Commands that Django carries out: `manage`, and the short ones that answer from content."""

import os

from indgang.project.frontdoor.console import BAD_INPUT, GOOD, Stop
from indgang.project.frontdoor.places import data_folder
from indgang.project.frontdoor.state import State


def use_data_folder(given: str | None = None) -> State:
    """Take the folder of state into use, for this process and the settings it will read."""
    state = State.at(data_folder(given))
    os.environ["INDGANG_DATA"] = str(state.path)
    return state


def take_data(argv: list[str]) -> tuple[str | None, list[str]]:
    """`--data DIR` or `--data=DIR` out of the arguments, wherever it stands."""
    rest, given = [], None
    words = iter(argv)
    for word in words:
        option, equals, value = word.partition("=")
        if option == "--data":
            given = value if equals else next(words, "")
            if not given:
                raise Stop(BAD_INPUT, "--data: name a folder.")
        else:
            rest.append(word)
    return given, rest


FILES_ALONE = {("strategy", "check"), ("strategy", "schema"), ("solution", "schema")}


def manage(argv: list[str]) -> int:
    """Any management command; `--data DIR` may stand before its name."""
    from indgang.project.frontdoor import assets
    from indgang.project.manage import main

    given = None
    if argv and argv[0].partition("=")[0] == "--data":
        size = 1 if "=" in argv[0] else 2
        given, _ = take_data(argv[:size])
        argv = argv[size:]
    use_data_folder(given)
    if argv[:1] == ["collectstatic"]:
        assets.build()
    else:
        assets.texts()
    main(argv)
    return GOOD


def answer(name: str, argv: list[str]) -> int:
    """A command that answers from content, which is loaded first; standard output has the answer alone.

    One that reads files alone loads none: what it is asked about may be what keeps content from loading.
    """
    from indgang.project.frontdoor import assets, preparation

    given, rest = take_data(argv)
    use_data_folder(given)
    assets.texts()
    preparation.set_up_django()
    needs_content = (name, *rest[:1]) not in FILES_ALONE
    if needs_content and not {"-h", "--help"} & set(rest):
        preparation.content_is_loaded()
    return _call(name, rest)


def clock(argv: list[str]) -> int:
    """The demo's clock. It needs no content."""
    from indgang.project.frontdoor import preparation

    given, rest = take_data(argv)
    use_data_folder(given)
    preparation.set_up_django()
    return _call("clock", rest)


def _call(name: str, argv: list[str]) -> int:
    """Run a management command as from a shell: it complains in our name, with its own exit code."""
    from django.core.management import get_commands, load_command_class

    app = get_commands().get(name)
    if app is None:
        raise Stop(BAD_INPUT, f"{name}: this command is not there yet.")
    command = load_command_class(app, name) if isinstance(app, str) else app
    command.run_from_argv(["indgang", name, *argv])
    return GOOD
