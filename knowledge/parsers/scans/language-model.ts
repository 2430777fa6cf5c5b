import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The models of a language, best first, as its package holds them. */
const models = ['4.0.0_best_int', '4.0.0'];

/** The file with the model of a language, or null where its package is not installed. */
export function modelOf(language: string): string | null {
  try {
    const folder = import.meta.resolve(`@tesseract.js-data/${language}/package.json`);
    const files = models.map((model) =>
      fileURLToPath(new URL(`./${model}/${language}.traineddata.gz`, folder)),
    );
    return files.find((file) => existsSync(file)) ?? null;
  } catch {
    return null;
  }
}
