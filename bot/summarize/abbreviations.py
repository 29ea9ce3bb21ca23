"""Words that carry a full stop without ending a sentence, words that begin one, and verbs of speaking.

Written for this project after the style books of news agencies (AP, Reuters, dpa, AFP, TASS). Keys are
ISO 639-1 codes. Abbreviations stand without their last stop and without inner spaces; one written with a
capital is known only with it ("Sat" but not "sat"), or all in capitals.
"""

from functools import cache, lru_cache


def _row(*words: str) -> frozenset[str]:
    return frozenset(word for line in words for word in line.split())


def _table(**rows: str) -> dict[str, frozenset[str]]:
    return {language: _row(row) for language, row in rows.items()}


# Never the last word of a sentence: a name, a number or the rest of a phrase follows.
_BEFORE_MORE = _table(
    en="Mr Mrs Ms Dr Prof Gen Sen Rep Gov Lt Col Sgt Cpl Capt Cmdr Adm Maj Pvt Rev Hon Pres Supt Det Insp"
    " Messrs Sens Reps Govs Drs St Ste Mt Ft vs v cf e.g i.e viz approx Fig Figs Vol pp Asst Atty Brig M"
    " Mme Mlle Lt.Col",
    de="Dr Prof Hr Hrn Fr Frl Dipl Ing St bzw z.B d.h u.a ca bspw evtl ggf inkl exkl zzgl sog s.o s.u vgl"
    " o.ä h.c Mag geb gest i.V i.A lt rd mind max v.a Abg Gen Kpt Hptm",
    fr="M MM Mme Mmes Mlle Mlles Me Mgr Dr Pr St Ste p.ex av apr env cf Gén Cdt Cap",
    es="Sr Sra Srta Sres D Dª Dña Dr Dra Ud Uds EE.UU Gral Cnel Lic Ing p.ej aprox Sto Sta Av",
    it="Sig Sig.ra Sigg Dott Dott.ssa Avv On Ing Arch Prof Prof.ssa S Gen Col p.es Rag Mons Card ca",
    pt="Sr Sra Dr Dra Prof Profa Eng Exmo Exma Av D Gen Cel p.ex aprox",
    nl="Dhr Mevr Mw Dr Drs Mr Ir Prof bijv resp t.a.v o.a m.n ca St",
    sv="Dr Prof t.ex bl.a ca s.k f.d dvs kl St",
    da="Dr Prof Hr Fr f.eks bl.a ca kl Skt pga",
    nb="Dr Prof Hr Fr f.eks bl.a ca kl St pga",
    no="Dr Prof Hr Fr f.eks bl.a ca kl St pga",
    fi="Dr Prof esim ns mm ym klo n tri",
    pl="ul al pl im św prof dr hab mgr inż tzn tzw np m.in ks gen płk kpt por ok gr ppłk abp bp",
    cs="Dr Prof Ing Mgr Mudr Judr tzv např tj ul sv gen plk kpt cca mj ústř",
    sk="Dr Prof Ing Mgr tzv napr tj ul sv gen plk cca",
    ru="т.е т.н т.к им ул просп пр пл пер бул наб корп кв см ср напр акад проф доц тов обл р-н пос дер св"
    " ген полк лейт кап адм зам пом исп обл ст гр г-н г-жа м.н Св Ген Им",
    uk="т.зв тобто ім вул просп пл пров див напр акад проф доц обл р-н м см гр ген полк св",
    bg="ул бул пл проф акад доц д-р инж св ген т.нар т.е напр вж",
    tr="Dr Doç Yrd Av Sn Prof örn bkz Gen Alb Org Cad Sok",
    id="Dr Ir Drs Jl Sdr Tn Ny Prof dst",
)
# May end a sentence; it does when the next word is one that begins sentences.
_MAYBE_LAST = _table(
    en="U.S U.K U.N E.U U.S.A U.A.E D.C L.A N.Y a.m p.m Inc Corp Co Ltd LLC PLC Jr Sr Bros Dept Dist Assn"
    " Univ Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri Sat Ave"
    " Blvd Rd Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Mass Md Mich Minn Miss Mo Mont"
    " Neb Nev Okla Ore Pa Tenn Tex Va Vt Wash Wis Wyo B.C A.D Ph.D M.D B.A M.A etc al ft lb oz mph est",
    de="usw u.v.m etc Mio Mrd Tsd Jh Jhdt v.Chr n.Chr Str Jan Feb Apr Aug Sept Okt Nov Dez Mo Di Do Fr Sa"
    " GmbH u.U",
    fr="etc janv févr avr juil sept oct nov déc min av J.-C apr.J.-C",
    es="etc S.A S.L Cía a.C d.C p.m a.m",
    it="ecc S.p.A S.r.l a.C d.C",
    pt="etc Ltda S.A a.C d.C",
    nl="enz e.d N.V B.V jl",
    sv="osv m.m m.fl o.d",
    da="osv m.m m.fl mio mia",
    nb="osv m.m m.fl mill mrd",
    pl="r w tys mln mld zł itd itp r w g godz",
    cs="atd apod tis mil mld Kč hod min r",
    ru="г гг в вв н.э тыс млн млрд трлн руб коп долл чел т.д т.п др мин сек кг км час и.т.д",
    uk="р рр ст тис млн млрд грн дол т.д т.п ін хв год",
    bg="г лв млн млрд хил ч др",
)
# Before a number they are references ("No. 10", "Art. 5"); elsewhere plain words.
_BEFORE_NUMBER = _row(
    "no nos art nr n núm num nº p pp pág s str § abs ziff rn par sec ch chap fig vol ed op bd kap"
    " ст п пп ч гл рис табл стр д кв тел № č čl poz ust tel ext cap"
)
_STARTERS = _table(
    en="the a an he she it its they their we our you i in on at by for from with after before during when"
    " while if but and or so yet however this that these those there here his her my what who why how as"
    " since although both not no all some many most more another each now then meanwhile also according"
    " to nobody everyone under over about police officials earlier later last next once one two three"
    " until because",
    de="der die das den dem des ein eine einen einem er sie es wir ich ihr in im am an auf bei mit nach"
    " vor seit wenn als aber und oder doch dann so dies diese dieser dieses auch nun hier da zum zur wie"
    " was wer nur für man laut unter über durch gegen zudem jedoch danach dabei damit dazu weil nicht",
    fr="le la les l un une des il elle ils elles on nous vous je ce cette ces cet dans en à au aux pour"
    " par mais et ou selon depuis après avant lors alors son sa ses leur c'est si sur sous avec sans",
    es="el los las la una un en al del pero y o según su sus este esta estos él ella desde tras con sin"
    " por para cuando si se no lo que ya",
    it="il lo la gli i le un una nel nella ma e o secondo per con dopo da di dal del della questo questa"
    " si non che",
    pt="o a os as um uma no na em mas e ou segundo para por com após ele ela este esta se não que",
    ru="в во на по к ко с со у из за от до о об при он она оно они мы я вы это этот эта эти но а и или как"
    " что когда если также так для после перед однако между тем его её их там тогда затем поэтому ранее"
    " теперь не все",
    uk="в у на по до з із за від про при він вона воно вони ми я ви це цей ця ці але а і й та або як що"
    " коли якщо також так для після перед однак його її їх там тоді потім тому раніше не",
    nl="de het een hij zij ze we wij ik in op aan bij met na voor als maar en of dan dit dat deze die ook"
    " er volgens",
    sv="det den de en ett i på och men han hon vi jag som när om efter för med av till enligt här där nu då",
    da="det den de en et i på og men han hun vi jeg som når om efter for med af til ifølge her der nu da",
    nb="det den de en et i på og men han hun vi jeg som når om etter for med av til ifølge her der nå da",
    pl="w we na po do z ze od za o przy on ona ono oni my ja to ten ta te ale a i oraz lub jak co kiedy"
    " jeśli także",
    cs="v ve na po do z ze od za o při on ona ono oni my já to ten ta ty ale a i nebo jak co když pokud"
    " také podle",
)
# Verbs of speaking behind a quotation that has a mark of its own: "Why now?" Smith asked.
_SAID = _row(
    "said says asked asks told tells wrote writes added adds replied shouted cried tweeted posted"
    " insisted wondered exclaimed continued concluded joked quipped sagte fragte rief schrieb erklärte"
    " meinte sagt fragt dit demande demandé lance lancé déclaré écrit dijo preguntó escribió afirmó"
    " disse chiede chiesto scritto dichiarato perguntou afirmou zei vroeg sade sa sagde spurte"
    " powiedział zapytał řekl dodal"
)


@lru_cache(maxsize=4096)
def before_more(shape: str, language: str) -> bool:
    """Tell whether the abbreviation `shape` never ends a sentence."""
    return _known(shape, _rows(language)[0])


@lru_cache(maxsize=4096)
def maybe_last(shape: str, language: str) -> bool:
    """Tell whether the abbreviation `shape` can stand inside a sentence as well as at its end."""
    return _known(shape, _rows(language)[1])


def has_rows(language: str) -> bool:
    """Tell whether the tables know `language` well enough to decide alone."""
    return language in _BEFORE_MORE


def before_number(word: str) -> bool:
    """Tell whether the lower-case `word` is a reference when a number follows."""
    return word in _BEFORE_NUMBER


def begins_sentences(word: str, language: str) -> bool:
    """Tell whether the lower-case `word` begins sentences, and goes on after no abbreviation."""
    return word in _STARTERS.get(language, _STARTERS["en"])


def speaks(words: list[str]) -> bool:
    """Tell whether a verb of speaking is among the lower-case `words`."""
    return not _SAID.isdisjoint(words)


def _known(shape: str, row: frozenset[str]) -> bool:
    return shape in row or shape.lower() in row or (shape.isupper() and shape.title() in row)


@cache
def _rows(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the rows of both tables that hold in `language`; all of them where it is unknown."""
    # Names of people and firms in their English form stand in every language's news.
    own = ("en", language) if language in _BEFORE_MORE else tuple(_BEFORE_MORE)
    none: frozenset[str] = frozenset()
    return (
        none.union(*(_BEFORE_MORE[row] for row in own)),
        none.union(*(_MAYBE_LAST.get(row, none) for row in own)),
    )
