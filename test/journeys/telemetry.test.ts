import { expect, test } from 'vitest';
import { runProcess } from '../bot/cli/run-docent.ts';
import { attributesOf, startCollector } from '../fakes/collector.ts';
import { startProgram } from './program.ts';

test('the Docent that serves sends the trace of an answer to the collector of its settings', async () => {
  await using collector = await startCollector();
  const { dataDir } = await startProgram({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
  const asked = await runProcess(['ask', 'How do I add a document?', '--json'], { dataDir });
  const { traceId } = JSON.parse(asked.out);
  expect(traceId).toMatch(/^ans_/);
  await expect
    .poll(() => collector.spans().map((span) => attributesOf(span)['docent.answer.id']))
    .toContain(traceId);
  const [request] = collector.requests;
  const about = attributesOf(request?.body.resourceSpans[0]?.resource ?? { attributes: [] });
  expect(about).toMatchObject({ 'service.name': 'docent' });
});
