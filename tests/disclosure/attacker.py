# SPDX-License-Identifier: Apache-2.0
"""Somebody who has all public outputs of projections, knows how they are made, and solves for what
is not shown. Unknowns, by scenario s, zone z and row t: present P, arrivals A, displaced people who
left L, residents who left D, on the way W, flows F, arrivals by cause C, strata S; of an ensemble P
and A are means, and p, a the members' numbers, sorted."""
import math

from linear import Knowledge


class Attacker:
    def __init__(self, truths, smallest, rounding):
        self.truths, self.smallest, self.rounding = truths, smallest, rounding
        self.known = Knowledge()
        self.secrets = []  # (what, terms, truth)
        self.blur = {}  # of quantiles: how inexact they are
        self.fans = {}  # (scenario, quantity, row) -> {part: {level: number}}
        for s, truth in enumerate(truths):
            self._world(s, truth)

    # What holds in the world.

    def _world(self, s, truth):
        zones, rows = range(len(truth.zones)), range(len(truth.dates))
        self.rows, self.zones = rows, truth.zones
        for z in zones:
            for t in rows:
                terms = {("P", s, z, t): 1, ("A", s, z, t): -1}
                if truth.left.min() >= 0:
                    terms[("L", s, z, t)] = 1
                    before = ("P", s, z, t - 1) if t else ("P0", s, z)
                    self.known.equal({**terms, before: -1}, 0)
                if truth.by_cause is not None:
                    parts = {("C", s, c, z, t): 1 for c in range(len(truth.causes))}
                    self.known.equal({**parts, ("A", s, z, t): -1}, 0)
                if truth.by_stratum is not None:
                    parts = {("S", s, k, z, t): 1 for k in range(len(truth.strata))}
                    self.known.equal({**parts, ("P", s, z, t): -1}, 0)
            if not truth.before[z]:
                self.known.equal({("P0", s, z): 1}, 0)
        self._residents(s, truth)

    def _residents(self, s, truth):
        zones = range(len(truth.zones))
        total = truth.population.sum() - truth.hosts.sum(axis=1) - truth.present.sum(axis=1)
        self.closed = abs(total - truth.on_the_way).max() < 1e-6 and truth.left_home.min() >= 0
        if not self.closed:
            return
        for t in self.rows:
            terms = {("D", s, z, u): 1 for z in zones for u in range(t + 1)}
            terms.update({("P", s, z, t): -1 for z in zones})
            self.known.equal({**terms, ("W", s, t): -1}, 0)
        if truth.members or truth.flow is None or truth.left.min() < 0:
            return  # flows are those of the first member
        for z in zones:
            out = {("F", s, z, to): 1 for to in zones if to != z}
            went = {(kind, s, z, t): -1 for kind in "DL" for t in self.rows}
            self.known.equal({**out, **went, ("W", s, "end", z): 1}, 0)
            came = {("F", s, a, z): 1 for a in zones if a != z}
            self.known.equal({**came, **{("A", s, z, t): -1 for t in self.rows}}, 0)
        ends = {("W", s, "end", z): 1 for z in zones}
        self.known.equal({**ends, ("W", s, self.rows[-1]): -1}, 0)

    def share_past(self, rows):
        for kind in "PAL":
            for z in range(len(self.zones)):
                for t in range(rows):
                    self.known.equal({(kind, 0, z, t): 1, (kind, 1, z, t): -1}, 0)

    # What is told.

    def slack(self, s):
        whole = self.rounding == 1 and not self.truths[s].members
        return 0 if whole else self.rounding / 2

    def tell(self, s, terms, value, more_slack=0):
        """A number of people as it is shown; None: not shown."""
        if value is None:
            return
        slack = self.slack(s) + more_slack
        floor = math.ceil(self.smallest / self.rounding) * self.rounding
        least = self.smallest if value == floor else value - slack
        self.known.between(terms, min(least, value), value + slack)

    def spans(self, kind, s, zones, first, last):
        return {(kind, s, z, t): 1 for z in zones for t in range(first, last + 1)}

    def tell_fan(self, s, quantity, row, part, levels, rounded_sum=None):
        """Quantiles {level: number} of a part, or of all ("all"). `rounded_sum`: they are in
        proportion to a sum of so many rounded numbers."""
        if rounded_sum and levels and None not in levels.values():
            count, total = rounded_sum
            for level, value in levels.items():
                self.blur[s, quantity, row, part, level] = (
                    self.rounding / 2 * count * max(1, value / max(total, 1)))
        if levels and all(value is not None for value in levels.values()):
            self.fans.setdefault((s, quantity, row), {}).setdefault(part, {}).update(levels)

    def _quantile(self, name, level, members):
        at = (members - 1) * level
        low = min(int(at), members - 2)
        return {name + (low,): 1 - (at - low), name + (low + 1,): at - low}

    def _sorted(self, name, members, mean):
        for m in range(members - 1):
            self.known.between({name + (m,): -1, name + (m + 1,): 1}, 0, math.inf)
        total = {name + (m,): 1 / members for m in range(members)}
        for unknown, factor in mean.items():
            total[unknown] = total.get(unknown, 0) - factor
        self.known.equal(total, 0)

    def use_fans(self, parts_of):
        """`parts_of(s, quantity, row)`: {part: terms of its mean}. The members' sums lie between
        those of the parts that vary least and most."""
        for (s, quantity, row), told in self.fans.items():
            members, parts = self.truths[s].members, parts_of(s, quantity, row)
            for part, mean in parts.items():
                self._sorted((quantity, s, row, part), members, mean)
            everybody = {}
            for mean in parts.values():
                everybody.update(mean)
            self._sorted((quantity, s, row, "all"), members, everybody)
            for part, levels in told.items():
                for level, value in levels.items():
                    terms = self._quantile((quantity, s, row, part), level, members)
                    self.tell(s, terms, value, self.blur.get((s, quantity, row, part, level), 0))
            self._subtract(s, quantity, row, parts, told, members)

    def _subtract(self, s, quantity, row, parts, told, members):
        hidden = [part for part in parts if part not in told]
        if not hidden or "all" not in told:
            return
        name = lambda part, m: (quantity, s, row, part, m)
        for m in range(members):
            most = {name("rest", m): 1, name("all", m): -1}
            least = dict(most)
            for part in parts:
                if part in told:
                    most[name(part, 0)] = 1
                    least[name(part, members - 1)] = 1
                else:
                    self.known.between({name("rest", m): 1, name(part, m): -1}, 0, math.inf)
            self.known.between(most, -math.inf, 0)
            self.known.between(least, 0, math.inf)
        for m in range(members - 1):  # the smallest sums are at least the sums of the smallest
            tail = {name("all", n): 1 for n in range(m + 1)}
            tail.update({name("rest", n): -1 for n in range(m + 1)})
            tail.update({name(part, n): -1 for part in parts if part in told
                         for n in range(m + 1)})
            self.known.between(tail, 0, math.inf)
        rest = {}
        for part in hidden:
            rest.update(parts[part])
        self._sorted((quantity, s, row, "rest"), members, rest)

    # What is not to be known.

    def protect(self, what, terms, truth):
        if 1e-6 < truth < self.smallest - 1e-6:
            self.secrets.append((what, terms, truth))

    def protect_cells(self):
        for s, truth in enumerate(self.truths):
            for t in self.rows:
                for z, code in enumerate(truth.zones):
                    cells = [("P", "present", truth.present), ("A", "arrivals", truth.arrivals)]
                    if truth.left.min() >= 0:
                        cells.append(("L", "left", truth.left))
                    if self.closed:
                        self.protect(f"{s} {code} {truth.dates[t]} residents who left till then",
                                     {("D", s, z, u): 1 for u in range(t + 1)},
                                     truth.left_home[:t + 1, z].sum())
                    for kind, what, table in cells:
                        self.protect(f"{s} {code} {truth.dates[t]} {what}",
                                     {(kind, s, z, t): 1}, table[t, z])
                self.protect(f"{s} {truth.dates[t]} on the way", {("W", s, t): 1},
                             truth.on_the_way[t])
            if truth.flow is not None and not truth.members:
                for a, origin in enumerate(truth.zones):
                    for b, to in enumerate(truth.zones):
                        if a != b:
                            self.protect(f"{s} {origin} to {to}", {("F", s, a, b): 1},
                                         truth.flow[a, b])

    def protect_fan(self, s, quantity, row, part, levels, values):
        for level, value in zip(levels, values):
            self.protect(f"{s} {quantity} {row} {part} quantile {level}",
                         self._quantile((quantity, s, row, part), level,
                                        self.truths[s].members), value)

    def found(self, most_secrets):
        """Secrets known to fewer than k numbers, or wrongly: [(what, truth, least, most)]."""
        step = max(1, math.ceil(len(self.secrets) / most_secrets))
        broken = []
        for what, terms, truth in self.secrets[::step]:
            least, most = self.known.bounds(terms)
            wrong = not least - 1e-6 <= truth <= most + 1e-6
            if wrong or most - least < self.smallest - 1e-5:
                broken.append((what, truth, least, most))
        return broken
