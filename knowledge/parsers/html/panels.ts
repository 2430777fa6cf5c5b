import {
  asElement,
  type HtmlElement,
  type HtmlNode,
  isHidden,
  labelText,
  pushChildren,
} from './html-nodes.ts';
import { pairHiddenAnswers, pairRadioTabs } from './toggles.ts';

/** Parts of a page that a click opens. `shown`: what opens, with the label that stands over it (null: it has a heading). */
export type Panels = {
  shown: ReadonlyMap<HtmlElement, string | null>;
  /** Buttons whose words are the heading of what they open. */
  triggers: ReadonlySet<HtmlElement>;
  /** Tabs and lists of them: their words are read as labels of the panels. */
  tabs: ReadonlySet<HtmlElement>;
  /** What stands around the text of a page and is left out. */
  around?: ReadonlySet<HtmlElement>;
};

const none: Panels = { shown: new Map(), triggers: new Set(), tabs: new Set() };
const hint =
  /tabpanel|role=["']?tab|tab-?content|tabbed|aria-controls|aria-expanded|data-(?:bs-)?(?:target|toggle|tab)|href=["']#|onclick|\shidden\b|display\s*:\s*none/i;
const panelClass =
  /(?:^|[\s_-])(?:tab-?pane|tab-?panel|tab-?content-?item|accordion-?(?:body|content|panel)|tab-?content|tab-?panes?|collapse)(?:$|[\s_-])/i;
const headingTag = /^h[1-6]$/;
const LONGEST_LABEL = 200;

/** Finds what tabs and buttons open, so that it is read though the page hides it at first. */
export function findPanels(nodes: readonly HtmlNode[], source: string): Panels {
  if (!hint.test(source)) return none;
  const all = elementsOf(nodes);
  const byId = new Map<string, HtmlElement>();
  for (const each of all) if (each.attribs['id']) byId.set(each.attribs['id'], each);
  const shown = new Map<HtmlElement, string | null>();
  const triggers = new Set<HtmlElement>();
  const tabs = new Set<HtmlElement>();

  const groups = tabGroups(all, byId);

  for (const each of all) {
    const isTab = each.attribs['role'] === 'tab';
    const target = byId.get(targetOf(each)) ?? (opens(each) ? nextOf(each) : undefined);
    if (target === undefined || target === each || isAround(target, each)) continue;
    const isKnown =
      isTab ||
      groups.has(groupOf(each)) ||
      opens(each) ||
      isHidden(target) ||
      panelClass.test(target.attribs['class'] ?? '');
    if (!isKnown) continue;
    const label = labelText(each);
    if (isInHeading(each)) {
      shown.set(target, null);
      triggers.add(each);
    } else if (label === '' || label.length > LONGEST_LABEL) shown.set(target, null);
    else {
      shown.set(target, label);
      tabs.add(each);
    }
  }
  pairByOrder(all, shown, tabs, byId);
  pairRadioTabs(all, { shown, tabs });
  pairHiddenAnswers(all, { shown, tabs });
  return { shown, triggers, tabs };
}

/** Panels that no tab names go with the tabs that name no panel, in order. */
function pairByOrder(
  all: HtmlElement[],
  shown: Map<HtmlElement, string | null>,
  tabs: Set<HtmlElement>,
  byId: Map<string, HtmlElement>,
): void {
  const waiting = all.filter((each) => each.attribs['role'] === 'tab' && !tabs.has(each));
  for (const panel of all) {
    if (panel.attribs['role'] !== 'tabpanel' || shown.has(panel)) continue;
    const named = byId.get(panel.attribs['aria-labelledby'] ?? '');
    const tab = named ?? waiting.shift();
    const label = tab === undefined ? (panel.attribs['aria-label'] ?? '') : labelText(tab);
    shown.set(panel, label === '' ? null : label);
    if (tab !== undefined) tabs.add(tab);
  }
}

function targetOf({ attribs }: HtmlElement): string {
  const target =
    attribs['aria-controls'] ??
    attribs['data-bs-target'] ??
    attribs['data-target'] ??
    attribs['data-tab'] ??
    /['"]([\w-]+)['"]\s*\)/.exec(attribs['onclick'] ?? '')?.[1] ??
    attribs['href'] ??
    '';
  return target.replace(/^#/, '');
}

/** Lists of links into the page of which one opens what is hidden: the others are tabs, too, whatever is open at first. */
function tabGroups(
  all: readonly HtmlElement[],
  byId: ReadonlyMap<string, HtmlElement>,
): ReadonlySet<HtmlElement | null> {
  const groups = new Set<HtmlElement | null>();
  for (const each of all) {
    const target = byId.get(targetOf(each));
    if (target !== undefined && target !== each && isHidden(target) && !isAround(target, each))
      groups.add(groupOf(each));
  }
  groups.delete(null);
  return groups;
}

/** The list or box that a link or button stands in with others of its kind. */
function groupOf(element: HtmlElement): HtmlElement | null {
  const { parent } = element;
  if (parent === null || !('attribs' in parent)) return null;
  const list = parent.name === 'li' ? parent.parent : parent;
  if (list === null || !('attribs' in list) || list.name === 'body') return null;
  return list;
}

function opens({ name, attribs }: HtmlElement): boolean {
  return (
    attribs['aria-expanded'] !== undefined ||
    (name === 'button' && (attribs['aria-controls'] !== undefined || attribs['data-bs-toggle'] !== undefined))
  );
}

/** What stands behind a button, or behind the heading that holds it. */
function nextOf(element: HtmlElement): HtmlElement | undefined {
  let from: HtmlElement = element;
  for (let up = 0; up < 3; up += 1) {
    for (let next = from.next; next !== null; next = next.next) {
      const found = asElement(next);
      if (found !== null)
        return isHidden(found) || panelClass.test(found.attribs['class'] ?? '') ? found : undefined;
    }
    const parent = from.parent;
    if (parent === null || !('attribs' in parent)) return undefined;
    from = parent;
  }
  return undefined;
}

function isInHeading(element: HtmlElement): boolean {
  for (let at: HtmlNode['parent'] = element; at !== null; at = at.parent) {
    if ('attribs' in at && (headingTag.test(at.name) || at.name === 'summary')) return true;
  }
  return false;
}

function isAround(outer: HtmlElement, inner: HtmlElement): boolean {
  for (let at: HtmlNode['parent'] = inner; at !== null; at = at.parent) if (at === outer) return true;
  return false;
}

function elementsOf(nodes: readonly HtmlNode[]): HtmlElement[] {
  const all: HtmlElement[] = [];
  const open: HtmlNode[] = [];
  pushChildren(open, nodes);
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const element = asElement(node);
    if (element === null) continue;
    all.push(element);
    pushChildren(open, element.childNodes);
  }
  return all;
}
