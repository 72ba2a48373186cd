"""Reports: what a run or an ensemble has to say, once, and the formats that draw it."""

from sems_sim.reports.coming_back import bring_in, feedback_summary
from sems_sim.reports.ensemble import Making, StressReview, stress_review
from sems_sim.reports.ensemble_html import stress_page, studies_page
from sems_sim.reports.ensemble_terminal import draw_stress, draw_studies
from sems_sim.reports.html import page
from sems_sim.reports.msel import doors as spreadsheet
from sems_sim.reports.msel.doors import InjectActual
from sems_sim.reports.paper_kind import PaperKind, Sheet, Source, read_source, source_of
from sems_sim.reports.papers import KINDS, kind_of, make_paper, put, write_reports, write_sheets
from sems_sim.reports.review import Background, Review, review
from sems_sim.reports.studies import Study
from sems_sim.reports.study_crises import crises_answer, crises_study, overlap_studies
from sems_sim.reports.study_levers import lever_study
from sems_sim.reports.study_uncertain import (
    break_study,
    discovery_study,
    judgement_study,
    sensitivity_study,
)
from sems_sim.reports.study_weak import critical_study, weak_study
from sems_sim.reports.terminal import Screen, draw
from sems_sim.reports.terminal_rows import glyphs_for

__all__ = [
    "KINDS", "Background", "InjectActual", "Making", "PaperKind", "Review", "Screen", "Sheet", "Source",
    "StressReview", "Study", "break_study", "bring_in", "crises_answer", "crises_study", "critical_study",
    "discovery_study", "draw", "draw_stress", "draw_studies", "feedback_summary", "glyphs_for", "judgement_study",
    "kind_of", "lever_study", "make_paper", "overlap_studies", "page", "put", "read_source", "review",
    "sensitivity_study", "source_of", "spreadsheet", "stress_page", "stress_review", "studies_page", "weak_study",
    "write_reports", "write_sheets",
]  # fmt: skip
