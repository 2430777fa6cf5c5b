/** Text that a page draws in one go, after the page was turned upright. Points; `y` is the baseline and grows upwards. */
export type Run = {
  text: string;
  x0: number;
  x1: number;
  y: number;
  size: number;
  font: string;
  rtl: boolean;
  /** How wide its font's letters are, 1 = as usual. */
  stretch: number;
  /** Its font gives all letters the same width, as code is set; false where the whole page is set so. */
  mono: boolean;
  /** The page draws a space before it. */
  spaced: boolean;
};

/** What pdf.js gives for a run of text; marks of structure have no `str`. */
export type PdfItem =
  | { str: string; dir: string; width: number; height: number; transform: number[]; fontName: string }
  | { type: string };

/** Runs that share a direction: the page's text first, then what stands across it (margins, stamps). */
export type RunGroup = { angle: number; runs: Run[] };

type Turned = Run & { angle: number };

const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/;
/** Marks of symbol fonts that have no character of their own; most are bullets. */
/** Letters in the shape that they have inside a word, and letters tied together. */
const forms = /[\ufb00-\ufdff\ufe70-\ufefc]+/g;
const symbols = /[\uf0a7\uf0b7\uf0d8\uf0fc\uf076\uf06e\uf02d]/g;

/** Runs by their direction, each group turned so that it reads from left to right; the largest group comes first. */
export function readRuns(items: readonly PdfItem[], vertical: ReadonlySet<string>): RunGroup[] {
  const runs: Turned[] = [];
  let spaced = false;
  for (const item of items) {
    if (!('str' in item)) continue;
    if (item.str.trim() === '') {
      spaced ||= item.str !== '';
      continue;
    }
    runs.push(turn(item, vertical.has(item.fontName), spaced));
    spaced = /\s$/.test(item.str);
  }
  const groups: RunGroup[] = [];
  for (const { angle, ...run } of runs) {
    const group = groups.find((each) => Math.abs(each.angle - angle) <= 4);
    if (group === undefined) groups.push({ angle, runs: [run] });
    else group.runs.push(run);
  }
  const chars = (group: RunGroup): number => group.runs.reduce((sum, run) => sum + run.text.length, 0);
  return groups
    .map((group) => ({ group, chars: chars(group) }))
    .sort((a, b) => b.chars - a.chars)
    .map(({ group }) => ({ ...group, runs: withoutDoubles(group.runs) }));
}

/** A point of the page as the group with that angle sees it. */
export function turnPoint(x: number, y: number, angle: number): { x: number; y: number } {
  const turn = (angle * Math.PI) / 180;
  return { x: x * Math.cos(turn) + y * Math.sin(turn), y: y * Math.cos(turn) - x * Math.sin(turn) };
}

function turn(item: Extract<PdfItem, { str: string }>, isVertical: boolean, spaced: boolean): Turned {
  const [a = 1, b = 0, c = 0, d = 0, x = 0, y = 0] = item.transform;
  const drawn = Math.round((Math.atan2(b, a) * 180) / Math.PI);
  // Characters set below each other are a line that goes down.
  const angle = isVertical ? drawn - 90 : drawn;
  const from = turnPoint(x, y, angle);
  return {
    text: item.str.replace(symbols, '•').replace(forms, (each) => each.normalize('NFKC')),
    x0: from.x,
    x1: from.x + Math.abs(isVertical ? item.height : item.width),
    y: from.y,
    size: Math.round(Math.hypot(c, d) * 2) / 2 || 1,
    font: item.fontName,
    stretch: 1,
    mono: false,
    rtl: item.dir === 'rtl' || rightToLeft.test(item.str),
    spaced: spaced || /^\s/.test(item.str),
    angle,
  };
}

/** Programs draw text twice, a little aside, to make it look bold or shaded. */
function withoutDoubles(runs: Run[]): Run[] {
  const seen = new Map<string, Run[]>();
  return runs.filter((run) => {
    const same = seen.get(run.text) ?? [];
    const double = same
      .slice(-8)
      .some(
        (each) => Math.abs(each.x0 - run.x0) < 0.15 * run.size && Math.abs(each.y - run.y) < 0.15 * run.size,
      );
    if (!double) seen.set(run.text, [...same.slice(-8), run]);
    return !double;
  });
}
