/** One life of the program for `cache-kill.ts`: asks, changes documents, asks again, and is killed at any point. */
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { assemble } from '../../bot/assembly/assemble.ts';
import { createLog } from '../../bot/log.ts';
import { loadConfig } from '../../bot/settings/config.ts';

const [dataDir = '', folder = '', task = '', from = '0', to = '0'] = process.argv.slice(2);
const app = await assemble(
  loadConfig({ DOCENT_DATA_DIR: dataDir, DOCENT_LOG_LEVEL: 'silent' }, folder),
  createLog('silent'),
);
const zones = Array.from({ length: Number(to) - Number(from) }, (_, at) => Number(from) + at);
const ask = (zone: number) =>
  app.ask({ text: `Who looks after greenhouse zone ${zone}?`, thread: [], origin: 'bench', asker: null });
const say = (line: object) => void process.stdout.write(`${JSON.stringify(line)}\n`);
const fileOf = (zone: number) => path.join(folder, `page-${zone}.md`);
const put = (zone: number, name: string) =>
  writeFileSync(fileOf(zone), `# Zone ${zone}\n\nGreenhouse zone ${zone} is looked after by ${name}.\n`);
const ingest = (zone: number) =>
  app.library.ingest([fileOf(zone)], { collection: 'default', by: 'bench', cwd: folder });

if (task === 'change') {
  for (const zone of zones) {
    put(zone, 'Ada');
    await ingest(zone);
    await ask(zone);
    say({ zone, warm: (await ask(zone)).servedBy === 'exact-cache' });
  }
  say({ ready: true });
  for (const zone of zones) {
    say({ zone, begun: true });
    if (zone % 2 === 0) {
      put(zone, 'Grace');
      await ingest(zone);
    } else {
      const document = await app.library.find(fileOf(zone));
      if (document !== undefined) await app.library.delete(document.documentId);
      rmSync(fileOf(zone), { force: true });
    }
    say({ zone, changed: true });
  }
  // Whoever kills is late: nothing more happens.
  await new Promise((resolve) => setTimeout(resolve, 60_000));
} else {
  for (const zone of zones) {
    const answer = await ask(zone);
    const documents = await app.library.list({ limit: 1000 });
    const known = documents.find(({ path: name }) => name.endsWith(`page-${zone}.md`));
    const stored = known === undefined ? [] : await app.library.passages(known.documentId);
    const about = answer.text.includes(`zone ${zone} `) ? answer.text : '';
    say({
      zone,
      says: nameIn(about),
      stands: nameIn(stored.map(({ text }) => text).join(' ')),
      by: answer.servedBy,
    });
  }
  await app.stop();
}

function nameIn(text: string): string | null {
  return /by (Ada|Grace)\b/.exec(text)?.[1] ?? null;
}
