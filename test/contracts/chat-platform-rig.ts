import type {
  ChatPlatform,
  IncomingPress,
  IncomingQuestion,
  IncomingVote,
  IncomingWhy,
  Offer,
  PlatformHandlers,
} from '../../core/ports/chat-platform.ts';

/** A visible message of the bot. */
export type ShownMessage = {
  id: string;
  text: string;
  /** Who it would ping (`@everyone`, `<!here>`, a user or a role), as the platform would read the message. */
  pings: string[];
};

/** One platform against its fake, as its members see it from outside. `platform` is not started yet. */
export type ChatPlatformRig = {
  platform: ChatPlatform;
  /** A person mentions the bot in a channel, or in the thread that `inThreadOf` (a question's message) has. */
  ask(text: string, inThreadOf?: string): Promise<{ messageId: string }>;
  /** A person writes in that thread without mentioning the bot. */
  say(text: string, inThreadOf: string): Promise<void>;
  /** Whether people can see that the bot noticed the message: a status, an emoji, typing. */
  acknowledged(messageId: string): boolean;
  /** The bot's visible messages, oldest first: those where people ask, or in the help channel. */
  shown(place?: 'help'): ShownMessage[];
  /** A person puts a thumb on a message of the bot, or takes it back. */
  thumb(messageId: string, thumb: 'up' | 'down', action: 'add' | 'remove'): Promise<void>;
  /** A person presses "why this answer?" under it; resolves with what only they are shown. */
  pressWhy(messageId: string): Promise<Pick<ShownMessage, 'text' | 'pings'>>;
  /** A person other than the asker presses the button of an offer; resolves with what only they are shown. */
  pressOffer(messageId: string, offer: Offer): Promise<Pick<ShownMessage, 'text' | 'pings'>>;
  /** The channel where questions are passed on, and what stands there. */
  helpChannel: string;
  /** How the platform writes a mention of a member. */
  mentionOf(userId: string): string;
  /** The same platform as another process would make it, to be started and stopped by the test. */
  anotherProcess(): ChatPlatform;
  /** The next message that the bot posts is shown, but the answer to the request gets lost. */
  loseNextResponse(): void;
  /** A platform that is configured with a token that the fake refuses. */
  withBadToken(): ChatPlatform;
  close(): Promise<void>;
};

/** What reached the handlers, in order. */
export type Heard = {
  questions: IncomingQuestion[];
  votes: IncomingVote[];
  whys: IncomingWhy[];
  presses: IncomingPress[];
  /** Platforms that may not have told all. */
  missed: string[];
  handlers: PlatformHandlers;
};

/** Handlers that remember what they were given. */
export function createHeard(): Heard {
  const questions: IncomingQuestion[] = [];
  const votes: IncomingVote[] = [];
  const whys: IncomingWhy[] = [];
  const presses: IncomingPress[] = [];
  const missed: string[] = [];
  return {
    missed,
    presses,
    whys,
    questions,
    votes,
    handlers: {
      onQuestion: async (question) => {
        questions.push(question);
      },
      onVote: async (vote) => {
        votes.push(vote);
        return true;
      },
      onDelete: async () => {},
      onMissed: async (platform) => {
        missed.push(platform);
      },
      onPress: async (press) => {
        presses.push(press);
        return `${hostile}\nPassed on.`;
      },
      onWhy: async (about) => {
        whys.push(about);
        return `${hostile}\nI used these passages.`;
      },
    },
  };
}

export const hostile =
  'Hi @everyone @here <!channel> <!here> <!subteam^S1|@team> <@U0ADA> <@1001> <@&1002> ok';
