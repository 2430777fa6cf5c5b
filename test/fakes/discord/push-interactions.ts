import { randomUUID } from 'node:crypto';
import type { Core } from './core.ts';
import { flatten } from './limits.ts';
import { restMessage } from './messages.ts';
import { channelPayload, memberPayload, userPayload } from './payloads.ts';
import type { FakeChannel, FakeInteraction, FakeMessage, FakeUser, Json } from './types.ts';

type Where = {
  /** Name of the user. Default `ada`. */
  readonly user?: string;
  /** Name or id of a channel or thread; `dm` for the user's DM with the bot. Default `general`. */
  readonly channel?: string;
  /** The person looks after the channel (Manage Channels, Manage Messages). */
  readonly manages?: boolean;
};

/** Interactions that people start; the returned value fills in as the bot responds. */
export type InteractionPushes = {
  /** `/name` with options by name; `subcommand` wraps them. */
  slashCommand(
    fields: Where & {
      name: string;
      subcommand?: string;
      options?: Readonly<Record<string, string | number | boolean>>;
    },
  ): FakeInteraction;
  /** A command from a message's context menu. */
  messageCommand(fields: Where & { name: string; target: FakeMessage }): FakeInteraction;
  /** Presses the button with this custom id or label; throws if the message shows no such enabled button. */
  buttonPress(fields: { message: FakeMessage; button: string; user?: string }): FakeInteraction;
  /** Sends a modal in; a list of strings is a choice of checkboxes or a select. */
  modalSubmit(
    fields: Where & {
      customId: string;
      fields: Readonly<Record<string, string | readonly string[]>>;
      /** The message whose button opened the modal. */
      message?: FakeMessage;
    },
  ): FakeInteraction;
};

/** A button as a member sees it. */
export type FakeButton = {
  readonly label: string;
  readonly customId?: string;
  readonly url?: string;
  readonly disabled: boolean;
};

/** The buttons of a message in reading order, those inside V2 containers and sections included. */
export const buttonsOf = ({ components }: Pick<FakeMessage, 'components'>): readonly FakeButton[] =>
  flatten(components)
    .filter((one) => one['type'] === 2)
    .map((one) => ({
      label: String(one['label'] ?? (one['emoji'] as Json | undefined)?.['name'] ?? ''),
      disabled: one['disabled'] === true,
      ...(one['custom_id'] === undefined ? {} : { customId: String(one['custom_id']) }),
      ...(one['url'] === undefined ? {} : { url: String(one['url']) }),
    }));

const optionTypes = { string: 3, number: 10, boolean: 5 } as const;
const optionType = (value: string | number | boolean): number =>
  Number.isInteger(value) ? 4 : optionTypes[typeof value as keyof typeof optionTypes];

export const createInteractionPushes = (core: Core): InteractionPushes => {
  const { world, gateway, interactions } = core;

  const place = (user: FakeUser, channel = 'general'): FakeChannel =>
    channel === 'dm' ? world.dm(user) : world.channel(channel);

  const push = (
    kind: FakeInteraction['kind'],
    type: number,
    user: FakeUser,
    channel: FakeChannel,
    data: Json,
    source?: FakeMessage,
    manages = false,
  ): FakeInteraction => {
    const interaction: FakeInteraction = {
      id: world.nextId(),
      token: `interaction-${randomUUID()}`,
      kind,
      user,
      channelId: channel.id,
      pushedAt: performance.now(),
      expired: false,
      ...(source === undefined ? {} : { sourceMessageId: source.id }),
    };
    interactions.set(interaction.token, interaction);
    const plain = { ...memberPayload(user), permissions: memberPayload()['permissions'] };
    const manage = manages ? (1n << 4n) | (1n << 13n) : 0n;
    const member = { ...plain, permissions: String(BigInt(String(plain['permissions'])) | manage) };
    gateway.dispatch('INTERACTION_CREATE', {
      id: interaction.id,
      application_id: world.bot.id,
      token: interaction.token,
      version: 1,
      type,
      channel_id: channel.id,
      channel: channelPayload(channel),
      ...(channel.guildId === undefined
        ? { user: userPayload(user), context: 1 }
        : { guild_id: channel.guildId, member, context: 0 }),
      data,
      locale: 'en-US',
      guild_locale: 'en-US',
      entitlements: [],
      authorizing_integration_owners: { 0: channel.guildId ?? '0' },
      attachment_size_limit: 10_485_760,
      app_permissions: memberPayload()['permissions'],
      ...(source === undefined ? {} : { message: restMessage(core, source) }),
    });
    return interaction;
  };

  return {
    slashCommand: ({ name, subcommand, options = {}, user = 'ada', channel, manages }) => {
      const who = world.user(user);
      const list = Object.entries(options).map(([key, value]) => ({
        name: key,
        type: optionType(value),
        value,
      }));
      const nested = subcommand === undefined ? list : [{ name: subcommand, type: 1, options: list }];
      const data = { id: world.nextId(), name, type: 1, options: nested };
      return push('slash', 2, who, place(who, channel), data, undefined, manages);
    },
    messageCommand: ({ name, target, user = 'ada', channel, manages }) => {
      // The one message whose words an app without the intent for contents is shown all the same.
      const message = { ...restMessage(core, target), content: target.content };
      const resolved = { messages: { [target.id]: message } };
      const data = { id: world.nextId(), name, type: 3, target_id: target.id, resolved };
      return push(
        'message-command',
        2,
        world.user(user),
        world.channel(channel ?? target.channelId),
        data,
        undefined,
        manages,
      );
    },
    buttonPress: ({ message, button, user = 'ada' }) => {
      const shown = buttonsOf(message).filter(
        ({ customId, disabled }) => customId !== undefined && !disabled,
      );
      const found = shown.find(({ label, customId }) => customId === button || label === button);
      if (found === undefined || message.deleted) {
        const choices = shown.map(({ label, customId }) => `"${label}" (${customId})`).join(', ') || 'none';
        throw new Error(`the message shows no button "${button}"; enabled buttons: ${choices}`);
      }
      const data = { component_type: 2, custom_id: found.customId };
      return push('button', 3, world.user(user), world.channel(message.channelId), data, message);
    },
    modalSubmit: ({ customId, fields, user = 'ada', channel, message, manages }) => {
      const components = Object.entries(fields).map(([id, value], index) => {
        const input = typeof value === 'string' ? { type: 4, value } : { type: 3, values: value };
        return { type: 18, id: index * 2 + 1, component: { ...input, id: index * 2 + 2, custom_id: id } };
      });
      const who = world.user(user);
      const where = message === undefined ? place(who, channel) : world.channel(message.channelId);
      return push('modal', 5, who, where, { custom_id: customId, components }, message, manages);
    },
  };
};
