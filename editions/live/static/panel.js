/* The panel in which one message is translated. */

import { about, button, get, make, post, word } from "./api.js";
import { Field } from "./field.js";
import { here, keepingFocus } from "./focus.js";
import { section, showChange, showFindings, showLines, showNotes, showSimilar, showSource,
  showState, showTerms } from "./views.js";

const DELAY = 300;
// How wide a text has to be for one to read it, in pixels.
const READABLE = 320;
// What of a field has to be in sight for one to write, in pixels.
const LINES = 96;
// What is tried, one after the other, until the panel covers and crushes no text: it stands beside
// the page, which gives up its table of contents, then its navigation; or it stands below the page.
const WAYS = [[], ["desk-for-contents"], ["desk-for-contents", "desk-for-navigation"]];
const DOCKED = ["desk-is-open", "desk-is-below", ...WAYS.at(-1)];
const WANTS = ["work", "missing", "outdated", "findings", "comments", "all"];
const numbers = (form) => form.numbers.join(", ") + (form.more ? " …" : "");
const draftName = (domain, id) => `desk-draft:${domain}:${id}`;

const messageOf = (answer) => {
  const { status, file, reasons = [], findings, problem } = answer.content;
  const text = status ? word(status, { file })
    : findings ? word("broken") : problem || word("unanswered");
  return [text, ...reasons, ...(findings || []).map((found) => `${found.place}: ${found.message}`)];
};

export class Panel {
  /* hooks: shown(entry) and closed(entry, opener), the place of the keyboard before, for the page;
     way(entry) makes what leads to its file; texts() are the elements that nothing may cover. */
  constructor(hooks) {
    this.hooks = hooks;
    this.entry = null;
    this.opener = null;
    this.body = make("div", { class: "desk-body" });
    this.status = make("div", { class: "desk-status", role: "status" });
    this.actions = make("div", { class: "desk-actions", "data-place": "desk-actions" });
    this.title = make("h2", { class: "desk-title", tabindex: "-1" }, word("desk"));
    this.want = make("select", { class: "desk-select", "aria-label": word("show") },
      ...WANTS.map((want) => make("option", { value: want }, word(`want-${want}`))));
    this.search = make("input", {
      class: "desk-search", type: "search", "aria-label": word("search"),
      placeholder: word("search"), maxlength: "200",
    });
    const next = make("form", { class: "desk-next", submit: async (event) => {
      event.preventDefault();
      const rest = await this.goOn();
      if (rest.length) this.say(...rest);
    } }, this.want, this.search, make("button", { class: "desk-button" }, word("next")));
    this.element = make("aside", {
      class: "desk", "aria-label": word("desk"), hidden: true, "data-place": "desk",
    },
      make("div", { class: "desk-head" }, this.title,
        button("↑", () => this.step("before"), { "aria-label": word("previous-message") }),
        button("↓", () => this.step("after"), { "aria-label": word("next-message") }),
        button("×", () => this.close(), { "aria-label": word("close") })),
      next, this.body, make("div", { class: "desk-foot" }, this.actions, this.status));
    this.element.addEventListener("keydown", (event) => this.press(event));
    addEventListener("resize", () => this.dock());
  }

  get isDirty() {
    return Boolean(this.entry) && JSON.stringify(this.draft()) !== this.standing;
  }

  draft() {
    const { domain, id } = this.entry;
    return {
      domain, id, base: this.base, fuzzy: this.fuzzy.checked, comments: this.comments.value,
      msgstrs: this.fields.map((field) => field.value),
    };
  }

  async open(domain, id, { focus = true } = {}) {
    // What was asked for before, and is still on its way, leads nowhere any more.
    const asked = this.asked = Symbol(id);
    if (this.element.hidden) this.opener = here();
    const answer = await get("desk/entry", { of: domain, id });
    if (this.asked !== asked) return;
    this.element.hidden = false;
    this.dock();
    if (!answer.ok) {
      this.entry = null;
      this.body.replaceChildren();
      this.actions.replaceChildren();
      this.say(...messageOf(answer));
      this.title.focus();
      return;
    }
    this.say();
    keepingFocus(() => this.show(answer.content));
    if (focus) this.lead(this.fields[0].area);
    this.hooks.shown(this.entry);
  }

  /* Lead the keyboard to a field; as much of the original as there is room for stays in sight. */
  lead(area) {
    area.focus({ preventScroll: true });
    const box = [area.closest(".desk-writing"), this.body]
      .find((found) => getComputedStyle(found).overflowY === "auto");
    const beyond = area.getBoundingClientRect().top + Math.min(area.offsetHeight, LINES)
      - box.getBoundingClientRect().bottom;
    if (beyond > 0) box.scrollTop += beyond;
  }

  /* Stand beside the page where all of its text stays in sight, else below it.  Themes go by the
     width of the window, and know of no panel. */
  dock() {
    if (this.element.hidden) return;
    const { classList } = document.documentElement;
    const dressed = (ways) => {
      classList.remove(...DOCKED);
      classList.add("desk-is-open", ...ways);
      return ways;
    };
    const isWide = matchMedia("(min-width: 1024px)").matches;
    if (!isWide || !WAYS.some((ways) => dressed(ways) && !this.spoils())) dressed(["desk-is-below"]);
  }

  spoils() {
    const { left } = this.element.getBoundingClientRect();
    const boxes = this.hooks.texts().map((text) => text.getBoundingClientRect())
      .filter((box) => box.width);
    return boxes.some((box) => box.left < left && box.right > left)
      || (boxes.length > 0 && boxes.every((box) => box.width < READABLE));
  }

  /* Take notice of what the files hold now; what somebody is typing stays. */
  async follow() {
    if (!this.entry) return;
    const { domain, id } = this.entry;
    const answer = await get("desk/entry", { of: domain, id });
    if (!answer.ok || !this.entry || this.entry.id !== id || this.isDirty) return;
    const { forms } = answer.content;
    const isSame = forms.every((form, at) => form.msgstr === this.fields[at]?.value);
    if (isSame) keepingFocus(() => this.renew(answer.content));
    else await this.open(domain, id, { focus: this.active.area === document.activeElement });
  }

  close() {
    this.element.hidden = true;
    document.documentElement.classList.remove(...DOCKED);
    const left = this.entry;
    this.entry = null;
    this.asked = null; // what is still on its way does not open it again
    clearTimeout(this.timer);
    sessionStorage.removeItem("desk-open");
    this.hooks.closed(left, this.opener);
  }

  /* Show a message as it stands, and over it what somebody has typed and not saved. */
  show(entry) {
    this.entry = entry;
    clearTimeout(this.timer);
    sessionStorage.setItem("desk-open", JSON.stringify([entry.domain, entry.id]));
    this.title.textContent = entry.domain;
    const codes = [...entry.sources, ...entry.forms.map((form) => form.pieces)].flat()
      .filter((piece) => piece.kind);
    this.fields = entry.forms.map((form, number) => {
      const label = entry.forms.length === 1 ? word("translation")
        : form.numbers.length ? word("translation-for", { numbers: numbers(form) })
          : word("translation-form", { number });
      return new Field(label, form.msgstr, about.language, codes);
    });
    [this.active] = this.fields;
    for (const field of this.fields) {
      field.area.addEventListener("focus", () => { this.active = field; });
      field.area.addEventListener("input", () => this.typed());
    }
    this.fuzzy = make("input", { type: "checkbox", change: () => this.typed() });
    this.fuzzy.checked = entry.fuzzy;
    this.comments = make("textarea", { class: "desk-area desk-comments", rows: 2, input: () => this.typed() });
    this.comments.value = entry.comments;
    this.findings = make("div", { class: "desk-section", role: "status" });
    this.saving = button(word("save"), () => this.save(), { class: "desk-button desk-main" });
    this.undoing = button(word("undo-short"), () => this.undo(), {
      "aria-label": word("undo"), "aria-keyshortcuts": "Control+Shift+Backspace",
    });
    this.discarding = button(word("discard-short"), () => this.discard(),
      { disabled: true, "aria-label": word("discard") });
    const protect = make("input", { type: "checkbox", checked: true, change: () => {
      for (const field of this.fields) field.isProtected = protect.checked;
    } });
    [this.before, this.after] = [make("div"), make("div")];
    // Below the page they stand side by side; there is little height.
    this.body.replaceChildren(make("div", { class: "desk-reading" }, this.before), make("div", { class: "desk-writing" },
      ...this.fields.map((field) => field.element),
      this.keys(),
      codes.length ? make("label", { class: "desk-choice" }, protect, " ", word("protect")) : "",
      this.findings,
      make("label", { class: "desk-label desk-field" }, word("comments"), this.comments),
      this.after,
      this.help()));
    this.actions.replaceChildren(this.saving, make("label", {}, this.fuzzy, " ", word("fuzzy")),
      this.undoing, this.discarding);
    this.renew(entry);
    this.body.scrollTop = 0;
    for (const field of this.fields) field.paint();
    this.restore();
  }

  /* Show what the files say of the message, around what somebody writes. */
  renew(entry) {
    this.entry = entry;
    this.base = entry.base;
    const { domain, id, fuzzy, comments } = entry;
    this.standing = JSON.stringify({
      domain, id, base: entry.base, fuzzy, comments, msgstrs: entry.forms.map((form) => form.msgstr),
    });
    this.before.replaceChildren(
      make("p", { class: "desk-where" }, showState(entry.state), " ", this.hooks.way(entry)),
      section("original", ...entry.sources.map(showSource)),
      ...[...showChange(entry.previous), ...showNotes(entry)].filter(Boolean));
    this.after.replaceChildren(...[
      showTerms(entry.terms, (form) => this.active.insert(form)),
      showSimilar(entry.similar, (text) => { this.fields[0].value = text; this.fields[0].area.focus(); }),
    ].filter(Boolean));
    this.undoing.disabled = !entry.undo;
    if (!this.isDirty) this.showFindings(entry.findings);
  }

  /* What is inserted by a button, or by Ctrl+I and a sign. */
  keys() {
    const codes = new Map();
    for (const piece of this.entry.sources.flat()) {
      if (!piece.kind) continue;
      const code = codes.get(piece.number) || { before: "", after: "" };
      if (piece.kind === "close") code.after = piece.text;
      else code.before = piece.text;
      codes.set(piece.number, code);
    }
    this.inserted = new Map();
    const insertions = [
      ...[...codes.values()].map((code, at) =>
        ({ ...code, name: "code", key: at < 9 ? String(at + 1) : "", shown: code.before + (code.after ? "…" + code.after : "") })),
      ...about.insertions.map((item) => ({ ...item, shown: item.after ? item.before + item.after : item.before.trim() })),
    ];
    const chips = insertions.map((item) => {
      if (item.key) this.inserted.set(item.key, item);
      const label = word(item.name, { text: item.shown });
      const key = item.key === " " ? "␣" : item.key;
      return button(item.shown || (item.name.startsWith("narrow") ? "␣̲" : "␣"),
        () => this.active.insert(item.before, item.after), {
          class: `desk-chip desk-insert-${item.name}`, "aria-label": label,
          title: key ? `${label} (Ctrl+I ${key})` : label,
        });
    });
    return make("div", { class: "desk-keys", role: "group", "aria-label": word("insert") }, ...chips);
  }

  help() {
    return make("details", { class: "desk-section" }, make("summary", {}, word("keys")),
      make("ul", {}, ...["key-save", "key-save-next", "key-undo", "key-move", "key-insert", "key-close"].map((name) =>
        make("li", {}, word(name)))));
  }

  showFindings(findings) {
    this.findings.replaceChildren(make("h3", {}, word("findings")), showFindings(findings));
  }

  say(text = "", ...rest) {
    this.status.replaceChildren(...[text, ...rest].filter(Boolean).map((line) => make("p", {}, line)));
  }

  typed() {
    const isDirty = this.isDirty;
    this.discarding.disabled = !isDirty;
    const name = draftName(this.entry.domain, this.entry.id);
    if (isDirty) sessionStorage.setItem(name, JSON.stringify(this.draft()));
    else sessionStorage.removeItem(name);
    clearTimeout(this.timer);
    if (isDirty) this.timer = setTimeout(() => this.check(), DELAY);
    else this.showFindings(this.entry.findings);
  }

  restore() {
    const { domain, id } = this.entry;
    const kept = JSON.parse(sessionStorage.getItem(draftName(domain, id)) || "null");
    if (!kept || kept.msgstrs.length !== this.fields.length) return;
    this.base = kept.base;
    this.fields.forEach((field, at) => { field.area.value = kept.msgstrs[at]; field.paint(); });
    this.fuzzy.checked = kept.fuzzy;
    this.comments.value = kept.comments;
    this.typed();
  }

  /* Drop what is typed, and show what the files hold now. */
  async discard() {
    const { base, fuzzy, comments, forms } = this.entry;
    this.base = base;
    this.fields.forEach((field, at) => { field.area.value = forms[at].msgstr; field.paint(); });
    this.fuzzy.checked = fuzzy;
    this.comments.value = comments;
    this.typed();
    this.say();
    this.active.area.focus();
    await this.follow();
  }

  async check() {
    const asked = this.entry;
    const draft = JSON.stringify(this.draft());
    const answer = await post("desk/check", JSON.parse(draft));
    if (this.entry !== asked || JSON.stringify(this.draft()) !== draft) return;
    if (answer.ok) this.showFindings(answer.content.findings);
    else this.say(...messageOf(answer));
  }

  async save(then = null) {
    if (!this.entry || this.isSaving) return;
    const { saving, asked } = this;
    // A button that is disabled loses the keyboard.
    this.isSaving = true;
    saving.setAttribute("aria-disabled", "true");
    const { domain, id } = this.entry;
    const draft = this.draft();
    const answer = await post("desk/save", draft);
    this.isSaving = false;
    saving.removeAttribute("aria-disabled");
    const { status, difference = [] } = answer.content;
    if (!answer.ok) {
      this.say(...messageOf(answer));
      if (status === "changed-meanwhile") {
        this.status.append(...(difference.length ? [showLines(difference)] : []),
          button(word("save-anyway"), () => this.saveOver()));
      }
      return;
    }
    const name = draftName(domain, id);
    if (sessionStorage.getItem(name) === JSON.stringify(draft)) sessionStorage.removeItem(name);
    const { ok, content } = await get("desk/entry", { of: domain, id });
    if (ok && this.entry?.id === id) {
      // What is saved is shown as the catalog has it, unless somebody has typed on.
      this.fields.forEach((field, at) => {
        if (field.value === draft.msgstrs[at] && field.value !== content.forms[at].msgstr) {
          field.area.value = content.forms[at].msgstr;
          field.paint();
        }
      });
      this.fuzzy.checked = content.fuzzy;
      keepingFocus(() => this.renew(content));
      this.typed();
    }
    const rest = then && this.asked === asked ? await then() : [];
    this.say(...messageOf(answer), ...rest);
  }

  /* Somebody has seen what changed, and writes over it. */
  async saveOver() {
    const answer = await get("desk/entry", { of: this.entry.domain, id: this.entry.id });
    if (!answer.ok) {
      this.say(...messageOf(answer));
      return;
    }
    if (!this.entry) return;
    this.base = answer.content.base;
    this.typed();
    this.active.area.focus({ preventScroll: true }); // what was pressed goes
    await this.save();
  }

  async undo() {
    const answer = await post("desk/undo");
    const { domain, id, difference = [] } = answer.content;
    if (answer.ok && domain) {
      sessionStorage.removeItem(draftName(domain, id));
      if (this.entry) await this.open(domain, id);
    }
    this.say(...messageOf(answer));
    if (answer.content.status === "saved") this.say(word("undone"));
    if (difference.length) this.status.append(showLines(difference));
    if (this.undoing) this.undoing.disabled = !answer.content.undo;
  }

  /* Open the next message that is wanted; return what there is to say where there is none. */
  async goOn(query = { want: this.want.value, search: this.search.value }) {
    const { asked } = this;
    const { domain = "", id = "" } = this.entry || this.hooks.start() || {};
    const answer = await get("desk/next", { ...query, of: domain, id });
    if (this.element.hidden || this.asked !== asked) return [];
    const row = answer.ok && answer.content.row;
    if (row) await this.open(row.domain, row.id);
    return row ? [] : answer.ok ? [word("nothing-left")] : messageOf(answer);
  }

  /* Go to the message before or after this one in its catalog. */
  async step(where) {
    if (!this.entry) return;
    const { asked } = this;
    const { domain, id } = this.entry;
    const { ok, content } = await get(`desk/${where}`, { of: domain, id });
    if (ok && content.row && this.asked === asked) await this.open(content.row.domain, content.row.id);
  }

  press(event) {
    const command = event.ctrlKey || event.metaKey;
    const act = (action) => {
      event.preventDefault();
      event.stopPropagation();
      action();
    };
    if (this.waits) {
      const item = this.inserted.get(event.key);
      if (event.key === "Control" || event.key === "Shift" || event.key === "Meta") return;
      this.waits = false;
      // A sign that inserts nothing is not for the text either.
      if (item || (event.key.length === 1 && !command)) {
        act(() => item && this.active.insert(item.before, item.after));
      }
    } else if (command && event.key === "Enter") {
      act(() => this.save(event.shiftKey ? () => this.goOn({ want: "work", search: "" }) : null));
    } else if (command && event.shiftKey && event.key === "Backspace") {
      act(() => this.undo());
    } else if (command && event.key === "i" && this.entry) {
      act(() => { this.waits = true; });
    } else if (event.altKey && (event.key === "ArrowDown" || event.key === "PageDown")) {
      act(() => this.step("after"));
    } else if (event.altKey && (event.key === "ArrowUp" || event.key === "PageUp")) {
      act(() => this.step("before"));
    } else if (event.key === "Escape") {
      act(() => this.close());
    }
  }
}
