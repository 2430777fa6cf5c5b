import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');

function sourcesOf(folder: string): { file: string; text: string }[] {
  return readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      return { file: path.relative(root, file), text: readFileSync(file, 'utf8') };
    });
}

/** Loading LangChain costs half a second: a start without a model must not pay for it. */
describe('LangChain is loaded only when a setting names a provider', () => {
  it('by nothing that imports core/langchain at once', () => {
    const eager = ['bot', 'console', 'knowledge', 'core']
      .flatMap(sourcesOf)
      .filter(({ file }) => !file.startsWith(path.join('core', 'langchain')))
      .filter(({ text }) => /^(?:import|export) (?!type )[^;]*?from '[^']*\/langchain\/[^']*'/m.test(text));
    expect(eager.map(({ file }) => file)).toEqual([]);
  });

  it('with no provider that is not the one named', () => {
    const providers = /^import (?!type )[^;]*?from '@langchain\/(?:openai|anthropic|ollama|community)/m;
    const eager = sourcesOf(path.join('core', 'langchain')).filter(({ text }) => providers.test(text));
    expect(eager.map(({ file }) => file)).toEqual([]);
  });
});
