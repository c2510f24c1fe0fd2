"use strict";
for (const ledger of document.querySelectorAll("[data-ledger]")) {
  const body = ledger.querySelector("tbody");
  const rows = Array.from(body.rows);
  const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const texts = new Map(rows.map((row) => [row, folded(row.textContent)]));
  const find = document.createElement("div");
  find.className = "find";
  const label = document.createElement("label");
  label.textContent = ledger.dataset.search + " ";
  const input = document.createElement("input");
  input.type = "search";
  label.append(input);
  const found = document.createElement("output");
  const show = () => {
    const words = folded(input.value).split(/\s+/);
    let shown = 0;
    for (const row of rows) {
      row.hidden = !words.every((word) => texts.get(row).includes(word));
      shown += row.hidden ? 0 : 1;
    }
    found.textContent = shown.toLocaleString(document.documentElement.lang) + " " + ledger.dataset.found;
  };
  input.addEventListener("input", show);
  find.append(label, found);
  ledger.before(find);
  show();
  const headings = Array.from(ledger.querySelectorAll("thead th"));
  headings.forEach((heading, place) => {
    const button = document.createElement("button");
    button.type = "button";
    button.title = ledger.dataset.sort;
    button.append(...heading.childNodes);
    heading.append(button);
    button.addEventListener("click", () => {
      const up = heading.getAttribute("aria-sort") !== "ascending";
      for (const other of headings) other.removeAttribute("aria-sort");
      heading.setAttribute("aria-sort", up ? "ascending" : "descending");
      const key = (row) => row.cells[place].textContent.replace(/(\d\d)\/(\d\d)\/(\d{4})/g, "$3-$2-$1");
      const keys = new Map(rows.map((row) => [row, key(row)]));
      const order = new Intl.Collator(document.documentElement.lang, { numeric: true });
      const sorted = rows.slice().sort((one, other) => order.compare(keys.get(one), keys.get(other)));
      body.append(...(up ? sorted : sorted.reverse()));
    });
  });
}
