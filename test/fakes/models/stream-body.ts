import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from './modes.ts';

/** A streamed answer in a provider's wire format: every entry is written as it stands. */
export type Frames = {
  opening: string[];
  /** One per piece of text. */
  pieces: string[];
  /** The finish reason, the usage and the end mark. */
  closing: string[];
  /** What `s-bad` sends in place of one piece: a frame whose JSON does not parse. */
  broken: string;
  /** What `s-err` sends: the provider's error event. */
  error: string;
};

const PIECES_BEFORE_FAULT = 2;
/** Lets the pieces reach the client, since a reset throws away what is still on its way. */
const BEFORE_RESET_MS = 50;

/** Writes the frames at the given pace and breaks the stream as the mode says. */
export async function writeFrames(
  res: ServerResponse,
  frames: Frames,
  fault: Fault,
  delayMs: number,
): Promise<void> {
  const after = fault.after ?? PIECES_BEFORE_FAULT;
  const faulty = fault.mode.startsWith('s-');
  res.flushHeaders();
  res.write(frames.opening.join(''));
  for (const piece of faulty ? frames.pieces.slice(0, after) : frames.pieces) {
    if (res.destroyed) return;
    res.write(piece);
    if (delayMs > 0) await sleep(delayMs, undefined, { ref: false });
  }
  switch (fault.mode) {
    case 's-cut':
      await sleep(BEFORE_RESET_MS);
      res.socket?.resetAndDestroy();
      return;
    case 's-stall':
      return;
    case 's-end':
      res.end();
      return;
    case 's-err':
      res.end(frames.error);
      return;
    case 's-bad':
      res.write(frames.broken);
      for (const piece of frames.pieces.slice(after + 1)) res.write(piece);
      break;
    default:
      break;
  }
  res.end(frames.closing.join(''));
}
