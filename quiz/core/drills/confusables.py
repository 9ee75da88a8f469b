"""Characters that are taken for a Latin letter or a digit: what names need of Unicode's confusables.txt (UTS 39).

These are the rows of Latin, Greek, Cyrillic, Armenian, Cherokee and Lisu letters, of digits and of a few signs. Beyond
them a letter counts as its other case does, since names are compared without regard to it, unless that one resembles
another Latin letter.
"""

from __future__ import annotations

# Each letter or digit, and what is taken for it. One stroke is i, l or 1, whichever is meant.
_LOOKALIKES = {
    "2": "ꝚƧϨꙄ",
    "3": "ꞫȜƷꝪЗзӠӡ",
    "4": "Ꮞ",
    "5": "Ƽƽ",
    "6": "бᏮ",
    "8": "ȣȢ",
    "9": "Ꝯ",
    "a": "⍺ɑᴀΑαАаᎪꓮ",
    "b": "ƄʙꞴΒВвЬьᏏᏴꓐ",
    "bl": "Ыы",
    "c": "ᴄϲϹСсᏟꓚⅭ",
    "d": "ᴅԁᎠᏧꓓꓒ",
    "e": "℮ꬲᴇΕεЕеҽᎬꓰ⋿",
    "f": "ꬵꞘꞙẝϜքꓝ",
    "g": "ɡᶃƍɢցԌԍᏀᏳꓖ",
    "h": "ʜΗНнһҺհᎻᏂꓧ",
    "l": "iI1|ıɪɩƖǀ∣│׀⍳ΙιІіӀӏꙆꙇᎥꓲ١۱",
    "j": "ȷꞲᴊͿϳЈјᎫꓙ",
    "k": "ĸᴋΚκКкᏦꓗ",
    "L": "ʟᏞꓡ",
    "ll": "‖∥ǁ",
    "lo": "Юю",
    "m": "ᴍΜμϺМмᎷꓟ",
    "n": "ɴΝηոռꓠ",
    "o": "0ᴏᴑꬽΟοΣσςОоՕօ〇Ⲟⲟⵔꓳ०੦૦௦౦೦൦๐໐၀০୦߀٥۵",
    "oo": "ꝎꝏꚘꚙ∞",
    "p": "⍴ᴘΡρϱРрᏢꓑ",
    "q": "Ԛԛգզ",
    "r": "ꭇꭈᴦƦʀгГᎡᏒꓣ",
    "s": "ꜱЅѕՏᏕᏚꓢ",
    "ss": "β",
    "t": "ᴛΤτТтᎢꓔ⊤⟙",
    "u": "ꞟᴜꭎꭒʋυՍսꓴ∪⋃",
    "v": "∨⋁ᴠνѴѵᏙꓦ٧۷",
    "w": "ɯᴡΩωѠѡԜԝաᎳᏔꓪ",
    "x": "×⤫⤬⨯╳ꞳΧχХхꓫ",
    "y": "ɣᶌʏỿꭚΓγΥУуҮүᎩᎽყꓬ",
    "z": "ᴢΖζᏃꓜ",
    "ae": "ÆæӔӕ",
    "oe": "Œœ",
    "aa": "Ꜳꜳ",
}

LOOKALIKES = str.maketrans({taken: meant.lower() for meant, all in _LOOKALIKES.items() for taken in all})
"""For `str.translate` of text taken apart (NFKD): every such character as the small letter or digit it is taken for."""

GROUPS = (("m", "rn"), ("w", "vv"))
"""Letters and the two that look like them side by side."""
