import type { AllWorkspaces } from './all-workspaces.ts';

/** How the connection stands, in a sentence for each thing that an admin should know. */
export function stateWords(workspaces: Pick<AllWorkspaces, 'list'>, transport: 'socket' | 'http') {
  return {
    connected(): string {
      const all = workspaces.list();
      const teams = [...new Set(all.filter((one) => one.identity() !== null).map((one) => one.team()))];
      const named = teams.join(', ');
      const troubles = all.map((one) => one.trouble()).filter((trouble) => trouble !== '');
      const first =
        transport === 'socket'
          ? `Connected to ${named} over Socket Mode.`
          : `Signed in to ${named}; Slack sends its events to /slack/events.`;
      return [first, ...troubles].join(' ');
    },
  };
}
