/* Search as you type in the text of one edition, without a server.

   searchindex.js brings the text, page by page, and the stemmer of the language.  Everything
   else is made here, so that words of the text and of the reader go the same way:

   - Words are compared without accents, ligatures and case: "coeur" finds "cœur".
   - Then by their stems.  Stemmers want accents, so a word without any borrows those of the
     words of the text that are otherwise the same: "economique" finds "économie".
   - Where nothing is found, by their beginnings; then with a slip of the keyboard. */
"use strict";
(() => {
  const PER_PAGE = 3; // passages of a page that are shown at once
  const EXCERPT = 260; // characters of a passage that are shown
  const DOUBTFUL = 0.2; // how sure a word is that the reader may not have meant at all
  const MARKS = /[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]/g;
  const LETTERS = { œ: "oe", æ: "ae", ß: "ss", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i", ʼ: "", ʻ: "" };
  const SPECIAL = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "g");
  // A number with its marks, a character of a script without blanks, a run of letters and digits.
  const UNSPACED = "[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}]";
  const GROUPED = "\\d{1,3}(?:([ \\u00a0\\u202f.,])\\d{3})(?:\\1\\d{3})*(?:[.,]\\d+)?";
  const WORD = new RegExp(`(?:${GROUPED}|\\d+[.,]\\d+)(?![\\p{L}\\p{M}\\p{N}])|${UNSPACED}\\p{M}*|[\\p{L}\\p{M}\\p{N}]+`, "gu");
  const COMPOUND = /(?<![\p{L}\p{N}-])(?:\p{L}{1,2}[’'])?[\p{L}\p{N}]{1,12}-[\p{L}\p{N}]{1,12}(?![\p{L}\p{N}-])/gu;
  const NUMBER = /^\d+([ \u00a0\u202f.,]\d+)*$/;

  /** Return a word without case, accents, ligatures and the marks inside numbers. */
  function fold(word) {
    if (NUMBER.test(word)) {
      const whole = word.replace(/^(\d{1,3})((?:([ \u00a0\u202f.,])\d{3})(?:\3\d{3})*)(?!\d)/, (_, first, rest) =>
        first + rest.replace(/\D/g, ""));
      return whole.replace(",", ".");
    }
    return word.normalize("NFKD").toLowerCase().replace(MARKS, "").replace(SPECIAL, (letter) => LETTERS[letter]).normalize("NFC");
  }

  /** Yield the words of a text: where they stand, as they are compared, and as they are written. */
  function* split(text) {
    let chain = [];
    let position = 0;
    const joined = () => {
      const [first, last] = [chain[0], chain[chain.length - 1]];
      const word = chain.map((token) => token.fold).join("");
      return { start: first.start, end: last.end, position: first.position, fold: word, shape: word, chain: chain.map((token) => token.fold) };
    };
    for (const match of text.matchAll(WORD)) {
      const token = { start: match.index, end: match.index + match[0].length, position: position++, fold: fold(match[0]), shape: match[0].toLowerCase().normalize("NFC") };
      if (!token.fold) continue;
      const before = chain[chain.length - 1];
      const between = before ? text.slice(before.end, token.start) : "";
      const letter = (other) => other.end - other.start === 1;
      if (!before || !(/^[-‐‑­]$/.test(between) || (between === "." && letter(before) && letter(token)))) {
        if (chain.length > 1) yield joined();
        chain = [];
      }
      chain.push(token);
      yield token;
    }
    if (chain.length > 1) yield joined();
  }

  /** Tell whether two words differ by at most so many slips: a letter more, less, other, or two swapped. */
  function isNear(one, other, most) {
    if (Math.abs(one.length - other.length) > most) return false;
    let [earlier, last] = [[], Array.from({ length: other.length + 1 }, (_, i) => i)];
    for (let i = 1; i <= one.length; i++) {
      const row = [i];
      for (let j = 1; j <= other.length; j++) {
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1])
          row[j] = Math.min(row[j], earlier[j - 2] + 1);
      }
      if (Math.min(...row) > most) return false;
      [earlier, last] = [last, row];
    }
    return last[other.length] <= most;
  }

  /** Tell whether words of one stem are forms of one word: "governance" and "government" are two. */
  function isEnding(one, other) {
    let common = 0;
    while (common < one.length && one[common] === other[common]) common++;
    return Math.min(one.length, other.length) - common < 4;
  }

  /** Return how sure it is that two words of a stem are forms of one: most, where one is the other
      and an ending of number or gender; least, where the stem is so short that it has words of
      many, as "visa" and "visant". */
  function sureness(one, other, stem) {
    const [short, long] = one.length < other.length ? [one, other] : [other, one];
    const ending = long.startsWith(short) ? long.slice(short.length) : long;
    return ending.length < 2 || ending === "es" ? 0.8 : stem.length > 3 ? 0.6 : DOUBTFUL;
  }

  /** The text of an edition, ready to be asked. */
  class Index {
    constructor(data) {
      this.stems = data.stems;
      this.stemmer = new data.Stemmer();
      this.stopwords = new Set(data.stopwords.map(fold));
      this.pages = [];
      this.units = []; // titles, headings and passages
      this.words = new Map(); // a word -> how it is written, and its positions by unit
      this.families = new Map(); // a stem -> its words
      this.known = new Map(); // a written word -> its stems
      for (const [address, title, parts] of data.pages) {
        const page = { address, title, units: [] };
        this.pages.push(page);
        parts.forEach(([target, heading, passages], number) => {
          const part = { target, title: heading, first: passages[1] ?? "" };
          const head = this.add({ page, part, target, text: heading, weight: number ? 2 : 3 });
          part.head = head;
          for (let i = 0; i < passages.length; i += 2)
            this.add({ page, part, target: passages[i], text: passages[i + 1], weight: 1 });
        });
      }
    }

    add(unit) {
      unit.order = this.units.push(unit) - 1;
      unit.page.units.push(unit);
      for (const token of split(unit.text)) this.place(token, unit);
      return unit;
    }

    /** Take note that a word stands in a unit. */
    place(token, unit) {
      let word = this.words.get(token.fold);
      if (!word) this.words.set(token.fold, (word = { shapes: new Set(), places: new Map() }));
      if (!word.shapes.has(token.shape)) {
        word.shapes.add(token.shape);
        for (const stem of this.stemsOf(token.shape)) {
          if (!this.families.has(stem)) this.families.set(stem, new Set());
          this.families.get(stem).add(token.fold);
        }
      }
      const places = word.places.get(unit);
      if (places) places.push(token.position);
      else word.places.set(unit, [token.position]);
    }

    /** Return the stems of a word: with the accents that it has, and without any. */
    stemsOf(shape) {
      let stems = this.known.get(shape);
      if (!stems) {
        stems = [...new Set([fold(this.stemmer.stemWord(shape)), this.stemmer.stemWord(fold(shape))])];
        this.known.set(shape, stems);
      }
      return stems;
    }

    /** Return the words of the text that a reader's word stands for, by how surely it does. */
    accept(token) {
      const accepted = new Map();
      const add = (word, weight) => accepted.has(word) || accepted.set(word, weight);
      const exact = this.words.get(token.fold);
      if (exact) add(token.fold, 1);
      if (token.joined && this.words.has(token.joined)) add(token.joined, 1);
      const stems = new Set(this.stemsOf(token.shape));
      for (const shape of exact?.shapes ?? []) this.stemsOf(shape).forEach((stem) => stems.add(stem));
      if (!/\d/.test(token.fold))
        for (const stem of stems)
          for (const word of this.families.get(stem) ?? [])
            if (!exact || isEnding(token.fold, word)) add(word, sureness(token.fold, word, stem));
      if (!accepted.size || !this.stems) {
        for (const word of this.words.keys())
          if (word.startsWith(token.fold) && token.fold.length > 1) add(word, 0.6);
      }
      // Where the word itself is in the text, others of its short stem are not meant.
      if ([...accepted.values()].some((weight) => weight > DOUBTFUL))
        for (const [word, weight] of accepted) if (weight === DOUBTFUL) accepted.delete(word);
      if (accepted.size) return { accepted, slip: false };
      const most = token.fold.length < 4 || /\d/.test(token.fold) ? 0 : token.fold.length < 8 ? 1 : 2;
      if (most)
        for (const word of this.words.keys()) if (isNear(token.fold, word, most)) add(word, 0.4);
      return { accepted, slip: accepted.size > 0 };
    }

    /** Return the most frequent word of the text that a term accepts, as it is written there. */
    shown(term) {
      const words = [...term.accepted.keys()].map((word) => this.words.get(word));
      const best = words.reduce((one, other) => (other.places.size > one.places.size ? other : one));
      return best.shapes.values().next().value;
    }

    /** Return the words of a query as terms: what each accepts, where that stands, how rare it is. */
    terms(query) {
      const tokens = [...split(query)];
      for (const compound of tokens.filter((token) => token.chain))
        for (const token of tokens)
          if (!token.chain && token.start >= compound.start && token.end <= compound.end) token.joined = compound.fold;
      const terms = new Map();
      for (const token of tokens) {
        if (token.chain || terms.has(token.fold)) continue;
        const { accepted, slip } = this.accept(token);
        const scores = new Map();
        for (const [word, weight] of accepted)
          for (const [unit, places] of this.words.get(word).places) {
            const score = weight * (1 + Math.log(places.length) / 4);
            const held = scores.get(unit) ?? { score: 0, places: [] };
            scores.set(unit, { score: Math.max(held.score, score), places: [...held.places, ...places] });
          }
        const lone = token.fold.length === 1 && /\p{L}/u.test(token.fold) && !new RegExp(UNSPACED, "u").test(token.fold);
        terms.set(token.fold, {
          text: query.slice(token.start, token.end), accepted, slip, scores,
          rarity: Math.log(1 + this.units.length / (1 + scores.size)),
          aside: lone || this.stopwords.has(token.fold),
        });
      }
      const found = [...terms.values()];
      const wanted = found.filter((term) => !term.aside);
      return wanted.length ? { wanted, aside: found.filter((term) => term.aside) } : { wanted: found, aside: [] };
    }

    /** Return what a query finds: pages in order, each with its best units, and what to say of them. */
    search(query) {
      const { wanted, aside } = this.terms(query);
      const missing = wanted.filter((term) => !term.accepted.size);
      const terms = wanted.filter((term) => term.accepted.size);
      const hits = new Map();
      for (const term of terms)
        for (const unit of term.scores.keys()) if (!hits.has(unit)) hits.set(unit, this.weigh(unit, terms, aside));
      const pages = new Map();
      for (const hit of hits.values()) {
        if (!pages.has(hit.unit.page)) pages.set(hit.unit.page, []);
        pages.get(hit.unit.page).push(hit);
      }
      let results = [...pages].map(([page, found]) => this.gather(page, found, terms));
      const most = Math.max(0, ...results.map((result) => result.count));
      results = results.filter((result) => result.count === most);
      results.sort((a, b) => b.score - a.score || a.hits[0].unit.order - b.hits[0].unit.order);
      return { results, terms, missing, all: most === terms.length, total: results.reduce((sum, r) => sum + r.hits.length, 0) };
    }

    /** Weigh a unit: rare words, sure words, words in headings and words that stand together. */
    weigh(unit, terms, aside) {
      const own = terms.filter((term) => term.scores.has(unit));
      const around = terms.filter((term) => !own.includes(term) && (term.scores.has(unit.part.head) || term.scores.has(unit.page.units[0])));
      let score = 0;
      for (const term of own) score += term.scores.get(unit).score * term.rarity * unit.weight;
      for (const term of around) score += 0.3 * term.rarity;
      for (const term of aside) if (term.scores.has(unit)) score += 0.05 * term.rarity;
      if (own.length > 1) score *= 1 + own.length / this.span(unit, own);
      return { unit, own, covered: new Set([...own, ...around]), score };
    }

    /** Return over how many words of a unit the terms are spread at their closest. */
    span(unit, terms) {
      const places = terms.flatMap((term, number) => term.scores.get(unit).places.map((place) => [place, number]));
      places.sort((a, b) => a[0] - b[0]);
      const last = new Map();
      let best = Infinity;
      for (const [place, number] of places) {
        last.set(number, place);
        if (last.size === terms.length) best = Math.min(best, place - Math.min(...last.values()) + 1);
      }
      return Math.max(best, terms.length);
    }

    /** Choose the units that show what a page holds: those with every word, or a few that have them together. */
    gather(page, found, terms) {
      found.sort((a, b) => b.covered.size - a.covered.size || b.score - a.score || a.unit.order - b.unit.order);
      const most = found[0].covered.size;
      const covered = new Set();
      let hits = found.filter((hit) => {
        const adds = most === terms.length ? hit.covered.size === most : [...hit.covered].some((term) => !covered.has(term));
        if (adds) hit.covered.forEach((term) => covered.add(term));
        return adds;
      });
      const score = hits[0].score * (most / terms.length) ** 2 * (1 + Math.log(hits.length) / 10);
      // A title says what the page is about; its passages show it, if they can.
      const passages = hits.filter((hit) => hit.unit !== page.units[0]);
      if (passages.length) hits = passages;
      return { page, hits, count: covered.size, score };
    }
  }

  /** Return the stretches of a text that terms stand for: start, end, the terms. */
  function stretches(text, terms) {
    const found = [];
    for (const token of split(text)) {
      const own = terms.filter((term) => term.accepted.has(token.fold));
      if (own.length) found.push({ start: token.start, end: token.end, own });
    }
    return found.sort((a, b) => a.start - b.start || b.end - a.end).filter((one, i, all) => !i || one.start >= all[i - 1].end);
  }

  /** Return where the sentences of a text start and end; after "M." or "no." before a number, none does. */
  function sentences(text, language) {
    const found = [];
    let goesOn = false;
    for (const { index, segment } of new Intl.Segmenter(language, { granularity: "sentence" }).segment(text)) {
      const end = index + segment.trimEnd().length;
      if (goesOn || (/(^|[^\p{L}])\p{Ll}{1,4}\.$/u.test(text.slice(0, index).trimEnd()) && /^\d/.test(segment)))
        found.at(-1).end = end;
      else found.push({ start: index, end });
      goesOn = /(^|[\s([{“«"])\p{Lu}\p{Ll}{0,2}\.$/u.test(segment.trimEnd());
    }
    return found;
  }

  /** Return the part of a passage to show: the sentence with most of the words, cut where it is long. */
  function excerpt(text, terms, language) {
    const marks = stretches(text, terms);
    const count = (start, end) => new Set(marks.filter((m) => m.start >= start && m.end <= end).flatMap((m) => m.own)).size;
    let [start, end] = [0, text.length];
    if (end > EXCERPT && Intl.Segmenter) {
      const best = sentences(text, language).reduce((one, other) => (count(other.start, other.end) > count(one.start, one.end) ? other : one));
      [start, end] = [best.start, best.end];
    }
    if (end - start > EXCERPT) {
      const [from, to] = [start, end];
      const inside = marks.filter((m) => m.start >= from && m.end <= to);
      const starts = inside.length ? inside.map((m) => m.start) : [from];
      const best = starts.reduce((one, other) => (count(other, other + EXCERPT - 60) > count(one, one + EXCERPT - 60) ? other : one));
      start = Math.max(from, Math.min(best - 60, to - EXCERPT));
      end = Math.min(to, start + EXCERPT);
      if (start > from) start = text.indexOf(" ", start) + 1 || start;
      if (end < to) end = Math.max(text.lastIndexOf(" ", end), start + 1);
    }
    return { start, end, marks };
  }

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  /** Return a text in pieces, of which no line ends within two words that a hyphen makes one. */
  function unbroken(text) {
    const pieces = [];
    let at = 0;
    for (const { 0: word, index } of text.matchAll(COMPOUND)) {
      pieces.push(text.slice(at, index), element("span", { class: "dashed" }, word));
      at = index + word.length;
    }
    return [...pieces, text.slice(at)];
  }

  /** Return a text from start to end with its marks. */
  function marked(text, { start, end, marks }) {
    const pieces = [start > 0 ? "… " : ""];
    let at = start;
    for (const mark of marks) {
      if (mark.start < start || mark.end > end) continue;
      pieces.push(...unbroken(text.slice(at, mark.start)), element("mark", {}, text.slice(mark.start, mark.end)));
      at = mark.end;
    }
    pieces.push(...unbroken(text.slice(at, end)), end < text.length ? " …" : "");
    return pieces;
  }

  /** The page: its field, its results, what it says. */
  class View {
    constructor(field, status, list) {
      Object.assign(this, { field, status, list });
      this.words = JSON.parse(list.dataset.words);
      this.language = document.documentElement.lang;
      this.root = document.documentElement.dataset.content_root || "";
      this.plural = new Intl.PluralRules(this.language);
    }

    number(forms, number) {
      const form = forms[this.plural.select(number)] ?? forms.other;
      return form.replace("{number}", number.toLocaleString(this.language));
    }

    show(query, index) {
      this.list.replaceChildren();
      this.status.replaceChildren();
      document.title = this.title ??= document.title;
      if (!query) return;
      document.title = `${query} — ${this.title}`;
      const { results, terms, missing, all, total } = index.search(query);
      const say = (text) => this.status.append(element("span", {}, text), " ");
      if (!results.length) {
        say(this.words.nothing.replace("{query}", () => query));
        say(this.words.advice);
        return;
      }
      say(this.number(this.words.results, total));
      for (const term of missing) say(this.words.missing.replace("{word}", () => term.text));
      for (const term of terms.filter((term) => term.slip))
        say(this.words.slip.replace("{word}", () => term.text).replace("{other}", () => index.shown(term)));
      if (!all) say(this.words.some);
      const list = element("ol", { class: "hits" });
      for (const result of results) list.append(this.page(result, terms));
      this.list.append(list);
    }

    page({ page, hits }, terms) {
      const whole = (text) => ({ start: 0, end: text.length, marks: stretches(text, terms) });
      const link = element("a", { href: this.root + page.address }, ...marked(page.title, whole(page.title)));
      const item = element("li", {}, element("h2", {}, link));
      const passage = ({ unit }) => {
        const target = unit.target ? `#${unit.target}` : "";
        const anchor = element("a", { href: this.root + page.address + target });
        const heading = unit.part.title;
        if (unit.part.head !== page.units[0])
          anchor.append(element("span", { class: "where" }, ...marked(heading, whole(heading))), " ");
        const text = unit === unit.part.head ? unit.part.first : unit.text;
        anchor.append(element("span", { class: "passage" }, ...marked(text, excerpt(text, terms, this.language))));
        return element("li", {}, anchor);
      };
      item.append(element("ul", {}, ...hits.slice(0, PER_PAGE).map(passage)));
      const rest = hits.slice(PER_PAGE);
      if (rest.length) {
        rest.sort((a, b) => a.unit.order - b.unit.order);
        const more = element("summary", {}, this.number(this.words.more, rest.length));
        item.append(element("details", {}, more, element("ul", {}, ...rest.map(passage))));
      }
      return item;
    }
  }

  /** Return what shows the results of a query; a page that has more than one index brings its own. */
  function open(view) {
    if (!window.editionIndex) return null;
    const index = new Index(window.editionIndex);
    return (query) => view.show(query, index);
  }

  function start() {
    const [field, status, list] = ["search-query", "search-status", "search-results"].map((id) => document.getElementById(id));
    const view = new View(field, status, list);
    const show = (window.openSearch ?? open)(view, { Index, split, element });
    if (!show) {
      status.textContent = view.words.broken;
      return;
    }
    const parameters = new URLSearchParams(location.search);
    let timer = 0;
    const search = () => {
      const query = field.value.trim();
      history.replaceState(null, "", query ? `?q=${encodeURIComponent(query)}` : location.pathname);
      show(query);
    };
    field.value = parameters.get("q") ?? "";
    if (field.value.trim()) show(field.value.trim());
    else field.focus();
    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(search, 150);
    });
    field.form.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(timer);
      search();
      status.focus();
    });
  }

  if (typeof document === "undefined") module.exports = { fold, isNear, split };
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
