"""Every word and sentence for people, in one place, ready for translation.

The parts never decide anything: they put an assessment, a chart choice, a rule or
a balance into words, with the numbers these carry and no others.
"""

from qc.view.words.alarms import alarm_line, alarms_by_size, rules_in_force
from qc.view.words.band import band_sentence
from qc.view.words.charts import chart_footer, why_this_chart
from qc.view.words.dates import (
    day_month,
    full_date,
    in_period,
    month_year,
    period_label,
    point_label,
    the_period,
    unit_of,
)
from qc.view.words.formula import formula
from qc.view.words.labels import alt_text
from qc.view.words.loading import (
    account_sentence,
    aside_lines,
    fault_sentence,
    remedy,
    unused_sentence,
)
from qc.view.words.names import field_name, letter, name, warning_sentence
from qc.view.words.ranges import (
    cases,
    latest,
    latest_with_n,
    level,
    limits_at,
    meets_target,
    target_text,
    usual_range,
)
from qc.view.words.rules import rule_name, rule_sentence, rule_set_line
from qc.view.words.sentences import caveats, finding_sentence, sentence
from qc.view.words.targets import assurance_sentence

__all__ = [
    "account_sentence",
    "alarm_line",
    "alarms_by_size",
    "alt_text",
    "aside_lines",
    "assurance_sentence",
    "band_sentence",
    "cases",
    "caveats",
    "chart_footer",
    "day_month",
    "fault_sentence",
    "field_name",
    "finding_sentence",
    "formula",
    "full_date",
    "in_period",
    "latest",
    "latest_with_n",
    "letter",
    "level",
    "limits_at",
    "meets_target",
    "month_year",
    "name",
    "period_label",
    "point_label",
    "remedy",
    "rule_name",
    "rule_sentence",
    "rule_set_line",
    "rules_in_force",
    "sentence",
    "target_text",
    "the_period",
    "unit_of",
    "unused_sentence",
    "usual_range",
    "warning_sentence",
    "why_this_chart",
]
