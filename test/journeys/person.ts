import { load } from 'cheerio';
import { vi } from 'vitest';
import type { Program } from './program.ts';

/** A line of the Answers page. */
export type AnswerLine = {
  id: string;
  question: string;
  outcome: string;
  servedBy: string;
  sources: string;
  /** As a screen reader reads it: `1 up, 0 down`; '–' without votes. */
  votes: string;
  askedIn: string;
  delivery: string;
};

/** Somebody in the console: real HTTP, with what a browser would send. */
export type Person = {
  /** The same person at a program that was started again; the browser kept its cookie. */
  at(program: Pick<Program, 'url'>): Person;
  get(path: string): Promise<Response>;
  page(path: string): Promise<ReturnType<typeof load>>;
  post(path: string, fields?: Record<string, string>): Promise<Response>;
  /** Uploads a file and waits until the Documents page calls it ready; its id. */
  upload(name: string, text: string): Promise<string>;
  deleteDocument(documentId: string): Promise<void>;
  /** What the Connect page says of a platform, once its badge reads like this. */
  seesConnector(id: string, badge: string): Promise<string>;
  /** The Answers page, newest first. */
  answers(): Promise<AnswerLine[]>;
  /** The newest answer to a question that begins like this, once the page shows what is expected of it. */
  seesAnswer(question: string, expected: Partial<AnswerLine>): Promise<AnswerLine>;
};

/** Signs in with the program's link, as the first admin would. */
export async function signIn(program: Pick<Program, 'url' | 'signInLink'>): Promise<Person> {
  const { url, signInLink } = program;
  if (signInLink === null) throw new Error('the program printed no sign-in link');
  const welcome = await fetch(signInLink);
  if (welcome.status !== 200) throw new Error(`the sign-in link answers ${welcome.status}`);
  const entered = await fetch(signInLink, {
    method: 'POST',
    headers: { Origin: url },
    redirect: 'manual',
  });
  return personAt(url, (entered.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '');
}

function personAt(url: string, cookie: string): Person {
  const headers = { Cookie: cookie, Origin: url };
  const get = (path: string) => fetch(url + path, { headers, redirect: 'manual' });
  const page = async (path: string) => {
    const response = await get(path);
    if (response.status !== 200) throw new Error(`${path} answers ${response.status}`);
    return load(await response.text());
  };
  const csrf = async (path: string) => (await page(path))('[name=_csrf]').first().attr('value') ?? '';

  const person: Person = {
    at: (program) => personAt(program.url, cookie),
    get,
    page,
    async post(path, fields = {}) {
      const body = new URLSearchParams({ _csrf: await csrf('/'), ...fields });
      return fetch(url + path, { method: 'POST', headers, body, redirect: 'manual' });
    },
    async upload(name, text) {
      const form = new FormData();
      form.append('_csrf', await csrf('/documents'));
      form.append('collection', 'default');
      form.append('files', new Blob([text]), name);
      const sent = await fetch(`${url}/documents/upload`, {
        method: 'POST',
        headers,
        body: form,
        redirect: 'manual',
      });
      if (sent.status !== 303) throw new Error(`the upload answers ${sent.status}: ${await sent.text()}`);
      return vi.waitFor(
        async () => {
          const $ = await page(`/documents?q=${encodeURIComponent(name)}`);
          const row = $('tbody tr').filter((_, line) => $(line).text().includes(name));
          const state = row.find('.badge').text();
          if (state !== 'Ready') throw new Error(`${name} is "${state}": ${row.find('.reason').text()}`);
          return (row.find('th a').attr('href') ?? '').replace('/documents/', '');
        },
        { interval: 150 },
      );
    },
    async deleteDocument(documentId) {
      const done = await person.post(`/documents/${documentId}/delete`);
      if (done.status !== 303) throw new Error(`deleting answers ${done.status}`);
    },
    seesConnector: (id, badge) =>
      vi.waitFor(
        async () => {
          const card = (await page('/connect'))(`#${id}`);
          const state = card.find('.card-head .badge').text();
          if (state !== badge) throw new Error(`${id} is "${state}": ${card.find('p').first().text()}`);
          return card.find('p').first().text();
        },
        { interval: 150 },
      ),
    async answers() {
      const $ = await page('/answers');
      return $('tbody tr')
        .toArray()
        .map((line) => {
          const cells = $(line).children();
          const text = (index: number) => cells.eq(index).text().trim();
          return {
            id: (cells.eq(0).find('a').attr('href') ?? '').replace('/answers/', ''),
            question: text(0),
            outcome: text(1),
            servedBy: text(2),
            sources: text(3),
            votes: cells.eq(4).find('[aria-label]').attr('aria-label') ?? text(4),
            askedIn: text(5),
            delivery: text(7),
          };
        });
    },
    seesAnswer: (question, expected) =>
      vi.waitFor(
        async () => {
          const line = (await person.answers()).find((one) => one.question.startsWith(question));
          if (line === undefined) throw new Error(`no answer to "${question}" on the page`);
          const wrong = Object.entries(expected).filter(
            ([key, value]) => line[key as keyof AnswerLine] !== value,
          );
          if (wrong.length > 0)
            throw new Error(`expected ${JSON.stringify(expected)}, the page shows ${JSON.stringify(line)}`);
          return line;
        },
        { interval: 150 },
      ),
  };
  return person;
}
