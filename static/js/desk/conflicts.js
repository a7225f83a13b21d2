// What somebody has to look at, once all that doors noted is put together: in at two doors, in
// without a seat, and what the server could not keep. The team sees the same in the workspace.

import { HOLDS_SEAT } from "./door.js";

// The acts of coming in that stand: at the door, or else wherever a host noted them.
function standing(door, guest) {
  const here = door.presence(guest).standing;
  if (here.length) return here;
  return [...door.presences].filter(([where]) => where.startsWith(`${guest.code} `)).flatMap(([, one]) => one.standing);
}

function problem(door, guest, acts) {
  if (HOLDS_SEAT.has(guest.status)) {
    if (door.presence(guest).again.length) return "twice";
    return guest.too_few ? "crowded" : "";
  }
  if (acts.every(({ waiting, text }) => waiting && text)) return ""; // the server gives the seat
  return guest.status === "waiting" ? "waiting" : "cancelled";
}

function ofGuest(door, guest) {
  const acts = standing(door, guest);
  const kind = problem(door, guest, acts);
  return kind && { id: [kind, ...acts.map(({ key }) => key)].join(" "), kind, guest, acts };
}

function ofRefused(door, row) {
  const guest = door.guest(row.person);
  const name = guest?.name || [row.given_name, row.infix, row.family_name].filter(Boolean).join(" ") || row.person;
  return { id: `refused ${row.key}`, kind: "refused", guest, name, acts: [row], why: row.refused };
}

// The one that began first comes first.
export function conflicts(door) {
  const inside = [...door.inside].map((code) => door.guests.get(code)).filter(Boolean);
  return [
    ...inside.map((guest) => ofGuest(door, guest)).filter(Boolean),
    ...door.refused.map((row) => ofRefused(door, row)),
  ].sort((one, other) => Date.parse(one.acts[0].at) - Date.parse(other.acts[0].at));
}
