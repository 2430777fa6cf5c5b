import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';

/** Encrypts what the store must not show. What was sealed under one name cannot be passed off as another's. */
export type Seal = {
  close(name: string, value: string): string;
  /** Null when the value was sealed with another key, or under another name. */
  open(name: string, sealed: string): string | null;
};

export function createSeal(key: () => Buffer): Seal {
  return {
    close(name, value) {
      const iv = randomBytes(12);
      const cipher = createCipheriv(ALGORITHM, key(), iv);
      cipher.setAAD(Buffer.from(name));
      const body = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()]);
      return [iv, cipher.getAuthTag(), body].map((part) => part.toString('base64')).join('.');
    },
    open(name, sealed) {
      try {
        const [iv, tag, body] = sealed.split('.').map((part) => Buffer.from(part, 'base64'));
        const decipher = createDecipheriv(ALGORITHM, key(), iv ?? Buffer.alloc(0));
        decipher.setAAD(Buffer.from(name));
        decipher.setAuthTag(tag ?? Buffer.alloc(0));
        return Buffer.concat([decipher.update(body ?? Buffer.alloc(0)), decipher.final()]).toString('utf8');
      } catch {
        return null;
      }
    },
  };
}
