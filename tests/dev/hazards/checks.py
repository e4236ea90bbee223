"""What has to hold in docs/clinical-safety. Each check gives its faults as lines for people."""
import re

import vignettes
from documents import Documents, content_ids, proofs, test_names

FIELDS = ["Effect on the patient", "Causes", "Initial risk", "Controls", "Evidence", "Residual risk", "Owner", "Status"]
STATES = {"met", "in part", "not met"}
STATUSES = {"open", "controls in place, unsigned"}
REQUIREMENTS = [f"R{number}" for number in range(1, 35)]
PARTS = "TAMPCKBN"
LEAST_BLOCKING = 3


def faults(root, programs=None):
    documents = Documents(root)
    found = hazards(documents) + quotes(documents) + numbers(documents) + content(documents) + blocked(documents)
    for row in documents.requirements + documents.rules:
        found += whole(documents, row) + state(documents, row)
    for row in documents.content:
        found += whole(documents, row) + proof(documents, row)
    if programs and not found:
        found += vignettes.that_do_not_apply(documents, programs)
    return found


def hazards(documents):
    found = []
    if documents.hazard_count != len(documents.hazards):
        found.append("hazard-log.md: a number stands for two hazards")
    named = {id for row in documents.requirements + documents.rules + documents.content for id in row.hazards}
    for hazard in documents.hazards.values():
        found += hazard_fields(documents, hazard)
        if hazard.id not in named:
            found.append(f"hazard-log.md: {hazard.id}: no requirement, rule or piece of content names it")
    return found


def hazard_fields(documents, hazard):
    found = [f"hazard-log.md: {hazard.id} has no '{field}'" for field in FIELDS if not hazard.fields.get(field)]
    tests, named = proofs(hazard.fields.get("Controls", ""))
    if not tests and not named:
        found.append(f"hazard-log.md: {hazard.id}: no control names a test")
    if hazard.fields.get("Status") not in STATUSES:
        found.append(f"hazard-log.md: {hazard.id}: the status is none of: {', '.join(sorted(STATUSES))}")
    severity, likelihood, number = hazard.risk or ("", "", "")
    if documents.matrix.get(likelihood, {}).get(severity) != number:
        found.append(f"hazard-log.md: {hazard.id}: the initial risk is not severity, likelihood: number, by the table")
    return found


def quotes(documents):
    """Words in quotes are names of tests, in every document; a path under tests/ is there."""
    known, found = test_names(documents.root), []
    for file, text in documents.texts.items():
        for name in re.findall(r'"([^"]+)"', re.sub(r"\s+", " ", text)):
            if name not in known:
                found.append(f'{file}: names a test that is not there: "{name}"')
        for path in re.findall(r"`(tests/[^`\s]+)", text):
            if not (documents.root / path).exists():
                found.append(f"{file}: names what is not there: {path}")
    return found


def numbers(documents):
    """R1 to R34 once each; rules numbered within their parts, none of them empty."""
    ids = [row.id for row in documents.requirements]
    found = [f"requirements.md: {id} has no row" for id in REQUIREMENTS if id not in ids]
    found += [f"requirements.md: {id} is none of R1 to R34" for id in ids if id not in REQUIREMENTS]
    rules = [row.id for row in documents.rules]
    found += [f"clinical-rules.md: {id} is no number of a part" for id in rules if not re.fullmatch(f"[{PARTS}]\\d+", id)]
    found += [f"clinical-rules.md: part {part} has no row" for part in PARTS if not any(id.startswith(part) for id in rules)]
    return found + twice(ids, "requirements.md") + twice(rules, "clinical-rules.md")


def twice(ids, file):
    return [f"{file}: {id} stands there twice" for id in sorted({id for id in ids if ids.count(id) > 1})]


def content(documents):
    there, listed = content_ids(documents.root), [row.id for row in documents.content]
    found = [f"clinical-content.md: {id} of assets/clinical has no row" for id in there if id not in listed]
    found += [f"clinical-content.md: {id} is not in assets/clinical" for id in listed if id not in there]
    return found + twice(listed, "clinical-content.md")


def whole(documents, row):
    """Every row has its words, hazards that exist, cause and control, and names only what is there."""
    where = f"{row.file}: {row.id}"
    needed = ["hazard", "cause", "control"] + (["requirement"] if row.id in REQUIREMENTS else [])
    found = [] if row.whole else [f"{where}: other columns than the table's head"]
    found += [f"{where} has no {head}" for head in needed if not row[head]]
    if not row.hazards:
        found.append(f"{where} names no hazard")
    found += [f"{where} names {id}, which is not in the hazard log" for id in row.hazards if id not in documents.hazards]
    return found + [f"{where} names what is not there: {name}" for name in row.named if not proof_path(documents, name)]


def proof_path(documents, name):
    folder = "tests/clinical/vignettes" if name.endswith(".toml") else "tests/dev" if "." not in name else "tests/e2e"
    path = documents.root / folder / name
    return path if path.is_file() else None


def proof(_, row):
    return [] if row.tests or row.named else [f"{row.file}: {row.id}: nothing proves it"]


def state(documents, row):
    where = f"{row.file}: {row.id}"
    if row["state"] not in STATES:
        return [f"{where}: the state is none of: {', '.join(sorted(STATES))}"]
    found = proof(documents, row) if row["state"] != "not met" else []
    if (row["state"] == "met") != (not row["missing"]):
        found.append(f"{where} is {row['state']}, and what is missing is {'said' if row['missing'] else 'not said'}")
    opened = [id in documents.hazards and documents.hazards[id].open for id in row.hazards]
    if row["state"] == "not met" and not all(opened):
        found.append(f"{where} is not met, and a hazard that it names is not open")
    if row["state"] == "in part" and not any(opened):
        found.append(f"{where} is met in part, and no hazard that it names is open")
    return found


def blocking(documents):
    """R13: open hazards of 3 or more that a requirement or rule names which is not met, with those rows."""
    blocks = {}
    for row in documents.requirements + documents.rules:
        for id in row.hazards if row["state"] == "not met" else []:
            hazard = documents.hazards.get(id)
            if hazard and hazard.open and hazard.risk and int(hazard.risk[2]) >= LEAST_BLOCKING:
                blocks.setdefault(id, []).append(row.id)
    return dict(sorted(blocks.items(), key=lambda block: int(block[0][1:])))


def blocked(documents):
    true = list(blocking(documents))
    return [] if documents.blocked == true else [f"hazard-log.md: what blocks a release is: {', '.join(true)}"]
