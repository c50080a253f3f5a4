from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from console.insight.preview import Piece, PieceKind, fill


class TestAFilledPrompt:
    def test_has_the_values_where_the_variables_stood(self) -> None:
        assert fill("Hi {{customer_name}}!", {"customer_name": "Sama"}) == (
            Piece("Hi "),
            Piece("Sama", PieceKind.FILLED, "customer_name"),
            Piece("!"),
        )

    def test_marks_what_the_call_did_not_give_as_it_was_written(self) -> None:
        assert fill("Order {{ order_id }}", {"customer_name": "Sama"}) == (
            Piece("Order "),
            Piece("{{ order_id }}", PieceKind.MISSING, "order_id"),
        )

    def test_shows_an_empty_value_as_filled_not_as_missing(self) -> None:
        assert fill("{{vip}}", {"vip": ""}) == (Piece("", PieceKind.FILLED, "vip"),)

    def test_does_not_fill_what_stands_inside_a_value(self) -> None:
        variables = {"a": "{{b}}", "b": "never"}
        assert fill("{{a}}", variables) == (Piece("{{b}}", PieceKind.FILLED, "a"),)

    def test_leaves_single_braces_and_json_alone(self) -> None:
        text = 'Answer {"name": "{name}"} and {} only.'
        assert fill(text, {"name": "Sama"}) == (Piece(text),)

    def test_of_nothing_is_nothing(self) -> None:
        assert fill("", {"a": "b"}) == ()

    @given(st.text(alphabet="{} ab\n"))
    def test_without_any_values_is_the_text_itself(self, text: str) -> None:
        assert "".join(piece.text for piece in fill(text, {})) == text
