# SPDX-License-Identifier: EUPL-1.2
"""The sums that tell whether a long number is what it looks like."""

import re

MODULUS = 97


def is_nir(number: str) -> bool:
    """Whether the last two digits are the key of the thirteen before (Corsica: 2A, 2B).

    Source: https://www.insee.fr/fr/metadonnees/definition/c1409
    """
    signs = re.sub("[^0-9ab]", "", number)
    corsican = {"a": 19, "b": 18}.get(signs[6])
    digits = signs[:5] + str(corsican) + signs[7:] if corsican else signs
    if not digits.isdigit():
        return False
    return int(digits[13:]) == MODULUS - int(digits[:13]) % MODULUS


def is_iban(number: str) -> bool:
    """Whether the number, its first four signs at the end, leaves 1 (ISO 13616)."""
    signs = re.sub("[^0-9a-z]", "", number)
    moved = signs[4:] + signs[:4]
    return int("".join(str(int(sign, 36)) for sign in moved)) % MODULUS == 1


CHECKSUMS = {"nir": is_nir, "iban": is_iban}
