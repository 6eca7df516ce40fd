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
    button.title = button.dataset[scheme];
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
    event.target.nextElementSibling.textContent = event.target.title; // said aloud
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
    const header = document.querySelector("header.site");
    const bar = document.querySelector(".columns") ?? header;

    /** Pixels that stay above the text. */
    const covered = () =>
      bar && getComputedStyle(bar).position === "sticky"
        ? Math.max(0, bar.getBoundingClientRect().bottom)
        : 0;

    /** The header stays where it leaves five sixths of the window to the text.  Its first line
        leaves with the page; where there is room for one line, a second one is no header. */
    const hold = () => {
      const top = header.getBoundingClientRect().top;
      const boxes = [...header.children].map((item) => item.getBoundingClientRect());
      const below = boxes.filter((box) => box.top >= boxes[0].bottom).map((box) => box.top - top);
      const leave = bar === header && below.length ? Math.min(...below) : 0;
      const height = bar.offsetHeight - leave;
      const held = height < innerHeight / 6 && !(leave && matchMedia("(min-width: 40rem)").matches);
      const { classList, style } = document.documentElement;
      classList.toggle("held", held);
      style.setProperty("--bar", `${held ? height : 0}px`);
      style.setProperty("--leave", `${-leave}px`);
    };
    if (bar) {
      new ResizeObserver(hold).observe(bar);
      addEventListener("resize", hold);
      hold();
    }

    /** The block that had the focus last, or that the address has named since; and whether the
        reader has gone elsewhere from there. */
    let last = null;
    let left = false;
    const note = (element) => {
      const row = element?.closest?.("main .pair")?.querySelector("[id^='b-']");
      const table = element?.matches?.(".scroll") && element.querySelector("table[id]");
      const found = row || table || element?.closest?.("main :is([id^='b-'], table[id], section)");
      if (found) [last, left] = [found, false];
    };
    const leave = (event) => (left ||= !event.key || /^(Page|Arrow|Home|End| )/.test(event.key));
    for (const type of ["wheel", "touchmove", "mousedown", "keydown"]) {
      addEventListener(type, leave, { passive: true });
    }
    const named = () => note(document.getElementById(decodeURIComponent(location.hash.slice(1))));
    named();
    addEventListener("hashchange", named);
    document.addEventListener("focusin", (event) => note(event.target));

    /** The id of the block being read: the last one until it is left and no longer seen, else the
        first that shows more than a line; none at the top. */
    const place = () => {
      const top = covered();
      const seen = last?.matches("section") ? last.querySelector("h1, h2, h3, h4, h5, h6") : last;
      const box = seen?.getBoundingClientRect();
      if (box && (!left || (box.bottom > top && box.top < innerHeight))) return `#${last.id}`;
      if (scrollY < 80) return "";
      const block = blocks.find((item) => item.getBoundingClientRect().bottom > top + 40);
      return block ? `#${block.id}` : "";
    };

    /** Links to the same page elsewhere, and over what stands before the text, lead to the block. */
    const keepPlace = (event) => {
      const link = event.target.closest?.("a[data-keep-place]");
      if (!link) return;
      link.dataset.keepPlace ||= link.hash;
      link.hash = place() || link.dataset.keepPlace || location.hash;
      if (event.type === "click" && link.dataset.edition) store("edition", link.dataset.edition);
    };
    for (const type of ["pointerdown", "focusin", "click"]) {
      document.addEventListener(type, keepPlace, true);
    }

    /** Only a box that scrolls is reached with the keyboard; in that, names are whole, and so its
        width is known without. */
    const boxes = document.querySelectorAll(".scroll");
    const fade = (box) => {
      const more = box.scrollWidth - Math.abs(box.scrollLeft) - box.clientWidth;
      box.classList.toggle("fades", more > 1);
      box.style.setProperty("--more", `${more}px`);
    };
    const measure = () => {
      for (const box of boxes) {
        box.removeAttribute("tabindex");
        if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
        fade(box);
      }
    };
    for (const box of boxes) box.addEventListener("scroll", () => fade(box));
    addEventListener("resize", measure);
    addEventListener("load", measure);
    document.fonts?.ready.then(measure);

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
