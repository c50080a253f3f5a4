from __future__ import annotations

from console.insight.prompt import placeholders, variables_in


class TestVariablesInAPrompt:
    def test_come_once_each_in_the_order_they_stand(self) -> None:
        prompt = "You speak with {{customer_name}} about {{ order_id }}.\nGreet {{customer_name}}."
        assert variables_in(prompt) == ("customer_name", "order_id")

    def test_single_braces_and_json_are_not_variables(self) -> None:
        assert variables_in('{name} {"a": {"b": 1}} {{}} {{ }}') == ()

    def test_dots_dashes_and_other_scripts_may_be_in_a_name(self) -> None:
        assert variables_in("{{customer.name}} {{order-id}} {{名前}}") == (
            "customer.name",
            "order-id",
            "名前",
        )


class TestPlaceholders:
    def test_tell_where_each_variable_stands_braces_and_spaces_included(self) -> None:
        prompt = "Hi {{name}}, {{ name }}!"
        assert [
            (place.name, prompt[place.start : place.end]) for place in placeholders(prompt)
        ] == [
            ("name", "{{name}}"),
            ("name", "{{ name }}"),
        ]
