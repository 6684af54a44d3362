"""axe-core finds about half of what keeps people out; the other half is for people to find."""

import json
from functools import cache
from typing import Any, Final

from playwright.sync_api import Page

from chimp.ui.build import HERE

_AXE: Final = HERE / "node_modules" / "axe-core" / "axe.min.js"
_TAGS: Final = (
    *("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"),
    "best-practice",
)


@cache
def _axe() -> str:
    return _AXE.read_text("utf-8")


def assert_accessible(page: Page, *, within: str | None = None, but: tuple[str, ...] = ()) -> None:
    """Fails with all that axe has found, in open shadow roots and frames of ours too.

    `within` is a selector; `but` are ids of rules that do not hold here, which the test says why.
    """
    page.evaluate(_axe() + ";undefined")
    options: dict[str, Any] = {
        "runOnly": {"type": "tag", "values": list(_TAGS)},
        "rules": {
            "label-content-name-mismatch": {"enabled": True},
            **{rule: {"enabled": False} for rule in but},
        },
        "resultTypes": ["violations"],
    }
    told = page.evaluate(
        "([within, options]) => axe.run(within ?? document, options)", [within, options]
    )
    found = [_sentence(each) for each in told["violations"]]
    assert not found, "\n\n".join(found)


def _sentence(violation: dict[str, Any]) -> str:
    lines = [f"{violation['id']} ({violation['impact']}): {violation['help']}"]
    for node in violation["nodes"]:
        lines.append(f"  {json.dumps(node['target'])} {node['html'][:200]}")
        lines += [f"    {line}" for line in (node["failureSummary"] or "").splitlines()[1:]]
    return "\n".join(lines)
