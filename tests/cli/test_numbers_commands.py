"""`numbers`: listed, searched, bought, registered, assigned, routed and given up."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from tests.cli.at_sandbox import SENTINEL

if TYPE_CHECKING:
    from tests.cli.at_sandbox import CommandLine

SALES, BERLIN, SPARE = "+14155550132", "+493023125140", "+17375550110"
SIP = ("numbers", "register", "+4930901820", "--carrier", "telnyx", "--trunk", "sip.example.com")


class TestList:
    def test_says_who_answers_each(self, line: CommandLine) -> None:
        titles, *rows = line.done("numbers", "list", "agent:none").splitlines()
        assert titles.split()[:4] == ["NUMBER", "NAME", "CARRIER", "AGENT"]
        assert [re.split(" {2,}", row)[:4] for row in rows] == [
            [SPARE, "Spare – Austin", "Twilio", "none"]
        ]

    def test_is_the_records_as_json_without_what_is_secret(self, line: CommandLine) -> None:
        number = line.of("phone-numbers", phone_number=BERLIN)
        told = {"provider_config": {"trunk_address": "sip.a.io", "auth_password": SENTINEL}}
        line.sandbox.edit("phone-numbers", number["id"], **told)
        (shown,) = line.rows("numbers", "list", "number:+4930")
        assert shown["provider_config"]["auth_password"] == "••••"
        assert shown["id"] == number["id"]


class TestSearch:
    def test_lists_what_is_on_offer_with_its_price(self, line: CommandLine) -> None:
        titles, first, *_ = line.done("numbers", "search", "--area", "415").splitlines()
        assert titles.split() == ["NUMBER", "PLACE", "CARRIER", "COSTS"]
        assert first.startswith("+1415")
        assert first.endswith(" a month")

    def test_refuses_a_country_that_does_not_exist(self, line: CommandLine) -> None:
        ended = line.run("numbers", "search", "--country", "XX")
        assert (ended.returncode, ended.stderr) == (2, "There is no country XX.\n")


class TestBuy:
    def test_buys_the_number_once_and_gives_it_to_its_agent(self, line: CommandLine) -> None:
        offer = line.rows("numbers", "search", "--area", "212")[0]["phone_number"]
        asked = line.run("numbers", "buy", offer)
        assert asked.returncode == 2
        assert "This costs money" in asked.stderr
        bought = json.loads(
            line.done("numbers", "buy", offer, "--agent", "Website demo", "--yes", "--json")
        )
        assert bought["phone_number"] == offer
        purchases = [each for each in line.writes() if each[1] == "phone-numbers/purchase"]
        assert [body["phone_number"] for _, _, body in purchases] == [offer]

    def test_whose_answer_is_lost_looks_and_sends_nothing_again(self, line: CommandLine) -> None:
        offer = line.rows("numbers", "search", "--area", "646")[0]["phone_number"]
        line.sandbox.fault("lost", path="/v1/phone-numbers/purchase", times=1)
        ended = line.run("numbers", "buy", offer, "--yes")
        line.sandbox.mend()
        assert ended.returncode == 0, ended.stderr
        assert f"number  {offer}\n" in ended.stdout

    def test_that_may_have_been_bought_is_not_said_to_be_tried_again(
        self, line: CommandLine
    ) -> None:
        offer = line.rows("numbers", "search", "--area", "305")[0]["phone_number"]
        line.sandbox.fault("drop", path="/v1/phone-numbers/purchase", times=1)
        ended = line.run("numbers", "buy", offer, "--yes")
        line.sandbox.mend()
        assert ended.returncode == 1
        assert ended.stderr.splitlines()[-1] == (
            "The answer was lost: whether it was done is not known. It was not sent again."
        )


class TestRegister:
    def test_by_a_trunk_reads_its_password_and_shows_it_to_nobody(self, line: CommandLine) -> None:
        login = ("--user", "acme", "--stdin")
        rehearsed = line.done(*SIP, *login, "--dry-run", given=f"{SENTINEL}\n")
        assert '"auth_password": "••••"' in rehearsed
        line.done(*SIP, *login, "--yes", "--name", "Büro", given=f"{SENTINEL}\n")
        assert line.of("phone-numbers", phone_number="+4930901820")["friendly_name"] == "Büro"

    def test_by_a_credential_goes_by_its_carrier(self, line: CommandLine) -> None:
        line.done("numbers", "register", "+49 30 901821", "--credential", "telnyx eu", "--yes")
        method, path, body = line.writes()[-1]
        assert (method, path, body["provider"]) == ("POST", "phone-numbers", "telnyx")

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (("+4930901822",), "Which way do its calls come? Say --credential or --trunk."),
            (("+49", "--trunk", "a.io"), "+49: "),
            (("+4930901822", "--trunk", "a.io"), "Whose number is it?"),
            (("+4930901822", "--trunk", "sip:x@y", "--carrier", "telnyx"), "--trunk: without"),
            (("+4930901822", SENTINEL), "There is an argument too many. A secret is none"),
        ],
    )
    def test_says_what_is_missing(
        self, line: CommandLine, arguments: tuple[str, ...], words: str
    ) -> None:
        ended = line.run("numbers", "register", *arguments, "--yes")
        assert ended.returncode == 2
        assert words in ended.stderr


class TestAssign:
    def test_takes_numbers_and_agents_from_a_csv(self, line: CommandLine) -> None:
        given = f"number,agent\n{SPARE},Website demo\n+1 415-555-0132,none\n"
        done = line.done("numbers", "assign", "-", "--yes", given=given)
        assert done.splitlines() == [f"{SPARE}  Website demo", f"{SALES}  none"]
        assert line.of("phone-numbers", phone_number=SALES)["agent_id"] is None

    def test_of_many_says_which_stand_where(self, line: CommandLine) -> None:
        first, second = "+34910000042", "+442079460180"
        stuck = line.of("phone-numbers", phone_number=first)["id"]
        line.sandbox.fault("status", path=f"/v1/phone-numbers/{stuck}", method="PATCH", status=409)
        ended = line.run("numbers", "assign", first, second, "Website demo", "--yes")
        line.sandbox.mend()
        assert ended.returncode == 1
        assert ended.stdout == f"{second}  Website demo\n"
        assert "1 of 2 done.\n" in ended.stderr
        assert f"  - {first}: " in ended.stderr

    def test_shows_all_that_would_be_sent(self, line: CommandLine) -> None:
        given = ("+551130000042", "+971500000042", "none", "--dry-run")
        assert line.done("numbers", "assign", *given).count("curl -X PATCH") == 2


class TestRoute:
    def test_changes_what_is_named_and_no_more(self, line: CommandLine) -> None:
        berlin = ("numbers", "route", "Buchhaltung Berlin")
        line.done(*berlin, "--fallback", "Website demo", "--voicemail", "Später.", "--yes")
        routing = line.of("phone-numbers", phone_number=BERLIN)["inbound_routing"]
        demo = line.of("agents", name="Website demo")
        assert routing["fallback"] == {"agent_id": demo["id"]}
        ended = line.run(*berlin, "--no-fallback", "--yes")
        assert "  fallback: Website demo → none" in ended.stderr
        routing = line.of("phone-numbers", phone_number=BERLIN)["inbound_routing"]
        assert (routing["fallback"], routing["voicemail_message"]) == (None, "Später.")


class TestDelete:
    def test_says_what_stops_and_gives_it_up(self, line: CommandLine) -> None:
        ended = line.run("numbers", "delete", "+33199001830", "--yes")
        assert ended.returncode == 0
        assert "Réception Paris – Les Tilleuls no longer hears who calls it." in ended.stderr
        assert line.writes()[-1][0] == "DELETE"
