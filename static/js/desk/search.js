// Finding somebody in a hurry: three letters from anywhere in a name will do; accents, capitals
// and infixes (van, de, ’t) do not count, ij is as good as y, and one slip of the finger in a longer word is forgiven.

export const SHORTEST = 3; // letters
const FORGIVING = 4; // letters from which one slip is forgiven
const MOST = 30; // rows
const UNDIVIDED = { ø: "o", ł: "l", đ: "d", æ: "ae", œ: "oe", ı: "i", ß: "ss" };
const INFIXES = new Set("van de der den het 't t ten ter te op in d' d la le von el".split(" "));

export function folded(text) {
  return text.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "").replace(/’/g, "'")
    .replace(/[øłđæœıß]/g, (letter) => UNDIVIDED[letter]);
}

function wordsOf(text) {
  return folded(text).split(/[^\p{L}\p{N}']+/u).filter(Boolean);
}

// Heijden is Heyden to who only hears it.
const spelled = (word) => [word, word.replace(/ij/g, "y")];

// What is looked at for one guest, worked out once.
export function lookup(guest) {
  return { guest, name: wordsOf(guest.name).flatMap(spelled), rest: wordsOf(`${guest.organisation || ""} ${guest.code}`) };
}

// At most one letter wrong, missing, too many, or two of them swapped, up to where the word ends.
function nearly(typed, word) {
  let at = 0;
  while (at < typed.length && typed[at] === word[at]) at += 1;
  const rests = [
    [at + 1, at + 1], // wrong
    [at, at + 1], // missing
    [at + 1, at], // too many
  ];
  if (typed[at] === word[at + 1] && typed[at + 1] === word[at]) rests.push([at + 2, at + 2]);
  return rests.some(([mine, theirs]) => word.slice(theirs).startsWith(typed.slice(mine)));
}

function worth(typed, { name, rest }, forgiving) {
  if (name.includes(typed)) return 5;
  if (name.some((word) => word.startsWith(typed))) return 4;
  if (name.some((word) => word.includes(typed))) return 3;
  if (rest.some((word) => word.includes(typed))) return 2;
  return forgiving && typed.length >= FORGIVING && name.some((word) => nearly(typed, word)) ? 1 : 0;
}

function rank(typed, entry, forgiving) {
  const each = typed.map((word) => Math.max(...spelled(word).map((one) => worth(one, entry, forgiving))));
  return each.every(Boolean) ? each.reduce((sum, one) => sum + one, 0) : 0;
}

function hits(typed, lookups, forgiving) {
  return lookups
    .map((entry) => ({ guest: entry.guest, rank: rank(typed, entry, forgiving) }))
    .filter((hit) => hit.rank);
}

// Guests that hold each word that was typed, the likeliest first; none before three letters. Slips
// are forgiven where nobody is called what was typed.
export function found(query, lookups) {
  const typed = wordsOf(query);
  const telling = typed.filter((word) => !INFIXES.has(word));
  const sought = telling.length ? telling : typed;
  if (sought.join("").length < SHORTEST) return [];
  const exact = hits(sought, lookups, false);
  return (exact.length ? exact : hits(sought, lookups, true))
    .sort((one, other) => other.rank - one.rank || (one.guest.sort < other.guest.sort ? -1 : 1))
    .slice(0, MOST)
    .map((hit) => hit.guest);
}
