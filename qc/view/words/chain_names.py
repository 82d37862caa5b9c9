"""What the stations and arrows of the chain are called, and what stands behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qc.chain.evidence import Method
from qc.chain.links import Arrow, Design, Node, Shown

NODES: Mapping[Node, str] = {
    Node.TRAINING: "Training",
    Node.ADHERENCE: "Adherence to steps",
    Node.SERVICE: "Service",
    Node.TRUST: "Trust",
    Node.LOYALTY: "Repeat & referral",
    Node.GOODWILL: "Goodwill",
}
ARROWS: Mapping[Arrow, str] = {
    Arrow.TRAINING_ADHERENCE: "Training \u2192 adherence",
    Arrow.TRAINING_SERVICE: "Training \u2192 service",
    Arrow.ADHERENCE_SERVICE: "Adherence \u2192 service",
    Arrow.SERVICE_TRUST: "Service \u2192 trust",
    Arrow.SERVICE_REPEAT: "Service \u2192 repeat business",
    Arrow.TRUST_REPEAT: "Trust \u2192 repeat business",
    Arrow.TRUST_REFERRAL: "Trust \u2192 referrals",
    Arrow.REPEAT_GOODWILL: "Repeat business \u2192 goodwill",
    Arrow.REFERRAL_GOODWILL: "Referrals \u2192 goodwill",
}
PREFIX: Mapping[Arrow, str] = {
    Arrow.TRUST_REPEAT: "Repeat",
    Arrow.TRUST_REFERRAL: "Referral",
    Arrow.REPEAT_GOODWILL: "Repeat",
    Arrow.REFERRAL_GOODWILL: "Referral",
}
"""Which of two arrows between the same stations one is."""
SHORT: Mapping[Arrow, str] = {
    Arrow.TRAINING_ADHERENCE: "steps skipped",
    Arrow.TRAINING_SERVICE: "defects",
    Arrow.ADHERENCE_SERVICE: "defects next time",
    Arrow.SERVICE_TRUST: "promises kept",
    Arrow.SERVICE_REPEAT: "purchases",
    Arrow.TRUST_REPEAT: "buying again",
    Arrow.TRUST_REFERRAL: "referring",
    Arrow.REPEAT_GOODWILL: "a customer",
    Arrow.REFERRAL_GOODWILL: "purchases",
}
"""What the number of each arrow counts, in a word or two."""
COMPARED: Mapping[Arrow, str] = {
    Arrow.TRAINING_ADHERENCE: "contacts with a step left out or out of order: trained "
    "agents less what they would have had untrained",
    Arrow.TRAINING_SERVICE: "contacts with a defect: trained agents less what they "
    "would have had untrained",
    Arrow.ADHERENCE_SERVICE: "defects in the customer's next contact: after one with a "
    "step left out less after one without, same agent and stage",
    Arrow.SERVICE_TRUST: "promises kept in the next 90 days: the third of customers "
    "whose past promises were kept best less the third served worst, same kind of "
    "promise and stage",
    Arrow.SERVICE_REPEAT: "purchases in the days after a defect, as a multiple of the "
    "same customer's other days",
    Arrow.TRUST_REPEAT: "customers who buy in the next 90 days: the third that trusts "
    "most less the third that trusts least, alike in contacts and purchases",
    Arrow.TRUST_REFERRAL: "customers who bring somebody in the next 90 days: the third "
    "that trusts most less the third that trusts least, alike in contacts and "
    "purchases",
    Arrow.REPEAT_GOODWILL: "repeat purchases of a customer in the first year",
    Arrow.REFERRAL_GOODWILL: "purchases of customers who were brought, as a multiple "
    "of those of others of the same quarter and age",
}
"""What the number of each arrow is."""
SHOWN: Mapping[Shown, str] = {
    Shown.SHOWN: "Shown",
    Shown.NOT_SHOWN: "Not shown",
    Shown.OPPOSITE: "Opposite",
    Shown.TOO_LITTLE: "Too little data",
    Shown.NO_DATA: "No data",
}
BY_DEFINITION = "Adds up"
SUM = "sum"
LEGEND: Mapping[str, str] = {
    Shown.SHOWN: "shown by your data",
    Shown.NOT_SHOWN: "not shown by your data",
    Shown.OPPOSITE: "the opposite is shown",
    Shown.TOO_LITTLE: "too little data to say",
    Shown.NO_DATA: "no data",
    SUM: "adds up, no test",
}
DESIGNS: Mapping[Design, str] = {
    Design.EXPERIMENT: "experiment",
    Design.WITH_CONTROLS: "before and after, with controls",
    Design.WITHIN_CUSTOMER: "same customer, other days",
    Design.WITHIN_STRATA: "like beside like",
    Design.OBSERVED: "observed only",
    Design.BY_DEFINITION: "a sum, not a test",
}
HOW_SHORT: Mapping[Design, str] = {
    Design.EXPERIMENT: "drawn by lot",
    Design.WITH_CONTROLS: "with controls",
    Design.WITHIN_CUSTOMER: "same customer",
    Design.WITHIN_STRATA: "like beside like",
    Design.OBSERVED: "observed",
    Design.BY_DEFINITION: "a sum",
}
"""How each design is called beside an arrow."""
METHODS: Mapping[Method, str] = {
    Method.JACKKNIFE: "each agent left out once (jackknife)",
    Method.INFLUENCE: "from each agent's part in the figure",
    Method.PAIRED: "from each agent's own difference",
    Method.MEAN: "t interval of the single values",
    Method.BOOTSTRAP: "customers drawn anew (bootstrap)",
    Method.DRAWS: "draws of what is uncertain",
    Method.ROBUST: "from each customer's part, robust",
    Method.MANTEL_HAENSZEL: "Mantel and Haenszel, Sato's variance",
    Method.WILSON: "Wilson",
    Method.KAPLAN_MEIER: "Kaplan and Meier, Greenwood's variance",
    Method.PROFILE: "profile of the likelihood",
    Method.VARIANCE_RATIO: "exact ratio of variances",
}
MISLEADS: Mapping[Arrow, str] = {
    Arrow.TRAINING_ADHERENCE: "before against after also counts what changed for all.",
    Arrow.TRAINING_SERVICE: "before against after also counts what changed for all.",
    Arrow.ADHERENCE_SERVICE: "within one contact, nobody can tell whether it failed "
    "for the step or was cut short since it failed.",
    Arrow.SERVICE_TRUST: "kinds of promises and stages differ in how often they are "
    "kept.",
    Arrow.TRUST_REPEAT: "who buys often has more promises, kept and broken.",
    Arrow.TRUST_REFERRAL: "who buys often has more promises, kept and broken.",
    Arrow.SERVICE_REPEAT: "customers who buy much have more contacts, and so more "
    "defects.",
    Arrow.REFERRAL_GOODWILL: "those who were brought came later and had less time.",
}
"""Why the usual comparison of each arrow misleads."""
METHOD_LINES: Sequence[str] = (
    "Solid: the whole 95 % interval lies on the side the chain holds for true, there "
    "is enough data, and no check of the design failed. In simulated companies "
    "without any effect an arrow is drawn solid in at most 1 of 20.",
    "Dashed: tested, and the interval holds \u201cno effect\u201d, or a check failed. "
    "Crossed: the whole interval lies on the other side. Dotted: too little data; the "
    "figure is indicative. Thin and pale: a table or a field is lacking.",
    "Training: weeks of trained agents are held against what they would have been, "
    "which is learned from the weeks of agents not trained (difference in differences "
    "by imputation, Borusyak, Jaravel and Spiess 2024). Interval: each agent left out "
    "once (jackknife), Student's t. The weeks before training must show nothing, and "
    "a second estimate, where all else changes in proportion, must say the same.",
    "Adherence: defects of the customer's next contact within 180 days, after a "
    "contact with a step left out against one without, within the same agent and "
    "stage (Mantel and Haenszel; Sato's variance). The contact before must not differ.",
    "Repeat business after a defect: each customer's days after a defect against their "
    "own other days; purchases whose own sale failed do not count.",
    "Trust is made of promises kept and broken only. Goodwill is the sum of what "
    "repeat business and referrals bring: those arrows add up and are no tests.",
)
"""How the arrows are tested."""
