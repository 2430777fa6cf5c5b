import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Ack, Envelope } from './wire.ts';

/** Why Slack ends a socket; the client is expected to come back. */
export type DisconnectReason = 'warning' | 'refresh_requested' | 'link_disabled' | 'too_many_websockets';

/** The knobs and the state of the Socket Mode side, settable at any time. */
export type SocketMode = {
  /** False: sockets open, yet never get their hello (a client's `start` then waits for ever). */
  hello: boolean;
  /** How pings are answered: at once, never, or after so many milliseconds. */
  pong: 'at-once' | 'never' | number;
  /** True: the upgrade is answered with status 503. */
  refuse: boolean;
  /** Sockets that are open and had their hello. */
  readonly open: number;
  /** Sockets that were opened since the start, whatever became of them. */
  readonly opened: number;
  /** Pings that clients sent since the start. */
  readonly pings: number;
  /** Cuts every connection without a close frame, as a network failure does. */
  drop: () => void;
  /** Tells every socket to go away; a client closes it and connects anew. */
  disconnect: (reason: DisconnectReason) => void;
  /** Sends a frame to the newest socket as it stands, JSON or not. */
  raw: (frame: string) => void;
};

type SocketModeServer = {
  control: SocketMode;
  /** A single-use address for `apps.connections.open`. */
  issueUrl: () => string;
  ready: () => boolean;
  send: (envelope: Envelope) => void;
  close: () => void;
};

export type SocketModeDeps = {
  server: Server;
  address: () => string;
  appId: string;
  onAck: (ack: Omit<Ack, 'at'>) => void;
};

/** The WebSocket side of Socket Mode, on the upgrade path `/link/` of the given HTTP server. */
export const createSocketMode = ({ server, address, appId, onAck }: SocketModeDeps): SocketModeServer => {
  const sockets = new WebSocketServer({ noServer: true, autoPong: false });
  const tickets = new Set<string>();
  const greeted = new Set<WebSocket>();
  const knobs: { hello: boolean; pong: SocketMode['pong']; refuse: boolean } = {
    hello: true,
    pong: 'at-once',
    refuse: false,
  };
  const count = { opened: 0, pings: 0 };

  const answerPing = (socket: WebSocket, data: Buffer): void => {
    count.pings += 1;
    if (knobs.pong === 'never') return;
    const pong = () => socket.readyState === socket.OPEN && socket.pong(data);
    if (knobs.pong === 'at-once') pong();
    else setTimeout(pong, knobs.pong).unref();
  };

  const receive = (data: string): void => {
    const frame = JSON.parse(data) as { envelope_id?: string; payload?: unknown };
    if (frame.envelope_id !== undefined) onAck({ envelope_id: frame.envelope_id, payload: frame.payload });
  };

  const greet = (socket: WebSocket): void => {
    count.opened += 1;
    socket.on('ping', (data) => answerPing(socket, data));
    socket.on('message', (data) => receive(String(data)));
    socket.on('close', () => greeted.delete(socket));
    socket.on('error', () => socket.terminate());
    if (!knobs.hello) return;
    greeted.add(socket);
    const hello = { type: 'hello', num_connections: greeted.size, connection_info: { app_id: appId } };
    socket.send(
      JSON.stringify({ ...hello, debug_info: { host: 'applink-fake', approximate_connection_time: 18060 } }),
    );
  };

  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const known = tickets.delete(url.searchParams.get('ticket') ?? '');
    if (knobs.refuse || url.pathname !== '/link/' || !known) {
      stream.end(
        `HTTP/1.1 ${known ? '503 Service Unavailable' : '401 Unauthorized'}\r\nConnection: close\r\n\r\n`,
      );
      return;
    }
    sockets.handleUpgrade(request, stream, head, greet);
  });

  // Slack gives each event to one of the open sockets; here it is the newest.
  const newest = (): WebSocket => {
    const socket = [...greeted].at(-1);
    if (socket === undefined) throw new Error('fake Slack: no Socket Mode client is connected');
    return socket;
  };

  const control: SocketMode = Object.defineProperties(knobs as SocketMode, {
    open: { get: () => greeted.size },
    opened: { get: () => count.opened },
    pings: { get: () => count.pings },
    drop: {
      value: () => {
        for (const socket of sockets.clients) socket.terminate();
        greeted.clear();
      },
    },
    disconnect: {
      value: (reason: DisconnectReason) => {
        const frame = JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'applink-fake' } });
        for (const socket of greeted) socket.send(frame);
        greeted.clear();
      },
    },
    raw: { value: (frame: string) => newest().send(frame) },
  });

  return {
    control,
    issueUrl: () => {
      const ticket = randomUUID();
      tickets.add(ticket);
      return `${address()}/link/?ticket=${ticket}&app_id=${appId}`;
    },
    ready: () => greeted.size > 0,
    send: ({ envelope_id, kind, payload, retry_attempt, retry_reason }) => {
      const retry = kind === 'events_api' ? { retry_attempt, retry_reason } : {};
      const accepts_response_payload = kind !== 'events_api';
      newest().send(JSON.stringify({ envelope_id, type: kind, accepts_response_payload, ...retry, payload }));
    },
    close: () => {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
};
