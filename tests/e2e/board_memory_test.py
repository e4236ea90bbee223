#!/usr/bin/env python3
"""No patient data is in the memory of a manager's console: real referrals carry distinctive markers into a live hub, and every
readable page of the process that shows the board is searched for them, before and after. The same search of an operator's
console finds each of them, so that it is known to find what is there."""

import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

BIN = pathlib.Path(sys.argv[1]).resolve()
ROOT = pathlib.Path(__file__).resolve().parents[2]
WAIT_S = 90


def nhs_number(nine):
    """Of the range that is never given to anybody, with its check digit."""
    rest = 11 - sum(int(digit) * (10 - i) for i, digit in enumerate(nine)) % 11
    return None if rest == 10 else nine + str(rest % 11)


def markers_of(tag, nine):
    number = nhs_number(nine)
    assert number is not None and number.startswith("999")
    return {
        "name": f"Zebedee Quillmarker{tag}",
        "narrative": f"narrmarker{tag} off food two days and muddled",
        "summary": f"summarker{tag} muddled since noon",
        "phone": f"01632 9600{tag}",
        "address": f"{tag} Addrmarker Lane, Inventedham",
        "nhs_number": number,
    }


# What is searched for: the whole text, or its distinctive word where a screen may wrap it.
def needles(markers):
    words = [("name", markers["name"].split()[1]), ("narrative", markers["narrative"].split()[0]),
             ("summary", markers["summary"].split()[0]), ("phone", markers["phone"]),
             ("address", markers["address"].split(",")[0]), ("nhs_number", markers["nhs_number"])]
    spaced = markers["nhs_number"]
    words.append(("nhs_number as written", f"{spaced[:3]} {spaced[3:6]} {spaced[6:]}"))
    return [(what, text, text.encode("utf-8"), text.encode("utf-16-le")) for what, text in words]


def readable_memory(pid):
    with open(f"/proc/{pid}/maps") as maps, open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
        for line in maps:
            found = re.match(r"([0-9a-f]+)-([0-9a-f]+) (\S+) ", line)
            if not found.group(3).startswith("r") or "[v" in line:
                continue
            start, end = (int(part, 16) for part in found.group(1, 2))
            try:
                memory.seek(start)
                yield memory.read(end - start)
            except (OSError, OverflowError, ValueError):
                continue  # given back meanwhile, or of a device


def search(pid, wanted):
    """The names of those that stand somewhere in the memory of a process, as UTF-8 or UTF-16."""
    found = set()
    read = 0
    for piece in readable_memory(pid):
        read += len(piece)
        for what, text, utf8, utf16 in wanted:
            if utf8 in piece or utf16 in piece:
                found.add(what)
    return found, read


class Scene:
    def __init__(self, scratch):
        self.data = scratch / "data"
        self.scratch = scratch
        self.programs = []

    def start(self, name, words, **options):
        log = open(self.scratch / name, "a")
        process = subprocess.Popen([str(word) for word in words], stdout=log, stderr=log, **options)
        self.programs.append(process)
        return process

    def fail(self, why):
        print("WRONG", why)
        for log in sorted(self.scratch.glob("*.log")):
            print(f"--- {log.name}\n{log.read_text()[-1500:]}")
        raise SystemExit(1)

    def until(self, what, check):
        over = time.monotonic() + WAIT_S
        while not check():
            if time.monotonic() > over:
                self.fail(f"gave up waiting: {what}")
            for process in self.programs:
                if process.poll() is not None:
                    self.fail(f"{process.args[0]} ended")
            time.sleep(0.2)

    def start_hub(self):
        self.start("dispatcher.log", [BIN / "carehub-dispatcher", "--site", ROOT / "assets/sites/isle-of-wight.toml", "--data",
                                      self.data, "--start", "2026-11-22T18:00:00Z"])
        self.until("the dispatcher's endpoints", (self.data / "endpoints.json").exists)

    # Of our own choice: servers that look for a free number at the same moment take each other's socket away.
    def start_screen(self):
        for _ in range(20):
            screen = f":{random.randint(1000, 33000)}"
            told, tell = os.pipe()
            server = subprocess.Popen(["Xvfb", screen, "-noreset", "-displayfd", str(tell), "-screen", "0", "1366x768x24", "-nolisten",
                                       "tcp"], pass_fds=[tell], stderr=subprocess.DEVNULL)
            os.close(tell)
            if os.read(told, 1):
                self.programs.append(server)
                return screen
            server.wait()
        self.fail("no display could be started")

    def start_console(self, screen, workspace, *more):
        mine = dict(os.environ, DISPLAY=screen, XDG_DATA_HOME=str(self.scratch), XDG_CONFIG_HOME=str(self.scratch))
        return self.start(workspace + ".log", [BIN / "carehub-console", "--workspace", workspace, "--data", self.data, "--user",
                                               "r.hale", *more], env=mine)

    def ctl(self, *words):
        ran = subprocess.run([str(BIN / "carehubctl"), "do", "--data", str(self.data), *words], capture_output=True, text=True,
                             timeout=60)
        if ran.returncode != 0:
            self.fail(f"carehubctl do {words[0]}: {ran.stderr}")
        return ran.stdout

    def refer(self, markers):
        self.ctl("new", "--source", "call_for_care", "--narrative", markers["narrative"], "--summary", markers["summary"], "--name",
                 markers["name"], "--phone", markers["phone"], "--address", markers["address"], "--nhs-number",
                 markers["nhs_number"], "--age", "83", "--place", "50.70,-1.29", "--need", "crisis", "nurse")

    def end(self):
        for process in self.programs:
            process.terminate()
        for process in self.programs:
            process.wait(timeout=30)


def window_is_up(screen):
    found = subprocess.run(["xdotool", "search", "--name", "^Carehub"], env=dict(os.environ, DISPLAY=screen),
                           capture_output=True, text=True)
    return bool(found.stdout.strip())


def play(scene):
    scene.start_hub()
    early, late = markers_of("41", "999123457"), markers_of("42", "999765432")
    scene.refer(early)
    screens = {name: scene.start_screen() for name in ("board", "operator")}
    board = scene.start_console(screens["board"], "board")
    operator = scene.start_console(screens["operator"], "operator")
    for name, screen in screens.items():
        scene.until(f"the {name}'s window", lambda: window_is_up(screen))
    scene.refer(late)
    # The level is declared after the referrals: a board that shows it has been told of everything before.
    scene.ctl("OPEL", "3", "two", "crews", "down")
    shown = [("level", "", b"OPEL 3", "OPEL 3".encode("utf-16-le")), ("service", "", b"Crisis response", b"\0never")]
    scene.until("the board's figures", lambda: search(board.pid, shown)[0] == {"level", "service"})

    wanted = needles(early) + needles(late)
    scene.until("the markers in the operator's console", lambda: all(
        search(operator.pid, [one])[0] for one in wanted if one[0] != "nhs_number as written"))
    # The board goes on for as long as it takes to draw some pages more.
    scene.ctl("OPEL", "4", "none", "left")
    scene.until("the board's next figures", lambda: search(board.pid, [("level", "", b"OPEL 4", b"\0never")])[0])
    found, read = search(board.pid, wanted)
    if read < 10_000_000:
        scene.fail(f"only {read} bytes of the board's memory could be read")
    if found:
        scene.fail(f"in the memory of the manager's console: {', '.join(sorted(found))}")
    print(f"{len(wanted)} markers: none in {read / 1e6:.0f} MB of the board's memory, each in the operator's (a number as it is "
          "written, with blanks, only where it is shown)")


def main():
    for tool in ("Xvfb", "xdotool"):
        if shutil.which(tool) is None:
            print(f"skipped: {tool} is not installed")
            return 77
    for program in ("carehub-dispatcher", "carehub-console", "carehubctl"):
        if not (BIN / program).exists():
            print(f"skipped: {program} is not built")
            return 77
    scratch = pathlib.Path(tempfile.mkdtemp())
    scene = Scene(scratch)
    try:
        play(scene)
    finally:
        scene.end()
        shutil.rmtree(scratch, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
