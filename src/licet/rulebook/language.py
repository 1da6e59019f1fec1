"""The language of predicates: a tiny subset of SQL, read by SQLGlot, refused if anything else.

Allowed: AND OR NOT, ``= <> < <= > >=``, IN, BETWEEN, + and * by a number, literals, the names
of facts, and readings as ``reading_A09``. There is no division, function, IS NULL or LIKE:
only operators in which a fact learned can never overturn an answer already definite.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Mapping
from fractions import Fraction

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from licet.rulebook.predicate import All, Any, Compare, Holds, Not, NotInLanguage, OneOf, Predicate
from licet.rulebook.vocabulary import Fact, nearest

LARGEST_MULTIPLE = 99_999
"""A fact times this still fits 38 digits, the most any warehouse computes exactly."""

_ORDER: Mapping[type[exp.Expr], str] = {
    exp.GTE: ">=",
    exp.GT: ">",
    exp.LTE: "<=",
    exp.LT: "<",
    exp.EQ: "=",
    exp.NEQ: "<>",
}
_HOLDS = {">=": operator.ge, ">": operator.gt, "<=": operator.le, "<": operator.lt}
_TURNED = {">=": "<=", ">": "<", "<=": ">=", "<": ">", "=": "=", "<>": "<>"}


def parse(text: str, vocabulary: Mapping[str, Fact]) -> Predicate:
    """The predicate that `text` writes.

    Raises:
        NotInLanguage: it is no SQL, uses something not allowed, names a fact or a code that
            the vocabulary does not have, or compares what cannot be compared.
    """
    try:
        tree = sqlglot.parse_one(text, read="duckdb")
    except SqlglotError as error:
        detail = str(error).splitlines()[0]
        raise NotInLanguage(f"«{text}» cannot be read: {detail}") from None
    return _Reader(vocabulary).predicate(tree)


class _Reader:
    def __init__(self, vocabulary: Mapping[str, Fact]) -> None:
        self.vocabulary = vocabulary

    def predicate(self, node: exp.Expr) -> Predicate:
        match node:
            case exp.Paren():
                return self.predicate(node.this)
            case exp.And() | exp.Or():
                kind = All if isinstance(node, exp.And) else Any
                return kind(tuple(self.predicate(part) for part in node.flatten()))
            case exp.Not():
                return Not(self.predicate(node.this))
            case exp.In():
                return self._one_of(node.this, self._values_of(node))
            case exp.Between():
                low, high = node.args["low"], node.args["high"]
                return All(
                    (self._compare(node.this, ">=", low), self._compare(node.this, "<=", high))
                )
            case exp.Column():
                return self._yes_no(self._fact(node))
        if type(node) in _ORDER:
            return self._comparison(node, _ORDER[type(node)])
        raise NotInLanguage(f"«{node.sql()}» is not in the language of predicates")

    def _values_of(self, node: exp.In) -> list[exp.Expr]:
        values = node.expressions
        if not values:
            raise NotInLanguage(f"«{node.sql()}» must list its values")
        return values

    def _fact(self, node: exp.Expr) -> Fact:
        if isinstance(node, exp.Paren):
            return self._fact(node.this)
        if not isinstance(node, exp.Column) or node.table:
            raise NotInLanguage(f"«{node.sql()}»: the name of a fact was expected here")
        name = node.name
        if name not in self.vocabulary:
            hint = nearest(name, self.vocabulary)
            raise NotInLanguage(f"no fact is called «{name}»{hint or '; did you forget quotes?'}")
        return self.vocabulary[name]

    def _yes_no(self, fact: Fact) -> Holds:
        if fact.kind != "yes_no":
            raise NotInLanguage(f"«{fact.name}» is a {fact.kind}, not a yes/no fact: compare it")
        return Holds(fact.name)

    def _comparison(self, node: exp.Expr, op: str) -> Predicate:
        left, right = node.this, node.expression
        if _is_value(left) and not _is_value(right):
            left, right, op = right, left, _TURNED[op]
        plain = left.unnest()
        if isinstance(plain, exp.Column):
            fact = self._fact(plain)
            if fact.kind != "number":
                return self._equality(fact, op, right, node)
        return self._compare(left, op, right)

    def _equality(self, fact: Fact, op: str, right: exp.Expr, node: exp.Expr) -> Predicate:
        if fact.kind == "whole" and op in _HOLDS:
            bound = int(self._whole(fact, right))
            return OneOf(fact.name, tuple(c for c in fact.codes if _HOLDS[op](int(c), bound)))
        if op not in {"=", "<>"}:
            raise NotInLanguage(f"«{node.sql()}»: a {fact.kind} has no order; use =, <> or IN")
        if fact.kind == "yes_no":
            if not isinstance(right, exp.Boolean):
                raise NotInLanguage(f"«{node.sql()}»: TRUE or FALSE was expected")
            wanted = bool(right.this) == (op == "=")
            return Holds(fact.name) if wanted else Not(Holds(fact.name))
        found = self._one_of(exp.column(fact.name), [right])
        return found if op == "=" else Not(found)

    def _one_of(self, left: exp.Expr, values: list[exp.Expr]) -> OneOf:
        fact = self._fact(left)
        if fact.kind in {"number", "yes_no"}:
            raise NotInLanguage(f"«{fact.name}» is a {fact.kind}: it cannot be listed")
        return OneOf(fact.name, tuple(self._code(fact, value) for value in values))

    def _code(self, fact: Fact, node: exp.Expr) -> str | int:
        node = node.unnest()
        if not isinstance(node, exp.Literal):
            if isinstance(node, exp.Column) and node.name not in self.vocabulary:
                raise NotInLanguage(f"no fact is called «{node.name}»; did you forget quotes?")
            raise NotInLanguage(f"«{node.sql()}»: a value in quotes was expected for {fact.name}")
        value: str | int = node.this
        if fact.kind == "whole":
            value = self._whole(fact, node)
        elif not node.is_string:
            raise NotInLanguage(f"«{node.sql()}»: {fact.name} is a code; did you forget quotes?")
        if value not in fact.codes:
            hint = nearest(str(value), [str(code) for code in fact.codes])
            raise NotInLanguage(f"{fact.name} is never «{value}»{hint}")
        return value

    def _whole(self, fact: Fact, node: exp.Expr) -> int:
        node = node.unnest()
        if not isinstance(node, exp.Literal) or node.is_string or not str(node.this).isdigit():
            raise NotInLanguage(f"«{node.sql()}»: {fact.name} is a whole number")
        return int(node.this)

    def _compare(self, left: exp.Expr, op: str, right: exp.Expr) -> Predicate:
        if op in {"<", "<=", "<>"}:
            return Not(self._compare(left, {"<": ">=", "<=": ">", "<>": "="}[op], right))
        terms, constant = self._sum(left)
        others, other_constant = self._sum(right)
        for name, multiple in others.items():
            terms[name] = terms.get(name, Fraction(0)) - multiple
        offset = other_constant - constant
        scale = math.lcm(*(multiple.denominator for multiple in (*terms.values(), offset)))
        whole = {fact: int(multiple * scale) for fact, multiple in terms.items() if multiple}
        if not whole:
            raise NotInLanguage("a comparison must name a number that is a fact")
        if max(abs(multiple) for multiple in whole.values()) > LARGEST_MULTIPLE:
            raise NotInLanguage(f"a multiple is finer or larger than 1 in {LARGEST_MULTIPLE}")
        return Compare(
            tuple((multiple, fact) for fact, multiple in whole.items() if multiple > 0),
            op,
            tuple((-multiple, fact) for fact, multiple in whole.items() if multiple < 0),
            int(offset * scale),
        )

    def _sum(self, node: exp.Expr) -> tuple[dict[str, Fraction], Fraction]:
        match node:
            case exp.Paren():
                return self._sum(node.this)
            case exp.Literal(is_string=False):
                return {}, Fraction(node.this)
            case exp.Column():
                fact = self._fact(node)
                if fact.kind != "number":
                    raise NotInLanguage(f"«{fact.name}» is a {fact.kind}, not a number")
                return {fact.name: Fraction(1)}, Fraction(0)
            case exp.Add():
                terms, constant = self._sum(node.this)
                more, further = self._sum(node.expression)
                for name, multiple in more.items():
                    terms[name] = terms.get(name, Fraction(0)) + multiple
                return terms, constant + further
            case exp.Mul():
                return self._product(node)
        raise NotInLanguage(f"«{node.sql()}» is not a sum of numbers and facts")

    def _product(self, node: exp.Mul) -> tuple[dict[str, Fraction], Fraction]:
        one, other = self._sum(node.this), self._sum(node.expression)
        if one[0] and other[0]:
            raise NotInLanguage(f"«{node.sql()}»: a fact may only be multiplied by a number")
        (terms, constant), (_, factor) = (one, other) if one[0] else (other, one)
        return {fact: multiple * factor for fact, multiple in terms.items()}, constant * factor


def _is_value(node: exp.Expr) -> bool:
    return isinstance(node.unnest(), (exp.Literal, exp.Boolean))
