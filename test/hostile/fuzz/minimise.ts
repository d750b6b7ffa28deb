import type { Attempt } from "./attempt.ts";

/** Whether an attempt still fails as it did. */
type Fails = (attempt: Attempt) => Promise<boolean>;

/** The least of an attempt that still fails, as far as there is time: ways, edits, files, lines, characters. */
export async function minimised(attempt: Attempt, fails: Fails, milliseconds: number): Promise<Attempt> {
  const end = Date.now() + milliseconds;
  const goesOn = () => Date.now() < end;
  let least = attempt;
  const lessen = async <Part>(
    parts: readonly Part[],
    having: (base: Attempt, parts: readonly Part[]) => Attempt,
  ): Promise<void> => {
    const base = least;
    const left = await fewest(parts, (some) => fails(having(base, some)), goesOn);
    if (left.length < parts.length) least = having(base, left);
  };
  let length = Number.POSITIVE_INFINITY;
  while (goesOn() && JSON.stringify(least).length < length) {
    length = JSON.stringify(least).length;
    await lessen(least.ways, (base, ways) => ({ ...base, ways }));
    await lessen(least.edits, (base, edits) => ({ ...base, edits }));
    await lessen(Object.entries(least.files), (base, files) => ({ ...base, files: Object.fromEntries(files) }));
    for (const apart of [/(?<=\n)/, /\b/, /(?:)/]) {
      for (const name of Object.keys(least.files))
        await lessen((least.files[name] ?? "").split(apart), (base, parts) => ({
          ...base,
          files: { ...base.files, [name]: parts.join("") },
        }));
      for (const index of least.edits.keys())
        await lessen((least.edits[index]?.text ?? "").split(apart), (base, parts) => ({
          ...base,
          edits: base.edits.map((edit, at) => (at === index ? { ...edit, text: parts.join("") } : edit)),
        }));
    }
  }
  return least;
}

/** Delta debugging: leaves out ever smaller runs of parts for as long as what is left still fails. */
async function fewest<Part>(
  all: readonly Part[],
  fails: (parts: readonly Part[]) => Promise<boolean>,
  goesOn: () => boolean,
): Promise<readonly Part[]> {
  let parts = all;
  for (let size = Math.ceil(parts.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2))
    for (let from = 0; from < parts.length && goesOn(); ) {
      const fewer = [...parts.slice(0, from), ...parts.slice(from + size)];
      if (await fails(fewer)) parts = fewer;
      else from += size;
    }
  return parts;
}
