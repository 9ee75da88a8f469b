"""Words that names are drawn from, and words that no name may have."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Words:
    """What is put together to a name; `joined` has the trait in {0} and the animal in {1}.

    In French and Spanish the animals are masculine and the traits agree with them.
    """

    joined: str
    traits: tuple[str, ...]
    animals: tuple[str, ...]


def _split(words: str) -> tuple[str, ...]:
    return tuple(words.split())


_ENGLISH = Words(
    "{0} {1}",
    _split(
        "Agile Alpine Amber Autumn Azure Brave Breezy Bright Calm Cheerful Clever Coastal Copper Coral Cosmic "
        "Crystal Daring Dawn Eager Ember Emerald Fabled Gentle Golden Happy Hazel Humble Indigo Ivory Jolly "
        "Keen Kind Lively Lucky Lunar Maple Marble Mellow Merry Mighty Misty Nimble Noble Northern Olive Opal "
        "Patient Placid Polar Proud Quick Quiet Royal Ruby Silver Solar Spring Steady Stellar Summer Sunny Swift"
    ),
    _split(
        "Alpaca Antelope Badger Bison Buffalo Camel Caribou Cheetah Chipmunk Condor Crane Cricket Curlew Dolphin "
        "Dragonfly Eagle Egret Falcon Ferret Finch Firefly Gazelle Gecko Giraffe Hamster Hare Hedgehog Heron "
        "Ibis Iguana Jackdaw Jaguar Kestrel Kingfisher Koala Ladybird Lark Lemur Leopard Llama Lynx Magpie "
        "Marmot Marten Meerkat Mole Moth Newt Ocelot Osprey Otter Owl Panda Panther Pelican Penguin Plover "
        "Puffin Quail Raven Robin Salmon Seal Sparrow Squirrel Stork Swan Tiger Toucan Turtle Walrus Wombat"
    ),
)
_GERMAN = Words(
    "{0}{1}",
    _split(
        "Abend Alpen Bambus Berg Bernstein Birken Blitz Blumen Dorf Eichen Feld Feuer Fluss Funken Garten Gipfel "
        "Glanz Gold Granit Hafen Heide Herbst Himmel Insel Jade Kiesel Klee Kometen Korallen Kristall Kupfer "
        "Licht Linden Marmor Meer Mond Moos Morgen Nebel Nord Perlen Platin Quarz Quell Regen Rubin Sand Saphir "
        "Schnee See Silber Sommer Sonnen Stern Sturm Tal Tannen Ufer Wald Wiesen Wind Winter Wolken Zedern"
    ),
    _split(
        "adler alpaka amsel biber bison dachs delfin eule falke fasan fink flamingo forelle frosch fuchs gazelle "
        "gecko giraffe grille hamster hase hecht hirsch hummel ibis igel iltis jaguar kauz kiebitz kolibri "
        "koala kondor kranich lachs lama leguan lerche libelle luchs marder maulwurf meise milan molch otter "
        "panda panther pelikan pinguin pirol puma rabe reh reiher robbe salamander schwan specht sperling star "
        "steinbock storch tiger tukan uhu unke wal wiesel wolf zebra zeisig"
    ),
)
_FRENCH = Words(
    "{1} {0}",
    _split(
        "Adroit Agile Aimable Alerte Amical Astral Attentif Brave Brillant Calme Candide Celeste Charmant Content "
        "Cordial Curieux Discret Doux Espiegle Fameux Fidele Fier Franc Honnete Joyeux Juste Lointain "
        "Loyal Lucide Lunaire Malicieux Matinal Modeste Mystique Noble Nordique Optimiste Paisible Patient "
        "Polaire Poli Prudent Rapide Ravi Royal Rustique Sage Sincere Solaire Souriant Stellaire Subtil Tenace "
        "Tranquille Vaillant Vif"
    ),
    _split(
        "Aigle Alpaga Bison Blaireau Bouvreuil Buffle Caribou Castor Cerf Chamois Colibri Condor Cormoran Corbeau "
        "Coucou Criquet Cygne Daim Dauphin Ecureuil Elan Faisan Faucon Flamant Furet Geai Gecko Grillon Hamster "
        "Hibou Hippocampe Ibis Jaguar Kangourou Koala Lama Lapin Lemurien Lion Loriot Lynx Manchot Martinet "
        "Merle Morse Moineau Ocelot Ours Panda Papillon Pelican Phoque Pinson Puma Renard Rossignol Saumon "
        "Tamia Tigre Toucan Triton Wapiti Zebre"
    ),
)
_SPANISH = Words(
    "{1} {0}",
    _split(
        "Agil Alegre Alerta Amable Amistoso Astral Astuto Atento Audaz Azul Brillante Capaz Celeste Claro "
        "Constante Contento Cordial Cortes Curioso Despierto Dichoso Discreto Dorado Dulce Eterno Famoso Feliz "
        "Fiel Firme Franco Fuerte Genial Gentil Grato Habil Honesto Ideal Justo Leal Ligero Listo Lunar Modesto "
        "Noble Optimista Paciente Plateado Polar Prudente Puntual Rapido Real Risueno Sabio Sereno Sincero Solar "
        "Tenaz Tranquilo Valiente Veloz Vivaz"
    ),
    _split(
        "Alce Antilope Armadillo Bisonte Bufalo Buho Camello Canario Castor Caribu Ciervo Cisne Colibri Condor "
        "Conejo Cormoran Cuervo Delfin Erizo Faisan Flamenco Gamo Gecko Gorrion Grillo Guepardo Halcon Hamster "
        "Hipocampo Ibis Jaguar Jilguero Koala Lagarto Leon Leopardo Lince Mapache Mirlo Mochuelo Ocelote Oso "
        "Panda Pavo Pelicano Pinguino Pinzon Puma Quetzal Reno Salmon Tapir Tejon Tigre Triton Tucan Venado "
        "Vencejo Zorzal"
    ),
)
WORDS = MappingProxyType({"en": _ENGLISH, "de": _GERMAN, "fr": _FRENCH, "es": _SPANISH})
"""The words of each language, by its code."""

OFFENSIVE_WORDS = _split(
    "shit shitty eatshit cunt bitch sonofabitch whore slut nigger nigga wanker twat pussy penis dildo porn porno "
    "rapist pedophile paedophile hitler nazi heilhitler siegheil tranny retarded killyourself suckmydick "
    "whitepower "
    "arsch fotze hure nutte schlampe ficken ficker fickdich pimmel titten kanake spasti neger "
    "merde putain salope connard connasse enfoire branleur bougnoule filsdepute niquetamere "
    "puta puto mierda cabron cabrones pendejo maricon maricones follar hijoputa hijodeputa"
)
"""Offensive as a word of its own, with or without an s; phrases are without their spaces."""

OFFENSIVE_PARTS = _split(
    "fuck asshole arsehole dickhead cocksuck blowjob bullshit shithead faggot "
    "hurensohn arschloch wichser missgeburt schwuchtel gefickt scheiss "
    "encule gilipoll"
)
"""Offensive wherever they stand in a word."""

LEET = str.maketrans({"3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "@": "a", "$": "s", "!": "l", "+": "t"})
"""Digits and signs that are drawn for letters; 0 and 1 look like them, and are in `confusables`."""
