"""What the set-up finds out about the system, and the one line it prints."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest

import dev
import setup_messages
import system


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('PRETTY_NAME="Debian GNU/Linux 12"\nID=debian\n', True),
        ("ID=ubuntu\nID_LIKE=debian\n", True),
        ('ID=linuxmint\nID_LIKE="ubuntu debian"\n', True),
        ('ID="fedora"\nVERSION_ID=41\n', False),
        ("ID=arch\nHOME_URL=https://example.org/debian\n", False),
        ("", False),
    ],
)
def test_debian_and_its_children_are_told_from_others(text, expected):
    assert system.is_debian_based(text) is expected


def test_packages_that_come_along_are_not_asked_for():
    every = system.DEBIAN_PACKAGES.values()
    asked = system.without_implied(every)
    assert "libxcb-cursor0" in asked
    assert "libxcb1" not in asked
    assert len(asked) == len(set(asked))
    assert set(every) <= set(asked) | {other for brought in system.IMPLIED_PACKAGES.values() for other in brought}


@pytest.fixture(autouse=True)
def machine(tmp_path, monkeypatch):
    """Let every test begin on a Debian without sources of its own."""
    monkeypatch.setattr(system, "OS_RELEASE", tmp_path / "os-release")
    monkeypatch.setattr(system, "APT_SOURCES", tmp_path / "apt")
    (tmp_path / "os-release").write_text("ID=debian\n")
    (tmp_path / "apt" / "sources.list.d").mkdir(parents=True)
    return tmp_path


ONE_LINE = "deb http://archive.ubuntu.com/ubuntu noble main\n# deb http://archive.ubuntu.com/ubuntu noble universe\n"
NEW_FORM = "Types: deb\nURIs: http://archive.ubuntu.com/ubuntu/\nSuites: noble\nComponents: main restricted\n"


@pytest.mark.parametrize(
    ("release", "name", "text", "lacks"),
    [
        ("ID=ubuntu\n", "sources.list", ONE_LINE, True),
        ("ID=ubuntu\n", "sources.list.d/ubuntu.sources", NEW_FORM, True),
        ("ID=ubuntu\n", "sources.list", ONE_LINE.replace("# ", ""), False),
        ("ID=ubuntu\n", "sources.list.d/ubuntu.sources", NEW_FORM.replace("restricted", "universe"), False),
        ("ID=linuxmint\nID_LIKE=ubuntu\n", "sources.list", ONE_LINE, False),
        ("ID=debian\n", "sources.list", ONE_LINE, False),
    ],
)
def test_an_ubuntu_of_main_alone_is_known_by_its_sources(machine, release, name, text, lacks):
    (machine / "os-release").write_text(release)
    (machine / "apt" / name).write_text(text)
    assert system.lacks_universe() == (machine / "apt" / name if lacks else None)


@pytest.mark.parametrize("may_install", [False, True])
def test_an_ubuntu_of_main_alone_is_told_to_enable_universe(machine, may_install, monkeypatch):
    (machine / "os-release").write_text("ID=ubuntu\n")
    (machine / "apt" / "sources.list").write_text(ONE_LINE)
    monkeypatch.setattr(system, "root_prefix", lambda: [] if may_install else None)
    monkeypatch.setattr(system, "_run_quietly", lambda command, *, aloud=False: 100)
    with pytest.raises(setup_messages.SetupError, match=r"libxcb-cursor0.*Enable universe.*sources\.list") as trouble:
        system.install_packages(["libxcb-cursor0"])
    assert "start again" in str(trouble.value)


def test_who_may_not_install_is_told_the_one_line_to_type(monkeypatch):
    monkeypatch.setattr(system, "root_prefix", lambda: None)
    monkeypatch.setattr(shutil, "which", lambda name: "/usr/bin/sudo" if name == "sudo" else None)
    with pytest.raises(setup_messages.SetupError) as trouble:
        system.install_packages(["libegl1", "libxkbcommon0", "libegl1"])
    lines = [line.strip() for line in str(trouble.value).splitlines() if "apt-get" in line]
    assert lines == ["sudo sh -c 'apt-get update && apt-get install -y --no-install-recommends libegl1 libxkbcommon0'"]


def test_who_may_install_gets_the_packages_after_the_lists_of_a_fresh_container(monkeypatch, capsys):
    calls = []

    def apt(command, *, aloud=False):
        calls.append(command)
        return 100 if len(calls) == 1 else 0

    monkeypatch.setattr(system, "root_prefix", list)
    monkeypatch.setattr(system, "_run_quietly", apt)
    system.install_packages(["libegl1"])
    assert [next(word for word in call if word in {"install", "update"}) for call in calls] == [
        "install",
        "update",
        "install",
    ]
    assert "libegl1" in capsys.readouterr().out


def test_a_refused_installation_is_an_error_with_the_line(monkeypatch):
    monkeypatch.setattr(system, "root_prefix", list)
    monkeypatch.setattr(system, "_run_quietly", lambda command, *, aloud=False: 100)
    with pytest.raises(setup_messages.SetupError, match="apt-get install -y --no-install-recommends libegl1"):
        system.install_packages(["libegl1"])


@pytest.mark.skipif(sys.platform != "linux", reason="only X11 and Wayland can be absent")
@pytest.mark.parametrize(
    "variables",
    [
        {},
        {"DISPLAY": ":59871"},
        {"DISPLAY": "nonsense"},
        {"WAYLAND_DISPLAY": "wayland-59871", "XDG_RUNTIME_DIR": "/nowhere"},
    ],
)
def test_a_display_that_is_not_there_is_said_in_one_sentence(variables, monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(setup_messages.SetupError, match=r"passeur export.*xvfb-run"):
        system.require_display()
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    system.require_display()


def test_the_probe_finds_qt_sound_here_and_says_why_it_is_not_elsewhere(tmp_path):
    done = subprocess.run([sys.executable, "-I", "-c", system.QT_PROBE], capture_output=True, text=True, check=True)
    assert done.stdout == ""
    broken = tmp_path / "PySide6"
    broken.mkdir()
    (broken / "__init__.py").write_text("")
    for name in ("QtCore", "QtGui", "QtWidgets", "QtSvg", "QtOpenGLWidgets"):
        reason = "libEGL.so.1: cannot open shared object file: No such file or directory"
        (broken / f"{name}.py").write_text(f"raise ImportError({reason!r})")
    probe = f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n{system.QT_PROBE}"
    done = subprocess.run([sys.executable, "-I", "-c", probe], capture_output=True, text=True, check=True)
    assert set(system.MISSING_LIBRARY.findall(done.stdout)) == {"libEGL.so.1"}


def test_an_unknown_command_shows_how_it_is_used(capsys):
    assert dev.main(["dance"]) == 2
    assert "dev.py run" in capsys.readouterr().err
    assert dev.main(["tets"]) == 2
    assert "did you mean “test”?" in capsys.readouterr().err
    assert dev.main(["build", "--no-package"]) == 2
    assert "--no-package" in capsys.readouterr().err
    assert dev.main(["--help"]) == 0
    assert "dev.py test" in capsys.readouterr().out
