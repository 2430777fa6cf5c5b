import { html, type SafeHtml } from '@remix-run/html-template';

const BLOCK = /```\n?([\s\S]*?)\n?```/;
/** Code, what stands in angle brackets, then marks around words. */
const INLINE =
  /`([^`\n]+)`|<([^<>\n]+)>|(?<![\p{L}\p{N}*])\*([^*\n]+)\*(?![\p{L}\p{N}])|(?<![\p{L}\p{N}_])_([^_\n]+)_(?![\p{L}\p{N}])|(?<![\p{L}\p{N}~])~([^~\n]+)~(?![\p{L}\p{N}])/u;

/** Slack's mrkdwn as Slack shows it: code, bold, italic, struck, quotes, links, and people by their ids. */
export function slackMarkup(text: string): SafeHtml {
  const [before, code, ...rest] = text.split(BLOCK);
  if (code === undefined) return lines(text);
  return html`${lines((before ?? '').replace(/\n+$/, ''))}<pre class="said-code">${plain(code)}</pre>${slackMarkup(joined(rest).replace(/^\n+/, ''))}`;
}

/** `split` with a group gives text and code in turns; what is behind the first code is put together again. */
function joined(parts: readonly (string | undefined)[]): string {
  return parts.map((part = '', at) => (at % 2 === 0 ? part : `\`\`\`${part}\`\`\``)).join('');
}

function lines(text: string): SafeHtml {
  if (text.trim() === '') return html``;
  const runs: { isQuote: boolean; lines: string[] }[] = [];
  for (const line of text.split('\n')) {
    const isQuote = /^(?:>|&gt;)/.test(line);
    const last = runs.at(-1);
    if (last?.isQuote === isQuote) last.lines.push(line);
    else runs.push({ isQuote, lines: [line] });
  }
  return html`${runs.map((run) => {
    const said = inline(
      run.lines.map((line) => (run.isQuote ? line.replace(/^(?:>|&gt;) ?/, '') : line)).join('\n'),
    );
    return run.isQuote
      ? html`<blockquote>${said}</blockquote>`
      : html`<span class="said-lines">${said}</span>`;
  })}`;
}

function inline(text: string): SafeHtml {
  const found = INLINE.exec(text);
  if (found === null) return html`${plain(text)}`;
  const [whole, code, angle, bold, italic, struck] = found;
  const before = html`${plain(text.slice(0, found.index))}`;
  const after = () => inline(text.slice(found.index + whole.length));
  if (code !== undefined) return html`${before}<code>${plain(code)}</code>${after()}`;
  if (angle !== undefined) return html`${before}${bracketed(angle)}${after()}`;
  if (bold !== undefined) return html`${before}<strong>${inline(bold)}</strong>${after()}`;
  if (italic !== undefined) return html`${before}<em>${inline(italic)}</em>${after()}`;
  return html`${before}<s>${inline(struck ?? '')}</s>${after()}`;
}

/** A link, or somebody who is called; anything else is shown as it was sent. */
function bracketed(inner: string): SafeHtml {
  const [target = '', label] = inner.split('|', 2);
  if (/^https?:\/\//.test(target))
    return html`<a href="${plain(target)}" rel="noopener noreferrer">${plain(label ?? target)}</a>`;
  if (/^[@#!]/.test(target)) return html`<span class="said-call">${plain(label ?? target)}</span>`;
  return html`&lt;${plain(inner)}&gt;`;
}

const plain = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
