"""A traced item in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text
from rich.tree import Tree

from licet.basics import Range, Truth
from licet.bom import Article, Trace
from licet.cli.show import console
from licet.verdict import say, say_fault

if TYPE_CHECKING:
    from licet.basics import Evidence, Fault
    from licet.bom import Line
    from licet.rulebook import Words

_MARKS = {True: ("yes", "bold dark_orange3"), False: ("no", "green"), None: ("not_known", "yellow")}
_SHOWN = 200
_FINE = Decimal("0.000001")
_WORDS: Mapping[str, Words] = {
    "head": {
        "en": "{item} on {on}, values in {currency}",
        "zh": "{item}，{on}，金额单位{currency}",
    },
    "one_currency": {"en": "one currency", "zh": "同一币种"},
    "lot": {"en": ", lot {lot}", "zh": "，批次{lot}"},
    "more": {"en": "… and {count} more places; --json lists all", "zh": "…另有{count}处，见--json"},
    "nothing": {
        "en": "Nothing in it is, or may be, listed in Part 2: there is no share to ask about.",
        "zh": "其中没有属于或可能属于附件1第二部分的物项，无须计算比例。",
    },
    "value": {
        "en": "Chinese Part 1 value {part} of {whole} = {share} %",
        "zh": "中国原产第一部分物项价值{part}，物项价值{whole}，占{share} %",
    },
    "technology": {"en": "made with Chinese technology: ", "zh": "使用中国技术生产："},
    "equipment": {"en": "; with Chinese equipment: ", "zh": "；使用中国设备："},
    "if": {"en": "under {reading}: ", "zh": "按{reading}："},
    "mixing": {"en": "mixed stock", "zh": "混合库存"},
    "any_taints": {"en": "any share taints", "zh": "任何比例即视为中国原产"},
    "pro_rata": {"en": "mass balance", "zh": "按比例"},
    "fifo": {"en": "first in, first out", "zh": "先进先出"},
    "maybe": {"en": "only with some lot or alternative", "zh": "仅见于部分批次或替代料"},
    "enters": {"en": "← {value}", "zh": "←{value}"},
    "of": {"en": "{what} of {item}", "zh": "{item}的{what}"},
    "phantom": {"en": "(phantom)", "zh": "（虚拟件）"},
    "moves": {"en": ", moves the value by up to {moves}", "zh": "，影响价值至多{moves}"},
    "any": {"en": ", moves the value without limit", "zh": "，对价值的影响没有上限"},
    "left_out": {
        "en": "Rows left out, so that what they speak of is unknown:",
        "zh": "以下数据行未被采用，相关事项按未知处理：",
    },
    "rows": {"en": "from ", "zh": "依据："},
    "any_number": {"en": "unknown", "zh": "未知"},
}
_WHAT: Mapping[str, Words] = {
    "price": {"en": "price", "zh": "价格"},
    "origin": {"en": "origin", "zh": "原产地"},
    "counted": {"en": "classification", "zh": "归类"},
    "content": {"en": "content", "zh": "所含物项"},
    "composition": {"en": "composition", "zh": "成分"},
    "declaration": {"en": "declaration", "zh": "声明"},
    "supplier": {"en": "supplier", "zh": "供应商"},
    "bill": {"en": "parts list", "zh": "物料清单"},
    "lot": {"en": "lot", "zh": "批次"},
    "quantity": {"en": "quantity", "zh": "用量"},
    "alternative": {"en": "alternative", "zh": "替代料"},
    "technology": {"en": "technology", "zh": "技术来源"},
    "value": {"en": "value", "zh": "价值"},
}


def _say(name: str, lang: str, **values: object) -> str:
    return say(_WORDS[name], lang, **values)


def _truth(truth: Truth, lang: str) -> Text:
    word, colour = _MARKS[truth]
    return Text(say(word, lang), style=colour)


def show_trace(found: Trace, lang: str = "en", left_out: Sequence[Fault] = ()) -> None:
    """Print the tree with each article's share, what made it, and what is unknown."""
    out = console()
    articles = {article.item: article for article in found.articles}
    tree = Tree(_label(found.item, articles.get(found.item)))
    levels = {0: tree}
    for line in found.lines[:_SHOWN]:
        levels[line.depth] = levels[line.depth - 1].add(_line(line, articles, lang))
    currency = found.currency or _say("one_currency", lang)
    head = _say("head", lang, item=found.item, on=found.on, currency=currency)
    lot = "" if found.lot is None else _say("lot", lang, lot=found.lot)
    out.print(Text(f"\n{head}{lot}"))
    out.print(tree)
    if len(found.lines) > _SHOWN:
        out.print(Text(_say("more", lang, count=len(found.lines) - _SHOWN), style="dim"))
    if not found.articles:
        out.print(Text(f"\n{_say('nothing', lang)}"))
    for article in found.articles:
        _article(article, lang)
    for fault in found.faults:
        out.print(Text(f"! {say_fault(fault, lang)}", style="yellow"))
    if left_out:
        out.print(Text(_say("left_out", lang), style="bold yellow"))
    for fault in left_out:
        value = "" if fault.value is None else f" «{fault.value}»"
        text = Text(f"{say_fault(fault, lang)}{value}", style="yellow")
        out.print(Padding(text, (0, 0, 0, 2), expand=False))


def _line(line: Line, articles: Mapping[str, Article], lang: str) -> Text:
    """One place of the tree: how many of what, its share, where value enters, and the row."""
    number = line.as_json()["quantity"]
    label = Text("" if number is None else f"{number} {line.unit or ''} ".replace("  ", " "), "dim")
    label.append_text(_label(line.component, articles.get(line.component)))
    if line.phantom:
        label.append(f"  {_say('phantom', lang)}", style="dim italic")
    if line.alternative is not None:
        label.append(f"  [{line.alternative}]", style="dim")
    if line.enters:
        entered = _say("enters", lang, value=_short(line.cn_part1_value, lang))
        label.append(f"  {entered}", style="dark_orange3")
    return label.append(f"  {line.source}", style="dim")


def _label(item: str, article: Article | None) -> Text:
    label = Text(item, "bold" if article else "")
    if article is not None:
        label.append(f"  {article.code or '?'}", style="cyan")
        label.append(f"  {_percent(article.share)} %", style="dark_orange3")
    return label


def _percent(share: Range, lang: str = "en") -> str:
    hundred = Range(
        None if share.lo is None else share.lo * 100, None if share.hi is None else share.hi * 100
    )
    return _short(hundred, lang)


def _short(given: Range, lang: str) -> str:
    """A range to six decimals, rounded outward."""
    if given.lo in {None, Decimal(0)} and given.hi is None:
        return _say("any_number", lang)
    lo = None if given.lo is None else given.lo.quantize(_FINE, ROUND_FLOOR).normalize()
    hi = None if given.hi is None else given.hi.quantize(_FINE, ROUND_CEILING).normalize()
    return str(Range(lo, hi))


def _article(article: Article, lang: str) -> None:
    out = console()
    head = Text.assemble(("\n" + article.item, "bold"), f"  {' › '.join(article.path)}")
    if article.lot:
        head.append(_say("lot", lang, lot=article.lot))
    if not article.certain:
        head.append(f"  ({_say('maybe', lang)})", "yellow")
    out.print(head)
    value, whole = _short(article.cn_part1_value, lang), _short(article.item_value, lang)
    share = _percent(article.share, lang)
    rows = [Text(_say("rows", lang) + _grouped(article.evidence), style="dim")]
    for text in (
        Text(_say("value", lang, part=value, whole=whole, share=share)),
        *_mixing(article, lang),
        *_technology(article, lang),
        *_open(article, lang),
        *(rows if article.evidence else ()),
    ):
        out.print(Padding(text, (0, 0, 0, 2), expand=False))


def _mixing(article: Article, lang: str) -> Iterator[Text]:
    """What each rule for mixed stock would say, where they differ."""
    values = {name: each.cn_part1_value for name, each in article.under("A-07").items()}
    if len(set(values.values())) > 1:
        each = "; ".join(
            f"{_say(name, lang)} {_short(value, lang)}" for name, value in values.items()
        )
        yield Text(f"{_say('mixing', lang)} (A-07): {each}")


def _technology(article: Article, lang: str) -> Iterator[Text]:
    """Which technology made it, which equipment, and readings under which that differs."""
    made = article.made_with_technology
    text = Text(_say("technology", lang)).append_text(_truth(made, lang))
    text.append(_say("equipment", lang))
    yield text.append_text(_truth(article.made_with_equipment, lang))
    for reading, option in (("A-34", "yes"), ("A-35", "downstream")):
        other = article.under(reading)[option].made_with_technology
        if other is not made:
            name = f"{reading}={option}"
            yield Text(f"· {_say('if', lang, reading=name)}").append_text(_truth(other, lang))


def _open(article: Article, lang: str) -> Iterator[Text]:
    for unknown in article.unknowns:
        data = unknown.as_json()
        moves = (
            _say("any", lang)
            if unknown.moves is None
            else _say("moves", lang, moves=data["moves"])
            if unknown.moves
            else ""
        )
        what = _say("of", lang, what=say(_WHAT[unknown.what], lang), item=unknown.item)
        yield Text(f"? {what}  {data['where']}{moves}", "yellow")


def _grouped(rows: tuple[Evidence, ...]) -> str:
    """The rows by file: ``bom.csv 2, 3; items.csv 4``."""
    files: dict[str, dict[str, None]] = {}
    for row in rows:
        files.setdefault(row.file, {})[str(row.line)] = None
    return "; ".join(
        f"{file} {', '.join(sorted(lines, key=lambda line: (len(line), line)))}"
        for file, lines in files.items()
    )
