"""Words that carry a full stop without ending a sentence, words that begin one, and verbs of speaking.

Written for this project after the style books of news agencies (AP, Reuters, dpa, AFP, TASS). Keys are
ISO 639-1 codes. Abbreviations stand without their last stop and without inner spaces; one written with a
capital is known only with it ("Sat" but not "sat"), or all in capitals.
"""

import re
from functools import cache, lru_cache


def _row(*words: str) -> frozenset[str]:
    return frozenset(word for line in words for word in line.split())


def _table(**rows: str) -> dict[str, frozenset[str]]:
    # Icelandic is a word of Python too.
    return {language.rstrip("_"): _row(row) for language, row in rows.items()}


# Never the last word of a sentence: a name, a number or the rest of a phrase follows.
_BEFORE_MORE = _table(
    en="Mr Mrs Ms Dr Prof Gen Sen Rep Gov Lt Col Sgt Cpl Capt Cmdr Adm Maj Pvt Rev Hon Pres Supt Det Insp"
    " Messrs Sens Reps Govs Drs St Ste Mt Ft vs v cf e.g i.e viz approx Fig Figs Vol pp Asst Atty Brig M"
    " Mme Mlle Lt.Col",
    de="Dr Prof Hr Hrn Fr Frl Dipl Ing St bzw z.B d.h u.a ca bspw evtl ggf inkl exkl zzgl sog s.o s.u vgl"
    " o.ä h.c Mag geb gest i.V i.A lt rd mind max v.a Abg Gen Kpt Hptm i.d.R z.T z.Zt gem Fa med jur"
    " phil rer nat habil gegr",
    fr="M MM Mme Mmes Mlle Mlles Me Mgr Dr Pr St Ste p.ex av apr env cf Gén Cdt Cap Vve",
    es="Sr Sra Srta Sres D Dª Dña Dr Dra Ud Uds EE Gral Cnel Lic Ing p.ej aprox Sto Sta Av Avda Fdo Excmo",
    it="Sig Sig.ra Sigg Dott Dott.ssa Avv On Ing Arch Prof Prof.ssa S Gen Col p.es Rag Mons Card ca D.Lgs"
    " Sen Min Geom",
    pt="Sr Sra Dr Dra Prof Profa Eng Exmo Exma Av D Gen Cel p.ex aprox Cia Des Dep Min Sto Sta",
    ca="Sr Sra Dr Dra Prof p.ex aprox Av St Sta Mn",
    ro="dl dna d-na d-l dr prof ing ex nr str bd av conf lect gen col lt Sf",
    nl="Dhr Mevr Mw Dr Drs Mr Ir Prof bijv d.w.z resp t.a.v o.a m.n ca St mr dr drs ir prof mw dhr ing jhr",
    sv="Dr Prof t.ex bl.a ca s.k f.d dvs kl St resp fr.o.m t.o.m ev inkl",
    da="Dr Prof Hr Fr f.eks bl.a ca kl Skt pga hhv inkl evt ang",
    nb="Dr Prof Hr Fr f.eks bl.a ca kl St pga evt ang",
    no="Dr Prof Hr Fr f.eks bl.a ca kl St pga evt ang",
    is_="t.d þ.e m.a u.þ.b hr dr sk Sr",
    fi="Dr Prof esim ns mm ym klo n tri",
    et="dr prof nt s.t s.h jm lp hr pr ca",
    pl="ul al pl im św prof dr hab mgr inż tzn tzw np m.in ks gen płk kpt por ok gr ppłk abp bp st pn"
    " red hr mec śp sędz",
    cs="Dr Prof Ing Mgr Mudr MUDr JUDr PhDr RNDr Bc prof doc ing mgr dr tzv např tj ul sv gen plk kpt"
    " cca mj ústř nám tř arch akad kap por pplk genmjr mjr",
    sk="Dr Prof Ing Mgr MUDr JUDr PhDr RNDr Bc Doc prof doc ing mgr dr tzv napr tj ul sv gen plk cca"
    " nám resp kpt",
    sl="dr prof mag g ga npr t.i tj oz ul sv gen dipl inž doc",
    hr="dr prof mr g gđa gđica npr tzv tj ul sv gen odn doc ing dipl akad čl st br str tzv op",
    sr="dr prof mr g gđa npr tzv tj ul sv gen odn др проф мр г гђа нпр тзв тј ул св ген одн инж академ",
    hu="Dr dr ifj id özv Prof prof kb pl ún u.n ill stb vö Szt gr br",
    lt="dr prof pvz t.y gyv g pr m d",
    lv="dr prof piem t.i t.s u.tml Sv",
    el="κ κκ κα Δρ Καθ π.χ δηλ Αγ αρ Λεωφ τηλ βλ λ.χ Στρ υπ Υπ",
    ru="т.е т.н т.к им ул просп пр пл пер бул наб корп кв см ср напр акад проф доц тов обл р-н пос дер св"
    " ген полк лейт кап адм зам пом исп обл ст гр г-н г-жа м.н Св Ген Им",
    uk="т.зв тобто ім вул просп пл пров див напр акад проф доц обл р-н м см гр ген полк св о с смт буд",
    be="г.зн ім вул пр пл праф акад напр гл св ген",
    bg="ул бул пл проф акад доц д-р инж св ген т.нар т.е напр вж ок ж.к гр с",
    mk="ул бул проф акад доц д-р инж св ген т.н т.е на.пр гр",
    tr="Dr Doç Yrd Av Sn Prof örn bkz Gen Alb Org Cad Sok Mah Hz Müh Op Uzm Ord Yzb Tuğg Korg",
    az="Dr Prof məs bax akad küç",
    id="Dr Ir Drs Jl Sdr Tn Ny Prof dst Hj H Bpk Kol Jend Gg",
    ms="Dr Prof Jln En Pn Hj",
    vi="TP Tp ThS TS PGS GS BS KS LS Q P NXB Th.S P.GS ĐT tr",
    hi="डॉ प्रो पं श्री सु कु रु",
    mr="डॉ प्रा श्री सौ पं रु",
    ne="डा प्रा श्री पं रु",
    bn="ডা ড মো প্রফে মি মিসেস অধ্যা ইঞ্জি মোঃ",
    he="ד פרופ רח שד עמ מס",
    ar="د أ م ص ج أ.د",
    fa="دکتر م ص ر.ک ج",
    ka="ბ ბ-ნი ქ-ნი ე.ი ე.წ მაგ ქ გვ",
)
# May end a sentence; it does when the next word is one that begins sentences.
_MAYBE_LAST = _table(
    en="U.S U.K U.N E.U U.S.A U.A.E D.C L.A N.Y Inc Corp Co Ltd LLC PLC Jr Sr Bros Dept Dist Assn"
    " Univ Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri Sat Ave"
    " Blvd Rd Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Mass Md Mich Minn Miss Mo Mont"
    " Neb Nev Okla Ore Pa Tenn Tex Va Vt Wash Wis Wyo B.C A.D Ph.D M.D B.A M.A al ft lb oz mph est",
    de="Mio Mrd Tsd Jh Jhdt v.Chr n.Chr Str Jan Feb Apr Aug Sept Okt Nov Dez Mo Di Do Fr Sa GmbH u.U",
    fr="janv févr avr juil sept oct nov déc min J.-C S.A S.A.R.L",
    es="S.A S.L Cía EE.UU UU ene feb abr jun jul sept oct nov dic",
    it="S.p.A S.r.l gen feb apr giu lug ott nov dic",
    pt="Ltda S.A jan fev abr jun jul nov dez",
    nl="N.V B.V jl",
    pl="r w tys godz",
    cs="r a.s s.r.o",
    sk="r a.s s.r.o",
    hu="Kft Zrt Nyrt",
    ro="S.A S.R.L ian feb apr iun iul aug sept oct noi dec",
    ru="г гг в вв н.э",
    uk="р рр ст н.е",
    bg="г",
    tr="A.Ş Ltd Şti vb",
)
# Ends a list or an amount: a capital behind it begins a sentence.
_CLOSING = _table(
    en="etc a.m p.m",
    de="usw u.v.m etc usf",
    fr="etc av.J.-C apr.J.-C",
    es="etc a.C d.C p.m a.m",
    it="ecc etc a.C d.C mln mld",
    pt="etc a.C d.C",
    ca="etc a.C d.C",
    ro="etc ș.a lei mil mld",
    nl="enz e.d etc mln mld",
    sv="osv m.m m.fl o.d etc kr milj md",
    da="osv m.m m.fl mio mia kr",
    nb="osv m.m m.fl mill mrd kr",
    fi="jne yms ym",
    pl="zł mln mld itd itp",
    cs="atd apod tis mil mld Kč hod min",
    sk="atď apod tis mil mld hod min h",
    hr="itd kn mil mlrd",
    sr="itd mil mlrd din итд мил млрд дин",
    sl="itd ipd mio mrd",
    hu="stb",
    el="κ.λπ κλπ κ.ά π.Χ μ.Χ π.μ μ.μ",
    ru="тыс млн млрд трлн руб коп долл чел т.д т.п др мес мин сек час кг км и.т.д",
    uk="тис млн млрд грн дол т.д т.п ін хв год",
    bg="лв млн млрд хил ч др",
    be="тыс млн млрд руб г.д",
    tr="vs",
    ka="ა.შ",
)
# Before a number they are references ("No. 10", "Art. 5"), amounts or estimates; elsewhere plain words.
_BEFORE_NUMBER = _row(
    "no nos art arts nr n núm num nº p pp pág s str § abs ziff rn par para paras sec ch chap fig vol ed"
    " op bd"
    " kap ust tel ext cap co comma odst písm čl članak ods st br pkt poz tab obr gl alin lit stk §§ cca"
    " ca ok circa apm kb"
    " approx tlf puh rs"
    " ст п пп ч гл рис табл стр д кв тел № č čl poz чл ал т ок мал став бр буд άρθ αρ παρ εδ τηλ σελ"
)
# A word all of consonants is written short ("kb.", "pkt.", "ltd.").
CONSONANTS = re.compile(r"[bcdfghjklmnpqrstvwxzčćďđňřšťžßбвгґджзйклмнпрстфхцчшщ]{2,5}\Z")
_PLAIN_WORD = re.compile(r"[a-zа-яёіїєґ]+")
# Names written with an exclamation mark.
_SHOUTS = _row("yahoo jeopardy yum joomla oklahoma mamma panic wham jeb")
# Units have no stop of their own, though many are all consonants; so have these interjections and words.
_UNITS = _row(
    "km kg cm mm mg ml dl hl sqm sqft kb mb gb tb hz kw mw gw kwh mwh nm ppm kmh mph hp bn tn tv pc dvd"
    " cd gps sms dj"
    " hmm mmm shh psst pst brr км кг см мм мг мл кб мб гб кв квт"
)
# "Sat" is a day and "sat" a verb here, "Mag" a title and "mag" a verb: capitals count.
_CAPITAL_TITLES = frozenset({"en", "de"})
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
    " por para cuando si se no lo que ya fue",
    it="il lo la gli i le l il un una nel nella nell dell all dall sull ma e o secondo per con dopo da di"
    " dal del della questo questa si non che",
    pt="o a os as um uma no na em mas e ou segundo para por com após ele ela este esta se não que",
    ca="el la els les l un una en al del però i o segons amb per des després quan si no que",
    ro="el ea ei o un în pe la din de dar și sau după cu pentru când dacă nu acest această",
    ru="в во на по к ко с со у из за от до о об при он она оно они мы я вы это этот эта эти но а и или как"
    " что когда если также так для после перед однако между тем его её их там тогда затем поэтому ранее"
    " теперь не все",
    uk="в у на по до з із за від про при він вона воно вони ми я ви це цей ця ці але а і й та або як що"
    " коли якщо також так для після перед однак його її їх там тоді потім тому раніше не",
    bg="в във на по с със за от до при той тя то те ние аз това този тази тези но а и или как че когато ако"
    " след преди обаче там тогава не",
    sr="u na po s sa za od do pri on ona oni mi ja to taj ta ali a i ili kako kad ako posle pre međutim ne"
    " у на по с са за од до при он она они ми ја то тај та али а и или како кад ако после пре међутим не",
    hr="u na po s sa za od do pri on ona oni mi ja to taj ta ali a i ili kako kad ako nakon prije međutim ne",
    hu="a az egy ő ők mi ez azok ezek és de vagy ha hogy nem már majd szerint után",
    tr="bu o şu bir biz ben onlar ve ama fakat ancak daha sonra için göre çünkü",
    nl="de het een hij zij ze we wij ik in op aan bij met na voor als maar en of dan dit dat deze die ook"
    " er volgens zijn",
    sv="det den de en ett i på och men han hon vi jag som när om efter för med av till enligt här där nu då",
    da="det den de en et i på og men han hun vi jeg som når om efter for med af til ifølge her der nu da",
    nb="det den de en et i på og men han hun vi jeg som når om etter for med av til ifølge her der nå da",
    fi="se hän he me minä ja mutta tai kun jos että myös nyt sitten tämä ne on ei",
    pl="w we na po do z ze od za o przy on ona ono oni my ja to ten ta te ale a i oraz lub jak co kiedy"
    " jeśli także",
    cs="v ve na po do z ze od za o při on ona ono oni my já to ten ta ty ale a i nebo jak co když pokud"
    " také podle",
    sk="v vo na po do z zo od za o pri on ona ono oni my ja to ten tá ale a i alebo ako čo keď ak tiež podľa",
)
# Verbs of speaking behind a quotation that has a mark of its own: "Why now?" Smith asked.
_SAID = _row(
    "said says asked asks told tells wrote writes added adds replied shouted cried tweeted posted"
    " insisted wondered exclaimed continued concluded joked quipped sagte fragte rief schrieb erklärte"
    " meinte sagt fragt dit demande demandé lance lancé déclaré écrit dijo preguntó escribió afirmó"
    " disse chiede chiesto scritto dichiarato perguntou afirmou zei vroeg sade sa sagde spurte"
    " powiedział zapytał řekl dodal"
    " שאל שאלה אמר אמרה הוסיף הוסיפה השיב תהה قال قالت سأل سألت أضاف أضافت تساءل صرخ گفت پرسید افزود"
    " पूछा कहा बोले बोली बताया पूछे پوچھا کہا بولے বললেন বলেন জিজ্ঞাসা জানতে প্রশ্ন ጠየቀ ጠየቀች አለ አለች ሲል ስትል"
    " იკითხა თქვა ჰკითხა ասաց հարցրեց 물었다 말했다 물었습니다 말했습니다 외쳤다 답했다"
    " கேட்டார் கூறினார் అడిగారు అన్నారు"
)


# A text has some thousand different words; most last words come again and again.
@lru_cache(maxsize=8192)
def ordinary(word: str, language: str) -> bool:
    """Tell whether `word` is in lower case, has a vowel and three letters, and is in none of the tables."""
    if len(word) < 3 or not (word.isalpha() and word.islower()) or word in _BEFORE_NUMBER:
        return False
    return not CONSONANTS.match(word) and not any(_known(word, row) for row in _rows(language))


@lru_cache(maxsize=4096)
def before_more(shape: str, language: str) -> bool:
    """Tell whether the abbreviation `shape` never ends a sentence."""
    return _known(shape, _rows(language)[0])


@lru_cache(maxsize=4096)
def maybe_last(shape: str, language: str) -> bool:
    """Tell whether the abbreviation `shape` can stand inside a sentence as well as at its end."""
    return _known(shape, _rows(language)[1])


@lru_cache(maxsize=4096)
def closes(shape: str, language: str) -> bool:
    """Tell whether the abbreviation `shape` ends a list or an amount, and with it mostly a sentence."""
    return _known(shape, _rows(language)[2])


def unit(word: str) -> bool:
    """Tell whether the lower-case `word` is written without vowels and yet is no abbreviation."""
    return word in _UNITS


def shouts(word: str) -> bool:
    """Tell whether the lower-case `word` is a name with an exclamation mark."""
    return word in _SHOUTS


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
def _rows(language: str) -> tuple[frozenset[str], ...]:
    """Return the rows of the three tables that hold in `language`; all of them where it is unknown."""
    tables = (_BEFORE_MORE, _MAYBE_LAST, _CLOSING)
    none: frozenset[str] = frozenset()
    english = tuple(table["en"] for table in tables)
    if language not in _BEFORE_MORE:
        # What is short for something in one language is a word of another: "ill", "red".
        every = (none.union(*table.values()) for table in tables)
        return tuple(
            own | {word for word in row if not _PLAIN_WORD.fullmatch(word) or CONSONANTS.match(word)}
            for own, row in zip(english, every, strict=True)
        )
    # Names of people and firms in their English form stand in every language's news.
    own, maybe, closing = (
        row | table.get(language, none) for row, table in zip(english, tables, strict=True)
    )
    if language not in _CAPITAL_TITLES:
        # "Sig." or "sig.": titles are written either way.
        own |= {word.lower() for word in _BEFORE_MORE[language]}
    return own, maybe, closing
