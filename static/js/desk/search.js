// Finding somebody in a hurry: a part from anywhere in a name or organisation will do; accents,
// capitals and infixes (van, v.d., ’t) do not count, and ij is as good as y. Where nobody is called
// what was typed, slips are forgiven.

import { byWord, nearest } from "./likeness.js";

export const SHORTEST = 3; // characters typed
const MOST = 30; // rows
const MOST_GUESSED = 8;
const UNDIVIDED = { ø: "o", ł: "l", đ: "d", æ: "ae", œ: "oe", ı: "i", ß: "ss" };
const INFIXES = new Set("van de der den het 't ten ter te op in d' la le von el".split(" "));
const SHORTENED = new Set("v vd vdr vdn vh vt d t".split(" ")); // as people type v.d., v/d
const indexes = new WeakMap(); // of the words of lookups, for as long as these are there

export function folded(text) {
  return text.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "").replace(/’/g, "'")
    .replace(/[øłđæœıß]/g, (letter) => UNDIVIDED[letter]);
}

function wordsOf(text) {
  return folded(text).split(/[^\p{L}\p{N}']+/u).filter(Boolean);
}

// Heijden is Heyden to who only hears it.
const spelled = (word) => [word, word.replace(/ij/g, "y")];

function isInfix(word) {
  return INFIXES.has(word) || SHORTENED.has(word.replace(/[./]/g, ""));
}

// What is looked at for one guest, worked out once. Who came along without a name is found with
// whom they came with, not thirty times beside them.
export function lookup(guest) {
  return { guest, name: wordsOf(guest.along ? "" : guest.name).flatMap(spelled), rest: wordsOf(`${guest.organisation || ""} ${guest.code}`) };
}

// The words by which a slip may have meant somebody: without the infix, or with it written against
// the family name.
function line({ guest }) {
  if (guest.along) return "";
  const [family, infix = ""] = guest.sort.split("\t");
  const words = wordsOf(`${guest.name} ${guest.organisation || ""}`).filter((word) => !isInfix(word));
  return [...words, wordsOf(infix + family).join("")].join(" ");
}

function worth(typed, { name, rest }) {
  if (name.includes(typed)) return 5;
  if (name.some((word) => word.startsWith(typed))) return 4;
  if (name.some((word) => word.includes(typed))) return 3;
  return rest.some((word) => word.includes(typed)) ? 2 : 0;
}

// Infixes that are the same, and a family name that begins with what stands behind them, only decide
// between those who are as likely.
function rank(sought, infixes, entry) {
  const each = sought.map((word) => Math.max(...spelled(word).map((one) => worth(one, entry))));
  if (!each.every(Boolean)) return 0;
  const same = infixes.filter((word) => entry.name.includes(word)).length;
  const family = infixes.length && entry.guest.sort.startsWith(sought.at(-1)) ? 1 : 0;
  return each.reduce((sum, one) => sum + one, 0) + (same + family) / (infixes.length + 2);
}

function inOrder(hits) {
  return hits
    .sort((one, other) => other.rank - one.rank || (one.guest.sort < other.guest.sort ? -1 : 1))
    .map((hit) => hit.guest);
}

function guessed(sought, lookups) {
  if (!indexes.has(lookups)) indexes.set(lookups, byWord(lookups.map(line)));
  const near = nearest(sought, indexes.get(lookups));
  return inOrder([...near].map(([place, off]) => ({ guest: lookups[place].guest, rank: -off }))).slice(0, MOST_GUESSED);
}

// Guests that hold each word that was typed, the likeliest first; none before three characters.
export function found(query, lookups) {
  if (query.trim().length < SHORTEST) return [];
  const typed = folded(query).split(/\s+/).filter(Boolean);
  const telling = typed.filter((word) => !isInfix(word));
  const sought = wordsOf((telling.length ? telling : typed).join(" "));
  if (!sought.length) return [];
  const infixes = telling.length ? typed.filter(isInfix) : [];
  const exact = lookups
    .map((entry) => ({ guest: entry.guest, rank: rank(sought, infixes, entry) }))
    .filter((hit) => hit.rank);
  return exact.length ? inOrder(exact).slice(0, MOST) : guessed(sought, lookups);
}
