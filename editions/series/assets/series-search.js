/* Searches the papers of a series, a few at a time: first which of them have the words, by the list
   of all words, then the texts of the best, which are brought when they are asked for. */
"use strict";
(() => {
  const AT_ONCE = 8; // papers

  window.openSearch = (view, { Index, split, element }) => {
    const data = window.seriesIndex;
    if (!data) return null;

    /** Which words stand in which papers. */
    class Papers extends Index {
      constructor() {
        super({ ...data, pages: [] });
        const wholes = data.papers.map((title, number) => {
          const page = { number, title, units: [] };
          const part = { target: "", title };
          part.head = this.add({ page, part, target: "", text: title, weight: 3 });
          return this.add({ page, part, target: "", text: "", weight: 1 });
        });
        for (const [word, numbers] of data.words)
          for (const token of split(word)) for (const number of numbers) this.place(token, wholes[number]);
      }
    }
    const papers = new Papers();

    /** The pages of papers, or the promise of them, by number. */
    const texts = new Map();
    const waiting = new Map();
    window.seriesText = (number, pages) => waiting.get(number)(pages);
    const bring = (number) => {
      if (!texts.has(number)) {
        const text = new Promise((resolve, reject) => {
          waiting.set(number, resolve);
          const script = element("script", { src: `searchtexts/${number}.js` });
          script.addEventListener("error", reject);
          document.head.append(script);
        });
        text.catch(() => texts.delete(number)); // to be tried again
        texts.set(number, text);
      }
      return texts.get(number);
    };

    let asked = ""; // what is being looked for: slower answers to earlier questions are dropped
    const show = async (query, most = AT_ONCE, byButton = false) => {
      asked = query;
      const found = papers.search(query).results.map((result) => result.page.number);
      try {
        const pages = (await Promise.all(found.slice(0, most).map(bring))).flat();
        if (asked !== query) return;
        view.show(query, new Index({ ...data, pages }));
      } catch {
        if (asked === query) view.status.textContent = view.words.broken;
        return;
      }
      const rest = found.length - most;
      if (rest > 0) {
        const more = element("button", { type: "button" }, view.number(view.words.papers, rest));
        more.addEventListener("click", () => show(query, most + AT_ONCE, true));
        view.list.append(more);
      }
      if (byButton) view.status.focus({ preventScroll: true });
    };
    return show;
  };
})();
