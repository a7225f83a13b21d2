// Somebody who comes without having signed up: a name and how many, within the seats that this
// phone knows to be free; more for a reason.

import { clear } from "./result.js";
import { say } from "./words.js";

const MOST = 30; // people who walk in together
const form = document.querySelector("#walk-in");

function tell(field, sentence) {
  const error = document.querySelector(`#${field.id}-error`);
  error.textContent = sentence;
  error.hidden = !sentence;
  field.setAttribute("aria-invalid", String(Boolean(sentence)));
  return sentence ? field : null;
}

export function walkInScreen({ door, results }) {
  const fields = form.elements;
  let key = crypto.randomUUID();

  const people = () => Number(fields.people.value);
  const role = () => (fields.role.value ? Number(fields.role.value) : null);
  // Seats for who walks in with this role, of the hall and of the role; null without a limit.
  const left = () => {
    const limits = [door.counts().free, door.freeIn(role())].filter((free) => free !== null);
    return limits.length ? Math.min(...limits) : null;
  };
  const full = () => left() !== null && people() > left();

  function showRoles() {
    const roles = door.facts.roles || [];
    form.querySelector("[data-roles]").hidden = !roles.length;
    if (fields.role.length === roles.length + 1) return;
    const none = new Option(say("choose_role"), "");
    fields.role.replaceChildren(none, ...roles.map((role) => new Option(role.name, role.id)));
  }

  function show() {
    const free = left();
    const seats = document.querySelector("#seats-free");
    if (free === null) seats.textContent = say("no_limit");
    else seats.textContent = free ? say("free", { n: free }) : say("free_none");
    const { seats: all, added } = door.facts;
    if (added) seats.textContent += ` ${say("seats_added", { n: added, seats: all })}`;
    seats.classList.toggle("desk-full", full());
    form.querySelector("[data-reason]").hidden = !full();
    showRoles();
  }

  function firstWrong() {
    const named = fields.given_name.value.trim() || fields.family_name.value.trim();
    const right = Number.isInteger(people()) && people() >= 1 && people() <= MOST;
    return [
      tell(fields.given_name, named ? "" : say("name_missing")),
      tell(fields.people, right ? "" : say("people_wrong")),
      tell(fields.role, fields.role.length > 1 && !fields.role.value ? say("role_missing") : ""),
      tell(fields.reason, full() && !fields.reason.value.trim() ? say("reason_missing") : ""),
    ].find(Boolean);
  }

  function draft() {
    const text = (name) => fields[name].value.trim();
    return {
      key, given_name: text("given_name"), infix: text("infix"), family_name: text("family_name"),
      people: people(), role: role(),
      reason: full() ? text("reason") : "",
    };
  }

  fields.people.addEventListener("input", show);
  fields.role.addEventListener("change", show);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const wrong = firstWrong();
    if (wrong) { clear(); show(); wrong.focus(); return; }
    const guest = await results.kept(() => door.walkIn(draft()));
    key = crypto.randomUUID();
    form.reset();
    results.walkedIn(guest);
    location.hash = "#zoek";
  });
  return {
    show,
    open() {
      show();
      fields.given_name.focus();
    },
  };
}
