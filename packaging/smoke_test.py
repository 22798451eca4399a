"""Try the application that was built, not its source, as the person who downloaded it would.

    python3 packaging/smoke_test.py [--deb FILE] [--root FOLDER] [--pictures FOLDER]
        Debian, as root: install the .deb in a bare Debian 12 with no Python, and use it there as a person without
        rights, without network, with a home that cannot be written, in a folder with spaces and accents.
    python3 packaging/smoke_test.py --here
        any system: start what dist/ holds where it is. So it also goes, and says why, where no bare Debian can be made.

Any line on stderr, any status that is not 0 and any step that does not happen ends it with the reason.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

PROJECT: Final = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(PROJECT)]

import build  # noqa: E402
import clean_root  # noqa: E402
import system  # noqa: E402
import virtual_display  # noqa: E402
from setup_messages import Trouble  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

# Qt's painter without a screen says so where a window manager would act; on a real screen no word is expected.
WITHOUT_SCREEN: Final = frozenset(
    f"This plugin does not support {what}" for what in ("propagateSizeHints()", "raise()", "grabbing the keyboard")
)
STORY_FOLDER: Final = "Récits d’été, brouillon"


SCREEN_TOOLS: Final = {"Xvfb": "xvfb", "xdotool": "xdotool", "openbox": "openbox"}
TOOLS: Final = SCREEN_TOOLS | {
    "debootstrap": "debootstrap",
    "mount": "mount",
    "desktop-file-validate": "desktop-file-utils",
    "appstreamcli": "appstream",
    "update-mime-database": "shared-mime-info",
}


class Failed(Exception):
    """A step that did not do what it must."""


def step(words: str) -> None:
    """Say which step begins."""
    print(f"frozen: {words}", flush=True)


def complaints(stderr: str) -> str:
    """Return what was said on stderr, without what a painter that has no screen always says."""
    return "".join(line for line in stderr.splitlines(keepends=True) if line.strip() not in WITHOUT_SCREEN)


def run(command: list[str], environment: dict[str, str] | None) -> str:
    """Run a command to its end and return what it printed; Failed for a status that is not 0 or a word on stderr."""
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False
    )
    if done.returncode or complaints(done.stderr):
        raise Failed(f"{' '.join(command)}\nstatus {done.returncode}\n{done.stdout[-2000:]}{done.stderr}")
    return done.stdout


def events(trace: Path, name: str) -> list[dict[str, Any]]:
    """Return the events of a name in a trace that may still be written to."""
    if not trace.exists():
        return []
    lines = [line.rstrip(",") for line in trace.read_text(encoding="utf-8").splitlines()]
    found = [json.loads(line) for line in lines if line.startswith("{") and line.endswith("}")]
    return [event for event in found if event["name"] == name]


def wait(what: str, happened: Callable[[], bool]) -> None:
    """Wait until something happened; Failed when it does not."""
    end = time.monotonic() + virtual_display.PATIENCE
    while not happened():
        if time.monotonic() > end:
            raise Failed(f"did not happen: {what}")
        time.sleep(0.03)


def commands(
    program: list[str], story: str, folder: Path, place: str, environment: dict[str, str] | None = None
) -> None:
    """Try what opens no window: version, smoke, check, export. `folder` is `place` as seen from outside."""
    step("--version, smoke, check, export")
    if (said := run([*program, "--version"], environment).split()) != ["passeur", build.version()]:
        raise Failed(f"--version says {said}")
    if run([*program, "smoke"], environment).split()[-1:] != ["ready"]:
        raise Failed("smoke does not end with `ready`")
    run([*program, "check", story], environment)
    run([*program, "export", story, "-o", f"{place}/sortie é.pdf"], environment)
    if not (folder / "sortie é.pdf").read_bytes().startswith(b"%PDF"):
        raise Failed("the PDF is none")
    run([*program, "export", story, "-o", f"{place}/image %d.png", "--slides", "1-3"], environment)
    pictures = sorted(folder.glob("image *.png"))
    if len(pictures) != 3 or any(not file.read_bytes().startswith(b"\x89PNG") for file in pictures):
        raise Failed(f"three pictures were asked for, not {pictures}")


class Session:
    """The application at work on a screen, with its trace."""

    def __init__(self, command: list[str], display: virtual_display.Screen, trace: Path) -> None:
        self.trace, self.display = trace, display
        self.process = subprocess.Popen(
            command,
            env=os.environ | {"DISPLAY": display.name},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def count(self, name: str) -> int:
        """Return how often something happened so far."""
        return len(events(self.trace, name))

    def until(self, name: str, action: Callable[[], None]) -> None:
        """Do something and wait until it made an event happen."""
        before = self.count(name)
        action()
        wait(name, lambda: self.count(name) > before or self.process.poll() is not None)
        if self.process.poll() is not None:
            self.end()
            raise Failed(f"the application ended before {name}")

    def still(self) -> None:
        """Wait until nothing moves on the screen any more."""
        self.display.still()
        if self.process.poll() is not None:
            self.end()
            raise Failed("the application ended by itself")

    def end(self) -> None:
        """Wait until the application has ended; Failed if it ended badly or said something on stderr."""
        said, complained = self.process.communicate(timeout=virtual_display.PATIENCE)
        if self.process.returncode or complained.strip():
            raise Failed(f"the application ended with {self.process.returncode}\n{said}{complained}")


def talk(session: Session, story: Path, pictures: Path) -> None:
    """Use the application as a speaker does: walk, zoom, present, have the text change underneath, leave, quit."""
    display = session.display

    def press(*keys: str) -> Callable[[], None]:
        return lambda: display.key(*keys)

    step("open")
    session.until("first_slide_painted", lambda: None)
    session.until("timeline_painted", lambda: None)
    display.focus()
    display.save(pictures / "window.png")
    step("next slide, back, zoom the timeline")
    session.until("slide_painted", press("Right"))
    session.until("slide_painted", press("Home"))
    session.until("timeline_painted", lambda: display.wheel(display.width // 2, display.height * 3 // 4))
    session.until("timeline_painted", press("0"))
    step("present, and change the text underneath")
    before = set(display.windows())
    session.until("slide_painted", press("F5"))
    stage = display.focus(before)
    wait("the talk to fill the screen", lambda: display.windows().get(stage) == (display.width, display.height))
    session.until("slide_painted", press("Right"))
    text = story.read_text(encoding="utf-8")
    beside = story.with_name(".content.toml.new")
    beside.write_text("# written by another editor\n" + text, encoding="utf-8")
    shutil.copystat(story, beside)

    def save() -> None:
        beside.replace(story)

    session.until("reloaded", save)
    session.until("slide_painted", press("Right"))
    display.save(pictures / "talk.png")
    display.key("Escape")
    wait("the talk's window to go", lambda: stage not in display.windows())
    step("quit")
    display.focus()
    display.key("ctrl+q")
    session.end()


def lines_of_readme() -> list[str]:
    """Return the lines that the README tells a newcomer to type, from unpacking to opening."""
    text = (PROJECT / "README.md").read_text(encoding="utf-8")
    block = next(part for part in text.split("\n\n") if part.startswith("    tar xf "))
    return [line.strip() for line in block.splitlines()]


def middle(display: virtual_display.Screen) -> bytes:
    """Return the pixels of the middle of the screen, where the window shows the slide."""
    width, height, rgb = display.picture()
    rows = range(height // 5, height // 2)
    return b"".join(rgb[(row * width + width // 4) * 3 : (row * width + width // 2) * 3] for row in rows)


def as_the_readme_says(
    root: clean_root.Bare, display: virtual_display.Screen, archive: Path, stories: Path, pictures: Path
) -> None:
    """Follow the README word for word: unpack, run, present, change a slide."""
    *before, start = lines_of_readme()
    shutil.copy(archive, stories / archive.name)
    place = f"/{stories.relative_to(root.folder)}"

    def typed(line: str) -> list[str]:
        return root.command(display.name, "sh", "-c", f'cd "$1" && {line}', "sh", place)

    for line in before:
        step(line)
        run(typed(line), None)
    step(start)
    session = Session(typed(f"exec {start}"), display, stories / "none.json")
    try:
        window = display.focus()
        session.still()
        step("F5, Esc")
        display.key("F5")
        stage = display.focus({window})
        wait("the talk to fill the screen", lambda: display.windows().get(stage) == (display.width, display.height))
        display.key("Escape")
        wait("the talk's window to go", lambda: stage not in display.windows())
        display.focus()
        step("another title")
        story = stories / "my-story" / "content.toml"
        session.still()
        old = middle(display)
        head, mark, slides = story.read_text(encoding="utf-8").partition("\n[[slide]]\n")
        changed = re.sub(r"^title = .*$", 'title = "Mes propres mots"', slides, count=1, flags=re.MULTILINE)
        story.write_text(head + mark + changed, encoding="utf-8")
        wait("the new words to be on the slide", lambda: middle(display) != old)
        display.save(pictures / "own-words.png")
        display.key("ctrl+q")
        session.end()
    finally:
        session.process.kill()
        session.process.wait()


def validate(root: Path) -> None:
    """See that the desktop's files, as they were installed, are what their standards ask for."""
    step("desktop file, metainfo, MIME type")
    share = root / "usr" / "share"
    run(["desktop-file-validate", *map(str, share.glob("applications/*.desktop"))], None)
    said = subprocess.run(
        ["appstreamcli", "validate", "--no-net", *map(str, share.glob("metainfo/*.xml"))],
        capture_output=True,
        text=True,
        check=False,
    )
    if said.returncode:
        raise Failed(said.stdout + said.stderr)
    with tempfile.TemporaryDirectory() as folder:
        mime = Path(folder) / "mime"
        shutil.copytree(share / "mime" / "packages", mime / "packages")
        run(["update-mime-database", str(mime)], os.environ | {"XDG_DATA_DIRS": folder})
        if "application/x-passeur+toml:*.passeur.toml" not in (mime / "globs").read_text(encoding="utf-8"):
            raise Failed("*.passeur.toml has no type")


def in_bare_root(deb: Path, folder: Path, pictures: Path) -> None:
    """Install the .deb in a bare Debian and try everything there."""
    step(f"a bare Debian in {folder}")
    with virtual_display.Screen() as display, clean_root.Bare(folder) as root:
        root.install(deb)
        validate(root.folder)
        root.user()
        stories = root.folder / "srv" / STORY_FOLDER
        shutil.rmtree(stories, ignore_errors=True)
        stories.mkdir(parents=True)
        carried = root.folder / "usr" / "lib" / "passeur" / "_internal"
        shutil.copy(carried / "content.toml", stories / "content.toml")
        shutil.copytree(carried / "assets" / "art", stories / "assets" / "art")
        root.own(stories)
        place = f"/srv/{STORY_FOLDER}"
        commands(root.command("", "passeur"), f"{place}/content.toml", stories, place)
        command = root.command(
            display.name, "passeur", "open", f"{place}/content.toml", "--trace", f"{place}/trace.json"
        )
        session = Session(command, display, stories / "trace.json")
        try:
            talk(session, stories / "content.toml", pictures)
        finally:
            session.process.kill()
            session.process.wait()
        root.apt("install", "xz-utils")
        as_the_readme_says(root, display, next(deb.parent.glob("*.tar.xz")), stories, pictures)


def here(pictures: Path) -> None:
    """Start what dist/ holds on this machine; where it has a screen that nobody sees, use it there too."""
    inside = {"darwin": "Passeur.app/Contents/MacOS/passeur", "win32": "passeur/passeur-cli.exe"}
    program = build.DIST / inside.get(sys.platform, "passeur/passeur")
    with tempfile.TemporaryDirectory(prefix="passeur ") as name:
        folder = Path(name) / STORY_FOLDER
        folder.mkdir()
        story = build.inside(build.DIST) / "content.toml"
        if sys.platform == "darwin":
            story = build.DIST / "Passeur.app" / "Contents" / "Resources" / "content.toml"
        environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
        commands([str(program)], str(story), folder, str(folder), environment)
        if not all(map(shutil.which, SCREEN_TOOLS)):
            step("NO SCREEN on this machine: no window was opened")
            return
        own = folder / "content.toml"
        shutil.copy(story, own)
        # Not as the person who sits here: with settings, files and a language of nobody's.
        surroundings = ["env", "-u", "QT_QPA_PLATFORM", f"HOME={name}", "LANG=C.UTF-8", f"XDG_CONFIG_HOME={name}/c"]
        trace = folder / "trace.json"
        with virtual_display.Screen() as display:
            session = Session([*surroundings, str(program), "open", str(own), "--trace", str(trace)], display, trace)
            try:
                talk(session, own, pictures)
            finally:
                session.process.kill()
                session.process.wait()


def ready() -> str:
    """Return what keeps this machine from having a bare Debian, or nothing once the tools for it are there."""
    hindrance = clean_root.why_not()
    missing = [package for tool, package in TOOLS.items() if shutil.which(tool) is None]
    if missing and not hindrance:
        try:
            system.install(missing)
        except Trouble as trouble:
            return str(trouble)
    return hindrance


def main() -> int:
    """Try the application and say whether it is sound."""
    parser = argparse.ArgumentParser(description="Try the application that was built.")
    parser.add_argument("--here", action="store_true", help="start what dist/ holds on this machine")
    parser.add_argument("--deb", type=Path, help="the .deb to install (the one in dist/)")
    parser.add_argument("--root", type=Path, default=build.BUILD / "bare", help="the bare Debian's folder")
    parser.add_argument("--pictures", type=Path, default=build.BUILD / "pictures", help="where screenshots go")
    options = parser.parse_args()
    try:
        hindrance = "as you asked" if options.here else ready()
        if not hindrance:
            try:
                in_bare_root(options.deb or next(build.DIST.glob("*.deb")), options.root, options.pictures)
            except clean_root.OutOfReach as error:
                hindrance = f"Debian's mirror does not answer any more: {error}"
        if hindrance:
            step(f"NO BARE ROOT, {hindrance}. Trying it on this machine, which proves less")
            here(options.pictures)
    except (Failed, RuntimeError, TimeoutError, subprocess.TimeoutExpired) as error:
        print(f"frozen: FAILED: {error}", file=sys.stderr)
        return 1
    step("sound")
    return 0


if __name__ == "__main__":
    sys.exit(main())
