"use strict";
(() => {
  for (const tools of document.querySelectorAll(".tools")) tools.hidden = false;

  // A link to a line opens its proof; links inside a folded proof open what they point to.
  const reveal = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id && document.getElementById(id);
    if (!target) return;
    for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  reveal();

  for (const button of document.querySelectorAll("[data-all]"))
    button.addEventListener("click", () => {
      const open = button.dataset.all === "open";
      for (const one of document.querySelectorAll("details.proof")) one.open = open;
    });

  const table = document.getElementById("lines-t");
  if (!table) return;
  const body = table.tBodies[0];
  const rows = [...body.rows].map((row) => ({
    row,
    text: row.textContent.toLowerCase(),
    outcomes: row.dataset.o.trim().split(" "),
  }));
  const field = (id) => document.getElementById(id);
  const text = field("f-text"), outcome = field("f-outcome"), world = field("f-world");
  const shown = field("f-shown");

  const filter = () => {
    const words = text.value.toLowerCase().split(/\s+/).filter(Boolean);
    const at = world ? Number(world.value) : 0;
    let count = 0;
    for (const one of rows) {
      const fits = words.every((word) => one.text.includes(word)) &&
        (!outcome.value || one.outcomes[at] === outcome.value);
      one.row.hidden = !fits;
      count += fits;
    }
    shown.textContent = shown.dataset.text.replace("{shown}", count).replace("{total}", rows.length);
  };
  for (const one of [text, outcome, world]) if (one) one.addEventListener("input", filter);
  field("f-reset").addEventListener("click", () => {
    text.value = outcome.value = "";
    if (world) world.value = "0";
    filter();
    text.focus();
  });
  filter();

  const order = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const value = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.v ?? cell.textContent.trim();
  };
  const compare = (kind, a, b) => {
    if (kind === "text") return order.compare(a, b);
    if (a === "" || b === "") return (a === "") - (b === "");
    return Number(a) - Number(b);
  };
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    head.setAttribute("aria-sort", "none");
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const one of table.tHead.rows[0].cells) one.setAttribute("aria-sort", "none");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      rows.sort((a, b) => {
        const way = compare(head.dataset.sort, value(a.row, column), value(b.row, column));
        return down ? -way : way;
      });
      body.append(...rows.map((one) => one.row));
    });
  });
})();
