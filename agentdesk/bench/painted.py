"""From the POST to the painted turn, in a real Chromium with the console open."""

import time
import uuid
from typing import Any

import httpx

from agentdesk.bench.desk import Conversation

WATCH = """() => {
  window.painted = {};
  new MutationObserver(() => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      const now = performance.timeOrigin + performance.now();
      for (const found of document.querySelector('#turns').textContent.matchAll(/bench-[0-9a-f]{12}/g))
        window.painted[found[0]] ??= now;
    };
    channel.port2.postMessage(0);
  })).observe(document.querySelector('#turns'), {childList: true, subtree: true});
}"""


def paint_times(url: str, conversation: Conversation, chromium: str, messages: int) -> list[float]:
    """Seconds from each POST to its paint, one message every 0.4 s on an otherwise idle stack."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        context.add_cookies([{"name": "sessionid", "value": conversation.cookie, "url": url}])
        page = context.new_page()
        page.goto(f"{url}/desk/cases/{conversation.case_number}/")
        page.wait_for_timeout(1500)
        page.evaluate(WATCH)
        posted = _post_all(url, conversation, messages)
        page.wait_for_timeout(1500)
        painted: dict[str, Any] = page.evaluate("() => window.painted")
        browser.close()
    return [painted[text] / 1000 - at for text, at in posted.items() if text in painted]


def _post_all(url: str, conversation: Conversation, messages: int) -> dict[str, float]:
    posted = {}
    with httpx.Client(timeout=30) as client:
        for _ in range(messages):
            text = f"bench-{uuid.uuid4().hex[:12]}"
            posted[text] = time.time()
            client.post(
                f"{url}/widget/api/conversations/{conversation.id}/turns/",
                json={"client_id": uuid.uuid4().hex, "text": f"{text} where is my parcel"},
                headers={"Authorization": f"Bearer {conversation.token}"},
            )
            time.sleep(0.4)
    return posted
