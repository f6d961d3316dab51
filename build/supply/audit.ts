import { EXIT, type Verdict } from "./exit-codes.ts";
import { readAudit, type Advisory } from "./read-audit.ts";

/** A weakness that is known and lived with, until a day. */
export type Allowance = {
  readonly id: string;
  readonly package: string;
  /** The last day on which it counts; then somebody judges it again. */
  readonly until: string;
  /** Why it can't hurt here, or why it can't be mended yet. */
  readonly why: string;
};

/** Nothing is lived with for longer without being judged again. */
const LONGEST_DAYS = 90;

/** Every advisory refuses, whatever its severity and wherever the package is used, but for one that is allowed today. `today`: YYYY-MM-DD. */
export function judgeAudit(written: string, allowances: readonly Allowance[], today: string): Verdict {
  const report = readAudit(written);
  if (!report.ok) return { code: EXIT.unjudged, lines: [`audit: NOTHING WAS JUDGED: ${report.error}. Not known to be clean.`] };
  const furthest = new Date(Date.parse(today) + LONGEST_DAYS * 86_400_000).toISOString().slice(0, 10);
  const counts = ({ until }: Allowance): boolean => until >= today && until <= furthest;
  const allowanceOf = ({ id, package: name }: Advisory): Allowance | undefined => allowances.find((each) => each.id === id && each.package === name);
  const refused = report.value.filter((advisory) => {
    const allowance = allowanceOf(advisory);
    return allowance === undefined || !counts(allowance);
  });
  const unused = allowances.filter((each) => !report.value.some((advisory) => allowanceOf(advisory) === each));
  return {
    code: refused.length === 0 ? EXIT.clean : EXIT.refused,
    lines: [
      ...refused.map((advisory) => `refused: ${tell(advisory)}${whyNot(allowanceOf(advisory), today)}`),
      ...report.value.filter((advisory) => !refused.includes(advisory)).map((advisory) => `allowed until ${allowanceOf(advisory)?.until}: ${tell(advisory)}: ${allowanceOf(advisory)?.why}`),
      ...unused.map((each) => `no longer needed: ${each.id} ${each.package}`),
      `audit: ${report.value.length} known, ${report.value.length - refused.length} allowed, ${refused.length} refused`,
    ],
  };
}

const whyNot = (allowance: Allowance | undefined, today: string): string =>
  allowance === undefined ? "" : allowance.until < today ? ` (allowed until ${allowance.until}: over)` : ` (allowed until ${allowance.until}: more than ${LONGEST_DAYS} days away)`;

const tell = ({ id, package: name, severity, title, range, paths }: Advisory): string => `${id} ${severity} ${name} ${range}: ${title} [${paths.join(", ")}]`;
