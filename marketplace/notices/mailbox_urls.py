from django.urls import path

from marketplace.notices import mailbox_views

app_name = "mailbox"
urlpatterns = [
    path("", mailbox_views.letters, name="letters"),
    path("<slug:name>/", mailbox_views.letter, name="letter"),
]
