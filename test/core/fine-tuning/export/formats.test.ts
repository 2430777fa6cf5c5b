import { describe, expect, it } from 'vitest';
import { exportFormats, type FormatName, formatNames } from '../../../../core/fine-tuning/export/formats.ts';
import { goodAnswer as good, openExportRig as openRig, TOPICS } from '../../../fixtures/export-rig.ts';

describe('formats', () => {
  it('hold their own keys only, and no null', async () => {
    await using rig = await openRig();
    for (const topic of TOPICS)
      await rig.publish(`doc-${topic}`, `Everything that there is to say about ${topic} rules.`);
    await rig.take(
      ...TOPICS.map((topic) => ({ ...good(topic), source: `doc-${topic}` })),
      ...TOPICS.map((topic) => ({
        ...{
          id: `w-${topic}`,
          question: `Who pays for ${topic}?`,
          answer: `Nobody pays for ${topic}.`,
          vote: -1,
        },
        correction: `The team ${topic} pays.`,
      })),
    );
    const keys: Record<FormatName, string> = {
      'openai-sft': 'messages',
      'openai-dpo': 'input non_preferred_output preferred_output',
      'trl-lm': 'text',
      'trl-prompt-completion': 'completion prompt',
      'trl-preference': 'chosen prompt rejected',
      'trl-kto': 'completion label prompt',
      'trl-reward': 'chosen prompt rejected',
      'trl-grpo': 'prompt solution',
      axolotl: 'messages',
      'axolotl-dpo': 'chosen messages rejected',
      'axolotl-reward': 'chosen input rejected system',
      'axolotl-kto': 'completion label prompt',
      'llama-factory': 'messages',
      'llama-factory-dpo': 'chosen messages rejected',
      'llama-factory-kto': 'kto_tag messages',
      'llama-factory-text': 'text',
      alpaca: 'input instruction output',
      'retrieval-pairs': 'anchor positive',
    };
    for (const format of formatNames) {
      const { all, textOf } = await rig.export(format);
      expect(all.length, format).toBeGreaterThanOrEqual(TOPICS.length);
      for (const row of all) expect(Object.keys(row).sort().join(' '), format).toBe(keys[format]);
      expect(JSON.stringify(all)).not.toContain('null');
      expect(textOf('dataset_info.json') !== '', format).toBe(format.startsWith('llama-factory'));
      expect(exportFormats[format].help).toMatch(/\w/);
    }
  });

  it('pair a correction with what it corrects, and a good answer with a bad one', async () => {
    await using rig = await openRig();
    await rig.take(
      { id: 'a', question: 'When is lunch?', answer: 'At one.', vote: -1, correction: 'At noon.' },
      { id: 'b', question: 'Is parking free?', answer: 'Yes, in the garage.' },
      { id: 'c', question: 'Is parking free?', answer: 'Ask somebody else.', vote: -1 },
    );
    const { all, dropped } = await rig.export('openai-dpo');
    expect(dropped).toEqual({});
    expect(all).toContainEqual({
      input: { messages: [{ role: 'user', content: 'When is lunch?' }] },
      preferred_output: [{ role: 'assistant', content: 'At noon.' }],
      non_preferred_output: [{ role: 'assistant', content: 'At one.' }],
    });
    expect(JSON.stringify(all)).toContain('Ask somebody else.');
  });
});
