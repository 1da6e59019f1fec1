"""A traced item in a terminal."""

from __future__ import annotations

from rich.text import Text
from rich.tree import Tree

from licet.basics import Range, Truth
from licet.bom import Article, Trace
from licet.cli.show import console

_MARKS = {True: ("yes", "bold dark_orange3"), False: ("no", "green"), None: ("not known", "yellow")}
_SHOWN = 200


def _truth(truth: Truth) -> Text:
    word, colour = _MARKS[truth]
    return Text(word, style=colour)


def show_trace(found: Trace) -> None:
    """Print the tree with each article's share, what made it, and what is unknown."""
    out = console()
    articles = {article.item: article for article in found.articles}
    tree = Tree(_label(found.item, "", articles.get(found.item)))
    levels = {0: tree}
    for line in found.lines[:_SHOWN]:
        amount = "" if line.quantity is None else f"{line.as_json()['quantity']} {line.unit or ''} "
        label = _label(line.component, amount, articles.get(line.component))
        label.append(f"  {line.source}", style="dim")
        levels[line.depth] = levels[line.depth - 1].add(label)
    out.print(f"\n{found.item} on {found.on}, values in {found.currency or 'one currency'}")
    out.print(tree)
    if len(found.lines) > _SHOWN:
        out.print(f"… and {len(found.lines) - _SHOWN} more places; --json lists all", style="dim")
    for article in found.articles:
        _article(article)
    for fault in found.faults:
        out.print(Text(str(fault), style="yellow"))


def _label(item: str, amount: str, article: Article | None) -> Text:
    label = Text.assemble((amount, "dim"), (item, "bold" if article else ""))
    if article is not None:
        label.append(f"  {article.code or '?'}", style="cyan")
        label.append(f"  {_percent(article.share)}", style="dark_orange3")
    return label


def _percent(share: Range) -> str:
    hundred = Range(share.lo and share.lo * 100, share.hi and share.hi * 100)
    return f"{hundred} %"


def _article(article: Article) -> None:
    out = console()
    head = Text.assemble(("\n" + article.item, "bold"), f"  {' › '.join(article.path)}")
    out.print(head)
    out.print(
        f"  Chinese Part 1 value {article.cn_part1_value} of {article.item_value}"
        f" = {_percent(article.share)}"
    )
    out.print(Text("  made with Chinese technology: ").append(_truth(article.made_with_technology)))
    for unknown in article.unknowns:
        data = unknown.as_json()
        moves = (
            "" if data["moves"] in {None, "0"} else f", moves the value by up to {data['moves']}"
        )
        out.print(Text(f"  ? {data['what']} of {unknown.item}  {data['where']}{moves}", "yellow"))
    for row in article.evidence:
        out.print(Text(f"  · {row}", style="dim"))
