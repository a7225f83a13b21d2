// What to look at, in words: a line on top of every screen, and a list of who, what and when. Each
// can be put aside on this phone; something new about the same person shows again.

import { conflicts } from "./conflicts.js";
import { withOthers } from "./result.js";
import { clock, copy, put, say } from "./words.js";

const line = document.querySelector("#notices");
const part = (id) => document.querySelector(`#${id}`);

// Whether the team said that it is right as it was noted until then.
function settled(door, { kind, guest, acts }) {
  return (door.facts.seen || []).some(([code, problem, last]) => code === guest?.code
    && problem === kind && acts.every(({ id }) => id && id <= last));
}

const unsettled = (door) => conflicts(door).filter((one) => !settled(door, one));

// Those that were not put aside here either.
const open = (door) => unsettled(door).filter(({ id }) => !(door.facts.aside || []).includes(id));

export function showNotices(door) {
  const n = open(door).length;
  line.hidden = !n;
  line.firstElementChild.textContent = n ? say("notices", { n }) : "";
}

function times(acts) {
  return acts.map((act) => `${clock(act.at)} ${act.device || say("this_device")}`).join(", ");
}

export function noticesScreen({ door, home }) {
  const list = part("notices-list");
  const title = part("notices-title");

  const keep = (ids) => door.store.keep({ aside: ids }).then(() => door.load());

  async function putAside(id) {
    const at = [...list.children].findIndex((row) => row.dataset.id === id);
    await keep([...(door.facts.aside || []), id]);
    (list.children[Math.min(at, list.children.length - 1)]?.querySelector("button") || title).focus();
  }

  // Of too many people it is told what there were too few of.
  const about = (kind, guest) => (kind === "crowded" ? say(`notice_crowded_${guest.too_few}`, { role: guest.role }) : say(`notice_${kind}`));

  function rowOf({ id, kind, guest, name, acts, why }) {
    const row = copy("notice");
    const [person, seat] = row.querySelectorAll("a");
    const reason = acts.find(({ text }) => text)?.text;
    row.dataset.id = id;
    const [{ people = 1 }] = acts; // of a walk-in that was refused
    const who = withOthers(guest?.name || name, kind === "crowded" ? door.along(guest) : people - 1);
    put(row, {
      name: who, label: who, why: why || about(kind, guest), times: times(acts),
      reason: reason && say("notice_reason", { reason }),
    });
    if (guest) person.href = `#wie/${encodeURIComponent(guest.code)}`;
    else person.removeAttribute("href");
    seat.hidden = !["waiting", "cancelled"].includes(kind);
    if (guest) seat.href = `${home}wie/${guest.code}/?zonder=app#who`;
    row.querySelector("button").onclick = () => putAside(id);
    return row;
  }

  function show() {
    const shown = open(door);
    const aside = unsettled(door).length - shown.length;
    const same = [...list.children].map((row) => row.dataset.id).join() === shown.map(({ id }) => id).join();
    if (!same) list.replaceChildren(...shown.map(rowOf));
    part("notices-none").hidden = shown.length > 0;
    part("notices-again").hidden = !aside;
    part("notices-again").textContent = say("notices_again", { n: aside });
  }

  part("notices-again").onclick = () => keep([]).then(() => title.focus());
  return { show, open() { list.replaceChildren(); show(); title.focus(); } };
}
