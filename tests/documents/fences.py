"""Code in documents: which fences there are, and what happens when they are run."""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

FENCE = re.compile(
    r"^(?P<above>[^\n]*\n)?(?P<indent> *)```(?P<language>[\w-]*)[^\n`]*\n"
    r"(?P<text>.*?)^(?P=indent)```$",
    flags=re.MULTILINE | re.DOTALL,
)
NOT_RUN = re.compile(r"<!-- not run: \S.* -->")
RUN = ("console", "python")
SHELLS = ("", "bash", "py", "pycon", "sh", "shell", "shell-session", "zsh")
SAME = {"make demo": "licet assess examples/kitakami-motors -o out/demo"}
REFUSED = 2


class Fence(NamedTuple):
    """One fence: its language, its text, the line it begins at, and whether it is to be run."""

    language: str
    text: str
    line: int
    run: bool


def fences(document: str) -> list[Fence]:
    """The fences of `document`, in order.

    A line ``<!-- not run: why -->`` directly above a fence says that it cannot be run.
    """
    found = []
    for match in FENCE.finditer(document):
        indent = len(match["indent"])
        text = "".join(line[indent:] for line in match["text"].splitlines(keepends=True))
        line = document.count("\n", 0, match.start("language")) + 1
        exempt = NOT_RUN.search(match["above"] or "") is not None
        found.append(Fence(match["language"], text, line, match["language"] in RUN and not exempt))
    return found


def steps(console: str) -> list[tuple[str, str]]:
    """Each command of a console fence with the output beneath it; ``> `` goes on a command."""
    found: list[tuple[str, str]] = []
    for line in console.splitlines(keepends=True):
        if line.startswith("$ "):
            found.append((line[2:], ""))
        elif line.startswith("> ") and found and not found[-1][1]:
            found[-1] = (found[-1][0] + line[2:], "")
        elif found:
            found[-1] = (found[-1][0], found[-1][1] + line)
        else:
            raise ValueError("a console fence begins with '$ ' and a command")
    return found


def matches(expected: str, output: str) -> bool:
    """Is `output` what was `expected`? ``…`` stands for anything in a line, or for lines."""
    pattern = ""
    for line in expected.rstrip().splitlines():
        if line.strip() == "…":
            pattern += r"(?:[^\n]*\n)*?"
        else:
            pattern += r"[^\n]*".join(re.escape(part) for part in line.rstrip().split("…")) + r"\n"
    seen = "".join(line.rstrip() + "\n" for line in output.rstrip().splitlines())
    return re.fullmatch(pattern, seen) is not None


def run_console(fence: Fence, place: Path) -> None:
    """Run each command of `fence` in the folder `place` and compare what it prints.

    Raises:
        AssertionError: it printed something else, or failed by a fault of ours.
        ValueError: it is no command that a document may show.
    """
    for command, expected in steps(fence.text):
        if command.startswith("make ") and not expected.strip():
            continue  # the way in, run by whoever runs this
        line = SAME.get(command.strip(), command)
        if not re.match(r"licet |cat ", line):
            raise ValueError(f"a console fence shows licet, cat or make, not: {line}")
        done = subprocess.run(
            ["bash", "-c", line], cwd=place, env=_environment(place), text=True, timeout=300,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
        )  # fmt: skip
        assert done.returncode in {0, REFUSED}, f"{line}{done.stdout}"
        assert matches(expected, done.stdout), f"{line}expected:\n{expected}\nsaw:\n{done.stdout}"


def run_python(fence: Fence, names: dict[str, Any], file: str) -> None:
    """Run the Python of `fence` among `names`; a fence with ``>>>`` is compared as a doctest."""
    if ">>> " in fence.text:
        test = doctest.DocTestParser().get_doctest(fence.text, names, file, file, fence.line)
        failed = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test, clear_globs=False)
        names.update(test.globs)
        assert failed.failed == 0, f"{file}:{fence.line}"
    else:
        exec(compile("\n" * fence.line + fence.text, file, "exec"), names)  # noqa: S102 - our own


def _environment(place: Path) -> dict[str, str]:
    """A plain terminal of 100 columns, with this environment's `licet` first on the path."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    own = {"PATH": path, "HOME": str(place), "COLUMNS": "80", "NO_COLOR": "1", "TERM": "dumb"}
    kept = {name: os.environ[name] for name in ("JAVA_HOME", "TMPDIR") if name in os.environ}
    return {**kept, **own, "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}
