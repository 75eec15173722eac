"""The search page: goods that fit what was typed, with the same filters and order as every list."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from marketplace import access, whole_pages
from marketplace.shop.catalogue import categories, choices, shelf, visibility
from search import engine, words


# There are more texts than pages: each stands for a minute.
@access.to(access.anyone)
@whole_pages.kept("q", *choices.PARAMETERS, seconds=60)
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """`?q=`: results; without a text, where to begin. A text that is no search is answered 400 with the reason."""
    try:
        text = words.cleaned(request.GET.get("q", ""))
    except words.Unreadable as error:
        return render(request, "search/search.html", {"why": str(error)}, status=400)
    tree = categories.tree()
    if not text:
        return render(request, "search/search.html", {"doors": tree.doors()})
    found = engine.current().matching(visibility.visible(), words.of(text))
    context = {
        "query": text,
        "doors": tree.doors(),
        "shelf": shelf.arrange(found, choices.read(request.GET, text=text), tree, reverse("search:search"), tree.tops),
        "typed": {name: request.GET.get(name, "")[:20] for name in ("min", "max")},
    }
    return render(request, "search/search.html", context)
