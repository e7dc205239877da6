/**
 * Answers on the next full step since the call began, so that the time says nothing of what was found:
 * whether an address has an account differs by some milliseconds of work, and those disappear in the
 * step. Refusals take as long as successes. [ASVS 6.3.8]
 */
export async function inEvenTime<Result>(
  stepMs: number,
  work: () => Promise<Result>,
): Promise<Result> {
  const startedAt = performance.now();
  try {
    return await work();
  } finally {
    const tookMs = performance.now() - startedAt;
    const waitMs = Math.ceil(tookMs / stepMs) * stepMs - tookMs;
    await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
}
