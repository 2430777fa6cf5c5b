import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { intents, receives } from './gateway-intents.ts';
import { createSessions } from './sessions.ts';
import type { Json } from './types.ts';

/** Data of a dispatch; a function is asked once per session with that session's intents. */
export type DispatchData = Json | ((sessionIntents: number) => Json);

/** The fake's gateway: what happened on it, and the ways to make it misbehave. */
export type Gateway = {
  /** What happened, oldest first, such as `identify 13825`, `resume`, `closed 1000`. */
  readonly log: readonly string[];
  /** Payloads of every IDENTIFY. */
  readonly identifies: readonly Json[];
  /** Payloads of every RESUME. */
  readonly resumes: readonly Json[];
  /** Interval for the next HELLO, in ms. */
  heartbeatIntervalMs: number;
  identifiesLeft: number;
  /** Sessions with an open socket. */
  liveSessions(): number;
  /** Sends an event to every session that has the intent; disconnected ones get it when they resume. */
  dispatch(event: string, data: DispatchData): void;
  /** The sockets open now stop acknowledging heartbeats. */
  goZombie(): void;
  /** Sends op 7. */
  askToReconnect(): void;
  /** Sends op 9; false also forgets the sessions. */
  invalidate(resumable: boolean): void;
  /** Closes with a code, such as 4000 (resumable) or 4014 (fatal). */
  closeWith(code: number): void;
  /** Cuts the TCP connections without a close frame. */
  kill(): void;
  /** While true, new connections are cut during the handshake. */
  refuseConnections(on: boolean): void;
  /** The next `count` dispatches are sent twice, each time with a new sequence number. */
  duplicateNext(count: number): void;
  /** While true, events reach nobody, as those on their way to a process that is killed. */
  lose(on: boolean): void;
  /** Keeps dispatches back until `release`, which may turn their order around. */
  hold(): void;
  release(options?: { readonly reversed?: boolean }): void;
  /** Milliseconds by which an event comes late, behind those that happened after it; null = none does. */
  lateness: ((event: string) => number) | null;
  close(): void;
};

export type GatewayDeps = {
  readonly server: Server;
  readonly token: string;
  readonly grantedPrivileged: number;
  readonly heartbeatIntervalMs: number;
  readonly identifiesLeft: number;
  /** READY's fields about bot and guilds, and the GUILD_CREATEs that follow it. */
  readonly ready: () => Json;
  readonly guilds: () => readonly Json[];
};

const PRIVILEGED = intents.guildMembers | intents.guildPresences | intents.messageContent;
const parse = (raw: unknown): { op: number; d: Json } => JSON.parse(String(raw)) as { op: number; d: Json };

export const createGateway = (deps: GatewayDeps): Gateway => {
  const wss = new WebSocketServer({ noServer: true });
  const sessions = createSessions();
  const zombies = new WeakSet<WebSocket>();
  const log: string[] = [];
  const identifies: Json[] = [];
  const resumes: Json[] = [];
  const state = {
    refusing: false,
    losing: false,
    duplicates: 0,
    held: undefined as (() => void)[] | undefined,
  };

  const write = (socket: WebSocket, payload: Json): void => socket.send(JSON.stringify(payload));

  const identify = (socket: WebSocket, d: Json): void => {
    identifies.push(d);
    const wanted = Number(d['intents']);
    log.push(`identify ${wanted}`);
    if (d['token'] !== deps.token) {
      socket.close(4004, 'Authentication failed.');
      return;
    }
    if ((wanted & PRIVILEGED & ~deps.grantedPrivileged) !== 0) {
      socket.close(4014, 'Disallowed intent(s).');
      return;
    }
    gateway.identifiesLeft -= 1;
    const session = sessions.open(wanted, socket);
    sessions.push(session, 'READY', { v: 10, session_id: session.id, shard: [0, 1], ...deps.ready() });
    for (const guild of deps.guilds()) sessions.push(session, 'GUILD_CREATE', guild);
  };

  const resume = (socket: WebSocket, d: Json): void => {
    resumes.push(d);
    if (d['token'] !== deps.token) {
      socket.close(4004, 'Authentication failed.');
      return;
    }
    const session = sessions.resume(String(d['session_id']), Number(d['seq']), socket);
    log.push(session === undefined ? 'resume of an unknown session' : 'resume');
    if (session === undefined) write(socket, { op: 9, d: false });
    else sessions.push(session, 'RESUMED', {});
  };

  wss.on('connection', (socket) => {
    log.push('connected');
    socket.on('message', (raw) => {
      const { op, d } = parse(raw);
      if (op === 1 && !zombies.has(socket)) write(socket, { op: 11 });
      if (op === 2) identify(socket, d);
      if (op === 6) resume(socket, d);
    });
    socket.on('error', () => undefined);
    socket.on('close', (code) => {
      log.push(`closed ${code}`);
      sessions.detach(socket, code);
    });
    write(socket, { op: 10, d: { heartbeat_interval: gateway.heartbeatIntervalMs } });
  });

  deps.server.on('upgrade', (request, socket, head) => {
    if (state.refusing) {
      log.push('refused');
      socket.destroy();
      return;
    }
    wss.handleUpgrade(request, socket, head, (ws) => wss.emit('connection', ws, request));
  });

  const send = (event: string, data: DispatchData): void => {
    if (state.losing) return;
    const times = state.duplicates > 0 ? 2 : 1;
    state.duplicates = Math.max(0, state.duplicates - 1);
    for (const session of sessions.all()) {
      const d = typeof data === 'function' ? data(session.intents) : data;
      if (!receives(session.intents, event, d)) continue;
      for (let n = 0; n < times; n += 1) sessions.push(session, event, d);
    }
  };

  const each = (act: (socket: WebSocket) => void): void => [...wss.clients].forEach(act);

  const gateway: Gateway = {
    log,
    identifies,
    resumes,
    heartbeatIntervalMs: deps.heartbeatIntervalMs,
    identifiesLeft: deps.identifiesLeft,
    liveSessions: () => sessions.all().filter(({ socket }) => socket !== undefined).length,
    lateness: null,
    dispatch: (event, data) => {
      const ms = gateway.lateness?.(event) ?? 0;
      if (ms > 0) setTimeout(() => send(event, data), ms).unref();
      else if (state.held === undefined) send(event, data);
      else state.held.push(() => send(event, data));
    },
    goZombie: () => each((socket) => zombies.add(socket)),
    askToReconnect: () => each((socket) => write(socket, { op: 7, d: null })),
    invalidate: (resumable) => {
      if (!resumable) sessions.forgetAll();
      each((socket) => write(socket, { op: 9, d: resumable }));
    },
    closeWith: (code) => each((socket) => socket.close(code)),
    kill: () => each((socket) => socket.terminate()),
    refuseConnections: (on) => {
      state.refusing = on;
    },
    duplicateNext: (count) => {
      state.duplicates = count;
    },
    lose: (on) => {
      state.losing = on;
    },
    hold: () => {
      state.held ??= [];
    },
    release: ({ reversed = false } = {}) => {
      const held = state.held ?? [];
      state.held = undefined;
      for (const dispatch of reversed ? held.toReversed() : held) dispatch();
    },
    close: () => {
      each((socket) => socket.terminate());
      wss.close();
    },
  };
  return gateway;
};
