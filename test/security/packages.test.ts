import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

type Package = {
  version?: string;
  integrity?: string;
  resolved?: string;
  link?: boolean;
  hasInstallScript?: boolean;
  license?: string;
};

const read = (name: string): unknown =>
  JSON.parse(readFileSync(path.resolve(import.meta.dirname, '../..', name), 'utf8'));
const manifest = read('package.json') as {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  allowScripts: Record<string, boolean>;
};
const { packages } = read('package-lock.json') as { packages: Record<string, Package> };
const installed = Object.entries(packages).filter(([place]) => place !== '');
const nameOf = (place: string) => place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);

/** The versions that mended what the list of attacks names; older ones must not come back. */
const MENDED: Record<string, readonly [number, number, number]> = {
  multer: [2, 0, 2],
  'file-type': [21, 3, 2],
};

describe('the packages that are installed', () => {
  it('are pinned by a hash each, so that npm ci refuses a changed one', () => {
    expect(installed.length).toBeGreaterThan(200);
    const open = installed.filter(([, one]) => !/^sha512-/.test(one.integrity ?? '')).map(([place]) => place);
    expect(open).toEqual([]);
  });

  it('come from a registry: no address of a file, a branch or another host', () => {
    const elsewhere = installed.filter(([, one]) => one.link === true || one.resolved !== undefined);
    expect(elsewhere.map(([place]) => place)).toEqual([]);
  });

  it('are asked for in one exact version', () => {
    const asked = { ...manifest.dependencies, ...manifest.devDependencies };
    const loose = Object.entries(asked).filter(
      ([, version]) => !/^(?:npm:(?:@[\w.-]+\/)?[\w.-]+@)?\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version),
    );
    expect(loose).toEqual([]);
  });

  it('run no script at installation but those that are allowed by name', () => {
    const scripts = installed
      .filter(([, one]) => one.hasInstallScript === true)
      .map(([place]) => nameOf(place));
    const allowed = Object.keys(manifest.allowScripts).filter((name) => manifest.allowScripts[name] === true);
    expect(scripts.filter((name) => !allowed.includes(name))).toEqual([]);
  });

  it('are all in the list of parts that npm makes of the lock file: each has a name and a version', () => {
    const nameless = installed.filter(
      ([place, one]) => nameOf(place) === '' || !/^\d+\.\d+\.\d+/.test(one.version ?? ''),
    );
    expect(nameless).toEqual([]);
    const page = readFileSync(path.resolve(import.meta.dirname, '../../SECURITY.md'), 'utf8');
    expect(page).toContain('npm sbom --package-lock-only --sbom-format cyclonedx');
  });

  it.each(Object.entries(MENDED))('hold no %s of before what was mended in it', (name, least) => {
    const versions = installed
      .filter(([place]) => nameOf(place) === name)
      .map(([, one]) => one.version ?? '');
    expect(versions.length).toBeGreaterThan(0);
    for (const version of versions) {
      const parts = version.split('.').map(Number);
      const at = least.findIndex((number, index) => parts[index] !== number);
      expect(at === -1 || (parts[at] ?? 0) > (least[at] ?? 0), `${name} ${version}`).toBe(true);
    }
  });
});
