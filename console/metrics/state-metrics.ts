import type { Gauge, Registry } from 'prom-client';
import { voteSignals } from '../../core/ports/signal-kinds.ts';
import type { ConsoleDeps } from '../deps.ts';

export type StateNeeds = Pick<ConsoleDeps, 'store' | 'connectors'> & {
  /** Questions from chats that wait for their turn. */
  waiting(): number;
};

/** What is read when somebody asks for the metrics: the queue, jobs, votes, documents, chats. */
export function createStateMetrics(
  { Gauge: GaugeOf }: { Gauge: typeof Gauge },
  registry: Registry,
  { store, connectors, waiting }: StateNeeds,
): void {
  const registers = [registry];
  new GaugeOf({
    name: 'docent_questions_waiting',
    help: 'Questions from chats that wait for their turn.',
    registers,
    collect() {
      this.set(waiting());
    },
  });
  new GaugeOf({
    name: 'docent_jobs',
    help: 'Jobs by kind that wait or run, and those that failed.',
    labelNames: ['kind', 'state'],
    registers,
    async collect() {
      this.reset();
      const rows = await store
        .selectFrom('jobs')
        .select((eb) => ['kind', 'state', eb.fn.countAll<number>().as('jobs')])
        .where('state', 'in', ['queued', 'running', 'failed'])
        .groupBy(['kind', 'state'])
        .execute();
      for (const { kind, state, jobs } of rows) this.set({ kind, state }, Number(jobs));
    },
  });
  new GaugeOf({
    name: 'docent_votes',
    help: 'Votes as they came in, those taken back included (none).',
    labelNames: ['vote'],
    registers,
    async collect() {
      this.reset();
      const rows = await store
        .selectFrom('signals')
        .select((eb) => ['polarity', eb.fn.countAll<number>().as('votes')])
        .where('signal', 'in', voteSignals)
        .groupBy('polarity')
        .execute();
      for (const { polarity, votes } of rows) this.set({ vote: wordOf(Number(polarity)) }, Number(votes));
    },
  });
  new GaugeOf({
    name: 'docent_documents',
    help: 'Documents by status.',
    labelNames: ['status'],
    registers,
    async collect() {
      this.reset();
      const rows = await store
        .selectFrom('documents')
        .select((eb) => ['status', eb.fn.countAll<number>().as('documents')])
        .groupBy('status')
        .execute();
      for (const { status, documents } of rows) this.set({ status }, Number(documents));
    },
  });
  new GaugeOf({
    name: 'docent_connector_ready',
    help: 'Whether a chat platform that has tokens is connected.',
    labelNames: ['platform'],
    registers,
    collect() {
      this.reset();
      for (const { id, configured, status } of connectors.list())
        if (configured.length > 0) this.set({ platform: id }, status.state === 'ready' ? 1 : 0);
    },
  });
}

const wordOf = (polarity: number) => (polarity > 0 ? 'good' : polarity < 0 ? 'bad' : 'none');
