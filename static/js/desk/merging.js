// Who is in, from everything that was noted, in whatever order it arrived: the same rule as
// registrations/door/merging.py. Both are tested with tests/data/door_merging.json.

const NOT_IN = { since: null, by: null, again: [], standing: [], notes: [], takenBack: 0 };

export const spot = (person, place = "") => `${person} ${place}`;

function inOrder(one, other) {
  return Date.parse(one.at) - Date.parse(other.at)
    || one.counter - other.counter
    || (one.key < other.key ? -1 : Number(one.key > other.key));
}

function grouped(acts, name) {
  const groups = new Map();
  for (const act of acts) groups.set(name(act), [...(groups.get(name(act)) || []), act]);
  return groups;
}

// A Map from spot(person, place) to { since, by, again, standing, notes, takenBack }: `by` is the
// first act of coming in that nobody took back, `again` what other devices noted later.
export function merged(acts) {
  const known = [...new Map([...acts].map((act) => [act.key, act])).values()].sort(inOrder);
  const undone = new Set(
    known.filter((act) => act.kind === "undo").map((act) => spot(act.person, act.undoes)),
  );
  const came = grouped(known.filter((act) => act.kind === "in"), (act) => spot(act.person, act.place));
  const notes = grouped(known.filter((act) => act.kind === "note"), (act) => act.person);
  const presences = new Map();
  for (const person of notes.keys()) presences.set(spot(person), { ...NOT_IN, notes: notes.get(person) });
  for (const [where, ins] of came) {
    presences.set(where, presence(ins, undone, notes.get(ins[0].person) || []));
  }
  return presences;
}

function presence(came, undone, notes) {
  const standing = came.filter((act) => !undone.has(spot(act.person, act.key)));
  const [by = null] = standing;
  return {
    since: by && by.at,
    by,
    again: standing.filter((act) => act.device !== by.device),
    standing,
    notes,
    takenBack: came.length - standing.length,
  };
}
