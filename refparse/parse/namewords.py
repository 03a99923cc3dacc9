"""Words that tell what a piece of a name is: initials, particles, suffixes, and what only institutions are called.

The lists are facts, and short: they decide only where punctuation and case leave it open.
"""

from __future__ import annotations

from refparse.normalize.folding import listed

AND = frozenset(listed("and und et y e i en og och и with mit avec u ed"))
#: The same, as loud lists and titles print them.
AND_LOUD = frozenset(listed("And AND Und UND ET"))
ET = frozenset(listed("et and und y e i en og och и & u a m"))
OTHERS = frozenset(
    listed(
        "al a1 alii alia others other coll colls co-workers coworkers in wsp inni colab colabs cols col andere "
        "anderen a colleagues outros otros altri autres др fl kol spol ai aii"
    ),
)
#: Those that say it alone, whatever stands before them.
OTHERS_ALONE = frozenset(
    listed(
        "al a1 alii alia others coll co-workers coworkers wsp inni colab colabs cols colleagues outros otros altri "
        "autres др kol spol"
    ),
)
ET_AL = frozenset(listed("et.al etal et.al. u.a u.a. m.fl m.fl. … ... et-al"))
ROLE = frozenset(
    listed(
        "in ed eds editor editors editeur éd éds edt edited by hrsg hg hrsgg hgg hrsgb herausgeber herausgegeben von "
        "v dir dirs coord coords org orgs comp comps red trans transl translator translators translated übers "
        "übersetzt übersetzung series editado por sous la direction de a cura di éditeur éditeurs eds. wyd pod red. "
        "ред"
    ),
)
#: Role words that are nothing else, wherever they stand in the list.
ROLE_ALONE = frozenset(listed("ed eds editor editors éd éds hrsg hg hrsgg herausgeber coord coords coordinator"))
SUFFIX = frozenset(
    listed("Jr Sr Jnr Snr Jun Sen II III IV 2nd 3rd 4th 2d 3d Filho filho Neto neto fils Júnior Junior"),
)
#: The same in capitals, where initials stand before them.
SUFFIX_LOUD = frozenset({"JR", "SR"})
#: Those that are a suffix before the initials too ("Fowler Jr VG"); "da Silva Filho AA" is a family.
SUFFIX_INSIDE = frozenset(listed("Jr Sr Jnr Snr II III IV 2nd 3rd 4th 2d 3d"))
DEGREE = frozenset(listed("MD PhD MSc MPH DDS RN MBBS FRCP FACP DSc MBA BSc M.D Ph.D M.Sc D.Sc"))
TITLE = frozenset(listed("dr prof professor sir mr mrs ms dipl.-ing"))
PARTICLES = frozenset(
    listed(
        "van von de der den del della di da dos du la le ten ter af el al bin ibn zu zum zur vander do das san van't "
        "'t dela dal dalla degli delle des lo st st. y e of ‘t ’t vom av ben"
    ),
)
GROUP = frozenset(
    listed(
        "group organization organisation committee consortium society association collaboration collaborators "
        "collaborative network institute institutes institution university department ministry center centre centers "
        "centres foundation investigators team trialists federation college academy council agency registry "
        "commission board panel force initiative union office bureau service services administration project study "
        "league alliance party hospital program programme company corporation inc ltd inc. ltd. llc gmbh ag bank fund "
        "trust laboratory laboratories school faculty library museum press nations authority government parliament "
        "republic state states national international european federal workgroup taskforce division directorate "
        "secretariat authors contributors participants members partners consulting systems survey surveys unit "
        "directors researchers developers steering conference congress gruppe gesellschaft verein verband bundesamt "
        "bundesministerium ministerium institut universität amt kommission rat bund stiftung akademie zentrum "
        "forschungsgemeinschaft arbeitsgemeinschaft arbeitskreis bundesregierung statistisches statistische "
        "bundesagentur landesamt hochschule archiv bundeszentrale bundestag europäische deutsche deutscher deutsches "
        "kommissariat ausschuss fakultät abteilung arbeitsgruppe projektgruppe redaktion autorengruppe bundesinstitut "
        "presse senat stadt société comité ministère université conseil agence collectif collège ecole école "
        "fédération observatoire sociedad asociación centro ministerio universidad consejo comisión instituto agencia "
        "grupo organización fundación secretaría dirección gobierno departamento società associazione comitato "
        "ministero università consiglio istituto gruppo fondazione agenzia sociedade associação ministério "
        "universidade conselho fundação secretaria organização brasil towarzystwo instytut ministerstwo uniwersytet "
        "komisja rada urząd główny polskie vereniging universiteit stichting ministerie raad commissie министерство "
        "институт университет общество комитет академия"
    ),
)
ACRONYMS = frozenset(
    listed(
        "WHO OECD UNESCO UNICEF NIH CDC FDA EMA NICE FAO ILO IMF UN EU EFSA IARC IPCC ISO IEEE NATO UNHCR UNDP UNEP "
        "USDA EPA AHA ADA ESC ACOG ICRP NRC NASA ITU WTO W3C IETF ECDC EUROSTAT OCDE OMS ONU INSEE INSERM BMBF DIN"
    ),
)
#: Small words that only the names of institutions have.
GLUE = frozenset(listed("of for the on in für des zur pour sur para per dla к по the's at"))
#: Commonest given names, enough to tell "Smith, John" from "Smith, Jones".
GIVEN = frozenset(
    listed(
        "adam alan albert alex alexander alexandra alfred alice alison amy ana andrea andreas andrew angela ann anna "
        "anne annette anthony antoine anton antonio arthur barbara beate ben benjamin bernard bernd bernhard bettina "
        "birgit bob brian bruce bruno carl carla carlos carmen carol caroline catherine charles charlotte chris "
        "christa christian christiane christina christine christoph christopher claire claude claudia claus daniel "
        "daniela david deborah denis dennis diana dieter dietrich donald dorothea eberhard edgar eduardo edward elena "
        "elisabeth elizabeth ellen emma eric erich erik ernst eva felix ferdinand fernando florian francesco francis "
        "francisco franco frank franz fred frederick frederic friedrich fritz gabriel gabriele gary georg george "
        "gerald gerard gerd gerhard giovanni gisela giuseppe gordon gottfried graham greg gregory guido günter "
        "günther gustav hans hannah harald harold harry hartmut heike heinrich heinz helen helga helmut henri henry "
        "herbert hermann horst howard hugo ian ina ines ingrid irene isabel ivan jack jacob jacques jakob james jan "
        "jane janet jason jean jeffrey jennifer jens jessica jim joachim joan joe johan johann johannes john jonathan "
        "jörg jorge josé josef joseph juan judith julia julian jürgen karen karin karl katharina katherine kathleen "
        "keith ken kenneth kevin kim klaus kurt larry lars laura lawrence lee leo leonard linda lisa lothar louis "
        "louise lucas luis lukas lutz manfred manuel marc marcel marco marcus margaret maria marianne marie mario "
        "marion mark markus martha martin martina mary matthew matthias maurice max maximilian michael michel michele "
        "miguel monika nancy natalie nicholas nicolas nina norbert norman olaf oliver oscar oskar otto pamela "
        "patricia patrick paul paula pedro peter petra philip philipp philippe pierre rachel rainer ralf ralph "
        "raymond rebecca regina reinhard renate rené ricardo richard rita robert roberto roger roland rolf ronald "
        "rosa roy rudolf ruth sabine sally sam samuel sandra sarah scott sebastian sharon silvia simon simone sonja "
        "sophie stefan stefanie stephan stephanie stephen steve steven stuart sue susan susanne sven sylvia talcott "
        "tanja ted terry theodor theodore theo thierry thomas tim timothy tobias tom tony udo ulrich ulrike ursula "
        "ute uwe vera veronika victor viktor vincent virginia volker walter werner wilhelm william willi willy wolf "
        "wolfgang yves yvonne"
    ),
)
#: Look like initials with a stop, are not.
NO_INITIALS = frozenset({"St.", "Ste.", "Mc.", "Dr.", "Jr.", "Sr."})
#: Two letters that stand for one given name; "Wu." at the end of a list is a family.
DIGRAPHS = frozenset(
    listed("Yu Ya Ye Yo Ju Ja Je Ch Sh Zh Kh Ts Th Ph Gh Gy Cs Sz Zs Dz Fr Wm Al Vl Ed Jo Chr Alf Jos"),
)
_HYPHENS = str.maketrans("‐‑–—", "----")
#: Longest initials with stops ("J.-P.A.M."), longest without ("JMAB"), longest piece between stops.
_INITIALS_ROOM, _BARE_ROOM, _PIECE, _PAIR = 14, 4, 3, 2


def is_initials(word: str) -> bool:
    """Whether a word is initials and nothing else, with stops or without.

    >>> [is_initials(word) for word in ("J.", "J.-P.", "Yu.", "SA", "J-P", "Li", "Smith")]
    [True, True, True, True, True, False, False]

    "LI" is initials too: only its neighbours can tell.
    """
    if not word[:1].isupper() or len(word) > _INITIALS_ROOM:
        return False
    dotted = "." in word
    pieces = [piece for piece in word.replace(".", "-").translate(_HYPHENS).split("-") if piece]
    if not all(map(str.isalpha, pieces)):
        return False
    if dotted:
        return word not in NO_INITIALS and all(len(p) == 1 or (len(p) <= _PIECE and _initial(p)) for p in pieces)
    return sum(map(len, pieces)) <= _BARE_ROOM and all(len(p) == 1 or p.isupper() or _russian(p) for p in pieces)


def _initial(piece: str) -> bool:
    """Whether a piece before a stop is initials: "Yu", "Ch", "JA"."""
    return piece.isupper() or piece in DIGRAPHS


def _russian(piece: str) -> bool:
    """Whether two initials stand together, one written with two letters: "YuA", "KhM"."""
    return len(piece) > _PAIR and piece[0].isupper() and sum(map(str.isupper, piece)) == len(piece) - 1
