from __future__ import annotations

import pytest

from console.insight.telling import person, telling, who


class TestTheTellingValues:
    @pytest.mark.parametrize(
        ("variables", "text"),
        [
            ({"customer_name": "Sama", "order_id": "ORD-001"}, "Sama · ORD-001"),
            ({"invoice_no": "INV-2210", "customer": "Weber"}, "Weber · INV-2210"),
            ({"first_name": "Ana", "last_name": "Ruiz", "ticket": "T-9"}, "Ana Ruiz · T-9"),
            ({"agent_name": "Aria", "patient": "Lee"}, "Lee"),
            ({"company_name": "Acme", "contact_name": "Kim"}, "Kim"),
            ({"company": "Acme", "amount": "20 €"}, "Acme"),
        ],
    )
    def test_are_who_it_is_and_then_what_it_is_about(
        self, variables: dict[str, str], text: str
    ) -> None:
        assert " · ".join(telling(variables)) == text

    def test_an_id_of_the_matter_goes_before_a_mention_of_it(self) -> None:
        assert telling({"order_status": "shipped", "invoice_id": "INV-1"}) == ("INV-1",)

    def test_anything_else_stands_with_its_key(self) -> None:
        assert telling({"city": "Bonn", "plan": "gold"}) == ("city=Bonn",)

    def test_long_values_flags_and_empty_ones_tell_nothing(self) -> None:
        variables = {"note": "x" * 33, "vip": "true", "order_id": " ", "lang": "de"}
        assert telling(variables) == ("lang=de",)

    def test_a_long_name_is_shortened_and_keeps_its_line_breaks(self) -> None:
        name = "⏎Ana⏎Ruiz de la Vega y Montenegro [x]⏎"
        assert telling({"customer_name": name}) == ("Ana⏎Ruiz de la Vega y Montenegr…",)

    def test_nothing_tells_nothing(self) -> None:
        assert telling({}) == ()
        assert telling({"vip": "False"}) == ()

    def test_the_same_value_is_not_said_twice(self) -> None:
        assert telling({"name": "A-1", "order_id": "A-1"}) == ("A-1",)


class TestWhoIsOnTheLine:
    def test_is_told_by_the_variables(self) -> None:
        assert who({"order_id": "ORD-1", "customer_name": "Sama"}) == "Sama"
        assert who({"first_name": "Ana", "last_name": "Ruiz"}) == "Ana Ruiz"

    def test_is_nobody_without_a_name(self) -> None:
        assert who({"order_id": "ORD-1"}) == ""


class TestAPersonsName:
    @pytest.mark.parametrize(
        "key", ["customer_name", "patient_name", "guest", "caller", "name", "Full Name"]
    )
    def test_is_told_by_a_variable_that_is_there_for_it(self, key: str) -> None:
        assert person({key: "Ana Ruiz"}) == "Ana Ruiz"

    @pytest.mark.parametrize(
        "key",
        ["company_name", "plan_name", "customer_company_name", "lead_source", "full", "order"],
    )
    def test_is_no_other_name(self, key: str) -> None:
        assert person({key: "Acme"}) == ""

    def test_is_no_number_of_a_visitor(self) -> None:
        assert person({"guest": "guest-02ac"}) == ""

    def test_can_come_in_two(self) -> None:
        assert person({"first_name": "Ana", "last_name": "Ruiz"}) == "Ana Ruiz"
