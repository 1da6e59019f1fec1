"""Questions in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from licet.foresee.question import Question
from licet.foresee.sides import Side
from licet.rulebook import Rulebook, Words
from licet.verdict import say

OTHERS: Mapping[str, Words] = {
    "price": {
        "en": "What does one unit cost, in which currency and per which quantity?",
        "zh": "单位价格是多少（请注明币种和计价数量）？",
    },
    "supplier": {
        "en": "Which supplier's goods went into it?",
        "zh": "所用货物来自哪家供应商？",
    },
    "lot": {"en": "Which lot was it made of, or does it belong to?", "zh": "属于哪一批次？"},
    "quantity": {
        "en": "How many of it are in one unit of the product?",
        "zh": "单位产品中含有多少？",
    },
    "alternative": {
        "en": "Which of the alternative components was used?",
        "zh": "实际使用的是哪一种替代组件？",
    },
    "bill": {"en": "Which parts does it consist of?", "zh": "由哪些零部件组成？"},
    "inside": {
        "en": "Which lots and which alternative components are in what is shipped?",
        "zh": "所交付的货物中实际使用了哪些批次和哪些替代组件？",
    },
    "end_user": {"en": "Who is the end user?", "zh": "最终用户是谁？"},
    "importer": {"en": "Who is the importer?", "zh": "进口商是谁？"},
    "exporter": {"en": "Who is the exporter?", "zh": "出口经营者是谁？"},
}
"""What is asked where a tracer or a line lacks something that is no fact of the law itself."""
STANDING: Words = {
    "en": "Which instrument says whether {title} ({cite}) stands after its suspension?"
    " Its citation is missing.",
    "zh": "{title}（{cite}）暂停实施期满后是否有效，由哪份文件规定？尚缺其出处。",
}


def asks(question: Question, book: Rulebook) -> Words:
    """The question itself, without what it is about."""
    if question.kind == "reading":
        return book.readings[question.name].title
    if question.kind == "standing":
        one = next(i for i in book.instruments if i.short == question.name)
        return {
            lang: text.format(title=one.title[lang], cite=question.name)
            for lang, text in STANDING.items()
        }
    return OTHERS[question.name] if question.name in OTHERS else book.facts[question.name].ask


def about(question: Question, names: Mapping[str, str]) -> str:
    """What a question is about, in a few words; `names` are the parties' names."""
    parts = []
    if question.line is not None:
        parts.append("/".join(str(part) for part in question.line))
    if question.item is not None:
        parts.append(question.item)
    if question.lot is not None:
        parts.append(f"lot {question.lot}")
    if question.party is not None:
        parts.append(names.get(question.party, question.party))
    return ", ".join(parts)


def title(name: str, book: Rulebook) -> Words:
    """What is asked for, as a noun."""
    if name in book.facts:
        return book.facts[name].title
    return OTHERS.get(name, {"en": name, "zh": name})


def choices(question: Question, book: Rulebook) -> list[dict[str, Any]] | str:
    """What may be answered: the codes with their labels, or a word for the kind of value."""
    if question.kind == "standing":
        return "citation"
    if question.kind == "reading":
        return [{"value": k, "means": v} for k, v in book.readings[question.name].options.items()]
    fact = book.facts.get(question.name)
    if fact is None:
        return "number" if question.name in {"price", "quantity"} else "text"
    if fact.kind in {"code", "whole"}:
        return [
            {"value": code, "means": fact.labels.get(code, {"en": str(code), "zh": str(code)})}
            for code in fact.codes
        ]
    return fact.kind


WORDS: Mapping[str, Words] = {
    "open": {
        "en": "{lines} lines are not settled, worth {value} {currency}.",
        "zh": "{lines}行尚未确定，价值{value} {currency}。",
    },
    "letter": {"en": "letter to", "zh": "致"},
    "questions": {"en": "questions", "zh": "问题数"},
    "settles": {"en": "settles", "zh": "可确定行数"},
    "value": {"en": "value", "zh": "价值"},
    "rests": {"en": "lines that rest on it: {lines}{value}", "zh": "{lines}行取决于此{value}"},
    "worth": {"en": ", worth {value} {currency}", "zh": "，价值{value} {currency}"},
    "never": {
        "en": "{lines} lines stay open whatever is answered: the data contradict each other.",
        "zh": "{lines}行无论如何回答均不能确定：数据相互矛盾。",
    },
    "further": {
        "en": "{lines} lines hang on more than one round of letters tells: these are the first.",
        "zh": "{lines}行所需信息较多，一轮询问不足以确定：以上为第一轮。",
    },
    "then": {"en": "Then perhaps: {facts}", "zh": "其后可能需要：{facts}"},
    "left": {"en": "up to {count} questions left", "zh": "至多还有{count}个问题"},
    "absent": {"en": "not in this rulebook", "zh": "不在该规则库中"},
    "before": {"en": "before", "zh": "之前"},
    "after": {"en": "after", "zh": "之后"},
    "lines": {"en": "lines", "zh": "行数"},
    "day": {"en": "day", "zh": "日期"},
    "flip": {"en": "from → to", "zh": "变化"},
    "clauses": {"en": "clauses", "zh": "条款"},
    "calendar": {"en": "Days ahead on which lines flip", "zh": "今后结论发生变化的日期"},
    "as_known": {"en": "law as known", "zh": "按所知法律"},
    "own_day": {"en": "each line on its own day", "zh": "各行按其自身日期"},
    "held": {
        "en": "The calendar keeps the facts of its first day.",
        "zh": "日历沿用首日的事实。",
    },
    "mark_design": {"en": "a choice of design", "zh": "设计选择"},
    "mark_may_look_like_circumvention": {
        "en": "may look like circumvention",
        "zh": "可能被视为规避",
    },
    "mark_counsel": {"en": "for counsel to say", "zh": "须由法律顾问判断"},
    "mark_outside": {"en": "not ours to choose", "zh": "非自身可决定"},
    "no_turn": {
        "en": "No change of up to three facts turns it.",
        "zh": "改变至多三项事实均不能改变结论。",
    },
    "suppliers": {"en": "With one supplier alone", "zh": "仅由一家供应商供货时"},
    "break_evens": {"en": "Break-even of the threshold", "zh": "门槛的临界值"},
    "article": {"en": "article", "zh": "物项"},
    "figure": {"en": "figure", "zh": "数据"},
    "now": {"en": "now", "zh": "现值"},
    "break_even": {"en": "reached at", "zh": "达到门槛"},
    "who_erp": {"en": "own records", "zh": "自有记录"},
    "who_engineer": {"en": "own engineers", "zh": "本方工程师"},
    "who_supplier": {"en": "supplier", "zh": "供应商"},
    "who_customer": {"en": "customer", "zh": "客户"},
    "who_laboratory": {"en": "laboratory", "zh": "实验室"},
    "who_counsel": {"en": "counsel", "zh": "法律顾问"},
    "who_operator": {"en": "whoever keeps the law files", "zh": "法规维护人"},
}


def word(name: str, lang: str, **values: object) -> str:
    """A word of this room in a language."""
    return say(WORDS[name], lang, **values)


def supposed(scenario: str | None, book: Rulebook, lang: str) -> str:
    """What is supposed of the law: the title of a scenario, or that it stands as known."""
    return word("as_known", lang) if scenario is None else say(book.scenario(scenario).title, lang)


def side_name(side: Side, lang: str) -> str:
    """A side of a comparison in a few words: its day, and what is supposed of the law."""
    day = word("own_day", lang) if side.on is None else side.on.isoformat()
    return f"{day} · {supposed(side.scenario, side.book, lang)}"
