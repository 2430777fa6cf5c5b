import { asElement, type HtmlElement, type HtmlNode, pushChildren } from './html-nodes.ts';
import { rawText } from './html-parts.ts';

/** What of a style says something about the words: that they are struck, raised, bold or not shown. */
const telling =
  /(?:^|;)\s*(?:text-decoration(?:-line)?\s*:[^;]*line-through|vertical-align\s*:\s*(?:super|sub)\b|font-weight\s*:\s*(?:bold|[6-9]00)|display\s*:\s*none|visibility\s*:\s*hidden)/i;
const hides = /display\s*:\s*none|visibility\s*:\s*hidden/i;
const MOST_RULES = 5_000;

/**
 * Writes what rules for a single class say into the elements of that class, as converters of documents put it: `.c1 {
 * text-decoration: line-through }`. What is hidden so counts only on pages without scripts and where no other rule shows it.
 */
export function applyStyleSheets(nodes: readonly HtmlNode[], source: string): void {
  if (!/<style/i.test(source)) return;
  const elements: HtmlElement[] = [];
  let css = '';
  let hasScript = false;
  const open: HtmlNode[] = [];
  pushChildren(open, nodes);
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const element = asElement(node);
    if (element === null) continue;
    if (element.name === 'style') css += `${rawText(element)}\n`;
    if (element.name === 'script') hasScript = true;
    if (element.attribs['class'] !== undefined) elements.push(element);
    pushChildren(open, element.childNodes);
  }
  const rules = rulesOf(css, hasScript);
  if (rules.size === 0) return;
  for (const { attribs } of elements) {
    const styles = (attribs['class'] ?? '').split(/\s+/).flatMap((name) => rules.get(name) ?? []);
    if (styles.length > 0) attribs['style'] = [...styles, attribs['style'] ?? ''].join(';');
  }
}

function rulesOf(css: string, hasScript: boolean): Map<string, string> {
  const rules = new Map<string, string>();
  const mentions = new Map<string, number>();
  const plain = css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/@[\w-]+[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g, '');
  let left = MOST_RULES;
  for (const [, selectors = '', body = ''] of plain.matchAll(/([^{}]{1,2000})\{([^{}]{0,4000})\}/g)) {
    left -= 1;
    if (left === 0) break;
    for (const [, name = ''] of selectors.matchAll(/\.([\w-]+)/g))
      mentions.set(name, (mentions.get(name) ?? 0) + 1);
    if (!telling.test(body)) continue;
    for (const selector of selectors.split(',')) {
      const name = /^\s*(?:span|p|td|li|div|ol|ul|a)?\.([\w-]+)\s*$/.exec(selector)?.[1];
      if (name !== undefined) rules.set(name, `${rules.get(name) ?? ''};${body.trim()}`);
    }
  }
  for (const [name, body] of rules)
    if (hides.test(body) && (hasScript || (mentions.get(name) ?? 0) > 1))
      rules.set(name, body.replace(new RegExp(hides.source, 'gi'), ''));
  return rules;
}
