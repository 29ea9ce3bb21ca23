# ruff: noqa: E501 (a pattern cut to fit the margin cannot be read)
"""What stands in a page beside its text, by the names that its makers give it: a table for `prepare.py`."""

import re

# Names are matched against class and id in small letters, each name between separators, "__" and "-" included.
# Where they were met: WordPress, Drupal, phpBB, MediaWiki and Medium's, Substack's and newspapers' own systems.

# Names that tell what an article is about or what state it is in ("category-reviews", "comments-open").
TOPICS = re.compile(
    r"(?<!\S)(?:tag|category|cat|topic|section|term|tax|format|type|status|postid|has|no|is|with|without)[-_]\S+|\S+-(?:open|closed|enabled|disabled)(?!\S)"
)
# What readers wrote. It may be longer than the article, and goes however long it is, where enough is left.
COMMENTS = re.compile(
    r"(?:^|[\s_-])(?:(?:user|reader|article|post|fb|b|blk|c)?[_-]{0,2}(?:comments?|comentarios|kommentare?|commentaires|komentarze|yorumlar)"
    r"(?:[_-]?(?:list|area|section|wrap(?:per)?|box|block|container|page|thread|form|respond))?|talkbacks?|disqus(?:_thread)?|respond)(?=$|[\s_-])"
)
# What the page puts around and into the text; goes where it is the smaller part of the page.
FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:"
    # what readers wrote, by names that articles have too
    r"responses|reactions|discussion|reviews|"
    # ads, and boxes that sell the paper itself
    r"ad|ads|adv|advert\w*|adholder|adslot|ad-?(?:slot|container|wrapper|box|unit)|sponsor\w*|dfp|gpt|mpu|reklama|werbung|anzeige|publicidad|promo|affiliate|aff"
    r"|paywall-promo|subscribe|subscription|subscriptions?-widget|newsletter|nlt?|nl-?box|signup|sign-up|cta|donate|meter-?banner|plus-?offer|abo"
    # sharing
    r"|share\w*|sharing|sharedaddy|social|sns|share-?(?:bar|tools|buttons|btns)|follow-us"
    # other stories
    r"|related\w*|jp-relatedposts|recommend\w*|more-(?:from|on|stories|news|releases)|read-?(?:next|also|more|on)|also-?read|you-may(?:-also)?-like|most-?(?:read|popular)|popular|trending|top-stories"
    r"|outbrain|taboola|catcher|teaser-inline|inline-teaser|latest|news-?(?:feed|list|lister)|carousel|prev(?:ious)?-?next|prenext|post-navigation|paginav|nav-links|beta|rail|right-?col|page-right"
    # what tells of the text
    r"|breadcrumbs?|byline(?:-\w+)?|article-meta|entry-meta|post-meta|node__meta|timestamp|post-?tags|tags?|tags-links|cat-links|catlinks|keywords|topics|pager\w*|pagination|views"
    r"|line-?ups|match-?(?:header|stats|statistics|facts|events)|player-?(?:rater|ratings?)|score-?(?:board|box|card)s?|standings|league-?table"
    r"|author-(?:bio|box|info|section)|reporter_info|signature|postprofile|rating|nutrition|contact|stat-block|action-bar|lb-time|lb-controls"
    # pictures
    r"|caption\w*|\w*caption|img_descr|image-?credit|photo-?credit|media-sign|hero__credit|gallery"
    # said twice
    r"|pull-?quote\w*"
    # encyclopedias and notes
    r"|mw-editsection|reference|references|reflist|sources|citations|footnotes?|footnote-ref|endnotes|toc|hatnote|infobox|navbox|noprint|print-?only|only-?print|visible-print(?:-block)?|metadata|ambox|mbox|sidebar|siteSub|sister(?:-?project)?|cite_?note|wikitable"
    # banners
    r"|cookie\w*|consent|gdpr|didomi\w*|onetrust\w*|cmp|sp_message\w*|skip(?:-link)?|visually-hidden|sr-only|screen-reader-text|site-description|loading|spinner|sentinel"
    r")(?=$|[\s_]|-)"
)
# Names of pictures: an element so called that holds a picture and a few words is the picture with its caption.
PICTURES = re.compile(
    r"(?:^|[\s_-])(?:image|images|img|photo\w*|picture|pic|figure|media|img_wrapper|artsplitter|thumb\w*)(?=$|[\s_-])"
)
# Elements that hold no prose whatever they are called. `nav`, `aside` and `footer` are trafilatura's.
NEVER_TEXT = (
    "script",
    "style",
    "template",
    "svg",
    "iframe",
    "object",
    "embed",
    "canvas",
    "audio",
    "video",
    "amp-ad",
    "amp-sidebar",
    "amp-analytics",
    "amp-social-share",
    "dialog",
    "select",
    "button",
)
# Headings below which stands what belongs to an encyclopedia's article and not to its text.
BACK_MATTER = frozenset({
    *("see also", "references", "notes", "footnotes", "external links", "further reading", "bibliography", "sources", "citations"),
    *("einzelnachweise", "weblinks", "siehe auch", "literatur", "anmerkungen", "quellen"),
    *("voir aussi", "références", "notes et références", "liens externes", "bibliographie", "articles connexes"),
    *("véase también", "referencias", "enlaces externos", "bibliografía", "notas"),
    *("см также", "примечания", "ссылки", "литература", "источники", "див також", "примітки", "посилання", "література", "джерела"),
    *("note", "altri progetti", "collegamenti esterni", "voci correlate", "ver também", "referências", "ligações externas"),
    *("przypisy", "bibliografia", "zobacz też", "linki zewnętrzne", "参考文献", "外部链接", "参见", "脚注", "関連項目", "出典", "外部リンク", "각주", "같이 보기", "외부 링크", "مراجع", "انظر أيضا", "وصلات خارجية"),
})  # fmt: skip
# Headings of the boxes that tell of the author.
ABOUT_AUTHOR = frozenset({
    *("about the author", "about the authors", "about the writer", "about author"),
    *("über den autor", "über die autorin", "über die autoren", "zur person", "zum autor", "zur autorin"),
    *("à propos de l auteur", "à propos de l autrice", "sobre la firma", "sobre el autor", "sobre la autora", "acerca del autor"),
    *("sull autore", "sull autrice", "l autore", "sobre o autor", "sobre a autora", "o autorze", "o autorce", "yazar hakkında"),
    *("об авторе", "об авторах", "про автора", "про авторку", "著者について", "著者プロフィール", "この記事を書いた人", "作者简介", "关于作者", "저자 소개", "عن الكاتب"),
})  # fmt: skip
