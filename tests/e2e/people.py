"""Who plays in the tests."""

from typing import Any

Json = dict[str, Any]


def customer(customer_id: str | int, name: str = "Ann") -> Json:
    return {"id": customer_id, "name": name, "avatarURL": None}


def attendant(attendant_id: str | int, level: str = "support/firstLevel") -> Json:
    return {
        "id": attendant_id,
        "email": f"{attendant_id}@example.org",
        "name": f"Attendant {attendant_id}",
        "avatarURL": None,
        "type": level,
    }
