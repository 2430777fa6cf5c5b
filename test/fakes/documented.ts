import { limits as discordLimits } from './discord/limits.ts';
import { slackLimits } from './slack/limits.ts';
import { documentedTiers } from './slack/tiers.ts';

/** What the platforms' documentation says, written down from it, beside what the fakes refuse. */

/** In words, and the figure; null = it is not documented, the fake refuses what was seen to be refused. */
type Documented = readonly [what: string, figure: number | null];
type Figures<Limits> = Readonly<Record<keyof Limits, Documented>>;

const slackFigures: Figures<typeof slackLimits> = {
  text: ['characters of a message', 40_000],
  blocks: ['blocks of a message', 50],
  viewBlocks: ['blocks of a modal', 100],
  blocksTotal: ['characters of all blocks', null],
  markdown: ['characters of Markdown', 12_000],
  sectionText: ['characters of a section', 3_000],
  fields: ['fields', 10],
  fieldText: ['characters of a field', 2_000],
  header: ['characters of a header', 150],
  actions: ['elements of actions', 25],
  contextElements: ['elements of a context', 10],
  contextActions: ['elements of context actions', 5],
  buttonText: ['characters on a button', 75],
  buttonValue: ['characters of a button’s value', 2_000],
  actionId: ['characters of an action id', 255],
  blockId: ['characters of a block id', 255],
  viewTitle: ['characters of a modal’s title', 24],
  privateMetadata: ['characters of its private metadata', 3_000],
  listed: ['channels of a page', 999],
};

const discordFigures: Figures<typeof discordLimits> = {
  content: ['characters of a message', 2_000],
  nonce: ['characters of a nonce', 25],
  embeds: ['embeds', 10],
  embedTotal: ['characters of all embeds', 6_000],
  embedTitle: ['characters of a title', 256],
  embedDescription: ['characters of a description', 4_096],
  embedFields: ['fields', 25],
  embedFieldName: ['characters of a field’s name', 256],
  embedFieldValue: ['characters of its value', 1_024],
  embedFooter: ['characters of a footer', 2_048],
  rows: ['rows of buttons', 5],
  buttonsInRow: ['buttons of a row', 5],
  customId: ['characters of a custom id', 100],
  label: ['characters of a label', 80],
  selectOptions: ['options of a menu', 25],
  v2Components: ['components (V2)', 40],
  v2Text: ['characters in V2 components', 4_000],
  attachments: ['files', 10],
  modalTitle: ['characters of a modal’s title', 45],
  modalComponents: ['components of a modal', 5],
  threadName: ['characters of a thread’s name', 100],
  differentReactions: ['different reactions of a message', 20],
};

/** Calls a minute; tiers are 2: 20, 3: 50, 4: 100. */
export const slackCalls: Readonly<Record<string, number>> = {
  ...callsOf(20, 'chat.startStream chat.stopStream conversations.list reactions.remove users.list'),
  ...callsOf(
    50,
    `chat.delete chat.update conversations.history conversations.info conversations.replies reactions.add reactions.get
    team.info users.conversations`,
  ),
  ...callsOf(100, 'chat.appendStream chat.postEphemeral conversations.members users.info'),
  ...callsOf(600, 'assistant.threads.setStatus'),
};

/** One thing that is limited. `checked` null = the fake lets it pass. */
export type Figure = { what: string; documented: number | null; checked: number | null };

export const documented: Readonly<Record<string, Figure[]>> = {
  'Slack, what is posted': beside(slackFigures, slackLimits),
  'Slack, calls a minute': Object.keys({ ...slackCalls, ...documentedTiers }).map((method) => ({
    what: `\`${method}\``,
    documented: slackCalls[method] ?? null,
    checked: documentedTiers[method] ?? null,
  })),
  'Discord, what is posted': beside(discordFigures, discordLimits),
};

/** The table of the page for developers: the fake's own figure where it is another one. */
export function documentedTable(): string {
  const rows = Object.entries(documented).map(([where, figures]) => {
    const known = figures.flatMap(({ what, documented }) =>
      documented === null ? [] : [`${what} ${documented.toLocaleString('en')}`],
    );
    const others = figures
      .filter((one) => one.documented !== one.checked)
      .map(({ what, documented, checked }) => {
        const figure = checked?.toLocaleString('en') ?? 'not checked';
        return `${what} ${figure}${documented === null ? ' (seen, not documented)' : ''}`;
      });
    const fake = others.length === 0 ? 'the same' : `the same, but ${others.join(', ')}`;
    return `| ${where} | ${known.join(', ')} | ${fake} |`;
  });
  return ['| Where | Documentation, at most | The fake |', '|---|---|---|', ...rows].join('\n');
}

function beside<Key extends string>(
  figures: Readonly<Record<Key, Documented>>,
  limits: Readonly<Record<Key, number>>,
): Figure[] {
  return (Object.keys(limits) as Key[]).map((key) => {
    const [what, figure] = figures[key];
    return { what, documented: figure, checked: limits[key] };
  });
}

function callsOf(most: number, methods: string): Record<string, number> {
  return Object.fromEntries(methods.split(/\s+/).map((method) => [method, most]));
}
