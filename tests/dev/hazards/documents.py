"""Reads docs/clinical-safety, and what its rows stand for: tests, scenes, vignettes, clinical content."""
import pathlib
import re
import tomllib

FOLDER = "docs/clinical-safety"


class Row:
    """One line of a table whose first column is Id, by the first word of each column's head."""

    def __init__(self, file, heads, cells):
        self.file = file
        self.cells = dict(zip(heads, cells))
        self.id = cells[0].strip("`")
        self.whole = len(heads) == len(cells)
        self.hazards = re.findall(r"\bH\d+\b", self.cells.get("hazard", ""))
        self.tests, self.named = proofs(self.cells.get("proof", ""))

    def __getitem__(self, head):
        return self.cells.get(head, "")


class Hazard:
    def __init__(self, id, text):
        self.id = id
        parts = re.split(r"^- \*\*([^*]+):\*\*", text, flags=re.M)
        self.fields = {name: plain(body) for name, body in zip(parts[1::2], parts[2::2])}
        self.open = self.fields.get("Status", "") == "open"

    @property
    def risk(self):
        """Severity, likelihood and number, as far as they are written as they should be."""
        found = re.fullmatch(r"(\w+), ([\w ]+): (\d)", self.fields.get("Initial risk", ""))
        return found.groups() if found else None


class Documents:
    def __init__(self, root):
        self.root = pathlib.Path(root)
        self.texts = {p.name: p.read_text() for p in sorted((self.root / FOLDER).glob("*.md"))}
        log = self.texts["hazard-log.md"]
        parts = re.split(r"^### (H\d+)\b.*$", log.split("\n## What changed", 1)[0], flags=re.M)
        self.hazards = {id: Hazard(id, text) for id, text in zip(parts[1::2], parts[2::2])}
        self.hazard_count = len(parts[1::2])
        self.matrix = matrix(log)
        blocked = re.search(r"^Blocked now by: (.*)$", log, flags=re.M)
        self.blocked = re.findall(r"H\d+", blocked[1]) if blocked else []
        self.requirements = rows("requirements.md", self.texts["requirements.md"])
        self.rules = rows("clinical-rules.md", self.texts["clinical-rules.md"])
        self.content = rows("clinical-content.md", self.texts["clinical-content.md"])


def plain(text):
    return re.sub(r"\s+", " ", text).strip()


def proofs(cell):
    return re.findall(r'"([^"]+)"', cell), re.findall(r"`([^`]+)`", cell)


def rows(file, text):
    found, heads = [], None
    for line in text.splitlines():
        if not line.startswith("|"):
            heads = None
            continue
        cells = [cell.strip() for cell in line.strip()[1:-1].split("|")]
        if heads is None:
            heads = [re.split(r"[\s:]", cell.lower())[0] for cell in cells]
        elif heads[0] == "id" and not set("".join(cells)) <= set("-"):
            found.append(Row(file, heads, cells))
    return found


def matrix(log):
    """likelihood -> severity -> number, from the table of the log."""
    lines = [[cell.strip() for cell in line.strip()[1:-1].split("|")] for line in log.splitlines() if line.startswith("|")]
    return {line[0]: dict(zip(lines[0][1:], line[1:])) for line in lines[2:]}


def test_names(root):
    sources = "\n".join(p.read_text() for p in sorted((root / "tests").rglob("*.cpp")))
    names = re.findall(r'TEST_CASE\(\s*"((?:[^"\\]|\\.)*)"', sources)
    return set(names) | {name.split(": ", 1)[-1] for name in names}


def content_ids(root):
    """Every red flag, rule, pathway and table; a pathway with its outcomes."""
    folder = root / "assets/clinical"
    read = lambda path: tomllib.loads(path.read_text())  # noqa: E731
    ids = {f"red_flag.{flag['code']}": [] for flag in read(folder / "red_flags.toml")["red_flag"]}
    ids |= {f"rule.{rule['id']}": [] for rule in read(folder / "rules.toml")["rule"]}
    for path in sorted((folder / "pathways").glob("*.toml")):
        pathway = read(path)
        ids[f"pathway.{pathway['id']}"] = [f"{pathway['id']}.{outcome['id']}" for outcome in pathway["outcome"]]
    others = {"edition", "red_flags", "rules"}
    return ids | {f"table.{path.stem}": [] for path in sorted(folder.glob("*.toml")) if path.stem not in others}
