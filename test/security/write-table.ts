import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { withTable } from './table.ts';

/** Writes the table of SECURITY.md anew: `node test/security/write-table.ts`. */
const file = path.resolve(import.meta.dirname, '../../SECURITY.md');
writeFileSync(file, withTable(readFileSync(file, 'utf8')));
