// What came of a scan or a tap: a colour, a word, a sentence and a sound, with a way back.

import { play } from "./sound.js";
import { clock, put, say } from "./words.js";

const TWICE = 4_000; // milliseconds in which a second tap is the first one again
const banner = document.querySelector("#result");
const back = document.querySelector("#undo");
const link = banner.querySelector("a");
const [all, only, none] = ["all", "only", "none"].map((whom) => document.querySelector(`#undo-${whom}`));

export function clear() {
  banner.hidden = true;
  back.hidden = all.hidden = only.hidden = none.hidden = true;
}

// After a question was answered its buttons are gone: on to the screen itself.
function focusScreen() {
  document.querySelector("[data-screen]:not([hidden]) h1").focus({ preventScroll: true });
}

// `Fatma and 2 others`
export const withOthers = (name, n) => (n > 0 ? say("with_others", { name, n }) : name);

export class Results {
  constructor(door) {
    this.door = door;
    this.shown = 0; // how often, for who wants to correct a result that still stands
    this.forgetTap();
    this.out = []; // of whom the banner says that they are not in
    door.addEventListener("change", () => this.correct());
  }

  // With what was remarked about whom it is about: this is when somebody needs to know.
  show(kind, sentence, { undo = null, word = kind, people = [], quietly = false } = {}) {
    clear();
    this.shown += 1;
    this.out = [];
    banner.hidden = false;
    banner.firstElementChild.className = `result ${kind}`;
    const remark = people.map((guest) => this.door.remarks(guest)).filter(Boolean).join(" · ");
    put(banner, { word: say(`result_${word}`), sentence, remark });
    link.hidden = true;
    back.hidden = !undo;
    back.onclick = undo;
    if (quietly) return;
    scrollTo(0, 0); // also who tapped far below sees what came of it
    if (kind !== "undone") play(kind, this.door.facts.muted);
  }

  // Without a way back: that would take back what another phone saw; their page offers it.
  already(guest, how = {}) {
    const { by } = this.door.presence(guest);
    const given = { name: guest.name, time: clock(this.door.since(guest)) };
    if (!by) { this.show("already", say("already_since", given), { people: [guest], ...how }); return; }
    const device = by.device || say("this_device");
    this.show("already", say("already_by", { ...given, device }), { people: [guest], ...how });
    this.openTo(guest);
  }

  // Somebody was taken back here, and another phone lets them in: the banner is not true any more.
  correct() {
    if (banner.hidden) return;
    const found = this.out.map((code) => this.door.guest(code)).filter(Boolean);
    const back = found.find((guest) => this.door.presence(guest).by?.device);
    if (back) this.already(back, { quietly: true });
  }

  // Who is scanned after a tap is no second tap.
  forgetTap() {
    this.letIn = { codes: new Set(), at: 0 };
  }

  // Whether a tap a moment ago let these in: what the banner says of that stands.
  justIn(guests) {
    const { codes, at } = this.letIn;
    return Date.now() - at < TWICE && guests.every(({ code }) => codes.has(code));
  }

  // Why somebody is not let in, each in a word of its own; with a way to the page of who it is.
  refuse(why, guest = null) {
    this.show("refused", say(`refused_${why}`, { name: guest?.name }), { word: why, people: guest ? [guest] : [] });
    if (guest) this.openTo(guest);
  }

  openTo(guest) {
    link.hidden = false;
    link.href = `#wie/${encodeURIComponent(guest.code)}`;
  }

  // Somebody of a party was scanned: nobody is in yet.
  meetParty(guest, absent) {
    const names = absent.map((one) => one.name).join(", ");
    this.show("look", say("party_of", { n: absent.length, names }), { people: absent });
  }

  // Lets people in who may, and says what came of it. True when somebody is in now who was not.
  async checkIn(guests, way) {
    const [first] = guests;
    const stands = this.door.stands(first);
    const twice = this.justIn(guests);
    if (guests.length === 1 && stands === "in") return twice && !banner.hidden ? false : this.already(first);
    if (guests.length === 1 && !this.door.mayEnter(first)) return this.refuse(stands, first);
    if (!twice) this.letIn = { codes: new Set(guests.map(({ code }) => code)), at: Date.now() };
    const count = await this.kept(() => this.door.checkIn(guests, way));
    if (!count) return count === 0 && !twice && this.already(first);
    const sentence = say(guests.length > 1 ? "came_in_together" : "came_in", { name: first.name, n: count });
    this.show("in", sentence, { undo: () => this.undo(...guests), people: guests });
    return true;
  }

  async letInAnyway(guests, reason) {
    const [first] = guests;
    const count = await this.kept(() => this.door.checkIn(guests, "search", reason));
    const sentence = withOthers(first.name, guests.length - 1);
    if (count) this.show("in", sentence, { undo: () => this.undo(...guests), people: guests });
  }

  walkedIn(guest) {
    this.show("in", withOthers(guest.name, guest.people - 1), { undo: () => this.undo(guest) });
  }

  // At once, unless more people go out than were let in by the tap that is taken back.
  async undo(...before) {
    const guests = before.map(({ code }) => this.door.guest(code)).filter(Boolean);
    if (guests.length === 1 && this.door.along(guests[0])) this.askUndo(guests[0]);
    else await this.takeBack(guests);
  }

  // Who came along with a walk-in that was not sent yet cannot be told apart from them.
  askUndo(guest) {
    const n = this.door.along(guest) + 1;
    this.show("look", say("undo_several", { name: withOthers(guest.name, n - 1) }));
    all.hidden = none.hidden = false;
    only.hidden = Boolean(guest.people);
    all.textContent = say("all", { n });
    only.textContent = say("only", { name: guest.name });
    all.onclick = () => this.takeBack([guest]).then(focusScreen);
    only.onclick = () => this.takeBack([guest], { alone: true }).then(focusScreen);
    none.onclick = () => { clear(); focusScreen(); };
    all.focus({ preventScroll: true });
  }

  async takeBack(before, { alone = false } = {}) {
    const guests = before.map(({ code }) => this.door.guest(code)).filter(Boolean);
    const along = guests.map((guest) => (alone ? 0 : this.door.along(guest)));
    for (const guest of guests) await this.kept(() => this.door.undo(guest, { alone }));
    const name = guests.map((guest, n) => withOthers(guest.name, along[n])).join(", ");
    const several = guests.length > 1 || along.some(Boolean);
    this.forgetTap();
    this.show("undone", say(several ? "taken_back_several" : "taken_back", { name }));
    this.out = guests.map(({ code }) => code);
    this.correct();
  }

  // Nothing is promised that is not on disk: when the phone is full, it says so.
  async kept(work) {
    try {
      return await work();
    } catch (problem) {
      this.refuse("full");
      throw problem;
    }
  }
}
