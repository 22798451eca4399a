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
from setup_messages import SetupError  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

# Qt's painter without a screen says so where a window manager would act; on a real screen no word is expected.
OFFSCREEN_WARNINGS: Final = frozenset(
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


class StepFailed(Exception):
    """A step that did not do what it must."""


def print_step(text: str) -> None:
    """Say which step begins."""
    print(f"frozen: {text}", flush=True)


def unexpected_stderr(stderr: str) -> str:
    """Return what was said on stderr, without what a painter that has no screen always says."""
    return "".join(line for line in stderr.splitlines(keepends=True) if line.strip() not in OFFSCREEN_WARNINGS)


def run(command: list[str], environment: dict[str, str] | None) -> str:
    """Run a command to its end and return what it printed; Failed for a status that is not 0 or a word on stderr."""
    result = subprocess.run(
        command, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False
    )
    if result.returncode or unexpected_stderr(result.stderr):
        raise StepFailed(f"{' '.join(command)}\nstatus {result.returncode}\n{result.stdout[-2000:]}{result.stderr}")
    return result.stdout


def trace_events(trace: Path, name: str) -> list[dict[str, Any]]:
    """Return the events of a name in a trace that may still be written to."""
    if not trace.exists():
        return []
    lines = [line.rstrip(",") for line in trace.read_text(encoding="utf-8").splitlines()]
    parsed = [json.loads(line) for line in lines if line.startswith("{") and line.endswith("}")]
    return [event for event in parsed if event["name"] == name]


def wait_until(what: str, condition: Callable[[], bool]) -> None:
    """Wait until something happened; Failed when it does not."""
    deadline = time.monotonic() + virtual_display.TIMEOUT_S
    while not condition():
        if time.monotonic() > deadline:
            raise StepFailed(f"did not happen: {what}")
        time.sleep(0.03)


def check_commands(
    program: list[str], story: str, folder: Path, inner_folder: str, environment: dict[str, str] | None = None
) -> None:
    """Try what opens no window: version, smoke, check, export. `folder` is `place` as seen from outside."""
    print_step("--version, smoke, check, export")
    if (output := run([*program, "--version"], environment).split()) != ["passeur", build.version()]:
        raise StepFailed(f"--version says {output}")
    if run([*program, "smoke"], environment).split()[-1:] != ["ready"]:
        raise StepFailed("smoke does not end with `ready`")
    run([*program, "check", story], environment)
    run([*program, "export", story, "-o", f"{inner_folder}/sortie é.pdf"], environment)
    if not (folder / "sortie é.pdf").read_bytes().startswith(b"%PDF"):
        raise StepFailed("the PDF is none")
    run([*program, "export", story, "-o", f"{inner_folder}/image %d.png", "--slides", "1-3"], environment)
    pictures = sorted(folder.glob("image *.png"))
    if len(pictures) != 3 or any(not file.read_bytes().startswith(b"\x89PNG") for file in pictures):
        raise StepFailed(f"three pictures were asked for, not {pictures}")


class RunningApplication:
    """The application at work on a screen, with its trace."""

    def __init__(self, command: list[str], display: virtual_display.VirtualDisplay, trace: Path) -> None:
        self.trace, self.display = trace, display
        self.process = subprocess.Popen(
            command,
            env=os.environ | {"DISPLAY": display.name},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def event_count(self, name: str) -> int:
        """Return how often something happened so far."""
        return len(trace_events(self.trace, name))

    def do_until_event(self, name: str, action: Callable[[], None]) -> None:
        """Do something and wait until it made an event happen."""
        before = self.event_count(name)
        action()
        wait_until(name, lambda: self.event_count(name) > before or self.process.poll() is not None)
        if self.process.poll() is not None:
            self.wait_for_exit()
            raise StepFailed(f"the application ended before {name}")

    def wait_until_still(self) -> None:
        """Wait until nothing moves on the screen any more."""
        self.display.wait_until_still()
        if self.process.poll() is not None:
            self.wait_for_exit()
            raise StepFailed("the application ended by itself")

    def wait_for_exit(self) -> None:
        """Wait until the application has ended; Failed if it ended badly or said something on stderr."""
        output, errors = self.process.communicate(timeout=virtual_display.TIMEOUT_S)
        if self.process.returncode or errors.strip():
            raise StepFailed(f"the application ended with {self.process.returncode}\n{output}{errors}")


def check_talk(session: RunningApplication, story: Path, pictures: Path) -> None:
    """Use the application as a speaker does: walk, zoom, present, have the text change underneath, leave, quit."""
    display = session.display

    def press(*keys: str) -> Callable[[], None]:
        return lambda: display.press_keys(*keys)

    print_step("open")
    session.do_until_event("first_slide_painted", lambda: None)
    # Its first picture cannot be zoomed; where files are cold, the timeline comes a second later.
    wait_until("the timeline to take over", lambda: session.event_count("timeline_loaded") > 0)
    display.focus()
    display.save_screenshot(pictures / "window.png")
    print_step("next slide, back, zoom the timeline")
    session.do_until_event("slide_painted", press("Right"))
    session.do_until_event("slide_painted", press("Home"))
    session.wait_until_still()  # where a flight ends at the whole story, "0" has nothing to do
    # In a small window the timeline is a low strip above the foot.
    session.do_until_event("timeline_painted", lambda: display.scroll_up(display.width // 2, display.height * 17 // 20))
    session.wait_until_still()
    session.do_until_event("timeline_painted", press("0"))
    print_step("present, and change the text underneath")
    before = set(display.windows())
    session.do_until_event("slide_painted", press("F5"))
    talk_window = display.focus(before)
    wait_until(
        "the talk to fill the screen", lambda: display.windows().get(talk_window) == (display.width, display.height)
    )
    session.do_until_event("slide_painted", press("Right"))
    text = story.read_text(encoding="utf-8")
    temp_file = story.with_name(".content.toml.new")
    temp_file.write_text("# written by another editor\n" + text, encoding="utf-8")
    shutil.copystat(story, temp_file)

    def save() -> None:
        temp_file.replace(story)

    session.do_until_event("reloaded", save)
    session.do_until_event("slide_painted", press("Right"))
    display.save_screenshot(pictures / "talk.png")
    display.press_keys("Escape", "Escape")  # the first asks for the second
    wait_until("the talk's window to go", lambda: talk_window not in display.windows())
    print_step("quit")
    display.focus()
    display.press_keys("ctrl+q")
    session.wait_for_exit()


def readme_commands() -> list[str]:
    """Return the lines that the README tells a newcomer to type, from unpacking to opening."""
    text = (PROJECT / "README.md").read_text(encoding="utf-8")
    block = next(part for part in text.split("\n\n") if part.startswith("    tar xf "))
    return [line.strip() for line in block.splitlines()]


def slide_pixels(display: virtual_display.VirtualDisplay) -> bytes:
    """Return the pixels of the middle of the screen, where the window shows the slide."""
    width, height, rgb = display.screenshot()
    rows = range(height // 5, height // 2)
    return b"".join(rgb[(row * width + width // 4) * 3 : (row * width + width // 2) * 3] for row in rows)


def check_readme(
    root: clean_root.CleanRoot, display: virtual_display.VirtualDisplay, archive: Path, stories: Path, pictures: Path
) -> None:
    """Follow the README word for word: unpack, run, present, change a slide."""
    *before, start = readme_commands()
    shutil.copy(archive, stories / archive.name)
    inner_folder = f"/{stories.relative_to(root.folder)}"

    def shell_command(line: str) -> list[str]:
        return root.user_command(display.name, "sh", "-c", f'cd "$1" && {line}', "sh", inner_folder)

    for line in before:
        print_step(line)
        run(shell_command(line), None)
    print_step(start)
    session = RunningApplication(shell_command(f"exec {start}"), display, stories / "none.json")
    try:
        window = display.focus()
        session.wait_until_still()
        print_step("F5, Esc")
        display.press_keys("F5")
        talk_window = display.focus({window})
        wait_until(
            "the talk to fill the screen", lambda: display.windows().get(talk_window) == (display.width, display.height)
        )
        display.press_keys("Escape", "Escape")  # the first asks for the second
        wait_until("the talk's window to go", lambda: talk_window not in display.windows())
        display.focus()
        print_step("another title")
        story = stories / "my-story" / "content.toml"
        session.wait_until_still()
        old_pixels = slide_pixels(display)
        head, mark, slides = story.read_text(encoding="utf-8").partition("\n[[slide]]\n")
        changed = re.sub(r"^title = .*$", 'title = "Mes propres mots"', slides, count=1, flags=re.MULTILINE)
        story.write_text(head + mark + changed, encoding="utf-8")
        wait_until("the new words to be on the slide", lambda: slide_pixels(display) != old_pixels)
        display.save_screenshot(pictures / "own-words.png")
        display.press_keys("ctrl+q")
        session.wait_for_exit()
    finally:
        session.process.kill()
        session.process.wait()


def validate_desktop_files(root: Path) -> None:
    """See that the desktop's files, as they were installed, are what their standards ask for."""
    print_step("desktop file, metainfo, MIME type")
    share = root / "usr" / "share"
    run(["desktop-file-validate", *map(str, share.glob("applications/*.desktop"))], None)
    result = subprocess.run(
        ["appstreamcli", "validate", "--no-net", *map(str, share.glob("metainfo/*.xml"))],
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode:
        raise StepFailed(result.stdout + result.stderr)
    with tempfile.TemporaryDirectory() as folder:
        mime = Path(folder) / "mime"
        shutil.copytree(share / "mime" / "packages", mime / "packages")
        run(["update-mime-database", str(mime)], os.environ | {"XDG_DATA_DIRS": folder})
        if "application/x-passeur+toml:*.passeur.toml" not in (mime / "globs").read_text(encoding="utf-8"):
            raise StepFailed("*.passeur.toml has no type")


def check_in_clean_root(deb: Path, folder: Path, pictures: Path) -> None:
    """Install the .deb in a bare Debian and try everything there."""
    print_step(f"a bare Debian in {folder}")
    with virtual_display.VirtualDisplay() as display, clean_root.CleanRoot(folder) as root:
        root.install(deb)
        validate_desktop_files(root.folder)
        root.add_user()
        stories = root.folder / "srv" / STORY_FOLDER
        shutil.rmtree(stories, ignore_errors=True)
        stories.mkdir(parents=True)
        bundled = root.folder / "usr" / "lib" / "passeur" / "_internal"
        shutil.copy(bundled / "content.toml", stories / "content.toml")
        shutil.copytree(bundled / "assets" / "art", stories / "assets" / "art")
        root.give_to_user(stories)
        inner_folder = f"/srv/{STORY_FOLDER}"
        check_commands(root.user_command("", "passeur"), f"{inner_folder}/content.toml", stories, inner_folder)
        command = root.user_command(
            display.name, "passeur", "open", f"{inner_folder}/content.toml", "--trace", f"{inner_folder}/trace.json"
        )
        session = RunningApplication(command, display, stories / "trace.json")
        try:
            check_talk(session, stories / "content.toml", pictures)
        finally:
            session.process.kill()
            session.process.wait()
        root.apt("install", "xz-utils")
        check_readme(root, display, next(deb.parent.glob("*.tar.xz")), stories, pictures)


def check_here(pictures: Path) -> None:
    """Start what dist/ holds on this machine; where it has a screen that nobody sees, use it there too."""
    program_paths = {"darwin": "Passeur.app/Contents/MacOS/passeur", "win32": "passeur/passeur-cli.exe"}
    program = build.DIST / program_paths.get(sys.platform, "passeur/passeur")
    with tempfile.TemporaryDirectory(prefix="passeur ") as name:
        folder = Path(name) / STORY_FOLDER
        folder.mkdir()
        story = build.bundled_files_folder(build.DIST) / "content.toml"
        if sys.platform == "darwin":
            story = build.DIST / "Passeur.app" / "Contents" / "Resources" / "content.toml"
        environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
        check_commands([str(program)], str(story), folder, str(folder), environment)
        if not all(map(shutil.which, SCREEN_TOOLS)):
            print_step("NO SCREEN on this machine: no window was opened")
            return
        own_story = folder / "content.toml"
        shutil.copy(story, own_story)
        # Not as the person who sits here: with settings, files and a language of nobody's.
        environment_command = [
            "env",
            "-u",
            "QT_QPA_PLATFORM",
            f"HOME={name}",
            "LANG=C.UTF-8",
            f"XDG_CONFIG_HOME={name}/c",
        ]
        trace = folder / "trace.json"
        with virtual_display.VirtualDisplay() as display:
            session = RunningApplication(
                [*environment_command, str(program), "open", str(own_story), "--trace", str(trace)], display, trace
            )
            try:
                check_talk(session, own_story, pictures)
            finally:
                session.process.kill()
                session.process.wait()


def clean_root_hindrance() -> str:
    """Return what keeps this machine from having a bare Debian, or nothing once the tools for it are there."""
    hindrance = clean_root.unavailable_reason()
    missing = [package for tool, package in TOOLS.items() if shutil.which(tool) is None]
    if missing and not hindrance:
        try:
            system.install_packages(missing)
        except SetupError as trouble:
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
        hindrance = "as you asked" if options.here else clean_root_hindrance()
        if not hindrance:
            try:
                check_in_clean_root(options.deb or next(build.DIST.glob("*.deb")), options.root, options.pictures)
            except clean_root.MirrorUnavailable as error:
                hindrance = f"Debian's mirror does not answer any more: {error}"
        if hindrance:
            print_step(f"NO BARE ROOT, {hindrance}. Trying it on this machine, which proves less")
            check_here(options.pictures)
    except (StepFailed, RuntimeError, TimeoutError, subprocess.TimeoutExpired) as error:
        print(f"frozen: FAILED: {error}", file=sys.stderr)
        return 1
    print_step("sound")
    return 0


if __name__ == "__main__":
    sys.exit(main())
