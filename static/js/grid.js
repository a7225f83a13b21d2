// Moves items of the grid by mouse, finger or keyboard. It only fills in the form that the link
// “Move” opens as well, and shows the grid that the server answers with.

const page = document.getElementById("grid");
const form = document.getElementById("grid-move");
const said = document.getElementById("grid-said");
const refused = document.getElementById("grid-refused");
const NEAR = 40; // pixels from an edge at which the table scrolls along

const rows = () => [...page.querySelectorAll("tr[data-start]")];
const columns = () => [...page.querySelectorAll("th[data-room]")];
const filled = (words, values) => words.replace(/{(\w+)}/g, (_all, key) => values[key] ?? "");
const tell = (words, values = {}) => { said.textContent = filled(words, values); };

let held = null; // what is being moved: { card, row, column, minutes, ghost }

function stepInMinutes() {
  return Number(page.querySelector(".grid").dataset.step);
}

function pickUp(card) {
  const since = card.dataset.start; // empty for what has no time yet: then it comes from nowhere
  const row = since ? rows().findLastIndex((each) => `${each.dataset.day}T${each.dataset.start}` <= since) : -1;
  const column = Math.max(columns().findIndex((each) => each.dataset.room === card.dataset.room), 0);
  const ghost = document.createElement("div");
  ghost.className = "grid-ghost";
  ghost.setAttribute("aria-hidden", "true");
  page.querySelector(".grid-scroll").append(ghost);
  held = { card, row: Math.max(row, 0), column, minutes: Number(card.dataset.minutes), ghost, origin: { row, column } };
  card.classList.add("picked-up");
  refused.hidden = true;
  show();
}

function letGo() {
  held.ghost.remove();
  held.card.classList.remove("picked-up");
  const { card } = held;
  held = null;
  return card;
}

function placeInWords() {
  const room = "everywhere" in held.card.dataset ? said.dataset.everywhere : columns()[held.column].dataset.name;
  return `${rows()[held.row].dataset.clock}, ${room}`;
}

// The outline of where the item would stand.
function show() {
  const whole = "everywhere" in held.card.dataset;
  const scroll = held.ghost.parentElement;
  const frame = scroll.getBoundingClientRect();
  const first = rows()[held.row].getBoundingClientRect();
  const count = Math.max(Math.ceil(held.minutes / stepInMinutes()), 1);
  const last = rows()[Math.min(held.row + count, rows().length) - 1].getBoundingClientRect();
  const left = columns()[whole ? 0 : held.column].getBoundingClientRect();
  const right = columns()[whole ? columns().length - 1 : held.column].getBoundingClientRect();
  Object.assign(held.ghost.style, {
    top: `${first.top - frame.top + scroll.scrollTop - scroll.clientTop}px`,
    left: `${left.left - frame.left + scroll.scrollLeft - scroll.clientLeft}px`,
    width: `${right.right - left.left}px`,
    height: `${last.bottom - first.top}px`,
  });
  held.ghost.textContent = `${placeInWords()} · ${filled(said.dataset.length, held)}`;
}

function bound(value, count) {
  return Math.min(Math.max(value, 0), count - 1);
}

function step(key, longer) {
  const down = { ArrowUp: -1, ArrowDown: 1 }[key] ?? 0;
  const right = { ArrowLeft: -1, ArrowRight: 1 }[key] ?? 0;
  if (longer) held.minutes = Math.max(held.minutes + down * stepInMinutes(), 0);
  else held.row = bound(held.row + down, rows().length);
  held.column = bound(held.column + right, columns().length);
  show();
  held.ghost.scrollIntoView({ block: "nearest", inline: "nearest" });
  tell(longer ? said.dataset.length : placeInWords(), held);
}

async function drop() {
  const { row, column, minutes, origin, card } = held;
  const { title, start, seen } = card.dataset;
  const where = { title, place: placeInWords() };
  const everywhere = "everywhere" in card.dataset;
  letGo();
  if (row === origin.row && column === origin.column && minutes === Number(card.dataset.minutes)) {
    tell(said.dataset.givenUp, where);
    return;
  }
  const values = { ...timeIn(row, row === origin.row && start), minutes, seen };
  values.room = everywhere ? "" : columns()[column].dataset.room;
  for (const [name, value] of Object.entries(values)) form.elements[name].value = value;
  tell(said.dataset.dropped, where);
  await send(card);
}

// The time of a row; an item that stays in its row keeps its own, which may lie between two rows.
function timeIn(row, own) {
  const { day, start } = rows()[row].dataset;
  const [ownDay, ownStart] = own ? own.split("T") : [day, start];
  return { day: ownDay, start: ownStart };
}

async function send(card) {
  page.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(card.dataset.move, { method: "POST", body: new FormData(form) });
    const told = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (answer.ok && told.getElementById("grid")) {
      renew(told, card.id);
      tell(told.querySelector(".messages .message")?.textContent.trim() ?? "");
      return;
    }
    const reasons = [...told.querySelectorAll(".error-summary li, main .notice")];
    await lookAgain(card.id);
    refuse(reasons.map((reason) => reason.textContent.trim()).join(" "));
  } catch {
    refuse("");
  } finally {
    page.removeAttribute("aria-busy");
  }
}

function refuse(reason) {
  refused.textContent = reason || refused.dataset.failed;
  refused.hidden = false;
  refused.scrollIntoView({ block: "nearest" });
}

async function lookAgain(id) {
  const answer = await fetch(location.href);
  renew(new DOMParser().parseFromString(await answer.text(), "text/html"), id);
}

function renew(fresh, id) {
  const before = page.querySelector(".grid-scroll");
  const [top, left] = [before.scrollTop, before.scrollLeft];
  page.replaceChildren(...document.importNode(fresh.getElementById("grid"), true).childNodes);
  start();
  page.querySelector(".grid-scroll").scrollTo(left, top);
  document.getElementById(id)?.querySelector(".handle").focus();
}

function byKey(event) {
  if (!held) return;
  if (event.key.startsWith("Arrow")) {
    event.preventDefault();
    step(event.key, event.shiftKey);
  } else if (event.key === "Escape") {
    giveUp();
  }
}

function giveUp() {
  if (held) tell(said.dataset.givenUp, letGo().dataset);
}

// Enter and the space bar, or a screen reader; a mouse drags instead.
function byClick(event, card) {
  if (event.detail !== 0) return;
  if (held) {
    drop();
  } else {
    pickUp(card);
    tell(said.dataset.picked, card.dataset);
  }
}

// Where a pointer is, by the heading of its row and of its column.
function follow(event) {
  const over = (each, [from, until], at) => at >= each.getBoundingClientRect()[from] && at < each.getBoundingClientRect()[until];
  const row = rows().findIndex((each) => over(each, ["top", "bottom"], event.clientY - held.grip));
  const column = columns().findIndex((each) => over(each, ["left", "right"], event.clientX));
  if (row >= 0) held.row = row;
  if (column >= 0) held.column = column;
  held.moved = true;
  scrollAlong(event);
  show();
}

function scrollAlong(event) {
  const scroll = held.ghost.parentElement;
  const box = scroll.getBoundingClientRect();
  const pull = (at, from, until) => (at < from + NEAR ? -NEAR / 4 : at > until - NEAR ? NEAR / 4 : 0);
  scroll.scrollBy(pull(event.clientX, box.left, box.right), pull(event.clientY, box.top, box.bottom));
}

function grab(event, card, handle) {
  if (event.button !== 0 || held) return;
  handle.setPointerCapture(event.pointerId);
  pickUp(card);
  const inTable = card.closest("td");
  held.grip = inTable ? event.clientY - card.getBoundingClientRect().top : 0;
}

function start() {
  for (const shown of page.querySelectorAll("[data-drag]")) shown.hidden = false;
  for (const card of page.querySelectorAll(".card")) {
    const handle = card.querySelector(".handle");
    handle.hidden = false;
    handle.setAttribute("aria-describedby", "grid-help");
    handle.addEventListener("keydown", byKey);
    handle.addEventListener("blur", () => { if (held?.card === card) giveUp(); });
    handle.addEventListener("click", (event) => byClick(event, card));
    handle.addEventListener("pointerdown", (event) => grab(event, card, handle));
    handle.addEventListener("pointermove", (event) => {
      if (held && handle.hasPointerCapture(event.pointerId)) follow(event);
    });
    handle.addEventListener("pointerup", () => {
      if (held?.moved) drop();
      else if (held) letGo();
    });
    handle.addEventListener("pointercancel", () => { if (held) letGo(); });
  }
}

start();
