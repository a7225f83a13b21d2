// Sends what waits, takes in what others noted, and fetches the list again when it changed.
//
// One tab at a time does so. Without network it tries again, ever less often, and at once when the
// network is back. Sending twice does no harm: the server knows each note by its key. When the
// server says that this device was stopped, everything here is erased. A phone that was signed
// out sends what waits, and then that it leaves.

const PATIENCE = 20_000; // milliseconds for one answer
const REST = 10_000; // between two looks for news
const FIRST_WAIT = 2_000;
const LONGEST_WAIT = 30_000;
const MOST = 400; // notes at a time; the server takes 500 together with walk-ins
const MOST_WALK_INS = 50;

class Gone extends Error {}
class Unknown extends Error {}
class Stale extends Error {}

async function asked(address, options = {}) {
  const from = Date.now();
  const answer = await fetch(address, {
    credentials: "same-origin", cache: "no-store", redirect: "error",
    signal: AbortSignal.timeout(PATIENCE), ...options,
  });
  if (answer.status === 401) {
    const { reason } = await answer.json();
    throw reason === "unknown" ? new Unknown() : new Gone();
  }
  if (answer.status === 403) throw new Stale();
  if (!answer.ok) throw new Error(`${answer.status}`);
  const told = await answer.json();
  return { told, offset: Date.parse(told.now) - (from + Date.now()) / 2 };
}

export class Sync extends EventTarget {
  constructor(store, addresses) {
    super();
    Object.assign(this, { store, addresses, connected: null, wait: FIRST_WAIT, timer: 0, stopped: false, unknown: false });
    addEventListener("online", () => this.soon());
    addEventListener("offline", () => this.is(false));
    document.addEventListener("visibilitychange", () => document.hidden || this.soon());
  }

  is(connected) {
    if (this.connected === connected) return;
    this.connected = connected;
    this.dispatchEvent(new Event("connection"));
  }

  soon(after = 0) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.run(), after);
  }

  // From here on nothing is asked any more, and no answer counts.
  stop() {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  // One exchange with the server.
  async run() {
    clearTimeout(this.timer);
    if (this.stopped) return;
    try {
      await alone(`festival-desk-sync:${this.store.slug}`, () => this.exchange());
      this.wait = FIRST_WAIT;
      this.unknown = false;
      this.is(true);
      this.soon(document.hidden ? LONGEST_WAIT : REST);
    } catch (problem) {
      if (this.stopped) return;
      if (problem instanceof Gone) this.dispatchEvent(new Event("gone"));
      else this.later(problem instanceof Unknown);
    }
  }

  // Without network: again after a while, which gets longer each time. So too when the browser lost
  // what the server knows it by: once it is let in again, what waits is sent.
  later(unknown) {
    this.unknown = unknown;
    if (unknown) this.dispatchEvent(new Event("unknown"));
    this.is(false);
    this.soon(this.wait * (0.75 + Math.random() / 2));
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
  }

  async exchange() {
    if (this.stopped) return; // meanwhile, waiting for its turn
    const leaves = await this.store.fact("leaving");
    if (!leaves && !(await this.store.fact("version"))) await this.fetchList();
    let more = true;
    while (more) more = await this.send();
    if (leaves) await this.leave();
  }

  async leave() {
    await this.post({ acts: [], walk_ins: [], last: await this.store.fact("last"), leaves: true });
    this.stop();
    this.dispatchEvent(new Event("left"));
  }

  async fetchList() {
    const { told, offset } = await asked(this.addresses.list);
    await this.store.keep({ offset });
    await this.store.replace(told);
    this.dispatchEvent(new Event("news"));
  }

  // Whether a ticket that is not on the list is of another gathering.
  async isOfElsewhere(ticket) {
    const { told } = await asked(this.addresses.elsewhere, {
      method: "POST",
      headers: { "X-CSRFToken": await this.store.fact("csrf") },
      body: new URLSearchParams({ ticket }),
    });
    return told.elsewhere;
  }

  // Sends one load and answers whether there is more.
  async send() {
    const { acts, walkIns, ready } = await this.load();
    const [last, version] = [await this.store.fact("last"), await this.store.fact("version")];
    const answer = await this.post({ acts: ready.map(bare), walk_ins: walkIns.map(bare), last, version });
    await this.store.take(answer);
    this.dispatchEvent(new Event("news"));
    if (await this.store.wantsList(answer.version)) await this.fetchList();
    const now = new Date(Date.now() + ((await this.store.fact("offset")) || 0)).toISOString();
    if (await this.store.followUndone(now)) return true;
    return acts.length === MOST || (walkIns.length > 0 && acts.length > ready.length);
  }

  // Notes about somebody who walked in here can go once the server gave them a code.
  async load() {
    const { acts, walkIns } = await this.store.unsent(MOST);
    const codes = new Map((await this.store.all()).walkIns.map((one) => [one.key, one.code]));
    const ready = acts
      .map((act) => (codes.has(act.person) ? { ...act, person: codes.get(act.person) } : act))
      .filter((act) => act.person);
    return { acts, walkIns: walkIns.slice(0, MOST_WALK_INS), ready };
  }

  async post(body) {
    const once = async () => asked(this.addresses.send, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": await this.store.fact("csrf") },
      body: JSON.stringify(body),
    });
    const { told, offset } = await once().catch(async (problem) => {
      if (!(problem instanceof Stale)) throw problem;
      await this.fetchList(); // it brings another token
      return once();
    });
    await this.store.keep({ offset });
    return told;
  }
}

const OWN = new Set(["waiting", "mine", "device", "refused", "code", "undone"]);

function bare(row) {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !OWN.has(name)));
}

function alone(name, work) {
  return navigator.locks ? navigator.locks.request(name, work) : work();
}
