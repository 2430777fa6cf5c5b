/** What crosses to the encoder's thread and back. Requests are answered one by one, in their order. */
export type EncodeRequest = { id: number; texts: string[] };
/** `vectors` has those of all texts, one after the other. */
export type EncodeResponse =
  | { id: number; vectors: Float32Array<ArrayBuffer> }
  | { id: number; error: { code: string; message: string; hint: string } };
