import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runDocent, temporaryFolder } from './run-docent.ts';

const place = temporaryFolder();
const { folder, dataDir } = place;
const docent = (...args: string[]) => runDocent(args, { dataDir, cwd: folder });
afterAll(() => place[Symbol.dispose]());

describe('docent people', () => {
  it('says that nothing is stored about somebody who never asked, and forgets them all the same', async () => {
    expect((await docent('people', 'show', 'slack', 'U1')).out).toBe(
      'Nothing is stored about this member.\n',
    );
    const run = await docent('people', 'forget', 'slack', 'U1', '--json');
    expect(JSON.parse(run.out)).toEqual({ forgotten: { messages: 0, answers: 0, votes: 0, since: null } });
  });
});

describe('docent answers why', () => {
  it('names the source with the date of its revision', async () => {
    writeFileSync(path.join(folder, 'vpn.md'), '# VPN\n\nReset the VPN password in the portal.\n');
    await docent('ingest', 'vpn.md');
    const asked = await docent('ask', 'How do I reset the VPN password?', '--json');
    const { traceId } = JSON.parse(asked.out) as { traceId: string };
    const run = await docent('answers', 'why', traceId);
    expect(run.out).toMatch(
      /\[1\] VPN.*, as revised on \d+ \w+ \d{4}: “Reset the VPN password in the portal/,
    );
    expect(await docent('answers', 'why', 'nothing')).toMatchObject({ code: 1 });
  });
});
