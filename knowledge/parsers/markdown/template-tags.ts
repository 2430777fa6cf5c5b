// Site generators (Jekyll, Eleventy) leave their tags in Markdown pages: `{% page "/travel/" %}`, `{{ site.url }}`.

const hidden = /\{%-?\s*comment\s*-?%\}[\s\S]*?\{%-?\s*endcomment\s*-?%\}/g;
const linkTarget = /\]\((?:\{%[^\n%]*%\}|\{\{[^\n}]*\}\})[^)\s]*\)/g;
const tag = /\{%-?([\s\S]*?)-?%\}/g;
/** Shortcodes of Hugo: what stands between two of them is text. */
const shortcode = /\{\{[<%][^\n{}]{0,500}[>%]\}\}/g;
const quoted = /"([^"]*)"|'([^']*)'/g;

/** Before parsing: comments become empty lines, and link targets that no Markdown parser reads become `#`. */
export function prepareTemplateTags(source: string): string {
  if (!source.includes('{%') && !source.includes('{{')) return source;
  return source.replace(hidden, (match) => match.replace(/[^\n]/g, '')).replace(linkTarget, '](#)');
}

/** In running text: a tag leaves the words that it would have shown, not paths and names of templates. */
export function dropTemplateTags(text: string): string {
  const plain = text.replace(shortcode, '');
  if (!plain.includes('{%')) return plain;
  return plain.replace(tag, (_, body: string) =>
    [...body.matchAll(quoted)]
      .map((match) => match[1] ?? match[2] ?? '')
      .filter((words) => !/^\S*\/\S*$|^[\w.-]+\.\w+$/.test(words))
      .join(' '),
  );
}
