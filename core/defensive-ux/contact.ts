/** Whom members may be told to ask: fit to stand in a sentence, and nothing that a chat would make a mention of. */
export function isContact(value: string): boolean {
  return value.length <= 100 && !/[<>\p{Cc}]|@(?:channel|here|everyone)/iu.test(value);
}
