import type { ChatPlatform, Delivered, IncomingQuestion } from '../../../core/ports/chat-platform.ts';
import type { AllWorkspaces } from './all-workspaces.ts';
import { ownPost, ownQuestion, ownReply, teamIn, toldThumbs, toldTurns } from './ids.ts';
import type { Served } from './served.ts';

type Routed = Required<
  Pick<
    ChatPlatform,
    | 'acknowledge'
    | 'deliver'
    | 'greet'
    | 'live'
    | 'outside'
    | 'passOn'
    | 'permalink'
    | 'remove'
    | 'standing'
    | 'thread'
    | 'writing'
  >
>;

/** Before a workspace that is not signed in is asked again. */
const AGAIN_MS = 5_000;

/**
 * Sends each thing to the workspace that it belongs to, with that workspace's token or not at all. What belongs to one that
 * is gone fails; what belongs to one that cannot be reached now is tried again.
 */
export function createRouting(workspaces: Pick<AllWorkspaces, 'forTeam'>): Routed {
  const ofQuestion = ({ address }: IncomingQuestion) => workspaces.forTeam(address.workspace);
  const ofChannel = (channel: string) => workspaces.forTeam(teamIn(channel));
  const gone: Delivered = { kind: 'failed', why: 'Docent is not in this Slack workspace any more' };
  const later: Delivered = {
    ...{ kind: 'retry', afterMs: AGAIN_MS, why: 'not signed in to this Slack workspace', untried: true },
  };
  const reached = (served: Served | null | undefined): Served => {
    if (served === undefined) throw new Error('Docent is not in this Slack workspace any more');
    if (served === null) throw new Error('not signed in to Slack');
    return served;
  };

  return {
    async acknowledge(question) {
      const served = ofQuestion(question);
      await served?.workspace.acknowledge(ownQuestion(served.ids(), question));
    },
    async writing(question) {
      const served = ofQuestion(question);
      await served?.workspace.writing(ownQuestion(served.ids(), question));
    },
    async outside({ channel, userId, ...place }) {
      const served = ofChannel(channel);
      // What is still owed there must come to an end; nothing of the team's is said meanwhile.
      if (served === undefined) return 'unknown';
      const { workspace, ids } = reached(served);
      return workspace.outside({ ...place, channel: ids().own(channel), userId: ids().own(userId) });
    },
    async standing(question, messageId) {
      const { workspace, ids } = reached(ofQuestion(question));
      return toldThumbs(ids(), await workspace.standing(ownQuestion(ids(), question), messageId));
    },
    async thread(question, limit) {
      const served = ofQuestion(question);
      if (!served) return [];
      return toldTurns(
        served.ids(),
        await served.workspace.thread(ownQuestion(served.ids(), question), limit),
      );
    },
    async deliver(reply, posted) {
      const served = ofQuestion(reply.question);
      if (!served) return served === null ? later : gone;
      return served.workspace.deliver(ownReply(served.ids(), reply), posted);
    },
    live(question, deliveryId, record) {
      const served = ofQuestion(question);
      return served?.workspace.live(ownQuestion(served.ids(), question), deliveryId, record) ?? null;
    },
    async greet(channel, text) {
      const { workspace, ids } = reached(ofChannel(channel));
      await workspace.greet(ids().own(channel), text);
    },
    async passOn(post) {
      const served = ofChannel(post.channel);
      if (!served) return served === null ? later : gone;
      return served.workspace.passOn(ownPost(served.ids(), post));
    },
    async remove(channel, messageIds) {
      const { workspace, ids } = reached(ofChannel(channel));
      await workspace.remove(ids().own(channel), messageIds);
    },
    async permalink(address, messageId) {
      const served = workspaces.forTeam(address.workspace);
      if (!served) return null;
      const channel = served.ids().own(address.channel);
      return served.workspace.permalink({ ...address, channel }, messageId);
    },
  };
}
