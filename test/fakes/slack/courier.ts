import {
  type SignedAnswer,
  sendSignedCommand,
  sendSignedEvent,
  sendSignedInteraction,
} from './signed-http.ts';
import { waitFor } from './wait.ts';
import type { Ack, Envelope } from './wire.ts';

/** Where deliveries go: over Socket Mode, or as signed requests to one address (HTTP mode). */
export type DeliveryTarget = 'socket' | { url: string; signingSecret: string };

/** The knobs of delivery, settable at any time. */
export type Delivery = {
  target: DeliveryTarget;
  /** How often each envelope arrives; 2 delivers everything twice. */
  copies: number;
  /** Keeps deliveries back until `release`. */
  hold: () => void;
  /** Delivers what was kept back, in the given order, and everything after it at once again. */
  release: (order?: 'as-sent' | 'reversed' | ((held: Envelope[]) => Envelope[])) => Promise<void>;
};

export type Courier = {
  control: Delivery;
  /** Every envelope that was handed to the transport, repeats included. */
  sent: Envelope[];
  /** Delivers; waits for a Socket Mode client when none is connected, and rejects when none comes. */
  deliver: (envelope: Envelope) => Promise<void>;
  /** Delivers what follows from the bot's own doing; lost when nobody is connected. */
  deliverIfConnected: (envelope: Envelope) => void;
};

export type CourierDeps = {
  socket: { ready: () => boolean; send: (envelope: Envelope) => void };
  onAck: (ack: Omit<Ack, 'at'>) => void;
};

const post = (envelope: Envelope, url: string, secret: string): Promise<SignedAnswer> => {
  const { kind, payload, retry_attempt: attempt, retry_reason: reason } = envelope;
  if (kind === 'slash_commands') return sendSignedCommand(url, secret, payload);
  if (kind === 'interactive') return sendSignedInteraction(url, secret, payload);
  return sendSignedEvent(url, secret, payload, attempt > 0 ? { retry: { attempt, reason } } : {});
};

const parsed = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
};

/** Carries envelopes to the app, held back, repeated or reordered as the knobs say. */
export const createCourier = ({ socket, onAck }: CourierDeps): Courier => {
  const held: Envelope[] = [];
  const sent: Envelope[] = [];
  const state = { holding: false };

  const carry = (envelope: Envelope): void => {
    const { target } = control;
    sent.push(envelope);
    if (target === 'socket') {
      socket.send(envelope);
      return;
    }
    // Slack does not wait for the answer before it goes on; neither do the tests.
    post(envelope, target.url, target.signingSecret).then(
      ({ status, body }) => onAck({ envelope_id: envelope.envelope_id, status, payload: parsed(body) }),
      (error: unknown) => onAck({ envelope_id: envelope.envelope_id, status: 0, payload: String(error) }),
    );
  };

  const connected = async (): Promise<void> => {
    if (control.target !== 'socket' || socket.ready()) return;
    await waitFor(() => control.target !== 'socket' || socket.ready(), {
      what: 'a connected Socket Mode client',
    });
  };

  const deliver = async (envelope: Envelope): Promise<void> => {
    if (state.holding) {
      held.push(envelope);
      return;
    }
    for (let copy = 0; copy < control.copies; copy += 1) {
      await connected();
      carry(envelope);
    }
  };

  const control: Delivery = {
    target: 'socket',
    copies: 1,
    hold: () => {
      state.holding = true;
    },
    release: async (order = 'as-sent') => {
      state.holding = false;
      const waiting = held.splice(0);
      const ordered =
        typeof order === 'function' ? order(waiting) : order === 'reversed' ? waiting.toReversed() : waiting;
      for (const envelope of ordered) await deliver(envelope);
    },
  };

  return {
    control,
    sent,
    deliver,
    deliverIfConnected: (envelope) => {
      if (control.target !== 'socket' || socket.ready() || state.holding)
        void deliver(envelope).catch(() => undefined);
    },
  };
};
