/* The page in a preview: follows every save, leads to catalogs, shows what is wrong. */

import { about, address, button, get, make, page, post, session, word } from "./api.js";
import { goTo, here, keepingFocus, placeNamed } from "./focus.js";
import { Panel } from "./panel.js";
import { Renewal } from "./renewal.js";
import { showList } from "./list.js";

const script = document.querySelector("script[data-session]");
const isList = page === "";

// What stands at the foot of the window: a line about the preview, and errors above it.
const foot = make("aside", { class: "live-panel", "aria-label": word("preview") });
const errors = make("div", { class: "live-errors", role: "alert" });
const line = make("p", { class: "live-line", role: "status" });
foot.append(errors, make("div", { class: "live-foot" }, line));

const finding = (found) =>
  make("li", { class: `live-finding live-${found.severity}` },
    make("code", { class: "live-place" }, found.place), " ", found.message, " ",
    make("span", { class: "live-rule" }, found.rule));
const list = (findings) => make("ul", { class: "live-list" }, ...findings.map(finding));

// Findings beside the page that are shown without being asked for.
const FEW = 3;
let pageFindings = [];
let shown = "";
let last = {};
const showErrors = ({ errors: found = [], warnings = [], built }) => {
  const key = JSON.stringify([found, warnings, built, pageFindings]);
  if (key === shown) return;
  shown = key;
  errors.replaceChildren();
  const group = (title, findings) =>
    errors.append(make("p", { class: "live-title" }, word(title)), list(findings));
  if (found.length) group(built ? "refused-in-catalogs" : "last-good-page", found);
  // Many a project lives with a hundred of these.
  const fold = (title, findings) => errors.append(make("details", { open: findings.length <= FEW },
    make("summary", { class: "live-title" }, title), list(findings)));
  if (warnings.length) fold(word("warnings", { count: warnings.length }), warnings);
  if (pageFindings.length) fold(word("in-this-catalog"), pageFindings);
  errors.hidden = !errors.children.length;
};

// Where an entry is, and the way there.
const say = (element, text) => {
  const before = element.textContent;
  element.textContent = text;
  setTimeout(() => { element.textContent = before; }, 1500);
};
const follow = async (place, block, element) => {
  if (place.launch) {
    const answer = await post("open", {}, { page, id: block, place: place.name });
    say(element, word(answer.ok ? "opened" : "cannot-be-opened"));
  } else {
    try {
      await navigator.clipboard.writeText(place.name);
      say(element, word("copied"));
    } catch {
      prompt(word("file-and-line"), place.name);
    }
  }
};
const way = (place, block) => {
  const name = place.name.split("/").pop();
  const title = `${place.name} (${word(place.state)})`;
  if (place.href) return make("a", { class: `live-way live-${place.state}`, title, href: place.href }, name);
  const element = button(name, () => follow(place, block, element), { class: `live-way live-${place.state}`, title });
  return element;
};

// The blocks of the page, and the messages in them.
let blocks = [];
const anchor = (id) => {
  const element = document.getElementById(id);
  if (!element || element.tagName !== "SECTION") return element;
  return element.querySelector(":scope > :is(h1, h2, h3, h4, h5, h6)") || element;
};
const blockOf = (entry) => blocks.find((block) =>
  block.places.some((place) => place.catalog === entry.domain && place.id_in_catalog === entry.id));
const editPlace = (block, place) => `${block.id} ${place.catalog} ${place.id_in_catalog}`;
const mark = (entry) => {
  document.querySelectorAll(".desk-current").forEach((old) => old.classList.remove("desk-current"));
  const block = entry && blockOf(entry);
  const element = block && anchor(block.id);
  element?.classList.add("desk-current");
  return element;
};

const TEXT = "p, li, dt, dd, h1, h2, h3, h4, h5, h6";
const panel = new Panel({
  texts: () => blocks.map((block) => anchor(block.id))
    .filter((element) => element?.matches(TEXT) && !element.closest("table")),
  shown: (entry) => mark(entry)?.scrollIntoView({ block: "nearest" }),
  closed: (entry, opener) => {
    mark(null);
    if (isList) lists.leadTo(entry, opener);
    else {
      const block = entry && blockOf(entry);
      goTo(block ? placeNamed(editPlace(block, { catalog: entry.domain, id_in_catalog: entry.id })) : opener);
    }
  },
  start: () => blocks.flatMap((block) => block.places).filter((place) => place.catalog)
    .map((place) => ({ domain: place.catalog, id: place.id_in_catalog }))[0],
  way: (entry) => {
    const block = blockOf(entry);
    const place = block?.places.find((found) => found.id_in_catalog === entry.id)
      || { name: entry.base ? `${entry.file}:${entry.line}` : entry.file, state: entry.state, href: "", launch: false };
    const there = entry.page && (isList || entry.page.page !== page)
      ? make("a", { href: new URL(`../${about.code}/${entry.page.page}#${entry.page.block}`, address("", {})) }, word("show-page"))
      : null;
    return make("span", { class: "desk-ways" }, way(place, block?.id || ""), " ", there);
  },
});

const clear = () => document.querySelectorAll(".live-ways, .live-notes").forEach((old) => old.remove());
const showBlocks = (found) => {
  clear();
  blocks = found.blocks;
  for (const block of blocks) {
    const element = anchor(block.id);
    if (!element) continue;
    if (block.places.length) {
      const ways = make("span", { class: "live-ways", lang: about.language.lang, "data-place": block.id });
      const edits = block.places.filter((place) => place.id_in_catalog && about.edits);
      ways.append(
        ...edits.map((place) => button(word("edit-short"),
          () => panel.open(place.catalog, place.id_in_catalog),
          {
            class: `live-way desk-edit live-${place.state}`, "aria-label": word("edit"),
            "data-place": editPlace(block, place),
          })),
        ...block.places.map((place) => way(place, block.id)));
      // Nothing may stand inside a picture or a table but their own parts.
      if (["IMG", "TABLE"].includes(element.tagName)) {
        element.before(ways);
        ways.classList.add("live-before");
      } else {
        element.classList.add("live-block");
        element.append(ways);
      }
    }
    if (block.findings.length) element.after(make("div", { class: "live-notes", role: "note" }, list(block.findings)));
  }
  pageFindings = found.findings;
  if (panel.entry) mark(panel.entry);
  panel.dock();
};

const refresh = async () => {
  const { ok, content } = await get("blocks", { page });
  if (ok) keepingFocus(() => showBlocks(content));
  showErrors(last);
};

const renewal = isList ? null : new Renewal();
const leave = () => {
  removeEventListener("beforeunload", keep);
  if (panel.element.contains(document.activeElement)) sessionStorage.setItem("desk-focus", "true");
  else sessionStorage.setItem("desk-place", JSON.stringify(here()));
  location.reload();
};
const keep = (event) => { if (panel.isDirty) event.preventDefault(); };
addEventListener("beforeunload", keep);

let version = script.dataset.version;
let stream;
const listen = () => {
  stream = new EventSource(address("events", { page, version, session }));
  stream.addEventListener("message", async (event) => {
    const state = JSON.parse(event.data);
    if (state.stale) {
      stream.close();
      const renewed = state.building === undefined || isList ? null : await renewal.take();
      if (isList && state.building !== undefined) version = String(state.version);
      else if (renewed === null) { leave(); return; }
      else version = renewed;
      listen();
      return;
    }
    const renewed = state.round !== last.round;
    last = state;
    showErrors(state);
    line.textContent = state.building ? word("building")
      : !state.built ? word("waiting")
        : [word("up-to-date"), state.findings ? word("edition-findings", { count: state.findings }) : ""]
          .filter(Boolean).join(" · ");
    foot.classList.toggle("live-busy", state.building);
    if (renewed) {
      await (isList ? lists.refresh : refresh)();
      await panel.follow();
    }
  });
  stream.addEventListener("error", () => { line.textContent = word("ended"); });
};
// A page that is left must not hold a connection: browsers allow six to one server.
addEventListener("pagehide", () => stream.close());
addEventListener("pageshow", (event) => { if (event.persisted) leave(); });

document.body.append(foot);
if (about.edits) document.body.append(panel.element);
const lists = isList ? showList(panel) : null;
if (about.edits && !isList) {
  const all = make("a", { class: "live-way", href: address("all", {}) }, word("all-messages"));
  foot.lastChild.append(all);
}
listen();
goTo(JSON.parse(sessionStorage.getItem("desk-place") || "null"));
sessionStorage.removeItem("desk-place");
const open = JSON.parse(sessionStorage.getItem("desk-open") || "null");
if (open && about.edits) {
  panel.open(...open, { focus: sessionStorage.getItem("desk-focus") === "true" });
  sessionStorage.removeItem("desk-focus");
}
