/* Nothing here is needed to read or to go anywhere. */
(() => {
  "use strict";

  /** What a reader has chosen here or elsewhere; storage may be forbidden. */
  const stored = (name) => {
    try {
      return localStorage.getItem(name);
    } catch {
      return null;
    }
  };
  const store = (name, value) => {
    try {
      localStorage.setItem(name, value);
    } catch {
      // as above
    }
  };

  /** The device's colours or the reader's, before anything is shown. */
  const SCHEMES = ["system", "light", "dark"];
  let scheme = "system";
  const paint = () => {
    document.documentElement.dataset.scheme = scheme;
    const button = document.querySelector("button.scheme");
    if (!button) return;
    button.title = button.ariaLabel = button.dataset[scheme];
    button.hidden = !CSS.supports("color", "light-dark(#000, #fff)");
  };
  const recall = () => {
    const chosen = stored("scheme");
    if (SCHEMES.includes(chosen)) scheme = chosen;
    paint();
  };
  recall();
  addEventListener("pageshow", recall); // from the history, with older colours
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("button.scheme")) return;
    scheme = SCHEMES[(SCHEMES.indexOf(scheme) + 1) % SCHEMES.length];
    store("scheme", scheme);
    paint();
  });

  /** A stroke leads to the search. */
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
    const field = document.querySelector("#search-query, #site--search");
    if (!field) return;
    event.preventDefault();
    if (field.offsetParent) field.select();
    else field.form.requestSubmit();
  });

  document.addEventListener("DOMContentLoaded", () => {
    paint();
    const blocks = [...document.querySelectorAll("main [id^='b-']")];
    const header = document.querySelector(".columns") ?? document.querySelector("header.site");

    /** Pixels that stay above the text. */
    const covered = () =>
      header && getComputedStyle(header).position === "sticky"
        ? header.getBoundingClientRect().bottom
        : 0;

    /** The id of the block being read: the one that the address names while it begins in the upper
        half of the window, else the first that shows more than a line; none at the top. */
    const place = () => {
      const top = covered();
      const named = document.querySelector("main [id^='b-']:target");
      const begin = named?.getBoundingClientRect().top ?? -1;
      if (begin >= top && begin < innerHeight / 2) return `#${named.id}`;
      if (scrollY < 80) return "";
      const block = blocks.find((item) => item.getBoundingClientRect().bottom > top + 40);
      return block ? `#${block.id}` : "";
    };

    /** Links to the same page elsewhere lead to the same block. */
    const keepPlace = (event) => {
      const link = event.target.closest?.("a[data-keep-place]");
      if (!link) return;
      link.hash = place() || location.hash;
      if (event.type === "click" && link.dataset.edition) store("edition", link.dataset.edition);
    };
    for (const type of ["pointerdown", "focusin", "click"]) {
      document.addEventListener(type, keepPlace, true);
    }

    /** Only a box that scrolls is reached with the keyboard. */
    const boxes = document.querySelectorAll(".scroll");
    const measure = () => {
      for (const box of boxes) {
        if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
        else box.removeAttribute("tabindex");
      }
    };
    addEventListener("resize", measure);
    addEventListener("load", measure);

    /** The contents say which section is being read. */
    const sections = new Map();
    for (const link of document.querySelectorAll("nav.contents a[href^='#']")) {
      const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (target) sections.set(target, link);
    }
    let waiting = false;
    const mark = () => {
      waiting = false;
      const line = covered() + innerHeight / 4;
      let current;
      for (const [section, link] of sections) {
        if (section.getBoundingClientRect().top <= line) current = link;
      }
      for (const link of sections.values()) {
        if (link === current) link.setAttribute("aria-current", "location");
        else link.removeAttribute("aria-current");
      }
    };
    if (sections.size) {
      addEventListener(
        "scroll",
        () => {
          if (!waiting) requestAnimationFrame(mark);
          waiting = true;
        },
        { passive: true },
      );
      mark();
    }
  });
})();
