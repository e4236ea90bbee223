#!/usr/bin/env python3
"""Scenes in plain words can fail: one that says what is not so is told with its line, its reason and the screen; one that
cannot be read is refused before anything starts."""

import pathlib
import subprocess
import sys
import tempfile

BIN = pathlib.Path(sys.argv[1]).resolve()
PLAY = pathlib.Path(__file__).resolve().parent / "scenes/play"
BEGINNING = """# A scene
a hub "isle-of-wight" at 18:00 with CR2 on duty
b.hill tells the hub "NEW call_for_care \\"muddled\\" age=83 at=50.655,-1.155 need=confusion"
an operator's console for a.reed, 1366 x 768
expect: the case list shows "1001"
"""
# What is not so, and what must be said of it.
WRONG = {
    "text": ('expect: the map shows "Atlantis"', '"Atlantis" on the map'),
    "absence": ('expect: the case list does not show "1001"', 'the case list without "1001"'),
    "nowhere": ('expect: nowhere "Sandown"', 'the screen without "Sandown"'),
    "never": ('expect: from here on nowhere "Case 1001"\ndo: press Down\nexpect: the case shows "Case 1001"', '"Case 1001" stood on the screen'),
    "row": ('expect: the row of "1001" on the case list shows "team told"', 'the row of "1001" on the case list shows "team told"'),
    "part_of_a_number": ('expect: the case list shows "100"', '"100" on the case list'),
    "hub": ("expect: the hub says: case 1001 is allocated to CR2", "the hub says that case 1001 is allocated to CR2"),
    "counts": ("expect: the rows of the case list and those out of view are 2", "2 cases, in rows or counted"),
    "order": ('expect: the case list begins with 1002', "the case list begins with"),
    "place": ('do: remember where "1001" stands on the case list\nb.hill tells the hub "NEW nhs111 \\"pain\\" age=61 at=50.7,-1.29 redflag=\\"chest pain\\""\n'
              'expect: the case list shows "1002"; "1001" stands where it stood', '"1001" at ('),
    "keys": ("do: press Down\nexpect: at most 0 keys and clicks were needed", "1 keys and clicks were needed"),
    "theme": ("expect: the theme is light", "the theme light"),
    "refused": ('do: b.hill tells the hub "A 4711 CR2"', "the hub did not take 'A 4711 CR2'"),
}
UNREADABLE = {
    "unknown": ("# A scene\nexpect: the moon rises\n", "'expect: the moon rises' is no known step"),
    "nothing": ("# A scene\n", "a scene begins with a line '# Title' and has steps"),
    "panel": ('# A scene\nexpect: the kitchen shows "1001"\n', "is no known step"),
}


def played(folder, *more):
    return subprocess.run([PLAY, "--bin", BIN, "--scenes", folder, "--patience", "1.5", *more], capture_output=True, text=True, timeout=300,
                          check=False)


def main():
    failures = []
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        for name, (step, _) in WRONG.items():
            (folder / f"{name}.scene").write_text(BEGINNING + step + "\n")
        ran = played(folder)
        if ran.returncode == 77:
            print(ran.stdout)
            return 77
        told = {name: "" for name in WRONG}
        for part in ran.stdout.split("FAILED ")[1:]:
            told[part.split()[0]] = part
        for name, (step, words) in WRONG.items():
            good = words in told[name] and f"{name}.scene:" in told[name] and "[case list]" in told[name]
            print("ok    " if good else "WRONG ", name)
            if not good:
                failures.append(name)
                print(told[name] or "it went as written")
        if ran.returncode != 1:
            failures.append(f"exit status {ran.returncode}, not 1")
    for name, (text, words) in UNREADABLE.items():
        with tempfile.TemporaryDirectory() as place:
            (pathlib.Path(place) / "one.scene").write_text(text)
            ran = played(place)
            good = ran.returncode == 2 and words in ran.stderr and not ran.stdout
            print("ok    " if good else "WRONG ", name)
            if not good:
                failures.append(name)
                print(ran.returncode, ran.stdout, ran.stderr)
    print("failed:" if failures else "every wrong scene was told", *failures)
    return 1 if failures else 0


sys.exit(main())
