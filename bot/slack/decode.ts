/**
 * The plain words of a message that a person wrote: the bot's mention is taken out, Slack's markup becomes what
 * people see (`<#C1|general>` is `#general`), and the three escaped characters come back.
 */
export function fromSlack(text: string, botUserId: string): string {
  return withoutMention(text, botUserId)
    .replaceAll(/<([^<>]*)>/g, (_, inner: string) => seen(inner))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .trim();
}

/** Cut at the mention instead of matching the spaces around it: a message of spaces must not cost a second. */
function withoutMention(text: string, botUserId: string): string {
  const parts = text.split(/(<@[A-Z0-9]+(?:\|[^<>]*)?>)/);
  const isBot = (part = ''): boolean => part === `<@${botUserId}>` || part.startsWith(`<@${botUserId}|`);
  return parts.reduce((kept, part, index) => {
    if (isBot(part)) return kept;
    if (!isBot(parts[index - 1])) return kept + part;
    return [kept.trimEnd(), part.replace(/^[,:]/, '').trimStart()].filter((one) => one !== '').join(' ');
  }, '');
}

function seen(inner: string): string {
  const bar = inner.indexOf('|');
  const target = bar < 0 ? inner : inner.slice(0, bar);
  const label = bar < 0 ? '' : inner.slice(bar + 1);
  switch (target[0]) {
    case '@':
      return `@${label || target.slice(1)}`;
    case '#':
      return `#${label || target.slice(1)}`;
    case '!':
      return label || `@${target.slice(1).split('^')[0] ?? ''}`;
    default:
      return label || target.replace(/^mailto:/, '');
  }
}
