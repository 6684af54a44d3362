"""Topics: what is built can be parsed, and nothing else can."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chimp.core import topics
from chimp.core.topics import Act, AttendantAct, BaseTopic, Leaf, SessionLeaf

words = ["messages", "viewed", "client", "control", "server", "sessions", "ann", "7"]
names = st.sampled_from(words) | st.text("ab-7é ", min_size=1)
customer_ids = names | st.integers()
filter_levels = st.sampled_from(["a", "b", "", "+", "$x"])
topic_levels = st.sampled_from(["a", "b", "", "$x"])


@st.composite
def session_topics(draw: st.DrawFn) -> str:
    """What a customer may call a session's topic, but for the names that are used inside it."""
    own = topics.session_topic(draw(customer_ids))
    below = draw(st.lists(st.text("ab7", min_size=1), max_size=3))
    return "/".join([own, *below])


class TestBuilt:
    def test_as_the_contract_writes_them(self) -> None:
        assert topics.session_topic("7") == "server/sessions/7"
        assert topics.session_topic(7, "s1") == "server/sessions/7/s1"
        assert topics.channel_topic(7, "s1") == "server/channels/7/s1"
        assert topics.session_answers(7, 3) == "client/sessions/7/3"
        assert topics.assign(101) == "client/attendants/assign/101"
        assert topics.attendant_control("a") == "client/attendants/control/a"
        assert topics.below("server/sessions/7", Leaf.VIEWED) == (
            "server/sessions/7/messages/viewed"
        )

    def test_a_request_topic_is_no_session(self) -> None:
        for topic in topics.CUSTOMER_REQUESTS | topics.ATTENDANT_REQUESTS:
            assert topics.parse_leaf(topic) is None
        for reserved in topics.RESERVED_CUSTOMER_IDS:
            assert topics.session_topic(reserved) in topics.CUSTOMER_REQUESTS


class TestParsed:
    @given(session_topics(), st.sampled_from(Leaf))
    def test_what_is_built_is_found_again(self, session_topic: str, leaf: Leaf) -> None:
        topic = topics.below(session_topic, leaf)
        assert topics.parse_leaf(topic) == SessionLeaf(session_topic, leaf)

    @pytest.mark.parametrize("leaf", Leaf)
    @pytest.mark.parametrize("customer_id", words)
    def test_a_customer_may_be_called_anything(self, customer_id: str, leaf: Leaf) -> None:
        topic = topics.below(topics.session_topic(customer_id), leaf)
        expected = SessionLeaf(f"server/sessions/{customer_id}", leaf)
        assert topics.parse_leaf(topic) == expected

    @given(st.lists(st.sampled_from([*words, "", "+", "#"])).map("/".join))
    @example("server/sessions//messages")
    @example("server/sessions/messages/viewed")
    def test_what_is_found_was_built(self, topic: str) -> None:
        parsed = topics.parse_leaf(topic)
        if parsed is not None:
            assert topics.below(parsed.session_topic, parsed.leaf) == topic
            assert parsed.session_topic.startswith("server/sessions/")
            assert len(parsed.session_topic) > len("server/sessions/")

    @pytest.mark.parametrize(
        "topic",
        [
            "",
            "server/sessions/7",
            "server/sessions/7/",
            "server/sessions/messages",
            "server/sessions//messages",
            "server/sessions/7/Messages",
            "server/sessions/7/messages/",
            "server/sessions/7/messages/viewed/x",
            "server/sessions/7/s1/server/control",
            "/server/sessions/7/messages",
            "demo/server/sessions/7/messages",
            "client/sessions/7/messages",
        ],
    )
    def test_anything_else_is_not_found(self, topic: str) -> None:
        assert topics.parse_leaf(topic) is None

    def test_who_a_topic_is_about(self) -> None:
        assert topics.customer_in("server/sessions/7/#") == "7"
        assert topics.customer_in("client/sessions/7/r1") == "7"
        assert topics.customer_in("server/channels/7/s1") is None
        assert topics.attendant_in("client/attendants/assign/101") == "101"
        assert topics.attendant_in("client/attendants/control/101") is None
        assert topics.attendant_in("client/attendants/assign/101/x") is None


class TestClientGivenTopics:
    @given(session_topics(), customer_ids)
    def test_a_session_topic_is_the_customers_own(self, topic: str, customer_id: str) -> None:
        is_own = topic.split("/")[2] == str(customer_id)
        assert topics.is_session_topic_of(customer_id, topic) == is_own

    @pytest.mark.parametrize(
        "topic",
        [
            "server/sessions",
            "server/sessions/",
            "server/sessions/70",
            "server/sessions/7/",
            "server/sessions/7//s1",
            "server/sessions/7/+",
            "server/sessions/7/#",
            "server/sessions/7/s\0",
            "server/sessions/7/../8",
            "client/sessions/7",
            "x/server/sessions/7",
            "",
        ],
    )
    def test_a_session_topic_anywhere_else_is_refused(self, topic: str) -> None:
        is_below = topic.startswith("server/sessions/7/") and "." in topic
        assert topics.is_session_topic_of(7, topic) == is_below  # MQTT knows no ".."

    @pytest.mark.parametrize(
        ("topic", "may"),
        [
            ("client/sessions/7/r1", True),
            ("client/channels/7/anything/below", True),
            ("answers/for/me", True),
            ("servers/x", True),
            ("client/sessions/8/r1", False),
            ("client/sessions/7", False),
            ("client/sessions/7/", False),
            ("client/sessions/77/r1", False),
            ("client/attendants/assign/101", False),
            ("client", False),
            ("server", False),
            ("server/sessions/7/s1/messages", False),
            ("$SYS/broker", False),
            ("answers/+", False),
            ("answers/#", False),
            ("#", False),
            ("answers\0", False),
            ("answers//me", False),
            ("/answers", False),
            ("", False),
        ],
    )
    def test_where_the_server_may_be_made_to_speak(self, topic: str, may: bool) -> None:  # noqa: FBT001
        assert topics.may_answer_on(topic, 7) is may

    def test_a_topic_that_mqtt_can_not_carry_is_not_plain(self) -> None:
        assert topics.is_plain("x" * topics.MAX_TOPIC_BYTES)
        assert not topics.is_plain("x" * (topics.MAX_TOPIC_BYTES + 1))
        assert not topics.is_plain("é" * (topics.MAX_TOPIC_BYTES // 2 + 1))


class TestMatching:
    @pytest.mark.parametrize(
        ("topic_filter", "topic"),
        [
            # The examples of MQTT 3.1.1, section 4.7.
            ("sport/tennis/player1/#", "sport/tennis/player1"),
            ("sport/tennis/player1/#", "sport/tennis/player1/ranking"),
            ("sport/#", "sport"),
            ("#", "sport/tennis"),
            ("sport/tennis/+", "sport/tennis/player1"),
            ("sport/+", "sport/"),
            ("+/+", "/finance"),
            ("/+", "/finance"),
            ("$SYS/#", "$SYS/broker"),
            ("$SYS/monitor/+", "$SYS/monitor/Clients"),
        ],
    )
    def test_covered(self, topic_filter: str, topic: str) -> None:
        assert topics.matches(topic_filter, topic)

    @pytest.mark.parametrize(
        ("topic_filter", "topic"),
        [
            ("sport/tennis/+", "sport/tennis/player1/ranking"),
            ("sport/+", "sport"),
            ("+", "/finance"),
            ("#", "$SYS/broker"),
            ("+/monitor/Clients", "$SYS/monitor/Clients"),
            ("sport", "sport/"),
            ("sport", "Sport"),
            ("sport/tennis", "sport"),
        ],
    )
    def test_not_covered(self, topic_filter: str, topic: str) -> None:
        assert not topics.matches(topic_filter, topic)

    @given(st.lists(filter_levels, min_size=1), st.lists(topic_levels, min_size=1), st.booleans())
    def test_as_the_naive_reading_has_it(
        self,
        wanted: list[str],
        levels: list[str],
        everything: bool,  # noqa: FBT001
    ) -> None:
        wanted = [*wanted, "#"] if everything else wanted
        expected = _covers(wanted, levels) and not (
            levels[0].startswith("$") and wanted[0] in ("+", "#")
        )
        assert topics.matches("/".join(wanted), "/".join(levels)) == expected


def _covers(wanted: list[str], levels: list[str]) -> bool:
    if wanted == ["#"] or wanted == levels == []:
        return True
    if not wanted or not levels:
        return False
    return wanted[0] in ("+", levels[0]) and _covers(wanted[1:], levels[1:])


class TestBase:
    @pytest.mark.parametrize("base", ["", "chimp", "chimpassist/demo", "/chimpassist/demo/"])
    def test_what_is_put_on_comes_off(self, base: str) -> None:
        topic = BaseTopic(base).put_on("server/sessions/7")
        assert BaseTopic(base).take_off(topic) == "server/sessions/7"

    def test_bare_by_default(self) -> None:
        assert BaseTopic().put_on("server/sessions/7") == "server/sessions/7"

    def test_slashes_around_the_setting_mean_nothing(self) -> None:
        assert BaseTopic("/a/b/").put_on("c") == "a/b/c"
        assert BaseTopic("/").put_on("c") == "c"

    @pytest.mark.parametrize("topic", ["server/x", "demo", "demonstration/server", "x/demo/y"])
    def test_what_lies_outside_has_no_topic_here(self, topic: str) -> None:
        assert BaseTopic("demo").take_off(topic) is None


class TestOurOwnDialect:
    def test_as_the_contract_writes_them(self) -> None:
        assert topics.attendant_act(101, Act.TAKE) == "server/attendants/101/take"
        assert topics.AVAILABILITY == "client/desk/availability"
        assert topics.desk_attendant("sue") == "client/desk/attendants/sue"
        assert topics.desk_session("s1") == "client/desk/sessions/s1"
        assert topics.desk_notes("s1") == "client/desk/notes/s1"
        assert topics.below("server/sessions/7/s1", Leaf.SAY) == (
            "server/sessions/7/s1/server/messages"
        )

    def test_what_goes_up_is_a_customers_and_what_comes_down_is_not(self) -> None:
        up = {leaf.value for leaf in topics.CUSTOMER_LEAVES}
        names = ("open", "messages", "typing", "viewed", "keepalive", "close", "rating")
        assert up == {f"server/{name}" for name in names}
        assert not topics.CUSTOMER_LEAVES & topics.CLIENT_LEAVES

    @given(names.filter(lambda name: "/" not in name), st.sampled_from(Act))
    def test_an_act_that_is_built_is_found_again(self, attendant_id: str, act: Act) -> None:
        topic = topics.attendant_act(attendant_id, act)
        assert topics.parse_act(topic) == AttendantAct(attendant_id, act)

    @pytest.mark.parametrize(
        "topic",
        [
            "server/attendants/101",
            "server/attendants/101/",
            "server/attendants//take",
            "server/attendants/101/Take",
            "server/attendants/101/take/more",
            "server/attendants/101/control",
            "client/attendants/101/take",
            "server/sessions/101/take",
            "",
        ],
    )
    def test_nothing_else_is_an_act(self, topic: str) -> None:
        assert topics.parse_act(topic) is None

    @pytest.mark.parametrize(
        "topic",
        [
            # a side alone, or an unknown word on it, is no leaf of ours
            "server/sessions/7/s1/server",
            "server/sessions/7/s1/client",
            "server/sessions/7/s1/server/notes",
            "server/sessions/7/s1/client/notes",
            # and the leaves of 2019 do not stand on a side: "server/messages" is one leaf
            "server/sessions/7/s1/server/messages/viewed",
            "server/sessions/7/s1/client/messages/viewed",
        ],
    )
    def test_a_side_is_no_session(self, topic: str) -> None:
        assert topics.parse_leaf(topic) is None

    @pytest.mark.parametrize("customer_id", ["server", "client"])
    def test_a_customer_may_be_called_as_a_side(self, customer_id: str) -> None:
        own = topics.session_topic(customer_id)
        expected = SessionLeaf(own, Leaf.MESSAGES)
        assert topics.parse_leaf(f"{own}/messages") == expected
        expected = SessionLeaf(f"{own}/s1", Leaf.SAY)
        assert topics.parse_leaf(f"{own}/s1/server/messages") == expected

    @pytest.mark.parametrize(
        ("topic", "ids"),
        [
            ("server/sessions/7/s1", ("7", "s1")),
            ("server/sessions/7", None),
            ("server/sessions/7/s1/room", None),
            ("server/channels/7/s1", None),
        ],
    )
    def test_the_ids_of_a_session_stand_in_its_topic(
        self, topic: str, ids: tuple[str, str] | None
    ) -> None:
        assert topics.customer_and_session(topic) == ids
