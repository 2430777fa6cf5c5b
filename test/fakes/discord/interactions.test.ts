import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  type Client,
  Events,
  type Interaction,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import { describe, expect, it } from 'vitest';
import { createFakeDiscord } from './fake-discord.ts';
import { buttonsOf } from './push-interactions.ts';
import { connectRealClient } from './real-client.ts';

/** Runs a handler for each interaction and keeps the Discord codes it failed with. */
const handle = (client: Client, handler: (interaction: Interaction) => Promise<unknown>): unknown[] => {
  const codes: unknown[] = [];
  client.on(Events.InteractionCreate, (interaction) =>
    handler(interaction).catch((error: unknown) => {
      codes.push((error as { code?: unknown }).code ?? error);
    }),
  );
  return codes;
};

const row = (...buttons: ButtonBuilder[]): ActionRowBuilder<ButtonBuilder> =>
  new ActionRowBuilder<ButtonBuilder>().addComponents(buttons);
const why = new ButtonBuilder().setCustomId('why:1').setLabel('Why?').setStyle(ButtonStyle.Secondary);

const reasonModal = new ModalBuilder()
  .setCustomId('reason:1')
  .setTitle('What was wrong?')
  .addLabelComponents(
    new LabelBuilder()
      .setLabel('Reason')
      .setTextInputComponent(new TextInputBuilder().setCustomId('reason').setStyle(TextInputStyle.Short)),
  );

describe('an interaction on the fake', () => {
  it('of a slash command is deferred and edited', async () => {
    await using fake = await createFakeDiscord();
    await using client = await connectRealClient(fake);
    handle(client, async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      await interaction.deferReply();
      await interaction.editReply(`you asked: ${interaction.options.getString('question')}`);
      await interaction.followUp({ content: 'more', flags: MessageFlags.Ephemeral });
    });

    const asked = fake.slashCommand({ name: 'ask', options: { question: 'where?' }, user: 'ada' });

    const followUp = await fake.waitForMessage('general', ({ content }) => content === 'more');
    const answer = await fake.waitForMessage('general', ({ id }) => id === asked.originalMessageId);
    expect(answer).toMatchObject({ content: 'you asked: where?', interactionId: asked.id, flags: 0 });
    expect(followUp.ephemeralTo?.name).toBe('ada');
    expect(fake.interactionResponses.map(({ type }) => type)).toEqual([5]);
  });

  it('of a subcommand in a DM is answered to the user alone', async () => {
    await using fake = await createFakeDiscord();
    await using client = await connectRealClient(fake);
    handle(client, async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      const count = interaction.options.getInteger('count');
      const content = `${interaction.options.getSubcommand()} ${count}`;
      await interaction.reply({ content, flags: MessageFlags.Ephemeral });
    });

    const options = { count: 3 };
    const asked = fake.slashCommand({ name: 'docs', subcommand: 'list', options, channel: 'dm' });

    const answer = await fake.waitForMessage(fake.dm('ada').id);
    expect(answer).toMatchObject({ content: 'list 3', ephemeralTo: { name: 'ada' } });
    expect(asked.response?.type).toBe(4);
  });

  it('of a context menu carries the message', async () => {
    await using fake = await createFakeDiscord();
    await using client = await connectRealClient(fake);
    handle(client, async (interaction) => {
      if (interaction.isMessageContextMenuCommand())
        await interaction.reply(interaction.targetMessage.author.username);
    });

    const target = fake.mention({ user: 'grace', text: 'hm' });
    fake.messageCommand({ name: 'Explain', target });

    await fake.waitForMessage('general', ({ content }) => content === 'grace');
  });

  it('of a button updates its message, defers, or opens a modal that comes back', async () => {
    await using fake = await createFakeDiscord();
    await using client = await connectRealClient(fake);
    const reasons: string[] = [];
    handle(client, async (interaction) => {
      if (interaction.isButton() && interaction.customId === 'why:1')
        await interaction.showModal(reasonModal);
      if (interaction.isButton() && interaction.customId === 'up') {
        await interaction.update({ content: 'thanks', components: [] });
      }
      if (interaction.isModalSubmit()) {
        await interaction.deferUpdate();
        reasons.push(`${interaction.customId} ${interaction.fields.getTextInputValue('reason')}`);
      }
    });
    const up = new ButtonBuilder().setCustomId('up').setLabel('Yes').setStyle(ButtonStyle.Success);
    const channel = await client.channels.fetch(fake.channel('general').id);
    if (channel?.isSendable()) await channel.send({ content: 'answer', components: [row(why, up)] });
    const message = await fake.waitForMessage('general');
    expect(buttonsOf(message).map(({ label }) => label)).toEqual(['Why?', 'Yes']);

    const pressed = fake.buttonPress({ message, button: 'Why?' });
    await fake.waitFor(() => pressed.response?.type === 9);
    const submitted = fake.modalSubmit({ customId: 'reason:1', fields: { reason: 'outdated' }, message });
    await fake.waitFor(() => submitted.response?.type === 6);
    const thumbed = fake.buttonPress({ message, button: 'up' });
    await fake.waitFor(() => thumbed.response?.type === 7);

    expect(reasons).toEqual(['reason:1 outdated']);
    expect(message).toMatchObject({ content: 'thanks', components: [], edits: ['answer'] });
    expect(() => fake.buttonPress({ message, button: 'up' })).toThrow('enabled buttons: none');
  });

  it('is unknown after the deadline, taken after the first response, and void once expired', async () => {
    await using fake = await createFakeDiscord({ interactionDeadlineMs: 1500 });
    await using client = await connectRealClient(fake);
    const codes = handle(client, async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      if (interaction.commandName === 'late') await new Promise((resolve) => setTimeout(resolve, 1700));
      await interaction.deferReply();
      if (interaction.commandName === 'twice') {
        await client.rest.post(`/interactions/${interaction.id}/${interaction.token}/callback`, {
          body: { type: 5 },
          auth: false,
        });
      }
      fake.expireInteractions();
      await interaction.editReply('x');
    });

    for (const [n, name] of ['late', 'twice', 'expired'].entries()) {
      fake.slashCommand({ name });
      await fake.waitFor(() => codes.length > n);
    }

    expect(codes).toEqual([10_062, 40_060, 50_027]);
  });
});
