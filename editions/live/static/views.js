/* What the desk shows of a message. */

import { about, button, make, word } from "./api.js";

const paragraph = (pieces, language) =>
  make("p", { class: "desk-text", lang: language.lang, dir: language.dir }, ...pieces);

/* A message whose markup is set apart. */
export const showSource = (pieces) =>
  paragraph(pieces.map((piece) =>
    piece.kind ? make("code", { class: "desk-code" }, piece.text) : piece.text), about.original);

/* A difference: what went, what came; numbers and terms are marked. */
export const showDifference = (pieces, language = about.original) =>
  paragraph(pieces.map(({ text, side, mark }) => {
    const marked = mark ? make("strong", { class: `desk-mark-${mark}` }, text) : text;
    if (side === "both") return marked;
    return make(side === "old" ? "del" : "ins", {}, marked);
  }), language);

/* Lines of a file that somebody has changed. */
export const showLines = (lines) =>
  make("pre", { class: "desk-lines", tabindex: "0" }, ...lines.map(({ text, sign }) => {
    const line = `${sign === "…" ? "" : `${sign} `}${sign === "…" ? "…" : text}\n`;
    return sign === "-" ? make("del", {}, line) : sign === "+" ? make("ins", {}, line) : line;
  }));

export const section = (name, ...children) =>
  children.length ? make("section", { class: "desk-section" }, make("h3", {}, word(name)), ...children) : null;

const list = (name, items) => make("ul", { class: name }, ...items);

export const showFindings = (findings) => {
  if (!findings.length) return make("p", { class: "desk-quiet" }, word("no-findings"));
  return list("desk-findings", findings.map((found) =>
    make("li", { class: `desk-finding desk-${found.severity}` },
      make("strong", {}, word(found.severity)), " ", found.message, " ",
      make("span", { class: "desk-rule" }, found.rule),
      found.refused ? make("span", { class: "desk-refused" }, word("refused-mark")) : null)));
};

export const showTerms = (terms, insert) =>
  section("terms", ...(terms.length ? [list("desk-terms", terms.map((term) =>
    make("li", {},
      make("span", { lang: about.original.lang }, term.source), " → ",
      ...[term.name, ...term.forms].flatMap((form) => [
        button(form, () => insert(form), {
          class: "desk-chip", lang: about.language.lang,
          "aria-label": word("insert-term", { text: form }),
        }), " "]),
      term.note ? make("span", { class: "desk-quiet" }, term.note) : null)))] : []));

export const showSimilar = (similar, use) =>
  section("similar", ...(similar.length ? [list("desk-similar", similar.map((found) =>
    make("li", {},
      make("p", { class: "desk-quiet" }, `${found.percent}\u00a0% · ${found.place}`),
      found.percent < 100 ? showDifference(found.difference) : null,
      make("p", { class: "desk-text", lang: about.language.lang, dir: about.language.dir }, found.target),
      button(word("use"), () => use(found.target), { class: "desk-chip" }))))] : []));

export const showNotes = (entry) => [
  section("notes", ...entry.extracted.map((note) => make("p", {}, note))),
  section("waivers", ...entry.waivers.map((waiver) =>
    make("p", {}, make("code", {}, waiver.rule), ` ${waiver.reason} `,
      make("span", { class: "desk-quiet" }, waiver.place)))),
];

export const showChange = (previous) => previous ? [
  section("changed", showDifference(previous.difference),
    ...previous.reasons.map((reason) => make("p", { class: "desk-reason" }, reason))),
  section("earlier", showDifference(previous.translation, about.language)),
] : [];

export const showState = (state) =>
  make("span", { class: `desk-state desk-is-${state}` }, word(state));
