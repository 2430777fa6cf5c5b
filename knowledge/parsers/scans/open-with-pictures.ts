import { fileURLToPath } from 'node:url';
import type { Pdf } from '../pdf/open-pdf.ts';

const errorsOnly = 0;
type Library = { getDocument(options: object): { promise: Promise<Pdf> } };

/**
 * Opens a PDF whose pictures are to be read. The pdf.js inside `unpdf` has no decoders for fax, JBIG2 and JPEG 2000, in
 * which scanners write; the package that lends it its data has them.
 */
export async function openWithPictures(bytes: Buffer): Promise<Pdf> {
  const shared = globalThis as { pdfjsWorker?: unknown };
  // Both look here for the half that reads files, and each must find its own.
  const own = shared.pdfjsWorker;
  delete shared.pdfjsWorker;
  try {
    const name: string = 'pdfjs-data/legacy/build/pdf.mjs';
    const { getDocument } = (await import(name)) as Library;
    return await getDocument({
      data: new Uint8Array(bytes),
      verbosity: errorsOnly,
      cMapUrl: folder('cmaps'),
      standardFontDataUrl: folder('standard_fonts'),
      wasmUrl: folder('wasm'),
      useWorkerFetch: false,
      isOffscreenCanvasSupported: false,
      isImageDecoderSupported: false,
    }).promise;
  } finally {
    shared.pdfjsWorker = own;
  }
}

function folder(name: string): string {
  return fileURLToPath(new URL(`./${name}/`, import.meta.resolve('pdfjs-data/package.json')));
}
