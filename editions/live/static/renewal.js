/* Put what has changed into an open page, so that nothing moves and nobody is thrown out of it. */

import { keepingFocus } from "./focus.js";

const OWN = ".live-ways, .live-notes, .live-panel, .desk, script[data-session]";
const OWN_CLASSES = ["live-block", "desk-current"];

/* An element as it was served: without what the preview has added. */
const served = (element) => {
  const copy = element.cloneNode(true);
  copy.querySelectorAll(OWN).forEach((added) => added.remove());
  for (const marked of [copy, ...copy.querySelectorAll("[class]")]) {
    marked.classList.remove(...OWN_CLASSES);
    if (!marked.getAttribute("class")) marked.removeAttribute("class");
  }
  return copy.outerHTML;
};

const shell = (element) => element.cloneNode(false).outerHTML;
const words = (element) => [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE)
  .map((node) => node.data.trim()).join("\n");

/* Yield the smallest elements, in pairs, in which two documents differ. */
function* differing(was, is) {
  if (was.outerHTML === is.outerHTML) return;
  const same = shell(was) === shell(is) && words(was) === words(is)
    && was.children.length === is.children.length;
  if (!same) {
    yield [was, is];
    return;
  }
  for (let at = 0; at < was.children.length; at += 1) yield* differing(was.children[at], is.children[at]);
}

/* The element of the open page that another one, of the page as it was served, is. */
const counterpart = (element) => {
  if (element === element.ownerDocument.body) return document.body;
  if (element.id) return document.getElementById(element.id);
  const above = counterpart(element.parentElement);
  const at = [...element.parentElement.children].indexOf(element);
  return above ? [...above.children].filter((child) => !child.matches(OWN))[at] : null;
};

export class Renewal {
  constructor() {
    const { digest } = document.querySelector("script[data-session]").dataset;
    // A build may have changed since what was opened.
    this.before = this.fetch().then((page) => page?.digest === digest ? page : null);
  }

  /* Return the page as it is served; null where the preview has ended. */
  async fetch() {
    try {
      const answer = await fetch(location.href, { cache: "no-store" });
      const found = new DOMParser().parseFromString(await answer.text(), "text/html");
      const script = found.querySelector("script[data-session]");
      script?.remove();
      return { found, version: script?.dataset.version, digest: script?.dataset.digest };
    } catch {
      return null;
    }
  }

  /* Return the version that the page shows now; null where it must be loaded anew. */
  async take() {
    const [before, after] = [await this.before, await this.fetch()];
    if (!before || !after?.version) return null;
    const changes = [];
    for (const [was, is] of differing(before.found.body, after.found.body)) {
      const open = counterpart(was);
      // What a script of the page has changed is its own business.
      if (!open || open === document.body || served(open) !== served(was)) return null;
      changes.push([open, is]);
    }
    keepingFocus(() => {
      for (const [open, is] of changes) open.replaceWith(document.importNode(is, true));
    });
    document.title = after.found.title;
    this.before = Promise.resolve(after);
    return after.version;
  }
}
