"""The books of a run."""

from __future__ import annotations

from sems_sim.kernel.doors import ACCOUNTS
from sems_sim.kernel.memory import PER_UNIT, state
from sems_sim.model import NONE

_FIRST = ACCOUNTS * PER_UNIT
UNSEEN, REGISTERED, ABSENT = range(3)


class AccountsState:
    """What has been added up so far, and how things stood at the last look; one row."""

    since_ms: int
    beyond_ms: int
    unmet_ms: int
    loss_ms: int
    surprised_ms: int
    catastrophe_ms: int = NONE
    unregistered: int
    """Surprises by incidents that were on no register."""
    worse: int
    """Surprises by incidents far worse than the register said."""
    failing: int = NONE
    """Why service is being lost, or NONE."""
    looks: int = NONE
    """List of the moments still to come at which a service will have been down too long for routine."""
    is_beyond: bool
    is_below_crisis: bool = True
    is_surprised: bool
    is_booking: bool


class FailureState:
    """One cause of failure: how long it bound."""

    bound_ms: int


class RegisterState:
    """One incident: whether its risk is on a register, once somebody has looked."""

    found: int = UNSEEN


accounts_state = state(_FIRST, AccountsState, lambda _: 1)
failure_state = state(_FIRST + 1, FailureState, lambda _: 4)
register_state = state(_FIRST + 2, RegisterState, lambda model: len(model.incidents))
