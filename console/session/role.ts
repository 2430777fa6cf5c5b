/** What a user of the console may do. */
export type Role = 'admin' | 'curator';

/** Of a stored role; what is not known may least. */
export function roleOf(value: string): Role {
  return value === 'admin' ? 'admin' : 'curator';
}
