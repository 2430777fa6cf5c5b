/** Room for what people bring: on the disk, and by what an admin allows. */
export type Storage = {
  /** Why so many bytes are not even read, in words; null while there is room for them. */
  refusal(bytes: number): Promise<string | null>;
  /** Bytes that this person, and all together, may still add; Infinity where nobody set a bound. */
  left(by: string): Promise<{ person: number; total: number }>;
};
