import { describe, expect, it } from 'vitest';
import { setChannel } from '../../core/defensive-ux/channels.ts';
import { collectionRules } from '../../core/guardrails/collection-rules.ts';
import { signIn } from './browserless.ts';
import { startRealConsole } from './real-console.ts';

describe('the Collections page', () => {
  it('says where a collection is searched, and lets admins decide about its personal data', async () => {
    await using rig = await startRealConsole();
    await rig.ingest({ 'team.md': '# Team\n\nWrite to Jane, jane.doe@example.org.\n' });
    const [{ collection } = { collection: '' }] = await rig.app.library.collections();
    const place = { platform: 'slack', channel: 'C0TEAM' };
    await setChannel(rig.app, place, { mode: 'answer', collections: [collection], models: null });
    const admin = await signIn(rig, 'Ada', 'admin');
    const page = await admin.text('/documents/collections');
    expect(page).toContain('Only C0TEAM');
    expect(page).toContain('May be given');

    await admin.post(`/documents/collections/${collection}`, { personalData: 'removed' });
    expect(await collectionRules(rig.app.store)).toEqual([{ collection, personalData: 'removed' }]);
    expect((await admin.post('/documents/collections/nowhere', { personalData: 'removed' })).status).toBe(
      404,
    );
    expect(
      (await admin.post(`/documents/collections/${collection}`, { personalData: 'blurred' })).status,
    ).toBe(400);

    const curator = await signIn(rig, 'Cora', 'curator');
    expect(await curator.text('/documents/collections')).toContain('Taken out');
    const refused = await curator.post(`/documents/collections/${collection}`, { personalData: 'published' });
    expect(refused.status).toBe(403);
  });
});
