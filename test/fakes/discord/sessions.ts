import { randomUUID } from 'node:crypto';
import type { WebSocket } from 'ws';
import type { Json } from './types.ts';

/** A gateway session; it outlives its socket, so that a client can resume. */
export type Session = {
  readonly id: string;
  readonly intents: number;
  /** Every frame ever sent; a frame's sequence number is its place, from 1. */
  readonly frames: string[];
  socket: WebSocket | undefined;
};

/** The sessions of the fake's gateway. */
export type Sessions = {
  all(): readonly Session[];
  open(intents: number, socket: WebSocket): Session;
  /** Gives the session its new socket and sends what was missed after `seq`; undefined if unknown. */
  resume(id: string, seq: number, socket: WebSocket): Session | undefined;
  /** Sends an event, or keeps it until the session is resumed. */
  push(session: Session, event: string, data: Json): void;
  /** The socket closed; a client that said goodbye (1000, 1001) gives up its session. */
  detach(socket: WebSocket, code: number): void;
  forgetAll(): void;
};

export const createSessions = (): Sessions => {
  const sessions = new Map<string, Session>();
  return {
    all: () => [...sessions.values()],
    open: (intents, socket) => {
      const session: Session = { id: randomUUID(), intents, frames: [], socket };
      sessions.set(session.id, session);
      return session;
    },
    resume: (id, seq, socket) => {
      const session = sessions.get(id);
      if (session === undefined) return undefined;
      session.socket = socket;
      for (const frame of session.frames.slice(seq)) socket.send(frame);
      return session;
    },
    push: (session, t, d) => {
      const frame = JSON.stringify({ op: 0, t, s: session.frames.length + 1, d });
      session.frames.push(frame);
      session.socket?.send(frame);
    },
    detach: (socket, code) => {
      for (const session of sessions.values()) {
        if (session.socket !== socket) continue;
        session.socket = undefined;
        if (code === 1000 || code === 1001) sessions.delete(session.id);
      }
    },
    forgetAll: () => sessions.clear(),
  };
};
