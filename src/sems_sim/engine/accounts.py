"""The accounts of a run: money, people, routine, surprise, and why things failed.

Judged on the truth, in the last phase of each instant in which something changed, and each full hour.
"""

from __future__ import annotations

from sems_sim.engine.agenda import key_of
from sems_sim.engine.decisions import Question
from sems_sim.engine.effects import Effects
from sems_sim.engine.occurrence import Occurrence
from sems_sim.engine.parts import Parts
from sems_sim.engine.world import Scope, World
from sems_sim.events import ROOT, Kind, Phase
from sems_sim.laws import exp as e_to
from sems_sim.laws import ms_to_hours, normal_quantile
from sems_sim.model import NONE, Act, Fact, Parameter, Signal, Step, compare

HOUR_MS = 3_600_000
WRONG = 0.25
"""A gap between belief and truth from which a picture counts as wrong."""
IMAGINATION, MANAGEMENT, POLICY, CAPABILITIES = range(4)
KINDS = ("imagination", "management", "policy", "capabilities")
_LIMITS = ("services", "harmed", "severity", "cost")


class Accounts:
    """Books that are kept while a run goes on."""

    def __init__(self, world: World, parts: Parts, effects: Effects) -> None:
        """Open the books."""
        self.world = world
        self.parts = parts
        self.effects = effects
        self.beyond_ms = self.unmet_ms = 0
        self.failure_ms = [0, 0, 0, 0]
        self.loss_ms = self.surprised_ms = 0
        self.catastrophe_ms = NONE
        self.surprises = [0, 0]
        self._is_beyond = False
        self._is_below_crisis = True
        self._failing = NONE
        self._is_surprised = False
        self._since_ms = 0
        self._is_booking = False
        self._unregistered: dict[int, bool] = {}
        self._surprising: set[tuple[int, int]] = set()
        self._looks: set[int] = set()
        """Moments at which a service will have been down too long for routine."""
        world.money = self.money
        world.facts[Fact.COST] = lambda step, _: compare(self.money(), step.comparison, step.constant)
        world.facts[Fact.PEOPLE] = self._has_people
        for signal in (
            Signal.SERVICE,
            Signal.INCIDENT,
            Signal.RESPONSE,
            Signal.PLAN,
            Signal.TASK,
            Signal.DECISION,
            Signal.RESOURCE,
        ):
            world.on(signal, lambda _, cause: self.ask(cause))
        parts.incidents.on_opened.append(self._opened)
        parts.decisions.on_taken.append(self._taken)
        parts.command.on_authority.append(self.ask)

    def start(self) -> None:
        """Take stock at time 0 and each full hour."""
        self.ask(ROOT)
        self._next_hour(0)

    def ask(self, cause: int) -> None:
        """Ask for the books to be brought up to date at the end of this instant."""
        if not self._is_booking:
            self._is_booking = True
            key = key_of(Phase.ACCOUNT, self.world.organisation, Act.BOOK)
            self.world.at(self.world.now_ms, key, self._book, cause)

    def _next_hour(self, hour: int) -> None:
        key = key_of(Phase.ACCOUNT, self.world.organisation, Act.HOUR)

        def ring(_: int) -> None:
            self.ask(ROOT)
            self._next_hour(hour + 1)

        self.world.at((hour + 1) * HOUR_MS, key, ring, ROOT)

    def _taken(self, _: Question, cause: int) -> None:
        self.ask(cause)

    # --- money and people ---

    def money(self) -> float:
        """Return all costs so far."""
        return sum_of(self.costs(self.world.now_ms))

    def costs(self, end_ms: int) -> dict[str, float]:
        """Return the costs so far by kind."""
        parts, books = self.parts, self.effects.books
        lost = parts.services.money_lost(end_ms) + parts.assets.money_lost(end_ms)
        response = (
            parts.crews.cost(end_ms) + books.spent + parts.decisions.spent + parts.tasks.improvised_cost
        )
        return {
            "response": response - parts.tasks.rework_cost + parts.incidents.cost(),
            "rework": parts.tasks.rework_cost,
            "lost_service": lost - books.over_reaction,
            "penalties": parts.services.penalties(end_ms),
            "over_reaction": books.over_reaction,
        }

    def _has_people(self, step: Step, _: Scope | None) -> bool:
        return compare(self.parts.incidents.harmed(), step.comparison, step.constant)

    # --- surprise ---

    def _opened(self, occurrence: Occurrence, cause: int) -> None:
        """See whether anybody had this on a register."""
        if self._is_unregistered(occurrence.incident):
            self._surprise(occurrence, 1, cause)
        self.ask(cause)

    def _is_unregistered(self, incident: int) -> bool:
        """Return whether the incident's risk is on no register, drawn once a run."""
        if incident not in self._unregistered:
            risk = self.world.tables.incidents[incident].risk
            absent = risk == NONE
            if risk != NONE and self.world.people_on:
                row = self.world.tables.risks[risk]
                chance = min(1.0, self.world.ratio(Parameter.ON_REGISTER))
                if row.registered >= 0.0:
                    chance = self.world.shifted(Parameter.ON_REGISTER, row.registered)
                absent = self.world.chance(row.registered_stream, 0) >= chance
            self._unregistered[incident] = absent
        return self._unregistered[incident]

    def _surprise(self, occurrence: Occurrence, kind: int, cause: int) -> None:
        self.surprises[kind - 1] += 1
        self._surprising.add((occurrence.incident, occurrence.number))
        cause = occurrence.opened_record if cause == ROOT else cause
        self.world.record(Phase.ACCOUNT, occurrence.row.entity, Kind.SURPRISED, float(kind), cause)

    def _look_for_worse(self, cause: int) -> None:
        """See whether what it costs is far beyond what the register said."""
        for incident in self.parts.incidents.all:
            for occurrence in incident.open_ones():
                place = (occurrence.incident, occurrence.number)
                if place not in self._surprising and self._is_worse(occurrence):
                    self._surprise(occurrence, 2, cause)

    def _is_worse(self, occurrence: Occurrence) -> bool:
        """Return whether realised impact exceeds e^(2 sd) times the impact as it was assessed."""
        if occurrence.row.risk == NONE or not self.world.people_on:
            return False
        row = self.world.tables.risks[occurrence.row.risk]
        if row.impact <= 0.0:
            return False
        sigma = self.world.maturity.value(Parameter.ESTIMATE_SPREAD)
        assessed = row.impact * e_to(sigma * normal_quantile(self.world.settled(row.estimate_stream, 0)))
        return self.money() > e_to(2.0 * sigma) * assessed

    # --- the books ---

    def _book(self, cause: int) -> None:
        self._is_booking = False
        self._close_span(self.world.now_ms)
        self._look_for_worse(cause)
        is_beyond = self._is_beyond_routine()
        if is_beyond is not self._is_beyond:
            self._is_beyond = is_beyond
            kind = Kind.BEYOND_ROUTINE if is_beyond else Kind.ROUTINE_AGAIN
            self.world.record(Phase.ACCOUNT, self.world.organisation, kind, float(is_beyond), cause)
        self._is_below_crisis = self.parts.command.current < len(self.parts.command.rungs) - 1
        self._failing = self._binding_cause()
        self._is_surprised = any(
            (occurrence.incident, occurrence.number) in self._surprising
            for incident in self.parts.incidents.all
            for occurrence in incident.open.values()
        )
        self._look_for_catastrophe(cause)
        self.world.changed(Signal.COST, 0, cause)
        self.world.changed(Signal.PEOPLE, 0, cause)

    def _close_span(self, now_ms: int) -> None:
        """Add the time since the last look to what it was time of."""
        span = now_ms - self._since_ms
        self._since_ms = now_ms
        if self._is_beyond:
            self.beyond_ms += span
            if self._is_below_crisis:
                self.unmet_ms += span
        if self._failing != NONE:
            self.loss_ms += span
            self.failure_ms[self._failing] += span
            if self._is_surprised:
                self.surprised_ms += span

    def _is_beyond_routine(self) -> bool:
        """Return whether no routine answer will do: judged on the truth."""
        limits, now = self.world.tables.limits, self.world.now_ms
        if self.parts.incidents.open_count > limits.routine_incidents:
            return True
        for index, row in enumerate(self.world.tables.services):
            since = self.parts.services.below_mbco_since(index)
            if row.critical and since >= 0:
                if now - since > limits.routine_ms:
                    return True
                self._look_again(since + limits.routine_ms + 1, self.world.last_record_of(row.entity))
        return any(
            incident.open and not self._has_answer(incident.index) for incident in self.parts.incidents.all
        )

    def _look_again(self, at_ms: int, cause: int) -> None:
        key = key_of(Phase.ACCOUNT, self.world.organisation, Act.BOOK, 1)
        if at_ms > self.world.now_ms and at_ms not in self._looks:
            self._looks.add(at_ms)
            self.world.at(at_ms, key, self.ask, cause)

    def _has_answer(self, incident: int) -> bool:
        """Return whether a usable plan answers an incident and is not exhausted."""
        plans = self.parts.plans
        for index, row in enumerate(self.world.tables.plans):
            if incident in row.answers and plans.is_usable(index):
                instances = plans.instances[index]
                if not instances or plans.running[index] or instances[-1].occurrence is not None:
                    return True
        return False

    def _binding_cause(self) -> int:
        """Return why service is being lost now, by the binding cause, or NONE if none is lost."""
        services = self.parts.services
        if not any(services.loss_now(index) > 0.0 for index in range(len(self.world.tables.services))):
            return NONE
        open_ones = [incident.index for incident in self.parts.incidents.all if incident.open]
        if any(self._is_unregistered(index) for index in open_ones):
            return IMAGINATION
        command = self.parts.command
        is_unmet = self._is_beyond and command.current < len(command.rungs) - 1
        if is_unmet or not command.has_authority or self.parts.decisions.open_count():
            return MANAGEMENT
        if self._has_gap_between_silos():
            return POLICY
        return CAPABILITIES

    def _has_gap_between_silos(self) -> bool:
        """Return whether word that missed a silo has left those in charge with a wrong picture, or none."""
        in_charge = self.parts.command.in_charge()
        for team, item in self.parts.messages.missed_items:
            member = self.parts.people.all[team]
            view = member.views.get(item)
            if member in in_charge and (view is None or view.belief is None or view.error >= WRONG):
                return True
        return False

    def _look_for_catastrophe(self, cause: int) -> None:
        if self.catastrophe_ms != NONE:
            return
        limits = self.world.tables.limits
        incidents = self.parts.incidents
        severity = 0.0
        for incident in incidents.all:
            for occurrence in incident.open.values():
                severity += occurrence.severity_now()
        passed = (
            limits.services >= 0 and self.parts.services.critical_over_mtpd() >= max(1, limits.services),
            limits.harmed >= 0.0 and incidents.harmed() > limits.harmed,
            limits.severity >= 0.0 and severity > limits.severity,
            limits.cost >= 0.0 and self.money() > limits.cost,
        )
        if any(passed):
            self.catastrophe_ms = self.world.now_ms
            which = passed.index(True) + 1.0
            self.world.record(Phase.ACCOUNT, self.world.organisation, Kind.CATASTROPHE, which, cause)

    def measures(self, end_ms: int) -> dict[str, float | None]:
        """Return the organisation's measures as the books stand at a moment that is not past."""
        kept = self._since_ms, self.beyond_ms, self.unmet_ms, self.loss_ms, self.surprised_ms
        failure_ms = list(self.failure_ms)
        self._close_span(end_ms)
        found = self._measures(end_ms)
        self._since_ms, self.beyond_ms, self.unmet_ms, self.loss_ms, self.surprised_ms = kept
        self.failure_ms = failure_ms
        return found

    def _measures(self, end_ms: int) -> dict[str, float | None]:
        parts = self.parts
        costs = self.costs(end_ms)
        total = self.loss_ms if self.loss_ms > 0 else 1
        happened = self.catastrophe_ms != NONE
        found: dict[str, float | None] = {
            "people.affected": parts.services.people_unserved(end_ms),
            "people.harmed": parts.incidents.harmed(),
            "cost.total": sum_of(costs),
            "crisis.beyond_routine_h": ms_to_hours(self.beyond_ms),
            "crisis.unmet_h": ms_to_hours(self.unmet_ms),
            "crisis.authority_gap_h": ms_to_hours(parts.command.gap_ms),
            "catastrophe.happened": float(happened),
            "catastrophe.first_h": ms_to_hours(self.catastrophe_ms) if happened else None,
            "surprise.type1": float(self.surprises[0]),
            "surprise.type2": float(self.surprises[1]),
            "surprise.index": self.surprised_ms / total,
        }
        found.update({f"cost.{name}": money for name, money in costs.items()})
        found.update(
            {f"failure.{name}": self.failure_ms[number] / total for number, name in enumerate(KINDS)}
        )
        return found


def sum_of(amounts: dict[str, float]) -> float:
    """Return a total in a fixed order of addition."""
    total = 0.0
    for amount in amounts.values():
        total += amount
    return total
