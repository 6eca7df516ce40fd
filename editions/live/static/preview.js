/* The page in a preview: reloads after a save, leads to catalogs, shows what is wrong. */
(() => {
  "use strict";
  const own = document.currentScript;
  const { page, version, session } = own.dataset;
  const base = new URL(".", own.src);
  const address = (name, query) => new URL(name + "?" + new URLSearchParams(query), base);

  // Shows that this is a page of the session; no other site can read it.
  const ask = (name, query, options) =>
    fetch(address(name, query), { ...options, headers: { "X-Editions-Session": session } });

  const make = (tag, name, text) => {
    const element = document.createElement(tag);
    element.className = name;
    if (text !== undefined) element.textContent = text;
    return element;
  };

  // What stands at the foot of the window: a line about the preview, and errors above it.
  const panel = make("aside", "live-panel");
  panel.setAttribute("aria-label", "Preview");
  const errors = make("div", "live-errors");
  errors.setAttribute("role", "alert");
  const line = make("p", "live-line");
  line.setAttribute("role", "status");
  panel.append(errors, line);

  const finding = (found) => {
    const item = make("li", "live-finding live-" + found.severity);
    item.append(make("code", "live-place", found.place), " ", found.message, " ",
      make("span", "live-rule", found.rule));
    return item;
  };
  const list = (findings) => {
    const box = make("ul", "live-list");
    box.append(...findings.map(finding));
    return box;
  };

  let pageFindings = [];
  let shown = "";
  const showErrors = (found) => {
    const key = JSON.stringify([found, pageFindings]);
    if (key === shown) return;
    shown = key;
    errors.replaceChildren();
    if (found.length) {
      errors.append(
        make("p", "live-title", last.built ? "Refused in the catalogs"
          : "This is the last good page: the edition cannot be built."),
        list(found));
    }
    if (pageFindings.length) {
      errors.append(make("p", "live-title", "In this catalog"), list(pageFindings));
    }
    errors.hidden = !errors.children.length;
  };

  // Each block and the way to its entry.
  const say = (button, text) => {
    const before = button.textContent;
    button.textContent = text;
    setTimeout(() => { button.textContent = before; }, 1500);
  };
  const follow = async (place, block, button) => {
    if (place.launch) {
      const wanted = { page, id: block.id, place: place.name };
      const answer = await ask("open", wanted, { method: "POST" });
      say(button, answer.ok ? "opened" : "cannot be opened");
    } else {
      try {
        await navigator.clipboard.writeText(place.name);
        say(button, "copied");
      } catch {
        prompt("File and line", place.name);
      }
    }
  };
  const way = (place, block) => {
    const name = place.name.split("/").pop();
    const element = make(place.href ? "a" : "button", "live-way live-" + place.state, name);
    element.title = place.name + (place.state === "source" ? "" : " (" + place.state + ")");
    if (place.href) {
      element.href = place.href;
    } else {
      element.type = "button";
      element.addEventListener("click", () => follow(place, block, element));
    }
    return element;
  };
  const anchor = (id) => {
    const element = document.getElementById(id);
    if (!element || element.tagName !== "SECTION") return element;
    return element.querySelector(":scope > :is(h1, h2, h3, h4, h5, h6)") || element;
  };
  const clear = () => {
    document.querySelectorAll(".live-ways, .live-notes").forEach((old) => old.remove());
  };
  const showBlocks = (found) => {
    clear();
    for (const block of found.blocks) {
      const element = anchor(block.id);
      if (!element) continue;
      if (block.places.length) {
        const ways = make("span", "live-ways");
        ways.append(...block.places.map((place) => way(place, block)));
        // Nothing may stand inside a picture or a table but their own parts.
        if (["IMG", "TABLE"].includes(element.tagName)) {
          element.before(ways);
          ways.classList.add("live-before");
        } else {
          element.classList.add("live-block");
          element.append(ways);
        }
      }
      if (block.findings.length) {
        const notes = make("aside", "live-notes");
        notes.append(list(block.findings));
        element.after(notes);
      }
    }
    pageFindings = found.findings;
  };

  let last = {};
  const refresh = async () => {
    try {
      const answer = await ask("blocks", { page });
      if (answer.ok) showBlocks(await answer.json());
      showErrors(last.errors || []);
    } catch {
      // The preview has ended; the stream says so.
    }
  };

  const listen = () => {
    const stream = new EventSource(address("events", { page, version, session }));
    stream.addEventListener("message", (event) => {
      const state = JSON.parse(event.data);
      if (state.stale) {
        stream.close();
        location.reload();
        return;
      }
      const renewed = state.round !== last.round;
      last = state;
      showErrors(state.errors);
      line.textContent = state.building ? "Building …"
        : !state.built ? "Waiting for the next save"
          : "Up to date" + (state.findings ? ", " + state.findings + " findings in the edition" : "");
      panel.classList.toggle("live-busy", state.building);
      if (renewed) refresh();
    });
    stream.addEventListener("error", () => {
      line.textContent = "The preview has ended; it comes back when it is started again";
    });
    // A page that is left must not hold a connection: browsers allow six to one server.
    addEventListener("pagehide", () => stream.close());
    addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  };

  document.body.append(panel);
  listen();
})();
