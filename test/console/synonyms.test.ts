import { describe, expect, it } from 'vitest';
import { listSynonyms } from '../../core/rag/synonyms/synonym-list.ts';
import { signIn } from './browserless.ts';
import { startRealConsole } from './real-console.ts';

describe('the Synonyms page', () => {
  it('shows the effect, keeps a synonym and takes it off again', async () => {
    await using rig = await startRealConsole();
    await rig.ingest({ 'leave.md': '# Paid leave\n\nEverybody gets 25 days of paid leave a year.\n' });
    const curator = await signIn(rig, 'Cora', 'curator');
    expect(await curator.text('/documents/synonyms')).toContain('No synonyms yet');
    const tried = await curator.text('/documents/synonyms?said=PTO&meant=paid+leave');
    expect(tried).toContain('Nothing is kept yet');
    expect(tried).toMatch(/With the synonym">.*Paid leave/);
    expect(await listSynonyms(rig.app.store)).toEqual([]);

    await curator.post('/documents/synonyms', { said: 'PTO', meant: 'paid leave' });
    expect(await curator.text('/documents/synonyms')).toContain('Remove pto');
    expect((await curator.post('/documents/synonyms', { said: '', meant: 'x' })).status).toBe(400);
    await curator.post('/documents/synonyms/remove', { said: 'pto' });
    expect(await listSynonyms(rig.app.store)).toEqual([]);
    expect((await curator.post('/documents/synonyms/remove', { said: 'pto' })).status).toBe(404);
  });

  it('says what is wrong with one, and shows what somebody typed as text', async () => {
    await using rig = await startRealConsole();
    const curator = await signIn(rig, 'Cora', 'curator');
    expect(await curator.text('/documents/synonyms?said=same&meant=Same')).toContain(
      'Both sides say the same',
    );
    const page = await curator.text('/documents/synonyms?said=%3Cscript%3Ex&meant=y');
    expect(page).not.toContain('<script>x');
  });
});
