// SPDX-License-Identifier: Apache-2.0
"use strict";

/* Sends the answer of a provider home, when a person says so. Keeps nothing, asks nobody but its own targets.json. */
(function () {
  if (window.top !== window.self) {
    return; // framed: whoever frames this page could have the click
  }
  const query = window.location.search;
  window.history.replaceState(null, "", window.location.pathname); // the code stays in no history

  const FORWARDED = ["code", "state", "iss", "error"];
  const CLIENT = /^[a-z0-9][a-z0-9-]{0,62}$/;
  const HOME_NAME = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:local|lan|internal|home\.arpa)$/;
  const MOST = 32768;

  function say(words) {
    document.getElementById("words").textContent = words;
  }

  /* The one value of a parameter; null: there is none. */
  function single(parameters, name) {
    const values = parameters.getAll(name);
    if (values.length > 1) {
      throw new Error("The answer repeats a parameter.");
    }
    return values.length === 1 ? values[0] : null;
  }

  function isPrivateAddress(host) {
    const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(host);
    if (parts) {
      const first = Number(parts[1]);
      const second = Number(parts[2]);
      return first === 10 || first === 127 || (first === 192 && second === 168)
          || (first === 172 && second >= 16 && second <= 31);
    }
    return host === "[::1]" || /^\[f[cd][0-9a-f]{2}:[0-9a-f:]+\]$/.test(host);
  }

  function isHomeName(host) {
    return host.length <= 253 && HOME_NAME.test(host) && !host.includes("xn--");
  }

  /* The origin, if the text is one in its only canonical form: no user, no path, no other spelling of a number. */
  function canonical(text) {
    const url = new URL(text);
    if (url.origin !== text || (url.protocol !== "http:" && url.protocol !== "https:")) {
      throw new Error("The address of the controller is not written as it should be.");
    }
    return url;
  }

  function houseIn(state) {
    const coded = state === null ? "" : state.slice(state.indexOf(".") + 1);
    if (!/^[A-Za-z0-9_-]{10,400}$/.test(coded) || !state.includes(".")) {
      throw new Error("The answer does not say to which controller it belongs.");
    }
    return window.atob(coded.replace(/-/g, "+").replace(/_/g, "/"));
  }

  /* Where answers go: the one house of this copy, or one that the answer names and this copy may serve. */
  function origin(targets, state) {
    if (typeof targets.origin === "string") {
      return canonical(targets.origin).origin;
    }
    const url = canonical(houseIn(state));
    const listed = Array.isArray(targets.listed) && targets.listed.includes(url.origin);
    if (targets.many !== true || !(listed || isPrivateAddress(url.hostname) || isHomeName(url.hostname))) {
      throw new Error("This page sends nothing to that controller.");
    }
    return url.origin;
  }

  function prepared(targets) {
    if (query.length > MOST) {
      throw new Error("The answer is too long.");
    }
    const parameters = new URLSearchParams(query);
    const client = single(parameters, "c");
    if (client === null || !CLIENT.test(client)) {
      throw new Error("The address of this page lacks the name of a client.");
    }
    const answer = new URLSearchParams();
    FORWARDED.forEach(function (name) {
      const value = single(parameters, name);
      if (value !== null) {
        answer.append(name, value);
      }
    });
    if (!answer.has("state") || answer.has("code") === answer.has("error")) {
      throw new Error("This is no answer of a provider.");
    }
    const home = origin(targets, answer.get("state")) + "/oauth/callback/" + client;
    return { shown: home, full: home + "?" + answer.toString() };
  }

  function ask(target) {
    say("An answer of a provider has arrived.");
    document.getElementById("target").textContent = target.shown;
    document.getElementById("go").addEventListener("click", function () {
      window.location.replace(target.full);
    });
    document.getElementById("ask").hidden = false;
  }

  window.fetch("targets.json", { credentials: "omit", cache: "no-store", redirect: "error" })
    .then(function (response) {
      if (!response.ok) {
        throw new Error("This page lacks its targets.json.");
      }
      return response.json();
    })
    .then(function (targets) {
      ask(prepared(targets));
    })
    .catch(function (problem) {
      say("Nothing was sent on. " + problem.message);
    });
}());
