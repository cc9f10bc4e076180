# SPDX-License-Identifier: Apache-2.0
"""From outputs to what the attacker is told."""
import json
import re

from outputs import number, rows_of


def places_of(attacker, folder):
    """{code of a place: its zones}; together-N as all outputs of the same files count them."""
    index = {code: z for z, code in enumerate(attacker.zones)}
    return {row["code"]: [index[code] for code in row["zones"].split()]
            for row in rows_of(folder / "places.csv")}


def levels_of(row):
    return {float("0." + name[1:]): number(value) for name, value in row.items()
            if re.fullmatch(r"q\d\d", name)}


def tables(attacker, s, folder):
    attacker.places = places = places_of(attacker, folder)
    totals = [row for row in rows_of(folder / "totals.csv") if row["quantity"] == "present"]
    begins = [row["since"] for row in totals]
    ends = [row["date"] for row in totals]
    assert ends == attacker.truths[s].dates, (ends, attacker.truths[s].dates)
    attacker.told = getattr(attacker, "told", {})
    shown = attacker.told.setdefault(s, {"present": {}, "arrivals": {}})
    for row in rows_of(folder / "people.csv"):
        first, last = begins.index(row["since"]), ends.index(row["date"])
        value = number(row.get("mean", row.get("value")))
        kind = "P" if row["quantity"] == "present" else "A"
        attacker.tell(s, attacker.spans(kind, s, places[row["code"]],
                                        last if kind == "P" else first, last), value)
        shown[row["quantity"]][row["code"], last] = first
        if len(places[row["code"]]) == 1 and first == last:
            attacker.tell_fan(s, row["quantity"], last, row["code"], levels_of(row))
    for row in rows_of(folder / "totals.csv"):
        last = ends.index(row["date"])
        told = [shown[row["quantity"]].get((code, last)) == last for code in places]
        whole = [(code, last) in shown["present"] for code in places]
        if all(whole if row["quantity"] == "present" else told):  # else spread over rows
            attacker.tell(s, attacker.spans("P" if row["quantity"] == "present" else "A", s,
                                            range(len(attacker.zones)), last, last),
                          number(row.get("mean", row.get("value"))))
            attacker.tell_fan(s, row["quantity"], last, "all", levels_of(row))
    if not attacker.truths[s].members:
        for row in rows_of(folder / "flows.csv") if (folder / "flows.csv").exists() else []:
            attacker.tell(s, {("F", s, a, b): 1 for a in places[row["origin"]]
                              for b in places[row["destination"]]}, number(row["persons"]))
    attacker.came = getattr(attacker, "came", {})
    attacker.came[s] = [number(row.get("mean", row.get("value")))
                        for row in rows_of(folder / "totals.csv") if row["quantity"] == "arrivals"]
    parts(attacker, s, folder, begins, ends)


def parts(attacker, s, folder, begins, ends):
    truth, places = attacker.truths[s], attacker.places
    if not (folder / "parts.csv").exists():
        return
    causes, strata = {}, set()
    attacker.by_cause = getattr(attacker, "by_cause", {})
    attacker.by_cause[s] = {}
    arrive = [code for code in places if any(c == code for c, _ in attacker.told[s]["arrivals"])]
    for row in rows_of(folder / "parts.csv"):
        first, last, value = begins.index(row["since"]), ends.index(row["date"]), number(row["persons"])
        if row["quantity"] == "arrivals_by_cause":
            c = truth.causes.index(row["part"])
            zones = [z for code in arrive for z in places[code]]
            attacker.tell(s, {("C", s, c, z, t): 1 for z in zones
                              for t in range(first, last + 1)}, value)
            causes.setdefault((first, last), set()).add(c)
            told = attacker.by_cause[s]
            told[row["part"]] = told.get(row["part"], 0) + (value or 0)
        else:
            k = truth.strata.index(row["part"])
            attacker.tell(s, {("S", s, k, z, last): 1 for z in places[row["code"]]}, value)
            strata.add((row["code"], last))
    for first, last in causes:
        zones = [z for code in arrive for z in places[code]]
        for c, name in enumerate(truth.causes):
            real = truth.by_cause[first:last + 1, c][:, zones].sum()
            attacker.protect(f"{s} {name} to {ends[last]}",
                             {("C", s, c, z, t): 1 for z in zones
                              for t in range(first, last + 1)}, real)
    for code, last in strata:
        for k, name in enumerate(truth.strata):
            attacker.protect(f"{s} {code} {ends[last]} {name}",
                             {("S", s, k, z, last): 1 for z in places[code]},
                             truth.by_stratum[last, k][places[code]].sum())


def cell(table, *at):
    """A number of the page; None: hidden."""
    for index in at:
        if not isinstance(table, list):
            return None
        table = table[index]
    return table


def page(attacker, scenarios, data):
    codes, rows = data["zones"]["code"], range(len(data["time"]["dates"]))
    for s, told in zip(scenarios, data["scenarios"]):
        levels = data.get("quantiles") or []
        counts(attacker, s, told, codes, data["time"]["begin"])
        for p, code in enumerate(codes):
            zones = attacker.places[code]
            for t in rows:
                for name, kind in (("present", "P"), ("arrivals", "A")):
                    values = [cell(told[name]["zones"][p], q, t) for q in range(max(1, len(levels)))]
                    if not levels:
                        attacker.tell(s, attacker.spans(kind, s, zones, t, t), values[0])
                    else:
                        attacker.tell_fan(s, name, t, code, dict(zip(levels, values)))
            values = [cell(told["arrivals_period"]["zones"][p], q)
                      for q in range(max(1, len(levels)))]
            if not levels:
                attacker.tell(s, attacker.spans("A", s, zones, 0, rows[-1]), values[0])
            else:
                attacker.tell_fan(s, "period", rows[-1], code, dict(zip(levels, values)))
            hosts(attacker, s, told, p, zones)
        if levels and all((code, rows[-1]) in attacker.told[s]["arrivals"] for code in codes):
            total = [cell(told["arrivals_period"]["total"], q) for q in range(len(levels))]
            mean = len(rows), sum(attacker.came[s])
            attacker.tell_fan(s, "period", rows[-1], "all", dict(zip(levels, total)), mean)
            attacker.tell_fan(s, "causes", rows[-1], "all", dict(zip(levels, total)), mean)
            causes = told.get("causes") or {"period": [], "name": []}
            for c, name in enumerate(causes["name"]):
                values = [cell(causes["period"], c, q) for q in range(len(levels))]
                attacker.tell_fan(s, "causes", rows[-1], name, dict(zip(levels, values)),
                                  (len(rows), attacker.by_cause[s].get(name, 0)))
        if not levels and told.get("flows"):
            for a, b, persons in zip(*(told["flows"][k] for k in ("from", "to", "total"))):
                attacker.tell(s, {("F", s, i, j): 1 for i in attacker.places[codes[a]]
                                  for j in attacker.places[codes[b]]}, persons)


def counts(attacker, s, told, codes, start):
    """Counts of the first day tell who was there before, where these are the ones."""
    observed = told.get("observed") or {"zone": [], "date": [], "persons": []}
    for p, date, persons in zip(observed["zone"], observed["date"], observed["persons"]):
        zones = attacker.places[codes[p]]
        if date == start and persons == attacker.truths[s].before[zones].sum():
            attacker.tell(s, {("P0", s, z): 1 for z in zones}, persons)


def hosts(attacker, s, told, p, zones):
    """Residents at the ends of rows; a number that stays may be an older one."""
    if not told.get("needs") or not attacker.closed:
        return
    before, population = None, attacker.truths[s].population[zones].sum()
    for t, value in enumerate(told["needs"]["hosts"][p] or []):
        if value is not None and value != before:
            left = {("D", s, z, u): 1 for z in zones for u in range(t + 1)}
            slack = attacker.slack(s)
            attacker.known.between(left, population - value - slack, population - value + slack)
        before = value


def comparison(attacker, table, as_json):
    rows = rows_of(table)
    text = json.dumps(json.load(open(as_json, encoding="utf-8")))
    last = attacker.rows[-1]
    for row in rows:
        zones = range(len(attacker.zones)) if row["zone"] == "all" else attacker.places[row["zone"]]
        kind, first = ("P", last) if row["measure"] == "present_end" else ("A", 0)
        a, b = (attacker.spans(kind, s, zones, first, last) for s in (0, 1))
        attacker.tell(0, a, number(row["baseline"]))
        attacker.tell(1, b, number(row["with_scenario"]))
        if row["difference"]:
            slack = max(attacker.slack(0), attacker.slack(1))
            attacker.known.equal({**b, **{unknown: -1 for unknown in a}},
                                 number(row["difference"]), slack)
            assert row["difference"] in text, "CSV and JSON of compare differ"


def use_fans(attacker):
    def parts_of(s, quantity, row):
        if quantity == "causes":
            return {name: {("C", s, c, z, t): 1 for z in range(len(attacker.zones))
                           for t in range(row + 1)}
                    for c, name in enumerate(attacker.truths[s].causes)}
        kind = "P" if quantity == "present" else "A"
        first = 0 if quantity == "period" else row
        return {code: attacker.spans(kind, s, zones, first, row)
                for code, zones in attacker.places.items()}

    for s, quantity, row in attacker.fans:
        if quantity not in ("present", "arrivals"):
            continue
        for code, zones in attacker.places.items():
            if len(zones) == 1 and code not in attacker.fans[s, quantity, row]:
                truth = attacker.truths[s]
                attacker.protect_fan(s, quantity, row, code, truth.levels,
                                     truth.quantile[quantity][:, row, zones[0]])
    attacker.use_fans(parts_of)
