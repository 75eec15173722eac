"""Order numbers that neither tell how many orders there were nor can be guessed, and are easy to read out on the phone."""

import secrets

# Without 0 O 1 I L, and without vowels, so that no word comes out.
ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ"
LENGTH = 8


def new_number() -> str:
    """`JB` and eight characters: 28^8 is 3.8e11 numbers. The column is unique, should two ever meet."""
    return "JB" + "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def new_pickup_code() -> str:
    """Six digits, as spoken at the counter."""
    return f"{secrets.randbelow(1_000_000):06d}"
