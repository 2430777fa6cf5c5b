import { html, type SafeHtml } from '@remix-run/html-template';

const BLOCK = /```(?:[\w+#-]*\n)?([\s\S]*?)\n?```/;
const INLINE =
  /\\([^\p{L}\p{N}\s])|``\s?([\s\S]+?)\s?``|`([^`\n]+)`|\*\*([\s\S]+?)\*\*|__([\s\S]+?)__|~~([\s\S]+?)~~|\*([^*\s][^*\n]*)\*|<(https?:\/\/[^\s<>]+)>|\[([^\]\n]+)\]\(<?(https?:\/\/[^\s<>)]+)>?\)|<@&?!?(\d+)>|(?<![(<])(https?:\/\/[^\s<>]+)/u;
/** How lines of a kind begin, and how they are shown; the first that fits. */
const LINES = [
  { kind: 'small', begins: /^-# / },
  { kind: 'quote', begins: /^> ?/ },
  { kind: 'item', begins: /^ *[-*] / },
  { kind: 'heading', begins: /^#{1,3} / },
] as const;

/** Discord's markdown as Discord shows it. */
export function discordMarkup(text: string): SafeHtml {
  const found = BLOCK.exec(text);
  if (found === null) return lines(text);
  const [whole, code = ''] = found;
  const before = text.slice(0, found.index).replace(/\n+$/, '');
  const after = text.slice(found.index + whole.length).replace(/^\n+/, '');
  return html`${lines(before)}<pre class="said-code">${code}</pre>${discordMarkup(after)}`;
}

function lines(text: string): SafeHtml {
  if (text.trim() === '') return html``;
  return html`${text.split('\n').map(line)}`;
}

function line(text: string): SafeHtml {
  const known = LINES.find(({ begins }) => begins.test(text));
  const said = inline(known === undefined ? text : text.replace(known.begins, ''));
  switch (known?.kind) {
    case 'small':
      return html`<span class="said-line said-small">${said}</span>`;
    case 'quote':
      return html`<blockquote>${said}</blockquote>`;
    case 'item':
      return html`<span class="said-line said-item">${said}</span>`;
    case 'heading':
      return html`<strong class="said-line">${said}</strong>`;
    case undefined:
      return text.trim() === ''
        ? html`<span class="said-gap"></span>`
        : html`<span class="said-line">${said}</span>`;
  }
}

function inline(text: string): SafeHtml {
  const found = INLINE.exec(text);
  if (found === null) return html`${text}`;
  const [whole, literal, wide, code, bold, under, struck, italic, address, label, target, member, bare] =
    found;
  const before = text.slice(0, found.index);
  return html`${before}${shown()}${inline(text.slice(found.index + whole.length))}`;

  function shown(): SafeHtml {
    if (literal !== undefined) return html`${literal}`;
    if (wide !== undefined || code !== undefined) return html`<code>${wide ?? code ?? ''}</code>`;
    if (bold !== undefined) return html`<strong>${inline(bold)}</strong>`;
    if (under !== undefined) return html`<u>${inline(under)}</u>`;
    if (struck !== undefined) return html`<s>${inline(struck)}</s>`;
    if (italic !== undefined) return html`<em>${inline(italic)}</em>`;
    if (member !== undefined) return html`<span class="said-call">@${member}</span>`;
    const to = address ?? target ?? bare ?? '';
    return html`<a href="${to}" rel="noopener noreferrer">${label === undefined ? to : inline(label)}</a>`;
  }
}
