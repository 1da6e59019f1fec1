"""A composition says no more of an item than every composition that agrees with it."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.basics import plain
from licet.facts.composition import read_composition
from licet.facts.contents import contains, family, held_as, main_element, proved, share, shares
from licet.facts.elements import RARE_EARTHS, names, weights
from licet.facts.formula import read_formula

LISTED = ("Sc", "Y", "Sm", "Eu", "Gd", "Tb", "Dy", "Ho", "Er", "Tm", "Yb", "Lu", "Co", "Fe", "Ni",
          "Al", "Mg", "Cu", "Zr")  # fmt: skip
NAMES = [f"has_{symbol.lower()}" for symbol in LISTED] + ["main_element", "family"]


def found(text: str) -> tuple[set[str], set[str]]:
    """The elements that are surely in it, and those that surely are not, of the listed ones."""
    composition = read_composition(text)
    truths = {symbol: contains(composition, symbol) for symbol in LISTED}
    inside = {symbol for symbol, truth in truths.items() if truth}
    return inside, {symbol for symbol, truth in truths.items() if truth is False}


def inside(text: str) -> set[str]:
    return found(text)[0]


def outside(text: str) -> set[str]:
    return found(text)[1]


EVERY = set(LISTED)


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("Al 98 %, Sc 2 %", "Al Sc"), ("铝98%，钪2%", "Al Sc"), ("鋁98%、鈧2%", "Al Sc"),
        ("98 % aluminium, 2 % scandium", "Al Sc"), ("aluminum 98%; scandium 2%", "Al Sc"),
        ("Al98%Sc2%", "Al Sc"), ("AL 98, SC 2", "Al Sc"), ("Al,98,Sc,2", "Al Sc"),
        ("Ａｌ　９８％、Ｓｃ　２％", "Al Sc"), ("Al: 98 wt%; Sc: 2 wt%", "Al Sc"),
        ("Al 980 g/kg + Sc 20 g/kg", "Al Sc"), ("Nd 30,5; Dy 2,5; Fe 66; B 1", "Dy Fe"),
        ("Nd+Pr 27, Dy 4, Fe 67.9, B 1.1", "Dy Fe"), ("Nd 98 %, Dy 20000 ppm", "Dy"),
        ("Sm 25, Co 52, Fe 16, Cu 7", "Sm Co Fe Cu"), ("Cu 100", "Cu"),
    ],
)  # fmt: skip
def test_shares_that_make_up_the_whole_leave_nothing_open(text: str, there: str) -> None:
    assert found(text) == (set(there.split()), EVERY - set(there.split()))


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("(Nd,Dy)2Fe14B", "Dy Fe"), ("Nd2Fe14B", "Fe"), ("SmCo5", "Sm Co"), ("Sm2Co17", "Sm Co"),
        ("Sm(Co,Fe,Cu,Zr)7.5", "Sm Co Fe Cu Zr"), ("Nd2-xDyxFe14B", "Dy Fe"), ("AlSc2", "Al Sc"),
        ("Dy2O3 99.9 %", "Dy"), ("dysprosium oxide, min. 99.5 %", "Dy"), ("氧化镝 99.9%", "Dy"),
        ("钕 29-32.5, 镝 0.6~1.2", "Dy"), ("Al-2Sc", "Al Sc"), ("SMCO5", "Sm Co"),
        ("钕铁硼（含镝）", "Dy Fe"), ("samarium-cobalt magnet", "Sm Co"),
        ("Nd-Fe-B, Dy 2 %", "Dy Fe"),
        ("Nd 30, Dy 2, B 1, Fe balance", "Dy Fe"), ("Dy2O3/TREO ≥ 99.5 %", "Dy"),
        ("DyCl3·6H2O", "Dy"), ("金属镝", "Dy"), ("Dy ≥ 99.5", "Dy"), ("Dy about 2 %", "Dy"),
    ],
)  # fmt: skip
def test_what_does_not_make_up_the_whole_says_nothing_of_other_elements(
    text: str, there: str
) -> None:
    assert found(text) == (set(there.split()), set())


@pytest.mark.parametrize(
    "text",
    [
        "<0.05 % Tb", "below detection limit 0.01 % Tb", "Tb: n.d.", "Tb ND", "Tb n.d. (<0.01 %)",
        "铽 未检出", "铽低于检出限0.01%", "Tb 0-0.5", "Tb ≤ 0.05", "Tb max. 0.05 %", "Tb 0.05%以下",
        "Tb: -", "Tb ?", "Tb trace", "Tb 0.00", "may contain Tb 1 %", "Nd 30 or Tb 1",
        "does not contain: Tb", "Nd 30, Dy+Tb 3", "Fe 68, Nd 30, Tb, B 1", "Tb 120 %", "38SH",
        "N42SH", "", "see certificate", "Tb2O3 < 0.01 %",
    ],
)  # fmt: skip
def test_what_may_be_there_or_not_stays_unknown(text: str) -> None:
    assert contains(read_composition(text), "Tb") is None


@pytest.mark.parametrize(
    "text",
    [
        "Tb 0",
        "no Tb",
        "Tb: none",
        "Tb-free NdFeB",
        "不含铽",
        "Tb 无",
        "rare-earth free",
        "无重稀土",
    ],
)
def test_what_is_stated_to_be_absent_is_absent(text: str) -> None:
    assert contains(read_composition(text), "Tb") is False


def test_only_the_first_of_a_list_is_denied() -> None:
    composition = read_composition("no Dy, Tb")
    assert (contains(composition, "Dy"), contains(composition, "Tb")) == (False, None)


def test_what_contradicts_itself_is_unknown_and_says_so() -> None:
    twice = read_composition("Dy 2, Dy 3, Fe 95")
    assert contains(twice, "Dy") is None
    assert "twice" in twice.notes[0]
    over = read_composition("Nd 32, Fe 70, B 1")
    assert contains(over, "Dy") is None
    assert "more than 100 %" in over.notes[0]
    assert contains(read_composition("Dy 0, Dy2O3 2, Fe 98"), "Dy") is None


def test_a_grade_proves_nothing_and_hides_nothing() -> None:
    assert found("N42SH, sintered") == (set(), set())
    assert outside("N42SH: Nd 31, Fe 68, B 1") == EVERY - {"Fe"}


def test_a_total_of_rare_earths_leaves_open_which_ones() -> None:
    assert found("TRE 31, Dy 2, Fe 67.9, B 1.1")[0] == {"Dy", "Fe"}
    assert outside("TRE 31, Dy 2, Fe 67.9, B 1.1") == {"Co", "Ni", "Al", "Mg", "Cu", "Zr"}
    assert outside("稀土总量 32，铁 67，硼 1") == {"Co", "Ni", "Al", "Mg", "Cu", "Zr"}


def test_atomic_per_cent_tell_what_is_inside_but_no_weight() -> None:
    composition = read_composition("Dy 2 at%, Nd 13 at%, Fe 79 at%, B 6 at%")
    assert contains(composition, "Dy") is True
    assert contains(composition, "Tb") is False
    assert shares(composition, "Dy") == (Fraction(0), Fraction(100))
    assert main_element(composition) is None


@pytest.mark.parametrize("between", [" ", ": ", " = ", "\t", " wt% "])
def test_without_commas_each_number_stays_with_what_stands_before_it(between: str) -> None:
    """Read from the left alone, the nought of cerium would be that of dysprosium."""
    pairs = {"Nd": "30", "Ce": "0", "Dy": "3", "Fe": "66", "B": "1"}
    behind = between.strip() == "wt%"
    text = " ".join(f"{k} {v} wt%" if behind else f"{k}{between}{v}" for k, v in pairs.items())
    composition = read_composition(text)
    assert contains(composition, "Dy") is True
    assert contains(composition, "Ce") is False
    assert shares(composition, "Dy") == (Fraction(3), Fraction(3))


@pytest.mark.parametrize(
    "text", ["Fe 0 Dy", "Nd 30 Dy 0 Fe", "Nd - 30 Ce - 0 Dy - 3", "Fe 0 Dy 3 B"]
)
def test_a_nought_that_may_be_anothers_states_nothing(text: str) -> None:
    assert contains(read_composition(text), "Dy") is None


@pytest.mark.parametrize(
    ("text", "main"),
    [
        ("Dy 80, Fe 20", "Dy"), ("Tb 18, Dy 42, Fe 40", "Dy"), ("Tb0.3Dy0.7Fe1.92", "Dy"),
        ("Dy2O3 99.9 %", "Dy"), ("Tb4O7 99.9", "Tb"), ("Dy2O3/TREO 99.5 %", "Dy"),
        ("Al 98, Sc 2", "Sc"), ("SmCo5", "Sm"), ("Fe 81, B 19", "none"), ("Nd 75, Pr 25", "Nd"),
        ("Co 99.8", None), ("Nd+Pr 27, Dy 4, Fe 67.9, B 1.1", None), ("TbDyFe", None),
        ("Nd 20, Dy 5", None), ("Sc 2, Al balance", "Sc"), ("Dy 40-60, Tb 40-60", None),
    ],
)  # fmt: skip
def test_the_principal_rare_earth_is_named_only_if_it_surely_is_the_first(
    text: str, main: str | None
) -> None:
    assert main_element(read_composition(text)) == main


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Nd2Fe14B", "NdFeB"), ("(Nd,Dy)2Fe14B", "NdFeB"), ("SmCo5", "SmCo"), ("钐钴", "SmCo"),
        ("Sm(Co,Fe,Cu,Zr)7.5", "SmCo"), ("Sm 25, Co 52, Fe 16, Cu 7", "SmCo"),
        ("Nd+Pr 31, Dy 0.03, Fe 67.8, B 1.1", "NdFeB"), ("NdFeB, Dy < 0.01 %", "NdFeB"),
        ("Fe2O3 90, SrO 10", "other"), ("Sm2Fe17N3", None), ("(Nd,Ce)2Fe14B", None),
        ("Nd 30, Fe 69", None), ("N42SH", None), ("Ce 30, Nd 2, Fe 67, B 1", None),
        ("Sm 25, Fe 52, Co 16, Cu 7", None), ("may be NdFeB", None),
    ],
)  # fmt: skip
def test_a_magnet_family_is_proved_by_what_it_is_made_of(text: str, kind: str | None) -> None:
    assert family(read_composition(text)) == kind


def test_a_mixture_holds_oxides_if_every_rare_earth_in_it_is_one() -> None:
    assert held_as(read_composition("Dy2O3 60 %, Tb4O7 40 %")) == "oxide"
    assert held_as(read_composition("DyF3 60 %, TbF3 40 %")) == "compound"
    assert held_as(read_composition("Dy2O3 60 %, TbF3 40 %")) is None
    assert held_as(read_composition("Dy2O3 60 %")) is None


def test_facts_are_proved_as_far_as_the_form_of_the_item_has_them() -> None:
    magnet = proved("(Nd,Dy)2Fe14B", NAMES, {"form": "magnet"})
    assert magnet == {"has_dy": True, "has_fe": True, "family": "NdFeB"}
    motor = proved("Nd 1, Fe 98, B 1", NAMES, {"form": "part"})
    assert motor.keys() & {"family", "main_element"} == set()
    assert motor["has_dy"] is False


def test_a_formula_is_reckoned_exactly_from_atomic_weights() -> None:
    dy, o = weights()["Dy"], weights()["O"]
    composition = read_composition("Dy2O3 99.9 %")
    assert shares(composition, "O")[0] == Fraction("99.9") * 3 * o / (2 * dy + 3 * o)
    assert plain(share(composition, "Dy").lo)[:8] == "87.04493"
    assert share(read_composition("Al 98, Sc 2"), "Sc").known


def test_every_element_is_known_by_each_of_its_names() -> None:
    assert set(names().values()) == set(weights())
    for name, symbol in names().items():
        assert shares(read_composition(f"{name} 7.5 %"), symbol) == (Fraction("7.5"),) * 2


# ── What must always hold ────────────────────────────────────────────────────────────────────
METALS = ("Nd", "Pr", "Dy", "Tb", "Sm", "Co", "Fe", "B", "Al", "Cu", "Sc")
ZH = {symbol: name for name, symbol in reversed(list(names().items())) if not name.isascii()}
EN = {symbol: name for name, symbol in reversed(list(names().items())) if name.isascii()}


@st.composite
def compositions(draw: st.DrawFn) -> tuple[dict[str, Fraction], str]:
    """What an item is made of, in hundredths of a per cent, and one honest way to write it."""
    symbols = draw(st.lists(st.sampled_from(METALS), min_size=1, max_size=6, unique=True))
    cuts = draw(st.lists(st.integers(0, 10_000), min_size=len(symbols), max_size=len(symbols)))
    cuts = [0, *sorted(cuts)[:-1], 10_000]
    truth = {s: Fraction(b - a, 100) for s, a, b in zip(symbols, cuts, cuts[1:], strict=False)}
    parts = []
    for symbol, value in truth.items():
        if draw(st.integers(0, 9)) == 0:
            continue
        name = draw(st.sampled_from([symbol, ZH[symbol], EN[symbol]]))
        parts.append(draw(st.sampled_from(_ways(name, value))))
    return truth, draw(st.sampled_from([", ", "; ", "，", " / "])).join(parts)


def _ways(name: str, value: Fraction) -> list[str]:
    """Ways to state a share that is `value`, none of which says anything false."""
    exact = f"{value.numerator * 100 // value.denominator / 100:.2f}"
    low, high = (max(value - 1, Fraction(0)), min(value + 1, Fraction(100)))
    ends = [f"{end.numerator * 100 // end.denominator / 100:.2f}" for end in (low, high)]
    ways = [
        f"{name} {exact} %", f"{exact} % {name}", f"{name}: {exact}", f"{name} {ends[0]}-{ends[1]}",
        f"{name} ≤ {exact} %", f"{name} ≥ {exact} %", f"{name} {ends[1]} max",
        f"{name} {exact} ± 1", f"{name} {ends[0]}~{ends[1]} wt%",
    ]  # fmt: skip
    return [*ways, f"{name} n.d."] if value < 1 else ways


@given(compositions())
def test_whatever_agrees_with_the_text_agrees_with_the_answer(
    made: tuple[dict[str, Fraction], str],
) -> None:
    truth, text = made
    composition = read_composition(text)
    for symbol in weights():
        value = truth.get(symbol, Fraction(0))
        answer = contains(composition, symbol)
        assert answer is None or answer is (value > 0), (text, symbol)
        lo, hi = shares(composition, symbol)
        assert lo <= value <= max(hi, composition.rest), (text, symbol)
    main = main_element(composition)
    rare = {symbol: truth.get(symbol, Fraction(0)) for symbol in RARE_EARTHS}
    most = max(rare.values())
    assert main is None or (rare[main] == most > 0 if main != "none" else most == 0), text


@given(st.text(max_size=40) | st.text("NdFeBDySmCo()0123456789.,%-<> +/", max_size=40))
def test_any_text_is_read_without_a_fault_and_nothing_is_both(text: str) -> None:
    composition = read_composition(text)
    for symbol in LISTED:
        lo, hi = shares(composition, symbol)
        assert 0 <= lo <= hi <= 100
    family(composition)
    held_as(composition)


counts = st.integers(1, 30)


@given(st.dictionaries(st.sampled_from(["Nd", "Dy", "O", "F"]), counts, min_size=2))
def test_the_shares_of_a_reckoned_formula_add_up_to_the_whole(atoms: dict[str, int]) -> None:
    text = "".join(f"{symbol}{count}" for symbol, count in atoms.items())
    read = read_formula(text)
    assert read is not None
    substance, end = read
    assert end == len(text)
    if all(portion.lo == portion.hi for portion in substance.values()):
        assert sum(portion.lo for portion in substance.values()) == 1


@given(st.lists(st.sampled_from(RARE_EARTHS), min_size=2, max_size=4, unique=True), st.data())
def test_elements_that_share_a_place_are_all_inside_within_its_bounds(
    symbols: list[str], data: st.DataObject
) -> None:
    substance, _ = read_formula(f"({','.join(symbols)})2Fe14B") or ({}, 0)
    shown = [data.draw(st.integers(0, 20)) for _ in symbols]
    whole = sum(shown) or 1
    mass = {s: 2 * n * weights()[s] / whole for s, n in zip(symbols, shown, strict=True)}
    if not any(shown):
        mass[symbols[0]] = 2 * weights()[symbols[0]]
    total = sum(mass.values()) + 14 * weights()["Fe"] + weights()["B"]
    for symbol in symbols:
        assert substance[symbol].certain
        assert substance[symbol].lo <= mass[symbol] / total <= substance[symbol].hi
