import type { VerificationWords } from "../../shared/i18n/verification-words.ts";

/** "3 minutes": rounded up, so that whoever comes back then is not too early. */
export function waitText(seconds: number, { count }: Pick<VerificationWords, "count">): string {
  if (seconds < 60) return count("wait.seconds", Math.max(1, Math.ceil(seconds)));
  if (seconds < 3_600) return count("wait.minutes", Math.ceil(seconds / 60));
  return count("wait.hours", Math.ceil(seconds / 3_600));
}
