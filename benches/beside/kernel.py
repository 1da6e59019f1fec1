"""The physical yardstick: a plan as one C function over columns, block by block, two threads.

Truths are bytes (0 no, 1 not known, 2 yes), so that *and* is the least, *or* the greatest and
*not* two less it, which a compiler turns into vector instructions. Codes are bytes and numbers
64-bit integers, made ready beforehand: nothing is read, checked or explained.
"""

from __future__ import annotations

import ctypes
import subprocess
import tempfile
import threading
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

BLOCK = 1024
_TAKES = f"(u8 (*b)[{BLOCK}],void**c,i64 s,int n,i64*t,i64*u)"
"""A step: the truths of a block so far, the columns, where it begins, its rows, both counts."""
_OPTIONS = "-O2 -ftree-vectorize -march=native -fwrapv -fno-inline -shared -fPIC".split()
_EPOCH = date(1970, 1, 1)
_OPEN = 1 << 62


class Kernel:
    """A plan compiled; `count` asks it of a table in memory.

    Args:
        asks: question → node of Licet's graph of questions.
        codes: fact → its codes; facts that are yes/no have none.
    """

    def __init__(self, asks: Mapping[str, Any], codes: Mapping[str, Sequence[Any]]) -> None:
        from licet.verdict.stages import reached

        self.codes = {name: {c: n for n, c in enumerate(some)} for name, some in codes.items()}
        self.columns: dict[str, str] = {}
        self.loads: dict[str, None] = {}
        self.names = [name for name, node in asks.items() if node.kind != "choose"]
        roots = [asks[name] for name in self.names]
        steps = reached(roots)
        self.rows = {node.number: row for row, node in enumerate(steps)}
        parts = [f"static void q{row}{_TAKES}{{{self._node(n)}}}" for row, n in enumerate(steps)]
        parts += [
            f"static void t{k}{_TAKES}{{unsigned y=0,m=0;const u8*x=b[{self.rows[node.number]}];"
            "for(int i=0;i<n;i++){y+=x[i]==2;m+=x[i]==1;}"
            f"t[{k}]+=y;u[{k}]+=m;}}"
            for k, node in enumerate(roots)
        ]
        asked = [f"q{row}" for row in range(len(steps))] + [f"t{k}" for k in range(len(roots))]
        calls = "\n".join(f"{name}(b,c,s,n,t,u);" for name in asked)
        self.library = _compiled(
            f"""typedef unsigned char u8; typedef long long i64;
            {"".join(f"{line}{chr(10)}" for line in parts)}
            void run(void**c,i64 from,i64 to,i64*t,i64*u){{
            static __thread u8 b[{len(steps)}][{BLOCK}];
            for(i64 s=from;s<to;s+={BLOCK}){{int n=to-s<{BLOCK}?(int)(to-s):{BLOCK};
            {calls}
            }}}}"""
        )

    def _load(self, name: str, kind: str) -> str:
        self.columns.setdefault(name, kind)
        at = list(self.columns).index(name)
        self.loads[f"const {kind}*restrict c{at}=(const {kind}*)c[{at}]+s;"] = None
        return f"c{at}[i]"

    def _truth(self, node: Any) -> str:
        row = self.rows[node.number]
        self.loads[f"const u8*restrict b{row}=b[{row}];"] = None
        return f"b{row}[i]"

    def _node(self, node: Any) -> str:
        self.loads = {f"u8*restrict o=b[{self.rows[node.number]}];": None}
        made, of = "o[i]", [self._truth(part) for part in node.of]
        match node.kind:
            case "all" | "any":
                sign = "<" if node.kind == "all" else ">"
                steps = "".join(f"{{u8 y={one};x=y{sign}x?y:x;}}" for one in of[1:])
                says = f"u8 x={of[0]};{steps}{made}=x;"
            case "not":
                says = f"{made}=2-{of[0]};"
            case "surely":
                says = f"{made}={of[0]}==2?2:0;"
            case "maybe":
                says = f"{made}={of[0]}==0?0:2;"
            case "constant":
                says = f"{made}={1 if node.says is None else 2 * node.says};"
            case "fact":
                says = f"{made}={self._load(node.says, 'u8')};"
            case "stated":
                says = f"{made}={self._load(node.says, 'u8')}==255?0:2;"
            case "by_day":
                says = self._by_day(node.says[0], made)
            case _:
                says = self._atom(node.says, made)
        return f"{''.join(self.loads)}for(int i=0;i<n;i++){{{says}}}"

    def _by_day(self, steps: Any, made: str) -> str:
        text = "0"
        for start, truth in steps:
            day = max((start - _EPOCH).days, -(2**31))
            text = f"(d>={day}?{1 if truth is None else 2 * truth}:{text})"
        return f"int d={self._load('on', 'int')};{made}={text};"

    def _atom(self, atom: Any, made: str) -> str:
        if hasattr(atom, "values"):
            wanted = {self.codes[atom.fact].get(value, 254) for value in atom.values}
            among = "|".join(f"(x=={code})" for code in sorted(wanted))
            return f"u8 x={self._load(atom.fact, 'u8')};{made}=x==255?1:({among})?2:0;"
        lo, hi = (self._side(atom.left, 0, end) for end in ("lo", "hi"))
        rlo, rhi = (self._side(atom.right, atom.constant, end) for end in ("lo", "hi"))
        low, high = (self._known(atom, *ends) for ends in (("lo", "hi"), ("hi", "lo")))
        yes, no = {
            ">=": (f"{low}&({lo}>={rhi})", f"{high}&({hi}<{rlo})"),
            ">": (f"{low}&({lo}>{rhi})", f"{high}&({hi}<={rlo})"),
            "=": (
                f"{low}&{high}&({lo}=={rhi})&({hi}=={rlo})",
                f"({low}&({lo}>{rhi}))|({high}&({hi}<{rlo}))",
            ),
        }[atom.op]
        return f"{made}=({yes})?2:({no})?0:1;"

    def _side(self, terms: Any, constant: int, end: str) -> str:
        parts = [f"{m}*{self._load(f'{fact}__{end}', 'i64')}" for m, fact in terms]
        return "(" + "+".join([*parts, f"{constant}LL"]) + ")"

    def _known(self, atom: Any, left: str, right: str) -> str:
        """Is an end of the left side known, and that of the right side it is held against?"""
        facts = [(fact, left) for _, fact in atom.left] + [(fact, right) for _, fact in atom.right]
        loads = [self._load(f"{fact}__{end}", "i64") for fact, end in facts]
        return "&".join(f"({one}!={_OPEN}LL)" for one in loads) or "1"

    def ready(self, table: pl.DataFrame) -> list[np.ndarray[Any, Any]]:
        """The columns as the kernel takes them."""
        found = []
        for name, kind in self.columns.items():
            column = table[name]
            if kind == "int":
                made = column.cast(pl.Int32)
            elif kind == "i64":
                made = column.cast(pl.Int64).fill_null(_OPEN)
            elif column.dtype == pl.Boolean:
                made = (column.cast(pl.UInt8) * 2).fill_null(1)
            else:
                codes = self.codes[name]
                made = column.replace_strict(codes, default=254, return_dtype=pl.UInt8)
                made = made.set(column.is_null(), 255)
            found.append(np.ascontiguousarray(made.to_numpy()))
        return found

    def count(self, columns: Sequence[np.ndarray[Any, Any]], threads: int = 2) -> Any:
        """How often each question is true, and how often not known."""
        rows, asked = len(columns[0]), len(self.names)
        pointers = (ctypes.c_void_p * len(columns))(*(c.ctypes.data for c in columns))
        sums = np.zeros((threads, 2, asked), np.int64)
        step = -(-rows // threads // BLOCK) * BLOCK

        def run(k: int) -> None:
            true, null = (ctypes.c_void_p(sums[k, side].ctypes.data) for side in (0, 1))
            ends = (ctypes.c_longlong(min(n * step, rows)) for n in (k, k + 1))
            self.library.run(pointers, *ends, true, null)

        workers = [threading.Thread(target=run, args=(k,)) for k in range(threads)]
        for one in workers:
            one.start()
        for one in workers:
            one.join()
        true, null = (dict(zip(self.names, map(int, s), strict=True)) for s in sums.sum(axis=0))
        return {"true": true, "null": null}


def _compiled(source: str) -> ctypes.CDLL:
    with tempfile.TemporaryDirectory() as folder:
        code, made = Path(folder, "kernel.c"), Path(folder, "kernel.so")
        code.write_text(source, encoding="ascii")
        subprocess.run(
            ["cc", *_OPTIONS, "-o", made, code],
            check=True,
        )
        return ctypes.CDLL(str(made))
