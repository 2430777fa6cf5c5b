/** What a fake fine-tuning service knows, whatever protocol it is asked in. */
export type FakeFile = { id: string; name: string; text: string };
export type FakeJob = {
  id: string;
  /** Suffix or id that the client chose. */
  key: string;
  model: string;
  status: string;
  error: string | null;
  output: string | null;
  method: string;
  epochs: number;
  metadata: Record<string, string>;
  createdAt: number;
};

export type FakeState = {
  files: FakeFile[];
  jobs: FakeJob[];
  /** Base models that may be tuned. */
  models: readonly string[];
  mostBytes: number;
};

/** A request as a protocol reads it. */
export type FakeRequest = {
  method: string;
  path: string;
  query: URLSearchParams;
  json: Record<string, unknown> | null;
  form: FormData | null;
};
export type FakeReply = { status: number; body: unknown };
export type Protocol = (request: FakeRequest, state: FakeState) => Promise<FakeReply> | FakeReply;

export const ok = (body: unknown): FakeReply => ({ status: 200, body });
export const wrong = (status: number, message: string): FakeReply => ({
  status,
  body: { error: { message } },
});

/** The file of an upload, or what is wrong with it. */
export async function uploadedFile(
  form: FormData | null,
  { mostBytes }: FakeState,
): Promise<{ name: string; text: string } | FakeReply> {
  const file = form?.get('file');
  if (!(file instanceof File)) return wrong(400, "'file' is a required property");
  if (file.size > mostBytes) return wrong(413, 'File is too large.');
  if (!file.name.endsWith('.jsonl')) return wrong(400, 'Invalid file format. Use .jsonl.');
  return { name: file.name, text: await file.text() };
}

/** What is wrong with rows, as services say after they have looked at them; null where nothing is. */
export function rowProblem(text: string, method: string, least: number): string | null {
  const lines = text.split('\n').filter((line) => line !== '');
  if (lines.length < least)
    return `Training file has ${lines.length} example(s), but must have at least ${least} examples`;
  for (const [at, line] of lines.entries()) {
    try {
      const row = JSON.parse(line) as {
        messages?: unknown[];
        input?: { messages?: unknown[] };
        preferred_output?: unknown;
      };
      const chat = method === 'dpo' ? row.input?.messages : row.messages;
      if (!Array.isArray(chat) || (method === 'dpo' && !Array.isArray(row.preferred_output)))
        return `Line ${at + 1} has not the format of ${method}.`;
    } catch {
      return `Line ${at + 1} is no JSON.`;
    }
  }
  return null;
}

/** Keys of a body that the documents do not name. */
export function unknownKeys(json: Record<string, unknown>, known: readonly string[]): string[] {
  return Object.keys(json).filter((key) => !known.includes(key));
}
