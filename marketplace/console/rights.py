"""What somebody may do in the console, each right a permission of its own, and the rule that asks for it."""

from django.http import HttpRequest

from marketplace import access

RIGHTS = {
    "see_vendors": "Can see sellers",
    "add_vendors": "Can add sellers and send them for review",
    "judge_vendors": "Can approve, suspend and close sellers",
    "judge_products": "Can check products",
    "judge_reviews": "Can check reviews",
    "see_orders": "Can see orders and their buyers",
    "see_ledger": "Can see the ledger and balances",
    "confirm_transfers": "Can confirm bank transfers",
    "send_refunds": "Can send refunds by hand",
    "set_commission": "Can set commission rules",
    "mend_later_work": "Can start failed later work again",
    "edit_wording": "Can edit the wording of mails",
    "judge_talk": "Can read reported conversations and decide about them",
    "answer_complaints": "Can answer consumer complaints",
}


def has(user: object, *rights: str) -> bool:
    """Whether a person holds at least one of the rights."""
    return any(user.has_perm(f"console.{right}") for right in rights)  # type: ignore[attr-defined]


def may(*rights: str) -> access.Rule:
    """The rule of a console page: at least one of the rights, and the door to Wagtail's admin."""

    def rule(request: HttpRequest) -> access.Verdict:
        if not request.user.is_authenticated:
            return access.Verdict.LOG_IN
        granted = request.user.has_perm("wagtailadmin.access_admin") and has(request.user, *rights)
        return access.Verdict.YES if granted else access.Verdict.FORBIDDEN

    rule.rights = rights  # type: ignore[attr-defined]
    return rule
