import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { settings } from '../bot/settings/config.ts';
import { startProgram } from './journeys/program.ts';

const root = path.resolve(import.meta.dirname, '..');
const read = (name: string) => readFileSync(path.join(root, name), 'utf8');
const packageJson = JSON.parse(read('package.json')) as {
  scripts: Record<string, string>;
  dependencies: Record<string, string>;
};

/** Instructions of the Dockerfile, a line each. */
const instructions = read('Dockerfile')
  .replaceAll('\\\n', ' ')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => ({ name: line.split(' ')[0] ?? '', rest: line.slice(line.indexOf(' ') + 1) }));
const all = (name: string) => instructions.filter((one) => one.name === name).map(({ rest }) => rest);
const lastStage = instructions.slice(instructions.findLastIndex(({ name }) => name === 'FROM'));
const inLast = (name: string) => lastStage.filter((one) => one.name === name).map(({ rest }) => rest);
const execForm = (text: string) => JSON.parse(text.slice(text.indexOf('['))) as string[];
const environment = Object.fromEntries(
  inLast('ENV').flatMap((line) => line.split(' ').map((pair) => pair.split('=') as [string, string])),
);

type Service = {
  ports: string[];
  volumes: string[];
  environment: Record<string, string>;
  read_only: boolean;
  tmpfs: string[];
  cap_drop: string[];
  security_opt: string[];
  env_file: { path: string; required: boolean }[];
} & Record<string, unknown>;
const compose = parse(read('compose.yaml')) as {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
};
const [service] = Object.values(compose.services);
const secrets = settings.filter(({ type }) => type === 'secret').map(({ key }) => key);

describe('the image', () => {
  it('is made from the Node that Docent is tested with, by its exact version', () => {
    const bases = all('FROM').map((line) => line.split(' ')[0]);
    expect(bases.length).toBe(2);
    for (const base of bases)
      expect(base).toMatch(new RegExp(`^node:${packageJson.dependencies['node']}-[a-z-]+$`));
  });

  it('installs what the lock file says and nothing else', () => {
    expect(all('RUN').filter((line) => line.includes('npm'))).toEqual(['npm ci --omit=dev']);
    expect(all('ADD')).toEqual([]);
    expect(all('RUN').filter((line) => /curl|wget|http/.test(line))).toEqual([]);
  });

  it('runs as a user without rights, who owns the data directory alone', () => {
    const users = inLast('USER');
    expect(users).toEqual(['node']);
    const at = lastStage.findIndex(({ name }) => name === 'USER');
    expect(lastStage.slice(at).filter(({ name }) => ['RUN', 'COPY'].includes(name))).toEqual([]);
    expect(inLast('RUN')).toEqual([
      `mkdir -m 700 ${environment['DOCENT_DATA_DIR']} && chown node:node ${environment['DOCENT_DATA_DIR']}`,
    ]);
    expect(execForm(inLast('VOLUME')[0] ?? '')).toEqual([environment['DOCENT_DATA_DIR']]);
  });

  it('is ended by SIGTERM, which reaches Docent itself: no shell stands between', () => {
    expect(inLast('CMD')).toHaveLength(1);
    expect(`exec ${execForm(inLast('CMD')[0] ?? '').join(' ')}`).toBe(packageJson.scripts['start']);
    expect(inLast('ENTRYPOINT')).toEqual([]);
    expect(inLast('STOPSIGNAL')).toEqual(['SIGTERM']);
  });

  it('holds all of the program, and no settings, data or history', () => {
    const copied = instructions
      .filter(({ name, rest }) => name === 'COPY' && !rest.startsWith('--from'))
      .flatMap(({ rest }) => rest.split(' ').slice(0, -1));
    expect(copied.filter((name) => !existsSync(path.join(root, name)))).toEqual([]);
    const folders = readdirSync(root, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map(({ name }) => name)
      .filter((name) => !['node_modules', 'test', 'data', 'coverage'].includes(name));
    expect(copied).toEqual(expect.arrayContaining(folders));
    const lines = read('.dockerignore')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    expect(lines[0]).toBe('*');
    const allowed = lines.slice(1).map((line) => line.replace(/^!/, ''));
    expect(lines.slice(1).every((line) => line.startsWith('!'))).toBe(true);
    expect(allowed.sort()).toEqual([...new Set(copied)].sort());
  });

  it('holds no secret', () => {
    const given = [...all('ENV'), ...all('ARG')].join(' ');
    expect(secrets.filter((key) => given.includes(key))).toEqual([]);
    expect(given).not.toMatch(/TOKEN|SECRET|PASSWORD|KEY/i);
  });

  it('says that it is well while Docent is ready, and not when it has ended', async () => {
    const command = execForm(inLast('HEALTHCHECK')[0] ?? '');
    const program = await startProgram();
    const { port } = new URL(program.url);
    expect(environment['DOCENT_PORT']).toBe('3000');
    const check = () => {
      const script = (command[2] ?? '').replace(':3000/', `:${port}/`);
      return spawnSync(process.execPath, [command[1] ?? '', script]).status;
    };
    expect(check()).toBe(0);
    await program.stop();
    expect(check()).toBe(1);
  });
});

describe('compose.yaml', () => {
  it('lets this machine alone reach the console, and keeps the data', () => {
    expect(service?.ports).toEqual([`127.0.0.1:3000:${environment['DOCENT_PORT']}`]);
    const [volume, place] = (service?.volumes[0] ?? '').split(':');
    expect(Object.keys(compose.volumes)).toEqual([volume]);
    expect(place).toBe(environment['DOCENT_DATA_DIR']);
    // What .env says of these must not lead out of the volume.
    for (const key of ['DOCENT_DATA_DIR', 'DOCENT_HOST', 'DOCENT_PORT'])
      expect(service?.environment[key]).toBe(environment[key]);
  });

  it('takes rights away: nothing but data and temporary files can be written', () => {
    expect(service?.read_only).toBe(true);
    expect(service?.tmpfs).toEqual(['/tmp']);
    expect(service?.cap_drop).toEqual(['ALL']);
    expect(service?.security_opt).toEqual(['no-new-privileges:true']);
    expect(Object.keys(service ?? {})).not.toContain('privileged');
    expect(Object.keys(service ?? {})).not.toContain('user');
  });

  it('holds no secret: they come from a file that need not be there', () => {
    expect(service?.env_file).toEqual([{ path: '.env', required: false }]);
    expect(
      Object.keys(service?.environment ?? {}).filter((key) =>
        secrets.includes(key as (typeof secrets)[number]),
      ),
    ).toEqual([]);
  });
});

describe('a console that listens on all addresses', () => {
  it('lets nobody in before the first admin has used the link that the terminal shows', async () => {
    const program = await startProgram({ DOCENT_HOST: '0.0.0.0' });
    expect(program.log()).toContain('without HTTPS');
    expect(program.signInLink).not.toBeNull();
    const get = (place: string) => fetch(program.url + place, { redirect: 'manual' });
    for (const place of ['/', '/documents', '/users', '/connect', '/backups'])
      expect((await get(place)).headers.get('Location')).toBe('/sign-in');
    const page = await (await get('/sign-in')).text();
    expect(page).not.toContain('<input');
    expect(page).not.toContain(new URL(program.signInLink ?? '').pathname);
    const guessed = await fetch(`${program.url}/sign-in/guessed`, {
      method: 'POST',
      headers: { Origin: program.url },
    });
    expect(guessed.status).toBeGreaterThanOrEqual(400);
    expect(guessed.headers.getSetCookie()).toEqual([]);
  });
});
