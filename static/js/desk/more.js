// Everything else: what waits to be sent, sound, and signing out.

import { say } from "./words.js";

const part = (id) => document.querySelector(`#${id}`);

export function moreScreen({ door, sync }) {
  function show() {
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
