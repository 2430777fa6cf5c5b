import { format, getFormatDateInfo, getFormatFromId, isDateFormat } from 'numfmt';
import { squeeze } from '../../text/text-tidy.ts';
import { kid, kids, type Xml } from '../xml.ts';
import { isOn } from './shared.ts';

/** How cells of a workbook look, by the index of their style. */
export type CellLooks = {
  /** A number as the sheet shows it; days and times in the international order. */
  show(value: number, style: number): string;
  isStruck(style: number): boolean;
};

const SECONDS_A_DAY = 86_400;
/** Days between the two calendars that workbooks count in. */
const MAC_DAYS = 1_462;

/** Reads `styles.xml`. `from1904`: the workbook counts days from 1904. */
export function readLooks(styles: Xml | null, from1904: boolean): CellLooks {
  const own = new Map(
    kids(kid(styles, 'numFmts'), 'numFmt').map(({ attribs }) => [
      attribs['numFmtId'] ?? '',
      attribs['formatCode'] ?? '',
    ]),
  );
  const struckFonts = kids(kid(styles, 'fonts'), 'font').map((font) => isOn(kid(font, 'strike')));
  const cells = kids(kid(styles, 'cellXfs'), 'xf').map(({ attribs }) => {
    const id = attribs['numFmtId'] ?? '0';
    return {
      pattern: own.get(id) ?? builtIn(Number(id)),
      struck: struckFonts[Number(attribs['fontId'] ?? -1)] ?? false,
    };
  });
  const dates = new Map<string, boolean>();
  const isDate = (pattern: string): boolean => {
    let known = dates.get(pattern);
    if (known === undefined) {
      known = isDateFormat(pattern) === true;
      dates.set(pattern, known);
    }
    return known;
  };
  return {
    isStruck: (style) => cells[style]?.struck ?? false,
    show(value, style) {
      const pattern = cells[style]?.pattern ?? 'General';
      if (!isDate(pattern)) return numberText(value, pattern);
      return dateText(from1904 && value >= 1 ? value + MAC_DAYS : value, pattern);
    },
  };
}

function builtIn(id: number): string {
  const known = getFormatFromId(id);
  return typeof known === 'string' && known !== '' ? known : 'General';
}

function numberText(value: number, pattern: string): string {
  const text = squeeze(format(pattern, value, { throws: false, invalid: '' }));
  // A format that hides figures hides them from the reader of the sheet, too; one that cannot be read hides nothing.
  if (text !== '' || /^;;;?$/.test(pattern)) return text;
  return String(value);
}

/** `2025-03-15 14:30`, `08:30`, `36:00`; months and years without a day as the sheet has them. */
function dateText(value: number, pattern: string): string {
  const info = getFormatDateInfo(pattern);
  const shown = squeeze(format(pattern, value, { throws: false, invalid: '' }));
  if (/\[[hms]+\]/i.test(pattern)) return shown.replace(/^(-?\d+:\d\d):00$/, '$1');
  const hasTime = info.hours || info.seconds;
  if (!info.day && !hasTime) return shown === '' ? String(value) : shown;
  const seconds = Math.round(value * SECONDS_A_DAY);
  const days = Math.floor(seconds / SECONDS_A_DAY);
  const time = hasTime ? timeText(seconds - days * SECONDS_A_DAY, info.seconds) : '';
  if (!info.day) return time;
  if (!info.year && !info.month) return shown;
  // Day 60 is the 29th of February 1900, which never was.
  const date = new Date(Date.UTC(1899, 11, days < 60 ? 31 : 30) + days * SECONDS_A_DAY * 1000);
  if (Number.isNaN(date.getTime())) return String(value);
  const day = date.toISOString().slice(0, 10);
  return time === '' || (time === '00:00' && !hasTime) ? day : `${day} ${time}`;
}

function timeText(seconds: number, withSeconds: boolean): string {
  const two = (count: number): string => String(Math.floor(count)).padStart(2, '0');
  const short = `${two(seconds / 3600)}:${two((seconds / 60) % 60)}`;
  return withSeconds && seconds % 60 !== 0 ? `${short}:${two(seconds % 60)}` : short;
}
