"""The real programs of one scene, in a folder of their own: a hub, displays, consoles. Ends what it started."""

import json
import os
import pathlib
import random
import signal
import subprocess
import tempfile
import time

from player.words import Words

ROOT = pathlib.Path(__file__).resolve().parents[4]
EVENING = "2026-11-22"


class Fault(Exception):
    """What did not go as written, in words."""


def until(what, true, seconds=30, pause=0.03):
    """Waits until it is true; what it returned then."""
    deadline = time.monotonic() + seconds
    while True:
        value = true()
        if value:
            return value
        if time.monotonic() > deadline:
            raise Fault(f"gave up after {seconds:g} s: {what}")
        time.sleep(pause)


class Machine:
    def __init__(self, folder):
        self.bin = folder
        self.scratch = pathlib.Path(tempfile.mkdtemp(prefix="carehub-scene-"))
        self.started = []
        self.data = self.scratch / "data"
        self.hub = None
        self.site = "isle-of-wight"
        self.day, self.began = EVENING, "18:00"
        self.environment = dict(os.environ, HOME=str(self.scratch), XDG_CONFIG_HOME=str(self.scratch / "config"),
                                XDG_DATA_HOME=str(self.scratch / "share"), XDG_STATE_HOME=str(self.scratch / "state"))
        self.make_printer()

    def make_printer(self):
        """An `lp` that keeps what it is given."""
        tools = self.scratch / "tools"
        tools.mkdir()
        printer = tools / "lp"
        printer.write_text(f'#!/bin/sh\nfor last; do :; done\ncp "$last" "{self.scratch}/printed"\n')
        printer.chmod(0o755)
        self.environment["PATH"] = f"{tools}:{os.environ['PATH']}"

    def start(self, *words, log, **options):
        with open(self.scratch / log, "ab") as file:
            process = subprocess.Popen([str(word) for word in words], stdout=file, stderr=file, stdin=subprocess.DEVNULL,
                                       env=dict(self.environment, **options.pop("env", {})), **options)
        self.started.append(process)
        return process

    def end(self):
        for process in reversed(self.started):
            if process.poll() is None:
                process.send_signal(signal.SIGCONT)
                process.terminate()
        for process in reversed(self.started):
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    # --- the hub ---

    def start_hub(self, *more):
        (self.data / "endpoints.json").unlink(missing_ok=True)
        self.hub = self.start(self.bin / "carehub-dispatcher", "--site", ROOT / f"assets/sites/{self.site}.toml", "--data", self.data,
                              "--start", f"{self.day}T{self.began}:00Z", *more, log="dispatcher")
        until("the dispatcher's endpoints", self.hub_is_there)

    def hub_is_there(self):
        if self.hub.poll() is not None:
            raise Fault(f"the dispatcher has ended: {self.log('dispatcher')}")
        file = self.data / "endpoints.json"
        return file.exists() and file.stat().st_size > 0

    def stop_hub(self, how=signal.SIGTERM):
        self.hub.send_signal(signal.SIGCONT)
        self.hub.send_signal(how)
        self.hub.wait(timeout=30)

    def time_passes(self, clock):
        """To this time of the day, quickly; then on at the pace of a clock."""
        self.stop_hub()
        self.start_hub("--rush-until", f"{self.day}T{clock}:00Z")
        until(f"the hub's clock to say {clock}", lambda: self.state()["hub"]["now"][11:16] >= clock, 60)

    def ctl(self, *words, patience=15):
        return subprocess.run([str(self.bin / "carehubctl"), *[str(word) for word in words]], capture_output=True, text=True,
                              env=self.environment, timeout=60 + patience, check=False)

    def state(self):
        ran = self.ctl("state", "--data", self.data, "--json")
        if ran.returncode != 0:
            raise Fault(f"carehubctl state: {ran.stderr.strip()}")
        return json.loads(ran.stdout)

    def command(self, line, user, role="operator"):
        ran = self.ctl("do", "--data", self.data, "--user", user, "--role", role, line)
        if ran.returncode != 0:
            raise Fault(f"the hub did not take '{line}': {ran.stderr.strip()}")

    def log(self, name, lines=6):
        file = self.scratch / name
        return "\n".join(file.read_text(errors="replace").splitlines()[-lines:]) if file.exists() else ""

    # --- displays: a number is drawn; one in use ends the server, and the next is tried. -noreset: otherwise a server starts
    # anew when its last client goes, and whoever connects just then finds nobody. -r: a key that is held does not repeat ---

    def start_display(self, width, height):
        for _ in range(20):
            display = f":{random.randint(1000, 33000)}"
            there, ready = os.pipe()
            server = self.start("Xvfb", display, "-noreset", "-r", "-displayfd", ready, "-screen", "0", f"{width}x{height}x24", "-nolisten",
                                "tcp", log="xvfb", pass_fds=[ready])
            os.close(ready)
            with os.fdopen(there) as answer:
                if answer.read():
                    return display
            server.wait()
        raise Fault(f"no display could be started: {self.log('xvfb')}")


class Console:
    """One console in a window of its own, with a keyboard and a mouse."""

    KEYS = {"enter": "Return", "esc": "Escape", "pgdn": "Next", "pgup": "Prior", "backspace": "BackSpace", "del": "Delete", "tab": "Tab",
            "up": "Up", "down": "Down", "left": "Left", "right": "Right", "home": "Home", "end": "End", "space": "space", "+": "plus",
            "-": "minus", "?": "question", "/": "slash", ":": "colon", "0": "0"}

    def __init__(self, machine, workspace, user, width=1366, height=768, more=()):
        self.machine = machine
        self.user = user
        self.file = machine.scratch / f"words-{user}.json"
        self.display = machine.start_display(width, height)
        self.words_of_start = ["--workspace", workspace, "--data", machine.data, "--user", user, "--width", width, "--height", height,
                               "--words", self.file, *more]
        self.watched = []
        self.remembered = {}
        self.begin()

    def begin(self):
        self.process = self.machine.start(self.machine.bin / "carehub-console", *self.words_of_start, log=f"console-{self.user}",
                                          env={"DISPLAY": self.display})
        self.taken = 0
        self.frozen = False
        until("the console's window", self.has_window)
        until("the keyboard for the console", self.takes_keyboard)
        until("the first words of the console", lambda: self.words().number > 0)

    def finish(self, how):
        """Its end; what it last said of its screen is gone with it."""
        self.process.send_signal(how)
        self.process.wait(timeout=30)
        self.file.unlink(missing_ok=True)

    def xdotool(self, *words):
        return subprocess.run(["xdotool", *[str(word) for word in words]], capture_output=True, text=True, check=False,
                              env=dict(self.machine.environment, DISPLAY=self.display))

    def has_window(self):
        if self.process.poll() is not None:
            raise Fault(f"the console has ended: {self.machine.log('console-' + self.user)}")
        return self.xdotool("search", "--name", "^Carehub").returncode == 0

    def takes_keyboard(self):
        window = self.xdotool("search", "--name", "^Carehub").stdout.split()[0]
        self.xdotool("windowfocus", window)
        return self.xdotool("getwindowfocus").stdout.strip() == window

    def words(self):
        seen = Words.read(self.file)
        for words in self.watched:
            found = seen.find("screen", words)
            if found is not None:
                raise Fault(f'"{words}" stood on the screen ({found.panel}): {found.shown}')
        return seen

    def wait_taken(self, what, count):
        """The console has taken it: a frame was made with it."""
        self.taken += count
        if self.frozen:
            return  # it takes it later
        try:
            until(what, lambda: self.words().inputs >= self.taken, 20, 0.015)
        except Fault as fault:
            raise Fault(f"{fault}; the console took {self.words().inputs} of {self.taken} keys and clicks") from fault

    def press(self, name):
        *held, key = name.split()
        key = self.KEYS.get(key.lower(), key if len(key) > 1 else key.lower())
        for modifier in held:
            self.xdotool("keydown", modifier.lower())
        self.xdotool("keydown", key)
        self.wait_taken(f"the key {name}", 1)
        self.xdotool("keyup", key)
        for modifier in reversed(held):
            self.xdotool("keyup", modifier.lower())

    def type(self, text):
        self.xdotool("type", "--delay", "12", text)
        self.wait_taken(f"what was typed: {text}", len(text))

    def where(self, panel, words):
        found = until(f'"{words}" on the {panel}', lambda: self.words().find(panel, words), 20)
        return found.middle()

    def point(self, panel, words):
        self.xdotool("mousemove", *self.where(panel, words))

    def freeze(self, frozen):
        self.frozen = frozen
        self.process.send_signal(signal.SIGSTOP if frozen else signal.SIGCONT)
        self.wait_taken("what was typed meanwhile", 0)

    def click(self, panel, words):
        x, y = self.where(panel, words)
        self.xdotool("mousemove", x, y, "mousedown", 1)
        self.wait_taken("the button of the mouse", 1)
        self.xdotool("mouseup", 1)
        self.wait_taken("the button of the mouse let go", 1)

    def left_border(self, panel):
        """Where the border on the left of a panel can be taken: beside its title, which has a margin of 14."""
        words = self.words()
        top = min(text.seen[1] for text in words.of(panel))
        title = min((text for text in words.of(panel) if text.seen[1] < top + 12), key=lambda text: text.seen[0])
        return round(title.seen[0] - (11 if words.width >= 1600 else 10)), title.middle()[1]

    def double_click(self, at):
        self.xdotool("mousemove", *at, "click", 1, "click", 1)
        self.wait_taken("a double click", 4)

    def drag(self, start, to):
        self.xdotool("mousemove", *start, "mousedown", 1)
        self.wait_taken("the button of the mouse", 1)
        for part in (1, 2, 3):
            self.xdotool("mousemove", start[0] + (to[0] - start[0]) * part // 3, start[1] + (to[1] - start[1]) * part // 3)
        self.xdotool("mouseup", 1)
        self.wait_taken("the button of the mouse let go", 1)

    def picture(self, file):
        subprocess.run(["import", "-window", "root", str(file)], env=dict(self.machine.environment, DISPLAY=self.display), check=False,
                       capture_output=True)
