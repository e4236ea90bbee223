"""Sentences about the hub's own picture (carehubctl state), so that screen and truth are compared."""

import re

from player import script

Q = script.QUOTED


def case(state, number):
    return next((c for c in state["cases"] if c["id"] == int(number)), None)


def by_id(state, kind, name):
    return next((one for one in state[kind] if str(one["id"]) == name), None)


def unit(one):
    return (one.get("assignment") or {}).get("unit", "")


def dug(one, path):
    """referral.person.name of a case, as text."""
    for name in path.split("."):
        if isinstance(one, list):
            one = one[int(name)] if name.isdigit() and int(name) < len(one) else None
        else:
            one = (one or {}).get(name)
        if one is None:
            return None
    return str(one).lower() if isinstance(one, bool) else str(one)


def case_is(number, status, to):
    def true(state):
        one = case(state, number)
        return one is not None and one["status"] == status.replace(" ", "_") and (to is None or unit(one) == to)
    return true


def case_is_not_with(number, to):
    return lambda state: case(state, number) is not None and unit(case(state, number)) not in ("", to)


def case_has(number, path, text):
    return lambda state: case(state, number) is not None and dug(case(state, number), path) == text


def case_tells(number, text):
    return lambda state: case(state, number) is not None and any(text in entry["what"] for entry in case(state, number)["history"])


def case_tells_so_often(number, text, times):
    return lambda state: case(state, number) is not None and sum(text in entry["what"] for entry in case(state, number)["history"]) == int(times)


def clock_is(number, kind, outcome):
    return lambda state: case(state, number) is not None and any(
        c["kind"] == kind and c["outcome"] == outcome for c in case(state, number)["clocks"])


def thing_is(kind, name, status):
    field = "state" if kind == "alert" else "status"
    return lambda state: (by_id(state, kind + "s", name) or {}).get(field) == status.replace(" ", "_")


def there_are(count, what):
    if what.startswith("open"):
        return lambda state: state["hub"]["open"] == int(count)
    return lambda state: len(state[re.sub(r"(?<!s)\Z", "s", what)]) == int(count)


def opel(level):
    return lambda state: state["hub"]["opel"]["level"] == int(level)


SENTENCES = [
    (r"case (\d+) is not with (\w+)", case_is_not_with),
    (r"case (\d+) is ([a-z ]+?)(?: (?:to|with|at|by) (\w+))?", case_is),
    (r"case (\d+) has ([\w.]+) (" + Q + ")", case_has),
    (r"case (\d+) tells (" + Q + ")", case_tells),
    (r"case (\d+) tells (" + Q + r") (\d+) times", case_tells_so_often),
    (r"the clock (\w+) of case (\d+) is (\w+)", lambda kind, number, outcome: clock_is(number, kind, outcome)),
    (r"(team|alert|place) (\w+) is ([a-z ]+)", thing_is),
    (r"there (?:is|are) (\d+) (open cases?|cases?|alerts?)", there_are),
    (r"OPEL is (\d)", opel),
]


def question(sentence):
    for pattern, make in SENTENCES:
        found = re.match(pattern + r"\Z", sentence)
        if found:
            return make(*[script.plain(g) if g and g.startswith('"') else g for g in found.groups()])
    return None
