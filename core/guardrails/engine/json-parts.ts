import type { Place } from './places.ts';

/** A value that is complete in a JSON text which is still being written. */
export type JsonPart = { place: Place; value: unknown };

type Level = { list: boolean; key: string | null; index: number; keyNext: boolean };

const SPACE = /\s/;

/**
 * Reads JSON while it comes: the fields of an object, and the items of a list, or of a list in a field, as each is
 * complete. Strict: at the first thing that is not JSON it stops giving parts. What stands before the first bracket
 * is passed over.
 */
export function createJsonParts(): { feed(piece: string): JsonPart[] } {
  const levels: Level[] = [];
  let text = '';
  let at = 0;
  let start = -1;
  let mode: 'before' | 'between' | 'text' | 'bare' | 'over' = 'before';
  let escaped = false;

  const isPartLevel = () =>
    levels.length === 1 || (levels.length === 2 && levels[1]?.list === true && !levels[0]?.list);

  function placeNow(): Place {
    return levels.map((level) => (level.list ? level.index : (level.key ?? '')));
  }

  /** A value ended before `end`: a key, a part, or something inside a part. */
  function ended(end: number): JsonPart[] {
    const level = levels.at(-1);
    if (level === undefined) return [];
    if (level.keyNext) {
      level.keyNext = false;
      // Only the keys of the outermost object name a place.
      if (levels.length > 1) return [];
      const key = parse(text.slice(start, end));
      start = -1;
      if (typeof key?.value !== 'string') return stop();
      level.key = key.value;
      return [];
    }
    if (!isPartLevel() || start === -1) return [];
    const found = parse(text.slice(start, end));
    start = -1;
    return found === undefined ? stop() : [{ place: placeNow(), value: found.value }];
  }

  function stop(): JsonPart[] {
    mode = 'over';
    return [];
  }

  /** Marks where a part, or a key that names one, begins. */
  function begin(): void {
    if (isPartLevel()) start = at;
  }

  function bracket(char: string): JsonPart[] {
    if (char === '{' || char === '[') {
      const listField = char === '[' && levels.length === 1 && levels[0]?.list === false;
      if (mode !== 'before' && !listField) begin();
      levels.push({ list: char === '[', key: null, index: 0, keyNext: char === '{' });
      mode = 'between';
      return [];
    }
    const closed = levels.pop();
    if (closed === undefined || closed.list !== (char === ']')) return stop();
    if (levels.length === 0) return stop();
    return ended(at + 1);
  }

  function step(char: string): JsonPart[] {
    if (mode === 'before') return char === '{' || char === '[' ? bracket(char) : [];
    if (mode === 'text') {
      if (escaped) escaped = false;
      else if (char === '\\') escaped = true;
      else if (char === '"') {
        mode = 'between';
        return ended(at + 1);
      }
      return [];
    }
    if (mode === 'bare') {
      if (!SPACE.test(char) && !',]}:'.includes(char)) return [];
      mode = 'between';
      return [...ended(at), ...step(char)];
    }
    if (SPACE.test(char) || char === ':') return [];
    if ('{[]}'.includes(char)) return bracket(char);
    if (char === ',') {
      const level = levels.at(-1);
      if (level?.list) level.index += 1;
      else if (level) level.keyNext = true;
      return [];
    }
    begin();
    mode = char === '"' ? 'text' : 'bare';
    return [];
  }

  return {
    feed(piece) {
      text += piece;
      const parts: JsonPart[] = [];
      for (; at < text.length && mode !== 'over'; at++) parts.push(...step(text[at] ?? ''));
      return parts;
    },
  };
}

function parse(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
