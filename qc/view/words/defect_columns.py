"""Columns of the table of purchases after defects."""

from __future__ import annotations

from collections.abc import Mapping

from qc.view.ratio_forest import Look

RATIOS = ("After", "Purchases than otherwise", "Ratio", "Customers", "Remark")
REMARKS: Mapping[Look, str] = {
    Look.MAIN: "each against their own other days",
    Look.PART: "",
    Look.FEW: "too few: indicative",
    Look.WRONG: "misleading: other customers",
}
