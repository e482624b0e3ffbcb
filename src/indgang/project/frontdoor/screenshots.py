"""`./indgang screenshots`: the README's pictures, taken of a new demo in a temporary folder.

What stands on them is what anybody sees who starts the demo and does the same: nothing is drawn or filled in behind
the pages' back.
"""

import argparse
import io
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from indgang.kernel import clock
from indgang.project.frontdoor import system
from indgang.project.frontdoor.console import DID_NOT_HOLD, GOOD, Stop, say
from indgang.project.frontdoor.places import ROOT
from indgang.project.frontdoor.running import running_demo

if TYPE_CHECKING:
    from playwright.sync_api import Page

FOLDER = ROOT / "docs" / "images"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
)
WIDE, TALL, PHONE = (1280, 860), (1280, 1120), (390, 780)
LARGEST = 250_000  # bytes of one picture
COLOURS = 192
PATIENCE = 30_000  # milliseconds


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="indgang screenshots", description=__doc__)
    parser.add_argument("--folder", metavar="DIR", type=Path, default=FOLDER)
    folder: Path = parser.parse_args(argv).folder
    system.provide([system.BROWSER])
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="indgang-screenshots-") as state:
        say("Starting a demo …")
        with running_demo(Path(state) / "data") as home, camera(home, folder) as taken:
            taken.everybody()
            taken.mads()
            taken.ole()
            taken.jakob()
    return GOOD


@contextmanager
def camera(home: str, folder: Path) -> "Iterator[Camera]":
    """A browser that looks at the demo and keeps what it sees in `folder`."""
    from playwright.sync_api import sync_playwright  # only those who take pictures have it

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=system.chromium(), args=FLAGS)
        page = browser.new_page(locale="da-DK", timezone_id="Europe/Copenhagen", reduced_motion="reduce")
        page.set_default_timeout(PATIENCE)
        yield Camera(page, home, folder)
        browser.close()


class Camera:
    """What is seen on the way of three people."""

    def __init__(self, page: "Page", home: str, folder: Path) -> None:
        self.page, self.home, self.folder = page, home, folder
        self._stand(WIDE)

    def everybody(self) -> None:
        self._open("/")
        self.page.keyboard.type("jeg skal flytte")
        self.page.locator("#results").get_by_role("link").first.wait_for()
        self.take("front")
        self._open("/ydelse/flytning-indland/")
        self.take("service")

    def mads(self) -> None:
        """A move that the rules grant."""
        self._open("/selvbetjening/flytning/")
        for button in (
            "Log ind og begynd",
            "Log ind med MitID (demo)",
            "Log ind som Mads Brinklund",
            "Begynd",
        ):
            self._press(button)
        moves = clock.today() + timedelta(days=9)
        for box, value in (("Dag", moves.day), ("Måned", moves.month), ("År", moves.year)):
            self.page.get_by_label(box, exact=True).fill(str(value))
        self._press("Næste")
        self.take("step")
        self.take("step-phone", PHONE)
        self._press("Næste")
        self.page.get_by_label("Ny adresse").fill("skonnertgade 4, st. th")
        self._choose("Vælg adressen", "Skonnertgade 4, st. th")
        self._press("Næste")
        self._choose("Hvordan bor du der?", "Jeg lejer hele boligen")
        self._choose("Bor der nogen nu, som bliver boende?", "Nej")
        self._press("Næste")
        self._choose("Hvad sker der med den?", "Jeg giver den op")
        self._press("Næste")
        self._choose("Vil du skifte læge?", "Nej, jeg beholder min læge")
        self._press("Næste")
        self._choose("Vil du have din adresse skjult?", "Nej")
        self._press("Næste")
        self.page.get_by_role("checkbox", name="Mine svar er rigtige").check(force=True)
        self._press("Næste")
        self._press("Send")
        self.take("decision", TALL)
        self.take("decision-phone", PHONE)

    def ole(self) -> None:
        """A case where the rules stopped."""
        self._log_in_as("Ole Damgård", "/medarbejder/")
        self.page.get_by_role("link", name=re.compile(r"\d\d-\d{6}")).filter(
            has_not_text="Rasmus"
        ).last.click()
        self.page.wait_for_load_state("load")
        self._press("Tag sagen")
        self.take("case", TALL)

    def jakob(self) -> None:
        """Copenhagen's figures of 2009."""
        self._log_in_as("Jakob Elmegård", "/styring/")
        self.take("steering", TALL)

    def take(self, name: str, size: tuple[int, int] = WIDE) -> None:
        """Keep what stands in the window as `<name>.png`. Raises Stop when the picture is too large."""
        from PIL import Image

        self._stand(size)
        self.page.evaluate("document.fonts.ready")
        seen = Image.open(io.BytesIO(self.page.screenshot())).convert("RGB")
        path = self.folder / f"{name}.png"
        seen.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
        self._stand(WIDE)
        if path.stat().st_size > LARGEST:
            raise Stop(DID_NOT_HOLD, f"{path} has {path.stat().st_size:,} bytes; {LARGEST:,} are enough.")
        say(f"  {path.name}: {path.stat().st_size // 1000} kB")

    def _stand(self, size: tuple[int, int]) -> None:
        width, height = size
        self.page.set_viewport_size({"width": width, "height": height})

    def _open(self, path: str) -> None:
        self.page.goto(self.home + path)

    def _press(self, button: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=button).first.click()

    def _choose(self, question: str, answer: str) -> None:
        self.page.get_by_role("group", name=question).get_by_text(answer).first.click()

    def _log_in_as(self, name: str, path: str) -> None:
        self.page.context.clear_cookies()
        self._open(path)
        self._press("Log ind som medarbejder (demo)")
        self._press(f"Log ind som {name}")
