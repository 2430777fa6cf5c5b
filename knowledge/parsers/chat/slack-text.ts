/** How people of an export are called: by their names, or by none. */
export type People = {
  /** Who wrote a message; `nth` is their number within the thread, from 1. */
  writer(user: string, own: string | undefined, nth: number): string;
  /** A person who is spoken to or of. */
  mentioned(user: string): string;
  /** Takes out full names that people typed, where names are not kept. */
  inText(text: string): string;
};

/** One person of `users.json`. */
export type SlackUser = {
  id?: string;
  name?: string;
  profile?: { real_name?: string; display_name?: string };
};

/** People of an export. Where names are not kept, nothing that tells who they are is left in. */
export function peopleOf(users: readonly SlackUser[], keepNames: boolean): People {
  const names = new Map<string, string>();
  for (const { id, name, profile } of users)
    if (typeof id === 'string')
      names.set(id, profile?.display_name || profile?.real_name || name || 'somebody');
  if (keepNames) {
    return {
      writer: (user, own, nth) => names.get(user) ?? own ?? `Person ${nth}`,
      mentioned: (user) => `@${names.get(user) ?? 'somebody'}`,
      inText: (text) => text,
    };
  }
  const typed = [
    ...new Set(users.flatMap(({ profile }) => [profile?.real_name ?? '', profile?.display_name ?? ''])),
  ].filter((name) => name.trim().length >= 3 && /[\p{Lu}\s]/u.test(name));
  // Alternatives are tried in order: the longest name first.
  const pattern = typed
    .sort((a, b) => b.length - a.length)
    .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('|');
  const known =
    pattern === '' ? null : new RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern})(?![\\p{L}\\p{N}])`, 'gu');
  return {
    writer: (_user, _own, nth) => `Person ${nth}`,
    mentioned: () => '@somebody',
    inText: (text) =>
      (known === null ? text : text.replace(known, 'somebody')).replace(address, 'an address'),
  };
}

const address = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;

/** What Slack writes for people, channels, links and signs as readers saw it. */
export function slackText(text: string, people: People): string {
  const shown = text
    .replace(/<@([UW][A-Z0-9]+)(?:\|[^>]*)?>/g, (_, user: string) => people.mentioned(user))
    .replace(/<#[A-Z0-9]+\|([^>]*)>/g, '#$1')
    .replace(/<!(?:subteam\^[A-Z0-9]+\|)?@?([^>|]*)(?:\|[^>]*)?>/g, '@$1')
    .replace(/<mailto:[^|>]*\|([^>]*)>/g, '$1')
    .replace(/<(https?:[^|>]*)\|([^>]*)>/g, (_, url: string, label: string) =>
      label === url || url.endsWith(label) ? url : `${label} (${url})`,
    )
    .replace(/<(https?:[^>]*)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
  return people.inText(shown);
}
