/** Org files as Markdown, line by line: line numbers stay. */
export function orgToMarkdown(source: string): string {
  let code = false;
  let drawer = false;
  let title = '';
  const out = source.split('\n').map((line) => {
    if (/^\s*#\+end_(?:src|example)/i.test(line)) {
      code = false;
      return '```';
    }
    if (code) return line;
    if (/^\s*#\+begin_(?:src|example)/i.test(line)) {
      code = true;
      return '```';
    }
    if (/^\s*:(?:properties|logbook):\s*$/i.test(line)) drawer = true;
    if (drawer) {
      if (/^\s*:end:\s*$/i.test(line)) drawer = false;
      return '';
    }
    const named = /^#\+title:\s*(.*)$/i.exec(line);
    if (named !== null) {
      title = (named[1] ?? '').trim();
      return title === '' ? '' : `# ${title}`;
    }
    const caption = /^#\+caption:\s*(.*)$/i.exec(line);
    if (caption !== null) return inline(caption[1] ?? '');
    if (/^\s*#\+/.test(line) || /^\s*# /.test(line)) return '';
    const heading = /^(\*{1,8})\s+(.*)$/.exec(line);
    if (heading !== null) {
      const depth = Math.min(6, (heading[1] ?? '').length + (title === '' ? 0 : 1));
      return `${'#'.repeat(depth)} ${inline((heading[2] ?? '').replace(/\s+:[\w@:]+:\s*$/, '').replace(/\[#[A-Z]\]\s*/, ''))}`;
    }
    const term = /^(\s*)[-+]\s+(.{1,200}?)\s+::\s+(.*)$/.exec(line);
    if (term !== null) return `${term[1]}- ${inline(term[2] ?? '')}: ${inline(term[3] ?? '')}`;
    if (/^\s*\|[-+|:]+\|?\s*$/.test(line)) return line.replaceAll('+', '|');
    return inline(line);
  });
  return headed(out).join('\n');
}

/** Markdown's tables need a rule under their first row; Org's may have none. */
function headed(lines: string[]): string[] {
  const isRow = (line: string | undefined): boolean => /^\s*\|/.test(line ?? '');
  const isRule = (line: string | undefined): boolean => /^\s*\|[\s:|-]+\|?\s*$/.test(line ?? '');
  return lines.map((line, at) => {
    if (!isRow(line) || isRule(line))
      return isRule(line) && !isRow(lines[at - 2]) && isRow(lines[at - 1]) ? line : isRule(line) ? '' : line;
    return line;
  });
}

function inline(text: string): string {
  return text
    .replace(/^(\s*(?:[-+]|\d{1,3}[.)])\s+)\[-\]\s/, '$1[ ] ')
    .replace(/\[\[(?:[^\][]{0,300})\]\[([^\][]{0,300})\]\]/g, '$1')
    .replace(/\[\[([^\][]{0,300})\]\]/g, '$1')
    .replace(/(^|[\s('"])[=~](\S(?:[^=~\n]{0,300}\S)?)[=~](?=$|[\s.,;:!?)'"])/g, '$1`$2`')
    .replace(/(^|[\s('"])\+(\S(?:[^+\n]{0,300}\S)?)\+(?=$|[\s.,;:!?)'"])/g, '$1~~$2~~')
    .replace(/(\S)\^\{([^}]{0,300})\}/g, '$1<sup>$2</sup>')
    .replace(/([\p{L}\p{N}])_\{([^}]{0,300})\}/gu, '$1<sub>$2</sub>')
    .replace(/\[fn:([^\]:]{1,300})\]/g, '[^$1]');
}
