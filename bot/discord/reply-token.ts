/** What is needed to answer a command; travels through the app as one opaque string. */
export type InteractionTicket = { app: string; token: string; ephemeral: boolean };

export function writeTicket(ticket: InteractionTicket): string {
  return [ticket.app, ticket.ephemeral ? 'e' : 'p', ticket.token].join(':');
}

/** Null for a string that no `writeTicket` made. */
export function readTicket(text: string | undefined): InteractionTicket | null {
  const [, app, mode, token] = /^(\d+):([ep]):(.+)$/.exec(text ?? '') ?? [];
  return app === undefined || token === undefined ? null : { app, token, ephemeral: mode === 'e' };
}
