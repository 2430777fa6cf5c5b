import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import type { Request, Response } from 'express';
import { sha256Hex } from '../core/text/hashes.ts';

const YEAR_S = 31_536_000;

/** Everything that a page loads, in the order that pages load it. */
const FILES = [
  { name: 'base.css', type: 'text/css' },
  { name: 'layout.css', type: 'text/css' },
  { name: 'parts.css', type: 'text/css' },
  { name: 'tables.css', type: 'text/css' },
  { name: 'playground.css', type: 'text/css' },
  { name: 'documents.css', type: 'text/css' },
  { name: 'reading.css', type: 'text/css' },
  { name: 'curate.css', type: 'text/css' },
  { name: 'rehearsal.css', type: 'text/css' },
  { name: 'batches.css', type: 'text/css' },
  { name: 'htmx.js', type: 'text/javascript' },
  { name: 'console.js', type: 'text/javascript' },
  { name: 'upload.js', type: 'text/javascript' },
  { name: 'batches.js', type: 'text/javascript' },
  { name: 'icon.svg', type: 'image/svg+xml' },
] as const;

export type AssetName = (typeof FILES)[number]['name'];

/** `packed` = the body as gzip, where that is smaller. Pages are not packed: their length would tell of the token in them. */
type Asset = { name: AssetName; type: string; body: Buffer; packed: Buffer | null; hash: string };

export type Assets = {
  /** Address with the content's hash in it: cached for a year, changed content has another address. */
  url(name: AssetName): string;
  serve(req: Request, res: Response): void;
};

function bodyOf(name: AssetName): Buffer {
  if (name === 'htmx.js') {
    return readFileSync(createRequire(import.meta.url).resolve('htmx.org/dist/htmx.min.js'));
  }
  return readFileSync(new URL(`assets/${name}`, import.meta.url));
}

/** Reads the few static files once; they are served from memory. */
export function loadAssets(): Assets {
  const byName = new Map<string, Asset>();
  const byFile = new Map<string, Asset>();
  for (const { name, type } of FILES) {
    const body = bodyOf(name);
    const hash = sha256Hex(body).slice(0, 16);
    const small = gzipSync(body, { level: 9 });
    const asset = { name, type, body, packed: small.length < body.length ? small : null, hash };
    byName.set(name, asset);
    byFile.set(fileName(asset), asset);
  }

  return {
    url(name) {
      const asset = byName.get(name);
      return asset === undefined ? '' : `/assets/${fileName(asset)}`;
    },
    serve(req, res) {
      const asset = byFile.get(String(req.params['file'] ?? ''));
      if (asset === undefined) {
        res.status(404).type('text').send('There is no such file.');
        return;
      }
      res.set('Cache-Control', `public, max-age=${YEAR_S}, immutable`);
      res.set('ETag', `"${asset.hash}"`);
      res.type(asset.type);
      res.vary('Accept-Encoding');
      const packed = req.acceptsEncodings('gzip', 'identity') === 'gzip' ? asset.packed : null;
      if (req.fresh) res.status(304).end();
      else if (packed === null) res.send(asset.body);
      else res.set('Content-Encoding', 'gzip').send(packed);
    },
  };
}

function fileName(asset: Asset): string {
  const dot = asset.name.lastIndexOf('.');
  return `${asset.name.slice(0, dot)}-${asset.hash}${asset.name.slice(dot)}`;
}
