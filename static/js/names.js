// Suggests people while a name is typed: a list below the field, for mouse, keys and screen reader.
// Each name stands on a line of its own, or behind a `;`; the suggestions are about the last one.

const PAUSE = 200; // milliseconds without a key before suggestions are fetched
const SHORTEST = 2;
let lists = 0;

function parts(field) {
  const cut = Math.max(field.value.lastIndexOf(";"), field.value.lastIndexOf("\n")) + 1;
  return { before: field.value.slice(0, cut), name: field.value.slice(cut).trim() };
}

function start(field) {
  const form = field.form;
  const list = document.createElement("ul");
  const said = document.createElement("span");
  let timer = 0;
  let asked = 0;
  let active = -1;

  list.id = `suggestions-${++lists}`;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.labels[0] ? field.labels[0].textContent : field.name);
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  field.after(list, said);
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);

  function close() {
    list.hidden = true;
    active = -1;
    field.removeAttribute("aria-activedescendant");
  }

  function choose(option) {
    const { before } = parts(field);
    field.value = `${before}${before.endsWith(";") ? " " : ""}${option.textContent}`;
    field.dispatchEvent(new Event("change", { bubbles: true }));
    close();
  }

  function show(people) {
    list.replaceChildren(...people.map((person, n) => {
      const option = document.createElement("li");
      option.id = `${list.id}-${n}`;
      option.textContent = person;
      option.setAttribute("role", "option");
      option.addEventListener("mousedown", (event) => { event.preventDefault(); choose(option); });
      return option;
    }));
    if (!people.length) { close(); return; }
    const box = field.getBoundingClientRect();
    list.style.left = `${box.left}px`;
    list.style.top = `${box.bottom}px`;
    list.style.minWidth = `${box.width}px`;
    list.hidden = false;
    active = -1;
    said.textContent = `${people.length} ${form.dataset.said || ""}`;
  }

  function mark(step) {
    const options = [...list.children];
    active = (active + step + options.length) % options.length;
    options.forEach((option, n) => option.setAttribute("aria-selected", String(n === active)));
    field.setAttribute("aria-activedescendant", options[active].id);
  }

  async function update() {
    const { name } = parts(field);
    const mine = ++asked;
    if (name.length < SHORTEST) { close(); return; }
    const answer = await fetch(`${form.dataset.people}?${new URLSearchParams({ q: name })}`)
      .catch(() => null);
    if (!answer || !answer.ok || mine !== asked || document.activeElement !== field) return;
    show((await answer.json()).people);
  }

  field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(update, PAUSE); });
  field.addEventListener("blur", close);
  addEventListener("scroll", close, { passive: true, capture: true });
  field.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown" || (event.key === "ArrowUp" && active >= 0)) mark(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Enter" && active >= 0) choose(list.children[active]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  });
}

const started = new WeakSet();

export function startAll(root = document) {
  for (const field of root.querySelectorAll("form[data-people] [data-names]")) {
    if (!started.has(field)) { started.add(field); start(field); }
  }
}

startAll();
document.addEventListener("htmx:load", (event) => startAll(event.target));
