"""What is drawn of an article adds up, stays inside its whole, and invents no value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from licet.bom import Piece, trace
from licet.papers.report.layout import LEVELS, OPEN, OTHERS, PART, REST, WIDE, Cell, cells_of
from tests.bom.parts import TODAY, counted, graph, taken
from tests.bom.worlds import World, hidden, worlds

QUICK = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
Rows = Sequence[dict[str, object]]


@st.composite
def anything(draw: st.DrawFn) -> World:
    """A world with something hidden, and, at times, parts dearer than what they are in."""
    folder = draw(hidden(draw(worlds()), prices=True))
    if draw(st.booleans()):
        return folder
    price = st.none() | st.integers(1, 40)
    return replace(folder, prices=tuple(draw(price) for _ in folder.prices))


def made(items: Rows, bom: Rows, *count: str) -> Piece:
    """What the item «TOP» is made of, with everything of Chinese origin that counts."""
    rows = [{"currency": "USD", "origin": "CN"} | row for row in items]
    lines = [{"line": str(at)} | row for at, row in enumerate(bom)]
    parts = graph(items=rows, bom=lines)
    return trace(parts, "TOP", TODAY, counted(*count), {"TOP": "A"}, taken()).made_of


def below(cells: Sequence[Cell], number: int) -> list[Cell]:
    return [cell for cell in cells if cell.parent == number]


@QUICK
@given(anything())
def test_no_cell_leaves_its_parent_and_nothing_is_negative(world: World) -> None:
    cells = cells_of(world.article().made_of)
    for cell in cells:
        assert 0 <= cell.start <= cell.sure <= cell.end <= WIDE
        assert cell.start <= cell.own <= cell.end
        assert cell.start <= cell.counted_sure <= cell.counted_end <= cell.end
        if cell.parent is not None:
            above = cells[cell.parent]
            assert above.start <= cell.start <= cell.end <= above.end
            assert cell.level == above.level + 1


@QUICK
@given(anything())
def test_the_widths_of_the_parts_and_the_rest_add_up_to_the_whole(world: World) -> None:
    cells = cells_of(world.article().made_of)
    assert (cells[0].start, cells[0].end) == (0, WIDE)
    for number, cell in enumerate(cells):
        row = below(cells, number)
        if row:
            assert (row[0].start, row[-1].end) == (cell.start, cell.end)
            assert all(left.end == right.start for left, right in pairwise(row))


@QUICK
@given(anything())
def test_no_part_is_drawn_wider_than_it_or_what_is_in_it_may_be_worth(world: World) -> None:
    top = world.article().made_of
    cells = cells_of(top)
    known = max(
        Fraction(top.value.lo if top.value.hi is None else top.value.hi), Fraction(top.least)
    )
    for cell in cells[1:]:
        if cell.kind == PART and known:
            piece = cell.pieces[0]
            most = max(Fraction(piece.value.hi or 0), Fraction(piece.least))
            assert cell.end - cell.start <= most / known * WIDE + 1
            assert cell.sure - cell.start <= Fraction(piece.value.lo) / known * WIDE + 1


@QUICK
@given(anything())
def test_every_part_is_drawn_named_together_with_others_or_below_one_too_narrow(
    world: World,
) -> None:
    cells = cells_of(world.article().made_of)
    for number, cell in enumerate(cells):
        if cell.kind == PART and not cell.deeper:
            named = [piece for one in below(cells, number) for piece in one.pieces]
            assert sorted(p.item for p in named) == sorted(p.item for p in cell.pieces[0].parts)


@QUICK
@given(worlds())
def test_where_all_is_known_what_enters_is_what_the_article_holds(world: World) -> None:
    def entering(piece: Piece) -> Fraction:
        if piece.enters:
            return Fraction(piece.counted.lo)
        return sum((entering(part) for part in piece.parts), Fraction(0))

    assert entering(world.article().made_of) == world.held()


def test_a_part_without_a_value_shares_the_hatched_rest() -> None:
    top = made(
        [{"item": "TOP", "value": 100}, {"item": "A", "value": 60}, {"item": "B"}],
        [{"parent": "TOP", "component": one, "quantity": 1} for one in "AB"],
    )
    _, known, unknown = cells_of(top)
    assert (known.kind, known.end - known.start) == (PART, 60 * WIDE // 100)
    assert (unknown.kind, unknown.pieces[0].item, unknown.end) == (OPEN, "B", WIDE)
    assert (unknown.value.lo, unknown.value.hi) == (0, 40)


def test_an_article_of_which_nothing_is_known_is_one_hatched_whole() -> None:
    top = made(
        [{"item": "TOP"}, {"item": "A"}], [{"parent": "TOP", "component": "A", "quantity": 1}]
    )
    whole, unknown = cells_of(top)
    assert whole.sure == 0
    assert (unknown.kind, unknown.start, unknown.end) == (OPEN, 0, WIDE)


def test_parts_dearer_than_the_whole_are_drawn_beyond_its_own_value() -> None:
    top = made(
        [{"item": "TOP", "value": 100}, {"item": "A", "value": 75}, {"item": "B", "value": 125}],
        [{"parent": "TOP", "component": one, "quantity": 1} for one in "AB"],
    )
    whole, dearer, dear = cells_of(top)
    assert (whole.own, whole.end) == (WIDE // 2, WIDE)
    assert (dearer.pieces[0].item, dearer.end) == ("B", 125 * WIDE // 200)
    assert (dear.start, dear.end) == (dearer.end, WIDE)


def test_narrow_parts_are_drawn_together_and_keep_what_counts_in_them() -> None:
    small = [f"S{at:02}" for at in range(40)]
    top = made(
        [{"item": "TOP", "value": 1000}, *({"item": one, "value": 1} for one in small)],
        [{"parent": "TOP", "component": one, "quantity": 1} for one in small],
        "S07",
    )
    _, others, rest = cells_of(top)
    assert (others.kind, len(others.pieces), others.end) == (OTHERS, 40, 4000)
    assert others.counted.lo == others.counted.hi == 1
    assert (rest.kind, rest.value.lo) == (REST, 960)


def test_a_deep_tree_has_a_row_for_each_level_and_says_where_it_is_cut() -> None:
    names = ["TOP", *(f"L{at:02}" for at in range(1, 40))]
    top = made(
        [{"item": name, "value": 1000 - at} for at, name in enumerate(names)],
        [{"parent": a, "component": b, "quantity": 1} for a, b in pairwise(names)],
    )
    cells = cells_of(top)
    assert max(cell.level for cell in cells) == LEVELS - 1
    assert [cell.pieces[0].item for cell in cells if cell.deeper] == [names[LEVELS - 1]]


def test_a_shared_tree_of_a_million_places_is_drawn_at_once() -> None:
    names = ["TOP", *(f"L{at:02}" for at in range(1, 21))]
    top = made(
        [{"item": name, "value": 3 ** (21 - at)} for at, name in enumerate(names)],
        [
            {"parent": a, "component": b, "quantity": 1, "line": f"{a}{twice}"}
            for a, b in pairwise(names)
            for twice in (1, 2)
        ],
    )
    assert len(cells_of(top)) < 2000


def test_of_alternatives_the_one_with_most_counted_value_is_drawn_within_the_range_of_all() -> None:
    top = made(
        [{"item": "TOP", "value": 100}, {"item": "A", "value": 20}, {"item": "B", "value": 10}],
        [{"parent": "TOP", "component": one, "quantity": 1, "alternative": "x"} for one in "AB"],
        "B",
    )
    choice = cells_of(top)[1]
    assert (choice.pieces[0].item, choice.pieces[0].options) == ("B", 2)
    assert (choice.value.lo, choice.value.hi) == (10, 20)
    assert (choice.counted.lo, choice.counted.hi) == (0, 10)
    assert choice.end - choice.start == 20 * WIDE // 100
    assert choice.sure - choice.start == 10 * WIDE // 100


def test_an_item_inside_itself_is_not_followed() -> None:
    top = made(
        [{"item": "TOP", "value": 100}, {"item": "A", "value": 50}],
        [
            {"parent": "TOP", "component": "A", "quantity": 1},
            {"parent": "A", "component": "A", "quantity": 1},
        ],
    )
    assert max(cell.level for cell in cells_of(top)) <= 3


def test_a_range_that_has_no_room_in_its_whole_is_drawn_at_its_least() -> None:
    top = made(
        [
            {"item": "TOP", "value": 100},
            {"item": "A", "value": 20},
            {"item": "B", "value": 90},
            {"item": "C", "value": 60},
        ],
        [
            {"parent": "TOP", "component": "A", "quantity": 1, "alternative": "x"},
            {"parent": "TOP", "component": "B", "quantity": 1, "alternative": "x"},
            {"parent": "TOP", "component": "C", "quantity": 1},
        ],
        "A",
    )
    _, sure, choice, rest = cells_of(top)
    assert (sure.pieces[0].item, choice.pieces[0].item) == ("C", "A")
    assert (choice.start, choice.sure, choice.end) == (60_000, 80_000, 80_000)
    assert (rest.kind, rest.value.lo, rest.value.hi) == (OPEN, 0, 20)


def test_of_several_bills_of_one_item_one_is_drawn_and_named() -> None:
    top = made(
        [{"item": "TOP", "value": 100}, {"item": "A", "value": 20}, {"item": "B", "value": 10}],
        [{"parent": "TOP", "component": one, "quantity": 1, "bill": f"bill {one}"} for one in "AB"],
        "B",
    )
    assert (top.bill, top.options) == ("bill B", 2)
    assert [part.item for part in top.parts] == ["B"]


def test_a_choice_whose_dearest_part_has_no_room_does_not_make_the_whole_dear() -> None:
    top = made(
        [
            {"item": "TOP", "value": 100},
            {"item": "A", "value": 30},
            {"item": "B", "value": 10},
            {"item": "C", "value": 80},
            {"item": "IN", "value": 30},
        ],
        [
            {"parent": "TOP", "component": "A", "quantity": 1, "alternative": "x"},
            {"parent": "TOP", "component": "B", "quantity": 1, "alternative": "x"},
            {"parent": "TOP", "component": "C", "quantity": 1},
            {"parent": "A", "component": "IN", "quantity": 1},
        ],
        "IN",
    )
    whole, _, choice, _ = cells_of(top)
    assert whole.own == whole.end
    assert (choice.pieces[0].item, choice.deeper) == ("A", True)
    assert (choice.start, choice.end) == (80_000, 90_000)
