// The desk as an app: which screen shows, the line about the network, the numbers, and what a
// scanned code leads to. Everything that people see is in the page; this fills it in.

import { scanScreen } from "./camera.js";
import { Door } from "./door.js";
import { searchScreen } from "./finding.js";
import { showGone } from "./gone.js";
import { leaveScreen, moreScreen } from "./more.js";
import { noticesScreen, showNotices } from "./notices.js";
import { personScreen } from "./person.js";
import { able, forget, offerInstalling, prepare } from "./phone.js";
import { clear, Results } from "./result.js";
import { canScan, listenToScanners, read } from "./scan.js";
import { awaken } from "./sound.js";
import { eraseOthers, over, storeOf } from "./store.js";
import { Sync } from "./sync.js";
import { walkInScreen } from "./walk_in.js";
import { put, say } from "./words.js";

const page = document.querySelector("#desk");
const at = page.dataset;
const START = "zoek";

class App {
  constructor(store) {
    this.store = store;
    this.door = new Door(store);
    this.sync = new Sync(store, { list: at.list, send: at.send, elsewhere: at.elsewhere });
    this.results = new Results(this.door);
    this.here = "laden";
    const scanned = this.scanned.bind(this);
    const parts = { door: this.door, results: this.results, sync: this.sync, scanned,
      home: at.home, leave: () => this.leave() };
    this.screens = {
      zoek: searchScreen(parts), scan: scanScreen(parts), wie: personScreen(parts),
      binnenloper: walkInScreen(parts), meer: moreScreen(parts), meldingen: noticesScreen(parts), afmelden: leaveScreen(parts),
    };
  }

  async start() {
    await this.door.load();
    if (over(this.door.facts.event)) return this.wipe("over");
    this.leaves = Boolean(this.door.facts.leaving);
    this.listen();
    this.show();
    this.sync.run();
    document.querySelector("[data-camera]").hidden = !(await canScan());
  }

  listen() {
    addEventListener("hashchange", () => this.go());
    addEventListener("click", ({ target }) => { if (target.closest("a[href^='#']")) clear(); });
    addEventListener("pointerdown", awaken);
    addEventListener("keydown", awaken);
    listenToScanners((text) => this.scanned(text));
    navigator.serviceWorker.ready.then(() => { this.prepared = true; this.show(); });
    this.door.addEventListener("change", () => this.show());
    this.door.addEventListener("noted", () => this.sync.soon());
    this.door.addEventListener("erased", () => this.gone("left"));
    this.sync.addEventListener("news", () => (this.here !== "weg" || this.leaves) && this.door.load());
    this.sync.addEventListener("connection", () => this.show());
    this.sync.addEventListener("gone", () => this.wipe(this.leaves ? "left" : "stopped"));
    this.sync.addEventListener("left", () => this.wipe("left"));
    this.sync.addEventListener("unknown", () => this.unknown());
  }

  ready() {
    return this.door.facts.version !== undefined;
  }

  show() {
    if (this.leaves) { this.gone("leaving"); return; }
    if (this.here === "weg" || !this.ready()) return;
    for (const part of document.querySelectorAll("[data-with-list]")) part.hidden = false;
    this.showNumbers();
    this.showNetwork();
    document.querySelector("#early").hidden = Date.now() >= Date.parse(at.opens);
    showNotices(this.door);
    if (this.here === "laden") this.go();
    else this.screens[this.here].show();
  }

  showNumbers() {
    const { inside, expected, free } = this.door.counts();
    put(document.body, {
      inside: String(inside), expected: String(expected), free: free === null ? "" : String(free),
    });
    page.querySelector("[data-free]").hidden = free === null;
  }

  showNetwork() {
    const line = document.querySelector("#network");
    const offline = this.sync.connected === false;
    const words = this.network(offline, this.door.waiting);
    if (line.textContent !== words) line.textContent = words;
    line.classList.toggle("offline", offline);
    document.querySelector("#let-in").hidden = !this.sync.unknown;
  }

  // Plainly what stands with the network; a phone is ready once it could open without.
  network(offline, n) {
    if (this.sync.unknown) return say("unknown", { n });
    if (offline) return say(n ? "offline" : "offline_idle", { n });
    if (n) return say("sending", { n });
    return say(this.prepared ? "sent" : "preparing");
  }

  // To the screen that the address names.
  go() {
    if (this.here === "weg") return;
    const [name, code = ""] = (location.hash.slice(1) || this.fromPath()).split("/");
    const next = name in this.screens ? name : START;
    this.screens[this.here]?.close?.();
    this.turnTo(next);
    this.screens[next].open(decodeURIComponent(code));
  }

  turnTo(name) {
    this.here = name;
    for (const screen of page.querySelectorAll("[data-screen]")) screen.hidden = screen.dataset.screen !== name;
    for (const link of document.querySelectorAll(".desk-head nav a")) {
      if (link.hash === `#${name}`) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    scrollTo(0, 0);
  }

  // Without network this page stands in for the others of the desk: what was asked for?
  fromPath() {
    const [what, which] = location.pathname.slice(at.home.length).split("/");
    if (what === "in") setTimeout(() => this.scanned(decodeURIComponent(which)));
    if (what === "wie") return `wie/${which}`;
    return what === "binnenloper" || what === "afmelden" ? what : START;
  }

  // What a code leads to. Answers whether it was one.
  scanned(text, { quietly = false } = {}) {
    if (this.here === "weg") return false;
    const code = read(text);
    if (!code || !this.ready()) {
      if (!quietly) this.results.refuse("unknown");
      return false;
    }
    const guest = this.door.ofTicket(code.ticket);
    if (guest) this.meet(guest);
    else this.refuse(code);
    return true;
  }

  // A bare ticket does not say which gathering it is of; the server does, when there is network.
  async refuse({ slug, ticket }) {
    const other = slug && slug !== at.slug;
    this.results.refuse(other ? "other_event" : "unknown");
    if (other || !this.sync.connected) return;
    const { shown } = this.results;
    const elsewhere = await this.sync.isOfElsewhere(ticket).catch(() => false);
    if (elsewhere && this.results.shown === shown) this.results.refuse("other_event");
  }

  async meet(guest) {
    const absent = this.door.absent(guest);
    this.screens.zoek.empty();
    clear();
    if (absent.length > 1 && absent.includes(guest)) {
      this.turnToGuest(guest);
      this.results.meetParty(guest, absent);
      return;
    }
    if (this.here === "wie") this.turnToGuest(guest);
    this.results.forgetTap();
    await this.results.checkIn([guest], "scan");
  }

  // The page of whoever was scanned: never the result of one beside the name of another.
  turnToGuest(guest) {
    const address = `#wie/${encodeURIComponent(guest.code)}`;
    this.screens.wie.scanned(guest);
    if (this.here === "wie" && location.hash === address) this.go();
    else location.hash = address;
  }

  // Erases the list at once; what was not sent, and that this phone leaves, waits for the network.
  async leave() {
    this.leaves = true;
    await this.store.leave();
    await this.door.load();
    this.sync.run();
  }

  // The server does not know this phone: whoever lets it in again has what waits sent.
  async unknown() {
    if (!this.door.waiting) { await this.wipe(this.leaves ? "left" : "stopped"); return; }
    if (!this.leaves) { this.show(); return; }
    this.leaves = false; // there is nothing to leave any more
    await this.store.keep({ leaving: 0 });
    this.gone("unknown");
  }

  async wipe(why) {
    this.sync.stop();
    await this.store.erase();
    await forget(at.home);
    this.gone(why);
  }

  gone(why) {
    if (why !== "leaving") this.sync.stop();
    this.turnTo("weg");
    showGone(why, this.door.waiting);
  }
}

async function start() {
  if (!able()) { location.replace(`${at.home}?zonder=app`); return; }
  offerInstalling(document.querySelector("#install"));
  prepare(at.worker, at.home);
  await eraseOthers(at.slug);
  await new App(await storeOf(at.slug)).start();
}

start();
