import type { Answer, Question } from '../../core/types.ts';
import { createAnswerMetrics } from './answer-metrics.ts';
import { createStateMetrics, type StateNeeds } from './state-metrics.ts';

/** What Prometheus is told: counts since the start, and how things stand when it asks. */
export type Metrics = {
  count(question: Pick<Question, 'origin'>, answer: Answer): void;
  /** In Prometheus' text format, with those of the process (memory, event loop). */
  text(): Promise<{ type: string; body: string }>;
};

/** The library is loaded here and not before. */
export async function createMetrics(needs: StateNeeds): Promise<Metrics> {
  const { default: prometheus } = await import('prom-client');
  const registry = new prometheus.Registry();
  prometheus.collectDefaultMetrics({ register: registry });
  const count = createAnswerMetrics(prometheus, registry);
  createStateMetrics(prometheus, registry, needs);
  return {
    count,
    text: async () => ({ type: registry.contentType, body: await registry.metrics() }),
  };
}
