"""How money comes in. Without Stripe keys `marketplace.payments.simulator` stands in, over real HTTP."""

from marketplace.settings.env import SIMULATOR, env

STRIPE_SECRET_KEY = env("STRIPE_SECRET_KEY", default="sk_test_simulator")
STRIPE_WEBHOOK_SECRET = env("STRIPE_WEBHOOK_SECRET", default="whsec_simulator")
# Empty: Stripe itself. The default is the simulator that `make demo` starts; production refuses it.
STRIPE_API_BASE = env("STRIPE_API_BASE", default=SIMULATOR)

BANK_TRANSFER = {
    "bank": env("BANK_NAME", default="Bank Jambi"),
    "account": env("BANK_ACCOUNT", default="1000 2000 30"),
    "holder": env("BANK_HOLDER", default="PLUT-KUMKM Jambi"),
}
