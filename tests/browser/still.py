"""Wait for a page as a reader does: until it stands still, never for a fixed time."""

from __future__ import annotations

from playwright.sync_api import Page, expect

SLOW = 60_000
CALM = 250  # milliseconds without any change; a clock may tick once a second
STILL = """([calm, most]) => new Promise(done => {
  const began = performance.now();
  let changed = began;
  const watch = new MutationObserver(() => { changed = performance.now(); });
  watch.observe(document, {
    subtree: true, childList: true, attributes: true, characterData: true});
  const drawing = '[data-stale=true], .stSpinner, [data-testid=stSkeleton]';
  const busy = () => {
    const app = document.querySelector('[data-testid=stApp]');
    return app && (app.dataset.testScriptState !== 'notRunning' ||
      document.querySelector(drawing));
  };
  const timer = setInterval(() => {
    const now = performance.now();
    if (busy()) changed = now;
    if (now - changed < calm && now - began < most) return;
    clearInterval(timer);
    watch.disconnect();
    done(now - changed >= calm);
  }, 25);
})"""


def settled(page: Page) -> None:
    """Wait until the server has said all it has to say, and the page has drawn it."""
    app = page.get_by_test_id("stApp")
    expect(app).to_have_attribute("data-test-script-state", "notRunning", timeout=SLOW)
    calm(page)


def calm(page: Page) -> None:
    """Wait until nothing changes any more, on a page of the app or another one."""
    assert page.evaluate(STILL, [CALM, SLOW]), "The page never stands still."
