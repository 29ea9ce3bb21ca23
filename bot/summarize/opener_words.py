"""By which words a sentence leans on the one before it, one row a language. Read by `openers.py`.

Phrases stand between commas, in lower case, with straight apostrophes; each is a regular expression, and
`{said}` in it stands for the row's verbs. To add a language, give it a row here and examples in the tests.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class OpenerWords:
    """The words of one language; what is empty is not looked for."""

    pronouns: str
    """First words that stand for someone or something named before: he, his wife, this plan."""
    connectives: str
    """First words that answer, add to or follow from what was said before: but, therefore, for example."""
    transitions: str = ""
    """First words that only place the sentence beside another, and read well alone: meanwhile, later."""
    alone: str = ""
    """What begins like one of these and still stands alone: it is clear that, this year."""
    roles: str = ""
    """Nouns for a person or body that a name would have to come before: minister, company."""
    the: str = ""
    """The articles before a role; where there are none, `acts` has to match the word after it."""
    acts: str = ""
    """What a verb looks like, right after a role."""
    told_by: str = ""
    """Words after a role by which it says itself whom it means: the head of, the man who."""
    he: str = ""
    """Pronouns for one person as the subject."""
    they: str = ""
    """The same for several."""
    said: str = ""
    """Verbs that go with speech."""
    bare_verb: bool = False
    """Whether a verb without a subject speaks of someone named before."""
    clauses: str = ""
    """Words that open a clause, in which a pronoun follows at once: when he left."""
    when: str = ""
    """Words that open a phrase, after which a pronoun may follow: in March he left."""
    his: str = ""
    """Possessives of one person."""
    a: str = ""
    """Articles of what is new: whoever is a "he" after them is named enough."""
    midway: str = ""
    """Connectives that stand between commas after the first words: the price, however, …"""
    inside: str = ""
    """The same without commas, in the first clause."""
    it: str = ""
    """Pronouns besides `he`, `they` and `his` by which a clause goes on with what the one before it named."""
    answers: str = ""
    """Words that open a clause which is no sentence where nothing follows it: because."""


# fmt: off
OPENERS: Mapping[str, OpenerWords] = MappingProxyType({
    "en": OpenerWords(
        pronouns="he, she, they, it, his, her, their, its, him, them, theirs, hers, this, that, these, "
        "those, such, others, another, neither(?! .* nor ), both (men|women|sides|countries|teams|companies|"
        "of them), one of (them|these|those|the two), (some|many|most|none|all|two|three|half) of (them|"
        "these|those), the (latter|same|two|pair|duo|trio|couple)",
        connectives="but, and, or, nor, so, yet, however, therefore, thus, hence, nevertheless, "
        "nonetheless, still, moreover, furthermore, besides, also, too, instead, otherwise, likewise, "
        "similarly, accordingly, consequently, indeed, for (example|instance), for (this|that) reason, in "
        "(addition|contrast|turn|fact|short|other words|particular|this regard|this respect|that case|this "
        "case|that regard|response), in (doing so|so doing), as a result, as such, at the same time, on the "
        "(other hand|contrary|one hand), by contrast, that said, even so, after (that|this|which), because "
        "of (this|that), despite (this|that), with (this|that) in mind, to (this|that) end, due to this, "
        "apart from that, what is more, what's more, in the process, then, there(after|upon), this is why, "
        "that is why, if so, if not, rather, here, perhaps not, among (them|these|those), according to (him|"
        "her|them|it), like (him|her|them|this), ditto, alternatively, conversely, either way, in any case, "
        "first(ly)?,, second(ly)?,, third(ly)?,, finally,, lastly,, additionally",
        transitions="meanwhile, in the meantime, later, earlier, previously, now, since then, until then, "
        "separately, elsewhere, again, once again, afterwards?, overall, of course, for (his|her|their|its) "
        "part, until now, at the time, next, soon, eventually, ultimately",
        alone="it('s| is| was| has been| had been| will be| would be| may be| might be| could be| should be|"
        " can be| isn't| wasn't| became| becomes| seems| appears)( not| also| still| now)? [^,.;]*?(that|to|"
        "who|whether|when|how|why|if|until|since|before|because|what|for)\\b, it('s| is| was| will be)( not|"
        " also| still| now| about)? (the (first|second|third|last|only|latest|biggest|worst) time|too "
        "(early|late|soon)|(monday|tuesday|wednesday|thursday|friday|saturday|sunday|unclear|raining|"
        "snowing|cold|dark|unknown|possible|midnight|noon)|not (clear|known)), it (is|was|has been) "
        "(believed|thought|said|hoped|feared|estimated|understood|reported|alleged), it (takes|took|will "
        "take|cost|costs|remains|turned out|turns out|emerged|came to light|comes amid|may seem|would take|"
        "took until), it (rained|snowed), this (year|month|week|weekend|morning|afternoon|evening|spring|"
        "summer|autumn|fall|winter|season|century|decade|time|monday|tuesday|wednesday|thursday|friday|"
        "saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|"
        "december), these days, those (who|whose|with|without|in|on|of|from|at|under|over|aged|living|"
        "working|involved|affected|responsible|wishing|seeking|interested|arrested|killed|injured|near), "
        "that (the|a|an|he|she|it|they|there|so|i|we|you)\\b, such as, so far, earlier (today|this|"
        "last)\\b, later (today|this|in|on)\\b, next (week|weekend|month|year|summer|season|spring)\\b, "
        "and(?=,? (so on|others)), still (life|waters?|image|photos?), so-called, here (is|are|comes), "
        "here's, here in, yet another, then[- ](president|prime|secretary|senator|governor|mayor|chancellor|"
        "candidate|the), also known, also named, its? is not only, all of (them|these|those) (who|with), "
        "both of them (who|with)",
        roles="(former |late |veteran |outgoing |incoming |ex-)?((prime |foreign |finance |defence |defense "
        ")?minister|president|diplomat|politician|lawmaker|senator|congress(man|woman)|mayor|governor|"
        "chancellor|spokes(man|woman|person)|official|general|officer|detective|lawyer|attorney|judge|"
        "prosecutor|defendant|suspect|accused|victim|attacker|gunman|man|woman|boy|girl|teenager|actor|"
        "actress|singer|musician|rapper|comedian|director|filmmaker|author|writer|journalist|reporter|"
        "scientist|researcher|professor|doctor|teacher|student|player|striker|midfielder|defender|"
        "goalkeeper|coach|manager|captain|athlete|billionaire|businessman|businesswoman|entrepreneur|"
        "executive|analyst|economist|expert|activist|bishop|priest|company|firm|club|band|retailer|carmaker|"
        "automaker|airline|start-?up|lender|bank|publisher|broadcaster|chipmaker|drugmaker|startup|"
        "organi[sz]ation|charity|agency|watchdog), \\d{1,3}-year-old( (man|woman|boy|girl|actor|actress|"
        "singer|player|striker|student|suspect|mother|father))?",
        the="the",
        told_by="of, for, who, whose, that, which, in, at, from, behind, with, to, on, responsible, accused "
        "of, and, known, named, called, identified, charged, arrested, killed, elected, against, over, by, "
        "between",
        he="he, she",
        they="they",
        said="said, says, believes?, believed, thinks, thought, feels, felt, added, adds, told, explained, "
        "noted, wrote, argued, continued, recalled, claimed, stressed, insisted, warned, admitted, "
        "concluded, tweeted, posted, asked, replied, stated, declared, announced, remarked, emphasi[sz]ed",
        clauses="when, while, although, though, because, once, until, if, whenever, as, after, before, since",
        when="since, for, in, at, during, on, with, by, from, despite, through, under, throughout, of, last, "
        "speaking, asked, later, earlier, yesterday, today, now, (talk|comment|writ|answer|respond|address|"
        "add|referr|appear|testify)ing",
        his="his, her",
        a="a, an, any, every, each, no, one",
        midway="however, therefore, though, nevertheless, nonetheless, instead, on the other hand, by "
        "contrast, for (example|instance), too",
        it="it, its, their, this, that, there, we, i, you",
        answers="because(?! of)",
    ),
    "de": OpenerWords(
        pronouns="er, sie, ihr, ihre, ihren, ihrem, ihrer, ihres, sein, seine, seinen, seinem, seiner, "
        "seines, ihm, ihn, ihnen, diese, dieser, dieses, diesem, diesen, dies, solche, solcher, jene, "
        "jener, deren, dessen, derselbe, letzterer, letztere, beide, andere, das (ist|war|sei|wird|würde|"
        "wäre|hat|habe|hatte|hätte|bedeutet|bedeute|teilte|teilten|berichtet|berichtete|berichten|gilt|"
        "gelte|sagte|kann|könnte|zeigt|zeige|geht|gehe|soll|reicht|macht|heißt|führte|führt)",
        connectives="aber, und, oder, doch, jedoch, denn, sondern, deshalb, deswegen, daher, darum, somit, "
        "folglich, also, außerdem, zudem, ferner, darüber hinaus, überdies, auch, allerdings, dennoch, "
        "trotzdem, gleichwohl, dagegen, hingegen, stattdessen, dabei, dazu, dafür, davon, damit, daran, "
        "darauf, daraufhin, darüber, darunter, daraus, danach, davor, dadurch, darin, hierfür, hierzu, "
        "hierbei, zum beispiel, beispielsweise, etwa so, so auch, ebenso, ebenfalls, andererseits, "
        "einerseits, im gegenteil, im gegensatz dazu, infolgedessen, demnach, demzufolge, nichtsdestotrotz, "
        "vielmehr, schließlich, zugleich, gleichzeitig, trotz alledem, aus diesem grund, in diesem "
        "zusammenhang, nach (seinen|ihren) (worten|angaben), dort, (erstens|zweitens|drittens)",
        transitions="inzwischen, unterdessen, mittlerweile, derweil, später, zuvor, zuletzt, seitdem, "
        "anschließend, dann, nun, jetzt, bislang, bisher, währenddessen",
        alone="diese (woche|saison|nacht|tage)\\b, dieses (jahr|wochenende|mal), diesen (monat|sommer|"
        "herbst|winter|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|januar|februar|märz|"
        "april|mai|juni|juli|august|september|oktober|november|dezember), diesem jahr, dieser tage, sie "
        "(können|müssen|sollten|möchten|wollen|brauchen|dürfen)\\b, und zwar, auch (die|der|das|den|dem|in|"
        "im|für|bei|aus|auf|an|am|nach|von|vom|mit|wenn)\\b.*, denn(?= )(?=.*\\?), damit (die|der|das|es|"
        "sie|man)\\b, andere (länder|staaten)\\b",
        roles="(frühere |ehemalige |damalige )?(\\w*minister(in)?|präsident(in)?|diplomat(in)?|"
        "politiker(in)?|bürgermeister(in)?|kanzler(in)?|(presse|regierungs)?sprecher(in)?|abgeordnete|"
        "senator(in)?|anwalt|anwältin|richter(in)?|staatsanwalt|staatsanwältin|angeklagte|verdächtige|"
        "beschuldigte|tatverdächtige|täter(in)?|mann|frau|junge|mädchen|jugendliche|fahrer(in)?|"
        "schauspieler(in)?|sänger(in)?|regisseur(in)?|autor(in)?|schriftsteller(in)?|journalist(in)?|"
        "forscher(in)?|wissenschaftler(in)?|professor(in)?|trainer(in)?|stürmer(in)?|torwart|kapitän|"
        "unternehmer(in)?|milliardär|experte|expertin|konzern|firma|unternehmen|verein|hersteller|band|"
        "behörde|\\d{1,3}-jährige|\\d{1,3}jährige)",
        the="der, die, das",
        told_by="der, die, das, des, von, vom, für, aus, in, im, bei, beim, mit, hinter, und, zwischen, am, "
        "an, zur, zum, gegen, über, auf",
        he="er, sie",
        said="sagt, sagte, erklärt, erklärte, betont, betonte, ergänzt, ergänzte, fügte, so, meint, meinte, "
        "schrieb, schreibt, warnt, warnte, berichtet, berichtete, fordert, forderte, kündigte",
        clauses="als, nachdem, bevor, während, weil, da, wenn, obwohl",
        when="in, bei, nach, vor, mit, im, am, um, seit, zu, auf, später, zuvor, gestern, heute, dort",
        his="seiner, seinem, seinen, seine, ihrer, ihrem, ihren",
        a="ein, eine, einem, einen, einer, jeder, jede, kein, keine",
        inside="jedoch, allerdings, hingegen, indes, dagegen(?![^.]*,)",
        answers="weil",
    ),
    "fr": OpenerWords(
        pronouns="il, elle, ils, elles, lui, leur, leurs, son, sa, ses, celui-ci, celle-ci, ceux-ci, "
        "celles-ci, celui-là, celle-là, ce dernier, cette dernière, ces derniers, ces dernières, ce, cet, "
        "cette, ces, cela, ceci, ça, c'est, c'était, ce sont, d'autres, certains d'entre eux, tous deux, "
        "toutes deux, selon (lui|elle|eux), d'après (lui|elle|eux)",
        connectives="mais, et, ou, or, donc, car, cependant, toutefois, pourtant, néanmoins, ainsi, par "
        "conséquent, en conséquence, de plus, en outre, par ailleurs, d'ailleurs, aussi, également, en "
        "effet, en revanche, au contraire, par contre, d'autre part, d'une part, par exemple, en fait, en "
        "somme, bref, enfin,, de même, c'est pourquoi, dès lors, malgré cela, à ce titre, à cet égard, dans "
        "ce (contexte|cadre|cas), pour autant, sinon, autrement dit, à l'inverse, de son côté(?=, il|, "
        "elle), du coup, résultat, puis, ensuite, y compris, premièrement, deuxièmement",
        transitions="pendant ce temps, entre-temps, plus tard, plus tôt, auparavant, depuis lors, depuis,, "
        "désormais, parallèlement, de son côté, de leur côté, pour sa part, jusque-là, maintenant",
        alone="il (va falloir|y a|y avait|y aura|n'y a|faut|fallait|faudra|faudrait|a fallu|ne faut|s'agit|"
        "s'agissait|semble|reste|suffit|convient|existe|paraît|pleut|pleuvait|neige|manque|arrive|vaut "
        "mieux|est (important|possible|impossible|nécessaire|difficile|probable|temps|vrai|clair|interdit|"
        "facile|urgent|rare|conseillé|recommandé|essentiel|prévu|question|trop tôt|encore trop)|était "
        "(important|possible|impossible|nécessaire|difficile|temps|prévu|clair)), c'est (à|en|dans|le|la|"
        "les|une?|avec|pour|par|au|aux|sur|chez|ce que|ce qui)\\b.*\\b(que|qui|qu')\\b.*, ce (lundi|mardi|"
        "mercredi|jeudi|vendredi|samedi|dimanche|matin|soir|week-end|mois|printemps|qui|que)\\b, ce qu', "
        "cet (été|automne|hiver|après-midi), cette (année|semaine|nuit|saison|fois), ces (jours|temps|"
        "dernières|derniers), et si\\b, aussi (bien|longtemps|grand|grande|importante?)\\b",
        roles="(ancien |ancienne |ex-)?(ministre|président|présidente|diplomate|homme politique|maire|"
        "député|députée|sénateur|sénatrice|porte-parole|avocat|avocate|juge|procureur|procureure|accusé|"
        "accusée|suspect|suspecte|prévenu|prévenue|victime|assaillant|conducteur|conductrice|homme|femme|"
        "adolescent|adolescente|garçon|fillette|acteur|actrice|chanteur|chanteuse|réalisateur|réalisatrice|"
        "auteur|autrice|écrivain|journaliste|chercheur|chercheuse|scientifique|professeur|médecin|joueur|"
        "joueuse|attaquant|milieu|défenseur|gardien|entraîneur|sélectionneur|capitaine|champion|championne|"
        "milliardaire|entrepreneur|patron|dirigeant|dirigeante|responsable|entreprise|société|groupe|club|"
        "constructeur|association|quinquagénaire|trentenaire|quadragénaire|sexagénaire|septuagénaire)",
        the="le, la, l', les",
        told_by="de, du, des, d', qui, que, dont, pour, à, au, aux, en, chez, et, par, sur, contre, avec, "
        "où, chargée?, accusée?, soupçonnée?",
        he="il, elle",
        they="ils, elles",
        said="dit-, déclare-, explique-, ajoute-, affirme-, souligne-, estime-, précise-, poursuit-, "
        "assure-, confie-, raconte-, écrit-, rappelle-, conclut-, a-t-, indique-, martèle-, insiste-, "
        "avait-, lance-, regrette-",
        clauses="quand, lorsque, lorsqu', alors que, alors qu', comme, si, s', bien que",
        when="après, avant, pendant, en, dans, à, lors de, lors d', depuis, dès, pour, avec, par, au, hier, "
        "aujourd'hui, ensuite, interrogée?, puis, malgré, durant, après avoir, né, née",
        his="son, sa, ses",
        a="un, une, chaque, tout, aucun, aucune",
        midway="cependant, toutefois, en revanche, néanmoins, par exemple, au contraire",
        inside="toutefois, cependant, néanmoins, en revanche",
        answers="parce qu(e|'\\w+)",
    ),
    "es": OpenerWords(
        pronouns="él, ella, ellos, ellas, su, sus, suyo, este, esta, estos, estas, ese, esa, esos, esas, "
        "esto, eso, aquel, aquella, ello, dicho, dicha, dichos, dichas, tal, tales, ambos, ambas, otros, "
        "otras, le, les, lo (mismo|anterior|hizo|dijo), éste, ésta, estos últimos, este último, según (él|"
        "ella|ellos|dijo|explicó|añadió|agregó), (además |también |asimismo |posteriormente |luego )?{said} "
        "que",
        connectives="pero, y, o, e, sino, sin embargo, no obstante, por (lo tanto|tanto|eso|ello|esto|"
        "consiguiente|ejemplo|el contrario|otra parte|otro lado|un lado|una parte|esa razón|este motivo|"
        "ende), así que, así,, además, también, tampoco, asimismo, igualmente, de hecho, en efecto, en "
        "cambio, aun así, a pesar de (ello|eso|esto), en consecuencia, en este (sentido|contexto|caso), en "
        "ese (sentido|contexto|caso), del mismo modo, es decir, o sea, entonces, luego, después,, "
        "finalmente,, en primer lugar, en segundo lugar, con todo, al respecto, de ahí, pese a (ello|eso|"
        "esto), por último, de lo contrario",
        transitions="mientras tanto, entretanto, más tarde, anteriormente, previamente, posteriormente, por "
        "su parte, desde entonces, hasta ahora, ahora, a su vez, paralelamente",
        alone="este (año|mes|lunes|martes|miércoles|jueves|viernes|sábado|domingo|verano|otoño|invierno|fin "
        "de semana|siglo|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|"
        "diciembre), esta (semana|mañana|tarde|noche|madrugada|temporada|primavera|vez), estos días, tal "
        "(vez|y como|como), otros (países|tiempos), su (majestad|santidad), además de\\b, así como\\b, "
        "luego de\\b",
        roles="(ex|ex )?(ministr[oa]|president[ea]|diplomátic[oa]|político|política|alcalde|alcaldesa|"
        "diputad[oa]|senador|senadora|portavoz|vocero|vocera|abogad[oa]|juez|jueza|fiscal|acusad[oa]|"
        "sospechos[oa]|detenid[oa]|víctima|hombre|mujer|joven|niñ[oa]|actor|actriz|cantante|director|"
        "directora|autora?|escritora?|periodista|investigadora?|científic[oa]|profesora?|médic[oa]|"
        "jugadora?|delantero|delantera|portero|centrocampista|defensa|entrenadora?|técnico|capitán|capitana|"
        "empresari[oa]|multimillonario|mandatari[oa]|funcionari[oa]|líder|empresa|compañía|club|firma|banda|"
        "organización)",
        the="el, la, los, las",
        told_by="de, del, que, para, en, a, al, por, y, con, cuyo, cuya, contra, entre, sobre, detrás",
        he="él, ella",
        said="dijo, añadió, agregó, afirmó, explicó, señaló, aseguró, indicó, declaró, destacó, subrayó, "
        "manifestó, comentó, sostuvo, recordó, apuntó, reconoció, advirtió, insistió, concluyó, expresó, "
        "precisó, informó",
        bare_verb=True,
        clauses="cuando, después de que, antes de que, mientras, aunque",
        when="en, durante, tras, desde, a, con, para, de, según, ayer, hoy",
        a="un, una, cada, ningún, cualquier",
        midway="sin embargo, no obstante, en cambio, por el contrario, por ejemplo, por tanto",
        answers="porque",
    ),
    "it": OpenerWords(
        pronouns="lui, lei, egli, ella, essi, esse, loro, (il|la|i|le) (suo|sua|suoi|sue|loro), suo, sua, "
        "questo, questa, questi, queste, quest'ultim[oaie], quello, quella, quelli, quelle, ciò, tale, "
        "tali, entrambi, entrambe, altri, secondo (lui|lei|loro), (inoltre |poi )?({said}|ha aggiunto|ha "
        "detto|ha spiegato) che, gli, si tratta, è stat[oa] (lui|lei)",
        connectives="ma, e(?!'), ed, o(?!'), però, tuttavia, quindi, dunque, perciò, pertanto, inoltre, "
        "anche, infatti, invece, eppure, comunque, ciononostante, nonostante ciò, al contrario, d'altra "
        "parte, d'altronde, da una parte, dall'altra, per (esempio|questo|questa ragione|questo motivo), di "
        "conseguenza, in (questo|tal) senso, in questo (caso|contesto|modo), così,, poi, infine, allora, "
        "insomma, anzi, altrimenti, del resto, in effetti, allo stesso modo, a (tal|questo) proposito",
        transitions="nel frattempo, intanto, più tardi, successivamente, in precedenza, da allora, ora, "
        "finora, da parte sua, dal canto suo",
        alone="quest'(anno|estate|autunno|inverno), questa (settimana|mattina|sera|notte|volta|stagione|"
        "primavera), questo (mese|lunes|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|pomeriggio|fine "
        "settimana|weekend), quell[oai] (che|di|del|della)\\b, ciò che\\b, altri \\d, anche (se|il|la|lo|i|"
        "gli|le|in|a|per)\\b.*, così come\\b, tale e quale, gli (?!ha |è |hanno )\\w+",
        roles="(ex )?(ministr[oa]|presidente|diplomatic[oa]|politico|sindac[oa]|deputat[oa]|senatore|"
        "senatrice|portavoce|avvocat[oa]|giudice|imputat[oa]|indagat[oa]|vittima|uomo|donna|ragazz[oa]|"
        "attore|attrice|cantante|regista|autore|autrice|scrittore|scrittrice|giornalista|ricercatore|"
        "ricercatrice|professore|professoressa|medico|giocatore|giocatrice|attaccante|portiere|allenatore|"
        "tecnico|capitano|imprenditore|azienda|società|gruppo|club|premier|\\d{1,3}enne)",
        the="il, lo, la, l', i, gli, le",
        told_by="di, del, dello, della, dell', dei, degli, delle, d', che, per, in, nel, a, al, con, e, "
        "cui, contro, dietro, dal, da",
        he="lui, lei",
        said="disse, dice, aggiunge, aggiunse, spiega, spiegò, afferma, affermò, sottolinea, conclude, "
        "racconta, ha (detto|aggiunto|spiegato|dichiarato|affermato|sottolineato|concluso|scritto|"
        "raccontato|ribadito)",
        bare_verb=True,
        midway="tuttavia, invece, però, al contrario, per esempio, ad esempio",
    ),
    "pt": OpenerWords(
        pronouns="ele, ela, eles, elas, (o |a |os |as )?(seu|sua|seus|suas), est[ea]s?, ess[ea]s?, isto, "
        "isso, aquele, aquela, aquilo, tal, tais, ambos, ambas, outros, outras, segundo (ele|ela|eles), "
        "(também |ainda )?{said} que, o mesmo, a mesma, esses últimos, este último",
        connectives="mas, e, ou, porém, contudo, todavia, no entanto, entretanto, portanto, por isso, por "
        "(exemplo|conseguinte|outro lado|sua vez|um lado|essa razão|esse motivo), assim,, além disso, "
        "ademais, também, tampouco, de fato, com efeito, ao contrário, apesar disso, mesmo assim, em "
        "consequência, neste sentido, nesse sentido, nesse (caso|contexto), neste (caso|contexto), da mesma "
        "forma, ou seja, então, depois,, por fim, já, aliás, com isso, daí, caso contrário, por último",
        transitions="enquanto isso, mais tarde, anteriormente, posteriormente, desde então, até agora, "
        "agora, por sua vez, por seu lado",
        alone="est[ea] (ano|mês|semana|manhã|tarde|noite|verão|segunda|terça|quarta|quinta|sexta|sábado|"
        "domingo|temporada|fim de semana), tal (como|qual)\\b, já (em|n[oa]s?|é|foi|são)\\b.*, isto é, "
        "outros países, além disso de, e-mail",
        roles="(ex-)?(ministr[oa]|president[ea]|diplomata|polític[oa]|prefeit[oa]|deputad[oa]|senador|"
        "senadora|porta-voz|advogad[oa]|juiz|juíza|promotora?|acusad[oa]|suspeit[oa]|vítima|homem|mulher|"
        "jovem|ator|atriz|cantora?|diretora?|autora?|escritora?|jornalista|pesquisadora?|cientista|"
        "professora?|médic[oa]|jogadora?|atacante|goleiro|técnico|treinadora?|capitão|empresári[oa]|líder|"
        "empresa|companhia|clube|banda)",
        the="o, a, os, as",
        told_by="de, do, da, dos, das, que, para, em, no, na, a, ao, por, e, com, cujo, cuja, contra, "
        "entre, sobre",
        he="ele, ela",
        said="disse, afirmou, acrescentou, explicou, declarou, ressaltou, destacou, contou, completou, "
        "escreveu, concluiu, comentou, garantiu, informou, sublinhou, referiu, adiantou",
        bare_verb=True,
        midway="no entanto, porém, contudo, todavia, entretanto, por exemplo, portanto",
        answers="porque",
    ),
    "ro": OpenerWords(
        pronouns="el, ea, ei, ele, lui, acesta, aceasta, aceștia, acestea, acest, această, aceste, acel, "
        "acea, acei, acele, asta, acestui, acestei, ambii, ambele, (de asemenea, )?a ({said}) că, potrivit "
        "(acestuia|acesteia|lui|ei), soția (sa|lui), soțul (său|ei)",
        connectives="dar, și, iar, însă, ori, sau, totuși, cu toate acestea, prin urmare, așadar, deci, "
        "astfel, de aceea, în plus, de asemenea, totodată, de exemplu, pe de altă parte, în schimb, în "
        "consecință, în acest (sens|context|caz), în același timp, de fapt, apoi, în fine, altfel, "
        "dimpotrivă",
        transitions="între timp, mai târziu, anterior, ulterior, de atunci, acum, până acum, la rândul (său|"
        "ei|lui)",
        alone="acest an, această (săptămână|vară|toamnă|iarnă|primăvară), în acest an, astfel de",
        roles="(ministrul|președintele|diplomatul|politicianul|primarul|deputatul|senatorul|purtătorul de "
        "cuvânt|avocatul|judecătorul|procurorul|suspectul|victima|bărbatul|femeia|tânărul|tânăra|actorul|"
        "actrița|cântăreața|cântărețul|scriitorul|jurnalistul|cercetătorul|profesorul|medicul|jucătorul|"
        "atacantul|antrenorul|căpitanul|oficialul|compania|firma|premierul)",
        acts="(a|au|va|vor|s-a|este|era|susține|spune|afirmă|declară|precizează|a fost)\\b",
        he="el, ea, acesta, aceasta",
        said="spus, declarat, afirmat, adăugat, precizat, explicat, subliniat, transmis, menționat, scris",
    ),
    "nl": OpenerWords(
        pronouns="hij, zij, ze, zijn, haar, hun, hem, hen, deze, dit, dat, die, zulke, dergelijke, beiden, "
        "beide, anderen, volgens (hem|haar|hen)",
        connectives="maar, en, of, want, dus, echter, toch, daarom, daardoor, daarnaast, bovendien, verder, "
        "ook, daarentegen, integendeel, niettemin, desondanks, bijvoorbeeld, zo, aan de andere kant, in "
        "plaats daarvan, daarmee, daarna, daarbij, daarop, daarvoor, daarvan, daartoe, hierdoor, hiermee, "
        "hierbij, als gevolg daarvan, tegelijkertijd, vervolgens, kortom, evenmin, om die reden, overigens",
        transitions="ondertussen, intussen, inmiddels, later, eerder, sindsdien, nu, tot nu toe, toen, tot "
        "dusver",
        alone="deze (week|maand|zomer|herfst|winter|lente|ochtend|middag|avond|keer|dagen|vrijdag|maandag|"
        "dinsdag|woensdag|donderdag|zaterdag|zondag), dit (jaar|weekend|najaar|voorjaar|seizoen), zijne "
        "majesteit, ook (de|het|in|op|bij|als|voor|van)\\b.*, zo'n, of (de|het|er|ze|hij)\\b.*, zo (snel|"
        "veel|lang|groot)\\b, dat (de|het|een|er|hij|ze|zij)\\b",
        roles="(voormalige |ex-)?(minister|premier|president|diplomaat|politicus|burgemeester|kamerlid|"
        "woordvoerder|woordvoerster|advocaat|rechter|officier|verdachte|dader|slachtoffer|man|vrouw|jongen|"
        "meisje|acteur|actrice|zanger|zangeres|regisseur|schrijver|schrijfster|journalist|onderzoeker|"
        "hoogleraar|arts|speler|spits|keeper|trainer|coach|aanvoerder|ondernemer|bedrijf|concern|club|"
        "\\d{1,3}-jarige( man| vrouw)?)",
        the="de, het",
        told_by="van, die, dat, uit, voor, in, bij, met, achter, en, op, aan, tussen, tegen, naar",
        he="hij, zij, ze",
        said="zegt, zei, aldus, vertelt, vertelde, voegt, voegde, schrijft, schreef, stelt, benadrukt, meldt",
        clauses="toen, nadat, voordat, terwijl, omdat, als, hoewel",
        when="in, bij, na, voor, tijdens, met, op, sinds, later, gisteren, vandaag",
        his="zijn, haar",
        a="een, elke, iedere, geen",
        inside="echter, daarentegen",
        answers="omdat",
    ),
    "sv": OpenerWords(
        pronouns="han, hon, de (var|är|har|hade|ska|skulle|blev|kom|vill|kan|säger)\\b, hans, hennes, "
        "deras, dess, denna, denne, detta, dessa, den här, det här, de här, sådana, båda, andra, enligt "
        "(honom|henne|dem)",
        connectives="men, och, eller, så, dock, därför, därmed, dessutom, också, även, ändå, trots det, "
        "däremot, i stället, istället, till exempel, exempelvis, å andra sidan, följaktligen, alltså, "
        "samtidigt, vidare, då, dit, därefter, sedan dess, tvärtom, av den anledningen, likaså",
        transitions="under tiden, senare, tidigare, nu, hittills, sedan, härnäst",
        alone="denna (vecka|månad|sommar|gång|säsong), den här (veckan|månaden|gången|säsongen), det här "
        "året, detta år, andra (länder|halvlek)\\b, så (länge|många|mycket)\\b, även (om|i|på|den|det|"
        "de)\\b.*, då och då, sedan (i|den|\\d)\\b.*, och så vidare",
        roles="(förre |tidigare )?(ministern|statsministern|presidenten|diplomaten|politikern|borgmästaren|"
        "talespersonen|talesmannen|advokaten|domaren|åklagaren|misstänkte|mannen|kvinnan|pojken|flickan|"
        "skådespelaren|sångaren|sångerskan|regissören|författaren|journalisten|forskaren|professorn|läkaren|"
        "spelaren|anfallaren|målvakten|tränaren|kaptenen|företagaren|företaget|bolaget|klubben|"
        "\\d{1,3}-åringen)",
        acts="(sa|sade|säger|har|hade|är|var|ska|skulle|vill|kan|meddelar|meddelade|skriver|uppger|berättar|"
        "berättade|menar|anser|greps|döms|dömdes|blev|kom|fick|förnekar)\\b",
        he="han, hon",
        said="säger, sa, sade, skriver, berättar, tillade, tillägger, förklarar, menar, uppger",
        clauses="när, efter, innan, medan, eftersom",
        when="i, vid, på, under, med, senare, igår",
        his="hans, hennes",
        a="en, ett",
    ),
    "da": OpenerWords(
        pronouns="han, hun, de (var|er|har|havde|skal|blev|kom|vil|kan|siger)\\b, hans, hendes, deres, "
        "dens, dets, denne, dette, disse, sådanne, begge, ifølge (ham|hende|dem)",
        connectives="men, og, eller, så, dog, derfor, dermed, desuden, også, alligevel, trods det, derimod, "
        "i stedet, for eksempel, på den anden side, samtidig, endvidere, derefter, tværtimod, følgelig, "
        "altså, af den grund, ligeledes",
        transitions="imens, senere, tidligere, nu, hidtil, siden, imidlertid, i mellemtiden",
        alone="denne (uge|måned|sommer|gang|sæson|weekend), dette år, også (i|på|den|det|de)\\b.*, siden (i|"
        "den|\\d)\\b.*, så (længe|mange|meget)\\b, begge (lande|parter)\\b",
        roles="(tidligere )?(ministeren|statsministeren|præsidenten|diplomaten|politikeren|borgmesteren|"
        "talsmanden|talskvinden|advokaten|dommeren|anklageren|mistænkte|manden|kvinden|drengen|pigen|"
        "skuespilleren|sangeren|sangerinden|instruktøren|forfatteren|journalisten|forskeren|professoren|"
        "lægen|spilleren|angriberen|målmanden|træneren|anføreren|virksomheden|selskabet|firmaet|klubben|"
        "\\d{1,3}-årige)",
        acts="(siger|sagde|har|havde|er|var|skal|vil|kan|oplyser|oplyste|skriver|fortæller|fortalte|mener|"
        "blev|kom|fik|understreger|nægter)\\b",
        he="han, hun",
        said="siger, sagde, skriver, fortæller, fortalte, tilføjer, tilføjede, forklarer, mener, oplyser",
        clauses="da, efter, før, mens, fordi",
        when="i, ved, på, under, med, senere",
        his="hans, hendes",
        a="en, et",
    ),
    "no": OpenerWords(
        pronouns="han, hun, de (var|er|har|hadde|skal|ble|kom|vil|kan|sier)\\b, hans, hennes, deres, dens, "
        "dets, denne, dette, disse, slike, begge, ifølge (ham|henne|dem)",
        connectives="men, og, eller, så, likevel, derfor, dermed, dessuten, også, i tillegg, til tross for "
        "det, derimod, i stedet, for eksempel, på den andre siden, samtidig, videre, deretter, tvert imot, "
        "følgelig, altså, av den grunn, imidlertid",
        transitions="imens, i mellomtiden, senere, tidligere, nå, hittil, siden, foreløpig",
        alone="denne (uka|uken|måneden|sommeren|gangen|sesongen|helgen), dette året, også (i|på|den|det|"
        "de)\\b.*, siden (i|den|\\d)\\b.*, så (lenge|mange|mye)\\b, begge (land|parter)\\b",
        roles="(tidligere )?(ministeren|statsministeren|presidenten|diplomaten|politikeren|ordføreren|"
        "talsmannen|talspersonen|advokaten|dommeren|aktor|siktede|tiltalte|mannen|kvinnen|gutten|jenta|"
        "skuespilleren|sangeren|regissøren|forfatteren|journalisten|forskeren|professoren|legen|spilleren|"
        "spissen|keeperen|treneren|kapteinen|selskapet|bedriften|klubben|\\d{1,3}-åringen)",
        acts="(sier|sa|har|hadde|er|var|skal|vil|kan|opplyser|opplyste|skriver|forteller|fortalte|mener|ble|"
        "kom|fikk|understreker|nekter)\\b",
        he="han, hun",
        said="sier, sa, skriver, forteller, fortalte, legger, la, forklarer, mener, opplyser",
        clauses="da, etter, før, mens, fordi",
        when="i, ved, på, under, med, senere",
        his="hans, hennes",
        a="en, et, ei",
    ),
    "fi": OpenerWords(
        pronouns="hän, hänen, hänet, häntä, hänellä, he, heidän, heitä, tämä, tämän, tätä, nämä, se, sen, "
        "sitä, siitä, ne, niiden, tällainen, sellainen, molemmat",
        connectives="mutta, ja, tai, kuitenkin, siksi, sen vuoksi, tästä syystä, lisäksi, myös, silti, sen "
        "sijaan, toisaalta, esimerkiksi, näin, siis, joten, niinpä, tosin, samalla, myöskään, päinvastoin, "
        "siitä huolimatta, tämän takia, tämän jälkeen, sitten, vaan",
        transitions="sillä välin, myöhemmin, aiemmin, nyt, toistaiseksi, sittemmin, samaan aikaan",
        alone="tämän (vuoden|viikon|kuun|päivän)\\b, tänä, tällä (viikolla|kertaa|kaudella), ne jotka, se "
        "joka, sen jälkeen kun, sitten (vuoden|viime)\\b",
        roles="(entinen )?(ministeri|pääministeri|presidentti|diplomaatti|poliitikko|pormestari|"
        "kansanedustaja|tiedottaja|asianajaja|tuomari|syyttäjä|epäilty|mies|nainen|poika|tyttö|näyttelijä|"
        "laulaja|ohjaaja|kirjailija|toimittaja|tutkija|professori|lääkäri|pelaaja|hyökkääjä|maalivahti|"
        "valmentaja|kapteeni|yrittäjä|yhtiö|yritys|seura|\\d{1,3}-vuotias)",
        acts="(sanoi|sanoo|kertoi|kertoo|korosti|totesi|toteaa|on|oli|ei|aikoo|mukaan|lisäsi|ilmoitti|"
        "kieltää)\\b",
        he="hän",
        said="sanoi, sanoo, kertoi, kertoo, totesi, toteaa, lisäsi, lisää, korosti, muistutti, kirjoitti",
    ),
    "hu": OpenerWords(
        pronouns="ő, ők, neki, nekik, ez, ezek, ezt, ezeket, az (idézte|volt|lett)\\b, ennek, annak, azt "
        "(mondta|írta|állítja)\\b, ilyen, mindketten, mindkettő, szerinte, szerintük, hozzátette(?=[,:]| "
        "hogy), elmondta(?=[,:]| hogy), azt is {said}, kijelentette(?=[,:]| hogy)",
        connectives="de, és, vagy, azonban, viszont, ezért, emiatt, így, tehát, ugyanakkor, emellett, "
        "ezenkívül, továbbá, is, mégis, ennek ellenére, ezzel szemben, például, másrészt, egyrészt, "
        "következésképpen, sőt, ráadásul, ellenkezőleg, majd, aztán, ehelyett, ugyanis, hiszen, mindezek "
        "ellenére",
        transitions="közben, eközben, időközben, később, korábban, most, azóta, eddig, mindeközben",
        alone="ez (évben|az év)\\b, ezen a (héten|nyáron|télen), így is",
        roles="a (volt |korábbi )?(miniszter|miniszterelnök|elnök|diplomata|politikus|polgármester|"
        "képviselő|szóvivő|ügyvéd|bíró|ügyész|gyanúsított|vádlott|férfi|nő|fiú|lány|énekes|rendező|író|"
        "újságíró|kutató|professzor|orvos|játékos|csatár|kapus|edző|vállalat|cég|klub|társaság|\\d{1,3} "
        "éves (férfi|nő|fiú|lány)), az (ügyvéd|ügyész|elnök|edző|író|orvos|újságíró|énekes|előadó|áldozat)",
        acts="(szerint|azt|elmondta|hozzátette|kijelentette|közölte|úgy|hangsúlyozta|is|már|nem|kifejtette|"
        "most|korábban|tegnap|kedden|hétfőn|szerdán|csütörtökön|pénteken|\\w+(ta|te|tt))\\b",
        he="ő",
        said="mondta, tette hozzá, hozzátette, közölte, írta, fogalmazott, jelentette ki, mondja, "
        "nyilatkozta",
        bare_verb=True,
    ),
    "pl": OpenerWords(
        pronouns="on, ona, oni, one, ono, jego, jej, ich, jemu, im(?! więcej| bardziej| dalej), ten, ta, "
        "to, te, ci, tego, tej, tych, tym, taki, taka, takie, obaj, obie, oboje, inni, według (niego|niej|"
        "nich), jak {said}, {said}(,| też,| także,| również,) że",
        connectives="ale, i, a, lub, albo, jednak, jednakże, dlatego, więc, zatem, ponadto, poza tym, "
        "oprócz tego, dodatkowo, również, także, też, mimo to, natomiast, z kolei, zamiast tego, na "
        "przykład, z drugiej strony, z jednej strony, w związku z tym, w efekcie, w rezultacie, w "
        "konsekwencji, co więcej, przy tym, wówczas, wtedy, następnie, potem, zresztą, tymczasem jednak, "
        "lecz, bo, tym samym, w tym (kontekście|celu)",
        transitions="tymczasem, w międzyczasie, później, wcześniej, obecnie, teraz, od tego czasu, "
        "dotychczas, jak dotąd",
        alone="ten (rok|tydzień|weekend|miesiąc)\\b, tej (nocy|zimy|jesieni|wiosny), tego (lata|roku|dnia), "
        "to (właśnie )?(w|na|z|od)\\b, ci,? (którzy|co)\\b, ta,? która, to,? (co|że|czy|jak)\\b, tych,? "
        "którzy, a także, i tak, te,? które",
        roles="(były |była )?(minister|premier|prezydent|dyplomata|polityk|burmistrz|poseł|posłanka|senator|"
        "rzecznik|rzeczniczka|adwokat|sędzia|prokurator|oskarżony|podejrzany|mężczyzna|kobieta|chłopiec|"
        "dziewczyna|nastolatek|aktor|aktorka|piosenkarz|piosenkarka|reżyser|autor|autorka|pisarz|"
        "dziennikarz|dziennikarka|naukowiec|profesor|lekarz|piłkarz|zawodnik|napastnik|bramkarz|trener|"
        "kapitan|przedsiębiorca|firma|spółka|klub|\\d{1,3}-latek|\\d{1,3}-latka)",
        acts="((także |również |też |nie )?(\\w+(ał|ała|ił|iła|ył|yła|ął|ęła|ła|dł)|jest|ma|będzie|został|"
        "została)( się)?)\\b",
        he="on, ona",
        said="powiedział, powiedziała, dodał, dodała, podkreślił, podkreśliła, zaznaczył, zaznaczyła, "
        "stwierdził, stwierdziła, wyjaśnił, wyjaśniła, napisał, napisała, mówi, mówił, mówiła, dodaje, "
        "przyznał, przyznała, ocenił, oceniła, poinformował, poinformowała, zapewnił, zapewniła, tłumaczył, "
        "tłumaczyła",
        bare_verb=True,
        clauses="gdy, kiedy",
        when="po, przed, podczas, w, na, z, od, według",
        his="jego, jej",
        inside="jednak, natomiast",
    ),
    "cs": OpenerWords(
        pronouns="on, ona, oni, ony, ono, jeho, její, jejich, jemu, tento, tato, toto, tito, tyto, ten, ta, "
        "to, ti, ty, těch, toho, tomu, takový, taková, takové, oba, obě, jiní, podle (něj|něho|ní|nich), "
        "(dále |také |zároveň )?{said}(,| také,| rovněž,) že",
        connectives="ale, a, i, nebo, však, avšak, proto, tedy, navíc, kromě toho, také, rovněž, též, "
        "přesto, naopak, místo toho, například, na druhou stranu, v důsledku toho, přitom, zároveň, potom, "
        "pak, dále, ostatně, jenže, nicméně, tím, vzhledem k tomu, z tohoto důvodu, v této souvislosti",
        transitions="mezitím, později, dříve, nyní, od té doby, zatím, dosud, teď",
        alone="tento (týden|rok|měsíc|víkend|pátek), toto (léto|jaro), ti,? kteří, ten,? kdo, to,? (co|že|"
        "zda|jestli)\\b, zatím (co|ne)\\b, a také, i (přes|když|v|na|s|pro)\\b.*, ty,? které, také (v|na|z|"
        "pro)\\b.*",
        roles="(bývalý |bývalá )?(ministr|ministryně|premiér|premiérka|prezident|prezidentka|diplomat|"
        "politik|starosta|primátor|poslanec|poslankyně|senátor|mluvčí|advokát|soudce|soudkyně|obžalovaný|"
        "podezřelý|muž|žena|chlapec|dívka|herec|herečka|zpěvák|zpěvačka|režisér|autor|autorka|spisovatel|"
        "novinář|vědec|profesor|lékař|hráč|útočník|brankář|trenér|kapitán|podnikatel|firma|společnost|klub)",
        acts="((také |dnes |už |v\\w+ )?(\\w+(al|ala|il|ila|el|ela|nul|nula|tl|tla|dl|edla)|je|má|bude|byl|"
        "byla)( se| že)?)\\b",
        he="on, ona",
        said="řekl, řekla, dodal, dodala, uvedl, uvedla, prohlásil, prohlásila, vysvětlil, vysvětlila, "
        "napsal, napsala, doplnil, doplnila, upozornil, upozornila, zdůraznil, zdůraznila, sdělil, sdělila, "
        "míní, říká",
        bare_verb=True,
        inside="však",
    ),
    "ru": OpenerWords(
        pronouns="он, она, они, оно, его, её, ее, их, ему, ей, им, этот, эта, это, эти, этого, этой, этому, "
        "этим, этих, этом, эту, тот, та, те, такой, такая, такое, такие, таким, подобн(ый|ая|ое|ые), оба, "
        "обе, другие из них, по (его|её|ее|их) (словам|мнению|данным|оценке|информации|утверждению), об "
        "этом, со слов, как (он|она|они) {said}, (также |кроме того, |позже |при этом )?{said}(,| также,) "
        "что",
        connectives="но, и, а, или, однако, поэтому, потому, следовательно, таким образом, кроме того, "
        "помимо (этого|того), более того, к тому же, вдобавок, также, тоже, при этом, вместе с тем, тем не "
        "менее, несмотря на это, зато, напротив, наоборот, вместо этого, например, так,, с (одной|другой) "
        "стороны, в связи с этим, в результате, в итоге, в частности, в то же время, в этом (случае|"
        "контексте|отношении|смысле), в таком случае, в свою очередь, впрочем, хотя бы, тогда, затем, "
        "потом, после (этого|чего), иначе, итак, значит, по этой причине, именно (поэтому|он|она|они|этот|"
        "эта|это), даже, там, туда, оттуда, в ответ, до этого, для этого, из-за этого, к этому, тут, иными "
        "словами, во-первых, во-вторых, в-третьих, да и, благодаря этому, среди них, к слову",
        transitions="между тем, тем временем, позже, позднее, ранее, сейчас, теперь, с тех пор, до сих пор, "
        "пока, отметим, напомним, накануне, впоследствии",
        alone="этой (осенью|зимой|весной|ночью), этим (летом|утром|вечером), это (первый|первая|первое) "
        "[^,.]+, кот, те,? кто, тот,? кто, то,? (что|как)\\b, и\\. ?о\\., пока (не|что|в|на)\\b, там,? где, "
        "так,? (называем|как)\\w*, даже (если|в|на|при|после)\\b.*, тот факт, другие (страны|"
        "государства)\\b, его величество, её величество, также известн\\w+, хотя",
        roles="(бывш(ий|ая) |экс-)?(министр|премьер|премьер-министр|президент|вице-премьер|дипломат|политик|"
        "чиновник|чиновница|мэр|градоначальник|губернатор|депутат|сенатор|парламентарий|спикер|"
        "пресс-секретарь|представитель|адвокат|судья|прокурор|следователь|обвиняемый|обвиняемая|"
        "подозреваемый|подозреваемая|задержанный|задержанная|пострадавший|пострадавшая|мужчина|женщина|"
        "девушка|юноша|подросток|парень|актёр|актер|актриса|артист|певец|певица|музыкант|режиссёр|режиссер|"
        "автор|писатель|журналист|журналистка|ученый|учёный|эксперт|экономист|аналитик|профессор|врач|"
        "собеседник|источник|футболист|игрок|хоккеист|спортсмен|спортсменка|теннисист|теннисистка|форвард|"
        "вратарь|нападающий|защитник|тренер|капитан|бизнесмен|предприниматель|миллиардер|компания|фирма|"
        "корпорация|клуб|\\d{1,3}-летн(ий|яя)( \\w+)?|политолог|глава (государства|ведомства|министерства|"
        "правительства|компании|региона|республики|города))",
        acts="((также |ранее |не |уже |лично |ещё |еще )?(отверг|погиб|смог|помог|задержан|арестован|ранен|"
        "осуждён|осужден|госпитализирован)(а|ла|о|ли)?|(?!(дел|сил|школ|правил|газет|ракет|планет|"
        "лет)\\b)[а-яё]+(л|ла|ли|лся|лась|лись|ет|ит|ют|ут|ат|ят|ется|ится|ются)|был|была|по (его|её|ее) "
        "словам|рассказал|добавил|считает|уверен|уверена|намерен|намерена)\\b",
        he="он, она",
        they="они",
        said="сказал, сказала, сказали, отметил, отметила, добавил, добавила, заявил, заявила, заявили, "
        "подчеркнул, подчеркнула, рассказал, рассказала, пояснил, пояснила, сообщил, сообщила, сообщили, "
        "написал, написала, уточнил, уточнила, считает, говорит, напомнил, напомнила, заключил, заключила, "
        "объяснил, объяснила, признался, призналась, указал, указала, констатировал, констатировала, "
        "резюмировал, резюмировала, подытожил, отметили, поделился, поделилась",
        clauses="когда, пока, хотя, если",
        when="после, перед, во время, в, во, на, с, при, для, по, до, из, выступая, отвечая, комментируя, "
        "говоря, позже, ранее, вчера, сегодня, затем, тогда, потом, накануне, за, через, уже, также",
        his="его, её, ее",
        midway="однако, тем не менее, впрочем, кроме того, напротив, например, следовательно",
    ),
    "uk": OpenerWords(
        pronouns="він, вона, вони, воно, його, її, їх, їхній, їхня, їхні, йому, їй, їм, цей, ця, це, ці, "
        "цього, цієї, цьому, цим, цих, цю, той, та(?= \\w+ (була|є)), ті, такий, така, таке, такі, обидва, "
        "обидві, про це, за (його|її|їхніми|їх) (словами|даними|оцінкою|інформацією), на (його|її|їхню) "
        "думку, як (він|вона|вони) {said}, (також |крім того, )?{said}(,| також,) що",
        connectives="але, і, й, а, або, чи(?!.*\\?), однак, проте, тому, отже, таким чином, крім (того|"
        "цього), окрім (того|цього), більш(е)? того, до того ж, також, теж, при цьому, водночас, разом з "
        "тим, тим не менш, попри це, незважаючи на це, зате, навпаки, натомість, наприклад, зокрема, так,, "
        "з (одного|іншого) боку, у зв'язку з цим, в результаті, у результаті, у підсумку, у цьому "
        "(контексті|випадку), у свою чергу, втім, тоді, потім, далі, після (цього|чого), інакше, саме (тому|"
        "він|вона|вони|цей|ця|це), навіть, там, туди, звідти, для цього, через це, до цього, по-перше, "
        "по-друге, серед них",
        transitions="тим часом, пізніше, згодом, раніше, зараз, тепер, відтоді, досі, нагадаємо, "
        "напередодні, наразі",
        alone="цього (року|тижня|місяця|літа|разу|дня|ранку), цієї (осені|зими|весни|ночі|п'ятниці|суботи|"
        "неділі|середи), це (перший|перша|перше) [^,.]+, ті,? хто, той,? хто, там,? де, навіть (якщо|у|в|на|"
        "при|після)\\b.*, також відом\\w+, тому,? що\\b, до цього часу",
        roles="(колишн(ій|я) |екс-)?(міністр|міністерка|прем'єр|прем'єр-міністр|президент|президентка|"
        "дипломат|політик|чиновник|посадовець|мер|губернатор|депутат|депутатка|спікер|речник|речниця|"
        "прессекретар|адвокат|суддя|прокурор|слідчий|обвинувачений|підозрюваний|потерпілий|чоловік|жінка|"
        "дівчина|хлопець|підліток|актор|акторка|артист|співак|співачка|музикант|режисер|автор|авторка|"
        "письменник|письменниця|журналіст|журналістка|науковець|експерт|професор|лікар|лікарка|футболіст|"
        "гравець|спортсмен|спортсменка|тенісист|тенісистка|форвард|воротар|нападник|захисник|тренер|капітан|"
        "бізнесмен|підприємець|мільярдер|компанія|фірма|корпорація|клуб|\\d{1,3}-річн(ий|а)( \\w+)?|глава "
        "(держави|відомства|міністерства|уряду|компанії))",
        acts="((також |раніше |не |вже |ще )?([а-яіїєґ']+(ив|ав|яв|ув|ла|ли|вся|лася|ється|иться)|зумів|"
        "хотів|розповів|відповів|є|має|вважає|каже|додає|був|була))\\b",
        he="він, вона",
        they="вони",
        said="сказав, сказала, зазначив, зазначила, додав, додала, заявив, заявила, заявили, підкреслив, "
        "підкреслила, розповів, розповіла, пояснив, пояснила, повідомив, повідомила, повідомили, написав, "
        "написала, уточнив, уточнила, вважає, каже, говорить, наголосив, наголосила, нагадав, нагадала",
        clauses="коли, поки, хоча, якщо",
        when="після, перед, під час, в, у, на, з, при, для, по, до, виступаючи, відповідаючи, коментуючи, "
        "пізніше, раніше, вчора, учора, сьогодні, потім, згодом, за, через",
        his="його, її",
        midway="однак, проте, втім, крім того, навпаки, наприклад",
    ),
    "bg": OpenerWords(
        pronouns="той, тя, те, то, негов, негова, неговата, неговият, неговите, нейн, нейната, нейният, "
        "тяхн, тяхната, техните, този, тази, това, тези, такъв, такава, такива, двамата, двете, според "
        "(него|нея|тях), (също така )?{said}, че",
        connectives="но, и, а, или, обаче, затова, следователно, така,, освен това, също, също така, "
        "въпреки това, напротив, вместо това, например, от (друга|една) страна, в резултат, при това, "
        "същевременно, в същото време, след това, тогава, после, все пак, по този повод, в този (случай|"
        "контекст), там, поради това, дори",
        transitions="междувременно, по-късно, по-рано, сега, оттогава, досега, засега",
        alone="този (уикенд|месец|петък|понеделник|път), тази (година|седмица|нощ|сутрин|есен|пролет|зима), "
        "това лято, тези дни, тези,? които, това,? че, дори (ако|и)\\b.*",
        roles="(бивш(ият|ата) )?(министърът|министърката|премиерът|президентът|дипломатът|политикът|кметът|"
        "депутатът|говорителят|адвокатът|съдията|прокурорът|обвиняемият|заподозреният|мъжът|жената|момчето|"
        "момичето|актьорът|актрисата|певецът|певицата|режисьорът|авторът|писателят|журналистът|ученият|"
        "експертът|професорът|лекарят|футболистът|нападателят|вратарят|треньорът|капитанът|бизнесменът|"
        "компанията|фирмата|клубът|\\d{1,3}-годишният( \\w+)?|\\d{1,3}-годишната( \\w+)?)",
        acts="(каза|заяви|добави|подчерта|отбеляза|обясни|съобщи|посочи|е|беше|бе|ще|не|има|няма|припомни|"
        "смята|призова|увери|разказа|също)\\b",
        he="той, тя",
        they="те",
        said="каза, заяви, добави, подчерта, отбеляза, обясни, съобщи, посочи, допълни, написа, смята, "
        "коментира, уточни, категоричен е, разказа",
    ),
    "tr": OpenerWords(
        pronouns="o, onlar, onun, onların, ona, onu, bu, bunlar, bunun, bunu, buna, şu, böyle, böylesi, her "
        "ikisi, ikisi, diğerleri, kendisi",
        connectives="ama, fakat, ancak, ve, veya, oysa, dolayısıyla, bu nedenle, bu yüzden, bundan dolayı, "
        "ayrıca, üstelik, dahası, buna rağmen, yine de, örneğin, mesela, öte yandan, diğer taraftan, bunun "
        "yanı sıra, bunun üzerine, sonuç olarak, böylece, aynı zamanda, bununla birlikte, aksine, yani, "
        "çünkü, o zaman, hatta, daha sonra,, ardından, bu (çerçevede|kapsamda|bağlamda|sırada)",
        transitions="bu arada, sonra, daha önce, şimdi, o zamandan beri, şimdiye kadar, geçtiğimiz",
        alone="bu (yıl|hafta|ay|sabah|akşam|gece|yaz|kış|bahar|sezon|gün|cuma|kez), o gün, ancak(?= \\d)",
        he="o",
        said="dedi, söyledi, ekledi, belirtti, konuştu, açıkladı, vurguladı, ifade etti",
        bare_verb=True,
    ),
    "el": OpenerWords(
        pronouns="αυτός, αυτή, αυτό, αυτοί, αυτές, αυτά, αυτόν, αυτήν, αυτού, αυτής, αυτών, εκείνος, "
        "εκείνη, εκείνο, εκείνοι, ο ίδιος, η ίδια, οι ίδιοι, τέτοιος, τέτοια, τέτοιο, και οι δύο, (επίσης |"
        "ακόμη )?{said} ότι, σύμφωνα με (τον ίδιο|την ίδια|αυτόν|αυτήν)",
        connectives="αλλά, και, ή, όμως, ωστόσο, επομένως, συνεπώς, άρα, έτσι, επιπλέον, επίσης, ακόμη,, "
        "παρόλα αυτά, εντούτοις, αντίθετα, αντιθέτως, για παράδειγμα, από την άλλη, ως αποτέλεσμα, "
        "παράλληλα, ταυτόχρονα, στη συνέχεια, τότε, μετά, μάλιστα, εξάλλου, γι' αυτό, για αυτό, γι αυτό, "
        "επιπρόσθετα, στο πλαίσιο αυτό, ειδικότερα",
        transitions="εν τω μεταξύ, στο μεταξύ, αργότερα, νωρίτερα, τώρα, έκτοτε, μέχρι τώρα, από την πλευρά "
        "(του|της)",
        alone="αυτή (την|τη) (εβδομάδα|χρονιά|στιγμή|φορά), αυτό (το|τον) (μήνα|καλοκαίρι|σαββατοκύριακο), "
        "έτσι κι αλλιώς, μετά (από|την|τον|το|τις|τους)\\b, και (οι|η|ο|στην|στο)\\b.*, αυτ(οί|ές|ά) που, "
        "αυτό που",
        roles="(πρώην )?(υπουργός|πρωθυπουργός|πρόεδρος|διπλωμάτης|πολιτικός|δήμαρχος|βουλευτής|εκπρόσωπος|"
        "δικηγόρος|δικαστής|εισαγγελέας|κατηγορούμενος|κατηγορουμένη|ύποπτος|άνδρας|άντρας|γυναίκα|ηθοποιός|"
        "τραγουδιστής|τραγουδίστρια|σκηνοθέτης|συγγραφέας|δημοσιογράφος|ερευνητής|ερευνήτρια|καθηγητής|"
        "καθηγήτρια|γιατρός|παίκτης|επιθετικός|τερματοφύλακας|προπονητής|αρχηγός|επιχειρηματίας|εταιρεία|"
        "εταιρία|σύλλογος|\\d{1,3}χρον[οηα]ς?)",
        the="ο, η, το, οι",
        told_by="του, της, των, που, για, στο, στη, στην, στον, στις, στα, με, από, και, κατά",
        he="ο ίδιος, η ίδια, αυτός, αυτή",
        said="είπε, δήλωσε, πρόσθεσε, τόνισε, ανέφερε, σημείωσε, εξήγησε, υποστήριξε, υπογράμμισε, "
        "επεσήμανε, έγραψε, κατέληξε, λέει",
        bare_verb=True,
    ),
    "ar": OpenerWords(
        pronouns="و?هو, و?هي, و?هم, و?هما, و?هذا, و?هذه, و?ذلك, و?تلك, و?هؤلاء, و?أولئك, و?كلاهما, "
        "و?({said}) (أن|إن|أنه|إنه|أنها|إنها|أنهم|إنهم|قائلا|قائلة), و?(بحسب|حسب|وفقا) (قوله|قولها|له|لها)",
        connectives="و?لكن, و?لكنه, و?لكنها, بل, أو, ثم, و?لذلك, و?لذا, و?بالتالي, و?من ثم, و?مع ذلك, و?رغم "
        "ذلك, و?على الرغم من ذلك, كما (أن|أنه|أنها|{said}), و?أيضا, و?بالإضافة إلى ذلك, و?إضافة إلى ذلك, "
        "و?علاوة على ذلك, و?فضلا عن ذلك, و?على سبيل المثال, و?مثلا, و?في المقابل, و?من (ناحية|جهة) أخرى, "
        "و?على العكس, و?نتيجة لذلك, و?بناء على ذلك, و?بعد ذلك, و?في هذا (السياق|الصدد|الإطار|الشأن), إذ, "
        "حيث, فيما بعد, و?لهذا",
        transitions="و?في غضون ذلك, و?في الأثناء, و?في الوقت نفسه, و?لاحقا, و?سابقا, و?الآن, و?منذ ذلك "
        "الحين, و?حتى الآن, و?من (جانبه|جانبها|جهته|جهتها)",
        alone="و?هذا (العام|الأسبوع|الشهر|الصيف|الشتاء|المساء|الصباح), و?هذه (السنة|المرة|الليلة|الأيام), "
        "حيث (إن|أن)? ?\\?",
        said="قال, قالت, أضاف, أضافت, أكد, أكدت, أوضح, أوضحت, أشار إلى, أشارت إلى, ذكر, ذكرت, تابع, تابعت, "
        "شدد على, شددت على, اعتبر, اعتبرت, بين, بينت, لفت إلى, صرح, صرحت, كشف, كشفت",
    ),
    "fa": OpenerWords(
        pronouns="او, وی, آنها, آن‌ها, آنان, ایشان, این, آن, همین, چنین, هر دو, به (گفته|باور|نظر) (او|وی|"
        "آنها)",
        connectives="اما, ولی, و, یا, لیکن, بنابراین, در نتیجه, از این رو, ازاین‌رو, به همین (دلیل|خاطر|"
        "علت), همچنین, علاوه بر این, افزون بر این, با این حال, با این وجود, با وجود این, برای (مثال|نمونه), "
        "به عنوان (مثال|نمونه), از سوی دیگر, از طرف دیگر, در مقابل, برعکس, سپس, پس از آن, در این (زمینه|"
        "راستا|میان|باره), نیز, بلکه, در عین حال",
        transitions="در همین حال, در این حال, پیشتر, پیش از این, بعدا, اکنون, تاکنون, از آن زمان",
        alone="این (هفته|ماه|هفته‌ها|روزها|بار), و اینکه",
        he="او, وی",
        said="گفت, افزود, تاکید کرد, تأکید کرد, اظهار کرد, اظهار داشت, نوشت, بیان کرد, ادامه داد",
    ),
    "he": OpenerWords(
        pronouns="הוא, היא, הם, הן, זה, זאת, זו, אלה, אלו, שלו, שלה, אותו, אותה, שניהם, שתיהן, לדבריו, "
        "לדבריה, לדבריהם, לטענתו, לטענתה, {said} כי, עוד {said}",
        connectives="אבל, אך, ו, או, אולם, עם זאת, למרות זאת, לכן, לפיכך, על כן, בנוסף, בנוסף לכך, נוסף על "
        "כך, כמו כן, גם, לעומת זאת, מנגד, מצד (אחד|שני), לדוגמה, למשל, כתוצאה מכך, לאחר מכן, אחר כך, ואז, "
        "ואולם, במקום זאת, להפך, בעקבות זאת, בהתאם לכך, יתרה מכך, מלבד זאת, זאת ועוד, ובכל זאת",
        transitions="בינתיים, מאוחר יותר, קודם לכן, כעת, עכשיו, מאז, עד כה, במקביל, מצידו, מצידה",
        alone="זו (השנה|הפעם)\\b, גם (ה|ב)\\w+.*, זה (לא|היה)? ?(ברור|הזמן)\\b",
        he="הוא, היא",
        they="הם",
        said="אמר, אמרה, הוסיף, הוסיפה, ציין, ציינה, הדגיש, הדגישה, הסביר, הסבירה, טען, טענה, כתב, כתבה, "
        "סיפר, סיפרה, מסר, מסרה",
    ),
    "hi": OpenerWords(
        pronouns="वह, वे, वो, उन्होंने, उसने, उनका, उनकी, उनके, उसका, उसकी, उसके, उन्हें, उसे, उनसे, उससे, "
        "यह, ये, इस, इन, इसका, इसकी, इसे, इससे, इसमें, इन्हें, इनका, इनकी, इनमें, उस, उन, ऐसे, ऐसा, ऐसी, "
        "दोनों, इन्होंने",
        connectives="लेकिन, मगर, परंतु, परन्तु, किंतु, किन्तु, और, या, हालांकि, हालाँकि, इसलिए, अतः, इस कारण, "
        "इसी कारण, इस वजह से, इसके (अलावा|साथ|बाद|बावजूद|विपरीत|चलते|तहत|साथ ही), साथ ही, उदाहरण के लिए, "
        "दूसरी ओर, दूसरी तरफ, फिर, तब, बल्कि, वरना, फिर भी, नतीजतन, परिणामस्वरूप, ऐसे में, यही कारण, इसी तरह, "
        "वहीं",
        transitions="इस बीच, इसी बीच, बाद में, इससे पहले, अब, तब से, अब तक, फिलहाल",
        alone="इस (साल|वर्ष|हफ्ते|सप्ताह|महीने|बार|शुक्रवार|सोमवार|गर्मी), इन दिनों",
        he="उन्होंने, उसने",
        said="कहा, बताया, जोड़ा",
    ),
    "id": OpenerWords(
        pronouns="dia, ia, mereka, beliau, ini, itu, tersebut, hal (ini|itu|tersebut), keduanya, "
        "menurutnya, katanya, ujarnya, istrinya, suaminya, anaknya, {said} bahwa",
        connectives="tetapi, tapi, dan, atau, namun, akan tetapi, oleh (karena|sebab) itu, karena itu, "
        "dengan demikian, jadi, selain itu, di samping itu, juga, meski(pun)? (begitu|demikian), "
        "walau(pun)? (begitu|demikian), sebaliknya, misalnya, contohnya, di sisi lain, akibatnya, kemudian, "
        "lalu, selanjutnya, bahkan, padahal, sebab, begitu (juga|pula), dalam hal ini, untuk itu, setelah "
        "itu, adapun, hanya saja",
        transitions="sementara itu, kini, sekarang, sebelumnya, sejak itu, sejauh ini, nantinya",
        alone="ini (adalah )?(pertama|kali pertama)\\b, sebelumnya,? pada, jadi (presiden|juara|"
        "tersangka)\\b, lalu lintas\\b, kemudian hari\\b, sebab (kematian|kecelakaan)\\b",
        he="dia, ia",
        said="kata, ujar, tutur, ucap, jelas, tegas, ungkap, imbuh, tambah, sebut",
    ),
    "vi": OpenerWords(
        pronouns="ông, bà, anh, chị, cô, họ, nó, ông ấy, bà ấy, anh ấy, cô ấy, chúng, đây, đó, điều (này|"
        "đó), việc (này|đó), những (người|điều) (này|đó), cả hai, theo (ông|bà|anh|chị|họ),",
        connectives="nhưng, và, hoặc, tuy nhiên, song, thế nhưng, vì vậy, vì thế, do đó, do vậy, bởi vậy, "
        "cho nên, ngoài ra, bên cạnh đó, hơn nữa, thêm vào đó, đồng thời, cũng, mặc dù vậy, dù vậy, tuy "
        "vậy, ngược lại, thay vào đó, ví dụ, chẳng hạn, mặt khác, kết quả là, sau đó, rồi, theo đó, trong "
        "đó, thậm chí, nhờ đó, từ đó, cụ thể, khi đó, lúc đó",
        transitions="trong khi đó, trước đó, hiện nay, hiện tại, đến nay, từ đó đến nay, mới đây, về sau",
        alone="rồi sẽ, đồng thời điểm, song song, song (hành|phương|ca), đó đây, cô (dâu|giáo|gái)\\b, "
        "chúng (ta|tôi)\\b, anh (hùng|em)\\b, bà (con|mẹ)\\b, ông (bà|chủ)\\b, họ (tên|hàng)\\b",
        he="ông, bà, anh, cô",
        they="họ",
        said="nói, cho biết, chia sẻ, khẳng định, nhấn mạnh",
    ),
    "zh": OpenerWords(
        pronouns="他, 她, 它, 他们, 她们, 它们, 他們, 她們, 这, 這, 那(?!么|麼|不勒|坡|曲), 其(?!他|它|实|"
        "實|余|餘), 此(?!外|次), 两人, 兩人, 双方, 雙方, 二人, 对此, 對此, 据其, 后者, 後者, 前者",
        connectives="但, 但是, 不过, 不過, 然而, 可是, 而(?!今|立), 并且, 並且, 因此, 所以, 因而, 于是, "
        "於是, 从而, 此外, 另外, 而且, 况且, 況且, 同样, 同樣, 也, 例如, 比如, 另一方面, 相反, 否则, 否則, "
        "随后, 隨後, 然后, 然後, 接着, 接著, 其中, 总之, 總之, 换句话说, 換句話說, 尽管如此, 儘管如此, "
        "由此, 为此, 為此, 反之, 首先, 其次, 甚至, 故此, 与此相反",
        transitions="同时, 同時, 与此同时, 與此同時, 此前, 之后, 之後, 此后, 此後, 目前, 至今, 现在, 現在, "
        "如今",
        alone="这(一年|个月|周|个周)?末, 他(国|國|乡|鄉|人|杀|殺), 但(丁|愿|願), 也(许|許|门|門), 同时(代|"
        "期), 首先(在|由), 现在(进行)",
        roles="[该該](公司|集团|集團|组织|組織|机构|機構|官员|官員|发言人|發言人|男子|女子|球员|球員|企业|"
        "企業|名|国|國|部|市|省|校|院|项|項|系|地区|地區)",
        acts=".",
        he="他, 她",
        they="他们, 她们",
        said="说, 說, 表示, 指出, 称, 稱, 补充说, 補充說, 强调, 強調",
    ),
    "ja": OpenerWords(
        pronouns="彼は, 彼が, 彼の, 彼女は, 彼女が, 彼女の, 彼ら, 彼女ら, それ, これ, この, その, あれ, "
        "あの, こうした, そうした, このような, そのような, こういった, そういった, 同氏, 両氏, 両者, "
        "二人は, 2人は, 前者, 後者, 本人は, ここ, そこ",
        connectives="しかし, だが, ただ(?!の|し書), ただし, でも, けれども, ところが, また, さらに, そして, "
        "しかも, そのため, このため, したがって, 従って, よって, だから, それで, それでも, そこで, すると, "
        "例えば, たとえば, 一方(?!的), 他方, 反対に, むしろ, つまり, すなわち, なお(?!も|さら), その後, "
        "その上, そのうえ, その結果, それに対し, 加えて, とはいえ, もっとも(?!多|大|高|重|近|強), なぜなら, "
        "同様に, 次に, 最後に, 特に, 実際, あるいは, または, ちなみに",
        transitions="これまで, 今後, 現在, 以前, 当時, 同日, その間",
        alone="この(夏|秋|冬|春|日|ほど|たび|国), また(も|た)く?, それぞれ, その(道|日暮), 実際(に|"
        "の)?[^、], 特に[^、]",
        roles="同(社|校|省|庁|県|市|署|局|大|店|党|紙|誌|選手|監督|容疑者|被告|大臣|知事|首相|大統領|会|"
        "団体|委員会|機関)",
        acts=".",
    ),
    "ko": OpenerWords(
        pronouns="그는, 그가, 그의, 그를, 그에게, 그녀는, 그녀의, 그녀가, 그들은, 그들의, 그들이, 이는, "
        "이를, 이것은, 그것은, 이런, 이러한, 그런, 그러한, 이 같은, 이같은, 이와 같은, 이 (회사|단체|관계자|"
        "남성|여성|사건|사고|영화|작품|제도|법|법안|계획|사업|결과|때문|가운데|중)\\w*, 그 (회사|중|가운데|"
        "결과|때문|이유)\\w*, 해당, 두 사람은, 둘은, 양측은, 당사자는, 본인은",
        connectives="그러나, 하지만, 그런데, 그렇지만, 그리고, 또, 또한, 게다가, 따라서, 그래서, 그러므로, "
        "때문에, 이에, 이에 따라, 이에 대해, 이와 관련, 이와 함께, 이처럼, 이후, 이로써, 예를 들어, 예컨대, "
        "반면, 반면에, 오히려, 즉, 특히, 다만, 그럼에도, 그렇다면, 이어, 아울러, 더욱이, 이밖에, 이 밖에, "
        "뿐만 아니라, 그래도, 혹은, 또는, 이때",
        transitions="한편, 앞서, 지금까지, 현재, 당시, 그동안, 이날, 같은 날",
        alone="이후(로)? \\d.*, 또 다른.*, 현재 (한국|우리)",
        roles="(김|이|박|최|정|강|조|윤|장|임|한|오|서|신|권|황|안|송|류|홍) (씨|의원|대표|대통령|장관|감독|"
        "교수|시장|회장|위원장|총리|전 대통령)[은는이가의도]",
        acts="(?s:.)",
        he="그는, 그녀는",
        said="말했다, 밝혔다, 덧붙였다, 강조했다, 전했다, 설명했다",
    ),
})
# fmt: on
