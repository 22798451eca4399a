"""The command line: what it prints, where, and with which exit status."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from desktop import cli
from desktop.cli.arguments import parse_arguments
from desktop.cli.parser import build_parser
from desktop.output.writers import SUFFIXES
from desktop.version import version

pytestmark = pytest.mark.usefixtures("painter_ready")


@pytest.fixture
def story(stories: Path) -> str:
    return str(stories / "layouts.toml")


def test_a_good_story_is_clean(story, capsys):
    assert cli.main(["check", story]) == 0
    assert "no errors; 13 slides, 4 events, 2 sources" in capsys.readouterr().out


def test_where_slides_stand_for_others_it_is_said(story, capsys, monkeypatch):
    monkeypatch.setattr("desktop.output.frame_issues._WHOLE_CHECK", 2)
    assert cli.main(["check", story]) == 0
    assert "--all lays out every slide" in capsys.readouterr().out
    assert cli.main(["check", "--all", story]) == 0
    assert "--all" not in capsys.readouterr().out


def test_a_whole_check_also_looks_at_upright_pages(tmp_path, capsys):
    file = tmp_path / "content.toml"
    kicker = "Small words above a title, of which a phone shows half"
    file.write_text(
        'format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\n'
        f'[[slide]]\nid = "s"\nlayout = "statement"\ntitle = "T"\nkicker = "{kicker}"\n',
        "utf-8",
    )
    assert cli.main(["check", str(file)]) == 0
    assert "9:16" not in capsys.readouterr().out
    assert cli.main(["check", "--all", str(file)]) == 0
    assert "9:16" in capsys.readouterr().out


def test_an_error_has_its_place_and_its_status(tmp_path, capsys):
    file = tmp_path / "content.toml"
    file.write_text(
        'format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\n\n[[slide]]\nid = "a"\nlayuot = "title"\n', "utf-8"
    )
    assert cli.main(["check", str(tmp_path)]) == 1
    assert f"{file}:8:1: error: " in capsys.readouterr().out


def test_a_file_that_cannot_be_read_is_status_two(tmp_path, capsys):
    assert cli.main(["check", str(tmp_path / "nowhere.toml")]) == 2
    out = capsys.readouterr().out
    assert "nowhere.toml:1:1: error: " in out
    assert len(out.splitlines()) == 1


def test_problems_as_json(tmp_path, capsys):
    file = tmp_path / "content.toml"
    file.write_text("format = 1\n[story]\ntitle = = 3\n", "utf-8")
    assert cli.main(["check", "--json", str(file)]) == 2
    (problem,) = json.loads(capsys.readouterr().out)
    assert (problem["line"], problem["severity"]) == (3, "error")


def test_what_does_not_fit_is_told_with_slide_language_and_aspect(tmp_path, capsys):
    file = tmp_path / "content.toml"
    long = "une phrase qui ne finit pas " * 120
    file.write_text(
        f'format = 1\n[story]\ntitle = "T"\nlanguages = ["fr"]\n[[slide]]\nid = "a"\nlayout = "statement"\n'
        f'title = "Court"\ntext = "{long}"\n',
        "utf-8",
    )
    assert cli.main(["check", str(file)]) == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if ":9:" in line]
    assert len(lines) == 3
    assert all("warning" in line and "pixels" in line for line in lines)
    assert [aspect for aspect in ("16:9", "16:10", "4:3") if any(aspect in line for line in lines)] == [
        "16:9",
        "16:10",
        "4:3",
    ]


def test_the_schema_is_json(capsys):
    assert cli.main(["schema"]) == 0
    assert "slide" in json.loads(capsys.readouterr().out)["properties"]


@pytest.mark.parametrize("name", ["out.docx", "out.odp"])
def test_a_format_that_is_not_written_is_said(story, name, tmp_path, capsys):
    assert cli.main(["export", story, "-o", str(tmp_path / name)]) == 2
    assert ", ".join(SUFFIXES) in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_export_names_what_it_wrote(story, tmp_path, capsys):
    out = tmp_path / "a folder, été"
    assert cli.main(["export", story, "-o", str(out), "--slides", "2,dispute", "--size", "320x180"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"wrote {out / '02-statement.png'}",
        f"wrote {out / '07-dispute.png'}",
    ]


@pytest.mark.parametrize("name", ["out.md", "out.png"])
def test_an_export_says_what_is_missing_there(name, tmp_path, capsys):
    file = tmp_path / "content.toml"
    slides = "".join(f'[[slide]]\nid = "{one}"\nlayout = "image"\nimage = "{one}.png"\n' for one in ("gone", "broken"))
    file.write_text(f'[story]\ntitle = "A"\nlanguages = ["en"]\n{slides}', encoding="utf-8")
    (tmp_path / "broken.png").write_bytes(b"no picture")
    assert cli.main(["export", str(file), "-o", str(tmp_path / name), "--slides", "1"]) == 0
    printed = capsys.readouterr()
    assert printed.out == f"wrote {tmp_path / name}\n"
    first, gone, *broken = printed.err.splitlines()
    assert first == "passeur: the story has errors; the exported file lacks the parts named here:"
    assert f"{file}:7:9: error: " in gone
    assert [f"{file}:11:9: error: " in line for line in broken] == [True] * (name == "out.png")


@pytest.mark.parametrize("options", [["--slides", "99"], ["--language", "de"], ["--size", "big"], ["--size", "1x1"]])
def test_what_cannot_be_exported_is_one_line(story, options, tmp_path, capsys):
    assert cli.main(["export", story, "-o", str(tmp_path / "x.png"), *options]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_without_a_display_one_clear_sentence(monkeypatch, capsys):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert cli.main(["present"]) == 2
    err = capsys.readouterr().err
    assert "passeur export" in err
    assert "xvfb-run" in err
    assert len(err.splitlines()) == 1


def test_the_command_line_alone_needs_no_qt(run_program):
    assert run_program("command_line_without_qt").returncode == 0


@pytest.mark.parametrize("words", [["open"], ["open", "a.toml"], ["present"], ["present", "a folder"]])
def test_the_quick_way_to_a_window_reads_what_the_parser_reads(words):
    quick = vars(parse_arguments(words))
    assert quick.pop("trace") == ""
    whole = vars(build_parser().parse_args(words, SimpleNamespace()))
    del whole["trace"]
    assert quick == whole


def test_a_trace_opens_in_perfetto(story, tmp_path):
    trace = tmp_path / "trace.json"
    assert cli.main(["export", story, "-o", str(tmp_path / "x.png"), "--slides", "1", "--trace", str(trace)]) == 0
    events = json.loads(trace.read_text("utf-8"))
    assert events[0]["name"] == "process_start"
    assert {"name", "ph", "ts", "pid", "tid"} <= set(events[0])


@pytest.mark.parametrize("word", ["chekc", "exprot", "persent"])
def test_a_mistyped_command_is_told_with_the_nearest(word, capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert cli.main([word]) == 2
    assert cli.main([word, "story.toml"]) == 2
    err = capsys.readouterr().err.splitlines()
    assert len(err) == 2
    assert all(f"“{word}”" in line and "did you mean `passeur" in line for line in err)


def test_a_word_that_is_nothing_is_told(capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert cli.main(["xyzzy"]) == 2
    assert "passeur --help" in capsys.readouterr().err


def test_a_trace_that_cannot_be_written_stops_nothing(story, tmp_path, capsys):
    for trace in (tmp_path / "nowhere" / "trace.json", "/dev/full" if Path("/dev/full").exists() else tmp_path):
        assert cli.main(["check", story, "--trace", str(trace)]) == 0
        assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_trace_is_not_written_over_another_file(story, tmp_path, capsys):
    before = Path(story).read_bytes()
    for words in (["check", "--trace", story], ["--trace", "check", story], ["check", story, "--trace="]):
        assert cli.main(words) == 2
        assert "--trace" in capsys.readouterr().err
    assert Path(story).read_bytes() == before
    trace = tmp_path / "trace.json"
    for _ in range(2):  # over an older one
        assert cli.main(["check", story, "--trace", str(trace)]) == 0


@pytest.mark.parametrize("name", ["events.csv", "bridge.svg"])
def test_an_export_is_not_written_over_a_file_of_the_story(name, tmp_path, stories, capsys):
    shutil.copy(stories / "bridge.svg", tmp_path)
    (tmp_path / "events.csv").write_text("date,title\n1900,One\n", "utf-8")
    text = (stories / "layouts.toml").read_text("utf-8") + '\n[track.more]\ntitle = "E"\ndata = "events.csv"\n'
    (tmp_path / "content.toml").write_text(text, "utf-8")
    before = (tmp_path / name).read_bytes()
    assert cli.main(["export", str(tmp_path / "content.toml"), "-o", str(tmp_path / name), "--language", "fr"]) == 2
    assert "the story reads this file" in capsys.readouterr().err
    assert (tmp_path / name).read_bytes() == before


def test_a_name_drives_no_terminal(tmp_path, capsys):
    assert cli.main(["new", str(tmp_path / "a\x1b[2Jb")]) == 0
    said = capsys.readouterr().out
    assert "U+001B[2J" in said
    assert "\x1b" not in said


def test_the_trace_stands_anywhere(story, tmp_path, monkeypatch, capsys):
    for index, words in enumerate((["--trace", "{}", "check", story], ["check", "--trace={}", story])):
        trace = tmp_path / f"{index}.json"
        assert cli.main([word.format(trace) for word in words]) == 0
        assert json.loads(trace.read_text("utf-8"))
    assert cli.main(["check", story, "--trace"]) == 2
    assert "--trace" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["export", "STORY", "-o", "x.png", "--handout", "1"], "--handout"),
        (["export", "STORY", "-o", "x.pdf", "--size", "320x180"], "--size"),
        (["export", "STORY", "-o", "x.png", "--slides", ""], "--slides"),
        (["export", "STORY", "-o", ""], "-o"),
        (["new", "folder", "--language", "zz"], "zz"),
        (["schema", "--language", "zz"], "zz"),
    ],
)
def test_an_option_that_does_nothing_is_refused(words, named, story, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert cli.main([story if word == "STORY" else word for word in words]) == 2
    assert named in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", [["check", "--json", "--talk"], ["check", "--language", "fr"]])
def test_options_that_exclude_one_another_are_refused(words, story, capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main([*words, story])
    assert ended.value.code == 2
    assert words[1] in capsys.readouterr().err


def test_all_aspects_are_not_asked_for_in_the_list_before_a_talk(story, capsys):
    assert cli.main(["check", "--all", "--talk", story]) == 2
    assert "--all does nothing with --talk" in capsys.readouterr().err


_LONG = "x" * 5000


@pytest.mark.parametrize(
    "words",
    [
        ["check", _LONG],
        ["export", "STORY", "-o", _LONG + ".pdf"],
        ["export", "STORY", "-o", _LONG],
        ["export", "STORY", "-o", "STORY"],
        ["export", "STORY", "-o", "plain"],
        ["export", "STORY", "-o", "plain/inside.pdf"],
        ["export", "STORY", "-o", "out.png", "--slides", "1-" + "9" * 5000],
        ["export", "STORY", "-o", "out.png", "--size", "9" * 5000 + "x9"],
        ["new", _LONG],
        ["new", "plain"],
    ],
)
def test_no_name_is_a_traceback(words, story, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plain").write_text("kept")
    assert cli.main([story if word == "STORY" else word for word in words]) in (1, 2)
    said = capsys.readouterr()
    assert len((said.err or said.out).splitlines()) == 1
    assert len(said.err) < 1000
    assert (tmp_path / "plain").read_text() == "kept"


def test_a_long_id_is_cut_in_the_name_of_its_picture(tmp_path, capsys):
    file = tmp_path / "content.toml"
    file.write_text(
        f'format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\n[[slide]]\nid = "{_LONG}"\nlayout = "title"\n', "utf-8"
    )
    assert cli.main(["export", str(file), "-o", str(tmp_path / "out"), "--size", "320x180"]) == 0
    (picture,) = (tmp_path / "out").iterdir()
    assert len(picture.name) < 100


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/dev/full is of Linux")
def test_output_that_nobody_takes_is_no_traceback(story, root):
    for output, status in (("> /dev/full", 2), ("| true", 0)):
        command = f"{sys.executable} -m desktop check --json {story} {output}; exit ${{PIPESTATUS[0]}}"
        done = subprocess.run(["bash", "-c", command], cwd=root, capture_output=True, text=True, check=False)
        assert "Traceback" not in done.stderr
        assert "Exception ignored" not in done.stderr
        assert done.returncode in (status, 1)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the limit is one of the shell there")
@pytest.mark.parametrize("words", ["--help", "export --help", "--version", "schema"])
def test_output_that_a_full_disk_does_not_take_is_told(words, root, tmp_path):
    environment = {**os.environ, "PYTHONPATH": str(root), "PASSEUR_LANG": "en"}
    command = f"ulimit -f 0; {sys.executable} -m desktop {words} > out"
    done = subprocess.run(
        ["bash", "-c", command], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr.startswith("passeur: the output could not be written: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("words", ["--version more words", "--version --trace t more", "--version check"])
def test_words_after_the_version_are_refused_as_elsewhere(words, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as ended:
        cli.main(words.split())
    shown = capsys.readouterr()
    assert ended.value.code == 2
    assert not shown.out
    assert "passeur: error: " in shown.err


def test_the_version_is_printed_wherever_a_trace_is_asked_for(capsys, tmp_path):
    assert cli.main(["--trace", str(tmp_path / "t"), "--version"]) == 0
    assert capsys.readouterr().out == f"passeur {version()}\n"


def test_a_thread_that_is_inside_qt_does_not_abort_the_program_that_is_left(root):
    program = root / "tests" / "programs" / "leave_while_working.py"
    environment = {**os.environ, "PYTHONPATH": str(root), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, str(program)], env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (3, "said\n", "")


@pytest.mark.parametrize("seconds", ["0", "nan", "many", "1e9", "-3"])
def test_a_length_that_is_none_is_refused_with_what_would_be_right(seconds, capsys):
    with pytest.raises(SystemExit):
        build_parser().parse_args(["export", "-o", "talk.mp4", f"--seconds={seconds}"])
    assert f"“{seconds}” is no length; write seconds from 0.2 to 3600" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words", [["check", ""], ["check", "", "--talk"], ["export", "", "-o", "x.pdf"], [""], ["present", ""], ["new", ""]]
)
def test_an_empty_name_is_not_the_story_of_this_folder(words, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "content.toml").write_text("format = 1\n", "utf-8")
    assert cli.main(words) == 2
    assert "the name of the story or folder is empty" in capsys.readouterr().err
    assert [file.name for file in tmp_path.iterdir()] == ["content.toml"]
