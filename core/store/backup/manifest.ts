import { z } from 'zod';

/** What a backup holds, as `manifest.json` says it. */
export const MANIFEST = 'manifest.json';
/** The manifest's own hash, in the form that `sha256sum -c` reads. */
export const MANIFEST_HASH = 'manifest.sha256';
export const STORE_FILE = 'docent.sqlite';
export const KEY_FILE = 'secret.key';
export const UPLOADS = 'uploads';

/** How files in the uploads folder are called that a document waits for. */
export const UPLOAD_NAME = /^file_\w+$/;

/** Names that a backup may hold: nothing in a manifest may point anywhere else. */
const isPlace = (name: string): boolean =>
  name === STORE_FILE ||
  name === KEY_FILE ||
  (name.startsWith(`${UPLOADS}/`) && UPLOAD_NAME.test(name.slice(UPLOADS.length + 1)));

const count = z.number().int().nonnegative();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const manifestSchema = z.object({
  format: z.literal(1),
  /** The Docent that made it. */
  version: z.string(),
  /** Name of the schema's last migration. */
  schema: z.string(),
  createdAt: z.string(),
  documents: count,
  answers: count,
  files: z.array(z.object({ path: z.string().refine(isPlace), bytes: count, sha256 })).min(1),
});

export type Manifest = z.infer<typeof manifestSchema>;

/** The manifest in a text, or null where it is none that this Docent reads. */
export function parseManifest(text: string): Manifest | null {
  try {
    const read = manifestSchema.safeParse(JSON.parse(text));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}
