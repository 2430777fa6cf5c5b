/** Does the items in order, at most `width` at once. What one throws ends all: no further one is begun. */
export async function inPool<Item>(
  items: readonly Item[],
  width: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const queue = items[Symbol.iterator]();
  let broken = false;
  const worker = async () => {
    for (const item of queue) {
      if (broken) return;
      try {
        await work(item);
      } catch (error) {
        broken = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
}
