let isHeld = false;

/** Holds back what would end the process, until the work is done and what came of it could be told. */
export function undisturbed<T>(work: () => T): T {
  if (isHeld) return work();
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  const end = (signal: NodeJS.Signals): void => {
    release();
    process.kill(process.pid, signal);
  };
  const release = (): void => {
    for (const signal of signals) process.off(signal, end);
    isHeld = false;
  };
  isHeld = true;
  for (const signal of signals) process.on(signal, end);
  try {
    return work();
  } finally {
    // What came meanwhile is told to us in the next turn of the loop; only then is nobody waiting any more.
    setTimeout(() => setImmediate(release), 0);
  }
}
