import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');

/** Whether a test of that name stands in the file (from the root), skipped ones not counted. */
export function isTestThere(file: string, name: string): boolean {
  const full = path.join(root, file);
  if (!existsSync(full)) return false;
  const quoted = `['"\`]${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}['"\`]`;
  const called = new RegExp(`\\b(?:it|test)(?:\\.each(?:<[^>]*>)?\\([\\s\\S]{0,1500}?\\))?\\(\\s*${quoted}`);
  return called.test(readFileSync(full, 'utf8'));
}
