"""The commands of a page: found, run in order in one folder, compared with what the page states."""

from __future__ import annotations

from pathlib import Path

import pytest
from handbook.sessions import SessionError, Step, blocks, filled, run

PAGE = """Text.

```console
$ echo one
one
$ cat > two.txt <<'END'
> two words
>  and an indented line
> END
```

```sh
recoupe never run
```

<!-- exit status 3 -->
```console
$ cat two.txt
$ exit 3
```
"""


def test_steps_are_read_from_console_blocks_alone() -> None:
    assert [block.steps for block in blocks(PAGE)] == [
        (
            Step("echo one", "one"),
            Step("cat > two.txt <<'END'\ntwo words\n and an indented line\nEND", None),
        ),
        (Step("cat two.txt", None), Step("exit 3", None, 3)),
    ]


def test_a_page_is_filled_with_what_its_commands_show(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    page = filled(PAGE, ())
    assert "$ cat two.txt\ntwo words\n and an indented line\n$ exit 3\n```" in page
    assert "$ echo one\none\n$ cat > two.txt <<'END'\n> two words\n>  and an indented line\n> END\n```" in page
    assert "```sh\nrecoupe never run\n```" in page


def test_steps_share_a_folder_that_holds_only_the_copies(tmp_path: Path) -> None:
    (tmp_path / "given").mkdir()
    (tmp_path / "given" / "file.txt").write_text("here")
    shown = run(
        [Step("ls -1", "given"), Step("touch more && ls -1", "given\nmore"), Step("pwd", "~")], [tmp_path / "given"]
    )
    assert [output for _, output in shown] == ["given", "given\nmore", "~"]
    assert [path.name for path in tmp_path.iterdir()] == ["given"]


def test_a_command_may_name_the_incident_shown_before() -> None:
    shown = run([Step("echo i0123456789abcdef 2024", None), Step("echo INCIDENT", "i0123456789abcdef")], ())
    assert shown[1][0] == "echo i0123456789abcdef"


def test_commands_see_a_terminal_and_both_streams_are_shown() -> None:
    [(_, output)] = run([Step("test -t 1 && echo tty && echo told >&2", None)], ())
    assert output == "tty\ntold"


@pytest.mark.parametrize(
    ("stated", "shown", "agrees"),
    [
        ("one", "one", True),
        ("one", "two", False),
        ("one …", "one or two", True),
        ("one …", "one\ntwo", False),
        ("one\n…\nfour", "one\ntwo\nthree\nfour", True),
        ("one\n…\nfour", "one\nfive", False),
        ("(1.5)", "(125)", False),
        ("one", "one   ", True),
    ],
)
def test_stated_output_is_compared(stated: str, shown: str, agrees: bool) -> None:
    step = Step(f"printf '%s\\n' '{shown}'", stated)
    if agrees:
        assert run([step], ())[0][1].rstrip() == shown.rstrip()
    else:
        with pytest.raises(SessionError, match="but the page states"):
            run([step], ())


@pytest.mark.parametrize(("command", "status"), [("true", 1), ("false", 0), ("no-such-command", 0)])
def test_another_exit_status_is_an_error(command: str, status: int) -> None:
    with pytest.raises(SessionError, match=f"ended with status .*, not {status}"):
        run([Step(command, None, status)], ())


def test_a_block_that_opens_with_output_is_an_error() -> None:
    with pytest.raises(SessionError, match='begin commands with "\\$ "'):
        blocks("```console\nrecoupe read\n```\n")
