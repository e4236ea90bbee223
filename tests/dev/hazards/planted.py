"""Takes one thing at a time out of a copy of the documents, and expects the fault to be named."""
import pathlib
import re
import shutil
import tempfile

import checks
from documents import FOLDER

LOG, REQUIREMENTS = f"{FOLDER}/hazard-log.md", f"{FOLDER}/requirements.md"
RULES, CONTENT = f"{FOLDER}/clinical-rules.md", f"{FOLDER}/clinical-content.md"
COLUMNS = ["id", "requirement", "hazard", "cause", "control", "state", "proof", "missing"]


def without_row(id):
    return lambda text: re.sub(rf"^\| `?{re.escape(id)}`? \|.*\n", "", text, flags=re.M)


def cell(id, column, words, columns=COLUMNS):
    """The row with other words in one column."""
    def change(text):
        line = re.search(rf"^\| `?{re.escape(id)}`? \|.*$", text, flags=re.M)[0]
        cells = line[1:-1].split("|")
        cells[columns.index(column)] = f" {words} "
        return text.replace(line, "|" + "|".join(cells) + "|")
    return change


def content_cell(id, column, words):
    return cell(id, column, words, ["id", "hazard", "cause", "control", "proof"])


def without_field(hazard, field):
    def change(text):
        before, rest = text.split(f"### {hazard} ", 1)
        return before + f"### {hazard} " + re.sub(rf"^- \*\*{field}:\*\*.*?(?=^- \*\*|^#|\Z)", "", rest, count=1, flags=re.M | re.S)
    return change


def replaced(old, new):
    return lambda text: text.replace(old, new, 1)


def appended(words):
    return lambda text: text + words


def unnamed_hazard(text):
    before, rest = text.split("### H1 ", 1)
    first = "### H1 " + rest.split("### H2 ", 1)[0]
    return before + first.replace("### H1 ", "### H99 ", 1) + "### H1 " + rest


# file, what is done to it, a word of the fault that has to be named
PLANTED = [
    *[(REQUIREMENTS, without_row(id), f"{id} has no row") for id in checks.REQUIREMENTS],
    *[(LOG, without_field("H2", field), f"H2 has no '{field}'") for field in checks.FIELDS],
    *[(REQUIREMENTS, cell("R7", head, ""), f"R7 has no {head}") for head in ("requirement", "hazard", "cause", "control")],
    *[(RULES, cell("T4", head, ""), f"T4 has no {head}") for head in ("hazard", "cause", "control")],
    *[(CONTENT, content_cell("rule.injury", head, ""), f"rule.injury has no {head}") for head in ("hazard", "cause", "control")],
    (REQUIREMENTS, cell("R7", "proof", ""), "R7: nothing proves it"),
    (RULES, cell("T4", "proof", ""), "T4: nothing proves it"),
    (CONTENT, content_cell("red_flag.choking", "proof", ""), "red_flag.choking: nothing proves it"),
    (REQUIREMENTS, cell("R7", "proof", '"a test that nobody wrote"'), "names a test that is not there"),
    (REQUIREMENTS, cell("R3", "proof", "`no_such_test.sh`"), "R3 names what is not there"),
    (CONTENT, content_cell("rule.injury", "proof", "`no-such-person.toml`"), "rule.injury names what is not there"),
    (LOG, replaced("tests/e2e/kill_test.sh", "tests/e2e/no_such_test.sh"), "names what is not there: tests/e2e/no_such_test.sh"),
    (LOG, appended('\nWords in "quotes" that are no test.\n'), 'not there: "quotes"'),
    (LOG, unnamed_hazard, "H99: no requirement, rule or piece of content names it"),
    (LOG, replaced("### H2 ", "### H1 "), "a number stands for two hazards"),
    (LOG, replaced("catastrophic, medium: 4", "catastrophic, medium: 2"), "the initial risk is not"),
    (LOG, replaced("- **Status:** open", "- **Status:** closed"), "the status is none of"),
    (LOG, replaced("Blocked now by: H1,", "Blocked now by:"), "what blocks a release is"),
    (REQUIREMENTS, cell("R5", "hazard", "H98"), "H98, which is not in the hazard log"),
    (REQUIREMENTS, cell("R2", "hazard", "H14"), "R2 is not met, and a hazard that it names is not open"),
    (REQUIREMENTS, cell("R6", "hazard", "H14"), "R6 is met in part, and no hazard that it names is open"),
    (REQUIREMENTS, cell("R5", "state", "nearly"), "the state is none of"),
    (REQUIREMENTS, cell("R2", "missing", ""), "R2 is not met, and what is missing is not said"),
    (REQUIREMENTS, cell("R5", "missing", "something"), "R5 is met, and what is missing is said"),
    (REQUIREMENTS, cell("R5", "id", "R35"), "R35 is none of R1 to R34"),
    (RULES, cell("T4", "id", "T5"), "T5 stands there twice"),
    (CONTENT, without_row("red_flag.choking"), "red_flag.choking of assets/clinical has no row"),
    (CONTENT, without_row("rule.injury"), "rule.injury of assets/clinical has no row"),
    (CONTENT, without_row("pathway.falls"), "pathway.falls of assets/clinical has no row"),
    (CONTENT, without_row("table.news2"), "table.news2 of assets/clinical has no row"),
    (CONTENT, content_cell("rule.injury", "id", "`rule.gone`"), "rule.gone is not in assets/clinical"),
    ("assets/clinical/rules.toml", appended('\n[[rule]]\nid = "new"\nbecause = "new"\n'), "rule.new of assets/clinical has no row"),
    ("assets/clinical/red_flags.toml", replaced('code = "choking"', 'code = "hiccups"'), "red_flag.choking is not in assets"),
    ("tests/core/clocks_test.cpp", replaced("nothing gives a case its time back", "other words"), "nothing gives a case its time back"),
    ("tests/clinical/vignettes/salford-cut-arms.toml", None, "names what is not there: salford-cut-arms.toml"),
    ("tests/e2e/kill_test.sh", None, "names what is not there: kill_test.sh"),
]

# Only seen where the programs are there to be asked.
PLANTED_WITH_PROGRAMS = [
    (CONTENT, content_cell("rule.injury", "proof", "`wirral-category-1.toml`"), "rule.injury does not apply in wirral-category-1.toml"),
    (CONTENT, content_cell("pathway.confusion", "proof", "`harrogate-new-confusion-masham.toml`"), "comes to confusion.alone"),
]


def found(copy, file, change, words, programs):
    path = copy / file
    kept, mode = path.read_text(), path.stat().st_mode
    if change is None:
        path.unlink()
    else:
        changed = change(kept)
        if changed == kept:
            return "nothing was planted"
        path.write_text(changed)
    faults = checks.faults(copy, programs)
    path.write_text(kept)
    path.chmod(mode)
    return None if any(words in fault for fault in faults) else f"it said: {faults[:3]}"


def self_test(root, programs):
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder)
        for part in (FOLDER, "assets", "tests"):
            shutil.copytree(root / part, copy / part)
        clean = checks.faults(copy, programs)
        if clean:
            return f"the documents have faults before anything is planted: {clean[:3]}"
        planted = [(plant, None) for plant in PLANTED] + [(plant, programs) for plant in PLANTED_WITH_PROGRAMS if programs]
        missed = [(plant[2], said) for plant, ask in planted if (said := found(copy, *plant, ask))]
    for words, said in missed:
        print(f"not found: {words}; {said}")
    print(f"{len(planted) - len(missed)} of {len(planted)} planted orphans found")
    return f"{len(missed)} planted orphans were not found" if missed or len(planted) < len(PLANTED) else 0
