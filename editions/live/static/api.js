/* What pages of a preview ask of its server; the token of the session shows whose they are. */

const own = document.querySelector("script[data-session]");
export const { page, session } = own.dataset;
export const base = new URL(".", own.src);

export const address = (name, query) => new URL(name + "?" + new URLSearchParams(query), base);

const request = async (name, query, options = {}) => {
  const headers = { ...options.headers, "X-Editions-Session": session };
  let answer;
  try {
    answer = await fetch(address(name, query), { ...options, headers });
  } catch {
    return { ok: false, code: 0, content: {} }; // the preview has ended
  }
  const isJson = (answer.headers.get("Content-Type") || "").startsWith("application/json");
  return { ok: answer.ok, code: answer.status, content: isJson ? await answer.json() : {} };
};

export const get = (name, query = {}) => request(name, query);

export const post = (name, content = {}, query = {}) => request(name, query, {
  method: "POST",
  body: JSON.stringify(content),
  headers: { "Content-Type": "application/json" },
});

/* What is the same for all messages: words, languages, insertions. */
export const about = (await get("desk/about")).content;

export const word = (name, places = {}) =>
  (about.words?.[name] || name).replace(/\{(\w+)\}/g, (whole, key) => places[key] ?? whole);

/* An element; attributes that are functions listen, those that are false or null are left out. */
export const make = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
};

export const button = (text, click, attributes = {}) =>
  make("button", { type: "button", class: "desk-button", click, ...attributes }, text);
