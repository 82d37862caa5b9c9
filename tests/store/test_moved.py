"""A file that another program replaced: the question is asked again."""

from __future__ import annotations

import pytest

from qc.store.moved import TRIES, Moved, once_more


class TestOnceMore:
    def test_asks_until_there_is_an_answer(self) -> None:
        left = [Moved(), Moved()]

        @once_more
        def question(answer: str) -> str:
            if left:
                raise left.pop()
            return answer

        assert question("42") == "42"

    def test_gives_up(self) -> None:
        asked = []

        @once_more
        def question() -> None:
            asked.append(1)
            raise Moved

        with pytest.raises(Moved, match="Nothing is lost"):
            question()
        assert len(asked) == TRIES

    def test_passes_on_other_faults(self) -> None:
        @once_more
        def question() -> None:
            raise ValueError("of its own")

        with pytest.raises(ValueError, match="of its own"):
            question()
