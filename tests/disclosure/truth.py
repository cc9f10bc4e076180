# SPDX-License-Identifier: Apache-2.0
"""What really is in a projection, by row of a public release: what the attacker is after."""
import datetime

import h5py
import numpy


class Truth:
    def __init__(self, path):
        with h5py.File(path) as f:
            self.zones = [z.decode() for z in f["zone_code"][:]]
            start = f["time"].attrs["units"].decode()[len("days since "):][:10]
            bounds = f["time_bnds"][:].reshape(-1, 2)
            self.start = datetime.date.fromisoformat(start)
            last = [self.start + datetime.timedelta(days=int(end) - 1) for _, end in bounds]
            self.count = int(f.attrs["persons_per_count"][0])
            ends = [n for n, day in enumerate(last)
                    if n + 1 == len(last) or last[n + 1].month != day.month]
            self.dates = [last[n].isoformat() for n in ends]
            self.members = len(f["member"]) if "member" in f else 0
            self.levels = list(f["quantile"][:]) if "quantile" in f else []

            def table(name, stock):
                mean = name + "_mean"
                if mean not in f and name not in f:
                    return None
                return self.by_row(f[mean if mean in f else name][:] * self.count, ends, stock)

            self.present = table("displaced", True) + table("refugees", True)
            self.arrivals = table("arrivals", False)
            self.hosts = sum(t for t in (table(n, True) for n in ("residents", "returnees",
                                                                 "integrated")) if t is not None)
            self.on_the_way = table("on_the_way", True).sum(axis=1)
            self.population = f["population"][:].astype(float)
            self.causes = [c.decode() for c in f["cause_name"][:]] if "cause_name" in f else []
            self.by_cause = table("arrivals_by_cause", False)
            self.strata = [s.decode() for s in f["stratum_name"][:]] if "stratum_name" in f else []
            self.by_stratum = table("displaced_by_stratum", True)
            flow = f["flow"][:].sum(axis=0) * self.count if "flow" in f else None
            if flow is not None and flow.ndim == 3:
                flow = flow.sum(axis=0)
            self.flow = flow
            first = f["displaced"][0] + f["refugees"][0] - f["arrivals"][0]
            self.before = numpy.maximum(0, first) * self.count
            self.quantile = {}
            if self.members and len(ends) == len(last):
                self.quantile = {"present": f["displaced_quantile"][:] + f["refugees_quantile"][:],
                                 "arrivals": f["arrivals_quantile"][:]}
        before = numpy.vstack([self.before, self.present[:-1]])
        self.left = self.arrivals - self.present + before  # of the displaced
        left_home = self.population - self.hosts
        self.left_home = numpy.diff(numpy.vstack([0 * left_home[:1], left_home]), axis=0)

    @staticmethod
    def by_row(values, ends, stock):
        if stock:
            return values[ends].astype(float)
        firsts = [0] + [end + 1 for end in ends[:-1]]
        return numpy.array([values[a:b + 1].sum(axis=0) for a, b in zip(firsts, ends)], float)
