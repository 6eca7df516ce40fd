/* From a block to the same block elsewhere, as the links at the top lead; the hidden column. */
(() => {
  "use strict";

  /** A column that was hidden stays hidden on the next page; storage may be forbidden. */
  const box = document.getElementById("site--hide");
  const remember = (write) => {
    try {
      if (write) localStorage.setItem(`hide ${box.value}`, box.checked ? "yes" : "");
      else box.checked = Boolean(localStorage.getItem(`hide ${box.value}`));
    } catch {
      // Then each page begins with both.
    }
  };
  if (box) {
    remember(false);
    addEventListener("pageshow", () => remember(false));
    box.addEventListener("change", () => remember(true));
  }

  const nav = document.querySelector("nav.beside");
  const main = document.querySelector("main");
  const columns = document.querySelectorAll(".columns a");
  const links = columns.length ? columns : nav?.querySelectorAll("a");
  if (!links?.length || !main) return;

  const menu = document.createElement("p");
  menu.className = "beside-block";
  menu.role = "toolbar";
  menu.ariaLabel = nav.ariaLabel;
  for (const link of links) {
    const copy = document.createElement("a");
    const shown = link.lastElementChild ?? link;
    copy.href = link.href;
    copy.lang = shown.lang || link.parentElement.lang;
    copy.textContent = shown.textContent;
    copy.ariaLabel = nav.dataset.here.replace("{link}", link.textContent);
    copy.tabIndex = menu.children.length ? -1 : 0;
    menu.append(copy);
  }
  // One stop of the Tab key; arrows lead from link to link.
  menu.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const to = menu.children[[...menu.children].indexOf(event.target) + step];
    if (!to) return;
    event.preventDefault();
    to.focus();
  });

  /** The block around an element, whose id is the same in all editions. */
  const blockOf = (element) => {
    const before = element.matches(".headerlink") && element.previousElementSibling;
    const named = before && (before.querySelector(":scope > table[id]") ?? before);
    const blocks = "main [id^='b-'], main table[id], main :is(h1, h2, h3), .pair";
    const found = (named || element).closest(blocks);
    if (found?.matches(".columns")) return null;
    return found?.closest(".pair") ?? found;
  };

  /** The id that leads to a block. */
  const idOf = (block) => {
    const named = block.id ? block : block.querySelector("[id^='b-']");
    return (named ?? block.closest("section[id]"))?.id ?? "";
  };

  /** The boxes of an element, which has none itself where its children stand for it. */
  const boxesOf = (element) => {
    const own = element.getBoundingClientRect();
    const { children } = element;
    return own.height || !children.length ? [own] : [...children].flatMap(boxesOf);
  };

  let current = null;
  const show = (block) => {
    current = block;
    const id = idOf(block);
    for (const copy of menu.children) copy.hash = id;
    // Behind the block and the link to it, for keys and for whoever hears the page.
    let end = block.closest(".scroll") ?? block;
    if (end.nextElementSibling?.matches(".headerlink")) end = end.nextElementSibling;
    end.after(menu);
    menu.style.left = menu.style.top = "0"; // or it would be as narrow as its last place
    const boxes = [block, end].flatMap(boxesOf);
    const right = Math.max(...boxes.map((box) => box.right));
    const from = menu.offsetParent?.getBoundingClientRect() ?? { left: 0, top: 0 };
    const room = document.documentElement.clientWidth - menu.offsetWidth;
    const beside = room >= right + 24;
    const left = beside ? right + 16 : Math.max(0, Math.min(right - menu.offsetWidth, room));
    // Below, it leaves what has the focus its ring.
    const top = beside ? boxes[0].top : Math.max(...boxes.map((box) => box.bottom)) + 6;
    menu.style.left = `${left - from.left}px`;
    menu.style.top = `${top - from.top}px`;
  };
  const follow = (event) => {
    if (menu.contains(event.target)) return;
    const block = blockOf(event.target);
    if (block && block !== current) show(block);
    else if (!block && event.type === "focusin") hide();
  };
  const hide = () => {
    current = null;
    menu.remove();
  };
  main.addEventListener("pointerover", follow);
  main.addEventListener("focusin", follow);
  addEventListener("keydown", (event) => event.key === "Escape" && hide());
  addEventListener("resize", hide);
})();
