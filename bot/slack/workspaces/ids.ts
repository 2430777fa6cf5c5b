import type {
  ChatAddress,
  ChatTurn,
  HelpPost,
  IncomingQuestion,
  PlatformHandlers,
  Reply,
  StandingThumb,
} from '../../../core/ports/chat-platform.ts';

/**
 * Slack's ids of channels and people are unique in their workspace only. For Docent they are unique on the platform: those
 * of the first workspace are plain, those of any other have its id before them (`T0OTHER:C0HELP`). So what is decided for a
 * channel, or known of a person, never holds for another workspace.
 */
export type Ids = {
  /** As Docent knows it. */
  told(id: string): string;
  /** As Slack knows it. */
  own(id: string): string;
};

export function idsOf(teamId: string, firstTeamId: string): Ids {
  const prefix = teamId === firstTeamId ? '' : `${teamId}:`;
  return {
    told: (id) => (id === '' ? '' : `${prefix}${id}`),
    own: (id) => (prefix !== '' && id.startsWith(prefix) ? id.slice(prefix.length) : id),
  };
}

/** Whose ids these are: '' = the first workspace's. */
export const teamIn = (id: string): string => /^([^:]+):/.exec(id)?.[1] ?? '';

type Named = { channel?: string; userId?: string; eventId?: string };

/** With the ids of a place and a person as Docent knows them. */
function told<T extends Named>(ids: Ids, event: T): T {
  return {
    ...event,
    ...(event.channel === undefined ? {} : { channel: ids.told(event.channel) }),
    ...(event.userId === undefined ? {} : { userId: ids.told(event.userId) }),
    ...(event.eventId === undefined ? {} : { eventId: ids.told(event.eventId) }),
  };
}

const ownAddress = (ids: Ids, address: ChatAddress): ChatAddress => ({
  ...address,
  channel: ids.own(address.channel),
});

export const ownQuestion = (ids: Ids, question: IncomingQuestion): IncomingQuestion => ({
  ...question,
  address: ownAddress(ids, question.address),
  userId: ids.own(question.userId),
});

export const ownReply = (ids: Ids, reply: Reply): Reply => ({
  ...reply,
  question: ownQuestion(ids, reply.question),
  ...(reply.tell === undefined ? {} : { tell: reply.tell.map(ids.own) }),
});

export const ownPost = (ids: Ids, post: HelpPost): HelpPost => ({
  ...post,
  channel: ids.own(post.channel),
  userId: ids.own(post.userId),
});

export const toldThumbs = (ids: Ids, thumbs: StandingThumb[] | null): StandingThumb[] | null =>
  thumbs?.map((thumb) => told(ids, thumb)) ?? null;

/** Turns of a thread with those who said them as Docent knows them. */
export const toldTurns = (ids: Ids, turns: ChatTurn[]): ChatTurn[] => turns.map((turn) => told(ids, turn));

/** Handlers that are told of what happens in one workspace. */
export function handlersFor(ids: Ids, handlers: PlatformHandlers): PlatformHandlers {
  const tell = <T extends Named>(event: T): T => told(ids, event);
  const {
    onOverheard,
    onStop,
    suggest,
    onProposal,
    settingsForm,
    onSettings,
    onReason,
    onEdited,
    onGone,
    onCleared,
    onJoined,
  } = handlers;
  return {
    onQuestion: (question) => handlers.onQuestion({ ...tell(question), address: tell(question.address) }),
    onVote: (vote) => handlers.onVote(tell(vote)),
    onWhy: (about) => handlers.onWhy(tell(about)),
    onDelete: (wish) => handlers.onDelete(tell(wish)),
    onPress: (press) => handlers.onPress(tell(press)),
    ...(onOverheard === undefined
      ? {}
      : { onOverheard: (message) => onOverheard({ ...tell(message), address: tell(message.address) }) }),
    ...(onStop === undefined ? {} : { onStop: (stop) => onStop(tell(stop)) }),
    ...(suggest === undefined ? {} : { suggest: (place) => suggest(tell(place)) }),
    ...(onProposal === undefined ? {} : { onProposal: (proposal) => onProposal(tell(proposal)) }),
    ...(settingsForm === undefined ? {} : { settingsForm: (place, page) => settingsForm(tell(place), page) }),
    ...(onSettings === undefined ? {} : { onSettings: (place, values) => onSettings(tell(place), values) }),
    ...(onReason === undefined ? {} : { onReason: (reason) => onReason(tell(reason)) }),
    ...(onEdited === undefined ? {} : { onEdited: (edit) => onEdited(tell(edit)) }),
    ...(onGone === undefined ? {} : { onGone: (gone) => onGone(tell(gone)) }),
    ...(onCleared === undefined ? {} : { onCleared: (cleared) => onCleared(tell(cleared)) }),
    ...(onJoined === undefined
      ? {}
      : { onJoined: (joined) => onJoined({ ...tell(joined), place: ids.told(joined.place) }) }),
  };
}
