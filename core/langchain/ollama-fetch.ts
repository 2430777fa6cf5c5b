/** A `fetch` that also ends with `signal`: Ollama's client takes no signal of its own. */
export function createSignalFetch(signal: AbortSignal): typeof fetch {
  return (input, init) =>
    fetch(input, {
      ...init,
      signal: init?.signal ? AbortSignal.any([signal, init.signal]) : signal,
    });
}

/** The same for a stream of JSON lines: a broken line is an error, where Ollama's client would skip it. */
export function createLineFetch(signal: AbortSignal): typeof fetch {
  const withSignal = createSignalFetch(signal);
  return async (input, init) => {
    const response = await withSignal(input, init);
    if (!response.ok || response.body === null) return response;
    return new Response(ReadableStream.from(wholeLines(response.body)), response);
  };
}

/** The lines of a body, each checked to be JSON before it is handed on. */
async function* wholeLines(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();
  const checked = (line: string) => {
    JSON.parse(line);
    return encoder.encode(`${line}\n`);
  };
  let rest = '';
  for await (const chunk of body) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.trim() !== '') yield checked(line);
  }
  rest += decoder.decode();
  if (rest.trim() !== '') yield checked(rest);
}
