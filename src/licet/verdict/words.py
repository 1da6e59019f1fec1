"""What a verdict says, in English, simplified and traditional Chinese, and what other rooms note.

Law files carry `en` and `zh` (simplified); traditional Chinese is made from the simplified by
OpenCC, so that the two can never say different things. What rooms note beside facts, rows and
names they write in English, for logs, tables and JSON as well; `phrases.yaml` has the phrases they
use in the words of a reader. One that it does not know stays as written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from licet.basics import Fault
from licet.rulebook import Words

LANGUAGES = ("en", "zh-Hans", "zh-Hant")

_PHRASES = tuple(Path(__file__).with_name(f"phrases{one}.yaml") for one in (".cases", ""))
_GAP = re.compile(r"\\{(\w+)\\}")
_BETWEEN = "; "
_PLACE = re.compile(r"\S+:\d+")
INNER = frozenset(
    {"rest", "what", "which", "effect", "rows", "one", "source", "another", "guess", "finding"}
)
"""Gaps that hold phrases themselves; names and numbers in the others are never touched."""

WORDS: Mapping[str, Words] = {
    "not_required": {"en": "no licence needed", "zh": "无需许可"},
    "exempt": {"en": "exempt", "zh": "豁免许可"},
    "licence_required": {"en": "licence required", "zh": "须申请许可"},
    "prohibited": {"en": "prohibited", "zh": "禁止"},
    "undetermined": {"en": "undetermined", "zh": "尚不能确定"},
    "ordinary": {"en": "ordinary examination", "zh": "一般审查"},
    "case_by_case": {"en": "examined case by case", "zh": "逐案审批"},
    "refusal_presumed": {"en": "refused in principle", "zh": "原则上不予许可"},
    "in_force": {"en": "in force", "zh": "有效"},
    "suspended": {"en": "suspended", "zh": "暂停实施"},
    "not_yet": {"en": "not yet in force", "zh": "尚未实施"},
    "ended": {"en": "ended", "zh": "已失效"},
    "unknown": {"en": "not established", "zh": "未能确认"},
    "yes": {"en": "yes", "zh": "是"},
    "no": {"en": "no", "zh": "否"},
    "not_known": {"en": "not known", "zh": "未知"},
    "fact": {"en": "fact", "zh": "事实"},
    "reading": {"en": "reading of the law", "zh": "法律解释"},
    "standing": {"en": "standing of the instrument", "zh": "法规效力状态"},
    "policy": {"en": "Examination", "zh": "审查政策"},
    "possible": {"en": "Still possible", "zh": "仍有可能"},
    "in_each_case": {"en": "If the law stands otherwise", "zh": "不同效力状态下的结论"},
    "if_in_force": {
        "en": "were every suspended clause in force",
        "zh": "假如暂停实施的条款全部有效",
    },
    "why": {"en": "Why", "zh": "理由"},
    "what_settles": {"en": "What would settle it", "zh": "有待查明"},
    "duties": {"en": "Duties", "zh": "义务"},
    "readings": {"en": "Readings it turned on", "zh": "所采用的解释"},
    "notes": {"en": "Notes", "zh": "提示"},
    "flags": {"en": "Red flags", "zh": "规避行为警示"},
    "flags_ask": {
        "en": "They ask somebody to look again; no answer rests on them.",
        "zh": "请再次核查；警示不影响结论。",
    },
    "flag_open": {"en": "not looked at yet: {what}", "zh": "尚未核查：{what}"},
    "colon": {"en": ": ", "zh": "："},
    "law_as_of": {"en": "law as known on", "zh": "所知法律截至"},
    "checked_on": {"en": "law files compared with their sources on", "zh": "法律文件核对日期"},
    "no_advice": {"en": "Not legal advice.", "zh": "不构成法律意见。"},
    "met": {"en": "met", "zh": "符合"},
    "not_met": {"en": "not met", "zh": "不符合"},
    "open": {"en": "open", "zh": "待定"},
    "if_answer": {"en": "if {answer}: ", "zh": "若为{answer}："},
    "more_questions": {
        "en": "and {count} more; --json lists them all",
        "zh": "另有{count}项，见--json输出",
    },
    "other": {"en": "other", "zh": "其他"},
    "none": {"en": "none", "zh": "无"},
    "portfolio_lines": {"en": "{count} shipment lines", "zh": "共{count}行"},
    "as_known": {"en": "law as known", "zh": "按所知法律"},
    "waiting": {
        "en": "{standing} lines wait for the standing of an instrument, {facts} for facts.",
        "zh": "{standing}行有待确认法规效力，{facts}行有待查明事实。",
    },
    "data_faults": {
        "en": "Faults that widen a range in rows that were used: {faults}; the report names them.",
        "zh": "已采用的数据中有{faults}处问题扩大了范围，详见报告。",
    },
    "left_out": {
        "en": "Rows left out: {rows}. Lines that rest on them: {touched}, of these undetermined:"
        " {open}; see quarantine.csv.",
        "zh": "{rows}行数据未被采用，涉及{touched}行出货，其中{open}行尚不能确定；"
        "详见quarantine.csv。",
    },
    "left_out_row": {"en": "{place} {key}: {reason}", "zh": "{place} {key}：{reason}"},
    "touches": {"en": "touches {lines}", "zh": "涉及{lines}"},
    "touches_none": {"en": "touches no line", "zh": "不涉及任何行"},
    "touches_all": {"en": "may touch every line", "zh": "可能涉及所有行"},
    "and_others": {"en": "{some} and {count} more", "zh": "{some}等，另有{count}行"},
    "need_somebody": {"en": "Lines that need somebody", "zh": "需要处理的行"},
    "and_more": {"en": "and {count} more in the report", "zh": "报告中另有{count}行"},
    "report_lies": {"en": "Report:", "zh": "报告："},
    "rows_quarantined": {"en": "set aside, with reasons, in quarantine", "zh": "已隔离并附理由"},
    "stale": {
        "en": "The law files were last compared with their sources on {day}, over 30 days ago.",
        "zh": "法律文件最近一次核对日期为{day}，已超过30日。",
    },
    "weak": {
        "en": "{cite} rests on {authority}: the official text was not seen.",
        "zh": "{cite}的依据为{authority}，未见官方文本。",
    },
    "press": {"en": "press reports", "zh": "新闻报道"},
    "memory": {"en": "memory alone", "zh": "记忆"},
    "derived": {"en": "derivation from other texts", "zh": "由其他文本推导"},
    "broken": {
        "en": "{what}: a value that cannot be right counts as unknown.",
        "zh": "{what}：不可能成立的数值按未知处理。",
    },
    "exported_within": {
        "en": "The act is said to be an export, and yet it leaves from and goes to {place}:"
        " one of them cannot be right.",
        "zh": "所述行为为出口，但起运地与目的地均为{place}：两者不能同时成立。",
    },
    "transferred_across": {
        "en": "The act is said to be a transfer within one territory, and yet it goes from {start}"
        " to {end}: one of them cannot be right.",
        "zh": "所述行为为同一国家或地区内转移，但自{start}运往{end}：两者不能同时成立。",
    },
    "supposed": {"en": "Scenario «{title}»: {note}", "zh": "情形「{title}」：{note}"},
    "ask_standing": {
        "en": "Which instrument says whether {title} ({cite}) stands on {day}?"
        " Its citation is missing.",
        "zh": "{day}{title}（{cite}）是否有效，由哪份文件规定？尚缺其出处。",
    },
}


def check_language(lang: str) -> str:
    """`lang` itself, if there are words in it.

    Raises:
        ValueError: there are none.
    """
    if lang not in LANGUAGES:
        raise ValueError(f"one of {', '.join(LANGUAGES)} was expected, not «{lang}»")
    return lang


def say(words: Words | str, lang: str, **values: object) -> str:
    """A text, or the house word of that name, in a language, with `values` put in."""
    both = WORDS[words] if isinstance(words, str) else words
    text = both["en"] if lang == "en" else both.get("zh", both["en"])
    if values:
        text = text.format(**values)
    return _traditional().convert(text) if lang == "zh-Hant" else text


DUTIES: Mapping[str, Words] = {
    "compliance_notice": {"en": "compliance notice", "zh": "出具《合规告知书》"},
    "declare_final_destination": {"en": "declare the final destination", "zh": "填报最终目的地"},
    "report_within_10_working_days": {
        "en": "report within 10 working days",
        "zh": "10个工作日内报告",
    },
    "undertaking": {"en": "undertaking", "zh": "作出承诺"},
    "keep_records_5_years": {"en": "keep records for 5 years", "zh": "资料留存5年"},
    "ask_and_show_licence": {"en": "ask for, and show, the licence", "zh": "询问并出示许可证件"},
}
"""The duties of the contract in words; others are said by their name."""


def say_duty(name: str, lang: str) -> str:
    """A duty in words."""
    plain = name.replace("_", " ")
    return say(DUTIES.get(name, {"en": plain, "zh": plain}), lang)


@cache
def territory_words() -> Mapping[str, Words]:
    """What each territory is called, by its ISO 3166-1 code."""
    path = Path(__file__).with_name("territories.words.yaml")
    found: Mapping[str, Words] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


_PLAIN = frozenset((str, bool, int, type(None)))
"""What no text of two languages stands in."""
_BOTH = 2


def in_language(value: Any, lang: str) -> Any:  # noqa: ANN401 - any part of a verdict
    """Every bilingual text inside a verdict turned into the text of one language."""
    if isinstance(value, Mapping):
        if len(value) == _BOTH and "en" in value and "zh" in value:
            return say(value, lang)
        return {
            key: part if type(part) in _PLAIN else in_language(part, lang)
            for key, part in value.items()
        }
    if isinstance(value, list | tuple):
        return [part if type(part) in _PLAIN else in_language(part, lang) for part in value]
    return value


def fill(words: str, **values: Words | object) -> Words:
    """The house word of that name in both languages, with `values` put in each."""
    return {
        lang: text.format(
            **{
                key: value[lang] if isinstance(value, Mapping) else value
                for key, value in values.items()
            }
        )
        for lang, text in WORDS[words].items()
    }


@cache
def _traditional() -> Any:  # noqa: ANN401
    """Characters as Taiwan writes them (為, 裡, 群); words stay those of the Chinese text.

    Hong Kong's table leaves 羣 and 裏; the one with Taiwan's words too (s2twp) makes an
    end user 終端使用者 and an instrument 檔案, which no longer are the terms of the law.
    """
    from opencc import OpenCC

    return OpenCC("s2tw")


@cache
def phrases() -> tuple[tuple[re.Pattern[str], Words], ...]:
    """Each phrase as a pattern, with what the report says for it; the first that fits counts."""
    files = (yaml.safe_load(path.read_text(encoding="utf-8")) for path in _PHRASES)
    read = (one for file in files for one in file)
    return tuple(
        (re.compile(_GAP.sub(r"(?P<\1>.+?)", re.escape(one["said"]))), _both(one)) for one in read
    )


def _both(one: Mapping[str, str]) -> Words:
    return {"en": one.get("en", one["said"]), "zh": one["zh"]}


@cache
def found(text: str) -> tuple[Words, Mapping[str, str]] | None:
    """The words for a text, and what stands in their gaps; `None` if it is no known phrase."""
    for pattern, words in phrases():
        fits = pattern.fullmatch(text)
        if fits is not None:
            return words, fits.groupdict()
    return None


def pieces(text: str) -> Iterator[str]:
    """The parts of a text that was put together from several notes."""
    parts = text.split(_BETWEEN)
    known = all(found(part) or _PLACE.fullmatch(part) for part in parts)
    yield from parts if known or found(text) is None else (text,)


def say_note(text: str, lang: str) -> str:
    """What another room noted, in a language, as far as its phrases are known."""
    between = _BETWEEN if lang == "en" else "；"
    return between.join(_phrase(part, lang) for part in pieces(text))


def _phrase(text: str, lang: str) -> str:
    known = found(text)
    if known is None:
        return text
    words, gaps = known
    return say(words, lang).format_map(
        {name: say_note(gap, lang) if name in INNER else gap for name, gap in gaps.items()}
    )


def say_fault(fault: Fault, lang: str) -> str:
    """What is wrong with the data, in a language: where, at which place, what was expected."""
    if lang == "en":
        return str(fault)
    where = say_note(fault.file, lang) + ("" if fault.line is None else f":{fault.line}")
    return f"{where}：{say_note(fault.place, lang)}：{say_expected(fault.expected, lang)}"


def say_expected(text: str, lang: str) -> str:
    """What was expected; rooms finish the sentence "expected …", or write a whole one.

    In Chinese a phrase that ends like one is a whole sentence.
    """
    known = found(text)
    part = known is not None and not known[0]["zh"].endswith(("。", "？"))
    finished = text if text.startswith("expected ") else f"expected {text}"
    return say_note(finished if part and lang != "en" else text, lang)
