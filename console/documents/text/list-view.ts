import { html, type SafeHtml } from '@remix-run/html-template';
import { nothing } from '../../frame/parts.ts';
import { linkedText } from './linked-text.ts';

type Item = { number: number | null; text: string; children: Item[] };

const LINE = /^(\s*)(?:[-•]|(\d{1,4})[.)])\s+(.*)$/;
const TASK = /^([☑☐]) \((ticked|not ticked)\) /;

/** The lines of a list as nested lists: steps keep their numbers, tasks their state. */
export function listView(text: string): SafeHtml {
  return lists(itemsOf(text));
}

function itemsOf(text: string): Item[] {
  const top: Item[] = [];
  const open: { indent: number; item: Item }[] = [];
  let last: Item | null = null;
  for (const line of text.split('\n')) {
    const [, space = '', number, words = ''] = LINE.exec(line) ?? [];
    if (!LINE.test(line) && last !== null) {
      last.text += `\n${line.trim()}`;
      continue;
    }
    const indent = space.length;
    while ((open.at(-1)?.indent ?? -1) >= indent) open.pop();
    last = {
      number: number === undefined ? null : Number(number),
      text: LINE.test(line) ? words : line,
      children: [],
    };
    (open.at(-1)?.item.children ?? top).push(last);
    open.push({ indent, item: last });
  }
  return top;
}

/** Neighbours of one sort make one list. */
function lists(items: readonly Item[]): SafeHtml {
  const runs: Item[][] = [];
  for (const item of items) {
    const run = runs.at(-1);
    if (run !== undefined && (run[0]?.number === null) === (item.number === null)) run.push(item);
    else runs.push([item]);
  }
  return html`${runs.map((run) =>
    run[0]?.number === null ? html`<ul>${run.map(itemView)}</ul>` : html`<ol>${run.map(itemView)}</ol>`,
  )}`;
}

function itemView({ number, text, children }: Item): SafeHtml {
  const [all = '', box, state] = TASK.exec(text) ?? [];
  const words = html`${linkedText(text.slice(all.length))}${children.length === 0 ? nothing : lists(children)}`;
  if (box !== undefined)
    return html`<li class="task"><span role="img" aria-label="${state}">${box}</span> ${words}</li>`;
  return number === null ? html`<li>${words}</li>` : html`<li value="${number}">${words}</li>`;
}
