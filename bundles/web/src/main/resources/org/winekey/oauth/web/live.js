// SPDX-License-Identifier: Apache-2.0
"use strict";

// Keeps the changing part of a page fresh: asks for it while the tab is looked at, and is told "the same" most of the time.
(() => {
  const live = document.querySelector("[data-live]");
  const lost = document.getElementById("lost");
  if (!live || !lost) {
    return;
  }
  const EVERY = 3000;
  let tag = "";
  let timer = 0;

  const mark = (element) =>
    [element.tagName, element.id, element.getAttribute("href"), element.form && element.form.getAttribute("action")].join(" ");

  const isInUse = () => {
    const selection = document.getSelection();
    return selection && !selection.isCollapsed && live.contains(selection.anchorNode);
  };

  const show = (markup) => {
    const fresh = new DOMParser().parseFromString(markup, "text/html").body;
    if (fresh.innerHTML.trim() === live.innerHTML.trim()) {
      return;
    }
    const focused = live.contains(document.activeElement) ? mark(document.activeElement) : "";
    live.replaceChildren(...fresh.childNodes);
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
  timer = setTimeout(again, EVERY);
})();
