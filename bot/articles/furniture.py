# ruff: noqa: E501 (a pattern cut to fit the margin cannot be read)
"""Page furniture, as a table: what stands on a page around the story, and where we met it.

Line rules match a whole line and nothing less, so the same words inside a sentence stay. Inline rules find furniture
that was glued to the story on one line; they match only between sentences. `sift.py` and `inline.py` apply them.
"""

from bot.articles.characters import CAPITALS
from bot.articles.page_rows import PAGE_RULES
from bot.articles.rules import Kind, Rule, each, line, open_line, phrases

_SEED = "seeds/000_86ac0bfd9c8a4497.txt"
_CNN = "CNN/DailyMail"
_INSHORTS = "Inshorts"
_NEWS = "news pages cited by Wikinews"
_CMS = "common CMS"
_WIRE = "wire practice"


def _inline(
    pattern: str,
    origin: str = _CNN,
    *,
    anywhere: bool = False,
    at_end: bool = False,
    near: tuple[str, ...] = (),
) -> Rule:
    return Rule(Kind.INLINE, (pattern,), origin, anywhere=anywhere, at_end=at_end, near=near)


_NAME = rf"(?:[dl]['’])?(?:[{CAPITALS}][\w'’ʼ-]+\.?|(?:[{CAPITALS}]\.)+|[{CAPITALS}](?!\w))"
_PARTICLE = "(?:de|del|della|der|den|da|di|du|la|le|van|von|al|bin|ibn|el|zu)"
_NOT_A_NAME = (
    "(?:The|This|That|These|Those|An?|Now|Then|Any|All|No|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)(?:day)?(?!\\w)"
    "|(?:January|February|March|April|May|June|July|August|September|October|November|December)(?= \\d|$)"
)
# A person's name has two to four words; one word after "By" is a day or a place.
_PERSON = rf"(?!{_NOT_A_NAME}){_NAME}(?: (?:{_PARTICLE} )*{_NAME}){{1,3}}"
_PEOPLE = rf"{_PERSON}(?:(?:, and|,| and| &| und| et| y| e| и| та| і| й) {_PERSON}){{0,4}}"
_OFFICE = r"(?:(?:,| \||;| -| –| —| /| for| in| of| •) ?[^.!?]{1,60}| (?:Associated Press|Staff|Reuters|AFP|CNN|BBC|AP)\b.{0,40})?"
_SITE = (
    "(?:facebook|twitter|x|instagram|telegram|whatsapp|viber|vk|youtube|linkedin|pinterest|reddit|tiktok|threads|bluesky"
    "|mastodon|google news|apple news|flipboard|rss|e-?mail|copy link|фейсбуке?|твиттере?|телеграме?|инстаграме?|вайбере?"
    "|ютубе?|вконтакте|телеграмі|фейсбуці|твіттері|вайбері|інстаграмі)(?!\\w)"
)
# A headline up to the " ." that CNN/DailyMail prints after a line without a full stop.
_TO_STOP = r"[^\n.]{0,160}+(?:(?:\.(?=\w)|(?<=\b[A-Z])\.)[^\n.]{0,80}+){0,4}+(?<=\s)\.(?!\w)"

RULES: tuple[Rule, ...] = (
    # --- the seeds' own page -----------------------------------------------------------------------------------
    Rule(
        Kind.LINE,
        phrases("no time to read | get a summary | no time to read? get a summary"),
        _SEED,
    ),
    Rule(
        Kind.HEADLINES,
        phrases(
            "previous article | next article | previous post | next post | previous story | next story | previous | next"
        ),
        _SEED,
        takes=1,
    ),
    Rule(
        Kind.HEADLINES,
        phrases("""
            предыдущая статья | следующая статья | предыдущая новость | следующая новость | предыдущая запись
            следующая запись | попередня стаття | наступна стаття | попередня новина | наступна новина
            vorheriger artikel | nächster artikel | vorheriger beitrag | nächster beitrag
            article précédent | article suivant | articolo precedente | articolo successivo
            artículo anterior | artículo siguiente | siguiente artículo | noticia anterior | siguiente noticia
            artigo anterior | próximo artigo | poprzedni artykuł | następny artykuł | المقال السابق | المقال التالي
        """),
        _CMS,
        takes=1,
    ),
    Rule(
        Kind.LINE,
        open_line(r"""
            (?:previous|next|prev) (?:article|post|story) ?[:»→>–-] ?.{1,160}
            previous article .{1,160} next article .{1,160}
        """),
        _CMS,
    ),
    # --- press releases ------------------------------------------------------------------------------------
    Rule(
        Kind.LINE,
        open_line(r"""
            for immediate release(?: ?[:|,–—-] ?.{1,60}|:? [a-z]{3,9}\.? \d{1,2},? \d{4})?
            (?:press|news|media) release|end of release|pressemitteilung|communiqué de presse|comunicado de prensa|пресс-релиз
            (?:media|press|news|investor) (?:contact|enquir(?:y|ie)|inquir(?:y|ie))s? ?: ?.{2,200}
            (?:pressekontakt|contacts? presse|contacto de prensa|контакты для (?:прессы|сми)) ?: ?.{2,200}
        """),
        _WIRE,
    ),
    # The names under "Media Contact:"; numbers and addresses have a row of their own.
    Rule(
        Kind.HEADLINES,
        phrases("""
            media contact | media contacts | press contact | press contacts | media enquiries | media inquiries
            press enquiries | press inquiries | investor contact | investor contacts | news contact
            pressekontakt | contact presse | contacts presse | contacto de prensa | контакты для прессы | контакты для сми
        """),
        _WIRE,
        takes=2,
    ),
    Rule(
        Kind.LINE,
        each(
            r"""
                (?:e-?mail|mail|e|почта|correo)?[:.]? ?[\w.+-]++@[\w-]++(?:\.[\w-]++)++
                (?:tel|phone|telephone|ph|fax|mobile|cell|office|t|тел|телефон|факс|telefon|teléfono|téléphone|tél)[:.]{1,2} ?\+?[\d(][\d ().–-]{4,22}\d
                \+?\d{1,3}[ .-]\(?\d{2,4}\)?[ .-]\d{3,4}[ .-]?\d{2,4}(?:[ .-]?\d{2,4})?
                (?:\d[ -]?)?\(?\d{3,5}\)?[ .-]\d{3}[ .-]\d{2}[ .-]?\d{2}
                0\d{2,4} \d{3,4} \d{3,4}
            """,
            after=r"(?:,? ?(?:ext\.?|x) ?\d{1,5})?",
        ),
        _WIRE,
    ),
    # --- more stories ------------------------------------------------------------------------------------------
    Rule(
        Kind.HEADLINES,
        phrases("""
            related | related articles | related stories | related news | related content | related posts | popular
            related topics | related links | related coverage | more on this story | more stories | more news
            read next | up next | read also | see also | also read | you may also like | you might also like
            you may also be interested in | recommended | recommended for you | recommended stories | most read
            most popular | trending | trending now | top stories | latest news | latest stories | don't miss
            editor's picks | editors' picks | from the web | sponsored content | more from this section
            read more on this story | what to read next | in case you missed it | promoted stories
        """),
        _CMS,
        takes=8,
    ),
    Rule(
        Kind.HEADLINES,
        phrases("""
            читайте также | читайте ещё | читайте еще | читать также | по теме | материалы по теме | новости по теме
            смотрите также | похожие новости | похожие материалы | популярное | самое читаемое | другие новости
            ещё по теме | еще по теме | рекомендуем | вам может быть интересно | главное за день | лента новостей
            читайте також | дивіться також | схожі новини | за темою | матеріали за темою | популярні новини
            останні новини | вас може зацікавити | рекомендуємо
            lesen sie auch | lesen sie mehr | mehr zum thema | auch interessant | das könnte sie auch interessieren
            weitere artikel | meistgelesen | weitere themen | zum thema | verwandte artikel
            à lire aussi | lire aussi | à lire également | sur le même sujet | à voir aussi | les plus lus
            articles liés | vous aimerez aussi | dans la même rubrique
            te puede interesar | también te puede interesar | lea también | lee también | noticias relacionadas
            lo más leído | más noticias | más información | ver también
            leggi anche | potrebbe interessarti | i più letti | articoli correlati
            leia também | veja também | mais lidas | notícias relacionadas | czytaj także | zobacz też
            اقرأ أيضا | اقرأ أيضاً | مواضيع ذات صلة | أخبار ذات صلة | ilgili haberler | 相关阅读 | 相关新闻 | 推荐阅读 | 関連記事
        """),
        _CMS,
        takes=8,
    ),
    Rule(
        Kind.LINE,
        open_line(r"""
            (?:read|see|hear) (?:more|next|also)(?: on [\w. ]{2,30})? ?[:|»→>–—-]+ ?.{1,200}
            (?:also|must) read ?[:|»→>–—-]+ ?.{1,200}
            related(?: (?:story|stories|article|articles|news|content|video|reading))? ?[:|»→>–—-]+ ?.{1,200}
            more on this(?: story)? ?: ?.{1,200}
            (?:further reading|don[’']t miss|recommended|watch (?:now|also|more|video)|listen now) ?[:|»→>–—-]+ ?.{1,200}
            (?:читайте (?:также|ещ[её]|подробнее|по теме)|(?:смотрите|см\.|читать) также|по теме) ?[:|»→>–—-]+ ?.{1,200}
            (?:(?:читайте|дивіться) (?:також|ще)|за темою) ?[:|»→>–—-]+ ?.{1,200}
            (?:à )?lire (?:aussi|également) .{2,200}
            (?:lesen sie (?:auch|mehr|hier)|mehr zum thema|(?:à )?lire (?:aussi|également)|à voir aussi) ?[:|»→>–—-]+ ?.{1,200}
            (?:sur le même sujet|(?:lea|lee|leer|ver) también|te puede interesar|leggi anche) ?[:|»→>–—-]+ ?.{1,200}
            (?:leia (?:também|mais)|veja também|czytaj (?:też|także)|اقرأ أيضا|اقرأ أيضاً) ?[:|»→>–—-]+ ?.{1,200}
        """),
        _CMS,
    ),
    Rule(
        Kind.LINE,
        open_line(rf"""
            (?:READ|WATCH|LISTEN|MORE|VIDEO|PHOTOS|SEE|OPINION)(?: THIS)?: ?.{{2,160}}
            (?:Read|Watch|Listen)(?: this)?: [\"“‘'{CAPITALS}\d].{{2,140}}
        """),
        _CNN,
        cased=True,
    ),
    Rule(
        Kind.LINE,
        phrases("""
            read more | read full story | read the full story | read full article | read the full article | read on
            continue reading | keep reading | show more | load more | see more | see all | view all | more | expand
            learn more | find out more | watch now | watch live | listen | listen to this article | back to top
            story continues below | article continues below | continue reading below | skip to content
            читать далее | читать дальше | читать полностью | подробнее | показать ещё | показать еще | ещё | наверх
            читати далі | читати повністю | докладніше | детальніше | показати ще
            weiterlesen | mehr lesen | mehr anzeigen | mehr erfahren | zum seitenanfang
            lire la suite | voir plus | en savoir plus | afficher plus | lire l'article | haut de page
            leer más | ver más | seguir leyendo | saber más | mostrar más | leggi tutto | continua a leggere | mostra altro
            ler mais | saiba mais | continue lendo | czytaj więcej | devamını oku
            اقرأ المزيد | المزيد | قراءة المزيد | 阅读更多 | 続きを読む
        """),
        _CMS,
    ),
    Rule(
        Kind.LINE,
        line(r"""
            (?:read|see) the (?:most current|full|latest|original|complete) (?:version|story|article|report)(?: .{2,60})?
            (?:this (?:post|story|article) (?:was|has been) (?:updated|corrected)|updated) (?:at|on) [^.!?]{2,60}[:.]?
        """),
        _NEWS,
    ),
    Rule(
        Kind.LINE,
        line(r"""
            (?:to subscribe .{1,40}, |for more(?: information)?, )?(?:click|tap|press) here(?: (?:to|for|and) .{1,140})?
            (?:нажмите|кликните|жмите) (?:здесь|сюда)(?:,? .{1,120})?
            (?:натисніть|клікніть) (?:тут|сюди)(?:,? .{1,120})?
            (?:(?:klicken|klick) (?:sie )?hier|hier klicken)(?:,? .{1,120})?
            (?:cliquez ici|(?:haga|haz) cli[cp]k? aquí|clicca qui|clique aqui)(?: .{1,120})?
            (?:اضغط|انقر) هنا(?: .{1,120})?
        """),
        _CMS,
    ),
    # --- share, follow, subscribe ------------------------------------------------------------------------------
    Rule(
        Kind.LINE,
        phrases("""
            share | share this | share this article | share this story | share this post | share article | share on | tweet
            share with friends | copy link | link copied | print | print this article | save | bookmark | pin it | like
            e-mail | email | email this article | e-mail to a friend | email to a friend | send
            facebook | twitter | telegram | whatsapp | viber | instagram | linkedin | pinterest | reddit | messenger
            vk | вконтакте | одноклассники | youtube | flipboard | rss | google news | social media
            follow | follow us | follow us on | like us on facebook | subscribe | subscribe now | subscribe today
            sign in | log in | login | sign up | sign up now | register | menu | search | home | close
            advertisement | advertising | ad | sponsored | promotion | skip ad | skip advertisement
            advertisement - story continues below | story continues below advertisement
            article continues after advertisement | article continues below advertisement | continues below advertisement
            scroll down for video | scroll to continue | play video | play | mute | loading | live | video | audio
            photos | gallery | photo gallery | exclusive | breaking news | transcript | topics | tags
        """),
        _CMS,
    ),
    Rule(
        Kind.LINE,
        phrases("""
            поделиться | поделиться новостью | поделиться в соцсетях | поделись с друзьями | скопировать ссылку | теги
            подписаться | подпишитесь | подписывайтесь | реклама | на правах рекламы | распечатать | печать | отправить
            войти | регистрация | меню | поиск | главная | видео | прислать новость
            поділитися | поділитись | поширити | підписатися | підписатись | підпишіться | надрукувати | увійти | головна
            teilen | artikel teilen | drucken | anzeige | werbung | abonnieren | jetzt abonnieren | merken | anmelden
            registrieren | startseite | per e-mail teilen | vorlesen | link kopieren
            partager | partager cet article | imprimer | publicité | s'abonner | abonnez-vous | se connecter | s'inscrire
            je m'abonne | accueil | copier le lien | envoyer par mail | écouter | inscrivez-vous
            compartir | compartir este artículo | imprimir | publicidad | suscribirse | suscríbete | anuncio | inicio
            iniciar sesión | copiar enlace | guardar
            condividi | stampa | pubblicità | abbonati | accedi | compartilhar | publicidade | assine
            udostępnij | reklama | paylaş | reklam | شارك | شارك المقال | مشاركة | طباعة | إعلان | اشترك | 分享 | 广告 | 広告 | シェア
        """),
        _CMS,
    ),
    Rule(
        Kind.LINE,
        line(rf"""
            (?:share|tweet|save|print|email)(?: (?:this|the))?(?: (?:article|story|post|page))?(?: (?:on|via|by) {_SITE})?
            (?:share|поделиться|поділитися|teilen|partager|compartir|condividi)(?: (?:on|в|auf|sur|en|su))?:?(?:[ |/·•,]{{0,3}}{_SITE})+
            {_SITE}(?:(?: ?[|/·•,] ?| and | ){_SITE})+(?: (?:share|print))?
            \d+ (?:shares?|likes?|views?|tweets?|просмотр\w*|перегляд\w*)
        """),
        _CMS,
    ),
    Rule(
        Kind.LINE,
        line(rf"""
            (?:please )?(?:follow|like|join|find) (?:us|me|him|her|them)(?: on| at| in)?(?: our)? @?{_SITE}.{{0,100}}
            (?:follow|like|join) [\w’' ]{{2,30}} on (?:our |the )?{_SITE}(?:(?:,| and| &)? (?:and )?(?:on )?{_SITE})*
            (?:stay (?:connected|up to date|informed)|connect) (?:with|on) .{{2,80}}
            (?:join|visit) our {_SITE} (?:channel|page|group|community).{{0,60}}
        """),
        _NEWS,
    ),
    Rule(
        Kind.LINE,
        line(r"""
            follow (?:us )?(?:(?:on twitter|at|on) )?@\w+(?:(?:,| and)? @\w+)*(?: (?:for|on|to) .{2,100})?
            (?:the )?author tweets @\w+
        """),
        _INSHORTS,
    ),
    Rule(
        Kind.LINE,
        line(r"""
            (?:please )?(?:sign up|subscribe|register) (?:to|for) (?:(?:our|the|a|my|this|free|daily|weekly) ){1,4}[\w’' -]{2,60}
            (?:please )?(?:sign up|subscribe|register|join)(?: now| today| here| free)? (?:for|to|here|now|and)\b.{0,60}\b(?:inbox|newsletters?|e-?mails?|updates|notifications|podcast|alerts)\b.{0,80}
            subscribe to .{2,60} (?:for (?:less than|only|just|as little as)|on youtube)\b.{0,80}
            (?:get|receive) .{2,80} (?:to|in|into) your (?:inbox|e-?mail|mailbox)\b.{0,80}
            (?:enter )?your e-?mail(?: address)?(?: here)?
            (?:(?:daily|weekly|our) )?newsletter(?: sign-?up)?
            (?:already a subscriber|already have an account|not a subscriber)\??(?: (?:sign|log) (?:in|up))?(?: here)?
            (?:this (?:article|content|story) is|premium content)(?: only)? (?:for|available to) (?:our )?subscribers(?: only)?
            thank you for (?:reading|subscribing|signing up)(?: .{1,40})?
            support (?:us|our|independent) journalism.{0,60}
            you have (?:\w+ )?free (?:articles|stories) (?:left|remaining).{0,40}
        """),
        _CMS,
    ),
    Rule(
        Kind.LINE,
        line(r"""
            (?:подпи(?:сывайтесь|шитесь|сывайся|шись)|присоединяйтесь|вступайте)(?: \w+)? (?:на|к|в|за)\b.{2,120}
            следите за (?:нами|нашими|новостями|обновлениями)\b.{0,100}
            (?:читайте|смотрите) нас (?:в|на) .{2,80}
            (?:наш )?(?:телеграм|telegram)-?канал:? ?\S{0,60}
            (?:хотите|чтобы) .{2,60},? (?:подпи(?:сывайтесь|шитесь)) (?:на|в) .{2,80}
        """),
        _CMS,
    ),
    Rule(
        Kind.LINE,
        line(r"""
            (?:підпи(?:суйтесь|суйтеся|шіться|шись)|приєднуйтес[ья]|долучайтес[ья])(?: \w+)? (?:на|до|в|у|за)\b.{2,120}
            (?:стежте|слідкуйте) за (?:нами|нашими|новинами|оновленнями)\b.{0,100}
            (?:читайте|дивіться) нас (?:в|у|на) .{2,80}
        """),
        _CMS,
    ),
    Rule(
        Kind.LINE,
        line(r"""
            (?:abonnieren|folgen|besuchen) sie (?:uns|unser\w*|jetzt|den|auch)\b.{0,100}
            melden sie sich .{0,60}newsletter.{0,60}
            (?:unser\w*|zum|der|den|täglich\w*|jetzt) newsletter\b.{0,60}
            newsletter (?:abonnieren|bestellen)
            hier geht es zu[mr]? .{2,80}
            jetzt (?:\w+ ){0,3}(?:anmelden|bestellen|abonnieren)
        """),
        _CMS,
    ),
    Rule(
        Kind.LINE,
        line(r"""
            (?:abonnez-vous|inscrivez-vous|suivez-nous|retrouvez-nous|rejoignez-nous)\b.{0,100}
            suivez (?:toute )?l[’']actualité\b.{0,100}
            recevez .{2,80}(?:newsletter|par e-?mail|boîte mail).{0,60}
            (?:suscr[ií]b[ea]te|suscríbase|síguenos|síganos|únete|regístrate) (?:a|al|en|y|para|aquí|con)\b.{0,100}
            recib[ea] .{2,80}(?:bolet[ií]n|newsletter|correo).{0,60}
            (?:iscriviti|seguici|abbonati) (?:a|al|alla|su|per|qui)\b.{0,100}
            (?:inscreva-se|siga-nos|assine|cadastre-se) (?:n[oa]|em|a|para|aqui)\b.{0,100}
            (?:zapisz się|obserwuj nas|polub nas) (?:na|do)\b.{0,100}
            (?:تابعونا|تابعنا|اشتركوا|اشترك|للاشتراك|سجلوا) (?:على|في|عبر|الآن).{0,100}
        """),
        _CMS,
    ),
    # --- cookies, law ------------------------------------------------------------------------------------------
    Rule(
        Kind.LINE,
        line(r"""
            (?:we|this (?:web)?site|our (?:web)?sites?|our partners) (?:and our partners )?(?:uses?|stores?)\b.{0,60}\bcookies?\b.{0,40}\b(?:to|on|for)\b.{0,60}\b(?:experience|website|site|ads?|advertising|content|traffic|device|services?|analy\w+|personali\w+)\b.{0,200}
            by (?:continuing|clicking|using)\b.{0,120}\bcookies?\b.{0,200}
            to (?:provide|improve|give|offer) .{0,100}\bcookies?\b.{0,200}
            (?:accept|reject|manage|allow)(?: all)?(?: cookies)?
            cookie (?:policy|settings|preferences|notice)
            (?:nous utilisons|ce site utilise|en poursuivant)\b.{0,120}\bcookies\b.{0,200}
            (?:tout )?accepter(?: les cookies| tout)?
            (?:wir verwenden|wir nutzen|diese (?:web)?seite verwendet|mit der nutzung)\b.{0,120}\bcookies\b.{0,200}
            alle (?:cookies )?akzeptieren
            (?:utilizamos|usamos|este sitio (?:web )?(?:utiliza|usa)|al continuar)\b.{0,120}\bcookies?\b.{0,200}
            (?:questo sito (?:utilizza|usa)|utilizziamo|este site usa)\b.{0,120}\bcookies?\b.{0,200}
            (?:мы используем|(?:этот |наш )?сайт использует|продолжая)\b.{0,120}(?:\bcookies?\b|\bкуки\b|файлы cookie).{0,200}
            (?:ми використовуємо|(?:цей |наш )?сайт використовує|продовжуючи)\b.{0,120}(?:\bcookies?\b|\bкукі\b|файли cookie).{0,200}
            (?:نستخدم|يستخدم هذا الموقع|يستخدم الموقع) .{0,60}(?:الارتباط|كوكيز).{0,200}
        """),
        _CMS,
    ),
    Rule(
        Kind.LINE,
        line(r"""
            (?:copyright|©|\(c\)) ?(?:©|\(c\)|\d{4}).{0,120}
            © ?[^.!?]{1,100}
            this material may not be published, broadcast, rewritten,? or redistributed.{0,60}
            (?:terms(?: of (?:use|service))?|privacy policy|contact us|about us|advertise|careers|sitemap|help)(?:[ |·•/,]{0,3}+(?:and )?(?:terms(?: of (?:use|service))?|privacy(?: policy)?|contact us|about us|advertise|careers|sitemap|help|cookies))*+
            политика конфиденциальности|пользовательское соглашение|політика конфіденційності|impressum|datenschutz
            mentions légales|aviso legal|política de privacidad|سياسة الخصوصية
            (?:при )?(?:использовани[ие]|перепечатк[аеи]|копировани[ие]) материалов .{2,160}
            (?:передрук|використання) матеріалів .{2,160}
        """),
        _CMS,
    ),
    Rule(
        Kind.ENDING,
        each(
            r"""
                all rights reserved
                все права защищены|всі права захищен[оі]
                alle rechte vorbehalten|tous droits réservés|todos los derechos reservados
                tutti i diritti riservati|riproduzione riservata|todos os direitos reservados
                جميع الحقوق محفوظة
            """,
            after=r"[\s\d©]{0,8}\.?$",
        ),
        _CMS,
        near=("reserv", "riserv", "права за", "rechte vor", "réserv", "الحقوق"),
    ),
    # --- who wrote it, who took the picture --------------------------------------------------------------------
    Rule(
        Kind.BYLINE,
        open_line(rf"""
            (?:(?:[Ww]ritten|[Rr]eported|[Pp]osted|[Ss]tory|[Aa]nalysis) [Bb]y|By|BY):? {_PEOPLE}{_OFFICE}
            By (?:Daily Mail|Mail Online|Associated Press|Staff|Our|Press|News|Web)(?: [A-Z]\w+){{0,4}}(?:,? .{{2,30}})?
        """),
        _CNN,
        cased=True,
    ),
    Rule(
        Kind.BYLINE,
        open_line(rf"""
            (?:Von|Par|Por|Di|De|Da|VON|PAR|POR|DI)(?: |: ){_PEOPLE}{_OFFICE}
            (?:Autor|Autora|Autoren|Auteur|Auteure|Autore|Texte|Text|Author|Editor|Redaktion|Edited by):? {_PEOPLE}{_OFFICE}
            (?:Par|Von|Por|Con|PAR|VON|POR) [^.!?:]{{2,60}} (?:avec|mit|con|y|und|et) (?:l[’'])?(?:AFP|Reuters|AP|dpa|EFE)(?:(?:,| et| und| y) (?:AFP|Reuters|AP|dpa|EFE))*
            (?:Text|Texte|Propos recueillis) (?:von|par|por|de|di):? {_PEOPLE}{_OFFICE}
        """),
        _CMS,
        cased=True,
    ),
    Rule(
        Kind.BYLINE,
        open_line(r"""
            (?:автор(?:ы|ка)?|авторы)(?: (?:текста|статьи|материала))? ?[:|—–-] ?[^.!?:]{2,80}
            (?:текст|подготовил[аи]?|беседовал[аи]?|перевод|редактор|источник) ?: ?[^.!?:]{2,80}
            (?:автори?|авторка|підготувал[аи]|редакторка|джерело) ?: ?[^.!?:]{2,80}
            (?:source|quelle|fuente|fonte|źródło|redacción|redazione|written by) ?: ?[^.!?:]{2,60}
            [（(]?(?:来源|作者|撰文|出典) ?[:：] ?[^。！？:：]{2,30}[）)]?
            (?:بقلم|كتب|كتبت|إعداد|تحرير|المصدر) ?:? [^.!?:،]{2,60}
        """),
        _CMS,
    ),
    Rule(
        Kind.LINE,
        line(r"""
            \(?(?:additional |further )?(?:reporting|writing|research) (?:by|from) .{2,200}?\)?
            \(?(?:editing|edited|compiled|inputs|with (?:inputs|agencies|reporting)) (?:by|from|in) .{2,200}?\)?
            \(?with (?:ap|reuters|afp|pti|agencies|agency inputs|wires)\)?
            -?with (?:inputs|reporting) from .{2,120}
            [（(]?(?:责任编辑|责编|编辑|校对|审核|监制|編集) ?[:：] ?[^。！？:：]{2,30}[）)]?
        """),
        _WIRE,
    ),
    Rule(
        Kind.ENDING,
        (r"\bcontributed (?:reporting )?to this (?:report|story|article)\s?\.?$",),
        _CNN,
        near=("contributed ",),
    ),
    Rule(
        Kind.LINE,
        each(
            r"""
                (?:file )?(?:photo|image|picture|illustration|graphic|video|cover)(?:graph(?:y|s)?|s)?(?: (?:credit|source|courtesy|caption)s?(?: of)?)?(?: ?[:©]| by| via| courtesy of) ?(?:[^.!?]|\.(?=\S)|(?<=\b\w)\.){2,80}+
                (?:фото(?:графии|графия)?|снимок|изображение|иллюстрация|скриншот) ?[:©/] ?[^.!?:]{2,90}
                (?:світлина|зображення|ілюстрація|скріншот) ?[:©/] ?[^.!?:]{2,90}
                (?:foto|fotos|bild|bilder|symbolbild|archivbild|symbolfoto) ?[:©/] ?[^.!?:]{2,90}
                (?:crédits?(?: photo)?|photo d[’']illustration|imagen|fotografía|crédito) ?[:©/] ?[^.!?:]{2,90}
                (?:immagine|imagem|zdjęcie|fot\.|صورة|الصورة|تصوير|图|写真) ?[:：©/] ?[^.!?:]{2,90}
                image source[,:]? .{2,60}
                (?:photo|foto|фото|crédit) (?:getty images|afp|ap|epa|efe|dpa|reuters|ansa)(?: ?/ ?.{2,60})?
            """,
            before=r"[(\[（]?",
            after=r"[)\]）]?(?<![.])",
        ),
        _CMS,
    ),
    Rule(
        Kind.LINE,
        open_line(r"""
            (?:getty(?: images)?|shutterstock|istock|alamy|depositphotos|unsplash|pixabay|imago|picture alliance)(?: ?/ ?[^.!?]{2,60}| via [^.!?]{2,40})?
            (?:ap photo|file photo|reuters photo|zuma press|wikimedia commons|epa-efe|courtesy photo)(?: ?/ ?[^.!?]{2,60})?
            \(?(?:ht|file|pti|ap|afp|reuters|ani|handout|courtesy) (?:photo|handout|image)\)?(?:/.{2,60})?
            (?:[—–-] ?)?file(?: photo)?
            (?:afp|epa|reuters|pool|ntb) photo ?/ ?.{2,200}
            \((?:pti|ians|ani|afp|ap|reuters|rex|getty images|file|representational image|picture: .{2,40}|photo: .{2,40}|photo by .{2,40})\)
        """),
        _INSHORTS,
    ),
    Rule(Kind.LINE, line(r"(?:image|video|media) caption, .{2,300}"), "BBC"),
    # A caption goes with the credit that ends it.
    Rule(
        Kind.ENDING,
        each(r"""
            [.!?)] ?\(?(?:photograph|photo credit|image credit|photo|image|picture)s?(?: by|:) ?[^.!?:]{2,60}\)?$
            \(photo credit should read [^()]{2,80}\)$
        """),
        _NEWS,
        near=("photo", "image", "picture"),
    ),
    Rule(
        Kind.ENDING,
        each(
            r"[.!?)] ?\(?(?:фото|фотография|foto|bild|crédit photo|imagen) ?[:/] ?[^.!?:]{2,60}\)?$",
        ),
        _NEWS,
        near=("фото", "foto", "bild", "crédit photo", "imagen"),
    ),
    Rule(
        Kind.ENDING,
        each(r"""
            [\s(][^.!?\s][^.!?]{1,40}/(?:getty(?: images)?|ap|afp|reuters|epa|rex|shutterstock|dpa|tass|efe|ansa)\)?$
            [\s(][^.!?\s][^.!?]{1,40}/(?:тасс|риа новости|укрінформ)\)?$
        """),
        _NEWS,
        near=("/",),
    ),
    Rule(
        Kind.ENDING,
        each(r"""
            \((?:ap photo|file photo|reuters photo|pti photo|photo by|getty images)[^()]{0,60}\)$
            [\s(]ap photo ?/ ?[^.!?]{2,60}\)?$
            [\s(](?:afp|epa|reuters|pool) photo ?/ ?[^!?]{2,95}$
        """),
        _NEWS,
        near=(" photo", "(photo by", "(getty images"),
    ),
    Rule(Kind.ENDING, each(r"[.!?] ?[—–-] ?file(?: photo)?$"), _NEWS, near=("file",)),
    # --- comments ----------------------------------------------------------------------------------------------
    Rule(
        Kind.END,
        line(r"""
            (?:\d+ )?(?:comments?|responses?|replies)(?: ?[(\[]?\d+[)\]]?)?
            (?:leave|write|post|add) (?:a |your )?(?:comment|reply)(?: .{1,40})?
            join the (?:conversation|discussion)|comments (?:section|are closed|policy)|what do you think\?
            комментарии(?: ?[(:]? ?\d+\)?)?|\d+ комментари(?:й|я|ев)|(?:оставить|добавить|написать) комментарий
            коментарі(?: ?[(:]? ?\d+\)?)?|\d+ коментар(?:і|ів)?|(?:залишити|додати) коментар
            (?:\d+ )?kommentare?(?: ?[(:]? ?\d+\)?)?|kommentar schreiben|schreiben sie einen kommentar
            (?:\d+ )?commentaires?(?: ?[(:]? ?\d+\)?)?|(?:laisser|ajouter) un commentaire
            (?:\d+ )?comentarios(?: ?[(:]? ?\d+\)?)?|(?:deja|dejar|escribe) un comentario
            (?:\d+ )?commenti(?: ?[(:]? ?\d+\)?)?|lascia un commento|(?:\d+ )?comentários|deixe um comentário
            التعليقات(?: ?[(:]? ?\d+\)?)?|(?:اترك|أضف) تعليقا|(?:اترك|أضف) تعليقاً|komentarze|yorumlar|评论
        """),
        _CMS,
    ),
    Rule(
        Kind.LINE,
        line(r"""
            sorry,? we are (?:not currently|unable to|no longer)(?: accepting| accept)? comments.{0,60}
            the comments below have .{1,80}|the views expressed in the contents above .{1,120}
        """),
        _CNN,
    ),
    Rule(
        Kind.LINE,
        line(r"""
            got tips, additions,? or comments\? .{1,40}
            (?:found|spotted|seen|noticed) an? (?:typo|error|mistake)\?.{0,80}
            (?:нашли|заметили|увидели) (?:ошибку|опечатку)[?.].{0,120}
            (?:знайшли|помітили|побачили) помилку[?.].{0,120}
            (?:e-?mail|send) (?:us )?(?:your )?(?:story ideas|tips|comments)(?: and \w+)? (?:to|at) .{1,100}
        """),
        _NEWS,
    ),
    # --- tags, links, times ------------------------------------------------------------------------------------
    Rule(
        Kind.LINE,
        each(
            r"(?:(?:(?:https?|ftp)://|www\.|t\.me/|pic\.twitter\.com/)\S++[\s,;|]*+)+|(?:[#@][\w.]+[\s,;|]*)+"
        ),
        _CMS,
    ),
    Rule(
        Kind.LINE,
        open_line(r"""
            (?:tags?|topics|filed under|categor(?:y|ies)|keywords) ?[:|] ?[^.!?]{2,160}
            (?:теги?|метки|темы|рубрика|ключевые слова|мітки|теми) ?[:|] ?[^.!?]{2,160}
            (?:schlagworte|schlagwörter|themen|mots-clés|étiquettes|etiquetas|temas|argomenti) ?[:|] ?[^.!?]{2,160}
            (?:الوسوم|كلمات مفتاحية) ?[:|] ?[^.!?]{2,160}
        """),
        _CMS,
    ),
    Rule(
        Kind.LINE,
        line(r"""
            (?:reading time:? )?\d{1,3}[ -]?min(?:ute)?s?(?: to)? read|reading time:? \d{1,3} min(?:ute)?s?
            время (?:на )?чтени[яе]:? ?\d{1,3} мин\w*|час читання:? ?\d{1,3} хв\w*
            lesezeit:? \d{1,3} min\w*|(?:temps de lecture|lecture) ?:? ?\d{1,3} min\w*|\d{1,3} min de lectur[ae]
            (?:\d{1,3}|an?|one|two|three) (?:minutes?|hours?|days?) ago
        """),
        _CMS,
    ),
    Rule(
        Kind.LINE,
        line(r"""
            (?:last )?updated(?: at [\d.:apm ]+(?: [a-z]{2,4})?)?
            (?:at )?\d{1,2}(?:[.:]\d{2} ?(?:[ap]\.?m\.?)?| ?[ap]\.?m\.?)(?: (?:gmt|bst|est|edt|et|utc|cet|ist|msk|мск))?
        """),
        "Inshorts: the clock of a liveblog",
    ),
    Rule(
        Kind.LINE,
        open_line(
            r"(?:home|главная|головна|startseite|accueil|inicio|الرئيسية)(?: ?[>»/›|] ?[^.!?>»/›|]{2,40}){1,5}"
        ),
        _CMS,
    ),
    Rule(
        Kind.LINE,
        line(r"""
            editor[’']?s[’']? note ?: .{2,400}
            (?:примечание редакции|от редакции|note de la rédaction|anmerkung der redaktion|nota del editor) ?: .{2,400}
        """),
        _CNN,
    ),
    Rule(
        Kind.LINE,
        line(
            r"\(?eds: .{2,100}\)?|\(?more to come\)?|\(?ends\)?|#{2,}|developing story|this is a breaking news story.{0,80}"
        ),
        _INSHORTS,
    ),
    # --- glued to the story ------------------------------------------------------------------------------------
    _inline(r"No time to read\?\s*Get a summary", _SEED, anywhere=True),
    _inline(
        r"Previous Article(?=\s*[\W\d_A-Z])[^\n]{1,200}?Next Article(?=\s*[\W\d_A-Z])[^\n]{0,200}",
        _SEED,
        at_end=True,
    ),
    _inline(r"Next Article\s+[A-Z][^.\n]{0,160}", _SEED, at_end=True),
    _inline(r"Previous Article\s+[A-Z][^.\n]{0,160}", _SEED, at_end=True),
    _inline(r"Scroll down for (?:more |the )?(?:video|videos|audio|pictures)(?:\s\.|(?=\s[\"“‘'A-Z]))"),
    _inline(r"Scroll down for (?:more |the )?(?:video|videos|audio|pictures)", at_end=True),
    _inline(r"E-mail to a friend\s?\."),
    _inline(r"E-mail to a friend", at_end=True),
    _inline(r"Like us on Facebook\s?\."),
    _inline(r"Like us on Facebook", at_end=True),
    _inline(r"Social media \.(?!\w)"),
    _inline(r"Follow @\w{2,30} on Twitter(?: to join the conversation[\w ]{0,40}| for [\w ]{2,40})?\s?\."),
    _inline(
        r"Follow @\w{2,30} on Twitter(?: to join the conversation[\w ]{0,40}| for [\w ]{2,40})?", at_end=True
    ),
    _inline(r"Follow @\w{2,30} for more(?:\s?The author tweets @\w{2,30})?\s?\.?", _INSHORTS, at_end=True),
    _inline(r"ALSO READ ?[:|][^\n]{0,400}", _INSHORTS, at_end=True),
    _inline(r"Read: ?[A-Z][^.\n]{2,160}", _INSHORTS, at_end=True),
    _inline(r"WATCH ?:[^.\n]{2,160}", _INSHORTS, at_end=True),
    _inline(rf"Read more: {_TO_STOP}"),
    _inline(rf"READ(?: MORE)?: {_TO_STOP}"),
    _inline(rf"Read this: {_TO_STOP}"),
    _inline(rf"Read: {_TO_STOP}"),
    _inline(r"Read more from [A-Z][^.\n]{2,60}?:? \.(?!\w)"),
    _inline(r"More from [A-Z][^.\n]{2,40} \.(?!\w)"),
    _inline(r"Read [Mm]ore\s?\.?", _NEWS, at_end=True),
    _inline(r"Click here(?: for more| to read more)?\s?[.!]?", at_end=True),
    _inline(
        r"Sorry,? we are (?:not currently accepting|unable to accept|no longer accepting) comments[^.\n]{0,60}\.?"
    ),
    _inline(r"For the latest (?:on|from) [^.\n]{2,60} click here\s?\.?"),
    _inline(
        r"(?<!\S)[A-Z][\w.’'-]{1,30}(?: [A-Z][\w.’'-]{1,30}){0,3}/(?:[A-Z]\w{1,15}/)?Getty Images(?: for [A-Z]\w{1,20})?(?=\s+[\"“‘'A-Z])",
        near=("Getty Images",),
    ),
    _inline(r"Email your story ideas and tips to \S{3,60}"),
    _inline(r"See the original story at [^\n]{2,60}?\.(?!\w)"),
    _inline(r"©\s?\d{4} [^\n]{2,80}?[Aa]ll [Rr]ights [Rr]eserved\s?\.?"),
    _inline(r"Copyright (?:© ?)?\d{4} [^.\n]{2,80}\.(?:com\b\.?)?(?:\s[Aa]ll [Rr]ights [Rr]eserved\s?\.?)?"),
    _inline(r"Subscribe to [A-Z][^.!\n]{2,100}!(?:\s?Click here!)?"),
    _inline(r"Inputs from [A-Z][\w ]{1,40}\.?", _INSHORTS, at_end=True),
    _inline(r"\(With (?:inputs from|agency inputs|inputs)[^()\n]{0,80}\)", _INSHORTS),
    _inline(r"\((?:Additional r|R)eporting by [^()\n]{2,300}\)", _WIRE),
    _inline(r"Additional reporting by [A-Z][^\n]{2,160}", _NEWS, at_end=True),
    _inline(r"Reporting by [A-Z][^\n]{2,120}?[;,] ?[Ee]diting by [A-Z][^\n]{2,80}", _WIRE, at_end=True),
    *PAGE_RULES,
)
