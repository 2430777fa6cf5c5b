/** A variable that begins like a setting of Docent and is none, with the setting that was probably meant. */
export type UnknownKey = { key: string; meant: string | null };

const PREFIX = 'DOCENT_';
/** What the launcher tells the process that it starts. */
const OWN = ['DOCENT_HANDED_OVER'];
/** A setting that is further away than this share of its letters was not meant. */
const MOST_EDITS = 0.4;

/** Of the names of variables: those that begin with DOCENT_ and that no setting has. */
export function unknownKeys(names: readonly string[], known: readonly string[]): UnknownKey[] {
  return names
    .filter((name) => name.startsWith(PREFIX) && !known.includes(name) && !OWN.includes(name))
    .toSorted()
    .map((key) => ({ key, meant: closest(key, known) }));
}

function closest(key: string, known: readonly string[]): string | null {
  const ranked = known
    .map((name) => ({ name, edits: editsBetween(key.slice(PREFIX.length), name.replace(PREFIX, '')) }))
    .toSorted((a, b) => a.edits - b.edits);
  const best = ranked[0];
  return best !== undefined && best.edits <= MOST_EDITS * (key.length - PREFIX.length) ? best.name : null;
}

/** Levenshtein distance. */
function editsBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (const [at, letter] of [...one].entries()) {
    const next = [at + 1];
    for (let to = 1; to <= other.length; to += 1)
      next.push(
        Math.min(
          (row[to] ?? 0) + 1,
          (next[to - 1] ?? 0) + 1,
          (row[to - 1] ?? 0) + (other[to - 1] === letter ? 0 : 1),
        ),
      );
    row = next;
  }
  return row[other.length] ?? 0;
}
