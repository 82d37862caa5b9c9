"""Wait for a page as a reader does: until it stands still, never for a fixed time."""

from __future__ import annotations

from playwright.sync_api import Page, expect

SLOW = 60_000
LOOKS = 10  # one after the other without any change; a clock may tick in between two
EVERY = 25  # milliseconds, and longer where the page is at work
STILL = """([looks, every, most]) => new Promise(done => {
  const began = performance.now();
  let still = 0;
  const watch = new MutationObserver(() => { still = 0; });
  watch.observe(document, {
    subtree: true, childList: true, attributes: true, characterData: true});
  const drawing = '[data-stale=true], .stSpinner, [data-testid=stSkeleton]';
  const busy = () => {
    const app = document.querySelector('[data-testid=stApp]');
    return app && (app.dataset.testScriptState !== 'notRunning' ||
      document.querySelector(drawing));
  };
  const timer = setInterval(() => {
    still = busy() ? 0 : still + 1;
    if (still < looks && performance.now() - began < most) return;
    clearInterval(timer);
    watch.disconnect();
    done(still >= looks);
  }, every);
})"""


def settled(page: Page) -> None:
    """Wait until the server has said all it has to say, and the page has drawn it."""
    app = page.get_by_test_id("stApp")
    expect(app).to_have_attribute("data-test-script-state", "notRunning", timeout=SLOW)
    calm(page)


def calm(page: Page) -> None:
    """Wait until nothing changes any more, on a page of the app or another one."""
    assert page.evaluate(STILL, [LOOKS, EVERY, SLOW]), "The page never stands still."
