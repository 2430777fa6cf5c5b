import { once } from 'node:events';
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { layManual } from '../../journeys/program.ts';
import { runProcess, startDocent, temporaryFolder } from './run-docent.ts';

type Server = { stop(signal?: NodeJS.Signals): Promise<void>; output(): string };

async function startServer(dataDir: string): Promise<Server> {
  const child = startDocent(['start'], { dataDir });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  while (!/sign-in\/|Sign-in link/.test(output)) {
    if (child.exitCode !== null) throw new Error(`the server ended early:\n${output}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    output: () => output,
    stop: async (signal = 'SIGTERM') => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill(signal);
      await once(child, 'exit');
    },
  };
}

describe('a running Docent', () => {
  it('refuses a second start with a hint, and carries out other commands', async () => {
    using place = temporaryFolder();
    await layManual(place.dataDir);
    const server = await startServer(place.dataDir);
    try {
      const second = await runProcess(['start'], { dataDir: place.dataDir });
      expect(second.code).toBe(3);
      expect(second.err).toMatch(/running/);
      expect(second.err).toMatch(/DOCENT_DATA_DIR/);

      writeFileSync(
        path.join(place.folder, 'badge.md'),
        '# Badges\n\nA lost badge is replaced at the front desk.\n',
      );
      const ingest = await runProcess(['ingest', 'badge.md', '--json'], {
        dataDir: place.dataDir,
        cwd: place.folder,
      });
      expect(ingest.json()).toMatchObject({ files: [{ path: 'badge.md', status: 'added' }] });
      const asked = await runProcess(['ask', '--batch', '-'], {
        dataDir: place.dataDir,
        stdin: '{"id":"a\u2028b","question":"Where is a lost badge replaced?"}',
      });
      // Separators end no line, neither between the processes nor in what is printed.
      expect(asked.json()).toMatchObject({ id: 'a\u2028b', outcome: 'answered' });
      expect(asked.out).not.toContain('\u2028');
      const wrong = await runProcess(['search'], { dataDir: place.dataDir });
      expect(wrong.code).toBe(2);
      const link = await runProcess(['users', 'link'], { dataDir: place.dataDir });
      expect(link.out).toMatch(/http:\/\/localhost:\d+\/sign-in\/[\w-]{20,}/);
    } finally {
      await server.stop();
    }
    expect(existsSync(path.join(place.dataDir, 'docent.sock'))).toBe(false);
  });

  it('keeps what it writes to its owner', async () => {
    using place = temporaryFolder();
    const server = await startServer(place.dataDir);
    await server.stop();
    for (const name of ['docent.sqlite', 'docent.lock'])
      expect(statSync(path.join(place.dataDir, name)).mode & 0o077).toBe(0);
    expect(statSync(place.dataDir).mode & 0o077).toBe(0);
  });

  it('starts again after kill -9, and commands work without it', async () => {
    using place = temporaryFolder();
    await layManual(place.dataDir);
    const server = await startServer(place.dataDir);
    await server.stop('SIGKILL');
    const asked = await runProcess(['ask', 'How do I add a document?', '--json'], { dataDir: place.dataDir });
    expect(asked.json()).toMatchObject({ outcome: 'answered' });
    const again = await startServer(place.dataDir);
    await again.stop();
  });
});

describe('kill -9 during ingest', () => {
  it('leaves whole documents only, and the next ingest completes the rest', async () => {
    using place = temporaryFolder();
    const docs = path.join(place.folder, 'docs');
    mkdirSync(docs);
    const count = 160;
    for (let n = 0; n < count; n++) {
      const sections = Array.from(
        { length: 12 },
        (_, s) => `## Section ${s}\n\n${`Document ${n} speaks of topic${n}x${s} at length. `.repeat(30)}`,
      );
      writeFileSync(
        path.join(docs, `${String(n).padStart(3, '0')}.md`),
        `# Document ${n}\n\n${sections.join('\n\n')}\n`,
      );
    }
    let interrupted = 0;
    for (const delay of [500, 700, 900, 1100]) {
      const child = startDocent(['ingest', 'docs', '--json'], { dataDir: place.dataDir, cwd: place.folder });
      const timer = setTimeout(() => child.kill('SIGKILL'), delay);
      const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
      clearTimeout(timer);
      if (signal === 'SIGKILL') interrupted += 1;
      const listed = await runProcess(['documents', 'list', '--json'], { dataDir: place.dataDir });
      const { documents } = listed.json() as { documents: { passages: number; status: string }[] };
      expect(new Set(documents.map((row) => `${row.status}/${row.passages}`)).size).toBeLessThanOrEqual(1);
      const doctor = await runProcess(['doctor', '--json'], { dataDir: place.dataDir });
      expect(doctor.json()).toMatchObject({ ok: true });
    }
    expect(interrupted).toBeGreaterThan(0);
    const last = await runProcess(['ingest', 'docs', '--json'], {
      dataDir: place.dataDir,
      cwd: place.folder,
    });
    expect(last.json()).toMatchObject({ documents: count });
    const found = await runProcess(['search', 'topic159x11', '--json'], { dataDir: place.dataDir });
    expect(found.json()['hits']).toMatchObject([
      { path: 'docs/159.md' },
      ...Array.from({ length: ((found.json()['hits'] as unknown[]).length ?? 1) - 1 }, () => ({})),
    ]);
  });
});
