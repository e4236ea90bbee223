"""What stands on a console's screen: the file of carehub-console --words, and questions about it."""

import json
import re

PANELS = ["case list", "places", "map", "timeline", "case", "options", "alerts", "all alerts", "command line", "help", "handover",
          "lock", "banner", "notice", "top bar", "worklist", "referral", "referral notes", "triage", "rules", "board", "services", "actions", "kept"]
# How far above and below the middle of a word its row reaches, at 100 per cent.
ROW = {"case list": 14, "places": 13, "timeline": 17, "worklist": 32, "handover": 20, "top bar": 20, "case": 8, "options": 9}


class Text:
    def __init__(self, raw):
        self.panel = raw["panel"]
        self.shown = " ".join(raw["shown"].split())
        self.box = raw["box"]
        self.seen = raw["seen"]
        self.layer = raw["layer"]
        self.elided = raw["elided"]
        self.ink = raw["ink"]
        self.ground = raw["ground"]

    def visible(self):
        left, top, right, bottom = self.seen
        return right - left > 1 and bottom - top > 3

    def middle(self):
        left, top, right, bottom = self.seen
        return (left + right) // 2, (top + bottom) // 2


def pattern(words):
    """These words, and not a part of a longer word or number."""
    return re.compile((r"(?<!\w)" if words[:1].isalnum() else "") + re.escape(words) + (r"(?!\w)" if words[-1:].isalnum() else ""))


def holds(text, words):
    return pattern(words).search(text) is not None


class Words:
    """One frame."""

    def __init__(self, raw):
        self.number = raw["number"]
        self.inputs = raw["inputs"]
        self.width = raw["width"]
        self.height = raw["height"]
        self.theme = raw["theme"]
        self.texts = [text for text in map(Text, raw["texts"]) if text.visible()]

    @staticmethod
    def read(file):
        return Words(json.loads(file.read_text(encoding="utf-8")))

    def of(self, panel):
        return self.texts if panel == "screen" else [text for text in self.texts if text.panel == panel]

    def said(self, panel):
        """All texts of a panel as they were drawn: a sentence that is broken over lines is whole again."""
        return " ".join(text.shown for text in self.of(panel))

    def find(self, panel, words):
        """The text that is these words, else the first that holds them; None."""
        found = [text for text in self.of(panel) if holds(text.shown, words)]
        return next((text for text in found if text.shown == words), found[0] if found else None)

    def row(self, panel, words):
        """The words of the row in which these stand, from left to right; None without them."""
        key = self.find(panel, words)
        if key is None:
            return None
        reach = ROW.get(panel, 10) * (1 if self.width >= 1600 else 0.88)
        low, high = key.middle()[1] - reach, key.middle()[1] + reach
        beside = [text for text in self.of(panel) if text.seen[1] < high and text.seen[3] > low]
        return " ".join(text.shown for text in sorted(beside, key=lambda text: (text.seen[0], text.seen[1])))

    def case_rows(self):
        """The cases of the case list from top to bottom: their numbers in the first column."""
        left = min((text.seen[0] for text in self.of("case list") if text.shown == "Case"), default=0)
        numbers = [t for t in self.of("case list") if re.fullmatch(r"\d{4,}", t.shown) and abs(t.seen[0] - left) < 6]
        return [text.shown for text in sorted(numbers, key=lambda text: text.seen[1])]

    def unreadable(self):
        """What a person could not read: too little contrast, or outside the window."""
        faults = []
        for text in self.texts:
            if not text.shown.strip():
                continue
            if contrast(text.ink, text.ground) < 4.5:
                faults.append(f"'{text.shown}' ({text.panel}) is {text.ink} on {text.ground}")
            left, top, right, bottom = text.seen
            if left < -1 or top < -1 or right > self.width + 1 or bottom > self.height + 1:
                faults.append(f"'{text.shown}' ({text.panel}) leaves the window")
        return faults

    def printed(self):
        """The screen for whoever reads why a scene failed: panel by panel, line by line."""
        lines = []
        for panel in dict.fromkeys(text.panel for text in self.texts):
            lines.append(f"  [{panel or 'no panel'}]")
            rows = {}
            for text in self.of(panel):
                middle = text.middle()[1]
                rows.setdefault(next((y for y in rows if abs(y - middle) <= 4), middle), []).append(text)
            for y in sorted(rows):
                lines.append("    " + "  ".join(text.shown for text in sorted(rows[y], key=lambda text: text.seen[0])))
        return "\n".join(lines)


def light(colour):
    def linear(part):
        value = int(part, 16) / 255
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
    return 0.2126 * linear(colour[1:3]) + 0.7152 * linear(colour[3:5]) + 0.0722 * linear(colour[5:7])


def contrast(ink, ground):
    """WCAG 2.1, 1 to 21."""
    low, high = sorted([light(ink), light(ground)])
    return (high + 0.05) / (low + 0.05)
