"""The addresses under /akun/: our account page, and those pages of allauth that we use, under the names it looks for."""

from allauth.account import views as allauth
from django.urls import path, re_path

from marketplace.accounts import address_views, views

urlpatterns = [
    path("", views.account, name="account"),
    path("bahasa/", views.choose_language, name="account_language"),
    path("alamat/", address_views.book, name="account_addresses"),
    path("alamat/baru/", address_views.add, name="account_address_add"),
    path("alamat/<number:pk>/", address_views.edit, name="account_address"),
    path("alamat/<number:pk>/utama/", address_views.make_main, name="account_address_main"),
    path("alamat/<number:pk>/hapus/", address_views.delete, name="account_address_delete"),
    path("login/", allauth.login, name="account_login"),
    path("login/kode/", allauth.request_login_code, name="account_request_login_code"),
    path("login/kode/isi/", allauth.confirm_login_code, name="account_confirm_login_code"),
    path("signup/", allauth.signup, name="account_signup"),
    path("logout/", allauth.logout, name="account_logout"),
    path("inactive/", allauth.account_inactive, name="account_inactive"),
    path("reauthenticate/", allauth.reauthenticate, name="account_reauthenticate"),
    path("email/", allauth.email, name="account_email"),
    re_path(r"^confirm-email/(?P<key>[-:\w]+)/$", allauth.confirm_email, name="account_confirm_email"),
    path("password/change/", allauth.password_change, name="account_change_password"),
    path("password/set/", allauth.password_set, name="account_set_password"),
    path("password/reset/", allauth.password_reset, name="account_reset_password"),
    path("password/reset/done/", allauth.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("password/reset/key/done/", allauth.password_reset_from_key_done, name="account_reset_password_from_key_done"),
]
