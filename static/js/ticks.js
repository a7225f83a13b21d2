// Ticks everybody on the page at once, and says how many are ticked.
// Without this script people are ticked one by one, or all that fit with the box below the list.

function start(form) {
  const corner = form.querySelector("[data-tick-all]");
  const told = form.querySelector("[data-ticked]");
  const boxes = [...form.querySelectorAll("[name=who]")];
  const whole = form.querySelector("[name=all]");
  if (!corner || !told || !boxes.length) return;

  const all = corner.querySelector("input");
  corner.hidden = false;

  function tell() {
    const count = boxes.filter((box) => box.checked).length;
    all.checked = count === boxes.length;
    all.indeterminate = count > 0 && count < boxes.length;
    told.hidden = false;
    const words = count === 1 ? told.dataset.tickedOne : told.dataset.ticked;
    told.textContent = whole.checked ? "" : words.replace(/\d+/, count);
  }

  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    tell();
  });
  form.addEventListener("change", (event) => event.target !== all && tell());
  addEventListener("pageshow", tell); // a page that comes back keeps its ticks
  tell();
}

for (const form of document.querySelectorAll("form.tick")) start(form);
