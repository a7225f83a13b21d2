// What this phone holds: guests, everything noted at the door, and a few facts, in IndexedDB.
//
// Notes are only added, each with a key, a time and the next number of this device, in one
// transaction, so that two tabs never give the same number nor let the same person in twice.
// An addition is promised only when it is on disk: then the screen may say "in". What was not yet
// sent carries `waiting: 1`. A phone that was signed out without network holds the fact `leaving`
// and what waits, nothing else.

import { merged, spot } from "./merging.js";

const PREFIX = "festival-desk:";
const TABLES = ["facts", "guests", "acts", "walkIns"];
const SEATS = ["free", "seats", "added"];
const TO_LEAVE = new Set(["counter", "csrf", "last", "offset"]); // facts without which nothing is sent

function answered(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function finished(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
}

function build(database) {
  database.createObjectStore("facts");
  database.createObjectStore("guests", { keyPath: "code" });
  for (const name of ["acts", "walkIns"]) {
    database.createObjectStore(name, { keyPath: "key" }).createIndex("waiting", "waiting");
  }
}

export async function storeOf(slug) {
  const request = indexedDB.open(PREFIX + slug, 1);
  request.onupgradeneeded = () => build(request.result);
  return new Store(slug, await answered(request));
}

// Erases all that phones of other gatherings left here, unless something there waits to be sent.
export async function eraseOthers(slug) {
  const known = indexedDB.databases ? await indexedDB.databases() : [];
  for (const { name } of known) {
    if (!name.startsWith(PREFIX) || name === PREFIX + slug) continue;
    const other = await storeOf(name.slice(PREFIX.length));
    const event = await other.fact("event");
    if (!(await other.waiting()) || over(event)) await other.erase();
    else other.close();
  }
}

// Whether the phone was signed out here, and the server was not told yet.
export async function leaving(slug) {
  const known = indexedDB.databases ? await indexedDB.databases() : [{ name: PREFIX + slug }];
  if (!known.some(({ name }) => name === PREFIX + slug)) return false;
  const store = await storeOf(slug);
  const leaves = await store.fact("leaving");
  store.close();
  return Boolean(leaves);
}

export function over(event) {
  return Boolean(event) && Date.now() > Date.parse(event.wipe_at);
}

class Store {
  constructor(slug, database) {
    this.slug = slug;
    this.database = database;
    this.channel = new BroadcastChannel(PREFIX + slug);
    database.onversionchange = () => database.close();
  }

  writing(tables = TABLES) {
    return this.database.transaction(tables, "readwrite", { durability: "strict" });
  }

  fact(name) {
    return answered(this.database.transaction("facts").objectStore("facts").get(name));
  }

  async keep(facts) {
    const transaction = this.writing(["facts"]);
    for (const [name, value] of Object.entries(facts)) transaction.objectStore("facts").put(value, name);
    await finished(transaction);
  }

  // Everything, as of one moment.
  async all() {
    const transaction = this.database.transaction(TABLES);
    const names = await answered(transaction.objectStore("facts").getAllKeys());
    const [facts, guests, acts, walkIns] = await Promise.all(
      TABLES.map((table) => answered(transaction.objectStore(table).getAll())),
    );
    return { facts: Object.fromEntries(names.map((name, n) => [name, facts[n]])), guests, acts, walkIns };
  }

  // How many notes and walk-ins were not yet sent.
  async waiting() {
    const transaction = this.database.transaction(["acts", "walkIns"]);
    const counts = await Promise.all(["acts", "walkIns"].map(
      (table) => answered(transaction.objectStore(table).index("waiting").count()),
    ));
    return counts[0] + counts[1];
  }

  async unsent(most) {
    const transaction = this.database.transaction(["acts", "walkIns"]);
    const [acts, walkIns] = await Promise.all(["acts", "walkIns"].map(
      (table) => answered(transaction.objectStore(table).index("waiting").getAll(null, most)),
    ));
    return { acts, walkIns };
  }

  async number(transaction) {
    const facts = transaction.objectStore("facts");
    const counter = ((await answered(facts.get("counter"))) || 0) + 1;
    facts.put(counter, "counter");
    return counter;
  }

  // Adds notes and answers those that were added: not the ones for who is in at that place already,
  // nor those that take back what was taken back before. What takes back a walk-in `alone` leaves
  // in who came along.
  async note(drafts, at) {
    const transaction = this.writing(["facts", "acts", "walkIns"]);
    const done = finished(transaction);
    const acts = transaction.objectStore("acts");
    const before = await answered(acts.getAll());
    const added = [];
    for (const { alone = false, ...draft } of drafts) {
      if (idle(draft, before)) continue;
      const act = {
        place: "", way: "", undoes: "", text: "", device: "", ...draft,
        key: crypto.randomUUID(), counter: await this.number(transaction), at, mine: 1, waiting: 1,
      };
      acts.put(act);
      if (act.undoes && !alone) await markUndone(transaction, act.undoes);
      before.push(act);
      added.push(act);
    }
    await done;
    this.tell();
    return added;
  }

  // Adds somebody who came without signing up; the same key again adds nothing.
  async walkIn(draft, at) {
    const transaction = this.writing(["facts", "walkIns"]);
    const done = finished(transaction);
    const rows = transaction.objectStore("walkIns");
    const before = await answered(rows.get(draft.key));
    const walkIn = before || { ...draft, counter: await this.number(transaction), at, waiting: 1 };
    rows.put(walkIn);
    await done;
    this.tell();
    return walkIn;
  }

  // Takes back who came along with a walk-in that was taken back here before the server had told
  // who they are. Answers whether there was somebody.
  async followUndone(at) {
    const { guests, acts, walkIns } = await this.all();
    const undone = walkIns.filter((one) => one.undone && guests.some(({ code }) => code === one.code));
    if (!undone.length) return false;
    const leads = new Set(undone.map(({ code }) => code));
    const along = new Set(guests.filter(({ lead }) => leads.has(lead)).map(({ code }) => code));
    const added = await this.note(
      acts.filter((act) => act.kind === "in" && act.way === "walk_in" && along.has(act.person))
        .map((act) => ({ kind: "undo", person: act.person, undoes: act.key })),
      at,
    );
    const transaction = this.writing(["walkIns"]);
    for (const { undone: _done, ...row } of undone) transaction.objectStore("walkIns").put(row);
    await finished(transaction);
    return added.length > 0;
  }

  // Keeps the answer to what was sent: what arrived, what was refused, and what others noted.
  async take(answer) {
    const transaction = this.writing();
    const done = finished(transaction);
    const leaves = await answered(transaction.objectStore("facts").get("leaving"));
    const refused = new Map(answer.refused.map(({ key, why }) => [key, why]));
    for (const key of [...answer.taken, ...refused.keys(), ...Object.keys(answer.people)]) {
      await settle(transaction, key, refused.get(key), answer.people[key], leaves);
    }
    if (!leaves) await this.putActs(transaction, answer.acts);
    this.putFacts(transaction, answer, ["last", "csrf", ...SEATS]);
    await done;
    this.tell();
  }

  // Keeps a freshly fetched list instead of the one before; what waits to be sent stays.
  async replace(list) {
    const transaction = this.writing();
    const done = finished(transaction);
    const table = transaction.objectStore("guests");
    const { guests, acts } = await wanted(transaction, list);
    table.clear();
    for (const guest of guests) table.put(guest);
    await this.putActs(transaction, acts);
    this.putFacts(transaction, list, ["last", "csrf", ...SEATS, "version", "event", "places", "roles", "seen", "device"]);
    await done;
    this.tell();
  }

  async putActs(transaction, acts) {
    const table = transaction.objectStore("acts");
    for (const act of acts) {
      const before = await answered(table.get(act.key));
      table.put(before?.mine ? { ...act, mine: 1 } : act);
    }
  }

  putFacts(transaction, answer, names) {
    for (const name of names) transaction.objectStore("facts").put(answer[name], name);
  }

  // Whether the list is to be fetched: another one than this is known to be the newest. A phone
  // that leaves needs one only to take back who came along with a walk-in.
  async wantsList(version) {
    const { facts, walkIns } = await this.all();
    return facts.leaving ? walkIns.some(({ undone }) => undone) : facts.version !== version;
  }

  // Erases all but what is still to be sent, and remembers that the server is to hear of it.
  async leave() {
    const transaction = this.writing();
    const done = finished(transaction);
    const facts = transaction.objectStore("facts");
    const event = await answered(facts.get("event"));
    for (const name of await answered(facts.getAllKeys())) TO_LEAVE.has(name) || facts.delete(name);
    facts.put({ wipe_at: event?.wipe_at }, "event");
    facts.put(1, "leaving");
    transaction.objectStore("guests").clear();
    for (const name of ["acts", "walkIns"]) {
      const rows = transaction.objectStore(name);
      const sent = (await answered(rows.getAll())).filter((row) => !row.waiting && !row.undone);
      for (const { key } of sent) rows.delete(key);
    }
    await done;
    this.tell("erased");
  }

  // To other tabs.
  tell(word = "changed") {
    this.channel.postMessage(word);
  }

  close() {
    this.channel.close();
    this.database.close();
  }

  async erase() {
    this.tell("erased");
    this.close();
    await answered(indexedDB.deleteDatabase(PREFIX + this.slug));
  }
}

function idle(draft, acts) {
  if (draft.kind === "undo") return acts.some((act) => act.undoes === draft.undoes);
  if (draft.kind !== "in") return false;
  const theirs = acts.filter((act) => act.person === draft.person || act.kind === "undo");
  return Boolean(merged(theirs).get(spot(draft.person, draft.place))?.by);
}

// Whoever came along is taken back too, once it is known who they are.
async function markUndone(transaction, key) {
  const rows = transaction.objectStore("walkIns");
  const row = await answered(rows.get(key));
  if (row && row.people > 1) rows.put({ ...row, undone: 1 });
}

// Of a phone that leaves: only who came along with walk-ins that are still to be taken back.
async function wanted(transaction, { guests, acts }) {
  if (!(await answered(transaction.objectStore("facts").get("leaving")))) return { guests, acts };
  const walkIns = await answered(transaction.objectStore("walkIns").getAll());
  const leads = new Set(walkIns.filter(({ undone }) => undone).map(({ code }) => code));
  const theirs = guests.filter(({ code, lead }) => leads.has(code) || leads.has(lead));
  const codes = new Set(theirs.map(({ code }) => code));
  return { guests: theirs, acts: acts.filter(({ person }) => codes.has(person)) };
}

// What arrived no longer waits; a phone that leaves has no use for it any more.
async function settle(transaction, key, refused, code, leaves) {
  for (const table of ["acts", "walkIns"]) {
    const rows = transaction.objectStore(table);
    const row = await answered(rows.get(key));
    if (!row) continue;
    delete row.waiting;
    if (refused) row.refused = refused;
    if (code) row.code = code;
    if (leaves && !row.undone) rows.delete(key);
    else rows.put(row);
  }
}
