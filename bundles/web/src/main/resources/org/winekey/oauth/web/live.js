// SPDX-License-Identifier: Apache-2.0
"use strict";

// Keeps the changing part of a page fresh: asks for it while the tab is looked at, and is told "the same" most of the time.
(() => {
  const live = document.querySelector("[data-live]");
  const lost = document.getElementById("lost");
  const said = document.getElementById("said");
  if (!live || !lost || !said) {
    return;
  }
  const EVERY = 3000;
  const skew = Date.parse(live.dataset.now) - Date.now();
  let shown = live.innerHTML;
  let tag = "";
  let timer = 0;

  const mark = (element) =>
    [element.tagName, element.id, element.getAttribute("href"), element.form && element.form.getAttribute("action")].join(" ");

  const news = () => [...live.querySelectorAll("[data-said]")].map((element) => element.textContent).join(" ");

  // By the clock of the service: that of the browser may be wrong.
  const tick = () => {
    for (const left of live.querySelectorAll("[data-until]")) {
      const seconds = Math.max(0, Math.round((Date.parse(left.dataset.until) - Date.now() - skew) / 1000));
      left.textContent = Math.floor(seconds / 60) + ":" + String(seconds % 60).padStart(2, "0");
    }
  };

  const isInUse = () => {
    const selection = document.getSelection();
    return selection && !selection.isCollapsed && live.contains(selection.anchorNode);
  };

  const show = (markup) => {
    const fresh = new DOMParser().parseFromString(markup, "text/html").body;
    if (fresh.innerHTML.trim() === shown.trim()) {
      return;
    }
    shown = fresh.innerHTML;
    const before = news();
    const focused = live.contains(document.activeElement) ? mark(document.activeElement) : "";
    live.replaceChildren(...fresh.childNodes);
    tick();
    if (news() !== before) {
      said.textContent = news();
    }
    // Who moves by keyboard stays where they were.
    const again = focused && [...live.querySelectorAll("a, button")].find((element) => mark(element) === focused);
    if (again) {
      again.focus();
    }
  };

  const ask = async () => {
    try {
      const answer = await fetch(live.dataset.live, {
        cache: "no-store",
        headers: tag ? { "If-None-Match": tag } : {},
      });
      lost.hidden = answer.ok || answer.status === 304;
      // What a person is just copying is not taken away from under them.
      if (answer.status === 200 && !isInUse()) {
        show(await answer.text());
        tag = answer.headers.get("ETag") || "";
      }
    } catch {
      lost.hidden = false;
    }
  };

  const again = async () => {
    clearTimeout(timer);
    if (document.visibilityState === "visible") {
      await ask();
      timer = setTimeout(again, EVERY);
    }
  };

  document.addEventListener("visibilitychange", again);
  tick();
  setInterval(tick, 1000);
  timer = setTimeout(again, EVERY);
})();
