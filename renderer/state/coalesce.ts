/** Runs `work` at once, then at most once every `quietMs`, the last time included: for news that come in bursts. */
export function coalesce(work: () => void, quietMs: number): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let again = false;
  const run = (): void => {
    again = false;
    work();
    timer = setTimeout(() => {
      timer = undefined;
      if (again) run();
    }, quietMs);
  };
  return () => {
    if (timer === undefined) run();
    else again = true;
  };
}
