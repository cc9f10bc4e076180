# SPDX-License-Identifier: Apache-2.0
"""Pairs of projections in which few people move: made up, and shipped scenarios made small."""
import csv
import shutil
import subprocess


def shrink(path, columns, divisor):
    """Divides columns of whole numbers in a table."""
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        for column in columns:
            if row.get(column):
                row[column] = str(round(float(row[column]) / divisor))
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def made_up(run, maker, source, place, members):
    base = place / "base.h5"
    run("run", source / "scenarios/somalia", "--set", "period.days=120", "--set",
        f"ensemble={'{members: 2}' if members else ''}", "--out", base, "--quiet")
    for seed in range(2 if members else 4):
        files = [place / f"{seed}-{which}.h5" for which in "ab"]
        subprocess.run([maker, base, str(seed), str(members), *files], check=True)
        yield f"seed-{seed}", files, 2, 1 if seed else 5


def somalia(run, source, place):
    shutil.copytree(source / "scenarios/somalia", place / "somalia")
    shrink(place / "somalia/data/regions.csv", ["population", "urban", "rural_and_nomad_2014",
                                                  "idp_2014"], 2000)
    scenario, whatif = place / "somalia/scenario.yaml", place / "somalia/failed-deyr.yaml"
    for seed in (1,):
        files = [place / f"{seed}-base.h5", place / f"{seed}-deyr.h5"]
        for yaml, file in zip((scenario, whatif), files):
            run("run", yaml, "--set", "period.days=425", "--set", "ensemble=", "--seed", seed,
                "--out", file, "--quiet")
        yield f"seed-{seed}", files, 0, 1


def mali(run, source, place):
    shutil.copytree(source / "scenarios/mali-2012", place / "mali")
    shrink(place / "mali/registrations.csv", ["persons"], 500)
    shrink(place / "mali/zones.csv", ["population", "capacity"], 500)
    files = []
    for preset in ("R1", "R0"):
        files.append(place / f"{preset}.h5")
        run("run", place / "mali", "--set", f"behaviour.preset={preset}", "--out", files[-1],
            "--quiet")
    yield "presets", files, 0, 1


def make(world, run, maker, source, place):
    """Yields name, files, rows in which they are the same, rounding."""
    if world == "somalia":
        yield from somalia(run, source, place)
    elif world == "mali-2012":
        yield from mali(run, source, place)
    else:
        yield from made_up(run, maker, source, place, 5 if world == "ensemble" else 0)
