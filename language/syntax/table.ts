/** Entries by a word that stands in a file: `constructor` and `__proto__` are words like any other, and no entries. */
export const table = <Entry>(entries: Readonly<Record<string, Entry>>): Readonly<Record<string, Entry>> =>
  Object.assign(Object.create(null), entries);
