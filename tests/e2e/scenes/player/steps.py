"""The sentences of a scene and what each of them does. README.md lists them for whoever writes scenes."""

import dataclasses
import datetime
import re
import shutil
import signal
import time
import zoneinfo

from player import hubsays, script
from player.machine import EVENING, ROOT, Console, Fault, Machine, until
from player.words import PANELS

TABLE = []  # kind, pattern, function
PATIENCE = 30
LONDON = zoneinfo.ZoneInfo("Europe/London")
PANEL = "(?:" + "|".join(sorted(PANELS + ["screen"], key=len, reverse=True)) + ")"
Q = script.QUOTED


def step(kind, sentence):
    """NAME in the sentence becomes a group: QUOTE what stands in quotes, PANEL, WORD, CLOCK, N."""
    groups = {"QUOTE": f"({Q})", "PANEL": f"(?:the )?({PANEL})", "WORD": r"([\w.\-]+)", "CLOCK": r"(\d\d:\d\d)", "N": r"(\d+)",
              "REST": "(.+)"}
    expression = re.sub("|".join(groups), lambda m: groups[m.group()], sentence)

    def register(function):
        TABLE.append((kind, re.compile(expression + r"\Z"), function))
        return function
    return register


class Playing:
    """One scene under way."""

    def __init__(self, folder):
        self.machine = Machine(folder)
        self.consoles = {}
        self.console = None
        self.patience = PATIENCE
        self.options = []

    def open(self, workspace, user, width=1366, height=768, more=()):
        self.console = Console(self.machine, workspace, user, width, height, more)
        self.consoles[user] = self.console

    def wait(self, what, true):
        """A question about the words of the present console, asked until the answer is yes."""
        until(what, lambda: true(self.console.words()), self.patience)


# --- how it begins ---

@step("given", r"a hub QUOTE (?:on ([\d-]+) )?at CLOCK(?:, N times as fast)?(?: with REST on duty)?")
def a_hub(play, site, day, clock, speed, teams):
    play.machine.site, play.machine.day, play.machine.began = site, day or EVENING, clock
    play.machine.start_hub(*(["--speed", speed] if speed else []))
    for team in (teams or "").split(","):
        if team.strip() not in ("", "nobody"):
            play.machine.command(f"ON {team.strip()}", "crew.desk")


@step("given", r"no hub")
def no_hub(play):
    play.machine.data.mkdir()


@step("given", r"an? (operator|navigator|manager)'s console for WORD(?:, N x N)?(?:, started with QUOTE)?")
def a_console(play, role, user, width, height, more):
    workspace = "board" if role == "manager" else role
    play.open(workspace, user, int(width or 1366), int(height or 768), (more or "").replace("DATA", str(play.machine.data)).split())
    if role != "manager" and play.machine.hub is not None and not more:
        play.wait("a live picture", lambda words: "live" in words.said("top bar"))


@step("given", r"the preferences of WORD say QUOTE")
def preferences(play, user, text):
    file = play.machine.scratch / "config" / "carehub" / f"console-{user}.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text + "\n")


@step("given", r"no preferences can be written")
def no_preferences(play):
    place = play.machine.scratch / "config" / "carehub"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("a file where a folder should be\n")


@step("given", r"WORD(?: as WORD)? tells the hub QUOTE")
@step("do", r"WORD(?: as WORD)? tells the hub QUOTE")
def tells(play, user, role, line):
    play.machine.command(line, user, role or "operator")


@step("given", r"N calls come in")
@step("do", r"N calls come in")
def calls_come_in(play, count):
    for i in range(int(count)):
        north, west = 50.60 + i * 7 % 90 / 1000, 1.15 + i * 13 % 250 / 1000
        play.machine.command(f'NEW nhs111 "invented caller {i + 1}" at={north:.3f},-{west:.3f} need=confusion', "call.handler", "call_handler")


@step("given", r"the hub hears of the ambulance call QUOTE")
@step("do", r"the hub hears of the ambulance call QUOTE")
def hears_of(play, name):
    ran = play.machine.ctl("feed", "bars", "--data", play.machine.data, ROOT / "tests/fhir/messages" / name)
    if ran.returncode != 0:
        raise Fault(f"the message {name} was not taken: {ran.stdout}{ran.stderr}")


@step("given", r"a care home reports QUOTE")
@step("do", r"a care home reports QUOTE")
def care_home_reports(play, line):
    file = play.machine.scratch / "report.jsonl"
    file.write_text(line + "\n")
    ran = play.machine.ctl("feed", "telemetry", "--data", play.machine.data, file)
    if ran.returncode != 0:
        raise Fault(f"the report was not taken: {ran.stdout}{ran.stderr}")


# --- what a person does ---

@step("do", r"at the console of WORD")
def at_the_console(play, user):
    if user not in play.consoles:
        raise Fault(f"{user} has no console; those with one: {', '.join(play.consoles)}")
    play.console = play.consoles[user]


@step("do", r"press ((?:Ctrl |Shift )*[^\s\"]+|QUOTE)(?: N times)?")
def press(play, key, quoted, times):
    for _ in range(int(times or 1)):
        play.console.press(key)


@step("do", r"type QUOTE")
def type_text(play, text):
    play.console.type(text)


@step("do", r"(begin|type) the command QUOTE")
def command_line(play, how, text):
    play.console.press("/")
    play.console.type(text)
    if how == "type":
        play.console.press("Enter")


@step("do", r"click QUOTE on PANEL")
def click(play, words, panel):
    play.console.click(panel, words)


@step("do", r"drag QUOTE on PANEL to the row of QUOTE")
def drag_to_row(play, words, panel, row):
    start = play.console.where(panel, words)
    play.console.drag(start, (start[0], play.console.where(panel, row)[1]))


@step("do", r"drag the ground of PANEL by N right and N down")
def drag_ground(play, panel, right, down):
    x, y = play.console.where(panel, "5 km")
    play.console.drag((x, y - 60), (x + int(right), y - 60 + int(down)))


@step("do", r"drag the left border of PANEL by N (right|left)")
def drag_border(play, panel, far, way):
    x, y = play.console.left_border(panel)
    play.console.drag((x, y), (x + (int(far) if way == "right" else -int(far)), y))


@step("do", r"double-click the left border of PANEL")
def double_click_border(play, panel):
    play.console.double_click(play.console.left_border(panel))


@step("do", r"remember where QUOTE stands on PANEL")
def remember(play, words, panel):
    play.console.remembered[words] = (panel, play.console.where(panel, words))


@step("do", r"remember PANEL(?: as it is)?")
def remember_panel(play, panel):
    play.console.remembered[panel] = play.console.words().said(panel)


@step("do", r"point at QUOTE on PANEL")
def point(play, words, panel):
    play.console.point(panel, words)


@step("do", r"(freeze|thaw) the console")
def signal_console(play, how):
    play.console.freeze(how == "freeze")


@step("do", r"(kill|stop) the console")
def end_console(play, how):
    play.console.finish(signal.SIGKILL if how == "kill" else signal.SIGTERM)


@step("do", r"start the console again")
def start_console_again(play):
    play.console.begin()


@step("do", r"(kill|stop|freeze|thaw) the dispatcher")
def signal_dispatcher(play, how):
    if how in ("kill", "stop"):
        play.machine.stop_hub(signal.SIGKILL if how == "kill" else signal.SIGTERM)
    else:
        play.machine.hub.send_signal(signal.SIGSTOP if how == "freeze" else signal.SIGCONT)


@step("do", r"start the dispatcher again")
def start_again(play):
    play.machine.start_hub()


@step("do", r"the hub's clock runs on to CLOCK")
def clock_runs_on(play, clock):
    play.machine.time_passes(clock)


@step("do", r"print the screen")
def print_screen(play):
    """For whoever writes a scene."""
    print(play.console.words().printed())


# --- what must be so ---

@step("expect", r"PANEL shows QUOTE(?: N times)?")
def shows(play, panel, words, times):
    from player.words import pattern
    play.wait(f'"{words}" on the {panel}', lambda seen: len(pattern(words).findall(seen.said(panel))) >= int(times or 1))


@step("expect", r"PANEL does not show QUOTE")
def shows_not(play, panel, words):
    from player.words import holds
    play.wait(f'the {panel} without "{words}"', lambda seen: not holds(seen.said(panel), words))


@step("expect", r"nowhere QUOTE")
def nowhere(play, words):
    shows_not(play, "screen", words)


@step("expect", r"from here on nowhere QUOTE")
def never(play, words):
    play.console.watched.append(words)


@step("expect", r"the row of QUOTE on PANEL (shows|does not show) QUOTE")
def row_shows(play, key, panel, how, words):
    from player.words import holds

    def true(seen):
        row = seen.row(panel, key)
        return row is not None and holds(row, words) == (how == "shows")
    play.wait(f'the row of "{key}" on the {panel} {how} "{words}"', true)


@step("expect", r"the case list begins with REST")
def begins_with(play, numbers):
    wanted = re.findall(r"\d+", numbers)
    play.wait(f"the case list begins with {wanted}", lambda seen: seen.case_rows()[:len(wanted)] == wanted)


@step("expect", r"QUOTE stands where it stood")
def stands_still(play, words):
    panel, before = play.console.remembered[words]
    play.wait(f'"{words}" at {before} on the {panel}', lambda seen: seen.find(panel, words) and seen.find(panel, words).middle() == before)


@step("expect", r"QUOTE stands elsewhere")
def stands_elsewhere(play, words):
    panel, before = play.console.remembered[words]
    play.wait(f'"{words}" away from {before} on the {panel}',
              lambda seen: seen.find(panel, words) is None or seen.find(panel, words).middle() != before)


@step("expect", r"QUOTE stands N (left|right) of where it stood")
def stands_beside(play, words, far, way):
    panel, before = play.console.remembered[words]
    wished = before[0] + (int(far) if way == "right" else -int(far))

    def true(seen):
        found = seen.find(panel, words)
        return found is not None and abs(found.middle()[0] - wished) <= 2
    play.wait(f'"{words}" at {wished} from the left', true)


@step("expect", r"PANEL is as remembered")
def as_remembered(play, panel):
    play.wait(f"the {panel} as it was", lambda seen: seen.said(panel) == play.console.remembered[panel])


@step("expect", r"QUOTE stands above QUOTE on PANEL")
def stands_above(play, upper, lower, panel):
    def true(seen):
        high, low = seen.find(panel, upper), seen.find(panel, lower)
        return high and low and high.middle()[1] < low.middle()[1]
    play.wait(f'"{upper}" above "{lower}" on the {panel}', true)


@step("expect", r"the rows of the case list and those out of view are N")
def exact_counts(play, total):
    def true(seen):
        foot = re.search(r"(\d+) of (\d+) shown", seen.said("case list"))
        if foot is None:
            return len(seen.case_rows()) == int(total)
        return (int(foot[1]), int(foot[2])) == (len(seen.case_rows()), int(total))
    play.wait(f"{total} cases, in rows or counted as out of view", true)


@step("expect", r"the top bar counts what the hub counts")
def same_counts(play):
    def true(seen):
        hub = play.machine.state()["hub"]
        said = seen.said("top bar")
        wanted = [f"{hub['waiting']} waiting", f"{hub['due_soon']} due", f"{hub['breached']} breached"]
        return all(re.search(rf"(?<!\d){count}\b", said) for count in wanted)
    play.wait("the hub's own counts in the top bar", true)


@step("expect", r"the clock of PANEL is the hub's")
def same_clock(play, panel):
    def true(seen):
        shown = re.search(r"\d\d:\d\d:\d\d", seen.said(panel))
        if shown is None:
            return False
        hub = datetime.datetime.fromisoformat(play.machine.state()["hub"]["now"][:19] + "+00:00").astimezone(LONDON)
        there = datetime.datetime.combine(hub.date(), datetime.time.fromisoformat(shown.group()), hub.tzinfo)
        return abs((hub - there).total_seconds()) <= 3
    play.wait(f"the hub's time, as it is in London, on the {panel}", true)


@step("expect", r"every word can be read")
def can_be_read(play):
    def true(seen):
        faults = seen.unreadable()
        play.complaint = "; ".join(faults[:4])
        return not faults and len(seen.texts) > 5
    try:
        play.wait("every word readable", true)
    except Fault as fault:
        raise Fault(f"{fault}: {play.complaint}") from fault


@step("expect", r"at most N keys and clicks were needed")
def few_keys(play, most):
    if play.console.taken > int(most):
        raise Fault(f"{play.console.taken} keys and clicks were needed so far")


@step("expect", r"the theme is WORD")
def theme_is(play, name):
    play.wait(f"the theme {name}", lambda seen: seen.theme == name)


@step("expect", r"the words on PANEL are (larger|smaller) than at the console of WORD")
def text_size(play, panel, how, other):
    def height(console):
        boxes = [text.box for text in console.words().of(panel)]
        return max((box[3] - box[1] for box in boxes), default=0)
    mine, theirs = height(play.console), height(play.consoles[other])
    if not (mine > theirs if how == "larger" else mine < theirs):
        raise Fault(f"words on the {panel} are {mine} pixels high here, and {theirs} at the console of {other}")


@step("expect", r"the paper pack says QUOTE")
def paper_says(play, words):
    def true():
        files = list(play.machine.scratch.glob("share/carehub/paper/*/pack.txt"))
        return files and words in files[0].read_text()
    until(f'"{words}" in the paper pack', true, play.patience)


@step("expect", r"the printer was given a PDF")
def printed(play):
    file = play.machine.scratch / "printed"
    until("a PDF at the printer", lambda: file.exists() and file.read_bytes()[:5] == b"%PDF-", play.patience)


@step("expect", r"there is a PDF QUOTE that only its owner can read")
def pdf(play, name):
    def true():
        files = list(play.machine.scratch.glob(f"share/carehub/paper/*/{name}"))
        return files and files[0].read_bytes()[:5] == b"%PDF-" and files[0].stat().st_mode & 0o077 == 0
    until(f"the PDF {name}", true, play.patience)


@step("expect", r"the console still runs")
def still_runs(play):
    if play.console.process.poll() is not None:
        raise Fault(f"the console has ended: {play.machine.log('console-' + play.console.user)}")


@step("expect", r"the journal's looks say QUOTE")
def looks_show(play, words):
    until(f'"{words}" among who looked', lambda: words in " ".join(play.machine.ctl("looks", play.machine.data).stdout.split()), play.patience)


@step("expect", r"the hub says: REST")
def hub_says(play, sentence):
    true = hubsays.question(sentence)
    if true is None:
        raise Fault(f"'{sentence}' is nothing that can be asked of the hub; README.md lists what can")
    until(f"the hub says that {sentence}", lambda: true(play.machine.state()), play.patience)


# --- playing ---

def match(one):
    """What the sentence does, and its words; quotes are taken off."""
    text, patience = one.text, None
    if one.kind == "expect":
        found = re.search(r" within (\d+) s\Z", text)
        if found:
            text, patience = text[:found.start()], int(found.group(1))
    for kind, pattern, function in TABLE:
        found = pattern.match(text) if kind == one.kind else None
        if found:
            return function, [script.plain(g) if g and g.startswith('"') else g for g in found.groups()], patience
    return None


def check(scene):
    """Every sentence is known before anything starts."""
    for one in scene.steps:
        if match(one) is None:
            raise script.Unreadable(f"{scene.file}:{one.line}: '{one.kind}: {one.text}' is no known step; README.md lists them")


@dataclasses.dataclass
class Outcome:
    scene: script.Scene
    took: float
    fault: str


def play(scene, folder, keep):
    began = time.monotonic()
    playing = Playing(folder)
    fault = ""
    one = scene.steps[0]
    try:
        for one in scene.steps:
            function, words, patience = match(one)
            playing.patience = patience or PATIENCE
            function(playing, *words)
        for console in playing.consoles.values():
            console.words()  # what must be nowhere is looked for once more
    except Exception as problem:  # whatever it was, it is told with its line, and the other scenes go on
        fault = told(scene, one, problem, playing, keep)
    finally:
        playing.machine.end()
        shutil.rmtree(playing.machine.scratch, ignore_errors=True)
    return Outcome(scene, time.monotonic() - began, fault)


def told(scene, one, problem, playing, keep):
    lines = [f"  {scene.file}:{one.line}: {one.kind}: {one.text}", f"  {problem if isinstance(problem, Fault) else repr(problem)}"]
    for user, console in playing.consoles.items():
        lines.append(f"  --- the screen of {user}")
        try:
            console.watched = []
            lines.append(console.words().printed())
        except Exception as unseen:
            lines.append(f"  not to be read: {unseen}")
        lines.append(playing.machine.log(f"console-{user}"))
        if keep:
            console.picture(keep / f"{scene.name}-{user}.png")
    lines += ["  --- the dispatcher", playing.machine.log("dispatcher")]
    return "\n".join(lines)
