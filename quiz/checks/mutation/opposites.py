"""Words of English that have an opposite."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quiz.checks.mutation.wording import is_same
from quiz.core.text import fold

# Regular verbs; each with its opposite in the same form.
_VERBS = """
increase decrease, activate inhibit, stimulate inhibit, promote suppress, raise lower, strengthen weaken, boost dampen,
enhance diminish, encourage discourage, upregulate downregulate, up-regulate down-regulate, include exclude,
contract relax, absorb secrete, allow prevent, import export, accept reject, improve worsen, dilate constrict,
inhale exhale, expand contract, accelerate delay, stabilize destabilize, stabilise destabilise, fill drain,
polymerize depolymerize, hyperpolarize depolarize, phosphorylate dephosphorylate, facilitate impede, succeed fail,
warm cool, load unload, enable block, enter exit, reduce increase, slow accelerate, permit prevent,
retain excrete, release retain, excrete retain, swell shrivel, ascend descend
"""

# Words that are given in every form they have.
_WORDS = """
more less, fewer more, higher lower, high low, highest lowest, greater smaller, greatest smallest, larger smaller,
large small, largest smallest, bigger smaller, faster slower, fast slow, rapid slow, rapidly slowly, quickly slowly,
longer shorter, long short, longest shortest, stronger weaker, strong weak, strongly weakly, thicker thinner,
thick thin, wider narrower, wide narrow, deeper shallower, deep shallow, earlier later, early late, older younger,
old young, hotter colder, hot cold, warmer cooler, heavier lighter, easier harder, difficult easy, richer poorer,
rich poor, upper lower, inner outer, inside outside, internal external, interior exterior, anterior posterior,
ventral dorsal, proximal distal, medial lateral, superior inferior, intracellular extracellular, inward outward,
upward downward, upwards downwards, upstream downstream, clockwise counterclockwise, left right, before after,
above below, first last, always never, often rarely, usually rarely, frequently rarely, many few, mainly rarely,
mostly rarely, primarily rarely, predominantly rarely, rise fall, rises falls, activation inhibition,
stimulation inhibition, promotion suppression, contraction relaxation, dilation constriction, ascending descending,
vasodilation vasoconstriction, gain loss, excess deficiency, presence absence, beginning end, maximum minimum,
maximal minimal, influx efflux, agonist antagonist, agonists antagonists, activator inhibitor, activators inhibitors,
oxidation reduction, synthesis breakdown, positive negative, positively negatively, acidic alkaline, acute chronic,
benign malignant, innate adaptive, congenital acquired, inherited acquired, dominant recessive, aerobic anaerobic,
soluble insoluble, reversible irreversible, reversibly irreversibly, stable unstable, active inactive,
mature immature, maturity immaturity, normal abnormal, safe unsafe, effective ineffective, common rare, severe mild,
sufficient insufficient, necessary unnecessary, essential dispensable, crucial unimportant, vital unimportant,
critical unimportant, pivotal marginal, important unimportant, primary secondary, direct indirect,
directly indirectly, voluntary involuntary, afferent efferent, sympathetic parasympathetic, hydrophilic hydrophobic,
saturated unsaturated, hypertonic hypotonic, exothermic endothermic, exergonic endergonic, anabolic catabolic,
arterial venous, artery vein, arteries veins, systolic diastolic, inspiration expiration, visible invisible,
susceptible resistant, permeable impermeable, equal unequal, similar different, same opposite, simple complicated,
male female, males females, maternal paternal, mother father, mothers fathers, healthy diseased, living dead,
prokaryotic eukaryotic, prokaryotes eukaryotes, diploid haploid, heterozygous homozygous, harmful harmless,
unicellular multicellular, specific unspecific, symmetric asymmetric, conscious unconscious, complete incomplete,
appropriate inappropriate, overwhelming negligible, beneficial harmful, possible impossible, likely unlikely,
parallel perpendicular, horizontal vertical, convergent divergent
"""

_SAME_SAID = """
increase raise rise boost enhance more higher greater stimulate promote encourage strengthen upregulate stronger
| decrease reduce lower less fewer fall dampen diminish suppress weaken downregulate drop smaller weaker
| essential crucial vital critical necessary key pivotal important indispensable need needed require required depend
| susceptible susceptibility prone vulnerable vulnerability
| easier ease easing facilitate facilitates eased easily
| predominantly mainly mostly primarily chiefly
| severe severely serious
| mother mothers mothers' maternal mother's
| safe safely safety | appropriate right suitable proper
| effective effectively effectiveness
| earlier before | later after
| immature immaturity
| harm harmful harms damage
| careful care carefully
| inside within internal | outside external
| include includes included including belong belongs belonging among list lists listed
| exclude excludes excluded excluding
"""
_CLASSES = tuple(frozenset(said.split()) for said in _SAME_SAID.replace("\n", " ").split("|"))

_WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")
_WINDOW = 40
_SIDED = re.compile(r"(?i)\b(?:the|its|his|her|their|a|an|from|to|upper|lower|on)\s+$")


def _forms(verb: str) -> tuple[str, str, str, str]:
    stem = verb.removesuffix("e")
    if verb.endswith(("s", "x", "ch")):
        return verb, f"{verb}es", f"{verb}ed", f"{verb}ing"
    if stem == "permit":
        stem = "permitt"
    return verb, f"{verb}s", f"{stem}ed", f"{stem}ing"


def _table() -> dict[str, str]:
    table: dict[str, str] = {}
    verbs = [pair.split() for pair in _VERBS.replace("\n", " ").split(",")]
    words = [pair.split() for pair in _WORDS.replace("\n", " ").split(",")]
    inflected = [pair for one, other in verbs for pair in zip(_forms(one), _forms(other), strict=True)]
    for one, other in (*((a, b) for a, b in words), *inflected):
        table.setdefault(one, other)
        table.setdefault(other, one)
    return table


_OPPOSITES = _table()


def opposites(text: str) -> Iterator[tuple[int, int, str]]:
    """Where words stand that have an opposite, and that opposite in the same form and case."""
    for hit in _WORD.finditer(text):
        word = hit.group()
        other = _OPPOSITES.get(word.lower())
        if other and _is_meant(word.lower(), *_beside(text, hit)):
            yield hit.start(), hit.end(), other.capitalize() if word[0].isupper() else other


def _beside(text: str, hit: re.Match[str]) -> tuple[str, str]:
    return text[max(hit.start() - _WINDOW, 0) : hit.start()], text[hit.end() : hit.end() + _WINDOW]


def _is_meant(word: str, before: str, after: str) -> bool:
    """Whether the word is used in the sense that has the opposite, as far as its neighbours tell."""
    if re.search(r"(?i)\bhow\s$", before):
        return False
    if word in {"left", "right"}:
        return bool(_SIDED.search(before) or re.match(r"(?:-sided|-hand|\s(?:side|hand)\b)", after))
    if word in {"before", "after", "above", "below", "inside", "outside"}:
        return bool(re.match(r"\s+\w", after))
    if word in {"long", "fast", "last", "first", "many", "few"}:
        return not re.match(r"\s+(?:as|term)\b", after) and not re.search(r"\b(?:as|so|at)\s$", before)
    if word in {"more", "less"}:
        return not re.search(r"\b(?:no|any|once|and|or|the)\s$", before) and not re.match(r"\s+(?:or|and)\b", after)
    return not (word in {"later", "early"} and re.match(r"\s+on\b", after)) and after[:1] not in {"-", "‑"}


def says_the_same(word: str, other: str) -> bool:
    """Whether the two words are forms of one, or say the same of an amount, a need or a direction."""
    return is_same(fold(word), fold(other)) or any(word in said and other in said for said in _CLASSES)
