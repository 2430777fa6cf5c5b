import type { BlockBuilder, Place } from '../block-builder.ts';
import { squeeze } from '../text/text-tidy.ts';
import { below, kid, kids, textOf, type Xml } from './xml.ts';

const DEEPEST = 20;

/** The words of a SmartArt drawing as a list, each under what it hangs from. False = there are none. */
export function addDiagram(builder: BlockBuilder, data: Xml | null, place: Place): boolean {
  const words = new Map<string, string>();
  let root: string | null = null;
  for (const point of kids(kid(data, 'dgm:ptLst'), 'dgm:pt')) {
    const { modelId = '', type = 'node' } = point.attribs;
    if (type === 'doc') root = modelId;
    if (type !== 'node' && type !== 'asst') continue;
    words.set(
      modelId,
      squeeze(
        below(kid(point, 'dgm:t'), 'a:p')
          .map((p) => below(p, 'a:t').map(textOf).join(''))
          .join(' '),
      ),
    );
  }
  const children = new Map<string, { to: string; order: number }[]>();
  for (const { attribs } of kids(kid(data, 'dgm:cxnLst'), 'dgm:cxn')) {
    if ((attribs['type'] ?? 'parOf') !== 'parOf') continue;
    const from = attribs['srcId'] ?? '';
    children.set(from, [
      ...(children.get(from) ?? []),
      { to: attribs['destId'] ?? '', order: Number(attribs['srcOrd'] ?? 0) },
    ]);
  }
  const told = new Set<string>();
  const tell = (id: string, depth: number): void => {
    if (told.has(id) || depth > DEEPEST) return;
    told.add(id);
    const text = words.get(id) ?? '';
    if (text !== '') builder.item(text, depth, '-', place);
    const below = (children.get(id) ?? []).sort((a, b) => a.order - b.order);
    for (const { to } of below) tell(to, text === '' ? depth : depth + 1);
  };
  if (root !== null) tell(root, 0);
  for (const id of words.keys()) tell(id, 0);
  builder.endList();
  return [...words.values()].some((text) => text !== '');
}
