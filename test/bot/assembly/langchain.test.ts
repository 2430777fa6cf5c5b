import { describe, expect, it } from 'vitest';
import { openApp } from '../../fixtures/whole-app.ts';

const CANTEEN = '# Canteen\n\n## Hours\n\nLunch is served from noon until two.\n';

describe("the app in LangChain's terms", () => {
  it('finds what answers: as a retriever, as a vector store, and as an answer', async () => {
    await using rig = await openApp();
    await rig.ingest({
      'office/canteen.md': CANTEEN,
      'parking.md': '# Parking\n\nThe garage opens at six.\n',
    });
    const { retriever, vectorStore, runnable } = await rig.app.langchain();

    const documents = await retriever({ k: 1 }).invoke('When is lunch served?');
    const [passage] = (await rig.app.retriever.search({ text: 'When is lunch served?', k: 1 })).passages;
    expect(documents).toMatchObject([
      {
        id: passage?.passageId,
        pageContent: passage?.text,
        metadata: {
          ...{ passageId: passage?.passageId, title: 'Canteen', path: 'office/canteen.md' },
          ...{ headings: ['Hours'], place: passage?.place, score: passage?.score },
        },
      },
    ]);

    const [scored] = await vectorStore.similaritySearchWithScore('When is lunch served?', 1);
    expect(scored).toEqual([documents[0], passage?.score]);
    const elsewhere = await vectorStore.similaritySearch('When is lunch served?', 4, {
      paths: ['parking.md'],
    });
    expect(elsewhere.map(({ metadata }) => metadata.path)).not.toContain('office/canteen.md');
    await expect(vectorStore.similaritySearch('lunch', 1, { languages: [] })).rejects.toMatchObject({
      code: 'retriever.bad-filter',
    });

    const answer = await runnable.invoke('When is lunch served?');
    expect(answer).toMatchObject({ outcome: 'answered', citations: [{ title: 'Canteen' }] });
  });
});
