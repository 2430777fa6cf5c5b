import { LineCounter, parseAllDocuments } from 'yaml';
import { parseJson, tooDeep } from './json.ts';
import { jsonDepth } from './json-text.ts';
import { parserLimits } from '../limits.ts';
import type { ParsedDocument } from '../parsed.ts';
import { type Rejected, rejected } from '../rejected.ts';

/** More references than this in one file are an attack, not a saving of words. */
const mostAliases = 1_000;

/** YAML as readable `path.to.key: value` lines, several documents of a file one after the other. */
export function parseYaml(source: string): ParsedDocument | Rejected {
  if (jsonDepth(source) > parserLimits.nesting || deepestIndent(source) > parserLimits.nesting)
    return tooDeep();
  const values: unknown[] = [];
  for (const document of [
    ...parseAllDocuments(source, { lineCounter: new LineCounter(), uniqueKeys: false }),
  ]) {
    const [error] = document.errors;
    if (error !== undefined) {
      const line = error.linePos?.[0].line;
      const place = line === undefined ? '' : ` in line ${line}`;
      const why = error.message.split('\n')[0]?.slice(0, 200) ?? '';
      return rejected('damaged', `The file is not valid YAML${place}: ${why}`);
    }
    try {
      values.push(document.toJS({ maxAliasCount: mostAliases }));
    } catch {
      return tooManyRepeats();
    }
  }
  const text = JSON.stringify(values.length === 1 ? values[0] : values) ?? 'null';
  return text.length > parserLimits.textChars * 2 ? tooManyRepeats() : parseJson(text);
}

function tooManyRepeats(): Rejected {
  return rejected(
    'unreadable',
    'References of the YAML are broken, or repeat its parts too often. Write the values out and upload it again.',
  );
}

/** Levels of blocks that are written by indents and dashes. */
function deepestIndent(source: string): number {
  let deepest = 0;
  for (const [lead] of source.matchAll(/^[ ]*(?:- +)*/gm))
    deepest = Math.max(deepest, Math.ceil((lead?.length ?? 0) / 2));
  return deepest;
}
