# ruff: noqa: E501 (a pattern cut to fit the margin cannot be read)
"""Why a page may hold no article that can be read: walls, logins, error pages, lists. A table of what they say."""

import re
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from bot.sources.web.declared import Declared, text_of
from bot.sources.web.prose import words_in
from bot.sources.web.structured import Structured
from bot.sources.web.teasers import is_linked

# Words that stand in walls and next to nowhere else, in the languages that we met them in.
_PAYWALL = re.compile(
    r"subscribe (?:now |today )?to (?:continue|keep) reading|to continue reading,? (?:please )?(?:subscribe|sign up|register|become)|(?:continue|keep) reading (?:with|for) (?:a|an|your|just|only|£|\$|€)|this (?:article|story|post|content) is (?:exclusive(?:ly)? (?:to|for)|for|only for|reserved for|available (?:only )?to) (?:our )?(?:paid |paying |premium )?(?:subscribers|members)|to read the (?:full|rest of the|whole) (?:article|story)|unlock (?:this|the full) (?:article|story)|subscribers only|you have (?:reached|used) (?:your|all)[^.]{0,40}free articles"
    r"|weiterlesen mit|exklusiv für abonnent|nur für abonnent|jetzt (?:abonnieren|testen) und (?:sofort )?weiterlesen|diesen artikel weiterlesen|lesen sie (?:den ganzen artikel|weiter) mit"
    r"|article (?:est )?réservé aux abonnés|réservé à nos abonnés|il vous reste \d+ ?% de cet article|la suite est réservée|abonnez-vous pour (?:lire|continuer)"
    r"|(?:artículo|contenido) (?:exclusivo |solo )?(?:para|reservado a) suscriptores|suscríbete para (?:seguir|continuar|leer)|para seguir leyendo"
    r"|contenuto riservato agli abbonati|abbonati per (?:continuare|leggere)|(?:conteúdo|matéria) exclusiv[oa] para assinantes|assine para (?:continuar|ler)"
    r"|(?:статья|материал|текст) (?:доступ\w+|открыт\w*) (?:только )?(?:для |по )?(?:подписчик|подписк)|оформите подписку,? чтобы|чтобы (?:читать|прочитать) (?:дальше|полностью|полный)|только для подписчиков|лише для передплатників|передплатіть,? щоб"
    r"|tylko dla (?:subskrybentów|prenumeratorów)|dostęp(?:ny)? dla subskrybentów|(?:この|残り)?[^。\n]{0,20}(?:有料会員|会員)(?:限定|登録)(?:の記事です|すると続き)|続きを読むには|残り\d+文字|(?:订阅|會員|会员)(?:后|後)?(?:继续|方可|才能)?阅读全文|구독하고 계속|유료 회원 전용|للمشتركين فقط|اشترك لمتابعة القراءة|abonelere özel",
    re.IGNORECASE,
)
# What stands in walls and in boxes that sell the paper below free articles: it tells where the page names a wall.
_SUBSCRIBER = re.compile(
    r"already a (?:paid )?(?:subscriber|member)|bereits (?:ein abo|abonnent)|déjà abonné|ya eres suscriptor|sei già abbonato|já é assinante|уже (?:есть подписка|подписан)|masz już (?:subskrypcję|prenumeratę)|すでに会員|已是会员",
    re.IGNORECASE,
)
# One of these stands in every row above: to look for them first is a thousand times quicker than to ask the rows.
_PAYWALL_WORDS = (
    *(
        "subscri",
        "continue reading",
        "keep reading",
        "read the",
        "unlock",
        "free articles",
        "already a",
        "exclusive",
        "this article",
    ),
    *(
        "weiterlesen",
        "abonn",
        "ein abo",
        "lesen sie",
        "réservée",
        "cet article",
        "suscri",
        "seguir leyendo",
        "assin",
        "подпис",
    ),
    *(
        "передплат",
        "subskry",
        "prenumer",
        "会員",
        "続きを読む",
        "残り",
        "阅读全文",
        "閱讀全文",
        "구독",
        "유료",
        "للمشتركين",
        "اشترك",
        "abonel",
    ),
)
_PAYWALL_CLASS = re.compile(
    r"(?:^|[\s_-])(?:paywall|pay-wall|piano-(?:offer|template)|tp-container|subscriber-only|premium-(?:wall|offer)|plus-offer|regwall|gated|article-gate|locked-content)(?=$|[\s_-])"
)
_CONSENT = re.compile(
    r"we (?:and|value|use)[^.]{0,60}(?:partners|privacy|cookies)|(?:our|\d+) (?:\w+ )?partners (?:store|process|use)|before you continue|manage (?:options|preferences|settings)|your privacy (?:choices|matters)|accept (?:all )?cookies"
    r"|wir und unsere[^.]{0,30}partner|mit werbung und (?:cookies|tracking)|ihre zustimmung|pur-abo|akzeptieren und weiter"
    r"|(?:store|storing|access) (?:and/or access )?information on (?:a|your) device|withdraw your consent|our use of cookies"
    r"|cookies und ähnliche technologien|ihre einwilligung jederzeit|willigen sie (?:in|ein)|informationen auf (?:ihrem|einem) (?:end)?gerät|„alle akzeptieren“"
    r"|cookies et (?:des |autres )?(?:technologies|traceurs) similaires|votre consentement à tout moment|« ?tout accepter ?»|cookies y tecnologías similares|tu consentimiento|cookie e tecnologie simili|cookies e tecnologias semelhantes|cookies? i podobne technologie"
    r"|файлы cookie и (?:аналогичные|похожие|другие) технологии|файли cookie та (?:подібні|інші) технології|çerezler ve benzer teknolojiler"
    r"|nous et nos[^.]{0,20}partenaires|nosotros y nuestros[^.]{0,20}socios|otorgar(?:nos)? tu consentimiento|se preocupa por tu privacidad|noi e (?:i nostri|terze parti)|nós e os nossos[^.]{0,20}parceiros|my i nasi[^.]{0,20}partnerzy"
    r"|мы используем (?:файлы )?cookie|согласие на обработку|ми використовуємо (?:файли )?cookie|我们(?:和我们的合作伙伴)?使用 ?cookie|当サイトは ?(?:cookie|クッキー)を使用",
    re.IGNORECASE,
)
_CONSENT_WORDS = ("cookie", "partner", "privacy", "socios", "parceiros", "согласие", "クッキー", "werbung")
_CONSENT_SENTENCES = 2
_LOGIN = re.compile(
    r"(?:sign|log) ?in to (?:continue|see|view|read|your|\w+)|you (?:must|need to|have to) (?:be logged in|log in|sign in|login)|please (?:log|sign) ?in|forgot(?:ten)? (?:your )?password|create an account"
    r"|(?:bitte )?(?:melden sie sich|loggen sie sich|melde dich) (?:bitte )?(?:an|ein)|passwort vergessen|connectez-vous pour|mot de passe oublié|inicia(?:r)? sesión para|(?:has olvidado|olvidaste) (?:tu|la) contraseña|accedi per|password dimenticata|faça login|esqueceu a senha|zaloguj się,? aby|nie pamiętasz hasła"
    r"|войдите (?:или зарегистрируйтесь|в аккаунт|,? чтобы)|нужно войти|забыли пароль|необходимо авторизоваться|увійдіть|забули пароль|ログインして|パスワードをお忘れ|请(?:先)?登录|登录后(?:查看|可见)|忘记密码|로그인이 필요|비밀번호 찾기|تسجيل الدخول|giriş yap",
    re.IGNORECASE,
)
_SCRIPT = re.compile(
    r"(?:enable|activate|requires?|turn on|without|need) (?:\w+ ){0,3}javascript|javascript (?:is|to be|must be|needs to be) (?:disabled|enabled|required|turned)|checking (?:your browser|if the site connection is secure)|verify(?:ing)? (?:that )?you are (?:a )?human|just a moment\.\.\.|enable cookies|unusual traffic|are you a robot"
    r"|javascript (?:aktivieren|erforderlich|deaktiviert)|aktivieren sie javascript|activer javascript|activez javascript|(?:active|habilite|activar|habilitar) javascript|включите javascript|javascript (?:отключ|включ)|увімкніть javascript|启用 ?javascript|javascript ?を有効|włącz(?:yć)? javascript|abilita(?:re)? javascript",
    re.IGNORECASE,
)
_ERROR = re.compile(
    r"(?:^|error |http )(?:404|410|50[0234])(?=\s*$|\s*[-–—:|.,]|\s+(?:error|not found|page|gone|bad|service|internal))|(?:page|article|story|content|site|file) (?:(?:was|is|can ?not|could not|cannot) (?:be )?)?(?:not found|unavailable|not available|no longer (?:exists|available)|been (?:removed|deleted))|page (?:does not|doesn[’']t) exist|(?:we )?(?:couldn[’']t|can[’']t|could not|cannot) find (?:that|the|this) page|something went wrong|an error (?:has )?occurred|(?:internal )?server error|service unavailable|access denied|bad gateway|temporarily unavailable|oops"
    r"|seite (?:wurde )?nicht gefunden|(?:es ist )?ein fehler (?:ist )?aufgetreten|seite existiert nicht|zugriff verweigert|page (?:introuvable|non trouvée)|cette page n[’']existe (?:pas|plus)|erreur \d|une erreur (?:est survenue|s[’']est produite)|página no (?:encontrada|existe|disponible)|no (?:se ha |hemos )?encontrado|ha ocurrido un error|pagina non trovata|página não encontrada|strona nie (?:została znaleziona|istnieje)|nie znaleziono strony"
    r"|страница не (?:найдена|существует)|ошибка \d|такой страницы (?:нет|не существует)|произошла ошибка|доступ (?:запрещ|ограничен)|сторінку не знайдено|помилка \d|sayfa bulunamadı|ページが見つかりません|お探しのページ|页面不存在|找不到(?:该|此|您)?(?:的)?页面|页面未找到|페이지를 찾을 수 없|الصفحة غير موجودة",
    re.IGNORECASE,
)
# An article of fewer words may be a teaser above a wall. Free teasers of newspapers have up to some 150 words.
_TEASER = 200
# Under this many words nothing is left to be summarised (as `too_short`: 40 words).
_NOTHING = 30
# Consent pages explain themselves at length; an article with a banner has far more words than this.
_LONGEST_CONSENT = 250
# The words about an error or a login are few; their titles are shorter than headlines.
_LONGEST_ERROR = 90
_LONGEST_LOGIN = 150
_LONGEST_NOTICE = 12
# A list has so many headings that are links; an article with related stories keeps them below it.
_LISTED = 4
# In an article, paragraphs are longer than the teasers of a list.
_PARAGRAPH = 45
_HEADINGS = ("h1", "h2", "h3", "h4")


@dataclass(slots=True)
class Signs:
    """What was seen of a page before its furniture was taken out."""

    title: str = ""
    shown: str = ""
    """The beginning of the page's text, without its scripts."""
    password: bool = False
    wall: bool = False
    linked_headings: int = 0
    noscript: str = ""
    headings: list[str] = field(default_factory=list)
    scripts: int = 0


# Walls stand below a teaser, at most two screens of menus and a hundred words down.
_SHOWN = 12_000
# Of the names of an element the first few tell what it is.
_LONGEST_NAME = 300


def read_signs(tree: HtmlElement, declared: Declared) -> Signs:
    """Look at a whole page for what tells a wall, a login, an error and a list."""
    body = tree.find("body")
    signs = Signs(title=declared.title, headings=[text_of(heading) for heading in declared.headings[:3]])
    if body is None:
        return signs
    parts: list[str] = []
    quiet = {"script", "style", "noscript", "template", "svg"}
    for element in body.iter("*"):
        tag = element.tag
        if tag == "script":
            signs.scripts += 1
        elif tag == "noscript":
            signs.noscript += f" {text_of(element)}"
        elif tag == "input" and (element.get("type") or "").lower() == "password":
            signs.password = True
        name = element.get("class")
        if (
            name
            and not signs.wall
            and tag not in ("body", "html")
            and _PAYWALL_CLASS.search(name[:_LONGEST_NAME].lower())
        ):
            signs.wall = True
        if tag not in quiet and element.text and not element.text.isspace():
            parts.append(element.text)
        if element.tail and not element.tail.isspace():
            parts.append(element.tail)
    shown = " ".join(" ".join(parts).split())
    signs.shown = shown[:_SHOWN]
    return signs


def count_linked(tree: HtmlElement) -> int:
    """Count the headings of a page that are links, as those of a list are: after its furniture went."""
    titles = [
        link
        for link in tree.iter("a")
        if "title" in (link.get("class") or "").lower() and next(link.iterancestors(*_HEADINGS), None) is None
    ]
    return len(titles) + sum(is_linked(heading) for heading in tree.iter(*_HEADINGS))


def refusal(
    signs: Signs, structured: Structured, paragraphs: list[str], *, title: str | None, front: bool
) -> str | None:
    """Return the code of why these paragraphs are no article, or None if they are one."""
    words = sum(map(words_in, paragraphs))
    if words < _LONGEST_ERROR and not structured.is_article and (code := _titled(signs)):
        return code
    if words < _TEASER and _walled(signs, structured, title):
        return "page_paywall"
    if words < _LONGEST_CONSENT and not structured.is_article and _asks_consent(paragraphs):
        return "page_consent"
    if _is_list(signs, structured, paragraphs, front=front):
        return "page_not_article"
    return _why_nothing(signs, words) if words < _NOTHING else None


def _titled(signs: Signs) -> str | None:
    """Return what the title and headings of a page with little text say that it is."""
    titles = [title for title in (signs.title, *signs.headings) if len(title.split()) <= _LONGEST_NOTICE]
    # Many pages hide a form to log in above their menu; on a page that is one there is little else.
    if any(map(_LOGIN.search, titles)) or (signs.password and words_in(signs.shown) < _LONGEST_LOGIN):
        return "page_login"
    if any(map(_ERROR.search, titles)):
        return "page_error"
    return "page_script" if any(map(_SCRIPT.search, titles)) else None


def _walled(signs: Signs, structured: Structured, title: str | None) -> bool:
    """Tell whether a short text ends at a wall: the page says so, or names one and asks for a subscription."""
    if structured.free is False:
        return True
    folded = signs.shown.lower()
    # Above the headline stand banners, which offer to be read without advertising.
    below = folded[max(0, folded.find((title or "").lower())) :]
    asked = any(word in below for word in _PAYWALL_WORDS) and bool(_PAYWALL.search(below))
    if structured.free or not asked:
        return signs.wall and (asked or bool(_SUBSCRIBER.search(below)))
    return True


def _asks_consent(paragraphs: list[str]) -> bool:
    """Tell whether a text is what a page says to be allowed cookies: one such sentence is in many an article."""
    text = "\n".join(paragraphs).lower()
    return any(word in text for word in _CONSENT_WORDS) and len(_CONSENT.findall(text)) >= _CONSENT_SENTENCES


def _is_list(signs: Signs, structured: Structured, paragraphs: list[str], *, front: bool) -> bool:
    if structured.is_article:
        return False
    long = sum(words_in(line) >= _PARAGRAPH for line in paragraphs)
    if front and signs.linked_headings >= _LISTED:
        return True
    return (
        signs.linked_headings >= _LISTED
        and (structured.is_list or long * 3 < signs.linked_headings)
        and long < _LISTED
    )


def _why_nothing(signs: Signs, words: int) -> str:
    if signs.password or _LOGIN.search(signs.shown):
        return "page_login"
    if _SCRIPT.search(signs.noscript) or _SCRIPT.search(signs.shown):
        return "page_script"
    if _CONSENT.search(signs.shown):
        return "page_consent"
    bare = words == 0 and not signs.linked_headings and words_in(signs.shown) < _NOTHING
    return "page_script" if signs.scripts and bare else "page_not_article"
