const languages = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pl', 'pt', 'sv', 'ru', 'tr'];
let weekdays: ReadonlySet<string> | null = null;

/** Whether a cell is a day of the week, as a long or short word of several languages. */
export function isWeekday(cell: string): boolean {
  weekdays ??= new Set(
    languages.flatMap((language) =>
      (['long', 'short'] as const).flatMap((weekday) => {
        const format = new Intl.DateTimeFormat(language, { weekday, timeZone: 'UTC' });
        // The first of January 2024 is a Monday.
        return [1, 2, 3, 4, 5, 6, 7].map((day) => bareDay(format.format(Date.UTC(2024, 0, day))));
      }),
    ),
  );
  return weekdays.has(bareDay(cell));
}

const bareDay = (cell: string): string => cell.trim().toLowerCase().replace(/[.:]$/, '');
