/**
 * The plain words of a message that a person wrote: the bot's mention is taken out, Slack's markup becomes what
 * people see (`<#C1|general>` is `#general`), and the three escaped characters come back. A member whose name nobody knows is
 * left out: an id is no word of a question.
 */
export function fromSlack(text: string, botUserId: string, nameOf: NameOf = nobody): string {
  return withoutMention(text, botUserId)
    .replaceAll(/( ?)<([^<>]*)>/g, (_, space: string, inner: string) => {
      const word = seen(inner, nameOf);
      return word === '' ? '' : space + word;
    })
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

/** The name that others see of a member, where it is known. */
export type NameOf = (userId: string) => string | undefined;

const nobody: NameOf = () => undefined;

/** The members whom a text mentions, by their ids. */
export function mentionedIn(text: string): string[] {
  return [...text.matchAll(/<@([A-Z0-9]+)>/g)].map(([, id = '']) => id);
}

function seen(inner: string, nameOf: NameOf): string {
  const bar = inner.indexOf('|');
  const target = bar < 0 ? inner : inner.slice(0, bar);
  const label = bar < 0 ? '' : inner.slice(bar + 1);
  switch (target[0]) {
    case '@':
      return atName(label || nameOf(target.slice(1)) || '');
    case '#':
      return `#${label || target.slice(1)}`;
    case '!':
      return label || `@${target.slice(1).split('^')[0] ?? ''}`;
    default:
      return label || target.replace(/^mailto:/, '');
  }
}

const atName = (name: string): string => (name === '' ? '' : `@${name}`);
