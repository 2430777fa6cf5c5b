import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createCourier, type Delivery } from './courier.ts';
import { createEnvelopes, manifestEvents, subscriptionOf } from './envelopes.ts';
import { createFaults, type Faults } from './faults.ts';
import { createInteractions } from './interactions.ts';
import type { MethodContext } from './method.ts';
import { createOAuth, type OAuth } from './oauth.ts';
import { createPeople } from './people.ts';
import { createResponseUrls, type ResponseUse } from './response-urls.ts';
import { createSocketMode, type SocketMode } from './socket-mode.ts';
import { describeState } from './state.ts';
import { createTiers, type Tiers } from './tiers.ts';
import { type WaitOptions, waitFor } from './wait.ts';
import { createWebApi, readBody } from './web-api.ts';
import type { Ack, ApiCall, Envelope, FakeEphemeral, FakeMessage, JsonObject } from './wire.ts';
import { object, text } from './wire.ts';
import { createWorkspace, type Workspace, type WorkspaceNames } from './workspace.ts';

export type FakeSlackOptions = {
  /** The events the app is subscribed to; those of Docent's manifest unless given. */
  subscriptions?: readonly string[];
  /** False: the bot's own posts, edits and reactions do not come back as events. */
  echo?: boolean;
};

/** A further workspace of the fake, with people of its own. */
export type OtherWorkspace = ReturnType<typeof createPeople> &
  ReturnType<typeof createInteractions> & {
    workspace: Workspace;
    /** The bot's messages that stand in a channel there. */
    posts: (channel: string) => FakeMessage[];
    /** Delivers any event of that workspace, whether subscribed to or not. */
    event: (event: JsonObject) => Promise<void>;
  };

/** A loopback Slack: Web API, Socket Mode and the sender of signed requests, with one made-up workspace. */
export type FakeSlack = ReturnType<typeof createPeople> &
  ReturnType<typeof createInteractions> & {
    /** For `clientOptions.slackApiUrl`; ends with a slash. */
    apiUrl: string;
    workspace: Workspace;
    /** Slack's side of "Add to Slack". */
    oauth: OAuth;
    /** Another workspace, in which the app is not installed yet. Its events come over the same connection. */
    addWorkspace: (names: Partial<WorkspaceNames> & { team: string }) => OtherWorkspace;
    /** Every Web API request, oldest first. */
    calls: ApiCall[];
    /** The requests of one method. */
    callsOf: (method: string) => ApiCall[];
    acks: Ack[];
    /** Every envelope handed to the transport, oldest first. */
    sent: Envelope[];
    responses: ResponseUse[];
    /** Things that Slack accepts and advises against, such as a message without fallback text. */
    warnings: string[];
    subscriptions: Set<string>;
    faults: Faults;
    tiers: Tiers;
    socket: SocketMode;
    delivery: Delivery;
    /** The bot's messages that stand in a channel (of one thread, when given), oldest first. */
    posts: (channel: string, thread_ts?: string) => FakeMessage[];
    ephemerals: FakeEphemeral[];
    /** Ends streams as Slack does after about five minutes. */
    expireStreams: () => void;
    /** Delivers any event, whether subscribed to or not; rejects when no client connects in time. */
    event: (event: JsonObject, event_id?: string) => Promise<Envelope>;
    /** Delivers any payload as it stands, such as an `app_rate_limited` that carries no inner event. */
    envelope: (kind: Envelope['kind'], payload: JsonObject) => Promise<Envelope>;
    /** Delivers an event again, as Slack does when it saw no ack: same ids, a retry number and a reason. */
    redeliver: (event_id: string, retry?: { attempt?: number; reason?: string }) => Promise<void>;
    waitFor: <T>(probe: () => T | undefined | null | false, options?: WaitOptions) => Promise<T>;
    /** The first message of the bot in the channel that satisfies the predicate; edits count. */
    waitForMessage: (
      channel: string,
      predicate?: (message: FakeMessage) => boolean,
      options?: WaitOptions,
    ) => Promise<FakeMessage>;
    /** The n-th call of a method that has been answered (or cut). */
    waitForCall: (method: string, nth?: number, options?: WaitOptions) => Promise<ApiCall>;
    waitForAck: (envelope_id: string, options?: WaitOptions) => Promise<Ack>;
    /** Waits until a socket other than the first `n - 1` had its hello. */
    waitForSocket: (nth?: number, options?: WaitOptions) => Promise<void>;
    close: () => Promise<void>;
    [Symbol.asyncDispose]: () => Promise<void>;
  };

/** Starts a fake on a free port of 127.0.0.1; see `FakeSlack` for what it offers. */
export const createFakeSlack = async (options: FakeSlackOptions = {}): Promise<FakeSlack> => {
  const started = performance.now();
  const elapsed = () => performance.now() - started;
  const workspace = createWorkspace();
  const calls: ApiCall[] = [];
  const acks: Ack[] = [];
  const warnings: string[] = [];
  const subscriptions = new Set(options.subscriptions ?? manifestEvents);
  const server = createServer();
  const authority = () => `127.0.0.1:${(server.address() as AddressInfo).port}`;

  const { knobs: faults, next: nextFault } = createFaults();
  const tiers = createTiers(elapsed);
  const envelopes = createEnvelopes(workspace);
  const others: Workspace[] = [];
  const oauth = createOAuth((team) => [workspace, ...others].find((one) => one.team.id === team));
  const responseUrls = createResponseUrls(workspace, () => `http://${authority()}`);
  const addresses = [responseUrls];

  const onAck = (ack: Omit<Ack, 'at'>): void => {
    acks.push({ ...ack, at: elapsed() });
    // A command's ack may carry the first answer, shown to the caller alone.
    const { kind, payload } = courier.sent.find((sent) => sent.envelope_id === ack.envelope_id) ?? {};
    const words = typeof ack.payload === 'string' ? ack.payload : text(object({ ...ack }, 'payload'), 'text');
    if (kind !== 'slash_commands' || !words || payload === undefined) return;
    const [channel, user] = [String(payload['channel_id']), String(payload['user_id'])];
    const own = others.find(({ team }) => team.id === payload['team_id']) ?? workspace;
    own.ephemerals.push({ channel, user, ts: own.nextTs(), text: words, via: 'ack' });
  };

  const sockets = createSocketMode({
    server,
    address: () => `ws://${authority()}`,
    appId: workspace.app.id,
    onAck,
  });
  const courier = createCourier({ socket: sockets, onAck });
  const contextOf = (own: Workspace, wraps: typeof envelopes): MethodContext => ({
    workspace: own,
    emit: (event) => {
      if (options.echo === false || !subscriptions.has(subscriptionOf(event))) return;
      courier.deliverIfConnected(wraps.event(event));
    },
    socketUrl: sockets.issueUrl,
    oauth,
    warn: (warning) => void warnings.push(warning),
  });
  const contexts = [contextOf(workspace, envelopes)];
  const addWorkspace = (names: Partial<WorkspaceNames> & { team: string }): OtherWorkspace => {
    const rest = { name: names.team, bot: `U${names.team.slice(1)}BOT`, token: `xoxb-never-${names.team}` };
    const own = createWorkspace(Date.now, { ...rest, ...names });
    const wraps = createEnvelopes(own);
    const urls = createResponseUrls(own, () => `http://${authority()}`, `${names.team}-`);
    others.push(own);
    addresses.push(urls);
    contexts.push(contextOf(own, wraps));
    return {
      ...createPeople({ workspace: own, envelopes: wraps, courier, subscriptions }),
      ...createInteractions({ workspace: own, envelopes: wraps, courier, responseUrls: urls }),
      workspace: own,
      posts: (channel) => oursIn(own, channel),
      event: async (event) => courier.deliver(wraps.event(event)),
    };
  };
  const webApi = createWebApi({
    contexts,
    nextFault,
    refuse: tiers.refuse,
    record: (call) => void calls.push(call),
    elapsed,
  });

  server.on('request', async (request, response) => {
    const [, area, rest] = /^\/(api|response)\/([^?]+)/.exec(request.url ?? '') ?? [];
    if (area === 'api' && rest) return webApi(rest, request, response);
    const owner = addresses.find(({ owns }) => owns(rest ?? '')) ?? responseUrls;
    const answer = owner.handle(rest ?? '', await readBody(request));
    response.writeHead(answer.status).end(answer.body);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));

  const state = () => describeState({ workspace, calls, acks, sent: courier.sent, warnings });
  const wait: FakeSlack['waitFor'] = (probe, more) => waitFor(probe, { state, ...more });
  const close = async (): Promise<void> => {
    sockets.close();
    const closed = new Promise<void>((done) => server.close(() => done()));
    server.closeAllConnections();
    await closed;
  };
  const oursIn = (own: Workspace, channel: string) =>
    (own.messages.get(channel) ?? []).filter((m) => m.user === own.bot.user_id && !m.deleted);
  const ours = (channel: string) => oursIn(workspace, channel);

  return {
    ...createPeople({ workspace, envelopes, courier, subscriptions }),
    ...createInteractions({ workspace, envelopes, courier, responseUrls }),
    apiUrl: `http://${authority()}/api/`,
    workspace,
    oauth,
    addWorkspace,
    calls,
    callsOf: (method) => calls.filter((call) => call.method === method),
    acks,
    sent: courier.sent,
    responses: responseUrls.uses,
    warnings,
    subscriptions,
    faults,
    tiers: tiers.control,
    socket: sockets.control,
    delivery: courier.control,
    posts: (channel, thread_ts) =>
      ours(channel).filter((m) => thread_ts === undefined || m.thread_ts === thread_ts),
    ephemerals: workspace.ephemerals,
    expireStreams: () => {
      for (const message of [...workspace.messages.values()].flat()) {
        if (message.stream === 'open') message.stream = 'expired';
      }
    },
    event: async (event, event_id) => {
      const envelope = envelopes.event(event, event_id);
      await courier.deliver(envelope);
      return envelope;
    },
    envelope: async (kind, payload) => {
      const envelope: Envelope = { ...envelopes.event({}), kind, payload };
      await courier.deliver(envelope);
      return envelope;
    },
    redeliver: async (event_id, { attempt = 1, reason = 'timeout' } = {}) => {
      const before = courier.sent.find((envelope) => envelope.payload['event_id'] === event_id);
      if (before === undefined) throw new Error(`fake Slack: no event ${event_id} was delivered`);
      await courier.deliver({ ...before, retry_attempt: attempt, retry_reason: reason });
    },
    waitFor: wait,
    waitForMessage: (channel, predicate = () => true, more) =>
      wait(() => ours(channel).find(predicate), {
        what: `a message in ${channel} with ${predicate}`,
        ...more,
      }),
    waitForCall: (method, nth = 1, more) =>
      wait(() => calls.filter((call) => call.method === method && call.outcome !== 'pending')[nth - 1], {
        what: `call ${nth} of ${method}`,
        ...more,
      }),
    waitForAck: (envelope_id, more) =>
      wait(() => acks.find((ack) => ack.envelope_id === envelope_id), {
        what: `an ack of ${envelope_id}`,
        ...more,
      }),
    waitForSocket: async (nth = 1, more) => {
      const what = `open Socket Mode connection number ${nth}`;
      await wait(() => sockets.control.opened >= nth && sockets.control.open > 0, { what, ...more });
    },
    close,
    [Symbol.asyncDispose]: close,
  };
};
