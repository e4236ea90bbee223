"""Reads a scene: a title, then steps in plain words, one a line."""

import dataclasses
import pathlib
import re


class Unreadable(Exception):
    """A scene that cannot be played; says file, line and what to write."""


@dataclasses.dataclass
class Step:
    line: int
    kind: str  # "given", "do" or "expect"
    text: str


@dataclasses.dataclass
class Scene:
    name: str
    file: pathlib.Path
    title: str
    steps: list


# What stands in quotes is what is typed or read, and no part of the sentence. \" is a quote inside it.
QUOTED = r'"(?:[^"\\]|\\.)*"'


def plain(quoted):
    return re.sub(r"\\(.)", lambda m: {"n": "\n"}.get(m.group(1), m.group(1)), quoted[1:-1])


def parts(text):
    """Several steps of one kind in a line, separated by semicolons."""
    found = re.findall(rf"(?:{QUOTED}|[^;\"])+", text)
    return [part.strip() for part in found if part.strip()]


def read(file):
    title, steps = "", []
    for number, raw in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        line = raw.strip()
        if line.startswith("#"):
            title = title or line.lstrip("# ")
            continue
        if not line:
            continue
        kind, _, rest = line.partition(":")
        if kind not in ("do", "expect"):
            kind, rest = "given", line
        steps += [Step(number, kind, part) for part in parts(rest)]
    if not title or not steps:
        raise Unreadable(f"{file}: a scene begins with a line '# Title' and has steps; README.md shows one")
    return Scene(file.stem, file, title, steps)
