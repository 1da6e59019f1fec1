"""A real recursive bill: every finished product exploded on every day on which anything changes.

    python benches/adventureworks.py FOLDER

FOLDER holds AdventureWorks (Microsoft SQL Server samples, MIT) as bom_lines.csv, parts.csv and
supplier_prices.csv; it is not part of this project, and without it nothing is measured. The
files go through the intake as anybody's would; then each place in each tree is held against a
plain recursive walk over the same CSV files, which knows nothing of this program. Products whose
parts cost more than their list price must be refused a share, and only those.
"""

from __future__ import annotations

import csv
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

from beside.figures import Figures

from licet.bom import Counted, Graph, trace
from licet.intake import adopt_all, guess_all, read_folder, write_folder

FILES = ("bom_lines.csv", "parts.csv", "supplier_prices.csv")
READINGS = {"A-03": "highest_over_lowest"}
Line = tuple[str, Fraction, date, date]
Bills = dict[str, list[Line]]


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def bills_of(folder: Path) -> Bills:
    """The bills as they stand in the file, both days included."""
    found: Bills = defaultdict(list)
    for row in rows(folder / FILES[0]):
        if row["parent_part_number"]:
            start = date.fromisoformat(row["effective_from"])
            end = date.fromisoformat(row["effective_to"] or "9999-12-31")
            line = (row["component_part_number"], Fraction(row["quantity_per"]), start, end)
            found[row["parent_part_number"]].append(line)
    return found


def walk(bills: Bills, item: str, on: date, times: Fraction) -> Iterator[tuple[str, Fraction]]:
    """Every place below an item on a day, and how many are there in one top."""
    for component, quantity, start, end in bills.get(item, ()):
        if start <= on <= end:
            yield component, times * quantity
            yield from walk(bills, component, on, times * quantity)


def graph_of(folder: Path) -> Graph:
    """The folder as the intake makes it of the three files, nobody putting the mapping right."""
    paths = [folder / name for name in FILES]
    with tempfile.TemporaryDirectory() as made:
        tables, _ = adopt_all(paths, guess_all(paths))
        write_folder(tables, made)
        read = read_folder(made, {})
        return Graph.of({name: t.rows for name, t in read.tables.items()}, read.tainted())


def explode(graph: Graph, bills: Bills, products: list[str]) -> Counter[str]:
    """Both ways on every day of change: how many trees and places, and how many differ."""
    days = {day for lines in bills.values() for *_, a, b in lines for day in (a, b)}
    days |= {day + timedelta(days=1) for day in days if day.year < date.max.year}
    found: Counter[str] = Counter(days=len(days))
    for on in sorted(days):
        for product in products:
            lines = trace(graph, product, on, Counted({}, "CN"), {}, READINGS).lines
            ours = Counter((line.component, line.extended_quantity) for line in lines)
            theirs = Counter(walk(bills, product, on, Fraction(1)))
            found += Counter(trees=1, places=len(lines), differ=int(ours != theirs))
    return found


def dear(folder: Path, bills: Bills, products: list[str], on: date) -> set[str]:
    """The products whose parts cost more than the highest value on file, worked out plainly."""
    prices: dict[str, list[Fraction]] = defaultdict(list)
    for row in rows(folder / FILES[1]):
        prices[row["part_number"]] += [
            Fraction(row[name]) for name in ("standard_cost_usd", "list_price_usd")
        ]
    for row in rows(folder / FILES[2]):
        each = row["order_uom"].strip() == "EA"
        prices[row["part_number"]].append(Fraction(row["standard_price_usd"]) if each else 0)

    def parts(item: str) -> Fraction:
        lines = [line for line in bills.get(item, ()) if line[2] <= on <= line[3]]
        return sum((line[1] * least(line[0]) for line in lines), Fraction(0))

    def least(item: str) -> Fraction:
        return min(prices[item], default=Fraction(0)) or parts(item)

    usable = {p: prices[p] for p in products if prices[p] and min(prices[p]) > 0}
    return {product for product, own in usable.items() if parts(product) > max(own)}


def main() -> None:
    """Print what was compared, and what was refused."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("adventureworks")
    if not (folder / FILES[0]).is_file():
        print(f"{folder}: no AdventureWorks here; nothing measured")
        return
    bills, graph = bills_of(folder), graph_of(folder)
    finished = [
        row["part_number"] for row in rows(folder / FILES[1]) if row["finished_good"] == "1"
    ]
    products = [item for item in finished if item in bills]
    told = Figures(__file__)
    began = time.perf_counter()
    found = explode(graph, bills, products)
    took = time.perf_counter() - began
    print(f"{len(products)} products on {found['days']} days")
    told.tell("trees, both ways", found["trees"] / took, "trees/s")
    told.tell(f"of {found['places']:,} places, trees that differ from a plain walk",
              found["differ"], "trees", most=0)  # fmt: skip
    on = max(line[2] for lines in bills.values() for line in lines)
    traced = {p: trace(graph, p, on, Counted({}, "CN"), {p: "A"}, READINGS) for p in products}
    refused = {
        product
        for product, each in traced.items()
        if any(f"a value of {product} not below" in fault.expected for fault in each.faults)
    }
    silent = [p for p in refused if traced[p].articles[0].item_value.hi is not None]
    told.tell(f"refused on {on} as dearer in parts", len(refused), "products")
    dearer = len(refused ^ dear(folder, bills, products, on))
    told.tell("of them otherwise by the plain walk", dearer, "products", most=0)
    told.tell("of them with a value all the same", len(silent), "products", most=0)
    told.keep()


if __name__ == "__main__":
    main()
