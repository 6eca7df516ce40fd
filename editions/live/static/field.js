/* A field for a translation: markup is seen, and kept whole unless somebody wants to change it. */

import { make } from "./api.js";

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const SPACES = /[\u00a0\u202f]/;

export class Field {
  constructor(label, text, language, codes) {
    const id = `desk-field-${Field.count++}`;
    const texts = [...new Set(codes.map((code) => code.text))].sort((a, b) => b.length - a.length);
    this.pattern = texts.length ? new RegExp(texts.map(escaped).join("|"), "g") : null;
    this.isProtected = true;
    this.label = make("label", { class: "desk-label", for: id }, label);
    this.area = make("textarea", {
      id, class: "desk-area", rows: 4, lang: language.lang, dir: language.dir, spellcheck: "true",
      autocomplete: "off",
    });
    this.area.value = text;
    this.mirror = make("div", { class: "desk-mirror", "aria-hidden": "true", dir: language.dir });
    this.element = make("div", { class: "desk-field" }, this.label,
      make("div", { class: "desk-layers" }, this.mirror, this.area));
    this.area.addEventListener("beforeinput", (event) => this.keepMarkup(event));
    this.area.addEventListener("input", () => this.paint());
    this.paint();
  }

  get value() { return this.area.value; }

  set value(text) {
    this.area.value = text;
    this.paint();
    this.area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /* Where codes stand in the text, as [start, end]. */
  get places() {
    if (!this.pattern) return [];
    return [...this.value.matchAll(this.pattern)].map((m) => [m.index, m.index + m[0].length]);
  }

  /* Show codes, and spaces that do not break, behind the text. */
  paint() {
    const parts = [];
    let at = 0;
    const plain = (text) => {
      for (const piece of text.split(/([\u00a0\u202f])/)) {
        if (SPACES.test(piece)) parts.push(make("span", { class: "desk-space" }, piece));
        else if (piece) parts.push(piece);
      }
    };
    for (const [start, end] of this.places) {
      plain(this.value.slice(at, start));
      parts.push(make("mark", { class: "desk-code" }, this.value.slice(start, end)));
      at = end;
    }
    plain(this.value.slice(at));
    // A last empty line has no height without anything in it.
    this.mirror.replaceChildren(...parts, "\u200b");
    this.area.style.height = `${Math.max(this.mirror.offsetHeight, 60)}px`;
  }

  /* Take a code away whole, and put nothing into one. */
  keepMarkup(event) {
    if (!this.isProtected || this.isOwn || event.isComposing) return;
    const { selectionStart: start, selectionEnd: end } = this.area;
    const deletes = event.inputType.startsWith("delete");
    let [from, to] = [start, end];
    for (const [a, b] of this.places) {
      if (start !== end) {
        if (a < start && start < b) from = a;
        if (a < end && end < b) to = b;
      } else if (deletes && (event.inputType.endsWith("Forward") ? a <= start && start < b : a < start && start <= b)) {
        [from, to] = [a, b];
      } else if (!deletes && a < start && start < b) {
        from = to = b;
      }
    }
    if (from === start && to === end) return;
    event.preventDefault();
    this.area.setSelectionRange(from, to);
    const text = event.data ?? event.dataTransfer?.getData("text/plain") ?? "";
    this.write(deletes ? "" : text);
  }

  /* Replace what is selected, so that the browser can undo it. */
  write(text) {
    this.isOwn = true;
    try {
      const command = text ? "insertText" : "delete";
      if (!document.execCommand(command, false, text)) {
        this.area.setRangeText(text, this.area.selectionStart, this.area.selectionEnd, "end");
        this.area.dispatchEvent(new Event("input", { bubbles: true }));
      }
    } finally {
      this.isOwn = false;
    }
  }

  /* Put a text, or two around what is selected. */
  insert(before, after = "") {
    this.area.focus();
    const { selectionStart: start, selectionEnd: end } = this.area;
    const selected = this.value.slice(start, end);
    this.write(before + selected + after);
    const place = start + before.length + selected.length + (selected ? after.length : 0);
    this.area.setSelectionRange(place, place);
  }
}
Field.count = 0;
