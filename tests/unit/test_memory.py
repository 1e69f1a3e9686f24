"""The budget: never over its limit, first come first served, and nobody waits for ever.

Order is made by watching the queue grow, never by sleeping; time limits only end a test that
hangs.
"""

import random
import threading
from collections.abc import Callable

import pytest

from forking import assert_child_succeeds, start_child
from glance_s3_fast.engines.blocks import Window, WindowClosedError
from glance_s3_fast.engines.memory import Budget, Reservation, process_budget

BACKSTOP_SECS = 60


def start(function: Callable[[], object]) -> threading.Thread:
    thread = threading.Thread(target=function, daemon=True)
    thread.start()
    return thread


def join(*threads: threading.Thread) -> None:
    for thread in threads:
        thread.join(BACKSTOP_SECS)
        assert not thread.is_alive(), "a thread waits for ever"


def wait_for_waiting(budget: Budget, count: int) -> None:
    pause = threading.Event()
    for _ in range(BACKSTOP_SECS * 1000):
        if budget.stats()["waiting"] == count:
            return
        pause.wait(0.001)
    pytest.fail(f"never {count} waiting")


def taken(budget: Budget, size_bytes: int) -> Reservation:
    reservation = Reservation(budget)
    assert reservation.take(size_bytes)
    return reservation


def test_what_is_taken_comes_back() -> None:
    budget = Budget(10)
    first, second = taken(budget, 6), taken(budget, 4)
    assert budget.stats() == {"limit_bytes": 10, "used_bytes": 10, "peak_bytes": 10, "waiting": 0}
    first.give_back()
    first.give_back()
    assert budget.stats()["used_bytes"] == 4
    second.give_back()
    assert budget.stats() == {"limit_bytes": 10, "used_bytes": 0, "peak_bytes": 10, "waiting": 0}


def test_first_come_first_served_also_for_large_requests() -> None:
    budget = Budget(10)
    held = taken(budget, 5)
    order: list[int] = []
    threads = []
    wanted = [10, 1, 5, 5, 2]
    for turn, size in enumerate(wanted):

        def wait(turn: int = turn, size: int = size) -> None:
            reservation = taken(budget, size)
            order.append(turn)
            reservation.give_back()

        threads.append(start(wait))
        wait_for_waiting(budget, turn + 1)
    # 5 are free, but the first in the queue wants 10.
    assert not Reservation(budget).try_take(1)
    assert order == []
    held.give_back()
    join(*threads)
    assert order[0] == 0
    assert sorted(order) == list(range(len(wanted)))


def test_those_behind_are_served_in_order() -> None:
    budget = Budget(1)
    held = taken(budget, 1)
    order: list[int] = []
    threads = []
    for turn in range(20):

        def wait(turn: int = turn) -> None:
            reservation = taken(budget, 1)
            order.append(turn)
            reservation.give_back()

        threads.append(start(wait))
        wait_for_waiting(budget, turn + 1)
    held.give_back()
    join(*threads)
    assert order == list(range(20))


def test_without_waiting() -> None:
    budget = Budget(10)
    held = taken(budget, 7)
    one, other = Reservation(budget), Reservation(budget)
    assert one.try_take(3)
    assert not other.try_take(1)
    one.give_back()
    assert other.try_take(3)
    held.give_back()
    other.give_back()
    assert budget.stats()["used_bytes"] == 0


def test_more_than_the_limit_is_granted_alone() -> None:
    budget = Budget(10)
    small = taken(budget, 1)
    reservation = Reservation(budget)
    thread = start(lambda: reservation.take(1000))
    wait_for_waiting(budget, 1)
    small.give_back()
    join(thread)
    assert budget.stats()["used_bytes"] == 10
    reservation.give_back()
    assert budget.stats()["used_bytes"] == 0


def test_giving_back_ends_the_wait() -> None:
    budget = Budget(10)
    held = taken(budget, 10)
    results: list[bool] = []
    first, second = Reservation(budget), Reservation(budget)
    threads = [start(lambda: results.append(first.take(10)))]
    wait_for_waiting(budget, 1)
    threads.append(start(lambda: results.append(second.take(5))))
    wait_for_waiting(budget, 2)
    first.give_back()
    join(threads[0])
    assert results == [False]
    held.give_back()
    join(threads[1])
    assert results == [False, True]
    assert not first.take(1)
    second.give_back()
    assert budget.stats()["used_bytes"] == 0


def test_a_higher_limit_serves_those_who_wait() -> None:
    budget = Budget(10)
    taken(budget, 10)
    second = Reservation(budget)
    thread = start(lambda: second.take(10))
    wait_for_waiting(budget, 1)
    budget.raise_to(5)
    assert budget.stats()["waiting"] == 1
    budget.raise_to(20)
    join(thread)
    assert budget.stats()["used_bytes"] == 20


def test_many_threads_never_hold_more_than_the_limit() -> None:
    budget = Budget(20)
    lock = threading.Lock()
    held = 0
    most = 0

    def work(seed: int) -> None:
        nonlocal held, most
        rng = random.Random(seed)
        for _ in range(100):
            size = rng.randint(1, 20)
            reservation = taken(budget, size)
            with lock:
                held += size
                most = max(most, held)
            with lock:
                held -= size
            reservation.give_back()

    join(*[start(lambda seed=seed: work(seed)) for seed in range(30)])  # type: ignore[misc]
    assert most <= 20
    assert budget.stats()["used_bytes"] == 0
    assert budget.stats()["peak_bytes"] <= 20


def test_any_number_of_uploads_gets_through() -> None:
    """Each takes a block, has it used by others, and takes the next; there is room for two."""
    budget = Budget(10)

    def upload() -> None:
        window = Window(budget, 3)
        users = []
        for _ in range(20):
            block = window.take(5)
            block.append(memoryview(b"12345"))
            block.add_users(1)
            users += [start(block.done), start(block.done)]
        join(*users)

    join(*[start(upload) for _ in range(25)])
    assert budget.stats()["used_bytes"] == 0
    assert budget.stats()["peak_bytes"] == 10


def test_a_window_has_so_many_blocks_and_no_more() -> None:
    budget = Budget(100)
    window = Window(budget, 2)
    first, second = window.take(10), window.try_take(10)
    assert second is not None
    assert window.try_take(10) is None
    got: list[int] = []
    thread = start(lambda: got.append(window.take(10).capacity_bytes))
    first.done()
    join(thread)
    assert got == [10]
    assert budget.stats()["used_bytes"] == 20


def test_closing_a_window_ends_the_wait_for_a_block_or_for_memory() -> None:
    budget = Budget(10)
    held = taken(budget, 10)
    caught: list[BaseException] = []

    def take(window: Window) -> None:
        try:
            window.take(10)
        except WindowClosedError as error:
            caught.append(error)

    for_memory, for_block = Window(budget, 1), Window(budget, 0)
    threads = [start(lambda: take(for_memory)), start(lambda: take(for_block))]
    wait_for_waiting(budget, 1)
    for_memory.close()
    for_block.close()
    join(*threads)
    assert len(caught) == 2
    held.give_back()
    assert budget.stats() == {"limit_bytes": 10, "used_bytes": 0, "peak_bytes": 10, "waiting": 0}


def test_a_window_takes_back_what_nobody_gave_back() -> None:
    budget = Budget(100)
    window = Window(budget, 3)
    late = window.take(10)
    window.take(20)
    window.reclaim()
    assert budget.stats()["used_bytes"] == 0
    late.done()
    assert budget.stats()["used_bytes"] == 0


def test_the_largest_limit_of_a_process_holds() -> None:
    limit = process_budget(1).stats()["limit_bytes"]
    assert process_budget(limit + 7) is process_budget(0)
    assert process_budget(3).stats()["limit_bytes"] == limit + 7


def has_a_budget_of_its_own(parents: Budget) -> None:
    own = process_budget(500)
    assert own is not parents
    assert own.stats()["used_bytes"] == 0
    assert Reservation(own).try_take(500)


def test_a_forked_process_has_a_budget_of_its_own() -> None:
    budget = process_budget(1000)
    held = taken(budget, 1)
    # The parent's lock is taken while it forks, as another thread of it may have it.
    with budget._lock:
        child = start_child(lambda: has_a_budget_of_its_own(budget))
        assert_child_succeeds(child)
    held.give_back()
