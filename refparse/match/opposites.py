"""Words that turn a title into the title of another work: "men" and "women", "hypo" and "hyper".

Two titles that differ in such a word alone look like one title misspelt and are two
studies of one group. British and American spelling, a plural, a hyphen and a slip
inside a long word are none of this.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz.fuzz import ratio

from refparse.normalize.titles import number_value

#: One row, one contrast; words of one side are no contrast to one another. Plurals in s need no entry.
_ROWS = """
    man men male boy son brother | woman women female girl daughter sister
    mother maternal | father paternal
    child children childhood pediatric paediatric juvenile | adult adulthood | elderly
    infant infancy neonate neonatal newborn | adolescent adolescence | adult adulthood
    young younger | old older
    mouse mice murine | rat | rabbit | dog canine | cat feline | pig porcine | sheep | human | monkey
    black | white | hispanic | asian
    with | without
    before | after | during
    inpatient | outpatient
    upper | lower
    higher high | lower low
    left | right
    superior | inferior
    anterior | posterior
    proximal | distal
    medial | lateral
    dorsal | ventral
    inner | outer
    internal | external
    central | peripheral
    superficial | deep
    north northern | south southern | east eastern | west western
    primary | secondary | tertiary
    acute | subacute | chronic
    early | late
    short | long
    small | large
    major | minor
    minimal minimum | maximal maximum
    mild | moderate | severe
    single | multiple
    familial hereditary inherited congenital | acquired sporadic
    benign | malignant
    positive | negative
    increase increased increasing increases elevated | decrease decreased decreasing decreases reduced lowered
    gain | loss
    presence | absence
    effective | ineffective
    local localized localised limited | diffuse generalized generalised systemic | discoid
    oral | topical | intravenous | subcutaneous | intramuscular
    vivo | vitro
    systolic | diastolic
    arterial | venous
    sensory | motor
    active | passive
    prospective | retrospective
    spring | summer | autumn | winter
    january | february | march | april | may | june | july | august | september | october | november | december
    quantitative | qualitative
    agonist | antagonist
    donor | recipient
    smoker smoking | nonsmoker nonsmoking
    better | worse
    less fewer | more
    renal | adrenal
    static | dynamic
    temporal | spatial
    unilateral | bilateral
    open | closed
    direct | indirect
    linear | nonlinear
    discrete | continuous
    supervised | unsupervised
    deterministic | stochastic
    synchronous | asynchronous
    symmetric symmetrical | asymmetric asymmetrical
    homogeneous | heterogeneous
    horizontal | vertical
    urban | rural
    elective | emergency
    """
#: Beginnings that stand against one another before one and the same word.
_PREFIX_ROWS = """
    hypo | hyper | normo
    intra | inter | extra | trans
    pre | post | peri
    ante | retro
    micro | macro
    mono | uni | bi | tri | oligo | poly | multi
    over | under
    homo | hetero
    endo | exo | ecto
    auto | allo | xeno
    anti | pro
    supra | infra | sub | super
    hemi | para | tetra | quadri
    """
#: Beginnings that turn the bare word into another.
_TURNING = """
    non un in im il ir a an anti dis dys mal de re sub pre post peri intra inter extra hypo hyper pseudo para micro
    macro mono poly oligo multi over under semi auto allo trans endo exo
    """
_NEGATIONS = frozenset({"no", "not", "never", "without", "neither", "nor", "cannot"})
_VOWELS = tuple("aeiou")
# "in" and "formation" make no "information": a short beginning needs a long word behind it.
_SHORT_PREFIX = 2
_STEM = 3
_LONG_STEM = 5
_STEM_ALIKE = 85.0


def _sides(rows: str) -> tuple[tuple[frozenset[str], ...], ...]:
    return tuple(
        tuple(frozenset(side.split()) for side in row.split("|")) for row in rows.strip().splitlines()
    )  # fmt: skip


def _places(rows: str) -> dict[str, frozenset[tuple[int, int]]]:
    """For every word, the rows it is in and its side of each."""
    places: dict[str, frozenset[tuple[int, int]]] = {}
    for number, row in enumerate(_sides(rows)):
        for side, words in enumerate(row):
            for word in words:
                places[word] = places.get(word, frozenset()) | {(number, side)}
    return places


_WORDS = _places(_ROWS)
_PREFIXES = _places(_PREFIX_ROWS)
_SIZES = sorted(set(map(len, _PREFIXES)))
_TURNING_PREFIXES = tuple(_TURNING.split())
#: Beginnings that are often printed as words of their own: "non Hodgkin", "pre-treatment".
_LOOSE = (frozenset(_PREFIXES) | frozenset(_TURNING_PREFIXES)) - frozenset(
    ("un", "in", "im", "il", "ir", "a", "an", "mal", "de", "re", "bi", "over", "under", "para")
)


def glue_prefixes(words: Iterable[str]) -> list[str]:
    """The words, a beginning printed on its own joined to what it begins.

    >>> glue_prefixes("a non hodgkin lymphoma in pre 2000 patients".split())
    ['a', 'nonhodgkin', 'lymphoma', 'in', 'pre', '2000', 'patients']
    """
    words = list(words)
    if _LOOSE.isdisjoint(words):
        return words
    glued: list[str] = []
    for word in words:
        if glued and glued[-1] in _LOOSE and word.isalpha() and number_value(word) is None:
            glued[-1] += word
        else:
            glued.append(word)
    return glued


def _contrast(left: frozenset[tuple[int, int]], right: frozenset[tuple[int, int]]) -> bool:
    """Whether both are in one row on two sides."""
    return any(row == other and side != far for row, side in left for other, far in right)


def _looked_up(word: str) -> frozenset[tuple[int, int]]:
    return _WORDS.get(word) or _WORDS.get(word.removesuffix("s")) or frozenset()


def _turned(bare: str, word: str) -> bool:
    """Whether one is the other with a beginning that turns its meaning."""
    prefix = word.removesuffix(bare)
    if prefix == word or prefix not in _TURNING_PREFIXES:
        return False
    if prefix == "a" and bare.startswith(_VOWELS):
        # "aetiology" is British for "etiology".
        return False
    return len(bare) >= (_LONG_STEM if len(prefix) <= _SHORT_PREFIX else _STEM)


def _begun(word: str) -> list[str]:
    """The beginnings of the second table that this word has."""
    return [prefix for size in _SIZES if (prefix := word[:size]) in _PREFIXES]


def _prefixes_contrast(left: str, right: str) -> bool:
    for one in _begun(left):
        for other in _begun(right):
            stems = left.removeprefix(one), right.removeprefix(other)
            long_enough = min(map(len, stems)) >= _STEM
            if long_enough and _contrast(_PREFIXES[one], _PREFIXES[other]) and ratio(*stems) >= _STEM_ALIKE:
                return True
    return False


def _digits(word: str) -> str:
    return "".join(char for char in word if char.isdecimal())


@lru_cache(maxsize=1 << 14)
def opposed(left: str, right: str) -> bool:
    """Whether two words of titles make two works of them.

    >>> opposed("men", "women"), opposed("hypercalcaemia", "hypocalcemia"), opposed("typical", "atypical")
    (True, True, True)
    >>> opposed("tumour", "tumor"), opposed("aetiology", "etiology"), opposed("woman", "women")
    (False, False, False)

    So do two single letters ("hepatitis A", "B"), and names with two numbers in them ("C3", "C4").
    """
    if len(left) == len(right) == 1:
        return left != right
    if _contrast(_looked_up(left), _looked_up(right)):
        return True
    one, other = left.removesuffix("s"), right.removesuffix("s")
    if _turned(one, other) or _turned(other, one) or _prefixes_contrast(left, right):
        return True
    numbers = _digits(left), _digits(right)
    return all(numbers) and numbers[0] != numbers[1] and not (left.isdecimal() or right.isdecimal())


def say_opposites(only_left: Iterable[str], only_right: Iterable[str]) -> bool:
    """Whether the words that only one of two titles has turn its meaning.

    >>> say_opposites(["effective"], ["not", "effective"]), say_opposites(["lupus"], ["lupus", "cutaneous"])
    (True, False)
    """
    left, right = set(only_left), set(only_right)
    if left & _NEGATIONS != right & _NEGATIONS:
        return True
    return any(opposed(one, other) for one in left for other in right)
