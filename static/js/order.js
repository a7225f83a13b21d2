// Puts the things of a list in order: by dragging a handle, or with the arrow keys on it.
// The server keeps the order; without this script the buttons up and down do the same.

const PAUSE = 500; // milliseconds after the last key before the order is sent

function start(list) {
  const form = document.getElementById(list.dataset.order);
  const said = document.getElementById("order-said");
  const { seen, wanted, moving } = form.elements;
  const items = () => [...list.children];
  const order = () => items().map((item) => item.dataset.pk).join(",");
  let timer = 0;
  let saving = Promise.resolve();

  function tell(item) {
    const values = { name: item.dataset.name, place: items().indexOf(item) + 1, count: items().length };
    said.textContent = said.dataset.words.replace(/{(\w+)}/g, (_all, key) => values[key]);
  }

  // The others make room, so that the item itself keeps the focus and the pointer.
  function move(item, place) {
    while (items().indexOf(item) > Math.max(place, 0)) item.after(item.previousElementSibling);
    while (items().indexOf(item) < Math.min(place, items().length - 1)) item.before(item.nextElementSibling);
  }

  async function save(item) {
    const asked = order();
    if (asked === seen.value) return;
    [wanted.value, moving.value] = [asked, item.dataset.pk];
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form) }).catch(() => null);
    const page = answer?.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
    const kept = page && page.getElementById(form.id)?.elements.seen.value;
    if (kept !== asked) { form.submit(); return; } // somebody else was at it: show how it is now
    [seen.value, wanted.value] = [asked, ""];
    buttons();
  }

  function buttons() {
    items().forEach((item, place) => {
      item.querySelector("[name=up]").disabled = place === 0;
      item.querySelector("[name=down]").disabled = place === items().length - 1;
    });
  }

  function later(item) {
    clearTimeout(timer);
    timer = setTimeout(() => { saving = saving.then(() => save(item)); }, PAUSE);
  }

  function byKey(event, item) {
    const places = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!places) return;
    event.preventDefault();
    move(item, items().indexOf(item) + places);
    tell(item);
    later(item);
  }

  function drag(event, item) {
    const over = items().find((other) => {
      const box = other.getBoundingClientRect();
      return other !== item && event.clientY > box.top && event.clientY < box.bottom;
    });
    if (over) move(item, items().indexOf(over));
  }

  for (const item of items()) {
    const handle = item.querySelector(".handle");
    handle.hidden = false;
    handle.addEventListener("keydown", (event) => byKey(event, item));
    handle.addEventListener("pointerdown", (event) => {
      handle.setPointerCapture(event.pointerId);
      item.classList.add("dragged");
    });
    handle.addEventListener("pointermove", (event) => {
      if (handle.hasPointerCapture(event.pointerId)) drag(event, item);
    });
    handle.addEventListener("lostpointercapture", () => {
      item.classList.remove("dragged");
      tell(item);
      later(item);
    });
  }
}

for (const list of document.querySelectorAll("[data-order]")) start(list);
