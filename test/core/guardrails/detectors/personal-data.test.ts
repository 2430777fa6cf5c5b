import { describe, expect, it } from 'vitest';
import { personalDataGuard } from '../../../../core/guardrails/content-guards.ts';
import { detectPersonalData } from '../../../../core/guardrails/detectors/personal-data.ts';
import { hasSharedData } from '../../../bench/shared-data.ts';
import { measurePersonalData } from '../../../bench/trust-content.ts';
import { fixtureLines } from '../../../bench/trust-data.ts';

const found = (text: string) =>
  detectPersonalData(text)
    .filter(({ confidence }) => confidence >= 0.7)
    .map(({ kind, start, end }) => [kind, text.slice(start, end)]);

describe('detectPersonalData', () => {
  it.each([
    ['email', 'Mail jane.doe+x@mail.example.org please', 'jane.doe+x@mail.example.org'],
    ['email', 'müller@beispiel.de', 'müller@beispiel.de'],
    ['phone', 'call me on 0490 75 40 81', '0490 75 40 81'],
    ['phone', 'at +41 (0)62 585 51 90 today', '+41 (0)62 585 51 90'],
    ['phone', 'or (555) 010-9999', '(555) 010-9999'],
    ['phone', 'Phone: 358 0594', '358 0594'],
    ['phone', '905-674-3793x4587', '905-674-3793x4587'],
    ['card', 'card 4111 1111 1111 1111', '4111 1111 1111 1111'],
    ['card', '378282246310005', '378282246310005'],
    ['iban', 'to DE89 3704 0044 0532 0130 00 by noon', 'DE89 3704 0044 0532 0130 00'],
    ['iban', 'my iban is gb82west12345698765432', 'gb82west12345698765432'],
    ['national-id', 'SSN 536-22-1234', '536-22-1234'],
    ['national-id', 'social security number: 536221234', '536221234'],
    ['national-id', 'DNI 12345678Z', '12345678Z'],
    ['national-id', 'CPF 529.982.247-25', '529.982.247-25'],
    ['ip', 'client 36.106.174.11 was blocked', '36.106.174.11'],
    ['ip', 'my IP is 192.168.1.42', '192.168.1.42'],
    ['ip', 'from 6e40:4041:c617:e898:c11:40d2:c669:2eb4', '6e40:4041:c617:e898:c11:40d2:c669:2eb4'],
    ['birth-date', 'She was born on 12 March 1984.', '12 March 1984'],
    ['birth-date', 'DOB: 1984-03-12', '1984-03-12'],
    ['document', 'passport no. C01X00T47', 'C01X00T47'],
    ['document', "My driver's license number is F162823540116", 'F162823540116'],
    ['person', 'Patient name: Maria Keller', 'Maria Keller'],
    ['address', 'She lives at 12 Main Street', '12 Main Street'],
    ['address', 'Lindenstraße 12, 10969 Berlin', 'Lindenstraße 12, 10969'],
  ])('sees %s in %j', (kind, text, part) => {
    expect(found(text)).toContainEqual([kind, part]);
  });

  it.each([
    'card 4111 1111 1111 1112',
    'IBAN DE89 3704 0044 0532 0130 01',
    'from 2019 to 2024',
    'version 1.2.3.4',
    'on 2024-05-12 at 10:30',
    'order 905-674-3793',
    '192.168.0.1',
    'help@example.org',
    'Meet me at 12 Main Street',
    ...fixtureLines('ordinary-chat.txt'),
  ])('sees none in %j', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('says the kind and nothing else in what it puts there', () => {
    expect(detectPersonalData('jane@example.org')[0]?.fix).toBe('[removed: email]');
  });
});

describe('the guard for personal data in answers', () => {
  const evidence = ['Ask Jane, jane@example.org, +49 30 1234567.'];
  const check = (text: string) => personalDataGuard.check({ text, evidence });

  it('lets through what stands in a source, however it is written', () => {
    expect(check('Write to Jane@example.org or call +49 (30) 1234567.')).toEqual({ kind: 'pass' });
  });

  it('takes out what stands in none', () => {
    expect(check('Write to jim@example.org.')).toMatchObject({ fixed: 'Write to [removed: email].' });
  });
});

describe('on labelled rows', () => {
  it.skipIf(!hasSharedData('guardrails/pii'))(
    'finds at least 95 % of structured data and 80 % of phones',
    () => {
      for (const { data, recall } of measurePersonalData()) {
        if (recall === undefined || data.endsWith('address')) continue;
        expect(recall[0] / recall[1], data).toBeGreaterThanOrEqual(data.endsWith('phone') ? 0.8 : 0.95);
      }
    },
  );
});
