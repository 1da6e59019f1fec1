"""Neighbours that Licet does not need, each run in a process and an environment of its own.

    python rowwise.py NAME RULES.json ROWS.parquet HOW_MANY

prints JSON: seconds, how often each question is true and not known. Imports nothing of Licet.
"""

from __future__ import annotations

import json
import math
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from rules import ARRAYS, CEL, QUOTE, SQL, ZEN, listed, names_in, written

MONTH = "2026-11"
Rules = Mapping[str, Any]
Told = dict[str, Any]


def _rows(path: str, count: int, facts: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Rows as a program would hand them on: numbers as numbers."""
    import polars as pl

    numbers = [name for name, fact in facts.items() if fact["kind"] == "number"]
    table = pl.scan_parquet(path).head(count).with_columns(pl.col(numbers).cast(pl.Int64))
    return table.select(list(facts)).collect().to_dicts()


def _each(rows: list[dict[str, Any]], names: Any, ask: Callable[[Any], Mapping[str, Any]]) -> Told:
    """Ask row by row and count."""
    true, null = dict.fromkeys(names, 0), dict.fromkeys(names, 0)
    began = time.perf_counter()
    for row in rows:
        answers = ask(row)
        for name in true:
            answer = answers.get(name)
            true[name] += answer is True
            null[name] += answer is None
    return {"rows": len(rows), "memory": time.perf_counter() - began, "true": true, "null": null}


def zen(rules: Rules, path: str, count: int) -> Told:
    """GoRules zen-engine; a row in which a comparison meets null fails, so nulls are left out."""
    import zen as engine

    said = {n: engine.compile_expression(written(q, ZEN)) for n, q in rules["questions"].items()}

    def ask(row: Any) -> dict[str, Any]:
        found = {}
        for name, expression in said.items():
            try:
                found[name] = expression.evaluate(row)
            except RuntimeError:
                found[name] = None
        return found

    return _each(_rows(path, count, rules["facts"]), said, ask)


def opa(rules: Rules, path: str, count: int) -> Told:
    """Open Policy Agent's Rego through regopy; what is not known is undefined, as is false."""
    import regopy

    counter = iter(range(10**6))
    lines = ["package licet", "import rego.v1"]

    def rule(said: Any) -> str:
        """The name of a rule that holds if the question does."""
        if said[0] in {"all", "any"}:
            parts = [rule(part) for part in said[1]]
            name = f"r{next(counter)}"
            bodies = ["\n".join(parts)] if said[0] == "all" else parts
            lines.extend(f"{name} if {{\n{body}\n}}" for body in bodies)
            return name
        name = f"r{next(counter)}"
        lines.append(f"{name} if {{\n{_rego(said, rule)}\n}}")
        return name

    for name, said in rules["questions"].items():
        lines.append(f"{name} if {{ {rule(said)} }}")
    rego = regopy.Interpreter()
    rego.add_module("licet.rego", "\n".join(lines) + "\n")

    def ask(row: Any) -> Mapping[str, Any]:
        rego.set_input({name: value for name, value in row.items() if value is not None})
        answer = json.loads(str(rego.query("data.licet")))["expressions"][0]
        return {name: answer.get(name, False) for name in rules["questions"]}

    return _each(_rows(path, count, rules["facts"]), rules["questions"], ask)


def _rego(said: Any, rule: Callable[[Any], str]) -> str:
    match said:
        case ["fact", fact]:
            return f"input.{fact} == true"
        case ["in", fact, codes]:
            listed = ", ".join(f'"{code}"' for code in codes)
            return f"input.{fact} in {{{listed}}}"
        case ["not", part]:
            known = "\n".join(f"input.{name} == input.{name}" for name in set(names_in(part)))
            return f"{known}\nnot {rule(part)}"
    style = {**SQL, "number": lambda fact: f"input.{fact}"}
    return written(said, style).strip("()")


def cel(rules: Rules, path: str, count: int) -> Told:
    """Google's CEL through the package common-expression-language (compiled programs)."""
    import cel as engine

    said = {n: engine.compile(written(q, CEL)) for n, q in rules["questions"].items()}

    def ask(row: Any) -> dict[str, Any]:
        found = {}
        for name, program in said.items():
            try:
                found[name] = program.execute(row)
            except (TypeError, ValueError, RuntimeError):
                found[name] = None
        return found

    return _each(_rows(path, count, rules["facts"]), said, ask)


def openfisca(rules: Rules, path: str, count: int) -> Told:
    """OpenFisca-core: every fact a variable, every question a formula; two-valued."""
    import numpy as np
    import polars as pl
    from openfisca_core import entities, periods, simulation_builder, taxbenefitsystems, variables

    facts, questions = rules["facts"], rules["questions"]
    code_of = {
        name: {code: number for number, code in enumerate(fact["codes"], 1)}
        for name, fact in facts.items()
    }
    person = entities.Entity("case", "cases", "", "")
    system = taxbenefitsystems.TaxBenefitSystem([person])
    common = {"entity": person, "definition_period": periods.DateUnit.MONTH, "label": "x"}
    kinds = {"yes_no": bool, "number": float}
    for name, fact in facts.items():
        value = {**common, "value_type": kinds.get(fact["kind"], int)}
        system.add_variable(type(name, (variables.Variable,), value))
    for name, said in questions.items():
        system.add_variable(type(name, (variables.Variable,), {
            **common, "value_type": bool, "formula": _formula(said, code_of)}))  # fmt: skip
    filled = pl.scan_parquet(path).head(count).select(
        pl.col(n).fill_null(value=False) if f["kind"] == "yes_no"
        else pl.col(n).cast(pl.Float64).fill_null(0) if f["kind"] == "number"
        else pl.col(n).replace_strict(code_of[n], default=0, return_dtype=pl.Int32)
        for n, f in facts.items())  # fmt: skip
    table = filled.collect()
    arrays = {name: table[name].to_numpy() for name in facts}
    began, true = time.perf_counter(), dict.fromkeys(questions, 0)
    for start in range(0, table.height, 1 << 20):
        some = {name: array[start : start + (1 << 20)] for name, array in arrays.items()}
        size = len(next(iter(some.values())))
        simulation = simulation_builder.SimulationBuilder().build_default_simulation(system, size)
        for name, array in some.items():
            simulation.set_input(name, MONTH, array)
        for name in questions:
            true[name] += int(np.count_nonzero(simulation.calculate(name, MONTH)))
    return {"rows": table.height, "memory": time.perf_counter() - began, "true": true}


def _formula(said: Any, code_of: Mapping[str, Mapping[str, int]]) -> Callable[..., Any]:
    """A formula that reads only the facts it speaks of."""
    import numpy as np

    style = {
        **ARRAYS,
        "in": lambda fact, codes: (
            "(" + " | ".join(f"(a['{fact}'] == {code_of[fact].get(c, -1)})" for c in codes) + ")"
        ),
    }
    run = compile(written(said, style), "formula", "eval")
    names = sorted(set(names_in(said)))

    def formula(case: Any, period: Any) -> Any:
        return eval(run, {"np": np, "a": {name: case(name, period) for name in names}})  # noqa: S307

    return formula


def sail(rules: Rules, path: str, count: int) -> Told:
    """Sail: Spark's SQL on DataFusion, asked through Spark Connect.

    It keeps no table in memory; the time to decide is what is left beyond reading the same columns.
    """
    from pysail.spark import SparkConnectServer
    from pyspark.sql import SparkSession

    server = SparkConnectServer("127.0.0.1", 0)
    server.start(background=True)
    _, port = server.listening_address
    session = SparkSession.builder.remote(f"sc://127.0.0.1:{port}").getOrCreate()
    session.read.parquet(path).createOrReplaceTempView("facts")
    spent, row = {"reading": math.inf, "file": math.inf}, {}
    for _ in range(2):
        for how, asked in (("reading", touching(rules)), ("file", counting(rules, CASES))):
            began = time.perf_counter()
            row = session.sql(asked).collect()[0].asDict()
            spent[how] = min(spent[how], time.perf_counter() - began)
    session.stop()
    found = {"rows": count, "file": spent["file"], **told(row, rules)}
    alone = spent["file"] - spent["reading"]
    return {**found, "memory": alone} if alone > 0 else found


def duckdb(rules: Rules, path: str, count: int) -> Told:
    """DuckDB: over the file, and over a table in memory whose codes are enumerations."""
    import duckdb as engine

    spent = {}
    with engine.connect() as warehouse:
        codes = {name: fact["codes"] for name, fact in rules["facts"].items() if fact["codes"]}
        held = ", ".join(f"{n}::ENUM({listed(c, QUOTE)}) AS {n}" for n, c in codes.items())
        file = f"read_parquet('{path}')"
        for how, source in (
            ("file", f"VIEW facts AS FROM {file}"),
            ("memory", f"TABLE facts AS SELECT * REPLACE ({held}) FROM {file}"),
        ):
            warehouse.execute(f"CREATE {source}")
            began = time.perf_counter()
            answered = warehouse.execute(counting(rules, IFS))
            values = answered.fetchone() or ()
            spent[how] = time.perf_counter() - began
            names = [column[0] for column in answered.description]
            warehouse.execute(f"DROP {source.split()[0]} facts")
    return {"rows": count, **spent, **told(dict(zip(names, values, strict=True)), rules)}


IFS = "COUNT_IF({0}) AS true_{0}, COUNT_IF({0} IS NULL) AS null_{0}"
CASES = "COUNT(CASE WHEN {0} THEN 1 END) AS true_{0}, COUNT(*) - COUNT({0}) AS null_{0}"
"""Ways to count, of which each warehouse gets the one that it is quicker with."""


def counting(rules: Rules, way: str) -> str:
    """One SELECT that counts how often each question is true, and how often it is not known."""
    asked = ", ".join(f"{written(q, SQL)} AS {n}" for n, q in rules["questions"].items())
    counts = ", ".join(way.format(name) for name in rules["questions"])
    return f"SELECT {counts} FROM (SELECT {asked} FROM facts) AS asked"


def touching(rules: Rules) -> str:
    """One SELECT that reads every column that the questions speak of, and hardly does more."""
    holds = {"yes_no": "{}", "number": "{} > 0"}
    columns = (
        f"COUNT(CASE WHEN {holds.get(fact['kind'], EMPTY).format(name)} THEN 1 END)"
        for name, fact in rules["facts"].items()
    )
    return f"SELECT {', '.join(columns)} FROM facts"


EMPTY = "{} = ''"


def told(row: Mapping[str, Any], rules: Rules) -> Told:
    """The counts of that SELECT by question."""
    sides = ("true", "null")
    return {side: {n: int(row[f"{side}_{n}"]) for n in rules["questions"]} for side in sides}


PEERS = {"zen": zen, "opa": opa, "cel": cel, "openfisca": openfisca, "sail": sail, "duckdb": duckdb}


def main() -> None:
    """Run the neighbour that the command line names."""
    name, rules, path, count = sys.argv[1:]
    read = json.loads(Path(rules).read_text(encoding="utf-8"))
    print(json.dumps(PEERS[name](read, path, int(count))))


if __name__ == "__main__":
    main()
