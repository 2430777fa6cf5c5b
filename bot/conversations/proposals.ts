import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { wording } from '../../core/defensive-ux/wording.ts';
import { messageOf } from '../../core/errors.ts';
import { hashUser } from '../../core/feedback/votes.ts';
import { applyFixes } from '../../core/guardrails/detectors/finding.ts';
import { detectPersonalData } from '../../core/guardrails/detectors/personal-data.ts';
import { findSecrets } from '../../core/guardrails/secrets.ts';
import type { ChatPlatform, IncomingProposal } from '../../core/ports/chat-platform.ts';
import { platformOf } from '../../core/ports/platforms.ts';
import type { ConversationApp } from './conversation-app.ts';
import { outsideOf } from './inbox/outside.ts';

/** The collection that proposals wait in as drafts: nothing of it is found before a curator publishes it. */
export const PROPOSALS = 'proposals';
/** Characters of a whole proposal. */
const LONGEST = 40_000;
const SECRET_MARK = '[removed: secret]';

type Deps = {
  app: Pick<ConversationApp, 'store' | 'clock' | 'random' | 'log' | 'library'>;
  platform(id: string): ChatPlatform | undefined;
};

/**
 * Takes in a message or thread as a draft that a curator decides about, with where it came from and without personal data;
 * false where it is not. The same message again is the same document.
 */
export function createProposals({ app, platform }: Deps) {
  const { log } = app;

  return async (proposal: IncomingProposal): Promise<boolean> => {
    const { channel, userId } = proposal;
    // What people of other companies wrote is not the team's to keep.
    if ((await outsideOf(platform(proposal.platform), { channel, userId })) !== null) return false;
    const texts = proposal.texts.map(withoutPersonal).filter((text) => text !== '');
    const by = await hashUser(app, proposal.platform, userId);
    if (texts.length === 0) return false;
    const folder = await mkdtemp(path.join(tmpdir(), 'docent-proposal-'));
    try {
      const file = path.join(proposal.platform, channel, `${proposal.messageId}.md`);
      await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
      await writeFile(path.join(folder, file), textOf(proposal, texts, app.clock.now()));
      const options = { collection: PROPOSALS, draft: true, by: `${proposal.platform}:${by}`, cwd: folder };
      const { files } = await app.library.ingest([file], options);
      const [taken] = files;
      log.info(
        { document: taken?.documentId, by, status: taken?.status },
        'a message was proposed as knowledge',
      );
      return taken !== undefined && taken.status !== 'rejected';
    } catch (error) {
      log.error({ error: messageOf(error) }, 'a message could not be taken in as a proposal');
      return false;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };
}

function textOf({ platform, link }: IncomingProposal, texts: readonly string[], now: number): string {
  const name = platformOf(platform)?.name ?? platform;
  const date = new Date(now).toISOString().slice(0, 10);
  const { heading, from } = wording.proposal;
  const origin = `${from.replace('{platform}', name).replace('{date}', date)}${link === null ? '' : ` ${link}`}`;
  const title =
    (texts[0] ?? '')
      .split('\n')[0]
      ?.replace(/^[#>\s*]+/, '')
      .slice(0, 80) ?? '';
  return `# ${heading}: ${title}\n\n${texts.join('\n\n').slice(0, LONGEST)}\n\n${origin}\n`;
}

function withoutPersonal(text: string): string {
  const plain = applyFixes(text, detectPersonalData(text));
  const secrets = findSecrets(plain).map(([start, end]) => ({
    ...{ start, end, kind: 'secret', confidence: 1, fix: SECRET_MARK },
  }));
  return applyFixes(plain, secrets).trim();
}
