/* Opens the edition that a reader has chosen before, or that the browser asks for.  Only here:
   no other page leads a reader away.  "?choose", and whoever comes from an edition, stay. */
(() => {
  "use strict";

  const stored = (name) => {
    try {
      return localStorage.getItem(name);
    } catch {
      return null; // Storage may be forbidden.
    }
  };
  // The colours that a reader has chosen in an edition.
  document.documentElement.dataset.scheme = stored("scheme") ?? "system";

  const comesFromHere = () => {
    const here = new URL(".", location.href).href;
    return document.referrer.startsWith(here);
  };

  const begin = () => {
    const links = [...document.querySelectorAll("h2 a[data-edition]")];
    document.addEventListener("click", (event) => {
      const link = event.target.closest?.("a[data-edition]");
      if (!link) return;
      try {
        localStorage.setItem("edition", link.dataset.edition);
      } catch {
        // The choice is then made anew the next time.
      }
    });
    const choosing = new URLSearchParams(location.search).has("choose");
    if (choosing || location.hash || comesFromHere()) return;
    const language = (tag) => tag.toLowerCase().split("-")[0];
    const chosen = links.find((link) => link.dataset.edition === stored("edition"));
    const wanted = navigator.languages ?? [];
    const spoken = wanted.map(language).map((tag) => links.find((link) => language(link.hreflang) === tag));
    const link = chosen ?? spoken.find(Boolean);
    if (link) location.replace(link.href);
  };

  document.addEventListener("DOMContentLoaded", begin);
})();
