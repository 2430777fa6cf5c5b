import { expect, test } from 'vitest';
import { asksToStop } from '../../../core/defensive-ux/asks-to-stop.ts';

test.each(['stop', 'Stop!', 'please stop', 'cancel that', 'halt', 'Stopp bitte', 'arrête', 'detente.'])(
  '%s asks to stop',
  (text) => expect(asksToStop(text)).toBe(true),
);

test.each(['how do I stop a deploy?', 'stop the server', 'stops', 'cancel my booking', ''])(
  '%s does not',
  (text) => expect(asksToStop(text)).toBe(false),
);
