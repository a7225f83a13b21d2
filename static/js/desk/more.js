// Everything else: what needs a look, what waits to be sent, sound, and signing out.

import { fill, rowOf } from "./rows.js";
import { copy, say } from "./words.js";

const part = (id) => document.querySelector(`#${id}`);

export function moreScreen({ door, sync, home }) {
  function showGuests(id, guests) {
    part(id).hidden = !guests.length;
    fill(part(id).querySelector("ul"), door, guests, () => {});
  }

  // Seats are given on the page of the server.
  function showSeatless(guests) {
    part("seatless").hidden = !guests.length;
    part("seatless").querySelector("ul").replaceChildren(...guests.map((guest) => {
      const row = rowOf(door, guest);
      row.querySelector("[data-open]").href = `${home}wie/${guest.code}/?zonder=app`;
      return row;
    }));
  }

  function showRefused(rows) {
    part("refused").hidden = !rows.length;
    part("refused").querySelector("ul").replaceChildren(...rows.map((row) => {
      const line = copy("line");
      const guest = door.guests.get(row.person);
      line.textContent = `${guest?.name || row.given_name || row.person}: ${row.refused}`;
      return line;
    }));
  }

  function show() {
    const { twice, seatless, refused } = door.problems();
    showGuests("twice", twice);
    showSeatless(seatless);
    showRefused(refused);
    part("mute").textContent = say(door.facts.muted ? "sound_on" : "sound_off");
    part("unsent").textContent = part("network").textContent;
  }

  part("mute").onclick = async () => {
    await door.store.keep({ muted: !door.facts.muted });
    await door.load();
  };
  part("send-now").onclick = () => sync.run();
  return { show, open() { show(); part("more-title").focus(); } };
}

// Asks first, and tells what becomes of what was not sent yet.
export function leaveScreen({ door, sync, leave }) {
  function show() {
    const n = door.waiting;
    const offline = sync.connected === false;
    part("leave-how").hidden = !n && !offline;
    if (offline) part("leave-how").textContent = say(n ? "leave_offline" : "leave_offline_idle", { n });
    else part("leave-how").textContent = say("leave_unsent", { n });
  }

  part("leave").onclick = leave;
  return { show, open() { show(); part("leave-title").focus(); } };
}
