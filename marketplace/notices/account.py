"""What people are told about their own data."""

from marketplace.accounts.models import DataFile
from marketplace.notices import inbox, links, messages, post


def data_ready(made: DataFile) -> None:
    """The download can be fetched: a mail and a notice, both leading to the page that asks who is there."""
    message = messages.message("data_file.ready.shopper")
    user, key = made.user, f"{message.code}:{made.pk}"
    values = {"deadline": made.expires_at or ""}
    path = links.own_data_path(user.language)
    post.queue(key, message, user.email, user.language, values, name=user.get_full_name(), url=links.whole(path))
    inbox.tell_user(user, key, message, values, path)
