// One person: how they stand, one large button, their party, remarks.

import { clear } from "./result.js";
import { about, fill, state } from "./rows.js";
import { clock, copy, put, say } from "./words.js";

const screen = document.querySelector("#person");
const part = (name) => screen.querySelector(`[data-do="${name}"]`);

export function personScreen({ door, results }) {
  let code = "";
  let byScan = "";
  let way = "search";
  const guest = () => door.guest(code);
  const checkIn = (people) => results.checkIn(people, way);

  function showButtons(one) {
    const n = door.absent(one).length;
    const may = door.mayEnter(one);
    const party = may && n > 1;
    part("all").hidden = may ? n < 2 : !n;
    part("all").textContent = say(may ? "check_in_all" : "check_in_rest", { n });
    part("in").hidden = !may;
    part("in").textContent = party ? say("only", { name: one.name }) : say("check_in");
    part("in").classList.toggle("second", party);
    part("undo").hidden = !door.presence(one).by;
    showBeforeUndoing(door.presence(one).standing);
    showAnyway(one);
  }

  // Walk-ins who were taken back together come in again together, or alone.
  function showAnyway(one) {
    const n = door.comingBack(one).length;
    part("anyway").hidden = !["waiting", "cancelled"].includes(door.stands(one));
    part("anyway-all").textContent = n > 1 ? say("let_in_all", { n }) : say("let_in_anyway");
    part("anyway-only").hidden = n < 2;
    part("anyway-only").textContent = say("only", { name: one.name });
  }

  // Undoing also takes back what other devices noted: that is said before.
  function showBeforeUndoing(standing) {
    const devices = [...new Set(standing.map(({ device }) => device))].filter(Boolean).sort();
    const mine = standing.some(({ device }) => !device);
    const sentence = screen.querySelector("#before-undoing");
    sentence.hidden = !devices.length;
    sentence.textContent = devices.length
      ? say(mine ? "let_in_also_by" : "let_in_by", { devices: devices.join(", ") }) : "";
  }

  function showParty(one) {
    const others = door.party(one).filter((other) => other !== one);
    const section = screen.querySelector("[data-party]");
    section.hidden = !others.length;
    fill(section.querySelector("ul"), door, others, checkIn, { alone: true });
  }

  function showNotes(one) {
    const list = screen.querySelector("[data-notes]");
    list.replaceChildren(...door.presence(one).notes.map((note) => {
      const line = copy("line");
      line.textContent = `${clock(note.at)} ${note.text}`;
      return line;
    }));
  }

  function show() {
    const one = guest();
    if (!one) return;
    put(screen, { name: one.name, about: about(door, one, { alone: true }) });
    const standing = screen.querySelector(".stands");
    standing.textContent = state(door, one);
    standing.className = `stands ${door.stands(one)}`;
    showButtons(one);
    showParty(one);
    showNotes(one);
  }

  // What was typed about one person is never kept with another.
  function empty() {
    part("anyway").reset();
    part("remark").reset();
    screen.querySelector("#why-error").hidden = true;
    part("anyway").elements.reason.removeAttribute("aria-invalid");
  }

  part("in").onclick = () => checkIn([guest()]);
  part("all").onclick = () => checkIn(door.absent(guest()));
  part("undo").onclick = () => results.undo(guest());
  part("anyway").addEventListener("submit", async (event) => {
    event.preventDefault();
    const field = event.target.elements.reason;
    const error = screen.querySelector("#why-error");
    error.hidden = Boolean(field.value.trim());
    error.textContent = say("reason_missing");
    field.setAttribute("aria-invalid", String(!error.hidden));
    if (!error.hidden) { field.focus(); return; }
    const only = event.submitter === part("anyway-only");
    await results.letInAnyway(only ? [guest()] : door.comingBack(guest()), field.value.trim());
    field.value = "";
  });
  part("remark").addEventListener("submit", async (event) => {
    event.preventDefault();
    const field = event.target.elements.text;
    if (!field.value.trim()) return;
    await results.kept(() => door.remark(guest(), field.value.trim()));
    field.value = "";
  });
  return {
    show,
    open(chosen) {
      if (chosen !== code) empty();
      way = chosen === byScan ? "scan" : "search";
      code = chosen;
      show();
      if (!guest()) { clear(); results.refuse("unknown"); }
      screen.querySelector("h1").focus();
    },
    // Whoever is checked in with this person counts as scanned.
    scanned(one) { byScan = one.code; },
  };
}
