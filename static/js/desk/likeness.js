// Which names somebody may have meant who typed one with a mistake, as the server has it in
// registrations/filtering/likeness.py. Both are tested with tests/data/searching.json.

const ENOUGH_TO_BEGIN_WITH = 5; // letters of the beginning of a name, in which one may be wrong
const LONGEST_PUT_BACK = 25; // letters of a word in which two are put back
const SOUNDS = [
  ["ij", "y"], ["ei", "y"], ["ey", "y"], ["ou", "au"], ["ae", "a"], ["oe", "u"], ["ie", "i"],
  ["ph", "f"], ["th", "t"], ["dt", "t"], ["ck", "k"], ["sch", "sg"], ["ch", "g"], ["kh", "g"],
  ["c", "k"], ["q", "k"], ["x", "ks"], ["z", "s"], ["v", "f"], ["j", "y"], ["yy", "y"],
  ...[..."abdefgiklmnoprstu"].map((letter) => [letter + letter, letter]),
];

// Folded text as it sounds; each line and each word of it stays one.
function sounded(text) {
  return SOUNDS.reduce((now, [written, sound]) => now.replaceAll(written, sound), text.replaceAll("'", ""));
}

function mistakesIn(word) {
  if (word.length < 4) return 0;
  return word.length < 7 ? 1 : 2;
}

// How many mistakes one word is off another; two letters that changed places are one. Past `most`
// it is not counted out.
function off(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return Infinity;
  let before = [], above = [...Array(other.length + 1).keys()];
  for (let at = 1; at <= one.length; at += 1) {
    const row = [at];
    for (let to = 1; to <= other.length; to += 1) {
      const same = one[at - 1] === other[to - 1];
      row[to] = Math.min(above[to] + 1, row[to - 1] + 1, above[to - 1] + (same ? 0 : 1));
      const swapped = at > 1 && to > 1 && one[at - 1] === other[to - 2] && one[at - 2] === other[to - 1];
      if (swapped) row[to] = Math.min(row[to], before[to - 2] + 1);
    }
    if (Math.min(...row) > most) return Infinity;
    [before, above] = [above, row];
  }
  return above[other.length] <= most ? above[other.length] : Infinity;
}

// A word as it sounds; and as it sounds with two letters put back, where mistakes alone do not reach
// that: `hcris` sounds nothing like Chris.
function soughtAs(word) {
  const written = word.replaceAll("'", "");
  const sound = sounded(written);
  const most = mistakesIn(sound);
  const pairs = most && written.length <= LONGEST_PUT_BACK ? [...written].slice(1).keys() : [];
  const swapped = [...pairs].map((at) => sounded(
    written.slice(0, at) + written[at + 1] + written[at] + written.slice(at + 2),
  ));
  return { sound, swaps: swapped.filter((one) => mistakesIn(one) && off(sound, one, most) === Infinity) };
}

function offBy({ sound, swaps }, known) {
  const begun = sound.length < ENOUGH_TO_BEGIN_WITH ? Infinity : off(sound, known.slice(0, sound.length), 1);
  const back = swaps.filter((one) => known.startsWith(one)).map((one) => (one === known ? 1 : 1.5));
  return Math.min(begun + 0.5, off(sound, known, mistakesIn(sound)), ...back);
}

// How far off the nearest word of each entry is, for those in which one is near enough.
function near(word, holding) {
  const distances = new Map();
  for (const [known, entries] of holding) {
    const distance = offBy(word, known);
    if (distance === Infinity) continue;
    for (const entry of entries) distances.set(entry, Math.min(distance, distances.get(entry) ?? Infinity));
  }
  return distances;
}

function both(one, other) {
  return new Map([...one].filter(([entry]) => other.has(entry)).map(([entry, n]) => [entry, n + other.get(entry)]));
}

// Of each word, as it sounds, the entries that hold it. One long text is replaced in faster than many.
export function byWord(lines) {
  const holding = new Map();
  for (const [place, line] of sounded(lines.join("\n")).split("\n").entries()) {
    for (const word of line.split(" ").filter(Boolean)) {
      if (!holding.has(word)) holding.set(word, new Set());
      holding.get(word).add(place);
    }
  }
  return holding;
}

// The places of the lines in which something comes near each word, with how far off they are.
export function nearest(words, holding) {
  const typed = words.map(soughtAs).filter(({ sound }) => sound);
  if (!typed.length) return new Map();
  const found = typed.map((word) => near(word, holding)).reduce(both);
  if (found.size) return found;
  return near({ sound: typed.map(({ sound }) => sound).join(""), swaps: [] }, holding); // a name in pieces: `Nieuwen huis`
}
