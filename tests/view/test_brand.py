"""The mark of the product is a picture like any other: well formed, without script."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from qc.view.brand import wordmark_svg


def test_the_wordmark_is_well_formed_and_carries_the_name() -> None:
    root = ET.fromstring(wordmark_svg("Relationship Quality Control"))

    assert root.tag.endswith("svg")
    assert "Relationship Quality Control" in "".join(root.itertext())
