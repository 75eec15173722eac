"""A stand-in for Stripe: a process of its own that speaks Stripe's HTTP API to the real ``stripe`` library.

Start it with ``python -m marketplace.payments.simulator --port 12000 --state var/simulator.sqlite3
--webhook http://127.0.0.1:8000/... --webhook-secret whsec_...``. It needs no Django and holds no real money.
"""
