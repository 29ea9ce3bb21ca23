"""Data that no button sends, or not here, or no longer: answered, and without effect."""

import pytest

from tests.screens.conftest import Tour


@pytest.mark.parametrize("kind", ["changed", "below another message", "by a stranger", "expired", "deleted"])
def test_a_press_that_no_button_stands_for_is_answered_and_has_no_effect(tour: Tour, kind: str) -> None:
    assert tour.forged[kind] == []
