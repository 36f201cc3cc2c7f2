"""The page opens and shows the first thing of the lesson; and the next test knows nothing of it."""

from playwright.sync_api import Page

from tests.browser.profiles import Profiles, blank_page
from tools.serving import RunningServer


def test_page_opens_and_draws_the_network(page: Page) -> None:
    assert "Deltaflow" in page.title()
    assert page.locator("svg").count() > 0
    assert page.get_by_role("button").count() > 3


def test_a_profile_that_is_lent_again_has_kept_files_only(profiles: Profiles, server: RunningServer) -> None:
    keep = """() => {
      const kept = [localStorage.length, sessionStorage.length, document.cookie];
      for (const storage of [localStorage, sessionStorage]) storage.setItem('theme', 'dark');
      document.cookie = 'theme=dark; max-age=60';
      return kept;
    }"""
    weigh = """async () => {
      const app = await (await fetch('/')).text();
      const file = location.origin + app.match(/[/]static[/]joined[/]begin[.]js[?]v=[^"]+/)[0];
      await (await fetch(file)).text();
      const [weighed] = await new Promise((done) =>
        new PerformanceObserver((list, watch) => {
          if (!list.getEntriesByName(file).length) return;
          watch.disconnect();
          done(list.getEntriesByName(file));
        }).observe({type: 'resource', buffered: true}));
      return weighed.transferSize;
    }"""
    sizes = []
    for _ in range(2):
        profile = profiles.lend(server.url, locale="en-GB")
        page = blank_page(profile, server.url)
        page.goto(server.url + "/robots.txt")
        assert page.evaluate(keep) == [0, 0, ""]
        sizes.append(page.evaluate(weigh))
        profiles.take_back(profile, sound=True)
    assert sizes[0] > 0
    assert sizes[1] == 0
