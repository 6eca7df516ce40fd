/* What a page does better with script: nothing in it is needed to read or to go anywhere. */
(() => {
  "use strict";

  const blocks = [...document.querySelectorAll("main [id^='b-']")];
  const header = document.querySelector("header.site");

  /** Height of what stays above the text while it is scrolled, in CSS pixels. */
  const covered = () =>
    header && getComputedStyle(header).position === "sticky"
      ? header.getBoundingClientRect().bottom
      : 0;

  /** The id of the block being read: the one that the address names while it begins in the upper
      half of the window, else the first of which more than a line can be seen; none at the top. */
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
    if (event.type === "click" && link.dataset.edition) {
      try {
        localStorage.setItem("edition", link.dataset.edition);
      } catch {
        // Storage may be forbidden; the choice is then made anew the next time.
      }
    }
  };
  for (const type of ["pointerdown", "focusin", "click"]) {
    document.addEventListener(type, keepPlace, true);
  }

  /** A box that need not be scrolled need not be reached with the keyboard either. */
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
})();
