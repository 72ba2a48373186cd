"""The words of a made scenario: quantities, distributions, conditions and effects."""

from __future__ import annotations

from typing import Any

from tests.made.cast import Cast
from tests.made.choosing import Choice

SPANS = ("10m", "30m", "1h", "2h30m", "4h", "1m", "45s")
LAWS = (
    "30m",
    "exponential 1h",
    "uniform 10m 2h",
    "lognormal 30m 0.8",
    "triangular 10m 1h 2h",
    "pert 10m 1h 3h",
    "weibull 1h 1.5",
    "lognormal 10m p90 40m",
    "normal 1h 20m",
    "erlang 1h 3",
    "gamma 20m 2",
    "quantiles 0% 5m 50% 1h 100% 4h",
    "0m",
)
COMPONENTS = (
    "response",
    "comms",
    "handshake",
    "resource",
    "just",
    "cmc",
    "supply",
    "foresight",
    "education",
    "confid",
)
LEVELS = ("operational", "tactical", "crisis")


class Words:
    """Says things about a cast."""

    def __init__(self, choose: Choice, cast: Cast) -> None:
        """Speak about these."""
        self.choose = choose
        self.cast = cast

    def span(self) -> str:
        """A constant duration above 0."""
        return self.choose.one(SPANS)

    def law(self) -> str:
        """A duration, or a distribution of one."""
        return self.choose.one(LAWS)

    def life(self) -> str:
        """A time between failures or openings."""
        return self.choose.one(("exponential 4h", "3h", "weibull 5h 2", "uniform 1h 6h"))

    def share(self) -> str:
        """A share that is neither nothing nor all."""
        return self.choose.one(("50%", "80%", "20%", "95%"))

    # --- conditions ---

    def condition(self, depth: int = 2) -> str:
        """A condition of some depth."""
        shape = self.choose.whole(0, 9) if depth else 0
        if shape <= 3:
            return self.atom()
        inner = self.condition(depth - 1)
        if shape == 4:
            return f"not ({inner})"
        if shape in (5, 6):
            return f"({inner}) {self.choose.one(('and', 'or'))} ({self.condition(depth - 1)})"
        if shape == 7:
            return f"({inner}) for {self.span()}"
        if shape == 8 and self.cast.teams:
            return f"seen_by({self.choose.one(self.cast.teams)}): {inner}"
        return f"in_truth: {inner}"

    def atom(self) -> str:
        """One test."""
        return self.choose.one(self._atoms())

    def _atoms(self) -> list[str]:
        cast, choose = self.cast, self.choose
        found = [
            "opened >= 1",
            "opened > 2",
            f"response >= {choose.one(LEVELS)}",
            f"time >= {self.span()}",
            "clock >= 06:00",
            f"flag({choose.one(cast.flags)})",
            f"cost > {choose.one((100, 5000, 100_000))}",
            f"people > {choose.one((1, 20))}",
            f"rumour > {choose.one((0.05, 0.3))}",
        ]
        found += self._of_things() + self._of_deeds()
        return found

    def _of_things(self) -> list[str]:
        cast, one = self.cast, self.choose.one
        asset, service, resource = one(cast.assets), one(cast.services), one(cast.resources)
        incident = one(cast.incidents)
        found = [
            f"down({asset})",
            f"up({asset})",
            f"level({asset}) {one(('< 60%', '>= 0.5', '== 1', '!= 0'))}",
            f"performance({service}) {one(('< 80%', '>= 0.5', '<= 0.2'))}",
            f"backlog({service}) {one(('> 5', '>= 20', '< 3', '<= 1'))}",
            f"lost({service}) {one(('> 3', '>= 10', '< 8'))}",
            f"below_mbco({service})",
            f"over_rto({service})",
            f"over_mtpd({service})",
            f"free({resource}) {one(('< 2', '>= 1', '== 0', '!= 3'))}",
            f"short({resource})",
            f"active({incident})",
            f"severity({incident}) {one(('> 0.4', '>= 30%', '< 0.6', '<= 0.2'))}",
            f"contained({incident})",
        ]
        found += [f"stock({name}) {one(('< 40', '<= 0', '> 10'))}" for name in cast.stocks]
        found += [f"available({name})" for name in cast.suppliers]
        return found

    def _of_deeds(self) -> list[str]:
        found = [f"alert({name})" for name in self.cast.indicators]
        for plan, tasks in self.cast.plans.items():
            task = self.choose.one(tasks)
            found += [f"running({plan})", f"done({plan})", f"failed({plan})"]
            found += [f"done({plan}.{task})", f"failed({plan}.{task})"]
        for decision, options in self.cast.decisions.items():
            found += [f"chosen({decision})", f"chosen({decision}.{self.choose.one(options)})"]
        return found

    # --- effects ---

    def effects(self, most: int = 3, *, in_task: bool = False, starts: bool = False) -> list[dict[str, Any]]:
        """A `do` list."""
        return [self.effect(in_task=in_task, starts=starts) for _ in range(self.choose.whole(0, most))]

    def effect(self, *, in_task: bool = False, starts: bool = False) -> dict[str, Any]:
        """One verb, perhaps held; only what happens once may start an incident, or there would be no end of it."""
        verbs = self._verbs()
        if starts and len(self.cast.incidents) > 1:
            verbs += 3 * [("start", {self.cast.incidents[-1]: 0.4})]
        verb, value = self.choose.one(verbs)
        effect: dict[str, Any] = {verb: value}
        if verb in HELD or verb == "fail":
            hold = self.choose.whole(0, 4)
            if hold == 1:
                effect["for"] = self.span()
            elif hold == 2 and verb in HELD:
                effect["until"] = self.condition(1)
            elif hold >= 3 and in_task and verb in HELD:
                effect["while"] = "running"
        return effect

    def _verbs(self) -> list[tuple[str, Any]]:
        cast, one = self.cast, self.choose.one
        incident, resource = one(cast.incidents), one(cast.resources)
        found: list[tuple[str, Any]] = [
            ("contain", {incident: one(("2/h", "0.6/h"))}),
            ("worsen", {incident: "0.5/h"}),
            ("end", incident),
            ("add", {resource: 2}),
            ("remove", {resource: one((1, 3))}),
            ("raise", one(("tactical", "crisis"))),
            ("stand_down", one(("tactical", "crisis"))),
            ("invoke", one(list(cast.plans))),
            ("set", one(cast.flags)),
            ("clear", one(cast.flags)),
            ("spend", one((100, 2500))),
            ("maturity", {one(COMPONENTS): one((0, 1, 2, 3, 4))}),
        ]
        found += self._on_things() + self._to_people()
        return found

    def _on_things(self) -> list[tuple[str, Any]]:
        cast, one = self.cast, self.choose.one
        asset, service = one(cast.assets), one(cast.services)
        found: list[tuple[str, Any]] = [(verb, one(cast.assets)) for verb in ON_ASSETS]
        found += [
            ("fail", {asset: 1}),
            ("demand", {service: one(("x1.5", "30/h", "0"))}),
            ("capacity", {service: one(("x0.3", "20/h", "0"))}),
            ("cancel", {service: self.share()}),
        ]
        if cast.stocks:
            stock = one(cast.stocks)
            found += [("use", {stock: one((20, 500))}), ("order", {stock: 60})]
        blockable = [*cast.suppliers, *cast.link_names]
        if blockable:
            found += [("block", one(blockable)), ("unblock", one(blockable))]
        return found

    def _to_people(self) -> list[tuple[str, Any]]:
        cast, one = self.cast, self.choose.one
        found: list[tuple[str, Any]] = []
        if cast.teams:
            tell: dict[str, Any] = {"to": self.choose.some(cast.teams, 1), "text": "Mind the doors"}
            if self.choose.maybe(70):
                tell["about"] = one(cast.items)
            if self.choose.maybe(30):
                tell["truth"] = False
            found.append(("tell", tell))
        if cast.decisions:
            found.append(("ask", one(list(cast.decisions))))
        if cast.injects:
            found.append(("release", one(cast.injects)))
        return found


ON_ASSETS = ("fail", "repair", "switch_on", "switch_off", "isolate", "reconnect")
HELD = frozenset(
    ("contain", "worsen", "demand", "capacity", "cancel", "add", "remove", "isolate", "block", "switch_on",
     "switch_off", "maturity")
)  # fmt: skip
