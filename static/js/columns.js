// Puts the columns of a file in order with buttons, beside the numbers that do the same.
// Without this script the numbers alone are enough; the server orders by them.

function start(list) {
  const items = () => [...list.children];
  const titleOf = (item) => item.querySelector(".column label").textContent;

  function number() {
    items().forEach((item, place, all) => {
      item.querySelector("[type=number]").value = place + 1;
      item.querySelector("[data-by='-1']").disabled = place === 0;
      item.querySelector("[data-by='1']").disabled = place === all.length - 1;
    });
  }

  // The neighbour goes to the other side, so that the button pressed keeps the focus.
  function move(item, by, button) {
    const other = by < 0 ? item.previousElementSibling : item.nextElementSibling;
    if (!other) return;
    if (by < 0) item.after(other);
    else item.before(other);
    number();
    if (button.disabled) item.querySelector("button:not([disabled])")?.focus();
  }

  function add(item, by, words, sign) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "second";
    button.dataset.by = by;
    button.textContent = sign;
    button.setAttribute("aria-label", `${titleOf(item)}: ${words}`);
    button.addEventListener("click", () => move(item, by, button));
    item.append(button);
  }

  // A number that was typed moves the column at once; the others make room, so that it keeps the focus.
  function place(item, field) {
    const at = Math.min(Math.max(Math.trunc(Number(field.value)) || 1, 1), items().length) - 1;
    while (items().indexOf(item) > at) item.after(item.previousElementSibling);
    while (items().indexOf(item) < at) item.before(item.nextElementSibling);
    number();
  }

  for (const item of items()) {
    add(item, -1, list.dataset.up, "↑");
    add(item, 1, list.dataset.down, "↓");
    const field = item.querySelector("[type=number]");
    field.addEventListener("change", () => place(item, field));
  }
  number();
}

for (const list of document.querySelectorAll("[data-columns]")) start(list);
