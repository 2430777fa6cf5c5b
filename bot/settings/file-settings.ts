import { setting } from './setting.ts';
import { scanLanguage } from './value-checks.ts';

/** What operators choose about how files are read. */
export const fileSettings = [
  setting(
    'DOCENT_EXPORT_NAMES',
    'switch',
    'off',
    'Whether people of uploaded chat exports (Slack) keep their names: with off they are called Person 1, Person 2. on or off.',
  ),
  setting(
    'DOCENT_OCR',
    'text',
    'off',
    'Whether scans (pictures, and PDF pages without text) are read: off, or their language, such as eng. Others than eng need npm install @tesseract.js-data/LANGUAGE (deu, fra, spa …).',
    true,
    scanLanguage,
  ),
] as const;
