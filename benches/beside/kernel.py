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
        self.names = [name for name, node in asks.items() if node.kind != "choose"]
        roots = [asks[name] for name in self.names]
        body = "\n".join(self._node(node) for node in reached(roots))
        counted = "\n".join(
            f"for(int i=0;i<n;i++){{t[{k}]+=b{node.number}[i]==2;u[{k}]+=b{node.number}[i]==1;}}"
            for k, node in enumerate(roots)
        )
        buffers = "\n".join(f"static __thread u8 b{n.number}[{BLOCK}];" for n in reached(roots))
        loads = "\n".join(
            f"const {kind}*{name}=(const {kind}*)c[{k}]+s;"
            for k, (name, kind) in enumerate(self.columns.items())
        )
        self.library = _compiled(
            f"""typedef unsigned char u8; typedef long long i64; typedef __int128 w;
            {buffers}
            void run(void**c,i64 from,i64 to,i64*t,i64*u){{
            for(i64 s=from;s<to;s+={BLOCK}){{int n=to-s<{BLOCK}?(int)(to-s):{BLOCK};
            {loads}
            {body}
            {counted}
            }}}}"""
        )

    def _load(self, name: str, kind: str) -> str:
        self.columns[f"x_{name}"] = kind
        return f"x_{name}[i]"

    def _node(self, node: Any) -> str:
        made = f"b{node.number}[i]"
        of = [f"b{part.number}[i]" for part in node.of]
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
        return f"for(int i=0;i<n;i++){{{says}}}"

    def _by_day(self, steps: Any, made: str) -> str:
        text = "0"
        for start, truth in steps:
            day = max((start - _EPOCH).days, -(2**31))
            text = f"(d>={day}?{1 if truth is None else 2 * truth}:{text})"
        return f"int d={self._load('on', 'int')};{made}={text};"

    def _atom(self, atom: Any, made: str) -> str:
        if hasattr(atom, "values"):
            wanted = {self.codes[atom.fact].get(value, 254) for value in atom.values}
            table = ",".join("1" if k == 255 else str(2 * (k in wanted)) for k in range(256))
            one = self._load(atom.fact, "u8")
            return f"static const u8 in[256]={{{table}}};{made}=in[{one}];"
        lo, hi = self._side(atom.left, 0, "lo"), self._side(atom.left, 0, "hi")
        rlo, rhi = (self._side(atom.right, atom.constant, end) for end in ("lo", "hi"))
        yes, no = {
            ">=": (f"{lo}>={rhi}", f"{hi}<{rlo}"),
            ">": (f"{lo}>{rhi}", f"{hi}<={rlo}"),
            "=": (f"{lo}=={rhi}&&{hi}=={rlo}", f"{lo}>{rhi}||{hi}<{rlo}"),
        }[atom.op]
        known = {end: self._known([*atom.left, *atom.right], end) for end in ("lo", "hi")}
        ends = f"({known['lo']})&&({known['hi']})"
        return f"{made}=!({ends})?1:({yes})?2:({no})?0:1;"

    def _side(self, terms: Any, constant: int, end: str) -> str:
        parts = [f"(w){m}*{self._load(f'{fact}__{end}', 'i64')}" for m, fact in terms]
        return "(" + "+".join([*parts, f"(w){constant}"]) + ")"

    def _known(self, terms: Any, end: str) -> str:
        loads = [self._load(f"{fact}__{end}", "i64") for _, fact in terms]
        return "&&".join(f"{one}!={_OPEN}LL" for one in loads) or "1"

    def ready(self, table: pl.DataFrame) -> list[np.ndarray[Any, Any]]:
        """The columns as the kernel takes them."""
        found = []
        for name, kind in self.columns.items():
            column = table[name.removeprefix("x_")]
            if kind == "int":
                made = column.cast(pl.Int32)
            elif kind == "i64":
                made = column.cast(pl.Int64).fill_null(_OPEN)
            elif column.dtype == pl.Boolean:
                made = (column.cast(pl.UInt8) * 2).fill_null(1)
            else:
                codes = self.codes[name.removeprefix("x_")]
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
            ["cc", "-O3", "-march=native", "-shared", "-fPIC", "-o", made, code], check=True
        )
        return ctypes.CDLL(str(made))
