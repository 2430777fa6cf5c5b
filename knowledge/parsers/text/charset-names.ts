import { dosCharset } from './dos-charsets.ts';

/** Charsets that people are offered, most usual first, with the languages that they are for. Others can be named, too. */
export const offeredCharsets: readonly { charset: string; label: string }[] = [
  { charset: 'utf-8', label: 'Unicode (UTF-8)' },
  { charset: 'utf-16le', label: 'Unicode (UTF-16)' },
  { charset: 'windows-1252', label: 'Western European (Windows)' },
  { charset: 'iso-8859-15', label: 'Western European (ISO)' },
  { charset: 'macintosh', label: 'Western European (old Mac)' },
  { charset: 'ibm850', label: 'Western European (DOS)' },
  { charset: 'windows-1250', label: 'Central European (Windows)' },
  { charset: 'iso-8859-2', label: 'Central European (ISO)' },
  { charset: 'ibm852', label: 'Central European (DOS)' },
  { charset: 'windows-1251', label: 'Cyrillic (Windows)' },
  { charset: 'koi8-r', label: 'Cyrillic (KOI8-R)' },
  { charset: 'ibm866', label: 'Cyrillic (DOS)' },
  { charset: 'windows-1253', label: 'Greek' },
  { charset: 'windows-1254', label: 'Turkish' },
  { charset: 'windows-1255', label: 'Hebrew' },
  { charset: 'windows-1256', label: 'Arabic' },
  { charset: 'windows-1257', label: 'Baltic' },
  { charset: 'windows-1258', label: 'Vietnamese' },
  { charset: 'windows-874', label: 'Thai' },
  { charset: 'shift_jis', label: 'Japanese (Shift JIS)' },
  { charset: 'euc-jp', label: 'Japanese (EUC)' },
  { charset: 'gb18030', label: 'Chinese, simplified' },
  { charset: 'big5', label: 'Chinese, traditional' },
  { charset: 'euc-kr', label: 'Korean' },
];

/** The usual name of a charset that files can be read in, such as `windows-1251` for `cp1251`; null = there is none. */
export function knownCharset(name: string): string | null {
  const dos = dosCharset(name);
  if (dos !== null) return dos;
  try {
    return new TextDecoder(name.trim()).encoding;
  } catch {
    return null;
  }
}
