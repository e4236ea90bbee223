"""A pseudo terminal with `carehubctl watch` in it: completion, preview, history, pasted text, sizes, and the terminal as
it was before, whichever way the program ends. Usage: watch_terminal.py BIN DATA CASE"""
import fcntl, os, pty, re, select, signal, struct, sys, termios, time

binaries, data, case = sys.argv[1:4]
PATIENCE = 60


class Terminal:
    def __init__(self, rows=40, columns=120):
        self.raw, self.rows = b"", {}
        self.child, self.end = pty.fork()
        if self.child == 0:
            os.environ["TERM"] = "xterm"
            os.execv(binaries + "/carehubctl", ["carehubctl", "watch", "--data", data, "--user", "a.reed"])
        self.before = termios.tcgetattr(self.end)
        self.size(rows, columns)

    def size(self, rows, columns):
        fcntl.ioctl(self.end, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def read(self, seconds=0.05):
        if not select.select([self.end], [], [], seconds)[0]:
            return False
        try:
            got = os.read(self.end, 65536)
        except OSError:  # the other end is closed
            return False
        self.raw += got
        for at in re.finditer(r"\x1b\[(\d+);1H([^\x1b]*)\x1b\[K|\x1b\[2J", got.decode("utf8", "replace")):
            if at.group(1):
                self.rows[int(at.group(1))] = at.group(2)
            else:
                self.rows = {}
        return bool(got)

    def text(self):
        return "\n".join(self.rows[row] for row in sorted(self.rows))

    def until(self, what, found):
        deadline = time.monotonic() + PATIENCE
        while not found():
            if time.monotonic() > deadline:
                sys.exit(f"terminal: gave up waiting: {what}\n{self.text()}")
            self.read()

    def shows(self, text):
        self.until(text, lambda: text in self.text())

    def line_is(self, text):
        self.until("the line: " + text, lambda: self.rows.get(max(self.rows or [0]), "").rstrip() == ("> " + text).rstrip())

    def press(self, keys):
        os.write(self.end, keys.encode() if isinstance(keys, str) else keys)

    def ended(self):
        """The exit status; the terminal must be as it was before."""
        status = []
        def gone():
            child, code = os.waitpid(self.child, os.WNOHANG)
            if child:
                status.append(code)
            return bool(child)
        self.until("its end", gone)
        while self.read(0.2):
            pass
        for code in (b"\x1b[?1049l", b"\x1b[?2004l", b"\x1b[?25h"):
            if code not in self.raw:
                sys.exit(f"terminal: {code} was not written at the end")
        now = termios.tcgetattr(self.end)
        if now[3] != self.before[3] or now[0] != self.before[0]:
            sys.exit("terminal: its modes are not what they were before")
        return status[0]


one = Terminal()
one.shows("CASES by time left")
one.press("sho\t")
one.line_is("SHOW")
one.press(f"{case}\r")
one.shows(f"CASE {case}: Confused since Friday")
one.shows("NOT OFFERED")

# What the line would do is said before Enter; nothing is sent until then.
one.press(f"N {case} caf\u00e9 at noon")
one.shows("(caf\u00e9 at noon). Enter to send.")
one.press("\x7f" * 2 + "ne\r")
one.shows("answer: N")
one.press("\x1b[A")
one.line_is(f"N {case} caf\u00e9 at none")
one.press("\x1b")
one.line_is("")

# Pasted text stays on the line, with its line ends as blanks.
one.press(f"\x1b[200~X {case} no\nQUIT\r\n\x1b[201~")
one.line_is(f"X {case} no QUIT")
one.press("\x15")
one.line_is("")

# A line that is not whole is not sent; what is missing is said.
one.press("A 9999 CR1\r")
one.shows("! there is no case 9999")
one.line_is("A 9999 CR1")
one.press("\x15")

one.size(12, 60)
one.until("the smaller size", lambda: len(one.rows) == 12 and max(len(row) for row in one.rows.values()) <= 60)
one.press("\x03")
if one.ended() != 0:
    sys.exit("terminal: Ctrl C ended it with a status")

# Told to end from outside, it leaves the terminal as it was; and a fault does not keep it either.
for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGABRT):
    other = Terminal()
    other.shows("CASES by time left")
    os.kill(other.child, number)
    other.ended()
