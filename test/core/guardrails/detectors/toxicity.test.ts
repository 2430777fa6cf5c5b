import { describe, expect, it } from 'vitest';
import { toxicityGuard } from '../../../../core/guardrails/content-guards.ts';
import { detectToxicity } from '../../../../core/guardrails/detectors/toxicity.ts';
import { hasSharedData } from '../../../bench/shared-data.ts';
import { fixtureLines } from '../../../bench/trust-data.ts';
import { measureToxicity } from '../../../bench/trust-toxicity.ts';

describe('detectToxicity', () => {
  it.each([
    ['threat', 'Shut up or I will kill you'],
    ['threat', 'why don’t you just k1ll yourself'],
    ['threat', 'k i l l  y o u r s e l f'],
    ['abuse', 'you are a f*cking b!tch'],
    ['swearing', 'damn you all'],
    ['abuse', 'you are a damn idiot'],
    ['self-harm', 'I want to kill myself tonight, I keep cutting myself'],
  ])('sees %s in %j', (kind, text) => {
    expect(detectToxicity(text).map((finding) => finding.kind)).toContain(kind);
  });

  it.each([
    'How do I kill a process that hangs?',
    'How many people were killed?',
    'What do I do in a bomb threat?',
    'Killed writing: who books trains?',
    'Shoot me an email about the master/slave replication.',
    'How do I report a colleague who told me to kill myself?',
    'Our harassment policy forbids slurs and threats.',
    'Dick Cheney visited Essex and Scunthorpe.',
    'damn, the build broke again',
    'This deadline is killing me, damn',
    'What the hell is wrong with the VPN?',
    'Hell yes, it works',
    'The cocktail bar in the cockpit lounge is closed.',
    ...fixtureLines('injection-benign.txt'),
  ])('lets %j pass', (text) => {
    expect(detectToxicity(text)).toEqual([]);
  });

  it('lets an answer quote what stands in its source', () => {
    const text = 'The song is called "Kill Yourself".';
    expect(toxicityGuard.check({ text, evidence: [] })).toMatchObject({ kind: 'fail' });
    expect(toxicityGuard.check({ text, evidence: [`Banned titles: ${text}`] })).toEqual({ kind: 'pass' });
  });
});

describe('on labelled rows', () => {
  it.skipIf(!hasSharedData('guardrails/moderation'))(
    'reaches F1 .69 on prompts that its model never saw',
    () => {
      const measures = measureToxicity();
      expect(measures[0]?.f1).toBeGreaterThan(0.69);
      for (const { data, falseAlarms } of measures)
        if (data === 'our ordinary lines' && falseAlarms !== undefined)
          expect(falseAlarms[0] / falseAlarms[1]).toBeLessThanOrEqual(0.05);
    },
  );
});
