"""The hosted page as HTML. Every word from outside goes through ``escape``."""

import datetime
from html import escape
from typing import Any

from marketplace.payments.simulator import cards
from marketplace.payments.simulator.page_style import CSS
from marketplace.payments.simulator.page_words import money
from marketplace.payments.simulator.world import Body

Words = dict[str, str]
_WIB = datetime.timezone(datetime.timedelta(hours=7))
_MOST_SHOWN = 3  # more lines would push the form off a phone's first screen
CONTENT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"
OUTCOMES: tuple[tuple[str, cards.Card | None], ...] = (
    ("good", cards.GOOD),
    ("declined", cards.DECLINED),
    ("insufficient", cards.INSUFFICIENT),
    ("authenticates", cards.AUTHENTICATES),
    ("delayed_succeeds", None),
    ("delayed_fails", None),
    ("disputed", cards.DISPUTED),
    ("refund_pending", cards.REFUND_PENDING),
    ("refund_fails", cards.REFUND_FAILS),
)


def layout(words: Words, language: str, title: str, content: str, *, switch: str = "", back: str = "") -> str:
    other = "en" if language == "id" else "id"
    link = f'<a href="{escape(switch)}?lang={other}" lang="{other}">{words["language"]}</a>' if switch else ""
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
        f"<title>{escape(title)}</title><style>{CSS}</style></head><body>"
        f'<header class="banner"><p>{words["banner"]}</p></header>'
        f'<main><div class="top"><span>{back}</span>{link}</div>{content}</main></body></html>'
    )


def back_link(words: Words, seller: str, url: str | None) -> str:
    if not url:
        return ""
    return f'<a href="{escape(url)}">{escape(words["leave"].format(seller=seller))}</a>'


def payment(words: Words, session: Body, seller: str, language: str, error: str, shown_time: int) -> str:
    title = words["title"].format(seller=seller)
    content = (
        f'<div class="pay"><section><h1>{escape(title)}</h1>{_summary(words, session, shown_time)}</section>'
        f"<section>{_error(error)}{_card_form(words, session, language)}</section></div>"
    )
    switch = f"/c/pay/{session['id']}"
    back = back_link(words, seller, session["cancel_url"])
    return layout(words, language, title, content, switch=switch, back=back)


def _error(error: str) -> str:
    return f'<p class="error" role="alert">{escape(error)}</p>' if error else ""


def _summary(words: Words, session: Body, until: int) -> str:
    lines = session["_sim"]["line_items"]
    total = money(session["amount_total"], session["currency"])
    moment = datetime.datetime.fromtimestamp(until, _WIB).strftime("%H.%M")
    opened = " open" if len(lines) <= _MOST_SHOWN else ""
    return (
        f'<p class="sum"><span>{words["total"]}</span><strong>{total}</strong></p>'
        f'<p class="until">{words["until"].format(time=moment)}</p>'
        f"<details{opened}><summary>{words['lines'].format(n=len(lines))}</summary>"
        f'<ul class="lines">{"".join(_line(line) for line in lines)}</ul></details>'
    )


def _line(line: Body) -> str:
    times = f"{line['quantity']} × " if line["quantity"] != 1 else ""
    cost = money(line["amount_total"], line["currency"])
    return f'<li><span class="name">{times}{escape(line["description"])}</span><span class="cost">{cost}</span></li>'


def _field(name: str, label: str, hint: str = "", **attributes: Any) -> str:
    given = "".join(f' {key}="{escape(str(value))}"' for key, value in attributes.items() if value)
    described = f' aria-describedby="{name}-hint"' if hint else ""
    note = f'<p class="hint" id="{name}-hint">{hint}</p>' if hint else ""
    return (
        f'<div class="field"><label for="{name}">{label}</label>'
        f'<input id="{name}" name="{name}"{given}{described}>{note}</div>'
    )


def _card_form(words: Words, session: Body, language: str) -> str:
    total = money(session["amount_total"], session["currency"])
    email = "" if session["customer_email"] else _field("email", words["email"], type="email", autocomplete="email")
    number = _field(
        "number", words["number"], words["number_hint"], inputmode="numeric", placeholder="4242 4242 4242 4242"
    )
    expiry = _field("expiry", words["expiry"], placeholder=words["expiry_format"], inputmode="numeric")
    cvc = _field("cvc", words["cvc"], inputmode="numeric", maxlength=4)
    return (
        f'<form method="post" action="/c/pay/{session["id"]}?lang={language}" autocomplete="off">'
        f'<h2>{words["card"]}</h2>{email}{number}<div class="pair">{expiry}{cvc}</div>'
        f'<button class="primary" name="choice" value="typed">{words["pay"].format(total=total)}</button>'
        f'<div class="outcomes"><h2>{words["try"]}</h2>'
        f"{''.join(_outcome(words, name, card) for name, card in OUTCOMES)}"
        f'<button class="line" name="choice" value="expire">{words["expire"]}</button></div></form>'
    )


def _outcome(words: Words, name: str, card: cards.Card | None) -> str:
    number = "" if card is None else f"<small>•••• {card.last4}</small>"
    return f'<button class="line" name="choice" value="{name}">{words[name]}{number}</button>'


def authentication(words: Words, session: Body, seller: str, language: str) -> str:
    total = money(session["amount_total"], session["currency"])
    content = (
        f'<div class="note"><h1>{words["three_d_title"]}</h1><p>{words["three_d_text"]}</p>'
        f'<p class="sum"><span>{escape(seller)}</span><strong>{total}</strong></p>'
        f'<form class="stack" method="post" action="/c/pay/{session["id"]}?lang={language}">'
        f'<button class="primary" name="choice" value="approve">{words["approve"]}</button>'
        f'<button class="line" name="choice" value="refuse">{words["refuse"]}</button></form></div>'
    )
    return layout(words, language, words["three_d_title"], content, switch=f"/c/pay/{session['id']}")


def note(words: Words, language: str, name: str, seller: str, onward: str | None) -> str:
    """A page that only says how things stand, with one way on, or back when the time has run out."""
    label = words["leave" if name == "expired" else "on"].format(seller=seller)
    link = f'<a class="go" href="{escape(onward)}">{escape(label)}</a>' if onward else ""
    title = words[f"{name}_title"]
    content = f'<div class="note"><h1>{title}</h1><p>{words[f"{name}_text"]}</p>{link}</div>'
    return layout(words, language, title, content)


def onboarding(words: Words, language: str, account: str, link: str) -> str:
    title = words["onboard_title"].format(account=account)
    content = (
        f'<div class="note"><h1>{escape(title)}</h1><p>{words["onboard_text"]}</p>'
        f'<form method="post" action="/c/onboard/{escape(link)}?lang={language}">'
        f'<button class="primary">{words["onboard_done"]}</button></form></div>'
    )
    return layout(words, language, title, content, switch=f"/c/onboard/{link}")
