// The package brings types, but its `exports` hide them; this is what is used here.
declare module 'tesseract-wasm' {
  type Rect = { left: number; top: number; right: number; bottom: number };
  type Pixels = { width: number; height: number; data: Uint8ClampedArray };
  export type OCREngine = {
    loadModel(model: Uint8Array): void;
    loadImage(image: Pixels): void;
    getTextBoxes(unit: 'line' | 'word'): { rect: Rect; flags: number; confidence: number; text: string }[];
    clearImage(): void;
    destroy(): void;
  };
  export const layoutFlags: { StartOfLine: number; EndOfLine: number };
  export function createOCREngine(options: { wasmBinary: Uint8Array }): Promise<OCREngine>;
}
