import { type FakeMessage, failed, isObject, type JsonObject, objects, type Reply, text } from './wire.ts';

/**
 * Slack's published and measured limits, in characters or items. `blocksTotal` is not documented: Slack was
 * seen to reject a message whose blocks hold about 13.2k characters.
 */
export const slackLimits = {
  text: 40_000,
  blocks: 50,
  viewBlocks: 100,
  blocksTotal: 13_200,
  markdown: 12_000,
  sectionText: 3_000,
  fields: 10,
  fieldText: 2_000,
  header: 150,
  actions: 25,
  contextElements: 10,
  contextActions: 5,
  buttonText: 75,
  buttonValue: 2_000,
  actionId: 255,
  blockId: 255,
  viewTitle: 24,
  privateMetadata: 3_000,
  listed: 999,
} as const;

const textOf = (value: unknown): string => (isObject(value) ? (text(value, 'text') ?? '') : '');

const charactersIn = (value: unknown): number => {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + charactersIn(item), 0);
  if (!isObject(value)) return 0;
  return Object.entries(value).reduce(
    (sum, [key, inner]) =>
      sum + (key === 'text' && typeof inner === 'string' ? inner.length : charactersIn(inner)),
    0,
  );
};

const elementProblems = (element: JsonObject): string[] => {
  const choices = [element, element['positive_button'], element['negative_button']].filter(isObject);
  return choices.flatMap((choice) => [
    ...(textOf(choice['text']).length > slackLimits.buttonText ? ['a button text over 75 characters'] : []),
    ...((text(choice, 'value') ?? '').length > slackLimits.buttonValue
      ? ['a value over 2000 characters']
      : []),
    ...((text(choice, 'action_id') ?? '').length > slackLimits.actionId ? ['an action_id over 255'] : []),
  ]);
};

const countLimits: Record<string, number> = {
  actions: slackLimits.actions,
  context: slackLimits.contextElements,
  context_actions: slackLimits.contextActions,
};

const blockProblems = (block: JsonObject): string[] => {
  const type = text(block, 'type');
  const elements = objects(block, 'elements') ?? [];
  const fields = objects(block, 'fields') ?? [];
  const length = textOf(block['text']).length;
  const checks: [boolean, string][] = [
    [type === undefined, 'a block without type'],
    [(text(block, 'block_id') ?? '').length > slackLimits.blockId, 'a block_id over 255 characters'],
    [
      type === 'section' && length > slackLimits.sectionText,
      `a section text of ${length} characters (max 3000)`,
    ],
    [type === 'section' && length === 0 && fields.length === 0, 'a section without text or fields'],
    [type === 'header' && length > slackLimits.header, 'a header over 150 characters'],
    [fields.length > slackLimits.fields, 'more than 10 fields'],
    [
      fields.some((field) => textOf({ text: field }).length > slackLimits.fieldText),
      'a field over 2000 characters',
    ],
    [type === 'markdown' && (text(block, 'text') ?? '') === '', 'a markdown block without text'],
    [type === 'context' && elements.length === 0, 'a context block without elements'],
    [elements.length > (countLimits[type ?? ''] ?? Number.POSITIVE_INFINITY), `too many elements in ${type}`],
  ];
  return [...checks.flatMap(([wrong, what]) => (wrong ? [what] : [])), ...elements.flatMap(elementProblems)];
};

/** `invalid_blocks` with what is wrong, or undefined when the blocks could be shown. */
export const blockFault = (blocks: JsonObject[], most: number = slackLimits.blocks): Reply | undefined => {
  const ids = blocks.flatMap((block) => text(block, 'block_id') ?? []);
  const problems = [
    ...(blocks.length > most ? [`${blocks.length} blocks (max ${most})`] : []),
    ...(new Set(ids).size < ids.length ? ['two blocks with the same block_id'] : []),
    ...blocks.flatMap(blockProblems),
  ];
  if (problems.length === 0) return undefined;
  return failed('invalid_blocks', {
    response_metadata: { messages: problems.map((problem) => `[ERROR] ${problem}`) },
  });
};

/** What Slack would refuse in the content of a message about to be posted or updated. */
export const contentFault = (args: JsonObject): Reply | undefined => {
  const blocks = objects(args, 'blocks');
  const markdown = [text(args, 'markdown_text'), ...(blocks ?? []).map(markdownOf)].join('');
  const empty = text(args, 'text') === undefined && markdown === '' && (blocks ?? []).length === 0;
  if (empty && args['attachments'] === undefined) return failed('no_text');
  if ((text(args, 'text') ?? '').length > slackLimits.text) return failed('msg_too_long');
  if (markdown.length > slackLimits.markdown) return failed('msg_too_long');
  if (charactersIn(blocks ?? []) > slackLimits.blocksTotal) return failed('msg_blocks_too_long');
  return blocks === undefined ? undefined : blockFault(blocks);
};

/** `msg_too_long` once the text of a streamed message passes the cumulative limit. */
export const streamFault = (message: FakeMessage, more: string): Reply | undefined =>
  message.text.length + more.length > slackLimits.markdown ? failed('msg_too_long') : undefined;

const markdownOf = (block: JsonObject): string =>
  text(block, 'type') === 'markdown' ? (text(block, 'text') ?? '') : '';

/** What Slack would refuse in a modal or Home view. */
export const viewFault = (view: JsonObject): Reply | undefined => {
  if (textOf(view['title']).length > slackLimits.viewTitle) return failed('invalid_arguments');
  if ((text(view, 'private_metadata') ?? '').length > slackLimits.privateMetadata)
    return failed('invalid_arguments');
  return blockFault(objects(view, 'blocks') ?? [], slackLimits.viewBlocks);
};
