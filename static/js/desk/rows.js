// Guests as large rows: who, what else tells them apart, remarks, how they stand, and a button; of
// a party two: for all of them, and for this one only.

import { clock, copy, put, say } from "./words.js";

// `Ronde 1: tafel 2. Lokale economie`, as far as there is a round and a table.
function seatOf({ round, number, title }) {
  const seat = number ? say("table", { number, title }) : title;
  return round ? `${round}: ${seat}` : seat;
}

export function about(door, guest, { alone = false } = {}) {
  const lead = guest.lead && door.guests.get(guest.lead);
  const party = door.party(guest).filter(({ released }) => Boolean(released) === Boolean(guest.released));
  const others = (guest.people || party.length) - 1;
  return [
    others && !lead && !alone ? say("party", { n: others }) : "",
    guest.organisation, guest.role, lead && !guest.along ? say("with", { name: lead.name }) : "",
    ...guest.places.map(seatOf), ...guest.tags,
  ].filter(Boolean).join(" · ");
}

export function state(door, guest) {
  const since = door.stands(guest) === "in" && door.since(guest);
  return since ? say("stands_in_since", { time: clock(since) }) : say(`stands_${door.stands(guest)}`);
}

const pageOf = (guest) => `#wie/${encodeURIComponent(guest.code)}`;

function showButtons(row, door, guest, checkIn, alone) {
  const absent = alone ? [] : door.absent(guest);
  const may = door.mayEnter(guest);
  const party = may && absent.length > 1;
  const [all, one, only, look] = ["all", "in", "only", "look"].map((name) => row.querySelector(`[data-${name}]`));
  all.hidden = only.hidden = !party;
  one.hidden = !may || party;
  look.hidden = may;
  look.href = pageOf(guest);
  all.onclick = () => checkIn(absent);
  one.onclick = only.onclick = () => checkIn([guest]);
  return party ? { all: say("check_in_all", { n: absent.length }), only: say("only", { name: guest.name }) } : {};
}

// `checkIn` lets in those it is given; a row among the party itself is about one person `alone`.
export function rowOf(door, guest, checkIn, { alone = false } = {}) {
  const row = copy("row");
  const remark = door.remarks(guest);
  row.classList.add(door.stands(guest));
  row.querySelector("[data-open]").href = pageOf(guest);
  row.querySelector(".remark").hidden = !remark;
  put(row, {
    name: guest.name, about: about(door, guest), state: state(door, guest), label: guest.name, remark,
    ...showButtons(row, door, guest, checkIn, alone),
  });
  return row;
}

// Shows guests in a list; the focus stays in the row that has it, also when its button goes.
export function fill(list, door, guests, checkIn, how) {
  const rows = guests.map((guest) => rowOf(door, guest, checkIn, how));
  const before = [...list.children];
  const same = rows.length === before.length
    && rows.every((row, n) => row.isEqualNode(before[n]));
  if (same) return;
  const focused = before.findIndex((row) => row.contains(document.activeElement));
  list.replaceChildren(...rows);
  if (focused >= 0) rows[focused]?.querySelector(".act :not([hidden])")?.focus({ preventScroll: true });
}
