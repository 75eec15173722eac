"""The test settings for worker processes: mail goes into a folder that a test can look into."""

from marketplace.settings.env import env
from marketplace.settings.test import *  # noqa: F403

EMAIL_BACKEND = "marketplace.notices.mailbox.MailboxBackend"
MAILBOX = env("PROOF_MAILBOX")
