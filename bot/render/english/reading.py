"""Why a link or a document could not be read."""

from bot.render.english.model import Plural, Texts

TEXTS: Texts = {
    "error.document_download": "Telegram did not give me {name}. Send it again.",
    "error.link_invalid": "{link} is no address of a web page. Send me one like https://example.com/article.",
    "error.link_private": "{host} leads into a private network, and I open only what is public.",
    "error.link_port": "This link asks for port {port}, and I open pages only at the ports of the web, 80 and 443.",
    "error.link_unreachable": (
        "I cannot reach {host}: the name is wrong, or nobody answers there. "
        "Check the link, or try again later."
    ),
    "error.link_not_found": "{host} says that there is no such page, or not any more. Check the link.",
    "error.link_refused": (
        "{host} does not let me read this page (its answer: {status}). "
        "Open it, copy the text of the article and send it to me."
    ),
    "error.link_server_error": (
        "{host} has trouble of its own (its answer: {status}). Try again later, "
        "or copy the text of the article and send it to me."
    ),
    "error.link_too_large": (
        "What is behind this link is larger than {limit} MB. "
        "If it is a document, download it and send it to me: I take up to 20 MB."
    ),
    "error.link_too_slow": Plural(
        "{host} did not send the whole page within {seconds} second. Try again later, "
        "or copy the text of the article and send it to me.",
        "{host} did not send the whole page within {seconds} seconds. Try again later, "
        "or copy the text of the article and send it to me.",
        "seconds",
    ),
    "error.link_broken": (
        "{host} broke off in the middle of the page, or sent what is no page. Try again later, "
        "or copy the text of the article and send it to me."
    ),
    "error.link_certificate": (
        "{host} cannot prove that it is {host}: its certificate is not valid, and I do not read pages "
        "that somebody else may have put there."
    ),
    "error.link_redirects": "{host} sends me from one address to the next without an end. Check the link.",
    "error.link_type": (
        "There is no text behind this link to {host} ({type}). I read pages and documents: "
        "send me the link of an article."
    ),
    "error.page_paywall": "{host} shows this article to subscribers alone. If you are one, copy the text and send it to me.",
    "error.page_consent": (
        "{host} shows its question about cookies in place of the article. "
        "Open it, copy the text of the article and send it to me."
    ),
    "error.page_login": "{host} wants a login before it shows this page. Open it, copy the text and send it to me.",
    "error.page_script": (
        "{host} shows its text only to a browser that runs its programs, and I do not. "
        "Open it, copy the text of the article and send it to me."
    ),
    "error.page_error": "{host} shows an error in place of the article. Check the link, or try again later.",
    "error.page_too_short": (
        "What I find on this page of {host} is short already (words: {words}), "
        "so there is nothing to leave out. Open it to read it whole."
    ),
    "error.page_not_article": (
        "I find no article on this page of {host}: it may be a list of articles, or pictures. "
        "Send me the link of one article, or its text."
    ),
    "error.link_gone": "{host} says that this address is gone for good. Look on its site for a new one and send me that.",
    "error.document_encrypted": "{name} is locked with a password. Send me a copy without one, or its text.",
    "error.document_scanned": "{name} holds pictures of pages and no text. Send me one in which text can be marked and copied.",
    "error.document_broken": "{name} is damaged: I cannot read it to the end. Try to save it anew.",
    "error.document_type": "I cannot read {name}. I read TXT, Markdown, HTML, PDF, DOCX, EPUB, FB2, RTF and EML.",
    "error.document_too_large": "{name} is larger than {limit} MB, more than I am given by Telegram. Send me a part of it.",
    "error.document_empty": "{name} holds no text.",
}
