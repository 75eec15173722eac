"""The forms of the account pages: allauth's, with labels and hints in our words and passwords that can be looked at."""

from typing import Any

from allauth.account import forms as allauth
from allauth.account.adapter import get_adapter
from django import forms
from django.conf import settings
from django.utils.functional import lazy
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User


def _password_hint() -> str:
    return _now("At least {min} characters. A short sentence is easy to remember.").format(
        min=settings.PASSWORD_MINIMUM
    )


EMAIL = _("Email")
PASSWORD_HINT = lazy(_password_hint, str)()


class Secret(forms.PasswordInput):
    """A password, with a button that shows what was typed where scripts run."""

    template_name = "components/secret.html"


def _secret(field: forms.Field, label: Any, autocomplete: str, hint: Any = "") -> None:
    field.label = label
    field.help_text = hint
    field.widget = Secret({"autocomplete": autocomplete})
    field.widget.is_required = True


def _email(field: forms.Field, label: Any = EMAIL, hint: Any = "") -> None:
    field.label = label
    field.help_text = hint
    field.widget = forms.EmailInput({"autocomplete": "email", "inputmode": "email", "autocapitalize": "none"})
    field.widget.is_required = True


class LoginForm(allauth.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _email(self.fields["login"])
        _secret(self.fields["password"], _("Password"), "current-password")


class SignupForm(allauth.SignupForm):
    full_name = forms.CharField(label=_("Full name"), max_length=255, widget=forms.TextInput({"autocomplete": "name"}))
    field_order = ["full_name", "email", "password1"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _email(self.fields["email"], hint=_("You log in with it. Order news goes there too."))
        _secret(self.fields["password1"], _("Password"), "new-password", PASSWORD_HINT)

    def custom_signup(self, request: Any, user: User) -> None:
        """Keep the name, and the language the person signed up in."""
        user.full_name = self.cleaned_data["full_name"]
        user.language = request.LANGUAGE_CODE
        user.save(update_fields=["full_name", "language"])
        super().custom_signup(request, user)


class _OneNewPassword:
    """A new password is typed once: it can be looked at."""

    fields: dict[str, forms.Field]

    def ask_once(self) -> None:
        self.fields.pop("password2")
        _secret(self.fields["password1"], _("New password"), "new-password", PASSWORD_HINT)


class ChangePasswordForm(_OneNewPassword, allauth.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _secret(self.fields["oldpassword"], _("Current password"), "current-password")
        self.ask_once()


class SetPasswordForm(_OneNewPassword, allauth.SetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask_once()


class ResetPasswordKeyForm(_OneNewPassword, allauth.ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask_once()


class ResetPasswordForm(allauth.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _email(self.fields["email"])


class AddEmailForm(allauth.AddEmailForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _email(self.fields["email"], _("New email"), _("We send a link there. The change counts once you open it."))

    def clean_email(self) -> str:
        value = super().clean_email()
        if User.objects.filter(email__iexact=value).exclude(pk=self.user.pk).exists():
            raise get_adapter().validation_error("email_taken")
        return value


class ReauthenticateForm(allauth.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _secret(self.fields["password"], _("Password"), "current-password")


class RequestLoginCodeForm(allauth.RequestLoginCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _email(self.fields["email"])


class ConfirmLoginCodeForm(allauth.ConfirmLoginCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields["code"]
        code.label = _("Verification code")
        code.widget = forms.TextInput({"autocomplete": "one-time-code", "inputmode": "numeric", "maxlength": "12"})
        code.widget.is_required = True


class LanguageForm(forms.Form):
    language = forms.ChoiceField(choices=settings.LANGUAGES)
