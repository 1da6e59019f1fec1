// What the pages do beyond plain HTML; without it, everything still works.
(() => {
  "use strict";
  const date = (first, days) => {
    const day = new Date(first + "T00:00:00Z");
    day.setUTCDate(day.getUTCDate() + Number(days));
    return day.toISOString().slice(0, 10);
  };

  // A slider beside the field of the day; the answer follows when it comes to rest.
  const slide = (box) => {
    const range = box.querySelector("input[type=range]");
    const form = box.closest("form");
    const field = form.querySelector("[name=day]");
    box.hidden = false;
    range.setAttribute("aria-valuetext", field.value);
    range.addEventListener("input", () => {
      field.value = date(box.dataset.first, range.value);
      range.setAttribute("aria-valuetext", field.value);
    });
    range.addEventListener("change", () => form.requestSubmit());
  };

  // A field that narrows a long list of choices down.
  const narrow = (box) => {
    const field = box.querySelector("input");
    const status = box.querySelector("[role=status]");
    const choices = [...box.parentElement.querySelectorAll(".choices > .radio")];
    box.hidden = false;
    field.addEventListener("input", () => {
      const wanted = field.value.trim().toLowerCase().split(/\s+/);
      let count = 0;
      for (const choice of choices) {
        const text = choice.textContent.toLowerCase();
        choice.hidden = !wanted.every((word) => text.includes(word));
        count += choice.hidden ? 0 : 1;
      }
      status.textContent = status.dataset.left.replace("{count}", count);
    });
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
  };

  // Files dropped on a field for files.
  const drop = (box) => {
    const field = box.querySelector("input[type=file]");
    box.querySelector(".drop").hidden = false;
    const over = (on) => (event) => { event.preventDefault(); box.classList.toggle("over", on); };
    for (const name of ["dragenter", "dragover"]) box.addEventListener(name, over(true));
    for (const name of ["dragleave", "drop"]) box.addEventListener(name, over(false));
    box.addEventListener("drop", (event) => {
      if (event.dataTransfer.files.length) {
        field.files = event.dataTransfer.files;
        field.dispatchEvent(new Event("change", { bubbles: true }));
      }
    });
  };

  const begin = (root) => {
    root.querySelectorAll("[data-slide]").forEach(slide);
    root.querySelectorAll("[data-narrow]").forEach(narrow);
    root.querySelectorAll("[data-drop]").forEach(drop);
    root.querySelectorAll("[data-print]").forEach((button) => {
      button.hidden = false;
      button.addEventListener("click", () => window.print());
    });
    const problem = root.querySelector("[data-focus]");
    if (problem) problem.focus();
  };
  begin(document);
  // On paper nothing is folded; afterwards everything is as it was.
  let folded = [];
  window.addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("main details:not([open])")];
    for (const one of folded) one.open = true;
  });
  window.addEventListener("afterprint", () => { for (const one of folded) one.open = false; });
  document.addEventListener("htmx:after:swap", () => {
    const answer = document.getElementById("answer");
    if (answer) {
      begin(answer);
      const slider = document.getElementById("slider");
      if (slider) slider.focus({ preventScroll: true });
    }
  });
  // A number that is typed into a field chooses the answer it belongs to.
  for (const [field, choice] of [["exact", "value"], ["lo", "value-range"], ["hi", "value-range"]]) {
    const input = document.getElementById(field);
    if (input) input.addEventListener("input", () => { document.getElementById(choice).checked = true; });
  }
})();
