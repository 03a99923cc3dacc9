"""Words that sites and journals print on every page, one set for each use: data, no rules.

All are lower case and without a colon at the end, as :attr:`Line.key` gives them, but for
degrees and capital particles.
"""

from __future__ import annotations


def _phrases(text: str, separator: str = "|") -> frozenset[str]:
    """The pieces of a text between separators, blanks around them taken off."""
    return frozenset(part for piece in text.split(separator) if (part := " ".join(piece.split())))


#: Words the name of a kind of article is made of, and those of which it has at least one.
TYPE_WORDS = _phrases(
    """
    a an and article articles based brief case cases cme clinical commentary communication communications comment
    concise correspondence description editorial education educational experience feature full images image in
    imaging invited learning letter letters literature medical medicine mini note notes of on opinion original paper
    papers perspective perspectives picture practice problem quiz rapid report reports research review reviews
    science scientific series short state art basic experimental preliminary theoretical interesting
    special studies study systematic technical the to trial trials controlled
    randomized meta-analysis comparative multicenter editor observational guideline twin erratum correction opis
    przypadku praca oryginalna poglądowa przypadek przypadki artykuł przeglądowy olgu sunumu özgün araştırma
    makale makalesi derleme klinik çalışma caso clínico clinico reporte relato de casos clínicos artículo artigo
    originale revisión revisão revisione cas clinique fait mise au point kasuistik fallbericht
    originalarbeit übersicht übersichtsarbeit
    """,
    " ",
)
TYPE_HEADS = _phrases(
    """
    article case cases commentary comment communication correspondence editorial report reports review reviews
    letter letters paper papers perspective perspectives images note trial trials quiz meta-analysis guideline
    erratum correction opinion study przypadku oryginalna poglądowa przeglądowy research sunumu araştırma makale
    makalesi derleme caso casos artículo artigo cas kasuistik fallbericht originalarbeit übersicht übersichtsarbeit
    """,
    " ",
)
#: Degrees and memberships after a name, without their stops.
DEGREES = _phrases(
    """
    MD PHD DO MS MSC BSC BS BA MA MPH MBA MBBS MBCHB MBBCH MBBCHBAO BM BCH BDS DDS DMD DVM PHARMD DRPH DSC SCD SCM
    EDD JD LLB RN BSN MSN DNP NP ARNP APRN FNP FNPBC FNPC CNP CRNP PA PAC PT DPT OT OTRL MPHIL DPHIL DM MRCP MRCPI
    FRCP FRCPI FRCPC FRCPE FRCS FRCPATH FCPS MCPS FRACP FACP FACR MACR MACP FACC FACS FAAD FAAP FAHA FASN FASHP
    FAAAAI MHS MHSC MHA MSCE MSCR MSCI MSPH MED MSW LCSW CPC CRHC CCD RHMSUS RDN RD CPA ESQ DLITT MRCGP DTMH DNB DCH
    BPHARM BPHARMS MPHARM HONS DC CIP CRC ANP AGPCNP
    """,
    " ",
)
#: Small words before a family, and those that are printed with a capital and then belong to it.
PARTICLES = _phrases(
    """
    de del della delle dei degli di da das do dos du des d la le las los van von vom zu zum zur den der het ten ter
    te af av bin binti bint ibn ben abu al el ul ur y e und i st
    """,
    " ",
)
CAPITAL_PARTICLES = _phrases(
    """
    De Del Della Di Da Dos Du La Le Van Von Der Den Ter Ten El Al Abd Bin Ibn Abu St. Mc Mac San Santa
    """,
    " ",
)
#: Words of a journal's name that have no capital.
SMALL_WORDS = _phrases(
    """
    of and the in for on de la et & a
    """,
    " ",
)
#: Words that names of journals are made of, whole and as NLM shortens them: a line of nothing else is such a name.
JOURNAL_WORDS = SMALL_WORDS | _phrases(
    """
    acta african am american anaesthesia anesthesia annals ann arab archives arch arthritis asian assoc association
    bmj brazilian br british bull bulletin can canadian cardiol cardiology care case cases chest chin chinese clin
    clinical college coll communications cutis dermatol dermatology dis disease diseases egyptian endocrinol
    endocrinology eur european exp experimental family gastroenterol gastroenterology gut haematology heart hematol
    hematology hospital hypertension immunol immunology indian infect infection infectious int intern internal
    international iranian irish isr italian japanese jpn kidney korean lancet lupus malaysian med medica medical
    medicine medicina metab metabolism mod modern nephrol nephrology nephron neurol neurology obstet obstetrics oman
    oncol oncology open ophthalmol ophthalmology orthop orthopaedica orthopaedics orthopedics paediatr paediatrica
    paediatrics pak pakistan pathol pathology pediatr pediatrics physicians polish postgrad postgraduate practice
    primary proc proceedings psychiatry pulmonology q qatar quarterly radiol radiology rep reports res research
    respir respiratory reumatol reumatologia reumatología rev review reviews rheum rheumatic rheumatism rheumatol
    rheumatology sao saudi scand scandinavian sci science sciences skin soc society surg surgeons surgery therapeutics
    thorax topics transplant transplantation trop tropical turk turkish urol urology world
    """,
    " ",
)
#: PubMed: words of the site; those that prove it; labels of parts of a record.
PUBMED_FURNITURE = _phrases(
    """
    send to | choose destination | see comment in pubmed commons below | pubmed commons home | pubmed commons |
    format | abstract text | how to join pubmed commons | supplemental content | full text links |
    [indexed for medline] | free pmc article | save items | similar articles | linkout - more resources |
    loading ... | support center | affiliations expand | affiliations collapse | expand | collapse | free article |
    add to favorites | actions | search in pubmed | search in nlm catalog | add to search | cite | clipboard |
    collections | share | permalink | page navigation | full-text links | display options | title & authors |
    author information | [pubmed - indexed for medline] | related citations | related articles, links | links |
    favorites | display settings: abstract | display settings | format: abstract | pubmed | pmid | see all (1) |
    search | advanced | help | more | copy citation | add to collections | create file | my bibliography |
    citation manager | email | file | order | save | cited by | publication types | mesh terms | substances |
    add to my bibliography | format: ama apa mla nlm
    """
)
PUBMED_PROOF = _phrases(
    """
    send to | choose destination | see comment in pubmed commons below | pubmed commons home | [indexed for medline]
    | author information | free pmc article | affiliations expand | similar articles | affiliations | affiliation |
    linkout - more resources | full text links | full-text links | search in pubmed | publication types | mesh terms
    | pubmed | related citations | display settings: abstract
    """
)
PUBMED_LABELS = _phrases(
    """
    abstract | author information | authors | affiliation | affiliations | source | background | background/aims |
    objective | objectives | keywords | purpose | methods | results | conclusion | conclusions | introduction |
    comment in | comment on | erratum in | conflict of interest statement | references | figures | grant support |
    pmcid | pmid | doi | corporate author | collaborators | investigators | publication type | update of | update in
    | republished from | retraction in | no abstract available | copyright | publication type, mesh terms | in brief
    """
)
#: SpringerLink: words of the site; headings after which no line is a name, a title or a keyword any more.
SPRINGER_FURNITURE = _phrases(
    """
    authors | authors and affiliations | email author | download pdf | open access | cite this article | article |
    aims and scope | submit manuscript | view author details | show authors | search | menu | log in | sign up |
    cart | journal | published | view original article | advertisement |
    log in menu find a journal publish with us track your research search cart | find a journal | publish with us |
    home | browse | contact us | track your research | citations | downloads | shares | mentions | readers |
    buy options | original article | download citation | references | abstract | authors authors and affiliations |
    look inside | get access | access this article | springerlink | springer nature | skip to main content
    """
)
SPRINGER_HEADINGS = _phrases(
    """
    abstract | keywords | references | introduction | copyright information | authors and affiliations |
    about this article | background | author information | summary | notes | acknowledgements | acknowledgments |
    objective | metrics details | download pdf | bibliography
    """
)
SPRINGER_PROOF = _phrases(
    """
    authors and affiliations | copyright information | about this article | personalised recommendations |
    cite this article | rights and permissions
    """
)
#: Journals System: menus and buttons.
SYSTEM_FURNITURE = _phrases(
    """
    more details | hide details | share | download | article (pdf) | cite | stats | online first | current issue |
    archive | about the journal | menu | search | journal archive | for authors | instructions for authors |
    editorial board | contact | home | article | send by email | pdf | get citation | main menu | open access |
    login | register | submit your paper | about us | aims and scope | authors | information | subscription |
    fulltext | full text | metrics | publication ethics | ethical standards and procedures | articles in press |
    issues | reviewers | figures | tables | citations | authors guidelines | send to email | facebook | twitter |
    linkedin | mendeley | reddit | google plus | print | related articles | article metrics | in press
    """
)
#: Magazines: menus and buttons; headings over teasers of other articles.
MAGAZINE_FURNITURE = _phrases(
    """
    search | menu | home | share | print | email | save | advertisement | scroll to continue | subscribe |
    log in | login | sign up | news | features | skip to content | download pdf | download | single page | comments
    | tweet | facebook | twitter | linkedin | conference coverage | from the journals | latest news
    """
)
#: Headings of the parts of an article.
SECTIONS = _phrases(
    """
    abstract | summary | introduction | background | case report | case presentation | case | case description |
    case history | discussion | conclusion | conclusions | methods | results | materials and methods |
    patients and methods | case reports | clinical presentation | comment
    """
)
MAGAZINE_TEASERS = _phrases(
    """
    related articles | related article | more from this issue | you may also like | recommended for you |
    most popular | more in this section | recommended reading | more articles
    """
)
