import type { FieldError } from './reply.ts';
import type { Json } from './types.ts';

/** Discord's published limits, in characters or items. */
export const limits = {
  content: 2000,
  nonce: 25,
  embeds: 10,
  embedTotal: 6000,
  embedTitle: 256,
  embedDescription: 4096,
  embedFields: 25,
  embedFieldName: 256,
  embedFieldValue: 1024,
  embedFooter: 2048,
  rows: 5,
  buttonsInRow: 5,
  customId: 100,
  label: 80,
  selectOptions: 25,
  v2Components: 40,
  v2Text: 4000,
  attachments: 10,
  modalTitle: 45,
  modalComponents: 5,
  threadName: 100,
  differentReactions: 20,
} as const;

/** The message flag that switches to Components V2. */
export const IS_COMPONENTS_V2 = 1 << 15;

const list = (value: unknown): readonly Json[] => (Array.isArray(value) ? (value as Json[]) : []);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const tooLong = (path: string, value: unknown, max: number): FieldError[] =>
  [...text(value)].length > max
    ? [{ path, code: 'BASE_TYPE_MAX_LENGTH', message: `Must be ${max} or fewer in length.` }]
    : [];

const tooMany = (path: string, count: number, max: number): FieldError[] =>
  count > max
    ? [{ path, code: 'BASE_TYPE_BAD_LENGTH', message: `Must be between 1 and ${max} in length.` }]
    : [];

/** Every component below the given ones, containers, rows, sections, labels and accessories included. */
export const flatten = (components: readonly Json[]): readonly Json[] =>
  components.flatMap((one) => {
    const single = [one['accessory'], one['component']].filter((child) => child !== undefined) as Json[];
    return [one, ...flatten([...list(one['components']), ...single])];
  });

const embedErrors = (embeds: readonly Json[]): FieldError[] => {
  const errors = embeds.flatMap((embed, index) => {
    const at = `embeds.${index}`;
    const fields = list(embed['fields']);
    return [
      ...tooLong(`${at}.title`, embed['title'], limits.embedTitle),
      ...tooLong(`${at}.description`, embed['description'], limits.embedDescription),
      ...tooMany(`${at}.fields`, fields.length, limits.embedFields),
      ...tooLong(`${at}.footer.text`, (embed['footer'] as Json | undefined)?.['text'], limits.embedFooter),
      ...fields.flatMap((field, n) => [
        ...tooLong(`${at}.fields.${n}.name`, field['name'], limits.embedFieldName),
        ...tooLong(`${at}.fields.${n}.value`, field['value'], limits.embedFieldValue),
      ]),
    ];
  });
  const total = embeds
    .flatMap((embed) => [
      embed['title'],
      embed['description'],
      (embed['footer'] as Json | undefined)?.['text'],
      (embed['author'] as Json | undefined)?.['name'],
      ...list(embed['fields']).flatMap((field) => [field['name'], field['value']]),
    ])
    .reduce<number>((sum, part) => sum + text(part).length, 0);
  const message = `Embed size exceeds maximum size of ${limits.embedTotal}`;
  return total > limits.embedTotal
    ? [...errors, { path: 'embeds', code: 'MAX_EMBED_SIZE_EXCEEDED', message }]
    : errors;
};

/** Types of components that a message may hold, those of modals left out. */
const messageComponents: readonly unknown[] = [1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 17];

const required = (path: string, message = 'This field is required'): FieldError => ({
  path,
  code: 'BASE_TYPE_REQUIRED',
  message,
});

/** What a component lacks: an unknown type, a button without words, style or id, an empty row. */
const schemaErrors = (one: Json): FieldError[] => {
  const { type, style } = one as { type?: unknown; style?: unknown };
  if (!messageComponents.includes(type))
    return [{ path: 'components', code: 'UNION_TYPE_CHOICES', message: `Unknown component type ${type}.` }];
  if (type === 1 && list(one['components']).length === 0)
    return [
      { path: 'components', code: 'BASE_TYPE_BAD_LENGTH', message: 'Must be between 1 and 5 in length.' },
    ];
  if (type !== 2) return [];
  const isLink = style === 5;
  return [
    ...([1, 2, 3, 4, 5, 6].includes(Number(style)) ? [] : [required('components.style')]),
    ...(text(one['label']) === '' && one['emoji'] === undefined && style !== 6
      ? [required('components.label', 'A button must have a label or an emoji')]
      : []),
    ...(text(one[isLink ? 'url' : 'custom_id']) === '' && style !== 6
      ? [required(isLink ? 'components.url' : 'components.custom_id')]
      : []),
  ];
};

const componentErrors = (components: readonly Json[], isV2: boolean): FieldError[] => {
  const all = flatten(components);
  const ids = all.map((one) => one['custom_id']).filter((id) => id !== undefined);
  const shared = [
    ...all.flatMap(schemaErrors),
    ...all.flatMap((one) => [
      ...tooLong('components', one['custom_id'], limits.customId),
      ...(one['type'] === 2 ? tooLong('components', one['label'], limits.label) : []),
      ...tooMany('components', list(one['options']).length, limits.selectOptions),
      ...(one['type'] === 1
        ? tooMany('components', list(one['components']).length, limits.buttonsInRow)
        : []),
    ]),
    ...(new Set(ids).size < ids.length
      ? [
          {
            path: 'components',
            code: 'COMPONENT_CUSTOM_ID_DUPLICATED',
            message: 'Component custom id cannot be duplicated',
          },
        ]
      : []),
  ];
  if (isV2) {
    const words = all.reduce((sum, one) => sum + (one['type'] === 10 ? text(one['content']).length : 0), 0);
    const tooWordy = {
      path: 'components',
      code: 'BASE_TYPE_MAX_LENGTH',
      message: 'Displayable text exceeds 4000',
    };
    return [
      ...shared,
      ...tooMany('components', all.length, limits.v2Components),
      ...(words > limits.v2Text ? [tooWordy] : []),
    ];
  }
  const stray = components.findIndex((one) => one['type'] !== 1);
  const onlyRows = {
    path: `components.${stray}.type`,
    code: 'UNION_TYPE_CHOICES',
    message: 'Value of field "type" must be one of (1,).',
  };
  return [
    ...shared,
    ...tooMany('components', components.length, limits.rows),
    ...(stray >= 0 ? [onlyRows] : []),
  ];
};

/** All complaints Discord would have about a message body. */
export const messageErrors = (body: Json, isV2: boolean): readonly FieldError[] => {
  const embeds = list(body['embeds']);
  const forbidden = ['content', 'embeds', 'poll'].filter(
    (key) => text(body[key]) !== '' || list(body[key]).length > 0,
  );
  const mentions = body['allowed_mentions'] as Json | undefined;
  const clash =
    (mentions?.['parse'] as string[] | undefined)?.includes('users') && list(mentions?.['users']).length > 0;
  return [
    ...tooLong('content', body['content'], limits.content),
    ...tooLong('nonce', body['nonce'], limits.nonce),
    ...tooMany('embeds', embeds.length, limits.embeds),
    ...tooMany('attachments', list(body['attachments']).length, limits.attachments),
    ...embedErrors(embeds),
    ...componentErrors(list(body['components']), isV2),
    ...(isV2 && forbidden.length > 0
      ? [
          {
            path: forbidden[0] ?? 'content',
            code: 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
            message: 'Not allowed with IS_COMPONENTS_V2',
          },
        ]
      : []),
    ...(clash
      ? [
          {
            path: 'allowed_mentions',
            code: 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
            message: 'parse:["users"] and users: [ids...] are mutually exclusive.',
          },
        ]
      : []),
  ];
};

/** All complaints Discord would have about a modal. */
export const modalErrors = (data: Json): readonly FieldError[] => {
  const components = list(data['components']);
  const required =
    [data['custom_id'], data['title']].every((value) => text(value) !== '') && components.length > 0;
  return [
    ...tooLong('data.title', data['title'], limits.modalTitle),
    ...tooMany('data.components', components.length, limits.modalComponents),
    ...flatten([data]).flatMap((one) => tooLong('data.custom_id', one['custom_id'], limits.customId)),
    ...(required ? [] : [{ path: 'data', code: 'BASE_TYPE_REQUIRED', message: 'This field is required' }]),
  ];
};
