/** Bounds the work on one diagram. */
const MOST_LINES = 2_000;

const shape = String.raw`(?:\[{1,2}[^\]]*\]{1,2}|\({1,3}[^)]*\){1,3}|\{{1,2}[^}]*\}{1,2}|>[^\]]*\])?`;
const node = new RegExp(
  String.raw`^\s*([\w\u0080-\uffff]+(?:-[\w\u0080-\uffff]+)*)\s*(${shape})(?::::\w+)?\s*`,
  'u',
);
const arrow =
  /^(?:<?--\s*([^->|=.][^>|]*?)\s*--+>|==\s*([^=>|][^>|]*?)\s*==+>|-\.\s*([^.>|-][^>|]*?)\s*\.-+>|<?(?:--+|==+|-\.+-?)[>xo]?)\s*(?:\|([^|]*)\|)?\s*/u;
const start = /^\s*(?:graph|flowchart)\b/;

/** The arrows of a Mermaid flowchart as lines, `Above 500 crowns – yes → Call the insurer`; null for any other text. */
export function flowchartLines(source: string): string[] | null {
  const lines = source.split(/[\n;]/).slice(0, MOST_LINES);
  const head = lines.findIndex((line) => line.trim() !== '' && !/^\s*(?:%%|---)/.test(line));
  if (head < 0 || !start.test(lines[head] ?? '')) return null;
  const names = new Map<string, string>();
  const arrows: { from: string[]; to: string[]; label: string }[] = [];
  for (const line of lines.slice(head + 1)) readLine(line, names, arrows);
  const named = (id: string): string => names.get(id) ?? id;
  const read = arrows.flatMap(({ from, to, label }) =>
    from.flatMap((one) =>
      to.map((other) =>
        label === ''
          ? `${named(one)} → ${named(other)}`
          : `${named(one).replace(/\?$/, '')} – ${label} → ${named(other)}`,
      ),
    ),
  );
  return read.length === 0 ? null : read;
}

function readLine(
  line: string,
  names: Map<string, string>,
  arrows: { from: string[]; to: string[]; label: string }[],
): void {
  let rest = line;
  let from: string[] | null = null;
  let label = '';
  for (let turns = 0; turns < 100; turns += 1) {
    const group: string[] = [];
    for (;;) {
      const match = node.exec(rest);
      if (match === null) break;
      const [all, id = '', text = ''] = match;
      rest = rest.slice(all.length);
      const words = text
        .replace(/^[[({>"'/\\]+|[\])}"'/\\]+$/g, '')
        .replace(/<br\s*\/?>/gi, ' ')
        .trim();
      if (words !== '') names.set(id, words);
      group.push(id);
      if (!rest.startsWith('&')) break;
      rest = rest.slice(1);
    }
    if (group.length === 0) return;
    if (from !== null) arrows.push({ from, to: group, label });
    const step = arrow.exec(rest);
    if (step === null) return;
    label = (step[1] ?? step[2] ?? step[3] ?? step[4] ?? '').replace(/^"|"$/g, '').trim();
    rest = rest.slice(step[0].length);
    from = group;
  }
}
