import { consoleTests, type SecurityRow } from './row.ts';

const model = 'test/core/answering/answer-model.test.ts';
const cache = 'test/core/answering/answer-cache.test.ts';
const kept = 'test/core/caching/exact-cache.test.ts';
const fair = 'test/bot/conversations/inbox/fair-line.test.ts';
const ceilings = 'test/core/answering/ceilings/ceilings.test.ts';
const agents = 'test/bot/mcp/mcp-http.test.ts';
const container = 'test/container.test.ts';
const audit = consoleTests('audit');
const settings = 'test/bot/settings/env-file.test.ts';

/** Answers, the cache, consumption, platforms, operation. */
export const answerRows: readonly SecurityRow[] = [
  {
    id: 'T-P1',
    attack: 'hidden orders in documents',
    seenBy: [
      [
        'test/knowledge/parsers/html/html.test.ts',
        'leaves out scripts, navigation, page feet and hidden text',
      ],
      [model, 'is nothing a passage told it: what passages say reaches it fenced, without their secrets'],
    ],
    open: 'not measured with a real model',
  },
  {
    id: 'T-P2',
    attack: 'asking for the prompt or for other channels',
    seenBy: [[cache, 'serves only those who may read the same collections']],
    open: 'not measured with a real model',
  },
  {
    id: 'T-P3',
    attack: 'links and pictures of a model that obeys',
    seenBy: [
      [model, 'is taken out of %j'],
      [
        'test/core/guardrails/default-guards.test.ts',
        'take out a host with a path that stands in no source: %j',
      ],
      [model, 'is not a link that stands in a passage'],
    ],
  },
  {
    id: 'T-P4',
    attack: 'previews and mentions in chats',
    seenBy: [
      ['test/bot/slack/render.test.ts', 'switches off every automatic link and mention'],
      [
        'test/bot/slack/delivery.test.ts',
        'goes into the thread of the question, without unfurling, with buttons and marks',
      ],
      ['test/bot/discord/delivery.test.ts', 'pings nobody, shows no preview and keeps code blocks whole'],
    ],
  },
  {
    id: 'T-P5',
    attack: 'answers from collections of others',
    seenBy: [
      [cache, 'serves only those who may read the same collections'],
      [agents, 'gives nothing of collections that are named for other places, and no drafts'],
    ],
  },
  {
    id: 'T-P6',
    attack: 'a poisoned document',
    seenBy: [
      [
        consoleTests('document-answers'),
        'lists the answers that used a document, and takes it out of them when it is deleted',
      ],
      [kept, 'forgets what cites a document that is deleted, and nothing else'],
    ],
  },
  {
    id: 'T-O1',
    attack: 'scripts in texts that the console shows',
    seenBy: [
      [consoleTests('browser'), 'shows hostile texts as text on every page'],
      [consoleTests('markdown'), 'makes nothing but harmless elements of %j'],
    ],
  },
  {
    id: 'T-K1',
    attack: 'kept answers of other times and rights',
    seenBy: [
      [cache, 'serves only those who may read the same collections'],
      [cache, 'does not serve for another answerer'],
    ],
  },
  {
    id: 'T-K2',
    attack: 'questions that only look alike',
    seenBy: [
      ['test/core/caching/gates.test.ts', 'serve none of the swaps'],
      ['test/core/caching/meant-pairs.test.ts', 'no swap is served, of whatever kind'],
    ],
  },
  {
    id: 'T-K3',
    attack: 'bad answers that are kept',
    seenBy: [
      [kept, 'misses a quarantined entry'],
      ['test/core/answering/writing-ladder.test.ts', 'is quoted after %s, says so, and is not kept'],
    ],
  },
  {
    id: 'T-K4',
    attack: 'kept answers of deleted documents',
    seenBy: [
      [kept, 'forgets what cites a document that is deleted, and nothing else'],
      ['test/bot/cli/contract.test.ts', 'deletes a document for good: no hit and no cached answer is left'],
    ],
  },
  {
    id: 'T-R1',
    attack: 'requests of a wrong shape',
    seenBy: [
      [
        consoleTests('hostile-fields'),
        'of a wrong shape is answered in words at every address, and ends nothing',
      ],
      [consoleTests('pages'), 'answers damaged requests with words, never with a crash'],
      [consoleTests('unknown-ids'), 'is never answered as if it was carried out, whatever it is about'],
    ],
  },
  {
    id: 'T-R2',
    attack: 'questions without end, and costs without end',
    seenBy: [
      [fair, 'of %s is refused in words'],
      [ceilings, 'stops the model for one person, who is quoted to and told so; others are written to'],
      [ceilings, 'holds for a whole %s'],
    ],
  },
  {
    id: 'T-R3',
    attack: 'texts that make a check slow',
    seenBy: [['test/core/guardrails/growth.test.ts', 'tells a check whose cost is the square of its input']],
  },
  {
    id: 'T-R4',
    attack: 'one person with a hundred questions',
    seenBy: [
      [fair, 'holds up nobody, is told of each question that finds no place, and gets one reply to each'],
    ],
  },
  {
    id: 'T-R5',
    attack: 'bots that answer each other',
    seenBy: [
      [
        'test/bot/slack/events.test.ts',
        'people talking, edits, other bots and its own messages are no questions',
      ],
      [
        'test/bot/discord/questions.test.ts',
        'is left alone: plain talk, everyone, a role, another bot, an edit',
      ],
    ],
  },
  {
    id: 'T-G1',
    attack: 'forged events of Slack',
    seenBy: [
      ['test/bot/slack/http.test.ts', 'unsigned requests, other paths and a rate limit notice do no harm'],
    ],
  },
  {
    id: 'T-C1',
    attack: 'a console that is open to all from the start',
    seenBy: [
      [container, 'lets nobody in before the first admin has used the link that the terminal shows'],
      [settings, 'warns of a console that others reach without HTTPS'],
    ],
  },
  {
    id: 'T-C2',
    attack: 'default passwords',
    notApplicable: 'there are none; the key file is made at the first start',
  },
  {
    id: 'T-C3',
    attack: 'settings that are cut or changed by their file',
    seenBy: [
      [
        'test/bot/settings/odd-values.test.ts',
        'that is saved in the console is the same after a restart: %s',
      ],
      ['test/bot/settings/odd-values.test.ts', 'in a .env file is read as it stands: %s'],
      ['test/bot/settings/odd-values.test.ts', 'that a .env file would cut is refused by line: %s'],
    ],
  },
  {
    id: 'T-C4',
    attack: 'other users of the machine',
    seenBy: [
      [container, 'runs as a user without rights, who owns the data directory alone'],
      [container, 'takes rights away: nothing but data and temporary files can be written'],
      ['test/bot/cli/running-server.test.ts', 'keeps what it writes to its owner'],
    ],
    open: 'the container image is checked by reading it; no test builds it',
  },
  {
    id: 'T-M1',
    attack: 'agents (MCP) without rights',
    seenBy: [
      [agents, 'is shut without the token, with another one, and for browsers'],
      [agents, 'an API token for agents lets in until it is revoked; one for something else never does'],
      [agents, 'keeps back what guards and rules keep back from answers'],
      [
        consoleTests('agents'),
        'agents are served at /mcp only where a token is set, without a session, and under known host names',
      ],
    ],
  },
  {
    id: 'T-Y1',
    attack: 'packages that were changed',
    seenBy: [
      ['test/security/packages.test.ts', 'are pinned by a hash each, so that npm ci refuses a changed one'],
      ['test/security/packages.test.ts', 'run no script at installation but those that are allowed by name'],
      [
        'test/security/packages.test.ts',
        'are all in the list of parts that npm makes of the lock file: each has a name and a version',
      ],
    ],
  },
  {
    id: 'T-Y2',
    attack: 'changes that nobody can trace',
    seenBy: [
      [audit, 'is told by every form what it changes, but for those that change nothing'],
      [audit, 'holds no secret, whichever way one comes'],
      [audit, 'is only ever added to'],
      [
        'test/bot/cli/audited-commands.test.ts',
        'says of every command what the audit log tells of it, and of none that does not exist',
      ],
    ],
  },
];
