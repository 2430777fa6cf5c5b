import { readFileSync } from 'node:fs';

/** A table of HELM, read when it is first needed. The caller says what it holds; the file ships with Docent. */
export function helmTable<T>(name: string): () => T {
  let table: T | undefined;
  return () => {
    table ??= JSON.parse(readFileSync(new URL(`./${name}.json`, import.meta.url), 'utf8')) as T;
    return table;
  };
}
