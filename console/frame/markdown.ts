import { html, type SafeHtml } from '@remix-run/html-template';
import MarkdownIt from 'markdown-it';
import sanitizeHtml from 'sanitize-html';
import { citationMark, markAt } from '../../core/text/citation-marks.ts';
import type { Citation } from '../../core/types.ts';
import { passageLink } from './parts.ts';

type Env = { citations?: Citation[] };

// `reference` off: a definition in the text could otherwise turn the mark [1] into a link of its own choosing.
const markdown = new MarkdownIt({ html: false, linkify: false, breaks: true }).disable([
  'reference',
  'image',
]);

markdown.inline.ruler.before('link', 'citation', (state, silent) => {
  const found = markAt(state.src, state.pos);
  if (found === null) return false;
  const env = state.env as Env;
  const citation = env.citations?.find((entry) => entry.n === found.n);
  if (citation === undefined) return false;
  if (!silent) {
    const token = state.push('citation', '', 0);
    token.content = String(
      html`<a class="cite" href="${passageLink(citation.documentId, citation.passageId)}" title="${citation.title}">${citationMark(citation.n)}</a>`,
    );
  }
  state.pos += found.length;
  return true;
});
markdown.renderer.rules['citation'] = (tokens, index) => tokens[index]?.content ?? '';

const POLICY: sanitizeHtml.IOptions = {
  allowedTags: [
    'p',
    'br',
    'ul',
    'ol',
    'li',
    'strong',
    'em',
    's',
    'code',
    'pre',
    'blockquote',
    'a',
    'hr',
    'h1',
    'h2',
    'h3',
    'h4',
    'h5',
    'h6',
    'table',
    'thead',
    'tbody',
    'tr',
    'th',
    'td',
  ],
  allowedAttributes: { a: ['href', 'title', 'rel', 'class'], ol: ['start'] },
  allowedClasses: { a: ['cite'] },
  allowedSchemes: ['http', 'https'],
  allowProtocolRelative: false,
  transformTags: {
    a: (_tag, attributes) => {
      const href = attributes['href'] ?? '';
      if (attributes['class'] === 'cite' && href.startsWith('/documents/')) {
        return { tagName: 'a', attribs: attributes };
      }
      // Anything else must lead outside: a text cannot point at the console's own pages.
      if (!/^https?:\/\//i.test(href)) return { tagName: 'em', attribs: {} };
      return { tagName: 'a', attribs: { href, rel: 'noopener noreferrer nofollow' } };
    },
    // Headings of an answer stay below those of the page.
    h1: 'h4',
    h2: 'h5',
    h3: 'h6',
  },
};

/** An answer's text as safe HTML: no raw HTML, no images, links only to http(s), `[n]` leads to its passage. */
export function renderAnswerText(text: string, citations: Citation[]): SafeHtml {
  const env: Env = { citations };
  const safe = sanitizeHtml(markdown.render(text, env), POLICY);
  return html.raw`<div class="prose" hx-ignore>${safe}</div>`;
}
