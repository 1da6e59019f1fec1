"""A rulebook small enough to be seen whole: one licence, one exemption, one list, one annex."""

from __future__ import annotations

from licet.rulebook import Rulebook, read_book

FACTS = """
- {fact: ship_to, type: territory, title: {en: a, zh: a}, ask: {en: a, zh: a}, who: erp}
- {fact: annex1, type: code, codes_from: entries, title: {en: b, zh: b}, ask: {en: b, zh: b}, who: erp}
- {fact: annex1_part, type: whole, codes: [0, 1, 2], follows: annex1, title: {en: c, zh: c}, ask: {en: c, zh: c}, who: erp}
- {fact: is_magnet, type: yes_no, title: {en: d, zh: d}, ask: {en: d, zh: d}, who: engineer}
- {fact: relief, type: yes_no, title: {en: e, zh: e}, ask: {en: e, zh: e}, who: customer}
- {fact: listed, type: yes_no, title: {en: f, zh: f}, ask: {en: f, zh: f}, who: operator, graver: true}
- {fact: cn_part1_value, type: number, contract: ">= 0", title: {en: g, zh: g}, ask: {en: g, zh: g}, who: erp, graver: more}
- {fact: item_value, type: number, contract: "> 0", title: {en: h, zh: h}, ask: {en: h, zh: h}, who: erp}
"""  # noqa: E501
READINGS = """
- id: A-18
  title: {en: is the last day included, zh: 末日}
  options: {inclusive: {en: yes, zh: 是}, exclusive: {en: no, zh: 否}}
  default: inclusive
  why: {en: cautious, zh: 谨慎}
  used_by: standing
- id: A-09
  title: {en: magnets inside, zh: 内含}
  options: {caught: {en: yes, zh: 是}, free: {en: no, zh: 否}}
  default: caught
  why: {en: cautious, zh: 谨慎}
  used_by: predicate
"""
LAW = """
instrument: CN TEST 2025/1
short: "1"
title: {en: Test law, zh: 测试}
published: 2025-01-01
checked_on: 2026-11-22
clauses:
  - cite: 1 P2-A
    title: {en: Magnets, zh: 磁体}
    then: entry
    entry: {fact: annex1, code: P2-A}
    when:
      - {says: {en: it is a magnet, zh: 磁体}, holds: is_magnet}
  - cite: 1 §1
    title: {en: Sent abroad, zh: 出口}
    then: licence_required
    when:
      - {says: {en: it leaves, zh: 出境}, holds: "ship_to <> 'CN'"}
      - {says: {en: it is listed, zh: 列名}, holds: "annex1_part = 2"}
      - says: {en: a thousandth or more is Chinese, zh: 千分之一}
        holds: "cn_part1_value >= 0.001 * item_value AND reading_A09 = 'caught'"
  - cite: 1 §2
    title: {en: Relief, zh: 救助}
    then: exempts
    when:
      - {says: {en: it is for relief, zh: 救助}, holds: relief AND NOT listed}
  - cite: 1 §3
    title: {en: Listed recipients, zh: 名单}
    then: refusal_presumed
    when:
      - {says: {en: the recipient is listed, zh: 名单}, holds: listed}
  - cite: 1 §4
    title: {en: Reports, zh: 报告}
    then: duty
    duty: {name: report_within_10_working_days, to: {en: the ministry, zh: 商务部}}
    when:
      - {says: {en: it is for relief, zh: 救助}, holds: relief}
"""
PAUSE = """
instrument: CN TEST 2025/2
short: "2"
title: {en: Pause, zh: 暂停}
published: 2025-06-01
checked_on: 2026-11-22
clauses: []
suspends:
  - {cite: "1", from: 2025-06-01, through: 2025-12-31}
"""
LAPSED = """
scenario: lapsed
title: {en: The pause lapsed, zh: 届满}
note: {en: Supposed., zh: 假设。}
resumes:
  - {cite: "1", from: 2025-12-31}
"""


def files(**changed: str) -> dict[str, str]:
    """The files of the book; `law`, `facts`, `pause` … replace or add one."""
    shipped = {"facts": FACTS, "readings": READINGS, "law": LAW, "pause": PAUSE, "lapsed": LAPSED}
    return {f"{name}.yaml": text for name, text in (shipped | changed).items() if text}


def small_book(**changed: str) -> Rulebook:
    """The book, with some of its files changed."""
    return read_book(files(**changed))
