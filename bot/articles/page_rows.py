# ruff: noqa: E501 (a pattern cut to fit the margin cannot be read)
"""More rows of the table of furniture: what whole pages print above, between and below the story, by language."""

from bot.articles.characters import CAPITALS
from bot.articles.rules import Kind, Rule, each, line, open_line, phrases

_CMS = "common CMS"
_WIRE = "wire practice"
_NEWS = "news sites of each language"
_LIVE = "live pages"

_NAME = rf"(?:[{CAPITALS}][\w'’ʼ-]+|[{CAPITALS}]\.)"
_PERSON = rf"{_NAME}(?: (?:(?:de|van|von|del|da|di|la|el|al) )?{_NAME}){{1,3}}"
_COUNT = r"(?:\d[\d.,  ]{0,8})"
_COUNTED = rf"(?: ?[:：]? ?[(（\[]? ?{_COUNT} ?(?:件|个|條|条|개)?[)）\]]?)"
_CREDIT = r"(?:[^.!?:]|(?<=\b\w)\.){2,60}"
# An ENDING row that is the whole of a short line: `sift.py` searches in the last 110 characters of a line.
_WHOLE = r"^(?=.{2,100}$)"

PRESS_RELEASE = (
    r"(?i)(?:media|press|investor|news) contacts?\b|forward-looking statements|pressekontakt|contacts? presse"
    r"|contacto (?:para medios|de prensa)|contato para (?:a )?imprensa|contatti (?:per la )?stampa|kontakt dla (?:mediów|prasy)"
    r"|контакты для (?:прессы|сми)|контакти для (?:преси|змі)|basın iletişim|문의 ?:|お問い合わせ先|媒体联系"
)
"""What a press release prints below its story, and no newspaper."""

PAGE_RULES: tuple[Rule, ...] = (
    # --- above the story ---------------------------------------------------------------------------------------
    Rule(
        Kind.MENU,
        phrases("""
            skip to main content | skip to navigation | skip navigation | jump to content | jump to navigation
            zum inhalt springen | zum hauptinhalt springen | aller au contenu | aller au contenu principal
            saltar al contenido | ir al contenido | ir al contenido principal | vai al contenuto | salta al contenuto
            pular para o conteúdo | ir para o conteúdo | przejdź do treści | içeriğe geç | ana içeriğe atla
            перейти к содержанию | перейти к основному содержанию | перейти до вмісту | перейти до основного вмісту
            本文へスキップ | 본문 바로가기 | 跳到主要内容 | تخطي إلى المحتوى | मुख्य सामग्री पर जाएँ
        """),
        _CMS,
    ),
    Rule(
        Kind.MENU,
        open_line(
            r"(?:home(?:page)?|início|strona główna|anasayfa|ana sayfa|hem|forside|etusivu|головна|главная|home page|首页|首頁|ホーム|トップ|홈|होम|الرئيسية)"
            r"(?: ?[>»/›|→＞／] ?[^.!?>»/›|→＞／]{1,40}){1,5}"
        ),
        _CMS,
    ),
    Rule(
        Kind.MENU,
        line(r"""
            wir und unsere (?:\d+ )?partner (?:verarbeiten|nutzen|speichern|verwenden)\b.{0,240}
            (?:nous et nos (?:\d+ )?partenaires|nosotros y nuestros (?:\d+ )?socios|noi e i nostri (?:\d+ )?partner)\b.{0,240}
            we and our (?:\d+ )?partners (?:use|store|process)\b.{0,240}
            çerez (?:politikası|kullanımı) ?: .{0,240}|(?:bu )?(?:web )?site(?:miz)?(?:de)? .{0,80}çerez(?:ler)? kullan.{0,160}
            (?:ta|nasza|niniejsza) strona (?:używa|korzysta z|wykorzystuje) (?:plików )?(?:cookies?|ciasteczek).{0,200}
            (?:używamy|korzystamy z|wykorzystujemy) (?:plików )?(?:cookies?|ciastecz\w+).{0,200}
            (?:当サイト|このサイト|本サイト|当社|弊社).{0,40}(?:クッキー|cookie)を(?:使用|利用)し(?:てい|ま).{0,120}
            (?:本网站|我们)使用 ?cookies?.{0,120}|(?:이 사이트|본 사이트|저희|당사).{0,40}쿠키를 사용.{0,120}
            (?:यह|हमारी|इस) (?:वेब)?साइट.{0,40}कुकी.{0,120}
        """),
        _CMS,
    ),
    Rule(
        Kind.LINE,
        phrases("""
            the long read | long read | match report | explainer | live updates | press room | newsroom | news release
            sala de prensa | nota de prensa | para difusión inmediata | sala de imprensa | nota à imprensa | comunicato stampa
            espace presse | pour diffusion immédiate | zur sofortigen veröffentlichung | informacja prasowa | basın bülteni
            для немедленной публикации | прес-реліз | プレスリリース | 보도자료 | 新闻稿 | بيان صحفي | प्रेस विज्ञप्ति
            add us as a preferred source | add as a preferred source on google | listen to article | listen to story
            please turn on javascript to use this feature | please enable javascript | show key events only | key events
            copy link to clipboard | save for later | share this story | share page | gift this article | give this article
            reuse this content | republish this article | most viewed | most commented | most shared | view comments | view in browser
            summary | live reporting | back to home | to the homepage | breaking | read full report
            zur startseite | nach oben | artikel verschenken | artikel anhören | eilmeldung
            offrir l'article | offrir cet article | retour à l'accueil | ajouter à mes favoris | écouter l'article
            volver al inicio | escuchar | regalar artículo | ascolta l'articolo | torna alla home | salva
            ouvir a matéria | voltar ao início | salvar | copiar link | na górę strony | pobierz pdf | drukuj | zapisz | posłuchaj
            yazdır | tweetle | kaydet | bizi takip edin | yukarı çık | haberi dinle | üye ol | giriş yap
            слушать новость | слушать | в закладки | сохранить | войти | подписка | слухати | зберегти | роздрукувати
            シェア | シェアする | ツイート | はてブ | line | ポスト | 印刷 | 保存 | フォロー
            url 복사 | 글자 크게 | 글자 작게 | 공유 | 공유하기 | 인쇄 | 스크랩 | 프린트 | 기사 공유
            字号 | 字体 | 打印 | 收藏 | 纠错 | 分享到 | शेयर करें | शेयर | लिंक कॉपी करें | प्रिंट | सुनें
            نسخ الرابط | حفظ | استمع | واتساب | فيسبوك | تويتر | تيليغرام
        """),
        _NEWS,
    ),
    Rule(
        Kind.LINE,
        line(r"""
            (?:listen(?: to (?:this|the) (?:article|story))?|слушать новость|прослушать|écouter|escuchar|ouvir|anhören|vorlesen|ascolta)(?: ?[·•(,:|-] ?| )\d{1,3} ?(?:min|minut|мин|хв|分)\w*[.)]*
            (?:reading time|lesezeit|время (?:на )?чтени[яе]|час читання|temps de lecture|tiempo de lectura|tempo di lettura|tempo de leitura|czas czytania|okuma süresi) ?:? ?(?:ca\. ?)?\d{1,3} ?(?:min|мин|хв|dk|dakika)\w*
            (?:この記事は)?約? ?\d{1,3} ?分で読め(?:ます|る)|읽는 시간 ?:? ?\d{1,3}분|阅读时间 ?[:：]? ?\d{1,3} ?分钟
            \d{1,3} ?(?:min|мин|хв|minuten|minutes|minuti|minutos|minut|dk)\w*[.]?
            (?:字号|字体) ?[:：] ?(?:[大中小] ?){2,3}|分享到? ?[:：] ?.{2,40}
            (?:आख़?िरी |अंतिम )?अपडेट ?: .{2,60}|آخر تحديث ?: ?.{2,50}|(?:son )?güncelle(?:me|nme)(?: tarihi)? ?: ?[\d.: -]{4,30}
            (?:subscribe|try (?:it|us)|join)(?: now| today)? (?:from|for) (?:only |just )?[£$€]?\d[\d.,]*.{0,60}
            (?:jetzt )?(?:abo |abonnieren |testen )ab \d[\d.,]* ?(?:€|euro).{0,40}|(?:abonnez-vous|s['’]abonner) (?:à partir de|dès|pour) \d.{0,40}
            (?:suscríbete|suscríbase|assine|abbonati) (?:desde|por|a partir de|a) (?:r\$ ?)?\d.{0,40}|подпи\w+ от \d.{0,40}
            photographs? by [^.!?]{2,60}|pictures? by [^.!?]{2,60}
        """),
        _NEWS,
    ),
    Rule(
        Kind.HEADLINES,
        phrases("news provided by | provided by | distributed by | issued by"),
        _WIRE,
        takes=1,
    ),
    # --- who -----------------------------------------------------------------------------------------------
    Rule(
        Kind.BYLINE,
        open_line(rf"""
            (?:Words|Interview|Reporting|Text|Story|Report)(?: by|:) {_PERSON}
            (?:Agencia|Agência|Agence|Agenzia|Agencja|Агентство) (?:(?:de|del|da|do|di) (?:la |l['’])?)?{_NAME}(?: {_NAME}){{0,2}}
            (?:Muhabir|Haber|Nadawca|Autorka|Redaktor|Redaktorka|Testo|Intervista|Entrevista|Interview|Reportagem|Texto|Entretien) ?: ?[^.!?:]{{2,80}}
        """),
        _NEWS,
        cased=True,
    ),
    Rule(
        Kind.BYLINE,
        open_line(r"""
            (?:प्रस्तुति|लेखक|रिपोर्ट|संवाददाता|द्वारा) ?: ?[^।!?:]{2,80}
            (?:글|취재|기자) ?[:=] ?[^.!?:]{2,40}
            (?:文|取材・文|記者|筆者|文／写真) ?[:：／] ?[^。！？:：]{2,30}
        """),
        _NEWS,
    ),
    Rule(
        Kind.ENDING,
        each(
            r"""
                (?!(?:the|an?|his|her|our) )[\w.'’-]+(?: [\w.'’-]+){1,3}, (?!(?:an?|the|former|then|who|his|her) )(?:[\w-]+ ){0,3}(?:correspondent|reporter|editor|columnist|critic)(?: (?:in|at) [^.!?]{2,30})?$
                [\w.'’-]+(?: [\w.'’-]+){1,3} is our [\w ]{2,40}(?:writer|correspondent|editor|reporter|columnist|critic)\.?$
                [가-힣]{2,4} (?:선임)?기자(?: \S{3,40}@\S{3,40})?$
            """,
            before=_WHOLE,
        ),
        _NEWS,
        near=("correspondent", "reporter", "editor", "columnist", "critic", "writer", "기자"),
    ),
    # --- captions and credits ----------------------------------------------------------------------------------
    Rule(Kind.LINE, each(r"\[?\d{1,2} ?(?:/|of|von|из|de|sur) ?\d{1,2}\] .{2,390}"), "picture galleries"),
    Rule(
        Kind.LINE,
        each(
            r"""
                (?:image|video|media|photo|picture) captions? ?[:,] .{2,300}
                (?:bildunterschrift|légende|pie de (?:foto|imagen)|didascalia|legenda da foto|подпись к фото|підпис до фото) ?: .{2,300}
                (?:【(?:写真|画像|図)】|写真[:：]|사진 ?(?:설명)? ?[:=]|▲ ?사진|图为|圖為|资料图|फोटो ?:|तस्वीर ?:|चित्र ?:|фото ?: ?[^.!?]{2,90}\.? ?\().{2,250}
                (?:fotoğraf|zdjęcie|foto|imagem|immagine) ?: .{2,200}(?:\([^()]{2,60}\)|(?:fot\.|crédito:?|foto:|©) ?[^.!?]{2,60})
                📷 ?.{2,300}
            """,
            before=r"[\[(（]?",
            after=r"[\])）]?",
        ),
        _NEWS,
    ),
    # A caption goes with the credit that ends it.
    Rule(
        Kind.ENDING,
        each(rf"""
            [.!?…)”»"] ?\(?(?:photograph|photo credit|image credit|photo|image|picture|credit|illustration|crédito|crédit|кредит)s?(?: by|:) ?{_CREDIT}\)?$
            \([^()\n]{{2,40}} (?:photo|foto) ?/ ?[^()\n]{{2,60}}\)$
        """),
        _NEWS,
        near=("photo", "image", "picture", "credit", "illustration", "crédit", "foto"),
    ),
    Rule(
        Kind.ENDING,
        each(r"(?:[.!?…)”»\"]|\w) ?© ?(?:[^.!?©]|(?<=\b\w)\.){2,70}\]?$"),
        _NEWS,
        near=("©",),
    ),
    Rule(
        Kind.ENDING,
        each(r"""
            [(（](?:撮影|写真|写真提供|提供|사진|사진 ?제공|자료사진|साभार|फोटो|تصوير|الصورة|摄影|图片来源|зображення|фото|foto|fot\.|fotoğraf) ?[:：=／/] ?[^()（）]{1,60}[)）]$
            (?:记者|通讯员|實習生|实习生)? ?[\u4e00-\u9fff]{1,4} ?[\u4e00-\u9fff]{1,4} ?[摄攝]$
        """),
        _NEWS,
        near=(
            "撮影",
            "写真",
            "提供",
            "사진",
            "साभार",
            "फोटो",
            "تصوير",
            "الصورة",
            "摄",
            "攝",
            "图片",
            "фото",
            "foto",
            "fot.",
        ),
    ),
    # --- below the story ---------------------------------------------------------------------------------------
    Rule(
        Kind.LINE,
        line(r"""
            this (?:story|article|post|piece|interview) (?:was|has been) (?:amended|corrected|updated|condensed|(?:lightly )?edited)\b(?: (?:on|at|to|for|after|with|and) .{2,300})?
            an earlier version of this (?:story|article|post|report) .{2,300}
            our standards ?: .{2,80}|disclaimer ?: .{2,300}
            (?:follow our [\w’' -]{2,40} coverage\. ?)?(?:(?:do you )?(?:have|got) (?:a|any) (?:news )?(?:tip|story)s?(?: \w+)?\?.{0,120})
            have your own .{2,40} story\? .{2,120}
            follow .{2,60} on social (?:media|networks)(?:,.{0,200})?
            explore more on these topics ?: .{2,200}
            sign up to .{2,60}(?: —| –| -|:) (?:our|the|a) .{2,100}
            newsletter ?: .{2,200}
            (?:thank you for reading|(?:did you )?enjoy(?:ed)? this \w+|did you like this \w+)[?.!] .{2,200}
            quick guide ?: .{2,160}
            (?:like this\?|buy me a coffee).{0,120}
            (?:more stories|more news|more releases) from this source|also from this source
            source [a-z0-9][^.!?:]{2,60}(?:,? (?:inc|ltd|llc|plc|corp|co|s\.a|gmbh|ag)\.?)
            \(\([^()]{2,60}@[^()]{2,80}\)\)
            download our app\b.{0,80}
        """),
        _NEWS,
    ),
    Rule(
        Kind.LINE,
        line(r"""
            (?:hat ihnen|gefällt ihnen) (?:der|dieser|dieses) (?:text|artikel|beitrag)\b.{0,20}\?.{0,200}
            unterstützen sie .{0,40}journalismus.{0,100}
            (?:cet article vous a (?:plu|intéressé)|vous avez aimé cet? \w+) ?\?.{0,200}
            (?:(?:le|les) )?(?:tous droits de reproduction|reproduction) (?:réservés|interdite).{0,100}
            recevez (?:les|nos|chaque|toute|tous) .{2,160}
            (?:¿te ha gustado|te ha gustado|te gustó|¿te gustó) est[ea] .{2,20}\?.{0,200}
            (?:normas de participación|descargar (?:imágenes|fotos|pdf|nota)).{0,100}
            ti è piaciuto (?:questo|l['’]) ?\w+\?.{0,200}
            (?:gostou d[aeo]\w* \w+|receba (?:as|nossas|os|nossos) .{2,20})\?? ?.{0,160}
            (?:podobał ci się|spodobał ci się) .{2,40}\?.{0,200}|wyłączną odpowiedzialność za treść .{2,120}
            (?:haberi beğendiniz mi|bu haberi beğendiniz mi)\?.{0,120}
            (?:понравил(?:ся|ась|ось)|вам понравил(?:ся|ась|ось)) (?:материал|статья|текст|пост|это)\w*\?.{0,200}
            (?:сподоба(?:вся|лася|лось)) (?:матеріал|стаття|текст)\w*\?.{0,200}
            (?:якщо|если) (?:ви|вы) (?:помітили|знайшли|заметили|нашли|увидели) (?:помилку|опечатку|ошибку)\b.{0,140}
            поддержать (?:нас|редакцию|проект|издание|автора)\b.{0,80}
        """),
        _NEWS,
    ),
    Rule(
        Kind.LINE,
        line(r"""
            この記事が気に入ったら.{0,40}|無断転載(?:を)?(?:禁止|禁じ).{0,20}
            [<＜(（]? ?저작권자 ?[ⓒ©(].{2,80}|무단 ?전재.{0,40}
            (?:版权声明|免责声明|版權聲明) ?[:：].{2,120}|未经授权.{0,10}不得转载.{0,20}|版权所有.{0,30}|転載禁止
            (?:कॉपीराइट|सर्वाधिकार) .{2,120}|हमारे (?:व्हाट्सऐप|व्हाट्सएप|टेलीग्राम) चैनल .{2,60}
            문의(?:처)? ?: ?.{2,80}|자료 ?제공 ?: ?.{2,60}|(?:お問い合わせ先?|連絡先) ?[:：] ?.{2,80}
            اشترك في (?:نشرتنا|النشرة|قناتنا).{0,60}|حقوق (?:النشر|الطبع) محفوظة.{0,60}
        """),
        _NEWS,
    ),
    Rule(
        Kind.ENDING,
        each(
            r"(?:.{2,20}ランキングに参加(?:して(?:い)?ます|中)(?:です)?|.{2,40}재배포 금지|.{2,30}版权所有)[。.>〉]?$",
            before=_WHOLE,
        ),
        _NEWS,
        near=("ランキング", "재배포", "版权"),
    ),
    Rule(
        Kind.ABOUT,
        open_line(r"""
            (?:about|über|sobre|acerca de|à propos d(?:e|u|es)|informazioni su|chi è|o (?:firmie|spółce|nas)|o společnosti) ?.{0,60}
            (?:о компании|о фонде|о проекте|про компанію|про фонд|об организации) ?.{0,60}
            .{2,30} (?:소개|개요|hakkında)|.{2,30}について|关于.{2,30}
        """),
        _WIRE,
    ),
    Rule(
        Kind.ABOUT,
        open_line(
            r"(?:caution(?:ary)? (?:note|statement)s?.{0,80}|(?:note )?(?:on |regarding )?forward[- ]looking (?:statements|information))"
        ),
        _WIRE,
    ),
    Rule(
        Kind.HEADLINES,
        phrases("""
            contacto para medios | contactos para medios | contato para a imprensa | contato para imprensa | contatti stampa
            contatti per la stampa | kontakt dla mediów | kontakt dla prasy | контакти для змі | контакти для преси
            pressestelle | basın iletişim | 보도 문의 | 媒体联系 | للتواصل الإعلامي
        """),
        _WIRE,
        takes=2,
    ),
    # --- more stories ------------------------------------------------------------------------------------------
    Rule(
        Kind.HEADLINES,
        phrases("""
            tags | topics | filed under | keywords | schlagworte | schlagwörter | mots-clés | etiquetas | теги | мітки
            tópicos | etiketler | tagi | argomenti | タグ | 태그 | 标签 | 標籤 | टैग्स | الوسوم | كلمات مفتاحية
        """),
        _CMS,
        takes=1,
    ),
    Rule(
        Kind.HEADLINES,
        phrases("""
            previous news | next news | sonraki haber | önceki haber | diğer haberler | 이전 기사 | 다음 기사 | 이전글 | 다음글
            上一篇 | 下一篇 | 前の記事 | 次の記事 | अगली ख़बर | पिछली ख़बर | अगली खबर | पिछली खबर | الخبر السابق | الخبر التالي
            poprzedni wpis | następny wpis | post precedente | post successivo | entrada anterior | entrada siguiente
        """),
        _CMS,
        takes=1,
    ),
    Rule(
        Kind.HEADLINES,
        phrases("""
            most viewed | most commented | most shared | more from us | more like this | also from this source
            lo más visto | notas relacionadas | artículos relacionados | más leídas | en portada | le più lette | articoli più letti
            vedi anche | notícias recentes | mais vistas | zobacz także | zobacz również | polecane | najczęściej czytane | przeczytaj także
            bunlar da ilginizi çekebilir | çok okunanlar | benzer haberler | les plus consultés | articles similaires | nos derniers articles
            あわせて読みたい | 関連記事 | 人気記事 | おすすめ記事 | 新着記事 | 관련기사 | 관련 기사 | 많이 본 뉴스 | 인기 기사
            热门文章 | 热门新闻 | 延伸阅读 | 猜你喜欢 | यह भी पढ़ें | ये भी पढ़ें | संबंधित ख़बरें | संबंधित खबरें | الأكثر قراءة | قد يعجبك أيضا
        """),
        _CMS,
        takes=8,
    ),
    Rule(
        Kind.HEADLINES,
        open_line(rf"More (?:from|on|in) [{CAPITALS}][^.!?:]{{2,40}}"),
        _CMS,
        cased=True,
        takes=4,
    ),
    Rule(
        Kind.LINE,
        open_line(r"""
            (?:article|billet|post|entrada|artículo|artigo|articolo|wpis|artykuł|beitrag|artikel) (?:précédente?|suivante?|anterior|siguiente|seguinte|precedente|successivo) ?: ?.{2,160}
            (?:vorheriger|nächster) (?:artikel|beitrag) ?: ?.{2,160}|(?:poprzedni|następny) (?:wpis|artykuł) ?: ?.{2,160}
            (?:предыдущая|следующая) (?:новость|статья|запись) ?: ?.{2,160}|(?:попередня|наступна) (?:новина|стаття|публікація) ?: ?.{2,160}
            (?:önceki|sonraki) (?:haber|yazı) ?: ?.{2,160}|(?:上一篇|下一篇|前の記事|次の記事|이전글|다음글|이전 기사|다음 기사) ?[:：] ?.{2,160}
            (?:older|newer|previous|next|prev) ?: .{2,160}
        """),
        _CMS,
    ),
    Rule(
        Kind.LINE,
        open_line(r"""
            (?:i̇?lgili haber(?:ler)?|관련 ?기사|相关阅读|延伸阅读|関連記事|あわせて読みたい|यह भी पढ़ें|ये भी पढ़ें|इसे भी पढ़ें|zobacz (?:też|także|również)|przeczytaj (?:też|także)|vedi anche|leggi (?:anche|pure)) ?[:：|»→>–—-]+ ?.{1,200}
            (?:siga|síguenos|síganos|seguici|suivez-nous|folgen sie uns|bizi takip edin|obserwuj nas|следите|стежте) ?:.{2,100}
        """),
        _CMS,
    ),
    Rule(
        Kind.LINE,
        open_line(r"""
            (?:archivado en|archivado|classé dans|rangé sous|tópicos?|etiquetas?|etiketler|tagi|kategorie|kategoria|tag|tags|argomenti|taggato) ?[:|] ?[^.!?]{2,160}
            (?:タグ|カテゴリー?|태그|카테고리|标签|標籤|关键词|टैग्स?|विषय) ?[:：] ?[^。।.!?]{1,100}
        """),
        _CMS,
    ),
    # --- the agency's own marks --------------------------------------------------------------------------------
    Rule(Kind.ENDING, each(r"[a-z]{2,4}(?:/[a-z]{2,4}){1,4}$", before=_WHOLE), _WIRE, near=("/",)),
    # --- comments ----------------------------------------------------------------------------------------------
    Rule(
        Kind.END,
        line(rf"""
            {_COUNT} (?:responses?|comments?|replies|thoughts|réponses?|antworten|respuestas|risposte|respostas) (?:to|on|à|auf|a|su) [\"“«„'‘].{{2,200}}
            comments?{_COUNTED}|(?:commentaires?|réagir|réactions|leserbriefe|leserkommentare|comentarios|comentários|commenti|komentarze|yorumlar|комментарии|коментарі|التعليقات){_COUNTED}
            {_COUNT} (?:yorum|komentarz[ey]?|komentarzy)|(?:yorum yap|dodaj komentarz|skomentuj)
            댓글(?: ?{_COUNT} ?개?)?|コメント(?:{_COUNTED}|する|一覧)|(?:网友)?(?:评论|留言)(?:{_COUNTED})?|टिप्पणियाँ(?:{_COUNTED})?|(?:अपनी )?टिप्पणी (?:करें|दें)
        """),
        _CMS,
    ),
    Rule(
        Kind.LINE,
        line(rf"{_COUNT} comments? (?:sort by ?:|newest|oldest).{{0,60}}"),
        _CMS,
    ),
)
