/** Boxes of documentation sites, by the word that opens them. Others (`columns`, `grid`) are only layout. */
const boxes = new Set(
  (
    'note tip info warning warn danger caution important success question example details hint attention error abstract ' +
    'summary bug quote failure seealso todo faq check alert'
  ).split(' '),
);

const fence = /^\s{0,3}(?:>\s*)*(`{3,}|~{3,})/;
const container = /^\s*:{3,}\s*\{?\.?([\w-]*)\}?\s*(.*)$/;
const quoted = /^(\s*(?:>\s*)+)\[!([\w-]+)\][-+]?\s*(.*)$/;
const indented = /^(\s*)(?:!!!|\?\?\?\+?|===[!+]?)\s+(?:([\w-]+)\s*)?(?:"([^"]*)")?\s*$/;
const template = /^\s*\{[{%][<%-]?\s*\/?\s*(\w+)\s*(.*?)\s*\/?[%>-]?[%}]\}\s*$/;
const attribute = /(?:style|type|title|label|name)\s*=\s*"([^"]*)"/;
const moduleLine =
  /^(?:import\s[^\n]*?\sfrom\s+['"]|import\s+['"]|export\s+(?:const|default|function|let|async)\b)/;
const wikiLink = /(!?)\[\[([^\][|\n]{1,300})(?:\|([^\][\n]{0,300}))?\]\]/g;
/** Classes and ids for the block beside it (kramdown). */
const attributeLine = /^\s*\{:[^{}\n]{1,300}\}\s*$/;
/** Tags of Hugo: what stands between two of them is text. */
const shortcode = /\{\{[<%][^\n{}]{0,500}[>%]\}\}/g;
const highlighted = /(?<![=\w])==(?=[^\s=])([^=\n]{1,300}?)(?<=\S)==(?![=\w])/g;
const jsxComment = /\{\/\*[\s\S]*?\*\/\}/g;
const obsidianComment = /%%[\s\S]{0,2000}?%%/g;

type State = { label: string; depth: number | null; code: string | null };

/**
 * Notation of sites and note books that plain Markdown shows raw, made readable: boxes (`:::warning`, `> [!NOTE]`, `!!! tip`,
 * `{% hint %}`) become words before their text, `[[page|words]]` words, `Term` with `: meaning` a list. Lines keep their numbers.
 */
export function readNotation(source: string): string {
  if (!/:::|\[!|^\s*(?:!!!|\?\?\?|===)|\{[%{:]|\[\[|^:\s|^(?:import|export)\s|\{\/\*|%%|==\S/m.test(source))
    return source;
  const blank = (match: string): string => match.replace(/[^\n]/g, '');
  const text = source.includes('{/*') ? source.replace(jsxComment, blank) : source;
  const lines = text.split('\n');
  const state: State = { label: '', depth: null, code: null };
  for (let at = 0; at < lines.length; at += 1) lines[at] = readLine(lines, at, state);
  return lines.join('\n');
}

function readLine(lines: string[], at: number, state: State): string {
  let line = lines[at] ?? '';
  if (state.depth !== null) {
    if (/^\s*$/.test(line)) return line;
    if (line.startsWith(' '.repeat(state.depth + 2)))
      line = line.replace(new RegExp(`^ {${state.depth}} {2,4}`), ' '.repeat(state.depth));
    else state.depth = null;
  }
  const mark = fence.exec(line)?.[1];
  if (state.code !== null) {
    if (mark?.startsWith(state.code) === true && /^[\s>]*[`~]+\s*$/.test(line)) state.code = null;
    return line;
  }
  if (mark !== undefined) {
    state.code = mark;
    state.label = '';
    return line;
  }
  const opened = boxLine(line, state);
  if (opened !== null) return opened;
  if (moduleLine.test(line) || attributeLine.test(line)) return '';
  return withLabel(readLinks(withTerm(lines, at, line)), state);
}

/** A line that only opens or closes a box; null for any other. */
function boxLine(line: string, state: State): string | null {
  const box = container.exec(line);
  if (box !== null) {
    const [, name = '', title = ''] = box;
    state.label = labelOf(name, title.replace(/^\{.*\}$|^\[(.*)\]$/, '$1'));
    return '';
  }
  const quote = quoted.exec(line);
  if (quote !== null) {
    state.label = labelOf(quote[2] ?? '', quote[3] ?? '') || `${capital(quote[2] ?? '')}:`;
    return quote[1] ?? '';
  }
  const block = indented.exec(line);
  if (block !== null && (block[2] !== undefined || block[3] !== undefined)) {
    state.depth = (block[1] ?? '').length;
    state.label = block[2] === undefined ? `${block[3] ?? ''}:` : labelOf(block[2], block[3] ?? '', true);
    return '';
  }
  const tag = template.exec(line);
  if (
    tag !== null &&
    /^(?:end)?(?:hint|tabs?|note|warning|tip|info|notice|callout|alert|danger|details|expand|steps?|code-tabs)$/.test(
      tag[1] ?? '',
    )
  ) {
    const [, name = '', rest = ''] = tag;
    if (/^end|^\s*\{\{[<%]\s*\//.test(name) || /^\s*\{[{%][<%-]?\s*\//.test(line)) state.label = '';
    else {
      const value = attribute.exec(rest)?.[1] ?? rest.replace(/["']/g, '').trim();
      state.label = boxes.has(value) ? `${capital(value)}:` : labelOf(name, value);
      if (/^(?:tab|step|details|expand)$/.test(name) && value !== '') state.label = `${value}:`;
    }
    return '';
  }
  return null;
}

function labelOf(name: string, title: string, always = false): string {
  const words = title.replace(/["{}]/g, '').trim();
  if (!boxes.has(name.toLowerCase()) && !always) return '';
  const kind = name.toLowerCase() === 'details' || name.toLowerCase() === 'summary' ? '' : capital(name);
  if (words === '') return kind === '' ? '' : `${kind}:`;
  return kind === '' || words.toLowerCase() === name.toLowerCase() ? `${words}:` : `${kind} – ${words}:`;
}

/** The label goes before the first words of its box; before a list or a table it is a line of its own. */
function withLabel(line: string, state: State): string {
  if (state.label === '') return line;
  const match = /^(\s*(?:>\s*)*)(.*)$/.exec(line);
  const [, lead = '', words = ''] = match ?? [];
  if (words === '') return line;
  const { label } = state;
  state.label = '';
  return /^[\p{L}\p{N}*_`"“[(<]/u.test(words) && !/^(?:\d+[.)]|[*+-])\s|^\|/.test(words)
    ? `${lead}${label} ${words}`
    : line;
}

/** `: meaning` below a term: an item `Term: meaning`. */
function withTerm(lines: string[], at: number, line: string): string {
  const meaning = /^:\s+(\S.*)$/.exec(line)?.[1];
  if (meaning === undefined) return line;
  const above = [at - 1, at - 2].find((index) => (lines[index] ?? '').trim() !== '');
  const term = above === undefined ? undefined : lines[above];
  if (above === undefined || term === undefined || term.length > 200) return line;
  const known = /^- (.{1,120}?): /.exec(term);
  if (known !== null) return `- ${known[1]}: ${meaning}`;
  if (!/^[\p{L}\p{N}*_`"(]/u.test(term)) return line;
  lines[above] = '';
  return `- ${term.trim()}: ${meaning}`;
}

function readLinks(line: string): string {
  const shown = line.includes('%%') ? line.replace(obsidianComment, '') : line;
  if (!/\[\[|==|\{\{[<%]/.test(shown)) return shown;
  // Every second part stands between backticks.
  return shown
    .split('`')
    .map((part, at) =>
      at % 2 === 1
        ? part
        : part
            .replace(shortcode, '')
            .replace(highlighted, '$1')
            .replace(wikiLink, (_, embed: string, page: string, words?: string) => {
              if (embed === '!') return '';
              return (words ?? '').trim() || page.replace(/#\^?/, ' ').replace(/^.*\//, '').trim();
            }),
    )
    .join('`');
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();
}
