/**
 * Times of day in one writing: what says which half of the day it means gets seconds ("5 pm" -> "17:00:00"), "9:00" may be
 * either half and stays as it is.
 */
export function normaliseTimes(text: string): string {
  // Whoever writes 17:00 means the morning by 9:00.
  const by24 = /(?<![\d:.])(?:1[3-9]|2[0-3]):\d{2}(?![\d:])/u.test(text);
  return text
    .replace(
      /\b(\d{1,2})(?:[:.]00)?(?=\s*(?:-|–|—|to|until|and)\s*\d{1,2}(?:[:.]\d{2})?\s*[ap]\.?\s?m\b)/giu,
      (written, hour: string) => (Number(hour) <= 12 ? `${hour}:00` : written),
    )
    .replace(
      /\b(\d{1,2})(?:[:.](\d{2}))?\s*([ap])(?:m\b|\.\s?m\.?)(?!\p{L})/giu,
      (written, hour: string, minute: string | undefined, half: string) =>
        Number(hour) > 12 || hour === '00'
          ? written
          : ` ${(Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0)}:${minute ?? '00'}:00`,
    )
    .replace(
      /\b(\d{1,2})(?:[:.](\d{2}))?\s*Uhr\b/giu,
      (_written, hour: string, minute: string | undefined) => `${Number(hour)}:${minute ?? '00'}:00`,
    )
    .replace(/\b(\d{1,2})\s*o['’]clock\b/giu, '$1:00')
    .replace(/\b(?:12 )?(noon|midnight)\b/gu, (_written, name: string) =>
      name === 'noon' ? '12:00:00' : '0:00:00',
    )
    .replace(/(?<![\d:.])(\d{1,2}):(\d{2})(?![\d:])/gu, (said, hour: string, minute: string) =>
      by24 || hour.startsWith('0') || (Number(hour) > 12 && Number(hour) < 24)
        ? `${Number(hour)}:${minute}:00`
        : said,
    );
}

/** A time as people say it on a clock with hands, so that "5 pm", "17:00" and "5" are the same word. */
export function clockWord(figure: string): string {
  const time = timeOf(figure);
  if (time === null) return figure;
  const hour = Math.floor(time.minutes / 60) % 12 || 12;
  const minute = time.minutes % 60;
  return minute === 0 ? String(hour) : `${hour}:${String(minute).padStart(2, '0')}`;
}

export const isTime = (figure: string): boolean => timeOf(figure) !== null;

/** Whether two figures may mean the same: times match across writings, a bare hour matches its time. */
export function sameFigure(one: string, other: string): boolean {
  if (one === other) return true;
  const [a, b] = [timeOf(one) ?? hourOf(one), timeOf(other) ?? hourOf(other)];
  if (a === null || b === null || (timeOf(one) === null && timeOf(other) === null)) return false;
  return a.minutes === b.minutes || (!(a.sure && b.sure) && (a.minutes - b.minutes) % 720 === 0);
}

/** A normalised time without its seconds, to be read by people. */
export const written = (figure: string): string => figure.replace(/^(\d{1,2}:\d{2}):00$/, '$1');

type Time = { minutes: number; sure: boolean };

function timeOf(figure: string): Time | null {
  const found = /^(\d{1,2}):(\d{2})(:00)?$/.exec(figure);
  if (found === null || Number(found[1]) > 24 || Number(found[2]) > 59) return null;
  return { minutes: Number(found[1]) * 60 + Number(found[2]), sure: found[3] !== undefined };
}

const hourOf = (figure: string): Time | null =>
  /^\d{1,2}$/.test(figure) && Number(figure) <= 24
    ? { minutes: Number(figure) * 60, sure: Number(figure) > 12 }
    : null;
