import type { Core } from './core.ts';
import type { Call, Route } from './http.ts';
import { modalErrors } from './limits.ts';
import { deleteMessage, editMessage, isMessage, postMessage, restMessage } from './messages.ts';
import { fail, invalidForm, noContent, ok, type Reply, unknownMessage } from './reply.ts';
import type { FakeInteraction, FakeMessage, Json } from './types.ts';

const EPHEMERAL = 1 << 6;
const LOADING = 1 << 7;

/** Numbers of the interaction callback types. */
export const callbackTypes = {
  message: 4,
  deferredMessage: 5,
  deferredUpdate: 6,
  update: 7,
  autocomplete: 8,
  modal: 9,
};

/** The first response to an interaction, and everything its token allows afterwards. */
export const interactionRoutes = (core: Core): readonly Route[] => {
  const { world, interactions, interactionResponses, options } = core;
  const deadline = options.interactionDeadlineMs ?? 3000;
  const lifeMs = options.interactionLifeMs ?? 15 * 60_000;

  const draft = (interaction: FakeInteraction, body: Json, call: Call) => ({
    channelId: interaction.channelId,
    author: world.bot,
    body,
    attachments: call.attachments,
    interactionId: interaction.id,
    ...((Number(body['flags'] ?? 0) & EPHEMERAL) === 0 ? {} : { ephemeralTo: interaction.user }),
  });

  /** Carries out the response; what it gives is the message that `@original` then means, or an error. */
  const respond = (interaction: FakeInteraction, type: number, data: Json, call: Call) => {
    const source = interaction.sourceMessageId;
    const message = source === undefined ? undefined : world.message(interaction.channelId, source);
    if (type === callbackTypes.message) return postMessage(core, draft(interaction, data, call));
    if (type === callbackTypes.deferredMessage) {
      const flags = Number(data['flags'] ?? 0) | LOADING;
      return postMessage(core, draft(interaction, { ...data, flags }, call));
    }
    if (type === callbackTypes.deferredUpdate) return message;
    if (type === callbackTypes.update)
      return message === undefined ? unknownMessage : editMessage(core, message, data);
    if (type === callbackTypes.modal) {
      const errors = modalErrors(data);
      return errors.length > 0 ? invalidForm(errors) : undefined;
    }
    return undefined;
  };

  const callback = (call: Call): Reply => {
    const interaction = interactions.get(call.param('token'));
    const afterMs = interaction === undefined ? 0 : performance.now() - interaction.pushedAt;
    if (interaction === undefined || interaction.expired || interaction.id !== call.param('id')) {
      return fail(404, 10062, 'Unknown interaction');
    }
    if (interaction.response !== undefined) {
      return fail(400, 40060, 'Interaction has already been acknowledged.');
    }
    if (afterMs > deadline) return fail(404, 10062, 'Unknown interaction');

    const type = Number(call.body['type']);
    const data = (call.body['data'] ?? {}) as Json;
    const result = respond(interaction, type, data, call);
    if (result !== undefined && !isMessage(result)) return result;
    interaction.response = { interactionId: interaction.id, type, data, afterMs };
    interactionResponses.push(interaction.response);
    if (result !== undefined) interaction.originalMessageId = result.id;
    if (call.query['with_response'] !== 'true') return noContent;
    const resource = { type, ...(result === undefined ? {} : { message: restMessage(core, result) }) };
    return ok({ interaction: { id: interaction.id, type: 2, response_message_id: result?.id }, resource });
  };

  const withToken = (call: Call, answer: (interaction: FakeInteraction) => Reply): Reply => {
    const interaction = interactions.get(call.param('token'));
    // What was never responded to has no webhook.
    if (interaction?.response === undefined) return fail(404, 10015, 'Unknown Webhook');
    const isOver = performance.now() - interaction.pushedAt > lifeMs;
    return interaction.expired || isOver ? fail(401, 50027, 'Invalid Webhook Token') : answer(interaction);
  };

  const withMessage = (call: Call, answer: (message: FakeMessage) => Reply): Reply =>
    withToken(call, ({ channelId, originalMessageId }) => {
      const id = call.param('message') === '@original' ? originalMessageId : call.param('message');
      const message = id === undefined ? undefined : world.message(channelId, id);
      return message === undefined ? unknownMessage : answer(message);
    });

  return [
    { at: 'POST /interactions/:id/:token/callback', open: true, answer: callback },
    {
      at: 'POST /webhooks/:app/:token',
      open: true,
      answer: (call) =>
        withToken(call, (interaction) => {
          if (interaction.response === undefined) return fail(404, 10015, 'Unknown Webhook');
          const result = postMessage(core, draft(interaction, call.body, call));
          return isMessage(result) ? ok(restMessage(core, result)) : result;
        }),
    },
    {
      at: 'GET /webhooks/:app/:token/messages/:message',
      open: true,
      answer: (call) => withMessage(call, (message) => ok(restMessage(core, message))),
    },
    {
      at: 'PATCH /webhooks/:app/:token/messages/:message',
      open: true,
      answer: (call) =>
        withMessage(call, (message) => {
          const result = editMessage(core, message, call.body);
          return isMessage(result) ? ok(restMessage(core, result)) : result;
        }),
    },
    {
      at: 'DELETE /webhooks/:app/:token/messages/:message',
      open: true,
      answer: (call) =>
        withMessage(call, (message) => {
          deleteMessage(core, message);
          return noContent;
        }),
    },
  ];
};
