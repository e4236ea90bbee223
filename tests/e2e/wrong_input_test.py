#!/usr/bin/env python3
"""Wrong input at the command line, the files and the sockets of the real dispatcher: each gets a clear message and its exit
status, nothing is lost, and a good client is served throughout."""

import json
import os
import pathlib
import random
import re
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

BIN = pathlib.Path(sys.argv[1]).resolve()
ROOT = pathlib.Path(__file__).resolve().parents[2]
SITE = ROOT / "assets/sites/isle-of-wight.toml"
DISPATCHER = BIN / "carehub-dispatcher"
CTL = BIN / "carehubctl"
failures = []


def check(what, good, shown=""):
    print(("ok    " if good else "WRONG ") + what)
    if not good:
        failures.append(what)
        print("      " + str(shown).strip()[-1500:].replace("\n", "\n      "))


def run(*arguments, timeout=30, **options):
    return subprocess.run([str(a) for a in arguments], capture_output=True, text=True, timeout=timeout, **options)


def refused(what, status, words, *arguments, **options):
    ran = run(DISPATCHER, *arguments, **options)
    clear = all(re.search(word, ran.stderr) for word in words)
    check(f"{what}: exit status {status}, and says why", ran.returncode == status and clear and not ran.stdout,
          f"exit {ran.returncode}\n{ran.stdout}{ran.stderr}")
    return ran


class Hub:
    """A running dispatcher; its log goes to a file."""

    def __init__(self, data, *more, **options):
        self.data = data
        self.log = open(str(data) + ".log", "a")
        self.process = subprocess.Popen([DISPATCHER, "--site", SITE, "--data", data, *more], stdout=subprocess.PIPE,
                                        stderr=self.log, text=True, **options)
        self.ready = self.process.stdout.readline()

    def endpoint(self, name):
        import json
        return json.loads((self.data / "endpoints.json").read_text())[name]

    def alive(self):
        return self.process.poll() is None

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=30)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.alive():
            self.process.kill()
            self.process.wait()


def new_case(data, words):
    return run(CTL, "do", "--data", data, "new", "--source", "call_for_care", "--narrative", words)


def serves(hub):
    ran = new_case(hub.data, "a good client")
    return ran.returncode == 0 and re.search(r"\d{4,}", ran.stdout) is not None


def command_line(folder):
    data = folder / "unused"
    refused("no site", 2, ["--site"], "--data", data)
    refused("unknown option", 2, ["--nonsense"], "--site", SITE, "--data", data, "--nonsense")
    refused("a speed of nothing", 2, ["speed"], "--site", SITE, "--data", data, "--speed", "0")
    refused("a start that is no time", 2, ["--start", "2026"], "--site", SITE, "--data", data, "--start", "yesterday")
    refused("a site file that is not there", 2, ["no-such.toml"], "--site", folder / "no-such.toml", "--data", data)
    refused("an endpoint that is none", 2, ["not an endpoint", "tcp://"], "--site", SITE, "--data", folder / "endpoint", "--listen", "here")
    check("nothing was made of it", not data.exists(), data)
    helped = run(DISPATCHER, "--help")
    check("--help explains every option", helped.returncode == 0 and all(
        option in helped.stdout for option in ["--site", "--data", "--listen", "--speed", "--start", "--rush-until", "--verify-replay"]))
    programs_agree(folder)


def said(what, status, words, *arguments, timeout=30, **options):
    """Nothing on stdout, and one message that begins with the program's name (after what it lists line by line)."""
    ran = run(*arguments, timeout=timeout, **options)
    name = pathlib.Path(arguments[0]).name
    last = (ran.stderr.strip().splitlines() or [""])[-1]
    good = ran.returncode == status and not ran.stdout and last.startswith(name + ": ") and all(word in last for word in words)
    check(f"{name}: {what}: exit status {status}, and says why", good, f"exit {ran.returncode}\n{ran.stdout}{ran.stderr}")
    return ran


def programs_agree(folder):
    """Every program ends the same way on a command line that it cannot read."""
    console, bench, harness = BIN / "carehub-console", BIN / "carehub-bench", BIN / "carehub-kill-harness"
    for program, needed in [(DISPATCHER, []), (console, []), (bench, []), (harness, ["--program", DISPATCHER, "--site", SITE])]:
        said("an option that there is not", 2, ["--nonsense", f"{program.name} --help"], program, *needed, "--nonsense")
        helped = run(program, "--help")
        check(f"{program.name}: --help is no mistake", helped.returncode == 0 and not helped.stderr, helped.stderr)
    said("a subcommand that there is not", 2, ["nonsense", "--help"], CTL, "nonsense")
    said("a speed of nothing", 2, ["--speed"], DISPATCHER, "--site", SITE, "--speed", "0")
    for option, value in [("--scale", "10"), ("--scale", "300"), ("--width", "-5"), ("--width", "5"), ("--height", "-5"), ("--after", "-3"),
                          ("--sample-cases", "-1"), ("--workspace", "kitchen")]:
        said(f"{option} {value}", 2, [option, value], console, option, value)
    ran = said("a sample that is no site file", 1, ["README.md: is not usable; correct the lines above"], console,
               "--sample", ROOT / "README.md")
    check("and the lines are above", re.search(r"^README.md:\d+:", ran.stderr) is not None, ran.stderr)
    said("a file for the figures that cannot be written", 1, ["/nope/x.json", "cannot be written"], bench, "--only", "core", "--json",
         "/nope/x.json", timeout=5)
    alone = folder / "carehub-bench"  # no console beside it: that figure cannot be measured
    shutil.copy(bench, alone)
    ran = run(alone, "--only", "console", "--site", SITE, "--dir", folder)
    check("carehub-bench: a figure that is not reached is no failure", ran.returncode == 0, ran.stderr)
    ran = run(alone, "--only", "console", "--site", SITE, "--dir", folder, "--must-reach")
    check("carehub-bench: unless it must be reached", ran.returncode == 1 and "not reached: console_frame_build_p99_ms" in ran.stderr, ran.stderr)


def directories(folder):
    (folder / "file").write_text("a file, not a folder")
    refused("a data directory that cannot be made", 1, ["file"], "--site", SITE, "--data", folder / "file/data")
    refused("a data directory that cannot be written", 1, ["/proc"], "--site", SITE, "--data", "/proc/carehub")
    damaged = folder / "damaged"
    damaged.mkdir()
    (damaged / "journal.db").write_bytes(b"this is no journal " * 1000)
    refused("a journal without its key", 2, ["journal.key", "Restore"], "--site", SITE, "--data", damaged)
    (damaged / "journal.key").write_bytes(bytes(range(32)))
    (damaged / "journal.key").chmod(0o600)
    refused("a journal that is none", 5, ["journal.db"], "--site", SITE, "--data", damaged)
    check("and it is left as it was", (damaged / "journal.db").read_bytes().startswith(b"this is no journal"))
    missing = run(DISPATCHER, "--verify-replay", "--data", folder / "nowhere")
    check("--verify-replay of nothing says so", missing.returncode != 0 and "nowhere" in missing.stderr, missing.stderr)


def two_at_once(folder):
    with Hub(folder / "two") as hub:
        refused("a second dispatcher on one directory", 4, [str(folder / "two")], "--site", SITE, "--data", folder / "two")
        check("the first one goes on", hub.alive() and serves(hub))
    with Hub(folder / "port", "--listen", "tcp://127.0.0.1:0") as hub:
        taken = hub.endpoint("command")
        refused("a port in use", 4, [re.escape(taken), "in use"], "--site", SITE, "--data", folder / "port2", "--listen", taken)
        check("the one that has it goes on", hub.alive() and serves(hub))


def invented_shift(folder):
    """Invented callers and crews never get in among real ones, nor into another hub than they were made for."""
    def play(data, *more):
        return run(CTL, "simulate", "--data", data, "--minutes", "1", *more)

    with Hub(folder / "real") as hub:
        ran = play(hub.data)
        check("a simulated shift is kept out of a real hub", ran.returncode == 1 and "not a simulation" in ran.stderr + ran.stdout, ran)
        check("and nothing came in", "0 open" in run(CTL, "watch", "--data", hub.data, "--once").stdout)
    with Hub(folder / "simulated", "--start", "2026-11-22T17:00:00Z", "--speed", "60") as hub:
        other = ROOT / "assets/sites/mid-nottinghamshire.toml"
        ran = play(hub.data, "--site", other)
        check("and one of another hub as well", ran.returncode == 1 and "Isle of Wight" in ran.stderr + ran.stdout, ran)
        ran = play(hub.data)
        check("its own shift plays", ran.returncode == 0, ran)
    with Hub(folder / "natural", "--start", "2026-11-22T17:00:00Z") as hub:
        shown = run(CTL, "watch", "--data", hub.data, "--once").stdout
        check("a simulation at natural speed is shown as one", "simulated, 1x" in shown, shown)


SITE_MISTAKES = [
    ("id = \"isle-of-wight\"", "id = 7"), ("[travel]", "[travle]"), ("population", "populaton"), ("kmh", "kph"),
]


def bad_site(folder):
    """Several mistakes at once in a file that is otherwise right; the running hub's journal is not touched."""
    data = folder / "site"
    with Hub(data) as hub:
        check("a case before", serves(hub))
        check("a clean stop", hub.stop() == 0)
    before = (data / "journal.db").read_bytes()
    text = SITE.read_text()
    lines = text.splitlines()
    changed = 0
    for number, line in enumerate(lines):
        if changed < 20 and re.match(r"^\s*(kind|capacity|position|postcode_districts|min_age_years|target_min|skills)\s*=", line):
            lines[number] = re.sub(r"=.*$", "= \"\\\\u0000 nonsense\"" if changed % 2 else "= -99999", line)
            changed += 1
    bad = folder / "bad.toml"
    bad.write_text("\n".join(lines) + "\n")
    ran = refused(f"a site file with {changed} mistakes", 2, ["bad.toml:\\d+:"], "--site", bad, "--data", data)
    named = set(re.findall(r"bad\.toml:(\d+):", ran.stderr))
    check(f"they are named together with their lines ({len(named)})", len(named) >= min(10, changed), ran.stderr)
    bad.write_text("this is [not TOML\n")
    refused("a file that is not TOML", 2, ["bad.toml:1"], "--site", bad, "--data", data)
    check("the journal is untouched", (data / "journal.db").read_bytes() == before)


def connect(endpoint):
    if endpoint.startswith("ipc://"):
        raw = socket.socket(socket.AF_UNIX)
        raw.connect(endpoint[len("ipc://"):])
    else:
        host, port = endpoint[len("tcp://"):].rsplit(":", 1)
        raw = socket.create_connection((host, int(port)))
    raw.settimeout(5)
    return raw


GREETING = b"\xff\0\0\0\0\0\0\0\x01\x7f\x03\0CURVE" + b"\0" * 47


def noise(hub, generator):
    """Bytes of strangers on each socket: nothing, noise, half a greeting, noise after a greeting, a huge frame."""
    held = []
    for name in ["command", "updates", "board"]:
        endpoint = hub.endpoint(name)
        for attempt in range(60):
            raw = connect(endpoint)
            kind = attempt % 6
            try:
                if kind == 0:
                    held.append(raw)  # says nothing, and stays
                    continue
                if kind == 1:
                    raw.sendall(generator.randbytes(generator.randrange(1, 5000)))
                if kind == 2:
                    raw.sendall(GREETING[:generator.randrange(1, 60)])
                if kind == 3:
                    raw.sendall(GREETING + generator.randbytes(generator.randrange(1, 3000)))
                if kind == 4:
                    raw.sendall(GREETING + b"\x06" + (1 << 62).to_bytes(8, "big") + b"x" * 1000)
                if kind == 5:
                    raw.sendall(GREETING.replace(b"CURVE", b"NULL\0") + b"\x04\x19\x05READY\x0bSocket-Type\0\0\0\x06DEALER")
                    raw.sendall(b"\0" + bytes([200]) + generator.randbytes(200))
            except OSError:
                pass  # the dispatcher hangs up on nonsense
            raw.close()
    return held


def sockets(folder):
    generator = random.Random(2026)
    for name, more in [("ipc", []), ("tcp", ["--listen", "tcp://127.0.0.1:0"])]:
        with Hub(folder / name, *more) as hub:
            held = noise(hub, generator)
            check(f"{name}: noise of strangers on each socket harms nobody", hub.alive() and serves(hub))
            for raw in held:
                raw.close()
            check(f"{name}: a clean stop afterwards", hub.stop() == 0)


def full_disk(folder):
    """A disk of its own that fills up; only where a small one can be mounted."""
    disk = folder / "disk"
    disk.mkdir()
    if os.geteuid() != 0 or run("mount", "-t", "tmpfs", "-o", "size=160m", "tmpfs", disk).returncode != 0:
        print("skip  a full disk: cannot mount a small one here")
        return
    data = disk / "data"
    try:
        kept = []
        with Hub(data) as hub:
            for number in range(5):
                ran = new_case(data, f"before the disk is full {number}")
                kept += re.findall(r"\d{4,}", ran.stdout)[:1]
            filler = open(disk / "filler", "wb", buffering=0)  # nothing is left over for close()
            try:
                while True:
                    filler.write(b"x" * (1 << 20))
            except OSError:
                pass
            answered = 0
            for number in range(400):
                ran = subprocess.run([CTL, "do", "--data", data, "--patience", "3", "new", "--source", "call_for_care", "--narrative",
                                      "x" * 12000], capture_output=True, text=True)
                if ran.returncode != 0:
                    break
                kept += re.findall(r"\d{4,}", ran.stdout)[:1]
                answered += 1
                # whatever room it makes for itself is taken away again
                try:
                    while True:
                        filler.write(b"x" * 4096)
                except OSError:
                    pass
            ended = hub.process.poll() if ran.returncode else None
            log = pathlib.Path(str(data) + ".log").read_text()
            check("a full disk: people are told", "disk" in log.lower(), log)
            check("a full disk: refused, or stopped with status 3 and a plain message", ended in (None, 3), f"{ended}\n{log}")
        filler.close()
        (disk / "filler").unlink()
        with Hub(data) as hub:
            state = run(CTL, "export", "--data", data)
            there = all(re.search(rf'"id":{number}\b', state.stdout) for number in kept)
            check(f"a full disk: all {len(kept)} acknowledged cases are there when there is room again", there and serves(hub), state.stderr)
    finally:
        run("umount", disk)


def case_with(hub, number):
    state = json.loads(run(CTL, "state", "--data", hub.data, "--json").stdout)
    return next((c for c in state["cases"] if str(c["id"]) == number), None)


def strange_texts(folder):
    """Whatever people type or paste is kept as it is, said where it cannot be, and breaks nothing."""
    texts = {
        "right to left": "\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627 fell at home \u202eabc\u202c",
        "combining letters": "cafe\u0301 a\u0323\u0307\u0302 Zalgo \u0338\u0339\u033a",
        "emoji": "fell \U0001f6d1 in the bath \U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f1ec\U0001f1e7",
        "tabs and lines": "first line\n\tsecond line",
        "quotation marks and a semicolon": "said \"help\"; '); DROP TABLE cases; --",
    }
    with Hub(folder / "strange") as hub:
        for what, text in texts.items():
            ran = new_case(hub.data, text)
            number = ran.stdout.strip()
            kept = case_with(hub, number) if ran.returncode == 0 else None
            good = kept is not None and kept["referral"]["narrative"] == text
            check(f"{what}: kept as it was typed", good, f"{ran.stdout}{ran.stderr}{kept and kept['referral']['narrative']!r}")
        watched = run(CTL, "watch", "--data", hub.data, "--once")
        check("the list shows all of them", watched.returncode == 0 and "bath" in watched.stdout, watched.stderr)
        ran = new_case(hub.data, "x" * 100_000)
        check("100 KB: said how long it may be, and nothing is registered",
              ran.returncode == 1 and "bytes long; at most" in ran.stderr and not ran.stdout, ran.stdout[:200] + ran.stderr[:400])
        ran = run(CTL, "do", "--data", hub.data, "new", "--source", "call_for_care", "--narrative", "ok", "--age", "400")
        check("an age of 400 is refused with what to write", ran.returncode != 0 and "age" in ran.stderr, ran.stderr)
        check("the hub goes on", hub.alive() and serves(hub))


def main():
    if not CTL.exists():
        print("carehubctl is not built")
        return 77
    folder = pathlib.Path(tempfile.mkdtemp(prefix="carehub-wrong-"))
    try:
        for scene in [command_line, directories, two_at_once, invented_shift, bad_site, strange_texts, sockets, full_disk]:
            scene(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"{len(failures)} wrong" if failures else "all clear")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
