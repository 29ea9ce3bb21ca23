# ruff: noqa: E501 (as in the tables of furniture)
"""Menus and rows of buttons: short parts on one line, some of which every page of its language has."""

import re
from collections.abc import Callable

from bot.articles.blocks import ends_sentence, seen
from bot.articles.rules import phrases

# A gap of two spaces is what is left of the space between buttons.
_APART = re.compile(r"\s{2,}|\u3000|[ \t]*[|•·›»＞▸▾▼→│][ \t]*|[ \t]+[/>✉—–][ \t]+")
_LABEL = re.compile(r"[^:：]{2,30}[:：]\s*")
# Names of sections and buttons have at most four words.
_LONGEST_PART = 30
_MOST_WORDS = 4
_LONGEST = 200
# A menu with a year in it is a line of dates, which are read elsewhere.
_YEAR = re.compile(r"(?:19|20)\d\d(?!\d)")
_COUNT = re.compile(r"[\W\d_]*")

# What is a button or the name of a section beside others of its kind, and may be a headline alone.
NAVIGATION = phrases("""
    about | archive | contact | now | news | latest | sections | local | world | country | politics | business | markets
    companies | opinion | ideas | weekend | games | sport | sports | football | culture | music | interviews | reportage
    health | research | science | technology | tech | economy | finance | arts | books | film | food | travel | lifestyle
    products | send a release | log in | sign in | subscribe | become a member | menu | search | home | shipping | money
    startseite | suche | menü | abo | anmelden | regional | nachrichten | politik | wirtschaft | kultur | wissen | meinung
    accueil | contact | actualités | politique | économie | monde | société | rechercher | qui suis-je ? | à propos
    inicio | buscar | contacto | internacional | economía | deportes | cultura | iniciar sesión | suscríbete | nosotros | política
    início | saúde | economia | esportes | mundo | contato | quem somos | notizie | chi siamo | contatti | cronaca | scrivimi | itinerari
    strona główna | zaloguj się | kontakt | wiadomości | o nas | anasayfa | gündem | ekonomi | spor | dünya | iletişim
    главная | войти | подписка | рубрики | новости | политика | экономика | общество | культура | спорт | мир | контакты | о нас
    головна | новини | політика | економіка | суспільство | освіта | культура | світ | контакти | про нас | увійти
    الرئيسية | أخبار | اقتصاد | رياضة | ثقافة | سياسة | بيئة | اتصل بنا | होम | राज्य | देश | खेल | राजनीति | दुनिया | मनोरंजन
    首页 | 新闻 | 社会 | 财经 | 体育 | 娱乐 | 国际 | 正文 | ホーム | カテゴリー | プロフィール | お問い合わせ | ニュース
    홈 | 뉴스 | 로그인 | 회원가입 | 기사제보 | 지역 | 정치 | 경제 | 사회 | 문화 | 스포츠
""")
# What shares, keeps or prints an article: rows of these stand beside the story, not above its headline.
_TOOLS = phrases("""
    share | save | print | email | copy | gift | listen | f | t | in | x | a+ a- | sort by: newest | oldest | most liked | toot this
    kommentare | merken | verschenken | vorlesen | drucken | teilen | envoyer par e-mail | envoyer par mail | offrir l'article
    enviar por whatsapp | compartir en facebook | compartir en x | guardar | compartilhar | salvar | udostępnij | paylaş | yazdır
    페이스북 공유 | 카카오톡 공유 | 트위터 공유 | url 복사 | 글자 크게 | 微信 | 微博 | line | ツイート | シェア
    فيسبوك | واتساب | نسخ الرابط | फेसबुक | व्हाट्सऐप | लिंक कॉपी करें | скопировать ссылку | скопіювати посилання
    telegram скопировать ссылку | about us | terms of use | cookie settings | aviso legal | política de cookies
""")


def is_menu(line: str, known: Callable[[str], bool]) -> bool | None:
    """Tell whether a line is a row of buttons (False) or a menu of the site (True); None if it is neither.

    Two parts must both be known ones, of more a third: "Politics | A bridge opens" is a headline.
    """
    if len(line) > _LONGEST or line[-1] in ".!" or not _APART.search(line) or _YEAR.search(line):
        return None
    label = _LABEL.match(line)
    parts = _parts(line[label.end() :]) if label else []
    if label and (not parts or not known(seen(label.group()).strip(" :：").lower())):
        return None
    parts = parts if label else _parts(line)
    # "412   58   Share": the counts of buttons are no parts.
    if not parts or not all(_is_short(part) for part in parts):
        return None
    words = [part.lower() for part in parts]
    tools = sum(part in _TOOLS or (part not in NAVIGATION and known(part)) for part in words)
    places = sum(part in NAVIGATION for part in words)
    enough = len(parts) if len(parts) <= 2 and not label else (len(parts) + 2) // 3
    if tools + places + bool(label) < enough:
        return None
    return places > tools


def _parts(line: str) -> list[str]:
    parts = (seen(part).strip(" []()✉▾▼↗♥💬+") for part in _APART.split(line))
    return [part for part in parts if not _COUNT.fullmatch(part)]


def _is_short(part: str) -> bool:
    return (
        len(part) <= _LONGEST_PART
        and part.count(" ") < _MOST_WORDS
        and not (ends_sentence(part) and part[-1] != "?")
    )
