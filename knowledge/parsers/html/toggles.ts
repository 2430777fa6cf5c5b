import { squeeze } from '../text/text-tidy.ts';
import { asElement, type HtmlElement, isDropped, isHidden, labelText } from './html-nodes.ts';

/** What a page shows on a click, found so far: parts with their labels, and what stands for the labels. */
export type Found = { shown: Map<HtmlElement, string | null>; tabs: Set<HtmlElement> };

const panelName = /(?:^|[\s_-])tab(?:bed)?[\s_-]?(?:block|content|pane|panel|body)(?:$|[\s_-])/i;
const clicked =
  /(?:^|[\s_-])(?:questions?|toggler?|triggers?|expand\w*|collaps\w*|control|summary|accordion\w*|faq\w*|spoiler\w*|title|head(?:er)?)(?:$|[\s_-])/i;
const LONGEST_LABEL = 200;

/** Tabs that work by style sheets alone: radio buttons with labels, and as many panels, in order. */
export function pairRadioTabs(all: readonly HtmlElement[], { shown, tabs }: Found): void {
  const groups = new Map<HtmlElement, HtmlElement[]>();
  for (const each of all) {
    if (each.name !== 'input' || each.attribs['type'] !== 'radio' || !each.attribs['id']) continue;
    const parent = parentOf(each);
    if (parent !== null) groups.set(parent, [...(groups.get(parent) ?? []), each]);
  }
  for (const [parent, radios] of groups) {
    const inside = below(parent);
    const labels = radios.flatMap(({ attribs }) =>
      inside.filter((each) => each.name === 'label' && each.attribs['for'] === attribs['id']).slice(0, 1),
    );
    const named = inside.filter((each) => panelName.test(each.attribs['class'] ?? ''));
    const outer = new Set(named.flatMap((each) => above(each)));
    const panels = [named.filter((each) => !outer.has(each)), named].find(
      (list) => list.length === radios.length,
    );
    if (radios.length < 2 || labels.length !== radios.length || panels === undefined) continue;
    for (const [at, panel] of panels.entries()) {
      const [label, radio] = [labels[at], radios[at]];
      if (label === undefined || radio === undefined) continue;
      shown.set(panel, labelText(label));
      tabs.add(label).add(radio);
    }
  }
}

/** What is hidden right behind something that asks to be clicked is its answer. */
export function pairHiddenAnswers(all: readonly HtmlElement[], { shown, tabs }: Found): void {
  for (const each of all) {
    if (shown.has(each) || isDropped(each.name) || !isHidden(each)) continue;
    const before = previousOf(each);
    if (before === null || tabs.has(before) || isHidden(before)) continue;
    const label = labelText(before);
    if (label === '' || label.length > LONGEST_LABEL || !asksForClick(before, label)) continue;
    const isHeading = /^h[1-6]$/.test(before.name) || below(before).some(({ name }) => /^h[1-6]$/.test(name));
    shown.set(each, isHeading ? null : label);
    if (!isHeading) tabs.add(before);
  }
}

function asksForClick({ name, attribs }: HtmlElement, label: string): boolean {
  return (
    name === 'button' ||
    attribs['onclick'] !== undefined ||
    attribs['role'] === 'button' ||
    /cursor\s*:\s*pointer/i.test(attribs['style'] ?? '') ||
    clicked.test(attribs['class'] ?? '') ||
    label.endsWith('?')
  );
}

function previousOf(element: HtmlElement): HtmlElement | null {
  for (let at = element.prev; at !== null; at = at.prev) {
    const found = asElement(at);
    if (found !== null) return found;
    if (at.type === 'text' && squeeze(at.data) !== '') return null;
  }
  return null;
}

function parentOf({ parent }: HtmlElement): HtmlElement | null {
  return parent !== null && 'attribs' in parent ? parent : null;
}

function above(element: HtmlElement): HtmlElement[] {
  const found: HtmlElement[] = [];
  for (let at = parentOf(element); at !== null; at = parentOf(at)) found.push(at);
  return found;
}

function below(element: HtmlElement): HtmlElement[] {
  const found: HtmlElement[] = [];
  const open = [...element.childNodes].reverse();
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const inner = asElement(node);
    if (inner === null) continue;
    found.push(inner);
    open.push(...[...inner.childNodes].reverse());
  }
  return found;
}
