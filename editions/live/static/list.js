/* All messages of the edition in two columns, and how far the work has come. */

import { about, get, make, word } from "./api.js";
import { goTo, keepingFocus, placeNamed } from "./focus.js";
import { showState } from "./views.js";

const WANTS = ["all", "work", "missing", "outdated", "current", "findings", "comments"];

export const showList = (panel) => {
  if (!about.edits) {
    document.querySelector("main").append(make("p", {}, word("source-edition")));
    return { refresh: () => {}, leadTo: () => {} };
  }
  const catalog = make("select", { class: "desk-select", id: "desk-catalog" });
  const want = make("select", { class: "desk-select", id: "desk-want" },
    ...WANTS.map((name) => make("option", { value: name }, word(`want-${name}`))));
  const search = make("input", { class: "desk-search", id: "desk-search", type: "search", maxlength: "200" });
  const count = make("p", { class: "desk-quiet", role: "status" });
  const progress = make("ul", { class: "desk-progress" });
  const head = (name) => make("th", { scope: "col" }, word(name));
  const rows = make("tbody");
  const labelled = (name, field) => make("label", { for: field.id }, word(name), " ", field);

  const bar = ({ domain, percent, messages, translated }) => {
    const name = domain || word("edition");
    return make("li", {},
      make("span", { class: "desk-name" }, word("progress", { name, percent })),
      make("meter", { min: "0", max: "100", value: String(percent), "aria-label": name }),
      make("span", { class: "desk-quiet" }, `${translated}/${messages}`));
  };

  const editPlace = ({ domain, id }) => `${domain} ${id}`;
  const row = (found) => make("tr", {},
    make("td", { lang: about.original.lang, dir: about.original.dir }, found.source),
    make("td", { lang: about.language.lang, dir: about.language.dir }, found.target),
    make("td", {}, showState(found.state), " ",
      found.findings ? make("span", { class: "desk-quiet" }, ` ${word("findings")}: ${found.findings}`) : null, " ",
      make("button", {
        type: "button", class: "desk-button", "aria-label": word("edit"),
        "data-place": editPlace(found),
        click: () => panel.open(found.domain, found.id),
      }, word("edit-short"))));

  const query = () => ({ domain: catalog.value, want: want.value, search: search.value });
  const refresh = async () => {
    const asked = JSON.stringify(query());
    const { ok, content } = await get("desk/rows", query());
    if (!ok || JSON.stringify(query()) !== asked) return;
    const [chosen] = [catalog.value];
    catalog.replaceChildren(make("option", { value: "" }, word("edition")),
      ...content.domains.map((domain) => make("option", { value: domain }, domain)));
    catalog.value = chosen;
    progress.replaceChildren(...[content.edition, ...content.catalogs].map(bar));
    // A message that is no longer among those asked for leaves the keyboard to the next question.
    if (keepingFocus(() => rows.replaceChildren(...content.rows.map(row)))) search.focus();
    const { total } = content;
    count.textContent = word("count", { count: total })
      + (total > content.rows.length ? ` · ${word("more", { count: content.rows.length })}` : "");
  };
  let timer;
  const later = () => { clearTimeout(timer); timer = setTimeout(refresh, 200); };
  for (const field of [catalog, want]) field.addEventListener("change", refresh);
  search.addEventListener("input", later);

  document.querySelector("main").append(
    make("details", { class: "desk-section" }, make("summary", {}, word("edition")), progress),
    make("form", { class: "desk-filter", submit: (event) => { event.preventDefault(); refresh(); } },
      labelled("catalog", catalog), labelled("show", want), labelled("search", search)),
    count,
    make("table", { class: "desk-table" },
      make("thead", {}, make("tr", {}, head("original"), head("translation"), head("state"))), rows));
  refresh();
  const leadTo = (entry, opener) => {
    if (!(entry && goTo(placeNamed(editPlace(entry)))) && !goTo(opener)) search.focus();
  };
  return { refresh, leadTo };
};
