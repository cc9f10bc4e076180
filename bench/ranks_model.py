#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What a day costs on many ranks: a model from sizes and counts measured on few.

python3 bench/ranks_model.py    # the tables of docs/performance.md, "Ranks"

A day of one of P ranks takes
  people / P                     work on the people of its zones, who are divided
+ world                          what every rank works out of all zones: hazards; once a month choices
+ calls x latency x log2(P)      calls in which all take part
+ messages x latency             one to every rank that some of its people go to
+ bytes received / bandwidth     two numbers of every zone; the groups of people who come
"""
import math

# Measured with 1,000 zones and a billion people (docs/performance.md tells how).
ZONES = 1000
PEOPLE_S = 0.089        # one thread, a day
DAY_S = 0.0013          # one thread, a day: the same with 1,000 people
MONTH_S = 0.135         # one thread, the first day of a month: most of it choices
CROSSING = 24230        # records of people who set out and cross the border of 2 ranks, a day
GROWTH = 0.82           # with P ranks (P - 1) ** GROWTH as many; from 2, 4 and 8 ranks
CALLS = 5               # share, hand over who sets out (two), two sums; where people return two more
GROUP_BYTES = 32        # from, to, home, cause and stratum, how many, when due
STATE_BYTES = 16        # per zone: people present, residents
CATEGORIES = 6          # causes; people at risk are shared by zone and cause, settled and displaced

# Assumed of a cluster: a small message between machines; what a rank receives per second.
LATENCY_S = 2e-6
BYTES_PER_S = 2e9
DAYS_IN_MONTH = 30.44


def crossing(ranks, zones):
    """A border of a larger area is longer. No upper bound: too many for very many ranks."""
    return CROSSING * math.sqrt(zones / ZONES) * (ranks - 1) ** GROWTH


def traffic(ranks, zones):
    """Bytes sent and received by a rank in a day, and messages to single ranks."""
    leaving = crossing(ranks, zones) / ranks
    state = (STATE_BYTES + 3 * 8 * CATEGORIES / DAYS_IN_MONTH) * zones
    return state / ranks + GROUP_BYTES * leaving, state + GROUP_BYTES * leaving, min(
        ranks - 1, leaving)


def day_s(ranks, zones, divided_choices=False):
    scale = zones / ZONES
    people, month = PEOPLE_S * scale, MONTH_S * scale / DAYS_IN_MONTH
    if divided_choices:
        month /= ranks
    if ranks == 1:
        return people + DAY_S * scale + month
    _, received, messages = traffic(ranks, zones)
    return (people / ranks + DAY_S * scale + month + CALLS * LATENCY_S * math.log2(ranks)
            + messages * LATENCY_S + received / BYTES_PER_S)


def strong(zones):
    print(f"strong: a billion people, {zones:,} zones; last: were choices divided, too")
    print("ranks   ms/day  speed-up  bytes sent a day  messages  speed-up")
    alone = day_s(1, zones)
    for ranks in (1, 2, 4, 10, 32, 100, 316, 1000):
        day = day_s(ranks, zones)
        sent, _, messages = traffic(ranks, zones) if ranks > 1 else (0, 0, 0)
        print(f"{ranks:5} {day * 1e3:8.2f} {alone / day:9.1f} {sent:17,.0f} {messages:9,.0f} "
              f"{alone / day_s(ranks, zones, True):9.1f}")


def weak(zones_per_rank):
    print(f"weak: {zones_per_rank} zones and a million people in each; last: choices divided, too")
    print("ranks   zones   ms/day  efficiency  efficiency")
    first = day_s(1, zones_per_rank)
    for ranks in (1, 10, 100, 1000):
        zones = zones_per_rank * ranks
        print(f"{ranks:5} {zones:7} {day_s(ranks, zones) * 1e3:8.2f} "
              f"{first / day_s(ranks, zones):11.0%} {first / day_s(ranks, zones, True):11.0%}")


if __name__ == "__main__":
    for few in (2, 4, 8, 16):
        sent, _, messages = traffic(few, ZONES)
        print(f"{few} ranks: {sent:,.0f} bytes sent and {messages:.1f} messages a day and rank")
    strong(1000)
    weak(10)
