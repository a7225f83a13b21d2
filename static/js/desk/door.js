// Guests and how they stand at the door, as far as this phone knows; and what can be noted there.

import { merged, spot } from "./merging.js";
import { folded, found, lookup } from "./search.js";

export const HOLDS_SEAT = new Set(["pending", "offered", "confirmed", "attended"]);
const UNSURE = new Set(["pending", "offered"]);
const OUTSIDE = { since: null, by: null, again: [], standing: [], notes: [], takenBack: 0 };
const MISREAD = /[^0-9a-z-]/g;

// As the server sorts: the family name, the infix, the given name.
function sortName({ given_name: given, infix, family_name: family }) {
  return (family ? [family, infix, given] : [given, infix, ""]).map((part) => folded(part || "")).join("\t");
}

function asGuest(walkIn) {
  const parts = [walkIn.given_name, walkIn.infix, walkIn.family_name];
  return {
    code: walkIn.key, ticket: "", name: parts.filter(Boolean).join(" "), organisation: "", role: "",
    sort: sortName(walkIn), lead: "", status: "confirmed", places: [], tags: [],
    people: walkIn.people, unsent: true,
  };
}

function asAct(walkIn) {
  const { key, at, counter } = walkIn;
  return { key, person: key, place: "", kind: "in", at, counter, device: "", way: "walk_in", mine: 1 };
}

// Since when everybody is in who is in anywhere, by code.
function arrivals(presences) {
  const first = new Map();
  for (const [where, { since }] of presences) {
    const [code] = where.split(" ");
    const earlier = first.get(code);
    if (since && !(Date.parse(earlier) <= Date.parse(since))) first.set(code, since);
  }
  return first;
}

export class Door extends EventTarget {
  constructor(store) {
    super();
    this.store = store;
    store.channel.onmessage = ({ data }) => (data === "erased" ? this.tell("erased") : this.load());
  }

  tell(word) {
    this.dispatchEvent(new Event(word));
  }

  async load() {
    const { facts, guests, acts, walkIns } = await this.store.all();
    const listed = new Set(guests.map((guest) => guest.code));
    const here = walkIns.filter((walkIn) => !walkIn.refused && !listed.has(walkIn.code));
    this.codes = new Map(walkIns.filter(({ code }) => listed.has(code)).map(({ key, code }) => [key, code]));
    this.unlisted = here;
    const known = acts.filter((act) => !act.refused)
      .map((act) => ({ ...act, person: this.codes.get(act.person) || act.person, device: act.mine || act.device === facts.device ? "" : act.device }));
    this.facts = facts;
    const all = [...guests, ...here.map(asGuest)].sort((one, other) => (one.sort < other.sort ? -1 : 1));
    this.guests = new Map(all.map((guest) => [guest.code, guest]));
    this.presences = merged([...here.map(asAct), ...known]);
    this.arrivals = arrivals(this.presences);
    this.inside = new Set([...this.presences].filter(([, one]) => one.by).map(([key]) => key.split(" ")[0]));
    this.lookups = [...this.guests.values()].map(lookup);
    this.refused = [...acts, ...walkIns].filter((row) => row.refused);
    this.waiting = acts.filter((act) => act.waiting).length + walkIns.filter((one) => one.waiting).length;
    this.tell("change");
  }

  // Moments by the clock of the server, also when the clock of this phone is wrong.
  now() {
    return new Date(Date.now() + (this.facts.offset || 0)).toISOString();
  }

  find(query) {
    return found(query, this.lookups);
  }

  // The code of whoever has this ticket; scanners set up for another keyboard change its case.
  ofTicket(ticket) {
    const read = ticket.toLowerCase().replace(MISREAD, "");
    return [...this.guests.values()].find((guest) => guest.ticket && guest.ticket.toLowerCase() === read);
  }

  // Somebody by their code, or by the key under which they walked in here.
  guest(code) {
    return this.guests.get(this.codes.get(code) || code);
  }

  presence(guest) {
    return this.presences.get(spot(guest.code)) || OUTSIDE;
  }

  // One word for how somebody stands here: in, expected, unsure, waiting or cancelled.
  stands(guest) {
    if (this.presence(guest).by) return "in";
    if (this.inside.has(guest.code) && HOLDS_SEAT.has(guest.status)) return "in";
    if (UNSURE.has(guest.status)) return "unsure";
    return HOLDS_SEAT.has(guest.status) ? "expected" : guest.status;
  }

  // Since when somebody is in, noted at the door or by the host of a session or table.
  since(guest) {
    return this.presence(guest).since || this.arrivals.get(guest.code) || null;
  }

  mayEnter(guest) {
    return ["expected", "unsure"].includes(this.stands(guest));
  }

  // Everybody who signed up together, who did so first.
  party(guest) {
    const lead = guest.lead || guest.code;
    const all = [...this.guests.values()].filter((one) => one.code === lead || one.lead === lead);
    return all.filter((one) => one.status !== "cancelled" || one === guest || one.released)
      .sort((one, other) => Number(other.code === lead) - Number(one.code === lead) || (one.along || 0) - (other.along || 0));
  }

  // Of a party: who may come in, and is not.
  absent(guest) {
    return this.party(guest).filter((one) => this.mayEnter(one));
  }

  // Whom to let in again together: of walk-ins everybody who was taken back.
  comingBack(guest) {
    if (!guest.released) return [guest];
    return this.party(guest).filter((one) => one.released && this.stands(one) === "cancelled");
  }

  remarks(guest) {
    return this.presence(guest).notes.map(({ text }) => text).join(" · ");
  }

  // How many may still walk in with this role; null where it has no seats of its own.
  freeIn(role) {
    const { free = null } = (this.facts.roles || []).find(({ id }) => id === role) || {};
    const came = this.unlisted.filter((one) => one.role === role);
    return free === null ? null : Math.max(free - came.reduce((sum, one) => sum + one.people, 0), 0);
  }

  counts() {
    const all = [...this.guests.values()];
    const seated = all.filter((guest) => HOLDS_SEAT.has(guest.status));
    const people = (guests) => guests.reduce((sum, guest) => sum + (guest.people || 1), 0);
    const { free = null } = this.facts;
    return {
      inside: people(all.filter((guest) => this.inside.has(guest.code))),
      expected: people(seated),
      free: free === null ? null : Math.max(free - people(all.filter((guest) => guest.unsent)), 0),
    };
  }

  async note(drafts) {
    const added = await this.store.note(drafts, this.now());
    await this.load();
    this.tell("noted");
    return added;
  }

  // Lets people in and answers for how many that was new.
  async checkIn(guests, way, text = "") {
    const drafts = guests.map((guest) => ({ kind: "in", person: guest.code, way, text }));
    return (await this.note(drafts)).length;
  }

  // Takes somebody back, and unless `alone` those with whom they walked in at once.
  async undo(guest, { alone = false } = {}) {
    const { standing } = this.presence(guest);
    const drafts = standing.map((act) => ({ kind: "undo", person: guest.code, undoes: act.key, alone }));
    const walkedIn = !alone && standing.some((act) => act.way === "walk_in");
    await this.note([...drafts, ...(walkedIn ? this.undoingCompanions(guest) : [])]);
  }

  // How many others are taken back with somebody: those with whom they walked in at once.
  along(guest) {
    if (guest.people) return guest.people - 1;
    const walkedIn = this.presence(guest).standing.some((act) => act.way === "walk_in");
    return walkedIn ? new Set(this.undoingCompanions(guest).map(({ person }) => person)).size : 0;
  }

  // One tap let in everybody who walked in together, so one takes all of them back.
  undoingCompanions(lead) {
    return this.party(lead).filter((one) => one.lead === lead.code)
      .flatMap((one) => this.presence(one).standing)
      .filter((act) => act.way === "walk_in")
      .map((act) => ({ kind: "undo", person: act.person, undoes: act.key }));
  }

  async remark(guest, text) {
    await this.note([{ kind: "note", person: guest.code, text }]);
  }

  // The same key again adds nothing.
  async walkIn(draft) {
    const walkIn = await this.store.walkIn(draft, this.now());
    await this.load();
    this.tell("noted");
    return this.guests.get(walkIn.key);
  }
}
