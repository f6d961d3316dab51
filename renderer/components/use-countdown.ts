import { useEffect, useState } from "react";
import type { CodedError } from "../../shared/kernel/error-codes.ts";

/** Seconds that are left of the wait that an error imposes, by a clock that nobody sets; 0 where there is none, or once it is over. */
export function useCountdown(error: CodedError | undefined): number {
  const seconds = Number(error?.params?.["seconds"] ?? 0);
  const [known, setKnown] = useState<{ readonly error: CodedError | undefined; readonly left: number }>();
  useEffect(() => {
    if (seconds <= 0) return undefined;
    const endsAt = performance.now() + seconds * 1000;
    const timer = setInterval(() => {
      const left = Math.max(0, Math.ceil((endsAt - performance.now()) / 1000));
      setKnown({ error, left });
      if (left === 0) clearInterval(timer);
    }, 250);
    return () => clearInterval(timer);
  }, [error, seconds]);
  return known !== undefined && known.error === error ? known.left : seconds;
}
