import { describe, expect, it } from 'vitest';
import { createExampleQuestions } from '../../knowledge/documents/example-questions.ts';
import { signIn } from './browserless.ts';
import { startRealConsole } from './real-console.ts';

const TRAVEL = `# Travel

## Booking train tickets

Booking train tickets is done by the travel desk, two weeks ahead. The travel desk sends train tickets by mail and keeps a copy of each.

## How do I get my money back?

Send the receipts to the travel desk within a month and you get your money back with the next salary.
`;
const EXAMPLES = /class="examples[\s\S]*?<\/p>/;

describe('questions to begin with', () => {
  it('are of the manual while there is nothing else', async () => {
    await using rig = await startRealConsole();
    const person = await signIn(rig);
    await rig.ingest({ 'manual.md': '# Add documents\n\nDrop them on the page.' }, { collection: 'docent' });
    expect(EXAMPLES.exec(await person.text('/'))?.[0]).toContain('How do I add a document?');
  });

  it('are of the team’s own documents once there are any, and not of the manual', async () => {
    await using rig = await startRealConsole();
    const person = await signIn(rig);
    await rig.ingest({ 'manual.md': '# Add documents\n\nDrop them on the page.' }, { collection: 'docent' });
    await rig.ingest({ 'travel.md': TRAVEL });
    const shown = EXAMPLES.exec(await person.text('/'))?.[0] ?? '';
    expect(shown).toContain('How do I get my money back?');
    expect(shown).not.toContain('add a document');
    const answer = await rig.ask('How do I get my money back?');
    expect(answer.outcome).toBe('answered');
  });

  it('are found where a heading opens a parenthesis inside a word', async () => {
    await using rig = await startRealConsole();
    await rig.ingest({
      'export.md': '# Export\n\n## Rows(of a table) export\n\nThe rows export writes a file of each table.\n',
      'travel.md': TRAVEL,
    });
    const { store, retriever } = rig.app;
    const questions = await createExampleQuestions({ store, retriever }).of(['default']);
    expect(questions).toContain('How do I get my money back?');
  });

  it('are none where the index is not sure of an answer', async () => {
    await using rig = await startRealConsole();
    await rig.ingest({ 'travel.md': TRAVEL });
    const { store, retriever } = rig.app;
    const unsure = createExampleQuestions({
      store,
      retriever: { search: async (request) => ({ ...(await retriever.search(request)), evidence: 0.4 }) },
    });
    expect(await unsure.of(['default'])).toEqual([]);
    const sure = createExampleQuestions({ store, retriever });
    expect(await sure.of(['default'])).toEqual(['How do I get my money back?']);
    expect(await sure.of(['docent'])).toEqual([]);
    expect(await sure.of(['default'])).toEqual(['How do I get my money back?']);
    await rig.ingest({ 'travel.md': '# Travel\n\nNothing is decided.' });
    expect(await sure.of(['default'])).toEqual([]);
  });
});
