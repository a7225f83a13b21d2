// Guests as large rows: who, what else tells them apart, how they stand, and one button.

import { clock, copy, put, say } from "./words.js";

// `Ronde 1: tafel 2. Lokale economie`, as far as there is a round and a table.
function seatOf({ round, number, title }) {
  const seat = number ? say("table", { number, title }) : title;
  return round ? `${round}: ${seat}` : seat;
}

export function about(door, guest) {
  const lead = guest.lead && door.guests.get(guest.lead);
  const others = door.party(guest).length - 1;
  return [
    others && !lead ? say("party", { n: others }) : "",
    guest.organisation, guest.role, lead ? say("with", { name: lead.name }) : "",
    ...guest.places.map(seatOf),
  ].filter(Boolean).join(" · ");
}

export function state(door, guest) {
  const since = door.stands(guest) === "in" && door.since(guest);
  return since ? say("stands_in_since", { time: clock(since) }) : say(`stands_${door.stands(guest)}`);
}

export function rowOf(door, guest, checkIn) {
  const row = copy("row");
  const button = row.querySelector("[data-in]");
  row.classList.add(door.stands(guest));
  put(row, { name: guest.name, about: about(door, guest), state: state(door, guest), label: guest.name });
  row.querySelector("[data-open]").href = `#wie/${encodeURIComponent(guest.code)}`;
  button.hidden = !door.mayEnter(guest);
  button.onclick = () => checkIn(guest);
  return row;
}

// Shows guests in a list; a row that did not change stays, with the focus that it may have.
export function fill(list, door, guests, checkIn) {
  const rows = guests.map((guest) => rowOf(door, guest, checkIn));
  const before = [...list.children];
  const same = rows.length === before.length
    && rows.every((row, n) => row.isEqualNode(before[n]));
  if (!same) list.replaceChildren(...rows);
}
