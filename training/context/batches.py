"""Dispatches in numbers, put together into batches; what the model answers for a batch; and how wrong that is."""

from __future__ import annotations

import random
from typing import Any

import torch
import torch.nn.functional as F
from network import Model
from network_names import FIELDS, LISTED

PIECES = 2500
"""Pieces, padding included, in one batch."""
_STEPS = (2, 4, 8, 16, 32, 64, 128)
_PAD = 1
_SAME = FIELDS.index("same")


def bucket(step: int) -> int:
    """The class of a distance in pieces, before and after apart (recoupe.context.reading)."""
    return (0 if step >= 0 else len(_STEPS) + 1) + sum(abs(step) >= limit for limit in _STEPS)


def batches(items: list[dict[str, Any]], seed: int | None = None) -> list[list[dict[str, Any]]]:
    """Dispatches of like length together, the batches in the order that ``seed`` gives."""
    out, current = [], []  # type: ignore[var-annotated]
    for item in sorted(items, key=lambda i: max(map(len, i["windows"]))):
        windows = sum(len(i["windows"]) for i in current) + len(item["windows"])
        if current and windows * max(map(len, item["windows"])) > PIECES:
            out.append(current)
            current = []
        current.append(item)
    out.append(current)
    if seed is not None:
        random.Random(seed).shuffle(out)
    return out


def collate(items: list[dict[str, Any]]) -> dict[str, Any]:
    """A batch: all pieces, all mentions, all events, all pairs and all candidates of its dispatches, numbered through."""
    windows = [w for item in items for w in item["windows"]]
    ids = torch.full((len(windows), max(map(len, windows))), _PAD)
    for n, window in enumerate(windows):
        ids[n, : len(window)] = torch.tensor(window)
    b: dict[str, Any] = {name: [] for name in ("spans", "event", "mtype", "members", "groups", "types", "status", "certainty")}
    b |= {"pairs": [], "same": [], "looks": [], "places": [], "key": [], "right": [], "rivals": [], "field": []}
    pieces, sets = 0, 0
    for item in items:
        first, keys = len(b["spans"]), {}  # type: ignore[var-annotated]
        b["spans"] += [(a + pieces, z + pieces) for (a, z), _ in item["mentions"]]
        b["event"] += [float(index >= 0) for _, index in item["mentions"]]
        b["mtype"] += [item["events"][index][0] if index >= 0 else -1 for _, index in item["mentions"]]
        for index, members in item["groups"].items():
            b["members"] += [first + n for n in members]
            b["groups"] += [len(b["types"])] * len(members)
            for name, value in zip(("types", "status", "certainty"), item["events"][index], strict=True):
                b[name].append(value)
        starts = [a for (a, _), _ in item["mentions"]]
        b["pairs"] += [(first + x, first + y, bucket(starts[y] - starts[x])) for x, y, _ in item["pairs"]]
        b["same"] += [float(same) for _, _, same in item["pairs"]]
        for index, field, ranges, right in item["candidates"]:
            if (index, field) not in keys:
                keys[index, field] = sets
                sets += 1
            for a, z in ranges:
                for n in item["groups"][index]:
                    b["looks"].append((first + n, len(b["places"]), field, bucket(a - starts[n])))
                    b["key"].append(len(b["right"]))
                b["places"].append((a + pieces, z + pieces))
            b["right"].append(float(right))
            b["rivals"].append(keys[index, field])
            b["field"].append(field)
        pieces += sum(map(len, item["windows"]))
    return {name: torch.tensor(values) for name, values in b.items()} | {"ids": ids, "mask": ids != _PAD, "sets": sets}


def forward(model: Model, b: dict[str, Any]) -> dict[str, torch.Tensor]:
    """What the model answers: logits by what is asked; nothing is asked of what the batch does not hold."""
    states = model.enc(b["ids"], b["mask"])[b["mask"]]
    sums = torch.cat([torch.zeros(1, states.shape[1]), states.cumsum(0)])
    heads, out = model.heads, {}

    def mean(ranges: torch.Tensor) -> torch.Tensor:
        return (sums[ranges[:, 1]] - sums[ranges[:, 0]]) / (ranges[:, 1] - ranges[:, 0])[:, None]

    triggers = mean(b["spans"])
    hidden = heads.m(triggers)
    out["told"], out["mtype"] = heads.told(hidden)[:, 0], heads.mtype(hidden)
    if len(b["types"]):
        count = len(b["types"])
        size = torch.zeros(count).index_add(0, b["groups"], torch.ones(len(b["groups"])))
        hidden = heads.d(torch.zeros(count, triggers.shape[1]).index_add(0, b["groups"], triggers[b["members"]]) / size[:, None])
        out |= {"dtype": heads.dtype(hidden), "dstatus": heads.dstatus(hidden), "dcert": heads.dcert(hidden)}
    as_triggers = heads.side(triggers, trigger=True)
    if len(b["looks"]):
        scores = heads.score(as_triggers, heads.side(mean(b["places"]), trigger=False), b["looks"].unbind(1))
        out["fits"] = _log_mean(scores, b["key"], len(b["right"]))
    if len(b["pairs"]):
        x, y, step = b["pairs"].unbind(1)
        asked, beside = torch.full_like(x, _SAME), heads.side(triggers, trigger=False)
        out["same"] = (heads.score(as_triggers, beside, (x, y, asked, step)) + heads.score(as_triggers, beside, (y, x, asked, step))) / 2
    return out


def _log_mean(scores: torch.Tensor, keys: torch.Tensor, count: int) -> torch.Tensor:
    """The log of the mean of exp(scores) by key."""
    top = torch.full((count,), -1e9).scatter_reduce(0, keys, scores.detach(), "amax")
    total = torch.zeros(count).index_add(0, keys, (scores - top[keys]).exp())
    return top + (total / torch.zeros(count).index_add(0, keys, torch.ones_like(scores))).log()


def losses(out: dict[str, torch.Tensor], b: dict[str, Any]) -> dict[str, torch.Tensor]:
    """What each answer costs; rivals for one field share a softmax with "none of them", whose score is 0."""
    parts = {"told": F.binary_cross_entropy_with_logits(out["told"], b["event"])}
    known = b["mtype"] >= 0
    if known.any():
        parts["mtype"] = F.cross_entropy(out["mtype"][known], b["mtype"][known])
    for name, truth in (("dtype", "types"), ("dstatus", "status"), ("dcert", "certainty")):
        if name in out:
            parts[name] = F.cross_entropy(out[name], b[truth])
    if "fits" in out:
        listed = torch.tensor([FIELDS[f] in LISTED for f in b["field"].tolist()])
        if (~listed).any():
            parts["roles"] = F.binary_cross_entropy_with_logits(out["fits"][~listed], b["right"][~listed])
        if listed.any():
            parts["listed"] = _rivals(out["fits"][listed], b["right"][listed], b["rivals"][listed], b["sets"])
    if "same" in out:
        parts["same"] = F.binary_cross_entropy_with_logits(out["same"], b["same"])
    return parts


def _rivals(scores: torch.Tensor, right: torch.Tensor, sets: torch.Tensor, count: int) -> torch.Tensor:
    odds = scores.clamp(-20, 20).exp()
    total = 1 + torch.zeros(count).index_add(0, sets, odds)
    good = torch.zeros(count).index_add(0, sets, odds * right)
    any_right = torch.zeros(count).index_add(0, sets, right) > 0
    asked = torch.zeros(count).index_add(0, sets, torch.ones_like(scores)) > 0
    return -(torch.where(any_right, good.clamp(min=1e-9), torch.ones(count)) / total).log()[asked].mean()
