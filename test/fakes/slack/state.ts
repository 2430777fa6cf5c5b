import type { Ack, ApiCall, Envelope } from './wire.ts';
import type { Workspace } from './workspace.ts';

type State = { workspace: Workspace; calls: ApiCall[]; acks: Ack[]; sent: Envelope[]; warnings: string[] };

const short = (value: unknown): string => {
  const shown = typeof value === 'string' ? value : JSON.stringify(value);
  return shown.length > 160 ? `${shown.slice(0, 160)}…` : shown;
};

const section = (title: string, lines: string[]): string[] => [
  `${title} (${lines.length})`,
  ...lines.slice(-12).map((line) => `  ${line}`),
];

/** The last things that happened, for the message of a wait that was in vain. */
export const describeState = ({ workspace, calls, acks, sent, warnings }: State): string => {
  const messages = [...workspace.messages.values()].flat();
  return [
    ...section(
      'delivered',
      sent.map(({ kind, payload }) => `${kind} ${short(payload['event'] ?? payload)}`),
    ),
    ...section(
      'acks',
      acks.map(({ envelope_id, status, payload }) => `${envelope_id} ${status ?? ''} ${short(payload)}`),
    ),
    ...section(
      'Web API calls',
      calls.map(({ method, outcome, args }) => `${method} -> ${outcome} ${short(args)}`),
    ),
    ...section(
      'messages',
      messages.map(
        (m) =>
          `${m.channel} ${m.ts} ${m.thread_ts ?? '-'} ${m.user}${m.deleted ? ' deleted' : ''}: ${short(m.text)}`,
      ),
    ),
    ...section('warnings', warnings),
  ].join('\n');
};
