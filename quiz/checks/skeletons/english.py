"""Words by which English sentences are taken apart."""

from __future__ import annotations

import re


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


NO_SUBJECT = _set(
    """
    it this that these those they he she we you i there here what which who whom whose when where why how if
    although though because since while whereas some many most several each every all both another other others
    one none no its their his her our your my in on at by for from with during after before between as to of
    under over through unlike like among within without not also often usually sometimes given using however
    moreover therefore thus hence then so and or but yet only even such any few much more less next once today
    now whether unless until despite instead rather first second third finally either neither is are was were
    has have can may must do does
    """
)
"""What no name of a thing begins with."""

NO_PART = _set(
    """
    that which who whom whose when where if because while although is are was were has have had can may must
    will would could should might be been being not than then it they this these its their about into onto such
    also
    """
)
"""What is in no name of a thing."""

PLACING = _set(
    """
    inside outside beneath behind beyond beside besides around near nearby elsewhere everywhere nowhere along across
    against underneath above below up down forwards backwards upwards downwards inwards outwards far away back again
    later earlier soon always never perhaps
    """
)
"""Words that say where or when before a verb whose subject only follows: "Inside lies a membrane"."""

PREPOSITIONS = _set(
    """
    of in on at by for from with during after before between to under over through among within without into per
    via
    """
)

TOO_GENERAL = _set(
    """
    result reason cause example aim goal purpose role problem answer idea point number rest former latter study
    part way case fact thing effect use function task process step stage kind type form amount level value name
    word term difference importance risk chapter section document text sheet page author following above table
    figure
    """
)
"""Nouns that name nothing by themselves."""

OF_SOMETHING = _set(
    """
    price cost share rate ratio proportion percentage fraction total sum average size length width height depth
    weight mass speed pace rise fall cycle product yield loss gain difference outcome consequence
    """
)
"""Nouns that tell by themselves nothing but what was just spoken of, and name a thing only with another word."""

_BASES = """
absorb activate act affect aid allow appear attach attack attract balance become begin belong bind block break bring
build capture carry cause change circulate clean clear clot collect combine come connect consist contain contract
contribute control convert cover create cut decrease defend deliver depend detect determine develop die differ digest
direct discover divide drain drive eat eliminate encode end engulf enter escape evolve exchange expel explain express
feed fight fill filter flow form found function generate give govern grow guard guide happen hold help hunt identify
increase infect influence inhibit inject invade invent join keep kill lack last lead leave lie limit line link live
lose lower lubricate lie maintain make manage measure mediate meet melt mix modify move multiply need neutralise
neutralize occur open orbit originate oxidise oxidize pass perform persist play present prevent process produce promote
protect provide publish pump raise reach react receive recognise recognize recycle reduce reflect regulate release
remain remove repair replace replicate represent require reside respond rest result return rise rule run secrete see
sense separate serve show shrink sit spread stand start stimulate stop store strengthen suppress surround sustain swell
synthesise synthesize take taste tell trap trigger transfer transform translate transmit transport travel turn use vary
weaken write yield refer mean describe denote command preside veto elect conquer cross murder enlarge defeat win rule
lead teach study measure sell buy export import employ educate dominate occupy settle attack besiege retreat unite
annex abolish establish introduce propose prove refute calculate compute solve predict observe store sort search
return accept send receive request respond encrypt decrypt compress execute compile parse contain hold weigh
conduct insulate reflect refract emit radiate orbit rotate collide accelerate erode deposit flood freeze boil
evaporate condense dissolve burn oxidise corrode rust hatch nest migrate hibernate graze prey mate pollinate
germinate bloom ripen photosynthesise photosynthesize respire excrete inhale exhale beat contract relax bend stretch
lower ease soothe treat cure heal damage harm irritate inflame scar
"""


def _forms(base: str) -> tuple[str, ...]:
    if base.endswith(("s", "x", "ch", "sh", "o")):
        third = f"{base}es"
    elif base.endswith("y") and base[-2] not in "aeiou":
        third = f"{base[:-1]}ies"
    else:
        third = f"{base}s"
    past = f"{base}d" if base.endswith("e") else f"{base[:-1]}ied" if third.endswith("ies") else f"{base}ed"
    return base, third, past


_BARE = frozenset(_BASES.split()) | {"have"}

VERBS = frozenset(form for base in _BASES.split() for form in _forms(base)) | _set(
    """
    became began bound brought built came drove fell felt fought gave grew has have held kept led left lost made
    met ran rose saw sat shrank spread stood swelled took wrote won had can may must cannot
    """
)
"""Verbs in the present and past that say what something does."""

HEDGED = frozenset({"also", "often", "usually", "mainly", "primarily", "typically", "then", "generally", "normally"})
"""Adverbs before a verb that a question does without."""

CONNECTIVE = re.compile(
    r"^(?:However|Moreover|Therefore|Thus|Hence|Furthermore|In addition|For example|For instance|In contrast"
    r"|By contrast|In fact|Similarly|Likewise|Finally|Today|Consequently|As a result|In short|Indeed),\s+"
)

POINTS_ELSEWHERE = re.compile(
    r"\b(?:this|these|the former|the latter|above|below|following|aforementioned|such)\b", re.IGNORECASE
)
"""Words that mean something only beside the sentence before."""

POINTS_BACK = re.compile(
    r"(?:it|they|this|these|that|those|he|she|its|their|his|her|such|both|then|there)\b", re.IGNORECASE
)
"""Words with which a sentence begins that is about what the one before is about."""

_FUNCTION = _set(
    """
    the of and is in to a are that it for with as by on from which or
    """
)


def is_english(text: str) -> bool:
    """Whether a text of some length has as many of the commonest English words as English has."""
    words = re.findall(r"[^\W\d_]+", text[:200_000].lower())
    return len(words) < 30 or sum(word in _FUNCTION for word in words) >= 0.12 * len(words)


def is_inflected(verb: str) -> bool:
    """Whether the verb has the ending of a person or of the past, or can have none."""
    return verb not in _BARE


def is_plural(name: str) -> bool:
    """Whether the name looks like that of several things, by the end of the word that matters."""
    word = head_of(name)
    if re.search(r"\w\s+and\s+\w", name) or word in _IRREGULAR_PLURALS:
        return True
    return word.endswith("s") and not word.endswith(("ss", "us", "is", "ous", "as", "ics")) and word not in _SINGULAR


_IRREGULAR_PLURALS = _set(
    """
    people men women children feet teeth mice geese oxen bacteria data phenomena criteria mitochondria fungi nuclei
    larvae algae vertebrae alveoli glomeruli bronchi villi stimuli antennae media strata ova spectra police
    """
)
_SINGULAR = _set("diabetes rabies measles mumps herpes series species news lens athens rickets caries pus iris")


def head_of(name: str) -> str:
    """The word of the name that says what kind of thing it is, in lower case: the last before a preposition."""
    head = ""
    for word in re.findall(r"[^\W_](?:[\w'’-]*\w)?", re.sub(r"\([^()]*\)", "", name).lower()):
        if word in PREPOSITIONS or (head and word in {"that", "which", "who"}):
            break
        head = word
    return head
