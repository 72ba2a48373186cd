"""What each parameter of maturity moves in one incident, and which act over months."""

from __future__ import annotations

from sems_sim.model import Parameter

P = Parameter
MORE, LESS = 1, -1

MOVES: dict[Parameter, tuple[int, tuple[str, ...]]] = {
    P.CROSS_SILO_DELAY: (LESS, ("incident.intrusion.reported_h", "incident.tampering.reported_h")),
    P.CROSS_SILO_MISSED: (LESS, ("incident.intrusion.reported_h", "incident.tampering.reported_h")),
    P.PRIORITY_RIGHT: (LESS, ("task.recover.gates.wait_h", "task.recover.vault.wait_h")),
    P.OVER_REACTION: (LESS, ("cost.over_reaction",)),
    P.COMMITMENT_REPORTING: (LESS, ("incident.slip.reported_h",)),
    P.COMMITMENT_RELUCTANCE: (LESS, ("level.crisis.first_h",)),
    P.RELEASE_DELAY: (LESS, ("resource.crew.short_h",)),
    P.OWNER_DECISION_DELAY: (LESS, ("decision.first.decided_h",)),
    P.OWNER_DECISION_ERROR: (LESS, ("team.desk.errors",)),
    P.WRONG_LEVEL: (MORE, ("crisis.right_level_share",)),
    P.DIAGNOSIS_ERROR: (LESS, ("team.desk.errors",)),
    P.ACTION_ERROR: (LESS, tuple(f"task.mend.{task}.retries" for task in "abcd")),
    P.TASK_DURATION: (LESS, ("flag.mended.first_h",)),
    P.TRAINED_DECISION_DELAY: (LESS, ("decision.warn.decided_h",)),
    P.DETECTION: (LESS, ("incident.flood.detected_h",)),
    P.MESSAGE_DELAY: (LESS, ("incident.smoke.reported_h", "incident.heat.reported_h")),
    P.MESSAGE_LOSS: (LESS, ("incident.smoke.reported_h", "incident.heat.reported_h")),
    P.BELIEF_HALF_LIFE_MIN: (LESS, ("team.duty.errors",)),
    P.STATEMENT_DELAY: (LESS, ("flag.public_knows.first_h",)),
    P.JUST_REPORTING: (LESS, ("incident.mistake.reported_h",)),
    P.ON_REGISTER: (LESS, ("surprise.type1",)),
    P.PLAN_EXISTS: (LESS, ("flag.cleaned.first_h",)),
    # Closer estimates make a real deviation stand out as one: more of these surprises are recognised, not fewer.
    P.ESTIMATE_SPREAD: (MORE, ("surprise.type2",)),
    P.PROCEDURE_ERROR: (LESS, tuple(f"task.fight.{task}.retries" for task in ("one", "two", "three"))),
    P.OPERATIONAL_ACTIVATION: (LESS, ("level.tactical.first_h",)),
    P.CONTAINMENT: (LESS, ("incident.fire.closed_h",)),
    P.CONFIDENTIAL_REPORT: (LESS, tuple(f"incident.insider_{one}.opened" for one in "abcde")),
    P.CONFIDENTIAL_DELAY_DAYS: (LESS, ("incident.theft.reported_h", "incident.fraud.reported_h")),
    P.LATENT_UNDETECTED: (LESS, tuple(f"asset.site_{site}.down_h" for site in "abcd")),
    P.STANDBY_LIFE_H: (LESS, tuple(f"asset.site_{site}.down_h" for site in "abcd")),
    P.STANDBY_START: (LESS, tuple(f"asset.site_{site}.down_h" for site in "abcd")),
    P.INDICATOR_NOISE: (MORE, ("flag.cried_wolf.first_h",)),
    P.STAFFING_COVER: (LESS, ("resource.officers.short_h",)),
    P.SURGE_FRACTION: (LESS, ("resource.officers.short_h",)),
    P.ATTENTION: (LESS, ("team.desk.overload_h",)),
    P.CHANGE_DEFECT: (LESS, tuple(f"asset.set_{one}.failures" for one in "abcdef")),
    P.HANDSHAKE_RELUCTANCE: (LESS, ("level.crisis.first_h",)),
    P.HANDOVER_DELAY: (LESS, ("level.crisis.first_h",)),
    P.CONTEXT_CARRIED: (LESS, ("flag.moved_out.first_h",)),
    P.AUTHORITY_GAP_MIN: (LESS, ("crisis.authority_gap_h",)),
    P.CRISIS_ACTIVATION: (LESS, ("level.crisis.first_h",)),
    P.TRIAGE_RIGHT: (LESS, ("flag.centre_knows.first_h",)),
    P.MESSAGE_EFFECT: (MORE, ("flag.loud.first_h",)),
    P.INBOX_TIME: (LESS, ("flag.centre_knows.first_h",)),
    P.PARTNER_DELAY: (LESS, ("task.carry.buses.finished_h",)),
    P.RHYTHM_MIN: (LESS, ("flag.right_choice.first_h",)),
    P.WRONG_REVERSED: (LESS, ("flag.right_choice.first_h",)),
    P.WARNING_ACTED_ON: (LESS, ("incident.overload.opened",)),
    P.WARNING_LEAD_H: (LESS, ("incident.overload.opened",)),
    P.SUPPLIER_DISRUPTION: (LESS, ("stock.gas.out_h", "stock.coal.out_h")),
    P.SUPPLIER_LEAD: (LESS, ("stock.fuel.out_h", "stock.oil.out_h")),
    P.ALTERNATE_USABLE: (LESS, ("stock.fuel.out_h", "stock.oil.out_h")),
    P.TIER_TWO_KNOWN: (LESS, ("stock.oil.out_h",)),
}
"""Parameter -> the measures that are its own, and whether a better organisation has more or less of them."""

OVER_MONTHS: dict[Parameter, str] = {
    P.SPEND_EFFICIENCY: "money is spent on safeguards between incidents, not in one",
    P.CHANGE_DEFECT_LAG_DAYS: "changes are made and looked over for days and weeks; here `latent` says what is left",
    P.CONTROL_DECAY: "controls wear out by the month",
    P.LESSON_LEARNED: "a lesson changes the next incident, not the one that taught it",
    P.NEVER_IMAGINED: "which threats a year brings is the programme's draw; a file names the ones that come",
}
"""Parameter -> why it acts in the programme of months and years only, and nothing of it may show within a run."""
