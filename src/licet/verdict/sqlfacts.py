"""The columns of a warehouse's table of facts, as the plan may take them.

`licet decide` sets a row aside that has no day, a code that is none, a range whose ends are
reversed, or two columns that contradict each other. A SELECT has no other place for such rows:
they come out as undetermined, with everything possible. An empty text, and a number against its
contract, are not known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlglot import exp

from licet.rulebook import Fact, Rulebook, part_of
from licet.verdict.table import columns_of, used_facts

ASTRAY = "astray"
"""The column that says that a row cannot be decided; never null."""
_FAR = 10**18
"""From here on a number is none; what is not a number is greater than all in most warehouses."""


def taken(book: Rulebook) -> dict[str, exp.Expr]:
    """Each column of the plan as far as a table can be believed, and codes as they stand there."""
    found: dict[str, exp.Expr] = {"on": _column("on")}
    for name, fact in used_facts(book).items():
        if fact.kind == "number":
            found |= ends_taken(columns_of(fact), fact.contract)
        elif fact.codes:
            found |= code_taken(name, fact.codes)
        else:
            found[name] = _column(name)
    return found


def code_taken(name: str, codes: Sequence[str | int]) -> dict[str, exp.Expr]:
    """A column of codes, null where it is none of them, and as it stands."""
    own = _column(name)
    return {name: exp.Case().when(own.isin(*codes), own), _given(name): own}


def ends_taken(names: Sequence[str], contract: str) -> dict[str, exp.Expr]:
    """The ends of a number: what its contract leaves of them, null if that is nothing."""
    low, high = (_column(name) for name in names)
    if not contract:
        return {names[0]: low, names[1]: high}
    nought = exp.convert(0)
    void = high < nought if contract == ">= 0" else high <= nought
    below = exp.or_(low < nought, exp.and_(low.is_(exp.null()), exp.not_(high.is_(exp.null()))))
    lowest = exp.Case().when(void, exp.null()).when(below, nought).else_(low)
    return {names[0]: lowest, names[1]: exp.Case().when(void.copy(), exp.null()).else_(high)}


def astray(book: Rulebook) -> exp.Expr:
    """Over the columns of `taken`: would `licet decide` set the row aside?"""
    used = used_facts(book)
    wrong: list[exp.Expr] = [_column("on").is_(exp.null())]
    for name, fact in used.items():
        if fact.kind == "number":
            wrong.append(no_range(columns_of(fact)))
        elif fact.codes:
            wrong.append(no_code(name, fact.codes))
        if fact.follows in used:
            wrong += _contradictions(fact, book.facts[fact.follows])
    return any_sure(wrong)


def any_sure(wrong: Iterable[exp.Expr]) -> exp.Expr:
    """Is one of them so, and not only perhaps?"""
    return exp.func("COALESCE", exp.or_(*wrong), exp.false())


def no_code(name: str, codes: Sequence[str | int]) -> exp.Expr:
    """Over the columns of `code_taken`: does something stand there that is no code?"""
    given = _column(_given(name))
    stands: exp.Expr = exp.not_(given.is_(exp.null()))
    if isinstance(codes[0], str):
        stands = given.neq(exp.Literal.string(""))
    return exp.and_(stands, _column(name).is_(exp.null()))


def no_range(names: Sequence[str]) -> exp.Expr:
    """Over the columns of `ends_taken`: are its ends reversed, or beyond all numbers?"""
    low, high = (_column(name) for name in names)
    return exp.or_(low > high, low >= exp.convert(_FAR), high >= exp.convert(_FAR))


def told(answer: str) -> exp.Expr:
    """An answer; of a row that is astray, that everything is possible."""
    kind = answer.rpartition("__")[2]
    open_: exp.Expr = exp.true() if kind.startswith("can_") else exp.null()
    if kind == "outcome":
        open_ = exp.Literal.string("undetermined")
    return exp.Case().when(_column(ASTRAY), open_).else_(_column(answer))


def carried(names: Sequence[str]) -> tuple[dict[str, exp.Expr], dict[str, exp.Expr]]:
    """Columns that are carried over as they stand: beside the plan's own, and as they come out."""
    inside: Mapping[str, str] = {f"kept__{name}": name for name in names}
    return (
        {kept: _column(name) for kept, name in inside.items()},
        {name: _column(kept) for kept, name in inside.items()},
    )


def _contradictions(fact: Fact, source: Fact) -> list[exp.Expr]:
    """Where a fact that follows from another one says otherwise."""
    found: list[exp.Expr] = []
    for part in fact.codes:
        inside = [str(code) for code in source.codes if part_of(str(code)) == part]
        own = _column(fact.name).neq(exp.convert(part))
        found.append(exp.and_(_column(source.name).isin(*inside), own))
    return found


def _given(name: str) -> str:
    return f"given__{name}"


def _column(name: str) -> exp.Column:
    return exp.column(name, quoted=True)
