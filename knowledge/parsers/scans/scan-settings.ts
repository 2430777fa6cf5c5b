import { type Rejected, rejected } from '../rejected.ts';

/** How scans are read. `language`: as Tesseract names it, such as `eng`. `step` is called after each page that was read. */
export type ScanSettings = { language: string; step: () => Promise<void> };

/** What is missing to read a language. */
export function noLanguage(language: string): Rejected {
  return rejected(
    'unreadable',
    `Scans in the language ${language} cannot be read: its data is not installed. Run npm install @tesseract.js-data/${language}, or set DOCENT_OCR=eng.`,
  );
}
