/**
 * What is needed to answer a command; travels through the app as one opaque string. `fresh` = of a button that was pressed
 * after the command's first reply.
 */
export type InteractionTicket = { app: string; token: string; ephemeral: boolean; fresh?: true };

export function writeTicket({ app, token, ephemeral, fresh }: InteractionTicket): string {
  return [app, fresh === true ? 'f' : ephemeral ? 'e' : 'p', token].join(':');
}

/** Null for a string that no `writeTicket` made. */
export function readTicket(text: string | undefined): InteractionTicket | null {
  const [, app, mode, token] = /^(\d+):([epf]):(.+)$/.exec(text ?? '') ?? [];
  if (app === undefined || token === undefined) return null;
  return { app, token, ephemeral: mode !== 'p', ...(mode === 'f' ? { fresh: true } : {}) };
}
