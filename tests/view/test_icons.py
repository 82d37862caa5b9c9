"""Icons: told apart without colour, titled, and the same every time."""

from __future__ import annotations

import base64
import re
from itertools import combinations
from xml.etree import ElementTree

import pytest

from qc.core.kinds import Assurance, Variation
from qc.view import words
from qc.view.icons import assurance_svg, assurance_uri, variation_svg, variation_uri

ICONS = [(icon, variation_svg(icon)) for icon in Variation] + [
    (icon, assurance_svg(icon)) for icon in Assurance
]
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize(("icon", "svg"), ICONS)
def test_an_icon_is_a_drawing_with_its_name_as_title(
    icon: Variation | Assurance, svg: str
) -> None:
    root = ElementTree.fromstring(svg)
    assert root.tag == f"{SVG}svg"
    title = root.find(f"{SVG}title")
    assert title is not None
    assert title.text == words.name(icon)
    assert not re.search("<(script|style|text|image|use)|href", svg)


def test_icons_differ_without_their_colours() -> None:
    shapes = [re.sub("<title>.*?</title>|#[0-9a-f]{3,6}", "", svg) for _, svg in ICONS]
    for one, other in combinations(shapes, 2):
        assert one != other


def test_concern_is_solid_and_improvement_hollow() -> None:
    assert 'fill="none" stroke="#1c7ed6"' in variation_svg(Variation.IMPROVEMENT_HIGH)
    assert 'fill="#d9480f"' in variation_svg(Variation.CONCERN_HIGH)


def test_size_is_in_pixels_and_room_around() -> None:
    root = ElementTree.fromstring(variation_svg(Variation.COMMON, 40, 12))
    assert (root.attrib["width"], root.attrib["height"]) == ("40", "40")
    assert root.attrib["viewBox"] == "-12 -12 56 56"


@pytest.mark.parametrize(
    "uri", [variation_uri(Variation.COMMON), assurance_uri(Assurance.PASS)]
)
def test_a_data_uri_holds_the_drawing(uri: str) -> None:
    head, code = uri.split(",")
    assert head == "data:image/svg+xml;base64"
    assert base64.b64decode(code).startswith(b"<svg ")
