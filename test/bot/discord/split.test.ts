import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitMessage } from '../../../bot/discord/text/split.ts';

describe('splitMessage', () => {
  it('leaves a short text whole', () => {
    expect(splitMessage('a\n\nb')).toEqual(['a\n\nb']);
    expect(splitMessage('')).toEqual([]);
  });

  it('cuts at a paragraph, then at a line, then at a space', () => {
    const a = 'a'.repeat(70);
    const b = 'b'.repeat(20);
    expect(splitMessage(`${a}\n\n${b} ${b}`, 100)).toEqual([a, `${b} ${b}`]);
    expect(splitMessage(`${a}\n${b} ${b}`, 100)).toEqual([a, `${b} ${b}`]);
    expect(splitMessage(`${a} ${b}${b}`, 100)).toEqual([a, `${b}${b}`]);
  });

  it('closes a code block and opens it again with its language', () => {
    const lines = Array.from({ length: 12 }, (_, n) => `const line${n} = ${n};`).join('\n');
    const parts = splitMessage(`\`\`\`ts\n${lines}\n\`\`\``, 150);
    expect(parts.length).toBeGreaterThan(1);
    for (const part of parts) {
      expect(part.startsWith('```ts\n')).toBe(true);
      expect(part.endsWith('\n```')).toBe(true);
      expect(part.match(/```/g)).toHaveLength(2);
    }
    const inner = parts.map((part) => part.replace(/^```ts\n|\n```$/g, ''));
    expect(inner.join('\n')).toBe(lines);
  });

  it('moves a block that starts late to the next part', () => {
    const text = `${'a '.repeat(40)}\n\n\`\`\`sh\n${'x'.repeat(40)}\n\`\`\``;
    expect(splitMessage(text, 120)[1]).toBe(`\`\`\`sh\n${'x'.repeat(40)}\n\`\`\``);
  });

  it('leaves no empty block behind when a block ends at the cut', () => {
    const text = `\`\`\`\n${'x'.repeat(80)}\n\`\`\`\n${'y'.repeat(60)}`;
    expect(splitMessage(text, 96).join('|')).not.toMatch(/```\n```(?!\w)/);
  });

  it('continues bold text', () => {
    const parts = splitMessage(`**${'bold words '.repeat(20)}**`, 100);
    expect(parts.length).toBeGreaterThan(1);
    for (const part of parts) expect(part.match(/\*\*/g)?.length).toBe(2);
  });

  it('never cuts a mention, an address, an escape or a surrogate pair', () => {
    const filler = 'x'.repeat(88);
    expect(splitMessage(`${filler}<@1234567890>${filler}`, 100)[0]).toBe(filler);
    const address = '<https://example.org/some/page>';
    expect(splitMessage(`${filler}${address}${filler}`, 100)[1]?.startsWith(address)).toBe(true);
    expect(splitMessage(`${'x'.repeat(91)}\\*${filler}`, 100)[1]?.startsWith('\\*')).toBe(true);
    expect(splitMessage('😀'.repeat(100), 101).every((part) => part.isWellFormed())).toBe(true);
  });

  it('keeps every character, whatever the text', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.constantFrom('\n', '\n\n', ' ', '```§\n', '\n```\n', '**', '<@123456>', '😀', '\\'),
      fc.lorem({ maxCount: 60 }),
    );
    const text = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(text, fc.integer({ min: 100, max: 400 }), (given, limit) => {
        const parts = splitMessage(given, limit);
        const bare = (value: string) => value.replace(/[\s*`>§]/g, '');
        expect(parts.every((part) => part.length <= limit && part.trim() !== '')).toBe(true);
        expect(bare(parts.join(''))).toBe(bare(given));
      }),
      { numRuns: 1000 },
    );
  });
});
