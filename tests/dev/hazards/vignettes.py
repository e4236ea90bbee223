"""Asks `carehubctl clinical route` whether each vignette that a row of the clinical content names makes its piece apply."""
import datetime
import json
import subprocess
import tempfile
import tomllib

from documents import content_ids


def question(stem, vignette):
    line = {name: vignette[name] for name in ("at", "age_years", "lat", "lon", "source") if name in vignette}
    facts = dict(vignette.get("facts", {}))
    if "observations" in vignette:
        facts["observations"] = vignette["observations"]
    return json.dumps({"id": stem, **line, "facts": facts}, default=datetime.datetime.isoformat)


def applied(root, programs):
    """Of each vignette the rules that apply."""
    hubs = {}
    for path in sorted((root / "tests/clinical/vignettes").glob("*.toml")):
        vignette = tomllib.loads(path.read_text())
        hubs.setdefault(vignette["hub"], []).append(question(path.stem, vignette))
    rules = {}
    for hub, lines in hubs.items():
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
            file.write("\n".join(lines) + "\n")
            file.flush()
            command = [programs / "carehubctl", "clinical", "route", "--site", root / f"assets/sites/{hub}.toml", file.name]
            told = subprocess.run(command, capture_output=True, text=True, timeout=120)
        rules |= {answer["id"]: answer.get("rules", []) for answer in map(json.loads, told.stdout.splitlines())}
    return rules


def that_do_not_apply(documents, programs):
    if not (programs / "carehubctl").is_file():
        return [f"{programs} holds no carehubctl that could be asked"]
    rules, outcomes, found = applied(documents.root, programs), content_ids(documents.root), []
    for row in documents.content:
        seen = {name: rules.get(name.removesuffix(".toml"), []) for name in row.named if name.endswith(".toml")}
        wanted = outcomes[row.id] or [row.id]
        if row.id.startswith("table."):
            continue
        found += [f"clinical-content.md: {row.id} does not apply in {name}" for name, those in seen.items()
                  if not set(wanted) & set(those)]
        found += [f"clinical-content.md: {row.id}: no vignette of its row comes to {one}" for one in wanted
                  if seen and not any(one in those for those in seen.values())]
    return found
