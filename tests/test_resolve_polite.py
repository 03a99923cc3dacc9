"""Pace, ceiling, pauses and the circuit, on a clock of their own; and work done abreast."""

from __future__ import annotations

import threading

import pytest

from refparse.errors import RegistryError, RegistryNonsense, RegistryRefused, RegistryUnreachable
from refparse.resolve.abreast import abreast
from refparse.resolve.limits import MOST_AT_ONCE, Allowed, Ceiling, Pace
from refparse.resolve.polite import Polite
from refparse.resolve.wire import DrippingError, Reply

OK = b'{"message": {}}'


class Clock:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.time = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        assert seconds > 0
        self.slept.append(round(seconds, 3))
        self.time += seconds


def polite(clock: Clock, chance: float = 1.0) -> Polite:
    return Polite(clock=clock, sleep=clock.sleep, chance=lambda: chance, now=clock)


def reply(status: int = 200, body: bytes = OK, **headers: str) -> Reply:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(url="http://127.0.0.1/works/10.1000%2F1", status=status, headers=named, body=body)


class Server:
    """Replies in order, the last for ever; an error is raised."""

    def __init__(self, *replies: Reply | RegistryError) -> None:
        self.replies = list(replies)
        self.asked = 0

    def __call__(self) -> Reply:
        self.asked += 1
        answer = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        if isinstance(answer, RegistryError):
            raise answer
        return answer


@pytest.mark.parametrize(
    ("headers", "allowed"),
    [
        ({"x-rate-limit-limit": "10"}, (10, 1.0, None)),
        ({"x-rate-limit-limit": "3", "x-rate-limit-interval": "1s", "x-concurrency-limit": "3"}, (3, 1.0, 3)),
        ({"x-rate-limit-limit": "50", "x-rate-limit-interval": "1m", "x-concurrency-limit": "0"}, (50, 60.0, None)),
        ({"x-rate-limit-limit": "5", "x-rate-limit-interval": "500ms"}, (5, 0.5, None)),
        ({"x-rate-limit-limit": "5", "x-rate-limit-interval": "2"}, (5, 2.0, None)),
        ({"x-rate-limit-limit": "5", "x-rate-limit-interval": "soon"}, None),
        ({"x-rate-limit-limit": "5", "x-rate-limit-interval": "0s"}, None),
        ({"x-rate-limit-limit": "٥"}, None),
        ({"x-rate-limit-limit": "-5"}, None),
        ({"x-rate-limit-limit": "0"}, None),
        ({}, None),
    ],
)
def test_headers_say_what_is_allowed(headers, allowed):
    read = Allowed.read(headers)
    assert (read and (read.requests, read.seconds, read.at_once)) == allowed


def test_no_interval_holds_more_than_is_allowed_and_the_margin_is_small():
    clock = Clock()
    pace = Pace(Allowed(requests=3, seconds=1.0), clock=clock, sleep=clock.sleep)
    sent = []
    for _ in range(31):
        pace.wait()
        sent.append(clock())
    assert min(later - first for first, later in zip(sent, sent[3:], strict=False)) >= 1.05
    assert sent[-1] - sent[0] < 31 / 3 * 1.2


def test_a_pace_follows_what_it_learns():
    clock = Clock()
    pace = Pace(Allowed(requests=1, seconds=1.0), clock=clock, sleep=clock.sleep)
    pace.wait()
    pace.wait()
    assert sum(clock.slept) == pytest.approx(1.12)
    pace.learn(Allowed(requests=10, seconds=1.0))
    clock.slept.clear()
    pace.wait()
    assert sum(clock.slept) == pytest.approx(0.112)
    pace.learn(None)
    assert pace.allowed.requests == 10


def test_a_pace_that_was_told_off_holds_and_recovers():
    clock = Clock()
    pace = Pace(Allowed(requests=1, seconds=1.0), clock=clock, sleep=clock.sleep)
    pace.hold(5.0)
    pace.wait()
    assert clock.slept == [5.0]
    pace.wait()
    assert clock.slept[1] == pytest.approx(2.24, abs=0.01)
    for _ in range(10):
        pace.learn(None)
    pace.wait()
    assert clock.slept[2] == pytest.approx(1.12, abs=0.01)


@pytest.mark.parametrize(("said", "at_most"), [(2, 2), (10_000, MOST_AT_ONCE)])
def test_nobody_passes_the_ceiling(said, at_most):
    ceiling = Ceiling()
    ceiling.learn(said)
    inside, most, lock, together = 0, 0, threading.Lock(), threading.Barrier(at_most)

    def go() -> None:
        nonlocal inside, most
        with ceiling.place():
            with lock:
                inside += 1
                most = max(most, inside)
            together.wait(60)  # breaks unless so many are inside
            with lock:
                inside -= 1

    threads = [threading.Thread(target=go) for _ in range(2 * MOST_AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == at_most
    assert not together.broken


def test_single_records_and_lists_have_each_their_pace():
    clock = Clock()
    asking = polite(clock)
    server = Server(reply(x_rate_limit_limit="3", x_concurrency_limit="3", x_api_pool="polite-array"))
    for _ in range(4):
        asking.ask("list", server)
    assert sum(clock.slept) < 1.4
    assert asking.pool == "polite-array"
    clock.slept.clear()
    single = Server(reply())
    for _ in range(6):
        asking.ask("single", single)
    assert sum(clock.slept) == pytest.approx(1.12, abs=0.01)  # five in a second, as nobody said otherwise


@pytest.mark.parametrize(
    ("bad", "pauses"),
    [
        (reply(503), [1.0, 2.0]),
        (reply(429, retry_after="7"), [7.0, 7.0]),
        (reply(429), [1.0, 2.0]),
        (reply(200, b"<html>"), [1.0, 2.0]),
        (reply(200, b'{"message"'), [1.0, 2.0]),
        (RegistryUnreachable("", what="time-out"), [1.0, 2.0]),
        (reply(503, retry_after="Thu, 01 Jan 1970 00:16:50 GMT", date="Thu, 01 Jan 1970 00:16:40 GMT"), [10.0, 10.0]),
        (reply(429, retry_after="Thu, 01 Jan 1970 00:00:00 GMT"), [1.0, 2.0]),
    ],
)
def test_a_fault_is_asked_again_after_a_growing_pause(bad, pauses):
    clock = Clock()
    server = Server(bad, bad, reply(404, b"Resource not found."))
    assert polite(clock).ask("single", server, doi="10.1000/1").status == 404
    assert server.asked == 3
    assert [pause for pause in clock.slept if pause >= 1.0] == pauses


def test_pauses_are_jittered():
    clock = Clock()
    polite(clock, chance=0.0).ask("single", Server(reply(503), reply()))
    assert clock.slept[0] == 0.5


def test_a_question_is_given_up_after_six_attempts_and_then_nobody_is_asked():
    clock = Clock()
    asking, server = polite(clock), Server(reply(503))
    with pytest.raises(RegistryUnreachable, match=r"10\.1000/1: the server failed \(status 503\)"):
        asking.ask("single", server, doi="10.1000/1")
    assert server.asked == 6
    with pytest.raises(RegistryUnreachable, match="the server answers nobody; ask again in 60 s") as caught:
        asking.ask("list", server)
    assert (server.asked, caught.value.retry_after) == (6, 60.0)
    clock.time += 61
    with pytest.raises(RegistryUnreachable, match="status 503"):
        asking.ask("single", server)  # one tries, once
    assert server.asked == 7
    with pytest.raises(RegistryUnreachable, match="answers nobody"):
        asking.ask("single", server)
    clock.time += 61
    server.replies = [reply()]
    assert asking.ask("single", server).status == 200
    assert asking.ask("single", server).status == 200
    assert server.asked == 9


def test_one_bad_question_stops_nobody_while_others_are_answered():
    clock = Clock()
    asking = polite(clock)

    def bad() -> Reply:
        asking.ask("list", reply)
        return reply(503)

    asking.ask("list", lambda: reply(x_rate_limit_limit="3", x_concurrency_limit="3"))

    with pytest.raises(RegistryUnreachable):
        asking.ask("single", bad)
    assert asking.ask("single", reply).status == 200


def test_who_stands_in_line_when_the_server_is_given_up_is_told_at_once():
    """The wait for the circuit was taken for a wait the server had asked for: the line stood still for a minute."""
    clock, server, down = Clock(), Server(reply()), Server(reply(503))

    def sleep(seconds: float) -> None:
        clock.sleep(seconds)
        if not down.asked:  # the first to sleep stands in line
            with pytest.raises(RegistryUnreachable, match="status 503"):
                asking.ask("single", down)

    asking = Polite(clock=clock, sleep=sleep, chance=lambda: 1.0, now=clock)
    asking.ask("list", lambda: reply(x_rate_limit_limit="1", x_concurrency_limit="3"))
    with pytest.raises(RegistryUnreachable, match="not asked: the server answers nobody"):
        asking.ask("list", server)
    assert (down.asked, server.asked) == (6, 0)
    shut = clock.time
    with pytest.raises(RegistryUnreachable, match="not asked: the server answers nobody"):
        asking.ask("list", server)
    assert clock.time == shut
    clock.time += 61
    assert asking.ask("list", server).status == 200
    assert clock.time == shut + 61


@pytest.mark.parametrize(("ago", "waited"), [(0.0, 1.0), (4.9, 1.0), (5.1, 0.0), (float("inf"), 0.0), (-3600.0, 0.0)])
def test_what_another_process_asked_just_now_counts(ago, waited):
    for kind in ("single", "list"):
        clock = Clock()
        asking = polite(clock)
        asking.after(ago)
        asking.ask(kind, reply)
        assert clock.time == 1000.0 + waited


def test_a_server_that_wants_an_hour_is_left_alone_for_an_hour():
    clock = Clock()
    asking, server = polite(clock), Server(reply(), reply(429, retry_after="3600"))
    asking.ask("single", server)
    with pytest.raises(RegistryRefused, match="asked too often; ask again later") as caught:
        asking.ask("single", server)
    assert caught.value.retry_after == 3600.0
    with pytest.raises(RegistryUnreachable, match="ask again in 3600 s"):
        asking.ask("single", server)
    assert server.asked == 2


@pytest.mark.parametrize("status", [401, 403])
def test_shown_the_door_nobody_asks_again(status):
    asking, server = polite(Clock()), Server(reply(status))
    with pytest.raises(RegistryRefused, match=rf"not let in \(status {status}\)"):
        asking.ask("single", server)
    with pytest.raises(RegistryRefused, match="not asked: we are not let in") as caught:
        asking.ask("list", server, doi="10.1000/2")
    assert caught.value.final
    assert server.asked == 1


def test_a_question_that_is_wrong_says_nothing_against_the_server():
    asking, server = polite(Clock()), Server(reply(400, b'{"status":"failed"}'), reply())
    with pytest.raises(RegistryNonsense, match=r"not understood \(status 400\)"):
        asking.ask("list", server)
    assert asking.ask("list", server).status == 200


def test_tasks_leave_others_and_one_failure_waits_for_the_rest():
    done = []

    def run(number: int) -> tuple[list[int], list[int]]:
        if number == 2:
            raise RegistryNonsense("", what="two")
        done.append(number)
        return [number], [number - 1] if number else []

    with pytest.raises(RegistryNonsense, match="two"):
        list(abreast([1, 2, 5], run, threads=2))
    assert sorted(done) == [0, 1, 3, 4, 5]


def test_a_slip_of_ours_is_raised_at_once_and_nothing_is_nothing():
    with pytest.raises(ZeroDivisionError):
        list(abreast([1], lambda number: ([number // 0], []), threads=3))
    assert list(abreast([], lambda number: ([number], []), threads=3)) == []


def test_who_stops_listening_stops_the_asking():
    asked = []

    def run(number: int) -> tuple[list[int], list[int]]:
        asked.append(number)
        return [number], [number + 1]

    others = set(threading.enumerate())
    results = abreast([0], run, threads=1)
    assert next(results) == 0
    results.close()
    for thread in set(threading.enumerate()) - others:
        thread.join()
    assert len(asked) <= 2


def test_an_answer_that_never_ends_is_waited_for_twice_only():
    drip = DrippingError("http://127.0.0.1/works", what="the answer took longer than 60 s")
    asking, server = polite(Clock()), Server(drip)
    with pytest.raises(RegistryUnreachable, match="longer than 60 s"):
        asking.ask("single", server)
    assert server.asked == 2
    asking, server = polite(Clock()), Server(drip, reply())
    assert asking.ask("single", server).status == 200
