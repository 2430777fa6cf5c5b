import type { Token } from 'markdown-it';
import { checkboxText, taskState } from '../marks/checkbox.ts';
import { subscriptText, superscriptText } from '../marks/superscript.ts';
import { isWide } from '../text/wide-lines.ts';
import { attributeWords } from './jsx.ts';
import type { HtmlShade } from './markdown-html.ts';
import { dropTemplateTags } from './template-tags.ts';

const footnoteStart = /^\[\^([^\]\s]+)\]:\s*/;
const footnoteMark = /\s?\[\^([^\]\s]+)\]/g;
const struck = /^<(\/?)(?:s|del|strike)\b/i;
const raised = /^<(\/?)(sup|sub)\b/i;
const component = /^<[A-Z][\w.]*(\s[^>]*)?\/>$/;
const labelled =
  /^<(?:TabItem|Tab|Card|Step|Accordion)\s[^>]*?\b(?:label|title)=(?:"([^"]+)"|'([^']+)')[^>]*(?<!\/)>$/;
const ticks = /^<input\b(?=[^>]*type\s*=\s*["']?(?:checkbox|radio))/i;

/** The words of an `inline` token, and how many passages of it are struck out, which are left out. */
export type InlineText = { text: string; struck: number };

/**
 * Link and emphasis marks gone, code kept as it is, `<br>` a line break, notes and powers as words. `shade` knows what the HTML
 * hides; null where there is none.
 */
export function inlineText(token: Token, templates: boolean, shade: HtmlShade | null): InlineText {
  let text = '';
  // Its last characters: to look into a text that is still put together would copy all of it.
  let tail = '';
  const add = (words: string): void => {
    text += words;
    tail = (tail + words).slice(-40);
  };
  let hidden = 0;
  let count = 0;
  let raise: { name: string; words: string } | null = null;
  const children = token.children ?? [];
  for (const [at, child] of children.entries()) {
    if (shade !== null && child.type === 'html_inline') shade.read(child.content);
    const strikes = strikeOf(child);
    if (strikes !== 0) {
      if (strikes > 0 && hidden === 0) count += 1;
      hidden = Math.max(0, hidden + strikes);
      continue;
    }
    if (hidden > 0 || shade?.isHidden() === true) continue;
    const level: RegExpExecArray | null = child.type === 'html_inline' ? raised.exec(child.content) : null;
    if (level === null) {
      const next = children[at + 1]?.content[0] ?? '';
      const isInWord = child.type === 'softbreak' && isWide(tail.at(-1) ?? '') && isWide(next);
      const words = isInWord ? '' : childText(child);
      if (raise === null) add(words);
      else raise.words += words;
    } else if (level[1] === '') raise = { name: (level[2] ?? '').toLowerCase(), words: '' };
    else if (raise !== null) {
      add(raise.name === 'sup' ? superscriptText(tail, raise.words) : subscriptText(tail, raise.words));
      raise = null;
    }
  }
  if (raise !== null) add(raise.words);
  if (text.includes('[')) {
    text = text.replace(footnoteStart, 'Note $1: ').replace(footnoteMark, ' (note $1)');
    text = taskState(text)?.text ?? text;
  }
  return { text: templates ? dropTemplateTags(text) : text, struck: count };
}

function strikeOf(child: Token): number {
  if (child.type === 's_open') return 1;
  if (child.type === 's_close') return -1;
  const tag = child.type === 'html_inline' ? struck.exec(child.content) : null;
  if (tag === null) return 0;
  return tag[1] === '' ? 1 : -1;
}

function childText(child: Token): string {
  switch (child.type) {
    case 'text':
    case 'code_inline':
    case 'text_special':
      return child.content;
    case 'softbreak':
      return ' ';
    case 'hardbreak':
      return '\n';
    case 'image':
      return imageText(child.content);
    case 'html_inline':
      return tagText(child.content);
    default:
      return '';
  }
}

function tagText(tag: string): string {
  if (/^<br\b/i.test(tag)) return '\n';
  if (ticks.test(tag)) return `${checkboxText(/\bchecked\b/i.test(tag))} `;
  const label = labelled.exec(tag);
  if (label !== null) return `${label[1] ?? label[2] ?? ''}: `;
  const attributes = component.exec(tag)?.[1];
  return attributes === undefined ? '' : attributeWords(attributes);
}

/** Whether a token holds pictures and no words beside them. */
export function isPicture(token: Token): boolean {
  const shown = (token.children ?? []).filter((child) => childText(child).trim() !== '');
  return shown.length > 0 && shown.every(({ type }) => type === 'image');
}

/** Whether all words of a token are set in bold: the label of what comes next. */
export function isBoldOnly(token: Token): boolean {
  const first = token.children?.[0];
  if (first?.type === 'text' && first.content.trim() !== '') return false;
  const children = (token.children ?? []).filter(
    (child) => child.type !== 'text' || child.content.trim() !== '',
  );
  return (
    children[0]?.type === 'strong_open' &&
    children.at(-1)?.type === 'strong_close' &&
    children.filter((child) => child.type === 'strong_open').length === 1
  );
}

/** A picture is as good as its description; one of a word or two names an icon. */
export function imageText(description: string): string {
  const words = description.replace(/[[\]\\]/g, '').trim();
  return words.split(/\s+/).length >= 3 ? words : '';
}
