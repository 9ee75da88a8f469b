from concurrent.futures import ThreadPoolExecutor
from uuid import RFC_4122, UUID

from hypothesis import given, strategies as st

from quiz.store.ids import IdSource

NOW = 0x017F22E279B0  # RFC 9562, appendix A.6


def test_an_id_is_the_version_7_uuid_of_the_specification() -> None:
    noise = int.from_bytes(bytes.fromhex("18c4dc0c0c07398f")) << 2
    source = IdSource(noise.to_bytes)
    assert source.new_id(NOW) == "017f22e2-79b0-7000-98c4-dc0c0c07398f"
    assert source.new_id(NOW) == "017f22e2-79b0-7001-98c4-dc0c0c07398f"
    parsed = UUID(source.new_id(NOW))
    assert (parsed.version, parsed.variant) == (7, RFC_4122)


@given(st.lists(st.integers(min_value=-(2**40), max_value=2**48 - 2), min_size=2, max_size=50))
def test_ids_sort_as_they_were_made_whatever_the_clock_does(clock: list[int]) -> None:
    source = IdSource()
    ids = [source.new_id(now) for now in clock]
    assert ids == sorted(set(ids))
    assert all(str(UUID(id)) == id for id in ids)


def test_more_ids_in_a_millisecond_than_the_counter_holds_go_on_into_the_next() -> None:
    source = IdSource(bytes)
    ids = [source.new_id(NOW) for _ in range(4097)]
    assert ids == sorted(set(ids))
    assert ids[4095].startswith("017f22e2-79b0-7fff-")
    assert ids[4096].startswith("017f22e2-79b1-7000-")


def test_an_id_sorts_after_one_that_another_source_made_later() -> None:
    theirs = IdSource().new_id(NOW + 60_000)
    source = IdSource()
    ours = source.new_id(NOW, after=theirs)
    assert theirs < ours < source.new_id(NOW)


def test_threads_share_a_source() -> None:
    source = IdSource()
    with ThreadPoolExecutor(8) as pool:
        ids = list(pool.map(lambda _: source.new_id(NOW), range(2000)))
    assert len(set(ids)) == 2000
