import { createBlockBuilder } from '../../block-builder.ts';
import type { Block } from '../../parsed.ts';
import { marginLines } from '../margin-lines.ts';
import { below, type Xml } from '../xml.ts';
import { readOdfBody } from './body.ts';
import type { OdfContext } from './context.ts';

/** What stands above (`head`) and below the pages of a text, each line once; `styles` is the part that keeps it. */
export function readOdfMargins(context: OdfContext, styles: Xml | null): { head: Block[]; foot: Block[] } {
  const seen = new Set<string>();
  const read = (...names: string[]): Block[] => {
    const builder = createBlockBuilder();
    // Pictures there are ornament.
    for (const part of names.flatMap((name) => below(styles, name)))
      readOdfBody({ ...context, builder, leaveOut: () => {} }, part);
    return marginLines(builder.finish(), seen);
  };
  return {
    head: read('style:header-first', 'style:header', 'style:header-left'),
    foot: read('style:footer-first', 'style:footer', 'style:footer-left'),
  };
}
