import { checkboxText } from '../marks/checkbox.ts';
import type { PdfPage } from './open-pdf.ts';
import { type Run, turnPoint } from './runs.ts';

/** What people wrote into a page: values of its form, as text where they stand, and their notes. */
export type Filled = { runs: Run[]; notes: string[] };

type Annotation = {
  subtype?: string;
  rect?: number[];
  fieldName?: string;
  alternativeText?: string;
  fieldType?: string;
  fieldValue?: unknown;
  buttonValue?: unknown;
  exportValue?: unknown;
  checkBox?: boolean;
  radioButton?: boolean;
  pushButton?: boolean;
  hidden?: boolean;
  options?: { exportValue?: string; displayValue?: string }[];
  contentsObj?: { str?: string };
  titleObj?: { str?: string };
  textContent?: string[];
};

const noteTypes = new Set([
  'Text',
  'FreeText',
  'Highlight',
  'Underline',
  'Squiggly',
  'StrikeOut',
  'Caret',
  'Stamp',
]);
const mostChars = 20_000;

/** Values and notes of a page. A value without words beside it gets the field's name. */
export async function filledIn(page: PdfPage, runs: readonly Run[], angle: number): Promise<Filled> {
  const annotations = (await page.getAnnotations()) as Annotation[];
  const filled: Filled = { runs: [], notes: [] };
  for (const annotation of annotations) {
    if (annotation.hidden === true) continue;
    if (annotation.subtype === 'Widget') {
      const value = shownValue(annotation);
      if (value !== null) filled.runs.push(...asRuns(annotation, value, runs, angle));
    } else if (noteTypes.has(annotation.subtype ?? '')) {
      const text = (annotation.contentsObj?.str ?? annotation.textContent?.join(' ') ?? '').trim();
      if (text !== '')
        filled.notes.push(annotation.subtype === 'FreeText' ? text : `${noteBy(annotation)}: ${text}`);
    }
  }
  return filled;
}

function noteBy(annotation: Annotation): string {
  const author = annotation.titleObj?.str?.trim() ?? '';
  return author === '' ? 'Note' : `Note (${author})`;
}

function shownValue(field: Annotation): string | null {
  if (field.pushButton === true) return null;
  if (field.checkBox === true || field.radioButton === true) {
    const on = field.checkBox === true ? field.exportValue : field.buttonValue;
    return field.fieldValue !== undefined && field.fieldValue !== null && field.fieldValue === on
      ? checkboxText(true)
      : checkboxText(false);
  }
  const values = (Array.isArray(field.fieldValue) ? field.fieldValue : [field.fieldValue])
    .filter((value): value is string => typeof value === 'string' && value.trim() !== '')
    .map((value) => field.options?.find((option) => option.exportValue === value)?.displayValue ?? value);
  return values.length === 0 ? null : values.join(', ').slice(0, mostChars);
}

/** A value as if the page had written it: on the line of the words beside it. */
function asRuns(field: Annotation, value: string, runs: readonly Run[], angle: number): Run[] {
  const [left = 0, low = 0, right = 0, high = 0] = field.rect ?? [];
  const a = turnPoint(left, low, angle);
  const b = turnPoint(right, high, angle);
  const [x0, x1, y0, y1] = [Math.min(a.x, b.x), Math.max(a.x, b.x), Math.min(a.y, b.y), Math.max(a.y, b.y)];
  const lines = value.split(/\r\n?|\n/).filter((line) => line.trim() !== '');
  const beside = runs
    .filter(
      (run) => run.y >= y0 - 2 && run.y + 0.3 * run.size <= y1 && (run.x1 <= x0 + 2 || run.x0 >= x1 - 2),
    )
    .sort((one, two) => two.y - one.y)[0];
  const above = runs.some(
    (run) => run.y >= y1 - 2 && run.y - y1 <= 1.2 * run.size && run.x0 < x1 && run.x1 > x0 - 5,
  );
  const size = beside?.size ?? Math.max(6, Math.min(12, (y1 - y0) / Math.max(1, lines.length)));
  const name = field.alternativeText?.trim() || field.fieldName?.trim() || '';
  const label = beside !== undefined || above || name === '' ? '' : `${name}: `;
  const tick = /^[☑☐]/.test(value);
  return lines.map((line, index) => {
    const text = tick && label !== '' ? `${line} ${name}` : index === 0 ? label + line : line;
    const first = beside?.y ?? (lines.length === 1 ? (y0 + y1) / 2 - 0.35 * size : y1 - size);
    return {
      text,
      x0,
      x1: tick ? x1 : Math.min(Math.max(x1, x0 + 1), x0 + 0.5 * size * text.length),
      y: first - index * 1.2 * size,
      size,
      font: 'form value',
      stretch: 1,
      mono: false,
      rtl: false,
      spaced: true,
    };
  });
}
