"""Colours that can be seen on both papers, and told apart by every eye."""

from __future__ import annotations

import tomllib
from dataclasses import fields
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from qc.core.kinds import Variation
from qc.view.theme import (
    COLOURS,
    DARK,
    LIGHT,
    LINE,
    ROLE_OF,
    SHAPE_OF,
    Palette,
    Role,
    palette,
    tokens,
)

PAPERS = (LIGHT.paper, DARK.paper, "#ffffff", "#0e1117")
THEMES = pytest.mark.parametrize("tones", [LIGHT, DARK], ids=["light", "dark"])
NEAR = 20.0  # colour distance below which something else must tell two roles apart

# Machado, Oliveira, Fernandes 2009, severity 1, on linear RGB.
BLIND = {
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
_XYZ = np.array(
    [
        [0.4124, 0.3576, 0.1805],
        [0.2126, 0.7152, 0.0722],
        [0.0193, 0.1192, 0.9505],
    ]
)


def linear(colour: str) -> NDArray[np.float64]:
    rgb = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    light, dark = sorted(
        (float(_XYZ[1] @ linear(one)), float(_XYZ[1] @ linear(other))), reverse=True
    )
    return (light + 0.05) / (dark + 0.05)


def lab(rgb: NDArray[np.float64]) -> NDArray[np.float64]:
    xyz = _XYZ @ np.clip(rgb, 0, 1) / np.array([0.9505, 1.0, 1.089])
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def looks(role: Role) -> set[str]:
    """What a role is drawn with, besides its colour."""
    if role is Role.TARGET:
        return {"dashed line"}
    return {str(SHAPE_OF[icon]) for icon in Variation if ROLE_OF[icon] is role}


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0, abs=0.01)
    assert contrast("#7b8494", "#ffffff") == pytest.approx(3.77, abs=0.01)


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("colour", [*COLOURS.values(), LINE])
def test_every_mark_shows_on_both_papers(colour: str, paper: str) -> None:
    assert contrast(colour, paper) >= 3.0


@THEMES
@pytest.mark.parametrize(
    "tone",
    ["ink", "quiet", "common", "improvement", "concern", "neutral", "target"],
)
def test_every_text_tone_can_be_read(tones: Palette, tone: str) -> None:
    for ground in (tones.paper, tones.raised):
        assert contrast(getattr(tones, tone), ground) >= 4.5


@THEMES
def test_a_chart_line_stands_out_from_the_lines_around_it(tones: Palette) -> None:
    assert contrast(tones.line, tones.paper) > contrast(LINE, tones.paper)


@THEMES
def test_white_can_be_read_on_a_button_and_the_button_seen(tones: Palette) -> None:
    assert contrast("#ffffff", tones.action) >= 4.5
    assert contrast(tones.action, tones.paper) >= 3.0


def apart(one: str, other: str, sight: NDArray[np.float64]) -> float:
    """Return how far two colours lie apart for an eye."""
    seen = [lab(sight @ linear(colour)) for colour in (one, other)]
    return float(np.linalg.norm(seen[0] - seen[1]))


@pytest.mark.parametrize("matrix", BLIND.values(), ids=BLIND)
def test_a_simulated_eye_sees_greys_as_they_are(matrix: NDArray[np.float64]) -> None:
    assert matrix.sum(axis=1) == pytest.approx([1, 1, 1], abs=1e-5)


@pytest.mark.parametrize("sight", BLIND)
def test_roles_near_in_colour_differ_in_shape_or_dash(sight: str) -> None:
    for one, other in combinations(Role, 2):
        if apart(COLOURS[one], COLOURS[other], BLIND[sight]) < NEAR:
            assert looks(one).isdisjoint(looks(other)), (one, other)


@pytest.mark.parametrize("sight", BLIND)
def test_wanted_and_unwanted_are_told_apart_by_every_eye(sight: str) -> None:
    for tones in (LIGHT, DARK):
        texts = apart(tones.improvement, tones.concern, BLIND[sight])
        assert texts >= 2 * NEAR
    marks = (COLOURS[Role.IMPROVEMENT], COLOURS[Role.CONCERN])
    assert apart(*marks, BLIND[sight]) >= 2 * NEAR


def test_the_pairs_that_shape_and_dash_must_tell_apart() -> None:
    """So near are only these; the list grows if a colour is changed for the worse."""
    near = {
        (one, other)
        for sight in BLIND.values()
        for one, other in combinations(Role, 2)
        if apart(COLOURS[one], COLOURS[other], sight) < NEAR
    }
    assert near == {
        (Role.COMMON, Role.TARGET),
        (Role.IMPROVEMENT, Role.NEUTRAL),
        (Role.IMPROVEMENT, Role.TARGET),  # where blue cannot be seen
    }


def test_grey_print_tells_all_roles_apart_by_shape() -> None:
    for one, other in combinations(Role, 2):
        assert looks(one).isdisjoint(looks(other)), (one, other)


def test_tokens_hold_both_themes() -> None:
    css = tokens()

    for field in fields(Palette):
        pair = f"light-dark({getattr(LIGHT, field.name)},{getattr(DARK, field.name)})"
        assert f"--qc-{field.name}:{pair};" in css
    for role, colour in COLOURS.items():
        assert f"--qc-mark-{role}:{colour};" in css
    assert "<" not in css
    assert "url(" not in css


def test_palette_is_chosen_by_theme() -> None:
    assert palette(dark=True) is DARK
    assert palette(dark=False) is LIGHT


class TestDelivered:
    """What `.streamlit/config.toml` promises."""

    @pytest.fixture
    def config(self) -> dict[str, Any]:
        return tomllib.loads(Path(".streamlit/config.toml").read_text(encoding="utf-8"))

    def test_nothing_leaves_the_machine(self, config: dict[str, Any]) -> None:
        assert config["server"]["address"] == "127.0.0.1"
        assert config["browser"]["gatherUsageStats"] is False
        assert "http" not in str(config["theme"])

    def test_it_is_locked_for_use(self, config: dict[str, Any]) -> None:
        client, server = config["client"], config["server"]
        assert client["showErrorDetails"] == "none"
        assert client["toolbarMode"] == "viewer"
        assert client["disableDataExport"] is True
        assert server["maxUploadSize"] == 200
        assert server["enableXsrfProtection"] is True
        assert server["fileWatcherType"] == "none"

    @pytest.mark.parametrize("name", ["light", "dark"])
    def test_its_themes_are_ours(self, config: dict[str, Any], name: str) -> None:
        theme, tones = config["theme"][name], palette(dark=name == "dark")
        assert theme["backgroundColor"] == tones.paper
        assert theme["secondaryBackgroundColor"] == tones.raised
        assert theme["textColor"] == tones.ink
        assert theme["primaryColor"] == tones.action
        assert theme["borderColor"] == tones.hairline

    @pytest.mark.parametrize("name", ["light", "dark"])
    def test_coloured_text_can_be_read(self, config: dict[str, Any], name: str) -> None:
        theme = config["theme"][name]
        for key in (key for key in theme if key.endswith("TextColor")):
            for ground in (theme["backgroundColor"], theme["secondaryBackgroundColor"]):
                assert contrast(theme[key], ground) >= 4.5, key

    @pytest.mark.parametrize("name", ["light", "dark"])
    def test_a_notice_can_be_read_on_its_own_ground(
        self, config: dict[str, Any], name: str
    ) -> None:
        theme = config["theme"][name]
        for key in (key for key in theme if key.endswith("TextColor")):
            ground = theme.get(key.replace("Text", "Background"))
            assert ground is None or contrast(theme[key], ground) >= 4.5, key

    def test_streamlit_knows_every_option(self, config: dict[str, Any]) -> None:
        from streamlit import config as streamlit_config

        known = streamlit_config.get_config_options()

        assert not [key for key in _flat(config) if key not in known]


def _flat(table: dict[str, Any], before: str = "") -> list[str]:
    keys: list[str] = []
    for key, value in table.items():
        name = f"{before}{key}"
        keys += _flat(value, f"{name}.") if isinstance(value, dict) else [name]
    return keys
