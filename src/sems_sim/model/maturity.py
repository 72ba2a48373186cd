"""SeMS maturity: 18 components, 0 to 4, and the parameters that they move.

Only the worst and the best value of a parameter are stored (maturity.yaml, with the basis of each row); the values
between follow the benefit share 0, .10, .30, .75, 1. Level 3, operating, is nominal: there every number of the
scenario file holds exactly, because multipliers act as value(m)/value(3) and probabilities as odds(m)/odds(3).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum

from sems_sim.laws import maturity_value, odds_shift

COMPONENTS = (
    "policy",
    "doughnut",
    "mgmt",
    "account",
    "education",
    "comms",
    "just",
    "risk",
    "response",
    "confid",
    "perf",
    "resource",
    "change",
    "improve",
    "handshake",
    "cmc",
    "foresight",
    "supply",
)
PRESETS = ("absent", "present", "suitable", "operating", "effective")
NOMINAL = 3


class Parameter(IntEnum):
    """What a component moves; the order is that of maturity.yaml, which a test compares."""

    CROSS_SILO_DELAY = 0
    CROSS_SILO_MISSED = 1
    PRIORITY_RIGHT = 2
    SPEND_EFFICIENCY = 3
    OVER_REACTION = 4
    COMMITMENT_REPORTING = 5
    COMMITMENT_RELUCTANCE = 6
    RELEASE_DELAY = 7
    OWNER_DECISION_DELAY = 8
    OWNER_DECISION_ERROR = 9
    WRONG_LEVEL = 10
    DIAGNOSIS_ERROR = 11
    ACTION_ERROR = 12
    TASK_DURATION = 13
    TRAINED_DECISION_DELAY = 14
    DETECTION = 15
    MESSAGE_DELAY = 16
    MESSAGE_LOSS = 17
    BELIEF_HALF_LIFE_MIN = 18
    STATEMENT_DELAY = 19
    JUST_REPORTING = 20
    ON_REGISTER = 21
    PLAN_EXISTS = 22
    ESTIMATE_SPREAD = 23
    PROCEDURE_ERROR = 24
    OPERATIONAL_ACTIVATION = 25
    CONTAINMENT = 26
    CONFIDENTIAL_REPORT = 27
    CONFIDENTIAL_DELAY_DAYS = 28
    LATENT_UNDETECTED = 29
    STANDBY_LIFE_H = 30
    STANDBY_START = 31
    INDICATOR_NOISE = 32
    STAFFING_COVER = 33
    SURGE_FRACTION = 34
    ATTENTION = 35
    CHANGE_DEFECT = 36
    CHANGE_DEFECT_LAG_DAYS = 37
    CONTROL_DECAY = 38
    LESSON_LEARNED = 39
    HANDSHAKE_RELUCTANCE = 40
    HANDOVER_DELAY = 41
    CONTEXT_CARRIED = 42
    AUTHORITY_GAP_MIN = 43
    CRISIS_ACTIVATION = 44
    TRIAGE_RIGHT = 45
    MESSAGE_EFFECT = 46
    INBOX_TIME = 47
    PARTNER_DELAY = 48
    RHYTHM_MIN = 49
    WRONG_REVERSED = 50
    WARNING_ACTED_ON = 51
    WARNING_LEAD_H = 52
    NEVER_IMAGINED = 53
    SUPPLIER_DISRUPTION = 54
    SUPPLIER_LEAD = 55
    ALTERNATE_USABLE = 56
    TIER_TWO_KNOWN = 57


@dataclass(frozen=True, slots=True)
class ParameterRow:
    """One parameter of one component: worst and best value, and how to go between."""

    name: str
    component: int
    kind: int
    """LOG or LINEAR of sems_sim.laws."""
    worst: float
    best: float
    unit: str
    basis: str
    """Where the number comes from; rows that are judgement say so."""
    judgement: bool


@dataclass(frozen=True, slots=True)
class ConstantRow:
    """A number of the human model that no component moves."""

    name: str
    value: float
    unit: str
    basis: str
    judgement: bool


@dataclass(frozen=True, slots=True)
class Maturity:
    """The levels of an organisation and what they make of each parameter."""

    levels: tuple[int, ...]
    """0 absent to 4 effective, in the order of COMPONENTS."""
    parameters: tuple[ParameterRow, ...]
    constants: tuple[ConstantRow, ...]

    def with_level(self, component: int, level: int) -> Maturity:
        """Return the same organisation with one component at another level."""
        levels = (*self.levels[:component], level, *self.levels[component + 1 :])
        return replace(self, levels=levels)

    def value(self, parameter: int) -> float:
        """Return the parameter's own value, for what the scenario leaves open."""
        row = self.parameters[parameter]
        return maturity_value(row.kind, row.worst, row.best, self.levels[row.component])

    def ratio(self, parameter: int) -> float:
        """Return value / value at operating: the factor on what the scenario states."""
        row = self.parameters[parameter]
        level = self.levels[row.component]
        if level == NOMINAL:
            return 1.0
        nominal = maturity_value(row.kind, row.worst, row.best, NOMINAL)
        return maturity_value(row.kind, row.worst, row.best, level) / nominal

    def shifted(self, parameter: int, chance: float) -> float:
        """Return a stated probability with its odds multiplied by odds(m) / odds(operating)."""
        row = self.parameters[parameter]
        level = self.levels[row.component]
        if level == NOMINAL:
            return chance
        now = maturity_value(row.kind, row.worst, row.best, level)
        nominal = maturity_value(row.kind, row.worst, row.best, NOMINAL)
        return odds_shift(chance, now / (1.0 - now) / (nominal / (1.0 - nominal)))

    def constant(self, name: str) -> float:
        """Return a constant of the human model.

        Raises:
            KeyError: If there is no such constant.
        """
        for row in self.constants:
            if row.name == name:
                return row.value
        raise KeyError(name)


def clipped(factor: float) -> float:
    """Return a product of delay factors, held within 0.2 and 10."""
    return min(10.0, max(0.2, factor))
