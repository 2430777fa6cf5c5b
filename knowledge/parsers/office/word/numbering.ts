import { numberText } from '../numbers.ts';
import { kid, kids, type Xml } from '../xml.ts';
import { numberOf, type WordStyle } from './styles.ts';

/** The mark that Word shows before a paragraph; `-` for a bullet. Null = none. */
export type Numbering = {
  next(numId: string, level: number | null, styleId: string | undefined): Mark | null;
};
export type Mark = { text: string; level: number };

type Level = { start: number; kind: string; text: string; restart: number | null; style: string | null };
type Num = { abstractId: string; levels: Map<number, Level>; starts: Map<number, number> };

/** Counts as Word does: lists of one definition go on, unless one says where it starts. */
export function createNumbering(root: Xml | null, styleOf: (id: string | undefined) => WordStyle): Numbering {
  const abstracts = new Map<string, Map<number, Level>>();
  const links = new Map<string, string>();
  for (const element of kids(root, 'w:abstractNum')) {
    const id = element.attribs['w:abstractNumId'] ?? '';
    abstracts.set(id, levelsOf(element));
    const link = kid(element, 'w:numStyleLink')?.attribs['w:val'];
    if (link !== undefined) links.set(id, link);
  }
  const nums = new Map<string, Num>();
  for (const element of kids(root, 'w:num')) {
    const abstractId = kid(element, 'w:abstractNumId')?.attribs['w:val'] ?? '';
    const own = kids(element, 'w:lvlOverride');
    const starts = new Map<number, number>();
    for (const each of own) {
      const start = numberOf(kid(each, 'w:startOverride'));
      if (start !== null) starts.set(Number(each.attribs['w:ilvl'] ?? 0), start);
    }
    const levels = new Map(own.flatMap((each) => [...levelsOf(each)]));
    nums.set(element.attribs['w:numId'] ?? '', { abstractId, levels, starts });
  }
  const resolve = (numId: string): Num | undefined => {
    const num = nums.get(numId);
    const link = num === undefined ? undefined : links.get(num.abstractId);
    const linked = link === undefined ? null : styleOf(link).numId;
    return linked === null || linked === numId ? num : (nums.get(linked) ?? num);
  };
  const counters = new Map<string, number[]>();
  const begun = new Set<string>();

  return {
    next(numId, wanted, styleId) {
      const num = resolve(numId);
      if (num === undefined) return null;
      const abstract = abstracts.get(num.abstractId) ?? new Map<number, Level>();
      const levelAt = (at: number): Level | undefined => num.levels.get(at) ?? abstract.get(at);
      const ofStyle = [...abstract].find(([, each]) => each.style !== null && each.style === styleId)?.[0];
      const level = Math.min(8, Math.max(0, wanted ?? ofStyle ?? 0));
      const here = levelAt(level);
      if (here === undefined) return null;
      const counts = counters.get(num.abstractId) ?? [];
      counters.set(num.abstractId, counts);
      const key = `${numId}/${level}`;
      const start = num.starts.get(level);
      if (start !== undefined && !begun.has(key)) counts[level] = start - 1;
      begun.add(key);
      counts[level] = (counts[level] ?? here.start - 1) + 1;
      for (let deeper = level + 1; deeper < 9; deeper += 1) {
        if (levelAt(deeper)?.restart !== 0) delete counts[deeper];
      }
      if (here.kind === 'bullet') return { text: '-', level };
      if (here.kind === 'none' && !/%\d/.test(here.text)) return { text: here.text.trim(), level };
      const text = here.text.replace(/%(\d)/g, (_, digit: string) => {
        const at = Number(digit) - 1;
        const each = levelAt(at);
        return numberText(counts[at] ?? each?.start ?? 1, each?.kind ?? 'decimal');
      });
      return { text: text.trim(), level };
    },
  };
}

function levelsOf(element: Xml): Map<number, Level> {
  return new Map(
    kids(element, 'w:lvl').map((lvl) => [
      Number(lvl.attribs['w:ilvl'] ?? 0),
      {
        start: numberOf(kid(lvl, 'w:start')) ?? 1,
        kind: kid(lvl, 'w:numFmt')?.attribs['w:val'] ?? 'decimal',
        text: kid(lvl, 'w:lvlText')?.attribs['w:val'] ?? '',
        restart: numberOf(kid(lvl, 'w:lvlRestart')),
        style: kid(lvl, 'w:pStyle')?.attribs['w:val'] ?? null,
      },
    ]),
  );
}
