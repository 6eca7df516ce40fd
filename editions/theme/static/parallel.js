/* From the block under the pointer to the same block elsewhere, as the links at the top lead. */
(() => {
  "use strict";

  const links = document.querySelectorAll("nav.beside a[lang], .columns a");
  const main = document.querySelector("main");
  if (!links.length || !main) return;

  const menu = document.createElement("p");
  menu.className = "beside-block";
  menu.setAttribute("aria-hidden", "true"); // it says nothing new
  menu.hidden = true;
  for (const link of links) {
    const copy = document.createElement("a");
    copy.href = link.href;
    copy.lang = link.lang || link.parentElement.lang;
    copy.textContent = link.textContent;
    copy.tabIndex = -1;
    menu.append(copy);
  }
  document.body.append(menu);

  /** The block around an element, whose id is the same in all editions. */
  const blockOf = (element) => {
    const found = element.closest("main [id^='b-'], main table[id], main :is(h1, h2, h3), .pair");
    if (found?.matches(".columns")) return null;
    return found?.closest(".pair") ?? found;
  };

  /** The id that leads to a block. */
  const idOf = (block) => {
    const named = block.id ? block : block.querySelector("[id^='b-']");
    return (named ?? block.closest("section[id]"))?.id ?? "";
  };

  let current = null;
  const show = (block) => {
    current = block;
    const id = idOf(block);
    for (const copy of menu.children) copy.hash = id;
    menu.hidden = false;
    const box = block.getBoundingClientRect();
    const beside = document.documentElement.clientWidth - box.right >= menu.offsetWidth + 24;
    const left = beside ? box.right + 16 : box.right - menu.offsetWidth;
    menu.style.left = `${Math.max(0, left + scrollX)}px`;
    menu.style.top = `${(beside ? box.top : box.bottom) + scrollY}px`;
  };
  main.addEventListener("pointerover", (event) => {
    const block = blockOf(event.target);
    if (block && block !== current) show(block);
  });
  main.addEventListener("focusin", (event) => {
    const block = blockOf(event.target);
    if (block) show(block);
  });
  const hide = () => {
    current = null;
    menu.hidden = true;
  };
  addEventListener("keydown", (event) => event.key === "Escape" && hide());
  addEventListener("resize", hide);
})();
