import { createHmac } from 'node:crypto';
import type { JsonObject } from './wire.ts';

/** The ways in which a request may differ from a well-signed one of now. */
export type SigningOptions = {
  /** Seconds since 1970 in the timestamp header; Slack's receivers refuse one that is over five minutes old. */
  timestamp?: number;
  /** Sent in place of the right signature; null leaves the header out. */
  signature?: string | null;
  /** More headers, or others for the usual ones. */
  headers?: Record<string, string>;
  /** Sets `x-slack-retry-num` and `x-slack-retry-reason`. */
  retry?: { attempt: number; reason: string };
};

export type SignedAnswer = { status: number; body: string };

const json = 'application/json';
// Bolt refuses this type with any parameter such as a charset.
const form = 'application/x-www-form-urlencoded';

/** Slack's request signature: `v0=` and the hex HMAC-SHA256 of `v0:timestamp:body` under the signing secret. */
export const slackSignature = (signingSecret: string, timestamp: number, body: string): string =>
  `v0=${createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')}`;

/** Sends a body as Slack would, signed over exactly these bytes. */
export const sendSigned = async (
  url: string,
  signingSecret: string,
  { contentType, body }: { contentType: string; body: string },
  options: SigningOptions = {},
): Promise<SignedAnswer> => {
  const timestamp = options.timestamp ?? Math.floor(Date.now() / 1000);
  const signature =
    options.signature === undefined ? slackSignature(signingSecret, timestamp, body) : options.signature;
  const { retry } = options;
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': contentType,
      // A connection kept alive would hold up the receiver's `stop` for seconds.
      connection: 'close',
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      'x-slack-request-timestamp': String(timestamp),
      ...(signature === null ? {} : { 'x-slack-signature': signature }),
      ...(retry ? { 'x-slack-retry-num': String(retry.attempt), 'x-slack-retry-reason': retry.reason } : {}),
      ...options.headers,
    },
    body,
  });
  return { status: response.status, body: await response.text() };
};

/** An Events API request; `body` is the whole `event_callback`, `url_verification` or other outer object. */
export const sendSignedEvent = (url: string, secret: string, body: JsonObject, options?: SigningOptions) =>
  sendSigned(url, secret, { contentType: json, body: JSON.stringify(body) }, options);

/** A slash command: its flat fields as a form. */
export const sendSignedCommand = (
  url: string,
  secret: string,
  fields: JsonObject,
  options?: SigningOptions,
) => {
  const pairs = Object.entries(fields).map(([key, value]): [string, string] => [key, String(value)]);
  return sendSigned(url, secret, { contentType: form, body: new URLSearchParams(pairs).toString() }, options);
};

/** A block action, view submission or shortcut: JSON in the form field `payload`. */
export const sendSignedInteraction = (
  url: string,
  secret: string,
  payload: JsonObject,
  options?: SigningOptions,
) => {
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  return sendSigned(url, secret, { contentType: form, body }, options);
};

/** The question whether an address belongs to the app; the right answer is the challenge. */
export const sendUrlVerification = (
  url: string,
  secret: string,
  challenge: string,
  options?: SigningOptions,
) => sendSignedEvent(url, secret, { type: 'url_verification', challenge, token: 'legacy' }, options);
