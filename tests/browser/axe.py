"""Accessibility of a page as axe-core sees it."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

SOURCE = Path(__file__).resolve().parent / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def axe(pagina: Page) -> None:
    """Fail when the page as it stands has any violation of WCAG 2.2 A and AA or of axe's best practices."""
    # A page that has just been opened by a click may still wait for its style sheets: sizes and colours count.
    pagina.wait_for_load_state("load")
    pagina.evaluate("document.fonts.ready")
    # evaluate() runs in the page without loading a script, so the strict CSP stays on.
    pagina.evaluate(SOURCE.read_text())
    result: dict[str, Any] = pagina.evaluate("rules => axe.run({runOnly: rules})", RULES)
    problems = [
        f"{violation['id']} ({violation['impact']}): {violation['help']}\n    {node['html']}\n"
        f"    {node['failureSummary']}"
        for violation in result["violations"]
        for node in violation["nodes"]
    ]
    assert not problems, f"{pagina.url} is niet toegankelijk:\n" + "\n".join(problems)
