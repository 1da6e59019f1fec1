// Portfolios: what is chosen to be sent, how far the work is, columns that are to be mapped.
(() => {
  "use strict";
  const form = document.querySelector("form.send");
  if (form) {
    const most = Number(form.dataset.most);
    const said = form.querySelector(".chosen");
    const fields = [...form.querySelectorAll("input[type=file]")];
    const tell = () => {
      const files = fields.flatMap((field) => [...field.files]);
      const size = files.reduce((sum, file) => sum + file.size, 0);
      said.hidden = files.length === 0;
      said.classList.toggle("error", size > most);
      said.textContent = size > most ? form.dataset.tooMuch : said.dataset.chosen
        .replace("{count}", files.length).replace("{size}", (size / 1048576).toFixed(1));
      return size <= most;
    };
    for (const field of fields) field.addEventListener("change", tell);
    form.addEventListener("submit", (event) => {
      if (!tell()) event.preventDefault();
      else form.querySelector("button").disabled = true;
    });
    window.addEventListener("pageshow", () => { form.querySelector("button").disabled = false; });

    // A folder that is dropped: its files are gathered, however deep they lie.
    const box = form.querySelector("[data-drop]");
    const gathered = async (entry, found) => {
      if (entry.isFile) found.push(await new Promise((done, not) => entry.file(done, not)));
      else {
        const reader = entry.createReader();
        const some = () => new Promise((done, not) => reader.readEntries(done, not));
        for (let entries = await some(); entries.length; entries = await some())
          for (const one of entries) await gathered(one, found);
      }
      return found;
    };
    box.addEventListener("drop", async (event) => {
      const entries = [...event.dataTransfer.items].map((one) => one.webkitGetAsEntry && one.webkitGetAsEntry());
      if (!entries.some((one) => one && one.isDirectory)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      box.classList.remove("over");
      const found = [];
      for (const one of entries) if (one) await gathered(one, found);
      const all = new DataTransfer();
      for (const file of found) all.items.add(file);
      const field = box.querySelector("input[type=file]");
      field.files = all.files;
      const name = form.querySelector("input[name=name]");
      if (entries.length === 1 && !name.value) name.value = entries[0].name;
      tell();
    }, true);
  }

  for (const box of document.querySelectorAll("[data-events]")) {
    const told = box.querySelector("[role=status]");
    const bar = box.querySelector("progress");
    const events = new EventSource(box.dataset.events);
    events.addEventListener("message", (event) => {
      const at = JSON.parse(event.data);
      const text = at.total ? `${at.stage} (${at.done.toLocaleString()} / ${at.total.toLocaleString()})` : at.stage;
      if (!("quiet" in box.dataset) && told.textContent !== text) told.textContent = text;
      if (bar) { bar.max = at.of; bar.value = at.at + (at.total ? at.done / at.total : 0); }
    });
    events.addEventListener("over", () => {
      events.close();
      location.replace(box.dataset.over);
    });
  }

  for (const select of document.querySelectorAll("[data-use]")) {
    const section = select.closest("section");
    const show = () => {
      const mapped = select.value === "mapped";
      for (const one of section.querySelectorAll("[data-mapped]")) one.hidden = !mapped;
      const rows = section.querySelector("details");
      if (rows && mapped) rows.open = true;
    };
    select.addEventListener("change", show);
  }
})();
