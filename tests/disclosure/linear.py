# SPDX-License-Identifier: Apache-2.0
"""Linear inequalities between unknown numbers that are not negative, and what follows from them."""
import numpy
from scipy.optimize import linprog
from scipy.sparse import csr_matrix


class Knowledge:
    """`terms` are {unknown: factor}; an unknown is any name that can be hashed."""

    def __init__(self):
        self.number = {}
        self.rows, self.least, self.most = [], [], []
        self.ready = None

    def between(self, terms, least, most):
        for unknown in terms:
            self.number.setdefault(unknown, len(self.number))
        self.rows.append({self.number[unknown]: factor for unknown, factor in terms.items()})
        self.least.append(least)
        self.most.append(most)

    def equal(self, terms, value, slack=0):
        self.between(terms, value - slack, value + slack)

    def _prepare(self):
        if self.ready:
            return self.ready
        parts = {"eq": [], "ub": []}
        for row, least, most in zip(self.rows, self.least, self.most):
            if least == most:
                parts["eq"].append((row, most))
                continue
            if numpy.isfinite(most):
                parts["ub"].append((row, most))
            if numpy.isfinite(least):
                parts["ub"].append(({k: -v for k, v in row.items()}, -least))

        def matrix(kind):
            at = [(n, k, v) for n, (row, _) in enumerate(parts[kind]) for k, v in row.items()]
            shape = (len(parts[kind]), len(self.number))
            i, j, v = zip(*at) if at else ((), (), ())
            return csr_matrix((v, (i, j)), shape), [b for _, b in parts[kind]]

        self.ready = (*matrix("eq"), *matrix("ub"))
        return self.ready

    def _extreme(self, terms, sign):
        a_eq, b_eq, a_ub, b_ub = self._prepare()
        cost = numpy.zeros(len(self.number))
        for unknown, factor in terms.items():
            cost[self.number[unknown]] = sign * factor
        found = linprog(cost, a_ub if b_ub else None, b_ub or None, a_eq if b_eq else None,
                        b_eq or None, method="highs")
        if found.status == 3:
            return numpy.inf * -sign
        if found.status != 0:
            raise AssertionError("what is published contradicts itself: " + found.message)
        return sign * found.fun

    def bounds(self, terms):
        """The least and the most that the sum can be."""
        if any(unknown not in self.number for unknown in terms):
            return 0, numpy.inf  # nothing is told of it
        return self._extreme(terms, 1), self._extreme(terms, -1)
