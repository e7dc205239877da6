/** What changes, and those who wait for it to be in some state. */
export class Watched {
  readonly #waiting = new Set<() => void>();

  changed(): void {
    for (const look of [...this.#waiting]) look();
  }

  /** Resolves when `holds` does; rejects with what `describe` says when it does not in time. */
  async until(holds: () => boolean, describe: () => string, timeoutMs = patienceMs): Promise<void> {
    if (holds()) return;
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(look);
        reject(new Error(`Not so within ${timeoutMs} ms: ${describe()}`));
      }, timeoutMs);
      const look = () => {
        if (!holds()) return;
        clearTimeout(timer);
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
    });
  }
}

/** Far beyond what any step takes: only a defect, or a machine at its limits, comes near it. */
export const patienceMs = 60_000;
