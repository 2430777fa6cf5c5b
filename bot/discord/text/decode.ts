/** Names for what a message only points at. */
export type Names = {
  user(id: string): string | null;
  channel(id: string): string | null;
  role?(id: string): string | null;
  /** The role that a server gave the bot: naming it is naming the bot. */
  isOwnRole?(id: string): boolean;
};

const MARKUP = /<(@[!&]?|#)(\d+)>|<a?:(\w+):\d+>|<\/([^:>]+):\d+>|<t:(-?\d{1,11})(?::[a-zA-Z])?>/g;
const ESCAPED = /\\([^\p{L}\p{N}\s])/gu;

/** What a person wrote, as plain words: the bot's mention taken out, other markup replaced by names. */
export function decodeText(content: string, botId: string, names: Names): string {
  return content
    .replace(
      MARKUP,
      (found, sigil?: string, id?: string, emoji?: string, command?: string, time?: string) => {
        if (emoji !== undefined) return `:${emoji}:`;
        if (command !== undefined) return `/${command}`;
        if (time !== undefined) return dateOf(Number(time)) ?? found;
        if (id === undefined || sigil === undefined) return found;
        if (sigil === '#') return `#${names.channel(id) ?? 'channel'}`;
        if (sigil === '@&') return names.isOwnRole?.(id) === true ? ' ' : `@${names.role?.(id) ?? 'role'}`;
        return id === botId ? ' ' : `@${names.user(id) ?? 'user'}`;
      },
    )
    .replace(ESCAPED, '$1')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim();
}

function dateOf(seconds: number): string | null {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? null : date.toISOString().slice(0, 16).replace('T', ' ');
}
