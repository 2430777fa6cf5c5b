import { editsBetween } from '../../core/text/words/edits-between.ts';

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
  const most = Math.floor(MOST_EDITS * (key.length - PREFIX.length));
  const [best] = known
    .map((name) => ({
      name,
      edits: editsBetween(key.slice(PREFIX.length), name.replace(PREFIX, ''), most),
    }))
    .toSorted((a, b) => a.edits - b.edits);
  return best !== undefined && best.edits <= most ? best.name : null;
}
