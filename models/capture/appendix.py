"""The lines of the appendix: what was counted, then either every reason to refuse, or estimates with their bounds."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log
from typing import Any

import numpy as np

from models.capture import decomposable
from models.capture.history import Pair, sizes, table, times_listed
from models.capture.log_linear import without_highest_order
from models.capture.refusal import FEWEST_DRAWS, FEWEST_ON_BOTH, Refusal, largest, refusals
from models.capture.selection import as_good, fitted
from models.capture.two_lists import of_pair
from models.capture.unlisted import Unlisted, lower_bound, pooled

Histories = Mapping[frozenset[str], int]
Line = dict[str, Any]

# Where all lists see some people more easily than others, all of them depend on one another.
TOO_LOW_ES = "Se queda corto si unas personas se ven más que otras."
TOO_LOW_EN = "Too low if some people are seen more easily than others."


@dataclass(frozen=True)
class Claim:
    """A figure to hold against the lists, None where it counts no people who left.

    `differs` says, in Spanish and English, what it counts otherwise than the common scope.
    """

    claim_id: str
    value: int | None
    differs_es: str
    differs_en: str


@dataclass(frozen=True)
class Listed:
    """What is known of who is on which list, and what was stated about it.

    `nameless` are lists that name nobody, `unidentified` units that no name or number tells apart.
    """

    histories: Histories
    nameless: Sequence[str]
    unidentified: int
    assumption: tuple[str, str] | None
    claims: Sequence[Claim]

    @cached_property
    def lists(self) -> list[str]:
        """The lists that name somebody; of more than five, the smallest are taken together as one."""
        return list(self._groups)

    @cached_property
    def counts(self) -> np.ndarray:
        """The table of their histories."""
        return self.tabulated(self.histories)

    def tabulated(self, histories: Histories) -> np.ndarray:
        """Histories as a table of these lists."""
        of = {name: group for group, names in self._groups.items() for name in names}
        grouped: dict[frozenset[str], int] = {}
        for on, units in histories.items():
            groups = frozenset(of[name] for name in on if name in of)
            grouped[groups] = grouped.get(groups, 0) + units
        grouped.pop(frozenset(), None)
        return table(grouped, self.lists)

    @cached_property
    def _groups(self) -> dict[str, list[str]]:
        named: dict[str, int] = {}
        for on, units in self.histories.items():
            for name in on:
                named[name] = named.get(name, 0) + units
        by_size = sorted(named, key=lambda name: (-named[name], name))
        kept, rest = by_size[:], []
        if len(by_size) > decomposable.MOST_LISTS:
            kept, rest = (
                by_size[: decomposable.MOST_LISTS - 1],
                by_size[decomposable.MOST_LISTS - 1 :],
            )
        groups = {name: [name] for name in kept} | ({"+".join(sorted(rest)): rest} if rest else {})
        return dict(sorted(groups.items()))


def lines(listed: Listed, draws: Callable[[], Iterable[Histories]]) -> list[Line]:
    """The appendix, line by line; `draws` are the histories in draws of the linkage, asked for only if needed."""
    found = refusals(listed.counts)
    if listed.nameless:
        found[Refusal.LIST_WITHOUT_NAMES] = ", ".join(listed.nameless)
    if listed.assumption is None:
        found[Refusal.NO_ASSUMPTION] = ""
    estimates: list[Line] = []
    if not found:
        tables = map(listed.tabulated, draws())
        usable = [counts for counts in tables if not refusals(counts)]
        if len(usable) < FEWEST_DRAWS:
            found[Refusal.TOO_FEW_DRAWS] = f"{len(usable)} < {FEWEST_DRAWS}"
        else:
            estimates = list(_estimates(listed, usable))
    refused = [_refused(listed, code, detail) for code, detail in found.items()]
    return [_observed(listed), *refused, *estimates, *_tipping_points(listed)]


def _observed(listed: Listed) -> Line:
    """How many are named, and by each list how many."""
    named = zip(listed.lists, sizes(listed.counts).tolist(), strict=True)
    es = en = [f"{name} {units}" for name, units in named]
    if listed.unidentified:
        es = [*es, f"{listed.unidentified} sin datos que permitan reconocer a nadie quedan fuera"]
        en = [*en, f"{listed.unidentified} with too little to tell anyone by are left out"]
    return _line(
        listed, "observed", observed=int(listed.counts.sum()),
        note_es="; ".join(es) or None, note_en="; ".join(en) or None,
    )  # fmt: skip


def _refused(listed: Listed, code: Refusal, detail: str) -> Line:
    return _line(
        listed, "refused", f"refused/{code}", refusal=str(code),
        note_es=detail or None, note_en=detail or None,
    )  # fmt: skip


def _estimates(listed: Listed, draws: Sequence[np.ndarray]) -> Iterator[Line]:
    """One line by each method, pooled over draws of the linkage."""
    if all(counts[1:].all() for counts in draws):
        yield _estimate(
            listed, "no_highest_order", _told(lambda counts: without_highest_order(counts).with_noise(), draws),
            "Todas las listas juntas no dependen más que todas menos una.",
            "All lists together depend no more than all but one.",
        )  # fmt: skip
    told = _told(lambda counts: fitted(counts)[0][1].told(), draws)
    yield _estimate(listed, "log_linear", told, *_models_said(listed))
    told = _told(lambda counts: decomposable.averaged(counts).told(), draws)
    yield _estimate(listed, "dga", told, *_graphs_said(listed))
    told = _told(lambda counts: lower_bound(times_listed(counts)), draws)
    yield _lower_bound(listed, "chao", told, listed.lists)
    pair = largest(listed.counts)
    if all(of_pair(counts, pair).unlisted() for counts in draws):
        told = _told(lambda counts: _chapman(counts, pair), draws)
        yield _lower_bound(listed, "chapman", told, [listed.lists[place] for place in pair])


def _told(
    method: Callable[[np.ndarray], Unlisted], draws: Sequence[np.ndarray]
) -> Sequence[Unlisted]:
    """What a method tells of each table; equal tables are asked about once."""
    distinct = {counts.tobytes(): counts for counts in draws}
    told = {key: method(counts) for key, counts in distinct.items()}
    return [told[counts.tobytes()] for counts in draws]


def _estimate(listed: Listed, method: str, told: Sequence[Unlisted], *words: str) -> Line:
    together = pooled(told)
    low, high = together.interval
    es, en = listed.assumption or ("", "")
    return _line(
        listed, method, low=round(low), estimate=round(together.estimate), high=round(high),
        draws=len(told), note_es=f"{words[0]} Supone: {es}", note_en=f"{words[1]} It assumes: {en}",
    )  # fmt: skip


def _lower_bound(listed: Listed, method: str, told: Sequence[Unlisted], lists: list[str]) -> Line:
    """A line that is open above: where lists depend on each other positively, there are more."""
    made = _estimate(
        listed, method, told,
        "Cota inferior si las listas se copian o unas personas se ven más que otras.",
        "A lower bound if lists copy one another or some people are seen more easily than others.",
    )  # fmt: skip
    return made | {"high": None, "lists": lists}


def _chapman(counts: np.ndarray, pair: Pair) -> Unlisted:
    two = of_pair(counts, pair)
    unlisted = two.chapman - two.listed
    return Unlisted(two.listed, log(unlisted), log(1 + (two.chapman_error / unlisted) ** 2))


def _models_said(listed: Listed) -> tuple[str, str]:
    """The best model of the published table, how it fits, and how far others as good are from it."""
    models = fitted(listed.counts)
    model, fit = models[0]
    least, most = (round(units) for units in as_good(models))
    joined = _joined(listed, model)
    fits = f"{fit.deviance:.1f} / {fit.freedom}"
    return (
        f"Dependencias: {joined or 'ninguna'}; desviación / grados de libertad {fits};"
        f" con otros modelos casi igual de buenos, de {least} a {most}. {TOO_LOW_ES}",
        f"Dependences: {joined or 'none'}; deviance / degrees of freedom {fits};"
        f" by other models about as good, {least} to {most}. {TOO_LOW_EN}",
    )


def _graphs_said(listed: Listed) -> tuple[str, str]:
    """The likeliest graph of the published table, and how likely it is."""
    found = decomposable.averaged(listed.counts)
    place = int(found.by_graph.argmax())
    joined = _joined(listed, found.graphs[place])
    share = f"{found.by_graph[place]:.2f}"
    return (
        f"Promedio de {len(found.graphs)} grafos; el más probable ({share}):"
        f" {joined or 'sin dependencias'}. {TOO_LOW_ES}",
        f"Average of {len(found.graphs)} graphs; the likeliest ({share}):"
        f" {joined or 'no dependence'}. {TOO_LOW_EN}",
    )


def _joined(listed: Listed, dependent: Iterable[Pair]) -> str:
    return ", ".join(
        f"{listed.lists[first]}–{listed.lists[second]}" for first, second in sorted(dependent)
    )


def _tipping_points(listed: Listed) -> Iterator[Line]:
    """For each claim, how dependent the two largest lists would have to be for it to hold: no estimate."""
    if len(listed.lists) < 2:
        return
    pair = largest(listed.counts)
    two = of_pair(listed.counts, pair)
    names = [listed.lists[place] for place in pair]
    for claim in listed.claims:
        made = _line(
            listed, "tipping_point", f"tipping_point/{claim.claim_id}", claim_id=claim.claim_id
        ) | {"lists": names}
        if claim.value is None:
            ratio, es, en = None, "No se compara con personas.", "It is not held against people."
        elif claim.value <= int(listed.counts.sum()):
            ratio, es, en = None, "Las listas ya nombran tantas.", "The lists name as many already."
        elif two.both < FEWEST_ON_BOTH or not two.unlisted():
            ratio = None
            es = "Las dos listas comparten muy poco, o una contiene la otra: no puede decirse."
            en = "The two lists share too little, or one holds the other: it cannot be told."
        else:
            ratio = two.tipping_odds_ratio(claim.value)
            es = (
                f"Para llegar a {claim.value}, figurar en una lista tendría que multiplicar así la"
                " razón de figurar en la otra; con 1 son independientes."
            )
            en = (
                f"To reach {claim.value}, being on one list would have to multiply so the odds of"
                " being on the other; at 1 they are independent."
            )
        yield made | {
            "tipping_odds_ratio": ratio,
            "note_es": f"{es} {claim.differs_es}".strip(),
            "note_en": f"{en} {claim.differs_en}".strip(),
        }


def _line(listed: Listed, method: str, estimate_id: str | None = None, **told: Any) -> Line:
    return {"estimate_id": estimate_id or method, "method": method, "lists": listed.lists} | told
