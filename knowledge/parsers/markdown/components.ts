import type { Place } from '../block-builder.ts';
import type { Labels } from '../html/labels.ts';

/** Elements whose content Markdown reads as blocks of its own, between an opening and a closing tag. */
export type Components = {
  /** Takes in a piece of HTML. True = it only opens or closes parts, and has been dealt with. */
  read(html: string, place: Place): boolean;
};

const part =
  /<(\/?)(details|tab|tabitem|tab-item|card|step|accordion|accordionitem|collapsible|expandable)\b([^>]*)>/gi;
const summary = /<summary\b[^>]*>([\s\S]*?)<\/summary>/i;
const named =
  /\b(?:label|title|heading|header|name)\s*=\s*(?:"([^"]*)"|'([^']*)'|\{\s*["'`]([^"'`]*)["'`]\s*\})/i;

/** Keeps the parts of one page that are open, with their labels. */
export function createComponents(labels: Labels): Components {
  const open: string[] = [];
  return {
    read(html, place) {
      const tags = [...html.matchAll(part)].filter(([tag]) => !tag.endsWith('/>'));
      const balance = tags.reduce((sum, [, slash]) => sum + (slash === '' ? 1 : -1), 0);
      const isWhole = balance === 0 && tags[0]?.[1] === '';
      if (tags.length === 0 || isWhole) return false;
      for (const [, slash, name = '', attributes = ''] of tags) {
        const key = name.toLowerCase();
        if (slash !== '') {
          if (open.at(-1) !== key) continue;
          open.pop();
          labels.close();
        } else {
          const match = named.exec(attributes);
          labels.open(match?.[1] ?? match?.[2] ?? match?.[3] ?? null, place);
          open.push(key);
        }
      }
      const words = summary.exec(html)?.[1]?.replace(/<[^>]*>/g, '') ?? '';
      if (words !== '') labels.name(words, place);
      const rest = html
        .replace(summary, '')
        .replace(/<[^>]*>/g, '')
        .trim();
      if (rest !== '') labels.paragraph(rest, place, false);
      return true;
    },
  };
}
