import type { Token } from 'markdown-it';
import type { HtmlShade } from './markdown-html.ts';
import { dropTemplateTags } from './template-tags.ts';

const footnoteMark = /\[\^[^\]\s]+\]:?/g;
const taskMark = /^\[[ xX]\]\s+/;

/**
 * The words of an `inline` token: link and emphasis marks gone, code kept as it is, `<br>` a line break. `shade` knows what
 * the HTML hides; null where there is none.
 */
export function inlineText(token: Token, templates: boolean, shade: HtmlShade | null): string {
  let text = '';
  for (const child of token.children ?? []) {
    if (shade !== null && child.type === 'html_inline') shade.read(child.content);
    if (shade?.isHidden() !== true) text += childText(child);
  }
  if (text.includes('[')) text = text.replace(footnoteMark, '').replace(taskMark, '');
  return templates ? dropTemplateTags(text) : text;
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
      return /^<br\b/i.test(child.content) ? '\n' : '';
    default:
      return '';
  }
}

/** Whether a token holds pictures and no words beside them. */
export function isPicture(token: Token): boolean {
  const shown = (token.children ?? []).filter((child) => childText(child).trim() !== '');
  return shown.length > 0 && shown.every(({ type }) => type === 'image');
}

/** A picture is as good as its description; one of a word or two names an icon. */
export function imageText(description: string): string {
  const words = description.replace(/[[\]\\]/g, '').trim();
  return words.split(/\s+/).length >= 3 ? words : '';
}
