/* The keyboard keeps its place while elements of the page are replaced. */

const CONTROLS = "a[href], button, input, select, summary, textarea, [tabindex]";
const PLACE = "[data-place]";
const HOME = `${PLACE}, [id]`;

const selector = (home) => home.dataset.place === undefined ? `#${CSS.escape(home.id)}`
  : `[data-place="${CSS.escape(home.dataset.place)}"]`;

const name = (control) => control.getAttribute("href") || control.textContent;

/* A home and its controls; those that the preview adds to a text come and go. */
const controls = (home) => [home, ...home.querySelectorAll(CONTROLS)]
  .filter((found) => home.closest(PLACE) || !found.closest(PLACE));

/* Where a control stands, said so that it is found in what replaces it: the elements around it
   that have a name, inner ones first, and which of their controls it is. */
const placeOf = (control) => {
  const homes = [];
  let home = control.closest(HOME);
  while (home) {
    homes.push({ selector: selector(home), at: controls(home).indexOf(control) });
    const above = home.parentElement?.closest(HOME);
    home = above && Boolean(above.closest(PLACE)) === Boolean(home.closest(PLACE)) ? above : null;
  }
  return homes.length ? { homes, name: name(control) } : null;
};

const find = (place) => {
  for (const { selector: home, at } of place.homes) {
    const element = document.querySelector(home);
    if (!element) continue;
    const found = controls(element);
    const same = found.filter((control, number) => name(control) === place.name && (number || !at));
    return same.includes(found[at]) ? found[at] : same[0] || found[at];
  }
  return null;
};

// Where the keyboard has to be as soon as that is there again; whoever goes elsewhere is let go.
let wanted = null;
addEventListener("focusin", () => { wanted = null; });

const isNowhere = () => !document.activeElement || document.activeElement === document.body;

const goBack = () => {
  find(wanted)?.focus({ preventScroll: true });
  if (!isNowhere()) wanted = null;
};

/* The place of the keyboard; null where it is nowhere, and nothing is waited for. */
export const here = () => isNowhere() ? wanted : placeOf(document.activeElement);

/* Lead the keyboard to a place, at once or as soon as it is there; return whether it is there. */
export const goTo = (place) => {
  document.activeElement?.blur();
  wanted = place;
  if (place) goBack();
  return !isNowhere();
};

/* The place of what has the name *place*. */
export const placeNamed = (place) =>
  ({ homes: [{ selector: `[data-place="${CSS.escape(place)}"]`, at: 0 }], name: null });

/* Make a change of the page; return whether the keyboard has lost its place. */
export const keepingFocus = (change) => {
  const place = here();
  change();
  if (place && isNowhere()) {
    wanted = place;
    goBack();
  }
  return wanted !== null;
};
