"""What an exporter's folder looks like: twelve tables, their columns, what each column holds.

This is the one place that says so; reading, the published schema and the pages follow it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.intake.shape import Column, Shape

if TYPE_CHECKING:
    from collections.abc import Mapping


def _key(name: str, about: str) -> Column:
    return Column(name, "key", about, required=True, filled=True)


def _c(name: str, kind: str, about: str, fact: str | None = None) -> Column:
    return Column(name, kind, about, fact=fact)


_VALID = (
    _c("valid_from", "date", "first day on which the row holds"),
    _c("valid_to", "date", "last day on which the row holds"),
)

SHIPMENTS = Shape(
    "shipments",
    (
        _key("shipment", "number of the shipment"),
        _key("line", "line of the shipment"),
        _key("item", "the item shipped"),
        _c("lot", "text", "lot or batch"),
        _c("quantity", "number", "how many units"),
        _c("unit", "text", "unit of the quantity"),
        _c("value", "number", "value of the line"),
        _c("currency", "currency", "currency of the value"),
        Column("on", "date", "day of the export or transfer", required=True, filled=True),
        _c("ship_from", "territory", "territory it leaves", "ship_from"),
        _c("ship_to", "territory", "territory it goes to", "ship_to"),
        _c("exporter", "key", "party that exports"),
        _c("importer", "key", "party that imports"),
        _c("end_user", "key", "party that uses it in the end"),
    ),
    about=("shipment", "line"),
    primary=("shipment", "line"),
    takes_facts=True,
)

ITEMS = Shape(
    "items",
    (
        _key("item", "part number"),
        _c("description", "text", "what it is"),
        _c("unit", "text", "unit it is counted in"),
        _c("value", "number", "value of one unit of the article"),
        _c("currency", "currency", "currency of the value"),
        _c("annex1", "text", "entry of Annex 1, or none", "annex1"),
        _c("dual_use_code", "text", "code of the Chinese dual-use list, or none", "dual_use_code"),
        _c("made_in", "territory", "territory of manufacture", "made_in"),
        _c("origin", "territory", "territory of origin", "origin"),
        _c("embedded", "text", "the form in which the article leaves", "embedded"),
        _c("form", "text", "form of the material", "form"),
        _c("family", "text", "magnet family", "family"),
        _c("composition", "text", "elements with their shares by mass"),
        _c("hs", "text", "customs tariff number, a hint only"),
        _c("phantom", "yes_no", "only a name for what is below it, never made or stocked"),
        _c("weight", "number", "weight of one unit"),
        _c("weight_unit", "text", "unit of the weight"),
        _c("mined_in", "territory", "territory of mining"),
        _c("grade", "text", "grade of the material, as `grades` describes it"),
    ),
    about=("item",),
    primary=("item",),
    takes_facts=True,
    repeats=True,
)

BOM = Shape(
    "bom",
    (
        _key("parent", "the item that holds"),
        _key("component", "the item held"),
        Column("quantity", "number", "units of the component in one of the parent", required=True),
        _c("unit", "text", "unit of the quantity"),
        *_VALID,
        _c("alternative", "text", "group of components that stand in for one another"),
        _c("lot", "text", "lot of the parent for which the row holds"),
        _c("line", "text", "position in the bill"),
        _c("component_lot", "text", "lot of the component"),
        _c("scrap", "number", "what is lost in making, per cent on top of the quantity"),
        _c("yield", "number", "what comes out good, per cent"),
        _c("bill", "text", "which bill, where the parent has several of which one is made"),
        Column("per", "number", "units of the parent it is for; 1 where empty", positive=True),
    ),
    about=("parent",),
)

SOURCES = Shape(
    "sources",
    (
        _key("item", "the item bought"),
        _c("supplier", "key", "party that sells it"),
        _c("price", "number", "price of `per` units"),
        _c("currency", "currency", "currency of the price"),
        Column("per", "number", "how many units the price buys; 1 where empty", positive=True),
        _c("unit", "text", "unit of the price"),
        _c("origin", "territory", "territory of origin"),
        _c("made_in", "territory", "territory of manufacture"),
        _c("mined_in", "territory", "territory of mining"),
        _c("share", "number", "share of this source in what is bought, per cent"),
        *_VALID,
    ),
    about=("item",),
)

DECLARATIONS = Shape(
    "declarations",
    (
        _key("item", "the item declared"),
        _c("supplier", "key", "party that declares"),
        _c("lot", "text", "lot declared"),
        _c("entry", "text", "entry of Annex 1 Part 1 held in the item", "annex1"),
        _c("origin", "territory", "territory of origin of what is held"),
        _c("value_lo", "number", "lowest value of what is held in one unit"),
        _c("value_hi", "number", "highest value of what is held in one unit"),
        _c("currency", "currency", "currency of the values"),
        _c("mass_fraction_lo", "number", "lowest share by mass, 0 to 1"),
        _c("mass_fraction_hi", "number", "highest share by mass, 0 to 1"),
        _c("mass_fraction", "number", "share by mass as measured, 0 to 1"),
        _c("uncertainty", "number", "expanded uncertainty of that share, either way"),
        _c("detection_limit", "number", "share by mass below which nothing is seen, 0 to 1"),
        _c("measured_as", "text", "element that the shares are of, where not of `formula`: Dy"),
        _c("formula", "text", "compound that is held, where `measured_as` is in it: Dy2O3"),
        _c("grade", "text", "grade of the material, as `grades` describes it"),
        Column("rank", "whole", "how strong the declaration is; 1 the strongest", positive=True),
        _c("technology_field", "text", "field of technology used", "tech_field"),
        _c("technology_origin", "territory", "where that technology comes from"),
        _c("technology_public_domain", "yes_no", "is that technology in the public domain"),
        _c("evidence", "text", "what the declaration rests on"),
        *_VALID,
    ),
    about=("item",),
)

PROCESSES = Shape(
    "processes",
    (
        _key("item", "the item made"),
        Column(
            "field", "text", "field of technology", required=True, filled=True, fact="tech_field"
        ),
        _c("lot", "text", "lot made"),
        _c("technology_origin", "territory", "where the technology comes from"),
        _c("equipment_origin", "territory", "where the equipment comes from"),
        _c("public_domain", "yes_no", "is the technology in the public domain"),
        _c("evidence", "text", "what this rests on"),
    ),
    about=("item",),
)

PARTIES = Shape(
    "parties",
    (
        _key("party", "number or short name of the party"),
        Column("name", "text", "name", required=True, filled=True),
        _c("name_local", "text", "name in its own script"),
        _c("country", "territory", "territory it is established in"),
        _c("lei", "text", "legal entity identifier"),
        _c("uscc", "text", "unified social credit code"),
        _c("registrations", "text", "other numbers by scheme: JP-CN 8700110005901; GB-CRN …"),
        _c("military", "yes_no", "is it a military user"),
        _c("military_wide_only", "yes_no", "is it one in the wide sense only"),
        Column("listed", "code", "to try things out: as if listed", codes=("control", "watch")),
    ),
    about=("party",),
    primary=("party",),
    repeats=True,
)

OWNERSHIP = Shape(
    "ownership",
    (
        _key("owner", "party that holds"),
        _key("owned", "party that is held"),
        _c("share_lo", "share", "lowest share held, per cent; or a range, such as >25 or [25,50)"),
        _c("share_hi", "share", "highest share held, per cent; or a range, such as <50"),
        _c("kind", "text", "what is held: shares, votes, branch …"),
        _c("from", "date", "first day of the holding"),
        _c("to", "date", "last day of the holding"),
        _c("source", "text", "where this is known from"),
    ),
    about=("owned",),
)

RATES = Shape(
    "rates",
    (
        Column("currency", "currency", "currency", required=True, filled=True),
        Column("on", "date", "day of the rate", required=True, filled=True),
        Column(
            "rate",
            "number",
            "units of the base currency for one unit",
            required=True,
            filled=True,
            positive=True,
        ),
    ),
    about=("currency",),
    primary=("currency", "on"),
    repeats=True,
)

PRICES = Shape(
    "prices",
    (
        _key("entry", "entry of Annex 1 Part 1 that has a market price"),
        _c("price_lo", "number", "lowest market price of one unit"),
        _c("price_hi", "number", "highest market price of one unit"),
        _c("currency", "currency", "currency of the price"),
        _c("unit", "text", "unit of the price; kilogram where empty"),
        *_VALID,
    ),
    about=("entry",),
)

GRADES = Shape(
    "grades",
    (
        _key("grade", "name of the grade"),
        Column(
            "element",
            "text",
            "an element in it, or other: any not named",
            required=True,
            filled=True,
        ),
        _c("mass_fraction_lo", "number", "lowest share by mass, 0 to 1"),
        _c("mass_fraction_hi", "number", "highest share by mass, 0 to 1"),
        *_VALID,
        _c("source", "text", "where this is known from"),
    ),
    about=("grade",),
)

STOCK = Shape(
    "stock",
    (
        Column("on", "date", "day of the movement", required=True, filled=True),
        _key("item", "the item that moves"),
        Column(
            "quantity",
            "number",
            "units that come in, or below zero go out",
            required=True,
            filled=True,
            signed=True,
        ),
        _c("unit", "text", "unit of the quantity"),
        _c("supplier", "key", "party that delivered what comes in"),
        _c("lot", "text", "lot that what goes out is made into"),
    ),
    about=("item",),
)

SHAPES: Mapping[str, Shape] = {
    shape.name: shape
    for shape in (
        SHIPMENTS,
        ITEMS,
        BOM,
        SOURCES,
        DECLARATIONS,
        PROCESSES,
        PARTIES,
        OWNERSHIP,
        RATES,
        PRICES,
        GRADES,
        STOCK,
    )
}
"""Every table of a folder, by name."""
